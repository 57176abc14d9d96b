"""Jump lines in free frames: the rows that they take of the frame's columns, or the end of the copy's last line.

In: columns of a frame in rows, and a jump line. Out: the columns that are left for copy, and the line with its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from layoutdesk.compose.context import Context
from layoutdesk.compose.flow import Placed, Unit, row_under
from layoutdesk.compose.grid import OwnColumns
from layoutdesk.compose.holes import Columns, Narrow
from layoutdesk.compose.jump import GAP, inserted, jump_style
from layoutdesk.model.story import Paragraph
from layoutdesk.text.lines import SetLine
from layoutdesk.text.paragraph import set_paragraph

#: A jump line that needs more rows of a narrow column is left out, and so is one that leaves fewer rows to the copy.
MOST_LINES: Final = 2
LEAST_ROWS: Final = 2


class JumpRow(msgspec.Struct, frozen=True):
    """A jump line in its frame: the column and row in which it stands, and how far its measure begins from the column's left."""

    line: SetLine
    size: float
    column: int
    row: float
    x: float = 0.0


class Jumping:
    """Sets one jump line of a frame, ``style`` ``TO`` or ``FROM``."""

    def __init__(self, context: Context, style: str, text: str) -> None:
        self.context, self.style = context, jump_style(context, style)
        self.paragraph = Paragraph(id=style, text=text, style=style)

    def lines(self, measure: float) -> tuple[SetLine, ...]:
        context = self.context
        return inserted(set_paragraph(self.paragraph, self.style, measure, context.book, styles=context.styles))

    def opening(self, columns: Columns, own: OwnColumns) -> tuple[Columns, tuple[JumpRow, ...]]:
        """The line on the first rows of the columns; nothing is taken where it has no room."""
        column = next((at for at, segments in enumerate(columns.segments) if segments), -1)
        if column < 0:
            return columns, ()
        first, last = columns.segments[column][0]
        return self._carved(columns, column, own, last - first, lambda count: range(first, first + count))

    def closing(self, columns: Columns, own: OwnColumns) -> tuple[Columns, tuple[JumpRow, ...]]:
        """The line on the last rows of the columns; nothing is taken where it has no room."""
        column = next((at for at in reversed(range(len(columns.segments))) if columns.segments[at]), -1)
        if column < 0:
            return columns, ()
        first, last = columns.segments[column][-1]
        return self._carved(columns, column, own, last - first, lambda count: range(last - count, last))

    def at_end(self, unit: Unit, place: Placed, own: OwnColumns) -> tuple[JumpRow, ...]:
        """The line at the end of the last line of copy, a line of ``unit``, where that ends its paragraph and leaves it room."""
        if unit.rows or place.line + 1 < len(unit.lines):
            return ()
        measure, last = place.measure or own.measure, unit.lines[place.line]
        line, *more = self.lines(measure)
        if more or line.width > measure - last.x - last.width - GAP * self.context.grid.em:
            return ()
        return (JumpRow(line, self.style.size, place.column, place.row, place.x),)

    def _carved(
        self, columns: Columns, column: int, own: OwnColumns, room: int, rows_of: Callable[[int], range]
    ) -> tuple[Columns, tuple[JumpRow, ...]]:
        narrow = columns.narrow[column] if columns.narrow else {}
        for count in range(1, min(MOST_LINES, room - LEAST_ROWS) + 1):
            rows = rows_of(count)
            x, width = _common(narrow, rows, own.measure)
            lines = self.lines(width) if width > self.context.grid.em else ()
            if lines and len(lines) <= count:
                placed = (JumpRow(line, self.style.size, column, rows[at], x) for at, line in enumerate(lines))
                return _without(columns, column, rows), tuple(placed)
        return columns, ()


def drawn_up(jumps: Sequence[JumpRow], unit: Unit, last: Placed, columns: Columns) -> tuple[JumpRow, ...]:
    """Closing lines directly under the ``last`` line of copy, where a head that moved on left rows between them."""
    if not jumps or not columns.is_whole or last.column != jumps[0].column:
        return tuple(jumps)
    first, end = columns.segments[last.column][-1]
    under = row_under(unit, last)
    if not first < under <= end:
        return tuple(jumps)
    return tuple(replace(jump, row=jump.row - end + under) for jump in jumps)


def _common(narrow: Narrow, rows: Iterable[int], measure: float) -> tuple[float, float]:
    """Where a line may stand that takes these rows: from where and how wide; of a row in parts the widest one counts."""
    x, right = 0.0, measure
    for row in rows:
        left, width = max(narrow.get(row, ((0.0, measure),)), key=lambda part: part[1])
        x, right = max(x, left), min(right, left + width)
    return x, right - x


def _without(columns: Columns, column: int, rows: range) -> Columns:
    """The columns without some first or last rows of a segment."""
    left = tuple(
        (rows.stop if first == rows.start else first, rows.start if last == rows.stop else last)
        for first, last in columns.segments[column]
    )
    segments = [left if at == column else one for at, one in enumerate(columns.segments)]
    narrow = tuple(
        {row: parts for row, parts in one.items() if at != column or row not in rows}
        for at, one in enumerate(columns.narrow)
    )
    return Columns(segments, narrow)
