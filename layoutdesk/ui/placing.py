"""A sensible block for a story that is dropped on a page: as wide as its length asks for, as deep as its copy needs."""

from __future__ import annotations

import math
from typing import Final

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.base.steps import Steps
from layoutdesk.compose.grid import bounding, page_grid, shift
from layoutdesk.compose.measure import Measurer, Shape
from layoutdesk.compose.parking import free_box, is_parked, without_parked
from layoutdesk.makeup.ground import covered
from layoutdesk.model.document import Document, Page, blocks_of
from layoutdesk.model.elements import Block, Element, GridRect, area_of, is_hidden
from layoutdesk.model.gaps import missing
from layoutdesk.model.story import NO_HEAD, Story, paragraphs
from layoutdesk.text.fonts import FontBook
from layoutdesk.ui.canvas.ground import is_free, nearest
from layoutdesk.ui.canvas.snapping import Sheet, moved
from layoutdesk.ui.canvas.standing import beside, side_at

#: Characters up to which a story takes a share of the page's base columns.
_SHARES: Final = ((260, 0.25), (700, 0.34), (1300, 0.5), (10**9, 0.67))
#: How far, in rows, a neighbour's edge catches a dropped block.
REACH: Final = 1.5
#: The rank of a story that has none of its own, among the second headlines of a page.
_USUAL_RANK: Final = 3
_BEST_FILL: Final = 0.92


class Placing:
    """Finds blocks for one story over one page; what the engine measured is kept while the hand moves on."""

    def __init__(self, document: Document, page: Page, story: Story, book: FontBook, name: str) -> None:
        self._template = document.template(page.template)
        self._grid = page_grid(self._template)
        standing = [each for each in page.elements if not is_hidden(each) and not is_parked(each, self._grid)]
        self._others = tuple(rect for element in standing for rect in area_of(element))
        self._covered = covered(page.elements, self._grid)
        self._parked = [box for each in page.elements if (box := self._lies(each)) is not None and each.id != name]
        # Of a story that stands on other pages in part, what is missing (漏排) or parked.
        self._gap = missing(without_parked(document)).get(story.id)
        blocks = blocks_of(document, story.id)
        self._flows, self._heads = any(each.flows for each in blocks), not any(each.headline for each in blocks)
        if self._gap is not None:
            head = {} if self._heads else NO_HEAD
            story = replace(story, **head, body=story.body[slice(*self._gap)])
        self._story = story
        self._name, self._page = name, page.id
        assets = {asset.id: asset for asset in document.assets}
        self._measurer = Measurer(self._template, book, assets, document.styles, document.meta.language)

    def put(self, block: Block) -> tuple[edits.Edit, ...]:
        """The edits that put the block on the page."""
        return (edits.PlaceElement(page=self._page, element=block),)

    def block(self, column: float, row: float) -> Block:
        """The block with its upper left corner near a place of the grid, inside the type area.

        Its depth is the one at which the engine sets every line; where the page is not that deep it takes the whole depth.
        """
        spec = self._template.grid
        left = min(max(int(column), 0), spec.columns - 1)
        columns = min(self._wanted(), self._free(left, round(row)))
        shape = self._shape(columns)
        rows = min(shape.rows, spec.rows) if shape is not None else spec.rows
        sheet = Sheet(spec.columns, spec.rows, self._others)
        area = moved((GridRect(left, 0, columns, rows),), 0, rounded(row), sheet, REACH).area
        return self._made(area, shape)

    def elsewhere(self, column: float, row: float) -> Block | None:
        """The block on the free ground nearest to a place, of its measure or of a column less or more; none on a full page."""
        spec, wanted = self._template.grid, self._wanted()
        sheet = Sheet(spec.columns, spec.rows, self._covered)
        for columns in (wanted, wanted - 1, wanted + 1):
            for shape in (self._shape(columns), self._lowest(columns)) if 0 < columns <= spec.columns else ():
                wide = self._grid.pitch / self._grid.step
                place = nearest(columns, shape.rows, sheet, column, row, wide) if shape is not None else None
                if place is not None:
                    return self._made((place,), shape)
        return None

    def is_free(self, block: Block) -> bool:
        """Whether a block lies over nothing that stands on the page."""
        return is_free(block.area, self._covered)

    def beside(self, x: float, y: float) -> Block:
        """The block beside the sheet at the side that is nearer to a point of it, under what is parked there."""
        block = self.parked(-1.0 if x < self._grid.width / 2 else self._grid.width + 1.0, y)
        for other in sorted(self._parked, key=lambda each: each.y):
            box = self._grid.rect(bounding(block.area))
            if other.overlaps(box):
                block = replace(
                    block, area=shift(block.area, 0, math.ceil((other.bottom - box.y) / self._grid.step) + 1)
                )
        return block

    def parked(self, x: float, y: float) -> Block:
        """The block round a point beside the sheet."""
        grid, block = self._grid, self.block(0, 0)
        box = grid.rect(bounding(block.area))
        dx, dy = x - box.x - box.w / 2, y - box.y - box.h / 2
        (area,) = beside((block.area,), dx, dy, grid, side_at(x, y, grid))
        assert not isinstance(area, Rect)
        return replace(block, area=area)

    def _lies(self, element: Element) -> Rect | None:
        """The rectangle of what lies beside the sheet, nothing for others."""
        if not is_parked(element, self._grid):
            return None
        return free_box(element) or self._grid.rect(bounding(area_of(element)))

    def fitted(self, left: int, columns: int, tight: bool) -> Steps[Block | None]:
        """The block in ``columns`` from ``left`` on, from the first row: set at its best or, ``tight``, as low as it can be.

        Nothing where it cannot be set so narrow.
        """
        shape = self._lowest(columns) if tight else self._shape(columns)
        yield
        return None if shape is None else self._made((GridRect(left, 0, columns, shape.rows),), shape)

    def _made(self, area: tuple[GridRect, ...], shape: Shape | None) -> Block:
        if shape is None:
            return self._part(Block(id=self._name, story=self._story.id, area=area))
        block = Block(
            id=self._name, story=self._story.id, area=area, columns=shape.columns, head_size=shape.head_size,
            head_rows=shape.head_rows, pictures=shape.pictures, frame=shape.frame,
        )  # fmt: skip
        return self._part(block)

    def _part(self, block: Block) -> Block:
        """The block with what of its story is missing elsewhere; with all of a story that stands nowhere."""
        if self._gap is None:
            return block
        block = replace(block, first=self._gap[0], last=self._gap[1], flows=self._flows)
        return block if self._heads else replace(block, headline=False, head_rows=0, head_size=0.0)

    def _wanted(self) -> int:
        length = sum(len(part.text) for part in paragraphs(self._story))
        share = next(share for most, share in _SHARES if length <= most)
        return max(1, round(self._template.grid.columns * share))

    def _free(self, left: int, row: int) -> int:
        """Columns from ``left`` to the next block that stands in this row; all of them where the place is taken already."""
        beside = [other.column for other in self._others if other.row <= row < other.bottom and other.column > left]
        return min([self._template.grid.columns, *beside]) - left

    def _shape(self, columns: int) -> Shape | None:
        """The setting with the fewest empty slots and the headline that fills its width best."""
        shapes = self._across(columns)
        return min(shapes, key=lambda shape: shape.slack + 10 * abs(shape.head_fill - _BEST_FILL), default=None)

    def _lowest(self, columns: int) -> Shape | None:
        """The setting with the fewest rows, of those the one with the largest headline."""
        return min(self._across(columns), key=lambda shape: (shape.rows, -shape.head_size), default=None)

    def _across(self, columns: int) -> list[Shape]:
        """The settings with the headline over the text."""
        rank = self._story.priority or _USUAL_RANK
        return [shape for shape in self._measurer.shapes(self._story, rank, columns) if not shape.upright]
