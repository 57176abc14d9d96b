"""Few lines over and under a table that goes across its block: gathered, and in the measure of the rest of their story.

In: the units of a band and its free rows. Out: in which columns they stand. Shared out over all columns of the block they would
be scraps of a line each, and who signs a notice would stand in a column of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.balance import balanced, clipped
from layoutdesk.compose.flow import Poured, Segments, Unit, pour, row_under
from layoutdesk.compose.grid import OwnColumns, PageGrid

#: Text at a table that is lower than this in its own columns looks lost there; with all its story it is set in wider
#: ones: up to so many 字, or fewer where there is much more of it than that.
SCRAP_ROWS: Final = 6
WIDEST_MEASURE: Final = 56
WIDEST_OF_MUCH: Final = 20
#: Under a table no column is lower than this.
GATHERED_ROWS: Final = 3
#: Over what closes a notice so many lines of text at most are carried to the head of a column.
MOST_CARRIED: Final = 3
#: What closes a notice (落款): it stands under text, at the head of no column.
_CLOSING: Final = ("signatory", "date", "byline")


def are_scraps(units: Sequence[Unit], region: Sequence[Segments]) -> bool:
    """Whether units would be scraps in level columns."""
    return bool(units) and sum(unit.slots for unit in units) < SCRAP_ROWS * len(region)


def are_level(region: Sequence[Segments]) -> bool:
    """Whether there are several columns, with the same rows in one piece."""
    return len(region) > 1 and all(one == region[0] and len(one) == 1 for one in region)


def wide_columns(grid: PageGrid, rect: Rect, own: OwnColumns, copy: int) -> OwnColumns:
    """As few columns over a block's width as keep the lines of ``copy`` characters readable, fewer than its ``own``."""
    few = copy < 2 * SCRAP_ROWS * len(own.lefts) * own.characters(grid.em)
    for count in range(1, len(own.lefts)):
        wide = grid.own_columns(rect, count)
        if wide.measure <= (WIDEST_MEASURE if few else WIDEST_OF_MUCH) * grid.em:
            return wide
    return own


def gathered(units: Sequence[Unit], region: Sequence[Segments]) -> Poured:
    """Units under a table in as few of the level columns as hold them and make no scraps, level among themselves.

    A few short lines, as those that close a notice, stand under one another at the right.
    """
    best = None
    for used in _choices(units, region):
        poured = _carried(units, used, balanced(units, used))
        if not poured.left and not _closes_alone(units, poured):
            return poured
        best = best or (None if poured.left else poured)
    return best or balanced(units, region)


def _choices(units: Sequence[Unit], region: Sequence[Segments]) -> Iterator[list[Segments]]:
    """The columns to try, those beside them empty: as many as are high enough, then fewer, then more."""
    rows = sum(unit.slots + unit.before for unit in units)
    most = min(len(region), max(1, rows // GATHERED_ROWS))
    right = all(len(unit.lines) == 1 or unit.style in _CLOSING for unit in units)
    for count in (*range(most, 0, -1), *range(most + 1, len(region))):
        first = len(region) - 1 if right and count == 1 else 0
        yield [one if first <= index < first + count else () for index, one in enumerate(region)]


def _carried(units: Sequence[Unit], used: Sequence[Segments], poured: Poured) -> Poured:
    """``poured``; where what closes a notice would head its last column, with the last lines of the text carried over to it."""
    if poured.left or not _closes_alone(units, poured):
        return poured
    last = max(place.column for place in poured.placed)
    before = max(place.column for place in poured.placed if place.column < last)
    under = max(row_under(units[place.unit], place) for place in poured.placed if place.column == before)
    for bottom in range(under - 1, under - 1 - MOST_CARRIED, -1):
        over = clipped(used[:before], poured.bottom)
        trial = pour(units, [*over, *clipped([used[before]], bottom), *used[before + 1 :]])
        if not trial.left and not _closes_alone(units, trial):
            return trial
    return poured


def _closes_alone(units: Sequence[Unit], poured: Poured) -> bool:
    """Whether a column other than the first in use begins with what closes a notice."""
    heads = {place.column: units[place.unit].style for place in reversed(poured.placed)}
    return any(style in _CLOSING for style in [heads[column] for column in sorted(heads)][1:])
