"""Text wrap (绕排): none, around, jump over; its distance in any unit; live on the page, one step each."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.base.units import mm
from layoutdesk.model import Box, PictureFrame, PicturePlace

KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def photo(window):
    """A free picture over the text of the first block, selected."""
    desk = window.desk
    desk.apply(edits.SetBlock(page="pg-1", element="el-dock", columns=2))
    rect = desk.grid.rect(desk.page.elements[1].area[0])
    frame = PictureFrame(id="el-photo", rect=Rect(rect.x + 60, rect.y + 200, 50, 60))
    desk.apply(edits.PlaceElement(page="pg-1", element=frame))
    desk.select("el-photo")
    return window


def placed(window) -> PictureFrame:
    return next(each for each in window.desk.page.elements if each.id == "el-photo")


def beside(window) -> set[int]:
    """The columns in which lines of the body stand in the rows of the picture, without its distance."""
    rect = placed(window).rect
    return {
        line.column
        for line in window.desk.shown.lines
        if line.element == "el-dock" and line.style == "body" and rect.y < line.baseline < rect.bottom
    }


def under(window) -> bool:
    """Whether any line runs on under the picture."""
    rect = placed(window).rect
    return any(line.rect.overlaps(rect) for line in window.desk.shown.lines if line.element == "el-dock")


def choose(window, way: str) -> None:
    fields = window.properties.kinds[type(placed(window))]
    combo = fields.combos["wrapping"]
    combo.activated.emit(combo.findText(window.language.text(f"ui.properties.wrapping_{way}")))


def test_the_panel_shows_and_sets_the_way(photo) -> None:
    fields = photo.properties.kinds[PictureFrame]
    assert fields.combos["wrapping"].currentText() == photo.language.text("ui.properties.wrapping_none") and under(
        photo
    )
    before = photo.desk.document
    choose(photo, "around")
    assert (placed(photo).wrap, placed(photo).wrap_kind) == (1.0, "around")
    assert not under(photo) and beside(photo) == {0, 1}
    assert "绕排 四周型 1 字：" in photo.bars.actions["undo"].text()
    choose(photo, "jump")
    assert "绕排 上下型 1 字：" in photo.bars.actions["undo"].text()
    assert (placed(photo).wrap, placed(photo).wrap_kind) == (1.0, "jump")
    assert beside(photo) == {1}
    assert [label for label, _ in photo.desk.done_labels][-2:] == ["ui.history.wrap"] * 2
    choose(photo, "none")
    assert placed(photo).wrap == 0.0 and under(photo)
    for _ in range(3):
        photo.desk.undo()
    assert photo.desk.document is before


@pytest.mark.parametrize("typed", ["2mm", "6pt", "1行", "1.5", "+1pt", "２ｍｍ"])
def test_the_distance_is_typed_in_any_unit(photo, typed) -> None:
    choose(photo, "around")
    grid = photo.desk.grid
    figure = photo.properties.kinds[PictureFrame].steppers["wrap"].figure
    assert figure.text() == f"1 {photo.language.text('ui.unit.ems')}"
    figure.setFocus()
    figure.selectAll()
    figure.lineEdit().insert(typed)
    QTest.keyClick(figure, Qt.Key.Key_Return)
    points = {"2mm": mm(2), "6pt": 6.0, "1行": grid.step, "1.5": 1.5 * grid.em, "+1pt": grid.em + 1.0, "２ｍｍ": mm(2)}
    assert placed(photo).wrap * grid.em == pytest.approx(points[typed], abs=0.06)


def test_the_key_goes_through_the_ways_of_all_that_is_selected(photo, hand) -> None:
    desk = photo.desk
    desk.apply(edits.PlaceElement(page="pg-1", element=Box(id="el-box", rect=Rect(300, 300, 40, 40))))
    desk.choose(("el-box", "el-photo"))
    for way in ("around", "jump", "none"):
        steps = len(desk.done_labels)
        hand.key(Qt.Key.Key_W, KEYS)
        assert {each.wrapping for each in desk.elements} == {way}
        assert len(desk.done_labels) == steps + 1
        assert photo.language.text(f"ui.status.wrap_{way}") in photo.status.note.text()


def test_text_resets_live_while_what_it_jumps_over_is_dragged(photo, hand) -> None:
    choose(photo, "jump")
    before, rect = photo.desk.document, placed(photo).rect
    x, y = rect.x + rect.w / 2, rect.y + rect.h / 2
    hand.press(x, y)
    hand.move(x, y + 10)
    hand.move(x, y + 90)
    live = photo.desk.preview
    assert photo.desk.document is before and live is not None
    moved = rect.moved(0, 90)
    lines = [line for line in live.lines if line.element == "el-dock" and line.column == 0 and line.style == "body"]
    assert not any(moved.y + 8 < line.baseline < moved.bottom for line in lines)
    hand.release(x, y + 90)
    assert placed(photo).rect.y == pytest.approx(rect.y + 90, abs=6)


def test_the_distance_of_a_picture_in_its_block_is_typed_in_any_unit_too(window) -> None:
    place = PicturePlace("pic", 0, 1, 0, 9, width=6.0)
    window.desk.select("el-tea")
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-tea", pictures=(place,)))
    for name, typed, points in (("wrap", "3mm", mm(3)), ("width", "40mm", mm(40))):
        figure = window.properties.insets.steppers[name].figure
        figure.setFocus()
        figure.selectAll()
        figure.lineEdit().insert(typed)
        QTest.keyClick(figure, Qt.Key.Key_Return)
        assert getattr(window.desk.element.pictures[0], name) * window.desk.grid.em == pytest.approx(points, abs=0.06)
