"""Having every widget look up its colours and measures anew, those that are seen at once and the rest in turns."""

from __future__ import annotations

from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMainWindow, QWidget

from layoutdesk.ui.textsize import SIZE_PROPERTY, fit

#: So many widgets that nobody sees are polished in one turn of the event loop: some 4 ms.
_PIECE: Final = 100


class Polisher(QObject):
    """Polishes all widgets of the application; ``done`` tells when those that nobody sees are, too."""

    done = Signal()

    def __init__(self, size: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unseen: list[QWidget] = []
        #: The size of type at which all were polished last, and whether it is another one now.
        self._size, self._grows = size, False
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._next)

    @property
    def is_busy(self) -> bool:
        """Whether some that nobody sees still wait for their turn."""
        return bool(self._unseen)

    def polish_all(self, size: int) -> None:
        """Polishes what is seen now, and begins with the rest; ``size`` is that of the interface's type in per cent."""
        self._grows, self._size = size != self._size or (self._grows and self.is_busy), size
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QMainWindow):
                window.setProperty(SIZE_PROPERTY, size)
        every = QApplication.allWidgets()
        for widget in every:
            if widget.isVisible():
                _polish(widget, self._grows)
        self._unseen = [widget for widget in every if not widget.isVisible()]
        self._turn.start()

    def _next(self) -> None:
        piece, self._unseen = self._unseen[:_PIECE], self._unseen[_PIECE:]
        for widget in piece:
            if shiboken6.isValid(widget):
                _polish(widget, self._grows)
        if self._unseen:
            self._turn.start()
        else:
            self.done.emit()


def _polish(widget: QWidget, grows: bool) -> None:
    fit(widget)
    widget.style().polish(widget)
    if grows and (isinstance(widget, QComboBox) or (isinstance(widget, QLabel) and widget.wordWrap())):
        # They keep the least height that they once had, until they are told of another style.
        QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
    if grows and isinstance(widget, QLabel):
        # One without words keeps the size that it had with the type of before; any of its measures set anew has it reckoned again.
        widget.setIndent(widget.indent())
    widget.updateGeometry()
    widget.update()
