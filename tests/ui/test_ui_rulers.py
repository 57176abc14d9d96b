"""The rulers of the real window: what they count, the hand and the selection on them, their zero; which ticks they have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from layoutdesk.base.units import mm
from layoutdesk.ui.canvas.measures import number, steps, ticks
from layoutdesk.ui.window import Window


@given(st.floats(0.02, 80.0), st.sampled_from([0.1, 0.5, 1.0]))
def test_numbers_go_by_one_two_and_five_and_never_run_together(pixels: float, finest: float) -> None:
    step = steps(pixels, finest)
    apart = step.finest * step.number
    assert apart * pixels >= 52 - 1e-6
    assert number(apart).strip("0.") in ("1", "2", "5")
    assert step.finest >= finest - 1e-9
    assert step.finest * pixels >= 4 or step.number == 1
    assert step.number % step.middle == 0
    seen = list(ticks(-3 * apart, 3 * apart, step))
    assert [number(tick.place) for tick in seen if tick.rank == 2][:7] == [number(n * apart) for n in range(-3, 4)]


def drag(widget: QWidget, window: Window, to: tuple[float, float], *, keys: Qt.KeyboardModifier) -> None:
    """Drags from a widget to a point of the page, as the mouse does it: the widget pressed has all of it."""
    end = window.view.viewport().mapToGlobal(window.view.to_view(*to).toPoint())
    start = widget.mapToGlobal(widget.rect().center())
    for kind, at, held in (
        (QEvent.Type.MouseButtonPress, start, Qt.MouseButton.LeftButton),
        (QEvent.Type.MouseMove, (start + end) / 2, Qt.MouseButton.LeftButton),
        (QEvent.Type.MouseMove, end, Qt.MouseButton.LeftButton),
        (QEvent.Type.MouseButtonRelease, end, Qt.MouseButton.NoButton),
    ):
        local = QPointF(widget.mapFromGlobal(at))
        event = QMouseEvent(kind, local, QPointF(at), Qt.MouseButton.LeftButton, held, keys)
        QApplication.sendEvent(widget, event)


def test_rulers_count_millimetres_characters_and_rows_or_points(window) -> None:
    rulers, grid = window.rulers, window.desk.grid
    assert rulers.reading("across", mm(100)) == pytest.approx(100)
    window.bars.do("unit-grid")
    inside = grid.type_area
    assert rulers.reading("across", inside.x + 12 * grid.em) == pytest.approx(12)
    assert rulers.reading("down", grid.row_top(30)) == pytest.approx(30)
    window.bars.do("unit-pt")
    assert rulers.reading("down", 144.0) == pytest.approx(144)
    assert QSettings().value("view/unit") == "pt"
    assert window.bars.actions["unit-pt"].isChecked() and not window.bars.actions["unit-mm"].isChecked()


@pytest.mark.parametrize(("language", "across", "down"), [("zh", "12 字", "30 行"), ("en", "12 em", "30 rows")])
def test_what_the_rulers_count_is_said_in_the_language_of_the_window(
    window, hand, language: str, across: str, down: str
) -> None:
    window.language.use(language)
    window.bars.do("unit-grid")
    assert (window.rulers.count("across").code, window.rulers.count("down").code) == ("em", "row")
    for axis, said, value in (("across", across, 12), ("down", down, 30)):
        assert window.language.text(f"ui.ruler.count_{window.rulers.count(axis).code}", value=value) == said
    ruled = {window.language.text(code) for code in ("ui.ruler.grid", "ui.ruler.guide_hint", "ui.place.hint")}
    assert any("字" in each for each in ruled) == (language == "zh")


def test_ticks_stand_on_the_pixels_of_their_places_at_every_zoom(window) -> None:
    view, ruler = window.view, window.rulers.above
    for zoom in (0.33, 1.0, 4.0):
        view.set_zoom(zoom)
        view.horizontalScrollBar().setValue(round(mm(60) * view.scale))
        QTest.qWait(1)
        shot = ruler.grab().toImage()
        for place in (100, 150):
            x = round(view.to_view(mm(place), 0).x())
            if 1 < x < ruler.width() - 1:
                left, here, right = (shot.pixelColor(at, ruler.height() - 2).lightness() for at in (x - 1, x, x + 1))
                assert here < left and here < right


def test_the_hand_and_the_selection_are_marked_on_the_rulers(window, hand) -> None:
    rulers = window.rulers
    hand.move(200, 300)
    assert (rulers.above.hand, rulers.beside.hand) == pytest.approx((200, 300), abs=1.5)
    hand.click(*hand.middle("el-tea"))
    rect = window.overlay.frames("el-tea")[0]
    assert rulers.above.extent == (rect.x, rect.right)
    assert rulers.beside.extent == (rect.y, rect.bottom)
    hand.click(-20, -20)
    assert rulers.above.extent is None


def test_the_zero_is_dragged_from_the_corner_and_taken_home_by_a_double_click(window) -> None:
    rulers, document = window.rulers, window.desk.document
    drag(rulers.corner, window, (150.0, 220.0), keys=Qt.KeyboardModifier.ControlModifier)
    assert rulers.zero == pytest.approx((150, 220), abs=1.5)
    assert rulers.reading("across", rulers.zero[0] + mm(7)) == pytest.approx(7)
    window.bars.do("unit-grid")
    assert rulers.zero == pytest.approx((150, 220), abs=1.5)
    QTest.mouseDClick(rulers.corner, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert rulers.zero == (window.desk.grid.type_area.x, window.desk.grid.type_area.y)
    assert window.desk.document is document


def test_shift_puts_the_zero_on_a_tick_and_over_the_rulers_nothing_becomes_of_it(window) -> None:
    rulers = window.rulers
    drag(rulers.corner, window, (mm(50.3), mm(80.2)), keys=Qt.KeyboardModifier.ShiftModifier)
    readings = [value / mm(1) for value in rulers.zero]
    assert readings == pytest.approx([round(value) for value in readings], abs=0.001)
    rulers.reset_zero()
    rulers.begin(None)
    rulers.drag(window.view.viewport().mapToGlobal(QPoint(300, 300)), Qt.KeyboardModifier.NoModifier)
    assert len(window.overlay.lines) == 2
    QTest.keyClick(window.view, Qt.Key.Key_Escape)
    assert window.overlay.lines == () and not rulers.is_moved


def test_what_is_shown_over_the_page_is_switched_one_by_one_and_kept(window, make_window) -> None:
    for name in ("columns", "rows", "area"):
        window.bars.do(name)
        assert window.shown[name]
        window.bars.do(name)
        assert not window.shown[name]
    window.bars.do("rows")
    assert window.bars.actions["grid"].isChecked()
    window.bars.do("grid")
    assert not any(window.shown[name] for name in ("columns", "rows", "area"))
    port = window.view.viewport().geometry()
    window.bars.do("rulers")
    assert window.rulers.above.isHidden() and window.view.viewport().y() < port.y()
    assert make_window().rulers.corner.isHidden()
