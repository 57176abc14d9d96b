"""Pouring and balancing, drawn as small ASCII columns: each character is a row, a letter a line of that unit, `#` a subhead."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from layoutdesk.compose.balance import balanced, clipped
from layoutdesk.compose.flow import Poured, Unit, pour
from layoutdesk.text.paragraph import SetLine

LINE = SetLine(start=0, end=1, text="字", x=0.0, width=9.0, glyphs=(), gap=0.0, last=False)


def text(count: int) -> Unit:
    return Unit("p", "body", (LINE,) * count)


def subhead(rows: int = 2, keep: int = 2) -> Unit:
    return Unit("s", "subhead", (LINE,), rows, keep)


def drawn(units: Sequence[Unit], poured: Poured, columns: int, rows: int) -> list[str]:
    """Each column as a string from the top down: a letter for the unit, `#` for rows of a whole unit, `.` empty."""
    grid = [["."] * rows for _ in range(columns)]
    for place in poured.placed:
        unit = units[place.unit]
        if not unit.rows:
            grid[place.column][int(place.row)] = chr(ord("a") + place.unit)
        elif place.line == 0:
            for row in range(place.top, place.top + unit.rows):
                grid[place.column][row] = "#"
    return ["".join(column) for column in grid]


def test_columns_fill_from_left_to_right() -> None:
    units = [text(5)]
    poured = pour(units, [((0, 3),), ((0, 3),)])
    assert drawn(units, poured, 2, 3) == ["aaa", "aa."]
    assert (poured.left, poured.bottom, poured.empty) == (0, 3, 1)


def test_overset_is_counted_and_nothing_is_lost() -> None:
    poured = pour([text(10)], [((0, 3),)])
    assert (len(poured.placed), poured.left) == (3, 7)


def test_balanced_columns_are_level_to_within_one_line() -> None:
    units = [text(7)]
    poured = balanced(units, [((0, 50),)] * 3)
    assert drawn(units, poured, 3, 3) == ["aaa", "aa.", "aa."]


def test_the_surplus_is_shared_by_the_last_columns() -> None:
    units = [text(21)]
    poured = balanced(units, [((0, 50),)] * 4)
    assert drawn(units, poured, 4, 6) == ["aaaaaa", "aaaaa.", "aaaaa.", "aaaaa."]
    assert (poured.bottom, poured.empty) == (6, 3)


def test_lines_of_a_byline_stand_on_the_first_rows_of_what_they_take() -> None:
    byline = Unit("b", "byline", (LINE, LINE), 3, 2, on_grid=True)
    poured = pour([byline, text(4)], [((0, 9),)])
    assert [place.row for place in poured.placed] == [0, 1, 3, 4, 5, 6]


def test_a_picture_fixes_its_slots_first() -> None:
    units = [text(8)]
    poured = balanced(units, [((0, 9),), ((4, 9),)])
    assert drawn(units, poured, 2, 6) == ["aaaaaa", "....aa"]


def test_a_subhead_is_never_stranded_at_the_foot_of_a_column() -> None:
    units = [text(3), subhead(), text(4)]
    poured = pour(units, [((0, 6),), ((0, 6),)])
    assert drawn(units, poured, 2, 6) == ["aaa...", "##cccc"]


def test_a_subhead_stays_where_two_lines_fit_under_it() -> None:
    units = [text(2), subhead(), text(4)]
    poured = pour(units, [((0, 6),), ((0, 6),)])
    assert drawn(units, poured, 2, 6) == ["aa##cc", "cc...."]


def test_empty_rows_before_a_unit_vanish_at_the_top_of_a_column() -> None:
    units = [text(3), Unit("q", "signatory", (LINE,), before=1)]
    assert drawn(units, pour(units, [((0, 3),), ((0, 3),)]), 2, 3) == ["aaa", "b.."]
    assert drawn(units, pour(units, [((0, 6),)]), 1, 6) == ["aaa.b."]


segments = st.lists(
    st.tuples(st.integers(0, 8), st.integers(1, 20)).map(lambda pair: ((pair[0], pair[0] + pair[1]),)),
    min_size=1,
    max_size=5,
)
units_strategy = st.lists(
    st.one_of(st.integers(1, 12).map(text), st.integers(2, 3).map(subhead)), min_size=1, max_size=8
)


@given(units_strategy, segments)
def test_every_line_is_placed_once_inside_the_columns_or_counted(
    units: list[Unit], columns: list[tuple[tuple[int, int], ...]]
) -> None:
    poured = balanced(units, columns)
    assert len(poured.placed) + poured.left == sum(len(unit.lines) for unit in units)
    taken = set()
    for place in poured.placed:
        slot = (place.column, place.row)
        assert slot not in taken
        taken.add(slot)
        assert any(first <= place.row < last for first, last in columns[place.column])


@given(units_strategy, segments)
def test_balancing_finds_the_least_height(units: list[Unit], columns: list[tuple[tuple[int, int], ...]]) -> None:
    poured = balanced(units, columns)
    if poured.left or poured.bottom == 0:
        return
    assert pour(units, clipped(columns, poured.bottom)).left == 0
    lower = pour(units, clipped(columns, poured.bottom - 1))
    assert lower.left or lower.bottom < poured.bottom


def test_of_five_lines_in_three_columns_the_last_column_has_one() -> None:
    units = [text(5)]
    assert drawn(units, balanced(units, [((0, 50),)] * 3), 3, 2) == ["aa", "aa", "a."]


@given(st.lists(st.integers(1, 9).map(text), min_size=1, max_size=8), st.integers(2, 5))
def test_the_longer_columns_come_first(units: list[Unit], count: int) -> None:
    found = balanced(units, [((0, 99),)] * count)
    heights = [sum(place.column == column for place in found.placed) for column in range(count)]
    assert heights == sorted(heights, reverse=True)
    assert max(heights) - min(heights) <= 1
