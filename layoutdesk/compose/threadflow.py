"""The body of a story poured from frame to frame (续排), whatever their measures and steps.

In: body items and one frame after the other. Out: what stands in each. A paragraph that runs on in a frame of another measure is
set once, line by line to the measure in which each stands; a table goes on with its next row, or the next line of one that no
frame holds, under its head.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from layoutdesk.base.geometry import rounded
from layoutdesk.compose.balance import balanced
from layoutdesk.compose.flow import Poured, Unit, pour, table_parts, taken_slots
from layoutdesk.compose.framerows import clear_rows, frame_columns, frame_room, frame_rows, longest_run
from layoutdesk.compose.holes import Columns
from layoutdesk.compose.jump import FROM, NO_JUMPS, TO, Jumps
from layoutdesk.compose.table import NOT_BEGUN, is_comfortable
from layoutdesk.compose.threadparts import FlowLine, FramePart, JumpPlace, Link, Put
from layoutdesk.compose.units import UNDER_TABLE, UNIT, table_units, unit_of
from layoutdesk.compose.wrap import Wrapping
from layoutdesk.model.story import Paragraph, Story, TableBlock
from layoutdesk.text.lines import SetLine

if TYPE_CHECKING:
    from layoutdesk.compose.jumprows import JumpRow

_NO_JUMP_LINES: Final[Mapping[str, Jumps]] = MappingProxyType({})


class _Band(NamedTuple):
    """What stands side by side from one row of a frame to another: columns of text, or a table across; the slots it takes."""

    put: list[Put]
    bottom: int
    slots: int


class _Ahead(NamedTuple):
    """What of an item, by its number, is ahead."""

    item: int
    unit: Unit


class Flow:
    """Goes through the frames of a thread; ``at`` says which item comes next, and how much of it stands already.

    Of a paragraph ``done`` lines stand, in ``measures``; a table is ``begun`` so far. ``jumped`` are the jump lines by frame. The
    rest is of the frame in hand.
    """

    def __init__(
        self, story: Story, items: Sequence[Paragraph | TableBlock], jumps: Mapping[str, Jumps] = _NO_JUMP_LINES
    ) -> None:
        self.story, self.items, self.jumps = story, items, jumps
        self.at = self.done = 0
        self.measures: tuple[float, ...] = ()
        self.begun = NOT_BEGUN
        self.units: dict[int, Unit] = {}
        self.under: dict[str, int] = {}
        self.jumped: dict[str, tuple[JumpRow, ...]] = {}

    def fill(self, link: Link) -> list[Put]:
        """Pours what is left into a frame; where all of it fits, the columns end level. A wide table divides them into bands."""
        self.context, self.own = link.context, frame_columns(link.context, link.frame)
        self.step = frame_rows(link.context, link.frame).step
        self.room = frame_room(link.context, link.frame, link.holes)
        jumps = self.jumps.get(link.frame.id, NO_JUMPS)
        put, slots = self._bands() if jumps is NO_JUMPS else self._jumping(link, jumps)
        self.under[link.frame.id] = max(0, self.room.slots() - slots) if self.at == len(self.items) else 0
        return put

    def _bands(self) -> tuple[list[Put], int]:
        """What is left, poured into the room of the frame from the top: the lines, and how many slots they take."""
        put: list[Put] = []
        row = slots = 0
        while self.at < len(self.items):
            end = self._next_across()
            behind = max(end, self.at + 1)
            band = self._across(row) if end == self.at else self._columns(end, row)
            put += band.put
            slots += band.slots
            row = band.bottom
            if self.at < behind:
                break
        return put, slots

    def _jumping(self, link: Link, jumps: Jumps) -> tuple[list[Put], int]:
        """The same with jump lines: 上接 where the copy has begun before, 下转 where some of it is left."""
        from layoutdesk.compose.jumprows import Jumping, drawn_up

        rows: tuple[JumpRow, ...] = ()
        standing = self.at, self.done, self.measures, self.begun
        if jumps.come and (self.at or self.done or any(self.begun)) and self.at < len(self.items):
            self.room, rows = Jumping(link.context, FROM, jumps.come).opening(self.room, self.own)
        put, slots = self._bands()
        if jumps.to and self.at < len(self.items):
            jumping = Jumping(link.context, TO, jumps.to)
            end = jumping.at_end(put[-1].unit, put[-1].place, self.own) if put else ()
            if not end:
                self.room, end = jumping.closing(self.room, self.own)
                self.at, self.done, self.measures, self.begun = standing
                put, slots = self._bands()
                end = drawn_up(end, put[-1].unit, put[-1].place, self.room) if put else end
            rows += end
        if rows:
            self.jumped[link.frame.id] = rows
        return put, slots

    def _next_across(self) -> int:
        """The number of the next item that is a table across the frame; of the item after the last where there is none."""
        if len(self.own.lefts) == 1:
            return len(self.items)
        for number in range(self.at, len(self.items)):
            item = self.items[number]
            if isinstance(item, TableBlock) and self._goes_across(item):
                return number
        return len(self.items)

    def _goes_across(self, table: TableBlock) -> bool:
        """Whether a table stands across the columns: where it is told to, or its content is not comfortable in one."""
        if table.place != "auto":
            return table.place == "band"
        return not is_comfortable(self.context, table, self.own.measure)

    def _columns(self, end: int, row: int) -> _Band:
        """The items up to ``end`` in the columns from ``row`` on."""
        region = self.room.from_row(row) if row else self.room
        ahead = self._ahead(end, region.slots())
        units = [one.unit for one in ahead]
        if region.is_whole:
            poured = balanced(units, region.segments)
        else:
            poured = self._round(ahead, region)
            units = list(poured.units) or units
        done = self.done
        put = [
            Put(ahead[p.unit].item, p.line + (0 if p.unit else done), p, units[p.unit]) for p in poured.placed
        ]  # fmt: skip
        self._advance(
            [one.item for one in ahead], units, [place.measure or self.own.measure for place in poured.placed]
        )
        return _Band(put, max(row, poured.bottom), taken_slots(units, poured.placed))

    def _across(self, row: int) -> _Band:
        """The table that comes next, over the whole width of the frame from ``row`` on; an empty row over and under it."""
        table = self.items[self.at]
        assert isinstance(table, TableBlock)
        width = self.own.lefts[-1] + self.own.measure - self.own.lefts[0]
        clear = clear_rows(self.room)
        most = longest_run([clear])
        above = self._above(self.at)
        units = table_units(self.context, self.story, table, rounded(width), self.step, most, above, self.begun)
        first = row + (row > 0 and above != UNIT)
        poured = pour(units, [tuple((max(a, first), b) for a, b in clear if b > first)])
        put = [Put(self.at, place.line, place, units[place.unit]) for place in poured.placed]
        self._advance([self.at] * len(units), units, [width] * len(put))
        bottom = poured.bottom + 1 if put else row
        slots = self.room.from_row(row).slots() - self.room.from_row(bottom).slots()
        return _Band(put, bottom, slots)

    def _round(self, ahead: Sequence[_Ahead], columns: Columns) -> Poured:
        """Pours round holes; of a paragraph that runs on here, only the lines that do not stand yet."""
        wholes: dict[tuple[SetLine, ...], Unit] = {}

        def reset(number: int, widths: tuple[float, ...]) -> Unit:
            unit = self._set(ahead[number].item, widths)
            if number or not self.done:
                return unit
            rest = unit.lines[self.done :]
            wholes[rest] = unit
            return replace(unit, lines=rest)

        wrapping = Wrapping(columns.narrow, self.own.measure, self.context.grid.em, reset)
        poured = balanced([one.unit for one in ahead], columns.segments, wrapping.pour)
        for one, unit in zip(ahead, poured.units, strict=False):
            if unit.strip is None:
                self.units[one.item] = unit
        if self.done and poured.units:
            self.units[self.at] = wholes.get(poured.units[0].lines) or self._set(self.at)
        return poured

    def _ahead(self, end: int, slots: int) -> list[_Ahead]:
        """What is ahead up to an item, as much as could fill so many slots; nothing of what stands already."""
        ahead: list[_Ahead] = []
        most = longest_run(self.room.whole_rows())
        for number in range(self.at, end):
            for unit in self._units(number, most):
                ahead.append(_Ahead(number, unit))
                slots -= unit.slots
                if slots < 0 and not unit.keep:
                    return ahead
        return ahead

    def _units(self, number: int, most: int) -> list[Unit]:
        """An item as units, those of a table for columns of at most ``most`` rows."""
        item = self.items[number]
        if isinstance(item, TableBlock):
            begun = self.begun if number == self.at else NOT_BEGUN
            above = self._above(number)
            return table_units(self.context, self.story, item, self.own.measure, self.step, most, above, begun)
        unit = self._set(number)
        return [replace(unit, lines=unit.lines[self.done :]) if number == self.at and self.done else unit]

    def _set(self, number: int, widths: tuple[float, ...] = ()) -> Unit:
        """A paragraph as a unit, all its lines, those that stand in the measures that they have."""
        item = self.items[number]
        assert isinstance(item, Paragraph)
        measures = (*(self.measures if number == self.at else ()), *(widths or (self.own.measure,)))
        self.units[number] = unit_of(self.context, self.story, item, self._above(number), measures)
        return self.units[number]

    def _above(self, number: int) -> str:
        """The style of the item over one, by their order."""
        above = self.items[number - 1] if number else None
        return above.style if isinstance(above, Paragraph) else UNDER_TABLE if above else ""

    def _advance(self, items: Sequence[int], units: Sequence[Unit], measures: Sequence[float]) -> None:
        """Goes on behind the lines placed, of which ``measures`` are those in which they stand."""
        placed = 0
        for number, unit in zip(items, units, strict=True):
            rest = measures[placed:]
            if len(rest) < len(unit.lines):
                self.done += len(rest)
                self.measures += tuple(rest)
                return
            placed += len(unit.lines)
            if unit.strip is None or unit.strip.is_last:
                self.at, self.done, self.measures, self.begun = number + 1, 0, (), NOT_BEGUN
            else:
                self.at, self.begun = number, unit.strip.end

    def rest(self) -> tuple[int, int]:
        """Lines and characters that found no room."""
        lines = [
            line for number in range(self.at, len(self.items)) for unit in self._units(number, 0) for line in unit.lines
        ]
        return len(lines), sum(line.end - line.start for line in lines)

    def part(self, link: Link, put: Sequence[Put]) -> FramePart:
        """The lines of a frame as they came out in the end."""
        frame, context = link.frame, link.context
        rows, own = frame_rows(context, frame), frame_columns(context, frame)
        lines = []
        for one in put:
            item = self.items[one.item]
            unit = self.units[one.item] if isinstance(item, Paragraph) else one.unit
            if isinstance(item, TableBlock) or one.line >= len(unit.lines):
                continue
            lines.append(
                FlowLine(
                    item, unit.style, unit.lines[one.line], own.lefts[one.place.column] + one.place.x,
                    rounded(rows.baseline + one.place.row * rows.step), one.place.column,
                    one.place.measure or own.measure,
                    unit.style == "byline" and bool(unit.rows) and one.line == len(unit.lines) - 1,
                )
            )  # fmt: skip
        tables = tuple(
            (part, own.lefts[part.column], rows.top(part.row, context.grid.em))
            for part in table_parts((one.unit, one.place) for one in put)
        )
        jumps = tuple(
            JumpPlace(
                one.line, one.size, rounded(own.lefts[one.column] + one.x), rounded(rows.baseline + one.row * rows.step)
            )
            for one in self.jumped.get(frame.id, ())
        )
        return FramePart(tuple(lines), tables, self.under[frame.id], jumps)
