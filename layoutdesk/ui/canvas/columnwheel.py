"""Ctrl and Shift with the wheel over the selected block: a column more or less (破栏) a notch, live, as one step."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent

from layoutdesk import edits
from layoutdesk.ui.canvas.headed import HeldBlock, held_block
from layoutdesk.ui.canvas.owncolumns import in_columns, measure_of
from layoutdesk.ui.canvas.snapping import Catch, Rest
from layoutdesk.ui.canvas.stage import Stage

_KEYS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class ColumnWheel:
    """What the wheel has turned and is not yet a step."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        #: The block as it was before the first notch, and how many columns it would have now.
        self._turned: tuple[HeldBlock, int] | None = None

    @property
    def is_turning(self) -> bool:
        return self._turned is not None

    def turn(self, event: QWheelEvent) -> bool:
        """A notch; whether it was one for the block under the hand."""
        if event.modifiers() & _KEYS != _KEYS:
            return False
        desk = self.stage.desk
        if self._turned is None:
            desk.wheeling.settle()
        found = held_block(desk)
        under = self.stage.overlay.elements_at(*self.stage.view.to_page(event.position()))
        if found is None or found.block.id not in under:
            return False
        # With Shift some platforms take the wheel for one that turns sideways.
        notches = event.angleDelta().y() or event.angleDelta().x()
        if notches and len(found.block.area) == 1:
            self._try(found, 1 if notches > 0 else -1)
        return True

    def _try(self, found: HeldBlock, by: int) -> None:
        """Shows a column more or less; where there can be none, those turned to so far."""
        before, count = self._turned or (found, measure_of(*found).own)
        page, tried = self.stage.desk.page_id, count + by
        edit = in_columns(before.context, page, before.block, before.story, tried) if tried else None
        if edit is None:
            tried = count
            edit = in_columns(before.context, page, before.block, before.story, tried)
        self._turned = before, tried
        is_other = edit is not None and tried != measure_of(*before).own
        self.stage.say(Rest(before.block.area, (Catch("ui.snap.own", tried),)))
        self.stage.desk.wheeling.turn(edits.Batch("ui.history.columns", (edit,)) if is_other else None, self._ended)

    def _ended(self) -> None:
        self._turned = None
        self.stage.say(None)
