"""A new issue from the window: date and number of pages are enough; recent issues lead back, names used before are kept."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from layoutdesk import words
from layoutdesk.edits import AddStory, PlaceElement
from layoutdesk.model import Block, Credits, Document, FolioBar, GridRect, Masthead, Paragraph, Story
from layoutdesk.ui import paperbook, recent
from layoutdesk.ui.canvas.marks import empty
from layoutdesk.ui.month import Month
from layoutdesk.ui.newissue import NewIssue, day_of
from layoutdesk.ui.panels.people import People
from layoutdesk.ui.window import Window


@pytest.fixture
def document(document: Document) -> Document:
    """The small issue with a number and with credits."""
    first, second = document.pages
    credits = Credits(editor=("林晚",), designer=("周禾",), proofreader=("江一舟",))
    meta = replace(document.meta, number="第0120期", cn_number="CN 99-0007")
    return replace(document, meta=meta, pages=(replace(first, credits=credits), second))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where new issues go."""
    place = tmp_path / "issues"
    place.mkdir()
    recent.keep_folder(place)
    return place


def asked(window: Window) -> NewIssue:
    """The dialog as the menu opens it."""
    window.bars.do("new-issue")
    (dialog,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, NewIssue) and each.isVisible()]
    return dialog


def go(dialog: QDialog) -> None:
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-04", (2026, 3, 4)), ("2026/3/4", (2026, 3, 4)), ("20260304", (2026, 3, 4)), ("2026年3月4日", (2026, 3, 4)),
        ("3月4日", (2026, 3, 4)), ("3-4", (2026, 3, 4)), ("2026-02-30", None), ("明天", None), ("", None), ("2026-3", None),
    ],
)  # fmt: skip
def test_a_date_is_typed_as_people_write_it(text: str, day: tuple[int, int, int] | None) -> None:
    assert day_of(text, datetime.date(2026, 12, 31)) == (datetime.date(*day) if day else None)


def test_with_nothing_known_a_paper_and_a_click_make_an_issue(make_window: Callable[[], Window], folder: Path) -> None:
    window = make_window()
    dialog = asked(window)
    tomorrow = datetime.date.today() + datetime.timedelta(days=1)
    assert dialog.date.day == tomorrow and dialog.number.text() == ""
    assert not dialog.keeps.isVisible()
    # What is asked for already stays while the name is typed.
    dialog.date.step(3)
    dialog.pages.figure.setValue(8)
    dialog.paper.setEditText("清江日报")
    assert dialog.date.day == tomorrow + datetime.timedelta(days=3) and dialog.pages.figure.value() == 8
    dialog.date.step(-3)
    dialog.pages.figure.setValue(4)
    assert dialog.file == folder / f"清江日报 {tomorrow.isoformat()}.ldesk"
    assert dialog.sheets.accessibleName() == f"清江日报 {tomorrow.isoformat()}，共 4 版"
    go(dialog)
    desk = window.desk
    assert desk.is_open and desk.session is not None and desk.session.path == dialog_file(folder, tomorrow)
    assert [type(page.elements[0]) for page in desk.document.pages] == [Masthead, FolioBar, FolioBar, FolioBar]
    assert [page.label for page in desk.document.pages] == ["01", "02", "03", "04"]
    assert desk.document.meta.paper == "清江日报" and desk.document.meta.date == tomorrow.isoformat()
    assert desk.document.fonts
    # Nothing that nobody knows is made up, and what is missing is told.
    assert desk.document.meta.number == "" and desk.document.pages[0].credits == Credits()
    assert {"check.missing-issue-number", "check.missing-credits"} <= {each.code for each in desk.problems}
    assert "4 版" in window.status.note.text()


def test_a_long_name_of_a_paper_makes_a_file_that_the_disk_takes(
    make_window: Callable[[], Window], folder: Path
) -> None:
    window = make_window()
    dialog = asked(window)
    dialog.paper.setEditText("清江日报" * 25)
    assert len(dialog.file.name.encode()) < 220 and dialog.file.name.startswith("清江日报清江")
    go(dialog)
    assert window.desk.is_open and window.desk.document.meta.paper == "清江日报" * 25


def dialog_file(folder: Path, day: datetime.date) -> Path:
    return (folder / f"清江日报 {day.isoformat()}.ldesk").resolve()


def test_the_next_issue_comes_from_the_one_before(window: Window, folder: Path) -> None:
    dialog = asked(window)
    assert dialog.paper.currentText() == "白鹭洲晚报"
    assert dialog.date.day == datetime.date(2026, 3, 4) and dialog.number.text() == "第0121期"
    assert dialog.day.text().startswith("星期三　丙午年正月十六")
    assert "2026-03-03" in dialog.before.text() and "第0120期" in dialog.before.text()
    assert (dialog.pages.figure.value(), dialog.labels.currentData()) == (2, "A01")
    assert (dialog.front.currentData(), dialog.inside.currentData()) == ("tabloid-inside", "tabloid-inside")
    # A day further on, by key and by button, the number goes along.
    QTest.keyClick(dialog.date.line, Qt.Key.Key_Up)
    assert (dialog.date.day, dialog.number.text()) == (datetime.date(2026, 3, 5), "第0122期")
    QTest.mouseClick(dialog.date.less, Qt.MouseButton.LeftButton)
    assert dialog.number.text() == "第0121期"
    dialog.pages.figure.setValue(3)
    go(dialog)
    document = window.desk.document
    assert [(page.label, page.name) for page in document.pages] == [("A01", "要闻"), ("A02", "城事"), ("A03", "")]
    assert document.pages[0].credits == Credits(editor=("林晚",), designer=("周禾",), proofreader=("江一舟",))
    assert (document.meta.cn_number, document.meta.number) == ("CN 99-0007", "第0121期")
    assert document.stories == () and all(len(page.elements) == 1 for page in document.pages)


def test_a_day_is_chosen_from_a_month(window: Window, folder: Path) -> None:
    dialog = asked(window)
    QTest.mouseClick(dialog.date.open, Qt.MouseButton.LeftButton)
    (month,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, Month) and each.isVisible()]
    assert month.day == datetime.date(2026, 3, 4)
    day = datetime.date(2026, 3, 20)
    QTest.mouseClick(month, Qt.MouseButton.LeftButton, pos=month.cell(day).center().toPoint())
    assert dialog.date.day == day and dialog.number.text() == "第0137期" and dialog.day.text().endswith("春分")
    # By keys, over the end of the month; the wheel and the arrows at the top turn the months.
    month = dialog.date.show_month()
    QTest.keyClick(month, Qt.Key.Key_PageDown)
    QTest.keyClick(month, Qt.Key.Key_Down)
    assert month.day == datetime.date(2026, 4, 27)
    QTest.mouseClick(month, Qt.MouseButton.LeftButton, pos=QPoint(month.width() - 12, 12))
    assert month.day == datetime.date(2026, 5, 27)
    QTest.keyClick(month, Qt.Key.Key_Return)
    assert dialog.date.day == datetime.date(2026, 5, 27)
    month = dialog.date.show_month()
    QTest.keyClick(month, Qt.Key.Key_Escape)
    assert dialog.date.day == datetime.date(2026, 5, 27) and dialog.isVisible()
    dialog.reject()


def test_enter_in_a_field_makes_the_issue(make_window: Callable[[], Window], folder: Path) -> None:
    window = make_window()
    dialog = asked(window)
    dialog.paper.setEditText("清江晚报")
    dialog.number.setFocus()
    QTest.keyClick(dialog.number, Qt.Key.Key_Return)
    assert not dialog.isVisible() and window.desk.document.meta.paper == "清江晚报"


def test_what_is_given_by_hand_stays(window: Window, folder: Path) -> None:
    dialog = asked(window)
    dialog.number.clear()
    QTest.keyClicks(dialog.number, "No. 7")
    dialog.date.step(3)
    assert dialog.number.text() == "No. 7"
    # Emptied, it is counted again.
    dialog.number.selectAll()
    QTest.keyClick(dialog.number, Qt.Key.Key_Delete)
    dialog.date.step(-1)
    assert dialog.number.text() == "第0123期"
    dialog.keeps.setChecked(False)
    file = folder / "别名.ldesk"
    dialog.use_file(file)
    assert dialog.file == file
    go(dialog)
    assert window.desk.session is not None and window.desk.session.path == file.resolve()
    assert all(page.name == "" and page.credits == Credits() for page in window.desk.document.pages)


def test_a_date_that_is_none_makes_nothing(window: Window, folder: Path) -> None:
    dialog = asked(window)
    dialog.date.line.selectAll()
    QTest.keyClicks(dialog.date.line, "2026-02-31")
    assert not dialog.go.isEnabled()
    assert dialog.day.text() == words.text("ui.newissue.no_day", "zh") and dialog.day.objectName() == "over"
    dialog.date.line.selectAll()
    QTest.keyClicks(dialog.date.line, "3/9")
    assert dialog.go.isEnabled() and dialog.date.day == datetime.date(2026, 3, 9)
    dialog.reject()
    assert list(folder.iterdir()) == []


def test_no_issue_is_written_over(window: Window, folder: Path) -> None:
    taken = folder / "白鹭洲晚报 2026-03-04.ldesk"
    taken.write_bytes(b"x")
    dialog = asked(window)
    assert dialog.file == folder / "白鹭洲晚报 2026-03-04 (2).ldesk"
    # A file of another kind that was chosen by hand is refused in words, and the open issue stays.
    dialog.use_file(taken)
    before = window.desk.session
    go(dialog)
    assert window.desk.session is before and taken.read_bytes() == b"x"
    assert taken.name in window.status.note.text()


def test_inside_pages_go_with_the_sheet_of_the_first(make_window: Callable[[], Window], folder: Path) -> None:
    dialog = asked(make_window())
    assert (dialog.front.currentData(), dialog.inside.currentData()) == ("broadsheet-front", "broadsheet-inside")
    dialog.front.setCurrentIndex(dialog.front.findData("tabloid-front"))
    dialog.front.activated.emit(dialog.front.currentIndex())
    assert dialog.inside.currentData() == "tabloid-inside"
    # On the same sheet they stay as they are.
    dialog.inside.setCurrentIndex(dialog.inside.findData("tabloid-front"))
    dialog.front.setCurrentIndex(dialog.front.findData("tabloid-inside"))
    dialog.front.activated.emit(dialog.front.currentIndex())
    assert dialog.inside.currentData() == "tabloid-front"
    dialog.inside.setCurrentIndex(dialog.inside.findData("broadsheet-notice"))
    dialog.inside.activated.emit(dialog.inside.currentIndex())
    dialog.front.setCurrentIndex(dialog.front.findData("broadsheet-front"))
    dialog.front.activated.emit(dialog.front.currentIndex())
    assert dialog.inside.currentData() == "broadsheet-notice"
    dialog.reject()


def test_recent_issues_are_on_the_welcome_page_and_in_the_menu(
    make_window: Callable[[], Window], issue: Path, folder: Path
) -> None:
    window = make_window()
    assert not window.welcome.earlier.isVisible()
    assert window.commands.files.open_path(issue)
    assert window.commands.files.close_issue()
    row = window.welcome.recent.rows.rows[0]
    assert (row.text, row.figure) == ("白鹭洲晚报 2026-03-03", "2 版")
    assert window.welcome.earlier.isVisible()
    rect = window.welcome.recent.visualRect(window.welcome.recent.rows.index(0))
    QTest.mouseClick(window.welcome.recent.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert window.desk.session is not None and window.desk.session.path == issue.resolve()
    menu = window.bars.menu("recent")
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == [f"白鹭洲晚报 2026-03-03　{issue.name} · {issue.parent}"]
    window.commands.files.close_issue()
    menu.actions()[0].trigger()
    assert window.desk.is_open
    # One that is gone is not offered.
    window.commands.files.close_issue()
    issue.unlink()
    menu.aboutToShow.emit()
    assert [(action.text(), action.isEnabled()) for action in menu.actions()] == [
        (words.text("ui.recent.none", "zh"), False)
    ]


def test_two_issues_of_one_day_are_told_apart_by_their_files(
    make_window: Callable[[], Window], issue: Path, folder: Path
) -> None:
    """An original and its copy had the same title and the same rows: one wrote into the wrong one."""
    window = make_window()
    copy = issue.with_name("copy.ldesk")
    shutil.copy(issue, copy)
    for path in (copy, issue):
        assert window.commands.files.open_path(path)
        assert path.name in window.windowTitle() and window.status.saved.toolTip() == str(path.resolve())
    assert window.commands.files.close_issue()
    assert [row.under for row in window.welcome.recent.rows.rows] == [
        f"{path.name} · {path.parent}" for path in (issue, copy)
    ]
    assert window.windowTitle() == "LayoutDesk" and window.status.saved.toolTip() == ""


def test_damaged_settings_are_no_fault(make_window: Callable[[], Window], folder: Path) -> None:
    QSettings().setValue("recent/issues", "{")
    QSettings().setValue("papers/known", '[{"pages": 7}]')
    assert recent.recent() == [] and paperbook.papers() == []
    dialog = asked(make_window())
    assert dialog.paper.currentText() == ""
    dialog.reject()


def test_the_dialog_speaks_both_languages(make_window: Callable[[], Window], folder: Path) -> None:
    window = make_window()
    window.language.use("en")
    dialog = asked(window)
    assert dialog.windowTitle() == "New issue" and dialog.keeps.text().startswith("Keep names")
    assert dialog.day.text().split("　")[0] in {words.text(f"ui.newissue.weekday_{day}", "en") for day in range(7)}
    dialog.reject()


def write(line: QWidget, text: str) -> None:
    """Writes as an input method does, which alone gives Chinese."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(line, event)


def offered(line: People) -> list[str]:
    model = line.offered.completionModel()
    return [model.index(n, 0).data() for n in range(model.rowCount())]


def test_names_used_before_are_offered_one_after_the_other(window: Window, folder: Path) -> None:
    go(asked(window))
    window.desk.turn_to(window.desk.document.pages[1].id)
    editor = window.properties.page.credits["editor"]
    assert editor.text() == ""
    window.activateWindow()
    editor.setFocus()
    QTest.qWaitForWindowActive(window)
    write(editor, "江一舟、林")
    assert editor.offered.popup().isVisible()
    assert offered(editor) == ["林晚"]
    QTest.keyClick(editor.offered.popup(), Qt.Key.Key_Down)
    QTest.keyClick(editor.offered.popup(), Qt.Key.Key_Return)
    assert editor.text() == "江一舟、林晚" and not editor.offered.popup().isVisible()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert window.desk.page is not None and window.desk.page.credits.editor == ("江一舟", "林晚")
    # Down in an empty line shows everybody, what nobody is called shows nobody.
    proof = window.properties.page.credits["proofreader"]
    proof.setFocus()
    QTest.keyClick(proof, Qt.Key.Key_Down)
    assert offered(proof) == ["江一舟"]
    QTest.keyClick(proof.offered.popup(), Qt.Key.Key_Escape)
    write(proof, "甲")
    assert not proof.offered.popup().isVisible()


def test_the_template_of_the_page_in_view_is_chosen_in_the_panel(window: Window) -> None:
    fields = window.properties.page
    titles = [fields.template.itemText(n) for n in range(fields.template.count())]
    assert fields.template.currentText() == "四开内页" and "275 × 390" in fields.grid.text()
    fields.template.setCurrentIndex(titles.index("对开头版"))
    fields.template.activated.emit(titles.index("对开头版"))
    first, second = window.desk.document.pages
    assert (first.template, second.template) == ("broadsheet-front", "tabloid-inside")
    assert "390 × 543" in fields.grid.text()
    window.desk.undo()
    assert fields.template.currentText() == "四开内页"


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_an_empty_page_says_how_to_begin_until_something_stands_on_it(
    window: Window, folder: Path, language: str, tmp_path: Path
) -> None:
    window.language.use(language)
    assert empty.words(window.overlay) == ()
    go(asked(window))
    assert empty.words(window.overlay) == tuple(words.text(f"ui.empty.{name}", language) for name in ("drop", "tools"))
    bare = window.view.viewport().grab().toImage()
    spare = Story(id="st-spare", main=Paragraph(id="m", text="风筝节周末开幕", style="main"))
    window.desk.apply(AddStory(story=spare))
    assert empty.words(window.overlay)[0] == words.text("ui.empty.waiting", language)
    window.bars.do("plain")
    assert window.view.viewport().grab().toImage() != bare
    window.bars.do("plain")
    block = Block(id="el", story="st-spare", area=(GridRect(0, 0, 2, 9),))
    window.desk.apply(PlaceElement(page=window.desk.page_id, element=block))
    assert empty.words(window.overlay) == ()


@pytest.mark.parametrize("size", [100, 150, 200])
@pytest.mark.parametrize("zoom", [36, 50, 100])
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_how_to_begin_is_said_on_a_small_page_and_with_large_type_too(
    window: Window, folder: Path, language: str, zoom: int, size: int
) -> None:
    window.language.use(language)
    go(asked(window))
    window.commands.views.use_text_size(size)
    try:
        window.view.set_zoom(zoom / 100)
        over, area = window.overlay, window.view.rect_to_view(window.desk.grid.type_area)
        hint = empty.fitted(over, area, empty.words(over))
        assert area.contains(hint.box)
        assert hint.width <= hint.box.width() and sum(hint.heights) < hint.box.height()
        assert all(font.pixelSize() >= 10 for font in hint.fonts)
    finally:
        window.commands.views.use_text_size(100)
