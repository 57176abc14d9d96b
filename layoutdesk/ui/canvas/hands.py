"""What the view asks of those who work on it: tools, the overlay, and who takes what is dropped on the page."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import (
    QCursor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QWheelEvent,
)


class Hand:
    """A tool: what it does with the events of the view. Every method says whether the event is settled."""

    cursor: Qt.CursorShape | QCursor = Qt.CursorShape.ArrowCursor
    #: Whether keys and input methods go to the copy, so that single keys are no shortcuts.
    writes = False
    #: Whether something is in the hand, so that keys are the drag's and no shortcuts: what is not done yet cannot be undone.
    is_dragging = False

    @property
    def scrolls(self) -> bool:
        """Whether a drag is under way with which the page goes along at the edge of its view."""
        return False

    def press(self, event: QMouseEvent) -> bool:
        return False

    def move(self, event: QMouseEvent) -> bool:
        return False

    def release(self, event: QMouseEvent) -> bool:
        return False

    def double_click(self, event: QMouseEvent) -> bool:
        return self.press(event)

    def wheel(self, event: QWheelEvent) -> bool:
        return False

    def key(self, event: QKeyEvent) -> bool:
        return False

    def compose(self, event: QInputMethodEvent) -> None:
        """Takes what an input method commits or has under way."""

    def asked(self, query: Qt.InputMethodQuery) -> object:
        """Answers an input method: the caret, the text around it."""
        return None

    def finish(self) -> None:
        """The hand goes elsewhere: what an input method has under way is put in where it stands."""

    def lose_keys(self) -> None:
        """The keys are about to go to something else."""
        self.finish()

    def cancel(self) -> None:
        """Gives up what the tool is doing."""

    def close(self) -> None:
        """Its view is closed for good: listens to nothing any more."""


class Overlay(Protocol):
    """What is drawn over the page and never printed."""

    def paint(self, painter: QPainter, area: QRect) -> None: ...


class DropTarget(Protocol):
    """What takes things dropped on the page."""

    def enter(self, event: QDragEnterEvent) -> bool: ...
    def move(self, event: QDragMoveEvent) -> bool: ...
    def leave(self) -> None: ...
    def drop(self, event: QDropEvent) -> bool: ...


def accept_copy(event: QDropEvent) -> None:
    """Takes what is dropped as a copy: after a move the file manager would take the file away from where it was."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
