"""The nine points of a rectangle (九点定位): which of them stays where it is when figures change."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from layoutdesk.ui.textsize import keep_size, px
from layoutdesk.ui.theme import Look

_SIDE, _DOT = 44, 7.0
_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class ReferencePoint(QWidget):
    """Three by three points, of which one is chosen by the mouse or the arrow keys; ``share`` is (0 … 1, 0 … 1) of the sides."""

    moved = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._at = (0, 0)
        keep_size(self, height=_SIDE, least_width=_SIDE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.update)

    @property
    def share(self) -> tuple[float, float]:
        """Where the point lies along the width and the height: 0 the left or upper edge, 1 the right or lower one."""
        return self._at[0] / 2, self._at[1] / 2

    def sizeHint(self) -> QSize:
        return QSize(px(_SIDE), px(_SIDE))

    def point(self, across: int, down: int) -> QPointF:
        """The middle of one of the nine points in the widget."""
        step = (_SIDE - _DOT - 2) / 2
        return QPointF(1 + _DOT / 2 + across * step, 1 + _DOT / 2 + down * step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        third = _SIDE / 3
        self._go(int(event.position().x() // third), int(event.position().y() // third))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            event.ignore()
        else:
            self._go(self._at[0] + step[0], self._at[1] + step[1])

    def _go(self, across: int, down: int) -> None:
        at = max(0, min(across, 2)), max(0, min(down, 2))
        if at != self._at:
            self._at = at
            self.update()
            self.moved.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        frame = QRectF(self.point(0, 0), self.point(2, 2))
        painter.setPen(QPen(theme.accent if self.hasFocus() else theme.dim, 1))
        painter.drawRect(frame.toRect())
        for down in range(3):
            for across in range(3):
                middle, chosen = self.point(across, down), (across, down) == self._at
                painter.setBrush(theme.accent if chosen else theme.field)
                painter.drawRect(QRectF(middle.x() - _DOT / 2, middle.y() - _DOT / 2, _DOT, _DOT).toRect())
        painter.end()
