"""The readers of the clipboard, the versions, the words of the other language, by which the palette finds actions, too, and what
headings are divided by are loaded on a thread while the hand rests: it would wait for them else.
"""

from __future__ import annotations

import importlib
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QThreadPool

from layoutdesk import words
from layoutdesk.compose.breaks import rated
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.resting import Resting

#: Milliseconds of rest before they are loaded.
REST_MS: Final = 1500
#: What is imported beside the hand.
_READERS: Final = ("layoutdesk.intake.clipboard", "layoutdesk.ui.versions.pane")


class Readying(QObject):
    """Makes ready for one desk, once."""

    def __init__(self, desk: Desk, resting: Resting) -> None:
        super().__init__(desk)
        self._desk = desk
        self._rest = resting.after(REST_MS, self._make_ready)

    def _make_ready(self) -> None:
        session = self._desk.session
        if session is None or session.read_only:
            return
        if self._desk.turns.is_busy:
            self._rest.start()
            return
        pool = QThreadPool.globalInstance()
        for name in _READERS:
            pool.start(partial(importlib.import_module, name))
        for language in words.LANGUAGES:
            pool.start(partial(words.catalogue, language))
        # The first heading that is written in would wait for its patterns: five milliseconds.
        pool.start(partial(rated, "标题", ()))
        self._rest.deleteLater()
        self.deleteLater()
