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
        if done and not self.writes and self._drag.stage.desk.page is not None:
            self._drag.take(DrawFrame(self._drag.stage, event, self._make))
        return done

    def move(self, event: QMouseEvent) -> bool:
        return super().move(event) if self.writes else self._drag.move(event)

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
