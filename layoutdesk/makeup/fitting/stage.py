"""An element with its story as it stands, and as edits would make it: applied for real, laid out by the engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.compose.block import BlockPlan, TextBand
from layoutdesk.compose.context import Context, Scope, context_of
from layoutdesk.compose.elements import block_plan
from layoutdesk.compose.inset import PlannedPicture
from layoutdesk.compose.picture import CROP_LIMIT, PLACEHOLDER_ASPECT
from layoutdesk.compose.thread import thread_of
from layoutdesk.edits import AddParagraph, Edit, apply
from layoutdesk.model import Asset, Block, Document, Paragraph, Story, TextFrame
from layoutdesk.text.fonts import FontBook
from layoutdesk.text.lines import SetLine

#: Shares that differ by less are the same.
_EVEN: Final = 1e-6
#: The paragraph that stands for copy to come; no edit of a way names it.
_RESERVE: Final = "copyfit-reserve"


class Standing(msgspec.Struct, frozen=True):
    """How a story stands in its element: lines over, empty slots, pictures without room; its paragraphs' lines by id.

    ``rows`` has the rows of the units that take whole ones, by paragraph; ``plan`` is there for a block. ``loss`` is the largest
    share that one of its pictures loses to its crop.
    """

    over: int
    under: int
    characters_over: int
    lost: int
    lines: Mapping[str, tuple[SetLine, ...]]
    rows: Mapping[str, int]
    plan: BlockPlan | None = None
    loss: float = 0.0

    @property
    def room(self) -> int:
        """Lines of room: empty slots, or negative the lines over."""
        return self.under - self.over


class Stage:
    """The element ``element`` of the page ``page``, to be laid out under edits. ``KeyError`` where there is none."""

    def __init__(self, document: Document, page: str, element: str, book: FontBook) -> None:
        self.document, self.page, self.book = document, page, book
        found = next((each for each in document.page(page).elements if each.id == element), None)
        if not isinstance(found, Block | TextFrame):
            raise KeyError(element)
        self.element: Block | TextFrame = found
        self.story: Story = document.story(found.story)
        self.context: Context = context_of(document, document.template(document.page(page).template), book)
        self.now = self._standing(document)

    def reserving(self, lines: int) -> Stage:
        """The same with so many blank lines of copy more, as if they were written already."""
        blank = Paragraph(id=_RESERVE, text="\n".join(["\u3000"] * lines))
        added = AddParagraph(self.story.id, blank, getattr(self.element, "last", -1), block=self.element.id)
        return Stage(apply(self.document, added), self.page, self.element.id, self.book)

    @property
    def block(self) -> Block | None:
        """The block, where its own setting may be changed: one that is locked keeps it."""
        block = self.element
        return block if isinstance(block, Block) and not block.locked else None

    @property
    def columns(self) -> int:
        """Columns that end level together: so many slots less one may stay empty."""
        plan = self.now.plan
        return len(plan.own.lefts) if plan is not None else getattr(self.element, "columns", 1)

    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs of the body that this element, or its thread, sets."""
        block = self.element
        body = self.story.body
        if isinstance(block, Block):
            body = block.part_of(body)
        return (item for item in body if isinstance(item, Paragraph))

    def stand(self, edits: Sequence[Edit]) -> Standing | None:
        """How the story would stand after ``edits``; ``None`` where one of them cannot be, or a picture would lose its room."""
        document = self.document
        try:
            for edit in edits:
                document = apply(document, edit)
        except Refusal:
            return None
        standing = self._standing(document)
        # Pictures that have spare rows grow by themselves.
        cropped = standing.loss > max(CROP_LIMIT, self.now.loss) + _EVEN
        return standing if standing.lost <= self.now.lost and not cropped else None

    def _standing(self, document: Document) -> Standing:
        story = document.story(self.story.id)
        page = document.page(self.page)
        element = next(each for each in page.elements if each.id == self.element.id)
        if isinstance(element, Block):
            return _in_block(self.context, block_plan(Scope(document, page, self.context), element, story))
        assert isinstance(element, TextFrame)
        return _in_thread(document, story, element, self.book)


def loss_of(context: Context, planned: PlannedPicture, lower: int = 0) -> float:
    """The share of its chosen part that a picture loses to its crop ``lower`` rows lower; none where all of it is seen."""
    rect = planned.rect
    if planned.place.whole:
        return 0.0
    height = rect.h - lower * context.grid.step
    if min(rect.w, height) <= 0:
        return 1.0
    shown = _aspect(context.assets.get(planned.picture.asset), planned.place.crop)
    wanted = rect.w / height
    return 1.0 - min(shown / wanted, wanted / shown)


def _aspect(asset: Asset | None, crop: Rect) -> float:
    if asset is None:
        return PLACEHOLDER_ASPECT
    # A crop of nothing shows the whole.
    return asset.width / asset.height * (crop.w / crop.h if min(crop.w, crop.h) > 0 else 1.0)


def _in_block(context: Context, plan: BlockPlan) -> Standing:
    units = [unit for band in plan.bands if isinstance(band, TextBand) for unit in band.units]
    return Standing(
        plan.over, plan.under, plan.characters_over, len(plan.unplaced_pictures),
        {unit.paragraph: unit.lines for unit in units}, {unit.paragraph: unit.rows for unit in units if unit.rows}, plan,
        max((loss_of(context, each) for each in plan.pictures), default=0.0),
    )  # fmt: skip


def _in_thread(document: Document, story: Story, frame: TextFrame, book: FontBook) -> Standing:
    """A story over its free frames counts as one; a frame with one part of it has no lines to move."""
    if frame.paragraph:
        return Standing(0, 0, 0, 0, {}, {})
    thread = thread_of(document, story, book)
    lines: dict[str, tuple[SetLine, ...]] = {}
    for part in thread.parts.values():
        for one in part.lines:
            lines[one.paragraph.id] = (*lines.get(one.paragraph.id, ()), one.line)
    under = sum(part.under for part in thread.parts.values())
    return Standing(thread.over, under, thread.characters_over, 0, lines, {})
