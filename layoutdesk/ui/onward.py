"""The rest of a story that its block or frame does not hold (余文), and what takes it on, on any page (续排)."""

from __future__ import annotations

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.block import plan_block
from layoutdesk.compose.context import Context, Scope, context_of
from layoutdesk.compose.elements import block_plan
from layoutdesk.compose.jump import Jumps, jumps_of
from layoutdesk.compose.types import ComposedPage
from layoutdesk.model.document import Document, Page
from layoutdesk.model.elements import Block, GridRect, TextFrame
from layoutdesk.model.story import Paragraph, Story
from layoutdesk.text.fonts import FontBook
from layoutdesk.ui.threads import ordered


class Onward:
    """What is to go on: an overset block or text frame of a page as composed."""

    def __init__(self, document: Document, book: FontBook, composed: ComposedPage, element: Block | TextFrame) -> None:
        self._document, self._book, self._composed = document, book, composed
        self._story = document.story(element.story)
        self.element = element
        #: What stays, and the rows that the rest needs, by the page where it goes on: found once, not with every move of the hand.
        self._firsts: dict[str, int | None] = {}
        self._needed: dict[str, int] = {}

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

    def steps(
        self, page: Page, x: float, y: float, name: str, *, before: bool = False
    ) -> tuple[list[edits.Edit], Block | TextFrame] | None:
        """The edits by which the element ``name`` takes the rest on near a point of a page, and that element; nothing where
        the block holds no paragraph whole, so that none could stay.
        A frame comes after the one that it goes on from in its thread, or ``before`` it.
        """
        if isinstance(self.element, TextFrame):
            frame = self._frame(page, x, y, name)
            place = ordered(self._document, self.element, (name,), before=before)
            return [edits.PlaceElement(page=page.id, element=frame), place], frame
        if page.id not in self._firsts:
            self._firsts[page.id] = self._first_on(page, name)
        first = self._firsts[page.id]
        return self._parted(page, x, y, name, first) if first is not None else None

    def _parted(self, page: Page, x: float, y: float, name: str, first: int) -> tuple[list[edits.Edit], Block]:
        """The edits that leave the copy up to the item ``first`` where it is, and put the rest near a point of a page."""
        rest = self._block(page, x, y, name, first)
        kept = edits.SetBlock(page=self._composed.page, element=self.element.id, last=first)
        return [kept, edits.PlaceElement(page=page.id, element=rest)], rest

    def _first_on(self, page: Page, name: str) -> int | None:
        """The item with which the rest begins on a page: what stays has room for the line that says so (下转), too."""
        first, block = self.first, self.element
        assert isinstance(block, Block)
        while first is not None and page.id != self._composed.page:
            steps, _ = self._parted(page, 0.0, 0.0, name, first)
            after = edits.apply(self._document, edits.together("ui.history.onward", steps))
            here = after.page(self._composed.page)
            context = context_of(after, after.template(here.template), self._book)
            if not block_plan(Scope(after, here, context), replace(block, last=first), self._story).over:
                break
            self._needed.pop(page.id, None)
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

    def _block(self, page: Page, x: float, y: float, name: str, first: int) -> Block:
        """A block of the same width without headline, just high enough for all of it where the page is."""
        context, before = self._context(page), self.element
        assert isinstance(before, Block)
        grid, spec = context.grid, context.template.grid
        columns = min(max(part.right for part in before.area) - min(part.column for part in before.area), spec.columns)
        left = min(max(int((x - grid.type_area.x) / grid.pitch), 0), spec.columns - columns)
        top = min(max(round((y - grid.type_area.y) / grid.step), 0), spec.rows - 1)
        block = Block(
            id=name, story=before.story, area=(GridRect(left, 0, columns, spec.rows),), mode=before.mode,
            gutter=before.gutter, first=first, last=before.last, headline=False, frame=before.frame, tint=before.tint,
            columns=before.columns if len(before.area) == 1 else 0,
        )  # fmt: skip
        if page.id not in self._needed:
            jumps = jumps_of(self._document, page, block)
            self._needed[page.id] = _rows(context, block, self._story, jumps)
        rows = min(self._needed[page.id], spec.rows - top)
        return replace(block, area=(GridRect(left, top, columns, rows),))

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
