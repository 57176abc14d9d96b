"""A block (文章块): headline group, columns, pictures with captions and tables of one story, set by rules on the grid.

In: a story and its block. Out: a ``BlockPlan`` that knows every place in rows and points. ``draw.py`` turns it into items.
Rows are counted from the top of the block's area.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.context import Context
from layoutdesk.compose.flow import Poured, Segments, Unit, balanced, taken_slots
from layoutdesk.compose.grid import OwnColumns, bounding
from layoutdesk.compose.head import OVER_FRAMED, OVER_OPEN, Head, grown, set_head
from layoutdesk.compose.picture import CROP_LIMIT, WHITE_ROWS, Caption, set_caption
from layoutdesk.compose.places import default_places
from layoutdesk.compose.table import SetTable, set_table, stands_in_column
from layoutdesk.compose.units import units_of, with_byline
from layoutdesk.model.elements import Block, PicturePlace
from layoutdesk.model.story import BodyItem, PictureRef, Story, TableBlock

if TYPE_CHECKING:
    from layoutdesk.compose.vertical import SideHead

#: Spare rows up to this number go over and under the headline instead of standing at the block's foot.
HEAD_MAY_GROW = 3
FOOT_FROM = 3
#: Text over a table that is lower than this in its own columns looks lost there; it is set in wider ones, up to so many 字.
SCRAP_ROWS, WIDEST_MEASURE = 6, 56
#: A framed block keeps this white inside its frame: 字 at the sides, rows over and under.
FRAME_PAD_EM, FRAME_PAD_ROWS = 0.9, 1


class TextBand(msgspec.Struct, frozen=True):
    """Columns of text between the headline, tables and the foot: where it begins, how it was poured, and its own columns."""

    row: int
    units: tuple[Unit, ...]
    poured: Poured
    own: OwnColumns


class TableBand(msgspec.Struct, frozen=True):
    """A table across the block; it divides the flow into bands over and under it."""

    row: int
    table: SetTable


class PlannedPicture(msgspec.Struct, frozen=True):
    """A picture with its rectangle on the page, its caption and the caption's first row and left edge."""

    picture: PictureRef
    place: PicturePlace
    rect: Rect
    caption: Caption
    caption_row: int


class BlockPlan(msgspec.Struct, frozen=True):
    """A block laid out: everything its drawing and its measuring need. ``used`` rows of ``rows`` are taken."""

    story: Story
    rect: Rect
    own: OwnColumns
    head: Head
    head_rect: Rect
    bands: tuple[TextBand | TableBand, ...]
    pictures: tuple[PlannedPicture, ...]
    unplaced_pictures: tuple[str, ...]
    rows: int
    used: int
    lines: int
    over: int
    characters_over: int
    under: int
    side: SideHead | None = None


class _Area(msgspec.Struct, frozen=True):
    """The block's room: its rectangles in points, its own columns and their free rows, before headline and pictures."""

    rect: Rect
    head_rect: Rect
    own: OwnColumns
    columns: tuple[Segments, ...]
    rows: int
    pad: int
    side: SideHead | None = None


def plan_block(context: Context, block: Block, story: Story, rows: int | None = None) -> BlockPlan:
    """Lays a block out. ``rows`` overrides the area's height, to learn how many rows the story needs."""
    area = _beside(context, block, story, _area(context, block, rows))
    planner = _Planner(context, block, story, area)
    plan = planner.plan()
    if rows is not None or plan.over or plan.used >= plan.rows:
        return plan
    plan = planner.with_grown_pictures(plan)
    spare = plan.rows - plan.used
    if plan.head.rows and not block.head_rows and 0 < spare <= HEAD_MAY_GROW:
        planner.head = grown(context, planner.head, planner.head.rows + spare, _share_over(block))
        plan = planner.plan()
    elif block.frame and not plan.head.rows and not plan.pictures and 1 < spare <= HEAD_MAY_GROW:
        # A box without a headline keeps its padding even over and under the text.
        planner.sunk = spare // 2
        plan = planner.plan()
    return plan


def _share_over(block: Block) -> float:
    """The share of added white that goes over the headline group of a block."""
    return OVER_FRAMED if block.frame else OVER_OPEN


def _area(context: Context, block: Block, rows: int | None) -> _Area:
    grid = context.grid
    area = block.area if rows is None else (replace(block.area[0], rows=rows),)
    bounds = bounding(area)
    pad = FRAME_PAD_ROWS if block.frame else 0
    side = FRAME_PAD_EM * grid.em if block.frame else 0.0
    rect = grid.rect(bounds).inset(side, 0, side, 0)
    head_rect = grid.rect(area[0]).inset(side, 0, side, 0)
    own = grid.columns_of(replace(block, area=area), rect)
    columns = []
    for index in range(len(own.lefts)):
        base = bounds.column + index
        parts = area if len(area) == 1 else [part for part in area if part.column <= base < part.right]
        columns.append(_merged([(part.row - bounds.row, part.bottom - bounds.row) for part in parts], pad, bounds.rows))
    return _Area(rect, head_rect, own, tuple(columns), bounds.rows, pad)


def _beside(context: Context, block: Block, story: Story, area: _Area) -> _Area:
    """The room that a headline set downwards at the side (竖题) leaves to the text."""
    if block.head_at == "top":
        return area
    from layoutdesk.compose.vertical import set_beside, stands_beside

    grid = context.grid
    upper = area.rect.y + area.pad * grid.step
    whole = Rect(area.rect.x, upper, area.rect.w, (block.area[0].rows - 2 * area.pad) * grid.step)
    side = set_beside(context, story, block, whole) if stands_beside(block) else None
    if side is None:
        return area
    at_left = block.head_at == "left"
    rect = area.rect.inset(side.width if at_left else 0.0, 0, 0.0 if at_left else side.width, 0)
    head_rect = Rect(area.rect.x if at_left else rounded(rect.right), upper, side.width, whole.h)
    own = grid.columns_of(block, rect)
    return replace(area, rect=rect, head_rect=head_rect, own=own, columns=area.columns[:1] * len(own.lefts), side=side)


def _merged(parts: list[tuple[int, int]], pad: int, rows: int) -> Segments:
    """Row ranges joined where they touch, without the padding at head and foot."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(parts):
        if merged and merged[-1][1] >= first:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple((max(first, pad), min(last, rows - pad)) for first, last in merged)


class _Planner:
    """Lays one block out step by step: headline, pictures, bands of text and tables."""

    def __init__(self, context: Context, block: Block, story: Story, area: _Area) -> None:
        self.context, self.block, self.story, self.area = context, block, story, area
        self.head = Head(0, 0.0, 0.0, 1.0, ())
        self.sunk = 0
        if block.headline and area.side is None:
            ladder = context.headline(story.priority)
            self.head = set_head(context, story, area.head_rect.w, ladder, block.head_size, bool(block.frame))
            wanted = block.head_rows
            if block.frame and wanted - self.head.rows >= FOOT_FROM:
                # In a frame much added white is shared with the foot.
                wanted -= 1
            if wanted > self.head.rows:
                self.head = grown(context, self.head, wanted, _share_over(block))
        self.places = block.pictures or default_places(context, story, area.own)
        self.items = story.body[block.first : None if block.last < 0 else block.last]

    def plan(self) -> BlockPlan:
        top = self.area.pad + self.head.rows + self.sunk
        columns = [_from_row(segments, self._top_of(index, top)) for index, segments in enumerate(self.area.columns)]
        planned, lost = self._pictures(top)
        for picture in planned:
            columns = _without(columns, picture.place, top)
        bands, state = self._bands(columns, top, max((_bottom(p, top) for p in planned), default=top))
        head_bottom = top if self.head.rows else 0
        used = max(state.used, head_bottom) + self.area.pad
        free = sum(last - first for segments in columns for first, last in segments)
        return BlockPlan(
            self.story, self.area.rect, self.area.own, self.head, self.area.head_rect, tuple(bands), tuple(planned),
            tuple(lost), self.area.rows, used, state.lines, state.over, state.characters_over,
            0 if state.over else max(0, free - state.slots), self.area.side,
        )  # fmt: skip

    def with_grown_pictures(self, plan: BlockPlan) -> BlockPlan:
        """The plan with its pictures as many rows higher as their crop limit and the spare rows allow."""
        if not plan.pictures:
            return plan
        fixed = self.places
        lowest = min(picture.place.rows - picture.caption.rows - WHITE_ROWS for picture in plan.pictures)
        for extra in range(int(lowest * CROP_LIMIT), 0, -1):
            self.places = _higher(fixed, extra)
            trial = self.plan()
            if not trial.over and not trial.unplaced_pictures and trial.used <= trial.rows:
                return trial
        self.places = fixed
        return plan

    def _top_of(self, index: int, top: int) -> int:
        """The first row for text in a column: under the headline where the headline spans it (an L may rise beside it)."""
        left = self.area.own.lefts[index]
        spanned = self.area.head_rect.x - 0.5 <= left < self.area.head_rect.right
        return top if spanned or not self.head.rows else self.area.pad

    def _pictures(self, top: int) -> tuple[list[PlannedPicture], list[str]]:
        known = {item.id: item for item in self.items if isinstance(item, PictureRef)}
        planned, lost = [], [name for name in known if name not in {place.picture for place in self.places}]
        for place in self.places:
            picture = known.get(place.picture)
            if picture is None:
                continue
            fits = place.column + place.columns <= len(self.area.own.lefts)
            if not fits or top + place.row + place.rows - WHITE_ROWS > self.area.rows - self.area.pad:
                lost.append(place.picture)
                continue
            planned.append(self._planned(picture, place, top))
        return planned, lost

    def _planned(self, picture: PictureRef, place: PicturePlace, top: int) -> PlannedPicture:
        grid = self.context.grid
        left, width = self.area.own.span(place.column, place.columns)
        caption = set_caption(self.context, picture, width, self.story.id)
        image_rows = max(1, place.rows - caption.rows - WHITE_ROWS)
        air = (grid.step - grid.em) / 2
        upper = self.area.rect.y + (top + place.row) * grid.step + air
        lower = self.area.rect.y + (top + place.row + image_rows) * grid.step - air
        rect = Rect(left, rounded(upper), rounded(width), rounded(lower - upper))
        return PlannedPicture(picture, place, rect, caption, top + place.row + image_rows)

    def _bands(self, columns: Sequence[Segments], top: int, deepest: int) -> tuple[list[TextBand | TableBand], _Tally]:
        tally, start = _Tally(len(columns)), top
        bands: list[TextBand | TableBand] = []
        groups = self._split_at_tables()
        for number, (table, items) in enumerate(groups):
            if table is not None:
                start = max(start, deepest) if number else start
                band = TableBand(start, set_table(self.context, table, self.area.rect.w, self.story.id))
                if start + band.table.rows > self.area.rows - self.area.pad:
                    tally.lose_table(band.table)
                else:
                    bands.append(band)
                    tally.take_table(band)
                    start += band.table.rows
            region = [_from_row(segments, start) for segments in columns] if bands else list(columns)
            text = self._text_band(items, region, start, before_table=number + 1 < len(groups))
            bands.append(text)
            tally.take(text)
            start = max(start, text.poured.bottom)
        tally.used = max(tally.used, deepest - WHITE_ROWS if deepest > top else 0)
        return bands, tally

    def _text_band(self, items: Sequence[BodyItem], region: list[Segments], start: int, before_table: bool) -> TextBand:
        """Text poured into its columns. A few lines over a table stand in one wide column, or in two, not in scraps."""
        own = self.area.own
        units = self._units(items, own.measure, region)
        if before_table and units and len(region) > 1 and all(one == region[0] and len(one) == 1 for one in region):
            rows = sum(unit.slots for unit in units)
            if rows < SCRAP_ROWS * len(region):
                own = self._wide_columns(len(region))
                units, region = self._units(items, own.measure, region), region[: len(own.lefts)]
        return TextBand(start, tuple(units), balanced(units, region), own)

    def _wide_columns(self, most: int) -> OwnColumns:
        """As few columns over the block's width as keep their lines readable."""
        grid, rect = self.context.grid, self.area.rect
        for count in range(1, most):
            own = grid.own_columns(rect, count)
            if own.measure <= WIDEST_MEASURE * grid.em:
                return own
        return self.area.own

    def _split_at_tables(self) -> list[tuple[TableBlock | None, list[BodyItem]]]:
        """The body in what stands between tables that go across the block, each with the table over it."""
        groups: list[tuple[TableBlock | None, list[BodyItem]]] = [(None, [])]
        for item in self._flow_items():
            if isinstance(item, TableBlock) and not stands_in_column(self.context, item, self.area.own.measure):
                groups.append((item, []))
            else:
                groups[-1][1].append(item)
        return groups

    def _flow_items(self) -> list[BodyItem]:
        """The body without its pictures, with the byline that stood alone where this block sets the story's beginning or end."""
        items: list[BodyItem] = [item for item in self.items if not isinstance(item, PictureRef)]
        return with_byline(self.story, items) if self.block.headline or self.block.last < 0 else items

    def _units(self, items: Sequence[BodyItem], measure: float, region: Sequence[Segments]) -> list[Unit]:
        most = max((last - first for segments in region for first, last in segments), default=0)
        return units_of(self.context, self.story, items, measure, most)


class _Tally:
    """Counts what was set, what is left over, and how deep the block is filled."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.lines = self.over = self.characters_over = self.used = self.slots = 0

    def take(self, band: TextBand) -> None:
        units, poured = band.units, band.poured
        self.lines += len(poured.placed)
        self.over += poured.left
        if poured.left:
            every = [line for unit in units for line in unit.lines]
            self.characters_over += sum(line.end - line.start for line in every[len(poured.placed) :])
        if len(band.own.lefts) == self.columns:
            self.slots += taken_slots(units, poured.placed)
        elif poured.placed:
            self.slots += (poured.bottom - band.row) * self.columns
        self.used = max(self.used, poured.bottom)

    def take_table(self, band: TableBand) -> None:
        self.lines += len(band.table.lines)
        self.used = max(self.used, band.row + band.table.rows)
        self.slots += band.table.rows * self.columns

    def lose_table(self, table: SetTable) -> None:
        lines, characters = table.counts
        self.over += lines
        self.characters_over += characters


def _higher(places: Sequence[PicturePlace], extra: int) -> tuple[PicturePlace, ...]:
    """The places ``extra`` rows higher each; those that stand under others move down with them."""
    tops = sorted({place.row for place in places})
    return tuple(replace(p, rows=p.rows + extra, row=p.row + extra * tops.index(p.row)) for p in places)


def _bottom(picture: PlannedPicture, top: int) -> int:
    return top + picture.place.row + picture.place.rows


def _from_row(segments: Segments, row: int) -> Segments:
    return tuple((max(first, row), last) for first, last in segments if last > row)


def _without(columns: Sequence[Segments], place: PicturePlace, top: int) -> list[Segments]:
    """The columns without the rows of a picture."""
    first, last = top + place.row, top + place.row + place.rows
    result = []
    for index, segments in enumerate(columns):
        if not place.column <= index < place.column + place.columns:
            result.append(segments)
            continue
        parts = [(a, min(b, first)) for a, b in segments] + [(max(a, last), b) for a, b in segments]
        result.append(tuple(sorted((a, b) for a, b in parts if a < b)))
    return result
