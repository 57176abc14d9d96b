"""A display list made ready for drawing: its leaves with their transforms, clips and bounds, back to front.

The leaves of a top item are kept as long as the item is the same object, so an edit of one block works out only that block again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from layoutdesk import display
from layoutdesk.base.geometry import Rect, around

#: More changed leaves of a layer than this are told as one rectangle around them.
_MOST_RECTS = 64
#: How far glyphs may reach beyond their em square, in em.
_OVERHANG = 0.35


class Leaf(NamedTuple):
    """One item that draws, its transform to the page, its bounds there and the clip, both in points."""

    item: display.Glyphs | display.Path | display.Image
    transform: display.Transform
    bounds: Rect
    clip: Rect | None


#: The leaves of lines and other groups, by what the group holds, with the transform under which they stand.
Groups = dict[int, tuple[display.Transform, tuple["Leaf", ...]]]


class Layer(NamedTuple):
    """The leaves of one top item and their bounds together."""

    item: display.Item
    leaves: tuple[Leaf, ...]
    bounds: Rect
    groups: Groups

    @property
    def element(self) -> str:
        """The element that drew it; empty for what belongs to none."""
        return self.item.element if isinstance(self.item, display.Mark) else ""


class Layers:
    """A display list as layers, reusing those of the list before."""

    def __init__(self) -> None:
        self._kept: dict[int, Layer] = {}
        self._aloft: frozenset[str] = frozenset()
        self.layers: tuple[Layer, ...] = ()

    def show(self, page: display.DisplayList | None) -> tuple[Rect, ...]:
        """Takes another display list; the rectangles where the picture changed, in points."""
        before = self._kept
        items = page.items if page is not None else ()
        here = {_identity(item) for item in items}
        gone = [layer for key, layer in before.items() if key not in here]
        known = {key: leaves for layer in gone for key, leaves in layer.groups.items()}
        layers = [before.get(_identity(item)) or _layer(item, known) for item in items]
        self._kept = {_identity(layer.item): layer for layer in layers}
        new = [layer for layer in layers if _identity(layer.item) not in before]
        restacked = _restacked(before, self._kept)
        self.layers = tuple(layers)
        new, gone = self._lying(new), self._lying(gone)
        return (*_difference(new, gone), *_difference(gone, new), *restacked)

    def lift(self, elements: frozenset[str]) -> tuple[Rect, ...]:
        """Takes what elements draw out of what lies on the page, or lays it back; the rectangles where the picture changed."""
        turned, self._aloft = self._aloft ^ elements, elements
        return tuple(layer.bounds for layer in self.layers if layer.element in turned)

    def lifted(self) -> Iterator[Layer]:
        """What is off the page, in the hand."""
        return (layer for layer in self.layers if layer.element in self._aloft)

    def _lying(self, layers: list[Layer]) -> list[Layer]:
        return [layer for layer in layers if layer.element not in self._aloft] if self._aloft else layers

    def places_of(self, asset: str) -> tuple[Rect, ...]:
        """Where a picture stands, in points."""
        leaves = (leaf for layer in self.layers for leaf in layer.leaves)
        return tuple(
            leaf.bounds for leaf in leaves if isinstance(leaf.item, display.Image) and leaf.item.asset == asset
        )

    def within(self, area: Rect) -> Iterator[Leaf]:
        """The leaves of what lies on the page that may draw inside ``area``, back to front."""
        left, top, right, bottom = area.x - 0.01, area.y - 0.01, area.right + 0.01, area.bottom + 0.01
        for layer in self.layers:
            if layer.bounds.overlaps(area, -0.01) and layer.element not in self._aloft:
                for leaf in layer.leaves:
                    # Written out: of a page there are thousands, asked for each piece that is drawn.
                    box = leaf.bounds
                    if box.x < right and box.y < bottom and box.x + box.w > left and box.y + box.h > top:
                        yield leaf


def _identity(item: display.Item) -> int:
    """What a top item is known by: a block that is set as before comes in a new mark around the same items."""
    return id(item.items) if isinstance(item, display.Mark) else id(item)


def _layer(item: display.Item, known: Groups) -> Layer:
    """A top item with its leaves; a line that stands where it stood before is not worked out again."""
    groups: Groups = {}
    leaves: list[Leaf] = []
    for part in item.items if isinstance(item, display.Mark) else (item,):
        if isinstance(part, display.Group) and part.clip is None:
            stands, found = known.get(id(part.items), (None, ()))
            if stands != part.transform:
                by = _shift(stands, part.transform) if stands is not None else None
                found = tuple(_moved(found, *by) if by is not None else _leaves((part,), display.IDENTITY, None))
            groups[id(part.items)] = part.transform, found
            leaves += found
        else:
            leaves += _leaves((part,), display.IDENTITY, None)
    return Layer(item, tuple(leaves), around([leaf.bounds for leaf in leaves] or [Rect(0, 0, 0, 0)]), groups)


def _shift(one: display.Transform, other: display.Transform) -> tuple[float, float] | None:
    """How far the second transform moves what the first placed; nothing where it turns or scales it, too."""
    return (other[4] - one[4], other[5] - one[5]) if one[:4] == other[:4] else None


def _moved(leaves: tuple[Leaf, ...], dx: float, dy: float) -> Iterator[Leaf]:
    """The leaves of a line that stands elsewhere now: much the most of what a dragged block is made of."""
    for item, (a, b, c, d, e, f), bounds, clip in leaves:
        yield Leaf(
            item, (a, b, c, d, e + dx, f + dy), bounds.moved(dx, dy), clip.moved(dx, dy) if clip is not None else None
        )


def _leaves(items: tuple[display.Item, ...], transform: display.Transform, clip: Rect | None) -> Iterator[Leaf]:
    for item in items:
        if isinstance(item, display.Mark):
            yield from _leaves(item.items, transform, clip)
        elif isinstance(item, display.Group):
            inner = display.concat(transform, item.transform)
            own = mapped(item.clip, inner) if item.clip is not None else None
            yield from _leaves(item.items, inner, _common(clip, own))
        elif not isinstance(item, display.Link):
            yield Leaf(item, transform, mapped(_extent(item), transform), clip)


def _difference(layers: list[Layer], others: list[Layer]) -> Iterator[Rect]:
    """For each layer the rectangles of the leaves that the others do not hold at the same place; one around many."""
    known = {(id(leaf.item), leaf.transform, leaf.clip) for other in others for leaf in other.leaves}
    alike = {leaf.bounds: leaf for other in others for leaf in other.leaves}
    places = {(key, stands) for other in others for key, (stands, _) in other.groups.items()}
    for layer in layers:
        if len(layer.groups) > _MOST_RECTS and not any((key, at) in places for key, (at, _) in layer.groups.items()):
            yield layer.bounds  # All of it was set anew or moved, as a block in the hand is.
            continue
        own = [
            leaf.bounds
            for leaf in layer.leaves
            if (id(leaf.item), leaf.transform, leaf.clip) not in known and leaf != alike.get(leaf.bounds)
        ]
        if len(own) > _MOST_RECTS:
            yield around(own)
        else:
            yield from own


def _restacked(before: dict[int, Layer], after: dict[int, Layer]) -> Iterator[Rect]:
    """The bounds of layers that stand in both but in another order."""
    old = [key for key in before if key in after]
    new = [key for key in after if key in before]
    return (after[key].bounds for key, other in zip(new, old, strict=True) if key != other)


def mapped(rect: Rect, transform: display.Transform) -> Rect:
    """The upright rectangle around a transformed one."""
    a, b, c, d, e, f = transform
    corners = ((rect.x, rect.y), (rect.right, rect.y), (rect.x, rect.bottom), (rect.right, rect.bottom))
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _common(one: Rect | None, other: Rect | None) -> Rect | None:
    if one is None or other is None:
        return one or other
    x, y = max(one.x, other.x), max(one.y, other.y)
    return Rect(x, y, max(0.0, min(one.right, other.right) - x), max(0.0, min(one.bottom, other.bottom) - y))


def _extent(item: display.Glyphs | display.Path | display.Image) -> Rect:
    if isinstance(item, display.Image):
        return item.rect
    if isinstance(item, display.Path):
        slack = item.width / 2 + 0.5
        return display.path_bounds(item).inset(-slack, -slack, -slack, -slack)
    if not item.xs:
        return Rect(0, 0, 0, 0)
    ys = item.ys or (0.0,)
    em, reach = item.size, item.size * (_OVERHANG + (1.0 if item.rotation else 0.0))
    box = Rect(min(item.xs), min(ys) - em, max(item.xs) - min(item.xs) + em, max(ys) - min(ys) + em)
    return box.inset(-reach, -reach, -reach, -reach)
