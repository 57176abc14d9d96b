"""Takes snapshots of the issue that is open, beside the writer: a while after it was opened and then at a steady rhythm.

A thread of its own, with a connection that only reads: copying a hundred megabytes must not hold up the commit of a key.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.store import snapshots

#: Seconds from opening an issue to its first check and snapshot: a short look costs nothing.
FIRST: Final = 5.0
#: Seconds between two snapshots of an issue that changes.
RHYTHM: Final = 1800.0
#: Seconds that it stands aside after each piece of its work: nobody waits for it, and somebody may be dragging a block.
BREATHER: Final = 0.02
#: Seconds for which a hand at work is given way to, and how many of them in all: one that never rests is watched over, too.
ASIDE: Final = 0.5
PATIENCE: Final = 120.0


class _Ended(Exception):
    """The issue is being closed."""


class Keeper:
    """Watches over an issue until ``end``; ``tell`` gets what the whole check found, on this thread.

    ``place`` is where the issue lies, ``file`` what is read, where that is a copy that stands for one on a share.
    """

    def __init__(self, place: Path, file: Path, tell: Callable[[Sequence[Problem]], object]) -> None:
        self._place = place
        self._file = file
        self._tell = tell
        self._ending = threading.Event()
        #: When the hand has rested long enough, and until when that is waited for.
        self._aside, self._patience = 0.0, 0.0
        self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Ends what is under way and waits for that; the file is then no longer open here."""
        self._ending.set()
        self._thread.join()

    def stand_aside(self) -> None:
        """The hand is at work: nothing is looked at or copied for a while."""
        self._aside = time.monotonic() + ASIDE

    def _run(self) -> None:
        pause = FIRST
        while not self._ending.wait(pause):
            pause, self._patience = RHYTHM, time.monotonic() + PATIENCE
            try:
                # Before the file is opened: a state that is read holds up the settling of the writer's.
                self._turn(0, 1)
                self._tell(snapshots.take(self._place, self._turn, self._file))
            except _Ended:
                return
            except Refusal as refusal:
                if refusal.code == "store.damaged":
                    self._tell(
                        [Problem(code=refusal.code, severity="error", args=refusal.args_, file=self._place.name)]
                    )

    def _turn(self, _done: int, _all: int) -> None:
        pause = BREATHER
        while pause > 0:
            if self._ending.wait(pause):
                raise _Ended
            pause = min(self._aside, self._patience) - time.monotonic()
