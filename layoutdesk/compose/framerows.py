"""The room of a free text frame: its columns, and its rows on the page's grid or at its own step."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from layoutdesk.base.geometry import rounded
from layoutdesk.compose.context import Context
from layoutdesk.compose.flow import Segments
from layoutdesk.compose.grid import EM_ABOVE, LEAST_MEASURE, OwnColumns
from layoutdesk.compose.holes import Columns, Obstacle, cut, hole_in_rows
from layoutdesk.model.elements import TextFrame

#: A row that lacks no more than this share of its step still counts: frames measured in mm are rounded.
_ROW_SLACK = 0.03
#: A frame has no more rows than this, however small its step.
MOST_ROWS = 10_000


class Rows(msgspec.Struct, frozen=True):
    """The rows of a frame: the baseline of the first, the step in points, and how many there are."""

    baseline: float
    step: float
    count: int

    def top(self, row: float, em: float) -> float:
        """The upper edge of a row in points, where the body's type is ``em`` points large."""
        return rounded(self.baseline - EM_ABOVE * em - (self.step - em) / 2 + row * self.step)


def frame_rows(context: Context, frame: TextFrame) -> Rows:
    """The rows of a frame: its own step from its top, or the rows of the page's grid whose em boxes it holds."""
    grid, rect = context.grid, frame.rect
    air = grid.step - grid.em
    if frame.step:
        rows = int(min(rect.h / frame.step + _ROW_SLACK, MOST_ROWS))
        return Rows(rounded(rect.y + (frame.step - grid.em) / 2 + EM_ABOVE * grid.em), frame.step, rows)
    slack = _ROW_SLACK * grid.step
    first = math.ceil((rect.y - slack - grid.type_area.y - air / 2) / grid.step)
    last = math.floor((rect.bottom + slack - grid.type_area.y + air / 2) / grid.step)
    return Rows(grid.baseline(first), grid.step, min(max(0, last - first), MOST_ROWS))


def frame_columns(context: Context, frame: TextFrame) -> OwnColumns:
    """The columns of a frame: with its own gutter they fill its width, else they are whole half 字 as in a block.

    There are no more than have room for ``LEAST_MEASURE`` 字.
    """
    grid, rect = context.grid, frame.rect
    gutter = frame.gutter or context.template.grid.inner_gutter * grid.em
    count = min(frame.columns, max(1, int((rect.w + gutter) / (LEAST_MEASURE * grid.em + gutter))))
    if not frame.gutter or count == 1:
        return context.grid.own_columns(rect, count)
    measure = (rect.w - (count - 1) * frame.gutter) / count
    return OwnColumns(
        tuple(rounded(rect.x + index * (measure + frame.gutter)) for index in range(count)), measure, frame.gutter
    )


def frame_room(context: Context, frame: TextFrame, holes: Sequence[Obstacle]) -> Columns:
    """The columns of a frame in rows, narrowed beside what lies over it."""
    rows, own = frame_rows(context, frame), frame_columns(context, frame)
    columns: list[Segments] = [((0, rows.count),) if rows.count else ()] * len(own.lefts)
    if not holes:
        return Columns(columns, ())
    em = context.grid.em
    made = [hole_in_rows(hole, rows.top(0, em), rows.step, em) for hole in holes]
    return cut(columns, own, em, made)


def clear_rows(columns: Columns) -> Segments:
    """The rows that are free over the whole width of the columns."""
    free = [{row for first, last in one for row in range(first, last)} for one in columns.whole_rows()]
    return _joined(sorted(set.intersection(*free))) if free else ()


def longest_run(columns: Sequence[Segments]) -> int:
    """The most rows that stand under one another in a column."""
    return max((last - first for segments in columns for first, last in segments), default=0)


def _joined(rows: Sequence[int]) -> Segments:
    ends = [at for at in range(1, len(rows)) if rows[at] != rows[at - 1] + 1]
    return tuple((rows[a], rows[b - 1] + 1) for a, b in pairwise((0, *ends, len(rows)))) if rows else ()
