"""How the page is looked at: panning, zoom and fits, panels put away (conventions 3 to 5)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from layoutdesk.ui.canvas.sheet import FIT_MARGIN
from layoutdesk.ui.zoomfield import share_of

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


def wheel(window, at: QPointF, pixels: tuple[int, int], degrees: tuple[int, int], keys=NONE) -> None:
    port = window.view.viewport()
    event = QWheelEvent(
        at, QPointF(port.mapToGlobal(at.toPoint())), QPoint(*pixels), QPoint(*degrees), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(port, event)


def gesture(window, kind: Qt.NativeGestureType, at: QPointF, value: float, *delta: float) -> None:
    port, device = window.view.viewport(), QPointingDevice.primaryPointingDevice()
    globally = QPointF(port.mapToGlobal(at.toPoint()))
    QApplication.sendEvent(port, QNativeGestureEvent(kind, device, 2, at, at, globally, value, QPointF(*delta)))


def corner(window) -> QPointF:
    return window.view.to_view(0, 0)


def on_screen(window) -> QPointF:
    """Where the page's corner stands on the screen."""
    return QPointF(window.view.viewport().mapToGlobal(corner(window)))


def near(one: QPointF, other: QPointF, by: float = 1.0) -> bool:
    return max(abs(one.x() - other.x()), abs(one.y() - other.y())) <= by


@pytest.fixture
def zoom_by(window) -> dict[str, Callable[[QPointF, bool], None]]:
    """The ways to zoom about the cursor, in or out."""
    zooming = Qt.NativeGestureType.ZoomNativeGesture
    return {
        "a notch": lambda at, into: wheel(window, at, (0, 0), (0, 120 if into else -120), CTRL),
        "the touchpad": lambda at, into: wheel(window, at, (0, 7), (0, 22 if into else -22), CTRL),
        "two fingers": lambda at, into: gesture(window, zooming, at, 0.07 if into else -0.06),
    }


@pytest.mark.parametrize("way", ["a notch", "the touchpad", "two fingers"])
def test_what_lies_under_the_cursor_stays_there_within_a_pixel(window, zoom_by, way: str) -> None:
    window.view.fit()
    at = QPointF(window.view.viewport().rect().center()) + QPointF(-70, 40)
    x, y = window.view.to_page(at)
    for step in range(24):
        before = window.view.zoom
        zoom_by[way](at, step < 16)
        assert (window.view.zoom > before) == (step < 16)
        assert near(window.view.to_view(x, y), at)


def test_the_wheel_scrolls_down_with_shift_across_and_the_touchpad_by_its_pixels(window) -> None:
    window.view.set_zoom(2)
    at = QPointF(300, 300)
    for pixels, degrees, keys, moved in (
        ((0, 0), (0, -120), NONE, (0, -72)),
        ((0, 0), (0, -120), SHIFT, (-72, 0)),
        ((0, 0), (120, 0), NONE, (72, 0)),
        ((-13, 9), (-26, 18), NONE, (-13, 9)),
    ):
        before, zoom = corner(window), window.view.zoom
        wheel(window, at, pixels, degrees, keys)
        assert near(corner(window) - before, QPointF(*moved))
        assert window.view.zoom == zoom


def test_fingers_pan_and_a_double_tap_goes_to_full_size_and_back(window) -> None:
    window.view.fit()
    fitted, at = window.view.zoom, QPointF(300, 300)
    gesture(window, Qt.NativeGestureType.SmartZoomNativeGesture, at, 1)
    assert window.view.zoom == 1.0
    before = corner(window)
    gesture(window, Qt.NativeGestureType.PanNativeGesture, at, 0, -20, -31)
    assert near(corner(window) - before, QPointF(-20, -31))
    gesture(window, Qt.NativeGestureType.SmartZoomNativeGesture, at, 1)
    assert window.view.zoom == fitted


@pytest.mark.parametrize("tool", ["select", "text", "frame", "line", "zoom"])
@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton])
def test_space_and_the_middle_button_pan_in_every_tool(window, hand, tool: str, button) -> None:
    window.view.set_zoom(2)
    window.commands.take(tool)
    before, document = corner(window), window.desk.document
    if button == Qt.MouseButton.LeftButton:
        QTest.keyPress(window.view, Qt.Key.Key_Space)
    port = window.view.viewport()
    QTest.mousePress(port, button, NONE, QPoint(400, 300))
    assert port.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    QTest.mouseMove(port, QPoint(330, 251))
    QTest.mouseRelease(port, button, NONE, QPoint(330, 251))
    QTest.keyRelease(window.view, Qt.Key.Key_Space)
    assert near(corner(window) - before, QPointF(-70, -49))
    assert port.cursor().shape() == QCursor(window.tools[tool].cursor).shape()
    assert window.desk.document is document and window.desk.selection == ""


def test_while_one_writes_space_is_a_space_and_the_middle_button_pans(window, hand) -> None:
    window.commands.take("text")
    hand.click(*hand.middle("el-tea"))
    window.view.set_zoom(2)
    before = corner(window)
    QTest.mousePress(window.view.viewport(), Qt.MouseButton.MiddleButton, NONE, QPoint(400, 300))
    QTest.mouseMove(window.view.viewport(), QPoint(380, 290))
    QTest.mouseRelease(window.view.viewport(), Qt.MouseButton.MiddleButton, NONE, QPoint(380, 290))
    assert near(corner(window) - before, QPointF(-20, -10))
    offset = window.writer.spot.offset
    QTest.keyClick(window.view, Qt.Key.Key_Space)
    assert window.writer.paragraph.text[offset] == " "


# Zooms and fits


def test_fixed_zooms_and_the_ladder_by_key(window, hand) -> None:
    for key, zoom in ((Qt.Key.Key_1, 1.0), (Qt.Key.Key_2, 2.0), (Qt.Key.Key_4, 4.0)):
        hand.key(key, CTRL)
        assert window.view.zoom == zoom
    hand.key(Qt.Key.Key_Minus, CTRL)
    assert window.view.zoom == 3
    hand.key(Qt.Key.Key_Equal, CTRL)
    assert window.view.zoom == 4
    hand.key(Qt.Key.Key_0, CTRL)
    assert window.view.is_fitted
    page = window.view.rect_to_view(window.desk.grid.type_area)
    assert window.view.viewport().rect().contains(page.toAlignedRect())


def test_a_zoom_by_key_keeps_what_is_selected_in_its_place(window, hand) -> None:
    window.desk.select("el-tea")
    middle = window.view.to_view(*hand.middle("el-tea"))
    for _ in range(3):
        hand.key(Qt.Key.Key_Equal, CTRL)
        assert near(window.view.to_view(*hand.middle("el-tea")), middle)


def test_the_width_and_what_is_selected_are_fitted(window, hand) -> None:
    hand.key(Qt.Key.Key_9, CTRL)
    view, grid = window.view, window.desk.grid
    assert view.to_view(0, 0).x() == pytest.approx(FIT_MARGIN, abs=1)
    assert view.to_view(grid.width, 0).x() == pytest.approx(view.viewport().width() - FIT_MARGIN, abs=1)
    assert not window.bars.actions["fit-selection"].isEnabled()
    window.desk.select("el-tea")
    hand.key(Qt.Key.Key_8, CTRL)
    box, seen = view.rect_to_view(window.overlay.frames("el-tea")[0]), view.viewport().rect()
    assert seen.contains(box.toAlignedRect())
    assert near(box.center(), QPointF(seen.center()), 2)
    assert max(box.width() / seen.width(), box.height() / seen.height()) > 0.9


def test_the_zoom_tool_zooms_about_the_cursor_with_alt_out_and_to_what_is_drawn(window, hand) -> None:
    window.view.set_zoom(1)
    hand.key(Qt.Key.Key_Z)
    at = hand.at(*hand.middle("el-tea"))
    hand.click(*hand.middle("el-tea"))
    assert window.view.zoom == 1.25 and near(window.view.to_view(*hand.middle("el-tea")), at, 1.5)
    hand.click(*hand.middle("el-tea"), ALT)
    assert window.view.zoom == 1.0
    rect = window.overlay.frames("el-tea")[0]
    window.view.fit()
    hand.drag((rect.x, rect.y), (rect.right, rect.bottom))
    seen = window.view.viewport().rect()
    assert near(window.view.rect_to_view(rect).center(), QPointF(seen.center()), 6)
    assert window.view.zoom > 1


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("75", 0.75),
        (" 150 %", 1.5),
        ("66.7％", 0.667),
        ("１２０", 1.2),
        ("", None),
        ("abc", None),
        ("-5", None),
        ("5 5", None),
    ],
)
def test_what_is_typed_as_a_zoom(text: str, share: float | None) -> None:
    assert share_of(text) == (pytest.approx(share) if share is not None else None)


def test_the_zoom_is_typed_and_shown_in_the_toolbar(window, hand) -> None:
    field = window.zoom.lineEdit()

    def typed(text: str) -> None:
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    typed("180")
    assert window.view.zoom == pytest.approx(1.8)
    assert field.text() == "180 %"
    assert window.view.hasFocus()
    typed("vzh")
    assert window.view.zoom == pytest.approx(1.8) and field.text() == "180 %"
    assert "vzh" in window.status.note.text() and window.commands.tool == "select"
    typed("99999")
    assert window.view.zoom == 16 and field.text() == "1600 %" and window.status.note.text() == ""
    field.setFocus()
    QTest.keyClicks(field, "7")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert window.view.zoom == 16 and field.text() == "1600 %" and window.view.hasFocus()
    window.zoom.activated.emit(0)
    assert window.view.is_fitted
    assert field.text() == f"{round(window.view.zoom * 100)} %"


# Panels


def around_the_page(window) -> list[bool]:
    tools = [bar for bar in window.desktop.children() if bar.metaObject().className() == "QToolBar"]
    return [not each.isHidden() for each in (window.left, window.right, window.toolbar, *tools)]


@pytest.mark.parametrize("zoom", [0.0, 1.7])
def test_tab_puts_everything_away_and_back_and_the_page_stays_under_the_eye(window, hand, zoom: float) -> None:
    if zoom:
        window.view.set_zoom(zoom)
    before, scale, width = on_screen(window), window.view.zoom, window.view.width()
    hand.key(Qt.Key.Key_Tab)
    assert around_the_page(window) == [False] * 4
    assert near(on_screen(window), before) and window.view.zoom == scale
    assert window.view.width() > width
    hand.key(Qt.Key.Key_Tab)
    assert around_the_page(window) == [True] * 4
    assert near(on_screen(window), before) and window.view.zoom == scale and window.view.width() == width


def test_shift_tab_puts_away_the_panels_at_the_sides_alone(window, hand) -> None:
    before = on_screen(window)
    hand.key(Qt.Key.Key_Backtab, SHIFT)
    assert around_the_page(window) == [False, False, True, True]
    assert near(on_screen(window), before)
    hand.key(Qt.Key.Key_Tab)
    assert around_the_page(window) == [False] * 4
    hand.key(Qt.Key.Key_Tab)
    assert around_the_page(window) == [False, False, True, True]
    hand.key(Qt.Key.Key_Backtab, SHIFT)
    assert around_the_page(window) == [True] * 4
    window.commands.views.switch_galley()
    hand.key(Qt.Key.Key_Tab)
    assert window.galley.isHidden()
    hand.key(Qt.Key.Key_Tab)
    assert not window.galley.isHidden()


def test_tab_is_no_key_of_the_panels_while_one_writes_or_fills_in_a_form(window, hand) -> None:
    window.commands.take("text")
    hand.click(*hand.middle("el-tea"))
    body = window.desk.document.story("st-tea").body
    hand.key(Qt.Key.Key_Tab)
    hand.key(Qt.Key.Key_Backtab, SHIFT)
    assert around_the_page(window) == [True] * 4
    assert window.desk.document.story("st-tea").body == body
    hand.key(Qt.Key.Key_Escape)
    hand.key(Qt.Key.Key_Escape)
    field = window.properties.page.findChildren(type(window.copy.search))[0]
    window.desk.select("")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert not field.hasFocus()
    assert around_the_page(window) == [True] * 4


def test_what_is_put_away_stays_away_when_the_window_is_opened_again(window, make_window, hand) -> None:
    hand.key(Qt.Key.Key_Tab)
    issue = window.desk.session.path
    window.close()
    other = make_window()
    assert other.commands.files.open_path(issue)
    assert around_the_page(other) == [False] * 4
    other.commands.views.switch_all()
    assert around_the_page(other) == [True] * 4


def test_a_drag_goes_on_behind_a_pan_with_the_middle_button_and_ends_with_its_own(window, hand) -> None:
    """One pans to reach a place out of sight; whichever button is let go first, the drag ends with the left one."""
    middle, port = Qt.MouseButton.MiddleButton, window.view.viewport()
    hand.click(*hand.middle("el-tea"))
    for first_left in (True, False):
        x, y = hand.middle("el-tea")
        hand.press(x, y)
        hand.move(x + 20, y)
        place = hand.at(x + 20, y).toPoint()
        QTest.mousePress(port, middle, NONE, place)
        buttons = (Qt.MouseButton.LeftButton, middle) if first_left else (middle, Qt.MouseButton.LeftButton)
        for button in buttons:
            QTest.mouseRelease(port, button, NONE, place)
        assert not window.view.tool.is_dragging and window.desk.preview is None
        before = window.desk.document
        hand.move(x + 20, y + 200)
        assert window.desk.document is before and not window.overlay.ghosts
