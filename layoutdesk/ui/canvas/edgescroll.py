"""Scrolling at the edge (边缘滚动): where a drag comes near the edge of its view the page goes along, the faster the nearer.

It stops as soon as the hand turns back, lets go or gives the drag up. A press that begins beside the edge does not scroll by
itself: only a hand that has come nearer to an edge since wants to see what lies behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, QSize, QTimer

#: How near an edge the hand must be, in logical pixels; as far outside it is fastest.
ZONE: Final = 28.0
#: Logical pixels a second with the hand on the edge itself.
PACE: Final = 900.0
_TICK_MS: Final = 16
#: The most that one step makes up of the time since the last, in seconds: a busy machine scrolls no page away.
_LONGEST: Final = 0.05


def pace(at: float, began: float, length: float) -> float:
    """How fast the page goes along one axis for a hand ``at`` so many pixels of a view ``length`` long, in pixels a second.

    Below 0 towards the beginning; 0 where the hand is nowhere near an edge, or no nearer than where it ``began``.
    """
    near = max(ZONE - at, 0.0) if at < began else 0.0
    far = max(at - (length - ZONE), 0.0) if at > began else 0.0
    return PACE * (min(far / ZONE, 2.0) ** 2 - min(near / ZONE, 2.0) ** 2)


class EdgeScroll(QObject):
    """Scrolls for the drag of one view, while it ``lasts``: ``pan`` moves the page by so many pixels under the hand."""

    def __init__(self, parent: QObject, pan: Callable[[float, float], None], lasts: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._pan, self._lasts = pan, lasts
        self._began = QPointF()
        self._pace = QPointF()
        self._owed = QPointF()
        self._since = QElapsedTimer()
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._go)

    @property
    def is_scrolling(self) -> bool:
        return self._timer.isActive()

    def begin(self, at: QPointF) -> None:
        """The button is pressed."""
        self.stop()
        self._began = at

    def follow(self, at: QPointF, view: QSize) -> None:
        """The hand has dragged to a place of the view, or out of it."""
        self._pace = QPointF(pace(at.x(), self._began.x(), view.width()), pace(at.y(), self._began.y(), view.height()))
        if self._pace.isNull():
            self.stop()
        elif not self._timer.isActive():
            self._owed = QPointF()
            self._since.start()
            self._timer.start()

    def stop(self) -> None:
        """The drag is over, or has left the edge."""
        self._timer.stop()

    def _go(self) -> None:
        if not self._lasts():
            self.stop()
            return
        seconds = min(self._since.restart() / 1000, _LONGEST)
        self._owed += self._pace * seconds
        step = QPointF(int(self._owed.x()), int(self._owed.y()))
        if step.isNull():
            return
        self._owed -= step
        self._pan(-step.x(), -step.y())
