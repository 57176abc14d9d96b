"""Painting links: a thumbnail, the file's name and page, what is wrong and how fine it prints, what it is."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from layoutdesk.ui import icons
from layoutdesk.ui.canvas.previews import Previews
from layoutdesk.ui.panels.linkmodel import LinkRow
from layoutdesk.ui.panels.rows import ROW_ROLE, Index
from layoutdesk.ui.textsize import px
from layoutdesk.ui.theme import SMALL_PIXELS, UNIT, Look

#: Height of a row, the room of its thumbnail, and how far it keeps from the list's edge, in logical pixels.
HEIGHT: Final = 68
THUMB: Final = QSize(72, 54)
SIDE: Final = 2 * UNIT - 4
#: Height of a line of its texts, and of the dot before its state.
_LINE, _DOT = 18, 7


class LinkPainter(QStyledItemDelegate):
    """Paints links in the colours of the theme; thumbnails are asked for as their rows come into sight."""

    def __init__(self, look: Look, thumbs: Previews, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look, self._thumbs = look, thumbs
        #: The row over which a file is held.
        self.under_hand = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: LinkRow = index.data(ROW_ROLE)
        theme, box = self._look.theme, QRect(option.rect)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        back = theme.chosen if chosen else theme.raised if option.state & QStyle.StateFlag.State_MouseOver else None
        frame = box.adjusted(4, 1, -4, -1)
        if back is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(back)
            painter.drawRoundedRect(frame, 5, 5)
        if row.key == self.under_hand:
            painter.setPen(theme.accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, 5, 5)
        top = box.top() + px(HEIGHT - THUMB.height()) // 2
        self._thumb(painter, row, QRect(box.left() + px(SIDE), top, px(THUMB.width()), px(THUMB.height())))
        left = box.left() + px(SIDE + THUMB.width() + UNIT + 2)
        self._texts(painter, option.font, row, QRect(left, top - 1, box.right() - px(SIDE) - left, px(3 * _LINE + 2)))
        painter.restore()

    def _thumb(self, painter: QPainter, row: LinkRow, room: QRect) -> None:
        """The picture, whole, in its room; a sign where it is missing or not there yet."""
        theme, density = self._look.theme, painter.device().devicePixelRatioF()
        image = self._thumbs.image(row.asset, room.width() * density) if row.asset else None
        if image is None:
            awaited = bool(row.asset) and self._thumbs.is_awaited(row.asset)
            painter.setPen(theme.line)
            painter.setBrush(theme.field)
            painter.drawRect(QRectF(room).adjusted(0.5, 0.5, -0.5, -0.5))
            sign = icons.pixmap("picture", theme.dim if awaited else theme.error, px(20), density)
            painter.drawPixmap(room.center().x() - px(9), room.center().y() - px(9), sign)
            return
        shown = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(room.left() + (room.width() - shown.width()) // 2, 0, shown.width(), shown.height())
        place.moveTop(room.top() + (room.height() - shown.height()) // 2)
        painter.drawImage(place, image)
        edge = QColor(theme.text)
        edge.setAlpha(40)
        painter.setPen(edge)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5))

    def _texts(self, painter: QPainter, font: QFont, row: LinkRow, box: QRect) -> None:
        theme = self._look.theme
        small = QFont(font)
        small.setPixelSize(px(SMALL_PIXELS))
        first, second, third = (box.adjusted(0, n * px(_LINE), 0, 0) for n in range(3))
        self._line(painter, first, (font, theme.text, row.text), (small, theme.dim, row.page), keeps_end=True)
        state = getattr(theme, row.colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(state)
        painter.drawEllipse(second.left(), second.top() + px(_LINE - _DOT) // 2 + 1, px(_DOT), px(_DOT))
        said = theme.dim if row.colour == "good" else state
        resolution = small, getattr(theme, row.ppi_colour), row.ppi
        self._line(painter, second.adjusted(px(_DOT + 5), 0, 0, 0), (small, said, row.state), resolution)
        self._line(painter, third, (small, theme.dim, row.facts))

    def _line(
        self,
        painter: QPainter,
        box: QRect,
        left: tuple[QFont, QColor, str],
        right: tuple[QFont, QColor, str] | None = None,
        *,
        keeps_end: bool = False,
    ) -> None:
        """Two texts in one line, that at the right whole; a file's name keeps its end, by which it is known."""
        box = QRect(box.left(), box.top(), box.width(), px(_LINE))
        middle = Qt.AlignmentFlag.AlignVCenter
        sides = [(right, Qt.AlignmentFlag.AlignRight)] if right is not None else []
        for (font, colour, text), side in (*sides, (left, Qt.AlignmentFlag.AlignLeft)):
            painter.setFont(font)
            painter.setPen(colour)
            mode = Qt.TextElideMode.ElideMiddle if keeps_end else Qt.TextElideMode.ElideRight
            shown = QFontMetrics(font).elidedText(text, mode, box.width())
            painter.drawText(box, middle | side, shown)
            if side == Qt.AlignmentFlag.AlignRight and text:
                box.setRight(box.right() - QFontMetrics(font).horizontalAdvance(text) - px(UNIT))
