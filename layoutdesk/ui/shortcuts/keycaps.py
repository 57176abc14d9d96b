"""Keys as small caps, the way they stand on a keyboard: painted in lists, the right end given."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from layoutdesk.ui.shortcuts.chords import shown
from layoutdesk.ui.textsize import px
from layoutdesk.ui.theme import Theme

#: Sides of a cap and what lies between two, in logical pixels.
HEIGHT: Final = 18
_LEAST, _INSIDE, _BETWEEN = 18, 5, 3
_PIXELS: Final = 11


def parts(key: str) -> list[str]:
    """What is pressed together for a key: ``Ctrl+Shift++`` is Ctrl, Shift and +."""
    text = shown(key)
    if text.endswith("+"):
        return [*filter(None, text[:-1].split("+")), "+"]
    return text.split("+")


def _font(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(px(_PIXELS))
    return small


def _widths(key: str, font: QFont) -> list[int]:
    metrics = QFontMetrics(_font(font))
    return [max(px(_LEAST), metrics.horizontalAdvance(part) + 2 * px(_INSIDE)) for part in parts(key)]


def width(key: str, font: QFont) -> int:
    """How wide the caps of a key are, in logical pixels."""
    widths = _widths(key, font)
    return sum(widths) + px(_BETWEEN) * (len(widths) - 1)


def paint(
    painter: QPainter, key: str, font: QFont, right: int, middle: int, theme: Theme, *, faded: bool = False
) -> int:
    """Paints the caps of a key so that they end at ``right`` about the line ``middle``; where they begin."""
    left = right - width(key, font)
    at = left
    painter.setFont(_font(font))
    ink = QColor(theme.dim)
    if faded:
        ink.setAlpha(150)
    for part, across in zip(parts(key), _widths(key, font), strict=True):
        cap = QRect(at, middle - px(HEIGHT) // 2, across, px(HEIGHT))
        painter.setPen(QPen(theme.line, 1))
        painter.setBrush(theme.field)
        painter.drawRoundedRect(cap.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(ink)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, part)
        at += across + px(_BETWEEN)
    return left
