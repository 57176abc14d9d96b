"""The picture in the hand: its edges in a block, and from inside the whole of it with what its frame cuts off, faint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from layoutdesk.ui.canvas import crops
from layoutdesk.ui.canvas.held import Held, held

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.overlay import PageOverlay

#: How much of what is cut off is seen.
_FAINT = 0.35


def part(over: PageOverlay, painter: QPainter) -> None:
    """The selected picture of a block or, with the hand inside it, the whole picture round its frame."""
    chosen, picture = over.desk.part, held(over.desk)
    if chosen is None or picture is None:
        return
    frame = over.view.rect_to_view(picture.rect)
    if chosen.inside and picture.asset is not None:
        _whole(over, painter, picture, frame)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(over.theme.accent, 2))
    painter.drawRect(frame.toRect())


def _whole(over: PageOverlay, painter: QPainter, picture: Held, frame: QRectF) -> None:
    whole = over.view.rect_to_view(crops.content(over.crop or picture.crop, picture.rect))
    image = over.preview(picture.asset.id, whole.width()) if picture.asset is not None else None
    if image is not None:
        painter.save()
        outside = QPainterPath()
        outside.addRect(whole)
        inside = QPainterPath()
        inside.addRect(frame)
        painter.setClipPath(outside - inside)
        painter.setOpacity(_FAINT)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(whole, image)
        painter.restore()
    edge = QColor(over.theme.accent)
    painter.setPen(QPen(edge, 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(whole.toRect())
