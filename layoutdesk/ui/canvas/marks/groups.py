"""What a selected element is held by: the frame of its group (编组), the sign of its lock (锁定)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from layoutdesk.base.geometry import around
from layoutdesk.model import Movable

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.overlay import PageOverlay

#: How far the frame of a group lies outside its members, logical pixels.
_MARGIN = 4.0


def groups(over: PageOverlay, painter: QPainter) -> None:
    """A broken frame around each group of which a member is selected."""
    page = over.desk.page
    wanted = {each.group for each in over.desk.elements if isinstance(each, Movable)} - {""}
    painter.setPen(QPen(over.theme.accent, 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for group in sorted(wanted) if page is not None else ():
        members = [each.id for each in page.elements if getattr(each, "group", "") == group]
        rects = [rect for name in members for rect in over.frames(name)]
        if rects and len(members) > 1:
            box = over.view.rect_to_view(around(rects))
            painter.drawRect(box.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN).toRect())


def locks(over: PageOverlay, painter: QPainter) -> None:
    """A padlock at the upper left corner of each selected element that is locked."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for element in over.desk.elements:
        rects = over.frames(element.id)
        if rects and getattr(element, "locked", False):
            _padlock(over, painter, over.view.rect_to_view(rects[0]).topLeft())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _padlock(over: PageOverlay, painter: QPainter, corner: QPointF) -> None:
    plate = QRectF(corner.x() + 3, corner.y() + 3, 16, 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(over.theme.accent)
    painter.drawRoundedRect(plate, 3, 3)
    painter.setBrush(Qt.GlobalColor.white)
    painter.drawRect(QRectF(plate.x() + 4, plate.y() + 7.5, 8, 5.5))
    bow = QPainterPath(QPointF(plate.x() + 5.5, plate.y() + 7.5))
    bow.arcTo(QRectF(plate.x() + 5.5, plate.y() + 3, 5, 6), 180, -180)
    painter.setPen(QPen(Qt.GlobalColor.white, 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(bow)
