"""What is wrong on the page: elements over one another, copy over or under its place, the place of a problem."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.parking import is_parked
from layoutdesk.compose.types import Fit
from layoutdesk.model.elements import area_of
from layoutdesk.ui.canvas.marks.frames import outline
from layoutdesk.ui.canvas.nearness import FAINT
from layoutdesk.ui.canvas.snapping import overlapping
from layoutdesk.ui.textsize import px

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.overlay import PageOverlay

#: The colour of words on paper of their own, which is as light in a dark window.
INK = QColor("#55555b")
#: Height of the tag of overset copy, the room of its ⊞, and how far it keeps from the corner's handle, in logical pixels.
_TAG, _SIGN, _FROM_CORNER = 15.0, 17.0, 14.0


def overlaps(over: PageOverlay, painter: QPainter) -> None:
    """The parts of the grid that two elements claim."""
    grid = over.desk.grid
    if grid is None:
        return
    page = over.desk.page
    standing = (each for each in page.elements if not is_parked(each, grid)) if page is not None else ()
    areas = [(element.id, area_of(element)) for element in standing]
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
    """Shows the place to which a problem has led: round the lines, never over their print."""
    painter.setPen(QPen(over.theme.warning, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    boxes = [over.view.rect_to_view(rect).adjusted(-3, -3, 3, 3) for rect in over.mark]
    painter.drawPath(outline(boxes))


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
    """The ⊞ of an overset element with the number of its lines, in the foot of its last part ``box`` beside the corner's handle."""
    return _tag(over, str(fit.over), box)


def over_tags(over: PageOverlay) -> Iterator[QRectF]:
    """Those of all overset elements of the page in view."""
    shown = over.desk.shown
    for fit in shown.fits if shown is not None else ():
        rects = shown.frames.get(fit.element, ()) if shown is not None and fit.over else ()
        if rects:
            yield over_tag(over, fit, over.view.rect_to_view(rects[-1]))


def tag_at(over: PageOverlay, fit: Fit, box: QRectF) -> QRectF:
    """The same as it is shown: spelt out while the hand is near it."""
    short = over_tag(over, fit, box)
    return _tag(over, over.language.text("ui.canvas.over", lines=fit.over), box) if short in over.near else short


def _tag(over: PageOverlay, label: str, box: QRectF) -> QRectF:
    width = label_font(over)[1].horizontalAdvance(label) + _SIGN + 5
    return QRectF(box.right() - width - _FROM_CORNER, box.bottom() - px(_TAG) - 3, width, px(_TAG))


def _over(over: PageOverlay, painter: QPainter, fit: Fit, box: QRectF) -> None:
    """A red ⊞ at the end of the block with the number of lines over; while one writes there it lets its lines be seen."""
    near, tag = over_tag(over, fit, box) in over.near, tag_at(over, fit, box)
    label = over.language.text("ui.canvas.over", lines=fit.over) if near else str(fit.over)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(over.theme.error, 2))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    painter.setFont(label_font(over)[0])
    painter.setOpacity(1.0 if near or over.desk.marked is None else FAINT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(over.theme.error)
    painter.drawRoundedRect(tag, 3, 3)
    painter.setPen(QPen(Qt.GlobalColor.white, 1.2))
    square = QRectF(tag.x() + 4, tag.center().y() - 4.5, 9, 9)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(square)
    middle = square.center()
    painter.drawLine(QPointF(square.left(), middle.y()), QPointF(square.right(), middle.y()))
    painter.drawLine(QPointF(middle.x(), square.top()), QPointF(middle.x(), square.bottom()))
    painter.drawText(tag.adjusted(_SIGN, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, label)
    painter.setOpacity(1.0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _under(over: PageOverlay, painter: QPainter, fit: Fit, box: QRectF) -> None:
    font, metrics = label_font(over)
    label = over.language.text("ui.canvas.under", lines=fit.under)
    width = metrics.horizontalAdvance(label) + 8
    plate = QRectF(box.right() - width, box.bottom() + 2, width, px(_TAG))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    # On paper of its own: under the block stands the print of another.
    painter.setBrush(over.look.paper)
    painter.drawRoundedRect(plate, 3, 3)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setFont(font)
    painter.setPen(INK)
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, label)


def label_font(over: PageOverlay) -> tuple[QFont, QFontMetricsF]:
    """The font of labels over the page, with its measures."""
    font = QFont(over.view.font())
    font.setPixelSize(px(11))
    font.setBold(True)
    return font, QFontMetricsF(font)
