"""Copies, packages and versions from the window."""

import multiprocessing
import os
import shutil
import signal
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QInputDialog, QMessageBox, QPushButton

from layoutdesk import edits, words
from layoutdesk.store import IssueFile, snapshots
from layoutdesk.ui.actions import ACTIONS

FIXTURES = Path(__file__).parents[1] / "fixtures"


def enabled(window) -> set[str]:
    return {action.name for action in ACTIONS if action.when(window.desk)}


def test_a_copy_is_saved_by_a_worker_and_the_window_stays(
    window, qtbot, issue: Path, tmp_path: Path, monkeypatch
) -> None:
    window.desk.apply(edits.RemoveElement(page="pg-1", element="el-tea"))
    target = tmp_path / "副本.ldesk"
    monkeypatch.setattr(window.dialogs, "save_issue", lambda proposed: target if "副本" in proposed.name else None)
    with qtbot.waitSignal(window.worker.finished, timeout=30000):
        window.bars.do("save-copy")
    assert window.desk.session.path == issue
    assert "副本.ldesk" in window.status.note.text()
    with IssueFile.open(target) as file:
        assert file.read() == window.desk.document
        assert len(file.entries()) == 1


def test_the_issue_is_packed_by_a_worker(window, qtbot, issue: Path, tmp_path: Path, monkeypatch) -> None:
    target = tmp_path / "交付.zip"
    monkeypatch.setattr(window.dialogs, "save_package", lambda proposed: target if proposed.suffix == ".zip" else None)
    with qtbot.waitSignal(window.worker.finished, timeout=60000):
        window.bars.do("package")
    assert "交付.zip" in window.status.note.text()
    with zipfile.ZipFile(target) as archive:
        assert f"交付/data/{issue.name}" in archive.namelist()


@pytest.mark.parametrize("taken", [True, False])
def test_the_name_of_a_version_is_asked(window, taken: bool) -> None:
    def answer() -> None:
        dialog = window.findChild(QInputDialog)
        assert dialog.labelText() == words.text("ui.dialog.version_name", "zh")
        (first, *others) = dialog.findChildren(QPushButton)
        assert first.isDefault() and first.text() == words.text("ui.dialog.keep", "zh")
        accent = dialog.palette().accent().color()
        assert first.grab().toImage().pixelColor(4, first.height() // 2) == accent
        assert all(each.grab().toImage().pixelColor(4, each.height() // 2) != accent for each in others)
        dialog.setTextValue(" 二校 ")
        dialog.accept() if taken else dialog.reject()

    QTimer.singleShot(0, answer)
    window.bars.do("name-version")
    assert [version.name for version in window.desk.session.versions()] == (["二校"] if taken else [])


def test_what_was_done_in_an_issue_is_not_told_on_the_welcome_page(window) -> None:
    window.commands.keeping.name_version("二校")
    assert "二校" in window.status.note.text()
    assert window.commands.files.close_issue()
    assert window.stack.currentWidget() is window.welcome and window.status.note.text() == ""


def test_an_export_keeps_what_it_prints(window, qtbot, tmp_path: Path) -> None:
    before = window.desk.document
    with qtbot.waitSignal(window.worker.finished, timeout=60000):
        window.commands.exporting.export_to(tmp_path / "out.pdf")
        # The hand goes on while the worker prints.
        window.desk.apply(edits.RemoveElement(page="pg-1", element="el-tea"))
    assert (tmp_path / "out.pdf").read_bytes()[:5] == b"%PDF-"
    (version,) = [each for each in window.desk.session.versions() if each.kind == "export"]
    assert version.name == "out.pdf"
    assert window.desk.session.version(version.number) == before


def test_a_reader_exports_without_keeping_a_version(window, make_window, qtbot, issue: Path, tmp_path: Path) -> None:
    window.commands.keeping.name_version("一校")
    other = make_window()
    assert other.commands.files.open_path(issue)
    assert "name-version" in enabled(window)
    assert "name-version" not in enabled(other)
    with qtbot.waitSignal(other.worker.finished, timeout=60000):
        other.commands.exporting.export_to(tmp_path / "out.pdf")
    assert [version.name for version in window.desk.session.versions()] == ["一校"]


def test_an_issue_of_an_earlier_format_is_opened_with_a_word_about_its_copy(make_window, tmp_path: Path) -> None:
    path = tmp_path / "要闻.ldesk"
    shutil.copyfile(FIXTURES / "issue-format-1.ldesk", path)
    window = make_window()
    assert window.commands.files.open_path(path)
    assert "要闻.format-1.ldesk" in window.status.note.text()
    assert window.commands.files.close_issue()
    window.status.say(None)
    assert window.commands.files.open_path(path)
    assert "format-1" not in window.status.note.text()


def test_an_issue_is_no_copy_of_itself(window, issue: Path) -> None:
    before = issue.stat().st_mtime_ns
    window.commands.keeping.copy_to(issue)
    assert window.status.note.text() == window.language.text("ui.work.same_file", file=issue.name)
    assert not window.worker.is_busy and issue.stat().st_mtime_ns == before


def test_a_copy_of_a_snapshot_is_worked_on(make_window, qtbot, issue: Path, tmp_path: Path) -> None:
    snapshots.take(issue, lambda _done, _all: None)
    (snapshot,) = snapshots.listed(issue)
    window = make_window()
    window.desk.open(snapshot.path, read_only=True)
    with qtbot.waitSignal(window.worker.finished, timeout=30000):
        window.commands.keeping.copy_to(tmp_path / "back.ldesk")
    assert window.commands.files.open_path(tmp_path / "back.ldesk")
    assert not window.desk.session.read_only


@pytest.mark.parametrize("leaves", [True, False])
def test_the_window_asks_before_it_breaks_off_a_copy(window, qtbot, tmp_path: Path, leaves: bool) -> None:
    target = tmp_path / "copy.ldesk"
    words_of = window.language.text

    def answer() -> None:
        box = window.findChild(QMessageBox)
        (first,) = [each for each in box.buttons() if each.isDefault()]
        assert first.grab().toImage().pixelColor(4, first.height() // 2) == box.palette().accent().color()
        assert box.text() == words_of("ui.work.copying")
        wanted = words_of("ui.dialog.break_off" if leaves else "ui.dialog.stay")
        if not leaves:
            os.kill(copying, signal.SIGCONT)
        next(button for button in box.buttons() if button.text() == wanted).click()

    window.commands.keeping.copy_to(target)
    # On a busy machine the copy could be done before anybody answers, or before the window has closed its issue.
    (copying,) = (process.pid for process in multiprocessing.active_children())
    os.kill(copying, signal.SIGSTOP)
    QTimer.singleShot(0, answer)
    assert window.close() == leaves
    if not leaves:
        qtbot.waitUntil(lambda: not window.worker.is_busy, timeout=30000)
    assert target.exists() != leaves


def test_an_export_that_must_wait_keeps_no_version(window, qtbot, tmp_path: Path) -> None:
    window.commands.keeping.copy_to(tmp_path / "copy.ldesk")
    window.commands.exporting.export_to(tmp_path / "out.pdf")
    assert window.status.note.text() == words.text("ui.work.busy", "zh")
    assert window.desk.session.versions() == []
    qtbot.waitUntil(lambda: not window.worker.is_busy, timeout=30000)
