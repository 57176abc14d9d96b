"""Arrange stories on a page: blocks on the grid, and in words of numbers what did not fit (拼版).

``proposals`` gives several layouts, the best first; ``arrange`` takes the first. Neither looks at a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random

import msgspec

from layoutdesk.base.ids import IdSource
from layoutdesk.makeup.costs import DEAR, dominant_of
from layoutdesk.makeup.former import Former
from layoutdesk.makeup.grouping import MOST_ITEMS, Binder
from layoutdesk.makeup.growth import Bench, Placed
from layoutdesk.makeup.leaves import GAP_ROWS, Field, StoryLeaf, curves_of, stories_of
from layoutdesk.makeup.ranking import ranked
from layoutdesk.makeup.regions import Sharing, fixed_areas, partings
from layoutdesk.makeup.score import Weights, cuts_across, parted
from layoutdesk.makeup.search import Found, Search, steadied
from layoutdesk.makeup.shapes import Measurer
from layoutdesk.model import Block, Element, GridRect, Story, Template
from layoutdesk.model.elements import HeadPlace

#: Drawings that a page is worth: about a second and a half on one core.
BUDGET = 4000
#: What is tried in turn: how dear shapes may be, and how many rows may stay open at the foot.
_ANY = 10_000
_TRIALS = ((DEAR, 0), (DEAR, 3), (2 * DEAR, 0), (DEAR, _ANY), (2 * DEAR, _ANY), (float(_ANY), _ANY))
#: Where items have to be paired by luck, so many pairings are tried, and share the budget.
_PAIRINGS = 3
#: Up to so many stories a page has the whole budget; with more, drawings cost more and are fewer, but never under the least.
_USUAL_STORIES, _FEWEST = 12, 60


#: A new arrangement takes the place of the former one where its score is so much better.
_CLEARLY = 6.0
_NOWHERE: Former = {}

#: Sets a block for real and says whether all of its story stands in it.
Fits = Callable[[Story, Block], bool]


class Unplaced(msgspec.Struct, frozen=True):
    """A story that found no room: the lines that it needs in its smallest shape, headline included (0: no shape at all)."""

    story: str
    lines: int


class Arrangement(msgspec.Struct, frozen=True, kw_only=True):
    """A page laid out.

    ``short_rows`` is what stays open at the foot in base columns × rows (缺稿); ``cuts`` are the rows at which a straight cut
    runs across the page (断版). ``score`` compares arrangements of the same stories only; less is better.
    """

    elements: tuple[Block, ...]
    unplaced: tuple[Unplaced, ...] = ()
    short_rows: int = 0
    score: float = 0.0
    cuts: tuple[int, ...] = ()


class _How(msgspec.Struct, frozen=True):
    """How stories may be laid: sidebars bound to their stories, L shapes."""

    sidebars: bool = False
    wraps: bool = False


class _Ready(msgspec.Struct, frozen=True):
    """Curves that can take all the leaves, and the ways to share them out."""

    bench: Bench
    sharings: tuple[Sharing, ...]


def arrange(
    stories: Sequence[Story],
    template: Template,
    measurer: Measurer,
    ids: IdSource,
    *,
    fixed: tuple[Element, ...] = (),
    budget: int = BUDGET,
    seed: int = 0,
    cancelled: Callable[[], bool] | None = None,
    fits: Fits | None = None,
    former: Former = _NOWHERE,
) -> Arrangement:
    """The best arrangement found; see ``proposals``."""
    found = proposals(
        stories,
        template,
        measurer,
        ids,
        fixed=fixed,
        budget=budget,
        seed=seed,
        cancelled=cancelled,
        fits=fits,
        former=former,
    )
    return next(found)


def proposals(
    stories: Sequence[Story],
    template: Template,
    measurer: Measurer,
    ids: IdSource,
    *,
    fixed: tuple[Element, ...] = (),
    budget: int = BUDGET,
    seed: int = 0,
    cancelled: Callable[[], bool] | None = None,
    fits: Fits | None = None,
    former: Former = _NOWHERE,
) -> Iterator[Arrangement]:
    """Distinct arrangements of ``stories`` around the ``fixed`` elements, the best first; always at least one.

    Stories without a priority are ranked first. Where not all fit, the most important have their room first; a smaller one
    below may take what a larger one could not. ``budget`` counts drawings; ``cancelled`` is asked now and then and ends the
    search with the best so far (``Refusal`` before there is one). Stories are L-shaped (穿插) only where ``fits`` can set the
    block and say whether every line stands in it. Where stories stood before is kept unless another arrangement is clearly
    better (``former``); it comes first then.
    """
    desk = _Desk(template, measurer, fixed, cancelled, fits, former)
    leaves, lost = desk.leaves(stories)
    found, dropped = desk.laid(leaves, budget, seed)
    unplaced = tuple(
        Unplaced(leaf.story.id, leaf.lines) for leaf in sorted((*lost, *dropped), key=lambda leaf: leaf.rank)
    )
    if not found:
        yield Arrangement(elements=(), unplaced=unplaced, short_rows=desk.cells)
    for layout in found:
        yield Arrangement(
            elements=tuple(_block(block, ids) for block in sorted(layout.blocks, key=lambda block: block.rank)),
            unplaced=unplaced,
            short_rows=layout.open_cells,
            score=round(layout.score, 3),
            cuts=cuts_across(layout.blocks, desk.field),
        )


class _Desk:
    """One page being made up: its free regions, and what is asked of them."""

    def __init__(
        self,
        template: Template,
        measurer: Measurer,
        fixed: tuple[Element, ...],
        cancelled: Callable[[], bool] | None,
        fits: Fits | None,
        former: Former = _NOWHERE,
    ) -> None:
        self.template, self.measurer, self.cancelled, self.fits = template, measurer, cancelled, fits
        self.former = former
        self.wraps = fits is not None
        self.worth = 1.0
        self.field = Field.of(template)
        self.partings = partings(self.field.columns, self.field.rows, fixed_areas(fixed, template))
        self.cells = min((sum(r.columns * r.rows for r in parts) for parts in self.partings), default=0)

    def leaves(self, stories: Sequence[Story]) -> tuple[list[StoryLeaf], list[StoryLeaf]]:
        """The leaves of the stories, the most important first, and those that have no shape that fits the page."""
        order = sorted(ranked(stories, len(self.template.headlines)), key=lambda story: story.priority)
        bearer = dominant_of(order, self.measurer, self.field)
        leaves = [
            StoryLeaf(story, story.priority, self.measurer, self.field, dominant=story.id == bearer) for story in order
        ]
        return [leaf for leaf in leaves if any(leaf.table)], [leaf for leaf in leaves if not any(leaf.table)]

    def laid(self, leaves: list[StoryLeaf], budget: int, seed: int) -> tuple[list[Found], list[StoryLeaf]]:
        """Layouts of as many stories as fit, and the stories given up."""
        kept = self._within_capacity(leaves)
        while kept:
            # Judging a layout compares every two of its stories, so a drawing of many counts for several.
            self.worth = min(1.0, (_USUAL_STORIES / len(kept)) ** 2)
            found = self._found(kept, budget, seed)
            if found is None:
                kept = self._fewer(kept, seed)
            elif found:
                placed = {id(leaf) for leaf in kept}
                return found, [leaf for leaf in leaves if id(leaf) not in placed]
            else:
                kept = _without_last_sidebar(kept)
        return [], leaves

    def _found(self, kept: list[StoryLeaf], budget: int, seed: int) -> list[Found] | None:
        """Layouts of all these stories; ``None`` where they do not fit, none where a sidebar cannot touch its story.

        With L shapes first; then plain; then with sidebars bound to their stories.
        """
        ready = self._ready(kept, _How(wraps=self.wraps), seed)
        if not ready:
            return None
        found = self._sound(self._searched(ready, budget, seed))
        if not found and self.wraps:
            ready = self._ready(kept, _How(), seed)
            if not ready:
                # Only L shapes that the engine refused made room for all.
                self.wraps = False
                return None
            found = self._sound(self._searched(ready, budget, seed))
        if not found:
            found = self._sound(self._searched(self._ready(kept, _How(sidebars=True), seed), budget, seed))
        return found

    def _sound(self, found: Sequence[Found]) -> list[Found]:
        """Those in which sidebars touch their stories and every L holds its story."""
        return [layout for layout in found if not parted(layout.blocks) and self._holds(layout)]

    def _holds(self, layout: Found) -> bool:
        probe = IdSource(b"")
        shaped = [block for block in layout.blocks if len(block.parts) > 1]
        return all(self.fits is not None and self.fits(b.leaf.story, _block(b, probe)) for b in shaped)

    def _searched(self, ready: Sequence[_Ready], budget: int, seed: int) -> list[Found]:
        """The distinct layouts of all searches, which share the budget."""
        found: list[Found] = []
        kept: list[Found] = []
        for one in ready:
            search = Search(one.bench, one.bench.curves.full, one.sharings, self.field, Weights(), seed)
            found += search.run(max(_FEWEST, int(budget * self.worth) // len(ready)), self.cancelled)
            limit = min(layout.score for layout in found) + _CLEARLY
            kept += search.regrown(self.former, limit) if self.former else []
        return _with_former(steadied(found), self._sound(kept))

    def _within_capacity(self, leaves: list[StoryLeaf]) -> list[StoryLeaf]:
        """The most important stories whose smallest areas together do not exceed the page."""
        kept: list[StoryLeaf] = []
        room = self.cells
        for leaf in leaves:
            need = leaf.area + GAP_ROWS
            if need <= room and _has_parent(leaf, kept, leaves):
                kept.append(leaf)
                room -= need
        return kept

    def _ready(self, kept: list[StoryLeaf], how: _How, seed: int) -> list[_Ready]:
        """What can take all the stories, by the gentlest trial that works; nothing where none does."""
        pairings = range(seed, seed + (_PAIRINGS if len(kept) > MOST_ITEMS else 1))
        benches: dict[float, list[Bench]] = {}
        for dear, loose in _TRIALS:
            if dear not in benches:
                benches[dear] = [self._bench(kept, how, dear, pairing) for pairing in pairings]
            able = [_Ready(bench, self._sharings(bench, loose)) for bench in benches[dear]]
            able = [ready for ready in able if ready.sharings]
            if able:
                return able
        return []

    def _bench(self, kept: list[StoryLeaf], how: _How, dear: float, seed: int) -> Bench:
        binder = Binder(self.field, dear, self.cancelled)
        leaves = binder.bound(kept, how.sidebars, Random(seed))
        return Bench(leaves, curves_of(leaves, self.field, dear, self.cancelled, how.wraps))

    def _sharings(self, bench: Bench, loose: int) -> tuple[Sharing, ...]:
        sharings = (Sharing(parts, bench.curves, loose) for parts in self.partings)
        return tuple(sharing for sharing in sharings if bench.curves.full in sharing.possible[0])

    def _fewer(self, kept: list[StoryLeaf], seed: int) -> list[StoryLeaf]:
        """The stories without those that have to go: sets are compared from the most important item down."""
        bench = self._bench(kept, _How(wraps=self.wraps), _ANY, seed)
        sets = {items for parts in self.partings for items in Sharing(parts, bench.curves, _ANY).possible[0]}
        count = len(bench.leaves)
        best = max(sets, key=lambda items: tuple(items >> index & 1 for index in range(count)))
        gone = [leaf for index, leaf in enumerate(bench.leaves) if not best >> index & 1]
        last = max((story for leaf in gone for story in stories_of(leaf)), key=lambda story: story.rank)
        single = {id(story) for leaf in gone if isinstance(leaf, StoryLeaf) for story in stories_of(leaf)}
        rest = [leaf for leaf in kept if leaf is not last and id(leaf) not in single]
        return [leaf for leaf in rest if _has_parent(leaf, rest, kept)]


def _with_former(found: list[Found], kept: Sequence[Found]) -> list[Found]:
    """The best of the layouts that stand as before comes first, unless a new one is clearly better or stands there too."""
    same = min(kept, key=lambda layout: layout.score, default=None)
    if same is None or not found or same.score > found[0].score + _CLEARLY or _places(same) == _places(found[0]):
        return found
    return [same, *found]


def _places(layout: Found) -> set[tuple[str, tuple[tuple[int, int, int, int], ...]]]:
    return {(block.leaf.story.id, block.parts) for block in layout.blocks}


def _has_parent(leaf: StoryLeaf, kept: Sequence[StoryLeaf], before: Sequence[StoryLeaf]) -> bool:
    """Whether a sidebar's story is still there; a sidebar whose story is on another page stands by itself."""
    parent = leaf.story.parent
    return any(other.story.id == parent for other in kept) or all(other.story.id != parent for other in before)


def _without_last_sidebar(kept: list[StoryLeaf]) -> list[StoryLeaf]:
    """The stories without the least important one that has to touch another."""
    present = {leaf.story.id for leaf in kept}
    last = max((leaf for leaf in kept if leaf.story.parent in present), key=lambda leaf: leaf.rank)
    return [leaf for leaf in kept if leaf is not last]


def _block(placed: Placed, ids: IdSource) -> Block:
    """The block of a placed story; rows beyond its need stand around its headline (page.md 15)."""
    shape, extra = placed.fill.shape, placed.fill.extra
    return Block(
        id=ids.new("el"),
        story=placed.leaf.story.id,
        area=tuple(GridRect(x, y, right - x, bottom - y) for x, y, right, bottom in placed.parts),
        columns=shape.columns,
        head_size=shape.head_size,
        head_rows=shape.head_rows + extra if shape.head_rows else 0,
        pictures=shape.pictures,
        frame=shape.frame,
        head_at=_head_at(placed),
    )


def _head_at(placed: Placed) -> HeadPlace:
    """Where the headline of a placed story stands: one at the side towards the edge of the page."""
    if not placed.fill.shape.upright:
        return "top"
    return "left" if placed.x == 0 else "right"
