"""What is drawn over the page and never printed: grid, frames, hidden characters, selection, handles, catches, overlaps, fits."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Problem
from layoutdesk.compose.grid import PageGrid
from layoutdesk.compose.types import Fit
from layoutdesk.ui.canvas.free import rect_of
from layoutdesk.ui.canvas.hands import Overlay
from layoutdesk.ui.canvas.hidden import HiddenSigns
from layoutdesk.ui.canvas.places import problem_rects
from layoutdesk.ui.canvas.snapping import HANDLES, Catch, Edges, area_of, overlapping
from layoutdesk.ui.canvas.standing import Place, is_movable
from layoutdesk.ui.canvas.view import PageView
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.theme import Look, Theme

HANDLE_SIDE = 8.0
#: How near a handle the hand must be, in logical pixels.
HANDLE_REACH = 7.0
#: Rows of the grid are drawn once they are this many logical pixels apart.
_ROWS_FROM = 9.0


class PageOverlay:
    """Draws the state of the hand over the page in view. Tools set the ghosts, ``catches``, ``hover`` and ``problem``."""

    def __init__(self, view: PageView, desk: Desk, language: Language, look: Look) -> None:
        self.view = view
        self.desk = desk
        self.language = language
        self.look = look
        self.show_grid = False
        self.show_hidden = False
        self.hidden = HiddenSigns(view, desk)
        self.plain = False
        self.text: Overlay | None = None
        self.hover = ""
        #: Where the elements in the hand would come to rest.
        self.ghosts: tuple[Place, ...] = ()
        self.marquee: Rect | None = None
        self.catches: tuple[Catch, ...] = ()
        #: The problem whose place is marked, wherever it stands now.
        self.problem: Problem | None = None

    @property
    def theme(self) -> Theme:
        """The colours in use."""
        return self.look.theme

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Draws everything, in logical pixels of the viewport."""
        grid = self.desk.grid
        if grid is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._sheet_edge(painter, grid)
        if self.show_grid:
            self._grid(painter, grid)
        if self.text is not None:
            self.text.paint(painter, area)
        if self.plain:
            return
        if self.show_hidden:
            self.hidden.paint(painter, area, self.theme.guide)
        self._edges(painter)
        self._overlaps(painter, grid)
        self._marked(painter)
        self._selection(painter)
        self._fits(painter)
        self._ghost(painter, grid)
        self._catches(painter, grid)

    @property
    def mark(self) -> tuple[Rect, ...]:
        """The place to which a problem has led, as the page stands."""
        return problem_rects(self.desk.shown, self.problem) if self.problem is not None else ()

    # What the tools ask

    def frames(self, element: str) -> tuple[Rect, ...]:
        """The rectangles of an element of the page in view, in points."""
        shown = self.desk.shown
        return shown.frames.get(element, ()) if shown is not None else ()

    def handles(self) -> Iterator[tuple[Edges, QPointF]]:
        """The handles of the selected element in the viewport; none for what is locked or placed by the template."""
        element = self.desk.element
        rects = self.frames(self.desk.selection)
        free = rect_of(element)
        if not rects or not is_movable(element) or len(self.desk.chosen) > 1:
            return
        box = self.view.rect_to_view(_around(rects))
        for edges in HANDLES:
            if free is not None and ((edges.across and not free.w) or (edges.down and not free.h)):
                continue  # A rule is pulled at its ends.
            x = (box.left(), box.center().x(), box.right())[edges.across + 1]
            y = (box.top(), box.center().y(), box.bottom())[edges.down + 1]
            yield edges, QPointF(x, y)

    def handle_at(self, position: QPointF) -> Edges | None:
        """The handle under a position of the viewport."""
        near = [
            (max(abs(point.x() - position.x()), abs(point.y() - position.y())), edges)
            for edges, point in self.handles()
        ]
        distance, edges = min(near, key=lambda item: item[0], default=(HANDLE_REACH + 1, None))
        return edges if distance <= HANDLE_REACH else None

    def elements_at(self, x: float, y: float) -> list[str]:
        """The elements under a point of the page, front to back."""
        shown, page = self.desk.shown, self.desk.page
        if shown is None or page is None:
            return []
        reach = HANDLE_REACH / 2 * self.view.devicePixelRatioF() / self.view.scale
        return [
            element.id
            for element in reversed(page.elements)
            if any(_within_reach(rect, reach).contains(x, y) for rect in shown.frames.get(element.id, ()))
        ]

    # Drawing

    def _sheet_edge(self, painter: QPainter, grid: PageGrid) -> None:
        painter.setPen(QPen(self.theme.sheet_edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        sheet = self.view.rect_to_view(Rect(0, 0, grid.width, grid.height)).toRect()
        painter.drawRect(sheet.adjusted(-1, -1, 0, 0))

    def _grid(self, painter: QPainter, grid: PageGrid) -> None:
        area, spec = grid.type_area, grid.template.grid
        tint = QColor(self.theme.guide)
        tint.setAlpha(26)
        for column in range(spec.columns):
            left = area.x + column * grid.pitch
            painter.fillRect(self.view.rect_to_view(Rect(left, area.y, grid.pitch - grid.gutter, area.h)), tint)
        if grid.step * self.view.scale / self.view.devicePixelRatioF() >= _ROWS_FROM:
            tint.setAlpha(70)
            painter.setPen(QPen(tint, 1))
            for row in range(spec.rows + 1):
                y = grid.row_top(row)
                painter.drawLine(self.view.to_view(area.x, y).toPoint(), self.view.to_view(area.right, y).toPoint())
        painter.setPen(QPen(self.theme.guide, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.view.rect_to_view(area).toRect())

    def _edges(self, painter: QPainter) -> None:
        """The edges of the element under the hand."""
        if self.hover and self.hover not in self.desk.chosen:
            painter.setPen(QPen(self.theme.accent, 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for rect in self.frames(self.hover):
                painter.drawRect(self.view.rect_to_view(rect).toRect())

    def _overlaps(self, painter: QPainter, grid: PageGrid) -> None:
        page = self.desk.page
        areas = [(element.id, area_of(element)) for element in page.elements] if page is not None else []
        if self.ghosts:
            areas = [(name, area) for name, area in areas if name not in self.desk.chosen]
            areas += [("", ghost) for ghost in self.ghosts if not isinstance(ghost, Rect)]
        faint = QColor(self.theme.error)
        faint.setAlpha(110)
        hatch = QBrush(faint, Qt.BrushStyle.BDiagPattern)
        for common in overlapping(areas):
            box = self.view.rect_to_view(grid.rect(common))
            painter.fillRect(box, hatch)
            painter.setPen(QPen(self.theme.error, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.toRect())

    def _fits(self, painter: QPainter) -> None:
        shown = self.desk.shown
        if shown is None:
            return
        for fit in shown.fits:
            rects = shown.frames.get(fit.element, ())
            if rects and fit.over:
                self._over(painter, fit, self.view.rect_to_view(rects[-1]))
            elif rects and fit.under > 2 and fit.element == self.desk.selection:
                self._under(painter, fit, self.view.rect_to_view(rects[-1]))

    def _over(self, painter: QPainter, fit: Fit, box: QRectF) -> None:
        """A red ⊞ at the end of the block with the number of lines over."""
        label = self.language.text("ui.canvas.over", lines=fit.over)
        font, metrics = self._label_font()
        painter.setFont(font)
        width = metrics.horizontalAdvance(label) + 26
        tag = QRectF(box.right() - width, box.bottom() + 3, width, 18)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.error)
        painter.drawRoundedRect(tag, 3, 3)
        painter.setPen(QPen(Qt.GlobalColor.white, 1.2))
        square = QRectF(tag.x() + 5, tag.y() + 4.5, 9, 9)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(square)
        middle = square.center()
        painter.drawLine(QPointF(square.left(), middle.y()), QPointF(square.right(), middle.y()))
        painter.drawLine(QPointF(middle.x(), square.top()), QPointF(middle.x(), square.bottom()))
        painter.drawText(tag.adjusted(19, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, label)
        painter.setPen(QPen(self.theme.error, 2))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _under(self, painter: QPainter, fit: Fit, box: QRectF) -> None:
        font, metrics = self._label_font()
        label = self.language.text("ui.canvas.under", lines=fit.under)
        painter.setFont(font)
        painter.setPen(self.theme.guide)
        width = metrics.horizontalAdvance(label) + 8
        painter.drawText(QRectF(box.right() - width, box.bottom() + 2, width, 16), Qt.AlignmentFlag.AlignCenter, label)

    def _marked(self, painter: QPainter) -> None:
        """Shows the place to which a problem has led."""
        painter.setPen(QPen(self.theme.warning, 2))
        tint = QColor(self.theme.warning)
        tint.setAlpha(60)
        painter.setBrush(tint)
        for rect in self.mark:
            painter.drawRect(self.view.rect_to_view(rect).adjusted(-2, -2, 2, 2).toRect())

    def _selection(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for name in self.desk.chosen:
            painter.setPen(QPen(self.theme.accent, 2 if name == self.desk.selection else 1))
            painter.drawPath(_outline([self.view.rect_to_view(rect) for rect in self.frames(name)]))
        painter.setPen(QPen(self.theme.accent, 1))
        painter.setBrush(QColor(255, 255, 255))
        half = HANDLE_SIDE / 2
        for _, point in self.handles():
            painter.drawRect(QRectF(point.x() - half, point.y() - half, HANDLE_SIDE, HANDLE_SIDE).toRect())

    def _ghost(self, painter: QPainter, grid: PageGrid) -> None:
        tint = QColor(self.theme.accent)
        tint.setAlpha(28)
        painter.setBrush(tint)
        painter.setPen(QPen(self.theme.accent, 2, Qt.PenStyle.DashLine))
        for ghost in self.ghosts:
            rects = [ghost] if isinstance(ghost, Rect) else [grid.rect(area) for area in ghost]
            painter.drawPath(_outline([self.view.rect_to_view(rect) for rect in rects]))
        if self.marquee is not None:
            painter.setPen(QPen(self.theme.accent, 1))
            painter.drawRect(self.view.rect_to_view(self.marquee).toRect())

    def _catches(self, painter: QPainter, grid: PageGrid) -> None:
        """The grid lines that caught the block; those of neighbours and of the type area stand out."""
        area = grid.type_area
        for catch in self.catches:
            plain = catch.code in ("ui.snap.column", "ui.snap.row")
            style = Qt.PenStyle.DotLine if plain else Qt.PenStyle.SolidLine
            painter.setPen(QPen(self.theme.accent, 1, style))
            if catch.row is not None or catch.y is not None:
                y = catch.y if catch.row is None else grid.row_top(catch.row)
                painter.drawLine(
                    self.view.to_view(area.x - 12, y).toPoint(), self.view.to_view(area.right + 12, y).toPoint()
                )
            elif catch.column is not None or catch.x is not None:
                x = catch.x if catch.column is None else _column_line(grid, catch.column)
                painter.drawLine(
                    self.view.to_view(x, area.y - 12).toPoint(), self.view.to_view(x, area.bottom + 12).toPoint()
                )

    def _label_font(self) -> tuple[QFont, QFontMetricsF]:
        font = QFont(self.view.font())
        font.setPixelSize(11)
        font.setBold(True)
        return font, QFontMetricsF(font)


def _column_line(grid: PageGrid, column: int) -> float:
    """The middle of the gutter before a base column, or the edge of the type area."""
    return grid.type_area.x + column * grid.pitch - (grid.gutter / 2 if column else 0)


def _within_reach(rect: Rect, reach: float) -> Rect:
    """A rectangle that is as thin as a rule made wide enough for a hand."""
    across, down = (max(0.0, reach - side / 2) for side in (rect.w, rect.h))
    return Rect(rect.x - across, rect.y - down, rect.w + 2 * across, rect.h + 2 * down)


def _around(rects: tuple[Rect, ...]) -> Rect:
    whole = rects[0]
    for rect in rects[1:]:
        whole = whole.union(rect)
    return whole


def _outline(boxes: list[QRectF]) -> QPainterPath:
    """The outline of a rectangle or of an L of two, on whole pixels: parts that touch stay one."""
    outline = QPainterPath()
    for box in boxes:
        part = QPainterPath()
        corners = QPointF(round(box.left()), round(box.top())), QPointF(round(box.right()), round(box.bottom()))
        part.addRect(QRectF(*corners))
        outline = outline.united(part)
    return outline.simplified()
