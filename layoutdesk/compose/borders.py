"""Borders (花边) and tints (底纹), drawn as vectors: one row a border, one row a tint.

A border is drawn inwards from the edge of its rectangle. What repeats along a side is squeezed or stretched a little so that a
whole number of it stands between the corners, and the corners meet exactly at any size. Sides are drawn clockwise, each in
coordinates of its own: x along the side from its first corner, y inwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from layoutdesk.base.colour import Cmyk, Paint
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.display import Path, line, rectangle

Segment = tuple[str | float, ...]

#: A border takes at most this share of the shorter side of its rectangle, a rule of its length.
MOST_SHARE: Final = 0.2
#: However long a side is, no more of one form stands on it, and no more lines in a tint.
MOST: Final = 1500
#: How far the handles of a quarter of a circle reach, as a share of its radius.
_ROUND: Final = 0.5523


class Part(NamedTuple):
    """What runs along the sides: ``tile`` repeats every ``pitch`` points, ``corner`` stands once at the start of each side.

    Tiles begin ``margin`` points from the corners, and ``lead`` more from the first. ``weight`` is that of the stroke, 0 fills.
    ``joined``: all of it is one line that closes, each form going on where the one before ended.
    """

    pitch: float
    tile: Sequence[Segment]
    corner: Sequence[Segment] = ()
    weight: float = 0.0
    margin: float = 0.0
    lead: float = 0.0
    joined: bool = False


class Border(NamedTuple):
    """A border ``depth`` points deep: ``rules`` as (distance from the edge, weight), and parts that run along them."""

    depth: float
    rules: tuple[tuple[float, float], ...] = ()
    parts: tuple[Part, ...] = ()


def draw_border(name: str, rect: Rect, paint: Paint, scale: float = 1.0) -> tuple[Path, ...]:
    """The border of this name inside ``rect``, ``scale`` times its own size where the rectangle has room for that."""
    border = BORDERS[name]
    scale = min(scale, min(rect.w, rect.h) * MOST_SHARE / border.depth)
    drawn = [_rule(rect, offset * scale, weight * scale, paint) for offset, weight in border.rules]
    return (*drawn, *(_part(rect, part, scale, paint) for part in border.parts))


def border_depth(name: str) -> float:
    """How deep a border is from its outer to its inner edge, points; 0 for none."""
    return BORDERS[name].depth if name in BORDERS else 0.0


def _rule(rect: Rect, offset: float, weight: float, paint: Paint) -> Path:
    """A rule round the rectangle as the form between two rectangles: its corners are sharp."""
    outer = rect.inset(offset, offset, offset, offset)
    inner = outer.inset(weight, weight, weight, weight)
    return Path(segments=(*_rounded(rectangle(outer)), *_rounded(rectangle(inner))), fill=paint, even_odd=True)


def _part(rect: Rect, part: Part, scale: float, paint: Paint) -> Path:
    segments: list[Segment] = []
    for side in range(4):
        length = rect.h if side % 2 else rect.w
        turn = _turner(rect, side)
        start = (part.margin + part.lead) * scale
        run = length - start - part.margin * scale
        count = min(MOST, max(1, round(run / (part.pitch * scale))))
        stretch = run / (count * part.pitch * scale)
        segments += moved(part.corner[1:] if part.joined and segments else part.corner, turn, 0.0, scale, scale)
        for number in range(count):
            tile = part.tile[1:] if part.joined and segments else part.tile
            segments += moved(tile, turn, start + number * run / count, stretch * scale, scale)
    if part.joined:
        segments.append(("Z",))
    if part.weight:
        return Path(segments=tuple(segments), stroke=paint, width=rounded(part.weight * scale))
    return Path(segments=tuple(segments), fill=paint)


def _turner(rect: Rect, side: int) -> Callable[[float, float], tuple[float, float]]:
    """From the coordinates of a side to the page."""
    x, y, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    return (
        lambda along, inward: (x + along, y + inward),
        lambda along, inward: (right - inward, y + along),
        lambda along, inward: (right - along, bottom - inward),
        lambda along, inward: (x + inward, bottom - along),
    )[side]


def moved(
    segments: Sequence[Segment],
    turn: Callable[[float, float], tuple[float, float]],
    at: float,
    along: float,
    inward: float,
) -> Iterator[Segment]:
    """Segments of a tile scaled ``along`` the side and ``inward``, ``at`` points along it, on the page."""
    for name, *numbers in segments:
        made: list[str | float] = [name]
        for x, y in zip(numbers[0::2], numbers[1::2], strict=True):
            made += [rounded(each) for each in turn(at + float(x) * along, float(y) * inward)]
        yield tuple(made)


def _rounded(segments: Sequence[Segment]) -> Iterator[Segment]:
    return ((name, *(rounded(float(each)) for each in numbers)) for name, *numbers in segments)


# --- forms


def _circle(x: float, y: float, radius: float, long: float = 0.0) -> tuple[Segment, ...]:
    """A circle, or an ellipse of half-width ``long``."""
    w, h = long or radius, radius
    a, b = w * _ROUND, h * _ROUND
    return (
        ("M", x + w, y), ("C", x + w, y + b, x + a, y + h, x, y + h), ("C", x - a, y + h, x - w, y + b, x - w, y),
        ("C", x - w, y - b, x - a, y - h, x, y - h), ("C", x + a, y - h, x + w, y - b, x + w, y), ("Z",),
    )  # fmt: skip


def _polygon(*points: tuple[float, float]) -> tuple[Segment, ...]:
    return (*_polyline(*points), ("Z",))


def _polyline(*points: tuple[float, float]) -> tuple[Segment, ...]:
    return tuple(("L" if number else "M", x, y) for number, (x, y) in enumerate(points))


def _square(x: float, y: float, w: float, h: float) -> tuple[Segment, ...]:
    return _polygon((x, y), (x + w, y), (x + w, y + h), (x, y + h))


#: A wave of a line 3 deep, inwards and outwards, and the half one that leads round a corner without a bend in it.
_WAVE: Final = (("M", 0.0, 1.5), ("C", 0.7, 3.6, 1.8, 3.6, 3.0, 1.5), ("C", 4.2, -0.6, 5.3, -0.6, 6.0, 1.5))
_HALF_WAVE: Final = (("M", 1.5, 1.5), ("C", 2.7, -0.6, 3.8, -0.6, 4.5, 1.5))
#: 回纹: a line that winds in from the rule at its foot.
_MEANDER: Final = _polyline((0.75, 5), (0.75, 0.5), (5.25, 0.5), (5.25, 3.5), (2.25, 3.5), (2.25, 2), (3.75, 2))
#: 万字: teeth that hook into one another between two rules.
_FRET: Final = (*_polyline((0.5, 0.5), (0.5, 3), (2.5, 3), (2.5, 1.75), (1.5, 1.75)),
                *_polyline((5.5, 4.5), (5.5, 2), (3.5, 2), (3.5, 3.25), (4.5, 3.25)))  # fmt: skip
_LEAF: Final = (("M", 1.0, 1.0), ("C", 4.0, -0.5, 9.0, 0.5, 13.0, 1.0), ("C", 9.0, 2.4, 5.5, 2.6, 4.2, 4.2),
                ("C", 2.6, 5.5, 2.4, 9.0, 1.0, 13.0), ("C", 0.5, 9.0, -0.5, 4.0, 1.0, 1.0), ("Z",))  # fmt: skip
#: 凹角: the quarter of a circle that takes the corner away, and the rule from one to the next.
_NOTCH: Final = (("M", 0.3, 7.3), ("C", 4.166, 7.3, 7.3, 4.166, 7.3, 0.3))
#: A form that is there once on a side, from end to end.
ONCE: Final = 1e9

BORDERS: Final[dict[str, Border]] = {
    "thin": Border(0.4, ((0.0, 0.4),)),
    "thick": Border(2.0, ((0.0, 2.0),)),
    "double": Border(2.2, ((0.0, 0.5), (1.7, 0.5))),
    "thick-thin": Border(3.4, ((0.0, 1.8), (3.0, 0.4))),
    "thin-thick": Border(3.4, ((0.0, 0.4), (1.6, 1.8))),
    "triple": Border(4.0, ((0.0, 0.4), (1.4, 1.2), (3.6, 0.4))),
    "dashed": Border(0.8, (), (Part(6.0, _square(1.5, 0, 3, 0.8), _polygon((0, 0), (3, 0), (3, 0.8), (0, 0.8)), margin=3.0),
                               Part(ONCE, (), _polygon((0, 0), (0.8, 0), (0.8, 3), (0, 3))))),
    "dotted": Border(1.4, (), (Part(3.2, _circle(0, 0.7, 0.7), margin=0.7),)),
    "beads": Border(3.2, (), (
        Part(6.4, (*_circle(0, 1.6, 0.7), *_circle(3.2, 1.6, 1.5)), (*_circle(1.6, 1.6, 1.5), *_circle(1.6, 4.8, 0.7)),
             margin=4.8),)),
    "diamonds": Border(4.0, (), (
        Part(6.0, _polygon((0.4, 2), (3, 0.2), (5.6, 2), (3, 3.8)), _square(0.4, 0.4, 3.2, 3.2), margin=4.4),)),
    "saw": Border(3.4, ((0.0, 0.6),), (Part(3.6, _polygon((0, 0.3), (3.6, 0.3), (1.8, 3.4)), margin=2.4),)),
    "wavy": Border(3.0, (), (Part(6.0, _WAVE, _HALF_WAVE, weight=0.7, margin=1.5, lead=3.0, joined=True),)),
    "rope": Border(3.6, ((0.0, 0.35), (3.25, 0.35)), (
        Part(2.6, _polygon((0.2, 2.9), (1.6, 0.7), (2.6, 0.7), (1.2, 2.9)), _square(0.9, 0.9, 1.8, 1.8), margin=3.6),)),
    "chain": Border(3.8, (), (Part(5.2, _circle(2.6, 1.9, 1.1, 3.1), _circle(1.9, 1.9, 1.6), weight=0.6, margin=3.4),)),
    "meander": Border(5.3, ((5.0, 0.3),), (
        Part(6.0, _MEANDER, (*_square(0.5, 0.5, 4, 4), *_square(2, 2, 1, 1)), weight=0.6, margin=5.5),)),
    "fret": Border(5.0, ((0.0, 0.4), (4.6, 0.4)), (
        Part(6.0, _FRET, (*_square(1.2, 1.2, 2.6, 2.6), *_square(2.2, 2.2, 0.6, 0.6)), weight=0.5, margin=5.0),)),
    "corner-flower": Border(3.0, ((1.0, 0.4),), (Part(ONCE, (), (*_LEAF, *_circle(5.6, 5.6, 0.9))),)),
    "corner-notch": Border(2.0, (), (
        Part(ONCE, _polyline((0, 0.3), (ONCE, 0.3)), _NOTCH, weight=0.6, margin=7.3, joined=True),
        Part(ONCE, (), _circle(2.3, 2.3, 1.3)))),
}  # fmt: skip


# --- tints

_LINE: Final = Cmyk(k=0.28)


def draw_tint(name: str, rect: Rect) -> tuple[Path, ...]:
    """The tint of this name over ``rect``: light enough for text, in black ink alone."""
    return TINTS[name](rect)


def _flat(share: float) -> Callable[[Rect], tuple[Path, ...]]:
    return lambda rect: (Path(segments=tuple(_rounded(rectangle(rect))), fill=Cmyk(k=share)),)


def _pitch(length: float, wanted: float) -> float:
    """The distance nearest to the one wanted at which a whole number of lines stands within ``length``."""
    return length / min(MOST, max(1, round(length / wanted)))


def _lines(rect: Rect) -> tuple[Path, ...]:
    pitch = _pitch(rect.h, 2.4)
    ys = [rect.y + pitch * (number + 0.5) for number in range(round(rect.h / pitch))]
    return (_strokes([(rect.x, y, rect.right, y) for y in ys], 0.3),)


def _slant(rect: Rect, turned: bool = False) -> tuple[Path, ...]:
    """Lines at 45 degrees, cut off at the edges."""
    pitch = _pitch(rect.w + rect.h, 4.2)
    strokes = []
    for number in range(round((rect.w + rect.h) / pitch)):
        at = pitch * (number + 0.5)
        x1, y1 = max(0.0, at - rect.h), min(at, rect.h)
        x2, y2 = min(at, rect.w), max(0.0, at - rect.w)
        if turned:
            x1, x2 = rect.w - x1, rect.w - x2
        strokes.append((rect.x + x1, rect.y + y1, rect.x + x2, rect.y + y2))
    return (_strokes(strokes, 0.3),)


def _lattice(rect: Rect) -> tuple[Path, ...]:
    return (*_slant(rect), *_slant(rect, turned=True))


def _dots(rect: Rect) -> tuple[Path, ...]:
    """Dots on a lattice, as dashes as short as they are wide."""
    down, across = _pitch(rect.h, 2.1), _pitch(rect.w, 4.2)
    strokes = []
    for number in range(round(rect.h / down)):
        y, shift = rect.y + down * (number + 0.5), across * (0.25 if number % 2 else 0.75) - 0.4
        strokes.append((rect.x + shift, y, rect.right, y))
    return (_strokes(strokes, 0.8, (0.8, rounded(across - 0.8))),)


def _strokes(strokes: Sequence[tuple[float, float, float, float]], weight: float, dash: tuple[float, ...] = ()) -> Path:
    """Straight strokes as one path."""
    segments = tuple(each for stroke in strokes for each in _rounded(line(*stroke, weight).segments))
    return Path(segments=segments, stroke=_LINE, width=weight, dash=dash)


TINTS: Final[dict[str, Callable[[Rect], tuple[Path, ...]]]] = {
    **{str(percent): _flat(percent / 100) for percent in (5, 10, 15, 20)},
    "lines": _lines,
    "slant": _slant,
    "lattice": _lattice,
    "dots": _dots,
}
