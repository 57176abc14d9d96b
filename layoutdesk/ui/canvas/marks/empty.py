"""What an empty page says: how to begin. It is gone with the first thing that stands on it, and never printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

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
#: How much smaller the words may become where the type area is small, and their least size, pixels.
_SCALES: Final = (1.0, 0.85, 0.7, 0.55)
_LEAST: Final = 10
_WRAPPED: Final = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_ENDLESS: Final = 10_000.0


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


class Hint(NamedTuple):
    """How the words stand: fonts, heights, the width they are wrapped at, the box around them, in pixels of the view."""

    fonts: tuple[QFont, QFont]
    heights: tuple[float, float]
    width: float
    box: QRectF


def fitted(over: PageOverlay, area: QRectF, lines: tuple[str, ...]) -> Hint | None:
    """The words in one line each where the type area has room, else wrapped, else smaller; nothing where even that is too large."""
    room = area.width() - 4 * UNIT
    for scale in _SCALES:
        fonts = _font(over, _STRONG, scale), _font(over, _SMALL, scale)
        wide = max(QFontMetricsF(font).horizontalAdvance(line) for font, line in zip(fonts, lines, strict=True))
        width = wide + 1 if wide < room else _even(fonts, lines, room)
        heights = tuple(_height(font, line, width) for font, line in zip(fonts, lines, strict=True))
        tall = px(_ICON + 6 * UNIT) + sum(heights)
        if width > 0 and tall <= area.height():
            box = QRectF(0, 0, min(width + px(8 * UNIT), area.width()), tall)
            box.moveCenter(QPointF(area.center().x(), area.top() + area.height() * 0.36))
            box.moveTop(max(box.top(), area.top()))
            return Hint(fonts, (heights[0], heights[1]), width, box)
    return None


def _font(over: PageOverlay, pixels: int, scale: float) -> QFont:
    font = QFont(over.view.font())
    font.setPixelSize(max(round(px(pixels) * scale), _LEAST))
    if pixels == _STRONG:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def _even(fonts: tuple[QFont, QFont], lines: tuple[str, ...], room: float) -> float:
    """The least width for as few lines as in all the room, so that none ends with a word alone; 0: a word is wider."""
    pairs = list(zip(fonts, lines, strict=True))
    if any(
        QFontMetricsF(font).boundingRect(QRectF(0, 0, room, _ENDLESS), _WRAPPED, line).width() > room
        for font, line in pairs
    ):
        return 0.0
    least = [_height(font, line, room) for font, line in pairs]
    widths = (room * part / 20 for part in range(10, 20))
    return next((width for width in widths if [_height(font, line, width) for font, line in pairs] == least), room)


def _height(font: QFont, line: str, width: float) -> float:
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, _ENDLESS), _WRAPPED, line).height()


def empty(over: PageOverlay, painter: QPainter) -> None:
    """Draws them in the upper part of the type area, quietly."""
    grid, lines = over.desk.grid, words(over)
    hint = fitted(over, over.view.rect_to_view(grid.type_area), lines) if grid is not None and lines else None
    if hint is None:
        return
    box = hint.box
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
    for font, line, height in zip(hint.fonts, lines, hint.heights, strict=True):
        painter.setFont(font)
        painter.drawText(QRectF(box.center().x() - hint.width / 2, top, hint.width, height), _WRAPPED, line)
        top += height + px(UNIT)
    painter.restore()
