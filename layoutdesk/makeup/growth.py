"""Layouts drawn at random from the curves, from the top down: every choice is lawful, so none ends in a dead end.

A layout is a tree; replacing one of its nodes by another drawing of the same rectangle gives a neighbour of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import count

from layoutdesk.makeup.curves import Curves, Cut, Wrap, members
from layoutdesk.makeup.leaves import GAP_ROWS, Fill, GroupLeaf, Leaf, StoryLeaf
from layoutdesk.makeup.regions import Sharing

#: Of so many random choices the one that looks best at once is taken.
_DRAWS = 6
#: What a story wraps stands at the lower right; more rarely at the lower left, where it parts the text's columns.
_LOWER_LEFT = 0.2
#: How often a story that may have several looks takes the cheapest.
_CHEAPEST = 0.5
#: Luck is a number under this one. What comes next follows from it alone, so that what is drawn in one part of a layout does not
#: hang on what was drawn in another (Knuth's MMIX generator; a multiple of the golden section spreads sets over a ring).
_WHOLE = 1 << 64
_MASK, _FACTOR, _STEP, _GOLDEN = _WHOLE - 1, 6364136223846793005, 1442695040888963407, 0x9E3779B97F4A7C15


def shaken(luck: int, way: int) -> int:
    """Another luck that follows from this one, in one of several ways."""
    luck = ((luck ^ way * _GOLDEN & _MASK) * _FACTOR + _STEP) & _MASK
    return ((luck ^ luck >> 29) * _GOLDEN) & _MASK


#: Tells placed stories apart in what the score keeps of them.
_SERIALS = count()


class Placed:
    """A story where it stands: ``x``, ``y``, ``w``, ``h`` in base columns and rows, the white under it not included.

    An L has these of the whole; ``parts`` are its rectangles (x, y, right, bottom), the one with the headline first.
    ``cells`` counts what it takes of the page, white included. ``standing`` and ``meetings`` are what the score has found
    already: of the block alone, and of it beside older ones, by their ``serial``.
    """

    __slots__ = (
        "bottom", "cells", "fill", "h", "head", "leaf", "meetings", "parts", "rank", "right", "serial", "size", "standing",
        "w", "x", "y",
    )  # fmt: skip

    def __init__(self, leaf: StoryLeaf, fill: Fill, x: int, y: int, w: int, height: int) -> None:
        self.leaf, self.fill, self.x, self.y, self.w, self.h = leaf, fill, x, y, w, height - GAP_ROWS
        self.right, self.bottom = x + w, y + self.h
        self.rank, self.size = leaf.rank, fill.shape.head_size
        self.head = y + fill.shape.head_rows
        self.cells = w * height
        self.serial = next(_SERIALS)
        self.standing: tuple[float, float] | None = None
        self.meetings: dict[int, float] = {}
        self.parts: tuple[tuple[int, int, int, int], ...] = ((x, y, self.right, self.bottom),)

    def moved(self, across: int, down: int) -> Placed:
        """The same story so many base columns and rows further."""
        there = Placed(self.leaf, self.fill, self.x + across, self.y + down, self.w, self.h + GAP_ROWS)
        there.cells = self.cells
        there.parts = tuple((x + across, y + down, r + across, b + down) for x, y, r, b in self.parts)
        return there

    def part_around(self, x: int, y: int, w: int, h: int) -> None:
        """Parts the block around a hole in one of its lower corners (the hole's white included)."""
        self.cells -= w * h
        left, right = (self.x, x) if x > self.x else (x + w, self.right)
        self.parts = (
            (self.x, self.y, self.right, y - GAP_ROWS),
            (left, y - GAP_ROWS, right, self.bottom),
        )


class Ways:
    """The cuts of a set in a rectangle on a ring: each has its place by what it parts, whichever others there are.

    So luck finds the same cut again where stories a little longer allow others.
    """

    __slots__ = ("cuts", "places")

    def __init__(self, cuts: Sequence[Cut | Wrap]) -> None:
        ring = sorted((_place_of(cut), number) for number, cut in enumerate(cuts))
        self.places = [place for place, _ in ring]
        self.cuts = [cuts[number] for _, number in ring]

    def at(self, place: int) -> Cut | Wrap:
        """The cut at or behind a place of the ring, a number of 24 bits."""
        at = bisect_left(self.places, place)
        return self.cuts[at if at < len(self.cuts) else 0]


def _place_of(cut: Cut | Wrap) -> int:
    """Where a cut stands on the ring, by the stories that it parts and how."""
    if isinstance(cut, Wrap):
        return ((cut.inner << 8 | cut.item << 2 | 2) * _GOLDEN & _MASK) >> 40
    return ((cut.first << 8 | cut.stacked) * _GOLDEN & _MASK) >> 40


class Bench:
    """Leaves with their curves: the page's own, or those inside a group."""

    def __init__(self, leaves: Sequence[Leaf], curves: Curves) -> None:
        self.leaves, self.curves = tuple(leaves), curves
        self._seniors: dict[int, tuple[int, bool]] = {}
        self._inner: dict[int, Bench] = {}
        self._ways: dict[tuple[int, int, int], Ways] = {}

    def ways(self, items: int, w: int, h: int) -> Ways:
        """Every way to part a rectangle that the set fills."""
        key = (items, w, h)
        known = self._ways.get(key)
        if known is None:
            known = self._ways[key] = Ways(self.curves.cuts(items, w, h))
        return known

    def senior(self, items: int) -> tuple[int, bool]:
        """The rank of the most important item of a set, and whether all are minor."""
        known = self._seniors.get(items)
        if known is None:
            inside = [self.leaves[index] for index in members(items)]
            known = min(leaf.rank for leaf in inside), all(leaf.minor for leaf in inside)
            self._seniors[items] = known
        return known

    def inner(self, index: int, group: GroupLeaf) -> Bench:
        """The bench of a group."""
        if index not in self._inner:
            self._inner[index] = Bench(group.leaves, group.inner)
        return self._inner[index]


class Node:
    """A rectangle of the layout with the set that fills it: a story, a group or a cut with two children."""

    __slots__ = ("bench", "children", "h", "items", "placed", "w", "x", "y")

    def __init__(self, bench: Bench, items: int, x: int, y: int, w: int, h: int) -> None:
        self.bench, self.items, self.x, self.y, self.w, self.h = bench, items, x, y, w, h
        self.children: tuple[Node, ...] = ()
        self.placed: Placed | None = None

    def stories(self) -> Iterator[Placed]:
        """Every story placed in this rectangle."""
        if self.placed is not None:
            yield self.placed
        for child in self.children:
            yield from child.stories()

    def inner(self, path: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
        """The paths of the nodes that could be drawn otherwise."""
        if self.children:
            yield path
            for number, child in enumerate(self.children):
                yield from child.inner((*path, number))

    def ends(self, path: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Placed]]:
        """The rectangles that a story has to itself, with their paths."""
        if self.placed is not None and not self.children:
            yield path, self.placed
        for number, child in enumerate(self.children):
            yield from child.ends((*path, number))

    def at(self, path: tuple[int, ...]) -> Node:
        node = self
        for number in path:
            node = node.children[number]
        return node

    def copied(self) -> Node:
        """The rectangle with the story that stands in it, without its children."""
        node = Node(self.bench, self.items, self.x, self.y, self.w, self.h)
        node.placed = self.placed
        return node

    def moved(self, across: int, down: int) -> Node:
        """The rectangle with all that stands in it so many base columns and rows further."""
        if not across and not down:
            return self
        node = Node(self.bench, self.items, self.x + across, self.y + down, self.w, self.h)
        node.placed = self.placed.moved(across, down) if self.placed is not None else None
        node.children = tuple(child.moved(across, down) for child in self.children)
        return node

    def turned(self) -> Node | None:
        """The rectangle with its two parts in each other's place; nothing where that is not lawful."""
        if len(self.children) != 2:
            return None
        one, two = self.children
        foot = self.bench.curves.foot
        stacked = one.x == two.x
        if stacked and two.items & foot and one.items & ~foot:
            return None
        node = self.copied()
        node.children = (
            two.moved(self.x - two.x, self.y - two.y),
            one.moved(0 if stacked else two.w, two.h if stacked else 0),
        )
        return node

    def swapped(self, path: tuple[int, ...], new: Node) -> Node:
        """This tree with the node at ``path`` replaced; nothing else is copied but the way down to it."""
        if not path:
            return new
        node = self.copied()
        first = path[0]
        node.children = tuple(
            child.swapped(path[1:], new) if number == first else child for number, child in enumerate(self.children)
        )
        return node


def grow(luck: int, bench: Bench, items: int, x: int, y: int, w: int, h: int, across: bool = False) -> Node:
    """A drawing of the set in a rectangle that it fills exactly; ``across`` where a cut would run across the page.

    ``luck`` decides: with the same, a set whose stories are a little longer is parted alike, as far as that is lawful.
    """
    node = Node(bench, items, x, y, w, h)
    if items & (items - 1) == 0:
        index = items.bit_length() - 1
        leaf = bench.leaves[index]
        if isinstance(leaf, GroupLeaf):
            inner = bench.inner(index, leaf)
            node.children = (grow(luck, inner, inner.curves.full, x, y, w, h),)
        else:
            node.placed = Placed(leaf, _fill(luck, leaf, w, h), x, y, w, h)
        return node
    cut, size = _choose(luck, bench, bench.ways(items, w, h), w, h, across)
    one, two = shaken(luck, 1), shaken(luck, 2)
    if isinstance(cut, Wrap):
        hole, rows = cut.holes[size]
        left = x if two < _LOWER_LEFT * _WHOLE else x + w - hole
        leaf = bench.leaves[cut.item]
        assert isinstance(leaf, StoryLeaf)
        node.placed = Placed(leaf, leaf.wraps(w, hole, rows)[h], x, y, w, h)
        node.placed.part_around(left, y + h - rows, hole, rows)
        node.children = (grow(one, bench, cut.inner, left, y + h - rows, hole, rows),)
    elif cut.stacked:
        node.children = (
            grow(one, bench, cut.first, x, y, w, size, across),
            grow(two, bench, cut.second, x, y + size, w, h - size, across),
        )
    else:
        node.children = (
            grow(one, bench, cut.first, x, y, size, h),
            grow(two, bench, cut.second, x + size, y, w - size, h),
        )
    return node


def _fill(luck: int, leaf: StoryLeaf, w: int, h: int) -> Fill:
    """The fill of a story that has these columns and rows to itself; of more looks the cheapest as often as all others.

    Small stories take theirs at the end, when their neighbours stand (see ``Search``).
    """
    looks = leaf.looks[w].get(h)
    if looks is None or leaf.minor:
        return leaf.table[w][h]
    draw = luck / _WHOLE
    return looks[0] if draw < _CHEAPEST else looks[1 + int((draw - _CHEAPEST) / (1 - _CHEAPEST) * (len(looks) - 1))]


def _choose(luck: int, bench: Bench, ways: Ways, w: int, h: int, across: bool) -> tuple[Cut | Wrap, int]:
    """A cut with the size of its first part, or a wrap with the number of its hole."""
    best: tuple[float, Cut | Wrap, int] | None = None
    for _ in range(_DRAWS):
        luck = (luck * _FACTOR + _STEP) & _MASK
        cut = ways.at(luck >> 40)
        cost = (luck >> 12 & 0xFFF) * (1.5 / 0x1000)
        share = (luck >> 24 & 0xFFFF) / 0x10000
        if isinstance(cut, Wrap):
            size = int(share * len(cut.holes))
            cost += _wrap_look(bench, cut, size, w, h, across)
        else:
            size = _nearest(cut.sizes, share)
            cost += _first_look(bench, cut, size, w, h, across)
        if best is None or cost < best[0]:
            best = cost, cut, size
    assert best is not None
    return best[1], best[2]


def _nearest(sizes: Sequence[int], share: float) -> int:
    """The size at or above a share of the way from the least to the greatest."""
    return sizes[bisect_left(sizes, sizes[0] + share * (sizes[-1] - sizes[0]))]


def _wrap_look(bench: Bench, wrap: Wrap, number: int, w: int, h: int, across: bool) -> float:
    """What can be said about a wrap before its hole is filled: it saves a cut across the page."""
    leaf = bench.leaves[wrap.item]
    assert isinstance(leaf, StoryLeaf)
    cost = leaf.wraps(w, *wrap.holes[number])[h].cost + 2.0 * (leaf.rank > bench.senior(wrap.inner)[0])
    return cost - 1.0 * across


def _first_look(bench: Bench, cut: Cut, size: int, w: int, h: int, across: bool) -> float:
    """What can be said about a cut before its parts are drawn."""
    (one, one_minor), (two, two_minor) = bench.senior(cut.first), bench.senior(cut.second)
    if cut.stacked:
        cost = 3.0 * (one > two) + 3.0 * (across and not two_minor)
        sides = ((cut.first, w, size), (cut.second, w, h - size))
    else:
        cost = 1.5 * (one > two) + 1.0 * (not one_minor and not two_minor)
        sides = ((cut.first, size, h), (cut.second, w - size, h))
    for items, width, height in sides:
        if items & (items - 1) == 0:
            cost += bench.leaves[items.bit_length() - 1].cost(width, height)
    return cost


def grow_page(luck: int, bench: Bench, items: int, sharings: Sequence[Sharing]) -> Node:
    """A drawing of the set over the regions of one of the sharings that can take it."""
    sharing = sharings[luck * len(sharings) // _WHOLE]
    columns, rows = bench.curves.columns, bench.curves.rows
    root = Node(bench, items, 0, 0, columns, rows)
    parts: list[Node] = []
    left = items
    for number, region in enumerate(sharing.regions):
        luck = shaken(luck, 3)
        take = _take(luck, bench, sharing, number, left)
        left ^= take
        if take:
            height = _height(shaken(luck, 4), bench, take, region.columns, region.rows, sharing.loose)
            across = region.columns == columns
            own = shaken(luck, 5)
            parts.append(grow(own, bench, take, region.column, region.row, region.columns, height, across))
    root.children = tuple(parts)
    return root


def _take(luck: int, bench: Bench, sharing: Sharing, number: int, items: int) -> int:
    choices = sharing.choices(number, items)
    region = sharing.regions[number]
    best, taken = 0.0, -1
    for _ in range(_DRAWS if len(choices) > 1 else 1):
        luck = shaken(luck, 1)
        take = choices[luck * len(choices) // _WHOLE]
        open_rows = region.rows - bench.curves.tallest(take, region.columns, region.rows) if take else region.rows
        late = bench.senior(take)[0] - bench.senior(items)[0] if take else 0
        cost = shaken(luck, 2) / _WHOLE + 0.1 * open_rows * region.columns + 0.5 * late
        if taken < 0 or cost < best:
            best, taken = cost, take
    return taken


def _height(luck: int, bench: Bench, items: int, width: int, height: int, loose: int) -> int:
    """The height that a set takes of a region: all of it, or nearly the most that it can."""
    most = bench.curves.tallest(items, width, height)
    if most == height or loose == 0:
        return most
    heights = bench.curves.heights(items, width, max(height - loose, most - _DRAWS), most)
    return heights[luck * len(heights) // _WHOLE]
