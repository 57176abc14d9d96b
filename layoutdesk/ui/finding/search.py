"""A query asked of the issue in pieces between what the hand does, and kept true while the issue changes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from layoutdesk.base.problem import Refusal
from layoutdesk.finding import Hit, Matcher, Text, Wanted
from layoutdesk.model import Document
from layoutdesk.ui.finding.reach import Field, Reach, field_of, reached
from layoutdesk.ui.finding.whereabouts import Place, Whereabouts
from layoutdesk.ui.turns import Urgency

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk

#: Seconds of the processor that finding takes of one turn of the event loop.
PIECE_SECONDS: Final = 0.012
#: More hits than anybody looks through; no change is made of a part of them.
MOST_HITS: Final = 5_000


class Search(QObject):
    """What is asked and what was found, in the order of the pages. ``changed``: it is other than before; ``done``: it is all."""

    changed = Signal()
    done = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.whereabouts = Whereabouts(desk)
        self.wanted, self.reach = Wanted(), "issue"
        self.field = Field()
        self.hits: list[Hit] = []
        #: Another number whenever other hits are known than before.
        self.version = 0
        #: Why the query cannot be asked, or its hits cannot be changed.
        self.refusal: Refusal | None = None
        self.is_cut = False
        #: Hits that the hand has left out of what is changed: paragraph, start, end.
        self.left_out: set[tuple[str, int, int]] = set()
        #: Whether anybody looks at what is found; else nothing is looked for.
        self.is_watched = False
        self._matcher: Matcher | None = None
        self._asked: tuple[Document, Field] | None = None
        self._texts: Iterator[Text] | None = None
        self._coming: list[Hit] = []
        #: The numbers of paragraphs in the order of reading, of what was found and of what is coming.
        self._orders: dict[str, int] = {}
        self._coming_orders: dict[str, int] = {}
        desk.stirring.tell(self.follow)
        desk.opened.connect(self._forget)
        desk.page_turned.connect(lambda _: self._follow_hand("page"))
        desk.selected.connect(lambda _: self._follow_hand("story"))

    @property
    def document(self) -> Document:
        """The issue that is looked through."""
        return self._desk.document

    # Asking

    @property
    def is_busy(self) -> bool:
        """Whether copy is still to be looked through."""
        return self._texts is not None

    def watch(self, wanted: bool) -> None:
        """Somebody looks at what is found, or nobody any more."""
        self.is_watched = wanted
        if wanted:
            self.follow()
        else:
            if self.is_busy:
                self._asked = None
            self._stop()
            self.whereabouts.forget()
            self.changed.emit()

    def ask(self, wanted: Wanted, reach: Reach) -> None:
        """Asks a query; only what it changes into may be another without looking through the copy again."""
        keeps = reach == self.reach == "selection" and self.field.within is not None
        field = self.field if keeps else field_of(self._desk, reach)
        try:
            if self._matcher is not None and self._matcher.use(wanted):
                self.wanted, self.refusal = wanted, None
                if (reach, field) == (self.reach, self.field):
                    self.changed.emit()
                    return
            else:
                self._matcher, self.wanted, self.refusal = None, wanted, None
                self._matcher = Matcher(wanted)
        except Refusal as refusal:
            self.refusal = refusal
            self.wanted = wanted
            if self._matcher is None:
                self._stop()
                self._know([], {})
            self.changed.emit()
            return
        self.reach, self.field = reach, field
        self.left_out.clear()
        self._begin(fresh=True)

    def follow(self) -> None:
        """Looks again where the issue is another than when it was asked; what has not changed is known."""
        if self.is_watched:
            self.look()

    def look(self) -> None:
        """The same, though nobody looks at what is found: who asks for the next hit needs it."""
        if self._matcher is not None and not self._is_asked:
            self._begin(fresh=False)

    @property
    def _is_asked(self) -> bool:
        """Whether the issue has been looked through, or is being, as it is now."""
        asked = self._asked
        return asked is not None and asked[0] is self._desk.document and asked[1] == self.field

    def finish(self) -> None:
        """Looks through all that is left, now: before anything is changed."""
        self.look()
        while self._texts is not None:
            self._look(float("inf"))

    def _follow_hand(self, reach: Reach) -> None:
        if self.is_watched and self.reach == reach:
            self.field = field_of(self._desk, reach)
            self.follow()

    def _begin(self, *, fresh: bool) -> None:
        if not fresh:
            self._move_ranges()
        if self.refusal is not None and self.refusal.code == "finding.slow":
            self.refusal = None
        self._asked = self._desk.document, self.field
        self._texts, self._coming, self.is_cut = reached(self._desk, self.field), [], False
        self._coming_orders = {}
        if fresh:
            self._know(self._coming, self._coming_orders)
            self._begun()
            self.changed.emit()
        self._desk.turns.ask(self._next, Urgency.PANEL)

    def _begun(self) -> None:
        """Another query was asked, or another issue is open."""

    def _next(self) -> None:
        self._look(PIECE_SECONDS)
        if self._texts is not None:
            self._desk.turns.ask(self._next, Urgency.PANEL)

    def _look(self, seconds: float) -> None:
        """Looks through what the time allows."""
        until = time.thread_time() + seconds
        count = len(self._coming)
        try:
            for text in self._texts or ():
                self._take(text)
                if len(self._coming) >= MOST_HITS:
                    self.is_cut = True
                    del self._coming[MOST_HITS:]
                    break
                if time.thread_time() > until:
                    if self.hits is self._coming and self._coming and not count:
                        # The first of them are seen at once, the others when all are known.
                        self.version += 1
                        self.changed.emit()
                    return
        except Refusal as refusal:
            self.refusal, self._coming = refusal, []
        self._stop()
        self._know(self._coming, self._coming_orders)
        self.changed.emit()
        self.done.emit()

    def _take(self, text: Text) -> None:
        assert self._matcher is not None
        self._coming_orders[text.paragraph.id] = len(self._coming_orders)
        found = self._matcher.hits(text, self.field.within)
        if found and self.field.page:
            found = [hit for hit in found if (place := self.place(hit)) is not None and place.page == self.field.page]
        self._coming += found

    def place(self, hit: Hit) -> Place | None:
        """Where a hit stands."""
        return self.whereabouts.place(hit)

    def _know(self, hits: list[Hit], orders: dict[str, int]) -> None:
        self.hits, self._orders = hits, orders
        self.version += 1

    def _stop(self) -> None:
        self._texts = None
        self._desk.turns.drop(self._next)

    def _forget(self) -> None:
        """Another issue is open, or none."""
        self._stop()
        self.whereabouts.forget()
        self._asked = None
        self._know([], {})
        self._begun()
        if self._matcher is not None:
            self._matcher = Matcher(self._matcher.wanted)
        self.changed.emit()
        self.follow()

    def _move_ranges(self) -> None:
        """What is left out, and what was selected, keep their places in paragraphs that have become others."""
        if self._asked is None or not (self.left_out or self.field.within):
            return
        old = {hit.text.paragraph.id: hit.text.paragraph.text for hit in self.hits}
        new = {
            text.paragraph.id: text.paragraph.text
            for text in reached(self._desk, Field(self.field.stories))
            if old.get(text.paragraph.id, text.paragraph.text) != text.paragraph.text
        }
        self.left_out = {
            (name, *_moved(old[name], new[name], start, end)) if name in new else (name, start, end)
            for name, start, end in self.left_out
        }
        within = self.field.within
        if within is not None:
            moved = {
                name: _moved(old[name], new[name], *ends) if name in new else ends for name, ends in within.items()
            }
            self.field = self.field._replace(within=moved)


def _moved(old: str, new: str, start: int, end: int) -> tuple[int, int]:
    """Where a range stands after its paragraph has become another: what lies behind the change moves along."""
    same = next(
        (at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new))
    )
    by = len(new) - len(old)
    tail = 0
    while tail < min(len(old), len(new)) - same and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    behind = len(old) - tail
    return start + by if start >= behind else start, end + by if end >= behind else end
