"""Moving a guide of the page (参考线)."""

from __future__ import annotations

from PySide6.QtGui import QMouseEvent

from layoutdesk.model import Guide
from layoutdesk.ui.canvas.gestures.base import Gesture
from layoutdesk.ui.canvas.linepull import GuidePull
from layoutdesk.ui.canvas.rulers import Rulers
from layoutdesk.ui.canvas.stage import Stage


class MoveGuide(Gesture):
    """A drag on a guide; back over the rulers it is taken away."""

    #: The edge is where the rulers are.
    scrolls = False

    def __init__(self, stage: Stage, event: QMouseEvent, rulers: Rulers, guide: Guide) -> None:
        super().__init__(stage, event.position())
        self._pull = GuidePull(rulers, guide.axis, guide)

    @classmethod
    def at(cls, stage: Stage, event: QMouseEvent) -> MoveGuide | None:
        """A move, where the press has selected a guide."""
        guide, rulers = stage.overlay.chosen_guide, stage.view.rulers
        return cls(stage, event, rulers, guide) if guide is not None and rulers is not None else None

    def move(self, event: QMouseEvent) -> None:
        self._pull.move(event.position(), event.modifiers())

    def finish(self) -> None:
        self._pull.finish()

    def clear(self) -> None:
        self._pull.clear()
