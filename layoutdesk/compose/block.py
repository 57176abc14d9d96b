"""A block (文章块): headline group, columns, pictures with captions and tables of one story, set by rules on the grid.

In: a story and its block. Out: a ``BlockPlan`` that knows every place in rows and points. ``draw.py`` turns it into items.
Rows are counted from the top of the block's area.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.area import Area, area_of, beside, columns_under, from_row
from layoutdesk.compose.balance import balanced
from layoutdesk.compose.context import Context
from layoutdesk.compose.flow import Poured, Segments, Unit, pour, taken_slots
from layoutdesk.compose.framerows import clear_rows
from layoutdesk.compose.grid import OwnColumns
from layoutdesk.compose.head import OVER_FRAMED, OVER_OPEN, Head, grown, set_head
from layoutdesk.compose.headroom import beside_holes, clear_of
from layoutdesk.compose.holes import Columns, Hole, Obstacle, cut, hole_in_rows
from layoutdesk.compose.inset import PlannedPicture, bottom_of, higher, hole_of, plan_picture, without
from layoutdesk.compose.jump import GAP, JUMP_STYLES, NO_JUMPS, TO, Jumps, repeated_head, with_jumps
from layoutdesk.compose.picture import CROP_LIMIT, WHITE_ROWS
from layoutdesk.compose.places import default_places
from layoutdesk.compose.run import BEGIN, Run, Seam
from layoutdesk.compose.scraps import are_level, are_scraps, gathered, wide_columns
from layoutdesk.compose.table import SetTable, set_table, stands_in_column
from layoutdesk.compose.tablepart import in_part
from layoutdesk.compose.units import UNDER_TABLE, UNIT, sets_byline, unit_of, units_of, with_byline
from layoutdesk.compose.wrap import Wrapping
from layoutdesk.model.elements import Block
from layoutdesk.model.story import BodyItem, Paragraph, PictureRef, Story, TableBlock
from layoutdesk.text.lines import SetLine

if TYPE_CHECKING:
    from layoutdesk.compose.jumprows import JumpRow
    from layoutdesk.compose.vertical import SideHead

#: Jump lines at the foot of a block, each with the left edge of its column.
Closing = tuple[tuple["JumpRow", float], ...]

#: Spare rows up to this number go over and under the headline instead of standing at the block's foot.
HEAD_MAY_GROW = 3
FOOT_FROM = 3


class TextBand(msgspec.Struct, frozen=True):
    """Columns of text between the headline, tables and the foot: where it begins, how it was poured, and its own columns.

    ``tail`` is a jump line that ends the last line of the copy.
    """

    row: int
    units: tuple[Unit, ...]
    poured: Poured
    own: OwnColumns
    tail: SetLine | None = None


class TableBand(msgspec.Struct, frozen=True):
    """A table across the block; it divides the flow into bands over and under it."""

    row: int
    table: SetTable


class BlockPlan(msgspec.Struct, frozen=True):
    """A block laid out: everything its drawing and its measuring need. ``used`` rows of ``rows`` are taken.

    ``repeats``: the headline is that of a continuation and stands where the story begins already. ``top`` is the first row under
    the headline, from which places of pictures count. Of a story that flows on, ``seam`` is where its copy stops here, and
    ``closing`` are the lines that say where it goes on, each with the left edge of its column.
    """

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
    repeats: bool = False
    top: int = 0
    seam: Seam = BEGIN
    goes_on: bool = False
    closing: Closing = ()

    @property
    def goes_under(self) -> bool:
        """Whether the text goes on under a headline at its side."""
        return self.side is not None and self.rect.x - 1 < self.head_rect.x < self.rect.right - 1


def plan_block(
    context: Context,
    block: Block,
    story: Story,
    rows: int | None = None,
    holes: Sequence[Obstacle] = (),
    jumps: Jumps = NO_JUMPS,
    run: Run | None = None,
) -> BlockPlan:
    """Lays a block out. ``rows`` overrides the area's height, to learn how many rows the story needs.

    ``holes`` are what lies over it on the page and its text keeps clear of (绕排), ``jumps`` its jump lines. A ``run`` is what
    comes from the block before, in place of its range, and goes on behind it.
    """
    jumps = jumps if run is None else run.jumps
    if jumps.repeats and block.head_at != "top":
        block = replace(block, head_at="top")
    area = beside(context, block, story, area_of(context, block, rows))
    if run is None:
        planner = Planner(context, block, story, area, holes, jumps)
    else:
        from layoutdesk.compose.running import RunningPlanner

        planner = RunningPlanner(context, block, story, area, holes, run)
    plan = planner.plan()
    if rows is not None or plan.over or plan.goes_on or plan.used >= plan.rows:
        return plan
    plan = planner.with_grown_pictures(plan)
    spare = plan.rows - plan.used
    if plan.head.rows and not block.head_rows and 0 < spare <= HEAD_MAY_GROW:
        planner.head = grown(context, planner.head, planner.head.rows + spare, _share_over(block))
        plan = planner.plan()
    elif block.is_framed and not plan.head.rows and not plan.pictures and 1 < spare <= HEAD_MAY_GROW:
        # A box without a headline keeps its padding even over and under the text.
        planner.sunk = spare // 2
        plan = planner.plan()
    return plan


def _share_over(block: Block) -> float:
    """The share of added white that goes over the headline group of a block."""
    return OVER_FRAMED if block.is_framed else OVER_OPEN


class Planner:
    """Lays one block out step by step: headline, pictures, bands of text and tables."""

    def __init__(
        self, context: Context, block: Block, story: Story, area: Area, holes: Sequence[Obstacle], jumps: Jumps
    ) -> None:
        self.context, self.block, self.story, self.area = context, block, story, area
        self.jumps, self.foot = jumps, area.rows - area.pad
        self.holes = [hole_in_rows(hole, area.rect.y, context.grid.step, context.grid.em) for hole in holes]
        self.holes += [area.hole] if area.hole is not None else []
        self.head = Head(0, 0.0, 0.0, 1.0, ())
        self.head_rect, self.sunk = area.head_rect, 0
        if block.headline and area.side is None:
            # A continuation takes a small head of the main headline alone.
            ladder = context.headline(0 if jumps.repeats else story.priority)
            headed = repeated_head(story) if jumps.repeats else story
            self.head, self.head_rect, self.sunk = beside_holes(
                lambda width: set_head(context, headed, width, ladder, block.head_size, block.is_framed),
                area, self.holes, context.grid.step, context.grid.em,
            )  # fmt: skip
            wanted = block.head_rows
            if block.is_framed and wanted - self.head.rows >= FOOT_FROM:
                # In a frame much added white is shared with the foot.
                wanted -= 1
            if wanted > self.head.rows:
                self.head = grown(context, self.head, wanted, _share_over(block))
        self.places = block.pictures or default_places(context, story, area.own)
        self.items = block.part_of(story.body)
        self.groups = self._split_at_tables()

    def plan(self) -> BlockPlan:
        top = self.area.head_row + self.area.pad + self.head.rows + self.sunk
        columns = [from_row(segments, self._top_of(index, top)) for index, segments in enumerate(self.area.columns)]
        planned, lost = self._pictures(top)
        for picture in planned:
            if not picture.place.is_free:
                columns = without(columns, picture.place, top)
        free_pictures = [picture for picture in planned if picture.place.is_free]
        room = self._room(columns, [hole_of(picture, top, self.context.grid.em) for picture in free_pictures])
        deepest = max((bottom_of(p, top) for p in planned), default=top)
        bands, state = self.bands(room, top, deepest)
        head_bottom = top if self.head.rows else 0
        used = max(state.used, head_bottom) + self.area.pad
        return BlockPlan(
            self.story, self.area.rect, self.area.own, self.head, self.head_rect, tuple(bands), tuple(planned),
            tuple(lost), self.area.rows, used, state.lines, state.over, state.characters_over,
            0 if state.over else max(0, room.slots() - state.slots), self.area.side, self.jumps.repeats, top,
        )  # fmt: skip

    def with_grown_pictures(self, plan: BlockPlan) -> BlockPlan:
        """The plan with its pictures as many rows higher as their crop limit and the spare rows allow."""
        if not plan.pictures:
            return plan
        fixed = self.places
        lowest = min(picture.place.rows - picture.caption.rows - WHITE_ROWS for picture in plan.pictures)
        for extra in range(int(lowest * CROP_LIMIT), 0, -1):
            self.places = higher(fixed, extra)
            trial = self.plan()
            if not trial.over and not trial.goes_on and not trial.unplaced_pictures and trial.used <= trial.rows:
                return trial
        self.places = fixed
        return plan

    def _top_of(self, index: int, top: int) -> int:
        """The first row for text in a column: under the headline where it spans the column, else text rises beside it."""
        spanned = index in columns_under(self.area.own, self.area.head_rect)
        return top if spanned or not self.head.rows else self.area.pad

    def _room(self, columns: list[Segments], pictures: Sequence[Hole]) -> Columns:
        """The columns with their rows narrowed beside pictures that stand free and what lies over the block."""
        holes = (*pictures, *self.holes)
        if not holes and not self.area.own.widths:
            return Columns(columns, ())
        return cut(columns, self.area.own, self.context.grid.em, holes)

    def _pictures(self, top: int) -> tuple[list[PlannedPicture], list[str]]:
        known = {item.id: item for item in self.items if isinstance(item, PictureRef)}
        planned, lost = [], [name for name in known if name not in {place.picture for place in self.places}]
        for place in self.places:
            picture = known.get(place.picture)
            if picture is None:
                continue
            made = plan_picture(self.context, self.story.id, self.area.own, self.area.rect, picture, place, top)
            if made is None or bottom_of(made, top) - WHITE_ROWS > self.area.rows - self.area.pad:
                lost.append(place.picture)
            else:
                planned.append(made)
        return planned, lost

    def bands(self, columns: Columns, top: int, deepest: int) -> tuple[list[TextBand | TableBand], Tally]:
        """The copy from row ``top`` on; tables across the block stand under its ``deepest`` picture."""
        tally, start = Tally(len(columns.segments)), top
        bands: list[TextBand | TableBand] = []
        kept: OwnColumns | None = None
        for number, (table, over, items) in enumerate(self.groups):
            if table is not None:
                if self.moves_on(table, over, max(start, deepest) if number else start):
                    break
                start = self._table_bands(table, over, max(start, deepest) if number else start, columns, bands, tally)
            region = columns.from_row(start) if bands else columns
            text = self._text_band(items, region, start, kept, under=table is not None)
            bands.append(text)
            kept = kept or (text.own if text.units else None)
            stops = self.stops(items, text)
            tally.take(text if not stops else replace(text, poured=replace(text.poured, left=0)))
            if stops:
                break
            start = max(start, text.poured.bottom)
        tally.used = max(tally.used, deepest - WHITE_ROWS if deepest > top else 0)
        return bands, tally

    def stops(self, _items: Sequence[BodyItem], _text: TextBand, /) -> bool:
        """Whether what a band has no room for goes on in another block."""
        return False

    def moves_on(self, _table: TableBlock, _over: Sequence[Paragraph], _start: int, /) -> bool:
        """Whether a table across the block with its unit over it goes on to another one, having no room from a row on."""
        return False

    def stands_across(self, table: TableBlock) -> bool:
        """Whether a table stands across the columns of the block."""
        return not stands_in_column(self.context, table, self.area.own.measure)

    def _table_bands(
        self,
        table: TableBlock,
        over: Sequence[Paragraph],
        start: int,
        columns: Columns,
        bands: list[TextBand | TableBand],
        tally: Tally,
    ) -> int:
        """A table across the block with the lines of its unit ``over`` it, from row ``start``; gives the row under it."""
        made = set_table(self.context, table, self.area.rect.w, self.story.id)
        own = OwnColumns((self.area.rect.x,), made.right or self.area.rect.w, 0.0)
        units = units_of(self.context, self.story, over, own.measure)
        above = sum(unit.slots for unit in units)
        clear = clear_of(self.holes, start, above + made.rows)
        if clear + above + made.rows > self.foot:
            return self._table_in_part(table, made.unset[0] > 0, units, start, columns, bands, tally)
        if units:
            poured = pour(units, [((clear, clear + above),)])
            text = TextBand(clear, tuple(units), poured, own)
            bands.append(text)
            tally.take(text)
        band = TableBand(clear + above, made)
        bands.append(band)
        tally.take_table(band)
        return clear + above + made.rows

    def _table_in_part(
        self,
        table: TableBlock,
        huge: bool,
        over: Sequence[Unit],
        start: int,
        columns: Columns,
        bands: list[TextBand | TableBand],
        tally: Tally,
    ) -> int:
        """What stands in its block of a table that is too high for it. Nothing stands under it: what follows is over as well."""
        first = start + any(isinstance(band, TableBand) or band.poured.placed for band in bands)
        own = OwnColumns((self.area.rect.x,), self.area.rect.w, 0.0)
        free = clear_rows(columns.from_row(first))
        made = in_part(self.context, self.story, table, over, own.measure, free, huge)
        band = TextBand(first, made.units, made.poured, own)
        bands.append(band)
        tally.take(band)
        tally.lose(*made.unset)
        return self.area.rows

    def _text_band(
        self, items: Sequence[BodyItem], columns: Columns, start: int, kept: OwnColumns | None, under: bool
    ) -> TextBand:
        """Text poured into its columns; where a table parts it, in the columns ``kept`` from over that.

        A few lines at a table stand in one wide column, or in two, and ``under`` it in some of them, not in scraps.
        """
        own, region = self.area.own, columns.segments
        units = self.units(items, own.measure, columns, min(own.widths, default=0.0))
        if not columns.is_whole:
            poured = balanced(units, region, self._wrapping(items, units, columns).pour)
            return TextBand(start, poured.units or tuple(units), poured, own)
        gather = len(self.groups) > 1 and are_level(region)
        if gather and (kept is not own if kept else are_scraps(units, region)):
            own = kept or wide_columns(self.context.grid, self.area.rect, own, self._copy())
            units, region = self.units(items, own.measure, columns), region[: len(own.lefts)]
        tail = self._tail(units, own)
        if tail is not None:
            units.pop()
        poured = gathered(units, region) if under and gather else balanced(units, region)
        return TextBand(start, tuple(units), poured, own, tail)

    def _copy(self) -> int:
        """How many characters of running text the block has."""
        return sum(len(item.text) for _, _, items in self.groups for item in items if isinstance(item, Paragraph))

    def _tail(self, units: Sequence[Unit], own: OwnColumns) -> SetLine | None:
        """The jump line that closes ``units``, where the last line of the copy leaves it room."""
        if len(units) < 2 or units[-1].style != TO or units[-2].rows or len(units[-1].lines) > 1:
            return None
        last, jump = units[-2].lines[-1], units[-1].lines[0]
        white = own.measure - last.x - last.width - GAP * self.context.grid.em
        return jump if jump.width <= white else None

    def _wrapping(self, items: Sequence[BodyItem], units: Sequence[Unit], columns: Columns) -> Wrapping:
        """The way to pour ``units`` of ``items`` round the holes of the columns."""
        parts: dict[str, tuple[Paragraph, str]] = {}
        above = ""
        for item in items:
            if isinstance(item, Paragraph):
                parts[item.id] = (item, above)
            above = item.style if isinstance(item, Paragraph) else UNDER_TABLE

        def reset(number: int, widths: tuple[float, ...]) -> Unit:
            return unit_of(self.context, self.story, *parts[units[number].paragraph], widths)

        own = self.area.own
        return Wrapping(columns.narrow, own.measure, self.context.grid.em, reset, min(own.widths, default=own.measure))

    def _split_at_tables(self) -> list[tuple[TableBlock | None, list[Paragraph], list[BodyItem]]]:
        """The body in what stands between tables that go across the block, each with the table over it and that one's unit."""
        groups: list[tuple[TableBlock | None, list[Paragraph], list[BodyItem]]] = [(None, [], [])]
        for item in self.flow_items():
            if isinstance(item, TableBlock) and self.stands_across(item):
                items, over = groups[-1][2], list[Paragraph]()
                while items and isinstance(last := items[-1], Paragraph) and last.style == UNIT:
                    over.insert(0, last)
                    items.pop()
                groups.append((item, over, []))
            else:
                groups[-1][2].append(item)
        return groups

    def flow_items(self) -> list[BodyItem]:
        """The body without its pictures, with the byline that stood alone where this block sets the story's beginning or end."""
        items: list[BodyItem] = [item for item in self.items if not isinstance(item, PictureRef)]
        items = with_byline(self.story, items) if sets_byline(self.story, self.block) else items
        return with_jumps(items, self.jumps)

    def units(self, items: Sequence[BodyItem], measure: float, columns: Columns, tables: float = 0.0) -> list[Unit]:
        """The copy as units in ``columns`` of a measure, that of ``tables`` another where not all columns are as wide."""
        most = max((last - first for segments in columns.segments for first, last in segments), default=0)
        return units_of(self.context, self.story, items, measure, most, tables)


class Tally:
    """Counts what was set, what is left over, and how deep the block is filled."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.lines = self.over = self.characters_over = self.used = self.slots = 0

    def take(self, band: TextBand) -> None:
        units, poured = band.units, band.poured
        self.lines += sum(units[place.unit].style not in JUMP_STYLES for place in poured.placed)
        self.over += poured.left
        if poured.left:
            every = [(line, unit.style) for unit in units for line in unit.lines]
            rest = [line for line, style in every[len(poured.placed) :] if style not in JUMP_STYLES]
            self.characters_over += sum(line.end - line.start for line in rest)
        if len(band.own.lefts) == self.columns:
            self.slots += taken_slots(units, poured.placed)
        elif poured.placed:
            self.slots += (poured.bottom - band.row) * self.columns
        self.used = max(self.used, poured.bottom)

    def take_table(self, band: TableBand) -> None:
        self.lines += len(band.table.lines)
        self.used = max(self.used, band.row + band.table.rows)
        self.slots += band.table.rows * self.columns

    def lose(self, lines: int, characters: int) -> None:
        """Counts copy that was not set at all."""
        self.over += lines
        self.characters_over += characters
