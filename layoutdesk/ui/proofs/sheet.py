"""A sheet of a proof in the window: the whole of it at once, what is in sight crisp as soon as zoom and scrolling rest."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from layoutdesk.base.geometry import Rect
from layoutdesk.proof.sheets import Wish
from layoutdesk.ui.canvas.sheet import FIT_MARGIN, LADDER, PIXELS_PER_POINT, SETTLE_MS
from layoutdesk.ui.proofs.reader import ProofReader

#: Whole sheets that are kept, as turned to last.
_SHEETS_KEPT: Final = 6
#: The larger side of a whole sheet, in pixels: what a window shows of it at once.
_WHOLE: Final = 1600
#: What the reader is asked for: a whole sheet, the part of it that is in sight.
_SHEET, _DETAIL = "sheet", "detail"
#: A step of the wheel, in eighths of a degree.
_NOTCH: Final = 120


class ProofSheet(QAbstractScrollArea):
    """``zoomed`` carries the zoom, ``turned`` the number of the sheet from 0."""

    zoomed = Signal(float)
    turned = Signal(int)

    def __init__(self, reader: ProofReader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._sizes: tuple[tuple[float, float], ...] = ()
        self.sheet = 0
        self._zoom, self._is_fitted = 1.0, True
        self._whole: OrderedDict[int, QImage] = OrderedDict()
        self._detail: tuple[Wish, QImage] | None = None
        self._board = QColor()
        self._last: QPointF | None = None
        self._rest = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._rest.timeout.connect(self._sharpen)
        reader.drawn.connect(self._take)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._moved)

    # What is shown

    def show_file(self, sizes: tuple[tuple[float, float], ...]) -> None:
        """Shows a file by the sizes of its sheets in points: the sheet in view as far as there is one, with the zoom it has."""
        self._whole.clear()
        self._detail = None
        self._sizes = sizes
        self.turn_to(self.sheet)

    def forget(self) -> None:
        """Lets go of the file and of where the hand was in it."""
        self._sizes, self.sheet, self._is_fitted = (), 0, True
        self._whole.clear()
        self._detail = None
        self.viewport().update()

    def turn_to(self, sheet: int) -> None:
        """Turns to a sheet; its upper edge comes into sight."""
        if not self._sizes:
            return
        self.sheet = min(max(sheet, 0), len(self._sizes) - 1)
        self._detail = None
        if self.sheet in self._whole:
            self._whole.move_to_end(self.sheet)
        else:
            width, height = self._sizes[self.sheet]
            wish = Wish(self.sheet, Rect(0, 0, width, height), _WHOLE / max(width, height))
            self._reader.ask(_SHEET, wish)
        if self._is_fitted:
            self.fit()
        else:
            self._set_ranges()
            self.verticalScrollBar().setValue(0)
        self._moved()
        self.turned.emit(self.sheet)

    def set_board(self, board: QColor) -> None:
        """The colour round the sheet."""
        self._board = board
        self.viewport().update()

    @property
    def is_crisp(self) -> bool:
        """Whether what is in sight is drawn with as many pixels as the screen has."""
        return not self._rest.isActive() and not self._reader.is_busy

    # Zoom and scrolling

    @property
    def zoom(self) -> float:
        """1.0 is 100 %, as on the page."""
        return self._zoom

    @property
    def _scale(self) -> float:
        """Logical pixels for a point."""
        return self._zoom * PIXELS_PER_POINT

    def fit(self) -> None:
        """The whole sheet in the window."""
        self._fit(height_too=True)
        self._is_fitted = True

    def fit_width(self) -> None:
        """The sheet as wide as the window."""
        self._fit(height_too=False)

    def _fit(self, *, height_too: bool) -> None:
        if not self._sizes:
            return
        (width, height), room = self._sizes[self.sheet], self.maximumViewportSize()
        across, down = room.width() - 2 * FIT_MARGIN, room.height() - 2 * FIT_MARGIN
        zoom = min(across / width, down / height) if height_too else across / width
        self.set_zoom(max(zoom / PIXELS_PER_POINT, LADDER[0]))

    def set_zoom(self, zoom: float, anchor: QPointF | None = None) -> None:
        """Zooms about a point of the viewport, or about its middle."""
        self._is_fitted = False
        anchor = anchor or QRectF(self.viewport().rect()).center()
        before = (anchor - self._frame().topLeft()) / self._scale
        self._zoom = min(max(zoom, LADDER[0]), LADDER[-1])
        self._set_ranges()
        moved = self._frame().topLeft() + before * self._scale - anchor
        self.pan(-moved.x(), -moved.y())
        self._moved()
        self.zoomed.emit(self._zoom)

    def zoom_step(self, steps: int, anchor: QPointF | None = None) -> None:
        """Goes along the ladder of zooms."""
        larger = (zoom for zoom in LADDER if zoom > self._zoom * 1.001)
        smaller = (zoom for zoom in reversed(LADDER) if zoom < self._zoom * 0.999)
        self.set_zoom(next(larger if steps > 0 else smaller, self._zoom), anchor)

    def pan(self, dx: float, dy: float) -> None:
        """Moves the sheet by logical pixels."""
        for bar, by in ((self.horizontalScrollBar(), dx), (self.verticalScrollBar(), dy)):
            bar.setValue(bar.value() - round(by))

    def _extent(self) -> QSizeF:
        width, height = self._sizes[self.sheet] if self._sizes else (0.0, 0.0)
        return QSizeF(width * self._scale, height * self._scale)

    def _frame(self) -> QRectF:
        """Where the sheet stands in the viewport: in the middle of it in a direction in which it has room."""
        extent, room = self._extent(), self.viewport().size()
        bars = self.horizontalScrollBar(), self.verticalScrollBar()
        sides = (extent.width(), room.width()), (extent.height(), room.height())
        x, y = (
            (has - needs) / 2 if needs + 2 * FIT_MARGIN <= has else FIT_MARGIN - bar.value()
            for bar, (needs, has) in zip(bars, sides, strict=True)
        )
        return QRectF(QPointF(round(x), round(y)), extent)

    def _set_ranges(self) -> None:
        extent, room = self._extent(), self.viewport().size()
        sides = (extent.width(), room.width()), (extent.height(), room.height())
        for bar, (needs, has) in zip((self.horizontalScrollBar(), self.verticalScrollBar()), sides, strict=True):
            bar.setRange(0, max(0, round(needs) + 2 * FIT_MARGIN - has))
            bar.setPageStep(has)
            bar.setSingleStep(40)

    def _moved(self) -> None:
        self._rest.start()
        self.viewport().update()

    # Drawing

    def _sharpen(self) -> None:
        """Has what is in sight drawn with the pixels of the screen, where the whole sheet has too few."""
        whole = self._whole.get(self.sheet)
        if not self._sizes or whole is None:
            return
        frame, ratio = self._frame(), self.devicePixelRatioF()
        if frame.width() * ratio <= whole.width():
            return
        seen = frame.intersected(QRectF(self.viewport().rect())).translated(-frame.topLeft())
        # On whole pixels of the screen, where the drawing begins.
        left, top = int(seen.left() * ratio) / ratio, int(seen.top() * ratio) / ratio
        part = Rect(left, top, seen.right() - left, seen.bottom() - top)
        scale = self._scale
        points = Rect(part.x / scale, part.y / scale, part.w / scale, part.h / scale)
        wish = Wish(self.sheet, points, scale * ratio)
        if part.w > 0 and part.h > 0 and (self._detail is None or self._detail[0] != wish):
            self._reader.ask(_DETAIL, wish)

    def _take(self, kind: str, wish: Wish, image: QImage) -> None:
        if kind == _SHEET:
            self._whole[wish.sheet] = image
            while len(self._whole) > _SHEETS_KEPT:
                self._whole.popitem(last=False)
            self._rest.start()
        elif wish.sheet == self.sheet:
            self._detail = wish, image
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._board)
        if not self._sizes:
            return
        frame = self._frame()
        painter.fillRect(frame, QColor(255, 255, 255))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        whole = self._whole.get(self.sheet)
        if whole is not None:
            painter.drawImage(frame, whole)
        if self._detail is not None:
            wish, image = self._detail
            at = frame.topLeft() + QPointF(wish.part.x, wish.part.y) * self._scale
            # Of the same zoom it is put down as it is: anything else would blur it.
            ratio = wish.scale / self._scale
            painter.drawImage(QRectF(at, QSizeF(image.width() / ratio, image.height() / ratio)), image)

    # The hand

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit()
        self._set_ranges()
        self._moved()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * 1.25 ** (event.angleDelta().y() / _NOTCH), event.position())
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._last = event.position()
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._last is not None:
            moved, self._last = event.position() - self._last, event.position()
            self.pan(moved.x(), moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._last = None
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """To 100 % where the hand is, and back."""
        if self._is_fitted:
            self.set_zoom(1.0, event.position())
        else:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Down go on to the next sheet from the end of this one; Home and End go to the first and last."""
        bar, key = self.verticalScrollBar(), event.key()
        if key == Qt.Key.Key_PageDown and bar.value() == bar.maximum():
            self.turn_to(self.sheet + 1)
        elif key == Qt.Key.Key_PageUp and bar.value() == bar.minimum():
            self.turn_to(self.sheet - 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.turn_to(0 if key == Qt.Key.Key_Home else len(self._sizes) - 1)
        else:
            super().keyPressEvent(event)
