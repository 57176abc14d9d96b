"""The room of a block: its rectangles in points and the free rows of its own columns, before headline and pictures."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.context import Context
from layoutdesk.compose.flow import Segments
from layoutdesk.compose.grid import OwnColumns, bounding
from layoutdesk.compose.holes import TOUCH, Hole
from layoutdesk.model.borders import BORDERS
from layoutdesk.model.elements import Block
from layoutdesk.model.story import Story

if TYPE_CHECKING:
    from layoutdesk.compose.vertical import SideHead

#: A framed block keeps this white inside its frame: 字 at the sides, rows over and under.
FRAME_PAD_EM, FRAME_PAD_ROWS = 0.9, 1
#: So many rows open under a headline at the side of its text are a hole.
HOLE_ROWS: Final = 6
#: Rows that a block has at least under a headline at its side for text to go on there, the white between them in rows, and the
#: longest lines there, in 字.
LEAST_UNDER: Final = 4
WHITE_UNDER: Final = 0.6
MOST_UNDER: Final = 28.5


class Area(msgspec.Struct, frozen=True):
    """The block's room: its rectangles in points, its own columns and their free rows, before headline and pictures.

    ``hole`` is the headline group that stands at the ``side`` of its text where that goes on under it.
    """

    rect: Rect
    head_rect: Rect
    own: OwnColumns
    columns: tuple[Segments, ...]
    rows: int
    pad: int
    head_row: int
    side: SideHead | None = None
    hole: Hole | None = None


def area_of(context: Context, block: Block, rows: int | None) -> Area:
    """The room of a block; ``rows`` overrides the height of its area."""
    grid = context.grid
    area = block.area if rows is None else (replace(block.area[0], rows=rows),)
    bounds = bounding(area)
    pad = FRAME_PAD_ROWS if block.is_framed else 0
    # An L is set in the page's own columns, which leave a frame no white at the sides; its headline stands over all of them.
    inset = block.is_framed and len(area) == 1
    side = FRAME_PAD_EM * grid.em + _border_depth(block) if inset else 0.0
    rect = grid.rect(bounds).inset(side, 0, side, 0)
    own = grid.columns_of(replace(block, area=area), rect)
    head_rect = _spanned(block, own, grid.rect(area[0]).inset(side, 0, side, 0))
    columns = []
    for index in range(len(own.lefts)):
        base = bounds.column + index
        parts = area if len(area) == 1 else [part for part in area if part.column <= base < part.right]
        columns.append(_merged([(part.row - bounds.row, part.bottom - bounds.row) for part in parts], pad, bounds.rows))
    return Area(rect, head_rect, own, tuple(columns), bounds.rows, pad, area[0].row - bounds.row)


def _spanned(block: Block, own: OwnColumns, rect: Rect) -> Rect:
    """What of the rectangle over its text a headline group takes: all of it, or as many own columns as it spans (跨栏)."""
    under = columns_under(own, rect)
    if not 0 < block.head_columns < len(under):
        return rect
    left, width = own.span(under[0], block.head_columns)
    return Rect(rect.x, rect.y, rounded(left + width - rect.x), rect.h)


def columns_under(own: OwnColumns, rect: Rect) -> range:
    """The numbers of the own columns that begin under a rectangle."""
    found = [index for index, left in enumerate(own.lefts) if rect.x - 0.5 <= left < rect.right]
    return range(found[0], found[-1] + 1) if found else range(0)


def beside(context: Context, block: Block, story: Story, area: Area) -> Area:
    """The room that a headline set downwards at the side (竖题) leaves to the text: beside it, and under it where it is shorter."""
    if block.head_at == "top":
        return area
    from layoutdesk.compose.vertical import set_beside, stands_beside

    grid = context.grid
    upper = area.rect.y + area.pad * grid.step
    whole = Rect(area.rect.x, upper, area.rect.w, (block.area[0].rows - 2 * area.pad) * grid.step)
    side = set_beside(context, story, block, whole) if stands_beside(block) else None
    if side is None:
        return area
    at_left = block.head_at == "left"
    rect = area.rect.inset(side.width if at_left else 0.0, 0, 0.0 if at_left else side.width, 0)
    head_rect = Rect(area.rect.x if at_left else rounded(rect.right), upper, side.width, whole.h)
    under = _going_under(context, block, area, side, head_rect)
    if under is not None:
        return under
    own = grid.columns_of(block, rect)
    return replace(area, rect=rect, head_rect=head_rect, own=own, columns=area.columns[:1] * len(own.lefts), side=side)


def _going_under(context: Context, block: Block, area: Area, side: SideHead, head_rect: Rect) -> Area | None:
    """The room where one column runs beside a group and on under it in its full width: the group is clearly lower than its block.

    Nothing where the lines beside it would be too short, or those under it too long.
    """
    from layoutdesk.compose.vertical import LEAST_MEASURE

    grid, own = context.grid, context.grid.columns_of(block, area.rect)
    rows = area.pad + rows_beside(side, grid.step)
    beside_it = own.measure - side.width
    if len(own.lefts) > 1 or beside_it < LEAST_MEASURE * grid.em or own.measure > MOST_UNDER * grid.em:
        return None
    if area.rows - area.pad - rows < LEAST_UNDER:
        return None
    hole = Hole(head_rect.x - TOUCH, head_rect.right + TOUCH, 0, rows)
    head_rect = head_rect.moved(0, -min(line.y for line in side.lines))
    return replace(area, head_rect=head_rect, own=own, columns=area.columns[:1] * len(own.lefts), side=side, hole=hole)


def rows_beside(side: SideHead, step: float) -> int:
    """How many rows of text stand beside a group that stands at the top of its block, the white under it included."""
    top = min(line.y for line in side.lines)
    foot = max(line.y + line.column.length for line in side.lines)
    return math.ceil((foot - top) / step + WHITE_UNDER)


def open_under(side: SideHead, rows: int, step: float) -> int:
    """How many of a block's ``rows`` stay empty under a group at its side where no text goes on under it."""
    foot = max(line.y + line.column.length for line in side.lines)
    return math.floor(rows - foot / step)


def _border_depth(block: Block) -> float:
    """How deep the border of a block is, points; a plain frame has none."""
    if block.frame not in BORDERS:
        return 0.0
    from layoutdesk.compose.borders import border_depth

    return border_depth(block.frame)


def _merged(parts: list[tuple[int, int]], pad: int, rows: int) -> Segments:
    """Row ranges joined where they touch, without the padding at head and foot."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(parts):
        if merged and merged[-1][1] >= first:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple((max(first, pad), min(last, rows - pad)) for first, last in merged)


def from_row(segments: Segments, row: int) -> Segments:
    """What of a column lies at or under ``row``."""
    return tuple((max(first, row), last) for first, last in segments if last > row)
