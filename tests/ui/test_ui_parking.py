"""Blocks on the pasteboard of the real window: they lie there as they are, and come back with all that they had."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.checks.issue import issue_problems
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.parking import is_parked
from layoutdesk.model import Block, GridRect, PictureRef
from layoutdesk.model.elements import Box, PicturePlace
from layoutdesk.ui.told.naming import about
from layoutdesk.ui.window import Window
from tests.ui.test_ui_picturing import photo

__all__ = ["photo"]

FREE = Qt.KeyboardModifier.ControlModifier
BODY = (140.0, 300.0)


@pytest.fixture
def lead(window: Window, photo) -> Block:
    """The lead of the first page with a cropped photograph, a headline size, own columns, a border and a tint."""
    desk = window.desk
    desk.apply(edits.AddPicture("st-dock", PictureRef(id="pic-1", asset=photo.id)))
    place = PicturePlace("pic-1", 0, 1, 0, 9, crop=Rect(0.2, 0.2, 0.5, 0.5))
    block = replace(
        desk.document.pages[0].elements[1], columns=2, mode="free", gutter=3.0, head_size=33.0, pictures=(place,),
        frame="double", tint="dots",
    )  # fmt: skip
    assert desk.apply(edits.SetElement(page="pg-1", element=block)), window.status.note.text()
    desk.finish_composing()
    window.view.settle()
    window.view.set_zoom(0.5)
    window.view.settle()
    return block


def find(window: Window, name: str) -> Block:
    return next(each for page in window.desk.document.pages for each in page.elements if each.id == name)


def lies_beside(window: Window, name: str) -> bool:
    return window.desk.grid.template.is_beside(find(window, name).area)


def printed(window: Window, page: str = "pg-1") -> set[str]:
    made = compose_page(window.desk.document, page, window.desk.book)
    return {mark.element for mark in made.display.items if mark.items} - {""}


def grab(window: Window, name: str) -> tuple[float, float]:
    """A place over the lines of a block, clear of its edges and its picture."""
    rect = window.overlay.frames(name)[0]
    return rect.x + rect.w * 0.75, rect.y + rect.h * 0.6


def test_a_block_lies_beside_the_sheet_as_it_is_and_is_its_block_again_on_the_page(window, hand, lead) -> None:
    desk, before = window.desk, window.desk.document
    desk.select("el-dock")
    steps, shown = len(desk.done_labels), [line.text for line in desk.shown.lines if line.element == "el-dock"]
    hand.drag(grab(window, "el-dock"), (desk.grid.width + 200.0, 400.0), 8)
    away = find(window, "el-dock")
    assert desk.chosen == ("el-dock",) and lies_beside(window, "el-dock") and replace(away, area=lead.area) == lead
    assert len(desk.done_labels) == steps + 1 and desk.done_labels[-1].code == "edits.area-park"
    # Headline, copy and photograph are seen there, and nothing of it is printed or wrong.
    desk.finish_composing()
    assert [line.text for line in desk.shown.lines if line.element == "el-dock"] == shown
    assert any(each.element == "el-dock" for each in desk.shown.pictures) and "el-dock" not in printed(window)
    told = [each for each in desk.problems if each.element == "el-dock" or each.story == "st-dock"]
    assert [(each.code, each.severity) for each in told] == [("check.parked", "note")]
    # Back by the hand, to where it was.
    x, y = grab(window, "el-dock")
    old, here = desk.grid.rect(lead.area[0]), desk.grid.rect(away.area[0])
    hand.drag((x, y), (x + old.x - here.x, y + old.y - here.y), 8)
    assert find(window, "el-dock") == lead and "el-dock" in printed(window)
    assert len(desk.done_labels) == steps + 2 and desk.done_labels[-1].code == "edits.area-back"
    desk.undo()
    assert find(window, "el-dock") == away
    desk.undo()
    assert desk.document is before


@pytest.mark.parametrize("page", ["pg-1", "pg-2"])
def test_from_the_list_of_copy_it_comes_back_with_all_it_had(window, hand, lead, page) -> None:
    desk, before = window.desk, window.desk.document
    desk.select("el-dock")
    hand.drag(grab(window, "el-dock"), (-200.0, 400.0), 8)
    away = desk.document
    rows = [row.text for row in window.copy.list.rows.rows]
    assert rows.index("停在版外") < rows.index("渡口灯火照夜航") < rows.index("已上版")
    desk.turn_to(page)
    desk.finish_composing()
    window.view.settle()
    assert hand.drag_story("st-dock", (desk.grid.type_area.x + 2.2 * desk.grid.pitch, desk.grid.row_top(40)), FREE)
    (block,) = [each for each in desk.page.elements if getattr(each, "story", "") == "st-dock"]
    assert block.area[0].columns == 3 and replace(block, area=lead.area) == lead and desk.selection == "el-dock"
    assert all(find(window, "el-dock") is each for each in desk.page.elements if each.id == "el-dock")
    desk.undo()
    assert desk.document is away
    desk.undo()
    assert desk.document is before


def test_an_l_keeps_its_shape(window, hand) -> None:
    desk = window.desk
    ell = (GridRect(0, 0, 3, 20), GridRect(0, 20, 2, 20))
    desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=ell))
    desk.finish_composing()
    window.view.settle()
    desk.select("el-dock")
    hand.drag(hand.middle("el-dock"), (-220.0, 400.0), 8)
    away = find(window, "el-dock").area
    assert lies_beside(window, "el-dock") and [(each.columns, each.rows) for each in away] == [(3, 20), (2, 20)]
    hand.drag_story("st-dock", (desk.grid.type_area.x + 0.2 * desk.grid.pitch, desk.grid.row_top(44)), FREE)
    back = find(window, "el-dock").area
    assert not lies_beside(window, "el-dock") and [(each.columns, each.rows) for each in back] == [(3, 20), (2, 20)]


def test_several_go_beside_the_sheet_together_and_come_back_together(window, hand) -> None:
    desk = window.desk
    box = Box(id="el-box", rect=Rect(120.0, 700.0, 90.0, 50.0))
    desk.apply(edits.PlaceElement(page="pg-1", element=box))
    before = desk.document
    desk.choose(["el-box", "el-tea", "el-dock"])
    x, y = hand.middle("el-dock")
    hand.drag((x, y), (-150.0, y), 8)
    dock, tea, moved = find(window, "el-dock").area[0], find(window, "el-tea").area[0], find(window, "el-box").rect
    assert lies_beside(window, "el-dock") and lies_beside(window, "el-tea") and moved.right <= 0
    assert (tea.column - dock.column, tea.row - dock.row) == (3, 0)
    assert set(desk.chosen) == {"el-box", "el-tea", "el-dock"} and not {"el-dock", "el-tea", "el-box"} & printed(window)
    assert len(desk.done_labels) == 2
    x, y = hand.middle("el-dock")
    to = desk.grid.rect(GridRect(0, 0, 3, 34))
    hand.drag((x, y), (to.x + to.w / 2, to.y + to.h / 2), 8)
    assert find(window, "el-dock").area == (GridRect(0, 0, 3, 34),)
    assert find(window, "el-tea").area == (GridRect(3, 0, 2, 24),)
    assert abs(find(window, "el-box").rect.x - 120.0) < 0.01
    desk.undo()
    desk.undo()
    assert desk.document is before


def test_a_page_is_cleared_by_dragging_all_of_it_off_and_what_is_locked_is_said_to_stay(window, hand) -> None:
    desk = window.desk
    desk.apply(edits.LockElements(page="pg-1", elements=("el-tea",)))
    desk.choose(["el-tea", "el-dock"])
    before = find(window, "el-tea")
    x, y = hand.middle("el-dock")
    hand.drag((x, y), (-150.0, y), 8)
    assert lies_beside(window, "el-dock") and find(window, "el-tea") == before
    assert window.status.note.text() == window.language.text("ui.status.locked_stay", count=1)
    desk.apply(edits.LockElements(page="pg-1", elements=("el-tea",), locked=False))
    desk.undo()
    desk.undo()
    desk.undo()
    window.bars.do("select-all")
    x, y = hand.middle("el-dock")
    hand.drag((x, y), (-150.0, y), 8)
    assert lies_beside(window, "el-dock") and lies_beside(window, "el-tea")


def test_keys_and_edges_work_on_what_is_parked_and_leave_it_there(window, hand) -> None:
    desk = window.desk
    desk.select("el-dock")
    x, y = hand.middle("el-dock")
    hand.drag((x, y), (-150.0, y), 8)
    area = find(window, "el-dock").area[0]
    hand.key(Qt.Key.Key_Down)
    hand.key(Qt.Key.Key_Left)
    assert find(window, "el-dock").area == (replace(area, column=area.column - 1, row=area.row + 1),)
    for _ in range(5):
        hand.key(Qt.Key.Key_Right)
    assert find(window, "el-dock").area == (replace(area, row=area.row + 1),) and lies_beside(window, "el-dock")
    rect = window.overlay.frames("el-dock")[0]
    hand.drag((rect.x + rect.w / 2, rect.bottom), (rect.x + rect.w / 2, rect.bottom + 6 * desk.grid.step), 6)
    assert abs(find(window, "el-dock").area[0].rows - area.rows - 6) <= 1
    assert not window.properties.place.isVisible()
    window.view.reveal(window.overlay.frames("el-dock")[0])
    QTest.mouseDClick(hand.view.viewport(), Qt.MouseButton.LeftButton, pos=hand.at(*hand.middle("el-dock")).toPoint())
    assert window.commands.tool == "text" and window.writer.spot is not None


def test_a_small_push_on_the_pasteboard_leaves_a_block_there(window, hand) -> None:
    desk = window.desk
    desk.select("el-dock")
    x, y = hand.middle("el-dock")
    hand.drag((x, y), (-150.0, y), 8)
    rect = window.overlay.frames("el-dock")[0]
    hand.drag((rect.right - 12.0, y), (rect.right - 12.0, y + 40.0), 5)
    assert lies_beside(window, "el-dock") and window.overlay.frames("el-dock")[0].y > rect.y


def test_making_up_a_page_leaves_parked_blocks_and_takes_their_place(window, hand) -> None:
    desk = window.desk
    desk.select("el-dock")
    x, y = hand.middle("el-dock")
    hand.drag((x, y), (-150.0, y), 8)
    away = find(window, "el-dock")
    window.bars.do("arrange")
    for _ in range(600):
        if not window.worker.code:
            break
        QTest.qWait(50)
    assert not window.worker.code and find(window, "el-dock") == away
    assert not [
        each
        for each in issue_problems(desk.document, desk.book)
        if each.story == "st-dock" and each.severity == "error"
    ]


def test_copies_are_parked_with_alt(window, hand) -> None:
    desk = window.desk
    desk.select("el-tea")
    hand.drag_with(hand.middle("el-tea"), (-150.0, 300.0), Qt.KeyboardModifier.AltModifier)
    new = desk.element
    assert new.id != "el-tea" and isinstance(new, Block) and desk.grid.template.is_beside(new.area)
    assert not lies_beside(window, "el-tea")


def test_enter_in_the_list_of_copy_takes_it_back_and_says_where_there_is_no_room(window, hand, lead) -> None:
    desk = window.desk
    desk.select("el-dock")
    hand.drag(grab(window, "el-dock"), (-200.0, 400.0), 8)
    away = desk.document
    window.copy.list.confirmed.emit("st-dock")
    assert replace(find(window, "el-dock"), area=lead.area) == lead and not lies_beside(window, "el-dock")
    desk.undo()
    assert desk.document is away
    # Nothing of the page is as large.
    spec = desk.grid.template.grid
    desk.apply(edits.SetArea(page="pg-1", element="el-tea", area=(GridRect(1, 20, spec.columns - 2, spec.rows - 22),)))
    window.copy.list.confirmed.emit("st-dock")
    rows = lead.area[0].rows
    assert lies_beside(window, "el-dock") and window.status.note.text() == window.language.text(
        "ui.status.page_full", rows=rows
    )


def test_a_parked_block_is_told_to_a_screen_reader_without_columns_that_are_none(window, hand) -> None:
    desk = window.desk
    desk.select("el-dock")
    x, y = hand.middle("el-dock")
    hand.drag((x, y), (-150.0, y), 8)
    desk.finish_composing()
    said = about(window.language, desk.document, desk.page, desk.element, desk.shown)
    assert said.endswith("在版外") and window.status.place.text() == "停在版外 · 3 栏 × 34 行"


def test_what_has_no_room_on_the_page_stays_beside_it_and_that_is_said(window, hand) -> None:
    desk = window.desk
    columns = desk.grid.template.grid.columns
    for name, area in (("el-dock", GridRect(-9, 0, 3, 34)), ("el-tea", GridRect(-9 - columns, 0, 2, 24))):
        assert desk.apply(edits.SetArea(page="pg-1", element=name, area=(area,)))
    desk.finish_composing()
    window.view.set_zoom(0.3)
    window.view.settle()
    desk.choose(["el-tea", "el-dock"])
    before = desk.document
    tea = find(window, "el-tea")
    hand.drag(hand.middle("el-dock"), (desk.grid.width / 2, 300.0), 8)
    assert not lies_beside(window, "el-dock") and find(window, "el-tea") == tea
    assert window.status.note.text() == window.language.text("ui.status.parked_stay", count=1)
    desk.undo()
    assert desk.document is before


def test_what_is_let_go_beyond_the_edge_of_the_view_lies_where_it_is_seen(window, hand) -> None:
    """It was parked behind the panels, and each time further out, where no scrolling leads."""
    hand.click(*hand.middle("el-dock"))
    start, port = hand.middle("el-dock"), window.view.viewport()
    hand.press(*start)
    hand.move(start[0] + 10, start[1])
    for beyond in (200, 900, 4000):
        hand.move(*window.view.to_page(QPointF(port.width() + beyond, port.height() / 2)))
    window.view.edge_scroll.stop()
    hand.release(*window.view.to_page(QPointF(port.width() + 4000, port.height() / 2)))
    grid = window.desk.grid
    assert is_parked(window.desk.element, grid)
    seen = window.view.rect_to_view(window.overlay.frames("el-dock")[0]).toRect()
    assert seen.intersects(port.rect())


def test_the_pages_panel_counts_what_stands_on_the_page(window, hand) -> None:
    rows = window.pages.rows
    before = next(row for row in rows.rows if row.key == "pg-1").under
    hand.click(*hand.middle("el-dock"))
    hand.drag(hand.middle("el-dock"), (-200, 300))
    assert is_parked(window.desk.element, window.desk.grid)
    window.pages.refresh()
    after = next(row for row in rows.rows if row.key == "pg-1").under
    assert (before, after) == ("2 篇", "1 篇")
