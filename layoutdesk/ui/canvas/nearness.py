"""Where the hand is over a view: marks that lie on print stand back until it comes near them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from layoutdesk.ui.canvas.view import PageView

#: How near the hand must be to what lies on print, in logical pixels.
NEAR: Final = 22.0
#: How much is seen of a mark on print that the hand is not near.
FAINT: Final = 0.4


class Nearness:
    """Follows the hand. ``boxes`` are those of the marks that stand back: the view is drawn anew as one is neared or left."""

    def __init__(self, view: PageView, boxes: Callable[[], Iterable[QRectF]]) -> None:
        self._view, self._boxes = view, boxes
        self._near: list[bool] = []
        #: Where the hand is in the viewport; nothing while it is elsewhere.
        self.hand: QPointF | None = None
        view.pointed.connect(self._point)

    def __contains__(self, box: QRectF) -> bool:
        """Whether the hand is near a box of the viewport."""
        return self.hand is not None and box.adjusted(-NEAR, -NEAR, NEAR, NEAR).contains(self.hand)

    def _point(self, x: float, y: float) -> None:
        self.hand = None if math.isnan(x) else self._view.to_view(x, y)
        if self._view.tool is not None and self._view.tool.is_dragging:
            return  # What is in the hand is drawn anew as it moves.
        near = [box in self for box in self._boxes()]
        if near != self._near:
            self._near = near
            self._view.viewport().update()
