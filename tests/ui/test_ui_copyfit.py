"""Copyfitting in the window: the lines of the story in hand are live, a way is seen before it is made, and undone as one step."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QSplitter

from layoutdesk import edits, words
from layoutdesk.model.story import paragraphs
from layoutdesk.ui.panels.rows import ROW_ROLE
from layoutdesk.ui.window import Window


def heighten(window: Window, rows: int, element: str = "el-dock") -> None:
    """Makes a block so many rows higher than its story needs, or lower; its headline has white to give up."""
    desk = window.desk
    desk.apply(edits.SetBlock(page=desk.page_id, element=element, head_rows=10))
    block = next(each for each in desk.page.elements if each.id == element)
    for height in range(12, 60):
        area = (replace(block.area[0], rows=height),)
        desk.apply(edits.SetArea(page=desk.page_id, element=element, area=area))
        if not any(fit.over for fit in desk.fits(element)):
            break
    area = (replace(block.area[0], rows=height + rows),)
    desk.apply(edits.SetArea(page=desk.page_id, element=element, area=area))


@pytest.fixture
def low(window: Window, qtbot) -> Window:
    """The window with a block in hand that lacks a row, its ways found."""
    heighten(window, -1)
    window.desk.select("el-dock")
    settle(window, qtbot)
    return window


def settle(window: Window, qtbot) -> None:
    qtbot.waitUntil(lambda: not window.copyfit.is_searching, timeout=5000)


def keys(window: Window) -> list[str]:
    return [row.key for row in window.copyfit.list.rows.rows if row.key]


def fit_of(window: Window, element: str = "el-dock"):
    return next(fit for fit in window.desk.fits(element))


def test_the_panel_tells_how_the_story_in_hand_stands_and_what_can_be_done(low) -> None:
    fit = fit_of(low)
    assert fit.over
    said = low.copyfit.figure.text()
    assert f"{fit.over} 行" in said and f"{fit.characters_over} 字" in said
    assert keys(low)
    best = low.copyfit.list.rows.rows[0]
    assert best.icon == "good" and best.figure.startswith("−")


def _row_of(window, story: str):
    return next(row for row in window.copy.list.rows.rows if row.key == story)


def test_lines_over_follow_the_typing_at_once(low, qtbot) -> None:
    desk, before = low.desk, fit_of(low).over
    story = desk.document.story("st-dock")
    body = next(paragraphs(replace(story, main=None)))
    desk.apply(edits.ReplaceText("st-dock", body.id, 0, 0, "往来的船只依次靠岸，货物搬进仓库。" * 6))
    now = fit_of(low)
    assert now.over > before
    assert f"{now.over} 行" in low.copyfit.figure.text()
    qtbot.waitUntil(lambda: f"{now.over} 行" in _row_of(low, "st-dock").under)
    assert _row_of(low, "st-dock").colour == "error"


def test_a_short_story_tells_how_many_characters_it_lacks(window, qtbot) -> None:
    heighten(window, 9)
    window.desk.select("el-dock")
    fit = fit_of(window)
    assert fit.under and fit.characters_under >= 6 * fit.under
    assert f"{fit.characters_under} 字" in window.copyfit.figure.text().replace(",", "")
    settle(window, qtbot)
    assert keys(window)


def test_a_way_under_the_pointer_is_seen_on_the_page_and_not_made(low) -> None:
    ways, listed = low.copyfit, low.copyfit.list
    before = low.desk.document
    place = listed.visualRect(listed.rows.find("way 0")).center()
    QTest.mouseMove(listed.viewport(), place - QPoint(3, 0))
    QTest.mouseMove(listed.viewport(), place)
    assert low.desk.preview is not None
    assert fit_of(low).over == 0
    assert low.desk.document is before
    assert f"{next(f for f in low.desk.composed['pg-1'].fits if f.element == 'el-dock').over} 行" in ways.figure.text()
    QTest.mouseMove(low.view.viewport(), QPointF(40, 40).toPoint())
    listed.looked.emit("")
    assert low.desk.preview is None
    assert fit_of(low).over


def test_by_the_keyboard_a_way_is_seen_made_and_undone_as_one_step(low, qtbot) -> None:
    before = low.desk.document
    texts = [part.text for story in before.stories for part in paragraphs(story)]
    low.activateWindow()
    low.bars.do("copyfit")
    listed = low.copyfit.list
    qtbot.waitUntil(listed.hasFocus)
    QTest.keyClick(listed, Qt.Key.Key_Home)
    QTest.keyClick(listed, Qt.Key.Key_Down)
    QTest.keyClick(listed, Qt.Key.Key_Up)
    assert low.desk.preview is not None
    QTest.keyClick(listed, Qt.Key.Key_Return)
    after = low.desk.document
    assert after is not before and low.desk.preview is None
    assert fit_of(low).over == 0
    assert [part.text for story in after.stories for part in paragraphs(story)] == texts
    code, about = low.desk.done_labels[-1]
    assert words.text(code, "zh", **about) == "配稿：“渡口灯火照夜航”"
    low.desk.undo()
    assert low.desk.document is before


def test_a_double_click_makes_one_way_only(low) -> None:
    listed = low.copyfit.list
    done = len(low.desk.done_labels)
    place = listed.visualRect(listed.rows.find("way 0")).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(low.desk.done_labels) == done + 1


def test_room_for_copy_to_come_is_wanted_by_a_stepper(window, qtbot) -> None:
    heighten(window, 0)
    window.desk.select("el-dock")
    settle(window, qtbot)
    assert not keys(window)
    window.copyfit.reserve.figure.stepBy(2)
    assert window.copyfit.is_searching
    settle(window, qtbot)
    assert keys(window)
    window.desk.select("el-tea")
    assert window.copyfit.reserve.figure.value() == 0


def test_ways_of_an_issue_that_has_changed_are_not_made(low, qtbot) -> None:
    listed = low.copyfit.list
    low.desk.apply(edits.SetStory(story="st-dock", status="read"))
    assert all(row.faded for row in listed.rows.rows)
    done = len(low.desk.done_labels)
    listed.chosen.emit("way 0")
    assert len(low.desk.done_labels) == done
    settle(low, qtbot)
    assert not any(listed.model().index(n, 0).data(ROW_ROLE).faded for n in range(len(keys(low))))


def test_the_panel_says_when_there_is_nothing_to_do(window, qtbot) -> None:
    settle(window, qtbot)
    assert window.copyfit.list.rows.rows[0].text == words.text("ui.copyfit.nothing", "zh")
    heighten(window, 0)
    window.desk.select("el-dock")
    settle(window, qtbot)
    assert window.copyfit.list.rows.rows[0].text == words.text("ui.copyfit.fits", "zh")
    window.language.use("en")
    assert window.copyfit.list.rows.rows[0].text == words.text("ui.copyfit.fits", "en")
    assert window.copyfit.title.text() == words.text("ui.panel.copyfit", "en")


def test_a_story_that_no_longer_fits_is_not_said_to_fit_while_ways_are_looked_for(window, qtbot) -> None:
    heighten(window, 0)
    window.desk.select("el-dock")
    settle(window, qtbot)
    assert window.copyfit.list.rows.rows[0].text == words.text("ui.copyfit.fits", "zh")
    block = window.desk.element
    lower = (replace(block.area[0], rows=block.area[0].rows - 4),)
    window.desk.apply(edits.SetArea(page=window.desk.page_id, element=block.id, area=lower))
    assert fit_of(window).over
    assert window.copyfit.list.rows.rows[0].text == words.text("ui.copyfit.searching", "zh")


def test_sides_kept_before_there_was_this_panel_hide_none(make_window) -> None:
    side = QSplitter(Qt.Orientation.Vertical)
    for _ in range(3):
        side.addWidget(QListWidget())
    QSettings().setValue("window/right", side.saveState())
    QSettings().setValue("window/right-3", side.saveState())
    window = make_window()
    window.stack.setCurrentWidget(window.desktop)
    QTest.qWait(1)
    assert all(window.right.sizes())


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_fields_beside_are_no_wider_than_their_panel(window, language: str) -> None:
    window.language.use(language)
    window.desk.select("el-dock")
    QTest.qWait(1)
    assert window.properties.chosen.horizontalScrollBar().maximum() == 0
