"""A block released into free frames (打散): headline parts, columns of text in a thread, pictures, captions, frame and rules.

In: a block as its page sets it. Out: the free elements in its place, from back to front, and the sizes and breaks that its headline
needs to keep. Every frame is just as large as what stands in it, so that the same lines come to stand at the same places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.colour import BLACK, Paint
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.base.problem import Refusal
from layoutdesk.compose.block import BlockPlan, TableBand, TextBand
from layoutdesk.compose.context import Context, Scope, context_of
from layoutdesk.compose.draw import block_frame
from layoutdesk.compose.elements import block_plan
from layoutdesk.compose.flow import Placed, row_under
from layoutdesk.compose.furniture import separators
from layoutdesk.compose.grid import EM_ABOVE
from layoutdesk.compose.head import set_part
from layoutdesk.compose.inset import PlannedPicture, bottom_of
from layoutdesk.compose.table import SetTable, set_table
from layoutdesk.compose.types import ComposedPage, Line
from layoutdesk.display import Item, Path
from layoutdesk.makeup.clearances import clear_of, keeping_clear
from layoutdesk.makeup.formerly import remembering
from layoutdesk.model.borders import BORDERS
from layoutdesk.model.document import Document, Page
from layoutdesk.model.elements import HAIRLINE, Block, Box, Element, PictureFrame, Rule, TextFrame
from layoutdesk.model.story import Paragraph, Story, TableBlock, headline_parts
from layoutdesk.text.fonts import FontBook

#: The weight of a plain box round a block, points.
_BOX_WEIGHT: Final = 0.4
#: A line that stands aside by less has not moved, points.
_UNSEEN: Final = 0.1
#: A caption's frame is this much wider than a credit alone, points.
_SLACK: Final = 0.5


class Released(NamedTuple):
    """The elements in place of the block, back to front, and what is stored with the headline of its story."""

    elements: tuple[Element, ...]
    head: tuple[edits.Edit, ...]


def released(document: Document, page: Page, block: Block, book: FontBook, new: Callable[[str], str]) -> Released:
    """The block as free elements; ``new`` gives their ids.

    Raises ``Refusal`` where free frames cannot look the same: a headline set downwards, a story in several parts, a text advert.
    """
    context = context_of(document, document.template(page.template), book)
    story = document.story(block.story)
    plan = block_plan(Scope(document, page, context), block, story)
    _refuse_what_stays(document, block, plan)
    return _Releasing(context, block, plan, new).released(page)


def _refuse_what_stays(document: Document, block: Block, plan: BlockPlan) -> None:
    parts = [
        each
        for page in document.pages
        for each in page.elements
        if isinstance(each, Block | TextFrame) and each.story == block.story
    ]
    if plan.side is not None:
        raise Refusal("makeup.release.vertical")
    if len(parts) > 1:
        raise Refusal("makeup.release.parts")
    if plan.story.kind == "advert":
        raise Refusal("makeup.release.advert")


class _Releasing:
    def __init__(self, context: Context, block: Block, plan: BlockPlan, new: Callable[[str], str]) -> None:
        self.context, self.block, self.plan = context, block, plan
        self.story: Story = plan.story
        self.new = new
        self.head: list[edits.SetBreaks] = []

    def released(self, page: Page) -> Released:
        elements = (*self._frame(), *self._rules(page), *self._head_parts(), *self._pictures(), *self._text())
        return Released(remembering(self.context, elements, self.block, self.story, self.head), tuple(self.head))

    def _frame(self) -> Iterator[Box]:
        """The border, box or tint of the block."""
        if not self.block.is_framed:
            return
        frame, rect = self.block.frame, block_frame(self.context, self.block)
        border = frame if frame in BORDERS else ""
        drawn: Paint | None = BLACK if border or frame == "box" else None
        fill = self.context.template.tint if frame == "tint" else None
        yield Box(
            id=self.new("el"), rect=rect, weight=HAIRLINE if border else _BOX_WEIGHT, paint=drawn, fill=fill,
            border=border, tint=self.block.tint,
        )  # fmt: skip

    def _rules(self, page: Page) -> Iterator[Rule]:
        """The rules that parted the block from its neighbours and that they have no longer without it."""
        if not self.context.template.columns_rule:
            return
        blocks = [each for each in page.elements if isinstance(each, Block)]
        left = [_ends(item) for item in separators(self.context, [each for each in blocks if each is not self.block])]
        for item in separators(self.context, blocks):
            for x1, y1, x2, y2 in _without(_ends(item), left):
                yield Rule(id=self.new("el"), x1=x1, y1=y1, x2=x2, y2=y2)

    def _head_parts(self) -> Iterator[TextFrame]:
        """A frame for each part of the headline group; size and breaks that it was set with are stored with it."""
        head, rect = self.plan.head, self.plan.head_rect
        top = rect.y + (self.context.grid.step if self.block.is_framed else 0.0)
        story = self.story
        for part in headline_parts(self.story):
            lines = [one for one in head.lines if one.paragraph.id == part.id]
            if not lines:
                continue
            breaks, size = tuple(one.line.start for one in lines)[1:], lines[0].size
            name = lines[0].style
            if name != "label":
                story = replace(story, **{name: replace(part, breaks=breaks, size=size)})
                self.head.append(edits.SetBreaks(story.id, part.id, breaks, size))
            alone = set_part(self.context, story, name, rect.w)
            upper = rounded(top + lines[0].y - alone.lines[0].y)
            under = top + lines[-1].y + size * (1 - EM_ABOVE) - upper
            yield self._part(part, Rect(rect.x, upper, rect.w, rounded(max(under, alone.height))))

    def _pictures(self) -> Iterator[Element]:
        for planned in self.plan.pictures:
            grid, away, clear = self.context.grid, planned.place.wrap, clear_of(self.context.grid, self.plan, planned)
            frame = PictureFrame(
                id=self.new("el"), rect=planned.rect, asset=planned.picture.asset, crop=planned.place.crop,
                whole=planned.place.whole,
            )  # fmt: skip
            yield keeping_clear(frame, grid, away, clear.picture)
            yield from (keeping_clear(each, grid, away, clear.caption) for each in self._caption(planned))

    def _caption(self, planned: PlannedPicture) -> Iterator[TextFrame]:
        """The caption with its credit, on the rows of the grid; over its picture at the foot of that."""
        grid, picture, box = self.context.grid, planned.picture, planned.caption_rect
        if not planned.caption.lines:
            return
        rows = planned.caption.rows
        if planned.band is not None and picture.caption is not None:
            first = self.plan.rect.y + planned.caption_row * grid.step - planned.rise
            rect = Rect(planned.rect.x, rounded(first), planned.rect.w, rounded(planned.rect.bottom - first))
            yield replace(self._part(picture.caption, rect), step=grid.step)
        elif picture.caption is not None and picture.caption.text:
            height = rounded(rows * grid.step - (grid.step - grid.em))
            yield self._part(picture.caption, Rect(box.x, box.y, box.w, height))
        elif picture.credit is not None:
            one = planned.caption.lines[0]
            # Flush right as it is, so that what the frame has over is at the left.
            x = rounded(box.x + one.x - _SLACK)
            yield self._part(picture.credit, Rect(x, box.y, one.line.width + _SLACK, grid.em))

    def _text(self) -> Iterator[TextFrame]:
        """Frames for the columns in the order of reading, and one for each table across them."""
        made = 0
        below = (*self.plan.bands[1:], None)
        for band, under in zip(self.plan.bands, below, strict=True):
            if isinstance(band, TableBand):
                rows = Rect(self.plan.rect.x, self._top(band.row), self.plan.rect.w, self._high(band.table.rows))
                yield TextFrame(id=self.new("el"), story=self.story.id, rect=rows, paragraph=self._named(band.table))
                continue
            alone = self._head_over(band) if isinstance(under, TableBand) else ()
            for column, first, last in self._stretches(band, len(alone)):
                left, width = rounded(band.own.lefts[column]), rounded(band.own.width(column))
                rect = Rect(left, self._top(first), width, self._high(last - first))
                yield TextFrame(id=self.new("el"), story=self.story.id, rect=rect)
                made += 1
            if alone:
                yield self._heading(band, alone)
        if not made and any(isinstance(item, Paragraph) for item in self.story.body):
            first = min(self.plan.used, self.plan.rows - 1)
            rect = Rect(self.plan.rect.x, self._top(first), self.plan.rect.w, self._high(self.plan.rows - first))
            yield TextFrame(id=self.new("el"), story=self.story.id, rect=rect, columns=len(self.plan.own.lefts))

    def _head_over(self, band: TextBand) -> tuple[Placed, ...]:
        """The lines of a heading that stands last, over a table: in a thread it would go on to the text that it heads."""
        last = band.poured.placed[-1].unit if band.poured.placed else -1
        heads = last >= 0 and band.units[last].rows and band.units[last].keep and band.units[last].strip is None
        return tuple(place for place in band.poured.placed if place.unit == last) if heads else ()

    def _heading(self, band: TextBand, places: tuple[Placed, ...]) -> TextFrame:
        """A frame for a heading by itself, its lines as far apart as they are."""
        grid, first = self.context.grid, places[0]
        pitch = places[1].row - first.row if len(places) > 1 else 1.0
        step = rounded(pitch * grid.step)
        top = rounded(self.plan.rect.y + first.row * grid.step + (grid.step - step) / 2)
        rect = Rect(
            rounded(band.own.lefts[first.column]),
            top,
            rounded(band.own.width(first.column)),
            rounded(len(places) * step),
        )
        part = band.units[first.unit].paragraph
        return TextFrame(id=self.new("el"), story=self.story.id, rect=rect, paragraph=part, step=step)

    def _stretches(self, band: TextBand, alone: int) -> Iterator[tuple[int, int, int]]:
        """Columns of a band with the first row of what stands in them and the row under it, parted by pictures.

        The last ``alone`` lines do not count.
        """
        found: list[tuple[int, int, int]] = []
        for place in band.poured.placed[: len(band.poured.placed) - alone]:
            first, last = place.top - place.again, row_under(band.units[place.unit], place)
            if found and found[-1][0] == place.column and not self._is_parted(place.column, found[-1][2], first):
                column, start, end = found.pop()
                found.append((column, min(start, first), max(end, last)))
            else:
                found.append((place.column, first, last))
        yield from found

    def _is_parted(self, column: int, upper: int, lower: int) -> bool:
        """Whether a picture stands in a column between two rows."""
        return any(
            planned.place.column <= column < planned.place.column + planned.place.columns
            and not planned.place.is_free
            and upper < bottom_of(planned, self.plan.top)
            and self.plan.top + planned.place.row < lower
            for planned in self.plan.pictures
        )

    def _part(self, paragraph: Paragraph, rect: Rect) -> TextFrame:
        return TextFrame(id=self.new("el"), story=self.story.id, rect=rect, paragraph=paragraph.id)

    def _top(self, row: float) -> float:
        return rounded(self.plan.rect.y + row * self.context.grid.step)

    def _high(self, rows: int) -> float:
        return rounded(rows * self.context.grid.step)

    def _named(self, table: SetTable) -> str:
        """The id of a table that stands across the columns."""
        tables = (item for item in self.story.body if isinstance(item, TableBlock))
        width = self.plan.rect.w
        return next(each.id for each in tables if set_table(self.context, each, width, self.story.id) == table)


def moved_lines(before: ComposedPage, after: ComposedPage) -> int:
    """How many lines of a page stand elsewhere, or are set otherwise, than before."""
    now = defaultdict[tuple[str, int, str, str], list[Line]](list)
    for line in after.lines:
        now[_what(line)].append(line)
    moved = 0
    for line in before.lines:
        same = now[_what(line)]
        found = next((each for each in same if _is_there(line, each)), None)
        if found is None:
            moved += 1
        else:
            same.remove(found)
    return moved


def _what(line: Line) -> tuple[str, int, str, str]:
    return line.paragraph, line.start, line.text, line.style


def _is_there(line: Line, other: Line) -> bool:
    """Whether two lines of one text look the same, to what nobody sees."""
    pairs = (line.x, other.x), (line.baseline, other.baseline), (line.width, other.width)
    return all(abs(one - two) < _UNSEEN for one, two in pairs)


_Ends = tuple[float, float, float, float]


def _ends(item: Item) -> _Ends:
    """The ends of a rule that is drawn as one line."""
    assert isinstance(item, Path)
    (_, x1, y1), (_, x2, y2) = item.segments
    return float(x1), float(y1), float(x2), float(y2)


def _without(rule: _Ends, others: Iterable[_Ends]) -> Iterator[_Ends]:
    """What of a rule across or down lies under none of the others."""
    down = rule[0] == rule[2]
    at = rule[0] if down else rule[1]
    start, end = (rule[1], rule[3]) if down else (rule[0], rule[2])
    same = [each for each in others if (each[0] == each[2] == at if down else each[1] == each[3] == at)]
    for first, last in sorted((each[1], each[3]) if down else (each[0], each[2]) for each in same):
        if last <= start or first >= end:
            continue
        if first > start:
            yield (at, start, at, first) if down else (start, at, first, at)
        start = max(start, last)
    if start < end:
        yield (at, start, at, end) if down else (start, at, end, at)
