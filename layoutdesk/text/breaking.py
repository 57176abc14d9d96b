"""Line breaking: the breaks with the least total badness over a whole paragraph (全段优化).

In: a prepared paragraph and the measure of each line. Out: where its lines start. A forward dynamic programme over the places
that can be reached: nearly every character is 1 em wide, so each place looks at one or two line ends.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from math import inf
from operator import itemgetter
from typing import Final

import msgspec

from layoutdesk.text import rules
from layoutdesk.text.prepare import Prepared
from layoutdesk.text.relief import Demands, relief

#: A gap of this many em counts as fully stretched (badness 100).
STRETCHED: Final = 0.06
#: Badness of a line that gave up all its white: less than that of driving one character out of a line of up to 30 em, so that
#: a mark is pulled in before it is pushed out (先挤进，后推出).
SQUEEZED: Final = 15.0
#: Badness of a last line with too few characters (孤字): as bad as gaps of half an em.
LONE: Final = 60_000.0
#: Lines that lack more than this (em) are looked at only where nothing else fits, or (``WIDE``, a share of the measure: that of a
#: line with gaps of a third of an em) where breaks are in play that had better not be used, or the last line is too short.
LOOSE: Final = 2.0
WIDE: Final = 0.25
#: How often breaks are added and the paragraph broken anew; two or three times do for any copy that is no attack.
_ROUNDS: Final = 12
#: What one more line costs that ends with a hyphen where as many in a row do as may.
HYPHENED: Final = 3e6
#: What a line costs that is wider than its measure.
OVERFULL: Final = 1e15
#: No loose line is as bad as one that is wider than its measure.
_WORST: Final = 1e6
TINY: Final = 1e-9


class Places(msgspec.Struct):
    """The break places of one stretch as columns; entry 0 is its start, the last entry its end.

    ``flex`` is what letters before a place take, empty where they do not give way. ``capped`` is ``penalty`` after ``ladder`` lines
    in a row with hyphens, empty where any number may have them.
    """

    at: list[int]
    left: Sequence[float]
    right: Sequence[float]
    trail: Sequence[float]
    room: Sequence[float]
    room_end: Sequence[float]
    supple: Sequence[float]
    supple_end: Sequence[float]
    gaps: Sequence[int]
    gaps_end: Sequence[int]
    penalty: Sequence[float]
    flex: Sequence[float] = ()
    flex_end: Sequence[float] = ()
    capped: Sequence[float] = ()
    ladder: int = 0


_USUAL: Final = Demands()


def break_lines(
    prepared: Prepared, start: int, end: int, measures: Sequence[float], demands: Demands = _USUAL
) -> list[int]:
    """Where the lines of characters ``start`` to ``end`` end, the last entry ``end``.

    ``measures`` in em, one for each line, the last for all that follow. Breaks inside words are tried only at a line that would
    otherwise be wider than its measure, or, where lines are flush, looser than the style likes; those that break a rule only
    against the former.
    """
    breaks = [at for at in prepared.breaks if start < at < end]
    penalties = prepared.soft
    lone = _lone(prepared, start, end, demands.last_line)
    for turn in range(_ROUNDS):
        places = _places(prepared, start, end, breaks, penalties)
        ends = _optimum(places, measures, lone, WIDE if turn else 0.0)
        if not turn and _costly(ends, lone, penalties):
            ends = _optimum(places, measures, lone, WIDE)
        more = relief(prepared, start, ends, measures, set(breaks), demands)
        if not more or turn == _ROUNDS - 1:
            break
        penalties = penalties | more
        breaks = sorted({*breaks, *more})
    return ends


def _costly(ends: list[int], lone: int, penalties: dict[int, float]) -> bool:
    """Whether the last line is too short, or a line ends where it had better not."""
    return (len(ends) > 1 and ends[-2] >= lone) or not penalties.keys().isdisjoint(ends)


def lines_of_count(
    prepared: Prepared, start: int, end: int, measures: Sequence[float], count: int, breaks: list[int], least: int = 2
) -> list[int]:
    """The best line ends with exactly ``count`` lines that start at ``breaks``; empty where there are none.

    ``least`` is how many characters the last line should have.
    """
    each = [measures[min(number, len(measures) - 1)] for number in range(count + 2)]
    places = _places(prepared, start, end, breaks, prepared.soft)
    return _optimum(places, each, _lone(prepared, start, end, least), WIDE, count)


def _places(prepared: Prepared, start: int, end: int, breaks: list[int], penalties: dict[int, float]) -> Places:
    at = [start, *breaks, end]
    pick = itemgetter(*at)
    before = itemgetter(start, *[place - 1 for place in at[1:]])
    penalty = [penalties.get(place, 0.0) ** 2 for place in at] if penalties else [0.0] * len(at)
    flex = prepared.elastic.flex if prepared.elastic else None
    return Places(
        at=at,
        left=_left(prepared, at, pick(prepared.left)),
        right=_right(prepared, at, pick(prepared.right)),
        trail=pick(prepared.trail),
        room=pick(prepared.room),
        room_end=before(prepared.room),
        supple=pick(prepared.supple),
        supple_end=before(prepared.supple),
        gaps=pick(prepared.gaps),
        gaps_end=before(prepared.gaps),
        penalty=penalty,
        flex=pick(flex) if flex else (),
        flex_end=before(flex) if flex else (),
        capped=_capped(prepared, at, penalty) if prepared.ladder and prepared.western else (),
        ladder=prepared.ladder,
    )


def _capped(prepared: Prepared, at: list[int], penalty: list[float]) -> list[float]:
    """What places cost where no further line may end with a hyphen."""
    text, hyphens = prepared.text, prepared.hyphens
    last = len(at) - 1
    return [
        cost + HYPHENED**2 if 0 < number < last and (place in hyphens or text[place - 1] in rules.HYPHENS) else cost
        for number, (place, cost) in enumerate(zip(at, penalty, strict=True))
    ]


def _left(prepared: Prepared, at: list[int], left: Sequence[float]) -> Sequence[float]:
    """Where lines start, the white of opening marks included in a style that keeps it."""
    leads = prepared.leads
    return [edge - leads.get(place, 0.0) for place, edge in zip(at, left, strict=True)] if leads else left


def _right(prepared: Prepared, at: list[int], right: Sequence[float]) -> Sequence[float]:
    """Where lines end, the hyphens of divided words included (a stretch that is cut by hand has none at its end)."""
    hyphens = prepared.hyphens
    if not hyphens:
        return right
    return [*(edge + hyphens.get(place, 0.0) for place, edge in zip(at[:-1], right, strict=False)), right[-1]]


class Search(msgspec.Struct):
    """The state of a search: least cost and way back by line number and place; ``lone`` as ``_lone`` gives it.

    ``loose`` is how much a line of each number may lack although another end is nearer.
    """

    places: Places
    cost: list[list[float]]
    back: list[list[tuple[int, int]]]
    lone: int
    loose: list[float]


def _optimum(places: Places, measures: Sequence[float], lone: int, wide: float, count: int = 0) -> list[int]:
    """The line ends with the least sum of (1 + badness)², each state a place and the number of its line.

    Line numbers count only while measures still differ: a paragraph of one measure has one state a place. ``count``, fewer than
    the measures, is the number of lines wanted; the result is empty where they cannot be had.
    """
    last = len(places.at) - 1
    deepest = len(measures) - 1
    cost = [[inf] * (last + 1) for _ in measures]
    cost[0][0] = 0.0
    loose = [max(LOOSE, measure * wide) for measure in measures]
    search = Search(places, cost, [[(-1, -1)] * (last + 1) for _ in measures], lone, loose)
    extend = _extend
    if places.flex or places.capped:
        from layoutdesk.text.strain import extend_western as extend
    nearest = furthest = 0
    for depth in range(deepest):
        costs, reach = cost[depth], 0
        for source in range(nearest, min(furthest + 1, last)):
            if costs[source] < inf:
                reach = max(reach, extend(search, source, depth, measures[depth]))
        # Line n + 1 starts behind the first place at which line n may start.
        nearest, furthest = nearest + 1, reach
    costs, measure = cost[deepest], measures[deepest]
    for source in range(nearest, last):
        if costs[source] < inf:
            extend(search, source, deepest, measure)
    depth = count or min(range(deepest + 1), key=lambda number: cost[number][last])
    if cost[depth][last] == inf:
        return []
    ends, target = [], last
    while target > 0:
        ends.append(places.at[target])
        target, depth = search.back[depth][target]
    return ends[::-1]


def _extend(search: Search, source: int, depth: int, measure: float) -> int:
    """Enter every line that starts at place ``source`` as line ``depth`` and ends near its measure; gives the last place entered.

    Where none does, the last place that fits is taken however loose, else the first one, wider than the measure.
    """
    places, cost = search.places, search.cost
    right, trail, last = places.right, places.trail, len(places.at) - 1
    edge = places.left[source] + measure
    room, supple, gaps = places.room[source], places.supple[source], places.gaps[source]
    below = min(depth + 1, len(cost) - 1)
    row, origin, spent = cost[below], search.back[below], cost[depth][source]
    first = target = min(bisect_left(right, edge - search.loose[depth], source + 1), last)
    while target <= last:
        lacking = edge - right[target]
        if lacking < -TINY:
            given = places.room_end[target] - room
            if given + lacking < -TINY:
                break
            badness = SQUEEZED * (-lacking / given) ** 3
        elif target == last:
            badness = LONE if source and places.at[source] >= search.lone else 0.0
        else:
            lacking -= trail[target] + places.supple_end[target] - supple
            badness = looseness(lacking, places.gaps_end[target] - gaps) if lacking > 0.0 else 0.0
        total = spent + (1.0 + badness) ** 2 + places.penalty[target]
        if total < row[target]:
            row[target] = total
            origin[target] = (source, depth)
        target += 1
    return target - 1 if target > first else enter_last_resort(search, source, depth, first, edge)


def enter_last_resort(search: Search, source: int, depth: int, first: int, edge: float) -> int:
    """Enter the line of which no end is near the measure; gives the place where it ends."""
    target, more = _last_resort(search.places, source, first, edge)
    total, below = search.cost[depth][source] + more, min(depth + 1, len(search.cost) - 1)
    if total < search.cost[below][target]:
        search.cost[below][target] = total
        search.back[below][target] = (source, depth)
    return target


def _last_resort(places: Places, source: int, first: int, edge: float) -> tuple[int, float]:
    """Where a line ends of which no end is near the measure, and its demerits; ``first`` is the first place beyond."""
    if first - 1 > source:
        target = first - 1
        lacking = edge - places.right[target]
        return target, (1.0 + looseness(lacking, places.gaps_end[target] - places.gaps[source])) ** 2
    target = source + 1
    return target, OVERFULL * (1.0 + places.right[target] - edge)


def looseness(lacking: float, gaps: int) -> float:
    """The badness of a line whose ``gaps`` gaps share ``lacking`` em."""
    ratio = lacking / ((gaps or 0.1) * STRETCHED)
    badness = 100.0 * ratio * ratio * ratio
    return badness if badness < _WORST else _WORST


def _lone(prepared: Prepared, start: int, end: int, least: int) -> int:
    """The first place from which fewer than ``least`` characters, marks not counted, remain."""
    if least < 2:
        return end
    seen = 0
    for at in range(end - 1, start - 1, -1):
        if prepared.letters[at] not in rules.MARKS:
            seen += 1
            if seen == least:
                return at + 1
    return start
