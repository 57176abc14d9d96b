"""Where blocks come to rest, for any block and any hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from layoutdesk.compose.grid import bounding
from layoutdesk.model import GridRect
from layoutdesk.model.elements import Area
from layoutdesk.ui.canvas.snapping import HANDLES, Edges, Sheet, moved, overlapping, resized

COLUMNS, ROWS = 8, 100


@st.composite
def rects(draw: st.DrawFn) -> GridRect:
    column, row = draw(st.integers(0, COLUMNS - 1)), draw(st.integers(0, ROWS - 1))
    return GridRect(column, row, draw(st.integers(1, COLUMNS - column)), draw(st.integers(1, ROWS - row)))


@st.composite
def areas(draw: st.DrawFn) -> Area:
    """A rectangle, or an L: a head with a leg under a part of it."""
    head = draw(rects())
    if head.bottom >= ROWS - 1 or head.columns < 2 or draw(st.booleans()):
        return (head,)
    width = draw(st.integers(1, head.columns - 1))
    left = draw(st.integers(head.column, head.right - width))
    return head, GridRect(left, head.bottom, width, draw(st.integers(1, ROWS - head.bottom)))


sheets = st.lists(rects(), max_size=4).map(lambda others: Sheet(COLUMNS, ROWS, tuple(others)))
steps = st.floats(-200, 200)
reaches = st.floats(0, 3)


def inside(area: Area) -> bool:
    bounds = bounding(area)
    return bounds.column >= 0 and bounds.row >= 0 and bounds.right <= COLUMNS and bounds.bottom <= ROWS


@given(areas(), steps, steps, sheets, reaches)
def test_a_moved_block_keeps_its_form_and_stays_inside(area, columns, rows, sheet, reach) -> None:
    rest = moved(area, columns, rows, sheet, reach)
    assert inside(rest.area)
    assert [(r.columns, r.rows) for r in rest.area] == [(r.columns, r.rows) for r in area]
    dx, dy = rest.area[0].column - area[0].column, rest.area[0].row - area[0].row
    assert all((b.column - a.column, b.row - a.row) == (dx, dy) for a, b in zip(area, rest.area, strict=True))


@given(areas(), sheets)
def test_a_block_at_rest_stays_at_rest(area, sheet) -> None:
    assert moved(area, 0, 0, sheet, 0).area == area
    for edges in HANDLES:
        assert resized(area, edges, 0, 0, sheet, 0).area == area


@given(areas(), st.sampled_from(HANDLES), steps, steps, sheets, reaches)
def test_a_resized_block_keeps_the_other_edges(area, edges: Edges, columns, rows, sheet, reach) -> None:
    rest = resized(area, edges, columns, rows, sheet, reach)
    before, after = bounding(area), bounding(rest.area)
    assert inside(rest.area)
    assert all(r.columns >= 1 and r.rows >= 1 for r in rest.area)
    if edges.across <= 0:
        assert after.right == before.right
    if edges.across >= 0:
        assert after.column == before.column
    if edges.down <= 0:
        assert after.bottom == before.bottom
    if edges.down >= 0:
        assert after.row == before.row


@given(areas(), st.sampled_from(HANDLES), steps, steps, sheets)
def test_the_parts_of_an_l_stay_joined(area, edges: Edges, columns, rows, sheet) -> None:
    rest = resized(area, edges, columns, rows, sheet, 1.0).area
    if len(rest) == 2:
        head, leg = rest
        assert leg.row == head.bottom
        assert min(head.right, leg.right) > max(head.column, leg.column)
        assert not head.overlaps(leg)


@given(areas(), steps, steps, sheets, st.floats(0.5, 3))
def test_a_catch_is_within_reach_and_named(area, columns, rows, sheet, reach) -> None:
    rest = moved(area, columns, rows, sheet, reach)
    wanted = bounding(area).row + rows
    if 0 <= wanted <= ROWS - bounding(area).rows:
        assert abs(bounding(rest.area).row - wanted) <= reach
    assert {catch.code.split(".")[1] for catch in rest.catches} == {"snap"}


def test_neighbours_catch_with_the_white_of_the_page() -> None:
    sheet = Sheet(COLUMNS, ROWS, (GridRect(0, 0, 4, 30),))
    under = moved((GridRect(0, 50, 4, 20),), 0, -17.4, sheet, 1.0)
    assert under.area[0].row == 32
    assert under.catches[1].code == "ui.snap.under"
    beside = moved((GridRect(5, 50, 2, 20),), 0, -39.4, sheet, 1.0)
    assert beside.area[0].bottom == 30
    assert beside.catches[1].code == "ui.snap.feet"


@given(st.lists(rects(), min_size=2, max_size=5))
def test_overlaps_are_exactly_the_common_cells(found) -> None:
    named = [(str(n), (rect,)) for n, rect in enumerate(found)]

    def cells(rect: GridRect) -> set[tuple[int, int]]:
        return {(x, y) for x in range(rect.column, rect.right) for y in range(rect.row, rect.bottom)}

    twice = {cell for n, a in enumerate(found) for b in found[n + 1 :] for cell in cells(a) & cells(b)}
    assert {cell for rect in overlapping(named) for cell in cells(rect)} == twice
