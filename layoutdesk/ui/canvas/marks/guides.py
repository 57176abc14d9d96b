"""Lines across the whole view that no page prints: guides (参考线), and what the hand moves of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPainter

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.measures import Axis
    from layoutdesk.ui.canvas.overlay import PageOverlay


#: How strong a guide that the hand cannot take is drawn, of 255.
_LOCKED = 120


def guides(over: PageOverlay, painter: QPainter) -> None:
    """The guides of the page; the one that is selected stands out."""
    for guide in over.guides:
        colour = QColor(over.theme.ruled if guide.id != over.guide else over.theme.accent)
        if guide.locked:
            colour.setAlpha(_LOCKED)
        line(over, painter, guide.axis, guide.place, colour, 2 if guide.id == over.guide else 1)


def in_hand(over: PageOverlay, painter: QPainter) -> None:
    """The zero or the guide that the hand moves."""
    for axis, place in over.lines:
        line(over, painter, axis, place, over.theme.accent)


def line(over: PageOverlay, painter: QPainter, axis: Axis, place: float, colour: QColor, wide: int = 1) -> None:
    """A line over the whole view, at a place along the axis in points, on whole pixels."""
    port, at = over.view.viewport().rect(), over.view.to_view(place, place)
    if axis == "across":
        painter.fillRect(round(at.x()) - wide // 2, port.y(), wide, port.height(), colour)
    else:
        painter.fillRect(port.x(), round(at.y()) - wide // 2, port.width(), wide, colour)
