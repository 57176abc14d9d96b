"""Following what is in the hand a few times a second: panels are painted slower than the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from layoutdesk.ui.turns import Urgency

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk

#: Milliseconds between two looks at what is in the hand.
BEAT_MS: Final = 100


class Beat(QObject):
    """Has ``show`` follow what a desk tries out, at most once a beat; what is given up or let go is shown at once.

    Each follower has a turn of its own, or all of them would be in one frame with the page.
    """

    def __init__(self, desk: Desk, show: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._show = desk, show
        self._timer = QTimer(self, singleShot=True, interval=BEAT_MS)
        self._timer.timeout.connect(lambda: desk.turns.ask(show, Urgency.PANEL))
        desk.previewed.connect(self._follow)

    def _follow(self) -> None:
        if self._desk.preview is None:
            self._timer.stop()
            self._desk.turns.drop(self._show)
            self._show()
        elif not self._timer.isActive():
            self._timer.start()
