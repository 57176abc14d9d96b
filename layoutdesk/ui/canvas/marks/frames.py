"""What the hand has in view: the element under it, the selection with its handles, where a drag would come to rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from layoutdesk.base.geometry import Rect, around
from layoutdesk.compose.grid import PageGrid
from layoutdesk.model import Movable, Page, Rule
from layoutdesk.ui.canvas.nearness import FAINT

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.overlay import PageOverlay

HANDLE_SIDE = 8.0
GRIP_RADIUS = 4.0
#: How much of the colour of guides the edges of elements have, the rest being paper: to blend every line would cost tenfold.
_FAINT = 0.45


class EdgeLines:
    """The edges of all elements that the hand may move, as lines that panning only shifts; a rule shows itself."""

    def __init__(self) -> None:
        self._key: tuple[Page | None, Mapping[str, tuple[Rect, ...]], float] = None, {}, 0.0
        self._lines: list[QRect] = []
        self._sides: dict[tuple[Rect, ...], list[QRect]] = {}

    def lines(self, over: PageOverlay) -> list[QRect]:
        """The lines, in logical pixels from the upper left corner of the page: filled, they cost a tenth of a path drawn."""
        page, shown, scale = over.desk.page, over.desk.shown, over.view.scale / over.view.devicePixelRatioF()
        frames = shown.frames if shown is not None else {}
        known_page, known_frames, known_scale = self._key
        if known_page is not page or known_frames != frames or known_scale != scale:
            self._key = page, frames, scale
            elements = page.elements if page is not None else ()
            held = (each for each in elements if isinstance(each, Movable) and not isinstance(each, Rule))
            before = self._sides if known_scale == scale else {}
            self._sides = {}
            for rects in (over.frames(each.id) for each in held):
                self._sides[rects] = before.get(rects) or list(_sides(outline([_scaled(one, scale) for one in rects])))
            self._lines = [line for lines in self._sides.values() for line in lines]
        return self._lines


def _scaled(rect: Rect, scale: float) -> QRectF:
    return QRectF(rect.x * scale, rect.y * scale, rect.w * scale, rect.h * scale)


def _sides(path: QPainterPath) -> Iterator[QRect]:
    """The sides of an outline of upright rectangles, one pixel wide."""
    for polygon in path.toSubpathPolygons():
        for at in range(polygon.count() - 1):
            one, other = polygon.at(at).toPoint(), polygon.at(at + 1).toPoint()
            yield QRect(one, other) if (one.x(), one.y()) <= (other.x(), other.y()) else QRect(other, one)


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    pairs = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)
    return QColor(*(round(a * share + b * (1 - share)) for a, b in pairs))


def edges(over: PageOverlay, painter: QPainter) -> None:
    """The edges of what stands on the page, faint."""
    if not over.shown["edges"]:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_mixed(over.theme.guide, over.look.paper, _FAINT))
    corner = over.view.to_view(0.0, 0.0)
    painter.translate(corner)
    painter.drawRects(over.edge_lines.lines(over))
    painter.translate(-corner)


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
    # While the block is on its way its corners are elsewhere.
    for _, point in over.grips() if over.desk.preview is None else ():
        with standing_back(over, painter, grip_box(point)):
            painter.drawEllipse(point, GRIP_RADIUS, GRIP_RADIUS)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def grip_box(point: QPointF) -> QRectF:
    """The box of a grip."""
    return QRectF(point.x() - GRIP_RADIUS, point.y() - GRIP_RADIUS, 2 * GRIP_RADIUS, 2 * GRIP_RADIUS)


@contextmanager
def standing_back(over: PageOverlay, painter: QPainter, box: QRectF) -> Iterator[None]:
    """Draws what lies on print faint and hollow until the hand is near its ``box``."""
    painter.save()
    if box not in over.near:
        painter.setOpacity(FAINT)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    yield
    painter.restore()


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
    if over.need and over.ghosts:
        label = over.language.text("ui.canvas.need", rows=over.need)
        field = QRectF(0, 0, 7.0 * len(label) + 60, 26)
        field.moveCenter(over.view.rect_to_view(rects[0]).center())
        painter.fillRect(field, over.look.paper)
        painter.drawText(field, Qt.AlignmentFlag.AlignCenter, label)
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
