"""A block that waits beside a sheet (停在版外) as it comes back onto a page: with its own shape, columns, headline and pictures."""

from __future__ import annotations

from typing import NamedTuple

from layoutdesk import edits
from layoutdesk.base.geometry import rounded
from layoutdesk.base.steps import Steps
from layoutdesk.compose.context import context_of
from layoutdesk.compose.grid import bounding, page_grid, shift
from layoutdesk.compose.jumpflow import run_of
from layoutdesk.compose.parking import is_parked
from layoutdesk.makeup.makingroom import refitted
from layoutdesk.makeup.refitting import fresh, unbroken
from layoutdesk.model import Block, Document, GridRect, Page
from layoutdesk.text.fonts import FontBook
from layoutdesk.ui.canvas.ground import nearest
from layoutdesk.ui.canvas.snapping import Sheet, moved
from layoutdesk.ui.placing import REACH, Placing


class Waiting(NamedTuple):
    """A block that is parked, with its issue and the page beside which it lies."""

    document: Document
    home: Page
    block: Block

    @classmethod
    def of(cls, document: Document, story: str) -> Waiting | None:
        """The first one of a story; nothing where none is parked."""
        for page in document.pages:
            grid = page_grid(document.template(page.template))
            for each in page.elements:
                if isinstance(each, Block) and each.story == story and is_parked(each, grid):
                    return cls(document, page, each)
        return None


class Returning(Placing):
    """Finds places over one page for a block that waits; it keeps its shape wherever the page is as wide and nothing gives way."""

    def __init__(self, waiting: Waiting, page: Page, book: FontBook) -> None:
        document, home, block = waiting
        self._waiting, self._copy = waiting, document.story(block.story)
        super().__init__(document, page, self._copy, book, block.id)
        context = context_of(document, self._template, book)
        self._refit = refitted(context, block, self._copy, run_of(document, home, block, book))

    def block(self, column: float, row: float) -> Block:
        """The block with its upper left corner near a place of the grid, inside the type area."""
        spec, whole = self._template.grid, bounding(self._waiting.block.area)
        area = shift(self._waiting.block.area, -whole.column, -whole.row)
        if whole.columns > spec.columns or whole.rows > spec.rows:
            area = (GridRect(0, 0, min(whole.columns, spec.columns), min(whole.rows, spec.rows)),)
        sheet = Sheet(spec.columns, spec.rows, self._others)
        left = min(max(int(column), 0), spec.columns - 1)
        return fresh(self._waiting.block, moved(area, left, rounded(row), sheet, REACH).area)

    def elsewhere(self, column: float, row: float) -> Block | None:
        """The block on the free ground nearest to a place; none where no ground of the page is as large."""
        block, wide = self.block(0, 0), self._grid.pitch / self._grid.step
        whole, spec = bounding(block.area), self._template.grid
        sheet = Sheet(spec.columns, spec.rows, self._covered)
        place = nearest(whole.columns, whole.rows, sheet, column, row, wide)
        if place is None:
            return None
        return fresh(block, shift(block.area, place.column - whole.column, place.row - whole.row))

    def fitted(self, left: int, columns: int, tight: bool) -> Steps[Block | None]:
        """The block in ``columns`` from ``left`` on, as it is where it keeps its width, else set anew."""
        return self._refit(left, columns, tight)

    def put(self, block: Block) -> tuple[edits.Edit, ...]:
        """The edits that put it there, from another page as well, the lines of its headline chosen anew with its width."""
        home, was = self._waiting.home.id, self._waiting.block
        if home == self._page:
            steps: tuple[edits.Edit, ...] = (edits.SetArea(page=home, element=block.id, area=block.area),)
        else:
            steps = (edits.MoveToPage(page=home, element=block.id, to=self._page, area=block.area),)
        if bounding(block.area).columns == bounding(was.area).columns:
            return steps
        return (*steps, edits.SetElement(page=self._page, element=block), *unbroken(self._copy))
