"""The hand tool: drags the page about. Space held down does the same in any tool."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from layoutdesk.ui.canvas.hands import Hand
from layoutdesk.ui.canvas.view import PageView


class HandTool(Hand):
    """Pans."""

    cursor = Qt.CursorShape.OpenHandCursor

    def __init__(self, view: PageView) -> None:
        self.view = view
        self._last: QPointF | None = None

    def press(self, event: QMouseEvent) -> bool:
        self._last = event.position()
        self.view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        return True

    def move(self, event: QMouseEvent) -> bool:
        if self._last is not None:
            moved = event.position() - self._last
            self._last = event.position()
            self.view.pan(moved.x(), moved.y())
        return True

    def release(self, event: QMouseEvent) -> bool:
        self.cancel()
        return True

    def double_click(self, event: QMouseEvent) -> bool:
        self.view.fit()
        return True

    def cancel(self) -> None:
        self._last = None
        self.view.viewport().setCursor(self.cursor)
