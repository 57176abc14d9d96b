"""What the wheel has turned on the page and is no step yet: shown at once, made a step before anything else is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from layoutdesk import edits
from layoutdesk.model.document import Document

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk

#: Milliseconds after a notch within which the next one is of the same step.
REST_MS: Final = 500
#: With these the hand begins something else.
_OTHERWISE: Final = (
    QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.DragEnter, QEvent.Type.ShortcutOverride,
    QEvent.Type.KeyPress,
)  # fmt: skip
#: These keys are no doing of their own, and Esc is for the tool to say: it may take back what was turned.
_STILL: Final = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_Escape)


class _Turned(NamedTuple):
    before: Document
    edit: edits.Edit | None
    ended: Callable[[], None]


class Wheeling(QObject):
    """The change that the wheel is turning on one desk, or none.

    It becomes a step when the wheel rests, and before the page turns, anything else is pressed, changed or taken back, or the issue
    is saved or closed.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._turned: _Turned | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.settle)

    def turn(self, edit: edits.Edit | None, ended: Callable[[], None]) -> None:
        """Shows what all notches together would make, ``None`` where they have come back to nothing; ``ended`` hears of the end."""
        if self._turned is None:
            QApplication.instance().installEventFilter(self)
        self._turned = _Turned(self._desk.document, edit, ended)
        if edit is None:
            self._desk.end_preview()
        else:
            self._desk.try_out(edit)
        self._rest.start()

    def settle(self) -> None:
        """Makes a step of what was turned, unless the issue has become another since."""
        turned = self._end()
        if turned is None:
            return
        if turned.edit is None or turned.before is not self._desk.document:
            self._desk.end_preview()
        else:
            self._desk.apply(turned.edit)

    def give_up(self) -> None:
        """Leaves everything as it was before the first notch."""
        if self._end() is not None:
            self._desk.end_preview()

    def _end(self) -> _Turned | None:
        turned, self._turned = self._turned, None
        if turned is not None:
            self._rest.stop()
            QApplication.instance().removeEventFilter(self)
            turned.ended()
        return turned

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only while something is turned: what the hand does next finds the issue with it."""
        if event.type() in _OTHERWISE and not (isinstance(event, QKeyEvent) and event.key() in _STILL):
            self.settle()
        return False
