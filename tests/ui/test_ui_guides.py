"""Guides of the real page, pulled off the real rulers with the mouse, read off the document; what catches the hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from layoutdesk import edits, words
from layoutdesk.base.geometry import Rect
from layoutdesk.base.units import mm
from layoutdesk.exporters.text import page_text
from layoutdesk.model import Guide, PictureFrame
from layoutdesk.session import Session
from layoutdesk.ui.window import Window

NONE, SHIFT, ALT, CTRL = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)  # fmt: skip


def guides(window: Window) -> tuple[tuple[str, float], ...]:
    return tuple((each.axis, each.place) for each in window.desk.page.guides)


def last(window: Window) -> str:
    """What the history says was done last."""
    code, args = window.desk.done_labels[-1]
    return words.text(code, "zh", **args)


def add(window: Window, axis: str, place: float, *, locked: bool = False) -> Guide:
    guide = Guide(id=window.desk.ids.new("gu"), axis=axis, place=place, locked=locked)
    assert window.desk.apply(edits.AddGuide(page=window.desk.page_id, guide=guide))
    return guide


def mouse(widget: QWidget, kind: QEvent.Type, at: QPoint, keys: Qt.KeyboardModifier) -> None:
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
    local = QPointF(widget.mapFromGlobal(at))
    QApplication.sendEvent(widget, QMouseEvent(kind, local, QPointF(at), Qt.MouseButton.LeftButton, held, keys))


def pull_off(widget: QWidget, window: Window, to: tuple[float, float], keys: Qt.KeyboardModifier = CTRL) -> None:
    """Drags from the middle of a ruler to a point of the page: the ruler has the mouse until it is let go."""
    start = widget.mapToGlobal(widget.rect().center())
    end = window.view.viewport().mapToGlobal(window.view.to_view(*to).toPoint())
    mouse(widget, QEvent.Type.MouseButtonPress, start, keys)
    for at in ((start + end) / 2, end):
        mouse(widget, QEvent.Type.MouseMove, at, keys)
    mouse(widget, QEvent.Type.MouseButtonRelease, end, keys)


def test_a_guide_is_pulled_off_a_ruler_onto_the_page_as_one_step_of_the_history(window) -> None:
    pull_off(window.rulers.above, window, (200.0, 321.0))
    ((axis, place),) = guides(window)
    assert axis == "down" and place == pytest.approx(321, abs=1.5)
    pull_off(window.rulers.beside, window, (111.0, 300.0))
    assert guides(window)[1][0] == "across" and guides(window)[1][1] == pytest.approx(111, abs=1.5)
    assert len(window.desk.done_labels) == 2
    assert last(window).startswith("A01 版参考线：3")
    window.desk.undo()
    window.desk.undo()
    assert guides(window) == ()


@pytest.mark.parametrize("action", ["close", "next-page"])
def test_a_guide_in_the_hand_is_given_up_where_its_page_goes(window, action: str) -> None:
    ruler, steps = window.rulers.above, len(window.desk.done_labels)
    start = ruler.mapToGlobal(ruler.rect().center())
    mouse(ruler, QEvent.Type.MouseButtonPress, start, CTRL)
    mouse(ruler, QEvent.Type.MouseMove, start + QPoint(0, 100), CTRL)
    window.bars.do(action)
    mouse(ruler, QEvent.Type.MouseMove, start + QPoint(0, 200), CTRL)
    mouse(ruler, QEvent.Type.MouseButtonRelease, start + QPoint(0, 200), CTRL)
    assert len(window.desk.done_labels) in (0, steps) and not any(page.guides for page in window.desk.document.pages)


def test_alt_turns_the_guide_in_the_hand_and_shift_puts_it_on_a_tick(window) -> None:
    pull_off(window.rulers.above, window, (200.0, 321.0), ALT)
    assert guides(window)[0][0] == "across"
    pull_off(window.rulers.above, window, (200.0, mm(90.4)), SHIFT)
    reading = guides(window)[1][1] / mm(1)
    assert reading == pytest.approx(round(reading), abs=0.01)


def test_columns_rows_and_edges_catch_a_guide_and_are_named(window) -> None:
    rulers, grid = window.rulers, window.desk.grid
    rect, view = window.overlay.frames("el-tea")[0], window.view
    start, end = rulers.beside.mapToGlobal(rulers.beside.rect().center()), view.to_view(rect.x + 1.0, 300).toPoint()
    end = view.viewport().mapToGlobal(end)
    mouse(rulers.beside, QEvent.Type.MouseButtonPress, start, NONE)
    mouse(rulers.beside, QEvent.Type.MouseMove, end, NONE)
    assert {"ui.snap.edge", "ui.snap.column"} <= {catch.code for catch in window.overlay.catches}
    assert "第 4 栏" in window.status.note.text() and "毫米" in window.status.place.text()
    mouse(rulers.beside, QEvent.Type.MouseButtonRelease, end, NONE)
    assert guides(window) == (("across", pytest.approx(grid.type_area.x + 3 * grid.pitch, abs=0.001)),)


def test_a_guide_of_the_page_is_moved_and_dragged_back_over_the_rulers_it_is_gone(window, hand) -> None:
    add(window, "down", 400.0)
    hand.drag_with((50.0, 400.0), (70.0, 455.0), CTRL)
    ((axis, place),) = guides(window)
    assert axis == "down" and place == pytest.approx(455, abs=1.5)
    assert last(window).startswith("A01 版参考线移到 160")
    assert window.desk.chosen == ()
    spot, above = window.view.to_view(50.0, place).toPoint(), QPoint(100, -12)
    QTest.mousePress(window.view.viewport(), Qt.MouseButton.LeftButton, NONE, spot)
    QTest.mouseMove(window.view.viewport(), (spot + above) / 2)
    QTest.mouseMove(window.view.viewport(), above)
    assert window.status.place.text() == "松手即删除参考线"
    QTest.mouseRelease(window.view.viewport(), Qt.MouseButton.LeftButton, NONE, above)
    assert guides(window) == ()
    window.desk.undo()
    assert guides(window) == ((axis, place),)


def test_esc_leaves_a_guide_where_it_was(window, hand) -> None:
    guide, before = add(window, "across", 60.0), window.desk.document
    hand.press(60.0, 500.0)
    hand.move(160.0, 500.0)
    hand.key(Qt.Key.Key_Escape)
    hand.release(160.0, 500.0)
    assert window.desk.document is before and window.desk.page.guides == (guide,)
    assert window.overlay.lines == ()


def test_a_selected_guide_goes_by_arrows_and_delete(window, hand) -> None:
    add(window, "across", 60.0)
    hand.click(60.0, 500.0)
    hand.key(Qt.Key.Key_Right, SHIFT)
    hand.key(Qt.Key.Key_Left)
    assert guides(window) == (("across", 69.0),)
    hand.key(Qt.Key.Key_Delete)
    assert guides(window) == ()


def test_ctrl_click_takes_what_lies_under_a_guide(window, hand) -> None:
    x, y = hand.middle("el-tea")
    add(window, "across", x)
    hand.click(x, y)
    assert window.overlay.chosen_guide is not None and window.desk.chosen == ()
    hand.click(x, y, CTRL)
    assert window.overlay.chosen_guide is None and window.desk.chosen == ("el-tea",)


def test_a_double_click_types_the_place_from_the_zero_of_the_rulers(window, hand) -> None:
    add(window, "down", mm(100))
    window.rulers.set_zero(0.0, mm(20))
    QTest.mouseDClick(window.view.viewport(), Qt.MouseButton.LeftButton, NONE, hand.at(30.0, mm(100)).toPoint())
    field = window.rulers.field
    assert field.isVisible() and field.text() == "80"
    field.setText("*2")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert guides(window) == (("down", pytest.approx(mm(180), abs=0.001)),)
    assert not field.isVisible()
    window.rulers.field.ask(window.desk.page.guides[0], QPointF(10, 10))
    field.setText("somewhere")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "somewhere" in window.status.note.text() and field.isVisible()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible() and guides(window)[0][1] == pytest.approx(mm(180), abs=0.001)


def test_a_guide_is_put_on_by_the_keyboard_alone(window) -> None:
    window.bars.do("guide-across")
    field = window.rulers.field
    assert field.hasFocus() and guides(window) == ()
    field.setText("12字")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert guides(window) == (("across", pytest.approx(12 * window.desk.grid.em, abs=0.001)),)
    assert len(window.desk.done_labels) == 1 and window.view.hasFocus()
    window.bars.do("guide-down")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert len(guides(window)) == 1


def test_what_is_locked_or_hidden_is_out_of_the_hand(window, hand) -> None:
    add(window, "down", 400.0)
    window.bars.do("lock-guides")
    assert window.desk.page.guides[0].locked
    assert last(window).startswith("锁定参考线")
    hand.drag((50.0, 400.0), (50.0, 500.0))
    assert guides(window) == (("down", 400.0),)
    window.bars.do("lock-guides")
    window.bars.do("guides")
    hand.drag((50.0, 400.0), (50.0, 500.0))
    assert guides(window) == (("down", 400.0),)
    window.bars.do("guides")
    hand.drag_with((50.0, 400.0), (50.0, 500.0), CTRL)
    assert guides(window)[0][1] == pytest.approx(500, abs=1.5)
    window.bars.do("clear-guides")
    assert guides(window) == ()


def test_a_double_click_on_a_ruler_puts_a_guide_there(window) -> None:
    view, above = window.view, window.rulers.above
    at = QPoint(round(view.to_view(mm(60.3), 0).x()), 8)
    QTest.mouseDClick(above, Qt.MouseButton.LeftButton, SHIFT, at)
    assert guides(window) == (("across", pytest.approx(mm(60), abs=0.01)),)


def test_guides_are_in_the_file_and_in_no_output(window) -> None:
    before = window.desk.shown
    add(window, "across", 123.456)
    assert window.desk.shown.display == before.display and page_text(window.desk.shown) == page_text(before)
    assert window.desk.session.flush(10.0)
    session = Session.open(window.desk.session.path, read_only=True)
    assert session.document.pages[0].guides == window.desk.page.guides
    session.close()


def test_the_preview_hides_guides_and_edges(window) -> None:
    add(window, "across", 205.0)
    picture(window, Rect(300.0, 700.0, 80.0, 60.0))
    view, ruled = window.view, window.look.theme.ruled
    on_guide = view.to_view(205.0, 650.0).toPoint()
    edge = view.to_view(300.0, 730.0).toPoint()
    assert view.viewport().grab().toImage().pixelColor(on_guide) == ruled
    shown = view.viewport().grab().toImage().pixelColor(edge)
    window.bars.do("edges")
    assert view.viewport().grab().toImage().pixelColor(edge) != shown
    window.bars.do("edges")
    window.bars.do("plain")
    preview = view.viewport().grab().toImage()
    assert preview.pixelColor(on_guide) != ruled and preview.pixelColor(edge) != shown


# What catches


def picture(window: Window, rect: Rect) -> PictureFrame:
    frame = PictureFrame(id=window.desk.ids.new("el"), rect=rect)
    assert window.desk.apply(edits.PlaceElement(page=window.desk.page_id, element=frame))
    return frame


def rect_of(window: Window, name: str) -> Rect:
    return next(each.rect for each in window.desk.page.elements if each.id == name)


def test_guides_and_edges_of_sheet_and_type_area_catch_frames_together(window, hand) -> None:
    grid = window.desk.grid
    frame = picture(window, Rect(300.0, 700.0, 80.0, 60.0))
    add(window, "across", 205.7)
    hand.press(340.0, 730.0)
    hand.move(300.0, 730.0)
    hand.move(247.0, grid.height - 32.0)
    assert {catch.code for catch in window.overlay.catches} >= {"ui.snap.guide", "ui.snap.sheet"}
    assert "参考线" in window.status.note.text() and "版面边缘" in window.status.note.text()
    hand.release(247.0, grid.height - 32.0)
    rect = rect_of(window, frame.id)
    assert rect.x == 205.7 and rect.bottom == pytest.approx(grid.height, abs=0.001)


def test_snapping_is_switched_off_and_on(window, hand) -> None:
    frame = picture(window, Rect(300.0, 700.0, 80.0, 60.0))
    add(window, "across", 205.7)
    window.bars.do("snapping")
    hand.drag((340.0, 730.0), (248.0, 730.0))
    assert rect_of(window, frame.id).x == pytest.approx(208, abs=1.5) and rect_of(window, frame.id).x != 205.7
    window.desk.undo()
    window.bars.do("snapping")
    hand.drag((340.0, 730.0), (248.0, 730.0))
    assert rect_of(window, frame.id).x == 205.7
