"""The rest of a story that its block or frame does not hold (余文), and what takes it on, on any page (续排)."""

from __future__ import annotations

from typing import Final, NamedTuple

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.block import plan_block
from layoutdesk.compose.context import Context, context_of
from layoutdesk.compose.framerows import frame_rows
from layoutdesk.compose.grid import bounding
from layoutdesk.compose.jumpflow import run_of
from layoutdesk.compose.run import Run
from layoutdesk.compose.thread import thread_of
from layoutdesk.compose.types import ComposedPage
from layoutdesk.makeup.ground import covered
from layoutdesk.model.document import Document, Page
from layoutdesk.model.elements import Block, GridRect, TextFrame
from layoutdesk.model.story import Paragraph, Story, TableBlock
from layoutdesk.text.fonts import FontBook
from layoutdesk.ui.canvas.free import FreeRest
from layoutdesk.ui.canvas.ground import depth, free_rest, is_free, nearest
from layoutdesk.ui.canvas.snapping import Rest, Sheet, moved
from layoutdesk.ui.landing import Landing
from layoutdesk.ui.placing import REACH
from layoutdesk.ui.threads import lacking, ordered

#: Rows of free ground under the hand that are worth a part of a rest which stands whole nowhere, and of a frame at least.
_LEAST: Final = 4
#: Rows that jump lines, and what keeps together, may take beyond the lines that are over.
_MORE: Final = 6
#: The id of a rest that is tried and stands nowhere yet.
REST: Final = "rest"


class _Seam(NamedTuple):
    """Where a story goes on: the story as it is then, the first item of the rest, and the edits that keep pictures in place."""

    story: Story
    at: int
    brought: tuple[edits.Edit, ...]


class Onward:
    """What is to go on: an overset block or text frame of a page as composed."""

    def __init__(self, document: Document, book: FontBook, composed: ComposedPage, element: Block | TextFrame) -> None:
        self._document, self._book, self._composed = document, book, composed
        self._story = document.story(element.story)
        lost = lacking(document, element) if isinstance(element, Block) else None
        #: With what stands nowhere behind it, which goes on with the rest (漏排).
        self.element = element if lost is None or not isinstance(element, Block) else replace(element, last=lost)
        #: What runs into the rest by the page where it stands, and the rows that it needs there in how many columns: found once,
        #: not with every move of the hand.
        self._runs: dict[str, Run] = {}
        self._needed: dict[tuple[str, int], int] = {}
        self._parting: _Seam | None = None

    def is_of(self, document: Document) -> bool:
        """Whether the issue is still the one of which this is the rest."""
        return document is self._document

    def _first(self) -> int:
        """The first item of the body that does not wholly stand, behind the one with which the block begins."""
        block, body = self._block_before, self._story.body
        reached: dict[str, int] = {}
        for line in self._composed.lines:
            if line.element == block.id:
                reached[line.paragraph] = max(reached.get(line.paragraph, 0), line.end)
        first = block.first + 1
        for index, item in enumerate(body):
            if isinstance(item, Paragraph) and item.id in reached:
                first = max(first, index + (reached[item.id] >= len(item.text)))
            elif isinstance(item, TableBlock) and any(
                cell.paragraph.id in reached for row in item.rows for cell in row
            ):
                first = max(first, index + 1)
        return int(min(first, block.end, len(body)))

    def landing(
        self, page: Page, x: float, y: float, name: str, *, before: bool = False, over: bool = False
    ) -> Landing:
        """Where the element ``name`` takes the rest on near a point of a page: the copy flows on into it.

        A block goes to the nearest free ground where it would lie over others, and under the hand in any case with ``over``; one
        for which the page has none is told as ``full``. A frame comes after the one that it goes on from in its thread, or
        ``before`` it.
        """
        if isinstance(self.element, TextFrame):
            frame = self._frame(page, x, y, name, before=before)
            place = ordered(self._document, self.element, (name,), before=before)
            return Landing(frame, (edits.PlaceElement(page=page.id, element=frame), place), FreeRest(frame.rect, ()))
        found, full = self._rest(page, x, y, over=over), 0
        if found is None:
            full = self._rows_in(page, self._width(page))
            found = Rest((GridRect(0, 0, self._width(page), full),), ())
        block = self._block(found.area[0], name)
        return Landing(block, self._parted(page, block), found, full)

    def _rest(self, page: Page, x: float, y: float, *, over: bool) -> Rest | None:
        """Where a block with the rest comes to stand: near a point, or on the free ground next to that."""
        grid, columns = self._context(page).grid, self._width(page)
        spec = grid.template.grid
        sheet = Sheet(spec.columns, spec.rows, covered(page.elements, grid))
        column, row = (x - grid.type_area.x) / grid.pitch, (y - grid.type_area.y) / grid.step
        left, rows = min(max(int(column), 0), spec.columns - columns), self._rows_in(page, columns)
        here = moved((GridRect(left, 0, columns, rows),), 0, row, sheet, REACH)
        if over or is_free(here.area, sheet.others):
            return here
        for wide in (columns, columns - 1, columns + 1):
            if 0 < wide <= spec.columns:
                deep = self._rows_in(page, wide)
                place = nearest(wide, deep, sheet, column, row, grid.pitch / grid.step)
                if place is not None:
                    return free_rest(place)
        top = min(max(round(row), 0), spec.rows - 1)
        free = depth(left, columns, top, sheet)
        return Rest((GridRect(left, top, columns, free),), ()) if free >= _LEAST else None

    def _parted(self, page: Page, rest: Block) -> tuple[edits.Edit, ...]:
        """The edits that have the copy flow on from the block into the one with the rest."""
        seam = self._seam
        kept = edits.SetBlock(page=self._composed.page, element=self.element.id, last=seam.at, flows=True)
        return *seam.brought, kept, edits.PlaceElement(page=page.id, element=rest)

    @property
    def _seam(self) -> _Seam:
        """Where the ranges of the blocks meet: the pictures that stand in the block come before that."""
        if self._parting is None:
            first = self._first()
            standing = {each.picture for each in self._composed.pictures if each.element == self.element.id}
            late = [item.id for item in self._story.body[first:] if item.id in standing]
            brought = tuple(
                edits.MovePicture(self._story.id, name, at, self.element.id) for at, name in enumerate(late, first)
            )
            after = edits.apply(self._document, edits.Batch("ui.history.onward", brought))
            self._parting = _Seam(after.story(self._story.id), first + len(late), brought)
        return self._parting

    def _run(self, page: Page) -> Run:
        """What runs into the rest on a page, once what stays has room for the line that says so (下转), too."""
        if page.id not in self._runs:
            rest = self._block(GridRect(0, 0, self._width(page), self._context(page).template.grid.rows), REST)
            after = edits.apply(self._document, edits.together("ui.history.onward", self._parted(page, rest)))
            run = run_of(after, after.page(page.id), rest, self._book)
            assert run is not None  # the block before flows into it
            self._runs[page.id] = run
        return self._runs[page.id]

    def _frame(self, page: Page, x: float, y: float, name: str, *, before: bool) -> TextFrame:
        """A frame as wide as the one that it goes on from, and so high that nothing of the thread is over."""
        context, of = self._context(page), self.element
        assert isinstance(of, TextFrame)
        rows, step = self._frame_rows(page, of, before=before), of.step or context.grid.step
        frame = replace(of, id=name, rect=Rect(rounded(x), rounded(y), of.rect.w, rounded(rows * step)), paragraph="")
        if frame_rows(context, frame).count < rows:  # Its edges lie between the rows of the page.
            frame = replace(frame, rect=replace(frame.rect, h=rounded((rows + 1) * step)))
        return frame

    def _frame_rows(self, page: Page, of: TextFrame, *, before: bool) -> int:
        """The rows that a frame needs on a page, tried beside its sheet: jump lines take their room in the frame before, too."""
        key = page.id, of.columns
        if key not in self._needed:
            grid, step = self._context(page).grid, of.step or self._context(page).grid.step
            over = sum(fit.over for fit in self._composed.fits if fit.story == of.story)
            least = max(_LEAST, -(-over // of.columns))
            place = ordered(self._document, of, (REST,), before=before)
            for rows in range(least, least + _MORE + 1):
                rect = Rect(-of.rect.w - grid.width, grid.type_area.y, of.rect.w, rounded(rows * step))
                tried = edits.PlaceElement(page=page.id, element=replace(of, id=REST, rect=rect, paragraph=""))
                after = edits.apply(self._document, edits.together("ui.history.onward", (tried, place)))
                self._needed[key] = rows
                if not thread_of(after, after.story(of.story), self._book).over:
                    break
        return self._needed[key]

    def _width(self, page: Page) -> int:
        """The columns of the page that the block takes, as far as the page where it goes on has them."""
        spec, area = self._context(page).template.grid, self._block_before.area
        return min(bounding(area).columns, spec.columns)

    def _rows_in(self, page: Page, columns: int) -> int:
        """The rows of which a block so wide needs no more for all of the rest; the depth of the page where that is not enough."""
        key = page.id, columns
        if key not in self._needed:
            context = self._context(page)
            block = self._block(GridRect(0, 0, columns, context.template.grid.rows), REST)
            self._needed[key] = _rows(context, block, self._seam.story, self._run(page))
        return self._needed[key]

    def _block(self, place: GridRect, name: str) -> Block:
        """A block without headline for the rest, set in as many columns as the one before where it is as wide."""
        before = self._block_before
        same = len(before.area) == 1 and place.columns == before.area[0].columns
        return Block(
            id=name, story=before.story, area=(place,), mode=before.mode, gutter=before.gutter, first=self._seam.at,
            last=before.last, flows=before.flows, headline=False, frame=before.frame, tint=before.tint,
            columns=before.columns if same else 0,
        )  # fmt: skip

    @property
    def _block_before(self) -> Block:
        assert isinstance(self.element, Block)
        return self.element

    def _context(self, page: Page) -> Context:
        return context_of(self._document, self._document.template(page.template), self._book)


def _rows(context: Context, block: Block, story: Story, run: Run) -> int:
    """The least rows at which every line of what runs into a block stands, its jump lines among them, or all that it has."""
    least, most = 1, block.area[0].rows
    while least < most:
        middle = (least + most) // 2
        plan = plan_block(context, block, story, middle, run=run)
        if plan.over or plan.goes_on:
            least = middle + 1
        else:
            most = middle
    return most
