"""The zoom tool: a click zooms in about the cursor, with Alt out; a drag zooms to the rectangle drawn."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QRubberBand

from layoutdesk.base.geometry import Rect
from layoutdesk.ui import icons
from layoutdesk.ui.canvas.hands import Hand
from layoutdesk.ui.canvas.view import PageView

_DRAG_FROM = 6.0


class ZoomTool(Hand):
    """Zooms."""

    def __init__(self, view: PageView) -> None:
        self.view = view
        self.cursor = icons.cursor("zoom", 8, 8)
        self._start: QPointF | None = None
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, view.viewport())

    def press(self, event: QMouseEvent) -> bool:
        self._start = event.position()
        self._band.setGeometry(QRect(self._start.toPoint(), QSize()))
        return True

    def move(self, event: QMouseEvent) -> bool:
        if self._start is not None:
            self._band.setGeometry(QRectF(self._start, event.position()).normalized().toRect())
            self._band.show()
        return True

    def release(self, event: QMouseEvent) -> bool:
        start, self._start = self._start, None
        self._band.hide()
        if start is None:
            return False
        box = QRectF(start, event.position()).normalized()
        if max(box.width(), box.height()) < _DRAG_FROM:
            out = event.modifiers() & Qt.KeyboardModifier.AltModifier or event.button() == Qt.MouseButton.RightButton
            self.view.zoom_step(-1 if out else 1, event.position())
        else:
            self._zoom_to(box)
        return True

    def key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and self._start is not None:
            self.cancel()
            return True
        return False

    def cancel(self) -> None:
        self._start = None
        self._band.hide()

    def _zoom_to(self, box: QRectF) -> None:
        (left, top), (right, bottom) = self.view.to_page(box.topLeft()), self.view.to_page(box.bottomRight())
        self.view.fit_rect(Rect(left, top, right - left, bottom - top))
