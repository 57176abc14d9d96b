"""The body of a story going through its free frames (续排), one after the other: lines, rows of tables, jump lines.

A paragraph that runs on in a frame of another measure is set once, line by line to the measure in which each stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec.structs import replace

from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.balance import balanced
from layoutdesk.compose.context import Context
from layoutdesk.compose.flow import Placed, Poured, TablePart, Unit, table_parts, taken_slots
from layoutdesk.compose.framerows import frame_columns, frame_room, frame_rows
from layoutdesk.compose.grid import EM_ABOVE, OwnColumns
from layoutdesk.compose.jump import FROM, NO_JUMPS, TO, Jumps
from layoutdesk.compose.units import UNDER_TABLE, table_units, unit_of
from layoutdesk.compose.wrap import Columns, Wrapping
from layoutdesk.model.document import Page
from layoutdesk.model.elements import TextFrame
from layoutdesk.model.story import Paragraph, Story, TableBlock
from layoutdesk.text.lines import SetLine

if TYPE_CHECKING:
    from layoutdesk.compose.jumprows import JumpRow


class FlowLine(msgspec.Struct, frozen=True):
    """A line in its frame: where its measure begins and how wide it is, and whether it ends a byline at the story's head."""

    paragraph: Paragraph
    style: str
    line: SetLine
    x: float
    baseline: float
    column: int
    measure: float
    byline_end: bool = False


class JumpPlace(msgspec.Struct, frozen=True):
    """A jump line in its frame: its size in points, and where its measure begins."""

    line: SetLine
    size: float
    x: float
    baseline: float


class FramePart(msgspec.Struct, frozen=True):
    """What of the thread stands in one frame, ``tables`` with the corner from which each is drawn; ``under`` slots stay free."""

    lines: tuple[FlowLine, ...]
    tables: tuple[tuple[TablePart, float, float], ...]
    under: int
    jumps: tuple[JumpPlace, ...] = ()


class Link(msgspec.Struct, frozen=True):
    """A frame of the story with its page, the context of that and the rectangles on it that its text keeps clear of."""

    frame: TextFrame
    page: Page
    context: Context
    holes: tuple[Rect, ...]


class Put(msgspec.Struct, frozen=True):
    """A line put in a frame: the item and line that it is, by number, and its place."""

    item: int
    line: int
    place: Placed


class Row(NamedTuple):
    """Rows of a table that stand together, by their number."""

    table: TableBlock
    number: int

    @property
    def id(self) -> str:
        return self.table.id

    @property
    def style(self) -> str:
        return UNDER_TABLE


class Flow:
    """Goes through the frames of a thread; ``at`` and ``done`` say which item comes next and how many of its lines stand.

    ``measures`` are those of the lines that stand, ``last`` the context and measure of the frame in hand. ``jumped`` are the
    jump lines by frame.
    """

    last: tuple[Context, float]
    step: float

    def __init__(self, story: Story, items: Sequence[Paragraph | Row], jumps: Mapping[str, Jumps]) -> None:
        self.story, self.items, self.jumps = story, items, jumps
        self.at = self.done = 0
        self.measures: tuple[float, ...] = ()
        self.units: dict[int, Unit] = {}
        self.under: dict[str, int] = {}
        self.jumped: dict[str, tuple[JumpRow, ...]] = {}

    def fill(self, link: Link) -> list[Put]:
        """Pours what is left into a frame; where all of it fits, the columns end level."""
        context, own = link.context, frame_columns(link.context, link.frame)
        columns = frame_room(context, link.frame, link.holes)
        first, done, self.last = self.at, self.done, (context, own.measure)
        self.step = frame_rows(context, link.frame).step
        jumps = self.jumps.get(link.frame.id, NO_JUMPS)
        if jumps is NO_JUMPS:
            units, poured = self._pour(columns)
        else:
            columns, units, poured = self._jumping(link, columns, own, jumps)
        slots = taken_slots(units, poured.placed)
        self.under[link.frame.id] = columns.slots() - slots if not poured.left else 0
        put = [Put(first + p.unit, p.line + (0 if p.unit else done), p) for p in poured.placed]
        self._advance(units, [place.measure or own.measure for place in poured.placed])
        return put

    def _pour(self, columns: Columns) -> tuple[list[Unit], Poured]:
        """What is left, poured into the columns of a frame: the units as they came to stand."""
        units = self._units(columns.slots())
        if columns.is_whole:
            return units, balanced(units, columns.segments)
        poured = self._round(units, columns)
        return list(poured.units) or units, poured

    def _jumping(
        self, link: Link, columns: Columns, own: OwnColumns, jumps: Jumps
    ) -> tuple[Columns, list[Unit], Poured]:
        """The same with jump lines: 上接 where the copy has begun before, 下转 where some of it is left."""
        from layoutdesk.compose.jumprows import Jumping, drawn_up

        rows: tuple[JumpRow, ...] = ()
        if jumps.come and self.at + self.done and self.at < len(self.items):
            columns, rows = Jumping(link.context, FROM, jumps.come).opening(columns, own)
        units, poured = self._pour(columns)
        if jumps.to and poured.left:
            jumping = Jumping(link.context, TO, jumps.to)
            end = jumping.at_end(units, poured, own)
            if not end:
                columns, end = jumping.closing(columns, own)
                units, poured = self._pour(columns)
                end = drawn_up(end, units, poured, columns)
            rows += end
        if rows:
            self.jumped[link.frame.id] = rows
        return columns, units, poured

    def _round(self, units: Sequence[Unit], columns: Columns) -> Poured:
        """Pours round holes; of a paragraph that runs on here, only the lines that do not stand yet."""
        context, measure = self.last
        wholes: dict[tuple[SetLine, ...], Unit] = {}

        def reset(number: int, widths: tuple[float, ...]) -> Unit:
            unit = self._set(self.at + number, widths)
            if number or not self.done:
                return unit
            rest = unit.lines[self.done :]
            wholes[rest] = unit
            return replace(unit, lines=rest)

        poured = balanced(units, columns.segments, Wrapping(columns.narrow, measure, context.grid.em, reset).pour)
        for number, unit in enumerate(poured.units):
            self.units[self.at + number] = unit
            if not number and self.done:
                self.units[self.at] = wholes.get(unit.lines) or self._set(self.at)
        return poured

    def _units(self, slots: int) -> list[Unit]:
        """The units from here on, as many as could fill so many slots; of the first only the lines that do not stand yet."""
        units: list[Unit] = []
        for number in range(self.at, len(self.items)):
            unit = self._set(number)
            units.append(replace(unit, lines=unit.lines[self.done :]) if number == self.at and self.done else unit)
            slots -= units[-1].slots
            if slots < 0 and not units[-1].keep:
                break
        return units

    def _set(self, number: int, widths: tuple[float, ...] = ()) -> Unit:
        context, measure = self.last
        item = self.items[number]
        above = self.items[number - 1].style if number else ""
        if isinstance(item, Row):
            units = table_units(context, self.story, item.table, measure, self.step, above=above)
            self.units[number] = units[item.number]
            return self.units[number]
        measures = (*(self.measures if number == self.at else ()), *(widths or (measure,)))
        self.units[number] = unit_of(context, self.story, item, above, measures)
        return self.units[number]

    def _advance(self, units: Sequence[Unit], measures: Sequence[float]) -> None:
        """Goes on behind the lines placed, of which ``measures`` are those in which they stand."""
        placed = 0
        for unit in units:
            rest = measures[placed:]
            if len(rest) < len(unit.lines):
                self.done += len(rest)
                self.measures += tuple(rest)
                return
            placed += len(unit.lines)
            self.at, self.done, self.measures = self.at + 1, 0, ()

    def rest(self) -> tuple[int, int]:
        """Lines and characters that found no room."""
        lines: list[SetLine] = []
        for number in range(self.at, len(self.items)):
            lines += self._set(number).lines[self.done if number == self.at else 0 :]
        return len(lines), sum(line.end - line.start for line in lines)

    def part(self, frame: TextFrame, context: Context, put: Sequence[Put]) -> FramePart:
        """The lines of a frame as they came out in the end."""
        rows, own = frame_rows(context, frame), frame_columns(context, frame)
        lines = []
        for one in put:
            unit, item = self.units[one.item], self.items[one.item]
            if one.line >= len(unit.lines) or isinstance(item, Row):
                continue
            lines.append(
                FlowLine(
                    item, unit.style, unit.lines[one.line], own.lefts[one.place.column] + one.place.x,
                    rounded(rows.baseline + one.place.row * rows.step), one.place.column,
                    one.place.measure or own.measure,
                    unit.style == "byline" and bool(unit.rows) and one.line == len(unit.lines) - 1,
                )
            )  # fmt: skip
        top = rows.baseline - EM_ABOVE * context.grid.em - (rows.step - context.grid.em) / 2
        parts = table_parts((self.units[one.item], one.place) for one in put)
        tables = tuple((part, own.lefts[part.column], rounded(top + part.row * rows.step)) for part in parts)
        jumps = tuple(
            JumpPlace(
                one.line, one.size, rounded(own.lefts[one.column] + one.x), rounded(rows.baseline + one.row * rows.step)
            )
            for one in self.jumped.get(frame.id, ())
        )
        return FramePart(tuple(lines), tables, self.under[frame.id], jumps)
