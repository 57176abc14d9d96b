"""Pulling a corner of a block inwards makes it an L (异形块), pulling the notch out again a rectangle; the text resets live."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QMouseEvent

from layoutdesk.compose.grid import bounding
from layoutdesk.model.elements import Area, Block
from layoutdesk.ui.canvas.gestures.base import Gesture
from layoutdesk.ui.canvas.notch import Notch, notched
from layoutdesk.ui.canvas.snapping import Catch, Rest
from layoutdesk.ui.canvas.stage import Stage
from layoutdesk.ui.canvas.standing import edit_to


class PullNotch(Gesture):
    """A drag on the grip in a corner of the selected block."""

    def __init__(self, stage: Stage, start: QPointF, block: Block, notch: Notch) -> None:
        super().__init__(stage, start)
        self.block = block
        self.notch = notch
        self.area: Area = block.area

    @classmethod
    def at(cls, stage: Stage, event: QMouseEvent) -> PullNotch | None:
        """A pull, where a corner's grip lies under the hand."""
        notch, block = stage.overlay.grip_at(event.position()), stage.desk.element
        return cls(stage, event.position(), block, notch) if notch is not None and isinstance(block, Block) else None

    def move(self, event: QMouseEvent) -> None:
        grid = self.stage.desk.grid
        if grid is None:
            return
        dx, dy = self.moved_by(event)
        column = self.notch.column + round(dx / grid.pitch)
        row = self.notch.row + round(dy / grid.step)
        area = notched(bounding(self.block.area), Notch(self.notch.corner, column, row))
        if area != self.area:
            self.area = area
            self.stage.overlay.ghosts = (area,)
            catches = (Catch("ui.snap.column", column + 1, column=column), Catch("ui.snap.row", row + 1, row=row))
            self.stage.overlay.catches = catches
            self.show(Rest(area, catches), edit_to(self.stage.desk.page_id, self.block, area))

    def finish(self) -> None:
        if self.area != self.block.area:
            self.stage.desk.apply(edit_to(self.stage.desk.page_id, self.block, self.area))
