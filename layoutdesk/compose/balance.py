"""Columns of a story that end level (栏平): the least height, and where the surplus goes.

In: units and free columns. Out: the pouring of least height. How units are set into columns is ``flow.pour``, or another way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from msgspec.structs import replace

from layoutdesk.compose.flow import Poured, Segments, Unit, pour, table_parts

#: Sets units into columns, as ``pour`` does.
Pour = Callable[[Sequence[Unit], Sequence[Segments]], Poured]
#: Slots that may stay open for a table to stand whole, besides one a column; tables of a block that are looked at one by one.
OPEN_FOR_TABLE: Final = 12
_MOST_TABLES: Final = 8


def clipped(columns: Sequence[Segments], bottom: int) -> list[Segments]:
    """The columns without what lies at or below row ``bottom``."""
    return [tuple((a, min(b, bottom)) for a, b in segments if a < bottom) for segments in columns]


def balanced(units: Sequence[Unit], columns: Sequence[Segments], set_into: Pour = pour) -> Poured:
    """The pouring with the least height: columns level to within one line, the longer ones first, surplus slots in the last.

    Where even the full height is too small, everything is filled and the rest counted as ``left``. ``set_into`` is another way
    of pouring, round holes. A small table is not parted only so that columns end level.
    """
    poured = _least(units, columns, set_into)
    if poured.left or all(unit.strip is None for unit in units):
        return poured
    return _with_whole_tables(units, columns, poured, set_into)


def _with_whole_tables(units: Sequence[Unit], columns: Sequence[Segments], parted: Poured, set_into: Pour) -> Poured:
    """The pouring with the tables whole that ``parted`` parts, all of them or some, where few slots stay open for it."""
    split = _parted_tables(units, parted)
    best, whole = parted, frozenset[str]()
    tries = [frozenset(split), *(frozenset((table,)) for table in [*split][:_MOST_TABLES] if len(split) > 1)]
    for tables in tries if split else ():
        together = whole | tables
        trial = _least(_kept_whole(units, together), columns, set_into)
        spare = (OPEN_FOR_TABLE + len(columns)) * len(together)
        if (
            not trial.left
            and trial.empty - parted.empty <= spare
            and not together & _parted_tables(units, trial).keys()
        ):
            best, whole = trial, together
            if whole.issuperset(split):
                break
    return best


def _parted_tables(units: Sequence[Unit], poured: Poured) -> dict[str, int]:
    """The tables that stand in several pieces, in their order."""
    units = poured.units or units
    parts = Counter(
        units[poured.placed[part.first].unit].paragraph
        for part in table_parts((units[place.unit], place) for place in poured.placed)
    )
    return {table: count for table, count in parts.items() if count > 1}


def _kept_whole(units: Sequence[Unit], tables: frozenset[str]) -> list[Unit]:
    """The units with the rows of ``tables`` each kept with the next."""
    return [
        replace(unit, keep=1) if unit.strip and unit.paragraph in tables and not unit.strip.is_last else unit
        for unit in units
    ]


def _least(units: Sequence[Unit], columns: Sequence[Segments], set_into: Pour) -> Poured:
    """The pouring with the least height, tables parted as they come."""
    if not units:
        return Poured((), 0, 0, 0)
    deepest = max((last for segments in columns for _, last in segments), default=0)
    low = _least_bottom(units, columns, deepest) if set_into is pour else 0
    full = set_into(units, columns)
    if full.left or len(columns) == 1:
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
