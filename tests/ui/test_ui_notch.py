"""Blocks become an L and a rectangle again under the hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layoutdesk import edits
from layoutdesk.compose.grid import bounding
from layoutdesk.model import Block, GridRect
from layoutdesk.ui.canvas.notch import CORNERS, Notch, notch_of, notched


def area(window, element: str) -> tuple[GridRect, ...]:
    found = next(each for page in window.desk.document.pages for each in page.elements if each.id == element)
    assert isinstance(found, Block)
    return found.area


def cells(parts: tuple[GridRect, ...]) -> set[tuple[int, int]]:
    return {(c, r) for part in parts for c in range(part.column, part.right) for r in range(part.row, part.bottom)}


@given(st.sampled_from(CORNERS), st.integers(1, 5), st.integers(1, 9), st.integers(-2, 8), st.integers(-2, 14))
def test_an_area_leaves_out_its_notch_and_nothing_else(corner, columns, rows, column, row) -> None:
    bounds = GridRect(1, 2, columns, rows)
    made = notched(bounds, Notch(corner, column, row))
    assert bounding(made) == bounds
    # However far it is pulled, a column and a row stay beside the notch.
    column = max(column, bounds.column + 1) if corner.across > 0 else min(column, bounds.right - 1)
    row = max(row, bounds.row + 1) if corner.down > 0 else min(row, bounds.bottom - 1)
    assert len(cells(made)) == sum(part.columns * part.rows for part in made)
    missing = cells((bounds,)) - cells(made)
    assert missing == {
        (c, r) for c, r in cells((bounds,)) if len(made) > 1
        and (c >= column if corner.across > 0 else c < column) and (r >= row if corner.down > 0 else r < row)
    }  # fmt: skip
    if len(made) > 1:
        assert notch_of(made) == Notch(corner, column, row)
    else:
        assert notch_of(made) is None


@pytest.mark.parametrize("corner", CORNERS)
def test_a_corner_pulled_inwards_makes_an_l_with_all_its_copy(window, hand, corner) -> None:
    grid, view = window.desk.grid, window.view
    window.desk.select("el-dock")
    body = {part.id: len(part.text) for part in window.desk.document.story("st-dock").body}
    at = next(point for notch, point in window.overlay.grips() if notch.corner == corner)
    start = view.to_page(at)
    end = (start[0] - corner.across * grid.pitch, start[1] - corner.down * grid.step * 8)
    hand.drag(start, end)
    made = area(window, "el-dock")
    assert len(cells(made)) == 3 * 34 - 8
    assert notch_of(made).corner == corner
    assert len(window.desk.done_labels) == 1
    (fit,) = window.desk.fits("el-dock")
    set_ = sum(line.end - line.start for line in window.desk.shown.lines if line.paragraph in body)
    assert set_ + fit.characters_over == sum(body.values())
    ((_, at),) = window.overlay.grips()
    back = view.to_page(at)
    hand.drag(back, (back[0] + corner.across * grid.pitch, back[1] + corner.down * grid.step * 8))
    assert area(window, "el-dock") == (GridRect(0, 0, 3, 34),)


def test_a_block_of_one_column_has_no_grips(window) -> None:
    window.desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 1, 34),)))
    window.desk.select("el-dock")
    assert not list(window.overlay.grips())


def test_a_locked_block_has_no_grips(window) -> None:
    window.desk.select("el-dock")
    assert len(list(window.overlay.grips())) == 4
    window.bars.do("lock")
    assert not list(window.overlay.grips())


@pytest.mark.parametrize("look", [{"frame": "tint"}, {"frame": "box"}, {"tint": "10"}])
def test_a_block_with_a_frame_or_tint_is_made_no_l_which_would_have_none_round_its_notch(window, look) -> None:
    window.desk.select("el-dock")
    assert len(list(window.overlay.grips())) == 4
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-dock", **look))
    assert not list(window.overlay.grips())
    # One that is an L already, from a plan or a frame chosen since, is pulled out again; its headline stands over its copy.
    window.desk.apply(
        edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 20), GridRect(0, 20, 2, 14)))
    )
    assert len(list(window.overlay.grips())) == 1
    lines = [line for line in window.desk.shown.lines if line.element == "el-dock"]
    head = [line.baseline for line in lines if line.paragraph == "st-dock-main"]
    assert head and max(head) < min(line.baseline for line in lines if line.paragraph != "st-dock-main")
