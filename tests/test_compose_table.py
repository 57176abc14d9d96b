"""Tables whose cells reach over rows and columns: every cell has its own place, and no rule runs through one."""

from itertools import combinations, pairwise

from compose_helpers import context, paragraph
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from layoutdesk.compose.table import SetTable, places, set_table
from layoutdesk.compose.table.cells import CellSetter
from layoutdesk.compose.table.columns import needs_of
from layoutdesk.compose.table.setting import made_table
from layoutdesk.model import Cell, Paragraph, TableBlock
from layoutdesk.text import paragraph as paragraph_module
from layoutdesk.text.lines import SetLine
from layoutdesk.text.paragraph import set_paragraph


def cell(text: str, across: int = 1, down: int = 1) -> Cell:
    return Cell(paragraph=paragraph(text, "cell"), colspan=across, rowspan=down)


SHARED = TableBlock(
    id="t",
    header_rows=2,
    rows=(
        (cell("片区", down=2), cell("停水时间", across=2), cell("备注")),
        (cell("上午"), cell("下午"), cell("电话")),
        (
            cell("城南街道和陆家坪一带的全部小区、学校和市场，两岸的老街和新村也在其中", down=3),
            cell("9:00"),
            cell("14:00"),
            cell("无"),
        ),
        (cell("10:00"), cell("15:00", across=2)),
        (cell("11:00"), cell("16:00"), cell("无")),
    ),
)


def made(table: TableBlock = SHARED) -> SetTable:
    return set_table(context(), table, 300.0, "")


def test_cells_stand_in_the_columns_that_none_from_above_takes() -> None:
    found = [[(place.cell.paragraph.text[:2], place.column) for place in row] for row in places(SHARED.rows)]
    assert found == [
        [("片区", 0), ("停水", 1), ("备注", 3)],
        [("上午", 1), ("下午", 2), ("电话", 3)],
        [("城南", 0), ("9:", 1), ("14", 2), ("无", 3)],
        [("10", 1), ("15", 2)],
        [("11", 1), ("16", 2), ("无", 3)],
    ]


def test_the_columns_of_a_head_stand_over_those_of_the_body() -> None:
    x = {line.paragraph.text: line.x + line.line.x + line.line.width / 2 for line in made().lines}
    assert abs(x["上午"] - x["9:00"]) < 0.1 and abs(x["下午"] - x["14:00"]) < 0.1
    assert x["片区"] < x["上午"] < x["停水时间"] < x["下午"] < x["备注"]


def test_no_rule_runs_through_a_cell_and_no_line_leaves_its_own() -> None:
    table = made()
    rules = [(item.segments[0][1:], item.segments[1][1:]) for item in table.items]
    across = [(a[0], b[0], a[1]) for a, b in rules if a[1] == b[1]]
    down = [(a[1], b[1], a[0]) for a, b in rules if a[0] == b[0]]
    for line in table.lines:
        left, right = line.x + line.line.x, line.x + line.line.x + line.line.width
        bottom, top = line.y, line.y - 4.0
        assert not any(start < (left + right) / 2 < end and top < y < bottom for start, end, y in across)
        assert not any(start < (top + bottom) / 2 < end and left < x < right for start, end, x in down)
        assert left >= 0 and right <= 300.0 and top >= 0 and bottom <= table.height


def test_rows_give_room_to_a_tall_cell_that_reaches_over_them() -> None:
    tall = [line for line in made().lines if line.paragraph.text.startswith("城南")]
    assert len(tall) > 1
    beside = [line.y for line in made().lines if line.paragraph.text in ("9:00", "10:00", "11:00")]
    assert beside == sorted(beside)
    assert beside[0] < sum(line.y for line in tall) / len(tall) < beside[2]


@given(
    st.lists(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=1, max_size=4), min_size=1, max_size=6)
)
def test_no_two_cells_start_in_one_place_and_none_reaches_below_the_table(spans: list[list[tuple[int, int]]]) -> None:
    rows = tuple(tuple(cell("字", across, down) for across, down in row) for row in spans)
    found = [place for row in places(rows) for place in row]
    assert len(found) == sum(map(len, rows))
    assert all(place.row + place.deep <= len(rows) for place in found)
    assert all((one.row, one.column) != (two.row, two.column) for one, two in combinations(found, 2))
    assert made(TableBlock(id="t", rows=rows)).height > 0


@given(
    st.text(st.sampled_from("片区停水时间，。（）《》“”、：%℃ABcd .,-1234567890\u3000\u2028\n　"), max_size=14),
    st.floats(20, 220),
    st.sampled_from((0.0, 5.0, 11.0)),
    st.sets(st.integers(1, 13), max_size=3),
)
def test_a_cell_kept_for_any_width_is_the_one_that_its_width_would_give(
    text: str, width: float, size: float, breaks: set[int]
) -> None:
    where = context()
    cuts = tuple(sorted(at for at in breaks if at < len(text)))
    cell = Paragraph(id="p", text=text, style="cell", size=size, breaks=cuts)
    table = TableBlock(id="t", rows=((Cell(paragraph=cell),),))
    setter = CellSetter(where, "", needs_of(where, table), [0.0, width], 1.0)
    style = setter.styles[False]
    assert setter._set(cell, style, width) == set_paragraph(
        cell, style, width, where.book, styles=where.styles, story=""
    )


def test_a_letter_that_widens_a_column_sets_no_other_cell_anew() -> None:
    """Else each key in a price list of three hundred cells took longer than the hand waits."""
    rows = [[f"品种{row}", f"{row}.50", f"{row * 7}"] for row in range(40)]

    def price_list() -> TableBlock:
        cells = tuple(
            tuple(Cell(paragraph=Paragraph(id=f"{at}-{column}", text=text, style="cell")) for column, text in enumerate(row))
            for at, row in enumerate(rows)
        )  # fmt: skip
        return TableBlock(id="t", full=True, rows=cells)

    made(price_list())
    rows[3][0] = "品种3甲乙丙"
    before = paragraph_module._kept_lines.short.cache_info().misses
    made(price_list())
    assert paragraph_module._kept_lines.short.cache_info().misses - before == 1


@given(
    st.text(st.sampled_from("片区停水时间，。（）《》：%℃ABcd .,-12390\n"), min_size=1, max_size=14),
    st.lists(st.floats(10, 220), min_size=2, max_size=6),
    st.booleans(),
)
def test_the_lines_kept_of_a_cell_are_those_it_is_given_anew(text: str, widths: list[float], head: bool) -> None:
    """What a page looks like must not depend on what was typed before."""
    where = context()

    def lines(cell: Paragraph, width: float) -> tuple[SetLine, ...]:
        table = TableBlock(id="t", rows=((Cell(paragraph=cell),),))
        setter = CellSetter(where, "", needs_of(where, table), [0.0, width], 1.0)
        return setter._lines(cell, setter.styles[head], width, head)

    cell = Paragraph(id="p", text=text, style="cell")
    for width in widths:
        assert lines(cell, width) == lines(replace(cell), width)


def test_a_letter_moves_few_columns_of_a_table() -> None:
    """Columns that share what is left stand in steps: with each letter all of them moved, and their cells broke anew."""
    rows = [
        ["标的物简要说明" * 2, "参考价格及其计算方法说明" * 2, "保证金缴纳方式" * 2, "备注与其他事项" * 3]
        for _ in range(4)
    ]
    edges = []
    for _ in range(12):
        rows[0][0] += "新"
        cells = tuple(tuple(Cell(paragraph=Paragraph(id=f"{a}-{b}", text=one, style="cell")) for b, one in enumerate(row))
                      for a, row in enumerate(rows))  # fmt: skip
        made = made_table(context(), TableBlock(id="t", full=True, rows=cells), 300.0, "")
        edges.append([round(right - left, 3) for left, right in pairwise(made.edges)])
    moved = [sum(a != b for a, b in zip(one, other, strict=True)) for one, other in pairwise(edges)]
    assert edges[0] != edges[-1] and sum(moved) < len(moved) * len(edges[0]) / 2
