"""Stories of the copy panel let go over a thumbnail: they go to that page, which comes into view where the hand rests on it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QListView

from layoutdesk.ui.canvas.drops import dragged
from layoutdesk.ui.panels.rows import ROW_ROLE

#: Milliseconds for which a hand with a story rests on a page before that is turned to.
REST_MS: Final = 600


class PageDrops(QObject):
    """Watches what hangs over a list of pages. ``placed`` gives a story and the page that it is let go on."""

    placed = Signal(str, str)
    rested = Signal(str)

    def __init__(self, pages: QListView) -> None:
        super().__init__(pages)
        self._list = pages
        #: The page under the hand.
        self.over = ""
        self._resting = QTimer(self, singleShot=True, interval=REST_MS)
        self._resting.timeout.connect(lambda: self.rested.emit(self.over) if self.over else None)

    def move(self, event: QDragMoveEvent) -> None:
        """Something hangs over the list: a story is taken over a page."""
        page = self._page_at(event.position().toPoint()) if dragged(event.mimeData()) else ""
        if page != self.over:
            self._hang(page)
        if page:
            event.acceptProposedAction()
        else:
            event.ignore()

    def leave(self) -> None:
        """It has gone on."""
        self._hang("")

    def drop(self, event: QDropEvent) -> None:
        """It was let go."""
        page, story = self.over, dragged(event.mimeData())
        self._hang("")
        if page and story:
            event.acceptProposedAction()
            self.placed.emit(story, page)

    def _hang(self, page: str) -> None:
        self.over = page
        if page:
            self._resting.start()
        else:
            self._resting.stop()
        self._list.viewport().update()

    def _page_at(self, place: QPoint) -> str:
        index = self._list.indexAt(place)
        return index.data(ROW_ROLE).key if index.isValid() else ""
