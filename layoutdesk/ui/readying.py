"""What the hand will want is loaded while it rests: the readers of the clipboard on a thread, then the words of headlines.

The words (``phrasing``) hold the interpreter all the time that they load, a tenth of a second, on whatever thread: so they come at
once, in the first rest of an issue that is written, not under the click into the first headline. One that is clicked before
still has them loaded then (``heads.make_ready``).
"""

from __future__ import annotations

import importlib
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer
from PySide6.QtGui import QGuiApplication

from layoutdesk.ui.desk import Desk

#: Milliseconds without a change after which the hand rests.
REST_MS: Final = 1500
#: What is imported beside the hand: the first paste would wait for it.
_READERS: Final = "layoutdesk.intake.clipboard"


class Readying(QObject):
    """Makes ready for one desk, once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._make_ready)
        for signal in (desk.opened, desk.edited, desk.page_composed, desk.previewed, desk.selected):
            signal.connect(self._later)

    def _later(self, *_: object) -> None:
        session = self._desk.session
        if session is not None and not session.read_only:
            self._rest.start()

    def _make_ready(self) -> None:
        from layoutdesk.phrasing.words import is_loaded, load

        if self._desk.turns.is_busy or QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._rest.start()
            return
        if not is_loaded():
            QThreadPool.globalInstance().start(partial(importlib.import_module, _READERS))
            load()
        self.deleteLater()
