"""Holes in columns (绕排): what lies over the text of a page, and what it leaves of the rows of columns.

In: the columns of a block or frame and the rectangles that lie over them. Out: columns some of whose rows are narrowed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.context import Context
from layoutdesk.compose.flow import Segments
from layoutdesk.compose.grid import OwnColumns, PageGrid
from layoutdesk.model.document import Page
from layoutdesk.model.elements import Advert, Block, Element, Sides, Wrapped, is_hidden

#: A part of a line beside a hole narrower than this many 字 stays empty; a head takes a little more.
LEAST_PART: Final = 5
LEAST_HEAD: Final = 6
#: What only touches does not overlap, points.
TOUCH: Final = 0.01

#: The parts of a row that are free for text: distance from the column's left edge, and width.
Parts = tuple[tuple[float, float], ...]
#: The narrowed rows of a column; a row that is not there is free from edge to edge.
Narrow = Mapping[int, Parts]


class Hole(NamedTuple):
    """What text keeps clear of: left and right edge on the page in points, its first row and the row after its last.

    ``jump``: in columns that it touches no text stands beside it either.
    """

    left: float
    right: float
    first: int
    last: int
    jump: bool = False


class Obstacle(NamedTuple):
    """What lies over text, its distance included, in points, and whether text only jumps over it (上下型)."""

    rect: Rect
    jump: bool = False


_HOLES: Final[IdentityCache[tuple[tuple[str, Obstacle], ...]]] = IdentityCache(64)


def holes_over(context: Context, page: Page, element: str, rects: Sequence[Rect]) -> tuple[Obstacle, ...]:
    """What other elements of the page keep clear of text within ``rects``, their distance included."""
    known = _HOLES.get((page, context.grid), lambda: tuple(_wrapping(context.grid, page)))
    return tuple(hole for name, hole in known if name != element and any(hole.rect.overlaps(rect) for rect in rects))


def _wrapping(grid: PageGrid, page: Page) -> Iterator[tuple[str, Obstacle]]:
    for element in page.elements:
        away = wrap_of(element)
        if away:
            rect = grid.rect(element.area) if isinstance(element, Advert) else getattr(element, "rect", None)
            if rect is not None and isinstance(element, Wrapped):
                sides = element.wrap_sides or Sides(away, away, away, away)
                left, top, right, bottom = (
                    -each * grid.em for each in (sides.left, sides.top, sides.right, sides.bottom)
                )
                yield element.id, Obstacle(rect.inset(left, top, right, bottom), element.wrap_kind == "jump")


def wrap_of(element: Element) -> float:
    """How many 字 text keeps away from an element that lies over it; 0 where it does not mind, or that is hidden."""
    return 0.0 if isinstance(element, Block) or is_hidden(element) else getattr(element, "wrap", 0.0)


def hole_in_rows(obstacle: Obstacle, top: float, step: float, em: float) -> Hole:
    """The hole that what lies over text makes in rows of ``step`` from ``top``: each row whose em box it touches."""
    rect = obstacle.rect
    air = (step - em) / 2
    first = math.floor((rect.y - top + air + TOUCH) / step)
    last = math.ceil((rect.bottom - top - air - TOUCH) / step)
    return Hole(rect.x, rect.right, first, last, obstacle.jump)


class Columns(NamedTuple):
    """Columns of one measure with narrowed rows: their free rows, and by column what is left of the narrowed ones."""

    segments: list[Segments]
    narrow: tuple[Narrow, ...]

    @property
    def is_whole(self) -> bool:
        """Whether no row is narrowed."""
        return not any(self.narrow)

    def whole_rows(self) -> list[Segments]:
        """By column the rows that are free from edge to edge."""
        if not self.narrow:
            return list(self.segments)
        return [_without_rows(one, set(narrow)) for one, narrow in zip(self.segments, self.narrow, strict=True)]

    def slots(self) -> int:
        """How many lines the columns hold."""
        rows = sum(last - first for segments in self.segments for first, last in segments)
        return rows + sum(len(parts) - 1 for narrow in self.narrow for parts in narrow.values())

    def from_row(self, row: int) -> Columns:
        """What of the columns lies at or under ``row``."""
        segments = [tuple((max(a, row), b) for a, b in one if b > row) for one in self.segments]
        return Columns(segments, tuple({at: parts for at, parts in one.items() if at >= row} for one in self.narrow))


def cut(columns: Sequence[Segments], own: OwnColumns, em: float, holes: Sequence[Hole]) -> Columns:
    """The columns without ``holes``: rows of which too little is left are taken out, others narrowed to whole 字.

    All rows of a column that is narrower than the widest count as narrowed.
    """
    segments, narrow = [], []
    for index, (left, free) in enumerate(zip(own.lefts, columns, strict=True)):
        measure = own.width(index)
        rows: dict[int, Parts] = {}
        if measure < own.measure:
            rows = {row: ((0.0, measure),) for first, last in free for row in range(first, last)}
        mine = [hole for hole in holes if hole.left < left + measure - TOUCH and hole.right > left + TOUCH]
        for row in sorted({row for hole in mine for row in _rows_of(hole, free)}):
            over = [hole for hole in mine if hole.first <= row < hole.last]
            taken = [(hole.left - left, hole.right - left) for hole in over]
            rows[row] = () if any(hole.jump for hole in over) else _parts(taken, measure, em)
        segments.append(_without_rows(free, {row for row, parts in rows.items() if not parts}))
        narrow.append({row: parts for row, parts in rows.items() if parts})
    return Columns(segments, tuple(narrow))


def _rows_of(hole: Hole, segments: Segments) -> Iterator[int]:
    for first, last in segments:
        yield from range(max(first, hole.first), min(last, hole.last))


def _parts(taken: Sequence[tuple[float, float]], measure: float, em: float) -> Parts:
    """What is left of a row: parts at the column's edges stay flush with them, all are whole 字 wide."""
    parts, at = [], 0.0
    for left, right in (*sorted(taken), (measure, measure)):
        count = math.floor((left - at) / em + 1e-3)
        if count >= LEAST_PART:
            width = rounded(count * em)
            parts.append((rounded(left - width) if left >= measure else at, width))
        at = max(at, right)
    return tuple(parts)


def _without_rows(segments: Segments, rows: set[int]) -> Segments:
    kept: list[tuple[int, int]] = []
    for first, last in segments:
        start = first
        for row in range(first, last + 1):
            if row == last or row in rows:
                if row > start:
                    kept.append((start, row))
                start = row + 1
    return tuple(kept) if rows else segments
