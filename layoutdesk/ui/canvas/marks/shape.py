"""The type area (版心) in the hand: its edges and their handles, while the hand is on the template."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from layoutdesk.ui.canvas.marks.frames import HANDLE_SIDE
from layoutdesk.ui.canvas.snapping import Edges

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.overlay import PageOverlay

#: The edges by which it is pulled: both sides, head, foot.
_PULLED = (Edges(-1, 0), Edges(1, 0), Edges(0, -1), Edges(0, 1))
#: How near a handle the hand must be, in logical pixels.
REACH = 9.0


def handles(over: PageOverlay) -> Iterator[tuple[Edges, QPointF]]:
    """The handles in the viewport; none while the hand is on what stands on the page."""
    grid = over.desk.grid
    if grid is None or not over.desk.templating.is_on or over.desk.chosen:
        return
    box = over.view.rect_to_view(grid.type_area)
    for edges in _PULLED:
        x = (box.left(), box.center().x(), box.right())[edges.across + 1]
        y = (box.top(), box.center().y(), box.bottom())[edges.down + 1]
        yield edges, QPointF(x, y)


def handle_at(over: PageOverlay, position: QPointF) -> Edges | None:
    """The handle under a position of the viewport."""
    near = ((max(abs(at.x() - position.x()), abs(at.y() - position.y())), edges) for edges, at in handles(over))
    off, edges = min(near, key=lambda each: each[0], default=(REACH + 1, None))
    return edges if off <= REACH else None


def shape(over: PageOverlay, painter: QPainter) -> None:
    """Draws edges and handles."""
    grid, points = over.desk.grid, list(handles(over))
    if grid is None or not points:
        return
    painter.setPen(QPen(over.theme.accent, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(over.view.rect_to_view(grid.type_area).toRect())
    painter.setPen(QPen(over.theme.accent, 1))
    painter.setBrush(Qt.GlobalColor.white)
    half = HANDLE_SIDE / 2
    for _, at in points:
        painter.drawRect(QRectF(at.x() - half, at.y() - half, HANDLE_SIDE, HANDLE_SIDE).toRect())
