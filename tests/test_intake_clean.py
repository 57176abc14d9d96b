"""House style: what becomes full width, what stays, and that every change can be taken back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layoutdesk.intake import blanks
from layoutdesk.intake.clean import Patch, apply, house_style, offset, revert
from layoutdesk.intake.crews import is_english_byline
from layoutdesk.intake.joins import is_cut

_PIECES = st.sampled_from(
    [
        *"茶园，,:;?!()（）\"“” \naB7１Ａ．-'.",
        "--",
        "...",
        "12:30",
        "1,000",
        "www.example.cn",
        "name@example.cn",
        "0999-5550101",
        "**",
    ]
)
TEXTS = st.lists(_PIECES, max_size=40).map("".join)


def patches(text: str, *, running: bool = True) -> list[Patch]:
    marks = house_style(text)
    return [*marks, *blanks.junk(text, marks, running=running)]


def cleaned(text: str, *, running: bool = True) -> str:
    return apply(text, patches(text, running=running)).text


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("茶农说,今年好;去年呢?不好!原因:天冷", "茶农说，今年好；去年呢？不好！原因：天冷"),
        ("方竹(左)和WHO(世卫组织)", "方竹（左）和WHO（世卫组织）"),
        (
            "面积105487.7亩,价1,000元,12:30开始,比分3:2,7×24小时",
            "面积105487.7亩，价1,000元，12:30开始，比分3:2，7×24小时",
        ),
        ("见https://www.example.cn/a?b=1,c;d(官网),请看", "见https://www.example.cn/a?b=1,c;d（官网），请看"),
        ("发到a.b@example.cn,或打0999-5550101(白天)", "发到a.b@example.cn，或打0999-5550101（白天）"),
        ('他说:"走吧",就走了', "他说：“走吧”，就走了"),
        ("２０２６年,Ａ座３．５米", "2026年，A座3.5米"),
        ("你好, 茶园", "你好，茶园"),
        ("咨询(0717)6440123,或(010) 64401234", "咨询(0717)6440123，或(010) 64401234"),
        ("他说--今天...明天", "他说——今天……明天"),
        ('"补贴2000..."市民说', "“补贴2000……”市民说"),
        ("“那就好.”他笑了.", "“那就好。”他笑了。"),
        ('"好."他说', "“好。”他说"),
        ("用git --help查看...", "用git --help查看……"),
        ("乔治.布什说3.5...他停了", "乔治.布什说3.5……他停了"),
        ("他喊“Wait...”就走", "他喊“Wait...”就走"),
        ("见https://a.cn/x--y/...html和a--b", "见https://a.cn/x--y/...html和a--b"),
        ("一. 总则", "一. 总则"),
        ("十二.", "十二."),
        ("使用 --help 参数,参数--help", "使用 --help 参数，参数--help"),
        ("第5--7号,3月--5月,2026--2027年", "第5--7号，3月--5月，2026--2027年"),
        ("<!-- 注释 -->", "<!-- 注释 -->"),
        ("调用f(...)函数,他说(...)不行", "调用f(...)函数，他说（……）不行"),
        ("目录.../照片和C:\\...\\照片", "目录.../照片和C:\\...\\照片"),
        ("--王丽", "——王丽"),
        ("rock 'n' roll音乐在90's流行", "rock 'n' roll音乐在90's流行"),
        ("占76%,共20家", "占76%，共20家"),
        ("Hello, world (again): fine?", "Hello, world (again): fine?"),
        ("甲型A(H1N1)流感", "甲型A(H1N1)流感"),
        ('量了"一半就', '量了"一半就'),
        ("第1)项", "第1)项"),
    ],
)
def test_marks(given: str, wanted: str) -> None:
    assert cleaned(given) == wanted


@pytest.mark.parametrize(
    ("given", "running", "head"),
    [
        ("“ 数字经济 ”增长", "“数字经济”增长", "“数字经济”增长"),
        ("经济 ，增长　。", "经济，增长。", "经济，增长。"),
        ("经济， 增长。 好", "经济，增长。好", "经济， 增长。 好"),
        ("他说 “好” 了", "他说“好” 了", "他说 “好” 了"),
        ('他说:" 走吧 " ,就走', "他说：“走吧”，就走", "他说：“走吧”，就走"),
        ("用WPS  Office 办公 ;", "用WPS Office 办公；", "用WPS Office 办公；"),
        ("茶园 ( 北坡 ) 很大", "茶园（北坡） 很大", "茶园 （北坡） 很大"),
        ("王某 李某", "王某 李某", "王某 李某"),
        ("It was said.  Then nothing.", "It was said. Then nothing.", "It was said. Then nothing."),
        ("He said , well", "He said , well", "He said , well"),
    ],
)
def test_blanks_that_a_mark_makes_needless_go(given: str, running: str, head: str) -> None:
    """In headlines a blank after a mark parts two lines and stays."""
    assert cleaned(given) == running
    assert cleaned(given, running=False) == head


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("还 有一处。", ["有"]), ("“好” 的一天。", ["的"]), ("春眠不觉晓 处处闻啼鸟 夜来风雨声", []), ("用 WPS 办公。", []),
        ("数字经济  2.0，", ["2"]), ("没有空格。", []),
    ],
)  # fmt: skip
def test_blanks_between_han_are_asked_about_save_in_verse(text: str, asked: list[str]) -> None:
    assert [text[end] for _, end in blanks.doubtful(text)] == asked


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ('"It\'s about time," she said -- "at last."', "“It’s about time,” she said — “at last.”"),
        ("the rock 'n' roll '90s, six o'clock, the dogs' bowl", "the rock ’n’ roll ’90s, six o’clock, the dogs’ bowl"),
        ("Class of '24 graduates, in '98, since '05.", "Class of ’24 graduates, in ’98, since ’05."),
        ("'20 years of hurt' for the fans' hero", "‘20 years of hurt’ for the fans’ hero"),
        ("He is 5'10\", a 10\" pipe, 6' long, 6'2½\", 6'-2\"", "He is 5'10\", a 10\" pipe, 6' long, 6'2½\", 6'-2\""),
        ('"He is 5\'10" tall," she said of 1999: "yes"', "“He is 5'10\" tall,” she said of 1999: “yes”"),
        ('"A 10" pipe," he said', '“A 10" pipe,” he said'),
        ("40°42'46\" N, 74°0'21\" W", "40°42'46\" N, 74°0'21\" W"),
        ("\"'Stop,' he said, and I did.\"", "“‘Stop,’ he said, and I did.”"),
        ("'He said \"no\"', \"I said 'yes'\"", "‘He said “no”’, “I said ‘yes’”"),
        ('("Yes"), he wrote--"no"--and "went', "(“Yes”), he wrote—“no”—and “went"),
        ('"I was--" he began. "Hello " he said', "“I was—” he began. “Hello ” he said"),
        ("The '90s' end: 'tis so", "The ’90s’ end: ’tis so"),
        ("O'Neil's Jones' house", "O’Neil’s Jones’ house"),
        ('Run `echo "a"` or class="b"', 'Run `echo "a"` or class="b"'),
        ('print("hello") or {"a": "b"}, f(...)', 'print("hello") or {"a": "b"}, f(...)'),
        ("\"see https://a.com/it's/x--y\" or 'me@b.com'", "“see https://a.com/it's/x--y” or ‘me@b.com’"),
        ("Wait... what? He left ... and came back.", "Wait… what? He left … and came back."),
        ("git --help, ls -- -x, my--file.txt, a_b--c, 10--12", "git --help, ls -- -x, my--file.txt, a_b--c, 10--12"),
        ("./path/... and ../x.txt", "./path/... and ../x.txt"),
        ("--", "--"),
        ("rock ’n’ roll and “typographic” stays", "rock ’n’ roll and “typographic” stays"),
    ],
)  # fmt: skip
def test_typewriter_marks_of_english_copy(given: str, wanted: str) -> None:
    assert cleaned(given) == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("By Jane Doe", True), ("By JOHN SMITH and Mary-Ann de la Cruz, Staff Writers", True),
        ("By our Special Correspondent", True),
        ("By Łukasz Żeleński | Photographs by Tom Byrd", True), ("Reporting by Jane Doe; Editing by Tom Byrd", True),
        ("By the time she came", False), ("By Christmas", False), ("By the River Thames they sat down.", False),
        ("Photographs by Tom Byrd", False), ("By " + "Of the A " * 17, False),
    ],
)  # fmt: skip
def test_english_bylines(line: str, wanted: bool) -> None:
    assert is_english_byline(line) is wanted


@given(TEXTS)
def test_every_change_can_be_taken_back(text: str) -> None:
    done = apply(text, patches(text))
    assert revert(done.text, done.changes) == text


@given(TEXTS)
def test_cleaning_twice_changes_no_more_brackets_or_digits(text: str) -> None:
    once = apply(text, patches(text))
    assert all(change.start <= change.end <= len(once.text) for change in once.changes)
    assert all(a.end <= b.start for a, b in zip(once.changes, once.changes[1:], strict=False))


@given(TEXTS)
def test_offsets_move_with_the_text(text: str) -> None:
    done = apply(text, patches(text))
    moved = [offset(done.changes, at) for at in range(len(text) + 1)]
    assert moved == sorted(moved)
    assert moved[-1] == len(done.text)


@pytest.mark.parametrize(
    ("first", "second", "cut"),
    [
        ("“我们都是先看图、再上山的办", "法,省了不少路。”", True),
        ("服务队送去了手套、剪刀,", "并教会了大家。", True),
        ("合作社负责人说,往年这时候最愁的是请不到人,再也不用", "担心,月底就能收完。", True),
        ("这一段已经结束。", "下一段开始。", False),
        ("新桥通车", "昨天,新桥通车。", False),
        ("合作社负责人说,往年这时候最愁的是请不到人,再也不用", "一、有关规定如下。", False),
        ("合作社负责人说,往年这时候最愁的是请不到人,再也不用", "本报讯(记者 云开)昨日开采。", False),
    ],
)
def test_only_certain_cuts_are_joined(first: str, second: str, cut: bool) -> None:
    assert is_cut(first, second) is cut
