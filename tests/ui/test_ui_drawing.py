"""The drawing tools: frames and rules drawn on the real page, by key, with every modifier (convention 1)."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.model import PictureFrame, Rule, TextFrame
from layoutdesk.model.elements import HAIRLINE
from layoutdesk.ui.canvas.drawn import Stroke, framed, ruled, thickness_of

SHIFT, ALT, CTRL = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)


@pytest.fixture
def free(window) -> tuple[float, float]:
    """A point of empty ground on the first page, with room to draw from there."""
    area = window.desk.grid.type_area
    return area.x + 200.3, window.overlay.frames("el-dock")[0].bottom + 63.7


def drawn(window):
    """The element that was drawn last."""
    return window.desk.page.elements[-1]


def test_single_keys_take_the_tools_and_show_them_pressed(window, hand) -> None:
    for key, tool in (("T", "text"), ("F", "frame"), ("L", "line"), ("H", "hand"), ("Z", "zoom"), ("V", "select")):
        hand.key(getattr(Qt.Key, f"Key_{key}"))
        assert window.commands.tool == tool
        pressed = [
            name for name, action in window.bars.actions.items() if name.startswith("tool-") and action.isChecked()
        ]
        assert pressed == [f"tool-{tool}"]
        assert window.view.viewport().cursor().shape() == QCursor(window.tools[tool].cursor).shape()


def test_f_draws_a_picture_frame_as_one_step_and_stays_in_the_hand(window, hand, free) -> None:
    before = window.desk.document
    hand.key(Qt.Key.Key_F)
    hand.drag_with(free, (free[0] + 90, free[1] + 60), CTRL)
    frame = drawn(window)
    assert isinstance(frame, PictureFrame)
    assert window.desk.selection == frame.id
    for got, wanted in zip((frame.rect.x, frame.rect.y, frame.rect.w, frame.rect.h), (*free, 90, 60), strict=True):
        assert got == pytest.approx(wanted, abs=8)  # the start is caught: the keys are taken once the drag has begun
    assert window.commands.tool == "frame"
    assert window.desk.done_labels[-1][0] == "ui.history.draw-picture"
    hand.drag((free[0], free[1] + 100), (free[0] + 50, free[1] + 150))
    assert len(window.desk.page.elements) == len(before.pages[0].elements) + 2
    window.desk.undo()
    window.desk.undo()
    assert window.desk.document is before


def test_a_click_draws_nothing_and_esc_gives_up_the_drag_then_the_tool(window, hand, free) -> None:
    before = window.desk.document
    for key, tool in ((Qt.Key.Key_F, "frame"), (Qt.Key.Key_L, "line")):
        hand.key(key)
        hand.click(*free)
        hand.press(*free)
        hand.move(free[0] + 60, free[1] + 60)
        assert window.overlay.ghosts or window.overlay.stroke
        hand.key(Qt.Key.Key_Escape)
        hand.release(free[0] + 60, free[1] + 60)
        assert (window.overlay.ghosts, window.overlay.stroke, window.overlay.catches) == ((), None, ())
        assert window.commands.tool == tool
        hand.key(Qt.Key.Key_Escape)
        assert window.commands.tool == "select"
    assert window.desk.document is before


def test_shift_draws_a_square_and_alt_from_the_middle(window, hand, free) -> None:
    hand.key(Qt.Key.Key_F)
    hand.drag_with(free, (free[0] + 80, free[1] + 31), SHIFT)
    assert drawn(window).rect.w == drawn(window).rect.h == pytest.approx(80, abs=5)
    hand.drag_with(free, (free[0] + 40, free[1] + 30), ALT | CTRL)
    rect = drawn(window).rect
    assert (rect.x + rect.w / 2, rect.y + rect.h / 2) == pytest.approx(free, abs=8)
    assert (rect.w, rect.h) == pytest.approx((80, 60), abs=16)


def test_space_takes_along_what_is_drawn(window, hand, free) -> None:
    hand.key(Qt.Key.Key_F)
    hand.press(*free)
    hand.move_with(free[0] + 40, free[1] + 40, CTRL)
    before = window.overlay.ghosts[0]
    QTest.keyPress(window.view, Qt.Key.Key_Space)
    hand.move_with(free[0] + 70, free[1] + 55, CTRL)
    QTest.keyRelease(window.view, Qt.Key.Key_Space)
    hand.release(free[0] + 70, free[1] + 55, CTRL)
    rect = drawn(window).rect
    assert (rect.x - before.x, rect.y - before.y) == pytest.approx((30, 15), abs=1)
    assert (rect.w, rect.h) == pytest.approx((before.w, before.h), abs=1)


def test_columns_and_rows_catch_what_is_drawn_and_are_named(window, hand) -> None:
    grid = window.desk.grid
    column, row = grid.type_area.x + grid.pitch, grid.row_top(44)
    to = grid.type_area.x + 3 * grid.pitch - grid.gutter, grid.row_top(52)
    hand.key(Qt.Key.Key_F)
    hand.press(column + 1, row - 1)
    hand.move(column + 60, row + 60)
    hand.move(to[0] - 1, to[1] + 1)
    assert {"ui.snap.column", "ui.snap.row"} <= {catch.code for catch in window.overlay.catches}
    assert window.language.text("ui.snap.column", number=3) in window.status.note.text()
    hand.release(to[0] - 1, to[1] + 1)
    rect = drawn(window).rect
    assert (rect.x, rect.y, rect.right, rect.bottom) == pytest.approx((column, row, *to), abs=0.01)


def test_a_text_frame_drawn_is_entered_at_once_and_has_a_story_of_its_own(window, hand, free) -> None:
    before = window.desk.document
    hand.key(Qt.Key.Key_T)
    hand.drag(free, (free[0] + 150, free[1] + 90))
    frame = drawn(window)
    assert isinstance(frame, TextFrame) and window.writer.spot is not None
    assert window.tools["text"].setting.caret() is not None
    QTest.keyClicks(window.view, "fvl")
    event = QInputMethodEvent("", [])
    event.setCommitString("渡口新闻")
    QApplication.sendEvent(window.view, event)
    assert [item.text for item in window.desk.document.story(frame.story).body] == ["fvl渡口新闻"]
    assert window.commands.tool == "text"
    assert frame.story not in {story.id for story in before.stories}
    while window.desk.session.can_undo:
        window.desk.undo()
    assert window.desk.document is before


def test_where_copy_lies_the_text_tool_writes_and_draws_nothing(window, hand) -> None:
    before = window.desk.document
    x, y = hand.middle("el-tea")
    hand.key(Qt.Key.Key_T)
    hand.drag((x, y), (x + 40, y + 40))
    assert window.desk.document is before
    assert window.writer.has_selection


def test_a_click_of_the_text_tool_on_empty_ground_draws_nothing(window, hand, free) -> None:
    before = window.desk.document
    hand.key(Qt.Key.Key_T)
    hand.click(*free)
    hand.press(*free)
    hand.move(free[0] + 60, free[1] + 60)
    hand.key(Qt.Key.Key_Escape)
    hand.release(free[0] + 60, free[1] + 60)
    assert window.desk.document is before
    assert window.commands.tool == "text"


def test_l_draws_a_rule_that_is_caught_level(window, hand, free) -> None:
    hand.key(Qt.Key.Key_L)
    hand.press(*free)
    hand.move(free[0] + 80, free[1] + 30)
    hand.move(free[0] + 160, free[1] + 2)
    assert "ui.snap.level" in [catch.code for catch in window.overlay.catches]
    hand.release(free[0] + 160, free[1] + 2)
    rule = drawn(window)
    assert isinstance(rule, Rule)
    assert rule.y1 == rule.y2
    assert abs(rule.x2 - rule.x1) == pytest.approx(160, abs=5)
    assert window.commands.tool == "line"
    code, args = window.desk.done_labels[-1]
    assert (code, window.language.text(code, **args)) == ("ui.history.draw-rule", "画线")


def test_shift_holds_a_rule_to_45_degrees_and_alt_draws_it_from_the_middle(window, hand, free) -> None:
    hand.key(Qt.Key.Key_L)
    hand.drag_with(free, (free[0] + 80, free[1] + 66), SHIFT | CTRL)
    rule = drawn(window)
    assert rule.x2 - rule.x1 == pytest.approx(rule.y2 - rule.y1, abs=0.01)
    hand.drag_with(free, (free[0] + 50, free[1] + 3), SHIFT | ALT | CTRL)
    rule = drawn(window)
    assert rule.y1 == rule.y2
    assert (rule.x1 + rule.x2) / 2 == pytest.approx(free[0], abs=8)


def test_a_drawn_frame_takes_the_mouse_as_any_other(window, hand, free) -> None:
    hand.key(Qt.Key.Key_F)
    hand.drag(free, (free[0] + 90, free[1] + 60))
    frame = drawn(window)
    hand.key(Qt.Key.Key_V)
    hand.drag(hand.middle(frame.id), (hand.middle(frame.id)[0], hand.middle(frame.id)[1] + 40))
    assert drawn(window).rect.y - frame.rect.y == pytest.approx(40, abs=5)


def test_what_cannot_be_changed_is_not_drawn_on(make_window, issue, window, free) -> None:
    reader = make_window()
    reader.desk.open(issue, read_only=True)
    reader.desk.finish_composing()
    before = reader.desk.document
    reader.commands.drawing.picture(Rect(10, 10, 50, 50))
    assert reader.desk.document is before
    assert reader.status.note.text()


def test_the_arithmetic_of_drawing() -> None:
    assert framed(10, 10, 4, 30, square=False, centred=False) == Rect(4, 10, 6, 20)
    assert framed(10, 10, 4, 30, square=True, centred=False) == Rect(-10, 10, 20, 20)
    assert framed(10, 10, 14, 9, square=False, centred=True) == Rect(6, 9, 8, 2)
    assert ruled(0, 0, 10, 1, held=True, centred=False) == (0, 0, 10, 0)
    assert ruled(0, 0, -10, 9, held=True, centred=False)[2:] == pytest.approx((-9.5, 9.5))
    assert ruled(5, 5, 8, 9, held=False, centred=True) == (2, 1, 8, 9)


def test_a_slanting_rule_is_caught_near_its_line_at_any_zoom_and_nowhere_else_in_its_box(window, hand, free) -> None:
    (x, y), view = free, window.view
    across = Rule(id="el-rule", x1=x, y1=y, x2=x + 160, y2=y + 120)
    window.desk.apply(edits.PlaceElement(page="pg-1", element=across))
    window.desk.finish_composing()
    view.settle()
    for zoom in (0.5, 1.0, 4.0):
        view.set_zoom(zoom)
        view.center_on(across_box := Rect(x, y, 160, 120))
        # A pixel of the screen, in points; beside the middle of the line, square to it.
        pixel = view.devicePixelRatioF() / view.scale
        for off, caught in ((0, True), (2, True), (6, False), (-2, True), (-6, False)):
            window.desk.select("")
            hand.click(x + 80 + off * pixel * 0.6, y + 60 - off * pixel * 0.8)
            assert (window.desk.selection == "el-rule") is caught, (zoom, off)
        assert across_box.contains(x + 130, y + 10) and "el-rule" not in window.overlay.elements_at(x + 130, y + 10)


def test_a_marquee_takes_a_slanting_rule_where_it_touches_its_line(window, hand, free) -> None:
    (x, y) = free
    window.desk.apply(edits.PlaceElement(page="pg-1", element=Rule(id="el-rule", x1=x, y1=y, x2=x + 160, y2=y + 120)))
    window.desk.finish_composing()
    hand.drag((x + 150, y - 20), (x + 100, y + 40))
    assert window.desk.chosen == ()
    hand.drag((x + 150, y - 20), (x + 60, y + 60))
    assert window.desk.chosen == ("el-rule",)


def test_a_thick_or_double_rule_is_caught_as_thick_as_it_is_drawn(window, free) -> None:
    (x, y) = free
    thick = Rule(id="el-rule", x1=x, y1=y, x2=x + 160, y2=y + 120, weight=40)
    window.desk.apply(edits.PlaceElement(page="pg-1", element=thick))
    window.desk.finish_composing()
    assert "el-rule" in window.overlay.elements_at(x + 80 + 11, y + 60 - 15)
    assert "el-rule" not in window.overlay.elements_at(x + 80 + 14, y + 60 - 19)
    assert thickness_of(Rule(id="r", x1=0, y1=0, x2=9, y2=9, style="double")) > HAIRLINE


ENDS = st.integers(-50, 50)


@given(ENDS, ENDS, ENDS, ENDS, ENDS, ENDS, st.integers(0, 40), st.integers(0, 40))
def test_where_a_rule_is_hit_agrees_with_its_points(
    x1: int, y1: int, x2: int, y2: int, x: int, y: int, w: int, h: int
) -> None:
    stroke, rect = Stroke(x1, y1, x2, y2), Rect(x, y, w, h)
    points = [(x1 + (x2 - x1) * n / 64, y1 + (y2 - y1) * n / 64) for n in range(65)]
    nearest = min(math.hypot(px - x, py - y) for px, py in points)
    # Nothing of the rule is nearer than its nearest point; the points tried are as near but for the steps between them.
    assert nearest - stroke.length / 64 - 1e-9 <= stroke.distance(x, y) <= nearest + 1e-9
    if any(rect.contains(*point) for point in points):
        assert stroke.touches(rect)
    if stroke.touches(rect):
        reach = stroke.length / 64 + 1e-9
        assert any(Rect(x - reach, y - reach, w + 2 * reach, h + 2 * reach).contains(*point) for point in points)
