"""One ruler of a view (标尺) and the corner where both meet: ticks and numbers, the hand and the selection on it.

What stands still is drawn once as a strip twice as long as the window; panning only moves it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from layoutdesk.compose.grid import PageGrid
from layoutdesk.ui.canvas.measures import Axis, number, steps, ticks
from layoutdesk.ui.textsize import px

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.rulers import Rulers

#: The depth of the ruler above the page and of that at its left, in logical pixels at 100 %; the numbers on both lie level.
ABOVE: Final = 20
BESIDE: Final = 30
_NUMBER_PIXELS: Final = 10
#: How far the ticks of each rank reach in from the page's side, logical pixels; that with a number goes all the way.
_REACHES: Final = (4, 7)
_BAND: Final = 3


class _Key(NamedTuple):
    """What a strip shows, apart from its place."""

    scale: float
    ratio: float
    length: int
    zero: float
    unit: str
    theme: str
    depth: int
    grid: PageGrid


class Ruler(QWidget):
    """One ruler; ``axis`` is what it measures."""

    def __init__(self, rulers: Rulers, axis: Axis, parent: QWidget) -> None:
        super().__init__(parent)
        self._rulers = rulers
        self.axis: Axis = axis
        self._strip: tuple[_Key, int, QImage] | None = None
        self._mark: float | None = None
        self._extent: tuple[float, float] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)

    # What it shows

    def show_hand(self, place: float | None) -> None:
        """Marks where the hand is, in points of the page."""
        if place != self._mark:
            before, self._mark = self._mark, place
            for each in (before, place):
                if each is not None:
                    at = self._place(each)
                    self.update(self._box(math.floor(at) - 1, 4))

    def show_extent(self, extent: tuple[float, float] | None) -> None:
        """Shades what the selection covers, in points of the page."""
        if extent != self._extent:
            before, self._extent = self._extent, extent
            for each in (before, extent):
                if each is not None:
                    near, far = (self._place(place) for place in each)
                    self.update(self._box(math.floor(near) - 1, far - near + 3))

    @property
    def extent(self) -> tuple[float, float] | None:
        """From where to where the selection is shaded, in points of the page."""
        return self._extent

    @property
    def hand(self) -> float | None:
        """Where the hand is marked, in points of the page."""
        return self._mark

    def _box(self, at: float, length: float) -> QRect:
        """A stretch of the ruler in its own logical pixels, as deep as it is."""
        if self.axis == "across":
            return QRectF(at, 0, length, self.height()).toAlignedRect()
        return QRectF(0, at, self.width(), length).toAlignedRect()

    def _place(self, points: float) -> float:
        """Where a place on the page lies on the ruler, in logical pixels."""
        at = self._rulers.view.to_view(points, points)
        return at.x() if self.axis == "across" else at.y()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, grid = QPainter(self), self._rulers.look.theme, self._rulers.grid
        if grid is None:
            painter.fillRect(event.rect(), theme.panel)
            painter.end()
            return
        ratio, offset = self.devicePixelRatioF(), self._rulers.view.offset(self.axis)
        start, strip = self._shown_strip(grid, offset, ratio)
        at = (start - offset) / ratio
        painter.drawImage(QPointF(at, 0) if self.axis == "across" else QPointF(0, at), strip)
        if self._extent is not None:
            near, far = (self._place(place) for place in self._extent)
            tint = QColor(theme.accent)
            tint.setAlpha(70)
            painter.fillRect(self._box(round(near), max(1, round(far) - round(near))), tint)
        if self._mark is not None:
            painter.fillRect(self._box(round(self._place(self._mark)), 1), theme.accent)
        painter.end()

    # The strip

    def _shown_strip(self, grid: PageGrid, offset: int, ratio: float) -> tuple[int, QImage]:
        """The strip that covers what is in the window, and where it begins, in device pixels from the page's corner."""
        rulers = self._rulers
        length = math.ceil((self.width() if self.axis == "across" else self.height()) * ratio)
        zero = rulers.zero[0 if self.axis == "across" else 1]
        key = _Key(rulers.view.scale, ratio, length, zero, rulers.shown.unit, rulers.look.theme.name, px(ABOVE), grid)
        if self._strip is not None:
            known, start, image = self._strip
            if known == key and start <= offset and offset + length <= start + 2 * length:
                return start, image
        start = offset - length // 2
        image = self._drawn(key, start)
        self._strip = key, start, image
        return start, image

    def _drawn(self, key: _Key, start: int) -> QImage:
        theme, across, ratio = self._rulers.look.theme, self.axis == "across", key.ratio
        depth = round(px(ABOVE if across else BESIDE) * ratio)
        size = (2 * key.length, depth) if across else (depth, 2 * key.length)
        image = QImage(*size, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        painter.fillRect(image.rect(), theme.panel)

        def fill(near: float, far: float, inner: int, outer: int, colour: QColor) -> None:
            """Fills from ``near`` to ``far`` points of the page, from ``inner`` to ``outer`` pixels off the page's side."""
            a, b = round(near * key.scale) - start, round(far * key.scale) - start
            self._fill(painter, a, max(1, b - a), depth - outer, outer - inner, colour)

        fill(0.0, key.grid.width if across else key.grid.height, 0, depth, theme.field)
        self._bands(key, fill)
        self._ticks(painter, key, start, depth)
        self._fill(painter, 0, 2 * key.length, depth - max(1, round(ratio)), max(1, round(ratio)), theme.line)
        painter.end()
        image.setDevicePixelRatio(ratio)
        return image

    def _bands(self, key: _Key, fill: Callable[[float, float, int, int, QColor], None]) -> None:
        """The columns of the page, or the height of its type area, as a band along the page."""
        colour, inside, band = QColor(self._rulers.look.theme.guide), key.grid.type_area, round(_BAND * key.ratio)
        colour.setAlpha(150)
        if self.axis == "down":
            fill(inside.y, inside.bottom, 0, band, colour)
            return
        for column in range(key.grid.template.grid.columns):
            left = inside.x + column * key.grid.pitch
            fill(left, left + key.grid.pitch - key.grid.gutter, 0, band, colour)

    def _ticks(self, painter: QPainter, key: _Key, start: int, depth: int) -> None:
        theme, count, ratio = self._rulers.look.theme, self._rulers.count(self.axis), key.ratio
        unit = count.points * key.scale
        step = steps(unit / ratio, count.finest)
        font = QFont(self.font())
        font.setPixelSize(round(px(_NUMBER_PIXELS) * ratio))
        painter.setFont(font)
        zero, wide = key.zero * key.scale, max(1, round(ratio))
        faint = QColor(theme.dim)
        faint.setAlpha(150)
        for tick in ticks((start - zero) / unit, (start + 2 * key.length - zero) / unit, step):
            at = round(zero + tick.place * unit) - start
            reach = depth if tick.rank == 2 else round(_REACHES[tick.rank] * ratio)
            self._fill(painter, at, wide, depth - reach, reach, faint)
            if tick.rank == 2:
                painter.setPen(theme.text)
                painter.drawText(self._number_box(at, ratio, depth), Qt.AlignmentFlag.AlignLeft, number(tick.place))

    def _number_box(self, at: int, ratio: float, depth: int) -> QRectF:
        """Where the number of a tick stands: after it, at the side away from the page."""
        if self.axis == "across":
            return QRectF(at + 3 * ratio, 0, 100 * ratio, depth)
        return QRectF(2 * ratio, at + ratio, depth, 2 * px(_NUMBER_PIXELS) * ratio)

    def _fill(self, painter: QPainter, at: int, length: int, off: int, deep: int, colour: QColor) -> None:
        """Fills a stretch of the strip, in device pixels along it and off its outer side."""
        box = (at, off, length, deep) if self.axis == "across" else (off, at, deep, length)
        painter.fillRect(*box, colour)

    # The mouse: a guide comes out of the ruler that lies along it

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._rulers.begin("down" if self.axis == "across" else "across")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._rulers.drag(event.globalPosition().toPoint(), event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._rulers.end(event.globalPosition().toPoint(), event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A guide across the ruler at the place under the hand; with Shift at the nearest tick."""
        self._rulers.put_guide(self.axis, event.position(), event.modifiers())

    def leaveEvent(self, _: QEvent) -> None:
        self._rulers.lose_hand()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._rulers.menu_wanted.emit(event.globalPos())


class Corner(QWidget):
    """Where the rulers meet: names their unit; dragged onto the page it moves their zero, a double click takes it home."""

    def __init__(self, rulers: Rulers, parent: QWidget) -> None:
        super().__init__(parent)
        self._rulers = rulers
        self.setCursor(Qt.CursorShape.CrossCursor)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, theme, rulers = QPainter(self), self._rulers.look.theme, self._rulers
        painter.fillRect(self.rect(), theme.panel)
        painter.setPen(QPen(theme.line, 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        font = QFont(self.font())
        font.setPixelSize(px(_NUMBER_PIXELS))
        painter.setFont(font)
        painter.setPen(theme.accent if rulers.is_moved else theme.dim)
        painter.drawText(
            self.rect(), Qt.AlignmentFlag.AlignCenter, rulers.language.text(f"ui.ruler.{rulers.shown.unit}")
        )
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._rulers.begin(None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._rulers.drag(event.globalPosition().toPoint(), event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._rulers.end(event.globalPosition().toPoint(), event.modifiers())

    def mouseDoubleClickEvent(self, _: QMouseEvent) -> None:
        self._rulers.reset_zero()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._rulers.menu_wanted.emit(event.globalPos())
