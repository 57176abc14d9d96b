"""A block over which a story flows (续排): it takes what runs in from the block before, fills its room, and tells where it stops.

In: a block and its run. Out: its plan with the seam, and the line that says where the copy goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from msgspec.structs import replace

from layoutdesk.compose.area import Area
from layoutdesk.compose.block import BlockPlan, Closing, Planner, TableBand, Tally, TextBand
from layoutdesk.compose.context import Context
from layoutdesk.compose.flow import Placed, Unit
from layoutdesk.compose.grid import OwnColumns
from layoutdesk.compose.headroom import clear_of
from layoutdesk.compose.holes import Columns, Obstacle
from layoutdesk.compose.jump import TO, with_jumps
from layoutdesk.compose.jumprows import Jumping, drawn_up
from layoutdesk.compose.run import BEGIN, Run
from layoutdesk.compose.table import layout_of, set_table
from layoutdesk.compose.units import units_of
from layoutdesk.model.elements import Block
from layoutdesk.model.story import BodyItem, Paragraph, Story, TableBlock


class RunningPlanner(Planner):
    """Lays out a block with its run; ``seam`` is where its copy stops as it was set last."""

    def __init__(
        self, context: Context, block: Block, story: Story, area: Area, holes: Sequence[Obstacle], run: Run
    ) -> None:
        self.run, self.seam = run, BEGIN
        self.closing: Closing = ()
        super().__init__(context, block, story, area, holes, run.jumps)

    @property
    def goes_on(self) -> bool:
        """Whether there is copy that goes on in another block."""
        return not self.run.is_last and self.seam.item < len(self.run.items)

    def plan(self) -> BlockPlan:
        plan = replace(super().plan(), seam=self.seam, goes_on=self.goes_on, closing=self.closing)
        # What goes on has no room in the slots that stay open: a head that is kept with its text, a table.
        return replace(plan, under=0) if self.goes_on else plan

    def bands(self, columns: Columns, top: int, deepest: int) -> tuple[list[TextBand | TableBand], Tally]:
        """The copy over the line that says where it goes on, or with that at the end of its last line."""
        self.seam, self.closing = self.run.end, ()
        bands, tally = super().bands(columns, top, deepest)
        if not (self.goes_on and self.jumps.to):
            return bands, tally
        jumping, last = Jumping(self.context, TO, self.jumps.to), _last_line(bands)
        found = jumping.at_end(*last) if last else ()
        if not found:
            columns, found = jumping.closing(columns, self.area.own)
            self.foot -= len(found)
            bands, tally = super().bands(columns, top, deepest)
            self.foot += len(found)
            last = _last_line(bands)
            found = drawn_up(found, last[0], last[1], columns) if last else found
        own = last[2] if last and len(last[2].lefts) == len(self.area.own.lefts) else self.area.own
        self.closing = tuple((jump, own.lefts[jump.column]) for jump in found)
        return bands, tally

    def stops(self, items: Sequence[BodyItem], text: TextBand, /) -> bool:
        if self.run.is_last:
            return False
        if text.poured.left:
            self.seam = self.run.seam_in(text.units, len(text.poured.placed))
            return True
        made = {unit.paragraph for unit in text.units}
        beyond = (item for item in items if item.id not in made and _takes_lines(item))
        first = next(beyond, None)
        if first is not None:
            self.seam = self.run.seam_before(first.id)
        return first is not None

    def moves_on(self, table: TableBlock, over: Sequence[Paragraph], start: int, /) -> bool:
        if self.run.is_last:
            return False
        made = set_table(self.context, table, self.area.rect.w, self.story.id)
        above = units_of(self.context, self.story, over, made.right or self.area.rect.w)
        rows = made.rows + sum(unit.slots for unit in above)
        if clear_of(self.holes, start, rows) + rows <= self.foot:
            return False
        self.seam = self.run.seam_before((over[0] if over else table).id)
        return True

    def stands_across(self, table: TableBlock) -> bool:
        """What is left of a table goes on in a column, wherever the block before has set the rest."""
        begun = self.run.begun
        return (begun is None or begun[0] != table.id) and super().stands_across(table)

    def flow_items(self) -> list[BodyItem]:
        ahead = self.run.ahead()
        return with_jumps(ahead, self.jumps._replace(to="")) if ahead else []

    def units(self, items: Sequence[BodyItem], measure: float, columns: Columns, tables: float = 0.0) -> list[Unit]:
        """No more than could fill the columns: what goes on is not set to their measure, but in the last block all of it."""
        most = max((last - first for segments in columns.segments for first, last in segments), default=0)
        enough = inf if self.run.is_last else columns.slots()
        return units_of(self.context, self.story, items, measure, most, tables, enough, self.run.begun)


def _takes_lines(item: BodyItem) -> bool:
    return isinstance(item, Paragraph) or (isinstance(item, TableBlock) and bool(layout_of(item).rows))


def _last_line(bands: Sequence[TextBand | TableBand]) -> tuple[Unit, Placed, OwnColumns] | None:
    """The last line of copy among bands, with its unit and its columns; nothing where a table stands under it."""
    band = next((band for band in reversed(bands) if isinstance(band, TableBand) or band.poured.placed), None)
    if not isinstance(band, TextBand):
        return None
    place = band.poured.placed[-1]
    return band.units[place.unit], place, band.own
