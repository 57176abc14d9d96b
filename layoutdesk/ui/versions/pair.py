"""Two pages side by side with one zoom and one scrolling (对照): the earlier at the left."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from layoutdesk.base.geometry import Rect, around
from layoutdesk.compose.types import ComposedPage
from layoutdesk.ui.canvas.hands import Hand
from layoutdesk.ui.canvas.painter import PagePainter
from layoutdesk.ui.canvas.sheet import FIT_MARGIN, PIXELS_PER_POINT
from layoutdesk.ui.canvas.view import PageView
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.theme import UNIT, Look
from layoutdesk.ui.versions.marks import Mark, Marks, Side
from layoutdesk.ui.versions.sidepictures import SidePictures

#: Movements of the hand, in pixels, that are still a click.
_CLICK: Final = 4


class LookingHand(Hand):
    """Drags the page about; a click points at what differs, a double click opens it."""

    cursor = Qt.CursorShape.OpenHandCursor

    def __init__(self, side: SideView) -> None:
        self._side = side
        self._pressed: QPointF | None = None
        self._last = QPointF()

    def press(self, event: QMouseEvent) -> bool:
        self._pressed = self._last = event.position()
        return True

    def move(self, event: QMouseEvent) -> bool:
        if self._pressed is not None:
            moved, self._last = event.position() - self._last, event.position()
            self._side.view.pan(moved.x(), moved.y())
        return True

    def release(self, event: QMouseEvent) -> bool:
        pressed, self._pressed = self._pressed, None
        if pressed is not None and (event.position() - pressed).manhattanLength() <= _CLICK:
            self._side.pointed.emit(self._side.marks.at(*self._side.view.to_page(event.position())))
        return True

    def double_click(self, event: QMouseEvent) -> bool:
        self._pressed = None
        self._side.opened.emit(self._side.marks.at(*self._side.view.to_page(event.position())))
        return True

    def cancel(self) -> None:
        self._pressed = None


class SideView(QWidget):
    """One of the two: what it shows in words, and the page, or why there is none."""

    pointed = Signal(str)
    opened = Signal(str)

    def __init__(self, side: Side, painter: PagePainter, look: Look, desk: Desk) -> None:
        super().__init__()
        self.head = QLabel(objectName="title")
        self.pictures = SidePictures(desk, painter, self)
        self.view = PageView(self.pictures.painter, turns=desk.turns)
        self.pictures.previews.arrived.connect(self.view.redraw_picture)
        self.marks = self.view.overlay = Marks(self.view, look, side)
        self.view.take_tool(LookingHand(self))
        self.empty = QLabel(objectName="dim", alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        self.head.setContentsMargins(UNIT, UNIT // 2, UNIT, UNIT // 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)

    def show_page(self, page: ComposedPage | None, found: list[Mark]) -> None:
        """Shows a page with its marks."""
        self.marks.shown = found
        if page is not None:
            self.view.show_page(page.page, page.display)
        self.stack.setCurrentWidget(self.empty if page is None else self.view)
        self.view.viewport().update()


class Pair(QWidget):
    """The two views, kept together. ``pointed``: an element was clicked; ``opened``: clicked twice, in the later state."""

    pointed = Signal(str)
    opened = Signal(str)
    zoomed = Signal(float)

    def __init__(self, painter: PagePainter, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self.before, self.after = (SideView(side, painter, look, desk) for side in ("before", "after"))
        self._is_fitted, self._follows, self._fitting = True, False, False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        for mine, other in ((self.before, self.after), (self.after, self.before)):
            row.addWidget(mine, 1)
            mine.pointed.connect(self.pointed)
            view, far = mine.view, other.view
            view.zoomed.connect(lambda _, view=view, far=far: self._zoomed(view, far))
            for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
                bar.valueChanged.connect(lambda _, view=view, far=far: self._take_along(view, far))
        self.after.opened.connect(self.opened)
        look.changed.connect(self._tint)
        self._tint()

    @property
    def view(self) -> PageView:
        """The one by which both are zoomed."""
        return self.before.view if self.after.stack.currentWidget() is self.after.empty else self.after.view

    def _zoomed(self, view: PageView, far: PageView) -> None:
        if not self._fitting and not self._follows:
            self._is_fitted = view.is_fitted
        self._take_along(view, far)
        if not self._follows:
            self.zoomed.emit(view.zoom)

    def _take_along(self, view: PageView, far: PageView) -> None:
        """The other view goes where one has gone; both of them once."""
        if self._follows or not view.page:
            return
        self._follows = True
        if abs(far.zoom - view.zoom) > 1e-9:
            far.set_zoom(view.zoom, QPointF(0, 0))
        for mine, other in (
            (view.horizontalScrollBar(), far.horizontalScrollBar()),
            (view.verticalScrollBar(), far.verticalScrollBar()),
        ):
            other.setValue(mine.value())
        self._follows = False

    def fit(self) -> None:
        """The whole page in both."""
        view = self.view
        size, room = view.mosaic.size, view.viewport().size()
        if size[0] <= 0 or room.width() < 4 * FIT_MARGIN or room.height() < 4 * FIT_MARGIN:
            return
        zoom = min((room.width() - 2 * FIT_MARGIN) / size[0], (room.height() - 2 * FIT_MARGIN) / size[1])
        self._fitting = True
        view.set_zoom(zoom / PIXELS_PER_POINT)
        view.center_on(Rect(0, 0, *size))
        self._take_along(view, (self.after if view is self.before.view else self.before).view)
        self._fitting, self._is_fitted = False, True

    def show_pages(
        self, before: ComposedPage | None, after: ComposedPage | None, found: tuple[list[Mark], list[Mark]]
    ) -> None:
        """Shows two pages, fitted unless the hand has zoomed."""
        self.before.show_page(before, found[0])
        self.after.show_page(after, found[1])
        if self._is_fitted:
            self.fit()

    def point_at(self, element: str) -> None:
        """Marks an element in both views, and brings it into sight where one is zoomed in."""
        for side in (self.before, self.after):
            side.marks.current = element
            side.view.viewport().update()
        rects = [
            rect
            for side in (self.after, self.before)
            for mark in side.marks.shown
            if mark.element == element
            # Of a long column the first words that differ are to be seen.
            for rect in mark.words[:1] or mark.rects
        ]
        if rects and not self._is_fitted:
            self.view.reveal(around(rects))

    def forget(self) -> None:
        """Lets go of pages and tiles."""
        for side in (self.before, self.after):
            side.marks.shown = []
            side.view.forget_pages()
            side.pictures.forget()
        self._is_fitted = True

    def _tint(self) -> None:
        for side in (self.before, self.after):
            side.view.set_colours(self._look.paper, self._look.theme.pasteboard)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit()

    def event(self, event: QEvent) -> bool:
        # The views have their size only once the layout has been done.
        if event.type() == QEvent.Type.LayoutRequest and self._is_fitted:
            self.fit()
        return super().event(event)
