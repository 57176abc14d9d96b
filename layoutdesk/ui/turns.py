"""Work in pieces between what the hand does: one piece a turn of the event loop, the most urgent first.

With a timer each, everything that waits would run in the same turn, and the hand would wait for the sum. Panels are told a moment
after the frame, so that they share none with the page that changed under the hand.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QObject, QTimer

#: Milliseconds that the hand is given before what nobody waits for has its turn.
BREATHER_MS: Final = 5
#: So many frames what nobody waits for lets pass: panels follow a hand that goes on and on, too.
_MOST_FRAMES: Final = 6


class Urgency(IntEnum):
    """What comes first."""

    TILE = 0
    FACE = 1
    PANEL = 2
    PAGE = 3
    PREVIEW = 4
    THUMBNAIL = 5
    LINES = 6


_AFTER_A_BREATH: Final = frozenset({Urgency.PANEL, Urgency.LINES})


class Turns(QObject):
    """The turns of one window. A piece that is not finished asks for another turn."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[Callable[[], None], Urgency] = {}
        self._passed = 0
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._next)

    @property
    def is_busy(self) -> bool:
        """Whether any work waits for its turn."""
        return bool(self._waiting)

    def ask(self, piece: Callable[[], None], urgency: Urgency) -> None:
        """Gives a piece of work its turn; what is asked for twice is done once."""
        self._waiting[piece] = urgency
        self._start()

    def drop(self, piece: Callable[[], None]) -> None:
        """Forgets a piece of work."""
        self._waiting.pop(piece, None)

    def breathe(self) -> None:
        """A frame was drawn: what nobody waits for has its turn a moment after it, not in the next one that comes at once."""
        if self._turn.isActive() and self._turn.interval() and self._passed < _MOST_FRAMES:
            self._passed += 1
            self._turn.start(BREATHER_MS)

    def _next(self) -> None:
        self._passed = 0
        if not self._waiting:
            return
        piece = min(self._waiting, key=self._waiting.__getitem__)
        del self._waiting[piece]
        if self._waiting:
            self._start()
        piece()

    def _start(self) -> None:
        self._turn.start(BREATHER_MS if min(self._waiting.values()) in _AFTER_A_BREATH else 0)
