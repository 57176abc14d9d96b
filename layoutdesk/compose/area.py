"""The room of a block: its rectangles in points and the free rows of its own columns, before headline and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.context import Context
from layoutdesk.compose.flow import Segments
from layoutdesk.compose.grid import OwnColumns, bounding
from layoutdesk.model.borders import BORDERS
from layoutdesk.model.elements import Block
from layoutdesk.model.story import Story

if TYPE_CHECKING:
    from layoutdesk.compose.vertical import SideHead

#: A framed block keeps this white inside its frame: 字 at the sides, rows over and under.
FRAME_PAD_EM, FRAME_PAD_ROWS = 0.9, 1


class Area(msgspec.Struct, frozen=True):
    """The block's room: its rectangles in points, its own columns and their free rows, before headline and pictures."""

    rect: Rect
    head_rect: Rect
    own: OwnColumns
    columns: tuple[Segments, ...]
    rows: int
    pad: int
    head_row: int
    side: SideHead | None = None


def area_of(context: Context, block: Block, rows: int | None) -> Area:
    """The room of a block; ``rows`` overrides the height of its area."""
    grid = context.grid
    area = block.area if rows is None else (replace(block.area[0], rows=rows),)
    bounds = bounding(area)
    pad = FRAME_PAD_ROWS if block.is_framed else 0
    side = FRAME_PAD_EM * grid.em + _border_depth(block) if block.is_framed else 0.0
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
    """The room that a headline set downwards at the side (竖题) leaves to the text."""
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
    own = grid.columns_of(block, rect)
    return replace(area, rect=rect, head_rect=head_rect, own=own, columns=area.columns[:1] * len(own.lefts), side=side)


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
