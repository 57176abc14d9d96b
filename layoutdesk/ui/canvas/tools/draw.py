"""The tools that draw: frame (框), rule (线). Each stays in the hand for the next; Esc gives a drag up, then the tool."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from layoutdesk.ui.canvas.gestures.base import Gesture
from layoutdesk.ui.canvas.stage import Stage
from layoutdesk.ui.canvas.tools.dragging import DragTool


class DrawTool(DragTool):
    """Draws with the gesture that ``begin`` gives; ``leave`` puts the tool out of the hand."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, stage: Stage, begin: Callable[[Stage, QMouseEvent], Gesture], leave: Callable[[], None]) -> None:
        super().__init__(stage)
        self._begin = begin
        self._leave = leave

    def press(self, event: QMouseEvent) -> bool:
        if event.button() != Qt.MouseButton.LeftButton or self.stage.desk.page is None:
            return False
        self.take(self._begin(self.stage, event))
        return True

    def key(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_Escape:
            return False
        if self.is_dragging:
            self.cancel()
        else:
            self._leave()
        return True
