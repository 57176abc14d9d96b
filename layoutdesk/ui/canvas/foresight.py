"""When nothing was drawn for a moment the lines in a view are drawn ahead, a few a turn (see ``lineimages``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QRect, QTimer, Signal

from layoutdesk.base.geometry import Rect
from layoutdesk.ui.canvas.leaves import Leaf
from layoutdesk.ui.canvas.mosaic import Mosaic
from layoutdesk.ui.canvas.painter import PagePainter
from layoutdesk.ui.turns import Turns, Urgency

#: Milliseconds without drawing after which the hand rests.
REST_MS: Final = 200
#: Lines that are drawn ahead in one turn.
_LINES: Final = 12


class Foresight(QObject):
    """Looks ahead for one view, which tells ``drawn``; ``visible`` is what it shows, in device pixels. ``rested`` comes first."""

    rested = Signal()

    def __init__(
        self, painter: PagePainter, mosaic: Mosaic, visible: Callable[[], QRect], turns: Turns, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._painter = painter
        self._mosaic = mosaic
        self._visible = visible
        self._turns = turns
        self._scale = 1.0
        self._seen: tuple[object, float, QRect] | None = None
        self._waiting: list[Leaf] = []
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._begin)

    @property
    def is_near(self) -> bool:
        """Whether something was drawn just now: the hand does not rest."""
        return self._rest.isActive()

    def drawn(self) -> None:
        """Something was drawn: what was to be drawn ahead waits until the hand rests again."""
        self._turns.drop(self._next)
        self._rest.start()

    def stop(self) -> None:
        """Draws no more ahead."""
        self._rest.stop()
        self._turns.drop(self._next)

    def _begin(self) -> None:
        self.rested.emit()
        seen = self._mosaic.layers.layers, self._mosaic.scale, self._visible()
        # A caret that blinks changes nothing of the page.
        if self._seen is None or seen[0] is not self._seen[0] or seen[1:] != self._seen[1:]:
            self._seen, self._scale = seen, seen[1]
            self._waiting = self._wanted(seen[2])
        self._ask()

    def _wanted(self, seen: QRect) -> list[Leaf]:
        scale = self._scale
        area = Rect(seen.x() / scale, seen.y() / scale, seen.width() / scale, seen.height() / scale)
        wanted = [leaf for leaf in self._mosaic.layers.within(area) if self._painter.may_draw_ahead(leaf, scale)]
        wanted.reverse()
        return wanted

    def _ask(self) -> None:
        if self._waiting:
            self._turns.ask(self._next, Urgency.LINES)

    def _next(self) -> None:
        for _ in range(min(_LINES, len(self._waiting))):
            self._painter.draw_ahead(self._waiting.pop(), self._scale)
        self._ask()
