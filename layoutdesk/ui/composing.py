"""The pages of the open issue as composed: the page in view at once or in pieces, the others when their turn comes."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from operator import is_not
from typing import TYPE_CHECKING, Any, Final

from layoutdesk.compose.types import ComposedPage
from layoutdesk.display import Mark
from layoutdesk.model.document import Document
from layoutdesk.ui.freshness import Freshness, is_long
from layoutdesk.ui.turns import Pieces, Urgency

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk

#: Seconds of the processor after which composing leaves the turn to others.
PIECE_SECONDS: Final = 0.02


class Composing:
    """Composes for one desk; ``Desk.page_composed`` tells of every page."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.pages: dict[str, ComposedPage] = {}
        self._freshness = Freshness()
        self._waiting: deque[str] = deque()
        #: What is left of the elements of the first page that waits.
        self._ahead: Iterator[None] | None = None
        #: Whether the page in view waits since more copy came than is set at once.
        self._in_pieces = False
        self._at_hand = Pieces(desk.turns, self._steps_in_view, Urgency.LINES)

    @property
    def is_waiting(self) -> bool:
        """Whether pages are still waiting to be composed."""
        return bool(self._waiting)

    @property
    def is_behind(self) -> bool:
        """Whether the page in view is still to be composed as the issue is now."""
        return self._desk.page_id in self._waiting

    def forget(self) -> None:
        """Drops every page: the issue is closed."""
        self.wait_for(())
        self._at_hand.drop()
        self.pages.clear()
        self._freshness.forget()

    def forget_gone(self) -> None:
        """Drops the pages that the issue no longer has."""
        for gone in set(self.pages) - {page.id for page in self._desk.document.pages}:
            del self.pages[gone]
            self._freshness.forget(gone)

    def follow(self, edit: Any) -> None:
        """The issue has changed by an edit: what waits for its pieces goes on waiting when a key is pressed."""
        self._in_pieces = is_long(edit) or (self._in_pieces and self.is_behind)
        self.schedule(at_once=not self._in_pieces)

    def finish(self) -> None:
        """Composes whatever waits, now; for exports and tests."""
        while self._waiting:
            self._compose_page(self._waiting.popleft())
        self.wait_for(())
        self.keep_at_hand()

    def keep_at_hand(self) -> None:
        """Has the elements of the page in view among those that are kept, and has it shown by those, in its turn.

        Where other pages took their place, the first frame of a gesture would set all of them anew, or show as many.
        """
        self._at_hand.ask()

    def _steps_in_view(self) -> Iterator[None]:
        from layoutdesk.compose.ahead import compose_ahead

        if self._desk.page is not None:
            yield from compose_ahead(self._desk.document, self._desk.page_id, self._desk.book)
            if not self.is_behind:
                self._show_as_kept(self._desk.page_id)

    def _show_as_kept(self, page_id: str) -> None:
        before = self.pages.get(page_id)
        now = self.compose(self._desk.document, page_id)
        if before is None or any(map(is_not, _drawn(before), _drawn(now))):
            self.pages[page_id] = now
            self._desk.page_composed.emit(page_id)

    def schedule(self, *, at_once: bool = True) -> None:
        """Composes the page in view ``at_once`` where it is stale, else first of all in pieces, and queues the others."""
        stale = self._freshness.stale(self._desk.document)
        if at_once and self._desk.page_id in stale:
            stale.remove(self._desk.page_id)
            self._compose_page(self._desk.page_id)
        self.wait_for(sorted(stale, key=self._desk.page_id.__ne__))

    def wait_for(self, pages: Iterable[str]) -> None:
        """Has pages composed in their turns, and no others."""
        self._waiting, self._ahead = deque(pages), None
        if self._waiting:
            self._desk.turns.ask(self._compose_next, Urgency.PAGE)
        else:
            self._desk.turns.drop(self._compose_next)

    def _compose_next(self) -> None:
        """Composes what a turn has time for: some elements of the page that comes first, and the page once it has all."""
        from layoutdesk.compose.ahead import compose_ahead

        if self._waiting and self._ahead is None:
            self._ahead = compose_ahead(self._desk.document, self._waiting[0], self._desk.book)
        until = time.thread_time() + PIECE_SECONDS
        for _ in self._ahead or ():
            if time.thread_time() > until:
                break
        else:
            self._ahead = None
            if self._waiting:
                self._compose_page(self._waiting.popleft())
                if not self._waiting:
                    self.keep_at_hand()
        if self._waiting:
            self._desk.turns.ask(self._compose_next, Urgency.PAGE)

    def _compose_page(self, page_id: str) -> None:
        page = next((page for page in self._desk.document.pages if page.id == page_id), None)
        if page is None:
            return
        self.pages[page_id] = self.compose(self._desk.document, page_id)
        self._freshness.note(self._desk.document, page)
        self._desk.page_composed.emit(page_id)

    def compose(self, document: Document, page_id: str) -> ComposedPage:
        """A page of any state of the issue, set by the engine."""
        from layoutdesk.compose.page import compose_page

        return compose_page(document, page_id, self._desk.book, whole=True)


def _drawn(page: ComposedPage) -> Iterator[object]:
    """What the elements of a page drew."""
    return (item.items for item in page.display.items if isinstance(item, Mark))
