"""The list of links: clicks, keys and files let go on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from layoutdesk.ui.canvas.hands import accept_copy
from layoutdesk.ui.canvas.picture_drops import dropped_files
from layoutdesk.ui.canvas.previews import Previews
from layoutdesk.ui.language import Language
from layoutdesk.ui.links.links import Link
from layoutdesk.ui.panels.linkmodel import LinkModel, LinkRow
from layoutdesk.ui.panels.linkpainter import LinkPainter
from layoutdesk.ui.panels.rows import ROW_ROLE
from layoutdesk.ui.theme import Look


class LinkList(QListView):
    """The list. ``gone_to``: a row was clicked or walked to; ``chosen``: the keys of those that are chosen are others.

    ``dropped``: files were let go, over the row of a key or in the white; ``menu_wanted``: the right button, at a place of the
    screen; ``left``: Esc.
    """

    gone_to = Signal(str)
    chosen = Signal(list)
    dropped = Signal(str, object)
    menu_wanted = Signal(QPoint)
    opened = Signal()
    left = Signal()

    def __init__(self, look: Look, language: Language, thumbs: Previews, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.links = LinkModel(language, self)
        self.setModel(self.links)
        self._painter = LinkPainter(look, thumbs, self)
        self.setItemDelegate(self._painter)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.menu_wanted.emit(self.viewport().mapToGlobal(at)))
        self.selectionModel().selectionChanged.connect(lambda *_: self._tell())
        self.links.retouched.connect(lambda rows: [self.update(self.links.index(row)) for row in rows])
        self.links.modelReset.connect(self._tell)
        look.changed.connect(self.viewport().update)
        thumbs.arrived.connect(self._show_thumb)

    def show_links(self, links: Sequence[Link], labels: dict[str, str], chosen: Sequence[str]) -> None:
        """Shows links, the ``chosen`` ones as chosen; the list stays where it is."""
        place, before = self.verticalScrollBar().value(), self.links.rows
        self.links.show_links(links, labels)
        if self.links.rows is not before and [row.key for row in self.links.rows] != [row.key for row in before]:
            self.choose(chosen)
            self.verticalScrollBar().setValue(place)

    def chosen_keys(self) -> list[str]:
        """The keys of what is chosen, the current one last."""
        current = self.currentIndex()
        rows = sorted(self.selectionModel().selectedIndexes(), key=lambda index: (index == current, index.row()))
        return [self.links.rows[index.row()].key for index in rows]

    def choose(self, keys: Sequence[str]) -> None:
        """Chooses rows without going to them."""
        self.selectionModel().blockSignals(True)
        self.clearSelection()
        for key in keys:
            if (index := self.links.find(key)).isValid():
                self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
                self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    def mark(self, key: str) -> None:
        """Shows a row as the chosen one and brings it into sight."""
        index = self.links.find(key)
        if index.isValid() and self.chosen_keys() != [key]:
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _tell(self) -> None:
        self.chosen.emit(self.chosen_keys())

    def _show_thumb(self, asset: str) -> None:
        for at, row in enumerate(self.links.rows):
            if row.asset == asset:
                self.update(self.links.index(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        plain = not event.modifiers() and event.button() == Qt.MouseButton.LeftButton
        index = self.indexAt(event.position().toPoint())
        if plain and index.isValid() and index == self.currentIndex():
            self._go(index.data(ROW_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            before = self.currentIndex()
            super().keyPressEvent(event)
            if self.currentIndex() != before and self.currentIndex().isValid() and not event.modifiers():
                self._go(self.currentIndex().data(ROW_ROLE))

    def _go(self, row: LinkRow) -> None:
        self.gone_to.emit(row.key)

    # Files let go on it

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._hold(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._hold(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._lay("")

    def dropEvent(self, event: QDropEvent) -> None:
        files: list[Path] = dropped_files(event.mimeData())
        key = self._key_at(event.position().toPoint())
        self._lay("")
        if files:
            accept_copy(event)
            self.dropped.emit(key, files)

    def _hold(self, event: QDragMoveEvent) -> None:
        if event.source() is self or not dropped_files(event.mimeData()):
            event.ignore()
            return
        self._lay(self._key_at(event.position().toPoint()))
        accept_copy(event)

    def _key_at(self, place: QPoint) -> str:
        index = self.indexAt(place)
        return self.links.rows[index.row()].key if index.isValid() else ""

    def _lay(self, key: str) -> None:
        """Marks the row that the file in the hand is held over."""
        if key != self._painter.under_hand:
            self._painter.under_hand = key
            self.viewport().update()
