"""Waiting for the disk without the hand: what is to follow is done as soon as that can be, looked for now and then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

#: Seconds for which the hand may wait, as nobody sees that, and milliseconds between two looks afterwards.
AT_ONCE: Final = 0.06
_LOOK_MS: Final = 60


class Patience(QObject):
    """What waits, in order."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[tuple[Callable[[], bool], Callable[[], object]]] = []
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def until(self, done: Callable[[], bool], then: Callable[[], object]) -> bool:
        """Does ``then`` once ``done`` says so; whether that is at once."""
        if done():
            then()
            return True
        self._waiting.append((done, then))
        self._timer.start()
        return False

    def _look(self) -> None:
        waiting, self._waiting = self._waiting, []
        for done, then in waiting:
            if done():
                then()
            else:
                self._waiting.append((done, then))
        if not self._waiting:
            self._timer.stop()
