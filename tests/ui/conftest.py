"""The window under test: offscreen, with settings of its own, on a small issue made up by hand; warnings of Qt fail."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QMimeData, QPointF, QSettings, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from layoutdesk.model import Block, Document, FolioBar, GridRect, Meta, Page, Paragraph, Query, Story
from layoutdesk.model.library import shipped_templates
from layoutdesk.store import create
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.ui.canvas.drops import STORY_MIME
from layoutdesk.ui.language import Language
from layoutdesk.ui.theme import LIGHT, Look
from layoutdesk.ui.window import Window
from layoutdesk.ui.writing.spots import Spot, Spots

_SENTENCE = "渡口的灯在夜里亮到天明，往来的船只依次靠岸，码头上的人们把货物一件件搬进仓库。"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A warning of Qt fails the test that caused it."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            # What the offscreen platform says of itself.
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(autouse=True)
def fresh_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    """Settings, data and caches of the test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    monkeypatch.setenv("LAYOUTDESK_CACHE", str(tmp_path / "cache"))
    qapp.setOrganizationName("LayoutDesk tests")


def story(name: str, title: str, sentences: int) -> Story:
    """An article of ``sentences`` sentences in paragraphs of four."""
    body = tuple(
        Paragraph(id=f"{name}-{n}", text=_SENTENCE * min(4, sentences - 4 * n)) for n in range((sentences + 3) // 4)
    )
    return Story(id=name, main=Paragraph(id=f"{name}-main", text=title, style="main"), body=body)


def block(name: str, of: str, *area: tuple[int, int, int, int], **more: object) -> Block:
    """A block for a story on rectangles of (column, row, columns, rows)."""
    return Block(id=name, story=of, area=tuple(GridRect(*rect) for rect in area), **more)


@pytest.fixture
def document() -> Document:
    """Two pages, two blocks on the first, one on the second, one story unplaced, one query."""
    template = shipped_templates()["tabloid-inside"]
    stories = (
        story("st-dock", "渡口灯火照夜航", 24),
        story("st-tea", "新茶开采满山香", 12),
        story("st-library", "旧粮仓变身图书馆", 16),
        story("st-spare", "风筝节周末开幕", 8),
    )
    pages = (
        Page(
            id="pg-1", number=1, template=template.name, label="A01", name="要闻",
            elements=(FolioBar(id="el-bar"), block("el-dock", "st-dock", (0, 0, 3, 34)), block("el-tea", "st-tea", (3, 0, 2, 24))),
        ),
        Page(
            id="pg-2", number=2, template=template.name, label="A02", name="城事",
            elements=(FolioBar(id="el-bar-2"), block("el-library", "st-library", (0, 0, 3, 30))),
        ),
    )  # fmt: skip
    return Document(
        meta=Meta(paper="白鹭洲晚报", date="2026-03-03"), pages=pages, templates=(template,), stories=stories,
        queries=(Query(id="q-1", code="ui.problems.none", page="pg-2"),),
    )  # fmt: skip


@pytest.fixture
def issue(document: Document, tmp_path: Path) -> Path:
    """The document as an issue file."""
    path = tmp_path / "issue.ldesk"
    create(path, document, {})
    return path


def rest(window: Window) -> None:
    """Lets all that waits for its turn be done: what a window shows is then true of its document and its look."""
    QTest.qWait(1)
    while window.look.is_busy or window.desk.turns.is_busy:
        QTest.qWait(1)


@pytest.fixture
def make_window(qapp: QApplication) -> Iterator[Callable[[], Window]]:
    """Makes windows and closes them at the end."""
    made: list[Window] = []

    def make() -> Window:
        look = Look(LIGHT)
        look.apply()
        window = Window(pip_fonts(), Language("zh"), look)
        window.resize(1400, 900)
        window.show()
        made.append(window)
        return window

    make.made = made
    yield make
    for window in made:
        # Work that a failed test has left would have the closing window ask, and nobody answers.
        window.worker.cancel()
        window.close()
        window.deleteLater()
    qapp.processEvents()
    # Outside an event loop nothing else deletes them, and every window that is left makes the next one slower.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(make_window: Callable[[], Window], issue: Path) -> Window:
    """A window with the issue open and every page composed."""
    window = make_window()
    assert window.commands.files.open_path(issue)
    window.desk.finish_composing()
    QTest.qWait(1)
    window.view.settle()
    return window


class Hand:
    """The editor's hand on the page, in points of the page."""

    def __init__(self, window: Window) -> None:
        self.view = window.view
        self.window = window

    def at(self, x: float, y: float) -> QPointF:
        return self.view.to_view(x, y)

    def middle(self, element: str) -> tuple[float, float]:
        rect = self.window.overlay.frames(element)[0]
        return rect.x + rect.w / 2, rect.y + rect.h / 2

    def click(self, x: float, y: float, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, modifiers, self.at(x, y).toPoint())

    def press(self, x: float, y: float, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mousePress(self.view.viewport(), Qt.MouseButton.LeftButton, modifiers, self.at(x, y).toPoint())

    def move(self, x: float, y: float) -> None:
        QTest.mouseMove(self.view.viewport(), self.at(x, y).toPoint())

    def move_with(self, x: float, y: float, modifiers: Qt.KeyboardModifier) -> None:
        """Moves with the button and keys held, which ``QTest.mouseMove`` cannot."""
        button, viewport = Qt.MouseButton.LeftButton, self.view.viewport()
        place = self.at(x, y).toPoint()
        spot = QPointF(place), QPointF(viewport.mapToGlobal(place))
        event = QMouseEvent(QEvent.Type.MouseMove, *spot, Qt.MouseButton.NoButton, button, modifiers)
        QApplication.sendEvent(viewport, event)

    def release(self, x: float, y: float, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mouseRelease(self.view.viewport(), Qt.MouseButton.LeftButton, modifiers, self.at(x, y).toPoint())

    def drag_with(self, start: tuple[float, float], end: tuple[float, float], modifiers: Qt.KeyboardModifier) -> None:
        """Presses, takes the keys once the drag has begun, and lets go with them."""
        self.press(*start)
        for n in range(1, 5):
            self.move_with(*(a + (b - a) * n / 4 for a, b in zip(start, end, strict=True)), modifiers)
        self.release(*end, modifiers)

    def drag(self, start: tuple[float, float], end: tuple[float, float], steps: int = 4) -> None:
        """Presses, moves in steps and lets go."""
        self.press(*start)
        for n in range(1, steps + 1):
            self.move(*(a + (b - a) * n / steps for a, b in zip(start, end, strict=True)))
        self.release(*end)

    def write_at(self, spot: Spot) -> None:
        """Takes the text tool by a double click into the selected element, just right of where the caret stands at a spot."""
        caret = Spots(self.window.desk.shown, self.window.desk.selection).caret(spot)
        assert caret is not None
        self.view.set_zoom(1)
        self.view.center_on(caret)
        place, viewport = self.at(caret.x + 1, caret.y + caret.h / 2).toPoint(), self.view.viewport()
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=place)

    def drag_story(
        self, story: str, at: tuple[float, float], keys: Qt.KeyboardModifier, *, lets_go: bool = True
    ) -> bool:
        """Drags a story from the copy panel over the page and lets it go there, or leaves again; whether the page takes it."""
        data, spot = QMimeData(), self.at(*at)
        data.setData(STORY_MIME, story.encode())

        def send(kind: type) -> bool:
            rest = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, keys)
            try:
                event = kind(spot.toPoint().toPointF(), *rest)
            except TypeError:
                event = kind(spot.toPoint(), *rest)
            self.view.viewportEvent(event)
            return event.isAccepted()

        taken = send(QDragEnterEvent) and send(QDragMoveEvent)
        if taken and lets_go:
            send(QDropEvent)
        else:
            self.view.viewportEvent(QDragLeaveEvent())
        return taken

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.view.setFocus()
        QTest.keyClick(self.view, key, modifiers)


@pytest.fixture
def hand(window: Window) -> Hand:
    return Hand(window)
