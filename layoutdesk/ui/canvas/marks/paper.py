"""What belongs to the sheet: its edge, the columns and rows of its grid, the type area (版心)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen, QRegion

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.grid import PageGrid

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.overlay import PageOverlay

#: Rows of the grid are drawn once they are this many logical pixels apart.
_ROWS_FROM = 9.0


def sheet_edge(over: PageOverlay, painter: QPainter) -> None:
    """The edge of the trimmed sheet."""
    grid = over.desk.grid
    if grid is None:
        return
    painter.setPen(QPen(over.theme.sheet_edge, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    sheet = over.view.rect_to_view(Rect(0, 0, grid.width, grid.height)).toRect()
    painter.drawRect(sheet.adjusted(-1, -1, 0, 0))


def pasteboard(over: PageOverlay, painter: QPainter) -> None:
    """Covers what lies beside the sheet and hangs over its edge: the page as it is trimmed."""
    grid = over.desk.grid
    if grid is None:
        return
    sheet = over.view.rect_to_view(Rect(0, 0, grid.width, grid.height)).toRect()
    for around in QRegion(over.view.viewport().rect()).subtracted(QRegion(sheet)):
        painter.fillRect(around, over.theme.pasteboard)


def page_grid(over: PageOverlay, painter: QPainter) -> None:
    """The columns, the type area, and from near the rows, as far as each is shown."""
    grid = over.desk.grid
    if grid is None:
        return
    if over.shown["columns"]:
        _columns(over, painter, grid)
    if over.shown["rows"]:
        _rows(over, painter, grid)
    if over.shown["area"]:
        painter.setPen(QPen(over.theme.guide, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(over.view.rect_to_view(grid.type_area).toRect())


def _columns(over: PageOverlay, painter: QPainter, grid: PageGrid) -> None:
    inside, spec = grid.type_area, grid.template.grid
    tint = QColor(over.theme.guide)
    tint.setAlpha(26)
    for column in range(spec.columns):
        left = inside.x + column * grid.pitch
        painter.fillRect(over.view.rect_to_view(Rect(left, inside.y, grid.pitch - grid.gutter, inside.h)), tint)


def _rows(over: PageOverlay, painter: QPainter, grid: PageGrid) -> None:
    inside, spec = grid.type_area, grid.template.grid
    tint = QColor(over.theme.guide)
    if grid.step * over.view.scale / over.view.devicePixelRatioF() >= _ROWS_FROM:
        tint.setAlpha(70)
        painter.setPen(QPen(tint, 1))
        for row in range(spec.rows + 1):
            y = grid.row_top(row)
            painter.drawLine(over.view.to_view(inside.x, y).toPoint(), over.view.to_view(inside.right, y).toPoint())
