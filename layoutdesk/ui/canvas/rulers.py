"""The rulers of a view (标尺) and their corner: ticks and numbers, the hand and the selection on them, their movable zero.

What stands still is drawn once as a strip twice as long as the window; panning only moves it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from layoutdesk.base.geometry import Rect, around
from layoutdesk.compose.grid import PageGrid
from layoutdesk.ui.canvas.measures import UNITS, Axis, Count, nearest_tick, number, steps, ticks
from layoutdesk.ui.canvas.shown import Shown
from layoutdesk.ui.canvas.stage import Stage
from layoutdesk.ui.language import Language
from layoutdesk.ui.theme import Look

#: The depth of the ruler above the page and of that at its left, logical pixels; the numbers on both lie level.
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
            self._extent = extent
            self.update()

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
        key = _Key(rulers.view.scale, ratio, length, zero, rulers.shown.unit, rulers.look.theme.name, grid)
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
        depth = round((ABOVE if across else BESIDE) * ratio)
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
        font.setPixelSize(round(_NUMBER_PIXELS * ratio))
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
        return QRectF(2 * ratio, at + ratio, depth, 2 * _NUMBER_PIXELS * ratio)

    def _fill(self, painter: QPainter, at: int, length: int, off: int, deep: int, colour: QColor) -> None:
        """Fills a stretch of the strip, in device pixels along it and off its outer side."""
        box = (at, off, length, deep) if self.axis == "across" else (off, at, deep, length)
        painter.fillRect(*box, colour)

    # The mouse

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._rulers.point(event.globalPosition().toPoint())

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
        font.setPixelSize(_NUMBER_PIXELS)
        painter.setFont(font)
        painter.setPen(theme.accent if rulers.is_moved else theme.dim)
        painter.drawText(
            self.rect(), Qt.AlignmentFlag.AlignCenter, rulers.language.text(f"ui.ruler.{rulers.shown.unit}")
        )
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._rulers.begin_zero()

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


class Rulers(QObject):
    """Both rulers of a view, their unit and their zero, which belongs to this view alone."""

    menu_wanted = Signal(QPoint)

    def __init__(self, stage: Stage, shown: Shown, look: Look, language: Language) -> None:
        view, desk = stage.view, stage.desk
        super().__init__(view)
        self.stage, self.view, self.shown, self.look, self.language = stage, view, shown, look, language
        #: Where the hand has moved the zero, in points of the page; nothing where it is at home.
        self._moved: tuple[float, float] | None = None
        self._pull: ZeroPull | None = None
        self.above, self.beside = Ruler(self, "across", view), Ruler(self, "down", view)
        self.corner = Corner(self, view)
        view.give_up = self.cancel
        view.resized.connect(self._arrange)
        view.pointed.connect(self._show_hand)
        view.zoomed.connect(self.refresh)
        view.horizontalScrollBar().valueChanged.connect(self.above.update)
        view.verticalScrollBar().valueChanged.connect(self.beside.update)
        for signal in (desk.selected, desk.previewed, desk.page_composed, desk.page_turned, desk.opened):
            signal.connect(self.refresh)
        for signal in (shown.changed, look.changed, language.changed):
            signal.connect(self._show)
        self._show()

    # What is counted

    @property
    def grid(self) -> PageGrid | None:
        """The grid of the page in view."""
        return self.stage.desk.grid

    @property
    def zero(self) -> tuple[float, float]:
        """Where the rulers begin to count, in points of the page."""
        if self._moved is not None:
            return self._moved
        return UNITS[self.shown.unit].home(self.grid) if self.grid is not None else (0.0, 0.0)

    @property
    def is_moved(self) -> bool:
        """Whether the zero lies elsewhere than the unit has it."""
        return self._moved is not None

    def count(self, axis: Axis) -> Count:
        """What is counted along an axis; a page is in view."""
        unit = UNITS[self.shown.unit]
        assert self.grid is not None
        return (unit.across if axis == "across" else unit.down)(self.grid)

    def reading(self, axis: Axis, points: float) -> float:
        """What a ruler reads at a place of the page given in points."""
        return (points - self.zero[0 if axis == "across" else 1]) / self.count(axis).points

    def at_tick(self, axis: Axis, points: float) -> float:
        """The place of the tick nearest to a place, in points."""
        count, zero = self.count(axis), self.zero[0 if axis == "across" else 1]
        pixels = count.points * self.view.scale / self.view.devicePixelRatioF()
        return zero + nearest_tick(self.reading(axis, points), pixels, count.finest) * count.points

    def said(self, axis: Axis, points: float) -> str:
        """A place as the rulers read it, with the unit."""
        value = number(round(self.reading(axis, points), 2))
        return self.language.text(f"ui.ruler.count_{self.count(axis).code}", value=value)

    # The zero

    def begin_zero(self) -> None:
        """The corner is in the hand."""
        self._pull = ZeroPull(self)

    def drag(self, place: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """What was begun follows the hand, at ``place`` of the screen."""
        self.point(place)
        if self._pull is not None:
            self._pull.move(QPointF(self.view.viewport().mapFromGlobal(place)), modifiers)

    def end(self, place: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """What was begun ends where the button is let go; over the rulers nothing becomes of it."""
        pull, self._pull = self._pull, None
        if pull is not None:
            pull.end(QPointF(self.view.viewport().mapFromGlobal(place)), modifiers)

    def cancel(self) -> bool:
        """Gives up what was begun; whether there was something."""
        pull, self._pull = self._pull, None
        if pull is not None:
            pull.clear()
        return pull is not None

    def set_zero(self, x: float, y: float) -> None:
        """Counts from a point of the page on."""
        self._moved = x, y
        self._show()

    def reset_zero(self) -> None:
        """Takes the zero home."""
        self.cancel()
        self._moved = None
        self._show()

    # Showing

    def refresh(self, *_: object) -> None:
        """Shows the selection and the page as they are now."""
        extent = self._extent()
        self.above.show_extent((extent.x, extent.right) if extent is not None else None)
        self.beside.show_extent((extent.y, extent.bottom) if extent is not None else None)
        self.above.update()
        self.beside.update()

    def point(self, place: QPoint) -> None:
        """The hand is at ``place`` of the screen."""
        x, y = self.view.to_page(self.view.viewport().mapFromGlobal(place))
        self._show_hand(x, y)

    def lose_hand(self) -> None:
        """The hand is elsewhere."""
        self._show_hand(math.nan, math.nan)

    def _show_hand(self, x: float, y: float) -> None:
        inside = not math.isnan(x)
        self.above.show_hand(x if inside else None)
        self.beside.show_hand(y if inside else None)

    def _extent(self) -> Rect | None:
        """What the selection covers, or what is in the hand."""
        overlay, grid = self.stage.overlay, self.grid
        if grid is None:
            return None
        rects = [rect for name in self.stage.desk.chosen for rect in overlay.frames(name)]
        return around(rects) if rects else None

    def _show(self) -> None:
        """Shows or hides the rulers, in the colours, the unit and the language of now."""
        wanted = self.shown["rulers"]
        self.view.keep_room(BESIDE if wanted else 0, ABOVE if wanted else 0)
        for widget in (self.above, self.beside, self.corner):
            widget.setVisible(wanted)
        text = self.language.text
        self.above.setAccessibleName(text("ui.ruler.above"))
        self.beside.setAccessibleName(text("ui.ruler.beside"))
        self.corner.setAccessibleName(text("ui.ruler.corner"))
        self.corner.setToolTip(text("ui.ruler.corner_hint"))
        self._arrange()
        self.corner.update()
        self.refresh()

    def _arrange(self) -> None:
        port = self.view.viewport().geometry()
        self.above.setGeometry(port.x(), port.y() - ABOVE, port.width(), ABOVE)
        self.beside.setGeometry(port.x() - BESIDE, port.y(), BESIDE, port.height())
        self.corner.setGeometry(port.x() - BESIDE, port.y() - ABOVE, BESIDE, ABOVE)


class ZeroPull:
    """The zero in the hand: two lines over the page that cross where it would lie."""

    def __init__(self, rulers: Rulers) -> None:
        self._rulers = rulers

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        stage, (x, y) = self._rulers.stage, self._place(at, modifiers)
        stage.overlay.lines = (("across", x), ("down", y))
        stage.view.viewport().update()

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self.clear()
        if self._rulers.view.viewport().rect().contains(at.toPoint()):
            self._rulers.set_zero(*self._place(at, modifiers))

    def clear(self) -> None:
        self._rulers.stage.overlay.lines = ()
        self._rulers.stage.view.viewport().update()

    def _place(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> tuple[float, float]:
        x, y = self._rulers.view.to_page(at)
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            return self._rulers.at_tick("across", x), self._rulers.at_tick("down", y)
        return x, y
