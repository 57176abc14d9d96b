"""What the page would become, tried out under the moving hand: shown as long as that keeps up with it, never made."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QTimer

from layoutdesk import edits
from layoutdesk.base.problem import Refusal
from layoutdesk.compose.types import ComposedPage
from layoutdesk.model.document import Document

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk

#: Seconds of the processor that composing under the moving hand may take; above it only the block's outline follows.
LIVE_SECONDS: Final = 0.010
#: What is left of the cost of composing with each move that was not composed: a hand that goes on is tried again.
_FORGIVEN: Final = 0.9
#: Milliseconds after which a hand rests.
REST_MS: Final = 60


class Trying:
    """Tries edits out for one desk; ``Desk.previewed`` tells that the page is shown otherwise."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        #: The issue and its page in view as they would become; nothing while nothing is tried out.
        self.document: Document | None = None
        self.page: ComposedPage | None = None
        self._tried: Any = None
        self._live_cost = 0.0
        self._rest = QTimer(desk, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._show_tried)

    def try_out(self, edit: Any, *, now: bool = False, later: bool = False) -> bool:
        """Shows the page as an edit would make it, without making it; whether that is done at once.

        Where composing takes too long for the hand, only its outline follows, and the page comes when the hand rests; with ``now``
        it comes in any case, as it does for a key, with ``later`` only then.
        """
        if self._desk.session is None:
            return False
        self._tried = edit
        if later or (self._live_cost > LIVE_SECONDS and not now):
            self._live_cost *= _FORGIVEN
            self._rest.start()
            return False
        return self._show_tried()

    def _show_tried(self) -> bool:
        """Composes the page as the edit that was tried last would make it."""
        self._rest.stop()
        began = time.thread_time()
        try:
            self.document = edits.apply(self._desk.document, self._tried)
            self.page = self._desk.compose(self.document, self._desk.page_id)
        except Refusal:
            self.end()
            return False
        self._live_cost = 0.7 * self._live_cost + 0.3 * (time.thread_time() - began)
        self._desk.previewed.emit()
        return True

    def end(self, *, show: bool = True) -> None:
        """Goes back to the page as it is; the next gesture may be shown live again."""
        self._live_cost = 0.0
        self._rest.stop()
        self.document = None
        if self.page is not None:
            self.page = None
            if show:
                self._desk.previewed.emit()
