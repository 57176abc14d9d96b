"""Justification of one line (行内调整): white is taken away or added level by level, all places of a level equally.

In: a prepared paragraph, a line of it and its measure. Out: how far each gap moves. Order and amounts are the tables of ``rules``;
source: clreq, "Line adjustment". Lengths are em.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

import msgspec

from layoutdesk.text.prepare import Prepared
from layoutdesk.text.shaping import JOINED


class Fitted(msgspec.Struct, frozen=True):
    """A line fitted to its measure.

    ``each`` is added at every gap, ``moves`` (empty, or one for each character) is how far single characters move besides.
    ``width`` is the width as set; white of the last mark that does not fit hangs beyond it.
    """

    each: float
    moves: tuple[float, ...]
    width: float


def natural(prepared: Prepared, start: int, end: int) -> Fitted:
    """The line at its natural width, the last mark without its white."""
    return Fitted(0.0, (), prepared.right[end] - prepared.left[start])


def fit(prepared: Prepared, start: int, end: int, measure: float, *, stretch: bool, hyphen: float = 0.0) -> Fitted:
    """The line fitted to ``measure``: squeezed where it is wider, driven out (``stretch``) where it is narrower.

    ``hyphen`` is the width of a hyphen that follows its last character.
    """
    width = prepared.right[end] - prepared.left[start] + hyphen
    lacking = measure - width
    if lacking < 0.0:
        moves, given = _by_level(prepared.gives, start, end, -lacking, sign=-1.0)
        return Fitted(0.0, moves, width - given)
    if not stretch:
        return Fitted(0.0, (), width)
    if lacking <= prepared.trail[end]:
        return Fitted(0.0, (), measure)
    lacking -= prepared.trail[end]
    moves, taken = _by_level(prepared.takes, start, end, lacking, sign=1.0)
    lacking -= taken
    count = prepared.gaps[end - 1] - prepared.gaps[start]
    if lacking <= 0.0 or not count:
        return _spaced(prepared, start, end, lacking, moves, measure)
    return Fitted(lacking / count, moves, measure)


def _by_level(
    places: list[tuple[int, int, float]], start: int, end: int, wanted: float, *, sign: float
) -> tuple[tuple[float, ...], float]:
    """Moves that give ``wanted`` from the gaps inside the line, lower levels used up before higher ones; what they gave."""
    inside = places[bisect_left(places, (start + 1,)) : bisect_left(places, (end,))]
    if not inside or wanted <= 0.0:
        return (), 0.0
    totals: dict[int, float] = {}
    for _, level, amount in inside:
        totals[level] = totals.get(level, 0.0) + amount
    shares: dict[int, float] = {}
    left = wanted
    for level in sorted(totals):
        shares[level] = min(1.0, left / totals[level])
        left = max(0.0, left - totals[level])
    steps = [0.0] * (end - start)
    for at, level, amount in inside:
        steps[at - start] = sign * amount * shares[level]
    return tuple(accumulate(steps)), wanted - left


def _spaced(
    prepared: Prepared, start: int, end: int, lacking: float, moves: tuple[float, ...], measure: float
) -> Fitted:
    """A line without a single gap (part of an address in a narrow column) is spaced between its glyphs to stay flush."""
    joints = [at for at in range(start + 1, end) if prepared.boxes.gids[at] != JOINED and prepared.letters[at] != "x"]
    if lacking <= 0.0:
        return Fitted(0.0, moves, measure)
    if not joints:
        return Fitted(0.0, moves, measure - lacking - prepared.trail[end])
    steps = [0.0] * (end - start)
    for at in joints:
        steps[at - start] = lacking / len(joints)
    spaced = tuple(accumulate(steps))
    return Fitted(0.0, tuple(map(sum, zip(moves, spaced, strict=True))) if moves else spaced, measure)
