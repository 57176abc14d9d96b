"""The pages panel: a thumbnail of every page, drawn one a turn of the event loop."""

from __future__ import annotations

from collections import deque
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.types import ComposedPage
from layoutdesk.ui.canvas.leaves import Layers
from layoutdesk.ui.canvas.painter import PagePainter
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.panel import Panel
from layoutdesk.ui.panels.rows import ROW_ROLE, Index, Row, Rows
from layoutdesk.ui.theme import SMALL_PIXELS, UNIT, Look
from layoutdesk.ui.turns import Urgency

#: Height of a thumbnail in logical pixels; its width follows from the page.
THUMBNAIL: Final = 88
#: Milliseconds after the last change before a thumbnail is drawn anew, so that typing never waits for it.
REST_MS: Final = 250


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
            layers.within(Rect(0, 0, width, height)), width, height, THUMBNAIL * density / height, self._look.paper
        )
        image.setDevicePixelRatio(density)
        self._images[page] = composed, image

    def forget(self, page: str = "") -> None:
        """Has a page drawn anew the next time; all where none is named are dropped."""
        if page and page in self._images:
            self._images[page] = None, self._images[page][1]
        elif not page:
            self._images.clear()


class _PagePainter(QStyledItemDelegate):
    def __init__(self, look: Look, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, THUMBNAIL + 2 * UNIT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW_ROLE)
        theme, box = self._look.theme, QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.chosen if chosen else theme.raised)
            painter.drawRoundedRect(box.adjusted(4, 1, -4, -1), 5, 5)
        width = self._sheet(painter, row.key, QPointF(box.left() + 2 * UNIT - 4, box.top() + UNIT))
        texts = QRectF(box.left() + 3 * UNIT + width, box.top() + UNIT, 0, THUMBNAIL)
        texts.setRight(box.right() - UNIT)
        self._texts(painter, option, row, texts)
        painter.restore()

    def _sheet(self, painter: QPainter, page: str, corner: QPointF) -> float:
        image = self._thumbnails.get(page)
        size = image.deviceIndependentSize() if image is not None else QSize(THUMBNAIL * 3 // 4, THUMBNAIL)
        sheet = QRectF(corner.x(), corner.y(), size.width(), size.height())
        painter.fillRect(sheet, self._look.paper)
        if image is not None:
            painter.drawImage(corner, image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._look.theme.sheet_edge, 1))
        painter.drawRect(sheet.adjusted(0, 0, -1, -1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return max(sheet.width(), THUMBNAIL * 0.72)

    def _texts(self, painter: QPainter, option: QStyleOptionViewItem, row: Row, box: QRectF) -> None:
        theme = self._look.theme
        font, small = QFont(option.font), QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        small.setPixelSize(SMALL_PIXELS)
        top = box.top() + 14
        lines = [(font, theme.text, row.text), (small, theme.dim, row.under)]
        if row.figure:
            lines.append((small, getattr(theme, row.colour), row.figure))
        for face, colour, text in lines:
            painter.setFont(face)
            painter.setPen(colour)
            shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(QPointF(box.left(), top), shown)
            top += 20


class PagesPanel(Panel):
    """The pages of the issue; a click turns to a page."""

    def __init__(
        self, desk: Desk, painter: PagePainter, look: Look, language: Language, parent: QWidget | None = None
    ) -> None:
        super().__init__("ui.panel.pages", language, parent)
        self._desk = desk
        self.thumbnails = Thumbnails(painter, look, self)
        self.rows = Rows(parent=self)
        self.list = QListView()
        self.list.setModel(self.rows)
        self.list.setItemDelegate(_PagePainter(look, self.thumbnails, self))
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.body.addWidget(self.list)
        self._stale: deque[str] = deque()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask_turn)
        self.list.clicked.connect(self._turn)
        self.list.activated.connect(self._turn)
        desk.opened.connect(self._opened)
        desk.stirring.tell(self.refresh)
        desk.page_composed.connect(self._composed)
        desk.page_turned.connect(self._mark)
        look.changed.connect(self.redraw)
        painter.previews.arrived.connect(self._draw_pages_with)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self.list.setAccessibleName(self.title.text())
        self.refresh()

    def room(self) -> int:
        return len(self.rows.rows) * (THUMBNAIL + 2 * UNIT)

    def refresh(self) -> None:
        """Shows the pages as the issue has them."""
        text = self.language.text
        rows = []
        for page in self._desk.document.pages:
            composed = self._desk.composed.get(page.id)
            errors = sum(problem.severity == "error" for problem in composed.problems) if composed else 0
            stories = len({getattr(element, "story", "") for element in page.elements} - {""})
            name = " ".join(part for part in (page.label or str(page.number), page.name) if part)
            rows.append(
                Row(
                    page.id, name, text("ui.pages.errors", count=errors) if errors else "",
                    text("ui.pages.stories", count=stories), colour="error",
                )
            )  # fmt: skip
        self.rows.show(rows)
        self.figure.setText(str(len(rows)) if rows else "")
        self._mark(self._desk.page_id)

    def redraw(self) -> None:
        """Draws all thumbnails anew."""
        self.thumbnails.forget()
        self._stale = deque(self._desk.composed)
        self._rest.start()

    def _draw_pages_with(self, asset: str) -> None:
        """Draws the pages that show a picture anew, as its preview has arrived."""
        for page, composed in self._desk.composed.items():
            if any(picture.asset == asset for picture in composed.pictures):
                self.thumbnails.forget(page)
                self._stale.append(page)
        if self._stale:
            self._rest.start()

    def _opened(self) -> None:
        self.thumbnails.forget()
        self._stale.clear()
        self.refresh()

    def _composed(self, page: str) -> None:
        if page not in self._stale:
            self._stale.append(page)
        self._rest.start(REST_MS if self.thumbnails.get(page) is not None else 0)

    def _draw_next(self) -> None:
        if not self._stale:
            return
        if self._desk.is_composing:
            self._rest.start(REST_MS)
            return
        page = self._stale.popleft()
        composed = self._desk.composed.get(page)
        if composed is not None:
            self.thumbnails.draw(page, composed, self.devicePixelRatioF())
            self.list.viewport().update()
        if self._stale:
            self._ask_turn()

    def _ask_turn(self) -> None:
        self._desk.turns.ask(self._draw_next, Urgency.THUMBNAIL)

    def _turn(self, index: QModelIndex) -> None:
        self._desk.turn_to(index.data(ROW_ROLE).key)

    def _mark(self, page: str) -> None:
        place = self.rows.find(page)
        if place.isValid():
            self.list.setCurrentIndex(place)
