"""Thumbnails of pages (缩略图): drawn small, kept by page, and painted into the rows of the pages panel."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.types import ComposedPage
from layoutdesk.ui.canvas.leaves import Layers
from layoutdesk.ui.canvas.painter import PagePainter
from layoutdesk.ui.panels.rows import ROW_ROLE, Index, Row
from layoutdesk.ui.textsize import px
from layoutdesk.ui.theme import SMALL_PIXELS, UNIT, Look

#: Height of a thumbnail in logical pixels; its width follows from the page.
THUMBNAIL: Final = 88
#: From the left edge of a row to its thumbnail, from that to the texts, and the room that a thumbnail has at least.
_LEFT: Final = 2 * UNIT - 4
_BESIDE: Final = UNIT + 4
_LEAST: Final = THUMBNAIL * 0.72
#: How faint the rows are that the hand has taken up.
_TAKEN_UP: Final = 0.4


class Thumbnails(QObject):
    """Small pictures of pages by page id."""

    def __init__(self, painter: PagePainter, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._painter = painter
        self._look = look
        self._images: dict[str, tuple[ComposedPage | None, QImage]] = {}

    def get(self, page: str) -> QImage | None:
        """The thumbnail as drawn last."""
        kept = self._images.get(page)
        return kept[1] if kept is not None else None

    def draw(self, page: str, composed: ComposedPage, density: float) -> None:
        """Draws the thumbnail of a page where the page has changed since."""
        kept = self._images.get(page)
        if kept is not None and kept[0] is composed:
            return
        layers = Layers()
        layers.show(composed.display)
        width, height = composed.display.width, composed.display.height
        image = self._painter.picture(
            layers.within(Rect(0, 0, width, height)), width, height, px(THUMBNAIL) * density / height, self._look.paper
        )
        image.setDevicePixelRatio(density)
        self._images[page] = composed, image

    def forget(self, page: str = "") -> None:
        """Has a page drawn anew the next time; all where none is named are dropped."""
        if page and page in self._images:
            self._images[page] = None, self._images[page][1]
        elif not page:
            self._images.clear()


class PageRows(QStyledItemDelegate):
    """Paints a row of the pages panel: thumbnail, label and name, stories and errors; the page in view in a frame of its own."""

    def __init__(self, look: Look, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._thumbnails = thumbnails
        self.in_view = ""
        #: The pages that the hand has taken up to put them elsewhere.
        self.taken_up: Collection[str] = ()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, px(THUMBNAIL + 2 * UNIT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW_ROLE)
        theme, box = self._look.theme, QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.key in self.taken_up:
            painter.setOpacity(_TAKEN_UP)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.chosen if chosen else theme.raised)
            painter.drawRoundedRect(box.adjusted(4, 1, -4, -1), 5, 5)
        sheet = self.sheet(row.key, QPointF(box.left() + px(_LEFT), box.top() + px(UNIT)))
        self.draw_sheet(painter, row.key, sheet, in_view=row.key == self.in_view)
        self._texts(painter, option, row, self.texts_box(row.key, box))
        painter.restore()

    def sheet(self, page: str, corner: QPointF) -> QRectF:
        """Where the thumbnail of a page lies."""
        image = self._thumbnails.get(page)
        size = image.deviceIndependentSize() if image is not None else QSize(px(THUMBNAIL * 3 // 4), px(THUMBNAIL))
        return QRectF(corner.x(), corner.y(), size.width(), size.height())

    def texts_box(self, page: str, box: QRect) -> QRectF:
        """Where the texts of a row lie."""
        left = box.left() + px(_LEFT) + max(self.sheet(page, QPointF()).width(), px(_LEAST)) + px(_BESIDE)
        return QRectF(left, box.top() + px(UNIT), box.right() - px(UNIT) - left, px(THUMBNAIL))

    def draw_sheet(self, painter: QPainter, page: str, sheet: QRectF, *, in_view: bool = False) -> None:
        """The thumbnail of a page, or white paper where it is not drawn yet."""
        image, theme = self._thumbnails.get(page), self._look.theme
        painter.fillRect(sheet, self._look.paper)
        if image is not None:
            painter.drawImage(sheet, image)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.accent, 2) if in_view else QPen(theme.sheet_edge, 1))
        painter.drawRect(sheet.adjusted(-1, -1, 1, 1) if in_view else sheet.adjusted(0, 0, -1, -1))
        painter.restore()

    def _texts(self, painter: QPainter, option: QStyleOptionViewItem, row: Row, box: QRectF) -> None:
        theme = self._look.theme
        font, small = name_font(option.font), QFont(option.font)
        small.setPixelSize(px(SMALL_PIXELS))
        top = box.top() + px(14)
        lines = [(font, theme.text, row.text), (small, theme.dim, row.under)]
        if row.figure:
            lines.append((small, getattr(theme, row.colour), row.figure))
        for face, colour, text in lines:
            painter.setFont(face)
            painter.setPen(colour)
            shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(QPointF(box.left(), top), shown)
            top += px(20)


def name_font(font: QFont) -> QFont:
    """The face of label and name of a page."""
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    return strong
