"""What is wrong on the page: elements over one another, copy over or under its place, the place of a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.types import Fit
from layoutdesk.model.elements import area_of
from layoutdesk.ui.canvas.snapping import overlapping

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.overlay import PageOverlay


def overlaps(over: PageOverlay, painter: QPainter) -> None:
    """The parts of the grid that two elements claim."""
    grid = over.desk.grid
    if grid is None:
        return
    page = over.desk.page
    areas = [(element.id, area_of(element)) for element in page.elements] if page is not None else []
    if over.ghosts:
        moved = () if over.copying else over.desk.chosen
        areas = [(name, claimed) for name, claimed in areas if name not in moved]
        areas += [("", ghost) for ghost in over.ghosts if not isinstance(ghost, Rect)]
    faint = QColor(over.theme.error)
    faint.setAlpha(110)
    hatch = QBrush(faint, Qt.BrushStyle.BDiagPattern)
    for common in overlapping(areas):
        box = over.view.rect_to_view(grid.rect(common))
        painter.fillRect(box, hatch)
        painter.setPen(QPen(over.theme.error, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.toRect())


def problem(over: PageOverlay, painter: QPainter) -> None:
    """Shows the place to which a problem has led."""
    painter.setPen(QPen(over.theme.warning, 2))
    tint = QColor(over.theme.warning)
    tint.setAlpha(60)
    painter.setBrush(tint)
    for rect in over.mark:
        painter.drawRect(over.view.rect_to_view(rect).adjusted(-2, -2, 2, 2).toRect())


def fits(over: PageOverlay, painter: QPainter) -> None:
    """How many lines the copy of each element is over, and the selected one under; while one writes there, to the line."""
    shown, writing = over.desk.shown, over.desk.marked is not None
    if shown is None:
        return
    for fit in shown.fits:
        rects = shown.frames.get(fit.element, ())
        if rects and fit.over:
            _over(over, painter, fit, over.view.rect_to_view(rects[-1]))
        elif rects and fit.under > (0 if writing else 2) and fit.element == over.desk.selection:
            _under(over, painter, fit, over.view.rect_to_view(rects[-1]))


def over_tag(over: PageOverlay, fit: Fit, box: QRectF) -> QRectF:
    """Where the ⊞ of an overset element with its label stands, under the end of its last part ``box``."""
    width = label_font(over)[1].horizontalAdvance(over.language.text("ui.canvas.over", lines=fit.over)) + 26
    return QRectF(box.right() - width, box.bottom() + 3, width, 18)


def _over(over: PageOverlay, painter: QPainter, fit: Fit, box: QRectF) -> None:
    """A red ⊞ at the end of the block with the number of lines over."""
    label = over.language.text("ui.canvas.over", lines=fit.over)
    painter.setFont(label_font(over)[0])
    tag = over_tag(over, fit, box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(over.theme.error)
    painter.drawRoundedRect(tag, 3, 3)
    painter.setPen(QPen(Qt.GlobalColor.white, 1.2))
    square = QRectF(tag.x() + 5, tag.y() + 4.5, 9, 9)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(square)
    middle = square.center()
    painter.drawLine(QPointF(square.left(), middle.y()), QPointF(square.right(), middle.y()))
    painter.drawLine(QPointF(middle.x(), square.top()), QPointF(middle.x(), square.bottom()))
    painter.drawText(tag.adjusted(19, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, label)
    painter.setPen(QPen(over.theme.error, 2))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _under(over: PageOverlay, painter: QPainter, fit: Fit, box: QRectF) -> None:
    font, metrics = label_font(over)
    label = over.language.text("ui.canvas.under", lines=fit.under)
    painter.setFont(font)
    painter.setPen(over.theme.guide)
    width = metrics.horizontalAdvance(label) + 8
    painter.drawText(QRectF(box.right() - width, box.bottom() + 2, width, 16), Qt.AlignmentFlag.AlignCenter, label)


def label_font(over: PageOverlay) -> tuple[QFont, QFontMetricsF]:
    """The font of labels over the page, with its measures."""
    font = QFont(over.view.font())
    font.setPixelSize(11)
    font.setBold(True)
    return font, QFontMetricsF(font)
