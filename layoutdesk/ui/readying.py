"""The readers of the clipboard, the versions and the words of the other language, by which the palette finds actions, too, are
loaded on a thread while the hand rests: it would wait for them else.
"""

from __future__ import annotations

import importlib
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractScrollArea

from layoutdesk import words
from layoutdesk.ui.desk import Desk

#: Milliseconds without a change after which the hand rests.
REST_MS: Final = 1500
#: What is imported beside the hand.
_READERS: Final = ("layoutdesk.intake.clipboard", "layoutdesk.ui.versions.pane")


class Readying(QObject):
    """Makes ready for one desk, once."""

    def __init__(self, desk: Desk, view: QAbstractScrollArea | None = None) -> None:
        super().__init__(desk)
        self._desk = desk
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._make_ready)
        for signal in (desk.opened, desk.edited, desk.page_composed, desk.previewed, desk.selected):
            signal.connect(self._later)
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()) if view is not None else ():
            bar.valueChanged.connect(self._later)

    def _later(self, *_: object) -> None:
        session = self._desk.session
        if session is not None and not session.read_only:
            self._rest.start()

    def _make_ready(self) -> None:
        if self._desk.turns.is_busy or QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._rest.start()
            return
        pool = QThreadPool.globalInstance()
        for name in _READERS:
            pool.start(partial(importlib.import_module, name))
        for language in words.LANGUAGES:
            pool.start(partial(words.catalogue, language))
        self.deleteLater()
