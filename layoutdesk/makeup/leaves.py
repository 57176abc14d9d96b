"""The leaves of a layout: a story with the heights that its shapes can fill, or stories bound into one group.

Every height here is that of the block and the white under it; cost 0 is a shape that an editor would choose.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import msgspec

from layoutdesk.makeup.costs import DEAR, column_lines, extra_cost, head_cost, picture_cost, shape_cost
from layoutdesk.makeup.curves import Curves, lanes
from layoutdesk.makeup.shapes import Measurer, Shape
from layoutdesk.makeup.wrap import Hole, flow_of, wrapped
from layoutdesk.model import Grid, Story, Template
from layoutdesk.model.story import pictures

#: White rows between unrelated blocks, the hairline in their middle (page.md: about 2.3 line pitches across a hairline).
GAP_ROWS = 2
#: A block may be this many rows taller than its copy; the headline group takes them up, never the leading.
MOST_EXTRA = 3
#: Stories of this rank and above may be L-shaped.
LAST_WRAPPING = 3
#: Briefs whose headlines are in other steps of so many points have other looks.
_SIZE_STEP = 2.0
#: Settings of the headline that an L is tried with.
_HEADS = 2


class Fill(msgspec.Struct, frozen=True):
    """A shape and the rows that a block gives it beyond its need."""

    shape: Shape
    extra: int
    cost: float


class Field(msgspec.Struct, frozen=True):
    """Where leaves are laid: a grid of ``columns`` × ``rows``, and how wide its columns are.

    ``rows`` includes the white under the last block, so that every block carries its own.
    """

    columns: int
    rows: int
    grid: Grid

    @classmethod
    def of(cls, template: Template) -> Field:
        return cls(template.grid.columns, template.grid.rows + GAP_ROWS, template.grid)


class StoryLeaf:
    """One story. ``table[w]`` gives for each height over ``w`` columns the cheapest fill; ``rank`` 1 is the lead.

    ``dominant``: it bears the page's one dominant picture.

    ``looks[w]`` has, for the heights that can be filled in more than one look (the headline over the text or at its side, a brief's
    of another size), the cheapest of each, the cheapest first: which is best the rest of the page says.
    """

    def __init__(self, story: Story, rank: int, measurer: Measurer, field: Field, *, dominant: bool = False) -> None:
        self.story, self.rank, self.pictures, self.dominant = story, rank, len(pictures(story)), dominant
        self.foot = story.kind in ("notice", "advert")
        self.minor = story.kind in ("notice", "brief", "sidebar", "advert")
        self.table: list[dict[int, Fill]] = [{}]
        self.looks: list[dict[int, tuple[Fill, ...]]] = [{}]
        self.smallest: tuple[int, int] | None = None
        self._field = field
        self._shapes: list[tuple[Shape, ...]] = [()]
        for span in range(1, field.columns + 1):
            shapes = measurer.shapes(story, rank, span)
            self._shapes.append(tuple(shape for shape in shapes if not shape.upright))
            looks = [self._fills(alike, field) for alike in _by_look(shapes, sized=story.kind == "brief")]
            self.table.append(_cheapest(looks))
            self.looks.append(_several(looks))
        may_wrap = not self.minor and rank <= LAST_WRAPPING
        self.flow = flow_of(story, [shape for shapes in self._shapes for shape in shapes]) if may_wrap else None
        self._wraps: dict[tuple[int, int, int], dict[int, Fill]] = {}
        self._known_heads: dict[int, list[tuple[Shape, float]]] = {}

    def _fills(self, shapes: Sequence[Shape], field: Field) -> dict[int, Fill]:
        fills: dict[int, Fill] = {}
        for shape in shapes:
            area = shape.span * shape.rows
            if self.smallest is None or area < self.smallest[0]:
                self.smallest = area, column_lines(shape)
            base = shape_cost(shape, self, field)
            for extra in range(1 if shape.upright else MOST_EXTRA + 1):
                height = shape.rows + extra + GAP_ROWS
                cost = base + extra_cost(shape, extra)
                if height <= field.rows and (height not in fills or cost < fills[height].cost):
                    fills[height] = Fill(shape, extra, cost)
        return fills

    def wraps(self, width: int, hole: int, rows: int) -> dict[int, Fill]:
        """For each height the cheapest L over ``width`` columns around a hole of ``hole`` columns × ``rows`` (with white)."""
        key = (width, hole, rows)
        known = self._wraps.get(key)
        if known is None:
            known = self._wraps[key] = self._wrap_fills(width, Hole(width, hole, rows - GAP_ROWS, GAP_ROWS))
        return known

    def _wrap_fills(self, width: int, hole: Hole) -> dict[int, Fill]:
        fills: dict[int, Fill] = {}
        if self.flow is None:
            return fills
        for head, head_base in self._heads(width):
            for shape, base in wrapped(self.flow, head, hole):
                base += head_base + picture_cost(shape, self, self._field)
                for extra in range(MOST_EXTRA + 1):
                    height, cost = shape.rows + extra + GAP_ROWS, base + extra_cost(shape, extra)
                    if height <= self._field.rows and (height not in fills or cost < fills[height].cost):
                        fills[height] = Fill(shape, extra, cost)
        return fills

    def _heads(self, width: int) -> list[tuple[Shape, float]]:
        """The cheapest headlines over ``width`` columns with their costs."""
        if width not in self._known_heads:
            distinct = {(shape.head_size, shape.head_rows): shape for shape in self._shapes[width]}.values()
            costs = sorted(((shape, head_cost(shape, self)) for shape in distinct), key=lambda pair: pair[1])
            self._known_heads[width] = costs[:_HEADS]
        return self._known_heads[width]

    def wrap_curve(self, width: int, hole: int, rows: int, dear: float) -> int:
        """The heights of an L as a curve."""
        fills = self.wraps(width, hole, rows)
        return lanes((height for height, fill in fills.items() if fill.cost <= dear), self._field.rows)

    @property
    def area(self) -> int:
        """The least area in base columns × rows; 0 where the story has no shape."""
        return self.smallest[0] if self.smallest else 0

    @property
    def lines(self) -> int:
        """The lines of its smallest shape, headline included, in its own columns."""
        return self.smallest[1] if self.smallest else 0

    def curves(self, field: Field, dear: float) -> list[int]:
        return [
            lanes((height for height, fill in fills.items() if fill.cost <= dear), field.rows) for fills in self.table
        ]

    def cost(self, width: int, height: int) -> float:
        return self.table[width][height].cost


def _by_look(shapes: Sequence[Shape], *, sized: bool) -> list[list[Shape]]:
    """The shapes parted by what tells a story from one beside it: where its headline stands, and how large it is if ``sized``."""
    looks: dict[tuple[bool, int], list[Shape]] = {}
    for shape in shapes:
        looks.setdefault((shape.upright, int(shape.head_size / _SIZE_STEP) * sized), []).append(shape)
    return list(looks.values())


def _cheapest(looks: Sequence[dict[int, Fill]]) -> dict[int, Fill]:
    """For each height the cheapest fill of all looks."""
    table: dict[int, Fill] = {}
    for fills in looks:
        table.update((h, fill) for h, fill in fills.items() if h not in table or fill.cost < table[h].cost)
    return table


def _several(looks: Sequence[dict[int, Fill]]) -> dict[int, tuple[Fill, ...]]:
    """The heights that more than one look can fill without being dear, the cheapest look first."""
    several = {}
    for height in {height for fills in looks for height in fills}:
        able = [fills[height] for fills in looks if height in fills and fills[height].cost <= DEAR]
        if len(able) > 1:
            several[height] = tuple(sorted(able, key=lambda fill: fill.cost))
    return several


class GroupLeaf:
    """Stories that stay together as one rectangle (简讯 of one page, 相关新闻 with its story), laid by curves of their own."""

    def __init__(
        self, leaves: Sequence[Leaf], field: Field, dear: float, cancelled: Callable[[], bool] | None = None
    ) -> None:
        self.leaves = tuple(leaves)
        self.rank: int = min(leaf.rank for leaf in leaves)
        self.foot: bool = all(leaf.foot for leaf in leaves)
        self.minor: bool = all(leaf.minor for leaf in leaves)
        self.inner = curves_of(self.leaves, field, dear, cancelled)

    def curves(self, field: Field, dear: float) -> list[int]:  # noqa: ARG002
        return self.inner.table[self.inner.full]

    def cost(self, width: int, height: int) -> float:  # noqa: ARG002
        """Unknown before the group is laid; the mean cost of its members is near enough to choose by."""
        return 0.5 * len(self.leaves)


Leaf = StoryLeaf | GroupLeaf


def curves_of(
    leaves: Sequence[Leaf],
    field: Field,
    dear: float,
    cancelled: Callable[[], bool] | None = None,
    wraps: bool = False,
) -> Curves:
    """The curves of all sets of these leaves; shapes that cost more than ``dear`` are left out, L shapes unless ``wraps``."""
    foot = sum(1 << index for index, leaf in enumerate(leaves) if leaf.foot)
    curves = [leaf.curves(field, dear) for leaf in leaves]
    flowing = {i: leaf for i, leaf in enumerate(leaves) if wraps and isinstance(leaf, StoryLeaf) and leaf.flow}

    @cache
    def around(item: int, width: int, hole: int, rows: int) -> int:
        return flowing[item].wrap_curve(width, hole, rows, dear)

    return Curves(curves, field.columns, field.rows, foot, cancelled, sum(1 << i for i in flowing), around)


def stories_of(leaf: Leaf) -> list[StoryLeaf]:
    """The story leaves of a leaf."""
    if isinstance(leaf, StoryLeaf):
        return [leaf]
    return [story for inner in leaf.leaves for story in stories_of(inner)]
