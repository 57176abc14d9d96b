"""Columns of a story that end level (栏平): the least height, where the surplus goes, and no line alone (孤行).

In: units and free columns. Out: the pouring of least height. How units are set into columns is ``flow.pour``, or another way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import pairwise

from msgspec.structs import replace

from layoutdesk.compose.flow import Poured, Segments, Unit, pour

#: Sets units into columns, as ``pour`` does.
Pour = Callable[[Sequence[Unit], Sequence[Segments]], Poured]


def clipped(columns: Sequence[Segments], bottom: int) -> list[Segments]:
    """The columns without what lies at or below row ``bottom``."""
    return [tuple((a, min(b, bottom)) for a, b in segments if a < bottom) for segments in columns]


def balanced(units: Sequence[Unit], columns: Sequence[Segments], set_into: Pour = pour, *, tidy: bool = True) -> Poured:
    """The pouring with the least height: columns level to within one line, surplus slots in the last columns.

    Where even the full height is too small, everything is filled and the rest counted as ``left``. ``set_into`` is another way
    of pouring, round holes. ``tidy``: other columns end a line higher where that spares a line that would stand alone (孤行).
    """
    if not units:
        return Poured((), 0, 0, 0)
    deepest = max((last for segments in columns for _, last in segments), default=0)
    low = _least_bottom(units, columns, deepest) if set_into is pour else 0
    full = set_into(units, columns)
    if full.left:
        return full
    high = deepest
    best = full
    while low < high:
        middle = (low + high) // 2
        trial = set_into(units, clipped(columns, middle))
        if trial.left:
            low = middle + 1
        else:
            best, high = trial, middle
    return _levelled(units, columns, best, set_into, tidy)


def _levelled(units: Sequence[Unit], columns: Sequence[Segments], best: Poured, set_into: Pour, tidy: bool) -> Poured:
    """The same height with the surplus shared out: as many of the last columns as can end one line higher each."""
    if not best.empty or best.bottom < 2:
        return best
    reaching = [i for i, segments in enumerate(columns) if any(a < best.bottom <= b for a, b in segments)]
    tall, low = clipped(columns, best.bottom), clipped(columns, best.bottom - 1)

    def with_short(short: Collection[int]) -> Poured:
        return set_into(units, [low[i] if i in short else one for i, one in enumerate(tall)])

    for count in range(min(best.empty, len(reaching) - 1), 0, -1):
        trial = with_short(reaching[-count:]) if best.empty > 1 else best
        if not trial.left and trial.bottom == best.bottom:
            found = replace(trial, empty=best.empty)
            return _without_lone_lines(units, found, reaching, count, with_short) if tidy else found
    return best


def _without_lone_lines(
    units: Sequence[Unit],
    found: Poured,
    reaching: list[int],
    count: int,
    with_short: Callable[[Collection[int]], Poured],
) -> Poured:
    """Other ``count`` columns a line higher where that leaves fewer lines alone; the last columns where nothing is gained.

    Where a column ends depends on how many of those up to it are short: one pouring for each such number shows all ends.
    """
    standing = sum(lone_lines(units, found).values())
    if not standing:
        return found
    ends = [lone_lines(units, with_short(reaching[:short])) for short in range(count + 1)]
    cost: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, ())}
    for place, column in enumerate(reaching):
        ahead: dict[int, tuple[int, tuple[int, ...]]] = {}
        for short, (lone, chosen) in cost.items():
            for more in (0, 1):
                now = short + more
                if now <= count <= now + len(reaching) - place - 1:
                    step = (lone + ends[now].get(column, 0), (*chosen, column) if more else chosen)
                    if now not in ahead or (step[0], [-c for c in step[1]]) < (
                        ahead[now][0],
                        [-c for c in ahead[now][1]],
                    ):
                        ahead[now] = step
        cost = ahead
    trial = with_short(cost[count][1])
    better = not trial.left and trial.bottom == found.bottom and sum(lone_lines(units, trial).values()) < standing
    return replace(trial, empty=found.empty) if better else found


def lone_lines(units: Sequence[Unit], poured: Poured) -> dict[int, int]:
    """By column, how many lines stand alone at its foot or at the head of the next: the first or last of a paragraph."""
    found: dict[int, int] = {}
    known = poured.units or units
    for above, below in pairwise(poured.placed):
        if above.column != below.column and above.unit == below.unit and not known[above.unit].rows:
            lone = (below.line == 1) + (below.line == len(known[above.unit].lines) - 1)
            if lone:
                found[above.column] = lone
    return found


def _least_bottom(units: Sequence[Unit], columns: Sequence[Segments], deepest: int) -> int:
    """A row above which all lines cannot possibly fit."""
    need = sum(unit.slots for unit in units)
    edges = sorted({edge for segments in columns for pair in segments for edge in pair})
    low = edges[0] if edges else 0
    for edge in edges:
        room = sum(max(0, min(last, edge) - first) for segments in columns for first, last in segments)
        if room >= need:
            break
        low = edge
    open_columns = sum(1 for segments in columns if any(first <= low < last for first, last in segments))
    room = sum(max(0, min(last, low) - first) for segments in columns for first, last in segments)
    return min(deepest, low + max(0, need - room) // max(1, open_columns or len(columns)))
