"""Justification of one line (行内调整): white is taken away or added level by level, all places of a level equally.

In: a prepared paragraph, a line of it and its measure. Out: how far each gap moves. Order and amounts are the tables of ``rules``;
source: clreq, "Line adjustment". Lengths are em.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from operator import add
from typing import Final

import msgspec

from layoutdesk.text import rules
from layoutdesk.text.elastic import spread_runs, yielded
from layoutdesk.text.prepare import Prepared
from layoutdesk.text.shaping import JOINED

_TINY: Final = 1e-9
#: What letters may leave over that give way by rounded shares, em.
_ROUNDED: Final = 1e-4
#: A place that gives or takes: gap, level, amount in em.
_Place = tuple[int, int, float]


class Fitted(msgspec.Struct, frozen=True):
    """A line fitted to its measure.

    ``each`` is added at every gap, ``moves`` (empty, or one for each character) is how far single characters move besides.
    ``width`` is the width as set; white of the last mark that does not fit hangs beyond it. ``spaced`` is what was added between
    the glyphs of a line that has no gap, or at each gap of a Western one before its letters gave way. Glyphs are ``scale`` as wide
    as they are by themselves; ``split``: ligatures are set letter by letter.
    """

    each: float
    moves: tuple[float, ...]
    width: float
    spaced: float = 0.0
    scale: float = 1.0
    split: bool = False

    @property
    def loose(self) -> float:
        """How loose the line is: what was added at every gap, em."""
        return self.each + self.spaced


def natural(prepared: Prepared, start: int, end: int) -> Fitted:
    """The line at its natural width, the last mark without its white."""
    return Fitted(0.0, (), prepared.right[end] - prepared.left[start])


def fit(prepared: Prepared, start: int, end: int, measure: float, *, stretch: bool, hyphen: float = 0.0) -> Fitted:
    """The line fitted to ``measure``: squeezed where it is wider, driven out (``stretch``) where it is narrower.

    ``hyphen`` is the width of a hyphen that follows its last character.
    """
    width = prepared.right[end] - prepared.left[start] + hyphen
    trail = prepared.trail[end]
    if not stretch and width <= measure:
        return Fitted(0.0, (), width)
    lacking = measure - width - trail
    if -trail <= lacking <= 0.0:
        # The white at the line's end goes first and is enough: so in most lines that are not driven out.
        return Fitted(0.0, (), width + trail + lacking)
    if prepared.elastic:
        return _western(prepared, start, end, lacking, measure, hyphen)
    if lacking <= 0.0:
        moves, given = _shrunk(prepared, start, end, -lacking, trail)
        return Fitted(0.0, moves, width + trail - given)
    moves, taken = _widened(prepared, start, end, lacking)
    lacking -= taken
    count = prepared.gaps[end - 1] - prepared.gaps[start]
    if lacking <= 0.0 or not count:
        return _spaced(prepared, start, end, lacking, moves, measure)
    closed = closed_gaps(prepared, start, end)
    count = count - len(closed) or count
    if prepared.tracking and lacking > count * prepared.loosest:
        spread, taken = spread_runs(prepared, start, end, lacking - count * prepared.loosest)
        moves, lacking = _together(moves, spread), lacking - taken
    each = lacking / count
    if closed and count < prepared.gaps[end - 1] - prepared.gaps[start]:
        moves = _together(moves, _moves([(at, 0, each) for at in closed], {0: 1.0}, end - start, start, -1.0))
    return Fitted(each, moves, measure)


def closed_gaps(prepared: Prepared, start: int, end: int) -> list[int]:
    """The gaps inside a line that stay as they are while all others widen: before closing marks and 点号, and behind opening ones.

    Marks stay at what they belong to; how loose a line may be is reckoned with all its gaps (see ``cost``).
    """
    gaps = prepared.gaps
    return [
        at
        for found in rules.HUGGED.finditer(prepared.letters, start + 1, end)
        if gaps[at := found.start()] > gaps[at - 1]
    ]


def _shrunk(prepared: Prepared, start: int, end: int, wanted: float, trail: float) -> tuple[tuple[float, ...], float]:
    """Moves that take ``wanted`` away, and what they took; ``trail``, the white at the line's end, is a place like others."""
    places = _inside(prepared.gives, start, end)
    if trail:
        places = [*places, (end, rules.LINE_END, trail)]
    shares, given = _by_level(places, wanted)
    return _moves(places, shares, end - start, start, -1.0), given


def _widened(prepared: Prepared, start: int, end: int, wanted: float) -> tuple[tuple[float, ...], float]:
    """Moves that add up to ``wanted`` where gaps widen before all of them do, and what they added."""
    places = [place for place in _inside(prepared.takes, start, end) if place[1] < rules.STRETCH_ALL]
    shares, taken = _by_level(places, wanted)
    return _moves(places, shares, end - start, start, 1.0), taken


def _western(prepared: Prepared, start: int, end: int, lacking: float, measure: float, hyphen: float) -> Fitted:
    """A line of a Western paragraph whose letters give way: word spaces first, then letters; wider still, word spaces alone."""
    wider = lacking > 0.0
    sign = 1.0 if wider else -1.0
    places = _inside(prepared.takes if wider else prepared.gives, start, end)
    shares, moved = _by_level(places, sign * lacking)
    moves = _moves(places, shares, end - start, start, sign)
    left, scale, split = lacking - sign * moved, 1.0, False
    letters = yielded(prepared, start, end, left, hyphen) if abs(left) > _TINY else None
    if letters:
        left -= letters.moved
        scale, split = letters.scale, letters.split
        moves = _together(moves, letters.moves)
    count = prepared.gaps[end - 1] - prepared.gaps[start]
    if left <= (_TINY if count else _ROUNDED):
        return Fitted(0.0, moves, measure - left, moved / count if wider and count else 0.0, scale, split)
    if not count:
        # A word alone on its line is not spaced out.
        return Fitted(0.0, (), measure - lacking)
    return Fitted(left / count, moves, measure, moved / count, scale, split)


def _together(moves: tuple[float, ...], more: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(map(add, moves, more)) if moves and more else moves or more


def _inside(places: list[_Place], start: int, end: int) -> list[_Place]:
    """The gaps inside a line."""
    return places[bisect_left(places, (start + 1,)) : bisect_left(places, (end,))]


def _by_level(places: list[_Place], wanted: float) -> tuple[dict[int, float], float]:
    """The share of its white that each level gives or takes, lower ones used up before higher ones; what that is in all."""
    totals: dict[int, float] = {}
    for _, level, amount in places:
        totals[level] = totals.get(level, 0.0) + amount
    shares: dict[int, float] = {}
    left = wanted
    for level in sorted(totals):
        if left <= 0.0:
            break
        shares[level] = min(1.0, left / totals[level])
        left = max(0.0, left - totals[level])
    return shares, wanted - left


def _moves(places: list[_Place], shares: dict[int, float], length: int, start: int, sign: float) -> tuple[float, ...]:
    """How far each of ``length`` characters moves; empty where none does."""
    steps: list[float] = []
    for at, level, amount in places:
        if level in shares and at - start < length:
            steps = steps or [0.0] * length
            steps[at - start] = sign * amount * shares[level]
    return tuple(accumulate(steps))


def _spaced(
    prepared: Prepared, start: int, end: int, lacking: float, moves: tuple[float, ...], measure: float
) -> Fitted:
    """A line without a single gap (part of an address in a narrow column) is spaced between its glyphs to stay flush.

    In a Western paragraph a word alone on its line stays as it is: white stands between words, never in them.
    """
    joints = [at for at in range(start + 1, end) if prepared.boxes.gids[at] != JOINED and prepared.letters[at] != "x"]
    if lacking <= 0.0:
        return Fitted(0.0, moves, measure)
    if not joints or prepared.western:
        return Fitted(0.0, moves, measure - lacking - prepared.trail[end])
    steps = [0.0] * (end - start)
    for at in joints:
        steps[at - start] = lacking / len(joints)
    spaced = tuple(accumulate(steps))
    moves = tuple(map(sum, zip(moves, spaced, strict=True))) if moves else spaced
    return Fitted(0.0, moves, measure, lacking / len(joints))
