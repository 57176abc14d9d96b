"""Whole pages under the hand: dragged, copied, taken out, named and put on another template in the pages panel; each one step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from layoutdesk import edits, words
from layoutdesk.compose.page import compose_page
from layoutdesk.display import Glyphs, flatten
from layoutdesk.edits import RemovePages, SetPage
from layoutdesk.model import Block, Document, FolioBar, GridRect, Masthead, Page
from layoutdesk.model.document import unplaced
from layoutdesk.model.library import shipped_templates
from layoutdesk.model.story import paragraphs
from layoutdesk.ui.canvas.drops import STORY_MIME
from layoutdesk.ui.panels.rows import ROW_ROLE
from layoutdesk.ui.window import Window

from .conftest import block

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip


@pytest.fixture
def document(document: Document) -> Document:
    """Four pages: the first two as ever, one with the rest of the story of the first, one that is empty; B01 is a section."""
    template = document.templates[0].name
    first, second = document.pages
    elements = (first.elements[0], replace(first.elements[1], last=3, area=(GridRect(0, 0, 3, 24),)), first.elements[2])
    third = Page(
        id="pg-3", number=3, template=template, label="A03", name="副刊",
        elements=(FolioBar(id="el-bar-3"), block("el-rest", "st-dock", (0, 0, 3, 30), first=3, headline=False)),
    )  # fmt: skip
    fourth = Page(id="pg-4", number=4, template=template, label="B01", name="体育", elements=(FolioBar(id="el-bar-4"),))
    pages = (replace(first, elements=elements), second, third, fourth)
    return replace(document, pages=pages, threads={"st-dock": ("el-dock", "el-rest")})


@pytest.fixture
def window(make_window: Callable[[], Window], issue: Path) -> Window:
    """A window with the issue open and room for every page in the panel."""
    window = make_window()
    assert window.commands.files.open_path(issue)
    window.desk.finish_composing()
    window.copy.fold(True)
    QTest.qWait(5)
    window.view.settle()
    return window


def ids(window: Window) -> list[str]:
    return [page.id for page in window.desk.document.pages]


def labels(window: Window) -> list[str]:
    return [page.label for page in window.desk.document.pages]


def at(window: Window, page: str, part: float = 0.5) -> QPoint:
    """A point of a row, over its thumbnail."""
    rect = window.pages.list.visualRect(window.pages.rows.find(page))
    return QPoint(rect.left() + 40, round(rect.top() + part * rect.height()))


def click(window: Window, page: str, keys: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(window.pages.list.viewport(), LEFT, keys, at(window, page))


def press(window: Window, page: str) -> None:
    QTest.mousePress(window.pages.list.viewport(), LEFT, NONE, at(window, page))


def move(window: Window, place: QPoint) -> None:
    QTest.mouseMove(window.pages.list.viewport(), place)


def drag(window: Window, page: str, place: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    """Takes up the chosen pages by one of them and lets them go elsewhere."""
    press(window, page)
    start = at(window, page)
    for n in range(1, 4):
        move(window, start + (place - start) * n / 3)
    QTest.mouseRelease(window.pages.list.viewport(), LEFT, keys, place)


def key(window: Window, which: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
    window.pages.list.setFocus()
    QTest.keyClick(window.pages.list, which, keys)


def note(window: Window) -> str:
    return window.status.note.text()


def steps(window: Window) -> list[str]:
    return [window.language.text(code, **args) for code, args in window.desk.done_labels]


def texts(document: Document) -> dict[str, list[str]]:
    return {each.id: [one.text for one in paragraphs(each)] for each in document.stories}


def printed(document: Document, page: str, window: Window) -> str:
    composed = compose_page(document, page, window.desk.book)
    return "".join(item.text for _, item in flatten(composed.display.items) if isinstance(item, Glyphs))


@pytest.fixture(autouse=True)
def nothing_is_lost(window: Window) -> Iterator[None]:
    """Whatever was done, every story of the issue says what it said, and undo leads back to the very issue."""
    start = window.desk.document
    yield
    if window.desk.is_open:
        now = texts(window.desk.document)
        assert {name: now.get(name) for name in texts(start)} == texts(start)
        while window.desk.session is not None and window.desk.session.can_undo:
            window.desk.undo()
        assert window.desk.document is start


def test_a_page_is_dragged_to_another_place_with_a_mark_where_it_comes(window: Window) -> None:
    press(window, "pg-3")
    move(window, at(window, "pg-3") + QPoint(4, -30))
    assert not window.pages.list.is_dragging or window.pages.list.mark() < 0
    move(window, at(window, "pg-1", 0.2))
    # In the hand, and where it would come.
    assert window.pages.list.is_dragging
    first = window.pages.list.visualRect(window.pages.rows.find("pg-1"))
    assert abs(window.pages.list.mark() - first.top()) <= 1
    QTest.mouseRelease(window.pages.list.viewport(), LEFT, NONE, at(window, "pg-1", 0.2))
    assert not window.pages.list.is_dragging
    assert ids(window) == ["pg-3", "pg-1", "pg-2", "pg-4"]
    assert labels(window) == ["A01", "A02", "A03", "B01"]
    assert [page.name for page in window.desk.document.pages] == ["副刊", "要闻", "城事", "体育"]
    assert steps(window) == ["A03 版移到 A01 的位置"]
    assert window.pages.list.chosen() == ["pg-3"]


def test_folios_and_jump_lines_follow(window: Window) -> None:
    before = window.desk.document
    assert "下转A03版" in printed(before, "pg-1", window)
    drag(window, "pg-3", at(window, "pg-1", 0.1))
    window.desk.finish_composing()
    after = window.desk.document
    assert "下转A01版" in printed(after, "pg-1", window)
    assert "上接A02版" in printed(after, "pg-3", window)
    # What the window shows is what would be printed, on every page.
    for page in after.pages:
        shown = window.desk.composed[page.id]
        assert shown.display == compose_page(after, page.id, window.desk.book, whole=True).display
        assert shown.number == page.number
    assert after.threads == before.threads


def test_several_pages_are_dragged_together(window: Window) -> None:
    click(window, "pg-1")
    click(window, "pg-3", CTRL)
    assert window.pages.list.chosen() == ["pg-1", "pg-3"]
    # Which page is in view does not change while more are chosen.
    assert window.desk.page_id == "pg-1"
    drag(window, "pg-3", at(window, "pg-4", 0.9))
    assert ids(window) == ["pg-2", "pg-4", "pg-1", "pg-3"]
    assert window.pages.list.chosen() == ["pg-1", "pg-3"]
    assert steps(window) == ["A01 版、A03 版移到 A03 的位置"]


def test_a_click_on_one_of_several_turns_to_it_and_chooses_it_alone(window: Window) -> None:
    click(window, "pg-1")
    click(window, "pg-3", SHIFT)
    assert window.pages.list.chosen() == ["pg-1", "pg-2", "pg-3"]
    click(window, "pg-2")
    assert (window.pages.list.chosen(), window.desk.page_id) == (["pg-2"], "pg-2")


def test_esc_gives_the_drag_up_and_its_own_place_is_no_step(window: Window) -> None:
    press(window, "pg-3")
    move(window, at(window, "pg-2", 0.2))
    move(window, at(window, "pg-1", 0.2))
    QTest.keyClick(window.pages.list, Qt.Key.Key_Escape)
    assert not window.pages.list.is_dragging
    QTest.mouseRelease(window.pages.list.viewport(), LEFT, NONE, at(window, "pg-1", 0.2))
    assert ids(window) == ["pg-1", "pg-2", "pg-3", "pg-4"]
    drag(window, "pg-3", at(window, "pg-3", 0.9))
    drag(window, "pg-2", at(window, "pg-3", 0.2))
    assert steps(window) == []


def test_let_go_far_from_the_list_nothing_is_moved_and_keys_are_the_drags(window: Window) -> None:
    window.desk.apply(SetPage(page="pg-4", name="天下"))
    press(window, "pg-3")
    move(window, at(window, "pg-2"))
    move(window, at(window, "pg-1", 0.2))
    QTest.keyClick(window.pages.list, Qt.Key.Key_Z, CTRL)
    QTest.keyClick(window.pages.list, Qt.Key.Key_Delete)
    assert len(steps(window)) == 1 and len(ids(window)) == 4 and window.pages.list.is_dragging
    away = QPoint(window.pages.list.width() + 300, at(window, "pg-1").y())
    move(window, away)
    assert window.pages.list.mark() < 0
    QTest.mouseRelease(window.pages.list.viewport(), LEFT, NONE, away)
    assert len(steps(window)) == 1 and not window.pages.list.is_dragging
    # Pages that go while they are in the hand are in it no longer.
    press(window, "pg-3")
    move(window, at(window, "pg-2"))
    move(window, at(window, "pg-1", 0.2))
    window.desk.apply(RemovePages(pages=("pg-3",)))
    assert not window.pages.list.is_dragging
    window.pages.list.grab()
    QTest.mouseRelease(window.pages.list.viewport(), LEFT, NONE, at(window, "pg-1", 0.2))
    assert ids(window) == ["pg-1", "pg-2", "pg-4"]


def test_alt_and_a_drag_copies_a_page_with_copy_of_its_own(window: Window) -> None:
    drag(window, "pg-2", at(window, "pg-1", 0.1), ALT)
    document = window.desk.document
    assert labels(window) == ["A01", "A02", "A03", "A04", "B01"]
    assert ids(window)[1:] == ["pg-1", "pg-2", "pg-3", "pg-4"]
    copy = document.pages[0]
    (made,) = [each for each in copy.elements if isinstance(each, Block)]
    assert made.story != "st-library" and document.story(made.story).main is not None
    assert texts(document)[made.story] == texts(document)["st-library"]
    assert steps(window) == ["复制出 A01 版"]
    assert note(window) == "复制出 A01 版：1 篇稿件也各复制一份"
    assert window.desk.page_id == copy.id and window.pages.list.chosen() == [copy.id]


def test_a_key_copies_the_chosen_pages_behind_them(window: Window) -> None:
    click(window, "pg-1")
    click(window, "pg-3", CTRL)
    key(window, Qt.Key.Key_D, CTRL)
    document = window.desk.document
    assert labels(window) == ["A01", "A02", "A03", "A04", "A05", "B01"]
    # The story that goes on from the one to the other does so on their copies, too, and says so.
    new = document.pages[3:5]
    long = next(each for each in document.threads if each != "st-dock")
    places = {each.id: page.id for page in new for each in page.elements}
    assert [places[each] for each in document.threads[long]] == [page.id for page in new]
    assert "下转A05版" in printed(document, new[0].id, window)


def test_pages_are_taken_out_and_what_stood_there_goes_back_to_the_copy_list(window: Window) -> None:
    click(window, "pg-2")
    key(window, Qt.Key.Key_Delete)
    document = window.desk.document
    assert ids(window) == ["pg-1", "pg-3", "pg-4"]
    assert labels(window) == ["A01", "A02", "B01"]
    assert "st-library" in unplaced(document)
    waiting = [row.key for row in window.copy.list.rows.rows if row.drags]
    assert waiting == ["st-library", "st-spare"]
    assert steps(window) == ["删除 A02 版"]
    assert note(window) == "删除 A02 版：1 篇稿件回到稿件库"
    # The page behind it comes into view.
    assert window.desk.page_id == "pg-3" and window.pages.list.chosen() == ["pg-3"]
    window.desk.undo()
    assert window.pages.list.chosen() and labels(window) == ["A01", "A02", "A03", "B01"]


def test_the_rest_of_a_story_goes_back_to_the_page_where_it_began(window: Window) -> None:
    click(window, "pg-3")
    key(window, Qt.Key.Key_Delete)
    window.desk.finish_composing()
    (dock,) = [each for each in window.desk.document.page("pg-1").elements if each.id == "el-dock"]
    assert isinstance(dock, Block) and dock.last == -1
    assert note(window) == "删除 A03 版：1 处续文并回仍在的版上"
    # Nothing stands nowhere in silence: what the block does not hold is told as over.
    whole = compose_page(window.desk.document, "pg-1", window.desk.book)
    (fit,) = [each for each in whole.fits if each.element == "el-dock"]
    assert fit.over and any(problem.element == "el-dock" for problem in window.desk.problems)


def test_one_page_stays(window: Window) -> None:
    window.pages.list.setFocus()
    QTest.keyClick(window.pages.list, Qt.Key.Key_A, CTRL)
    assert len(window.pages.list.chosen()) == 4
    key(window, Qt.Key.Key_Delete)
    assert len(ids(window)) == 4
    assert note(window) == words.text("ui.pages.last_stays", "zh")
    click(window, "pg-1")
    click(window, "pg-3", SHIFT)
    key(window, Qt.Key.Key_Delete)
    assert ids(window) == ["pg-4"] and window.desk.page_id == "pg-4"


def test_a_page_is_added_behind_the_chosen_one(window: Window) -> None:
    click(window, "pg-2")
    window.pages.add.click()
    document = window.desk.document
    assert labels(window) == ["A01", "A02", "A03", "A04", "B01"]
    page = document.pages[2]
    assert [type(each) for each in page.elements] == [FolioBar]
    assert page.template == document.pages[1].template
    assert steps(window) == ["添加 A03 版"] and note(window) == "添加 A03 版"
    assert window.desk.page_id == page.id and window.pages.list.chosen() == [page.id]


def test_alt_and_arrows_move_the_chosen_pages(window: Window) -> None:
    click(window, "pg-2")
    key(window, Qt.Key.Key_Down, ALT)
    assert ids(window) == ["pg-1", "pg-3", "pg-2", "pg-4"]
    key(window, Qt.Key.Key_Up, ALT)
    key(window, Qt.Key.Key_Up, ALT)
    assert ids(window) == ["pg-2", "pg-1", "pg-3", "pg-4"]
    key(window, Qt.Key.Key_Up, ALT)
    assert ids(window)[0] == "pg-2" and len(steps(window)) == 3
    # The keys walk through the list without turning, Enter turns.
    key(window, Qt.Key.Key_Down)
    assert (window.pages.list.chosen(), window.desk.page_id) == (["pg-1"], "pg-2")
    key(window, Qt.Key.Key_Return)
    assert window.desk.page_id == "pg-1"


def test_a_section_begins_at_the_chosen_page_and_joins_the_one_before(window: Window) -> None:
    click(window, "pg-2")
    window.bars.do("page-section")
    assert labels(window) == ["A01", "C01", "C02", "B01"]
    assert steps(window) == ["另起一叠：A02 版、A03 版"]
    window.desk.finish_composing()
    assert "下转C02版" in printed(window.desk.document, "pg-1", window)
    window.bars.do("page-section")
    assert note(window) == words.text("ui.pages.no_section", "zh")
    window.bars.do("page-join")
    assert labels(window) == ["A01", "A02", "A03", "B01"]
    click(window, "pg-1")
    window.bars.do("page-join")
    assert note(window) == words.text("ui.pages.no_join", "zh")
    assert len(steps(window)) == 2


def test_a_page_is_named_where_it_stands(window: Window) -> None:
    click(window, "pg-2")
    key(window, Qt.Key.Key_F2)
    field = window.pages.list.name
    assert field.isVisible() and field.text() == "城事" and field.selectedText() == "城事"
    field.setText("民生")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not field.isVisible()
    assert window.desk.document.page("pg-2").name == "民生"
    assert steps(window) == ["A02 版属性：“民生”"]
    assert window.focusWidget() is window.pages.list
    key(window, Qt.Key.Key_F2)
    field.setText("别的")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert window.desk.document.page("pg-2").name == "民生" and not field.isVisible()
    # A double click on the name is the same, and leaving the field takes what stands in it.
    box = window.pages.list.visualRect(window.pages.rows.find("pg-2"))
    QTest.mouseDClick(window.pages.list.viewport(), LEFT, NONE, QPoint(box.left() + 110, box.top() + 20))
    assert field.isVisible()
    field.setText("街巷")
    window.view.setFocus()
    assert window.desk.document.page("pg-2").name == "街巷"
    assert window.pages.rows.rows[1].text == "A02 街巷"


def test_the_right_button_offers_what_is_done_to_pages(window: Window) -> None:
    click(window, "pg-1")
    place = at(window, "pg-3")
    window.pages.list.menu_wanted.disconnect()
    asked: list[QPoint] = []
    window.pages.list.menu_wanted.connect(asked.append)
    viewport = window.pages.list.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)
    # The page under the hand is chosen, and the one in view stays.
    assert asked == [viewport.mapToGlobal(place)]
    assert (window.pages.list.chosen(), window.desk.page_id) == (["pg-3"], "pg-1")


def template_of(window: Window, menu: QMenu, name: str) -> None:
    title = shipped_templates()[name].title["zh"]
    (action,) = [each for each in menu.actions() if each.text().startswith(title)]
    action.trigger()


def test_pages_go_to_another_template_with_what_stands_on_them(window: Window) -> None:
    click(window, "pg-1")
    click(window, "pg-2", CTRL)
    menu = window.commands.paging.template_menu()
    assert [each.text() for each in menu.actions() if each.isChecked()] == ["四开内页　275 × 390"]
    template_of(window, menu, "broadsheet-front")
    document = window.desk.document
    spec = shipped_templates()["broadsheet-front"]
    for page in document.pages[:2]:
        assert page.template == spec.name and isinstance(page.elements[0], Masthead)
    assert document.pages[2].template == "tabloid-inside"
    areas = [each.area[0] for page in document.pages[:2] for each in page.elements if isinstance(each, Block)]
    assert all(area.right <= spec.grid.columns and area.bottom <= spec.grid.rows for area in areas)
    assert steps(window)[-1].startswith("更换版式模板：")
    assert "3 块随新版心就位" in note(window)
    window.desk.finish_composing()
    assert "今日4版" in printed(document, "pg-1", window)
    template_of(window, window.commands.paging.template_menu(), "broadsheet-front")
    assert note(window) == words.text("ui.pages.same_template", "zh")
    assert len(steps(window)) == 1


def test_the_masthead_counts_the_pages_and_where_it_goes_is_said(window: Window) -> None:
    click(window, "pg-1")
    template_of(window, window.commands.paging.template_menu(), "broadsheet-front")
    window.desk.finish_composing()
    click(window, "pg-3")
    window.bars.do("page-add")
    window.desk.finish_composing()
    shown = window.desk.composed["pg-1"]
    said = "".join(item.text for _, item in flatten(shown.display.items) if isinstance(item, Glyphs))
    assert "今日5版" in said
    # A page behind a front page is an inside page of the same sheet.
    click(window, "pg-1")
    window.bars.do("page-add")
    made = window.desk.document.pages[1]
    assert window.desk.document.template(made.template).masthead is None
    assert window.desk.document.template(made.template).trim_mm == shipped_templates()["broadsheet-front"].trim_mm
    drag(window, "pg-1", at(window, "pg-2", 0.9))
    assert note(window).endswith("报头现在 A03 版，不在第一版")


def test_a_page_behind_one_of_a_page_plan_has_room_for_its_folio_bar(window: Window) -> None:
    desk = window.desk
    inside = shipped_templates()["tabloid-inside"]
    planned = replace(inside, name="plan-02", grid=replace(inside.grid, top_mm=12.0, rows=inside.grid.rows + 3))
    notices = replace(inside, name="tabloid-notice")
    for number, template in enumerate((planned, notices), 1):
        desk.apply(edits.SetTemplate(template=template))
        desk.apply(edits.SetPage(page=f"pg-{number}", template=template.name))
    for page in desk.document.pages[2:]:
        desk.apply(edits.SetPage(page=page.id, template=notices.name))
    click(window, "pg-1")
    window.bars.do("page-add")
    made = desk.document.pages[1]
    assert desk.page is made and made.template == inside.name
    window.commands.paging.put("st-spare")
    desk.finish_composing()
    assert not [problem for problem in desk.shown.problems if problem.code == "compose.over-furniture"]


def test_pages_of_an_issue_that_is_only_read_are_not_moved(window: Window, make_window, issue: Path) -> None:
    other = make_window()
    assert other.commands.files.open_path(issue)
    assert other.desk.session is not None and other.desk.session.read_only
    QTest.qWait(5)
    drag(other, "pg-2", at(other, "pg-1", 0.1))
    key(other, Qt.Key.Key_Delete)
    assert ids(other) == ids(window) == ["pg-1", "pg-2", "pg-3", "pg-4"]
    assert not other.pages.add.isEnabled()


def test_a_change_elsewhere_keeps_the_choice(window: Window) -> None:
    click(window, "pg-1")
    click(window, "pg-3", CTRL)
    window.desk.apply(SetPage(page="pg-4", name="天下"))
    assert window.pages.list.chosen() == ["pg-1", "pg-3"]
    assert [window.pages.rows.index(n).data(ROW_ROLE).text for n in range(4)][3] == "B01 天下"
    # Turning by key chooses the page that comes.
    window.commands.views.turn(1)
    assert window.pages.list.chosen() == ["pg-2"]


def test_the_thumbnails_follow(window: Window, qtbot) -> None:
    drawn = window.pages.thumbnails.get
    qtbot.waitUntil(lambda: all(drawn(page) is not None for page in ids(window)), timeout=30_000)
    before = drawn("pg-3").cacheKey()
    drag(window, "pg-3", at(window, "pg-1", 0.1))
    # Its folio says another number now.
    qtbot.waitUntil(lambda: drawn("pg-3").cacheKey() != before, timeout=30_000)


def hang(window: Window, page: str, story: str) -> QMimeData:
    """A story of the copy panel over a page."""
    data, listed = QMimeData(), window.pages.list
    data.setData(STORY_MIME, story.encode())
    rest = Qt.DropAction.CopyAction, data, LEFT, NONE
    enter, over = QDragEnterEvent(at(window, page), *rest), QDragMoveEvent(at(window, page), *rest)
    for event in (enter, over):
        QApplication.sendEvent(listed.viewport(), event)
        assert event.isAccepted()
    return data


def test_a_story_let_go_on_a_thumbnail_goes_to_that_page(window: Window) -> None:
    data = hang(window, "pg-4", "st-spare")
    assert window.pages.list.drops.over == "pg-4"
    drop = QDropEvent(at(window, "pg-4").toPointF(), Qt.DropAction.CopyAction, data, LEFT, NONE)
    QApplication.sendEvent(window.pages.list.viewport(), drop)
    (placed,) = [each for each in window.desk.document.page("pg-4").elements if isinstance(each, Block)]
    assert placed.story == "st-spare" and (placed.area[0].column, placed.area[0].row) == (0, 0)
    assert (window.desk.page_id, window.desk.selection) == ("pg-4", placed.id)
    assert steps(window) == ["“风筝节周末开幕”上 B01 版"]


def test_a_page_comes_into_view_where_a_story_rests_on_it(window: Window, qtbot) -> None:
    hang(window, "pg-3", "st-spare")
    qtbot.waitUntil(lambda: window.desk.page_id == "pg-3", timeout=5_000)
    QApplication.sendEvent(window.pages.list.viewport(), QDragLeaveEvent())
    assert window.pages.list.drops.over == "" and steps(window) == []
    # Nothing else is taken there.
    event = QDragMoveEvent(at(window, "pg-2"), Qt.DropAction.CopyAction, QMimeData(), LEFT, NONE)
    QApplication.sendEvent(window.pages.list.viewport(), event)
    assert not event.isAccepted()


def test_problems_name_the_pages_as_they_stand(window: Window) -> None:
    window.desk.apply(SetPage(page="pg-4", label=""))
    missing = words.text("check.missing-page-number", "zh")
    (row,) = [each for each in window.problems.list.rows.rows if each.text == missing]
    assert row.figure == "4"
    drag(window, "pg-4", at(window, "pg-1", 0.1))
    window.desk.finish_composing()
    # Whatever is told of a page is told under the number that it has now; the place without a label is the last.
    (row,) = [each for each in window.problems.list.rows.rows if each.text == missing]
    assert row.figure == "4"
    named = {page.label or str(page.number) for page in window.desk.document.pages}
    told = {each.figure for each in window.problems.list.rows.rows if each.figure}
    assert told <= named
    shown = {problem.page for problem in window.desk.problems if problem.page}
    assert shown <= set(ids(window))


def test_an_issue_opened_again_has_its_pages_as_they_were_left(window: Window, make_window, issue: Path) -> None:
    drag(window, "pg-4", at(window, "pg-1", 0.1))
    assert window.desk.session is not None and window.desk.session.flush()
    other = make_window()
    assert other.commands.files.open_path(issue)
    assert other.desk.document == window.desk.document
