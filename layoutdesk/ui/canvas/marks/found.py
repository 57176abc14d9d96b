"""What find and change has found on the page: tinted, the current hit framed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.overlay import PageOverlay

#: How far the tints let the print be seen, of 255.
_TINT, _CURRENT = 74, 96


def found(over: PageOverlay, painter: QPainter) -> None:
    """A tint behind every hit, the current one in the accent colour with a frame."""
    if over.found is None:
        return
    others, current = over.found.on(over.desk.shown)
    seen = over.view.viewport().rect()
    tint = QColor(over.theme.warning)
    tint.setAlpha(_TINT)
    for rects in others:
        for rect in rects:
            box = over.view.rect_to_view(rect)
            if box.intersects(seen):
                painter.fillRect(box, tint)
    accent = QColor(over.theme.accent)
    accent.setAlpha(_CURRENT)
    painter.setBrush(accent)
    painter.setPen(QPen(over.theme.accent, 2))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for rect in current:
        painter.drawRoundedRect(over.view.rect_to_view(rect).adjusted(-2, -2, 2, 2), 2, 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
