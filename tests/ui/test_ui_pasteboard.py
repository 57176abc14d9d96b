"""The pasteboard of the real window: what is parked there by the hand, comes back, is seen and edited, and is not printed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.compose.page import compose_page
from layoutdesk.model import Block, PictureFrame, TextFrame
from layoutdesk.ui.placing_pictures import free_rect
from layoutdesk.ui.window import Window
from tests.ui.test_ui_gestures import drop_story

FREE = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def frame(window) -> TextFrame:
    """A text frame with the story that stood nowhere, in the white under the blocks."""
    frame = TextFrame(id="el-free", story="st-spare", rect=Rect(420.0, 620.0, 150.0, 200.0))
    assert window.desk.apply(edits.PlaceElement(page="pg-1", element=frame))
    return frame


def rect(window: Window, name: str = "el-free") -> Rect:
    return next(each.rect for each in window.desk.page.elements if each.id == name)


def printed(window: Window) -> set[str]:
    page = compose_page(window.desk.document, "pg-1", window.desk.book)
    return {mark.element for mark in page.display.items if mark.items} - {""}


def test_a_frame_is_parked_beside_the_page_and_taken_back(window, hand, frame) -> None:
    assert "el-free" in printed(window)
    hand.drag_with(hand.middle("el-free"), (-140.0, 500.0), FREE)
    assert rect(window).right < 0 and len(window.desk.done_labels) == 2
    assert "el-free" not in printed(window)
    told = [each for each in window.desk.problems if each.element == "el-free" or each.story == "st-spare"]
    assert [(each.code, each.severity) for each in told] == [("check.parked", "note")]
    window.desk.select("")
    hand.click(*hand.middle("el-free"))
    assert window.desk.selection == "el-free"
    hand.drag_with(hand.middle("el-free"), (400.0, 720.0), FREE)
    assert "el-free" in printed(window)


def test_what_is_parked_is_drawn_on_paper_and_hidden_in_the_preview(window, hand, frame) -> None:
    view = window.view
    window.desk.apply(edits.SetFrame(page="pg-1", element="el-free", rect=Rect(-190.0, 300.0, 150.0, 200.0)))
    view.settle()
    corner = view.to_view(-42.0, 302.0).toPoint()
    seen = view.viewport().grab().toImage()
    assert seen.pixelColor(corner).lightness() > 240
    text = [
        seen.pixelColor(x, y).lightness()
        for x in range(round(view.to_view(-188, 0).x()), corner.x())
        for y in range(round(view.to_view(0, 302).y()), round(view.to_view(0, 420).y()))
    ]
    assert min(text) < 120
    window.bars.do("plain")
    assert view.viewport().grab().toImage().pixelColor(corner) == window.look.theme.pasteboard


def test_the_pasteboard_is_scrolled_to_at_every_zoom_and_fitting_shows_the_page(window, frame) -> None:
    view, (width, height) = window.view, window.view.mosaic.size
    for zoom in (0.25, 1.0, 4.0):
        view.set_zoom(zoom)
        for x, y in (
            (-width, height / 2),
            (2 * width, height / 2),
            (width / 2, -width / 2),
            (width / 2, height + width / 2),
        ):
            view.center_on(Rect(x * 0.999, y, 0, 0))
            at = view.to_view(x * 0.999, y)
            assert view.viewport().rect().adjusted(-1, -1, 1, 1).contains(at.toPoint())
    view.fit()
    assert view.viewport().rect().contains(view.rect_to_view(Rect(0, 0, width, height)).toAlignedRect())
    far = Rect(-5000.0, 100.0, 80.0, 80.0)
    window.desk.apply(edits.SetFrame(page="pg-1", element="el-free", rect=far))
    view.set_zoom(1.0)
    view.reveal(far)
    assert view.viewport().rect().contains(view.rect_to_view(far).toAlignedRect())


def test_copy_is_written_in_a_parked_frame(window, hand, frame) -> None:
    window.desk.apply(edits.SetFrame(page="pg-1", element="el-free", rect=Rect(-190.0, 300.0, 150.0, 200.0)))
    QTest.mouseDClick(hand.view.viewport(), Qt.MouseButton.LeftButton, pos=hand.at(-150.0, 310.0).toPoint())
    assert window.commands.tool == "text" and window.writer.spot is not None
    before = window.desk.document.story("st-spare").body[0].text
    QTest.keyClicks(hand.view, "A")
    assert len(window.desk.document.story("st-spare").body[0].text) == len(before) + 1


def test_the_marquee_and_the_keys_reach_what_is_parked(window, hand, frame) -> None:
    window.desk.apply(edits.SetFrame(page="pg-1", element="el-free", rect=Rect(-190.0, 300.0, 150.0, 200.0)))
    hand.drag((-205.0, 280.0), (-20.0, 510.0))
    assert window.desk.chosen == ("el-free",)
    hand.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert rect(window).x == -180.0
    hand.key(Qt.Key.Key_Delete)
    assert all(each.id != "el-free" for each in window.desk.page.elements)


def test_a_picture_let_go_beside_the_page_is_parked_clear_of_it(window) -> None:
    grid = window.desk.grid
    for x, y in ((-10.0, 300.0), (grid.width + 400.0, 300.0), (200.0, -3.0), (200.0, grid.height + 2.0)):
        box = free_rect(grid, x, y, 1.5)
        assert box.right <= 0 or box.x >= grid.width or box.bottom <= 0 or box.y >= grid.height
    assert free_rect(grid, 200.0, 300.0, 1.5).x >= grid.type_area.x


def test_making_up_the_page_anew_leaves_what_is_parked_where_it_is(window, frame) -> None:
    parked = PictureFrame(id="el-parked", rect=Rect(-300.0, 100.0, 120.0, 90.0))
    window.desk.apply(edits.PlaceElement(page="pg-1", element=parked))
    window.bars.do("arrange")
    for _ in range(600):
        if not window.worker.code:
            break
        QTest.qWait(50)
    assert parked in window.desk.page.elements and not window.worker.code


def test_a_story_let_go_beside_the_page_is_parked_with_its_copy(window, hand) -> None:
    at = hand.at(-60.0, 400.0).toPoint()
    drop_story(window, "st-spare", at)
    block = window.desk.element
    assert isinstance(block, Block) and block.story == "st-spare" and window.desk.grid.rect(block.area[0]).right <= 0
    set_here = "".join(line.text for line in window.desk.shown.lines if line.element == block.id)
    story = window.desk.document.story("st-spare")
    assert set_here == story.main.text + "".join(part.text for part in story.body)
    assert len(window.desk.done_labels) == 1 and block.id not in printed(window)
    rows = [row.text for row in window.copy.list.rows.rows]
    assert rows.index("停在版外") < rows.index("风筝节周末开幕") < rows.index("已上版")


def test_a_block_pushed_to_the_edge_of_its_page_stays_on_it(window, hand) -> None:
    x, y = hand.middle("el-dock")
    window.desk.select("el-dock")
    hand.drag((x, y), (-10.0, y))
    assert isinstance(window.desk.element, Block) and window.desk.element.area[0].column == 0


def test_the_extent_on_the_rulers_follows_what_is_dragged(window, hand, frame) -> None:
    x, y = hand.middle("el-free")
    hand.press(x, y)
    hand.move(x - 30, y)
    hand.move(x - 100, y + 20)
    (ghost,) = window.overlay.ghosts
    assert window.rulers.above.extent == (ghost.x, ghost.right)
    assert window.rulers.beside.extent == (ghost.y, ghost.bottom)
    hand.key(Qt.Key.Key_Escape)
    hand.release(x - 100, y + 20)
    assert window.rulers.above.extent == (420.0, 570.0)
