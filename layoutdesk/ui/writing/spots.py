"""Where the characters of a paragraph stand on a composed page, so that a caret can stand between them.

Offsets are code points of the paragraph. Inserted matter (artefacts) belongs to no character and takes no caret.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from functools import cached_property
from typing import NamedTuple

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.types import ComposedPage, Line
from layoutdesk.display import IDENTITY, Glyphs, Mark, Transform, flatten
from layoutdesk.text.downwards import ABOVE
from layoutdesk.ui.writing.aiming import begin, row_under


class Spot(NamedTuple):
    """A place for the caret: before the character ``offset`` of a paragraph.

    Where a line breaks there are two of them: at the start of the next line, or, with ``ends``, at the end of this one.
    """

    story: str
    paragraph: str
    offset: int
    ends: bool = False

    def at(self, offset: int) -> Spot:
        """Another place of the same paragraph."""
        return Spot(self.story, self.paragraph, offset)


class Row:
    """One line, and the glyphs that it is set in; where its characters stand is worked out when it is first asked."""

    def __init__(self, line: Line, runs: tuple[tuple[Transform, Glyphs], ...]) -> None:
        self.line = line
        self._runs = runs

    @cached_property
    def stops(self) -> tuple[tuple[int, float], ...]:
        """The pen positions before the characters and after the last: along the line, downwards in one set downwards."""
        line, pens = self.line, dict[int, float]()
        for transform, item in self._runs:
            upright = item.size * ABOVE if line.down and not item.rotation else 0.0
            for cluster, pen in zip(item.clusters, item.ys if line.down else item.xs, strict=True):
                pens.setdefault(item.start + cluster, pen - upright + transform[5 if line.down else 4])
        stops = sorted((offset, x) for offset, x in pens.items() if line.start <= offset < line.end)
        if not stops:
            stops = [(line.start, begin(line))]
        if line.end > line.start:
            stops.append((line.end, begin(line) + line.width))
        return tuple(stops)

    def x(self, offset: int) -> float:
        """The pen position before a character; that of its cluster where it has none of its own."""
        if offset >= self.line.end:
            return begin(self.line) + self.line.width
        place = bisect_right([stop for stop, _ in self.stops], offset) - 1
        return self.stops[max(place, 0)][1]

    def offset(self, x: float) -> int:
        """The offset whose caret is nearest to ``x``."""
        return min(self.stops, key=lambda stop: abs(stop[1] - x))[0]

    def spot(self, offset: int) -> Spot:
        """The spot at one of the stops."""
        return Spot(self.line.story, self.line.paragraph, offset, ends=offset == self.line.end)


class Spots:
    """The rows of one element of a page, top to bottom through its columns."""

    def __init__(self, page: ComposedPage, element: str) -> None:
        self.page, self.element = page.page, element
        runs: dict[tuple[str, int], list[tuple[Transform, Glyphs]]] = {}
        marks = tuple(item for item in page.display.items if isinstance(item, Mark) and item.element == element)
        stands, row = IDENTITY, 0
        for transform, item in flatten(marks):
            if isinstance(item, Glyphs) and item.paragraph and not item.artefact:
                if transform is not stands:
                    stands, row = transform, round(transform[5] * 100)
                runs.setdefault((item.paragraph, row), []).append((transform, item))
        lines = (line for line in page.lines if line.element == element and line.paragraph)
        self.rows = tuple(
            Row(line, tuple(runs.get((line.paragraph, round(line.baseline * 100)), ()))) for line in lines
        )

    def at(self, x: float, y: float, among: Collection[str] | None = None) -> Spot | None:
        """The spot meant by a point of the page; ``among`` certain paragraphs only, where they are given."""
        rows = [row for row in self.rows if among is None or row.line.paragraph in among]
        if not rows:
            return None
        row = row_under(rows, x, y)
        return row.spot(row.offset(y if row.line.down else x))

    def row_of(self, spot: Spot) -> int | None:
        """The number of the row on which a spot stands: the last that begins at or before it, or the first with ``ends``."""
        found = None
        for number, row in enumerate(self.rows):
            if row.line.paragraph == spot.paragraph and row.line.start <= spot.offset <= row.line.end:
                found = number
                if spot.ends and spot.offset == row.line.end:
                    break
        return found

    def row_on(self, number: int, step: int, among: Collection[str] | None) -> int | None:
        """The first row from ``number`` on, ``step`` by step, of the paragraphs ``among``, or any."""
        while 0 <= number < len(self.rows):
            if among is None or self.rows[number].line.paragraph in among:
                return number
            number += step
        return None

    def caret(self, spot: Spot) -> Rect | None:
        """The caret's rectangle in points, without width; ``None`` where the spot is not on this page (overset)."""
        number = self.row_of(spot)
        if number is None:
            return None
        row = self.rows[number]
        return _across(row.line, row.x(spot.offset), 0.0)

    def inset(self, number: int, spot: Spot) -> float:
        """How far a spot of a row stands from where its column begins."""
        row = self.rows[number]
        return row.x(spot.offset) - self._column(row.line)

    def on_row(self, number: int, inset: float) -> Spot:
        """The spot of a row that is the nearest to a place so far from where its column begins."""
        row = self.rows[number]
        return row.spot(row.offset(self._column(row.line) + inset))

    def _column(self, line: Line) -> float:
        """Where the column of a line begins, beside a hole and in a cell as well; a line set downwards is a column by itself."""
        return line.left if line.down else self._columns[line.column]

    @cached_property
    def _columns(self) -> dict[int, float]:
        found: dict[int, float] = {}
        for row in self.rows:
            line = row.line
            if not line.down:
                found[line.column] = min(line.left, found.get(line.column, line.left))
        return found

    def edge(self, spot: Spot, *, end: bool) -> Spot:
        """The start or the end of the row."""
        number = self.row_of(spot)
        if number is None:
            return spot
        row = self.rows[number]
        return row.spot(row.stops[-1][0] if end else row.line.start)

    @cached_property
    def _rows_of(self) -> dict[str, list[Row]]:
        """The rows of each paragraph."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.line.paragraph, []).append(row)
        return found

    def marked(self, paragraph: str, start: int, end: int) -> tuple[Rect, ...]:
        """The rectangles behind a range of a paragraph."""
        out = []
        for row in self._rows_of.get(paragraph, ()):
            line = row.line
            if line.start < end and start < line.end:
                left, right = row.x(max(start, line.start)), row.x(min(end, line.end))
                out.append(_across(line, left, max(right - left, 0.5)))
        return tuple(out)


def _across(line: Line, along: float, length: float) -> Rect:
    """What the caret (``length`` 0) or a selection covers of a line from the pen position ``along``."""
    if line.down:
        return Rect(line.x - line.size * 0.06, along, line.size * 1.12, length)
    return Rect(along, line.baseline - line.size * 0.9, length, line.size * 1.12)
