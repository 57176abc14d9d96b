"""Aligning, distributing and typing places: what selected elements have to one another (conventions 13 to 15)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.base.units import mm
from layoutdesk.model import Box, GridRect, PictureFrame, Rule


@pytest.fixture(autouse=True)
def free(window):
    """Three elements off the grid on the first page."""
    for element in (
        Box(id="el-box", rect=Rect(60, 600, 80, 60)),
        PictureFrame(id="el-photo", rect=Rect(190, 640, 90, 70)),
        Rule(id="el-rule", x1=500, y1=720, x2=400, y2=720),
    ):
        window.desk.apply(edits.PlaceElement(page="pg-1", element=element))
    window.desk.finish_composing()


def of(window, name: str):
    return next(each for each in window.desk.page.elements if each.id == name)


def do(window, name: str) -> None:
    assert window.bars.actions[name].isEnabled()
    window.bars.actions[name].trigger()


def typed(window, name: str, text: str) -> None:
    field = window.properties.place.edits[name]
    field.setFocus()
    field.selectAll()
    field.insert(text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_free_elements_align_to_the_leading_one_as_one_step(window) -> None:
    steps = len(window.desk.done_labels)
    window.desk.choose(("el-box", "el-rule", "el-photo"))
    do(window, "align-left")
    assert of(window, "el-box").rect.x == of(window, "el-rule").x2 == of(window, "el-photo").rect.x == 190
    assert len(window.desk.done_labels) == steps + 1
    do(window, "align-right")
    assert of(window, "el-box").rect.right == of(window, "el-rule").x1 == 280
    do(window, "align-middle")
    assert of(window, "el-box").rect.y == 645 and of(window, "el-rule").y1 == 675


def test_one_alone_aligns_to_the_type_area_and_blocks_by_whole_columns_and_rows(window) -> None:
    area = window.desk.grid.type_area
    window.desk.select("el-photo")
    do(window, "align-right")
    do(window, "align-bottom")
    assert of(window, "el-photo").rect.right == pytest.approx(area.right, abs=0.001)
    assert of(window, "el-photo").rect.bottom == pytest.approx(area.bottom, abs=0.001)
    window.desk.choose(("el-dock", "el-tea"))
    do(window, "align-bottom")
    assert of(window, "el-dock").area == (GridRect(0, 0, 3, 34),)
    window.desk.choose(("el-tea", "el-dock"))
    window.desk.apply(edits.SetArea(page="pg-1", element="el-tea", area=(GridRect(3, 30, 2, 24),)))
    do(window, "align-bottom")
    assert of(window, "el-tea").area == (GridRect(3, 10, 2, 24),)


def test_gaps_are_made_equal_and_a_group_goes_as_one(window) -> None:
    window.desk.choose(("el-photo", "el-box", "el-rule"))
    do(window, "distribute-across")
    box, photo, rule = of(window, "el-box").rect, of(window, "el-photo").rect, of(window, "el-rule")
    assert (box.x, rule.x1) == (60, 500)
    assert photo.x - box.right == pytest.approx(rule.x2 - photo.right, abs=0.002)
    window.desk.choose(("el-box", "el-photo"))
    do(window, "group")
    window.desk.choose(("el-box", "el-photo", "el-rule"))
    assert not window.bars.actions["distribute-across"].isEnabled()
    do(window, "align-right")
    assert of(window, "el-photo").rect.right == 500
    assert of(window, "el-photo").rect.x - of(window, "el-box").rect.x == pytest.approx(photo.x - box.x, abs=0.002)


def test_what_is_locked_is_a_key_and_never_moves(window) -> None:
    window.desk.apply(edits.LockElements(page="pg-1", elements=("el-photo",)))
    before = of(window, "el-photo")
    window.desk.choose(("el-box", "el-photo"))
    do(window, "align-left")
    assert of(window, "el-box").rect.x == 190
    window.desk.choose(("el-photo", "el-box"))
    do(window, "align-top")
    assert of(window, "el-photo") is before


def test_places_are_typed_as_sums_in_any_unit(window) -> None:
    window.desk.select("el-photo")
    fields, grid = window.properties.place.edits, window.desk.grid
    assert fields["w"].text() == "31.75 毫米"
    typed(window, "x", "20")
    assert of(window, "el-photo").rect.x == pytest.approx(mm(20), abs=0.001)
    typed(window, "x", "+5")
    assert of(window, "el-photo").rect.x == pytest.approx(mm(25), abs=0.002) and fields["x"].text() == "25 毫米"
    typed(window, "w", "3字")
    typed(window, "h", "4行")
    assert of(window, "el-photo").rect.w == pytest.approx(3 * grid.em, abs=0.001)
    assert of(window, "el-photo").rect.h == pytest.approx(4 * grid.step, abs=0.001)
    typed(window, "w", "5em")
    typed(window, "h", "2rows+1row")
    assert of(window, "el-photo").rect.w == pytest.approx(5 * grid.em, abs=0.001)
    assert of(window, "el-photo").rect.h == pytest.approx(3 * grid.step, abs=0.001)
    typed(window, "h", "4行")
    typed(window, "h", "/4+2pt")
    assert of(window, "el-photo").rect.h == pytest.approx(grid.step + 2, abs=0.001)
    QTest.keyClick(fields["y"], Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert of(window, "el-photo").rect.y == pytest.approx(640 + mm(10), abs=0.002)


def test_the_reference_point_stays_where_it_is(window) -> None:
    window.desk.select("el-box")
    reference = window.properties.place.reference
    QTest.mouseClick(reference, Qt.MouseButton.LeftButton, pos=reference.point(2, 1).toPoint())
    assert window.properties.place.edits["x"].text() == f"{140 / mm(1):.2f} 毫米".replace(".00", "")
    typed(window, "w", "*2")
    typed(window, "h", "*2")
    assert of(window, "el-box").rect == Rect(-20, 570, 160, 120)
    QTest.keyClick(reference, Qt.Key.Key_Left)
    assert reference.share == (0.5, 0.5)


def test_of_several_the_fields_show_what_is_common_and_set_all(window) -> None:
    window.desk.choose(("el-box", "el-photo"))
    fields = window.properties.place.edits
    assert [fields[name].text() for name in ("x", "w")] == ["", ""]
    steps = len(window.desk.done_labels)
    typed(window, "w", "30")
    assert of(window, "el-box").rect.w == of(window, "el-photo").rect.w == pytest.approx(mm(30), abs=0.001)
    assert fields["w"].text() == "30 毫米" and len(window.desk.done_labels) == steps + 1
    typed(window, "x", "+10pt")
    assert (of(window, "el-box").rect.x, of(window, "el-photo").rect.x) == (70, 200)
    window.desk.choose(("el-box", "el-tea"))
    assert window.properties.place.isHidden()


def test_what_says_no_length_is_refused_and_the_locked_cannot_be_typed(window) -> None:
    window.desk.select("el-box")
    before = window.desk.document
    typed(window, "x", "abc")
    assert window.desk.document is before
    assert "abc" in window.status.note.text()
    assert window.properties.place.edits["x"].text() == f"{60 / mm(1):.2f} 毫米"
    window.desk.apply(edits.LockElements(page="pg-1", elements=("el-box",)))
    assert not window.properties.place.edits["x"].isEnabled()


def test_places_are_counted_from_the_zero_of_the_rulers(window) -> None:
    window.desk.select("el-photo")
    window.rulers.set_zero(mm(50), mm(100))
    assert window.properties.place.edits["x"].text() == "17.03 毫米"
    typed(window, "x", "30")
    typed(window, "y", "+10")
    assert of(window, "el-photo").rect.x == pytest.approx(mm(80), abs=0.002)
    assert of(window, "el-photo").rect.y == pytest.approx(640 + mm(10), abs=0.002)
    assert of(window, "el-photo").rect.w == 90
    assert "30.0" in window.status.place.text()
    window.rulers.reset_zero()
    assert window.properties.place.edits["x"].text() == "80 毫米"
