"""A drag on what is locked: it stays where it is, and that is said."""

from __future__ import annotations

from PySide6.QtGui import QMouseEvent

from layoutdesk.base.problem import Refusal
from layoutdesk.ui.canvas.gestures.base import Gesture
from layoutdesk.ui.canvas.stage import Stage


class Stay(Gesture):
    """A drag on a selected element that is locked."""

    scrolls = False

    @classmethod
    def at(cls, stage: Stage, event: QMouseEvent) -> Stay | None:
        """It, where the hand is on the leading element and that is locked."""
        desk = stage.desk
        under = stage.overlay.elements_at(*stage.view.to_page(event.position()))
        if desk.selection not in under or not getattr(desk.element, "locked", False):
            return None
        return cls(stage, event.position())

    def finish(self) -> None:
        self.stage.desk.refused.emit(Refusal("ui.status.locked"))
