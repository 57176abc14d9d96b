"""Where the cells of a table stand (合并单元格): in the columns that no cell from above reaches into, whatever the copy says.

Copy from elsewhere has cells that run into one another, reach beyond the edge, or leave whole rows and columns without a
cell. Here no two cells share a place, and every row and every column is one in which some cell begins.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from layoutdesk.model.story import Cell, TableBlock


class Place(msgspec.Struct, frozen=True):
    """Where a cell stands: its first row and column, and how many of each it takes; it reaches down to the last row at most."""

    cell: Cell
    row: int
    column: int
    deep: int
    wide: int


class Layout(msgspec.Struct, frozen=True):
    """The cells of each row in their places. ``head`` rows stand at the top; ``ties`` are rows that no break may precede."""

    rows: tuple[tuple[Place, ...], ...]
    columns: int
    head: int
    ties: frozenset[int]

    @property
    def groups(self) -> list[tuple[int, int]]:
        """Rows that belong together as (first, row after the last): the head, then each row with those it reaches into."""
        starts = [at for at in range(len(self.rows)) if at not in self.ties and (not at or at >= self.head)]
        return list(pairwise([*starts, len(self.rows)]))


def places(rows: Sequence[Sequence[Cell]]) -> list[list[Place]]:
    """Where the cells of each row stand; a cell that would run into one from above is as wide as there is room."""
    taken: dict[int, int] = {}
    done: list[list[Place]] = []
    for at, row in enumerate(rows):
        made: list[Place] = []
        column = 0
        for cell in row:
            while taken.get(column, 0) > at:
                column += 1
            wide, deep = 1, min(cell.rowspan, len(rows) - at)
            while wide < cell.colspan and taken.get(column + wide, 0) <= at:
                wide += 1
            if deep > 1:
                taken |= dict.fromkeys(range(column, column + wide), at + deep)
            made.append(Place(cell, at, column, deep, wide))
            column += wide
        done.append(made)
    return done


def layout_of(table: TableBlock) -> Layout:
    """The table without rows and columns in which no cell begins; a head that reaches into the body takes those rows along."""
    found = [row for row in places(table.rows) if row]
    if not found:
        return Layout((), 0, 0, frozenset())
    row_starts = [row[0].row for row in found]
    column_starts = sorted({place.column for row in found for place in row})
    rows = tuple(tuple(pressed(place, row_starts, column_starts) for place in row) for row in found)
    ties = {at for row in rows for place in row for at in range(place.row + 1, place.row + place.deep)}
    head = min(bisect_left(row_starts, table.header_rows), len(rows))
    while 0 < head < len(rows) and head in ties:
        head += 1
    return Layout(rows, len(column_starts), head, frozenset(ties))


def pressed(place: Place, rows: Sequence[int], columns: Sequence[int]) -> Place:
    """The place counted in the rows and columns that are kept, those in which some cell begins."""
    row, column = bisect_left(rows, place.row), bisect_left(columns, place.column)
    return Place(
        place.cell,
        row,
        column,
        max(1, bisect_left(rows, place.row + place.deep) - row),
        max(1, bisect_left(columns, place.column + place.wide) - column),
    )
