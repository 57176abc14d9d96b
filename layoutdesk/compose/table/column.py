"""A table inside a column (栏内表): rows of the page's grid, which break between columns, the head repeated over each part."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate, pairwise

import msgspec
from msgspec.structs import replace

from layoutdesk.base.geometry import rounded
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.context import Context
from layoutdesk.compose.table.band import folds_of
from layoutdesk.compose.table.cells import LEAST_PAD_Y, LINE_PITCH, SetCell
from layoutdesk.compose.table.columns import needs_of
from layoutdesk.compose.table.setting import Made, Piece, Rows, made_table, own_width, piece_of
from layoutdesk.model.story import TableBlock
from layoutdesk.text.lines import SetLine

#: More rows than any column has: no row of a table is parted.
UNPARTED = 100_000


class ColumnTable(msgspec.Struct, frozen=True):
    """A table in grid rows: ``heights`` of its rows, and which of them stand together as (first, row after the last)."""

    made: Made
    cells: tuple[tuple[SetCell, ...], ...]
    heights: tuple[int, ...]
    groups: tuple[tuple[int, int], ...]
    step: float


class Strip(msgspec.Struct, frozen=True):
    """Rows of a table in a column that stand together: the group of this ``number``."""

    table: ColumnTable
    number: int

    @property
    def span(self) -> tuple[int, int]:
        return self.table.groups[self.number]

    @property
    def rows(self) -> int:
        """Grid rows that it takes."""
        first, last = self.span
        return sum(self.table.heights[first:last])

    def follows(self, other: Strip) -> bool:
        """Whether it is the next strip of the same table."""
        return self.table is other.table and self.number == other.number + 1

    @property
    def is_head(self) -> bool:
        return not self.number and self.table.made.layout.head > 0

    @property
    def again(self) -> int:
        """Grid rows of the head that is repeated over it where it begins a column."""
        return 0 if self.is_head else sum(self.table.heights[: self.table.made.layout.head])

    @property
    def narrow(self) -> float:
        """The width that the table would need, 0 where all is well."""
        return self.table.made.narrow

    @property
    def lines(self) -> tuple[SetLine, ...]:
        first, last = self.span
        return tuple(line for row in self.table.cells[first:last] for cell in row for line in cell.lines)


def stands_in_column(context: Context, table: TableBlock, measure: float) -> bool:
    """Whether a table flows in a column of ``measure`` points: where it is told to, or its content is comfortable there.

    A long one that a column would hold several times side by side is folded over the block instead.
    """
    if table.place != "auto":
        return table.place == "column"
    return needs_of(context, table).comfort <= measure and folds_of(context, table, measure) == 1


def right_of(context: Context, table: TableBlock, measure: float) -> float:
    """How far the right edge of a table in a column of ``measure`` points is from the column's left."""
    return (measure + own_width(needs_of(context, table), measure, full=table.full)) / 2


STRIPS: IdentityCache[tuple[Strip, ...]] = IdentityCache(64)


def strips_of(
    context: Context, table: TableBlock, measure: float, story: str, step: float, most: int
) -> tuple[Strip, ...]:
    """The table as strips for columns of ``measure`` points and at most ``most`` rows of ``step`` points.

    Rows that a cell ties together are parted only where they are higher than that, a row only where it alone is.
    """
    return STRIPS.get(
        (context, table), lambda: _strips(made_table(context, table, measure, story), step, most),
        measure, story, step, most,
    )  # fmt: skip


def _strips(made: Made, step: float, most: int) -> tuple[Strip, ...]:
    if not made.cells:
        return ()
    heights = _heights(made.cells, step)
    room = max(1, most - sum(heights[: made.layout.head]))
    cells: list[tuple[SetCell, ...]] = []
    groups: list[tuple[int, int]] = []
    taken: list[int] = []
    for first, last in made.layout.groups:
        rows, own, parts = list(made.cells[first:last]), heights[first:last], [last - first]
        if sum(own) > room and first >= made.layout.head:
            rows, own = _parted(rows, step, room)
            parts = [1] * len(rows)
        ends = list(accumulate(parts, initial=len(cells)))
        groups += pairwise(ends)
        cells += rows
        taken += own
    table = ColumnTable(made, tuple(cells), tuple(taken), tuple(groups), step)
    return tuple(Strip(table, number) for number in range(len(groups)))


def _grid_rows(cell: SetCell, step: float) -> int:
    return max(1, math.ceil((cell.text_height + 2 * LEAST_PAD_Y * cell.size) / step - 1e-6))


def _heights(rows: Rows, step: float) -> list[int]:
    """Grid rows of each row; the last of several has more where a cell reaches over them."""
    heights = [max((_grid_rows(cell, step) for cell in row if cell.place.deep == 1), default=1) for row in rows]
    for first, row in enumerate(rows):
        for cell in (cell for cell in row if cell.place.deep > 1):
            last = first + cell.place.deep
            heights[last - 1] += max(0, _grid_rows(cell, step) - sum(heights[first:last]))
    return heights


def _parted(rows: Rows, step: float, room: int) -> tuple[list[tuple[SetCell, ...]], list[int]]:
    """Rows too high for a column one by one: what reaches over several is written in the first; a single row runs on."""
    if len(rows) > 1:
        return [tuple(row) for row in rows], [max(_grid_rows(cell, step) for cell in row) for row in rows]
    (row,) = rows
    lines = min(_fitting(cell, step, room) for cell in row)
    longest = max(len(cell.lines) for cell in row)
    found = [
        tuple(replace(cell, lines=cell.lines[start : start + lines], runs_on=start > 0) for cell in row)
        for start in range(0, longest, lines)
    ]
    return found, [max(_grid_rows(cell, step) for cell in part) for part in found]


def _fitting(cell: SetCell, step: float, room: int) -> int:
    """How many lines of a cell stand in so many grid rows, at least one."""
    height = room * step - (1 + 2 * LEAST_PAD_Y) * cell.size
    return max(1, 1 + math.floor(height / (LINE_PITCH * cell.size) + 1e-6))


def piece_of_strips(strips: Sequence[Strip], again: bool) -> Piece:
    """Strips that stand under one another in one column, from the top of the first, or of the head ``again`` over it."""
    table = strips[0].table
    first, last = strips[0].span[0], strips[-1].span[1]
    head = table.cells[: table.made.layout.head] if again else ()
    heights = [*table.heights[: len(head)], *table.heights[first:last]]
    tops = [rounded(top) for top in accumulate((height * table.step for height in heights), initial=0.0)]
    return piece_of(table.made, _clipped(table, first, last), tops, head)


def _clipped(table: ColumnTable, first: int, last: int) -> list[list[SetCell]]:
    """The rows of one piece. A cell that was begun in an earlier piece goes on, its text repeated where there is room."""
    rows = [[_cut(cell, min(cell.place.deep, last - at)) for cell in table.cells[at]] for at in range(first, last)]
    if first in table.made.layout.ties:
        for at in range(first):
            for cell in table.cells[at]:
                if at + cell.place.deep > first:
                    deep = min(at + cell.place.deep, last) - first
                    room = sum(table.heights[first : first + deep])
                    lines = cell.lines if _grid_rows(cell, table.step) <= room else ()
                    rows[0].append(replace(_cut(cell, deep), lines=lines, repeated=True))
    return rows


def _cut(cell: SetCell, deep: int) -> SetCell:
    return cell if cell.place.deep == deep else replace(cell, place=replace(cell.place, deep=deep))
