"""The list of what was found: clicks and keys on it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QWidget

from layoutdesk.finding import Hit
from layoutdesk.ui.finding.finder import Finder
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.foundmodel import Found
from layoutdesk.ui.panels.foundpainter import SIDE, TICK, FoundPainter
from layoutdesk.ui.textsize import px
from layoutdesk.ui.theme import UNIT, Look


class FoundList(QListView):
    """The list. ``chosen``: a hit was clicked or walked to; ``opened``: a double click or Enter goes into the copy there."""

    chosen = Signal(int)
    opened = Signal(int)
    left = Signal()

    def __init__(self, finder: Finder, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finder = finder
        #: The current hit as it was shown last, by its paragraph and start.
        self._seen: tuple[str, int] | None = None
        self.found = Found(finder, language, self)
        self.setModel(self.found)
        self.setItemDelegate(FoundPainter(finder, look, language, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(lambda index: self._emit(self.opened, index.row()))
        look.changed.connect(self.viewport().update)

    def show_hits(self) -> None:
        """Shows the hits as they are; the current one comes into sight when it is another, else the list stays where it is."""
        place = self.verticalScrollBar().value()
        self.found.show()
        number = self._finder.current
        hit = self._finder.hits[number] if number >= 0 else None
        index = self.found.index(self.found.row_of(number)) if hit is not None else QModelIndex()
        if index != self.currentIndex():
            self.setCurrentIndex(index)
            if not index.isValid():
                self.clearSelection()
        seen = (hit.text.paragraph.id, hit.start) if hit is not None else None
        if seen != self._seen and index.isValid():
            self.scrollTo(index)
        elif seen == self._seen:
            self.verticalScrollBar().setValue(place)
        self._seen = seen
        self.viewport().update()

    def _emit(self, signal: Any, row: int) -> None:
        number = self.found.entries[row].number if 0 <= row < len(self.found.entries) else -1
        if number >= 0:
            signal.emit(number)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        hit = self.found.hit(index.row())
        if hit is not None and self._finder.changes and event.position().x() < px(SIDE + TICK + UNIT // 2):
            self._switch(hit)
            return
        super().mousePressEvent(event)
        self._emit(self.chosen, index.row())

    def _switch(self, hit: Hit) -> None:
        """Leaves a hit out of what is changed, or takes it in again."""
        if not self._finder.why_closed(hit):
            self._finder.leave_out(hit, not self._finder.is_left_out(hit))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        hit = self.found.hit(row)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            number, _ = self._finder.next(steps[Qt.Key(event.key())])
            if number >= 0:
                self.chosen.emit(number)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._emit(self.opened, row)
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Delete) and hit is not None and self._finder.changes:
            self._switch(hit)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
