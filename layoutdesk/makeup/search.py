"""Search for good layouts: many drawings, then parts of the best ones are drawn again (large-neighbourhood search).

The budget counts drawings, so the same seed gives the same layouts on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter

import msgspec

from layoutdesk.makeup.former import Former, Regrowth
from layoutdesk.makeup.growth import Bench, Node, Placed, grow, grow_page, shaken
from layoutdesk.makeup.leaves import GAP_ROWS, Field
from layoutdesk.makeup.regions import Sharing
from layoutdesk.makeup.score import Weights, judge

#: How many layouts are improved side by side, and the share of the budget that only explores.
_POOL = 5
_EXPLORED = 0.15
#: Layouts of the pool differ in at least this share of their stories.
_ALIKE = 0.34
#: Drawings that mend a former layout, and what each story that they move counts.
_SETTLING, _MOVED = 150, 1.5
#: Two layouts are proposals of their own where at least this share of the stories stands elsewhere or is as wide otherwise.
_DISTINCT = 0.5
_MOST_PROPOSALS = 8
#: Layouts whose scores differ by so little are as good as one another.
_HARDLY = 1.5
_WHOLE = 1 << 64
#: One step in so many turns the parts of a rectangle instead of drawing it again.
_TURNS = 3


class Found(msgspec.Struct, frozen=True):
    """A layout that was found: its tree, its blocks, the score and the cells (columns × rows) left open."""

    score: float
    tree: Node
    blocks: tuple[Placed, ...]
    open_cells: int


class Search:
    """One search: the set of items over the sharings of a page."""

    def __init__(
        self, bench: Bench, items: int, sharings: Sequence[Sharing], field: Field, weights: Weights, seed: int
    ) -> None:
        self.bench, self.items, self.sharings = bench, items, tuple(sharings)
        self.field, self.weights = field, weights
        self.luck = shaken(seed, 0)
        self.cells = sum(region.columns * region.rows for region in sharings[0].regions)

    def run(self, budget: int, cancelled: Callable[[], bool] | None = None) -> list[Found]:
        """Layouts, the best first, at least one; ``cancelled`` ends it early with what there is."""
        explored = max(1, int(budget * _EXPLORED))
        drawn = [self._drawn()]
        for count in range(1, explored):
            if cancelled is not None and count % 32 == 0 and cancelled():
                break
            drawn.append(self._drawn())
        pool = distinct(drawn, _POOL, _ALIKE)
        for step in range(budget - explored):
            if cancelled is not None and step % 32 == 0 and cancelled():
                break
            # Two thirds of the steps go to the better half of the pool.
            place = int((self._next() / _WHOLE) ** 2 * len(pool))
            better = self._neighbour(pool[place])
            if better.score < pool[place].score:
                pool[place] = better
                if place and better.score < pool[place - 1].score:
                    pool.sort(key=lambda found: found.score)
        return sorted((self._polished(found) for found in pool), key=_score)

    def regrown(self, former: Former, limit: float) -> list[Found]:
        """The page as it was, cut again for the copy as it is, one layout a sharing.

        Parts of one whose score is over ``limit`` are drawn again until it is not, few of its stories moved.
        """
        growth = Regrowth(former)
        pages = (growth.page(self.bench, self.items, sharing) for sharing in self.sharings)
        return [self._settled(self._polished(self._judged(page)), limit) for page in pages]

    def _settled(self, start: Found, limit: float) -> Found:
        found, cost, each = start, start.score, _MOVED * len(start.blocks)
        for _ in range(_SETTLING):
            if found.score <= limit:
                break
            other = self._neighbour(found)
            if other.score + each * _difference(start, other) < cost:
                found, cost = other, other.score + each * _difference(start, other)
        return found if found is start else self._polished(found)

    def _next(self) -> int:
        self.luck = shaken(self.luck, 1)
        return self.luck

    def _drawn(self) -> Found:
        return self._judged(grow_page(self._next(), self.bench, self.items, self.sharings))

    def _neighbour(self, found: Found) -> Found:
        """The layout with one of its inner rectangles drawn again."""
        paths = [path for path in found.tree.inner() if path]
        if not paths:
            return self._drawn()
        path = paths[self._next() * len(paths) // _WHOLE]
        old = found.tree.at(path)
        turned = old.turned() if self._next() * _TURNS < _WHOLE else None
        if turned is not None:
            return self._judged(found.tree.swapped(path, turned), found.score)
        across = old.w == self.field.columns
        new = grow(self._next(), old.bench, old.items, old.x, old.y, old.w, old.h, across)
        return self._judged(found.tree.swapped(path, new), found.score)

    def _polished(self, found: Found) -> Found:
        """The layout with every story in the look that suits what stands round it best, and parts turned where that is better."""
        before: Found | None = None
        while found is not before:
            before = found
            for path, node in (*self._looks(found), *self._turns(found)):
                tree = found.tree.swapped(path, node)
                found = min(found, self._judged(tree, found.score), key=lambda each: each.score)
                if found.tree is tree:
                    break
        return found

    def _looks(self, found: Found) -> Iterator[tuple[tuple[int, ...], Node]]:
        """Every rectangle that a story has to itself in every look, with its path."""
        for path, placed in found.tree.ends():
            for fill in placed.leaf.looks[placed.w].get(placed.h + GAP_ROWS, ()):
                node = found.tree.at(path).copied()
                node.placed = Placed(placed.leaf, fill, placed.x, placed.y, placed.w, placed.h + GAP_ROWS)
                yield path, node

    def _turns(self, found: Found) -> Iterator[tuple[tuple[int, ...], Node]]:
        """Every rectangle with its two parts in each other's place, with its path."""
        for path in found.tree.inner():
            node = found.tree.at(path).turned() if path else None
            if node is not None:
                yield path, node

    def _judged(self, tree: Node, limit: float = float("inf")) -> Found:
        blocks = tuple(tree.stories())
        open_cells = self.cells - sum(block.cells for block in blocks)
        score = judge(blocks, self.field, open_cells / self.field.columns, self.weights, limit)
        return Found(score, tree, blocks, open_cells)


def steadied(found: Sequence[Found]) -> list[Found]:
    """Distinct layouts, the best first, or one in its place that is hardly worse: that whose senior stories stand furthest left.

    So a few characters in or out, which make one or the other a trifle better, do not change the page.
    """
    limit = min(layout.score for layout in found) + _HARDLY
    near = (layout for layout in found if layout.score <= limit)
    first = min(near, key=lambda layout: [(block.x, block.w) for block in sorted(layout.blocks, key=_rank)])
    return [first, *(other for other in distinct(found) if _difference(first, other) >= _DISTINCT)]


_rank, _score = attrgetter("rank"), attrgetter("score")


def distinct(layouts: Sequence[Found], most: int = _MOST_PROPOSALS, least: float = _DISTINCT) -> list[Found]:
    """The best layouts, of which any two differ in at least this share of their stories."""
    chosen: list[Found] = []
    for found in sorted(layouts, key=lambda found: found.score):
        if all(_difference(found, other) >= least for other in chosen):
            chosen.append(found)
            if len(chosen) == most:
                break
    return chosen


def _difference(one: Found, other: Found) -> float:
    """The share of stories that stand elsewhere (by a column or more than six rows) or are set to another width."""
    places = {block.leaf.story.id: block for block in other.blocks}
    moved = 0
    for block in one.blocks:
        twin = places[block.leaf.story.id]
        moved += twin.x != block.x or twin.w != block.w or abs(twin.y - block.y) > 6
    return moved / max(1, len(one.blocks))
