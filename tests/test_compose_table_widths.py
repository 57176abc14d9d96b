"""Tables set to a width: what a reader of a notice sees of widths, figures, rules, folds and heads that are repeated."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import get_args

import notices
import pytest
from compose_helpers import block, context, document, story, table
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from notices import TABLES, built

from layoutdesk.compose.page import compose_page
from layoutdesk.compose.table import SetTable, set_table
from layoutdesk.compose.table.band import row_heights
from layoutdesk.compose.table.cells import pen_at
from layoutdesk.compose.table.figures import aligned_points
from layoutdesk.compose.table.setting import made_table
from layoutdesk.compose.types import PartLine
from layoutdesk.display import Glyphs, Path, flatten
from layoutdesk.model import GridRect, Span, TableBlock
from layoutdesk.model.story import ColumnAlign, Joint, paragraphs
from layoutdesk.phrasing.story import with_places
from layoutdesk.text.fonts import pip_fonts

WIDTH = 520.0


def made(of: TableBlock, width: float = WIDTH) -> SetTable:
    return set_table(context("broadsheet-notice"), of, width, "s")


def made_cells(of: TableBlock) -> tuple:
    return made_table(context("broadsheet-notice"), of, WIDTH, "s").cells


def strokes(of: SetTable) -> list[tuple[float, float, float, float, float]]:
    """The rules as x1, y1, x2, y2 and weight."""
    paths = [item for item in of.items if isinstance(item, Path) and item.stroke is not None]
    return [(*path.segments[0][1:], *path.segments[1][1:], path.width) for path in paths]


def across(of: SetTable) -> list[tuple[float, float, float, float]]:
    return [(x1, x2, y1, weight) for x1, y1, x2, y2, weight in strokes(of) if y1 == y2]


def down(of: SetTable) -> list[tuple[float, float, float, float]]:
    return [(y1, y2, x1, weight) for x1, y1, x2, y2, weight in strokes(of) if x1 == x2]


def column(of: SetTable, texts: Sequence[str]) -> list[PartLine]:
    return [next(line for line in of.lines if line.line.text == text) for text in texts]


def texts_of(of: TableBlock) -> list[str]:
    return [cell.paragraph.text for row in of.rows for cell in row]


@pytest.mark.parametrize(
    ("cells", "aligned"),
    [
        (["38462.50", "5207.8", "152680"], True),
        (["1,275.00", "860.5", "96"], True),
        (["−14.3%", "+4.1%", "持平", ""], True),
        (["≤2.2", "≥1.0"], True),
        (["12万元", "3.5万元"], True),
        (["326.40平方米", "24辆"], False),
        (["3-5", "10-20"], False),
        (["3月6日", "3月10日"], False),
        (["12", "见附件二", "15"], False),
        (["12", "无", "无"], False),
        (["12", ""], False),
        (["1,23", "4,56"], False),
    ],
)
def test_columns_of_one_kind_of_figures_are_aligned_and_no_others(cells: list[str], aligned: bool) -> None:
    assert bool(aligned_points(cells)) is aligned


def test_figures_stand_with_their_points_under_one_another_and_in_the_middle_of_their_column() -> None:
    table_set = made(notices.land())
    areas = ["38462.50", "5207.8", "152680", "8916.305"]
    lines = column(table_set, areas)
    wholes = [line.x + pen_at(line.line, len(text.split(".")[0])) for text, line in zip(areas, lines, strict=True)]
    assert max(wholes) - min(wholes) < 0.002
    left, right = min(line.x for line in lines), max(line.x + line.line.width for line in lines)
    edges = sorted(x for _, _, x, _ in down(table_set))
    at = next(number for number, edge in enumerate(edges) if edge > left)
    assert left - edges[at - 1] == pytest.approx(edges[at] - right, abs=0.01)
    money = column(table_set, ["21580", "9120", "2640", "1115"])
    assert len({round(line.x + line.line.width, 2) for line in money}) == 1


def test_columns_of_long_texts_in_one_table_stand_alike() -> None:
    """From the left where the texts of one of them differ much in length, else in the middle; short texts always there."""
    sites = [
        ["宗地", "土地位置", "用途"],
        ["一", "浦南区梨川大道东侧", "工业"],
        ["二", "浦南区桥南路与新街交会处", "商业"],
    ]
    for of, left in ((notices.court(), {"案号", "案由", "当事人"}), (table(sites), set())):
        head, *rows = made_cells(of)
        names = {cell.place.column: cell.place.cell.paragraph.text for cell in head}
        stands = {(names[cell.place.column], cell.stand) for row in rows for cell in row}
        assert {name for name, stand in stands if stand == "left"} == left
        assert not {name for name, stand in stands if stand == "center"} & left


def test_a_column_stands_as_it_is_told_to_and_its_head_in_the_middle() -> None:
    heads, *rows = notices.land().rows
    of = TableBlock(id="t", rows=(heads, *rows), align=("right", "left", "center", "", "left", "decimal"))
    table_set, usual = made(of), made(replace(of, align=()))
    edges = sorted(x for _, _, x, _ in down(table_set))

    def stood(texts: Sequence[str], at: int) -> list[tuple[float, float]]:
        """The white at the left and at the right of the cells of a column."""
        lines = column(table_set, texts)
        return [(each.x + each.line.x - edges[at], edges[at + 1] - ink(each)[2]) for each in lines]

    pad = 0.45 * 7.0
    numbers = [row[0].paragraph.text for row in rows]
    assert all(right == pytest.approx(pad, abs=0.01) for _, right in stood(numbers, 0))
    assert all(left == pytest.approx(pad, abs=0.01) for left, _ in stood(["70", "40", "50"], 4))
    areas = [row[2].paragraph.text for row in rows]
    assert all(left == pytest.approx(right, abs=0.01) for left, right in stood(areas, 2))
    ratios = column(table_set, ["≤2.2", "≤3.0", "≥1.2", "≥1.0"])
    assert len({round(each.x + pen_at(each.line, 2), 2) for each in ratios}) == 1
    use = ["城镇住宅用地", "商业用地"]
    assert [each.x for each in column(table_set, use)] == [each.x for each in column(usual, use)]
    assert [each.x for each in table_set.lines if each.style == "cell-head"] == [
        each.x for each in usual.lines if each.style == "cell-head"
    ]


def test_figures_of_different_kinds_stand_under_their_points_where_the_editor_wants_it() -> None:
    of = table(
        [["名称", "数量"], ["仓库", "1,842.75平方米"], ["车辆", "24辆"], ["说明", "见附件二"], ["铣床", "158.6"]]
    )
    usual, told = made(of), made(replace(of, align=("", "decimal")))
    texts = {"1,842.75平方米": 5, "24辆": 2, "158.6": 3}

    def points(of: SetTable) -> set[float]:
        return {round(each.x + pen_at(each.line, texts[each.line.text]), 2) for each in column(of, list(texts))}

    assert len(points(usual)) == 3 and len(points(told)) == 1


def test_a_table_of_short_columns_is_not_blown_up_unless_it_is_told_to() -> None:
    of = notices.bids()
    narrow, full = made(of, 900.0), made(replace(of, full=True), 900.0)
    xs = [x for _, _, x, _ in down(narrow)]
    assert max(xs) - min(xs) < 450.0
    assert min(xs) == pytest.approx(900.0 - max(xs), abs=0.002)
    assert max(x for _, _, x, _ in down(full)) == 900.0


def test_type_goes_down_before_figures_are_parted_and_then_the_table_is_told() -> None:
    of = notices.land()
    usual, tight, far = made(of), made(of, 284.0), made(of, 150.0)
    assert {line.size for line in usual.lines} == {7.0}
    assert not tight.narrow and {line.size for line in tight.lines} <= {6.5, 6.75}
    assert far.narrow > 150.0
    assert {line.line.text for line in tight.lines} >= {"38462.50", "152680", "21580"}
    small = block(one := story([of]), GridRect(0, 0, 1, 100))
    problems = compose_page(document([one], [small], "broadsheet-notice"), "pg1", pip_fonts()).problems
    assert [problem.args["columns"] for problem in problems if problem.code == "compose.table-narrow"] == ["3"]


def test_rules_meet_exactly_and_are_heavier_at_the_edges_and_under_the_head() -> None:
    table_set = made(notices.land())
    level = sorted({y for _, _, y, _ in across(table_set)})
    xs = sorted({x for _, _, x, _ in down(table_set)})
    outer, inner = max(w for *_, w in strokes(table_set)), min(w for *_, w in strokes(table_set))
    assert outer > inner
    for y1, y2, x, weight in down(table_set):
        assert (y1, y2) == (level[0], level[-1])
        assert weight == (outer if x in (xs[0], xs[-1]) else inner)
    for x1, x2, y, weight in across(table_set):
        reach = outer / 2 if y in (level[0], level[-1]) else 0.0
        assert (x1, x2) == pytest.approx((xs[0] - reach, xs[-1] + reach), abs=0.001)
        assert (weight > inner) is (y in (level[0], level[1], level[-1]))


def test_three_line_and_open_tables_leave_out_what_they_should() -> None:
    three = made(replace(notices.land(), rules="three"))
    assert not down(three) and len(across(three)) == 3
    opened = made(replace(notices.land(), rules="open"))
    assert len(down(opened)) == 8 and len(across(opened)) == 6


def test_a_head_over_several_columns_of_a_three_line_table_has_a_short_rule_under_it() -> None:
    rows = [
        [("岗位", 1, 2), ("资格条件", 2, 1), ("待遇", 2, 1)],
        [(text, 1, 1) for text in ("学历", "专业", "月薪", "补贴")],
    ]
    table_set = made(
        built([*rows, [(text, 1, 1) for text in ("护士", "大专", "护理学", "5200", "800")]], 2, rules="three")
    )
    left, right = min(x1 for x1, *_ in across(table_set)), max(x2 for _, x2, *_ in across(table_set))
    short = sorted(rule for rule in across(table_set) if (rule[0], rule[1]) != (left, right))
    assert len(short) == 2 and len(across(table_set)) == 5
    (from1, to1, y1, _), (from2, to2, y2, _) = short
    assert left < from1 < to1 < from2 < to2 < right
    under = sorted({y for *_, y, _ in across(table_set)})
    assert y1 == y2 == under[1]


def test_tints_lie_under_the_rows_from_edge_to_edge() -> None:
    fills = [item for item in made(replace(notices.land(), tint="rows")).items if isinstance(item, Path) and item.fill]
    assert len(fills) == 3
    plain = [item for item in made(notices.land()).items if isinstance(item, Path) and item.fill]
    assert not plain
    first = made(replace(notices.land(), tint="head")).items[0]
    assert isinstance(first, Path) and first.fill is not None


def test_a_long_narrow_list_is_folded_with_its_head_repeated_as_no_copy() -> None:
    of = notices.names(60)
    folded = made(of, 700.0)
    assert "".join(line.line.text for line in folded.lines) == "".join(texts_of(of))
    inserted = [glyphs for _, glyphs in flatten(folded.items) if isinstance(glyphs, Glyphs)]
    assert all(glyphs.artefact for glyphs in inserted)
    heads = [glyphs.text for glyphs in inserted]
    count = len(heads) // 3
    assert count >= 2 and heads == ["序号", "姓名", "得分"] * count
    assert folded.height < made(replace(of, folds=1), 700.0).height / (count - 1)
    assert len({round(line.y, 3) for line in folded.lines}) <= -(-60 // (count + 1)) + 1


def test_a_list_without_a_head_folds_into_as_many_parts_as_it_is_told() -> None:
    of = replace(notices.lottery(40, 2), folds=4)
    folded = made(of, 700.0)
    tops = sorted({line.y for line in folded.lines})
    assert len(tops) == 5 and not [item for _, item in flatten(folded.items) if isinstance(item, Glyphs)]
    assert [line.line.text for line in folded.lines] == texts_of(of)


def test_the_heads_of_a_row_break_before_their_brackets_together() -> None:
    heads = [line for line in made(notices.land(), 445.0).lines if line.style == "cell-head"]
    lines = [line.line.text for line in heads]
    assert "出让面积" in lines and "（平方米）" in lines and "容积率" in lines
    assert not [text for text in lines if "（" in text[1:]]


def test_a_reading_and_a_chosen_size_make_their_row_higher() -> None:
    plain = table([["地名", "行数"], ["渌口", "12"]])
    (name, count) = plain.rows[1]
    read = replace(name, paragraph=replace(name.paragraph, spans=(Span(0, 1, "reading", "lù"),)))
    large = replace(name, paragraph=replace(name.paragraph, size=14.0))
    for other, height in ((read, 4.0), (large, 10.0)):
        of = replace(plain, rows=(plain.rows[0], (other, count)))
        gained = [row_heights(made_cells(each), 0.0)[1] for each in (plain, of)]
        assert gained[1] - gained[0] > height
    assert {line.size for line in made(of).lines} == {7.0, 14.0}


def test_a_web_address_breaks_before_it_widens_its_column() -> None:
    of = table([["名称", "网址"], ["渡口", "www.qingjiang-rencai.example.cn/2026/spring/notice/0001"]])
    narrow = made(of, 120.0)
    assert not narrow.narrow
    assert len([line for line in narrow.lines if line.paragraph is of.rows[1][1].paragraph]) > 2


@given(
    TABLES, st.integers(0, 2), st.floats(60.0, 700.0), st.integers(0, 3), st.sampled_from(["grid", "open", "three"]),
    st.lists(st.sampled_from(get_args(ColumnAlign)), max_size=6).map(tuple),
)  # fmt: skip
@settings(deadline=None)
def test_every_cell_is_set_once_in_order_inside_its_rules(
    rows: list[list[tuple[str, int, int]]], heads: int, width: float, folds: int, rules: str, align: tuple
) -> None:
    of = built(rows, heads, folds=folds, rules=rules, align=align)
    table_set = made(of, width)
    assert "".join(line.line.text for line in table_set.lines) == "".join(texts_of(of))
    assert table_set.rows * context("broadsheet-notice").grid.step == pytest.approx(table_set.height)
    boxes = [ink(line) for line in table_set.lines if line.line.text.strip()]
    for left, top, right, bottom in boxes:
        assert top >= -0.01 and bottom <= table_set.height + 0.01
        if not table_set.narrow:
            assert left >= -0.01 and right <= width + 0.01
            assert not any(x1 < (left + right) / 2 < x2 and top < y < bottom for x1, x2, y, _ in across(table_set))
            assert not any(
                y1 < (top + bottom) / 2 < y2 and left < x - 0.01 and x + 0.01 < right
                for y1, y2, x, _ in down(table_set)
            )
    if not table_set.narrow:
        for number, one in enumerate(boxes):
            assert not any(overlaps(one, other) for other in boxes[number + 1 :])
    assert made(built(rows, heads, folds=folds, rules=rules, align=align), width) == table_set


def ink(line: PartLine) -> tuple[float, float, float, float]:
    """The em box of a line: left, top, right, bottom."""
    left = line.x + line.line.x
    return left, line.y - 0.88 * line.size, left + line.line.width, line.y + 0.12 * line.size


def overlaps(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return min(one[2], other[2]) - max(one[0], other[0]) > 0.02 and min(one[3], other[3]) - max(one[1], other[1]) > 0.02


@pytest.mark.parametrize("of", notices.EVERY)
@pytest.mark.parametrize("width", [237.0, 520.0, 1000.0])
def test_the_columns_fill_the_table_to_a_thousandth_of_a_point(of: object, width: float) -> None:
    table_set = made(replace(of(), full=True, folds=1, rules="grid"), width)
    xs = sorted({x for _, _, x, _ in down(table_set)})
    assert xs[0] == 0.0 and abs(xs[-1] - width) < 0.001
    assert all(b > a for a, b in pairwise(xs))


def test_a_table_higher_than_its_page_is_counted_as_left_over() -> None:
    of = replace(notices.lottery(9 * 800, 9), place="band", folds=1)
    page = compose_page(
        document([one := notices.notice(of)], [block(one, GridRect(0, 0, 8, 100))], "broadsheet-notice"),
        "pg1",
        pip_fonts(),
    )
    (fit,) = page.fits
    characters = sum(len(part.text) for part in paragraphs(one)) - len(one.main.text)
    standing = [line for line in page.lines if line.story == one.id and not line.style.startswith("main")]
    assert 500 < len(standing) < 1000 and fit.over >= 9 * 800 - len(standing)
    assert fit.characters_over + sum(line.end - line.start for line in standing) == characters
    assert [problem.severity for problem in page.problems if problem.code == "compose.overset"] == ["error"]


FIRMS = [
    "中国人民财产保险股份有限公司清江市分公司", "清江水务集团供水有限责任公司营业部", "中国移动通信集团湖南有限公司清江分公司",
    "清江经济技术开发区管理委员会", "清江市商业银行股份有限公司临江支行", "清江市华润万家生活超市有限责任公司渡口路分公司",
]  # fmt: skip


@pytest.mark.parametrize("ems", [10, 11, 12, 13, 14, 16, 20])
def test_no_name_of_a_firm_parts_inside_its_ending(ems: int) -> None:
    """A cell takes a line more before it parts one of these words."""
    of = with_places(story([table([["单位", "户"], *([firm, "1"] for firm in FIRMS)])]))
    em = context().style("cell").size
    made = set_table(context(), of.body[0], (ems + 3) * em, of.id)
    lines: dict[str, list[str]] = {}
    for line in made.lines:
        lines.setdefault(line.paragraph.text, []).append(line.line.text)
    for firm in FIRMS:
        parted = "|".join(lines[firm])
        assert parted.replace("|", "") == firm
        for word in ("有限公司", "有限责任公司", "分公司", "管理委员会", "股份", "支行", "营业部"):
            assert firm.count(word) == parted.count(word), parted


def test_a_cell_of_two_lines_breaks_at_a_phrase_where_its_width_allows() -> None:
    name = "清江嘉裕纸业有限公司"
    plain = table([["债务人", "金额"], [name, "860.00"]])
    (cell, amount) = plain.rows[1]
    joints = (Joint(2), Joint(4), Joint(6), Joint(len(name)))
    phrased = replace(cell, paragraph=replace(cell.paragraph, phrases=joints))
    of = replace(plain, rows=(plain.rows[0], (phrased, amount)), full=True)
    assert [each.line.text for each in made(of, 82.0).lines][2:4] == ["清江嘉裕", "纸业有限公司"]
    assert [each.line.text for each in made(replace(plain, full=True), 82.0).lines][2:4] == ["清江嘉裕纸", "业有限公司"]


def test_a_cell_beside_a_higher_one_parts_no_word() -> None:
    """建设工程施｜工合同纠纷 has a line more where its row is as high anyway, and keeps to two where it is not."""
    case, firms = "建设工程施工合同纠纷", "清江鸿钧建材有限公司、柳溪竹木制品厂"
    of = with_places(story([table([["案由", "当事人"], [case, firms], [case, "郗维桢"]])]))
    em = context().style("cell").size
    made = set_table(context(), of.body[0], 14.8 * em, of.id)
    parted: dict[str, list[str]] = {}
    for line in made.lines:
        parted.setdefault(line.paragraph.id, []).append(line.line.text)
    high, low = (parted[row[0].paragraph.id] for row in of.body[0].rows[1:])
    joints = {joint.at for joint in of.body[0].rows[1][0].paragraph.phrases}
    assert len(parted[of.body[0].rows[1][1].paragraph.id]) == 3
    assert set(accumulate(map(len, high))) <= joints and len(high) == 3
    assert len(low) == 2
