"""Gestures on the real page of the real window, read off the document."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from layoutdesk import edits, words
from layoutdesk.base.geometry import Rect
from layoutdesk.compose.types import ComposedPage
from layoutdesk.model import Block, GridRect, PictureFrame
from layoutdesk.model.document import unplaced
from layoutdesk.session import Session
from layoutdesk.ui.canvas.drops import STORY_MIME
from layoutdesk.ui.window import Window


def area(window: Window, element: str) -> tuple[GridRect, ...]:
    for page in window.desk.document.pages:
        for found in page.elements:
            if found.id == element:
                assert isinstance(found, Block)
                return found.area
    raise AssertionError(f"{element} stands on no page")


def test_a_click_selects_and_a_click_beside_lets_go(window, hand) -> None:
    hand.click(*hand.middle("el-dock"))
    assert window.desk.selection == "el-dock"
    hand.click(-20, -20)
    assert window.desk.selection == ""


def test_ctrl_click_goes_through_what_lies_stacked(window, hand) -> None:
    window.desk.apply(edits.SetArea(page="pg-1", element="el-tea", area=(GridRect(1, 4, 2, 20),)))
    spot = hand.middle("el-tea")
    hand.click(*spot)
    assert window.desk.selection == "el-tea"
    hand.click(*spot, Qt.KeyboardModifier.ControlModifier)
    assert window.desk.selection == "el-dock"
    hand.click(*spot, Qt.KeyboardModifier.ControlModifier)
    assert window.desk.selection == "el-tea"


def test_a_click_takes_what_lies_in_front_of_the_selection_and_a_drag_the_selection(window, hand) -> None:
    window.desk.select("el-dock")
    rect = window.overlay.frames("el-dock")[0]
    front = PictureFrame(id="el-front", rect=Rect(rect.x + 20, rect.y + 40, 80.0, 60.0))
    assert window.desk.apply(edits.PlaceElement(page="pg-1", element=front))
    window.desk.select("el-dock")
    x, y = rect.x + 60, rect.y + 70
    hand.press(x, y)
    assert window.desk.chosen == ("el-dock",)
    hand.release(x, y)
    assert window.desk.chosen == ("el-front",)
    window.desk.select("el-dock")
    hand.drag((x, y), (x + 60, y + 200))
    assert window.desk.chosen == ("el-dock",)
    assert next(each for each in window.desk.page.elements if each.id == "el-front") == front


def test_other_buttons_neither_end_a_drag_nor_count_as_a_double_click(window, hand) -> None:
    before, view = window.desk.document, window.view.viewport()
    window.desk.select("el-dock")
    (x, y), other = hand.middle("el-dock"), hand.at(*hand.middle("el-tea")).toPoint()
    hand.press(x, y)
    hand.move(x + 30, y)
    QTest.mousePress(view, Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, other)
    QTest.mouseRelease(view, Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, other)
    assert window.desk.chosen == ("el-dock",) and window.desk.document is before
    assert window.view.tool.is_dragging
    hand.key(Qt.Key.Key_Escape)
    hand.release(x, y)
    QTest.mouseDClick(view, Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, hand.at(x, y).toPoint())
    assert not window.view.tool.writes
    assert window.desk.document is before


def test_the_right_button_gives_a_drag_up_and_opens_no_menu(window, hand) -> None:
    """The menu opened under the held button, and the page went on showing a move that had not happened."""
    before, view = window.desk.document, window.view.viewport()
    asked: list[object] = []
    window.view.menu_wanted.connect(asked.append)
    window.desk.select("el-dock")
    x, y = hand.middle("el-dock")
    at = hand.at(x + 30, y + 90).toPoint()
    hand.press(x, y)
    hand.move(x + 30, y + 90)
    QTest.mousePress(view, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, at)
    QApplication.sendEvent(view, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.mapToGlobal(at)))
    QTest.mouseRelease(view, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, at)
    assert not window.view.tool.is_dragging and not asked
    assert window.desk.shown_document is before and not window.overlay.ghosts
    hand.move(x + 60, y + 120)
    hand.release(x + 60, y + 120)
    assert window.desk.document is before and window.desk.chosen == ("el-dock",)
    QApplication.sendEvent(view, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.mapToGlobal(at)))
    assert len(asked) == 1
    QApplication.activePopupWidget().close()


def test_a_drag_whose_button_was_let_go_unseen_is_given_up_at_the_next_movement(window, hand) -> None:
    before = window.desk.document
    window.desk.select("el-dock")
    x, y = hand.middle("el-dock")
    hand.press(x, y)
    hand.move(x + 30, y + 90)
    view, at = window.view.viewport(), hand.at(x + 40, y + 90)
    none = Qt.MouseButton.NoButton
    spot = at, QPointF(view.mapToGlobal(at.toPoint()))
    QApplication.sendEvent(view, QMouseEvent(QEvent.Type.MouseMove, *spot, none, none, Qt.KeyboardModifier.NoModifier))
    assert not window.view.tool.is_dragging
    assert window.desk.shown_document is before


def test_a_drag_moves_by_whole_columns_and_rows_and_is_one_step(window, hand) -> None:
    grid = window.desk.grid
    x, y = hand.middle("el-tea")
    hand.drag((x, y), (x - grid.pitch * 2.2, y + grid.step * 40.3))
    assert area(window, "el-tea") == (GridRect(1, 40, 2, 24),)
    assert len(window.desk.done_labels) == 1
    assert window.desk.selection == "el-tea"


def test_the_document_is_untouched_while_the_hand_moves(window, hand) -> None:
    before = window.desk.document
    grid = window.desk.grid
    x, y = hand.middle("el-tea")
    hand.press(x, y)
    hand.move(x, y + grid.step * 10)
    assert window.desk.document is before
    assert isinstance(window.desk.preview, ComposedPage)
    assert window.overlay.ghosts == ((GridRect(3, 10, 2, 24),),)
    hand.release(x, y + grid.step * 10)
    assert window.desk.preview is None
    assert window.desk.document is not before


def test_a_press_whose_element_is_undone_before_the_hand_moves_drags_nothing(window, hand) -> None:
    window.desk.select("el-tea")
    window.bars.do("duplicate")
    box = window.overlay.frames(window.desk.selection)[0]
    x, y = box.x + box.w / 2, box.y + box.h / 2
    hand.press(x, y)
    window.bars.do("undo")
    before = window.desk.document
    for step in range(1, 8):
        hand.move(x - 20 * step, y + 20 * step)
    hand.release(x - 140, y + 140)
    assert window.desk.document is before


def test_esc_gives_a_drag_up(window, hand) -> None:
    before, shown = window.desk.document, window.desk.shown
    x, y = hand.middle("el-tea")
    hand.press(x, y)
    hand.move(x - 60, y + 200)
    hand.key(Qt.Key.Key_Escape)
    hand.release(x - 60, y + 200)
    assert window.desk.document is before
    assert window.desk.shown is shown
    assert window.overlay.ghosts == ()


def test_a_trembling_hand_moves_nothing(window, hand) -> None:
    before = window.desk.document
    x, y = hand.middle("el-tea")
    hand.drag((x, y), (x + 2, y + 2))
    assert window.desk.document is before


def test_an_edge_of_a_neighbour_catches_and_is_named(window, hand) -> None:
    grid = window.desk.grid
    x, y = hand.middle("el-tea")
    hand.press(x, y)
    hand.move(x, y + grid.step * 9.4)
    said = window.status.note.text()
    hand.release(x, y + grid.step * 9.4)
    assert window.language.text("ui.snap.feet") in said
    assert area(window, "el-tea")[0].bottom == area(window, "el-dock")[0].bottom == 34


def test_handles_resize_by_columns_and_rows(window, hand) -> None:
    grid = window.desk.grid
    hand.click(*hand.middle("el-dock"))
    rect = window.overlay.frames("el-dock")[0]
    corner = (rect.right, rect.bottom)
    hand.drag(corner, (corner[0] - grid.pitch, corner[1] + grid.step * 12))
    assert area(window, "el-dock") == (GridRect(0, 0, 2, 46),)
    rect = window.overlay.frames("el-dock")[0]
    top = (rect.x + rect.w / 2, rect.y)
    hand.drag(top, (top[0], top[1] + grid.step * 6))
    assert area(window, "el-dock") == (GridRect(0, 6, 2, 40),)


def test_every_handle_pulls_its_own_edges(window, hand) -> None:
    window.desk.apply(edits.SetArea(page="pg-1", element="el-tea", area=(GridRect(1, 40, 2, 20),)))
    window.desk.select("el-tea")
    seen = [edges for edges, _ in window.overlay.handles()]
    assert len(seen) == 8
    for edges, point in window.overlay.handles():
        assert window.overlay.handle_at(point) == edges


def test_arrow_keys_nudge_and_alt_resizes(window, hand) -> None:
    hand.click(*hand.middle("el-tea"))
    hand.key(Qt.Key.Key_Down)
    hand.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    hand.key(Qt.Key.Key_Left)
    assert area(window, "el-tea") == (GridRect(2, 11, 2, 24),)
    hand.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    hand.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert area(window, "el-tea") == (GridRect(2, 11, 1, 25),)


def test_arrows_move_all_that_is_selected_by_the_same_or_none(window, hand) -> None:
    window.desk.choose(("el-dock", "el-tea"))
    before = window.desk.document
    hand.key(Qt.Key.Key_Left)
    assert window.desk.document is before, "the left one stands at the edge"
    frame = PictureFrame(id="el-free", rect=Rect(300.0, 700.0, 80.0, 60.0))
    window.desk.apply(edits.PlaceElement(page="pg-1", element=frame))
    window.desk.choose(("el-tea", "el-free"))
    hand.key(Qt.Key.Key_Down)
    rect = next(each.rect for each in window.desk.page.elements if each.id == "el-free")
    assert area(window, "el-tea")[0].row == 1
    assert rect.y == pytest.approx(700.0 + window.desk.grid.step, abs=0.002)


def test_nothing_leaves_the_type_area(window, hand) -> None:
    hand.click(*hand.middle("el-tea"))
    for _ in range(3):
        hand.key(Qt.Key.Key_Up)
    hand.key(Qt.Key.Key_Right)
    columns = window.desk.grid.template.grid.columns
    assert area(window, "el-tea") == (GridRect(min(4, columns - 2), 0, 2, 24),)


def test_a_locked_block_stays(window, hand) -> None:
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-tea", locked=True))
    before = window.desk.document
    x, y = hand.middle("el-tea")
    hand.drag((x, y), (x, y + 200))
    hand.key(Qt.Key.Key_Down)
    hand.key(Qt.Key.Key_Delete)
    assert window.desk.document is before
    assert list(window.overlay.handles()) == []


def test_an_l_moves_as_one(window, hand) -> None:
    window.desk.apply(
        edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 20), GridRect(0, 20, 1, 20)))
    )
    hand.click(*hand.middle("el-dock"))
    hand.key(Qt.Key.Key_Down)
    assert area(window, "el-dock") == (GridRect(0, 1, 3, 20), GridRect(0, 21, 1, 20))


def test_ctrl_tab_goes_through_the_objects(window, hand) -> None:
    window.desk.select("")
    seen = []
    for _ in range(4):
        hand.key(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        seen.append(window.desk.selection)
    assert seen == ["el-bar", "el-dock", "el-tea", "el-bar"]


def test_delete_takes_a_block_off_and_the_story_waits(window, hand) -> None:
    hand.click(*hand.middle("el-tea"))
    hand.key(Qt.Key.Key_Delete)
    assert "st-tea" in unplaced(window.desk.document)
    assert window.desk.selection == ""
    waiting = [row.key for row in window.copy.list.rows.rows if row.drags]
    assert waiting == ["st-tea", "st-spare"]


def drag_event(kind: type, at: QPoint, data: QMimeData) -> QDropEvent:
    """A drag over the page; from Qt 6.12 on its place is one of fractions."""
    rest = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    try:
        return kind(at.toPointF(), *rest)
    except TypeError:
        return kind(at, *rest)


def drop_story(window: Window, story: str, at: QPoint) -> None:
    data = QMimeData()
    data.setData(STORY_MIME, story.encode())
    for kind in (QDragEnterEvent, QDragMoveEvent):
        event = drag_event(kind, at, data)
        window.view.viewportEvent(event)
        assert event.isAccepted()
    assert window.overlay.ghosts
    window.view.viewportEvent(drag_event(QDropEvent, at, data))


def test_a_story_dropped_on_the_page_takes_a_place_that_holds_it(window, hand) -> None:
    grid = window.desk.grid
    spot = hand.at(grid.type_area.x + grid.pitch * 3.4, grid.row_top(40.2)).toPoint()
    drop_story(window, "st-spare", spot)
    placed = window.desk.element
    assert isinstance(placed, Block)
    assert placed.story == "st-spare"
    assert (placed.area[0].column, placed.area[0].row) == (3, 40)
    assert "st-spare" not in unplaced(window.desk.document)
    (fit,) = window.desk.fits(placed.id)
    assert fit.over == 0
    assert fit.under <= fit.lines


def test_undo_and_redo_give_the_very_states(window, hand) -> None:
    states = [window.desk.document]
    hand.click(*hand.middle("el-tea"))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Delete):
        hand.key(key)
        states.append(window.desk.document)
    for state in states[-2::-1]:
        window.bars.actions["undo"].trigger()
        assert window.desk.document is state
    assert not window.bars.actions["undo"].isEnabled()
    for state in states[1:]:
        window.bars.actions["redo"].trigger()
        assert window.desk.document is state


def test_undo_is_named(window, hand) -> None:
    hand.click(*hand.middle("el-tea"))
    hand.key(Qt.Key.Key_Down)
    text = window.language.text
    assert window.bars.actions["undo"].text() == f"{text('ui.action.undo')} “新茶开采满山香”移到第 2 行"


def test_every_change_is_in_the_file(window, hand, qtbot, issue: Path) -> None:
    hand.click(*hand.middle("el-tea"))
    hand.key(Qt.Key.Key_Down)
    hand.key(Qt.Key.Key_Delete)
    after = window.desk.document
    qtbot.waitUntil(lambda: window.status.saved.text() == window.language.text("ui.status.saved"), timeout=30_000)
    reader = Session.open(issue, read_only=True)
    assert reader.document == after
    reader.close()


def test_space_pans_and_leaves_the_page_alone(window, hand) -> None:
    window.view.set_zoom(2)
    before, document = window.view.to_page(QPoint(0, 0)), window.desk.document
    QTest.keyPress(window.view, Qt.Key.Key_Space)
    start = QPoint(400, 300)
    QTest.mousePress(window.view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(window.view.viewport(), QPoint(340, 260))
    QTest.mouseRelease(window.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(340, 260))
    QTest.keyRelease(window.view, Qt.Key.Key_Space)
    after = window.view.to_page(QPoint(0, 0))
    assert (after[0] - before[0]) * window.view.scale == pytest.approx(60, abs=1)
    assert (after[1] - before[1]) * window.view.scale == pytest.approx(40, abs=1)
    assert window.desk.document is document
    assert window.desk.selection == ""


def test_keys_of_tools_do_nothing_while_one_writes(window) -> None:
    window.copy.search.setFocus()
    QTest.keyClicks(window.copy.search, "vhz")
    assert window.copy.search.text() == "vhz"
    assert window.commands.tool == "select"


def test_a_key_takes_a_tool(window, hand) -> None:
    window.view.setFocus()
    for key, tool in ((Qt.Key.Key_H, "hand"), (Qt.Key.Key_Z, "zoom"), (Qt.Key.Key_V, "select")):
        QTest.keyClick(window, key)
        assert window.commands.tool == tool
        assert window.view.tool is window.tools[tool]


def test_a_repeated_press_of_escape_is_harmless(window, hand) -> None:
    for _ in range(3):
        window.view.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier))
    assert window.desk.selection == ""


def test_the_place_said_is_that_of_the_selection(window, hand) -> None:
    hand.click(*hand.middle("el-tea"))
    hand.key(Qt.Key.Key_Down)
    nudged = window.status.place.text()
    assert window.status.note.text()
    window.desk.undo()
    assert window.status.place.text() != nudged
    hand.key(Qt.Key.Key_Delete)
    assert window.status.place.text() == words.text("ui.status.page", "zh", number="A01", pages=2)
    assert window.status.note.text() == ""


def test_the_outline_of_an_l_goes_round_it(window, hand) -> None:
    """Neither across it nor between its parts."""
    shape = (GridRect(0, 0, 3, 20), GridRect(2, 20, 1, 14))
    window.desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=shape))
    window.desk.select("el-dock")
    window.view.settle()
    upper, lower = (window.view.rect_to_view(rect) for rect in window.overlay.frames("el-dock"))
    seen = window.view.viewport().grab().toImage()
    accent = window.look.theme.accent

    def lit(x: float, y: float) -> bool:
        return any(seen.pixelColor(round(x), round(y) + n) == accent for n in range(-2, 3))

    assert lit((upper.left() + lower.left()) / 2, upper.bottom())
    assert not lit(lower.center().x(), lower.top())
    inside = [(x, y) for x in range(round(upper.left()) + 12, round(upper.right()) - 12)
              for y in range(round(upper.top()) + 12, round(upper.bottom()) - 12)]  # fmt: skip
    assert not any(seen.pixelColor(x, y) == accent for x, y in inside)


def test_shift_click_takes_one_more_and_lets_it_go_again(window, hand) -> None:
    hand.click(*hand.middle("el-dock"))
    hand.click(*hand.middle("el-tea"), Qt.KeyboardModifier.ShiftModifier)
    assert window.desk.chosen == ("el-dock", "el-tea")
    assert window.desk.selection == "el-tea"
    assert not list(window.overlay.handles())
    hand.click(*hand.middle("el-dock"), Qt.KeyboardModifier.ShiftModifier)
    assert window.desk.chosen == ("el-tea",)


def test_a_marquee_selects_what_it_touches(window, hand) -> None:
    grid = window.desk.grid
    left, foot = grid.type_area.x - 10, window.overlay.frames("el-dock")[0].bottom + 30
    hand.press(left, foot)
    hand.move(left + grid.pitch * 3.5, foot - grid.step * 14)
    assert window.overlay.marquee is not None
    hand.release(left + grid.pitch * 3.5, foot - grid.step * 14)
    assert set(window.desk.chosen) == {"el-dock", "el-tea"}
    assert window.overlay.marquee is None
    assert not window.desk.done_labels


def test_what_is_selected_moves_together_and_none_leaves_the_type_area(window, hand) -> None:
    grid = window.desk.grid
    columns = grid.template.grid.columns
    window.desk.choose(("el-dock", "el-tea"))
    x, y = hand.middle("el-tea")
    hand.drag((x, y), (x + grid.pitch * 2, y + grid.step * 20))
    assert area(window, "el-dock") == (GridRect(columns - 5, 20, 3, 34),)
    assert area(window, "el-tea") == (GridRect(columns - 2, 20, 2, 24),)
    assert len(window.desk.done_labels) == 1
    hand.key(Qt.Key.Key_Up)
    assert area(window, "el-dock")[0].row == area(window, "el-tea")[0].row == 19
    assert len(window.desk.done_labels) == 2
    window.desk.undo()
    window.desk.undo()
    assert area(window, "el-dock") == (GridRect(0, 0, 3, 34),)
