"""Text round what lies over it (绕排): the lines beside a hole are shortened, each to the room that it has.

In: columns some of whose rows are narrowed (``holes``). Out: units poured into them, their paragraphs broken with a measure for
each line. Only loaded work where there is a hole: columns without one are poured by ``flow.pour``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from layoutdesk.base.geometry import rounded
from layoutdesk.compose.flow import Placed, Poured, Segments, Unit, needed_rows, row_under, taken_slots, whole_places
from layoutdesk.compose.holes import LEAST_HEAD, LEAST_PART, TOUCH, Narrow, Parts

#: How often a paragraph is broken anew until the rows that its lines take are those for which it was broken.
_TRIALS: Final = 6

#: A unit set anew with a measure for each of its lines, the last for all that follow.
Reset = Callable[[int, tuple[float, ...]], Unit]


class _Row(NamedTuple):
    """A free row in reading order; ``below`` rows of its segment follow it."""

    column: int
    row: int
    below: int
    parts: Parts


class _Spot(NamedTuple):
    """Where a line stands: which part of which row, from where and how wide."""

    at: int
    part: int
    x: float
    width: float


class Wrapping:
    """Pours units into narrowed columns; ``reset`` sets one of them to other measures than the columns'.

    Parts of tables are set to the measure ``strips`` already and stand where a row is as wide.
    """

    def __init__(self, narrow: Sequence[Narrow], measure: float, em: float, reset: Reset, strips: float = 0.0) -> None:
        self.narrow, self.measure, self.em, self.reset = narrow, measure, em, reset
        self.strips = strips or measure

    def pour(self, units: Sequence[Unit], columns: Sequence[Segments]) -> Poured:
        """As ``flow.pour``; the units of the result are those set to the measures of their places."""
        return _Pouring(self, units, self._rows(columns)).run()

    def _rows(self, columns: Sequence[Segments]) -> list[_Row]:
        whole: Parts = ((0.0, self.measure),)
        return [
            _Row(column, row, last - row - 1, self.narrow[column].get(row, whole))
            for column, segments in enumerate(columns)
            for first, last in segments
            for row in range(first, last)
        ]


class _Pouring:
    """One pouring: ``at`` and ``part`` say which part of which row comes next."""

    def __init__(self, wrapping: Wrapping, units: Sequence[Unit], rows: list[_Row]) -> None:
        self.wrapping, self.rows, self.units = wrapping, rows, list(units)
        self.needs = needed_rows(units)
        self.at = self.part = 0
        self.placed: list[Placed] = []

    def run(self) -> Poured:
        for number, unit in enumerate(self.units):
            self._blank(unit.before)
            if not (self._whole(number) if unit.rows else self._lines(number)):
                break
        bottom = max((row_under(self.units[place.unit], place) for place in self.placed), default=0)
        used = taken_slots(self.units, self.placed)
        free = sum(len(row.parts) for row in self.rows if row.row < bottom)
        left = sum(len(unit.lines) for unit in self.units) - len(self.placed)
        return Poured(tuple(self.placed), left, bottom, max(0, free - used), tuple(self.units))

    def _lines(self, number: int) -> bool:
        solid = self.units[number].solid
        if solid:
            self._to_row()
            while self.at < len(self.rows) and not self._is_even(solid):
                self.at += 1
        unit = self.units[number] = self._set(number)
        for index, line in enumerate(unit.lines):
            spot = self._spot(self.at, self.part, line.above)
            if spot is None:
                self.at = len(self.rows)
                return False
            row = self.rows[spot.at]
            self.placed.append(Placed(number, index, row.column, row.row, row.row - line.above, 0, spot.x, spot.width))
            self.at, self.part = self._after(spot)
        return True

    def _is_even(self, count: int) -> bool:
        """Whether so many rows from the next on lie under one another in one piece each, as lines beside a drop capital do."""
        rows = self.rows[self.at : self.at + count]
        return rows[0].below + 1 >= count and all(
            len(row.parts) == 1 and row.parts[0][0] == rows[0].parts[0][0] for row in rows
        )

    def _set(self, number: int) -> Unit:
        """A paragraph broken to the parts of rows that lie ahead, as many as it takes."""
        unit, measure = self.units[number], self.wrapping.measure
        for _ in range(_TRIALS):
            widths = self._ahead([line.above for line in unit.lines])
            if all(width == measure for width in widths):
                return self.units[number]
            made = self.wrapping.reset(number, _ending_in(widths, measure))
            if widths == self._ahead([line.above for line in made.lines])[: len(widths)] and len(made.lines) <= len(
                widths
            ):
                return made
            unit = made
        return (
            unit
            if len(self._ahead([0] * len(unit.lines))) < len(unit.lines)
            else self.wrapping.reset(number, (min(widths),))
        )

    def _ahead(self, above: Sequence[int]) -> list[float]:
        """The widths of the next lines and of one more, where each needs so many empty rows ``above`` itself."""
        widths: list[float] = []
        at, part = self.at, self.part
        for rows in (*above, 0):
            spot = self._spot(at, part, rows)
            if spot is None:
                break
            widths.append(spot.width)
            at, part = self._after(spot)
        return widths

    def _spot(self, at: int, part: int, above: int) -> _Spot | None:
        """Where the next line stands from a part of a row on; ``None`` where no row is left."""
        if not above:
            return _Spot(at, part, *self.rows[at].parts[part]) if at < len(self.rows) else None
        at += part > 0
        while at + above < len(self.rows):
            if self.rows[at].below >= above:
                parts = [row.parts[0] for row in self.rows[at : at + above + 1]]
                x, right = max(x for x, _ in parts), min(x + width for x, width in parts)
                if right - x >= LEAST_PART * self.wrapping.em:
                    return _Spot(at + above, 0, x, rounded(right - x))
            at += 1
        return None

    def _after(self, spot: _Spot) -> tuple[int, int]:
        return (spot.at, spot.part + 1) if spot.part + 1 < len(self.rows[spot.at].parts) else (spot.at + 1, 0)

    def _whole(self, number: int) -> bool:
        """A unit in one piece, with the rows of text that it keeps, in rows with one part each."""
        self._to_row()
        while self.at < len(self.rows):
            again = 0 if self._continues(number) else self.units[number].again
            made = self._whole_here(number, again)
            if made is not None:
                unit, x, width = made
                self.units[number] = unit
                row = self.rows[self.at]
                self.placed += whole_places(number, unit, row.column, row.row + again, again, x, width)
                self.at += again + unit.rows
                return True
            self.at += 1
        return False

    def _at_top(self) -> bool:
        """Whether the next row begins a segment."""
        above, here = self.rows[self.at - 1], self.rows[self.at]
        return not self.at or (above.column, above.row + 1) != (here.column, here.row)

    def _continues(self, number: int) -> bool:
        """Whether the next row is the one under the rows of the same table that stand last."""
        here, last = self.rows[self.at], self.placed[-1] if self.placed else None
        if last is None or last.unit != number - 1 or not self.units[number - 1].strip:
            return False
        return (last.column, row_under(self.units[last.unit], last)) == (here.column, here.row)

    def _whole_here(self, number: int, again: int = 0) -> tuple[Unit, float, float] | None:
        """A part of a table, or a head, as it stands at the next row: from where and how wide."""
        return self._strip_here(number, again) if self.units[number].strip else self._head_here(number)

    def _strip_here(self, number: int, again: int) -> tuple[Unit, float, float] | None:
        """Part of a table under ``again`` rows of its head, in rows that are as wide as it is."""
        if self.rows[self.at].below + 1 < again + self.needs[number]:
            return None
        parts = [row.parts[0] for row in self.rows[self.at : self.at + again + self.units[number].rows]]
        if any(x > TOUCH or width < self.wrapping.strips - TOUCH for x, width in parts):
            return None
        return self.units[number], 0.0, self.wrapping.strips

    def _head_here(self, number: int) -> tuple[Unit, float, float] | None:
        """The unit as it stands at the next row: from where and how wide; ``None`` where it has no room there.

        Where a hole leaves room on both sides, it stands at the left where its text begins, or at the right.
        """
        unit, row = self.units[number], self.rows[self.at]
        # At a narrower measure what follows has more lines, so that all that are to be kept are there.
        kept = max(self.needs[number] - unit.rows, unit.keep if number + 1 < len(self.units) else 0)
        # Heads that follow stand directly under it, and like it in rows of one part.
        following = kept if number + 1 < len(self.units) and self.units[number + 1].rows else 0
        parted = any(len(each.parts) > 1 for each in self.rows[self.at : self.at + unit.rows + following])
        if row.below + 1 < unit.rows + kept or (parted and following):
            return None
        sides = (self._head_at(number, part, kept) for part in ((0, -1) if parted else (0,)))
        made = next((made for made in sides if made is not None), None)
        return made if made is None or not following or self._stands_under(number) else None

    def _stands_under(self, number: int) -> bool:
        """Whether the head or table that follows the unit has room directly under it, were the unit at the next row."""
        here = self.at
        self.at += self.units[number].rows + self.units[number + 1].before
        try:
            return self._whole_here(number + 1) is not None
        finally:
            self.at = here

    def _head_at(self, number: int, part: int, kept: int) -> tuple[Unit, float, float] | None:
        """The unit in the first (0) or last (-1) ``part`` of the next rows, over ``kept`` lines of what follows."""
        unit, row = self.units[number], self.rows[self.at]
        for _ in range(4):
            if row.below + 1 < unit.rows + kept:
                return None
            parts = [each.parts[part] for each in self.rows[self.at : self.at + unit.rows]]
            x, right = max(left for left, _ in parts), min(left + width for left, width in parts)
            width = rounded(right - x)
            if width >= self.wrapping.measure - TOUCH:
                return self.units[number], 0.0, self.wrapping.measure
            if width < LEAST_HEAD * self.wrapping.em:
                return None
            made = self.wrapping.reset(number, (width,))
            if made.rows <= unit.rows:
                return replace(made, rows=unit.rows), x, width
            unit = made
        return None

    def _to_row(self) -> None:
        if self.part:
            self.at, self.part = self.at + 1, 0

    def _blank(self, rows: int) -> None:
        """Empty rows before a unit, but not at the top of a segment."""
        if not rows or self.at >= len(self.rows):
            return
        self._to_row()
        for _ in range(rows):
            if self.at >= len(self.rows) or self._at_top():
                return
            self.at += 1


def _ending_in(widths: Sequence[float], measure: float) -> tuple[float, ...]:
    """The widths up to the last that is not the measure, then the measure for all that follow."""
    end = len(widths)
    while end and widths[end - 1] == measure:
        end -= 1
    return (*widths[:end], measure)
