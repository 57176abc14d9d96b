"""The former arrangement of a page kept where it still serves: an issue compiled again in place must not be reshuffled.

The layout is cut again as it was, every cut at the lawful place nearest to the former one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from layoutdesk.compose.grid import bounding
from layoutdesk.makeup.curves import Cut, Wrap, members
from layoutdesk.makeup.growth import Bench, Node, Placed
from layoutdesk.makeup.leaves import GAP_ROWS, GroupLeaf, StoryLeaf, stories_of
from layoutdesk.makeup.regions import Sharing
from layoutdesk.makeup.shapes import Shape
from layoutdesk.model import Block, Document, GridRect, Page, Story

#: A column in rows: how much worse a cut is that misses by one.
_COLUMN = 20
#: What a wrap counts round a story that was no L.
_NEVER = 10_000

#: The block in which a story stood, by the story's id now.
Former = Mapping[str, Block]


def former_of(page: Page, before: Document, stories: Sequence[Story]) -> Former:
    """Where each of ``stories`` stood on ``page`` of the issue as it was, found by its headline.

    One without a headline, or with that of another, is left out.
    """
    known: dict[str, list[Block]] = {}
    for element in page.elements:
        beside = isinstance(element, Block) and before.template(page.template).is_beside(element.area)
        if isinstance(element, Block) and element.is_whole and not beside:
            known.setdefault(_head(before.story(element.story)), []).append(element)
    heads = [_head(story) for story in stories]
    single = {head: blocks[0] for head, blocks in known.items() if head and len(blocks) == 1 == heads.count(head)}
    return {story.id: single[head] for story, head in zip(stories, heads, strict=True) if head in single}


def _head(story: Story) -> str:
    return story.main.text if story.main is not None else ""


class Regrowth:
    """Cuts sets of leaves as ``former`` has them."""

    def __init__(self, former: Former) -> None:
        self.former = former
        self._bounds: dict[tuple[int, int], GridRect | None] = {}

    def page(self, bench: Bench, items: int, sharing: Sharing) -> Node:
        """The set over the regions of a sharing that can take it."""
        root = Node(bench, items, 0, 0, bench.curves.columns, bench.curves.rows)
        parts: list[Node] = []
        left = items
        for number, region in enumerate(sharing.regions):
            choices = sharing.choices(number, left)
            take = min(choices, key=lambda take: (self._strays(bench, take, region, left), take))
            left ^= take
            if take:
                height = self._height(bench, take, region, sharing.loose)
                parts.append(self.rectangle(bench, take, region.column, region.row, region.columns, height))
        root.children = tuple(parts)
        return root

    def rectangle(self, bench: Bench, items: int, x: int, y: int, w: int, h: int) -> Node:
        """The set in a rectangle that it fills exactly."""
        node = Node(bench, items, x, y, w, h)
        if items & (items - 1) == 0:
            self._end(node)
            return node
        _, cut, size = min(
            (self._nearest(bench, cut, x, y) for cut in bench.curves.cuts(items, w, h)), key=lambda found: found[0]
        )
        if isinstance(cut, Wrap):
            self._wrapped(node, cut, size)
        elif cut.stacked:
            node.children = (
                self.rectangle(bench, cut.first, x, y, w, size),
                self.rectangle(bench, cut.second, x, y + size, w, h - size),
            )
        else:
            node.children = (
                self.rectangle(bench, cut.first, x, y, size, h),
                self.rectangle(bench, cut.second, x + size, y, w - size, h),
            )
        return node

    def _end(self, node: Node) -> None:
        """A story with its rectangle to itself, in the look that it had, or a group."""
        index = node.items.bit_length() - 1
        leaf = node.bench.leaves[index]
        if isinstance(leaf, GroupLeaf):
            inner = node.bench.inner(index, leaf)
            node.children = (self.rectangle(inner, inner.curves.full, node.x, node.y, node.w, node.h),)
            return
        block = self.former.get(leaf.story.id)
        looks = leaf.looks[node.w].get(node.h, ())
        same = (fill for fill in looks if block is not None and _looks_alike(fill.shape, block))
        node.placed = Placed(leaf, next(same, leaf.table[node.w][node.h]), node.x, node.y, node.w, node.h)

    def _wrapped(self, node: Node, wrap: Wrap, size: int) -> None:
        (hole, rows), leaf = wrap.holes[size], node.bench.leaves[wrap.item]
        assert isinstance(leaf, StoryLeaf)
        block = self.former.get(leaf.story.id)
        at_left = block is not None and len(block.area) > 1 and block.area[1].column > block.area[0].column
        left = node.x if at_left else node.x + node.w - hole
        top = node.y + node.h - rows
        node.placed = Placed(leaf, leaf.wraps(node.w, hole, rows)[node.h], node.x, node.y, node.w, node.h)
        node.placed.part_around(left, top, hole, rows)
        node.children = (self.rectangle(node.bench, wrap.inner, left, top, hole, rows),)

    def _nearest(self, bench: Bench, cut: Cut | Wrap, x: int, y: int) -> tuple[int, Cut | Wrap, int]:
        """By how much a cut misses the former one at best, the cut, and the size of its first part (of a wrap its hole)."""
        if isinstance(cut, Wrap):
            return self._nearest_hole(bench, cut)
        first, second = self._bound(bench, cut.first), self._bound(bench, cut.second)
        if first is None or second is None:
            return 0, cut, cut.sizes[0]
        unit = 1 if cut.stacked else _COLUMN
        end, start = (first.bottom + GAP_ROWS, second.row) if cut.stacked else (first.right, second.column)
        wanted = end - (y if cut.stacked else x)
        size = min(cut.sizes, key=lambda size: abs(size - wanted))
        return unit * (2 * max(0, end - start) + abs(size - wanted)), cut, size

    def _nearest_hole(self, bench: Bench, wrap: Wrap) -> tuple[int, Wrap, int]:
        leaf = bench.leaves[wrap.item]
        block = self.former.get(leaf.story.id) if isinstance(leaf, StoryLeaf) else None
        if block is None or len(block.area) == 1:
            return _NEVER, wrap, 0
        head, leg = block.area
        misses = [_COLUMN * abs(hole - head.columns + leg.columns) + abs(rows - leg.rows) for hole, rows in wrap.holes]
        size = min(range(len(misses)), key=misses.__getitem__)
        return misses[size], wrap, size

    def _bound(self, bench: Bench, items: int) -> GridRect | None:
        """What the stories of a set took together; ``None`` where none of them stood on the page."""
        key = (id(bench), items)
        if key not in self._bounds:
            areas = tuple(area for story in _stories(bench, items) for area in self._areas(story))
            self._bounds[key] = bounding(areas) if areas else None
        return self._bounds[key]

    def _areas(self, leaf: StoryLeaf) -> tuple[GridRect, ...]:
        block = self.former.get(leaf.story.id)
        return block.area if block is not None else ()

    def _strays(self, bench: Bench, take: int, region: GridRect, items: int) -> int:
        """How many stories would leave a region where they stood, or enter one where they did not."""
        inside = {
            leaf.story.id for leaf in _stories(bench, items) if any(area.overlaps(region) for area in self._areas(leaf))
        }
        return len(inside ^ {leaf.story.id for leaf in _stories(bench, take)})

    def _height(self, bench: Bench, items: int, region: GridRect, loose: int) -> int:
        """The height that a set takes of a region: all of it, or what is nearest to what it took."""
        most = bench.curves.tallest(items, region.columns, region.rows)
        bound = self._bound(bench, items)
        if most == region.rows or not loose or bound is None:
            return most
        heights = bench.curves.heights(items, region.columns, max(region.rows - loose, 0), most)
        return min(heights, key=lambda height: (abs(region.row + height - bound.bottom - GAP_ROWS), -height))


def _looks_alike(shape: Shape, block: Block) -> bool:
    return (shape.upright, shape.head_size) == (block.head_at != "top", block.head_size)


def _stories(bench: Bench, items: int) -> list[StoryLeaf]:
    return [story for index in members(items) for story in stories_of(bench.leaves[index])]
