"""The leaves of a layout: a story with the heights that its shapes can fill, or stories bound into one group.

Every height here is that of the block and the white under it; cost 0 is a shape that an editor would choose.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import msgspec

from layoutdesk.makeup.curves import Curves, lanes
from layoutdesk.makeup.shapes import Measurer, Shape
from layoutdesk.makeup.wrap import Hole, flow_of, wrapped
from layoutdesk.model import Grid, Story, TableBlock, Template
from layoutdesk.model.story import pictures

#: White rows between unrelated blocks, the hairline in their middle (page.md: about 2.3 line pitches across a hairline).
GAP_ROWS = 2
#: A block may be this many rows taller than its copy; the headline group takes them up, never the leading.
MOST_EXTRA = 3
#: No strip of text is lower than this.
LEAST_ROWS = 8
#: Shapes that cost more are used only where nothing else fits.
DEAR = 5.0
#: A comfortable measure in 字 (page.md: 13 to 22).
LEAST_MEASURE, MOST_MEASURE = 13.0, 22.0
_BROAD_MEASURE = 28.0
_TALLEST_TEXT = 62
#: Stories of this rank and above may be L-shaped.
LAST_WRAPPING = 3
#: Settings of the headline that an L is tried with.
_HEADS = 2
_CELL = 4.6
#: Rows that a headline group takes without being heavy: the lead's, the second's … (measured: 13, 10, 10, 6).
_HEAD_ROWS = (13, 11, 10, 8)
#: What a headline costs that its width holds only squeezed: more than anything that is not lawful at all.
_PRESSED = 3 * DEAR
#: The share of its height that a headline at the side should fill, and what all of it would cost.
_UPRIGHT_FILL, _SHORT = 0.9, 12.0
#: The share of the page under which the largest picture of a story looks like a stamp: the lead's, the second's …, and what
#: each hundredth less costs.
_PICTURE_SHARE = (0.085, 0.045, 0.035, 0.02)
#: The share over which a picture is too large: the lead's, and that of any other story.
_LARGE_LEAD, _LARGE = 0.14, 0.09
_STAMP = 60.0
#: A page has one dominant picture (page.md 20): what a lead's costs that has less than this share of the page.
_DOMINANT, _NOT_DOMINANT = 0.05, 2.5


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

    ``looks[w]`` has, for the heights that can be filled in more than one look (the headline over the text or at its side), the
    cheapest of each, the cheapest first: which is best the rest of the page says.
    """

    def __init__(self, story: Story, rank: int, measurer: Measurer, field: Field) -> None:
        self.story, self.rank, self.pictures = story, rank, len(pictures(story))
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
            looks = [
                self._fills([shape for shape in shapes if shape.upright is upright], field) for upright in (False, True)
            ]
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
                base += head_base + _picture_cost(shape, self, self._field)
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


def _cheapest(looks: Sequence[dict[int, Fill]]) -> dict[int, Fill]:
    """For each height the cheapest fill of all looks."""
    table = dict(looks[0])
    for fills in looks[1:]:
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


def measure(shape: Shape, grid: Grid) -> float:
    """The measure of a shape's own columns in 字 of the body size."""
    gutter = grid.gutter if shape.columns == shape.span else grid.inner_gutter
    return (shape.width_pt / grid.body_size - (shape.columns - 1) * gutter) / max(1, shape.columns)


def column_lines(shape: Shape) -> int:
    """The lines that a shape holds, in its own columns, with the headline counted as the lines that it displaces."""
    return shape.columns * shape.rows - shape.slack


def extra_cost(shape: Shape, extra: int) -> float:
    """What rows beyond the need cost: one or two under a headline are hardly seen."""
    return 0.15 * extra * extra if shape.head_rows and not shape.frame else 0.3 * extra * extra


def shape_cost(shape: Shape, leaf: StoryLeaf, field: Field) -> float:
    """How far a shape is from what an editor would choose (page.md 3, 9, 20; facts on proportions)."""
    cost = _measure_cost(measure(shape, field.grid)) + _proportion_cost(shape, leaf, field)
    cost += _table_cost(shape, leaf, field.grid)
    cost += 0.5 * shape.slack / max(1, shape.columns)
    return cost + head_cost(shape, leaf) + _picture_cost(shape, leaf, field)


def head_cost(shape: Shape, leaf: StoryLeaf) -> float:
    """A headline nearly fills its width, one at the side its height; its group is not heavier than its rank allows."""
    if shape.upright:
        return _SHORT * max(0.0, _UPRIGHT_FILL - shape.head_fill)
    if not shape.head_rows:
        return 0.0
    if shape.head_fill > 1.01:
        return _PRESSED * shape.head_fill
    if leaf.minor:
        return 1.5 * max(0.0, 0.75 - shape.head_fill) * shape.span
    heavy = max(0, shape.head_rows - _HEAD_ROWS[min(leaf.rank, len(_HEAD_ROWS)) - 1]) * 0.35
    return heavy + max(0.0, 0.88 - shape.head_fill) * shape.span * (2.5 if leaf.rank <= 2 else 1.6)


def _table_cost(shape: Shape, leaf: StoryLeaf, grid: Grid) -> float:
    """A ruled table of many columns wants width: about ``_CELL`` 字 for each."""
    tables = (item.rows for item in leaf.story.body if isinstance(item, TableBlock))
    cells = max((sum(cell.colspan for cell in rows[0]) for rows in tables if rows), default=0)
    return 0.7 * max(0.0, _CELL * cells - shape.width_pt / grid.body_size)


def _measure_cost(chars: float) -> float:
    narrow = max(0.0, LEAST_MEASURE - 0.5 - chars)
    wide = max(0.0, chars - MOST_MEASURE)
    return 0.8 * narrow + 0.15 * wide + (0.6 * (chars - _BROAD_MEASURE) if chars > _BROAD_MEASURE else 0.0)


def _proportion_cost(shape: Shape, leaf: StoryLeaf, field: Field) -> float:
    text = shape.rows - shape.head_rows
    wide = shape.width_pt / (shape.rows * field.grid.step)
    cost = max(0, text - _TALLEST_TEXT) * 0.1 + max(0.0, wide - 4.2) * 1.2
    if shape.rows < LEAST_ROWS:
        cost += 2 * DEAR + LEAST_ROWS - shape.rows
    if leaf.minor:
        return cost + max(0.0, 0.2 - wide) * 8 + max(0, 6 - text) * 0.6
    share = shape.head_rows / max(1, shape.rows)
    cost += max(0.0, share - 0.4) * 6 + max(0, 7 - text) * 0.8 + max(0.0, 0.42 - wide) * 8
    return cost + (1.2 if shape.span == 1 else 0.0)


def _picture_cost(shape: Shape, leaf: StoryLeaf, field: Field) -> float:
    """Pictures that are lost, cropped, too large, or too small for the rank of their story."""
    cost = 3.0 * max(0, leaf.pictures - len(shape.pictures))
    largest = 0.0
    for place in shape.pictures:
        wide = place.columns / max(1, shape.columns)
        cropped = 1 - place.crop.w * place.crop.h
        share = wide * shape.span * place.rows / (field.columns * field.rows)
        largest = max(largest, share)
        large = max(0.0, share - (_LARGE_LEAD if leaf.rank == 1 else _LARGE))
        cost += 12 * cropped * cropped + large * 40 + (DEAR if share > 0.25 else 0.0)
        if wide > 0.85 and shape.columns > 2:
            cost += 0.8
    if shape.pictures and not leaf.minor:
        cost += _STAMP * max(0.0, _PICTURE_SHARE[min(leaf.rank, len(_PICTURE_SHARE)) - 1] - largest)
        cost += _NOT_DOMINANT * (leaf.rank == 1 and largest < _DOMINANT)
    return cost
