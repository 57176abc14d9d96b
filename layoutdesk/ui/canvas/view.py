"""The view of one page: the sheet, and the hand's gestures on it passed on to a tool."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessibleInterface,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from layoutdesk.ui.canvas.edgescroll import EdgeScroll
from layoutdesk.ui.canvas.hands import DropTarget, Hand, accept_copy
from layoutdesk.ui.canvas.painter import PagePainter
from layoutdesk.ui.canvas.sheet import SheetView
from layoutdesk.ui.turns import Turns

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.rulers import Rulers

_Key = QKeySequence.StandardKey
#: With these a letter is a command, be it one that nobody takes, and no copy. (AltGr is none of them on X11 and Wayland.)
COMMANDS: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
#: What is done to copy by keys that mean something else where no copy is written.
_WRITING: Final = (
    _Key.SelectAll, _Key.Copy, _Key.Cut, _Key.Paste, _Key.DeleteStartOfWord, _Key.DeleteEndOfWord, _Key.MoveToNextWord,
    _Key.MoveToPreviousWord, _Key.SelectNextWord, _Key.SelectPreviousWord,
)  # fmt: skip


class PageView(SheetView):
    """The sheet with the tool in hand; Space and the middle button pan whatever the tool."""

    pointed = Signal(float, float)
    menu_wanted = Signal(QPoint)

    def __init__(self, painter: PagePainter, parent: QWidget | None = None, turns: Turns | None = None) -> None:
        super().__init__(painter, parent, turns)
        self.tool: Hand | None = None
        self.drops: DropTarget | None = None
        self.rulers: Rulers | None = None
        #: Gives what the view tells a screen reader, once one asks (see ``told``).
        self.told: Callable[[PageView], QAccessibleInterface] | None = None
        self.edge_scroll = EdgeScroll(self, self._go_on, lambda: self.tool is not None and self.tool.scrolls)
        self._panning: QPointF | None = None
        self._pans_by = Qt.MouseButton.NoButton
        #: The last movement of a drag.
        self._dragged: QMouseEvent | None = None
        #: The right button has given a drag up whose left one is still held: it asks for no menu.
        self._gave_up = False
        self._space = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAcceptDrops(True)
        self.setAcceptDrops(True)

    @property
    def is_space_held(self) -> bool:
        """Whether Space is held, by which a tool takes along what it draws."""
        return self._space

    # The mouse

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        if self.tool is not None and self.tool.wheel(event):
            pass
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * 1.15 ** (turned.y() / 120), event.position())
        elif not event.pixelDelta().isNull():
            self.pan(event.pixelDelta().x(), event.pixelDelta().y())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(turned.y() * 0.6, 0)
        else:
            self.pan(turned.x() * 0.6, turned.y() * 0.6)
        event.accept()

    def _pinch(self, event: QNativeGestureEvent) -> bool:
        """Two fingers on the touchpad zoom about the cursor, several pan; a double tap fits the page or leaves the fit."""
        kind = event.gestureType()
        if kind == Qt.NativeGestureType.ZoomNativeGesture:
            self.set_zoom(self._zoom * (1 + event.value()), event.position())
        elif kind == Qt.NativeGestureType.PanNativeGesture:
            self.pan(event.delta().x(), event.delta().y())
        elif kind == Qt.NativeGestureType.SmartZoomNativeGesture:
            self.set_zoom(1.0, event.position()) if self.is_fitted else self.fit()
        else:
            return False
        event.accept()
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton or (
            self._space and event.button() == Qt.MouseButton.LeftButton
        ):
            self._panning, self._pans_by = event.position(), event.button()
            self._show_cursor()
        elif self.tool is not None and self.tool.is_dragging and event.button() != Qt.MouseButton.LeftButton:
            # Another button in the middle of a drag chooses nothing; the right one gives the drag up, as Esc does.
            if event.button() == Qt.MouseButton.RightButton:
                self._gave_up = True
                self.edge_scroll.stop()
                self.tool.cancel()
                self.viewport().update()
        elif self.tool is not None:
            self._gave_up = False
            self.edge_scroll.begin(event.position())
            self.tool.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._panning is not None:
            moved = event.position() - self._panning
            self._panning = event.position()
            self.pan(moved.x(), moved.y())
            return
        x, y = self.to_page(event.position())
        self.pointed.emit(x, y)
        if self.tool is not None:
            self.tool.move(event)
            if self.tool.scrolls:
                self._dragged = event.clone()
                self.edge_scroll.follow(event.position(), self.viewport().size())
            else:
                self.edge_scroll.stop()

    def _go_on(self, dx: float, dy: float) -> None:
        """Moves the page under a hand that drags, which is somewhere else on it then."""
        self.pan(dx, dy)
        if self.tool is not None and self._dragged is not None:
            self.tool.move(self._dragged)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.edge_scroll.stop()
        self._gave_up = self._gave_up and event.button() != Qt.MouseButton.LeftButton
        if self._panning is not None and event.button() == self._pans_by:
            self._panning = None
            self._show_cursor()
        elif self.tool is not None and (event.button() == Qt.MouseButton.LeftButton or not self.tool.is_dragging):
            self.tool.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._space:
            self.mousePressEvent(event)
        elif self.tool is not None:
            self.tool.double_click(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusAboutToChange and self.tool is not None:
            self.tool.lose_keys()
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_own_key(event):
            event.accept()
            return True
        return super().event(event)

    def _is_own_key(self, event: QKeyEvent) -> bool:
        """Whether a key belongs to the drag in the hand or to the copy, and not to the shortcuts."""
        if self.tool is None or self.tool.is_dragging or not self.tool.writes:
            return self.tool is not None and self.tool.is_dragging
        if any(event.matches(key) for key in _WRITING):
            return True
        return not event.modifiers() & COMMANDS and not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self.tool is not None and self.tool.writes:
            self.tool.compose(event)
            event.accept()
        else:
            event.ignore()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        writes = self.tool is not None and self.tool.writes
        if query == Qt.InputMethodQuery.ImEnabled:
            return writes
        answer = self.tool.asked(query) if self.tool is not None and writes else None
        if isinstance(answer, QRect):
            # Tools know the viewport; an input method asks the view, which has its rulers beside it.
            return answer.translated(self.viewport().pos())
        return super().inputMethodQuery(query) if answer is None else answer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not (self.tool is not None and self.tool.writes):
            if not event.isAutoRepeat():
                self._space = True
                self._show_cursor()
        elif event.key() == Qt.Key.Key_Escape and self.rulers is not None and self.rulers.cancel():
            pass
        elif self.tool is None or not self.tool.key(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self._show_cursor()
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._space = False
        self._show_cursor()
        if self.tool is not None:
            self.tool.finish()
        super().focusOutEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab goes through the objects of the page, not to the next widget (F6 does that)."""
        return False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._gave_up or (self.tool is not None and self.tool.is_dragging):
            return
        self.menu_wanted.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.NativeGesture and isinstance(event, QNativeGestureEvent):
            return self._pinch(event)
        if event.type() == QEvent.Type.Leave and self.tool is not None:
            self.pointed.emit(float("nan"), float("nan"))
        return super().viewportEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.drops is not None and self.drops.enter(event):
            accept_copy(event)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self.drops is not None and self.drops.move(event):
            accept_copy(event)
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        if self.drops is not None:
            self.drops.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.drops is not None and self.drops.drop(event):
            accept_copy(event)

    def take_tool(self, tool: Hand | None) -> None:
        """Puts another tool into the hand, or none; what the one before was doing is given up."""
        if self.tool is not None:
            self.tool.cancel()
        self.tool = tool
        self._show_cursor()

    def _show_cursor(self) -> None:
        if self._panning is not None:
            shape = Qt.CursorShape.ClosedHandCursor
        elif self._space:
            shape = Qt.CursorShape.OpenHandCursor
        else:
            shape = self.tool.cursor if self.tool is not None else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
