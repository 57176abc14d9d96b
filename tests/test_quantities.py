"""A number with its sign and its unit stays whole in headlines, subheads and cells; in copy its sign does."""

from __future__ import annotations

import pytest
from compose_helpers import block, body, context, document, paragraph, story, table
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from layoutdesk.compose.breaks import with_last_resorts
from layoutdesk.compose.division import split_points
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.table import set_table
from layoutdesk.compose.table.figures import aligned_points
from layoutdesk.model import GridRect, Paragraph, TextStyle
from layoutdesk.phrasing.joints import joints
from layoutdesk.phrasing.story import with_places
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.text.paragraph import set_paragraph

#: The sentence before the number, the number that is one word, the sentence behind it.
ROWS = [
    ("全市细颗粒物平均浓度", "≤35微克", "每立方米"),
    ("应聘教师年龄须", "≤35周岁", "并持有资格证"),
    ("护士身高须", "≥1.58米", "视力合格"),
    ("今日城区最高气温", "＞40℃", "持续三天"),
    ("地下水位埋深", "＜12.5米", "创历史新低"),
    ("绿道全长", "≈12.5公里", "今起开放"),
    ("跨江大桥限速", "±10公里", "试行一周"),
    ("零件加工误差", "±2mm", "以内合格"),
    ("考核误差", "≤±0.5%", "方可通过"),
    ("上证指数跌幅", "−3%", "收盘"),
    ("汛期水位上涨", "＋3.5米", "两岸撤离"),
    ("油价每升下调", "￥0.21元", "明起执行"),
    ("人民币盘中升破", "￥6.95", "关口"),
    ("一欧元今日兑", "$1.08美元", "创新高"),
    ("港股昨天成交", "HK$100亿元", "再创新高"),
    ("新城地形图比例", "1∶500", "全部完成"),
    ("清江至省城高铁", "3～5分钟", "一班"),
    ("元宵灯会门票", "￥30～￥80元", "开售"),
    ("首套房贷款利率", "3%～5%", "下调"),
    ("颗粒物日均浓度", "35μg/m³", "达标"),
    ("开发区厂房面积", "860m²", "招租"),
    ("校园招聘年龄", "18～35周岁", "均可报名"),
    ("清江港吞吐量", "＋12.5%", "创新高"),
    ("城乡公路里程", "5000平方公里", "全覆盖"),
]
NUMBERS = pytest.mark.parametrize(("before", "number", "after"), ROWS, ids=[number for _, number, _ in ROWS])


def inside(before: str, number: str) -> set[int]:
    return set(range(len(before) + 1, len(before) + len(number)))


@NUMBERS
@pytest.mark.parametrize("stored", [True, False])
def test_no_headline_parts_a_number(before: str, number: str, after: str, stored: bool) -> None:
    """With the places stored with it, and by its marks alone as one of an older file."""
    text, whole = before + number + after, inside(before, number)
    phrases = joints(text) if stored else ()
    assert not whole & {joint.at for joint in with_last_resorts(text, phrases)[:-1]}
    for count in range(2, 7):
        assert not whole & set(split_points(text, count, 5.0, phrases=phrases))


@NUMBERS
@pytest.mark.parametrize("ems", [7, 8, 9, 10, 12])
def test_no_cell_parts_a_number(before: str, number: str, after: str, ems: int) -> None:
    if ems < 8 and "～" in number:
        return  # a range wider than its cell
    of = with_places(story([table([["项目", "要求"], ["一", before + number + after], ["二", "甲"]])]))
    em = context().style("cell").size
    lines = [line.line for line in set_table(context(), of.body[0], (ems + 2) * em, of.id).lines]
    starts = {line.start for line in lines if line.text in before + number + after}
    assert not inside(before, number) & starts


@NUMBERS
@pytest.mark.parametrize("columns", [1, 2])
def test_no_subhead_parts_a_number(before: str, number: str, after: str, columns: int) -> None:
    of = with_places(story([paragraph(before + number + after, "subhead"), *body(3)]))
    page = compose_page(document([of], [block(of, GridRect(0, 0, columns, 30))]), "pg1", pip_fonts())
    starts = {line.start for line in page.lines if line.paragraph == of.body[0].id}
    assert starts and not inside(before, number) & starts


@given(st.lists(st.sampled_from(ROWS), min_size=2, max_size=5), st.floats(6, 14))
@settings(deadline=None, max_examples=60)
def test_copy_keeps_a_sign_with_its_number(rows: list[tuple[str, str, str]], ems: float) -> None:
    text = "，".join(map("".join, rows)) + "。"
    style = TextStyle(size=10.0)
    for line in set_paragraph(Paragraph(id="p", text=text), style, ems * style.size, pip_fonts()):
        assert not line.start or text[line.start - 1] not in "≤≥＞＜≈±−＋￥$"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("容积率:≥1.0且≤2.0;建筑密度:≥30%", "且≤2.0"),
        ("清江T+3车站建成，C++课程开讲", "C++"),
        ("5G-A基站建成", "5G-A"),
        ("2026年国庆放假", "2026年"),
        ("1月15日元旦后首场雪", "15日"),
        ("桥长US$100万元一米", "US$100万元"),
    ],
)
def test_what_else_stays_with_a_number(text: str, whole: str) -> None:
    start = text.index(whole)
    kept = set(range(start + 1, start + len(whole)))
    assert not kept & {joint.at for joint in joints(text)}


def test_a_comparison_parts_before_its_joining_word() -> None:
    text = "容积率:≥1.0且≤2.0;建筑密度:≥30%"
    assert text.index("且") in {joint.at for joint in joints(text)}


@pytest.mark.parametrize("cells", [["≤±0.5%", "≤1.2%"], ["￥35", "−￥7"], ["-3.5", "12"], ["≧2", "≦12.5"]])
def test_figures_with_any_sign_stand_at_their_point(cells: list[str]) -> None:
    assert len(aligned_points(cells)) == len(cells)


def test_a_chosen_break_wins() -> None:
    """Where the editor parts a number by hand it parts."""
    text = "高铁3～5分钟一班"
    of = with_places(story([table([["班次", "车"], [text, "甲"]])]))
    cell = of.body[0].rows[1][0]
    broken = replace(cell, paragraph=replace(cell.paragraph, breaks=(4,)))
    head, (_, other) = of.body[0].rows
    made = set_table(context(), replace(of.body[0], rows=(head, (broken, other))), 200.0, of.id)
    assert "高铁3～" in [line.line.text for line in made.lines]
