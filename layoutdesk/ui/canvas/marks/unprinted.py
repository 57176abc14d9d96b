"""What is kept from print (不打印): hatched, with a sign at its upper right corner, so that nobody takes it for printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from layoutdesk.model.elements import Movable
from layoutdesk.ui import icons
from layoutdesk.ui.theme import LIGHT

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.overlay import PageOverlay

#: Side of the sign, and the least side of an element that has room for it beside its handles, in logical pixels.
_SIGN: Final = 18
_ROOM: Final = 34
#: How strong the hatching is over what lies under it, 0 to 255.
_STRENGTH: Final = 70
#: On paper, which is light in both themes.
_INK: Final = LIGHT.warning


def unprinted(over: PageOverlay, painter: QPainter) -> None:
    """Every element of the page in view that is kept from print."""
    page = over.desk.page
    kept = (
        [each.id for each in page.elements if isinstance(each, Movable) and each.unprinted] if page is not None else []
    )
    for name in kept:
        rects = [over.view.rect_to_view(rect) for rect in over.frames(name)]
        if rects:
            _hatch(painter, rects)
            _sign(over, painter, rects[0])


def _hatch(painter: QPainter, rects: list[QRectF]) -> None:
    ink = QColor(_INK)
    painter.setPen(QPen(ink, 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for rect in rects:
        painter.drawRect(rect.toRect())
    ink.setAlpha(_STRENGTH)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    brush = painter.brush()
    brush.setStyle(Qt.BrushStyle.BDiagPattern)
    painter.setBrush(brush)
    for rect in rects:
        painter.drawRect(rect.toRect())


def _sign(over: PageOverlay, painter: QPainter, box: QRectF) -> None:
    """A printer struck out, on a plate of its own; none on what is too small for it."""
    if min(box.width(), box.height()) < _ROOM:
        return
    plate = QRectF(box.right() - _SIGN - 8, box.top() + 8, _SIGN, _SIGN)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_INK)
    painter.drawRoundedRect(plate, 3, 3)
    image = icons.pixmap("unprinted", QColor(255, 255, 255), _SIGN - 2, over.view.devicePixelRatioF())
    painter.drawPixmap(QPointF(plate.x() + 1, plate.y() + 1), image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
