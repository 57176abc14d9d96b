"""Work in pieces between what the hand does: one piece a turn of the event loop, the most urgent first.

With a timer each, everything that waits would run in the same turn, and the hand would wait for the sum. Panels are told a moment
after the frame, so that they share none with the page that changed under the hand.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

#: Milliseconds that the hand is given before what nobody waits for has its turn.
BREATHER_MS: Final = 5
#: So many frames what nobody waits for lets pass: panels follow a hand that goes on and on, too.
_MOST_FRAMES: Final = 30
#: Seconds of the processor that work in pieces takes of one turn.
PIECE_SECONDS: Final = 0.008


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
#: What a frame asks for as it is painted has its turn behind it: a turn that is due at once would still belong to the frame.
_BEHIND_THE_FRAME: Final = frozenset({Urgency.PREVIEW, Urgency.THUMBNAIL})


class Turns(QObject):
    """The turns of one window. A piece that is not finished asks for another turn.

    ``breathed`` tells of each that was done in the moment behind a frame.
    """

    breathed = Signal()

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
        if self._turn.isActive() and self._turn.interval() == BREATHER_MS and self._passed < _MOST_FRAMES:
            self._passed += 1
            self._turn.start(BREATHER_MS)

    def _next(self) -> None:
        self._passed = 0
        if not self._waiting:
            return
        piece = min(self._waiting, key=self._waiting.__getitem__)
        urgency = self._waiting.pop(piece)
        if self._waiting:
            self._start()
        piece()
        if urgency in _AFTER_A_BREATH:
            self.breathed.emit()

    def _start(self) -> None:
        first = min(self._waiting.values())
        self._turn.start(BREATHER_MS if first in _AFTER_A_BREATH else 1 if first in _BEHIND_THE_FRAME else 0)


class Pieces:
    """Work that stops between any two of its steps: as many in a turn as that has time for, always from the latest beginning."""

    def __init__(self, turns: Turns, begin: Callable[[], Iterator[None]], urgency: Urgency) -> None:
        self._turns, self._begin, self._urgency = turns, begin, urgency
        self._ahead: Iterator[None] | None = None

    def ask(self) -> None:
        """Begins anew, in its turn."""
        self._ahead = None
        self._turns.ask(self._go_on, self._urgency)

    def drop(self) -> None:
        """Forgets what is still to be done."""
        self._ahead = None
        self._turns.drop(self._go_on)

    def _go_on(self) -> None:
        if self._ahead is None:
            self._ahead = self._begin()
        until = time.thread_time() + PIECE_SECONDS
        for _ in self._ahead:
            if time.thread_time() > until:
                self._turns.ask(self._go_on, self._urgency)
                return
        self._ahead = None
