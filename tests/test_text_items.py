"""What numbers an item stays with it, what multiplies stays with its number, and full-width words part like Han."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from layoutdesk.model import Paragraph, TextStyle
from layoutdesk.text import relief
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.text.lines import SetLine
from layoutdesk.text.paragraph import clear_cache, set_paragraph

STYLE = TextStyle(size=10.0, letter_space=(-0.02, 0.03))
#: em.
MEASURES = [tenths / 10 for tenths in range(70, 241, 5)]


def set_in(text: str, ems: float) -> tuple[SetLine, ...]:
    return set_paragraph(Paragraph(id="p", text=text), STYLE, ems * STYLE.size, pip_fonts())


def breaks_of(text: str) -> set[int]:
    """Where lines start in any of the measures."""
    return {line.start for ems in MEASURES for line in set_in(text, ems)[1:]}


def ends(text: str, wrong: Callable[[str, str], object]) -> list[str]:
    """The places between two lines that are wrong, in any of the measures; the whole text before them is asked about."""
    places = sorted(breaks_of(text))
    return [f"{text[:at]}|{text[at:]}" for at in places if wrong(text[:at].rstrip(), text[at:])]


@pytest.mark.parametrize("blank", ["", " ", "\u3000"])
@pytest.mark.parametrize(
    "signs", ["①②③④", "⑴⑵⑶⑷", "㈠㈡㈢㈣", "❶❷❸❹", "⒈⒉⒊⒋", "㉑㉒㉓㉔"]
)  # fmt: skip
@pytest.mark.parametrize("mark", ["；", "，", "。", ""])
def test_no_line_ends_with_the_sign_that_begins_an_item(signs: str, blank: str, mark: str) -> None:
    items = ["具有本市户籍", "年满十八周岁", "“无不良记录”者", "身体健康"]
    text = "申报条件如下：" + mark.join(sign + blank + item for sign, item in zip(signs, items, strict=True))
    assert ends(text, lambda before, _: before[-1] in signs) == []


@pytest.mark.parametrize("blank", ["", " "])
@pytest.mark.parametrize("shape", ["{}、", "{}．", "{}）", "（{}）", "({})"])
@pytest.mark.parametrize(
    "figures", ["1234", "一二三四", ["9", "10", "11", "12"], ["十", "十一", "十二", "十三"], "１２３４"]
)
def test_no_line_ends_with_the_number_that_begins_an_item(figures: list[str], shape: str, blank: str) -> None:
    if shape[-1] in "．）" and shape[0] != "（" and not figures[0][0].isascii():
        shape = "{}、"
    numbers = [shape.format(figure) for figure in figures]
    items = ["具有本市户籍", "年满十八周岁", "无不良记录", "身体健康"]
    text = "申报条件如下：" + "；".join(one + blank + item for one, item in zip(numbers, items, strict=True))
    assert ends(text, lambda before, _: any(before.endswith(("；" + one, "：" + one)) for one in numbers)) == []
    assert "；" in {text[at - 1] for at in breaks_of(text)}


def test_items_of_a_western_list_keep_their_numbers() -> None:
    text = "Bring the following: 1. a pen and paper; 2. the form, signed; 3) two photographs; (4) proof of address."
    assert ends(text, lambda before, _: re.search(r"[:;] (?:\d[.)]|\(\d\))$", before)) == []
    assert len(breaks_of(text)) > 2


def test_signs_that_refer_stay_with_what_they_refer_from_and_end_lines_freely() -> None:
    text = "据《清江县志》①的记载，图②所示的渡口与附③相同，老人说的话④，第⑤步才完成，见⑥之后再说。"
    assert ends(text, lambda _, after: after[0] in "①②③④⑤⑥") == []
    assert {text[at - 1] for at in breaks_of(text)} & set("①②③⑤⑥")


def test_figures_that_number_nothing_break_as_ever() -> None:
    text = "今年一、二季度全市新增就业三、四千人，第（一）项与本条（二）项不变，共二十、三十家企业参加。"
    assert {text[at - 1] for at in breaks_of(text)} >= set("、）")


@pytest.mark.parametrize("sign", ["×", " × ", "÷", "*"])
def test_what_multiplies_stays_with_its_number(sign: str) -> None:
    text = f"展板规格为3米{sign}20米，票价50元{sign}20张，共需A4纸{sign}30包，奖金五百元{sign}３名，共四项。"
    mark = sign.strip()
    assert ends(text, lambda before, after: after.startswith(mark) or before.endswith(mark)) == []


def test_a_cross_for_a_name_breaks_as_ever() -> None:
    text = "记者从××市××区人民法院获悉，被告人李××因犯罪被判处有期徒刑，××公司被处以罚金。" * 2
    assert any(text[at] == "×" for at in breaks_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "请将作品发送至指定的e-mail地址，或穿T-shirt到场，拍X-ray片，用5G-A网络，学唱k-pop，走U-turn车道，吃维生素B-12片。",
        "Send the work to our e-mail address, wear a T-shirt, take an X-ray in the U-turn lane of the 5G-A network.",
    ],
)
def test_no_word_parts_behind_the_hyphen_of_a_single_letter(text: str) -> None:
    def torn(before: str, after: str) -> object:
        lone = re.search(r"(?<![A-Za-z0-9])[A-Za-z0-9]-$", before) or re.match(r"[A-Za-z0-9](?![A-Za-z0-9])", after)
        return before.endswith("-") and lone

    assert ends(text, torn) == []


def test_a_compound_of_longer_parts_parts_behind_its_hyphen() -> None:
    text = "市民可以用Wi-Fi上网，这是一种state-of-the-art的技术，counter-productive的做法不可取。"
    assert {text[at - 1] for at in breaks_of(text)} >= {"-"}


WIDE = st.text("ＡＢＣＤＥＦＧＨＩＪＫＬ", min_size=1, max_size=24)
FIGURES = st.text("０１２３４５６７８９", min_size=1, max_size=8)
HAN = st.text("河湾新桥今日通车记者从市交通局获悉", min_size=3, max_size=9)


@settings(max_examples=150, deadline=None)
@given(HAN, WIDE, HAN, FIGURES, HAN, st.integers(9, 24))
@example("河湾新", "Ａ" * 11, "河湾新桥", "００", "河湾新", 10)
@example("河湾新桥今", "Ａ" * 7, "从市交通局获", "０００", "新桥今", 20)
def test_full_width_words_part_like_han_where_they_are_long_and_numbers_never(
    one: str, word: str, two: str, number: str, three: str, ems: int
) -> None:
    """A long word leaves no line loose; the number, which goes to the next line whole, may: so it is set without one first."""
    if len(word) > 6:
        assert all(line.gap < 0.26 for line in set_in(f"{one}{word}{two}{three}，签约。", ems)[:-1])
    start, figure = len(one), len(one) + len(word) + len(two)
    for line in set_in(f"{one}{word}{two}{number}．５{three}，签约。", ems)[1:]:
        assert not figure < line.start < figure + len(number) + 2 or ems < len(number) + 2
        if start < line.start < start + len(word):
            assert len(word) > 6 or ems < 12
            assert line.start - start >= 2 <= start + len(word) - line.start


def test_a_long_full_width_word_leaves_no_hole_before_it() -> None:
    text = "本市企业ＡＢＣＤＥＦＧＨＩＪＫＬＭＮ科技有限公司与ＱＩＮＧＪＩＡＮＧＤＡＩＬＹ签约，双方今后将长期合作，共同发展。"
    for ems in MEASURES:
        assert max(line.gap for line in set_in(text, ems)) <= 0.26, ems


def test_a_full_width_telephone_number_parts_behind_its_hyphen_alone() -> None:
    text = "报名请拨打电话０５１７－８３９１２３４５，或到办事大厅咨询，时间为上午。"
    number = range(text.index("０") + 1, text.index("，"))
    inside = {at for ems in MEASURES if ems > 8 for line in set_in(text, ems) if (at := line.start) in number}
    assert inside <= {text.index("－") + 1}
    assert inside


ADDRESSES = [
    "www.qingjiang.gov.cn",
    "https://www.qingjiang.gov.cn/zwgk/2026/03/laojiu-xiaoqu-gaizao-list.html?id=20260302001",
    "qjrb@qingjiangdaily.example.com",
    "www.qjhuanping.example",
    "dongqu@qjshuiwu.example",
    "zhaopin_2026@qingjiang-hospital.com.cn",
]


@pytest.mark.parametrize("ems", [9.0, 10.0, 12.0, 14.0, 16.0, 20.0])
def test_an_address_parts_inside_a_name_only_where_no_joint_leaves_an_acceptable_line(
    ems: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a name is parted, any way with joints alone has a line with gaps over 0.3 em, or one of letters spaced by over 0.1."""
    heads = ["", "记者从会上获悉，", "有意者请于三日内与我院人事科联系，", "竞买人应当在三月二十日前"]
    leads = ["详情可登录", "意见反馈至邮箱", "公众可通过网络链接", "请登录交易网（"]
    parts = itertools.product(heads, leads, ADDRESSES)
    texts = [f"{head}{lead}{address}，或拨打热线咨询。" for head, lead, address in parts]
    ways = [set_in(text, ems) for text in texts]
    assert sum(map(at_joints, ways)) > 50
    monkeypatch.setattr(relief, "NAMED", 1e9)
    clear_cache()
    for text, way in zip(texts, ways, strict=True):
        if in_names(way):
            other = set_in(text, ems)
            assert in_names(other) or any(line.gap > (0.1 if line.text.isascii() else 0.3) for line in other), text
    clear_cache()


def edges(lines: tuple[SetLine, ...]) -> list[str]:
    """The characters on both sides of each break inside an address."""
    found = [before.text[-1] + after.text[0] for before, after in pairwise(lines)]
    return [edge for edge in found if edge.isascii() and edge.strip() == edge]


def at_joints(lines: tuple[SetLine, ...]) -> int:
    return sum(not edge.isalpha() for edge in edges(lines))


def in_names(lines: tuple[SetLine, ...]) -> int:
    return sum(edge.isalpha() for edge in edges(lines))
