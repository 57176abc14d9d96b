"""What tools have in common that drag: one gesture at a time, begun by a press, shown as it goes, given up or made at the end."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from layoutdesk.model.document import Document
from layoutdesk.ui.canvas.gestures.base import Gesture
from layoutdesk.ui.canvas.hands import Hand
from layoutdesk.ui.canvas.stage import Stage

#: Logical pixels that the hand must move before a press becomes a drag.
DRAG_FROM: Final = 4.0


class DragTool(Hand):
    """A tool with a gesture in the hand, or none."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._gesture: Gesture | None = None
        self._started = False
        self._page = ""
        self._pressed_on: Document | None = None

    @property
    def is_dragging(self) -> bool:  # type: ignore[override]
        return self._gesture is not None and self._started

    @property
    def scrolls(self) -> bool:
        return self._gesture is not None and self._started and self._gesture.scrolls

    def take(self, gesture: Gesture | None) -> None:
        """Begins a gesture with a press; it starts once the hand has moved."""
        desk = self.stage.desk
        self._gesture, self._started = gesture, False
        self._page, self._pressed_on = desk.page_id, desk.document

    def move(self, event: QMouseEvent) -> bool:
        self._stay()
        gesture = self._gesture
        if self.is_dragging and not event.buttons() & Qt.MouseButton.LeftButton:
            # The button was let go where no window was told of it.
            self.cancel()
        if gesture is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._hover(event.position())
            return True
        moved_by = event.position() - gesture.start
        if not self._started and max(abs(moved_by.x()), abs(moved_by.y())) < DRAG_FROM:
            return True
        self._started = True
        gesture.move(event)
        self.stage.view.viewport().update()
        return True

    def release(self, event: QMouseEvent) -> bool:
        self._stay()
        gesture, self._gesture = self._gesture, None
        if gesture is None:
            return False
        if self._started:
            gesture.move(event)
        gesture.clear()
        if self._started:
            gesture.finish()
        self.stage.desk.end_preview()
        return True

    def cancel(self) -> None:
        """Gives a drag up: everything is as before."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.clear()
        self.stage.desk.end_preview()

    def _stay(self) -> None:
        """A drag ends with the page on which it began: other hands may have turned it.

        A press of which no drag has come yet has no keys of its own: what was under it may be undone by then.
        """
        desk = self.stage.desk
        is_stale = not self._started and self._pressed_on is not desk.document
        if self._gesture is not None and (is_stale or self._page != desk.page_id):
            self.cancel()

    def _hover(self, position: QPointF) -> None:
        """The hand moves without a drag."""
