"""The finder: a query asked of the issue in pieces between what the hand does, kept true while the issue changes.

It knows what was found in the order of the pages, where among it the hand is, what of it is left out or closed, and changes it.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from layoutdesk.base.problem import Refusal
from layoutdesk.finding import Hit, Matcher, Outcome, Text, Wanted, becomes, changing, closed, readings_lost
from layoutdesk.model import Document
from layoutdesk.model.document import story_ids
from layoutdesk.ui.finding.reach import Field, Reach, field_of, reached
from layoutdesk.ui.finding.whereabouts import Place, Whereabouts
from layoutdesk.ui.turns import Urgency

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk

#: Seconds of the processor that finding takes of one turn of the event loop.
PIECE_SECONDS: Final = 0.012
#: More hits than anybody looks through; no change is made of a part of them.
MOST_HITS: Final = 5_000


class _Spot(NamedTuple):
    """A place in the copy; ``is_hit``: the hit that begins there is the current one."""

    paragraph: str = ""
    start: int = 0
    is_hit: bool = False


class Finder(QObject):
    """Finds for one desk. ``changed``: other hits than before, or another is the current one; ``done``: all have been found."""

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
        #: Whether hits are to become something; else they are only found.
        self.changes = False
        self.takes_closed = False
        self.left_out: set[tuple[str, int, int]] = set()
        self._to_change: tuple[object, list[Hit], int] = (None, [], 0)
        #: Whether anybody looks at what is found; else nothing is looked for.
        self.is_watched = False
        self._matcher: Matcher | None = None
        self._asked: tuple[Document, Field] | None = None
        self._texts: Iterator[Text] | None = None
        self._coming: list[Hit] = []
        #: The numbers of paragraphs in the order of reading, of what was found and of what is coming.
        self._orders: dict[str, int] = {}
        self._coming_orders: dict[str, int] = {}
        self._closed: tuple[Document | None, dict[str, str]] = (None, {})
        #: Where the hand is.
        self._at = _Spot()
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
        if self._matcher is not None and self._asked != (self._desk.document, self.field):
            self._begin(fresh=False)

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
        self._asked = self._desk.document, self.field
        self._texts, self._coming, self.is_cut = reached(self._desk, self.field), [], False
        self._coming_orders = {}
        if fresh:
            self._know(self._coming, self._coming_orders)
            self._at = self._hand_at()
            self.changed.emit()
        self._desk.turns.ask(self._next, Urgency.PANEL)

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
        self._asked, self._at = None, _Spot()
        self._know([], {})
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

    # Where the hand is

    @property
    def current(self) -> int:
        """The number of the hit that the hand is at; -1 where it is at none."""
        place = self._behind(self._at) if self._at.is_hit else len(self.hits)
        if place < len(self.hits) and self._key(self.hits[place]) == self._order(self._at):
            return place
        return -1

    def _order(self, spot: _Spot) -> tuple[int, int]:
        return self._orders.get(spot.paragraph, 0), spot.start

    def _key(self, hit: Hit) -> tuple[int, int]:
        return self._orders.get(hit.text.paragraph.id, 0), hit.start

    def _behind(self, spot: _Spot) -> int:
        """The number of the first hit at or behind a place."""
        return bisect_left(self.hits, self._order(spot), key=self._key)

    def go(self, number: int) -> None:
        """Takes the hand to a hit."""
        hit = self.hits[number]
        self._at = _Spot(hit.text.paragraph.id, hit.start, is_hit=True)
        self.changed.emit()

    def next(self, by: int) -> tuple[int, bool]:
        """The number of the next hit (1) or the one before (-1), and whether it lies beyond the end; -1 where there is none."""
        if not self.hits:
            return -1, False
        here, place = self.current, self._behind(self._at)
        wanted = here + by if here >= 0 else place if by > 0 else place - 1
        return wanted % len(self.hits), not 0 <= wanted < len(self.hits)

    def begin_at_hand(self) -> None:
        """The next hit is that behind the caret, else the first of the selected element, else of the page in view."""
        self._at = self._hand_at()

    def _hand_at(self) -> _Spot:
        desk, page = self._desk, self._desk.page
        if desk.marked is not None:
            return _Spot(desk.marked.paragraph, desk.marked.start)
        held = getattr(desk.element, "story", "")
        names = {held} if held else set(story_ids(page)) if page is not None else set()
        text = next((text for text in reached(desk, self.field) if text.story in names), None)
        return _Spot(text.paragraph.id) if text is not None else _Spot()

    def place(self, hit: Hit) -> Place | None:
        """Where a hit stands."""
        return self.whereabouts.place(hit)

    # What becomes of hits

    def becomes(self, hit: Hit) -> str | None:
        """The text that a hit would become; nothing where nothing is changed or its text stays."""
        if not self.changes or self._matcher is None or self.wanted.keeps_text or self.refusal is not None:
            return None
        return becomes(hit, self._matcher)

    def why_closed(self, hit: Hit) -> str:
        """Why a hit is not changed, though it is found: ``locked``, ``notice``, ``advert``; empty where it is."""
        if self._closed[0] is not self._desk.document:
            self._closed = self._desk.document, closed(self._desk.document)
        return "" if self.takes_closed else self._closed[1].get(hit.text.story, "")

    def is_left_out(self, hit: Hit) -> bool:
        """Whether the hand has left a hit out of what is changed."""
        return (hit.text.paragraph.id, hit.start, hit.end) in self.left_out

    def leave_out(self, hit: Hit, wanted: bool) -> None:
        """Leaves a hit out of what is changed, or takes it in again."""
        key = hit.text.paragraph.id, hit.start, hit.end
        (self.left_out.add if wanted else self.left_out.discard)(key)
        self.changed.emit()

    @property
    def to_change(self) -> list[Hit]:
        """The hits that changing all would change."""
        return self._counted()[1]

    @property
    def closed(self) -> int:
        """How many hits are not changed, though they are found."""
        return self._counted()[2]

    def _counted(self) -> tuple[object, list[Hit], int]:
        key = self.version, len(self.hits), self.document, self.takes_closed, frozenset(self.left_out)
        if self._to_change[0] != key:
            opened = [hit for hit in self.hits if not self.why_closed(hit)]
            out = self.left_out
            chosen = [hit for hit in opened if not out or not self.is_left_out(hit)]
            self._to_change = key, chosen, len(self.hits) - len(opened)
        return self._to_change

    @property
    def may_change(self) -> bool:
        """Whether hits may be changed now: something is to become of them, and all of it can be said."""
        session = self._desk.session
        lawful = session is not None and not session.read_only and self.refusal is None
        return lawful and self.changes and self._matcher is not None and bool(self.hits)

    def outcome(self, hits: list[Hit]) -> Outcome:
        """What would become of hits."""
        assert self._matcher is not None
        return changing(self._desk.document, hits, self._matcher)

    def readings(self, hits: list[Hit]) -> int:
        """How many readings would go with hits."""
        assert self._matcher is not None
        return readings_lost(hits, self._matcher)

    def change(self, hits: list[Hit]) -> Outcome | None:
        """Changes hits, as one step of the history; nothing where the issue refuses."""
        assert self._desk.session is not None
        outcome = self.outcome(hits)
        if not outcome.steps:
            return outcome
        last, new = hits[-1], self.becomes(hits[-1])
        end = last.end if new is None else last.start + len(new)
        self._desk.session.settle()
        if not self._desk.apply(outcome.step):
            return None
        self._at = _Spot(last.text.paragraph.id, end)
        self.finish()
        return outcome


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
