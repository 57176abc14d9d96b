"""What of a page's grid is taken, and the free ground (空处) under a block. Plain arithmetic on the grid."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.grid import GAP_ROWS, PageGrid
from layoutdesk.compose.parking import is_parked
from layoutdesk.model import Block, Page
from layoutdesk.model.elements import Element, GridRect, PictureFrame, TextFrame, area_of, is_hidden


def covered(elements: Iterable[Element], grid: PageGrid) -> tuple[GridRect, ...]:
    """What of the grid copy and pictures take: the areas of what stands on it, and the columns and rows under free frames."""
    rects: list[GridRect] = []
    for element in elements:
        if is_hidden(element) or is_parked(element, grid):
            continue
        rects += area_of(element)
        if isinstance(element, TextFrame | PictureFrame):
            rects += _under(element.rect, grid)
    return tuple(rects)


def free_below(page: Page, block: Block, grid: PageGrid) -> int:
    """The free rows under a block, down to the white over what stands next; 0 under an L, which has two feet."""
    if len(block.area) != 1:
        return 0
    (area,) = block.area
    taken = covered((each for each in page.elements if each.id != block.id), grid)
    # What lies over the block alone, and has its text run round it, is not in the way.
    lower = [
        each for each in taken if each.column < area.right and area.column < each.right and each.bottom > area.bottom
    ]
    return max(0, min([grid.template.grid.rows, *(each.row - GAP_ROWS for each in lower)]) - area.bottom)


def deeper(block: Block, rows: int) -> Block:
    """A block of one rectangle with its foot so many rows lower."""
    (area,) = block.area
    return replace(block, area=(replace(area, rows=area.rows + rows),))


def _under(rect: Rect, grid: PageGrid) -> Iterator[GridRect]:
    """The columns and rows that a rectangle touches; nothing outside the type area."""
    spec, area = grid.template.grid, grid.type_area
    left, right = math.floor((rect.x - area.x + 1) / grid.pitch), math.ceil((rect.right - area.x - 1) / grid.pitch)
    top, bottom = math.floor((rect.y - area.y + 1) / grid.step), math.ceil((rect.bottom - area.y - 1) / grid.step)
    left, right = max(left, 0), min(right, spec.columns)
    top, bottom = max(top, 0), min(bottom, spec.rows)
    if left < right and top < bottom:
        yield GridRect(left, top, right - left, bottom - top)
