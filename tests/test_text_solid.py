"""What stays whole on one line: numbers, numbers with their units, addresses and telephone numbers until nothing else helps."""

from __future__ import annotations

from itertools import pairwise

import pytest

from layoutdesk.model import Paragraph, TextStyle
from layoutdesk.text import prepare, rules
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.text.paragraph import SetLine, clear_cache, set_paragraph

EM = 10.0
HAN = "河湾新桥今日通车市民出行更加方便记者从交通局获悉全市新增公交线路"


def lines(text: str, ems: float, **chosen: object) -> tuple[SetLine, ...]:
    style = TextStyle(size=EM, prohibition="strict", **chosen)
    return set_paragraph(Paragraph(id="p", text=text), style, ems * EM, pip_fonts())


def everywhere(solid: str, ems: float) -> list[tuple[SetLine, ...]]:
    """The solid run at every place of a line, text behind it."""
    return [lines(HAN[:before] + solid + HAN[:16], ems) for before in range(1, 26)]


@pytest.mark.parametrize(
    "unit",
    [
        "5元", "12吨", "30平方米", "6平方公里", "8公里", "3小时", "40分钟", "9千瓦时", "2万元", "7个月", "8英里",
        "25℃", "−5℃", "3.5%", "60°", "120㎡", "35㎏", "12㎞", "300人", "26户", "8条", "15天", "7栋", "１２人", "３０㎡", "300多人",
        "5万余户",
    ],
)  # fmt: skip
def test_a_number_and_its_unit_stay_together_where_it_fits(unit: str) -> None:
    for found in everywhere(unit, 24):
        assert sum(unit in line.text for line in found) == 1, [line.text for line in found]


@pytest.mark.parametrize(
    "number",
    ["12,345.6", "1,234,567.89", "2026", "7×24", "3/4", "12:30", "2026-03-05", "400-810-6666", "第1234号", "3∶2", "４５％"],
)  # fmt: skip
def test_a_number_never_parts_in_a_measure_that_has_room(number: str) -> None:
    for found in everywhere(number, 30):
        assert sum(number in line.text for line in found) == 1, [line.text for line in found]


@pytest.mark.parametrize("sign", list("≤≥±≈＝<>＜＞＋－×÷−="))
@pytest.mark.parametrize("figure", ["2.0", "30%", "12.5%", "５", ".5"])
@pytest.mark.parametrize("ems", [6, 11])
def test_a_sign_never_parts_from_its_number(sign: str, figure: str, ems: int) -> None:
    """A limit of a land notice: 容积率≤2.0."""
    for prohibition in ("none", "strict"):
        style = TextStyle(size=EM, prohibition=prohibition)
        for before in range(1, 13):
            text = HAN[:before] + sign + figure + HAN[:16]
            found = [line.text for line in set_paragraph(Paragraph(id="p", text=text), style, ems * EM, pip_fonts())]
            assert not any(line.endswith(sign) for line in found), found


@pytest.mark.parametrize(("ratio", "plain"), [("10∶30", "10030"), ("C9001∶2015", "C900102015")])
def test_the_sign_of_ratios_between_figures_is_as_wide_as_one(ratio: str, plain: str) -> None:
    (narrow,), (figures,) = lines(ratio, 20), lines(plain, 20)
    assert narrow.width == pytest.approx(figures.width, abs=0.01)


@pytest.mark.parametrize("point", ["3000kW·h", "50N·m", "120mg·kg", "3·15"])
@pytest.mark.parametrize("ems", [9, 14])
def test_the_point_in_a_unit_is_no_interpunct_between_names(point: str, ems: int) -> None:
    for found in everywhere(point, ems):
        assert sum(point in line.text for line in found) == 1, [line.text for line in found]


def test_a_line_may_still_end_behind_the_interpunct_of_a_name() -> None:
    assert any(line.text.endswith("·") for found in everywhere("爱德华·摩根·福斯特", 12) for line in found)


@pytest.mark.parametrize(
    "number",
    [
        "120 km/h", "220 V", "860 m²", "860 m2", "10⁻⁶ m³/s", "12 m³", "500 GB", "28 μg/m³", "35 dB", "50 mL", "3 L",
        "25 ℃", "16 A", "75 kW", "50 Hz", "30 MPa", "8 kg", "90 kW·h", "60 %", "5 ㎡", "20 ha", "12 万", "ISO 9001",
        "2026-03-03", "≤ 2.0",
    ],
)  # fmt: skip
@pytest.mark.parametrize("ems", [12, 19, 28])
def test_what_a_space_or_a_hyphen_joins_stays_whole_where_the_measure_holds_it(number: str, ems: int) -> None:
    for found in everywhere(number, ems):
        assert sum(number in line.text for line in found) == 1, [line.text for line in found]


@pytest.mark.parametrize("ems", [14, 20, 28, 36])
def test_the_number_of_a_standard_parts_only_where_a_line_would_be_loose(
    ems: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    standard = "GB/T 15834—2011"
    parted = [found for found in everywhere(standard, ems) if not any(standard in line.text for line in found)]
    assert len(parted) < 12
    assert not any(line.text.endswith("GB/") for found in parted for line in found)
    clear_cache()
    for name in ("DATED", "DATED_LETTERS"):
        monkeypatch.setattr(prepare, name, 1e9)
    for found in parted:
        whole = lines("".join(line.text for line in found), ems)
        assert any(standard in line.text for line in whole)
        assert max(line.gap for line in whole[:-1]) > 0.2
    clear_cache()


@pytest.mark.parametrize("number", ["(717) 555-0134", "$3.5 million", "12 percent", "120 km", "18 months", "March 12"])
def test_a_number_in_english_stays_whole(number: str) -> None:
    words = "the new bridge over the river was opened to traffic this morning by the mayor of the town and many people came "
    for before in range(4, 60):
        found = lines(f"{words[:before].rsplit(' ', 1)[0]} {number} {words}", 22, language="en")
        assert sum(number in line.text for line in found) == 1, [line.text for line in found]


@pytest.mark.parametrize("ems", [8, 9])
def test_a_short_number_parts_in_no_narrow_column_that_holds_it(ems: int) -> None:
    """Here a line with wide gaps is the lesser evil."""
    for before in range(8):
        found = lines(HAN[:before] + "电话0717-6666888转8012、邮编443000、编号No.0012345、每平方米3,860元。", ems)
        for number in ("8012", "443000", "3,860"):
            assert any(number in line.text for line in found), [line.text for line in found]


@pytest.mark.parametrize(
    "model",
    [
        "歼-20",
        "运-20B",
        "T-34",
        "G25",
        "C919",
        "B2B",
        "5G",
        "AG600M",
        "ARJ21-700",
        "H1N1",
        "PM2.5",
        "iPhone15",
        "COVID-19",
    ],
)
@pytest.mark.parametrize("ems", [9, 11, 13])
def test_the_number_of_a_model_never_parts(model: str, ems: int) -> None:
    for found in everywhere(model, ems):
        assert sum(model in line.text for line in found) == 1, [line.text for line in found]


@pytest.mark.parametrize("word", ["A股", "X光", "Z型", "湘B12345", "号B"])
def test_a_letter_keeps_to_the_word_that_it_belongs_to_where_it_fits(word: str) -> None:
    for found in everywhere(word, 24):
        assert sum(word in line.text for line in found) == 1, [line.text for line in found]


@pytest.mark.parametrize("text", ["气温-5℃", "降了-3.5%"])
def test_a_minus_belongs_to_its_figure_and_makes_no_model(text: str) -> None:
    assert rules.MODEL.search(text) is None


@pytest.mark.parametrize("number", ["1234567", "12,345.67", "990.25%", "18:30:05", "１２３４５６"])
def test_a_number_goes_whole_to_the_next_line_even_out_of_a_narrow_one(number: str) -> None:
    for found in everywhere(number, 11):
        assert sum(number in line.text for line in found) == 1, [line.text for line in found]


@pytest.mark.parametrize(
    ("address", "joints"),
    [
        ("0731-28681397", "-"), ("https://example.com/news/index.html", "/?"), ("desk@paper.example.com", ""),
        ("www.paper-of-the-day.example", ""),
    ],
)  # fmt: skip
def test_an_address_parts_at_its_joints_and_only_where_the_line_would_be_loose(address: str, joints: str) -> None:
    broken = 0
    for ems in (11, 14, 18, 24):
        for found in everywhere(address, ems):
            for before, after in pairwise(found):
                start = before.text.rfind(address[:4])
                if address in before.text or start < 0 or not address.startswith(before.text[start:]):
                    continue
                broken += 1
                assert after.text[0] not in "/:?&=#", (before.text, after.text)
                assert before.text[-1] not in "@._" and (before.text[-1] != "-" or address[0] == "0")
                # Whole, it would have left the line before it looser than is liked.
                whole = HAN[: before.text.index(address[:4])]
                room = ems - len(whole) - (0.25 if before.text[start - 1 : start] else 0.0)
                assert room > 0.1 * (len(whole) - 1) or before.gap <= 0.25
                assert before.text[-1] in joints or before.text[-1].isalnum()
    assert broken


def test_dashes_and_ellipses_are_pairs_and_a_doubled_pair_may_part_between_its_halves() -> None:
    for pair in ("——", "……", "⋯⋯"):
        for ems in (8, 9.5, 12):
            for found in everywhere(pair, ems):
                assert sum(pair in line.text for line in found) == 1
        parted = [found for found in everywhere(pair * 2, 9) if not any(pair * 2 in line.text for line in found)]
        for found in parted:
            for before, after in pairwise(found):
                assert before.text.endswith(pair[0]) == after.text.startswith(pair[0])


@pytest.mark.parametrize(
    "address", ["www.qinghuanping.example", "desk@paper.example.com", "https://example.com/news/index.html"]
)
def test_the_joints_of_an_address_go_before_the_inside_of_its_names(address: str) -> None:
    for ems in (18, 24):
        joints = inside = 0
        for found in everywhere(address, ems):
            assert max(line.gap for line in found) < 0.9
            for before, after in pairwise(found):
                if before.text[-1].isascii() and after.text[0].isascii():
                    at_joint = before.text[-1] in "/?&=#" or after.text[0] in ".@-_"
                    joints += at_joint
                    inside += not at_joint
                    assert at_joint or (before.text[-2:] + after.text[:2]).isalpha()
        assert joints >= inside, ems


@pytest.mark.parametrize("phone", ["0517-83912345", "0726-5550633", "400-810-6666", "13812345678", "83912345"])
def test_a_telephone_number_parts_only_after_its_hyphen(phone: str) -> None:
    for ems in (8.5, 9, 11, 14, 16.5):
        for found in everywhere(phone, ems):
            for before, after in pairwise(found):
                assert not (before.text[-1].isdigit() and after.text[0].isdigit()), (before.text, after.text)


def test_an_address_parts_after_its_solidi_first() -> None:
    text = "或登录网址https://www.qingjiang.gov.cn/zwgk/2026/03/laojiu-xiaoqu-gaizao-list.html?id=20260302001，或拨打服务热线咨询。"
    ends = [(line.text[-1], after.text[0]) for line, after in pairwise(lines(text, 16.5))]
    assert all(end in "/?=，" or start in ".-" for end, start in ends)
    assert max(line.gap for line in lines(text, 16.5)) < 0.25


def test_an_account_number_parts_between_its_fours() -> None:
    number = "6222021234567890123"
    for found in everywhere(number, 9):
        for before, after in pairwise(found):
            if before.text[-1].isdigit() and after.text[0].isdigit():
                digits = before.text[len(before.text.rstrip("0123456789")) :]
                assert len(digits) % 4 == 0 or not number.startswith(digits)


@pytest.mark.parametrize("sign", ["——", "……", "⋯⋯"])
@pytest.mark.parametrize("level", ["basic", "gb", "strict"])
def test_no_last_line_is_a_dash_alone(sign: str, level: str) -> None:
    style = TextStyle(size=EM, prohibition=level)
    for ems in range(5, 20):
        for length in range(8, 30):
            found = set_paragraph(Paragraph(id="p", text=HAN[:length] + sign), style, ems * EM, pip_fonts())
            assert any(char in HAN for char in found[-1].text)


def test_a_number_lets_a_bracket_round_han_go_to_the_next_line() -> None:
    """A half-width one is a bracket like （）: the number is no longer for it, and no line before it gapes."""
    text = "株洲市渌口区自然资源局咨询电话:0731-27697173(地产业股)。系统使用服务咨询电话:0731-28681397(技术科)。"
    broken = False
    for ems in range(8, 17):
        found = [line.text for line in lines(text, ems)]
        assert "".join(found) == text
        assert all(line[0] not in ")。:" and line[-1] != "(" for line in found)
        broken = broken or any(line[0] == "(" for line in found)
    assert broken
    assert max(line.gap for line in lines(text, 12)) < 0.25


@pytest.mark.parametrize(
    ("text", "letters"),
    [("是(函)数", "hohch"), ("f(x)是", "ltlth"), ("(2)竞得", "tdthh"), ("is (it) so", "llstlltsll")],
)
def test_half_width_parentheses_are_brackets_round_han_alone(text: str, letters: str) -> None:
    assert rules.classes(text) == letters
