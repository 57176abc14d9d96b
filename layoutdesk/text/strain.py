"""Line breaking of Western paragraphs whose letters give way, and of those that may have so many hyphens in a row.

In: a search of ``breaking`` at one place. Out: the lines that start there, entered with their demerits. Loaded where a style asks
for it: the search of all other paragraphs knows nothing of it.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from layoutdesk.text.breaking import (
    LONE,
    SQUEEZED,
    STRETCHED,
    TINY,
    Places,
    Search,
    enter_last_resort,
    looseness,
)

#: Badness of a line whose letters stand as far apart and are as wide as they may be, besides that of its fully stretched spaces.
STRAINED: Final = 100.0


def extend_western(search: Search, source: int, depth: int, measure: float) -> int:
    """As ``breaking._extend``, for paragraphs whose letters give way or that may have so many hyphens in a row."""
    places = search.places
    edge, spent = places.left[source] + measure, search.cost[depth][source]
    penalty = places.capped if places.capped and _laddered(search, source, depth) else places.penalty
    below = min(depth + 1, len(search.cost) - 1)
    first = bisect_left(places.right, edge - search.loose[depth], source + 1)
    first = target = min(first, len(places.at) - 1)
    while target < len(places.at):
        badness = _badness(places, source, target, edge - places.right[target], search.lone)
        if badness is None:
            break
        total = spent + (1.0 + badness) ** 2 + penalty[target]
        if total < search.cost[below][target]:
            search.cost[below][target] = total
            search.back[below][target] = (source, depth)
        target += 1
    return target - 1 if target > first else enter_last_resort(search, source, depth, first, edge)


def _badness(places: Places, source: int, target: int, lacking: float, lone: int) -> float | None:
    """The badness of a line of a Western paragraph that lacks so much; none where it is too wide."""
    if lacking < -TINY:
        given = places.room_end[target] - places.room[source]
        if given + lacking < -TINY:
            return None
        return (STRAINED if places.flex else SQUEEZED) * (-lacking / given) ** 3
    if target == len(places.at) - 1:
        return LONE if source and places.at[source] >= lone else 0.0
    lacking -= places.trail[target] + places.supple_end[target] - places.supple[source]
    gaps = places.gaps_end[target] - places.gaps[source]
    if lacking <= gaps * STRETCHED or not places.flex:
        return looseness(lacking, gaps) if lacking > 0.0 else 0.0
    return _strain(lacking, gaps, places.flex_end[target] - places.flex[source])


def _laddered(search: Search, target: int, depth: int) -> bool:
    """Whether the lines before the place have hyphens in a row, as many as may be."""
    places = search.places
    for _ in range(places.ladder):
        if places.capped[target] == places.penalty[target]:
            return False
        target, depth = search.back[depth][target]
    return True


def _strain(lacking: float, gaps: int, flex: float) -> float:
    """The badness of a line whose letters take up to ``flex`` em once its word spaces count as fully stretched."""
    taken = min(flex, lacking - gaps * STRETCHED)
    return looseness(lacking - taken, gaps) + STRAINED * taken / flex if flex else looseness(lacking, gaps)
