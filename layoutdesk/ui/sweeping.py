"""Circular garbage is looked for while the hand rests: a look at all objects of an issue takes a tenth of a second.

Nearly everything that an edit leaves behind goes at once, by its count; only Qt's and Python's own circles wait. What came with the
issue as it was opened, and what was looked at since, is not looked at again before it is closed.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractScrollArea

from layoutdesk.ui.desk import Desk

#: Objects made before the young ones are looked at, four milliseconds each time, and looks at them before those of middle age are.
_YOUNG, _MIDDLE, _NEVER = 16_000, 200, 1_000_000
#: So many that a frame and its panels made are looked at in the moment behind them, so that they add up to no look within a frame.
_FEW: Final = 500
#: Milliseconds without a change after which the hand rests.
REST_MS: Final = 2500


class Sweeping(QObject):
    """Sweeps for one desk; whoever pans ``view`` does not rest."""

    def __init__(self, desk: Desk, view: QAbstractScrollArea | None = None) -> None:
        super().__init__(desk)
        gc.set_threshold(_YOUNG, _MIDDLE, _NEVER)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._sweep)
        desk.turns.breathed.connect(self._sweep_young)
        self._desk, self._opening = desk, False
        desk.opened.connect(self._opened)
        desk.page_composed.connect(self._composed)
        for signal in (desk.opened, desk.edited, desk.page_composed, desk.previewed, desk.selected):
            signal.connect(self._later)
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()) if view is not None else ():
            bar.valueChanged.connect(self._later)

    def _opened(self) -> None:
        gc.unfreeze()
        self._opening = self._desk.is_open

    def _composed(self, _: str) -> None:
        if self._opening:
            gc.freeze()
            self._opening = self._desk.is_composing

    def _later(self, *_: object) -> None:
        self._rest.start()

    def _sweep_young(self) -> None:
        if gc.get_count()[0] > _FEW:
            gc.collect(0)

    def _sweep(self) -> None:
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._rest.start()
            return
        gc.collect()
        gc.freeze()
