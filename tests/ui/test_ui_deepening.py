"""Blocks grow into the free ground under them: for a picture that is let go there, and to fit their copy."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.model import Block, GridRect, PictureFrame
from layoutdesk.model.story import pictures
from layoutdesk.ui.window import Window
from tests.ui.conftest import block
from tests.ui.test_ui_taking import Drops, element, labels, photo, story


@pytest.fixture
def drops(window: Window, qtbot) -> Drops:
    return Drops(window, qtbot)


def make_low(window: Window, rows: int, name: str = "el-dock") -> None:
    (area,) = element(window, name).area
    window.desk.apply(edits.SetArea(page="pg-1", element=name, area=(replace(area, rows=rows),)))
    window.desk.finish_composing()


def put_under(window: Window, row: int, name: str = "el-under") -> None:
    window.desk.apply(edits.PlaceElement(page="pg-1", element=block(name, "st-spare", (0, row, 3, 12))))
    window.desk.finish_composing()


def over(window: Window, name: str = "el-dock") -> int:
    window.desk.finish_composing()
    return sum(fit.over for fit in window.desk.fits(name))


def shape(window: Window) -> float:
    """Width by height of the one picture of the page, as it is shown."""
    window.desk.finish_composing()
    (shown,) = window.desk.shown.pictures
    return shown.rect.w / shown.rect.h


def test_a_block_grows_for_a_picture_let_go_on_it_and_the_picture_keeps_its_shape(window, drops, tmp_path) -> None:
    make_low(window, 24)
    before, steps, rect = window.desk.document, labels(window), window.overlay.frames("el-dock")[0]
    drops.files([photo(tmp_path / "dock.jpg")], rect.x + rect.w * 0.3, rect.bottom - 20)
    assert shape(window) == pytest.approx(1.5, rel=0.2) and not over(window)
    (area,), (was,) = element(window, "el-dock").area, before.pages[0].elements[1].area
    assert area.rows > was.rows and (area.column, area.row, area.columns) == (was.column, was.row, was.columns)
    assert labels(window) == [*steps, "ui.history.place-picture"]
    window.desk.undo()
    assert window.desk.document is before


def test_where_the_picture_would_stand_in_the_deeper_block_is_shown_while_it_hangs_there(
    window, drops, tmp_path
) -> None:
    make_low(window, 16)
    rect = window.overlay.frames("el-dock")[0]
    at = rect.x + rect.w * 0.3, rect.bottom - 4
    data = drops.data([photo(tmp_path / "dock.jpg")])
    assert drops.hover(data, window.view.to_view(*at))
    (ghost,) = window.overlay.ghosts
    drops.drop(data, *at)
    window.desk.finish_composing()
    (shown,) = window.desk.shown.pictures
    assert isinstance(ghost, Rect)
    assert (ghost.x, ghost.y, ghost.w) == pytest.approx(
        (shown.rect.x, shown.rect.y, shown.rect.w), abs=window.desk.grid.step
    )


def test_a_block_grows_no_further_than_what_stands_under_it(window, drops, tmp_path) -> None:
    make_low(window, 24)
    put_under(window, 30)
    rect = window.overlay.frames("el-dock")[0]
    drops.files([photo(tmp_path / "dock.jpg")], rect.x + rect.w * 0.3, rect.bottom - 20)
    (area,), (under,) = element(window, "el-dock").area, element(window, "el-under").area
    assert area.rows >= 24 and area.bottom < under.row
    assert shape(window) == pytest.approx(1.5, rel=0.2)


def test_a_picture_without_room_is_no_strip_and_that_is_said(window, drops, tmp_path) -> None:
    make_low(window, 10)
    put_under(window, 12)
    rect = window.overlay.frames("el-dock")[0]
    drops.files([photo(tmp_path / "dock.jpg", size=(600, 900))], rect.x + rect.w * 0.3, rect.bottom - 4)
    window.desk.finish_composing()
    assert window.desk.shown.pictures == () and len(pictures(story(window, "st-dock"))) == 1
    assert window.language.text("ui.insets.no_room", name="dock.jpg") in window.status.note.text()
    assert element(window, "el-dock").area == (GridRect(0, 0, 3, 10),)


def test_copyfit_offers_the_free_ground_under_a_block_first_and_takes_it_in_one_step(window, qtbot) -> None:
    make_low(window, 18)
    window.desk.select("el-dock")
    before, lines = window.desk.document, over(window)
    qtbot.waitUntil(lambda: not window.copyfit.is_searching, timeout=5000)
    first = window.copyfit.list.rows.rows[0]
    assert lines > 10 and first.icon == "good"
    window.copyfit.list.chosen.emit(first.key)
    (area,) = element(window, "el-dock").area
    assert not over(window) and area.rows > 18
    assert first.text == window.language.text("makeup.fit.deeper", rows=area.rows - 18)
    window.desk.undo()
    assert window.desk.document is before


@pytest.mark.parametrize("what", ["block", "frame"])
def test_copyfit_offers_no_ground_that_is_taken(window, qtbot, what: str) -> None:
    make_low(window, 18)
    if what == "block":
        put_under(window, 20)
    else:
        grid = window.desk.grid
        rect = Rect(grid.type_area.x + 20, grid.row_top(20), 60, 60)
        window.desk.apply(edits.PlaceElement(page="pg-1", element=PictureFrame(id="el-frame", rect=rect)))
    window.desk.select("el-dock")
    qtbot.waitUntil(lambda: not window.copyfit.is_searching, timeout=5000)
    deeper = [row.text for row in window.copyfit.list.rows.rows if "下边拉低" in row.text]
    assert isinstance(element(window, "el-dock"), Block) and not deeper
