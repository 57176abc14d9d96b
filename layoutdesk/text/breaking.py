"""Line breaking: the breaks with the least cost over a whole paragraph (全段优化); what a line costs is in ``cost``.

In: a prepared paragraph and the measure of each line. Out: where its lines start. A forward dynamic programme over the places
that can be reached: nearly every character is 1 em wide, so each place looks at one or two line ends.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from math import inf
from typing import Final

import msgspec

from layoutdesk.text import rules
from layoutdesk.text.cost import BOUNDLESS, LONE, OVERFULL, SQUEEZED, TINY, looseness, widest_gap
from layoutdesk.text.places import Places, near_of, places_of, signs
from layoutdesk.text.prepare import Prepared
from layoutdesk.text.relief import Demands, relief

#: Lines whose gaps share more than this (em) are looked at only where the best ones without them do not rule them out.
LOOSE: Final = 1.6
#: How often breaks are added and the paragraph broken anew; two or three times do for any copy that is no attack.
_ROUNDS: Final = 12


class Broken(msgspec.Struct, frozen=True):
    """Where lines end, and among what that is best: the places before the end where they may, and what it costs to break there."""

    ends: list[int]
    breaks: list[int]
    penalties: dict[int, float]


_USUAL: Final = Demands()


def break_lines(
    prepared: Prepared, start: int, end: int, measures: Sequence[float], demands: Demands = _USUAL
) -> Broken:
    """Where the lines of characters ``start`` to ``end`` end, the last entry ``end``.

    ``measures`` in em, one for each line, the last for all that follow. Breaks inside words are tried only at a line that would
    otherwise be wider than its measure, or, where lines are flush, looser than the style likes; those that break a rule only
    against the former.
    """
    breaks = [at for at in prepared.breaks if start < at < end]
    penalties = prepared.soft
    lone = _lone(prepared, start, end, demands.last_line)
    for turn in range(_ROUNDS):
        ends = _best(places_of(prepared, start, end, breaks, penalties), measures, lone)
        more = relief(prepared, start, ends, measures, set(breaks), demands)
        if not more or turn == _ROUNDS - 1:
            break
        penalties = penalties | more
        breaks = sorted({*breaks, *more})
    return Broken(ends, breaks, penalties)


def lines_of_count(
    prepared: Prepared, start: int, best: Broken, measures: Sequence[float], count: int, least: int = 2,
    gap: float = BOUNDLESS,
) -> list[int]:  # fmt: skip
    """The line ends with exactly ``count`` lines that cost least among the places of the ``best``; empty where there are none.

    ``least`` is how many characters the last line should have. Lines whose gaps widen by more than ``gap`` em are looked at only in
    need.
    """
    each = [measures[min(number, len(measures) - 1)] for number in range(count + 2)]
    places = places_of(prepared, start, best.ends[-1], best.breaks, best.penalties)
    return _optimum(places, each, _lone(prepared, start, best.ends[-1], least), gap, count)[0]


class Search(msgspec.Struct):
    """The state of a search: least cost and way back by line number and place; ``lone`` as ``_lone`` gives it.

    With ``runs`` over 1 each line number has so many rows: for how many lines in a row ended with a hyphen before. Lines are looked
    at whose gaps widen by no more than ``gap`` em, and no place that they may end at has a ``near`` under that of their start and
    the measure (see ``near_of``).
    """

    places: Places
    cost: list[list[float]]
    back: list[list[tuple[int, int]]]
    lone: int
    gap: float
    near: Sequence[float]
    runs: int = 1

    def way(self, row: int) -> tuple[list[int], float]:
        """The line ends of the best way to the end that comes in by ``row``, and what it costs; none where there is none."""
        ends, target, total = list[int](), len(self.places.at) - 1, self.cost[row][-1]
        while target > 0 and total < inf:
            ends.append(self.places.at[target])
            target, row = self.back[row][target]
        return ends[::-1], total


def _best(places: Places, measures: Sequence[float], lone: int) -> list[int]:
    """The line ends that cost least of all there are.

    They are looked for first among lines that are not loose. No line of better ones can cost more by itself than those do together:
    that bounds how loose it is, and so what is left to be looked at.
    """
    gap = LOOSE / max(max(measures), 1.0)
    ends, cost = _optimum(places, measures, lone, gap)
    widest = widest_gap(cost)
    return ends if widest <= gap else _optimum(places, measures, lone, widest, most=cost)[0] or ends


def _optimum(
    places: Places, measures: Sequence[float], lone: int, gap: float, count: int = 0, most: float = inf
) -> tuple[list[int], float]:
    """The line ends with the least sum of costs, of lines whose gaps widen by no more than ``gap`` em, and that sum.

    ``count``, fewer than the measures, is the number of lines wanted; there are no ends where they cannot be had. What costs
    ``most`` is not followed. Hyphens in a row are looked at where the best way without a thought of them has too many.
    """
    search = _search(places, measures, lone, gap)
    found = _searched(search, measures, count, most)
    if places.capped:
        from layoutdesk.text.strain import has_too_many, searched_in_rows

        if has_too_many(places, found[0]):
            return searched_in_rows(_search(places, measures, lone, gap, places.ladder + 1), measures, count, most)
    return found


def _search(places: Places, measures: Sequence[float], lone: int, gap: float, runs: int = 1) -> Search:
    last, rows = len(places.at) - 1, range(len(measures) * runs)
    cost = [[inf] * (last + 1) for _ in rows]
    cost[0][0] = 0.0
    return Search(places, cost, [[(-1, -1)] * (last + 1) for _ in rows], lone, gap, near_of(places, gap), runs)


def _searched(search: Search, measures: Sequence[float], count: int, most: float) -> tuple[list[int], float]:
    """What ``_optimum`` gives, hyphens in a row not looked at.

    Each state is a place and the number of its line. Line numbers count only while measures still differ: a paragraph of one
    measure has one state a place.
    """
    places, cost = search.places, search.cost
    last, deepest = len(places.at) - 1, len(measures) - 1
    extend = _extend
    if places.squeezed > SQUEEZED or places.hyphen or (places.flex and search.gap > places.supplest):
        from layoutdesk.text.strain import extend_yielding as extend
    nearest = furthest = 0
    for depth in range(deepest):
        costs, reach = cost[depth], 0
        for source in range(nearest, min(furthest + 1, last)):
            if costs[source] < most:
                reach = max(reach, extend(search, source, depth, measures[depth]))
        # Line n + 1 starts behind the first place at which line n may start.
        nearest, furthest = nearest + 1, reach
    costs, measure = cost[deepest], measures[deepest]
    for source in range(nearest, last):
        if costs[source] < most:
            extend(search, source, deepest, measure)
    return search.way(count or min(range(deepest + 1), key=lambda number: cost[number][last]))


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
    near = edge + supple + search.gap * places.at[source] - TINY
    first = target = min(bisect_left(search.near, near, source + 1), last)
    while True:
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
                badness = 0.0
                if lacking > 0.0:
                    badness = looseness(lacking, places.gaps_end[target] - gaps or signs(places, source, target))
            total = spent + (1.0 + badness) ** 2 + places.penalty[target]
            if total < row[target]:
                row[target] = total
                origin[target] = (source, depth)
            target += 1
        if target > first:
            return target - 1
        if first == source + 1:
            return enter_overfull(search, source, depth, below, edge)
        first = target = first - 1


def enter_overfull(search: Search, source: int, depth: int, below: int, edge: float) -> int:
    """Enter the line that is wider than its measure, since no end of it fits; gives the place where it ends."""
    target = source + 1
    total = search.cost[depth][source] + OVERFULL * (1.0 + search.places.right[target] - edge)
    if total < search.cost[below][target]:
        search.cost[below][target] = total
        search.back[below][target] = (source, depth)
    return target


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
