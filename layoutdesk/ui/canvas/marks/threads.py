"""Threads over the page (续排线): the ports of what is selected, and lines from where text leaves to where it goes on."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from layoutdesk.model.document import Page
from layoutdesk.ui.canvas.marks.faults import label_font
from layoutdesk.ui.threads import Chain

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.overlay import PageOverlay

_HEAD = 8.0


def ports(over: PageOverlay, painter: QPainter) -> None:
    """An empty box where a thread begins or ends, a pointer where it goes on, a red cross where copy is over."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for port, box in over.ports.shown():
        painter.setPen(QPen(over.theme.error if port.over else over.theme.accent, 1.2))
        painter.setBrush(QColor(255, 255, 255))
        painter.drawRect(box)
        if port.over:
            _cross(painter, box)
        elif port.other >= 0:
            _pointer(painter, box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _cross(painter: QPainter, box: QRectF) -> None:
    middle, reach = box.center(), box.width() / 2 - 2.5
    painter.drawLine(middle - QPointF(reach, 0), middle + QPointF(reach, 0))
    painter.drawLine(middle - QPointF(0, reach), middle + QPointF(0, reach))


def _pointer(painter: QPainter, box: QRectF) -> None:
    inner = box.adjusted(3, 2.5, -2.5, -2.5)
    painter.setBrush(painter.pen().color())
    painter.drawPolygon(QPolygonF([inner.topLeft(), QPointF(inner.right(), inner.center().y()), inner.bottomLeft()]))


def threads(over: PageOverlay, painter: QPainter) -> None:
    """The threads of what is selected, or of all that stands on the page where nothing is."""
    if not over.shown["threads"]:
        return
    chosen = {getattr(element, "story", "") for element in over.desk.elements}
    tint = QColor(over.theme.accent)
    tint.setAlpha(220 if chosen else 130)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for story, chain in over.ports.chains.items():
        if len(chain) > 1 and (not chosen or story in chosen):
            painter.setPen(QPen(tint, 1.5))
            painter.setBrush(tint)
            _thread(over, painter, chain)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _thread(over: PageOverlay, painter: QPainter, chain: Chain) -> None:
    """The lines of one thread that touch the page in view; to other pages a short one with the page's name."""
    for one, other in pairwise(chain):
        here = [bool(over.frames(link.element.id)) and link.page.id == over.desk.page_id for link in (one, other)]
        if all(here):
            _arrow(painter, over.ports.way_out(one.element.id), over.ports.way_in(other.element.id))
        elif here[0]:
            start = over.ports.way_out(one.element.id)
            _arrow(painter, start, start + QPointF(34, 0))
            _label(over, painter, start + QPointF(38, 0), other.page, Qt.AlignmentFlag.AlignLeft)
        elif here[1]:
            end = over.ports.way_in(other.element.id)
            _arrow(painter, end - QPointF(34, 0), end)
            _label(over, painter, end - QPointF(38, 0), one.page, Qt.AlignmentFlag.AlignRight)


def _arrow(painter: QPainter, start: QPointF, end: QPointF) -> None:
    painter.drawLine(start, end)
    angle = math.atan2(end.y() - start.y(), end.x() - start.x())
    wings = [end - QPointF(math.cos(angle + turn), math.sin(angle + turn)) * _HEAD for turn in (-0.42, 0.42)]
    painter.drawPolygon(QPolygonF([end, *wings]))


def _label(over: PageOverlay, painter: QPainter, at: QPointF, page: Page, side: Qt.AlignmentFlag) -> None:
    font, _ = label_font(over)
    painter.setFont(font)
    left = at.x() if side == Qt.AlignmentFlag.AlignLeft else at.x() - 80
    painter.drawText(
        QRectF(left, at.y() - 10, 80, 20), side | Qt.AlignmentFlag.AlignVCenter, page.label or str(page.number)
    )
