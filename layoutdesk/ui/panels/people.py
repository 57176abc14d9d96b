"""A line for names of people: those used before are offered as one types, one after the other (责编、美编、校对)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QWidget

from layoutdesk.ui.panels.fields import Line

#: What parts two names in a line.
PARTED: Final = re.compile(r"[\s、，,]+")
_LAST: Final = re.compile(r"[^\s、，,]*\Z")
_TAKES: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class People(Line):
    """Names, parted by spaces; ``known`` gives those used before whenever the line is entered. Down shows all of them."""

    def __init__(self, known: Callable[[], Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = known
        self._names = QStringListModel(self)
        # Of its own, and not the line's: that would complete the whole line and not its last name.
        self.offered = QCompleter(self._names, self)
        self.offered.setWidget(self)
        self.offered.popup().setObjectName("names")
        self.offered.activated.connect(self.take)
        self.textEdited.connect(self._offer)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._names.setStringList(list(self._known()))
        super().focusInEvent(event)

    def _offer(self, text: str) -> None:
        """Offers the names that begin as the last one typed does."""
        begun = _last(text)
        self._complete(begun) if begun else self.offered.popup().hide()

    def _complete(self, begun: str) -> None:
        self.offered.setCompletionPrefix(begun)
        count = self.offered.completionCount()
        if count and not (count == 1 and self.offered.currentCompletion() == begun):
            self.offered.complete()
        else:
            self.offered.popup().hide()

    def take(self, name: str) -> None:
        """Puts a name in place of the one that is begun."""
        self.setText(f"{_LAST.sub('', self.text())}{name}")
        self.offered.popup().hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self.offered.popup()
        if popup.isVisible() and event.key() in _TAKES and popup.currentIndex().isValid():
            # The list leaves it to the line to do with the key what it does; the name itself comes by ``activated``.
            event.ignore()
        elif event.key() == Qt.Key.Key_Down and not popup.isVisible():
            self._complete(_last(self.text()))
        else:
            super().keyPressEvent(event)


def _last(text: str) -> str:
    """The last name of a line, as far as it is typed."""
    found = _LAST.search(text)
    return found[0] if found else ""
