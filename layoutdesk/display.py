"""The display list: the one contract between setting and every output. Six kinds of items and no more.

Points; the origin is the trim's upper left corner, y down; only exporters turn it round. There is no opacity.
Positions inside ``Glyphs`` are relative to the line, and a ``Group`` puts the line on the page: a line that moves is the same
object.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import msgspec

from layoutdesk.base.colour import BLACK, Paint
from layoutdesk.base.geometry import Rect

#: a, b, c, d, e, f: x' = a·x + c·y + e, y' = b·x + d·y + f
Transform = tuple[float, float, float, float, float, float]
IDENTITY: Final[Transform] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Glyphs(msgspec.Struct, frozen=True, kw_only=True, tag="glyphs"):
    """A run of glyphs of one face on one baseline.

    ``face`` is a key of the font book. ``xs`` (and ``ys``, empty where all are 0) are the pen positions of the glyphs relative
    to the line's origin; ``clusters`` gives for each glyph its first character in ``text``. ``start`` is the offset of
    ``text`` in its paragraph. ``artefact`` marks what was inserted by the program and is no copy. ``hscale`` condenses every
    glyph (positions are already condensed). ``rotation`` turns each glyph clockwise about its pen position, in degrees.
    """

    face: str
    size: float
    gids: tuple[int, ...]
    xs: tuple[float, ...]
    text: str
    clusters: tuple[int, ...]
    ys: tuple[float, ...] = ()
    paint: Paint = BLACK
    overprint: bool = False
    hscale: float = 1.0
    rotation: float = 0.0
    story: str = ""
    paragraph: str = ""
    start: int = 0
    artefact: bool = False


class Path(msgspec.Struct, frozen=True, kw_only=True, tag="path"):
    """Lines and curves. ``segments``: ``("M", x, y)``, ``("L", x, y)``, ``("C", x1, y1, x2, y2, x, y)``, ``("Z",)``."""

    segments: tuple[tuple[str | float, ...], ...]
    fill: Paint | None = None
    stroke: Paint | None = None
    width: float = 0.0
    dash: tuple[float, ...] = ()
    even_odd: bool = False
    overprint: bool = False


class Image(msgspec.Struct, frozen=True, kw_only=True, tag="image"):
    """A picture: the part ``crop`` (fractions of the upright picture) of asset ``asset`` shown in ``rect``."""

    asset: str
    rect: Rect
    crop: Rect = Rect(0, 0, 1, 1)


class Link(msgspec.Struct, frozen=True, kw_only=True, tag="link"):
    """An area that leads somewhere in outputs that can."""

    rect: Rect
    target: str


class Group(msgspec.Struct, frozen=True, kw_only=True, tag="group"):
    """Items under a transform and, where given, inside a clip rectangle (in the group's own coordinates)."""

    items: tuple[Item, ...]
    transform: Transform = IDENTITY
    clip: Rect | None = None


class Mark(msgspec.Struct, frozen=True, kw_only=True, tag="mark"):
    """The items that one element of the page drew."""

    element: str
    items: tuple[Item, ...]


Item = Glyphs | Path | Image | Link | Group | Mark


class DisplayList(msgspec.Struct, frozen=True, kw_only=True):
    """A page's items back to front; ``width`` and ``height`` of the trim in points."""

    width: float
    height: float
    items: tuple[Item, ...]


def placed(items: tuple[Item, ...], x: float, y: float) -> Group:
    """Items moved by ``x`` and ``y``."""
    return Group(items=items, transform=(1.0, 0.0, 0.0, 1.0, x, y))


def concat(outer: Transform, inner: Transform) -> Transform:
    """The transform that applies ``inner`` first and ``outer`` after it."""
    a, b, c, d, e, f = inner
    A, B, C, D, E, F = outer  # noqa: N806
    return (A * a + C * b, B * a + D * b, A * c + C * d, B * c + D * d, A * e + C * f + E, B * e + D * f + F)


def rectangle(rect: Rect) -> tuple[tuple[str | float, ...], ...]:
    """The segments of a closed rectangle."""
    x, y, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    return (("M", x, y), ("L", right, y), ("L", right, bottom), ("L", x, bottom), ("Z",))


def line(x1: float, y1: float, x2: float, y2: float, weight: float, paint: Paint = BLACK) -> Path:
    """A straight stroke."""
    return Path(segments=(("M", x1, y1), ("L", x2, y2)), stroke=paint, width=weight)


def flatten(items: tuple[Item, ...], transform: Transform = IDENTITY) -> Iterator[tuple[Transform, Item]]:
    """Every leaf (glyphs, path, image, link) with the transform under which it stands, back to front. Clips are not applied."""
    for item in items:
        if isinstance(item, Group):
            inner = concat(transform, item.transform)
            for part in item.items:
                # Written out: much the most of a page are lines, groups of leaves.
                if isinstance(part, Group | Mark):
                    yield from flatten((part,), inner)
                else:
                    yield inner, part
        elif isinstance(item, Mark):
            yield from flatten(item.items, transform)
        else:
            yield transform, item


def path_bounds(path: Path) -> Rect:
    """The rectangle of a path's points, its stroke not counted."""
    numbers = [value for segment in path.segments for value in segment[1:] if not isinstance(value, str)]
    xs, ys = numbers[0::2], numbers[1::2]
    if not xs:
        return Rect(math.inf, math.inf, 0, 0)
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
