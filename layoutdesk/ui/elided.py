"""A label that ends in dots where it has too little room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel


class Elided(QLabel):
    """Takes what the others leave and ends in dots where that is too little; all of it is in its tooltip.

    Where it is told what to say ``shortly``, it says that before it leaves anything out.
    """

    #: The words for little room; none: all that goes in of the others.
    shortly = ""

    @property
    def seen(self) -> str:
        """What there is room for."""
        metrics, room = self.fontMetrics(), self.contentsRect().width()
        short = self.shortly and metrics.horizontalAdvance(self.text()) > room
        return metrics.elidedText(self.shortly if short else self.text(), Qt.TextElideMode.ElideRight, room)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, super().minimumSizeHint().height())

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, room, shown = QPainter(self), self.contentsRect(), self.seen
        self.setToolTip(self.text() if shown != self.text() else "")
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.style().drawItemText(painter, room, flags, self.palette(), self.isEnabled(), shown, self.foregroundRole())
