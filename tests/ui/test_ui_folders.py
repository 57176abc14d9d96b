"""Where the questions for files begin: in the folder in which one would look (convention 33), by the real dialogs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image
from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QListView, QTreeView

from layoutdesk.base.ids import IdSource
from layoutdesk.model import Document
from layoutdesk.pictures.read import import_picture
from layoutdesk.store import create
from layoutdesk.ui import folders
from layoutdesk.ui.window import Window

WAIT = 60_000


def photo(path: Path, shade: int = 90) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (300, 200), (shade, shade, shade)).save(path, "JPEG")
    return path


@pytest.fixture
def day(tmp_path: Path) -> Path:
    """The folder of a day, with the photographs in one beside the issue."""
    return tmp_path / "today"


@pytest.fixture
def issue(document: Document, day: Path) -> Path:
    path, assets, blobs = day / "issue.ldesk", [], {}
    for number, folder in enumerate(("desk", "agency")):
        file = photo(day / folder / f"{folder}.jpg", 40 * number)
        asset = replace(
            import_picture(file, IdSource(folder.encode())).asset, id=f"as-{folder}", path=f"{folder}/{file.name}"
        )
        assets.append(asset)
        blobs[asset.sha256] = file.read_bytes()
    create(path, replace(document, assets=tuple(assets)), blobs)
    return path


def begins(do: Callable[[], object], file: Path | None = None) -> Path:
    """Where a question for files begins; it is answered by ``file``, or given up."""
    seen: list[Path] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            clock.start()
            return
        seen.append(Path(dialog.directory().absolutePath()))
        if file is None:
            dialog.reject()
        else:
            dialog.findChild(QLineEdit, "fileNameEdit").setText(str(file))
            dialog.accept()

    clock = QTimer(singleShot=True, interval=20)
    clock.timeout.connect(answer)
    clock.start()
    do()
    return seen[0]


def relink(window: Window, name: str) -> Callable[[], object]:
    window.desk.links.choose([f"asset {name}"])
    return lambda: window.bars.do("link-relink")


def rest(window: Window, qtbot) -> None:
    qtbot.waitUntil(lambda: not window.worker.is_busy and not window.commands.taking.is_busy, timeout=WAIT)


def test_to_link_anew_begins_where_the_picture_lay_else_where_the_last_was_found(window, day, tmp_path, qtbot) -> None:
    window.bars.do("links")
    assert begins(relink(window, "as-desk")) == day / "desk"
    # Both folders are gone: the first picture is looked for beside the issue, the second where that was found.
    (day / "desk").rename(tmp_path / "moved")
    (day / "agency").rename(tmp_path / "moved" / "agency")
    assert begins(relink(window, "as-desk"), tmp_path / "moved" / "desk.jpg") == day
    rest(window, qtbot)
    qtbot.waitUntil(lambda: window.desk.document.asset("as-desk").path == "../moved/desk.jpg", timeout=WAIT)
    assert begins(relink(window, "as-agency")) == tmp_path / "moved"
    assert begins(lambda: window.bars.do("link-folder"), tmp_path / "moved" / "agency") == tmp_path / "moved"
    rest(window, qtbot)
    assert begins(lambda: window.bars.do("link-folder")) == tmp_path / "moved" / "agency"


def test_a_folder_that_does_not_answer_is_not_waited_for(window, day, monkeypatch) -> None:
    gate, asked = threading.Event(), list[str]()
    is_dir = Path.is_dir

    def hang(self: Path) -> bool:
        if self.name == "desk":
            asked.append(threading.current_thread().name)
            gate.wait(30)
        return is_dir(self)

    window.bars.do("links")
    monkeypatch.setattr(Path, "is_dir", hang)
    try:
        assert begins(relink(window, "as-desk")) == day
        assert asked
        assert threading.main_thread().name not in asked
    finally:
        gate.set()


def test_copy_and_pictures_are_looked_for_where_they_were_found_last(window, day, tmp_path, qtbot) -> None:
    other = photo(tmp_path / "other" / "new.jpg", 200)
    assert begins(lambda: window.bars.do("take-in")) == day
    assert begins(lambda: window.bars.do("take-in"), other) == day
    rest(window, qtbot)
    assert begins(lambda: window.bars.do("take-in")) == tmp_path / "other"
    assert begins(window.dialogs.choose_picture) == tmp_path / "other"
    assert begins(lambda: window.bars.do("new")) == tmp_path / "other"
    # That it was another folder for pictures is no reason to look there for issues.
    assert begins(lambda: window.bars.do("open")) == day
    # One that is gone is forgotten.
    (tmp_path / "other").rename(tmp_path / "archive")
    assert begins(lambda: window.bars.do("take-in")) == day


def test_issues_are_looked_for_beside_the_one_that_is_open_or_was_last(window, day) -> None:
    for action in ("open", "save-as", "save-copy", "package", "proof"):
        assert begins(lambda action=action: window.bars.do(action)) == day
    assert window.commands.files.close_issue()
    assert begins(lambda: window.bars.do("open")) == day


@pytest.mark.parametrize("size", [100, 150])
def test_what_the_list_says_of_files_is_to_be_read_whole(window, day, size: int) -> None:
    photo(day / "desk" / "20310503-ferry.jpg")
    window.look.use_size(size)
    try:
        dialog = window.dialogs._dialog("ui.dialog.picture", [("ui.dialog.pictures", "*.jpg")], day / "desk")
        dialog.show()
        listed = dialog.findChild(QTreeView, "treeView")
        QTest.qWait(300)
        assert listed.model().rowCount(listed.rootIndex()) == 2
        for column in range(4):
            assert listed.columnWidth(column) >= listed.sizeHintForColumn(column)
        places = dialog.findChild(QListView, "sidebar")
        assert places.viewport().width() >= places.sizeHintForColumn(0)
        dialog.deleteLater()
    finally:
        window.look.use_size(100)


def test_nobody_looks_for_files_in_the_folder_of_the_program(window, document, tmp_path) -> None:
    own = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation))
    own.mkdir(parents=True)
    create(own / "sample.ldesk", document, {})
    (tmp_path / "papers").mkdir()
    folders.recent.keep_folder(tmp_path / "papers")
    assert window.commands.files.open_path(own / "sample.ldesk")
    for action in ("open", "take-in", "save-as", "package"):
        assert begins(lambda action=action: window.bars.do(action)) == tmp_path / "papers"
