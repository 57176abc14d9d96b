"""The text tool of the page: where no copy lies under the hand, a drag draws a text frame, and the caret stands in it at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from layoutdesk.base.geometry import Rect
from layoutdesk.ui.canvas.gestures.draw import DrawFrame
from layoutdesk.ui.canvas.stage import Stage
from layoutdesk.ui.canvas.tools.dragging import DragTool
from layoutdesk.ui.canvas.tools.text import Place, TextTool
from layoutdesk.ui.theme import Look
from layoutdesk.ui.writing.writer import Writer


class PageTextTool(TextTool):
    """Writes in place, and draws frames to write in."""

    def __init__(self, writer: Writer, place: Place, look: Look, stage: Stage, make: Callable[[Rect], object]) -> None:
        super().__init__(writer, place, look)
        self._drag = DragTool(stage)
        self._make = make

    @property
    def is_dragging(self) -> bool:  # type: ignore[override]
        return self._drag.is_dragging

    @property
    def scrolls(self) -> bool:
        return super().scrolls or self._drag.scrolls

    def press(self, event: QMouseEvent) -> bool:
        done = super().press(event)
        # What lies over the copy may have put another tool into the hand.
        if done and not self.writes and self.view.tool is self and self._drag.stage.desk.page is not None:
            self._drag.take(DrawFrame(self._drag.stage, event, self._make))
        return done

    def move(self, event: QMouseEvent) -> bool:
        if event.buttons() == Qt.MouseButton.NoButton:
            self._show_cursor(bool(self._drag.stage.overlay.port_at(event.position())))
        return super().move(event) if self.writes else self._drag.move(event)

    def _show_cursor(self, over: bool) -> None:
        """Shows that the ⊞ under the hand can be taken up."""
        cursor = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        if cursor != self.cursor:
            self.cursor = cursor
            self.view.viewport().setCursor(cursor)

    def release(self, event: QMouseEvent) -> bool:
        return super().release(event) if self.writes else self._drag.release(event)

    def key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and self._drag.is_dragging:
            self._drag.cancel()
            return True
        return super().key(event)

    def _moved(self) -> None:
        """Only the view that the hand is on goes along with the caret."""
        if self.view.tool is not None:
            super()._moved()
        else:
            self.view.viewport().update()

    def cancel(self) -> None:
        self._drag.cancel()
        super().cancel()
