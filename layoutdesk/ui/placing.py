"""A sensible block for a story that is dropped on a page: as wide as its length asks for, as deep as its copy needs."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from layoutdesk.compose.grid import page_grid
from layoutdesk.compose.types import ComposedPage
from layoutdesk.model.document import Document, Page
from layoutdesk.model.elements import Block, GridRect
from layoutdesk.model.story import Story, paragraphs
from layoutdesk.ui.canvas.snapping import Sheet, area_of, moved

#: Characters up to which a story takes a share of the page's base columns.
_SHARES: Final = ((260, 0.25), (700, 0.34), (1300, 0.5), (10**9, 0.67))
_ROUNDS: Final = 5

Compose = Callable[[Document, str], ComposedPage]


def sensible_block(
    document: Document, page: Page, story: Story, column: float, row: float, name: str, compose: Compose
) -> Block:
    """The block ``name`` for ``story`` with its upper left corner near a place of the grid, inside the type area.

    ``column`` and ``row`` may be fractions. The depth is the one at which the engine sets every line; where the page is not deep
    enough the block ends at its foot and says so.
    """
    spec = document.template(page.template).grid
    others = tuple(rect for element in page.elements for rect in area_of(element))
    left = min(max(int(column), 0), spec.columns - 1)
    free = _free_columns(left, round(row), spec.columns, others)
    columns = min(_wanted_columns(story, spec.columns), free)
    block = Block(id=name, story=story.id, area=(GridRect(left, 0, columns, spec.rows),))
    rows = _rows_needed(document, page, block, compose)
    sheet = Sheet(spec.columns, spec.rows, others)
    place = replace(block, area=(GridRect(left, 0, columns, min(rows, spec.rows)),))
    return replace(place, area=moved(place.area, 0, row, sheet, 1.5).area)


def _wanted_columns(story: Story, columns: int) -> int:
    length = sum(len(part.text) for part in paragraphs(story))
    share = next(share for most, share in _SHARES if length <= most)
    return max(1, round(columns * share))


def _free_columns(left: int, row: int, columns: int, others: tuple[GridRect, ...]) -> int:
    """Columns from ``left`` to the next block that stands in this row; all of them where the place is taken already."""
    beside = [other.column for other in others if other.row <= row < other.bottom and other.column > left]
    return min([columns, *beside]) - left


def _rows_needed(document: Document, page: Page, block: Block, compose: Compose) -> int:
    """The least depth found at which the engine sets every line of the block, by setting it alone on its page."""
    spec = document.template(page.template).grid
    grid = page_grid(document.template(page.template))
    rows, best = spec.rows, spec.rows
    for _ in range(_ROUNDS):
        tried = replace(block, area=(GridRect(block.area[0].column, 0, block.area[0].columns, rows),))
        alone = replace(page, elements=(tried,))
        pages = tuple(alone if other.id == page.id else other for other in document.pages)
        fits = compose(replace(document, pages=pages), page.id).fits
        own = max(1, len(grid.columns_of(tried, grid.block_rect(tried.area[0])).lefts))
        over, under = sum(fit.over for fit in fits), sum(fit.under for fit in fits)
        if over:
            rows = min(rows + math.ceil(over / own), spec.rows)
        else:
            best = min(best, rows)
            rows -= under // own
        if rows >= best or rows < 2:
            break
    return best
