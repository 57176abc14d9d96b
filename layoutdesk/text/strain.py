"""Line breaking of paragraphs whose letters give way, whose words are divided, or that may have so many hyphens in a row.

In: a search of ``breaking`` at one place. Out: the lines that start there, entered with their demerits. Loaded where a style asks
for it: the search of all other paragraphs knows nothing of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from layoutdesk.text.breaking import Search, enter_overfull
from layoutdesk.text.cost import LONE, STRAINED, TINY, looseness
from layoutdesk.text.places import Places, signs


def extend_yielding(search: Search, source: int, depth: int, measure: float) -> int:
    """As ``breaking._extend``, for paragraphs whose letters give way, whose words are divided or that may have so many hyphens in a
    row; ``depth`` is the row of the search.
    """
    places, cost, back, runs = search.places, search.cost, search.back, search.runs
    edge, spent = places.left[source] + measure, cost[depth][source]
    penalty, last = places.penalty, len(places.at) - 1
    below, entered = min(depth // runs + 1, len(cost) // runs - 1) * runs, 0
    near = edge + places.supple[source] + search.gap * places.at[source] - places.hyphen - TINY
    near += places.flex[source] if places.flex else 0.0
    first = target = min(bisect_left(search.near, near, source + 1), last)
    while not entered:
        while target <= last:
            lacking = edge - places.right[target]
            given = places.room_end[target] - places.room[source]
            if given + lacking < -places.hyphen - TINY:
                break
            if given + lacking >= -TINY:
                entered = target
                badness = _badness(places, source, target, lacking, given, search.lone)
                row, price = (below, penalty[target]) if runs == 1 else _row(search, depth, below, target)
                total = spent + (1.0 + badness) ** 2 + price
                if total < cost[row][target]:
                    cost[row][target] = total
                    back[row][target] = (source, depth)
            target += 1
        if not entered and first == source + 1:
            row = below if runs == 1 else _row(search, depth, below, first)[0]
            return enter_overfull(search, source, depth, row, edge)
        first = target = first - 1
    return entered


def _row(search: Search, row: int, below: int, target: int) -> tuple[int, float]:
    """In which row a line from ``row`` comes in that ends at ``target``, and what it costs to break there."""
    places, most = search.places, search.runs - 1
    capped, penalty = places.capped[target], places.penalty[target]
    if capped == penalty:
        return below, penalty
    before = row % search.runs
    return below + min(before + 1, most), capped if before == most else penalty


def has_too_many(places: Places, ends: Sequence[int]) -> bool:
    """Whether more lines in a row end with hyphens than may."""
    hyphened = {at for at, capped, cost in zip(places.at, places.capped, places.penalty, strict=True) if capped != cost}
    row = 0
    for end in ends:
        row = row + 1 if end in hyphened else 0
        if row > places.ladder:
            return True
    return False


def searched_in_rows(search: Search, measures: Sequence[float], count: int, most: float) -> tuple[list[int], float]:
    """As ``breaking._searched``, by how many lines in a row ended with a hyphen too."""
    runs, last = search.runs, len(search.places.at) - 1
    for depth, measure in enumerate(measures):
        for source in range(last):
            for row in range(depth * runs, (depth + 1) * runs):
                if search.cost[row][source] < most:
                    extend_yielding(search, source, row, measure)
    rows = range(count * runs, (count + 1) * runs) if count else range(len(search.cost))
    return search.way(min(rows, key=lambda row: search.cost[row][last]))


def _badness(places: Places, source: int, target: int, lacking: float, given: float, lone: int) -> float:
    """The badness of a line of a Western paragraph that lacks so much, or is so much too wide and gives as much as it can."""
    if lacking < -TINY:
        return places.squeezed * (-lacking / given) ** 3
    if target == len(places.at) - 1:
        return LONE if source and places.at[source] >= lone else 0.0
    lacking -= places.trail[target] + places.supple_end[target] - places.supple[source]
    gaps = places.gaps_end[target] - places.gaps[source]
    if not gaps:
        return looseness(lacking, signs(places, source, target)) if lacking > 0.0 else 0.0
    if lacking <= gaps * places.supplest or not places.flex:
        return looseness(lacking, gaps) if lacking > 0.0 else 0.0
    return _strain(lacking, gaps, places.flex_end[target] - places.flex[source], places.supplest)


def _strain(lacking: float, gaps: int, flex: float, supplest: float) -> float:
    """The badness of a line whose letters take up to ``flex`` em once its gaps are ``supplest`` wide."""
    taken = min(flex, lacking - gaps * supplest)
    return looseness(lacking - taken, gaps) + STRAINED * taken / flex if flex else looseness(lacking, gaps)
