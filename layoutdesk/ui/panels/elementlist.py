"""The list of elements: rows with three signs at the right (seen, locked, not printed), worked by mouse or keys alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem, QWidget

from layoutdesk.ui import icons
from layoutdesk.ui.panels.rows import ROW_ROLE, SIGN_STEP, Index, Row, RowList, RowPainter, Rows
from layoutdesk.ui.textsize import px
from layoutdesk.ui.theme import Look

ELEMENT_MIME: Final = "application/x-layoutdesk-element"
#: The signs from the left: the state that each switches, its icon where the state holds, and where it does not.
SIGNS: Final = (("hidden", "eye-off", "eye"), ("locked", "lock", "lock"), ("unprinted", "unprinted", "unprinted"))
_SIGN, _SIDE = 14, 10
#: What the keys of single letters switch, as the signs do.
_SWITCHES: Final = {Qt.Key.Key_Space: "hidden", Qt.Key.Key_L: "locked", Qt.Key.Key_P: "unprinted"}
_STEPS: Final = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class ElementRows(Rows):
    """Rows of elements, with what holds of each and what is read out of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(ELEMENT_MIME, parent)
        #: Of each the states that hold; nothing of what the template places.
        self.states: dict[str, frozenset[str] | None] = {}
        self.said: dict[str, str] = {}

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            row = self.rows[index.row()]
            return self.said.get(row.key, row.text)
        return super().data(index, role)


class ElementPainter(RowPainter):
    """Paints the signs of a row: in ink where the state holds; the others faint, in the row under the hand and the chosen one.

    Elsewhere the name has their room.
    """

    def __init__(self, look: Look, rows: ElementRows, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._rows = rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        row: Row = index.data(ROW_ROLE)
        states = self._rows.states.get(row.key)
        if states is None:
            return
        theme, in_hand = self._look.theme, _is_in_hand(option)
        for number, (state, holds, else_) in enumerate(SIGNS):
            if state not in states and not in_hand:
                continue
            colour = QColor(theme.text if state in states else theme.dim)
            if state not in states:
                colour.setAlpha(130)
            box = sign_box(option.rect, number)
            drawn = icons.pixmap(
                holds if state in states else else_, colour, px(_SIGN), painter.device().devicePixelRatioF()
            )
            painter.drawPixmap(box.topLeft(), drawn)

    def _signs(self, option: QStyleOptionViewItem, index: Index, /) -> int:
        states = self._rows.states.get(index.data(ROW_ROLE).key)
        if states is not None and _is_in_hand(option):
            return super()._signs(option, index)
        return max((len(SIGNS) - at for at, (state, *_) in enumerate(SIGNS) if state in (states or ())), default=0)


def _is_in_hand(option: QStyleOptionViewItem) -> bool:
    """Whether a row is under the hand or chosen."""
    return bool(option.state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected))


def sign_box(row: QRect, number: int) -> QRect:
    """Where a sign stands in a row."""
    left = row.right() - px(_SIDE) - (len(SIGNS) - number) * px(SIGN_STEP)
    return QRect(left + px(3), row.top() + (row.height() - px(_SIGN)) // 2, px(_SIGN), px(_SIGN))


class ElementList(RowList):
    """``chosen``: a row, by click or arrow; ``switched``: a state of a row; ``stepped``: up or down the stack; ``left``: Esc."""

    switched = Signal(str, str)
    stepped = Signal(str, int)
    #: The row that was carried, and that over which it is to lie; nothing: at the foot.
    placed = Signal(str, str)
    left = Signal()

    def __init__(self, look: Look, may_stack: Callable[[], bool], parent: QWidget | None = None) -> None:
        super().__init__(look, ELEMENT_MIME, parent)
        self.elements = ElementRows(self)
        self.use(self.elements, ElementPainter(look, self.elements, self))
        self._look, self._may_stack = look, may_stack
        self._over: int | None = None
        self.setDragDropMode(QListView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)

    @property
    def current(self) -> str:
        """The key of the row with the keys."""
        index = self.currentIndex()
        return index.data(ROW_ROLE).key if index.isValid() else ""

    def event(self, event: QEvent) -> bool:
        """Its own keys are no tools of the page."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if plain and Qt.Key(event.key()) in _SWITCHES:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = Qt.Key(event.key()), event.modifiers()
        if key in _SWITCHES and keys == Qt.KeyboardModifier.NoModifier and self.current:
            self.switched.emit(self.current, _SWITCHES[key])
        elif key in _STEPS and keys & Qt.KeyboardModifier.AltModifier and self.current:
            self.stepped.emit(self.current, _STEPS[key])
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            before = self.current
            super().keyPressEvent(event)
            if self.current != before:
                self.chosen.emit(self.current)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        index = self.indexAt(place)
        key = index.data(ROW_ROLE).key if index.isValid() else ""
        for number, (state, *_) in enumerate(SIGNS if self.elements.states.get(key) is not None else ()):
            if sign_box(self.visualRect(index), number).adjusted(-px(3), -px(6), px(3), px(6)).contains(place):
                self.switched.emit(key, state)
                return
        super().mousePressEvent(event)

    # Carrying a row to another place of the stack

    def _row_at(self, event: QDragMoveEvent | QDropEvent) -> int | None:
        if not self._may_stack() or event.source() is not self:
            return None
        place = event.position().toPoint()
        index = self.indexAt(place)
        if not index.isValid():
            return len(self.elements.rows)
        return index.row() + (place.y() > self.visualRect(index).center().y())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._over = self._row_at(event)
        event.setAccepted(self._over is not None)
        self.viewport().update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._over = None
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        at, self._over = self._row_at(event), None
        self.viewport().update()
        if at is not None:
            rows = self.elements.rows
            self.placed.emit(
                bytes(event.mimeData().data(ELEMENT_MIME)).decode(), rows[at].key if at < len(rows) else ""
            )
            # The rows are shown anew from the page; the list takes none away itself.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._over is not None and self.elements.rows:
            last = self._over >= len(self.elements.rows)
            box = self.visualRect(self.elements.index(min(self._over, len(self.elements.rows) - 1)))
            painter = QPainter(self.viewport())
            painter.setPen(QPen(self._look.theme.accent, 2))
            y = box.bottom() if last else box.top()
            painter.drawLine(box.left() + px(_SIDE), y, box.right() - px(_SIDE), y)
            painter.end()
