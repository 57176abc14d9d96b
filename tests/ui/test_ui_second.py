"""A second view beside the page: its own page, zoom and scrolling on the same desk (convention 12)."""

from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from layoutdesk import edits
from layoutdesk.model import Block, GridRect
from layoutdesk.ui.writing.spots import Spot
from tests.ui.conftest import Hand

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def second(window, hand) -> Hand:
    """The hand on the second view, which shows the second page."""
    hand.key(Qt.Key.Key_F9)
    pane = window.canvases.second
    pane.pages.activated.emit(1)
    window.canvases.activate(window.canvases.main)
    QTest.qWait(1)
    other = Hand(window)
    other.view = pane.canvas.view
    settle(window)
    return other


def settle(window) -> None:
    for canvas in window.canvases.all:
        canvas.view.settle()


def drawn(view):
    """The page as the view has drawn it, without what lies over it."""
    overlay, view.overlay = view.overlay, None
    view.settle()
    image = view.viewport().grab().toImage()
    view.overlay = overlay
    return image


def test_panes_that_were_hidden_have_their_width_when_the_second_view_has_been_open(window, hand) -> None:
    hand.key(Qt.Key.Key_F9)
    hand.key(Qt.Key.Key_F9)
    for pane, widget in (("find", window.find), ("galley", window.galley)):
        window.bars.do(pane)
        QTest.qWait(1)
        assert window.split.sizes()[window.split.indexOf(widget)] >= widget.minimumSizeHint().width() > 0


def test_a_pane_that_was_pulled_shut_is_seen_when_it_is_asked_for(window) -> None:
    sizes = window.split.sizes()
    sizes[window.split.indexOf(window.find)] = 0
    window.split.setSizes(sizes)
    window.bars.do("find")
    QTest.qWait(1)
    assert window.split.sizes()[window.split.indexOf(window.find)] >= window.find.minimumSizeHint().width()


def test_the_hand_goes_to_the_view_that_shows_the_page_to_which_it_is_led(window, hand) -> None:
    desk = window.desk
    desk.apply(edits.SetArea(page="pg-2", element="el-library", area=(GridRect(0, 0, 3, 28),)))
    hand.key(Qt.Key.Key_F9)
    window.canvases._turn("pg-2")
    window.canvases.activate(window.canvases.main)
    desk.undo()
    assert [canvas.page for canvas in window.canvases.all] == ["pg-1", "pg-2"]
    assert window.canvases.active is window.canvases.second.canvas and desk.page_id == "pg-2"


def test_it_opens_on_the_page_in_view_and_goes_its_own_way(window, hand) -> None:
    hand.key(Qt.Key.Key_F9)
    pane, main = window.canvases.second, window.canvases.main
    assert pane.canvas.view.page == main.view.page == "pg-1"
    assert pane.pages.currentText() == "A01 要闻"
    QTest.qWait(1)
    for canvas in window.canvases.all:
        page = canvas.view.rect_to_view(window.desk.grid.type_area)
        assert canvas.view.viewport().rect().contains(page.toAlignedRect())
    pane.pages.activated.emit(1)
    assert (main.view.page, pane.canvas.view.page, window.desk.page_id) == ("pg-1", "pg-2", "pg-2")
    zoom = main.view.zoom
    hand.view = pane.canvas.view
    hand.key(Qt.Key.Key_2, CTRL)
    assert (pane.canvas.view.zoom, main.view.zoom) == (2, zoom)
    assert window.zoom.lineEdit().text() == "200 %"
    pane.canvas.view.pan(-40, -60)
    assert main.view.to_page(main.view.viewport().rect().center())[1] > 0
    QTest.mouseClick(main.view.viewport(), Qt.MouseButton.LeftButton, pos=main.view.viewport().rect().topLeft())
    assert (window.view, window.desk.page_id) == (main.view, "pg-1")
    assert pane.canvas.view.page == "pg-2"
    assert window.zoom.lineEdit().text() == f"{round(zoom * 100)} %"
    hand.key(Qt.Key.Key_F9)
    assert window.canvases.second is None and pane.isHidden()


def test_what_the_hand_does_in_one_is_seen_in_the_other_at_once(window, hand, second) -> None:
    """On the same page, at the same zoom and place: after an edit, and under a drag, both have the same picture."""
    pane, main = window.canvases.second, window.canvases.main
    pane.pages.activated.emit(0)
    for view in (main.view, second.view):
        view.set_zoom(1)
        view.verticalScrollBar().setValue(0)
        view.horizontalScrollBar().setValue(0)
    before = drawn(main.view)
    first = window.desk.document.story("st-dock").body[0]
    window.desk.apply(edits.ReplaceText("st-dock", first.id, 0, 2, "码头"))
    width = min(main.view.viewport().width(), second.view.viewport().width())
    height = min(main.view.viewport().height(), second.view.viewport().height())

    def both():
        return [drawn(view).copy(30, 30, width - 60, height - 60) for view in (main.view, second.view)]

    one, other = both()
    assert one == other
    assert one != before.copy(30, 30, width - 60, height - 60)
    x, y = second.middle("el-dock")
    second.press(x, y)
    for down in (30, 90):
        second.move(x, y + down)
    assert window.desk.preview is not None
    under, also = both()
    assert under == also != one
    second.key(Qt.Key.Key_Escape)
    assert both() == [one, one]


def test_the_hand_works_in_the_second_view_while_the_first_keeps_its_page(window, hand, second) -> None:
    main = window.canvases.main.view
    place = main.to_page(main.viewport().rect().center())
    QTest.mouseClick(second.view.viewport(), Qt.MouseButton.LeftButton, pos=second.view.viewport().rect().topLeft())
    start = second.middle("el-library")
    second.drag(start, (start[0] + window.desk.grid.pitch, start[1]))
    moved = next(each for each in window.desk.document.pages[1].elements if each.id == "el-library")
    assert moved.area == (GridRect(1, 0, 3, 30),)
    assert (main.page, window.desk.page_id, window.desk.selection) == ("pg-1", "pg-2", "el-library")
    second.key(Qt.Key.Key_Z, CTRL)
    assert not window.desk.session.can_undo
    assert main.to_page(main.viewport().rect().center()) == pytest.approx(place)
    second.key(Qt.Key.Key_Delete)
    assert all(each.id != "el-library" for each in window.desk.document.pages[1].elements)


def test_writing_goes_on_in_the_view_that_the_hand_is_on_and_scrolls_no_other(window, hand, second) -> None:
    main = window.canvases.main.view
    main.set_zoom(2)
    place = main.to_page(main.viewport().rect().center())
    window.canvases.activate(window.canvases.second.canvas)
    second.view.setFocus()
    second.key(Qt.Key.Key_T)
    second.click(*second.middle("el-library"))
    spot = window.writer.spot
    assert isinstance(spot, Spot) and spot.story == "st-library"
    QTest.keyClicks(second.view, "fhz")
    assert "fhz" in window.writer.paragraph.text
    assert (main.page, main.to_page(main.viewport().rect().center())) == ("pg-1", pytest.approx(place))
    QTest.mouseClick(main.viewport(), Qt.MouseButton.LeftButton, pos=main.viewport().rect().center())
    assert window.desk.page_id == "pg-1"
    assert window.writer.spot is None or window.writer.spot.story != "st-library"


def test_who_writes_in_the_second_view_writes_on_when_it_is_closed(window, hand, second) -> None:
    """The caret once went with the view, and the next letters were the keys of tools."""
    window.canvases.activate(window.canvases.second.canvas)
    second.view.setFocus()
    second.key(Qt.Key.Key_T)
    second.click(*second.middle("el-library"))
    QTest.keyClicks(second.view, "fhz")
    second.key(Qt.Key.Key_F9)
    assert window.canvases.second is None and window.desk.page_id == window.view.page == "pg-2"
    QTest.keyClicks(window.focusWidget(), "vw")
    assert "fhzvw" in window.writer.paragraph.text


def test_the_rest_of_a_story_is_taken_up_in_one_view_and_put_down_in_the_other(window, hand, second) -> None:
    window.desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 20),)))
    window.desk.select("el-dock")
    window.bars.actions["onward"].trigger()
    assert window.commands.tool == "onward"
    grid = window.desk.grid
    second.click(grid.type_area.x + 3.2 * grid.pitch, grid.row_top(34.2))
    rest = window.desk.element
    assert isinstance(rest, Block) and (rest.story, window.desk.page_id) == ("st-dock", "pg-2")
    assert window.canvases.main.view.page == "pg-1"
    assert window.commands.tool == "select"


def across(hand: Hand, other: Hand, x: float, y: float) -> tuple[float, float]:
    """A place of the page in another view, as the hand's own view counts it."""
    place = other.view.viewport().mapToGlobal(other.at(x, y))
    return hand.view.to_page(hand.view.viewport().mapFromGlobal(place))


@pytest.mark.parametrize("keys", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier])
def test_a_block_is_dragged_from_the_page_in_one_view_to_that_in_the_other(window, hand, second, keys) -> None:
    desk, before = window.desk, window.desk.document
    hand.click(*hand.middle("el-dock"))
    start, grid = hand.middle("el-dock"), desk.grid
    rect, shape = window.overlay.frames("el-dock")[0], desk.element.area[0]
    corner = grid.type_area.x + grid.pitch * 2, grid.row_top(30)
    end = across(hand, second, corner[0] + start[0] - rect.x, corner[1] + start[1] - rect.y)
    hand.press(*start)
    hand.move_with(start[0] + 10, start[1], keys)
    hand.move_with(*end, keys)
    settle(window)
    assert second.view.overlay.ghosts and not hand.view.overlay.ghosts and desk.document is before
    assert not hand.view.edge_scroll.is_scrolling, "the page does not run away under a hand that is elsewhere"
    hand.release(*end, keys)
    moved = desk.document.page("pg-2").elements[-1]
    assert isinstance(moved, Block) and (moved.id == "el-dock") is (keys == Qt.KeyboardModifier.NoModifier)
    assert moved.area == (GridRect(2, 30, shape.columns, shape.rows),)
    assert desk.page_id == "pg-2" and desk.chosen == (moved.id,) and window.canvases.second.canvas.is_active
    assert not second.view.overlay.ghosts
    desk.undo()
    assert desk.document == before, "one step takes it back"


def test_a_drag_to_the_other_view_is_given_up_by_esc(window, hand, second) -> None:
    before = window.desk.document
    hand.click(*hand.middle("el-dock"))
    start = hand.middle("el-dock")
    hand.press(*start)
    hand.move(start[0] + 10, start[1])
    hand.move(*across(hand, second, 300, 300))
    assert second.view.overlay.ghosts
    hand.key(Qt.Key.Key_Escape)
    hand.release(*start)
    assert window.desk.document is before and not second.view.overlay.ghosts and window.desk.page_id == "pg-1"


def test_a_page_that_goes_is_shown_no_longer(window, hand, second) -> None:
    window.desk.apply(edits.RemovePage(page="pg-2"))
    assert second.view.page == window.canvases.main.view.page == "pg-1"
    window.desk.undo()
    window.desk.finish_composing()
    assert window.desk.page_id == window.view.page


def test_the_next_start_is_where_the_page_was_not_the_second_view(window, make_window, hand, second) -> None:
    window.canvases.activate(window.canvases.second.canvas)
    issue = window.desk.session.path
    window.close()
    other = make_window()
    assert other.commands.files.open_path(issue)
    QTest.qWait(20)
    assert other.canvases.second is None
    assert other.desk.page_id == "pg-1"


def test_closing_it_leaves_nothing_behind(window, hand) -> None:
    gone, room = [], window.painter.room
    window.view.settle()
    alone = room.bytes_used
    for _ in range(3):
        hand.key(Qt.Key.Key_F9)
        pane = window.canvases.second
        pane.pages.activated.emit(1)
        settle(window)
        assert room.bytes_used > alone
        second = Hand(window)
        second.view = pane.canvas.view
        second.click(*second.middle("el-library"))
        canvas = pane.canvas
        held = (pane, canvas, canvas.view, canvas.overlay, canvas.rulers, canvas.view.tiles, *canvas.tools.values())
        gone += [weakref.ref(each) for each in held]
        pane.close_button.click()
        del pane, second, canvas, held
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QTest.qWait(1)
    gc.collect()
    assert [each for each in gone if each() is not None] == []
    kept = {view.tiles._view for view in (window.view, window.galley.view)}
    assert alone and {view for view, _ in room._tiles} <= kept
    hand.click(*hand.middle("el-tea"))
    assert (window.desk.page_id, window.desk.selection) == ("pg-1", "el-tea")
    window.desk.apply(edits.RemoveElement(page="pg-1", element="el-tea"))
    window.desk.turn_to("pg-2")
    assert window.view.page == "pg-2"
