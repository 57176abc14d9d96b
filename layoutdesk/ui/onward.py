"""The rest of a story that its block or frame does not hold (余文), and what takes it on, on any page (续排)."""

from __future__ import annotations

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.block import plan_block
from layoutdesk.compose.context import Context, context_of
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
        #: The rows that the rest needs, by template: found once, not with every move of the hand.
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
        first = self.first
        if first is None:
            return None
        rest = self._block(page, x, y, name, first)
        kept = edits.SetBlock(page=self._composed.page, element=self.element.id, last=first)
        return [kept, edits.PlaceElement(page=page.id, element=rest)], rest

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
        if page.template not in self._needed:
            self._needed[page.template] = _rows(context, block, self._story)
        rows = min(self._needed[page.template], spec.rows - top)
        return replace(block, area=(GridRect(left, top, columns, rows),))

    def _context(self, page: Page) -> Context:
        return context_of(self._document, self._document.template(page.template), self._book)


def _rows(context: Context, block: Block, story: Story) -> int:
    """The least rows at which every line of a block stands, or all that it has."""
    least, most = 1, block.area[0].rows
    while least < most:
        middle = (least + most) // 2
        if plan_block(context, block, story, middle).over:
            least = middle + 1
        else:
            most = middle
    return most
