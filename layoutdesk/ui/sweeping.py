"""Circular garbage is looked for while the hand rests: a look at all objects of an issue takes a tenth of a second.

Nearly everything that an edit leaves behind goes at once, by its count; only Qt's and Python's own circles wait. What came with the
issue as it was opened, and what was looked at since, is not looked at again before it is closed. What is free then goes back to
the machine: glibc keeps the holes that a morning of drawing leaves, some ten megabytes.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from functools import cache, partial
from typing import Final

from PySide6.QtCore import QObject

from layoutdesk.ui.desk import Desk
from layoutdesk.ui.resting import Resting

#: Objects made before the young ones are looked at, four milliseconds each time, and looks at them before those of middle age are.
_YOUNG, _MIDDLE, _NEVER = 16_000, 200, 1_000_000
#: So many that a frame and its panels made are looked at in the moment behind them, so that they add up to no look within a frame.
_FEW: Final = 500
#: Milliseconds of rest before all is looked at.
REST_MS: Final = 2500


class Sweeping(QObject):
    """Sweeps for one desk whenever the hand at it rests."""

    def __init__(self, desk: Desk, resting: Resting) -> None:
        super().__init__(desk)
        gc.set_threshold(_YOUNG, _MIDDLE, _NEVER)
        resting.after(REST_MS, self._sweep)
        desk.turns.breathed.connect(self._sweep_young)
        self._desk, self._opening = desk, False
        desk.opened.connect(self._opened)
        desk.page_composed.connect(self._composed)

    def _opened(self) -> None:
        gc.unfreeze()
        self._opening = self._desk.is_open

    def _composed(self, _: str) -> None:
        if self._opening:
            gc.freeze()
            self._opening = self._desk.is_composing

    def _sweep_young(self) -> None:
        if gc.get_count()[0] > _FEW:
            gc.collect(0)

    def _sweep(self) -> None:
        gc.collect()
        gc.freeze()
        _trim()()


@cache
def _trim() -> Callable[[], object]:
    """What gives free memory back, milliseconds; nothing where the C library has no such function."""
    import ctypes

    found = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    return (lambda: None) if found is None else partial(found, ctypes.c_size_t(0))
