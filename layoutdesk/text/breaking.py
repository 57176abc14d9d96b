"""Line breaking: the breaks with the least total badness over a whole paragraph (全段优化).

In: a prepared paragraph and the measure of each line. Out: where its lines start. A forward dynamic programme over the places
that can be reached: nearly every character is 1 em wide, so each place looks at one or two line ends.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter
from typing import Final

import msgspec

from layoutdesk.text import rules
from layoutdesk.text.prepare import SOFT, Prepared
from layoutdesk.text.shaping import JOINED

#: A gap of this many em counts as fully stretched (badness 100).
STRETCHED: Final = 0.06
#: Badness of a line that gave up all its white; a full squeeze is as welcome as gaps of about 0.05 em.
SQUEEZED: Final = 50.0
#: Badness of a last line with one character (孤字).
LONE: Final = 300.0
#: Lines that lack more than this (em) are looked at only where nothing else fits.
LOOSE: Final = 2.0
#: Beyond gaps of this many em, words may break where they otherwise do not.
CAP: Final = 1 / 3
#: What such a break costs, and what a line costs that is wider than its measure.
EMERGENCY: Final = 500.0
OVERFULL: Final = 1e15
_INFINITE: Final = 1e18
_TINY: Final = 1e-9


class Places(msgspec.Struct):
    """The break places of one stretch as columns; entry 0 is its start, the last entry its end."""

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


def break_lines(prepared: Prepared, start: int, end: int, measures: Sequence[float]) -> list[int]:
    """Where the lines of characters ``start`` to ``end`` end, the last entry ``end``.

    ``measures`` in em, one for each line, the last for all that follow. Breaks inside words are tried only where a line would
    otherwise be looser than ``CAP`` or wider than its measure; those that break a rule, only against a line that is too wide.
    """
    breaks = [at for at in prepared.breaks if start < at < end]
    penalties = prepared.soft
    ends = _optimum(_places(prepared, start, end, breaks, penalties), measures, _lone(prepared, start, end))
    for degree in (1, 2, 3):
        trouble = _trouble(prepared, start, ends, measures)
        if trouble < degree:
            break
        added = [at for at in _emergency(prepared, start, end, degree) if at not in penalties or at not in breaks]
        if not added:
            continue
        penalties = penalties | dict.fromkeys(added, EMERGENCY * degree)
        breaks = sorted({*breaks, *added})
        ends = _optimum(_places(prepared, start, end, breaks, penalties), measures, _lone(prepared, start, end))
    return ends


def _places(prepared: Prepared, start: int, end: int, breaks: list[int], penalties: dict[int, float]) -> Places:
    at = [start, *breaks, end]
    pick = itemgetter(*at)
    before = itemgetter(*(max(place - 1, start) for place in at))
    return Places(
        at=at,
        left=pick(prepared.left),
        right=pick(prepared.right),
        trail=pick(prepared.trail),
        room=pick(prepared.room),
        room_end=before(prepared.room),
        supple=pick(prepared.supple),
        supple_end=before(prepared.supple),
        gaps=pick(prepared.gaps),
        gaps_end=before(prepared.gaps),
        penalty=[penalties.get(place, 0.0) ** 2 for place in at] if penalties else [0.0] * len(at),
    )


def _optimum(places: Places, measures: Sequence[float], lone: int) -> list[int]:
    """The line ends with the least sum of (1 + badness)², each state a place and the number of its line."""
    last = len(places.at) - 1
    deepest = len(measures) - 1
    cost = [[_INFINITE] * (last + 1) for _ in measures]
    back: list[list[tuple[int, int]]] = [[(-1, -1)] * (last + 1) for _ in measures]
    cost[0][0] = 0.0
    for source in range(last):
        for depth in range(deepest + 1):
            spent = cost[depth][source]
            if spent < _INFINITE:
                below = min(depth + 1, deepest)
                row, origin = cost[below], back[below]
                for target, badness in candidates(places, source, measures[depth], lone):
                    total = spent + badness
                    if total < row[target]:
                        row[target] = total
                        origin[target] = (source, depth)
    depth = min(range(deepest + 1), key=lambda number: cost[number][last])
    ends, target = [], last
    while target > 0:
        ends.append(places.at[target])
        target, depth = back[depth][target]
    return ends[::-1]


def candidates(places: Places, source: int, measure: float, lone: int) -> list[tuple[int, float]]:
    """The places where a line that starts at place ``source`` may end, each with its demerits; never empty.

    ``lone``: a last line that starts there or later has one character only.
    """
    right, trail = places.right, places.trail
    last = len(right) - 1
    edge = places.left[source] + measure
    room, supple, gaps = places.room[source], places.supple[source], places.gaps[source]
    first = target = min(bisect_left(right, edge - LOOSE, source + 1), last)
    found = []
    while target <= last:
        lacking = edge - right[target] - trail[target]
        if target == last and lacking > -trail[target] - _TINY:
            badness = LONE if source and places.at[source] >= lone else 0.0
        elif lacking >= 0.0:
            wanted = lacking - places.supple_end[target] + supple
            count = places.gaps_end[target] - gaps
            badness = 100.0 * (wanted / (count or 0.1) / STRETCHED) ** 3 if wanted > 0.0 else 0.0
        elif lacking + trail[target] >= -_TINY:
            badness = 0.0
        else:
            given = places.room_end[target] - room
            if given + lacking + trail[target] < -_TINY:
                break
            badness = SQUEEZED * (-(lacking + trail[target]) / given) ** 3
        found.append((target, (1.0 + badness) ** 2 + places.penalty[target]))
        target += 1
    return found or [_last_resort(places, source, first, edge)]


def _last_resort(places: Places, source: int, first: int, edge: float) -> tuple[int, float]:
    """Nothing ends near the measure: the last place that fits however loose, else the first one, overfull."""
    if first - 1 > source:
        target = first - 1
        wanted = edge - places.right[target] - places.trail[target]
        count = places.gaps_end[target] - places.gaps[source]
        return target, (1.0 + 100.0 * (wanted / (count or 0.1) / STRETCHED) ** 3) ** 2
    target = source + 1
    return target, OVERFULL * (1.0 + places.right[target] - edge)


def _lone(prepared: Prepared, start: int, end: int) -> int:
    """The first place from which no more than one character with marks remains."""
    seen = 0
    for at in range(end - 1, start - 1, -1):
        if prepared.letters[at] not in "ocpexsf":
            seen += 1
            if seen == 2:
                return at + 1
    return start


def _trouble(prepared: Prepared, start: int, ends: list[int], measures: Sequence[float]) -> int:
    """How bad the worst line is: 0 fine, 1 looser than ``CAP``, 2 looser than an em a gap, 3 wider than its measure."""
    worst = 0
    for number, end in enumerate(ends):
        measure = measures[min(number, len(measures) - 1)]
        lacking = measure - prepared.right[end] + prepared.left[start]
        if lacking + prepared.room[end - 1] - prepared.room[start] < -0.001:
            return 3
        if end != ends[-1] and lacking - prepared.trail[end] > 0.0:
            count = prepared.gaps[end - 1] - prepared.gaps[start]
            gap = (lacking - prepared.trail[end]) / count if count > 0 else 1.0 + lacking
            worst = max(worst, 2 if gap > 1.0 else int(gap > CAP))
        start = end
    return worst


def _emergency(prepared: Prepared, start: int, end: int, degree: int) -> list[int]:
    """Places to break in need: 1 in addresses, long words and long numbers, 2 in any Western run, 3 anywhere between glyphs."""
    text, letters, gids = prepared.text, prepared.letters, prepared.boxes.gids
    if degree == 1:
        wanted = [found.start() for found in rules.EMERGENCY.finditer(text, start, end)]
    elif degree == 2:
        wanted = [
            at
            for run in rules.WESTERN_RUN.finditer(letters, start, end)
            for at in range(run.start() + 1, run.end())
            if letters[at] in "ld" and letters[at - 1] in "ld"
        ]
    else:
        wanted = list(range(start + 1, end))
    return [at for at in wanted if start < at < end and gids[at] != JOINED and letters[at] not in "xsf"]


__all__ = ["SOFT", "Places", "break_lines", "candidates"]
