"""Pouring set lines into the columns of a block, row by row.

Rows are counted from the top of the block. A unit is a paragraph's lines; a subhead is a unit that takes whole rows, stays in
one piece and keeps some lines of text below it in the same column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from layoutdesk.compose.table import Strip
from layoutdesk.text.lines import SetLine

#: Free rows of a column, top down: (first row, row after the last).
Segments = tuple[tuple[int, int], ...]


class Unit(msgspec.Struct, frozen=True):
    """Lines that flow together.

    ``rows`` 0: each line takes one row, with those that it needs above itself, and the unit may break between any two lines.
    Otherwise the whole unit takes ``rows`` rows in one piece and at least ``keep`` lines of what follows stand under it.
    ``before`` empty rows precede it, but not at the top of a column. ``on_grid`` lines of a whole unit stand on its first rows
    instead of in its middle. ``tall``: some of its lines need empty rows above themselves. The first ``solid`` lines stay
    in one column (drop capitals). A ``strip`` is part of a table; at the top of a column ``again`` rows of the table's head
    are repeated over it.
    """

    paragraph: str
    style: str
    lines: tuple[SetLine, ...]
    rows: int = 0
    keep: int = 0
    before: int = 0
    on_grid: bool = False
    tall: bool = False
    strip: Strip | None = None
    again: int = 0
    solid: int = 0

    @property
    def slots(self) -> int:
        """The rows that the unit takes by itself."""
        return self.rows or len(self.lines) + (sum(line.above for line in self.lines) if self.tall else 0)


class Placed(msgspec.Struct, frozen=True):
    """A line's place: which unit and line, in which column, at which row (fractional inside a unit of whole rows).

    ``top`` is the first whole row that the line, or the unit of whole rows that it belongs to, takes; ``again`` rows over it
    repeat the head of a table. Beside a hole ``x`` is how far its measure begins from the column's left edge and
    ``measure`` how wide it is, in points; 0 the column's own.
    """

    unit: int
    line: int
    column: int
    row: float
    top: int
    again: int = 0
    x: float = 0.0
    measure: float = 0.0


class Poured(msgspec.Struct, frozen=True):
    """``left`` lines did not fit; ``bottom`` is the row under the lowest line; ``empty`` slots stayed free above ``bottom``.

    ``units`` are the units as set to the measures of their places, where holes shorten some; empty where they stand as given.
    """

    placed: tuple[Placed, ...]
    left: int
    bottom: int
    empty: int
    units: tuple[Unit, ...] = ()


class TablePart(msgspec.Struct, frozen=True):
    """Strips of a table that stand under one another in one column from a row on, its head over them ``again``.

    ``first`` is the number of the placed line with which it begins.
    """

    first: int
    column: int
    row: int
    strips: tuple[Strip, ...]
    again: bool

    @property
    def narrow(self) -> float:
        """The width that the table would need, told where it begins; 0 where all is well."""
        return 0.0 if self.strips[0].number else self.strips[0].narrow


class _Cursor:
    """Where the next line goes: column, segment and row."""

    def __init__(self, columns: Sequence[Segments]) -> None:
        self._columns = columns
        self.column, self._segment, self.row = 0, 0, 0
        #: The row under the lowest line, and the rows that all lines take.
        self.bottom = self.used = 0
        self._settle()

    def _settle(self) -> None:
        """Moves on to the next free row; past the last column ``done`` is true."""
        while self.column < len(self._columns):
            segments = self._columns[self.column]
            while self._segment < len(segments):
                first, last = segments[self._segment]
                self.row = max(self.row, first)
                if self.row < last:
                    return
                self._segment += 1
            self.column, self._segment, self.row = self.column + 1, 0, 0

    @property
    def done(self) -> bool:
        return self.column >= len(self._columns)

    @property
    def room(self) -> int:
        """Rows left in this segment."""
        return self._columns[self.column][self._segment][1] - self.row

    @property
    def at_top(self) -> bool:
        return self.row == self._columns[self.column][self._segment][0]

    def advance(self, rows: int) -> None:
        self.row += rows
        self._settle()

    def take(self, rows: int) -> None:
        """Goes past rows in which something stands."""
        self.used += rows
        self.bottom = max(self.bottom, self.row + rows)
        self.advance(rows)

    def leave_segment(self) -> None:
        self.row = self._columns[self.column][self._segment][1]
        self._settle()


def pour(units: Sequence[Unit], columns: Sequence[Segments]) -> Poured:
    """Sets the units into the columns from left to right; what does not fit is counted, never dropped in silence."""
    cursor = _Cursor(columns)
    placed: list[Placed] = []
    total = sum(len(unit.lines) for unit in units)
    needs = needed_rows(units)
    for number, unit in enumerate(units):
        if not (
            _pour_whole(cursor, number, unit, needs[number], placed)
            if unit.rows
            else _pour_lines(cursor, number, unit, placed)
        ):
            break
    bottom = cursor.bottom
    free = sum(max(0, min(last, bottom) - first) for segments in columns for first, last in segments)
    return Poured(tuple(placed), total - len(placed), bottom, max(0, free - cursor.used))


def needed_rows(units: Sequence[Unit]) -> list[int]:
    """For each unit of whole rows the rows that have to be free in one piece: its own and those that stay with it.

    Heads that follow one another stay together, and the last of them with the lines of text that it keeps. The rows of a table
    keep nothing, its head the row under it.
    """
    needs = [0] * len(units)
    for number in range(len(units) - 1, -1, -1):
        unit, below = units[number], units[number + 1] if number + 1 < len(units) else None
        if unit.rows:
            kept = 0
            if below is not None and unit.keep:
                together = min(max(unit.keep, below.solid), len(below.lines))
                kept = below.before + needs[number + 1] if below.rows else together
            needs[number] = unit.rows + kept
    return needs


def row_under(unit: Unit, place: Placed) -> int:
    """The first row that a placed line leaves free below it."""
    return place.top + (unit.rows or _slots_of(unit, place))


def _slots_of(unit: Unit, place: Placed) -> int:
    """The rows that a placed line takes, those that it needs above itself included; of a whole unit its first line takes all.

    With it goes a head that is repeated over it.
    """
    if unit.rows:
        return unit.rows + place.again if place.line == 0 else 0
    return 1 + unit.lines[place.line].above if unit.tall else 1


def _pour_lines(cursor: _Cursor, number: int, unit: Unit, placed: list[Placed]) -> bool:
    _blank_rows(cursor, unit.before)
    if not unit.tall and not unit.solid:
        return _pour_even(cursor, number, len(unit.lines), placed)
    for index in range(len(unit.lines)):
        above = unit.lines[index].above if unit.tall else 0
        below = above if index or not unit.solid else above + unit.solid - 1
        while not cursor.done and cursor.room <= below:
            cursor.leave_segment()
        if cursor.done:
            return False
        placed.append(Placed(number, index, cursor.column, cursor.row + above, cursor.row))
        cursor.take(1 + above)
    return True


def _pour_even(cursor: _Cursor, number: int, lines: int, placed: list[Placed]) -> bool:
    """Lines of one row each: those that a stretch of free rows holds, all at once."""
    first = 0
    while first < lines and not cursor.done:
        column, row, count = cursor.column, cursor.row, min(cursor.room, lines - first)
        placed += [Placed(number, first + n, column, row + n, row + n) for n in range(count)]
        first += count
        cursor.take(count)
    return first == lines


def _pour_whole(cursor: _Cursor, number: int, unit: Unit, need: int, placed: list[Placed]) -> bool:
    """A unit in one piece; the rest of a segment too short for it and what stays with it stays empty."""
    _blank_rows(cursor, unit.before)
    while not cursor.done and cursor.room < need + (unit.again if cursor.at_top else 0):
        cursor.leave_segment()
    if cursor.done:
        return False
    again = unit.again if cursor.at_top else 0
    placed += whole_places(number, unit, cursor.column, cursor.row + again, again)
    cursor.take(again + unit.rows)
    return True


def whole_places(
    number: int, unit: Unit, column: int, top: int, again: int = 0, x: float = 0.0, measure: float = 0.0
) -> Iterator[Placed]:
    """The lines of a unit of whole rows from row ``top``: in their middle, or on its first rows where it stands on the grid."""
    count = len(unit.lines)
    pitch = 1.0 if unit.on_grid else min(1.3, unit.rows / count)
    first = 0.0 if unit.on_grid else (unit.rows - pitch * (count - 1) - 1) / 2
    for index in range(count):
        yield Placed(number, index, column, top + first + pitch * index, top, again, x, measure)


def taken_slots(units: Sequence[Unit], placed: Sequence[Placed]) -> int:
    """The slots that placed lines take: a row each, a unit of whole rows its own, and the blank rows before a unit."""
    own = sum(_slots_of(units[place.unit], place) for place in placed)
    blank = sum(
        min(units[below.unit].before, max(0, below.top - row_under(units[above.unit], above)))
        for above, below in pairwise(placed)
        if below.line == 0 and above.column == below.column
    )
    return own + blank


def _blank_rows(cursor: _Cursor, rows: int) -> None:
    if rows and not cursor.done and not cursor.at_top:
        cursor.advance(min(rows, cursor.room))


def table_parts(pairs: Iterable[tuple[Unit, Placed]]) -> list[TablePart]:
    """The parts of tables among placed lines, in their order."""
    parts: list[TablePart] = []
    below = -1
    for number, (unit, place) in enumerate(pairs):
        strip = unit.strip
        if strip is None or place.line:
            continue
        last = parts[-1] if parts else None
        if last and (last.column, below) == (place.column, place.top) and strip.follows(last.strips[-1]):
            parts[-1] = replace(last, strips=(*last.strips, strip))
        else:
            parts.append(TablePart(number, place.column, place.top - place.again, (strip,), place.again > 0))
        below = place.top + unit.rows
    return parts
