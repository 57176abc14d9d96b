"""Ctrl and Shift with the wheel over the selected block: a column more or less (破栏) a notch, live, as one step."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QWheelEvent

from layoutdesk import edits
from layoutdesk.model import Document
from layoutdesk.ui.canvas.headed import HeldBlock, held_block
from layoutdesk.ui.canvas.owncolumns import in_columns, measure_of
from layoutdesk.ui.canvas.snapping import Catch, Rest
from layoutdesk.ui.canvas.stage import Stage

#: Milliseconds after the last notch at which the columns become a step of the history.
REST_MS: Final = 400
_KEYS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class ColumnWheel:
    """What the wheel has turned and is not yet a step."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._turned: tuple[Document, HeldBlock, int] | None = None
        self._rest = QTimer(stage.view, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.settle)

    @property
    def is_turning(self) -> bool:
        return self._turned is not None

    def turn(self, event: QWheelEvent) -> bool:
        """A notch; whether it was one for the block under the hand."""
        desk, found = self.stage.desk, held_block(self.stage.desk)
        under = self.stage.overlay.elements_at(*self.stage.view.to_page(event.position()))
        if event.modifiers() & _KEYS != _KEYS or found is None or found.block.id not in under:
            return False
        # With Shift some platforms take the wheel for one that turns sideways.
        notches = event.angleDelta().y() or event.angleDelta().x()
        if not notches or len(found.block.area) > 1:
            return True
        if self._turned is None or self._turned[0] is not desk.document:
            self._turned = desk.document, found, measure_of(*found).own
        document, found, count = self._turned
        tried = count + (1 if notches > 0 else -1)
        edit = in_columns(found.context, desk.page_id, found.block, found.story, tried)
        if edit is not None and tried:
            self._turned = document, found, tried
            catches = (Catch("ui.snap.own", tried),)
            self.stage.say(Rest(found.block.area, catches))
            desk.try_out(edit)
        self._rest.start()
        return True

    def settle(self) -> None:
        """Makes a step of the columns turned to, unless the issue has become another since."""
        turned = self._turned
        self.give_up()
        if turned is None or turned[0] is not self.stage.desk.document:
            return
        _, found, count = turned
        edit = in_columns(found.context, self.stage.desk.page_id, found.block, found.story, count)
        if edit is not None and count != measure_of(*found).own:
            self.stage.desk.apply(edits.Batch("ui.history.columns", (edit,)))

    def give_up(self) -> None:
        """Leaves the block as it is."""
        self._rest.stop()
        if self._turned is not None:
            self._turned = None
            self.stage.say(None)
            self.stage.desk.end_preview()
