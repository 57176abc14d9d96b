"""Line breaking of paragraphs whose letters give way, whose words are divided, or that may have so many hyphens in a row.

In: a search of ``breaking`` at one place. Out: the lines that start there, entered with their demerits. Loaded where a style asks
for it: the search of all other paragraphs knows nothing of it.
"""

from __future__ import annotations

from bisect import bisect_left

from layoutdesk.text.breaking import Search, enter_overfull
from layoutdesk.text.cost import LONE, STRAINED, TINY, looseness
from layoutdesk.text.places import Places, signs


def extend_yielding(search: Search, source: int, depth: int, measure: float) -> int:
    """As ``breaking._extend``, for paragraphs whose letters give way, whose words are divided or that may have so many hyphens in a
    row.
    """
    places = search.places
    edge, spent = places.left[source] + measure, search.cost[depth][source]
    penalty = places.capped if places.capped and _laddered(search, source, depth) else places.penalty
    below, last = min(depth + 1, len(search.cost) - 1), len(places.at) - 1
    row, origin, entered = search.cost[below], search.back[below], 0
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
                total = spent + (1.0 + badness) ** 2 + penalty[target]
                if total < row[target]:
                    row[target] = total
                    origin[target] = (source, depth)
            target += 1
        if not entered and first == source + 1:
            return enter_overfull(search, source, depth, edge)
        first = target = first - 1
    return entered


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


def _laddered(search: Search, target: int, depth: int) -> bool:
    """Whether the lines before the place have hyphens in a row, as many as may be."""
    places = search.places
    for _ in range(places.ladder):
        if places.capped[target] == places.penalty[target]:
            return False
        target, depth = search.back[depth][target]
    return True


def _strain(lacking: float, gaps: int, flex: float, supplest: float) -> float:
    """The badness of a line whose letters take up to ``flex`` em once its gaps are ``supplest`` wide."""
    taken = min(flex, lacking - gaps * supplest)
    return looseness(lacking - taken, gaps) + STRAINED * taken / flex if flex else looseness(lacking, gaps)
