"""Pages of any state of the issue, composed a few elements a turn of the event loop and kept while they are looked at."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from layoutdesk.compose.types import ComposedPage
from layoutdesk.model import Document
from layoutdesk.ui.composing import PIECE_SECONDS
from layoutdesk.ui.turns import Urgency

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk


class StatePages:
    """Composes pages of states for one desk; ``made`` is called when one that was asked for is there."""

    def __init__(self, desk: Desk, made: Callable[[], None]) -> None:
        self._desk, self._made = desk, made
        self._pages: dict[str, tuple[Document, ComposedPage]] = {}
        self._waiting: dict[tuple[str, str], Document] = {}
        self._ahead: tuple[tuple[str, str], Iterator[None]] | None = None

    def page(self, side: str, document: Document, page: str) -> ComposedPage | None:
        """A page as composed for a side; nothing where the state has no such page, or it has still to be composed."""
        if all(each.id != page for each in document.pages):
            return None
        desk = self._desk
        is_true = not desk.is_behind if page == desk.page_id else not desk.is_composing
        if document is desk.document and is_true and page in desk.composed:
            return desk.composed[page]
        known = self._pages.get(f"{side} {page}")
        if known is not None and known[0] is document:
            return known[1]
        self._waiting[side, page] = document
        self._desk.turns.ask(self._next, Urgency.PAGE)
        return None

    def forget(self) -> None:
        """Nobody looks any more."""
        self._pages.clear()
        self._waiting.clear()
        self._ahead = None
        self._desk.turns.drop(self._next)

    def _next(self) -> None:
        from layoutdesk.compose.ahead import compose_ahead

        if not self._waiting:
            return
        key, document = next(iter(self._waiting.items()))
        side, page = key
        if self._ahead is None or self._ahead[0] != key:
            self._ahead = key, compose_ahead(document, page, self._desk.book)
        until = time.thread_time() + PIECE_SECONDS
        for _ in self._ahead[1]:
            if time.thread_time() > until:
                break
        else:
            self._ahead = None
            del self._waiting[key]
            self._pages[f"{side} {page}"] = document, self._desk.compose(document, page)
            self._made()
        if self._waiting:
            self._desk.turns.ask(self._next, Urgency.PAGE)
