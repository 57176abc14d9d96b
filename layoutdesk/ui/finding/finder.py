"""The finder: where among what was found the hand is, what of it is left out or closed, what it becomes."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from layoutdesk.finding import Hit, Outcome, becomes, changing, closed, readings_lost
from layoutdesk.model import Document
from layoutdesk.model.document import story_ids
from layoutdesk.ui.finding.reach import reached
from layoutdesk.ui.finding.search import Search

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk


class _Spot(NamedTuple):
    """A place in the copy; ``is_hit``: the hit that begins there is the current one."""

    paragraph: str = ""
    start: int = 0
    is_hit: bool = False


class Finder(Search):
    """Finds and changes for one desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        #: Whether hits are to become something; else they are only found. Whether those that are closed are, too.
        self.changes = self.takes_closed = False
        self._to_change: tuple[object, list[Hit], int] = (None, [], 0)
        self._closed: tuple[Document | None, dict[str, str]] = (None, {})
        #: Where the hand is.
        self._at = _Spot()
        #: How many hits of the query have been changed since it was asked, or since the history was travelled.
        self.count_changed = 0
        desk.travelled.connect(self._unchanged)

    def _begun(self) -> None:
        self._at, self.count_changed = self._hand_at(), 0

    def _unchanged(self, _: object) -> None:
        self.count_changed = 0

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
        key = self.version, len(self.hits), id(self.document), self.takes_closed, frozenset(self.left_out)
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
        left, self.left_out = self.left_out, set()
        behind = self._left_behind(left, hits)
        self._desk.session.settle()
        if not self._desk.apply(outcome.step):
            self.left_out = left
            return None
        self.left_out = behind
        self.count_changed += outcome.changed
        self._at = _Spot(last.text.paragraph.id, end)
        self.finish()
        return outcome

    def _left_behind(self, left: set[tuple[str, int, int]], hits: list[Hit]) -> set[tuple[str, int, int]]:
        """Where the hits that are left out stand once the others are changed."""
        grows: dict[str, list[tuple[int, int]]] = {}
        for hit in hits if left else ():
            new = self.becomes(hit)
            by = 0 if new is None else len(new) - (hit.end - hit.start)
            grows.setdefault(hit.text.paragraph.id, []).append((hit.start, by))
        moved = set[tuple[str, int, int]]()
        for name, start, end in left:
            by = sum(each for at, each in grows.get(name, ()) if at < start)
            moved.add((name, start + by, end + by))
        return moved
