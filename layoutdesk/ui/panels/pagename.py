"""The field in which a page is named (版名), where its name stands in the list of pages."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QListView

from layoutdesk.ui.panels.fields import Line
from layoutdesk.ui.panels.rows import Rows
from layoutdesk.ui.panels.thumbnails import PageRows, name_font
from layoutdesk.ui.textsize import px

_DONE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
#: The field is never narrower, in logical pixels, and begins so far before the name.
_LEAST, _BEFORE = 72, 4


class PageName(Line):
    """Lies over its row as long as it has the focus; ``named`` gives the page and its name where that is another."""

    named = Signal(str, str)

    def __init__(self, pages: QListView, rows: Rows, painter: PageRows) -> None:
        super().__init__(pages.viewport())
        self._list, self._rows, self._painter = pages, rows, painter
        self._page = self._label = ""
        self.hide()
        self.editingFinished.connect(self._take)
        self.installEventFilter(self)
        pages.verticalScrollBar().valueChanged.connect(self.settle)

    def begin(self, page: str, label: str, name: str, hint: str) -> None:
        """Has the name of a page typed behind its label."""
        place = self._rows.find(page)
        if not place.isValid():
            return
        self._list.scrollTo(place)
        self._page, self._label = page, label
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.show_text(name, anew=True)
        self.settle()
        self.show()
        self.selectAll()
        self.setFocus()

    def settle(self) -> None:
        """Lies over the row wherever that is now."""
        place = self._rows.find(self._page)
        if place.isValid():
            box = self._painter.texts_box(self._page, self._list.visualRect(place))
            label = (
                QFontMetrics(name_font(self._list.font())).horizontalAdvance(f"{self._label} ") if self._label else 0
            )
            right = self._list.viewport().width() - _BEFORE
            left = min(int(box.left()) + label - _BEFORE, right - px(_LEAST))
            self.setGeometry(left, int(box.top()) - _BEFORE, right - left, self.sizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Esc give the hand back to the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _DONE:
            if event.key() == Qt.Key.Key_Escape:
                self.take_back()
            self._list.setFocus()
            return True
        return super().eventFilter(watched, event)

    def _take(self) -> None:
        page, self._page = self._page, ""
        if page:
            changed = self.is_half_typed
            self.hide()
            if changed:
                self.named.emit(page, self.text().strip())
