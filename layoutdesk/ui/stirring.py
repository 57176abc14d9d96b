"""Telling the panels of a change: at once, or while copy is typed once a breath and each in its own turn, so that no key waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from layoutdesk.ui.turns import Turns, Urgency

#: Milliseconds after a key at which the panels are told of what was typed.
BREATH_MS: Final = 250


class Stirring(QObject):
    """Who is to hear that the issue or its composed pages are others than they were."""

    def __init__(self, turns: Turns, parent: QObject) -> None:
        super().__init__(parent)
        self._turns = turns
        self._pieces: list[Callable[[], None]] = []
        self._breath = QTimer(self, singleShot=True, interval=BREATH_MS)
        self._breath.timeout.connect(self._breathed)

    def tell(self, piece: Callable[[], None]) -> None:
        """Has somebody told of every change from now on."""
        self._pieces.append(piece)

    def now(self) -> None:
        """Tells everybody at once."""
        self._breath.stop()
        for piece in self._pieces:
            self._turns.drop(piece)
            piece()

    def soon(self) -> None:
        """Tells everybody once a breath, however many changes there are in it."""
        if not self._breath.isActive():
            self._breath.start()

    def _breathed(self) -> None:
        for piece in self._pieces:
            self._turns.ask(piece, Urgency.PANEL)
