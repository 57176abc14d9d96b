"""One line of copy in a list, in pieces: what stands round a place dim or plain, the place itself marked by colour."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from layoutdesk.ui.theme import Theme

#: Roles of the palette that a piece may have.
Colour = Literal["text", "dim", "accent", "good", "error"]
#: What of the width stands before the place at most.
_BEFORE: Final = 0.34
#: How strong the ground of a marked piece is, of 255.
_TINT: Final = 44


class Pieces:
    """Draws pieces of text one behind the other from the left of a box; what has no room is left out."""

    def __init__(self, painter: QPainter, font: QFont, box: QRect, theme: Theme) -> None:
        self._painter, self._font, self._metrics = painter, font, QFontMetrics(font)
        self._box, self._theme, self._x = box, theme, box.left()

    def before(self, text: str) -> str:
        """What stands before the place, as far as there is room for it: of more, the end."""
        return before(text, self._metrics, self._box.width())

    def draw(self, text: str, colour: Colour, *, back: Colour | None = None, struck: bool = False) -> None:
        """Draws one piece behind those before it; with ``back`` on a ground of that colour."""
        left = self._box.right() + 1 - self._x
        if not text or left <= 0:
            return
        shown = self._metrics.elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, left)
        width = self._metrics.horizontalAdvance(shown)
        place = QRect(self._x, self._box.top(), width, self._box.height())
        if back is not None:
            tint = QColor(getattr(self._theme, back))
            tint.setAlpha(_TINT)
            high = self._metrics.height() // 2 + 1
            ground = QRect(place.left(), place.center().y() - high, width, 2 * high + 1)
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(tint)
            self._painter.drawRoundedRect(ground, 3, 3)
        self._font.setStrikeOut(struck)
        self._painter.setFont(self._font)
        self._painter.setPen(getattr(self._theme, colour))
        self._painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
        self._x += width


def before(text: str, metrics: QFontMetrics, width: int) -> str:
    """The end of what stands before a place, in the share of the width that it may take."""
    room = round(width * _BEFORE)
    if metrics.horizontalAdvance(text) <= room:
        return text
    return metrics.elidedText(text, Qt.TextElideMode.ElideLeft, room)
