"""What an empty page says: how to begin. It is gone with the first thing that stands on it, and never printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from layoutdesk.model.document import unplaced
from layoutdesk.model.elements import Movable
from layoutdesk.ui import icons
from layoutdesk.ui.textsize import px
from layoutdesk.ui.theme import UNIT

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.overlay import PageOverlay

_ICON, _STRONG, _SMALL = 32, 16, 13


def words(over: PageOverlay) -> tuple[str, ...]:
    """The lines that the page in view says; none where something stands on it, or something is on its way there."""
    page = over.desk.page
    if page is None or any(isinstance(each, Movable) for each in page.elements):
        return ()
    if over.ghosts or over.stroke is not None or over.marquee is not None or over.desk.preview is not None:
        return ()
    session, text = over.desk.session, over.language.text
    if session is None or session.read_only:
        return ()
    if unplaced(over.desk.document):
        return text("ui.empty.waiting"), text("ui.empty.arrange")
    return text("ui.empty.drop"), text("ui.empty.tools")


def empty(over: PageOverlay, painter: QPainter) -> None:
    """Draws them in the upper part of the type area, quietly."""
    grid, lines = over.desk.grid, words(over)
    if grid is None or not lines:
        return
    area = over.view.rect_to_view(grid.type_area)
    strong, small = QFont(over.view.font()), QFont(over.view.font())
    strong.setPixelSize(px(_STRONG))
    strong.setWeight(QFont.Weight.DemiBold)
    small.setPixelSize(px(_SMALL))
    wide = max(QFontMetricsF(font).horizontalAdvance(line) for font, line in zip((strong, small), lines, strict=True))
    box = QRectF(0, 0, wide + px(8 * UNIT), px(_ICON + 11 * UNIT))
    if box.width() > area.width() or box.height() > area.height():
        return
    box.moveCenter(QPointF(area.center().x(), area.top() + area.height() * 0.36))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # On paper, which is light in both themes.
    ink, rim = QColor("#6b6b73"), QColor("#b4b4ba")
    painter.setPen(QPen(rim, 1.2, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 8, 8)
    image = icons.pixmap("drop", ink, px(_ICON), over.view.devicePixelRatioF())
    painter.drawPixmap(QPointF(box.center().x() - px(_ICON) / 2, box.top() + px(2 * UNIT)), image)
    painter.setPen(ink)
    top = box.top() + px(3 * UNIT + _ICON)
    for font, line, height in ((strong, lines[0], px(28)), (small, lines[1], px(22))):
        painter.setFont(font)
        painter.drawText(QRectF(box.left(), top, box.width(), height), Qt.AlignmentFlag.AlignCenter, line)
        top += height
    painter.restore()
