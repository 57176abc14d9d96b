"""The window around the page: panels, problems, languages, themes, export, and that nothing stays behind."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import tomllib
import weakref
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage, QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QWidget,
)

from layoutdesk import edits, words
from layoutdesk.base.geometry import Rect
from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Problem
from layoutdesk.model import Anchor, Block, GridRect, PictureFrame, PicturePlace, Query
from layoutdesk.pictures.read import asset_from
from layoutdesk.resources import resource
from layoutdesk.session import Session
from layoutdesk.store import create
from layoutdesk.ui.actions import ACTIONS, CONTEXTS, MENUS, TOOLBAR, TOOLS, Sub
from layoutdesk.ui.canvas.previews import Previews
from layoutdesk.ui.panels.copy import title_of
from layoutdesk.ui.panels.insets import CAPTIONS
from layoutdesk.ui.panels.kinds import KINDS, Choose
from layoutdesk.ui.panels.rows import ROW_ROLE, broken, shown_lines
from layoutdesk.ui.theme import DARK, LIGHT
from layoutdesk.ui.window import Window
from layoutdesk.ui.writing.spots import Spot
from tests.ui.conftest import rest


def click_row(view: QAbstractItemView, key: str) -> None:
    """A real click on the row with this key."""
    model = view.model()
    for number in range(model.rowCount()):
        index = model.index(number, 0)
        if index.data(ROW_ROLE).key == key:
            view.scrollTo(index)
            QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
            return
    raise AssertionError(f"no row {key}")


def write(widget: QWidget, text: str) -> None:
    """Writes as an input method does, which alone gives Chinese."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    widget.setFocus()
    QApplication.sendEvent(widget, event)


def texts(window: Window) -> list[str]:
    """What stands written in the window."""
    found = [widget.text() for widget in window.findChildren(QAbstractButton)]
    found += [action.text() for action in window.bars.actions.values()]
    found += [
        panel.title.text() for panel in (window.pages, window.copy, window.properties, window.problems, window.history)
    ]
    found += [field.label.text() for field in window.properties.kinds[Block].fields.values()]
    found += [window.status.place.text(), window.status.saved.text(), window.copy.search.placeholderText()]
    return found


# Opening


def test_an_empty_window_says_how_to_begin(make_window) -> None:
    window = make_window()
    assert window.stack.currentWidget() is window.welcome
    assert {card.text() for card in window.welcome.cards.values()} == {
        words.text(f"ui.welcome.{name}", "zh") for name in ("new-issue", "new", "open", "sample")
    }
    assert not window.bars.actions["export-pdf"].isEnabled()


def test_an_issue_dropped_on_the_window_is_opened_once_the_drop_is_over(make_window, qtbot, issue: Path) -> None:
    window = make_window()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(issue))])
    event = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.welcome.dropEvent(event)
    assert not window.desk.is_open
    qtbot.waitUntil(lambda: window.desk.is_open)
    assert window.stack.currentWidget() is window.desktop
    assert "白鹭洲晚报" in window.windowTitle()
    assert "A01" in window.windowTitle()


def test_a_file_that_is_no_issue_is_refused_in_words_and_the_open_one_stays(window, tmp_path: Path) -> None:
    before = window.desk.document
    bad = tmp_path / "bad.ldesk"
    bad.write_bytes(b"no issue at all")
    assert not window.commands.files.open_path(bad)
    assert window.desk.document is before
    assert "bad.ldesk" in window.status.note.text()


# Panels


def test_thumbnails_come_and_a_click_turns_to_the_page(window, qtbot) -> None:
    qtbot.waitUntil(lambda: window.pages.thumbnails.get("pg-2") is not None, timeout=30_000)
    click_row(window.pages.list, "pg-2")
    assert window.desk.page_id == "pg-2"
    assert window.view.page == "pg-2"


def test_copy_is_listed_placed_and_unplaced(window) -> None:
    rows = window.copy.list.rows.rows
    assert [row.key for row in rows] == ["", "st-spare", "", "st-dock", "st-tea", "st-library"]
    assert rows[1].text == "风筝节周末开幕"
    assert rows[1].figure == f"{39 * 8} 字"


def test_copy_is_found_by_its_text(window) -> None:
    write(window.copy.search, "粮仓")
    assert [row.key for row in window.copy.list.rows.rows if row.key] == ["st-library"]


def test_a_click_on_placed_copy_shows_where_it_stands(window) -> None:
    click_row(window.copy.list, "st-library")
    assert (window.desk.page_id, window.desk.selection) == ("pg-2", "el-library")


def test_problems_lead_to_their_place(window) -> None:
    window.desk.apply(edits.SetArea(page="pg-2", element="el-library", area=(GridRect(0, 0, 1, 12),)))
    window.desk.finish_composing()
    found = [key for key, problem in window.problems._problems.items() if problem.element == "el-library"]
    assert found
    assert window.desk.page_id == "pg-1"
    click_row(window.problems.list, found[0])
    assert (window.desk.page_id, window.desk.selection) == ("pg-2", "el-library")
    assert window.overlay.mark


def test_a_problem_of_copy_shows_its_lines(window) -> None:
    window.jump(Problem(code="x", severity="query", story="st-dock", paragraph="st-dock-2", start=10, end=40))
    (one, *_) = window.overlay.mark
    frame = window.overlay.frames("el-dock")[0]
    assert frame.contains(one.x + one.w / 2, one.y + one.h / 2)
    assert one.h < 20


def test_a_query_is_settled_where_it_is_listed(window) -> None:
    click_row(window.problems.list, "query q-1")
    assert window.problems.answers.isVisible()
    QTest.mouseClick(window.problems.dismiss, Qt.MouseButton.LeftButton)
    assert window.desk.document.queries[0].state == "dismissed"
    assert not window.problems.answers.isVisible()
    window.desk.undo()
    assert window.desk.document.queries[0].state == "open"


def test_answering_a_query_leads_to_the_next_one_with_the_keys_in_the_list(window) -> None:
    for name, paragraph in (("q-2", "st-dock-0"), ("q-3", "st-dock-3")):
        anchor = Anchor("st-dock", paragraph, 0, 4)
        window.desk.apply(edits.AddQuery(Query(id=name, code="ui.problems.none", page="pg-1", anchor=anchor)))
    window.problems.refresh()
    panel = window.problems
    keys = [key for key in panel._problems if key.startswith("query ")]
    click_row(panel.list, keys[0])
    panel.dismiss.setFocus()
    QTest.keyClick(panel.dismiss, Qt.Key.Key_Space)
    assert panel.list.currentIndex().data(ROW_ROLE).key == keys[1]
    assert panel.list.hasFocus() and panel.answers.isVisible()
    QTest.mouseClick(panel.accept, Qt.MouseButton.LeftButton)
    assert panel.list.currentIndex().data(ROW_ROLE).key == keys[2]
    QTest.mouseClick(panel.accept, Qt.MouseButton.LeftButton)
    assert not panel.answers.isVisible() and panel.list.hasFocus()
    assert all(query.state != "open" for query in window.desk.document.queries)


def test_the_galley_shows_the_lines_of_a_problem(window, qtbot) -> None:
    window.bars.do("galley")
    window.resize(1400, 420)
    window.commands.take("text")
    window.writer.put(Spot("st-tea", "st-tea-0", 2))
    last = window.desk.document.story("st-dock").body[-1]
    window.jump(Problem(code="x", severity="query", story="st-dock", paragraph=last.id, start=100, end=104))
    rest(window)
    assert window.galley.story.id == "st-dock"
    (rect,) = window.galley._pointed_at()
    view = window.galley.view
    assert view.viewport().rect().contains(view.rect_to_view(rect).center().toPoint())
    window.desk.select("el-tea")
    assert window.galley._pointed_at() == ()


def test_lines_over_are_told_at_once(window) -> None:
    window.desk.select("el-tea")
    window.desk.apply(edits.SetArea(page="pg-1", element="el-tea", area=(GridRect(3, 0, 2, 8),)))
    (fit,) = window.desk.fits("el-tea")
    assert fit.over > 0
    assert str(fit.over) in window.properties.area.fit.text()
    errors = [problem for problem in window.desk.problems if problem.severity == "error"]
    assert "el-tea" in {problem.element for problem in errors}
    assert words.text("ui.lamp.error", "zh", count=len(errors)) in window.lamp.text()
    assert words.text("ui.lamp.query", "zh", count=1) in window.lamp.text()


def test_figures_of_a_block_are_edits(window) -> None:
    window.desk.select("el-tea")
    steppers = window.properties.area.steppers
    QTest.mouseClick(steppers["rows"].more, Qt.MouseButton.LeftButton)
    QTest.mouseClick(window.properties.kinds[Block].steppers["columns"].more, Qt.MouseButton.LeftButton)
    element = window.desk.element
    assert element.area == (GridRect(3, 0, 2, 25),)
    assert element.columns == 1
    assert len(window.desk.done_labels) == 2
    steppers["column"].figure.setFocus()
    steppers["column"].figure.selectAll()
    QTest.keyClicks(steppers["column"].figure, "2")
    QTest.keyClick(steppers["column"].figure, Qt.Key.Key_Return)
    assert window.desk.element.area[0].column == 1


def test_credits_are_edits(window) -> None:
    edit = window.properties.page.credits["editor"]
    write(edit, "林秋 何远")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert window.desk.page.credits.editor == ("林秋", "何远")


def test_facts_of_the_issue_are_edits_and_a_false_date_is_none(window) -> None:
    fields = window.properties.issue.edits
    write(fields["number"], "第77期")
    QTest.keyClick(fields["number"], Qt.Key.Key_Return)
    assert window.desk.document.meta.number == "第77期"
    fields["date"].setFocus()
    fields["date"].setText("2026-13-40")
    QTest.keyClick(fields["date"], Qt.Key.Key_Return)
    assert window.desk.document.meta.date == "2026-03-03"
    assert fields["date"].text() == "2026-03-03"
    fields["date"].setText("2026-03-04")
    QTest.keyClick(fields["date"], Qt.Key.Key_Return)
    assert window.desk.document.meta.date == "2026-03-04"
    assert len(window.desk.done_labels) == 2


def test_a_story_without_a_place_is_shown_in_the_copy(window) -> None:
    (key,) = (key for key, problem in window.problems._problems.items() if problem.story == "st-spare")
    click_row(window.problems.list, key)
    assert window.copy.list.currentIndex().data(ROW_ROLE).key == "st-spare"
    # The sentence names it, so it is not named again under it.
    row, title = (
        window.problems.list.currentIndex().data(ROW_ROLE),
        title_of(window.desk.document.story("st-spare"), window.language),
    )
    assert title in row.text and title not in row.under


def test_the_history_goes_back_and_forth(window) -> None:
    start = window.desk.document
    for row in (1, 2, 3):
        window.desk.apply(edits.SetArea(page="pg-1", element="el-tea", area=(GridRect(3, row, 2, 24),)))
    last = window.desk.document
    click_row(window.history.list, "step 0")
    assert window.desk.document is start
    click_row(window.history.list, "step 3")
    assert window.desk.document is last


def test_undo_turns_to_the_page_of_the_change(window) -> None:
    window.desk.turn_to("pg-2")
    window.desk.apply(edits.SetArea(page="pg-2", element="el-library", area=(GridRect(1, 0, 3, 30),)))
    window.desk.turn_to("pg-1")
    window.desk.undo()
    assert window.desk.page_id == window.view.page == "pg-2"


# Words and looks


def test_both_languages_while_the_window_is_open(window) -> None:
    window.desk.select("el-tea")
    chinese = texts(window)
    window.bars.do("language")
    english = texts(window)
    assert chinese != english
    window.bars.do("language")
    assert texts(window) == chinese
    for said in chinese + english:
        assert not said.startswith("ui."), said
        assert "{" not in said


def test_every_action_has_its_words_icon_and_place() -> None:
    names = {action.name for action in ACTIONS}
    menus = [rows for _, rows in MENUS]
    menus += [each.rows for rows in menus for each in rows if isinstance(each, Sub)]
    used = {name for rows in menus for name in rows if not isinstance(name, Sub)} | set(TOOLBAR) | set(TOOLS)
    used |= {name for rows in CONTEXTS.values() for name in rows if not isinstance(name, Sub)}
    assert used - {None, ""} <= names
    for action in ACTIONS:
        for language in words.LANGUAGES:
            assert f"ui.action.{action.name}" in words.catalogue(language)
        assert not action.icon or resource("icons", f"{action.icon}.svg").is_file()


def test_both_catalogues_have_the_same_texts() -> None:
    def flat(table: dict[str, object], before: str = "") -> set[str]:
        out: set[str] = set()
        for name, value in table.items():
            out |= flat(value, f"{before}{name}.") if isinstance(value, dict) else {before + name}
        return out

    found = [
        flat(tomllib.loads(resource("translations", tongue, "ui.toml").read_text("utf-8")))
        for tongue in words.LANGUAGES
    ]
    assert found[0] == found[1]


def test_themes_change_everything_at_once(window) -> None:
    window.bars.do("theme")
    assert window.look.theme is DARK
    assert window.view.tiles.pasteboard == DARK.pasteboard
    window.bars.do("newsprint")
    assert window.view.tiles.paper != Qt.GlobalColor.white
    window.bars.do("theme")
    assert window.palette().window().color() == LIGHT.window


# Work


def test_export_writes_a_pdf_while_the_window_lives(window, qtbot, tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    window.commands.exporting.export_to(target)
    qtbot.waitUntil(lambda: window.worker.is_busy, timeout=30000)
    assert window.status.progress.isVisible()
    with qtbot.waitSignal(window.worker.finished, timeout=30000):
        pass
    assert target.read_bytes()[:5] == b"%PDF-"
    assert not window.status.progress.isVisible()
    assert "out.pdf" in window.status.note.text()


def test_export_can_be_cancelled(window, qtbot, tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    window.commands.exporting.export_to(target)
    qtbot.waitUntil(lambda: window.worker.is_busy, timeout=30000)
    QTest.mouseClick(window.status.cancel, Qt.MouseButton.LeftButton)
    assert not window.worker.is_busy
    assert not target.exists()


def test_work_that_is_refused_says_so(window, qtbot, tmp_path: Path) -> None:
    with qtbot.waitSignal(window.worker.finished, timeout=30000):
        window.commands.exporting.export_to(tmp_path.parent / "no such folder" / "out.pdf")
    assert "no such folder" in window.status.note.text()
    assert window.desk.is_open


def test_a_picture_is_made_by_a_worker_and_then_shown(make_window, document, qtbot, tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 40, 40))
    image.save(str(photo))
    data = photo.read_bytes()
    asset = asset_from(data, photo.name, str(photo), IdSource())
    first, *others = document.pages
    frame = PictureFrame(id="el-photo", rect=Rect(100, 700, 300, 200), asset=asset.id)
    pages = (replace(first, elements=(*first.elements, frame)), *others)
    path = tmp_path / "pictures.ldesk"
    create(path, replace(document, assets=(asset,), pages=pages), {asset.sha256: data})
    window = make_window()
    assert window.commands.files.open_path(path)
    window.desk.finish_composing()
    window.view.settle()
    place = window.view.to_view(250, 800).toPoint()
    grey = window.view.viewport().grab().toImage().pixelColor(place)
    assert grey.red() == grey.green()
    with qtbot.waitSignal(window.previews.arrived, timeout=20_000):
        pass
    window.view.settle()
    red = window.view.viewport().grab().toImage().pixelColor(place)
    assert red.red() > red.green() + 60


@pytest.mark.slow
def test_many_pages_are_composed_without_stopping_the_window(make_window, document, tmp_path: Path, qapp) -> None:
    """No turn of the event loop composes more than a page (``bench_ui`` measures how long the turns are)."""
    pages = tuple(
        replace(
            page, id=f"{page.id}-{n}", number=2 * n + number, label="",
            elements=tuple(replace(element, id=f"{element.id}-{n}") for element in page.elements),
        )
        for n in range(8)
        for number, page in enumerate(document.pages, 1)
    )  # fmt: skip
    path = tmp_path / "long.ldesk"
    create(path, replace(document, pages=pages), {})
    window = make_window()
    QTest.qWait(200)
    assert window.commands.files.open_path(path)
    turns = [len(window.desk.composed)]
    while window.desk.is_composing:
        qapp.processEvents()
        turns.append(len(window.desk.composed))
    assert turns[-1] == 16
    assert turns[0] <= 1
    assert max(after - before for before, after in pairwise(turns)) == 1


@pytest.mark.slow
def test_the_sample_issue_is_made_up_and_opened(make_window, qtbot) -> None:
    window = make_window()
    window.bars.do("sample")
    with qtbot.waitSignal(window.worker.finished, timeout=120_000):
        pass
    qtbot.waitUntil(lambda: len(window.desk.document.pages) == 4)
    assert window.status.note.text() == ""
    assert window.bars.actions["export-pdf"].isEnabled()


def test_opening_and_closing_leaves_nothing_behind(make_window: Callable[[], Window], issue: Path, qtbot) -> None:
    seen: list[weakref.ref[object]] = []
    for _ in range(5):
        window = make_window()
        assert window.commands.files.open_path(issue)
        window.desk.finish_composing()
        window.view.settle()
        seen += [weakref.ref(window.desk), weakref.ref(window.view.tiles), weakref.ref(window.desk.session)]
        window.close()
        window.deleteLater()
        make_window.made.clear()
        del window
        qtbot.wait(10)
    gc.collect()
    qtbot.wait(10)
    assert [ref() for ref in seen if ref() is not None] == []


def test_an_issue_in_use_is_opened_to_read(window, make_window, issue: Path) -> None:
    other = make_window()
    assert other.commands.files.open_path(issue)
    assert other.desk.session.read_only
    assert other.status.saved.text() == words.text("ui.status.read_only", "zh")
    before = other.desk.document
    assert not other.desk.apply(edits.RemoveElement(page="pg-1", element="el-tea"))
    assert other.desk.document is before
    assert issue.name in other.banner.sentence.text()
    other.desk.select("el-tea")
    place = other.status.place.text()
    other.view.setFocus()
    QTest.keyClick(other.view, Qt.Key.Key_Down)
    assert issue.name in other.status.note.text()
    assert other.status.place.text() == place


def test_an_issue_goes_on_under_another_name(window, tmp_path: Path) -> None:
    window.desk.apply(edits.RemoveElement(page="pg-1", element="el-tea"))
    target = tmp_path / "copy.ldesk"
    assert window.commands.files.save_as(target)
    assert window.desk.session.path == target
    window.desk.undo()
    after = window.desk.document
    assert window.commands.files.close_issue()
    assert window.stack.currentWidget() is window.welcome
    assert window.commands.files.open_path(target)
    assert window.desk.document == after


def test_changes_that_cannot_be_saved_keep_the_window_open(window, issue: Path, tmp_path: Path, monkeypatch) -> None:
    """The file is taken away under the open window: nothing is lost, and the editor decides."""
    issue.rename(tmp_path / "moved.ldesk")
    window.desk.apply(edits.RemoveElement(page="pg-1", element="el-tea"))
    after = window.desk.document
    monkeypatch.setattr(window.dialogs, "unsaved", lambda reason: "stay" if issue.name in reason else "discard")
    assert not window.close()
    assert window.isVisible()
    assert window.desk.document is after
    target = tmp_path / "rescued.ldesk"
    monkeypatch.setattr(window.dialogs, "unsaved", lambda _: "save")
    monkeypatch.setattr(window.dialogs, "save_issue", lambda _: target)
    assert window.close()
    rescued = Session.open(target, read_only=True)
    assert rescued.document == after
    rescued.close()


def test_a_page_is_made_up_anew_around_what_is_locked(window, qtbot) -> None:
    window.desk.apply(edits.SetArea(page="pg-1", element="el-tea", area=(GridRect(0, 4, 2, 24),)))
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-tea", locked=True))
    assert any(problem.code == "compose.overlap" for problem in window.desk.problems)
    with qtbot.waitSignal(window.worker.finished, timeout=60_000):
        window.bars.do("arrange")
    page = window.desk.document.pages[0]
    assert {element.id for element in page.elements} == {"el-bar", "el-dock", "el-tea"}
    (tea,) = (element for element in page.elements if element.id == "el-tea")
    assert tea.area == (GridRect(0, 4, 2, 24),)
    assert not any(problem.code == "compose.overlap" for problem in window.desk.problems)
    assert window.desk.done_labels[-1][0] == "edits.set-elements"
    with qtbot.waitSignal(window.worker.finished, timeout=60_000):
        window.bars.do("arrange")
    assert window.desk.document.pages[0] == page


def test_dialogs_of_qt_speak_the_language_too(window) -> None:
    seen = []
    for _ in range(2):
        menu = window.copy.search.createStandardContextMenu()
        seen.append(menu.actions()[0].text())
        menu.deleteLater()
        window.bars.do("language")
    assert "撤" in seen[0] or "消" in seen[0]
    assert "Undo" in seen[1]


_RUN = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from layoutdesk.ui.app import run_editor

def close():
    window = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "LayoutDesk")
    print(window.windowTitle())
    window.close()

application = QApplication(sys.argv[:1])
QTimer.singleShot(800, close)
print(run_editor(Path(sys.argv[1]), "zh"))
"""


def test_the_entry_opens_an_issue_and_ends_when_the_window_is_closed(issue: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _RUN, str(issue)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    title, code = done.stdout.splitlines()
    assert title.startswith("白鹭洲晚报")
    assert code == "0"


def test_an_issue_opened_once_more_stays_the_editors(window, issue: Path) -> None:
    session = window.desk.session
    assert window.commands.files.open_path(issue)
    assert window.desk.session is session
    assert window.desk.apply(edits.RemoveElement(page="pg-1", element="el-tea"))


def test_what_a_reader_sees_follows_the_writer(window, make_window, qtbot, issue: Path) -> None:
    other = make_window()
    assert other.commands.files.open_path(issue)
    other.desk.select("el-dock")
    window.desk.apply(edits.RemoveElement(page="pg-1", element="el-tea"))
    assert window.desk.session.flush()
    qtbot.waitUntil(lambda: other.desk.document == window.desk.document, timeout=10000)
    assert "el-tea" not in other.desk.shown.frames
    assert other.desk.selection == "el-dock"


def test_nothing_is_exported_that_is_not_in_the_file(window, issue: Path, tmp_path: Path) -> None:
    """Workers read the file: where the last changes cannot be put there, the page would go out without them."""
    issue.rename(tmp_path / "moved.ldesk")
    window.desk.apply(edits.RemoveElement(page="pg-1", element="el-tea"))
    window.commands.exporting.export_to(tmp_path / "out.pdf")
    assert not window.worker.is_busy
    assert issue.name in window.status.note.text()
    window.bars.do("arrange")
    assert not window.worker.is_busy
    (tmp_path / "moved.ldesk").rename(issue)
    assert window.commands.files.save_as(tmp_path / "other.ldesk")


def test_the_mark_of_a_problem_follows_what_it_is_about(window) -> None:
    window.jump(Problem(code="x", severity="query", page="pg-1", element="el-tea"))
    assert window.overlay.mark == window.overlay.frames("el-tea")
    window.desk.apply(edits.SetArea(page="pg-1", element="el-tea", area=(GridRect(3, 20, 2, 24),)))
    assert window.overlay.mark == window.overlay.frames("el-tea")
    window.desk.select("el-dock")
    assert window.overlay.mark == ()


def test_what_cannot_be_accepted_can_be_checked_in_both_languages(window) -> None:
    click_row(window.problems.list, "query q-1")
    for language in ("zh", "en", "zh"):
        window.language.use(language)
        assert window.problems.accept.text() == words.text("ui.problems.checked", language)


def test_problems_are_told_whole(window) -> None:
    """A long sentence takes more lines of the list, fewer as it gets wider."""
    rows = window.problems.list
    (key,) = (key for key, problem in window.problems._problems.items() if problem.story == "st-spare")
    heights = []
    for width in (200, 600):
        beside = window.split.count() - 3
        window.split.setSizes([200, 1000 - width, *[0] * beside, width])
        QTest.qWait(20)
        heights.append(rows.visualRect(rows.rows.find(key)).height())
    assert heights[0] > heights[1]


def test_steps_on_one_story_are_told_apart_in_a_narrow_history(window) -> None:
    for row in (4, 8):
        window.desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, row, 3, 30),)))
    rows = window.history.list.rows.rows[:2]
    seen = [shown_lines(row, window.history.list.font(), 130) for row in rows]
    assert [len(lines) for lines in seen] == [1, 1] and seen[0] != seen[1]
    assert all("…" in lines[0] and lines[0][-2:] == row.text[-2:] for lines, row in zip(seen, rows, strict=True))


def test_a_narrow_history_parts_no_english_word(window) -> None:
    window.language.use("en")
    window.desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 4, 2, 30),)))
    row = window.history.list.rows.rows[0]
    assert row.text.endswith("2 columns × 30 rows")
    cut = [shown_lines(row, window.history.list.font(), width)[0] for width in range(90, 190, 5)]
    ends = {line.rpartition("…")[2].split()[0] for line in cut if line != row.text}
    assert len(ends) > 2 and ends <= {*row.text.split(), ""}


def test_only_where_the_history_is_left_is_composed(window, qtbot) -> None:
    for row in range(1, 9):
        window.desk.apply(edits.SetArea(page="pg-1", element="el-tea", area=(GridRect(3, row, 2, 24),)))
    composed = []
    window.desk.page_composed.connect(composed.append)
    click_row(window.history.list, "step 2")
    assert composed == ["pg-1"]
    assert window.desk.element is None
    assert window.desk.page.elements[2].area[0].row == 2
    assert window.status.saved.text()


def test_the_panels_stay_as_they_were_pulled(window, make_window, issue: Path) -> None:
    window.desk.select("el-dock")
    QTest.qWait(50)
    before = window.right.sizes()
    handle = window.right.handle(1)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=handle.rect().center())
    QTest.mouseMove(handle, handle.rect().center() - QPoint(0, 60))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=handle.rect().center())
    assert window.right.sizes()[0] < before[0] - 40
    shared = window.right.weights
    assert shared[0] < before[0] - 40
    window.close()
    second = make_window()
    assert second.commands.files.open_path(issue)
    assert second.right.weights == shared


def test_a_refusal_stays_on_the_welcome_page(make_window, tmp_path: Path) -> None:
    bad = tmp_path / "bad.ldesk"
    bad.write_bytes(b"no issue at all")
    window = make_window()
    assert not window.commands.files.open_path(bad)
    assert "bad.ldesk" in window.welcome.trouble.text()
    assert LIGHT.error.name() in window.status.note.styleSheet()


_COPY = (
    "---\n报名：白鹭洲晚报\n日期：2026-03-03\n版次：01\n---\n# 新桥通车\n\n本报讯 桥通了。\n\n![新桥。](bridge.jpg)\n"
)


def test_a_picture_that_cannot_be_read_is_told_after_compiling(make_window, qtbot, tmp_path: Path, monkeypatch) -> None:
    """Copy and its picture are dropped together; the picture is broken."""
    copy, picture, target = tmp_path / "copy.md", tmp_path / "bridge.jpg", tmp_path / "made.ldesk"
    copy.write_text(_COPY, "utf-8")
    picture.write_bytes(b"\xff\xd8\xff\xe0 broken off")
    window = make_window()
    monkeypatch.setattr(window.dialogs, "save_issue", lambda _: target)
    with qtbot.waitSignal(window.worker.finished, timeout=60_000):
        window.commands.files.drop_files([picture, copy])
    assert window.desk.session.path == target
    found = [problem for problem in window.desk.problems if problem.code.startswith("pictures.")]
    assert [problem.severity for problem in found] == ["error"]
    said = [row.text for row in window.problems.list.rows.rows]
    assert any("bridge.jpg" in text for text in said)
    assert window.commands.files.close_issue()
    assert window.desk.problems == ()


def test_pictures_without_copy_are_no_issue(make_window, tmp_path: Path) -> None:
    window = make_window()
    window.commands.files.drop_files([tmp_path / "a.JPG"])
    assert not window.worker.is_busy
    assert window.status.note.text() == words.text("ui.status.only_pictures", "zh")


def a_picture(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0)
    return image


def test_previews_are_asked_for_in_the_size_that_is_seen(qapp) -> None:
    previews, asked = Previews(), []
    previews.wanted.connect(lambda asset, size: asked.append((asset, size)))
    assert previews.image("as-1", 300) is None and previews.is_awaited("as-1")
    previews.put("as-1", 448, a_picture(298, 448))
    assert not previews.is_awaited("as-1")
    assert previews.image("as-1", 150).height() == 448 and previews.image("as-1", 290).height() == 448
    # A picture that stands upright has fewer pixels across; until more come, those that are there are shown.
    assert previews.image("as-1", 400).height() == 448
    assert asked == [("as-1", 448), ("as-1", 896)]
    previews.put("as-1", 896, a_picture(466, 700))
    assert previews.image("as-1", 3000).height() == 700, "the original has no more"
    assert len(asked) == 2


def test_previews_seen_longest_ago_go_first_and_small_ones_stay(qapp) -> None:
    small, large = a_picture(224, 150), a_picture(1600, 1000)
    previews = Previews(bytes_kept=2 * large.sizeInBytes() + 10 * small.sizeInBytes())
    for asset in ("as-1", "as-2", "as-3"):
        previews.put(asset, 1600, large)
        previews.put(asset, 224, small)
        previews.image(asset, 1600)
        for each in ("as-1", "as-2", "as-3")[: int(asset[-1])]:
            previews.image(each, 100)
    assert previews.bytes <= 2 * large.sizeInBytes() + 10 * small.sizeInBytes()
    assert previews.image("as-1", 1600).width() == 224 and previews.is_awaited("as-1")
    assert previews.image("as-3", 1600).width() == 1600


def test_a_picture_that_cannot_be_read_looks_missing_until_it_is_renewed(qapp) -> None:
    previews, asked = Previews(), []
    previews.wanted.connect(lambda _, size: asked.append(size))
    previews.put("as-1", 448, None)
    assert previews.image("as-1", 1600) is None and not previews.is_awaited("as-1") and not asked
    previews.renew("as-1")
    assert asked == [224] and previews.is_awaited("as-1")
    previews.put("as-1", 224, a_picture(224, 150))
    assert previews.image("as-1", 200).width() == 224


@pytest.mark.parametrize("most", [1, 3])
def test_a_text_on_lines_is_whole_or_ends_in_dots(qapp, most: int) -> None:
    font = qapp.font()
    for text in (
        "The story is over by two lines of sixteen characters",
        "𠮷《桥好走》没有上版，𠮷要六十二行𠮷",
        "x" * 80,
        "",
    ):
        lines = broken(text, font, 90, most)
        assert 1 <= len(lines) <= most
        assert "".join(lines) == text or lines[-1].endswith("…")
        assert text.startswith("".join(lines).rstrip("…").rstrip())
        assert "".join(broken(text, font, 90, 99)) == text


def test_the_file_dialog_speaks_the_language(window) -> None:
    for language in ("zh", "en"):
        window.language.use(language)
        dialog = window.dialogs._dialog("ui.dialog.open", [("ui.dialog.issues", "*.ldesk")])
        seen = {label.text().replace("&", "") for label in dialog.findChildren(QLabel)}
        assert {words.text(f"ui.dialog.{name}", language) for name in ("look_in", "file_name", "file_type")} <= seen
        dialog.deleteLater()


def test_what_is_half_typed_belongs_to_the_page_where_it_was_typed(window) -> None:
    name = window.properties.page.name
    window.activateWindow()
    write(name, "头条")
    window.bars.do("next-page")
    first, second = window.desk.document.pages
    assert (first.name, second.name) == ("要闻头条", "城事")
    assert name.text() == "城事"
    window.bars.do("previous-page")
    assert window.desk.document.pages[1].name == "城事"


def test_closing_takes_over_what_is_half_typed(window, issue: Path) -> None:
    window.activateWindow()
    write(window.properties.issue.edits["number"], "第5期")
    assert window.commands.files.close_issue()
    kept = Session.open(issue, read_only=True)
    assert kept.document.meta.number == "第5期"
    kept.close()


def test_columns_and_frame_of_a_block_are_chosen_from_lists(window) -> None:
    window.desk.select("el-tea")
    fields = window.properties.kinds[Block]
    values = {row.name: row.values for row in KINDS[Block] if isinstance(row, Choose)}
    QTest.mouseClick(fields.steppers["gutter"].more, Qt.MouseButton.LeftButton)
    for name, choice in (("mode", "relative"), ("frame", "box"), ("tint", "dots")):
        fields.combos[name].activated.emit(values[name].index(choice))
    element = window.desk.element
    assert (element.gutter, element.mode, element.frame, element.tint) == (0.5, "relative", "box", "dots")
    assert fields.combos["mode"].currentText() == words.text("ui.properties.mode_relative", "zh")


def test_a_picture_of_a_block_is_set_free_and_its_caption_put_elsewhere(window) -> None:
    window.desk.select("el-tea")
    fields = window.properties.insets
    assert fields.isHidden()
    places = (PicturePlace("pic", 0, 1, 0, 9), PicturePlace("other", 0, 1, 9, 9))
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-tea", pictures=places))
    assert not fields.isHidden() and fields.fields["wrap"].isHidden()
    QTest.mouseClick(fields.which.more, Qt.MouseButton.LeftButton)
    for name in ("width", "shift", "rows"):
        QTest.mouseClick(fields.steppers[name].more, Qt.MouseButton.LeftButton)
    fields.caption.activated.emit(CAPTIONS.index("right"))
    first, second = window.desk.element.pictures
    assert first == places[0]
    assert (second.width, second.shift, second.rows, second.caption) == (0.5, 0.5, 10, "right")
    assert not fields.fields["wrap"].isHidden() and not fields.fields["caption_width"].isHidden()
    assert fields.caption.currentText() == words.text("ui.insets.caption_right", "zh")


def test_the_wheel_over_a_panel_changes_no_page(window, hand) -> None:
    """The wheel over figures and choices scrolls the panel; it once changed the block that was selected."""
    window.desk.select("el-dock")
    rest(window)
    before = window.desk.document
    widgets = [*window.properties.findChildren(QComboBox), *window.properties.findChildren(QAbstractSpinBox)]
    shown = [widget for widget in widgets if widget.isVisible()]
    assert len(shown) > 4
    for widget in shown:
        widget.setFocus()
        middle = QPointF(widget.rect().center())
        turn = QWheelEvent(
            middle, QPointF(widget.mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, turn)
    assert window.desk.document is before


def test_the_program_ends_well_with_copy_on_the_clipboard() -> None:
    """Qt once freed Python's data after Python was gone, and the process ended in a fault."""
    code = (
        "from PySide6.QtCore import QMimeData; from PySide6.QtWidgets import QApplication; from layoutdesk.ui import clipboard\n"
        "app = QApplication([]); data = QMimeData(); data.setText('渡口'); data.setData('application/x-own', b'1')\n"
        "clipboard.put(data); del data"
    )
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, check=False)
    assert done.returncode == 0


def test_an_issue_opened_and_closed_twenty_times_leaves_nothing_behind(window, issue: Path, qtbot) -> None:
    """Documents, composed pages, threads and open files of issues that were closed are gone."""

    def standing() -> tuple[int, int, int]:
        gc.collect()
        kept = sum(type(each).__name__ in ("Document", "ComposedPage", "Session") for each in gc.get_objects())
        return kept, threading.active_count(), len(list(Path("/proc/self/fd").iterdir()))

    def turn() -> None:
        assert window.commands.files.close_issue()
        assert window.commands.files.open_path(issue)
        window.desk.finish_composing()
        QTest.qWait(1)

    for _ in range(10):  # What is kept of the last issues on purpose is full then.
        turn()
    before = standing()
    for _ in range(20):
        turn()
    qtbot.waitUntil(lambda: all(now <= then + 1 for now, then in zip(standing(), before, strict=True)), timeout=20_000)


def test_enter_takes_a_card_of_the_welcome_page(make_window) -> None:
    window, chosen = make_window(), []
    window.show()
    window.welcome.chosen.disconnect()
    window.welcome.chosen.connect(chosen.append)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        QTest.keyClick(next(iter(window.welcome.cards.values())), key)
    assert len(chosen) == 2


def test_a_long_note_leaves_the_rest_of_the_status_line_its_room(window) -> None:
    window.resize(window.minimumSizeHint().width(), 700)
    rest(window)
    window.status.say("ui.work.said", sentences="很长的一句话" * 40)
    QTest.qWait(1)
    saved = window.status.saved
    assert saved.isVisible() and window.status.rect().contains(saved.geometry())
    window.grab()
    assert window.status.note.toolTip() == window.status.note.text()
