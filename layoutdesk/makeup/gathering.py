"""Free frames of one story gathered into a block (合成文章块): the way back from ``releasing``, also for frames drawn by hand.

In: the selected frames. Out: the block whose columns, headline and pictures stand where the frames stood, as near as whole columns
and rows come to them, and what it takes the place of.
"""

from __future__ import annotations

import math
from itertools import pairwise, product
from typing import NamedTuple, get_args

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import Rect, around, rounded
from layoutdesk.base.problem import Refusal
from layoutdesk.compose.block import plan_block
from layoutdesk.compose.context import Context, context_of
from layoutdesk.compose.grid import OwnColumns, PageGrid
from layoutdesk.compose.picture import WHITE_ROWS, set_caption
from layoutdesk.makeup.formerly import frame_of, regained
from layoutdesk.model.document import Document, Page
from layoutdesk.model.elements import (
    Block,
    Box,
    CaptionPlace,
    ColumnMode,
    Element,
    GridRect,
    PictureFrame,
    PicturePlace,
    Rule,
    TextFrame,
)
from layoutdesk.model.story import PictureRef, Story, headline_parts, pictures
from layoutdesk.text.fonts import FontBook

#: What lies beside a line of the grid by no more than this share of a column or row lies on it.
_SLACK = 0.1
#: A frame that differs by less from an own column stands in it, points.
_NEAR = 0.5


class Gathered(NamedTuple):
    """The block, the elements in whose place it comes, and what is stored with the headline of its story."""

    block: Block
    gone: tuple[str, ...]
    head: tuple[edits.Edit, ...] = ()


def stories_of(elements: tuple[Element, ...]) -> set[str]:
    """The stories of the text frames among elements that may be changed."""
    return {each.story for each in elements if isinstance(each, TextFrame) and not each.locked}


def gathered(document: Document, page: Page, chosen: tuple[Element, ...], book: FontBook, name: str) -> Gathered:
    """The frames of the one story that is chosen as the block ``name``; with them go its pictures, and chosen boxes and rules.

    Raises ``Refusal`` where more stories are chosen, or the story stands elsewhere, too.
    """
    found = stories_of(chosen)
    if len(found) != 1:
        raise Refusal("makeup.gather.stories")
    story = document.story(found.pop())
    frames = [each for each in page.elements if isinstance(each, TextFrame) and each.story == story.id]
    elsewhere = [
        each
        for other in document.pages
        for each in other.elements
        if isinstance(each, Block | TextFrame) and each.story == story.id and each not in frames
    ]
    if elsewhere:
        raise Refusal("makeup.gather.elsewhere")
    assets = {each.asset for each in pictures(story)}
    photos = [
        each
        for each in page.elements
        if isinstance(each, PictureFrame) and each.asset in assets and (each.asset or each in chosen)
    ]
    context = context_of(document, document.template(page.template), book)
    former = regained(context, document, page, story, chosen)
    if former is not None:
        return Gathered(replace(former.block, id=former.block.id or name), former.gone, former.head)
    return _Gathering(context, story, frames, photos, chosen).gathered(name)


class _Gathering:
    def __init__(
        self,
        context: Context,
        story: Story,
        frames: list[TextFrame],
        photos: list[PictureFrame],
        chosen: tuple[Element, ...],
    ) -> None:
        self.context, self.story, self.photos = context, story, photos
        self.free: list[TextFrame | PictureFrame] = [*frames, *photos]
        heads = {part.id for part in headline_parts(story)}
        self.heads = [each for each in frames if each.paragraph in heads]
        self.text = [each for each in frames if not each.paragraph]
        self.parts = {each.paragraph: each for each in frames if each.paragraph}
        inside = around(each.rect for each in self.free)
        boxes = [each for each in chosen if isinstance(each, Box) and _holds(each.rect, inside)]
        self.box = boxes[-1] if boxes else None
        self.rules = [each.id for each in chosen if isinstance(each, Rule)]
        self.rect = inside

    def gathered(self, name: str) -> Gathered:
        area = _area(self.context.grid, self.box.rect if self.box is not None else self.rect)
        block = Block(
            id=name, story=self.story.id, area=(area,), headline=bool(self.heads), frame=self._frame(),
            tint=self.box.tint if self.box is not None else "",
        )  # fmt: skip
        block = self._columned(block)
        block = self._under_head(replace(block, head_columns=self._head_columns(block)))
        block = replace(block, pictures=tuple(self._places(block)))
        own = [each.id for each in self.free]
        return Gathered(block, (*own, *self.rules, *([self.box.id] if self.box is not None else [])))

    def _frame(self) -> str:
        """The frame of the block that the box round its frames was."""
        return frame_of(self.box) if self.box is not None else ""

    def _columned(self, block: Block) -> Block:
        """The block with the own columns, gutter and mode that stand where the frames do, else with columns as wide as they."""
        count, single = self._columns(block), [each.rect for each in self.text if each.columns == 1]
        ends = sorted({rect.x: rect.right for rect in single}.items())
        white = min((later - right for (_, right), (later, _) in pairwise(ends)), default=0.0) / self.context.grid.em
        # What a hand would have typed, and what is there, a little less so that rounding takes nothing of the columns.
        gutters = [0.0, *(each for each in (round(2 * white) / 2, white - _SLACK / 10) if each > 0)]
        for columns, gutter, mode in product(dict.fromkeys((count, len(ends))), gutters, get_args(ColumnMode)):
            made = replace(block, columns=columns, gutter=rounded(gutter), mode=mode)
            own = self._own(made)
            if columns and all(_is_column(own, rect) for rect in single):
                return made
        return replace(block, columns=count)

    def _columns(self, block: Block) -> int:
        """As many own columns as have the measure of the frames."""
        grid, own = self.context.grid, self._own(replace(block, columns=1))
        if not self.text:
            return 0
        gutter = grid.template.grid.inner_gutter * grid.em
        widths = sorted((each.rect.w + gutter) / each.columns - gutter for each in self.text)
        return max(1, round((own.measure + gutter) / (widths[len(widths) // 2] + gutter)))

    def _head_columns(self, block: Block) -> int:
        """How many columns the headline spans; 0 all."""
        own = self._own(block)
        right = max((each.rect.right for each in self.heads), default=math.inf)
        spanned = sum(left + own.width(at) <= right + self.context.grid.em for at, left in enumerate(own.lefts))
        return spanned if 0 < spanned < len(own.lefts) else 0

    def _under_head(self, block: Block) -> Block:
        """The block from the row at which the text under its headline begins where the frames had it."""
        grid, area = self.context.grid, block.area[0]
        if not self.heads or not self.text or self.box is not None:
            return block
        standing: list[TextFrame | PictureFrame] = [*self.text, *self.photos]
        under = [each.rect.y for each in standing if each.rect.y > self.heads[-1].rect.y]
        if not under:
            return block
        text = round((min(under) - grid.type_area.y) / grid.step)
        top = max(0, text - plan_block(self.context, block, replace(self.story, body=(), byline=None)).top)
        return replace(block, area=(replace(area, row=top, rows=max(1, area.bottom - top)),))

    def _places(self, block: Block) -> list[PicturePlace]:
        """The pictures of the story at the columns and rows of their frames."""
        grid, places = self.context.grid, list[PicturePlace]()
        plan = plan_block(self.context, block, replace(self.story, body=(), byline=None))
        own, first = plan.own, block.area[0].row + plan.top
        by_asset = {each.asset: each for each in self.photos}
        for picture in pictures(self.story):
            frame = by_asset.get(picture.asset)
            if frame is None:
                continue
            place = self._place(own, picture, frame)
            row = max(0, round((frame.rect.y - grid.row_top(first)) / grid.step))
            caption = 0
            if place.caption == "below":
                width = rounded(place.width * grid.em) or own.span(place.column, place.columns)[1]
                caption = set_caption(self.context, picture, width, self.story.id).rows
            rows = max(1, round(frame.rect.h / grid.step)) + caption + WHITE_ROWS
            places.append(replace(place, row=row, rows=rows))
        return places

    def _place(self, own: OwnColumns, picture: PictureRef, frame: PictureFrame) -> PicturePlace:
        """The columns of a picture with its caption, or its width where text runs round it and it covers other than whole ones."""
        em, shown = self.context.grid.em, frame.rect
        part = picture.caption or picture.credit
        caption = self.parts.get(part.id) if part is not None else None
        at = _caption_at(shown, caption.rect) if caption is not None else "below"
        beside = caption.rect if caption is not None and at in ("left", "right") else None
        room = shown.union(beside) if beside is not None else shown
        column = min(range(len(own.lefts)), key=lambda each: abs(own.lefts[each] - room.x))
        last = min(range(column, len(own.lefts)), key=lambda each: abs(own.lefts[each] + own.width(each) - room.right))
        place = PicturePlace(
            picture.id, column, last - column + 1, 0, 1, crop=frame.crop, whole=frame.whole, caption=at,
            caption_width=rounded(beside.w / em) if beside is not None else 0.0,
        )  # fmt: skip
        left, width = own.span(column, place.columns)
        if not frame.wrap or (abs(left - room.x) < em / 2 and abs(width - room.w) < em / 2):
            return place
        # Counted from the first of its columns, so that it may go over several.
        column = max((each for each, edge in enumerate(own.lefts) if edge <= room.x + em / 2), default=0)
        aside = rounded((room.x - own.lefts[column]) / em)
        return replace(place, column=column, columns=1, width=rounded(room.w / em), shift=aside, wrap=frame.wrap)

    def _own(self, block: Block) -> OwnColumns:
        return plan_block(self.context, block, replace(self.story, body=(), byline=None)).own


def _is_column(own: OwnColumns, rect: Rect) -> bool:
    """Whether a frame stands in an own column."""
    return any(abs(left - rect.x) < _NEAR and abs(own.width(at) - rect.w) < _NEAR for at, left in enumerate(own.lefts))


def _caption_at(picture: Rect, caption: Rect) -> CaptionPlace:
    """Where a caption stands by its picture."""
    if picture.overlaps(caption):
        return "over"
    if min(picture.bottom, caption.bottom) <= max(picture.y, caption.y):
        return "below"
    return "left" if caption.x < picture.x else "right"


def _holds(outer: Rect, inner: Rect) -> bool:
    return outer.x <= inner.x and outer.y <= inner.y and outer.right >= inner.right and outer.bottom >= inner.bottom


def _area(grid: PageGrid, rect: Rect) -> GridRect:
    """The grid area that a rectangle covers, inside the type area."""
    spec, inner = grid.template.grid, grid.type_area
    left = min(max(math.floor((rect.x - inner.x) / grid.pitch + _SLACK), 0), spec.columns - 1)
    right = min(max(math.ceil((rect.right - inner.x) / grid.pitch - _SLACK), left + 1), spec.columns)
    top = min(max(math.floor((rect.y - inner.y) / grid.step + 0.4), 0), spec.rows - 1)
    foot = min(max(math.ceil((rect.bottom - inner.y) / grid.step - 0.4), top + 1), spec.rows)
    return GridRect(left, top, right - left, foot - top)
