"""Rectangles in points: the origin is the upper left corner of the trim, x runs to the right, y down."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from layoutdesk.base.limits import Coordinate, Length


class Rect(msgspec.Struct, frozen=True, gc=False):
    """An upright rectangle in points; ``w`` and ``h`` are never negative."""

    x: Coordinate
    y: Coordinate
    w: Length
    h: Length

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    def inset(self, left: float, top: float, right: float, bottom: float) -> Rect:
        """The rectangle that remains when each side moves inwards (negative values move it outwards)."""
        return Rect(self.x + left, self.y + top, max(0.0, self.w - left - right), max(0.0, self.h - top - bottom))

    def moved(self, dx: float, dy: float) -> Rect:
        return Rect(self.x + dx, self.y + dy, self.w, self.h)

    def overlaps(self, other: Rect, slack: float = 0.01) -> bool:
        """Whether the two share more than ``slack`` points in both directions."""
        return (
            min(self.right, other.right) - max(self.x, other.x) > slack
            and min(self.bottom, other.bottom) - max(self.y, other.y) > slack
        )

    def contains(self, x: float, y: float) -> bool:
        return self.x <= x <= self.right and self.y <= y <= self.bottom

    def union(self, other: Rect) -> Rect:
        """The smallest rectangle that holds both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Rect(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)


def around(rects: Iterable[Rect]) -> Rect:
    """The smallest rectangle that holds all of ``rects``, of which there is one at least."""
    held = list(rects)
    x, y = min(rect.x for rect in held), min(rect.y for rect in held)
    return Rect(x, y, max(rect.x + rect.w for rect in held) - x, max(rect.y + rect.h for rect in held) - y)


def rounded(value: float) -> float:
    """A length rounded to 0.001 pt, the precision of everything composed."""
    return round(value, 3)
