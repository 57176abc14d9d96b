"""What the page would become, tried out under the moving hand: shown as long as that keeps up with it, never made."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QTimer

from layoutdesk import edits
from layoutdesk.base.problem import Refusal
from layoutdesk.compose.types import ComposedPage
from layoutdesk.model.document import Document
from layoutdesk.ui.turns import Urgency

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk

#: Seconds of the processor that composing under the moving hand may take; above it only the block's outline follows.
LIVE_SECONDS: Final = 0.010
#: Seconds of the processor for a piece of what is composed ahead, less than what is left of a frame.
AHEAD_SECONDS: Final = 0.003
#: What is left of the cost of composing with each move that was not composed: a hand that goes on is tried again.
_FORGIVEN: Final = 0.9
#: Milliseconds after which a hand rests.
REST_MS: Final = 60


class Tried(NamedTuple):
    """An edit, the issue before it, and the issue and its page in view as they would become."""

    edit: Any
    before: Document
    document: Document
    page: ComposedPage


class Trying:
    """Tries edits out for one desk; ``Desk.previewed`` tells that the page is shown otherwise."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        #: The issue and its page in view as they would become; nothing while nothing is tried out.
        self.document: Document | None = None
        self.page: ComposedPage | None = None
        self._tried: Any = None
        self._coming: list[Any] = []
        self._foreseen: list[Tried] = []
        #: The edit that is being composed ahead, and the steps to it.
        self._ahead: tuple[Any, Iterator[None]] | None = None
        #: Whether what is tried out is composed ahead already, and shown as soon as it is there.
        self._awaited = False
        self._live_cost = 0.0
        self._rest = QTimer(desk, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._show_tried)

    def try_out(self, edit: Any, *, now: bool = False, later: bool = False) -> bool:
        """Shows the page as an edit would make it, without making it; whether that is done at once.

        Where composing takes too long for the hand, only its outline follows, and the page comes when the hand rests; with ``now``
        it comes in any case, as it does for a key, with ``later`` only then. What is being foreseen comes when that is done.
        """
        if self._desk.session is None:
            return False
        self._tried, self._awaited = edit, not now and self._is_coming(edit)
        if self._awaited:
            self._desk.turns.ask(self._look_ahead, Urgency.FACE)
            return False
        if later or (self._live_cost > LIVE_SECONDS and not now):
            self._live_cost *= _FORGIVEN
            self._rest.start()
            return False
        return self._show_tried()

    def foresee(self, coming: Iterable[Any]) -> None:
        """Composes in turns of their own what the hand may come to next: edits that cost more than a frame when they are tried.

        What was foreseen before and is not among them is forgotten.
        """
        self._coming = [*([self._tried] if self._awaited else ()), *coming]
        if self._ahead is not None and self._ahead[0] not in self._coming:
            self._ahead = None
        self._foreseen = [each for each in self._foreseen if each.edit in self._coming]
        self._ask_ahead()

    def _is_coming(self, edit: Any) -> bool:
        """Whether an edit is to be foreseen, and is not yet."""
        return edit in self._coming and all(each.edit != edit for each in self._foreseen)

    def _ask_ahead(self) -> None:
        self._desk.turns.ask(self._look_ahead, Urgency.FACE if self._awaited else Urgency.LINES)

    def _look_ahead(self) -> None:
        if self._awaited and (self._ahead is None or self._ahead[0] != self._tried):
            self._ahead = self._tried, self._steps_to(self._tried)
        if self._ahead is None:
            edit = next(filter(self._is_coming, self._coming), None)
            if edit is None:
                return
            self._ahead = edit, self._steps_to(edit)
        until = time.thread_time() + AHEAD_SECONDS
        for _ in self._ahead[1]:
            if time.thread_time() > until:
                break
        else:
            self._ahead = None
            if self._awaited and not self._is_coming(self._tried):
                self._awaited = False
                self._show_tried()
        self._ask_ahead()

    def _steps_to(self, edit: Any) -> Iterator[None]:
        """Foresees one edit step by step."""
        from layoutdesk.compose.ahead import compose_ahead

        try:
            document = edits.apply(self._desk.document, edit)
            yield from compose_ahead(document, self._desk.page_id, self._desk.book)
            page = self._desk.compose(document, self._desk.page_id)
        except Refusal:
            self._coming.remove(edit)
            return
        self._foreseen.append(Tried(edit, self._desk.document, document, page))

    def _made(self, edit: Any) -> Tried:
        """The page as an edit would make it, composed now unless it was foreseen."""
        before = self._desk.document
        for known in self._foreseen:
            if known.before is before and known.edit == edit:
                return known
        document = edits.apply(before, edit)
        return Tried(edit, before, document, self._desk.compose(document, self._desk.page_id))

    def _show_tried(self) -> bool:
        """Composes the page as the edit that was tried last would make it."""
        self._rest.stop()
        self._awaited = False
        began = time.thread_time()
        try:
            _, _, self.document, self.page = self._made(self._tried)
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
        self._coming, self._ahead, self._awaited = [], None, False
        self._foreseen.clear()
        self._desk.turns.drop(self._look_ahead)
        self.document = None
        if self.page is not None:
            self.page = None
            if show:
                self._desk.previewed.emit()
