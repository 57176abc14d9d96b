"""The way round of copyfitting: measure every change, put changes together, measure again, rank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from layoutdesk.edits import Batch, Edit
from layoutdesk.makeup.fitting.choose import cost_of, kind_of, varied_sets
from layoutdesk.makeup.fitting.depth import depth_moves
from layoutdesk.makeup.fitting.sources import SOURCES
from layoutdesk.makeup.fitting.stage import Stage
from layoutdesk.makeup.fitting.types import Fitting, Move, Part, Way
from layoutdesk.model import Document
from layoutdesk.text.fonts import FontBook

#: So many ways that fit and so many steps are listed; so many sets of changes are laid out.
_FITTING, _STEPS, _TRIALS = 8, 8, 24
#: So many steps of one kind.
_OF_KIND: Final = 3
#: What every slot costs that gaining lines leaves empty: of two ways the one that gains what is wanted is the better.
_EMPTY: Final = 0.15

#: A way with the keys of what it changes.
#: Lines over from which on room under the block alone is looked for: what changes no word wins a few dozen.
MOST_OVER: Final = 400
_Found = tuple[Way, frozenset[str]]


def fit(document: Document, page: str, element: str, book: FontBook, reserve: int = 0) -> Fitting:
    """The ways to fit the story of an element, all at once; see ``Search``."""
    search = Search(document, page, element, book, reserve)
    for _ in search.run():
        pass
    return search.fitting(done=True)


class Search:
    """The ways to fit the story of an element, as they are found.

    ``run`` goes on by one laying out (a millisecond or two) with every step, ``fitting`` tells what is known by then. The same
    document gives the same ways. ``reserve`` lines of room are wanted besides, for copy still to come: everything is measured
    with as many blank lines in the story. ``KeyError`` where there is no block or text frame of that name.
    """

    def __init__(self, document: Document, page: str, element: str, book: FontBook, reserve: int = 0) -> None:
        self.document, self.reserve = document, reserve
        self.present = Stage(document, page, element, book)
        self.stage = self.present.reserving(reserve) if reserve else self.present
        self.now = now = self.stage.now
        # Columns are level where fewer slots than columns stay empty; a story with more to come is not filled.
        short = now.under if now.under >= self.stage.columns and not reserve else 0
        self.wanted = 0 if now.lost else now.over or -short
        self.moves: list[Move] = []
        self.ways: dict[tuple[Edit, ...], _Found] = {}

    def run(self) -> Iterator[None]:
        """One laying out a step."""
        sign = (self.wanted > 0) - (self.wanted < 0)
        if not sign:
            return
        is_far = self.wanted > MOST_OVER
        for source in (depth_moves,) if is_far else SOURCES:
            for move in source(self.stage, sign):
                if move is not None:
                    self.moves.append(move)
                    self._take((move,))
                yield
        for chosen in varied_sets(self.moves, abs(self.wanted))[:_TRIALS]:
            self._take(chosen)
            yield

    def _take(self, moves: Sequence[Move]) -> None:
        """Measures moves made together and keeps them as a way where they bring the story nearer to fitting."""
        edits = tuple(edit for move in moves for edit in move.edits)
        standing = self.stage.stand(edits)
        if standing is None:
            return
        gained = standing.room - self.now.room
        sign = 1 if self.wanted > 0 else -1
        over_filled = sign < 0 and standing.over > self.now.over
        if gained * sign <= 0 or over_filled:
            return
        spare = max(0, standing.under - (self.stage.columns - 1))
        cost = cost_of(moves) + _EMPTY * standing.under * (sign > 0)
        fits = not standing.over and (gained >= self.wanted if sign > 0 else not spare)
        way = Way(
            _told(moves), Batch("edits.fit", edits), gained, round(cost, 3), standing.over, standing.under,
            standing.characters_over, fits,
        )  # fmt: skip
        self.ways[edits] = way, frozenset(move.key for move in moves)

    def fitting(self, *, done: bool = False) -> Fitting:
        """What is known by now."""
        ranked = sorted(self.ways.values(), key=lambda found: (not found[0].fits, found[0].cost, -abs(found[0].gained)))
        whole = self._needed([found for found in ranked if found[0].fits])
        listed = _steps(ranked, whole)
        furthest = max((way for way, _ in ranked), key=lambda way: abs(way.gained), default=None)
        if not whole and furthest is not None and furthest not in listed:
            listed = [*listed[: _STEPS - 1], furthest]
        most = max((abs(way.gained) for way, _ in ranked), default=0)
        present = self.present.now
        return Fitting(
            self.stage.story.id, self.stage.element.id, present.over, present.under, present.characters_over, self.wanted,
            self.reserve, self.now.lost, most, (*(way for way, _ in whole[:_FITTING]), *listed), done,
        )  # fmt: skip

    def _needed(self, ranked: Sequence[_Found]) -> list[_Found]:
        """The ways without those that change what a cheaper one changes, and more, for no better an end."""
        kept: list[_Found] = []
        for way, keys in ranked:
            if not any(theirs <= keys and self._spare(other) <= self._spare(way) for other, theirs in kept):
                kept.append((way, keys))
        return kept

    def _spare(self, way: Way) -> int:
        """Slots that a way leaves empty beyond those of level columns."""
        return max(0, way.under - (self.stage.columns - 1))


def _steps(ranked: Sequence[_Found], whole: Sequence[_Found]) -> list[Way]:
    """Single changes on the way, the first few of each kind (twenty paragraphs would hide the picture).

    Not those of which a cheaper way that fits changes nothing else.
    """
    seen: Counter[str] = Counter()
    found: list[Way] = []
    for way, keys in ranked:
        if way.fits or len(keys) > 1 or any(theirs == keys and other.cost <= way.cost for other, theirs in whole):
            continue
        kind = kind_of(next(iter(keys)))
        seen[kind] += 1
        if seen[kind] <= _OF_KIND:
            found.append(way)
    return found[:_STEPS]


def _told(moves: Sequence[Move]) -> tuple[Part, ...]:
    """What the moves do; several paragraphs are told as one thing."""
    shorter = [move for move in moves if move.key.startswith("paragraph ")]
    if len(shorter) < 2:
        return tuple(move.part for move in moves)
    code = shorter[0].part.code.replace("paragraph-", "paragraphs-")
    rest = tuple(move.part for move in moves if move not in shorter)
    return (
        Part(code, {"count": str(len(shorter)), "text": " ".join(move.part.args["text"] for move in shorter)}),
        *rest,
    )
