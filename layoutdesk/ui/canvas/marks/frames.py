"""What the hand has in view: the element under it, the selection with its handles, where a drag would come to rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from layoutdesk.base.geometry import Rect, around
from layoutdesk.compose.grid import PageGrid
from layoutdesk.model import Rule
from layoutdesk.ui.canvas.free import rect_of

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.overlay import PageOverlay

HANDLE_SIDE = 8.0
GRIP_RADIUS = 4.0


def edges(over: PageOverlay, painter: QPainter) -> None:
    """The edges of every element off the grid, faint: the elements of a page that stand on the grid fill it."""
    page = over.desk.page
    if page is None or not over.shown["edges"]:
        return
    faint = QColor(over.theme.guide)
    faint.setAlpha(150)
    painter.setPen(QPen(faint, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for element in page.elements:
        if rect_of(element) is not None and not isinstance(element, Rule):
            for rect in over.frames(element.id):
                painter.drawRect(over.view.rect_to_view(rect).toRect())


def hover(over: PageOverlay, painter: QPainter) -> None:
    """The edges of the element under the hand."""
    if over.hover and over.hover not in over.desk.chosen:
        painter.setPen(QPen(over.theme.accent, 1, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect in over.frames(over.hover):
            painter.drawRect(over.view.rect_to_view(rect).toRect())


def selection(over: PageOverlay, painter: QPainter) -> None:
    """The outlines of what is selected, that of the leading element stronger, and its handles."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for name in over.desk.chosen:
        painter.setPen(QPen(over.theme.accent, 2 if name == over.desk.selection else 1))
        painter.drawPath(outline([over.view.rect_to_view(rect) for rect in over.frames(name)]))
    painter.setPen(QPen(over.theme.accent, 1))
    painter.setBrush(QColor(255, 255, 255))
    half = HANDLE_SIDE / 2
    for _, point in over.handles():
        painter.drawRect(QRectF(point.x() - half, point.y() - half, HANDLE_SIDE, HANDLE_SIDE).toRect())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for _, point in over.grips():
        painter.drawEllipse(point, GRIP_RADIUS, GRIP_RADIUS)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def ghosts(over: PageOverlay, painter: QPainter) -> None:
    """Where what is in the hand would come to rest, the marquee, the rule that is drawn."""
    grid = over.desk.grid
    if grid is None:
        return
    tint = QColor(over.theme.accent)
    tint.setAlpha(28)
    painter.setBrush(tint)
    painter.setPen(QPen(over.theme.accent, 2, Qt.PenStyle.DashLine))
    for ghost in over.ghosts:
        rects = [ghost] if isinstance(ghost, Rect) else [grid.rect(part) for part in ghost]
        painter.drawPath(outline([over.view.rect_to_view(rect) for rect in rects]))
    if over.marquee is not None:
        painter.setPen(QPen(over.theme.accent, 1))
        painter.drawRect(over.view.rect_to_view(over.marquee).toRect())
    if over.stroke is not None:
        x1, y1, x2, y2 = over.stroke
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(over.theme.accent, 1.5))
        painter.drawLine(over.view.to_view(x1, y1), over.view.to_view(x2, y2))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def catches(over: PageOverlay, painter: QPainter) -> None:
    """The grid lines that caught the block; those of neighbours and of the type area stand out."""
    grid = over.desk.grid
    if grid is None:
        return
    reach = around([grid.type_area, *(ghost for ghost in over.ghosts if isinstance(ghost, Rect))]).inset(*[-12] * 4)
    for catch in over.catches:
        plain = catch.code in ("ui.snap.column", "ui.snap.row")
        painter.setPen(QPen(over.theme.accent, 1, Qt.PenStyle.DotLine if plain else Qt.PenStyle.SolidLine))
        if catch.row is not None or catch.y is not None:
            y = catch.y if catch.row is None else grid.row_top(catch.row)
            painter.drawLine(over.view.to_view(reach.x, y).toPoint(), over.view.to_view(reach.right, y).toPoint())
        elif catch.column is not None or catch.x is not None:
            x = catch.x if catch.column is None else _column_line(grid, catch.column)
            painter.drawLine(over.view.to_view(x, reach.y).toPoint(), over.view.to_view(x, reach.bottom).toPoint())


def _column_line(grid: PageGrid, column: int) -> float:
    """The middle of the gutter before a base column, or the edge of the type area."""
    return grid.type_area.x + column * grid.pitch - (grid.gutter / 2 if column else 0)


def outline(boxes: list[QRectF]) -> QPainterPath:
    """The outline of a rectangle or of an L of two, on whole pixels: parts that touch stay one."""
    outline = QPainterPath()
    for box in boxes:
        part = QPainterPath()
        corners = QPointF(round(box.left()), round(box.top())), QPointF(round(box.right()), round(box.bottom()))
        part.addRect(QRectF(*corners))
        outline = outline.united(part)
    return outline.simplified()
