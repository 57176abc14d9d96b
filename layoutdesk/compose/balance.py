"""Columns of a story that end level (栏平): the least height, and where the surplus goes.

In: units and free columns. Out: the pouring of least height. How units are set into columns is ``flow.pour``, or another way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from layoutdesk.compose.flow import Poured, Segments, Unit, pour

#: Sets units into columns, as ``pour`` does.
Pour = Callable[[Sequence[Unit], Sequence[Segments]], Poured]


def clipped(columns: Sequence[Segments], bottom: int) -> list[Segments]:
    """The columns without what lies at or below row ``bottom``."""
    return [tuple((a, min(b, bottom)) for a, b in segments if a < bottom) for segments in columns]


def balanced(units: Sequence[Unit], columns: Sequence[Segments], set_into: Pour = pour) -> Poured:
    """The pouring with the least height: columns level to within one line, the longer ones first, surplus slots in the last.

    Where even the full height is too small, everything is filled and the rest counted as ``left``. ``set_into`` is another way
    of pouring, round holes.
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
    return _levelled(units, columns, best, set_into)


def _levelled(units: Sequence[Unit], columns: Sequence[Segments], best: Poured, set_into: Pour) -> Poured:
    """The same height with the surplus shared out: as many of the last columns as can end one line higher each."""
    if best.empty < 2 or best.bottom < 2:
        return best
    reaching = [i for i, segments in enumerate(columns) if any(a < best.bottom <= b for a, b in segments)]
    tall, low = clipped(columns, best.bottom), clipped(columns, best.bottom - 1)
    for count in range(min(best.empty, len(reaching) - 1), 0, -1):
        short = set(reaching[-count:])
        trial = set_into(units, [low[i] if i in short else one for i, one in enumerate(tall)])
        if not trial.left and trial.bottom == best.bottom:
            return replace(trial, empty=best.empty)
    return best


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
