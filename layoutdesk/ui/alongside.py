"""Reading along with whoever writes the issue (跟看): what they do is seen here a moment later, and so is that they have closed it.

Read on a thread: a day's paper takes a tenth of a second, and somebody may be looking through the page.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from layoutdesk.base.problem import Refusal
from layoutdesk.store.locks import writer_of

if TYPE_CHECKING:
    from layoutdesk.model import Document
    from layoutdesk.session import Session
    from layoutdesk.ui.desk import Desk


class Alongside(QObject):
    """Follows the issue of one desk while that only reads it. ``changed``: somebody else writes it now, or nobody (``None``)."""

    changed = Signal(object)
    _seen = Signal(object, object, object)

    def __init__(self, desk: Desk, every_ms: int) -> None:
        super().__init__(desk)
        self._desk = desk
        #: Who writes the issue: user, host and process, where that is known.
        self.owner: dict[str, str] | None = None
        self._is_looking = False
        self._timer = QTimer(self, interval=every_ms)
        self._timer.timeout.connect(self.look)
        self._seen.connect(self._take)
        desk.opened.connect(self._opened)

    def _opened(self) -> None:
        session = self._desk.session
        if session is not None and session.read_only:
            self.owner = writer_of(session.path)
            self._timer.start()
        else:
            self._timer.stop()

    def look(self) -> None:
        """Looks what is new; a look that is still under way is not overtaken."""
        session = self._desk.session
        if session is not None and not self._is_looking:
            self._is_looking = True
            QThreadPool.globalInstance().start(partial(self._look, session))

    def _look(self, session: Session) -> None:
        """On a thread of the pool. A file that is gone is looked for again later."""
        news = None
        with suppress(Refusal):
            news = session.news()
        # The window may have gone meanwhile.
        with suppress(RuntimeError):
            self._seen.emit(session, news, writer_of(session.path))

    def _take(self, session: Session, news: Document | None, owner: dict[str, str] | None) -> None:
        self._is_looking = False
        if session is not self._desk.session:
            return
        if news is not None:
            session.take_news(news)
        if owner != self.owner:
            self.owner = owner
            self.changed.emit(owner)
