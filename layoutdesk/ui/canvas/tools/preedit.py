"""What an input method has under way (预编辑): shown at the caret, never part of the copy before it is committed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QInputMethodEvent, QPainter, QPen

from layoutdesk.ui.theme import Theme


class Preedit:
    """The text under way and the input method's own caret in it."""

    def __init__(self) -> None:
        self.text = ""
        self._cursor: int | None = None

    def take(self, event: QInputMethodEvent) -> None:
        """Takes the state of the input method; its caret counts UTF-16 units."""
        self.text, self._cursor = event.preeditString(), None
        for attribute in event.attributes():
            if attribute.type == QInputMethodEvent.AttributeType.Cursor and attribute.length:
                self._cursor = attribute.start

    def clear(self) -> None:
        self.text, self._cursor = "", None

    def caret(self, box: QRectF, font: QFont) -> QRectF:
        """Where the input method's caret stands, that of the copy being at ``box``: candidates are shown there."""
        return box.translated(self._advance(box, font), 0) if self.text else box

    def paint(self, painter: QPainter, box: QRectF, font: QFont, theme: Theme) -> None:
        """Draws the text under way on a field over the copy, underlined, with its caret."""
        font = _sized(font, box)
        width = QFontMetricsF(font).horizontalAdvance(self.text) + 4
        field = QRectF(box.left(), box.top(), width, box.height())
        painter.fillRect(field, theme.field)
        painter.setFont(font)
        painter.setPen(theme.text)
        painter.drawText(field.adjusted(2, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text)
        painter.setPen(QPen(theme.accent, 2))
        painter.drawLine(field.bottomLeft(), field.bottomRight())
        if self._cursor is not None:
            caret = self.caret(box, font)
            painter.drawLine(caret.topLeft(), caret.bottomLeft())

    def _advance(self, box: QRectF, font: QFont) -> float:
        before = self.text if self._cursor is None else utf16_head(self.text, self._cursor)
        return QFontMetricsF(_sized(font, box)).horizontalAdvance(before) + 2


def _sized(font: QFont, box: QRectF) -> QFont:
    sized = QFont(font)
    sized.setPixelSize(max(12, round(box.height() * 0.85)))
    return sized


def utf16_units(text: str) -> int:
    """The length of text in UTF-16, as Qt counts."""
    return len(text) + sum(ord(char) > 0xFFFF for char in text)


def utf16_head(text: str, units: int) -> str:
    """The text up to a UTF-16 offset."""
    return text.encode("utf-16-le")[: 2 * max(units, 0)].decode("utf-16-le", "ignore")
