"""What a drag draws: a rectangle from corner to corner, a rule from end to end, and where a rule is hit. Plain arithmetic in
points, without Qt."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.borders import BORDERS
from layoutdesk.model.elements import HAIRLINE, Rule

#: Shift holds a rule to multiples of this angle.
_EIGHTH: Final = math.pi / 4


class Stroke(NamedTuple):
    """A straight rule from one end to the other."""

    x1: float
    y1: float
    x2: float
    y2: float

    @property
    def length(self) -> float:
        return math.hypot(self.x2 - self.x1, self.y2 - self.y1)

    @property
    def box(self) -> Rect:
        """The rectangle from end to end."""
        x, y = min(self.x1, self.x2), min(self.y1, self.y2)
        return Rect(x, y, rounded(abs(self.x2 - self.x1)), rounded(abs(self.y2 - self.y1)))

    def distance(self, x: float, y: float) -> float:
        """How far a point lies from the nearest point of the rule."""
        along = (x - self.x1) * (self.x2 - self.x1) + (y - self.y1) * (self.y2 - self.y1)
        share = min(max(along / self.length**2, 0.0), 1.0) if self.length else 0.0
        return math.hypot(x - self.x1 - share * (self.x2 - self.x1), y - self.y1 - share * (self.y2 - self.y1))

    def touches(self, rect: Rect) -> bool:
        """Whether any of the rule lies in a rectangle: what each pair of its edges leaves of it is cut out in turn."""
        first, last = 0.0, 1.0
        for start, by, near, far in (
            (self.x1, self.x2 - self.x1, rect.x, rect.right), (self.y1, self.y2 - self.y1, rect.y, rect.bottom),
        ):  # fmt: skip
            if not by:
                if not near <= start <= far:
                    return False
                continue
            enters, leaves = sorted(((near - start) / by, (far - start) / by))
            first, last = max(first, enters), min(last, leaves)
        return first <= last


def stroke_of(rule: Rule) -> Stroke:
    """A rule of the page from end to end."""
    return Stroke(rule.x1, rule.y1, rule.x2, rule.y2)


def thickness_of(rule: Rule) -> float:
    """How thick a rule is drawn, in points."""
    form = BORDERS.get(rule.style)
    return rule.weight if form is None else form.depth * rule.weight / HAIRLINE


def framed(x0: float, y0: float, x: float, y: float, *, square: bool, centred: bool) -> Rect:
    """The rectangle that a drag from (x0, y0) to (x, y) draws: ``square`` by its longer side, ``centred`` about its start."""
    dx, dy = x - x0, y - y0
    if square:
        side = max(abs(dx), abs(dy))
        dx, dy = math.copysign(side, dx), math.copysign(side, dy)
    left, top = (x0 - abs(dx), y0 - abs(dy)) if centred else (min(x0, x0 + dx), min(y0, y0 + dy))
    share = 2 if centred else 1
    return Rect(rounded(left), rounded(top), rounded(share * abs(dx)), rounded(share * abs(dy)))


def ruled(x0: float, y0: float, x: float, y: float, *, held: bool, centred: bool) -> Stroke:
    """The rule that a drag from (x0, y0) to (x, y) draws: ``held`` to an eighth of the circle, ``centred`` about its start."""
    dx, dy = x - x0, y - y0
    if held and (dx or dy):
        angle = round(math.atan2(dy, dx) / _EIGHTH) * _EIGHTH
        along = dx * math.cos(angle) + dy * math.sin(angle)
        dx, dy = along * math.cos(angle), along * math.sin(angle)
    back = 1 if centred else 0
    return Stroke(rounded(x0 - back * dx), rounded(y0 - back * dy), rounded(x0 + dx), rounded(y0 + dy))
