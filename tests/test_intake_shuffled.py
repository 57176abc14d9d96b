"""Lines of copy in any order: nothing crashes, nothing is lost, everything can be taken back."""

from hypothesis import given, settings
from hypothesis import strategies as st

from layoutdesk.base.ids import IdSource
from layoutdesk.intake import Intake, read_text
from layoutdesk.intake.clean import revert
from layoutdesk.model import Document
from layoutdesk.model.story import paragraphs

LINES = st.sampled_from(
    [
        "",
        "",
        "---",
        "# 头茶开采 山里忙起来",
        "## 机器上山,效率翻番",
        "## 相关新闻",
        "### “一句话”的标题",
        "# 云溪县林地转让公告 [2026]云转第011号",
        "2026年3月12日 星期四",
        "2026年3月12日",
        "责编:陆舟 美编:温小雨 校对:白露",
        "第02版 茶事",
        "云溪晚报",
        "总第5012期",
        "本报讯(记者 云开)昨日,茶园开采了。",
        "茶农们说,今年的新芽比往年更好,可是要等到下个月才能",
        "知道收成怎样。(记者 云开)",
        "“一个人守着一座山,",
        "(记者 云开 通讯员 石小磊)",
        "▲晒茶的人(右) 记者 林间 摄",
        "▶",
        "▲ 通讯员供图",
        "![](a.jpg)",
        "![晒茶](b.jpg)",
        "一、有关事项如下:",
        "(1) 按时付款。",
        "三、其他事项:",
        "1.报名时间3月20日",
        "咨询电话:0999-5550101(业务科)办理电话:0999-5550102",
        "云溪县自然资源局",
        "云溪县公共资源交易中心",
        "编号\t位置\t面积",
        "a\tb",
        "| 片区 | 时间 |",
        "|---|---|",
        "栏目：山里",
        "引题：雨停了",
        "副题：一夜返青",
        "类型：公告",
        "署名：本报记者 云开",
        "新桥通车",
        "**今年**的茶",
        '他说:"走吧',
        "(下转第2版)",
        "#",
        "■链接",
        "\ue000",
    ]
)
DAYS = st.lists(LINES, min_size=1, max_size=40).filter(lambda lines: any(line.strip() for line in lines))


def read(lines: list[str]) -> Intake:
    return read_text("\n".join(lines).encode(), "copy.txt", IdSource(b"test"))


@settings(max_examples=150, deadline=None)
@given(DAYS)
def test_every_line_is_in_exactly_one_block(lines: list[str]) -> None:
    intake = read(lines)
    covered = [number for block in intake.blocks for number in range(block.first, block.last + 1)]
    assert {number for number, line in enumerate(lines, 1) if line} <= set(covered)
    assert len(covered) == len(set(covered))
    assert all(block.type != "heading" for block in intake.blocks)


@settings(max_examples=150, deadline=None)
@given(DAYS)
def test_no_text_is_lost_or_invented(lines: list[str]) -> None:
    intake = read(lines)
    for story in intake.stories:
        for paragraph in paragraphs(story):
            assert paragraph.origin is not None
            source = "\n".join(lines[paragraph.origin.first - 1 : paragraph.origin.last])
            assert revert(paragraph.text, paragraph.changes) in source
    kept = "".join(revert(item.text, item.changes) for story in intake.stories for item in paragraphs(story))
    for block in intake.blocks:
        if block.type in ("prose", "lead", "clause", "contact", "signatory", "date", "short", "subhead", "byline"):
            assert all(line in kept for line in block.text.split("\n"))


@settings(max_examples=60, deadline=None)
@given(DAYS)
def test_the_same_copy_gives_the_same_issue(lines: list[str]) -> None:
    first, second = read(lines), read(lines)
    assert first == second
    ids = [paragraph.id for story in first.stories for paragraph in paragraphs(story)] + [
        story.id for story in first.stories
    ]
    assert len(ids) == len(set(ids))


@settings(max_examples=60, deadline=None)
@given(DAYS)
def test_every_fix_can_be_applied(lines: list[str]) -> None:
    from layoutdesk import edits

    intake = read(lines)
    document = Document(stories=intake.stories)
    for found in (*intake.queries, *intake.problems):
        if found.fix is not None:
            edits.apply(document, edits.from_data(found.fix))
