"""The list of styles: a strip of paper with the style's name as it is set, what it is in words, how often it is used."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from layoutdesk.ui import icons
from layoutdesk.ui.panels.rows import ROW_ROLE, Index, Row, RowList, RowPainter
from layoutdesk.ui.panels.stylesample import Samples
from layoutdesk.ui.textsize import px
from layoutdesk.ui.theme import SMALL_PIXELS, UNIT, Look

#: Heights of a row, of its strip and of the words under it; from the list's edge to both, and the room for figure and sign.
_HEIGHT, _STRIP, _UNDER = 52, 26, 18
#: Heights of a row and its strip where few have room: its words go then, which the hand over it is told.
_TIGHT, _TIGHT_STRIP = 26, 23
#: So many rows are seen whatever else wants room.
_LEAST_ROWS: Final = 6
#: The height of a heading over them.
_HEADING: Final = 30
#: What is left to others, in logical pixels at 100 %, before rows lose their words.
_OTHERS: Final = 150
_SIDE: Final = 2 * UNIT - 4
_FIGURE: Final = 44
_SIGN: Final = 14


class StylePainter(RowPainter):
    """Paints styles; headings are painted as in every list."""

    def __init__(self, look: Look, samples: Samples, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._samples = samples
        #: The styles of the copy in hand; whether any of that goes beyond its style.
        self.in_hand: tuple[str, ...] = ()
        self.is_beyond = False
        #: Whether the list has little room, so that rows are without words.
        self.is_tight = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: Row = index.data(ROW_ROLE)
        return super().sizeHint(option, index) if row.is_heading else QSize(0, px(_TIGHT if self.is_tight else _HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW_ROLE)
        if row.is_heading:
            super().paint(painter, option, index)
            return
        theme, box = self._look.theme, QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        back = self._back(option)
        if back is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(back)
            painter.drawRoundedRect(box.adjusted(4, 1, -4, -1), 5, 5)
        inner = box.adjusted(px(_SIDE), px(1 if self.is_tight else 3), -px(_SIDE), 0)
        high = px(_TIGHT_STRIP if self.is_tight else _STRIP)
        strip = QRect(inner.left(), inner.top(), inner.width() - px(_FIGURE), high)
        density = painter.device().devicePixelRatioF()
        image = self._samples.image(row.key, row.text, strip.size(), density, self._look.paper)
        if image is not None:
            painter.drawImage(strip.topLeft(), image)
        painter.setPen(theme.accent if row.key in self.in_hand else theme.line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(strip)
        self._figure(painter, option, row, QRect(strip.right() + 1, inner.top(), px(_FIGURE), high))
        if not self.is_tight:
            self._words(painter, option, row, QRect(inner.left(), strip.bottom() + 1, inner.width(), px(_UNDER)))
        painter.restore()

    def _words(self, painter: QPainter, option: QStyleOptionViewItem, row: Row, room: QRect) -> None:
        small = _small(option.font)
        painter.setFont(small)
        painter.setPen(self._look.theme.dim)
        under = QFontMetrics(small).elidedText(row.under, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, under)

    def _figure(self, painter: QPainter, option: QStyleOptionViewItem, row: Row, room: QRect) -> None:
        """How often a style is used; at that of the copy in hand a tick, or a + where that goes beyond it (优先选项)."""
        theme = self._look.theme
        painter.setFont(_small(option.font))
        painter.setPen(theme.dim)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.figure)
        if row.key in self.in_hand:
            side = px(_SIGN)
            sign = icons.pixmap(row.icon, theme.accent, side, painter.device().devicePixelRatioF())
            painter.drawPixmap(room.left() + px(4), room.center().y() - side // 2, sign)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(px(SMALL_PIXELS))
    return small


class StyleList(RowList):
    """Styles. ``pointed``: one is the current one; ``given``: a click or Enter on one, with Alt; ``opened``: a double click.

    ``menu_wanted``: the right button, at a place of the screen; ``left``: Esc.
    """

    pointed = Signal(str)
    given = Signal(str, bool)
    opened = Signal()
    menu_wanted = Signal(QPoint)
    left = Signal()

    def __init__(self, look: Look, samples: Samples, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self.painter = StylePainter(look, samples, self)
        self.setItemDelegate(self.painter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.menu_wanted.emit(self.viewport().mapToGlobal(at)))
        self._is_double = False

    @staticmethod
    def least(room: int) -> int:
        """The height that it wants at least, in logical pixels, of a room that it shares: with words in rows where they fit."""
        roomy = _LEAST_ROWS * px(_HEIGHT) + 2
        return roomy if room - roomy >= px(_OTHERS) else _LEAST_ROWS * px(_TIGHT) + px(_HEADING)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows lose their words where too few would be seen."""
        is_tight = self.viewport().height() < _LEAST_ROWS * px(_HEIGHT)
        if is_tight != self.painter.is_tight:
            self.painter.is_tight = is_tight
            self.doItemsLayout()
        super().resizeEvent(event)

    def currentChanged(self, now: QModelIndex, before: QModelIndex) -> None:
        super().currentChanged(now, before)
        self.pointed.emit(now.data(ROW_ROLE).key if now.isValid() else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        is_double, self._is_double = self._is_double, False
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid() or index != self.currentIndex():
            return
        if is_double:
            self.opened.emit()
        else:
            self._give(index, event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self._is_double = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._give(self.currentIndex(), event.modifiers())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _give(self, index: QModelIndex, modifiers: Qt.KeyboardModifier) -> None:
        row: Row = index.data(ROW_ROLE)
        if not row.is_heading:
            self.given.emit(row.key, bool(modifiers & Qt.KeyboardModifier.AltModifier))
