"""The two lines of find and change: what is looked for and what it becomes. Their keys walk from hit to hit and change."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from layoutdesk.ui.panels.fields import Line

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindLine(Line):
    """A line of the form. Undo is the issue's unless something was typed since the last step from hit to hit.

    ``confirmed``: Enter, with Shift or without; ``all_wanted``: Enter with Ctrl; ``down``: to the list; ``change_wanted``:
    Ctrl+H, which here is no matter of frame edges; ``given_up``: Esc.
    """

    confirmed = Signal(bool)
    all_wanted = Signal()
    down = Signal()
    change_wanted = Signal()
    given_up = Signal()

    def settle(self) -> None:
        """What stands in it has been used: it is not half typed any more."""
        self.show_text(self.text(), anew=True)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_own(event):
            # Whatever these keys are elsewhere in the set of keys that is in use.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.all_wanted.emit()
            else:
                self.confirmed.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif _asks_change(event):
            self.change_wanted.emit()
        else:
            super().keyPressEvent(event)


def _is_own(event: QKeyEvent) -> bool:
    """Ctrl+H, and Enter with or without Ctrl and Shift."""
    return _asks_change(event) or event.key() in _ENTER


def _asks_change(event: QKeyEvent) -> bool:
    return QKeySequence(event.keyCombination()) == QKeySequence("Ctrl+H")
