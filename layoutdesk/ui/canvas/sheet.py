"""The sheet in the window: one page as tiles, its zoom and its scrolling.

Scroll bars count device pixels from the page's upper left corner, so that the page always stands on whole pixels. While a zoom
gesture lasts, the tiles of the zoom before are shown scaled; 80 ms after its last step the page is drawn crisp, tile by tile.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from layoutdesk.base.geometry import Rect
from layoutdesk.display import DisplayList
from layoutdesk.ui.canvas.carried import MOST_PIXELS, Carried, box_of
from layoutdesk.ui.canvas.foresight import Foresight
from layoutdesk.ui.canvas.hands import Overlay
from layoutdesk.ui.canvas.leaves import Layers
from layoutdesk.ui.canvas.measures import Axis
from layoutdesk.ui.canvas.mosaic import Mosaic
from layoutdesk.ui.canvas.painter import PagePainter
from layoutdesk.ui.canvas.tiles import Tiles
from layoutdesk.ui.turns import Turns, Urgency

#: Logical pixels for a point at 100 %.
PIXELS_PER_POINT: Final = 96 / 72
LADDER: Final = (0.1, 0.125, 0.16, 0.2, 0.25, 0.33, 0.5, 0.67, 0.75, 1, 1.25, 1.5, 2, 3, 4, 6, 8, 12, 16)
LEAST_ZOOM: Final = LADDER[0]
MOST_ZOOM: Final = LADDER[-1]
SETTLE_MS: Final = 80
FIT_MARGIN: Final = 24


class SheetView(QAbstractScrollArea):
    """Shows a display list; owns zoom and scrolling, knows nothing of documents nor of the hand."""

    zoomed = Signal(float)
    resized = Signal()

    def __init__(self, painter: PagePainter, parent: QWidget | None = None, turns: Turns | None = None) -> None:
        super().__init__(parent)
        self._turns = turns or Turns(self)
        self.tiles = Tiles(painter, painter.room)
        self.mosaic = Mosaic(self.tiles)
        self.overlay: Overlay | None = None
        self._pages: dict[str, Layers] = {}
        self._carried = Carried(painter)
        self._in_hand: frozenset[str] = frozenset()
        self._zoom = 1.0
        self._fit_wanted = True
        self._anchored: tuple[tuple[str, tuple[int, int], QPointF], tuple[float, float]] | None = None
        self._idle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._idle.timeout.connect(self.viewport().update)
        self._foresight = Foresight(painter, self.mosaic, self._visible, self._turns, self)
        self._foresight.rested.connect(self._smooth)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # The page

    @property
    def page(self) -> str:
        """The id of the page shown; empty where there is none."""
        return self.mosaic.page

    def show_page(self, page: str, displayed: DisplayList | None) -> None:
        """Shows a page, or the page as it is now: only what differs from before is drawn again."""
        if displayed is None:
            self.mosaic.show("", Layers(), (0.0, 0.0))
            self.viewport().update()
            return
        layers = self._pages.setdefault(page, Layers())
        self.tiles.invalidate(page, layers.show(displayed))
        turned, size, ground = page != self.page, (displayed.width, displayed.height), self.mosaic.ground
        resized = size != self.mosaic.size
        if resized and not turned:
            self.tiles.forget(page)
        self.mosaic.show(page, layers, size)
        # What is carried beyond the board does not widen it under the hand: the view would run after it without end.
        if resized or (ground != self.mosaic.ground and not self._in_hand):
            self._set_ranges()
        if turned and self._fit_wanted:
            self.fit()
        self.viewport().update()

    def carry(self, elements: frozenset[str]) -> None:
        """Has elements of the page in view carried by the hand, and no others: drawn once, over what lies on the page.

        What is larger than a window stays among the rest.
        """
        laid_down = bool(self._in_hand) and not elements
        self._in_hand, layers = elements, self.mosaic.layers
        if laid_down:
            self._set_ranges()
        sizes = {each.element: box_of(each, self.scale).size() for each in layers.layers if each.element in elements}
        fitting = (name for name, size in sizes.items() if size.width() * size.height() <= MOST_PIXELS)
        if changed := layers.lift(frozenset(fitting)):
            self._carried.forget()
            self.tiles.invalidate(self.page, changed)
            self.viewport().update()

    def forget_pages(self) -> None:
        """Drops every page, as another issue is opened."""
        self._pages.clear()
        self.tiles.forget()
        self._fit_wanted = True
        self.show_page("", None)

    def close_down(self) -> None:
        """Asks for no more turns and keeps no tiles: the view is closed for good."""
        self.tiles.forget()
        self._turns.drop(self._draw_one)
        self._foresight.stop()

    def redraw(self) -> None:
        """Draws everything anew, as colours or pictures have changed."""
        self._carried.forget()
        self.tiles.forget()
        self.viewport().update()

    def redraw_picture(self, asset: str) -> None:
        """Draws the places of a picture anew, as its preview has arrived; what is shown stays until then."""
        self._carried.forget()
        for page, layers in self._pages.items():
            self.tiles.invalidate(page, layers.places_of(asset))
        self.viewport().update()

    def set_colours(self, paper: QColor, pasteboard: QColor) -> None:
        """The colours of the sheet and of what lies around it."""
        self.tiles.paper, self.tiles.pasteboard = paper, pasteboard
        self.redraw()

    # Where things are

    @property
    def zoom(self) -> float:
        """1.0 is 100 %: a point is 1/72 inch on a screen of 96 logical pixels an inch."""
        return self._zoom

    @property
    def is_fitted(self) -> bool:
        """Whether the whole page is to be in the window, whatever its size."""
        return self._fit_wanted

    @property
    def scale(self) -> float:
        """Device pixels for a point."""
        return self._zoom * PIXELS_PER_POINT * self.devicePixelRatioF()

    def to_page(self, position: QPointF | QPoint) -> tuple[float, float]:
        """A position in the viewport (logical pixels) in points on the page."""
        ratio, scale = self.devicePixelRatioF(), self.scale
        left, top = self._offset()
        return (position.x() * ratio + left) / scale, (position.y() * ratio + top) / scale

    def to_view(self, x: float, y: float) -> QPointF:
        """A point of the page in logical pixels of the viewport."""
        ratio, scale = self.devicePixelRatioF(), self.scale
        left, top = self._offset()
        return QPointF((x * scale - left) / ratio, (y * scale - top) / ratio)

    def rect_to_view(self, rect: Rect) -> QRectF:
        """A rectangle of the page in logical pixels of the viewport."""
        # Written out: asked for each of a hundred rectangles in a frame.
        ratio, scale = self.devicePixelRatioF(), self.scale
        left, top = self._offset()
        factor = scale / ratio
        return QRectF(rect.x * factor - left / ratio, rect.y * factor - top / ratio, rect.w * factor, rect.h * factor)

    def offset(self, axis: Axis) -> int:
        """Where the window begins along an axis, in device pixels from the page's upper left corner."""
        return self._offset()[0 if axis == "across" else 1]

    def keep_room(self, left: int, top: int) -> None:
        """Keeps room beside and above the page for rulers, in logical pixels."""
        self.setViewportMargins(left, top, 0, 0)

    def _offset(self) -> tuple[int, int]:
        return self.horizontalScrollBar().value(), self.verticalScrollBar().value()

    # Zoom and scrolling

    def fit(self) -> None:
        """The whole page in the window."""
        self._fit_wanted = True
        width, height = self.mosaic.size
        view = self.viewport().size()
        if width <= 0 or view.width() < 2 * FIT_MARGIN + 8 or view.height() < 2 * FIT_MARGIN + 8:
            return
        zoom = min((view.width() - 2 * FIT_MARGIN) / width, (view.height() - 2 * FIT_MARGIN) / height)
        self._change_zoom(zoom / PIXELS_PER_POINT)
        self.center_on(Rect(0, 0, width, height))

    def fit_width(self) -> None:
        """The width of the page in the window; down the page the eye stays where it is."""
        width, view = self.mosaic.size[0], self.viewport().rect()
        if width > 0:
            _, y = self.to_page(view.center())
            self.set_zoom((view.width() - 2 * FIT_MARGIN) / width / PIXELS_PER_POINT)
            self.center_on(Rect(0, y, width, 0))

    def fit_rect(self, rect: Rect) -> None:
        """A rectangle of the page in the middle of the window, as large as it goes in."""
        view = self.viewport().size()
        across, down = ((side - 2 * FIT_MARGIN) / PIXELS_PER_POINT for side in (view.width(), view.height()))
        self.set_zoom(min(across / max(rect.w, 1.0), down / max(rect.h, 1.0)))
        self.center_on(rect)

    def set_zoom(self, zoom: float, anchor: QPointF | None = None) -> None:
        """Zooms so that what lies under ``anchor`` (viewport; its middle where not given) stays there."""
        anchor = anchor if anchor is not None else QRectF(self.viewport().rect()).center()
        # Of several steps about one place the first says what lies there: each rests on whole pixels, and that would add up.
        known = self._anchored is not None and self._anchored[0] == (self.page, self._offset(), anchor)
        x, y = self._anchored[1] if self._anchored is not None and known else self.to_page(anchor)
        self._fit_wanted = False
        self._change_zoom(zoom)
        ratio = self.devicePixelRatioF()
        self.horizontalScrollBar().setValue(round(x * self.scale - anchor.x() * ratio))
        self.verticalScrollBar().setValue(round(y * self.scale - anchor.y() * ratio))
        self._anchored = (self.page, self._offset(), anchor), (x, y)

    def zoom_step(self, steps: int, anchor: QPointF | None = None) -> None:
        """Moves along the ladder of zooms."""
        if steps > 0:
            wanted = next((zoom for zoom in LADDER if zoom > self._zoom * 1.001), MOST_ZOOM)
        else:
            wanted = next((zoom for zoom in reversed(LADDER) if zoom < self._zoom * 0.999), LEAST_ZOOM)
        self.set_zoom(wanted, anchor)

    def center_on(self, rect: Rect) -> None:
        """Brings the middle of a rectangle of the page to the middle of the window."""
        ratio, view = self.devicePixelRatioF(), self.viewport().size()
        self.horizontalScrollBar().setValue(round((rect.x + rect.w / 2) * self.scale - view.width() * ratio / 2))
        self.verticalScrollBar().setValue(round((rect.y + rect.h / 2) * self.scale - view.height() * ratio / 2))

    def reveal(self, rect: Rect) -> None:
        """Scrolls only where a rectangle of the page is not wholly in the window; it may have no width, as a caret."""
        seen, box = QRectF(self.viewport().rect()), self.rect_to_view(rect)
        if not (seen.contains(box.topLeft()) and seen.contains(box.bottomRight())):
            self.center_on(rect)

    def pan(self, dx: float, dy: float) -> None:
        """Moves the page by logical pixels."""
        ratio = self.devicePixelRatioF()
        for bar, by in ((self.horizontalScrollBar(), dx), (self.verticalScrollBar(), dy)):
            bar.setValue(bar.value() - round(by * ratio))

    @contextmanager
    def held_still(self) -> Iterator[None]:
        """While widgets around it come and go, the page stays where it is on the screen, as far as it can be scrolled."""
        place, fitted = self.viewport().mapToGlobal(self.to_view(0, 0)), self._fit_wanted
        self._fit_wanted = False
        yield
        moved = self.viewport().mapToGlobal(self.to_view(0, 0)) - place
        self._fit_wanted = fitted
        self.pan(-moved.x(), -moved.y())

    def _change_zoom(self, zoom: float) -> None:
        zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        if abs(zoom - self._zoom) < 1e-9:
            self._set_ranges()
            return
        keep = not self._idle.isActive() and self.mosaic.has_any(self._visible())
        self._zoom = zoom
        self.mosaic.change_scale(self.scale, keep=keep)
        if self._in_hand:
            self.carry(self._in_hand)
        self._idle.start()
        self._set_ranges()
        self.zoomed.emit(zoom)

    def _set_ranges(self) -> None:
        ratio, view = self.devicePixelRatioF(), self.viewport().size()
        (width, height), ground = self.mosaic.size, self.mosaic.ground
        board = Rect(-width, -width / 2, 3 * width, height + width).union(ground)
        for bar, window, length, first, last in (
            (self.horizontalScrollBar(), view.width(), width, board.x, board.right),
            (self.verticalScrollBar(), view.height(), height, board.y, board.bottom),
        ):
            seen = round(window * ratio)
            margin = round(seen * 0.75)
            least = min(round(first * self.scale), -margin)
            bar.setRange(least, max(round(last * self.scale), round(length * self.scale) + margin) - seen)
            bar.setPageStep(seen)
            bar.setSingleStep(round(32 * ratio))
        self.viewport().update()

    # Painting

    @property
    def is_drawing(self) -> bool:
        """Whether what is in the window is still to be drawn crisp."""
        return self._idle.isActive() or not self.mosaic.is_crisp(self._visible())

    def settle(self) -> None:
        """Draws all that is still waiting, now; for pictures of the window and for tests."""
        self._idle.stop()
        self.mosaic.draw_all(self._visible())
        self.viewport().repaint()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._follow_screen()
        painter = QPainter(self.viewport())
        try:
            self._paint(painter, event.rect())
        finally:
            # One that stays open ends the program with the next event, whatever was wrong with a drawing.
            painter.end()
        self._foresight.drawn()
        self._turns.breathe()

    def _paint(self, painter: QPainter, dirty: QRect) -> None:
        ratio = self.devicePixelRatioF()
        left, top = self._offset()
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        area = QRect(
            int(dirty.x() * ratio), int(dirty.y() * ratio),
            int(dirty.width() * ratio) + 2, int(dirty.height() * ratio) + 2,
        )  # fmt: skip
        painter.translate(-left, -top)
        if self.mosaic.paint(painter, area.translated(left, top), resting=not self._idle.isActive()):
            self._turns.ask(self._draw_one, Urgency.TILE)
        self._carried.paint(painter, self.mosaic.layers.lifted(), self.scale)
        painter.restore()
        if self.overlay is not None and self.page:
            self.overlay.paint(painter, dirty)

    def _follow_screen(self) -> None:
        """Draws for the density of the screen on which the window is now."""
        if self.mosaic.scale != self.scale:
            self.mosaic.change_scale(self.scale, keep=False)

    def _visible(self) -> QRect:
        self._follow_screen()
        ratio, size = self.devicePixelRatioF(), self.viewport().size()
        left, top = self._offset()
        window = QRect(left, top, round(size.width() * ratio), round(size.height() * ratio))
        return window.intersected(self.mosaic.sheet)

    def _smooth(self) -> None:
        """Draws as it is what was drawn in haste."""
        if self.page and self.mosaic.smooth(self._visible()):
            self._turns.ask(self._draw_one, Urgency.TILE)

    def _draw_one(self) -> None:
        """One waiting tile in a turn of the event loop; showing it asks for the next."""
        place = self.mosaic.draw_next(self._visible(), hasty=self._foresight.is_near)
        if place is not None:
            left, top = self._offset()
            ratio = self.devicePixelRatioF()
            corner = QPointF((place.x() - left) / ratio, (place.y() - top) / ratio)
            self.viewport().update(QRectF(corner, QSizeF(place.size()) / ratio).toAlignedRect())
            self._turns.ask(self._draw_one, Urgency.TILE)

    # The window

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fit_wanted:
            self.fit()
        else:
            self._set_ranges()
        self.resized.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
