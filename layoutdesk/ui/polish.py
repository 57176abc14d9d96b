"""Having every widget look up its colours and measures anew, those that are seen at once and the rest in turns."""

from __future__ import annotations

from typing import Final

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

#: So many widgets that nobody sees are polished in one turn of the event loop: some 4 ms.
_PIECE: Final = 100


class Polisher(QObject):
    """Polishes all widgets of the application."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unseen: list[QWidget] = []
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._next)

    def polish_all(self) -> None:
        """Polishes what is seen now, and begins with the rest."""
        every = QApplication.allWidgets()
        for widget in every:
            if widget.isVisible():
                _polish(widget)
        self._unseen = [widget for widget in every if not widget.isVisible()]
        self._turn.start()

    def _next(self) -> None:
        piece, self._unseen = self._unseen[:_PIECE], self._unseen[_PIECE:]
        for widget in piece:
            if shiboken6.isValid(widget):
                _polish(widget)
        if self._unseen:
            self._turn.start()


def _polish(widget: QWidget) -> None:
    widget.style().polish(widget)
    widget.update()
