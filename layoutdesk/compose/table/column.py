"""A table inside a column (栏内表): rows of the page's grid, which break between columns, the head repeated over each part."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

import msgspec
from msgspec.structs import replace

from layoutdesk.base.geometry import rounded
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.context import Context
from layoutdesk.compose.table.band import folds_of
from layoutdesk.compose.table.cells import SetCell
from layoutdesk.compose.table.columns import needs_of
from layoutdesk.compose.table.parting import (
    NOT_BEGUN,
    Begun,
    Part,
    deepened,
    grid_rows,
    parts_of_row,
    rest_of_table,
)
from layoutdesk.compose.table.setting import Made, Piece, Rows, least_width, made_table, own_width, piece_of
from layoutdesk.model.story import TableBlock
from layoutdesk.text.lines import SetLine

#: More rows than any column has: no row of a table is parted.
UNPARTED = 100_000


class ColumnTable(msgspec.Struct, frozen=True):
    """A table in grid rows: the cells of its rows, or of parts of rows, and the ``heights`` of these.

    ``groups`` do not stand yet and stand together each, as (first, after the last); ``ends`` say how far the table stands with
    each of them. No rule goes through at ``ties``.
    """

    made: Made
    cells: tuple[tuple[SetCell, ...], ...]
    heights: tuple[int, ...]
    groups: tuple[tuple[int, int], ...]
    ends: tuple[Begun, ...]
    ties: frozenset[int]
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

    @property
    def end(self) -> Begun:
        """How far the table stands with it."""
        return self.table.ends[self.number]

    @property
    def is_last(self) -> bool:
        return self.number + 1 == len(self.table.groups)

    def follows(self, other: Strip) -> bool:
        """Whether it is the next strip of the same table."""
        return self.table is other.table and self.number == other.number + 1

    @property
    def is_head(self) -> bool:
        return not self.span[0] and self.table.made.layout.head > 0

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


def is_comfortable(context: Context, table: TableBlock, measure: float) -> bool:
    """Whether no cell of the table takes much more than two lines in a column of ``measure`` points."""
    return needs_of(context, table).comfort <= measure


def cramped(context: Context, table: TableBlock, measure: float, width: float) -> float:
    """The share of the room that a table lacks in a block ``width`` wide with columns of ``measure`` points.

    0 where no cell takes much more than two lines; 1 where a figure, a word or a short name would be parted.
    """
    needs = needs_of(context, table)
    room = measure if stands_in_column(context, table, measure) else width
    if least_width(context, needs) > room:
        return 1.0
    return max(0.0, 1 - room / needs.comfort) if needs.comfort < math.inf else 0.0


def stands_in_column(context: Context, table: TableBlock, measure: float) -> bool:
    """Whether a table flows in a column of ``measure`` points: where it is told to, or its content is comfortable there.

    A long one that a column would hold several times side by side is folded over the block instead.
    """
    if table.place != "auto":
        return table.place == "column"
    return is_comfortable(context, table, measure) and folds_of(context, table, measure) == 1


def right_of(context: Context, table: TableBlock, measure: float) -> float:
    """How far the right edge of a table in a column of ``measure`` points is from the column's left."""
    return (measure + own_width(needs_of(context, table), measure, full=table.full)) / 2


STRIPS: IdentityCache[tuple[Strip, ...]] = IdentityCache(64)


def strips_of(
    context: Context, table: TableBlock, measure: float, story: str, step: float, most: int, begun: Begun = NOT_BEGUN
) -> tuple[Strip, ...]:
    """The table, from where it is ``begun`` on, as strips for columns of ``measure`` points and at most ``most`` rows of ``step``.

    Rows that a cell ties together are parted only where they are higher than that, a row only where it alone is.
    """

    def strips() -> tuple[Strip, ...]:
        made = made_table(context, table, measure, story)
        return _strips(rest_of_table(context, made, story, begun), step, most, begun)

    return STRIPS.get((context, table), strips, measure, story, step, most, begun)


def _strips(made: Made, step: float, most: int, begun: Begun) -> tuple[Strip, ...]:
    heights, head = _heights(made.cells, step), made.layout.head
    room = max(1, most - sum(heights[:head]))
    parts: list[Part] = []
    groups: list[tuple[int, int]] = []
    for first, last in made.layout.groups:
        start = min(max(first, begun.row), last)
        parts += (Part(at, made.cells[at], heights[at], Begun(at + 1)) for at in range(first, start))
        if start == last:
            continue
        top = len(parts)
        if start == first and not any(begun.done) and (first < head or sum(heights[first:last]) <= room):
            parts += (Part(at, made.cells[at], heights[at], Begun(at + 1)) for at in range(first, last))
            groups.append((top, len(parts)))
        else:
            parts += (part for at in range(start, last) for part in parts_of_row(at, made.cells[at], step, room))
            groups += ((at, at + 1) for at in range(top, len(parts)))
    cells = deepened(parts)
    ties = {at for top, row in enumerate(cells) for cell in row for at in range(top + 1, top + cell.place.deep)}
    table = ColumnTable(
        made, cells, tuple(part.height for part in parts), tuple(groups), tuple(parts[last - 1].end for _, last in groups),
        frozenset(ties), step,
    )  # fmt: skip
    return tuple(Strip(table, number) for number in range(len(groups)))


def _heights(rows: Rows, step: float) -> list[int]:
    """Grid rows of each row; the last of several has more where a cell reaches over them."""
    heights = [max((grid_rows(cell, step) for cell in row if cell.place.deep == 1), default=1) for row in rows]
    for first, row in enumerate(rows):
        for cell in (cell for cell in row if cell.place.deep > 1):
            last = first + cell.place.deep
            heights[last - 1] += max(0, grid_rows(cell, step) - sum(heights[first:last]))
    return heights


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
    if first in table.ties:
        for at in range(first):
            for cell in table.cells[at]:
                if at + cell.place.deep > first:
                    deep = min(at + cell.place.deep, last) - first
                    room = sum(table.heights[first : first + deep])
                    lines = cell.lines if grid_rows(cell, table.step) <= room else ()
                    rows[0].append(replace(_cut(cell, deep), lines=lines, repeated=True))
    return rows


def _cut(cell: SetCell, deep: int) -> SetCell:
    return cell if cell.place.deep == deep else replace(cell, place=replace(cell.place, deep=deep))
