"""Drags near the edge of the view take the page along, the faster the nearer, until the hand turns back, lets go or gives up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from layoutdesk.model import GridRect
from layoutdesk.ui.canvas.edgescroll import ZONE, pace

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def near(window):
    """The page at 150 %, its upper left corner in that of the view: most of it lies below and at the right."""
    view = window.view
    view.set_zoom(1.5)
    view.horizontalScrollBar().setValue(0)
    view.verticalScrollBar().setValue(0)
    view.settle()
    return window


def area(window, element: str) -> GridRect:
    return next(each for each in window.desk.page.elements if each.id == element).area[0]


def press(window, x: float, y: float) -> QPoint:
    spot = window.view.to_view(x, y).toPoint()
    QTest.mousePress(window.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, spot)
    return spot


def drag_to_foot(window, spot: QPoint, inside: int = 4) -> QPoint:
    """Drags straight down until the hand is so many pixels over the lower edge of the view."""
    viewport = window.view.viewport()
    end = QPoint(spot.x(), viewport.height() - inside)
    QTest.mouseMove(viewport, QPoint(spot.x(), spot.y() + 20))
    QTest.mouseMove(viewport, end)
    assert window.view.edge_scroll.is_scrolling
    return end


def scrolled(window) -> int:
    return window.view.verticalScrollBar().value()


def until(qtbot, window, y: int) -> None:
    qtbot.waitUntil(lambda: scrolled(window) >= y, timeout=20_000)


def test_a_block_goes_where_the_page_has_gone_under_the_hand(near, hand, qtbot) -> None:
    near.desk.select("el-tea")
    grid, before = near.desk.grid, area(near, "el-tea")
    rect = near.overlay.frames("el-tea")[0]
    across = near.view.horizontalScrollBar()
    across.setValue(across.value() + round(near.view.to_view(rect.x, 0).x()) - 100)
    spot = press(near, rect.x + rect.w / 2, rect.y + 60)
    assert near.view.viewport().rect().contains(spot)
    end = drag_to_foot(near, spot)
    until(qtbot, near, 300)
    went = (end.y() - spot.y() + scrolled(near)) / near.view.scale / grid.step
    QTest.mouseRelease(near.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, end)
    after = area(near, "el-tea")
    assert after.column == before.column and abs(after.row - before.row - went) <= 3
    assert len(near.desk.done_labels) == 1


def test_it_stops_when_the_hand_lets_go_or_turns_back_or_gives_up(near, hand, qtbot) -> None:
    view, opened = near.view, near.desk.document
    near.desk.select("el-tea")
    rect = near.overlay.frames("el-tea")[0]
    for how in ("lets go", "turns back", "gives up"):
        spot = press(near, rect.x + rect.w / 2, rect.y + 60)
        end = drag_to_foot(near, spot)
        until(qtbot, near, scrolled(near) + 40)
        if how == "lets go":
            QTest.mouseRelease(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, end)
        elif how == "turns back":
            QTest.mouseMove(view.viewport(), spot)
        else:
            QTest.keyClick(view, Qt.Key.Key_Escape)
        here = scrolled(near)
        QTest.qWait(80)
        assert scrolled(near) == here and not view.edge_scroll.is_scrolling, how
        if how != "lets go":
            QTest.keyClick(view, Qt.Key.Key_Escape)
            QTest.mouseRelease(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, spot)
        near.desk.go_to_step(0)
        assert near.desk.document is opened
        near.desk.select("el-tea")
        view.verticalScrollBar().setValue(0)


def test_a_marquee_takes_what_comes_into_view(near, hand, qtbot) -> None:
    foot = near.overlay.frames("el-dock")[0].bottom
    near.view.verticalScrollBar().setValue(round((foot + 40) * near.view.scale))
    press(near, 2.0, foot + 60)
    top = QPoint(near.view.viewport().width() // 2, 3)
    QTest.mouseMove(near.view.viewport(), top)
    assert "el-dock" not in near.desk.chosen
    qtbot.waitUntil(lambda: "el-dock" in near.desk.chosen, timeout=20_000)
    QTest.mouseRelease(near.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, top)
    assert "el-dock" in near.desk.chosen


def test_a_selection_of_copy_goes_on_into_what_was_out_of_view(near, hand, qtbot) -> None:
    near.commands.take("text")
    lines = [line for line in near.desk.shown.lines if line.element == "el-dock" and line.paragraph != "st-dock-main"]
    window = near
    spot = press(window, lines[0].x + 2, lines[0].baseline - 3)
    end = drag_to_foot(window, spot)
    seen = len(window.writer.selected_text)
    start = scrolled(window)
    qtbot.waitUntil(lambda: len(window.writer.selected_text) > seen, timeout=20_000)
    # The page goes along by steps, not after the caret in leaps.
    assert start < scrolled(window) < start + window.view.viewport().height() / 2
    QTest.mouseRelease(window.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, end)
    here, text = scrolled(window), window.writer.selected_text
    QTest.qWait(80)
    assert (scrolled(window), window.writer.selected_text) == (here, text)


@given(st.integers(-200, 900), st.integers(0, 700))
def test_the_nearer_the_faster_and_never_from_where_the_hand_began(at: int, began: int) -> None:
    speed = pace(at, began, 700)
    assert pace(700 - at, 700 - began, 700) == pytest.approx(-speed)
    if ZONE <= at <= 700 - ZONE or at == began:
        assert speed == 0
    if at > max(began, 700 - ZONE):
        assert speed > 0 and pace(at + 1, began, 700) >= speed
