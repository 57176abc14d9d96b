"""When the hand rests: no change, no panning, no button of the mouse held.

What nobody waits for is done then, and what is under way on a thread stands aside until then.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractScrollArea

from layoutdesk.ui.desk import Desk


class Resting(QObject):
    """Watches the hand at one desk; whoever pans ``view`` does not rest either."""

    #: The hand has done something.
    stirred = Signal()

    def __init__(self, desk: Desk, view: QAbstractScrollArea | None = None) -> None:
        super().__init__(desk)
        self._desk = desk
        for signal in (desk.opened, desk.edited, desk.page_composed, desk.previewed, desk.selected):
            signal.connect(self._stir)
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()) if view is not None else ():
            bar.valueChanged.connect(self._stir)

    def after(self, ms: int, piece: Callable[[], None]) -> QTimer:
        """Has ``piece`` done whenever the hand has rested for so many milliseconds, until the timer that it gives is deleted."""
        rest = QTimer(self, singleShot=True, interval=ms)
        rest.timeout.connect(partial(self._rested, rest, piece))
        self.stirred.connect(rest.start)
        return rest

    def _stir(self, *_: object) -> None:
        if self._desk.session is not None:
            self._desk.session.stand_aside()
        self.stirred.emit()

    @staticmethod
    def _rested(rest: QTimer, piece: Callable[[], None]) -> None:
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            rest.start()
            return
        piece()
