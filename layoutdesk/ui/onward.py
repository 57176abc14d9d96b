"""The rest of a story that its block or frame does not hold (余文), and what takes it on, on any page (续排)."""

from __future__ import annotations

from typing import Final, NamedTuple

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.block import plan_block
from layoutdesk.compose.context import Context, Scope, context_of
from layoutdesk.compose.elements import block_plan
from layoutdesk.compose.grid import bounding
from layoutdesk.compose.jump import Jumps, jumps_of
from layoutdesk.compose.types import ComposedPage
from layoutdesk.model.document import Document, Page
from layoutdesk.model.elements import Block, GridRect, TextFrame
from layoutdesk.model.story import Paragraph, Story
from layoutdesk.text.fonts import FontBook
from layoutdesk.ui.canvas.free import FreeRest
from layoutdesk.ui.canvas.ground import covered, depth, free_rest, is_free, nearest
from layoutdesk.ui.canvas.snapping import Rest, Sheet, moved
from layoutdesk.ui.landing import Landing
from layoutdesk.ui.placing import REACH
from layoutdesk.ui.threads import ordered

#: Rows of free ground under the hand that are worth a part of a rest which stands whole nowhere.
_LEAST: Final = 4


class _Seam(NamedTuple):
    """Where a story is parted: the story as it is then, the first item of the rest, and the edits that bring pictures over."""

    story: Story
    at: int
    brought: tuple[edits.Edit, ...]


class Onward:
    """What is to go on: an overset block or text frame of a page as composed."""

    def __init__(self, document: Document, book: FontBook, composed: ComposedPage, element: Block | TextFrame) -> None:
        self._document, self._book, self._composed = document, book, composed
        self._story = document.story(element.story)
        self.element = element
        #: What stays, by the page where it goes on, and the rows that the rest needs there in how many columns from which item on:
        #: found once, not with every move of the hand.
        self._firsts: dict[str, int | None] = {}
        self._needed: dict[tuple[str, int, int], int] = {}
        self._seams: dict[int, _Seam] = {}

    def is_of(self, document: Document) -> bool:
        """Whether the issue is still the one of which this is the rest."""
        return document is self._document

    @property
    def first(self) -> int | None:
        """The first item of the body that does not wholly stand; nothing where not even one stands before it."""
        reached: dict[str, int] = {}
        for line in self._composed.lines:
            if line.element == self.element.id:
                reached[line.paragraph] = max(reached.get(line.paragraph, 0), line.end)
        start = self.element.first if isinstance(self.element, Block) else 0
        for index, item in enumerate(self._story.body):
            if index >= start and isinstance(item, Paragraph) and reached.get(item.id, -1) < len(item.text):
                return index if index > start else None
        return None

    def landing(
        self, page: Page, x: float, y: float, name: str, *, before: bool = False, over: bool = False
    ) -> Landing | None:
        """Where the element ``name`` takes the rest on near a point of a page; nothing where the block holds no paragraph whole,
        so that none could stay.

        A block goes to the nearest free ground where it would lie over others, and under the hand in any case with ``over``; one
        for which the page has none is told as ``full``. A frame comes after the one that it goes on from in its thread, or
        ``before`` it.
        """
        if isinstance(self.element, TextFrame):
            frame = self._frame(page, x, y, name)
            place = ordered(self._document, self.element, (name,), before=before)
            return Landing(frame, (edits.PlaceElement(page=page.id, element=frame), place), FreeRest(frame.rect, ()))
        if page.id not in self._firsts:
            self._firsts[page.id] = self._first_on(page, name)
        first = self._firsts[page.id]
        if first is None:
            return None
        found, full = self._rest(page, x, y, first, over=over), 0
        if found is None:
            full = self._rows_in(page, self._width(page), first)
            found = Rest((GridRect(0, 0, self._width(page), full),), ())
        block = self._block(found.area[0], name, first)
        return Landing(block, self._parted(page, block, first), found, full)

    def _rest(self, page: Page, x: float, y: float, first: int, *, over: bool) -> Rest | None:
        """Where a block with the rest from the item ``first`` on rests: near a point, or on the free ground next to that."""
        grid, columns = self._context(page).grid, self._width(page)
        spec = grid.template.grid
        sheet = Sheet(spec.columns, spec.rows, covered(page.elements, grid))
        column, row = (x - grid.type_area.x) / grid.pitch, (y - grid.type_area.y) / grid.step
        left, rows = min(max(int(column), 0), spec.columns - columns), self._rows_in(page, columns, first)
        here = moved((GridRect(left, 0, columns, rows),), 0, row, sheet, REACH)
        if over or is_free(here.area, sheet.others):
            return here
        for wide in (columns, columns - 1, columns + 1):
            if 0 < wide <= spec.columns:
                deep = self._rows_in(page, wide, first)
                place = nearest(wide, deep, sheet, column, row, grid.pitch / grid.step)
                if place is not None:
                    return free_rest(place)
        top = min(max(round(row), 0), spec.rows - 1)
        free = depth(left, columns, top, sheet)
        return Rest((GridRect(left, top, columns, free),), ()) if free >= _LEAST else None

    def _parted(self, page: Page, rest: Block, first: int) -> tuple[edits.Edit, ...]:
        """The edits that leave the copy up to the item ``first`` where it is, and put the rest on a page."""
        seam = self._seam(first)
        kept = edits.SetBlock(page=self._composed.page, element=self.element.id, last=seam.at)
        return *seam.brought, kept, edits.PlaceElement(page=page.id, element=rest)

    def _seam(self, first: int) -> _Seam:
        """Where the story is parted before its item ``first``: the pictures that stand in the block come before the seam."""
        if first not in self._seams:
            standing = {each.picture for each in self._composed.pictures if each.element == self.element.id}
            late = [item.id for item in self._story.body[first:] if item.id in standing]
            brought = tuple(
                edits.MovePicture(self._story.id, name, at, self.element.id) for at, name in enumerate(late, first)
            )
            after = edits.apply(self._document, edits.Batch("ui.history.onward", brought))
            self._seams[first] = _Seam(after.story(self._story.id), first + len(late), brought)
        return self._seams[first]

    def _first_on(self, page: Page, name: str) -> int | None:
        """The item with which the rest begins on a page: what stays has room for the line that says so (下转), too."""
        first, block = self.first, self.element
        assert isinstance(block, Block)
        while first is not None and page.id != self._composed.page:
            width = self._width(page)
            rest = self._block(GridRect(0, 0, width, self._rows_in(page, width, first)), name, first)
            after = edits.apply(self._document, edits.together("ui.history.onward", self._parted(page, rest, first)))
            here, seam = after.page(self._composed.page), self._seam(first)
            context = context_of(after, after.template(here.template), self._book)
            if not block_plan(Scope(after, here, context), replace(block, last=seam.at), seam.story).over:
                break
            first = first - 1 if first - 1 > block.first else None
        return first

    def _frame(self, page: Page, x: float, y: float, name: str) -> TextFrame:
        """A frame as wide as the one before and as high as the lines over need."""
        context, before = self._context(page), self.element
        assert isinstance(before, TextFrame)
        over = sum(fit.over for fit in self._composed.fits if fit.story == before.story)
        step = before.step or context.grid.step
        height = max(4, -(-over // before.columns) + 1) * step
        return replace(before, id=name, rect=Rect(rounded(x), rounded(y), before.rect.w, rounded(height)), paragraph="")

    def _width(self, page: Page) -> int:
        """The columns of the page that the block takes, as far as the page where it goes on has them."""
        spec, area = self._context(page).template.grid, self._block_before.area
        return min(bounding(area).columns, spec.columns)

    def _rows_in(self, page: Page, columns: int, first: int) -> int:
        """The rows of which a block so wide needs no more for all of the rest; the depth of the page where that is not enough."""
        key = page.id, columns, first
        if key not in self._needed:
            context = self._context(page)
            block = self._block(GridRect(0, 0, columns, context.template.grid.rows), "", first)
            self._needed[key] = _rows(context, block, self._seam(first).story, jumps_of(self._document, page, block))
        return self._needed[key]

    def _block(self, place: GridRect, name: str, first: int) -> Block:
        """A block without headline for the rest, set in as many columns as the one before where it is as wide."""
        before, seam = self._block_before, self._seam(first)
        same = len(before.area) == 1 and place.columns == before.area[0].columns
        return Block(
            id=name, story=before.story, area=(place,), mode=before.mode, gutter=before.gutter, first=seam.at,
            last=before.last, headline=False, frame=before.frame, tint=before.tint, columns=before.columns if same else 0,
        )  # fmt: skip

    @property
    def _block_before(self) -> Block:
        assert isinstance(self.element, Block)
        return self.element

    def _context(self, page: Page) -> Context:
        return context_of(self._document, self._document.template(page.template), self._book)


def _rows(context: Context, block: Block, story: Story, jumps: Jumps) -> int:
    """The least rows at which every line of a block stands, its jump lines among them, or all that it has."""
    least, most = 1, block.area[0].rows
    while least < most:
        middle = (least + most) // 2
        if plan_block(context, block, story, middle, jumps=jumps).over:
            least = middle + 1
        else:
            most = middle
    return most
