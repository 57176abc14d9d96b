"""Rules (线) in other forms than a plain stroke: the lines of the borders without their corners, along one straight line.

What repeats is squeezed or stretched a little, so that a rule begins and ends with a whole form at its very ends.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from layoutdesk.base.colour import Paint
from layoutdesk.base.geometry import rounded
from layoutdesk.compose.borders import BORDERS, MOST, MOST_SHARE, ONCE, Part, Segment, moved
from layoutdesk.display import Path

Turn = Callable[[float, float], tuple[float, float]]


def draw_rule(name: str, ends: tuple[float, float, float, float], paint: Paint, scale: float = 1.0) -> tuple[Path, ...]:
    """The line of this name from end to end, its middle on the straight line between them, ``scale`` times its own size."""
    x1, y1, x2, y2 = ends
    length, border = math.hypot(x2 - x1, y2 - y1), BORDERS[name]
    if not length:
        return ()
    scale = min(scale, length * MOST_SHARE / border.depth)
    ux, uy, middle = (x2 - x1) / length, (y2 - y1) / length, border.depth * scale / 2

    def turn(along: float, across: float) -> tuple[float, float]:
        over = across - middle
        return x1 + along * ux - over * uy, y1 + along * uy + over * ux

    drawn = [_bar(turn, length, offset * scale, weight * scale, paint) for offset, weight in border.rules]
    return (
        *drawn,
        *(_row(turn, length, part, scale, paint) for part in border.parts if part.tile and part.pitch < ONCE),
    )


def _bar(turn: Turn, length: float, offset: float, weight: float, paint: Paint) -> Path:
    """A rule among several, as a form with sharp ends."""
    corners = ((0.0, offset), (length, offset), (length, offset + weight), (0.0, offset + weight))
    points = [tuple(map(rounded, turn(*corner))) for corner in corners]
    lines = tuple((("L" if number else "M"), *point) for number, point in enumerate(points))
    return Path(segments=(*lines, ("Z",)), fill=paint)


def _row(turn: Turn, length: float, part: Part, scale: float, paint: Paint) -> Path:
    """A form that repeats, the first at one end and the last at the other."""
    xs = [float(number) for _, *numbers in part.tile for number in numbers[0::2]]
    first, width = min(xs), max(xs) - min(xs)
    count = min(MOST, max(1, round((length / scale - width) / part.pitch) + 1))
    stretch = length / (width + (count - 1) * part.pitch)
    segments: list[Segment] = []
    for number in range(count):
        tile = part.tile[1:] if part.joined and segments else part.tile
        segments += moved(tile, turn, (number * part.pitch - first) * stretch, stretch, scale)
    if part.weight:
        return Path(segments=tuple(segments), stroke=paint, width=rounded(part.weight * scale))
    return Path(segments=tuple(segments), fill=paint)
