"""Versions in place of the page: listed, seen beside the issue as it is, stepped through, brought back whole or in part."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from layoutdesk import edits, words
from layoutdesk.base.geometry import Rect
from layoutdesk.model import GridRect
from layoutdesk.ui.versions.pane import VersionsPane


def settled(window, qtbot) -> None:
    """Until everything that was asked for has been read and composed."""
    pane = window.commands.keeping._pane
    number = len(pane._versions)
    qtbot.waitUntil(lambda: pane._versions and len(pane._told) == len(pane._versions) - 1, timeout=10000)
    if number:
        qtbot.waitUntil(lambda: pane.compared is not None, timeout=10000)
    qtbot.waitUntil(lambda: not window.desk.turns.is_busy, timeout=10000)


def shown(window, qtbot) -> VersionsPane:
    window.bars.do("versions")
    pane = window.commands.keeping._pane
    qtbot.waitUntil(lambda: pane.compared is not None, timeout=10000)
    settled(window, qtbot)
    return pane


def texts(rows) -> list[tuple[str, str]]:
    return [(row.text, row.under) for row in rows]


def last_step(window) -> str:
    code, args = window.desk.done_labels[-1]
    return words.text(code, "zh", **args)


@pytest.fixture
def worked_on(window):
    """An issue with a version kept this morning, written in and moved about since."""
    window.commands.keeping.name_version("一校")
    desk = window.desk
    desk.apply(edits.SetArea("pg-1", "el-tea", (GridRect(3, 26, 2, 20),)))
    paragraph = desk.document.story("st-dock").body[0]
    desk.apply(edits.ReplaceText("st-dock", paragraph.id, 0, 4, "昨夜江上的"))
    desk.apply(edits.RemoveElement("pg-2", "el-library"))
    desk.finish_composing()
    return window


def test_a_version_is_listed_with_its_name_and_what_has_been_done_to_it(worked_on, qtbot) -> None:
    worked_on.commands.keeping.name_version("二校")
    pane = shown(worked_on, qtbot)
    day, second, first = pane.list.rows.rows
    assert day.is_heading
    assert day.text == words.text("ui.versions.today", "zh")
    assert (second.text, first.text) == ("2 · 二校", "1 · 一校")
    assert second.figure.count(":") == 1
    assert second.under.startswith("A01、A02 · 1 篇稿 · +5 −4 字")


def test_differences_are_told_by_pages_with_figures_and_words(worked_on, qtbot) -> None:
    pane = shown(worked_on, qtbot)
    told = texts(pane.changes.rows.rows)
    assert told == [
        ("A01 要闻", ""), ("“渡口灯火照夜航”", "文字 · +5 −4 字"), ("“新茶开采满山香”", "位置、大小"),
        ("A02 城事", ""), ("“旧粮仓变身图书馆”", "已撤下"),
    ]  # fmt: skip
    assert pane.stop.element == "el-dock"
    assert "昨夜江上的" in pane.words.toPlainText()
    assert "line-through" in pane.words.toHtml()


def test_both_pages_are_shown_with_what_differs_marked(worked_on, qtbot) -> None:
    pane = shown(worked_on, qtbot)
    before, after = pane.pair.before, pane.pair.after
    assert before.view.page == after.view.page == "pg-1"
    assert [(mark.element, mark.colour, bool(mark.words)) for mark in before.marks.shown] == [
        ("el-dock", "warning", True), ("el-tea", "warning", False),
    ]  # fmt: skip
    assert before.marks.shown[1].rects != after.marks.shown[1].rects
    pane.turn_to("pg-2")
    settled(worked_on, qtbot)
    assert [(mark.element, mark.colour) for mark in before.marks.shown] == [("el-library", "error")]
    assert after.marks.shown == []
    # The pane and the desk look at the same page.
    assert worked_on.desk.page_id == "pg-2"


def test_both_pages_have_one_zoom_and_one_scrolling(worked_on, qtbot) -> None:
    pane = shown(worked_on, qtbot)
    before, after = pane.pair.before.view, pane.pair.after.view
    assert before.zoom == after.zoom
    before.set_zoom(1.5, QPointF(100, 100))
    before.pan(-140, -90)
    assert (after.zoom, after.offset("across"), after.offset("down")) == (
        1.5,
        before.offset("across"),
        before.offset("down"),
    )
    after.pan(30, 40)
    assert (before.offset("across"), before.offset("down")) == (after.offset("across"), after.offset("down"))
    worked_on.bars.do("fit")
    assert before.zoom == after.zoom < 1
    worked_on.bars.do("zoom-in")
    assert before.zoom == after.zoom


def test_the_differences_are_stepped_through_round_to_the_first(worked_on, qtbot) -> None:
    pane = shown(worked_on, qtbot)
    seen = []
    for _ in range(4):
        seen.append((pane.stop.element, pane.page))
        pane.list.setFocus()
        QTest.keyClick(pane.list, Qt.Key.Key_N)
    assert seen == [("el-dock", "pg-1"), ("el-tea", "pg-1"), ("el-library", "pg-2"), ("el-dock", "pg-1")]
    QTest.mouseClick(pane.before_button, Qt.MouseButton.LeftButton)
    assert pane.stop.element == "el-dock"
    QTest.keyClick(pane.changes, Qt.Key.Key_P)
    assert pane.stop.element == "el-library"


def test_a_click_on_the_page_points_at_what_differs_and_a_double_click_goes_there(worked_on, qtbot) -> None:
    pane = shown(worked_on, qtbot)
    side = pane.pair.after
    (rect,) = side.marks.shown[1].rects
    spot = side.view.to_view(rect.x + rect.w / 2, rect.y + rect.h / 2).toPoint()
    QTest.mouseClick(side.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert pane.stop.element == "el-tea"
    QTest.mouseDClick(side.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert worked_on.stack.currentWidget() is worked_on.desktop
    assert worked_on.desk.selection == "el-tea"


def test_all_of_the_issue_is_brought_back_as_one_step_that_can_be_undone(worked_on, qtbot) -> None:
    changed = worked_on.desk.document
    pane = shown(worked_on, qtbot)
    wanted = pane.compared.before
    QTest.mouseClick(pane.restore["issue"], Qt.MouseButton.LeftButton)
    assert worked_on.desk.document == wanted
    assert last_step(worked_on) == words.text("edits.restore-version", "zh", version=1)
    qtbot.waitUntil(lambda: not pane.compared.differences.pages, timeout=10000)
    assert texts(pane.changes.rows.rows) == [(words.text("ui.versions.same", "zh"), "")]
    worked_on.bars.do("undo")
    assert worked_on.desk.document is changed
    qtbot.waitUntil(lambda: bool(pane.compared.differences.pages), timeout=10000)
    # How it stood before is a version too.
    qtbot.waitUntil(lambda: len(pane._versions) == 2, timeout=10000)
    assert pane._versions[-1].kind == "restore"


def test_a_page_alone_is_brought_back(worked_on, qtbot) -> None:
    pane = shown(worked_on, qtbot)
    QTest.mouseClick(pane.restore["page"], Qt.MouseButton.LeftButton)
    document = worked_on.desk.document
    assert document.page("pg-1") == pane.compared.before.page("pg-1")
    assert worked_on.status.note.text().startswith("A01 版已恢复到版本 1")
    assert document.story("st-dock") == pane.compared.before.story("st-dock")
    assert document.page("pg-2").elements[1:] == ()
    assert last_step(worked_on) == words.text("edits.restore-page", "zh", version=1, page="A01")


def test_a_page_comes_back_onto_its_template_as_that_is_today(window, qtbot) -> None:
    """It stood in the columns of before, off the type area, and nothing was said."""
    window.commands.keeping.name_version("一校")
    before = window.desk.document.page("pg-1")
    window.desk.templating.give(columns=4)
    window.desk.apply(edits.RemoveElement("pg-1", "el-tea"))
    pane = shown(window, qtbot)
    QTest.mouseClick(pane.restore["page"], Qt.MouseButton.LeftButton)
    document = window.desk.document
    page = document.page("pg-1")
    assert document.template(page.template).grid.columns == 4
    assert {each.id for each in page.elements} == {each.id for each in before.elements}
    parts = [part for each in page.elements for part in getattr(each, "area", ())]
    assert parts and max(part.right for part in parts) <= 4
    window.desk.finish_composing()
    assert "compose.off-page" not in {problem.code for problem in window.desk.problems}


def test_one_difference_alone_is_brought_back(worked_on, qtbot) -> None:
    pane = shown(worked_on, qtbot)
    wanted = pane.compared.before
    QTest.mouseClick(pane.restore["part"], Qt.MouseButton.LeftButton)
    document = worked_on.desk.document
    assert document.story("st-dock") == wanted.story("st-dock")
    assert document.page("pg-1") != wanted.page("pg-1")
    qtbot.waitUntil(lambda: len(pane.changes.rows.rows) == 4, timeout=10000)
    pane.step(-1)
    assert pane.stop.element == "el-library"
    QTest.mouseClick(pane.restore["part"], Qt.MouseButton.LeftButton)
    assert worked_on.desk.document.page("pg-2") == wanted.page("pg-2")
    for _ in range(2):
        worked_on.bars.do("undo")
    assert worked_on.desk.document.page("pg-2").elements[1:] == ()


def test_two_earlier_versions_are_compared(worked_on, qtbot) -> None:
    worked_on.commands.keeping.name_version("二校")
    worked_on.desk.apply(edits.RemoveElement("pg-1", "el-tea"))
    pane = shown(worked_on, qtbot)
    pane.list.mark("1")
    pane.other.setCurrentIndex(pane.other.findData(2))
    pane.other.activated.emit(pane.other.currentIndex())
    qtbot.waitUntil(lambda: pane.compared.other == 2, timeout=10000)
    assert ("“新茶开采满山香”", "位置、大小") in texts(pane.changes.rows.rows)
    assert "二校" in pane.pair.after.head.text()


def test_a_reader_looks_at_versions_and_brings_none_back(worked_on, make_window, qtbot, issue) -> None:
    other = make_window()
    assert other.commands.files.open_path(issue)
    other.desk.finish_composing()
    pane = shown(other, qtbot)
    assert pane.number == 1
    assert not any(button.isEnabled() for button in (*pane.restore.values(), pane.keep_button))


def test_esc_goes_back_to_the_page_and_the_file_is_let_go(worked_on, qtbot, issue) -> None:
    pane = shown(worked_on, qtbot)
    QTest.keyClick(pane.list, Qt.Key.Key_Escape)
    assert worked_on.stack.currentWidget() is worked_on.desktop
    assert not pane.is_open
    pane = shown(worked_on, qtbot)
    assert worked_on.commands.files.close_issue()
    assert worked_on.stack.currentWidget() is worked_on.welcome
    assert [path.name for path in issue.parent.iterdir() if path.name.startswith(issue.name)] == [issue.name]


def test_back_leads_to_the_page_the_place_and_the_selection_one_left(worked_on, qtbot) -> None:
    desk, view = worked_on.desk, worked_on.view
    desk.turn_to("pg-1")
    view.set_zoom(3)
    view.center_on(Rect(300, 500, 0, 0))
    desk.select("el-tea")
    place = view.to_page(view.viewport().rect().center())
    pane = shown(worked_on, qtbot)
    pane.turn_to("pg-2")
    settled(worked_on, qtbot)
    QTest.keyClick(pane.list, Qt.Key.Key_Escape)
    assert (desk.page_id, desk.chosen) == ("pg-1", ("el-tea",))
    assert view.to_page(view.viewport().rect().center()) == pytest.approx(place, abs=1) and view.zoom == 3


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_without_versions_the_pane_says_how_they_come(window, qtbot, language: str) -> None:
    window.language.use(language)
    window.bars.do("versions")
    pane = window.commands.keeping._pane
    qtbot.waitUntil(lambda: pane.none.isVisible(), timeout=10000)
    assert pane.none.text() == words.text("ui.versions.none", language)
    assert not any(button.isEnabled() for button in pane.restore.values())


def test_a_version_is_kept_from_the_pane_and_listed(worked_on, qtbot, monkeypatch) -> None:
    pane = shown(worked_on, qtbot)
    monkeypatch.setattr(worked_on.dialogs, "version_name", lambda: "付印前")
    QTest.mouseClick(pane.keep_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: pane.list.rows.rows[1].text == "2 · 付印前", timeout=10000)
    assert words.text("ui.versions.kept", "zh", name="付印前") == worked_on.status.note.text()


def test_nothing_is_read_on_the_thread_of_the_hand(worked_on, qtbot, monkeypatch) -> None:
    import threading

    from layoutdesk.store import IssueFile

    read = []
    version = IssueFile.version

    def watched(self, *args):
        read.append(threading.current_thread() is threading.main_thread())
        return version(self, *args)

    monkeypatch.setattr(IssueFile, "version", watched)
    pane = shown(worked_on, qtbot)
    QTest.mouseClick(pane.restore["issue"], Qt.MouseButton.LeftButton)
    assert read
    assert not any(read)


def test_a_pane_beside_the_page_follows_what_changed_while_versions_stood_over_it(window, qtbot) -> None:
    """It listed the changes of the issue that was, until something else was changed."""
    window.bars.do("track")
    window.commands.keeping.name_version("一校")
    window.bars.do("review")
    window.desk.apply(edits.ReplaceText("st-tea", "st-tea-0", 0, 1, "某"))
    qtbot.waitUntil(lambda: any(row.key for row in window.review.list.rows.rows))
    pane = shown(window, qtbot)
    QTest.mouseClick(pane.restore["issue"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.desk.reviewed.entries == ())
    QTest.keyClick(pane.list, Qt.Key.Key_Escape)
    assert window.stack.currentWidget() is window.desktop
    qtbot.waitUntil(lambda: not any(row.key for row in window.review.list.rows.rows))


def test_one_change_in_a_story_of_several_frames_is_told_once(window, qtbot) -> None:
    """It was told once for each of them, word for word the same, and all of them were framed, on the older side too."""
    desk = window.desk
    desk.select("el-dock")
    window.bars.do("release")
    desk.finish_composing()
    frames = [each.id for each in desk.page.elements if getattr(each, "story", "") == "st-dock"]
    assert len(frames) > 2
    window.commands.keeping.name_version("一校")
    last = desk.document.story("st-dock").body[-1]
    desk.apply(edits.ReplaceText("st-dock", last.id, len(last.text), len(last.text), "又亮。"))
    desk.finish_composing()
    (where,) = {
        line.element for line in desk.composed["pg-1"].lines if line.paragraph == last.id and "又亮" in line.text
    }
    pane = shown(window, qtbot)
    stops = [row for row in pane.changes.rows.rows if row.key]
    assert len(stops) == 1 and pane.changes_panel.figure.text() == "1"
    qtbot.waitUntil(lambda: [mark.element for mark in pane.pair.after.marks.shown] == [where])
    assert where in frames[1:] and pane.pair.after.marks.shown[0].words
    assert [mark.element for mark in pane.pair.before.marks.shown] == [where]
    # The row of the story leads there.
    assert pane.pair.after.marks.current == pane.pair.before.marks.current == where
    (rect, *_) = pane.pair.after.marks.shown[0].rects
    spot = pane.pair.after.view.to_view(rect.x + rect.w / 2, rect.y + rect.h / 2).toPoint()
    QTest.mouseClick(pane.pair.after.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert pane.stop.story == "st-dock" and pane.pair.after.marks.current == where
