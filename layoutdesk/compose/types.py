"""What composing gives: pages as every output reads them. Nothing downstream measures text a second time."""

from __future__ import annotations

import msgspec

from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Problem
from layoutdesk.display import DisplayList, Item
from layoutdesk.model.story import Paragraph
from layoutdesk.text.lines import SetLine


class PartLine(msgspec.Struct, frozen=True):
    """One set line of a headline group or a table: its paragraph, style and size, and where its left end and baseline stand.

    ``x`` and ``y`` in points from the upper left corner of the group or table; from there it has the room from ``left`` to
    ``right``, the width of the group or its cell's.
    """

    paragraph: Paragraph
    style: str
    size: float
    x: float
    y: float
    line: SetLine
    left: float
    right: float


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One composed line with its address in the copy.

    ``x`` and ``baseline`` in points on the page; ``start`` and ``end`` code points of ``paragraph``. ``text`` is the line as
    set, without inserted matter. ``column`` is the block's own column. ``gap`` is the looseness of its gaps in em.
    ``story`` and ``paragraph`` are empty for furniture (folio bar, masthead). A line set downwards (``down``, 竖排) begins at
    ``baseline`` and is ``width`` long from there; ``x`` is its left edge. ``left`` is where the measure begins in which the line is
    set, ``measure`` how wide it is: the column, what a hole leaves of it, the cell, the headline group's width; of a line set
    downwards its top and height.
    """

    element: str
    story: str
    paragraph: str
    start: int
    end: int
    text: str
    x: float
    baseline: float
    width: float
    size: float
    style: str = "body"
    column: int = 0
    gap: float = 0.0
    down: bool = False
    left: float = 0.0
    measure: float = 0.0

    @property
    def rect(self) -> Rect:
        """The em boxes of the line."""
        if self.down:
            return Rect(self.x, self.baseline, self.size, self.width)
        return Rect(self.x, self.baseline - self.size * 0.9, self.width, self.size * 1.1)


class Fit(msgspec.Struct, frozen=True, kw_only=True):
    """How a story fills an element: lines set, lines over (overset) and lines under (empty slots).

    ``characters_over`` are those of the lines over; ``characters_under`` is how many 字 of the body would fill the empty slots.
    """

    element: str
    story: str
    lines: int
    over: int = 0
    under: int = 0
    characters_over: int = 0
    characters_under: int = 0


class PlacedPicture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture on the page; ``ppi`` is its effective resolution, 0 where a placeholder stands."""

    element: str
    story: str
    picture: str
    asset: str
    rect: Rect
    ppi: float = 0.0


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """What one element adds to its page; ``rects`` are where it stands (two for an L)."""

    items: tuple[Item, ...] = ()
    lines: tuple[Line, ...] = ()
    rects: tuple[Rect, ...] = ()
    fits: tuple[Fit, ...] = ()
    pictures: tuple[PlacedPicture, ...] = ()
    problems: tuple[Problem, ...] = ()


class ComposedPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page set: its display list, its lines in reading order, the rectangles of its elements, fits and problems.

    ``frames`` has for each element id its rectangles in points (two for an L).
    """

    page: str
    number: int
    display: DisplayList
    lines: tuple[Line, ...]
    frames: dict[str, tuple[Rect, ...]]
    fits: tuple[Fit, ...]
    pictures: tuple[PlacedPicture, ...]
    problems: tuple[Problem, ...]
