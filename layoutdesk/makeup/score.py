"""How good a layout looks: 0 is perfect; each part has a name and a weight (facts: page.md 5, 9, 12, 13, 20)."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

import msgspec

from layoutdesk.makeup.growth import Placed
from layoutdesk.makeup.leaves import GAP_ROWS, Field

#: Separators left and right of a gutter differ by this many rows, or look like one that is broken.
LEAST_STEP = 6
#: The lead takes at least this share of the width and at most this share of the height (measured: 4 of 6 columns, 30 to 40 %).
LEAD_WIDTH, LEAD_DEPTH = 0.6, 0.5
#: The second headline is at most this share of the lead's (measured: 0.71 to 0.81), and what each hundredth more costs.
LEAD_STEP, _TOO_NEAR = 0.81, 0.25
#: A page of so many headlines wants one that is set downwards (竖题) for contrast; a second one, or one away from the edge of
#: the page, spoils it.
_CONTRASTED, _NO_CONTRAST, _SECOND, _INSIDE = 4, 8.0, 6.0, 3.0
#: Small headlines under this ratio are alike; their feet this many rows apart stand at other heights.
_ALIKE, _OTHER_HEIGHT = 1.12, 3
#: The next picture of a page is at most this share of the dominant one.
_NEXT_PICTURE = 0.5
#: Digits of a score: what costs are added up in another order is no better and no worse.
_DIGITS = 6
#: A sidebar touches its story along this many rows or one column.
LEAST_TOUCH = 4


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """What each fault counts."""

    shape: float = 1.0
    place: float = 1.0
    order: float = 1.5
    narrower: float = 1.2
    ladder: float = 1.0
    collision: float = 4.5
    across: float = 5.0
    down: float = 1.0
    bricks: float = 1.5
    separators: float = 1.5
    apart: float = 50.0
    pictures: float = 2.0
    dominance: float = 6.0
    uprights: float = 1.0
    open_rows: float = 0.4


def touches(one: Placed, other: Placed) -> bool:
    """Whether two blocks stand side by side along ``LEAST_TOUCH`` rows, or one on the other along a column."""
    return any(_meet(a, b) for a in one.parts for b in other.parts)


def _meet(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> bool:
    if a[2] == b[0] or b[2] == a[0]:
        return min(a[3], b[3]) - max(a[1], b[1]) >= LEAST_TOUCH
    if a[3] + GAP_ROWS == b[1] or b[3] + GAP_ROWS == a[1]:
        return min(a[2], b[2]) - max(a[0], b[0]) >= 1
    return False


def cuts_across(blocks: Sequence[Placed], field: Field) -> tuple[int, ...]:
    """The rows at which a straight cut runs across the whole page between two stories (断版)."""
    edges = {block.bottom for block in blocks}
    return tuple(
        sorted(
            edge
            for edge in edges
            if any(block.y > edge for block in blocks)
            and all(block.bottom <= edge or block.y > edge for block in blocks)
            and _spans(blocks, edge, field)
        )
    )


def _spans(blocks: Sequence[Placed], edge: int, field: Field) -> bool:
    """Whether the cut meets blocks over the full width, and not beside something fixed."""
    return sum(block.w for block in blocks if block.y <= edge + GAP_ROWS < block.bottom) == field.columns


def judge(
    blocks: Sequence[Placed], field: Field, open_rows: float, weights: Weights, limit: float = float("inf")
) -> float:
    """The score of a layout; ``open_rows`` is the open area in rows of the full width.

    Every fault counts upwards, so a layout that has reached ``limit`` is judged no further.
    """
    total = weights.open_rows * open_rows + sum(_standing(block, field, weights)[0] for block in blocks)
    if total < limit:
        total += weights.uprights * _uprights(blocks, field) + weights.dominance * _rivalled(blocks)
        total += weights.bricks * _bricks(blocks) + weights.down * _splits(blocks, field)
    if total < limit:
        total += weights.across * sum(_cut_weight(blocks, cut, field) for cut in cuts_across(blocks, field))
        total += weights.apart * len(parted(blocks))
    if total < limit:
        known, unknown = _meetings(blocks)
        total += known
        for one, other in unknown:
            if total >= limit:
                break
            cost = one.meetings[other.serial] = _pair_cost(one, other, field, weights)
            total += cost
    return round(total, _DIGITS)


def _meetings(blocks: Sequence[Placed]) -> tuple[float, list[tuple[Placed, Placed]]]:
    """What the pairs of blocks cost that met in another layout before, and those that never did; the newer of two comes first.

    Most blocks of a layout stand in its neighbours too, so what two cost together is kept with the newer.
    """
    total, unknown = 0.0, []
    older: list[Placed] = []
    for block in sorted(blocks, key=_serial):
        meetings = block.meetings
        for other in older:
            cost = meetings.get(other.serial)
            if cost is None:
                unknown.append((block, other))
            else:
                total += cost
        older.append(block)
    return total, unknown


_serial = attrgetter("serial")


def _standing(block: Placed, field: Field, weights: Weights) -> tuple[float, float]:
    """What a block costs by itself where it stands, and how far its place is from the best."""
    if block.standing is None:
        cost = weights.shape * block.fill.cost + weights.place * _place(block, field)
        block.standing = cost, _importance(block, field)
    return block.standing


def _pair_cost(a: Placed, b: Placed, field: Field, weights: Weights) -> float:
    senior, junior = (a, b) if a.rank < b.rank else (b, a)
    cost = weights.order * _inversion(senior, junior, field, weights)
    if not junior.leaf.minor:
        cost += weights.narrower * (senior.w < junior.w) + weights.ladder * _ladder(senior, junior)
    if a.right == b.x or b.right == a.x:
        cost += weights.collision * _collision(senior, junior) + weights.separators * _separators(a, b, field)
        cost += weights.pictures * _pictures_meet(a, b)
    return cost


def parted(blocks: Sequence[Placed]) -> list[Placed]:
    """The sidebars that do not touch their story."""
    by_story = {block.leaf.story.id: block for block in blocks}
    lost = []
    for block in blocks:
        parent = by_story.get(block.leaf.story.parent)
        if parent is not None and not touches(block, parent):
            lost.append(block)
    return lost


def _place(block: Placed, field: Field) -> float:
    """The lead belongs at the top left and as wide as anything; the second and third high up; notices at the foot."""
    down, left = block.y / field.rows, block.x / field.columns
    if block.leaf.foot:
        return 2.5 * (1 - block.bottom / field.rows)
    if block.leaf.minor:
        return 0.0
    if block.rank == 1:
        narrow = max(0.0, LEAD_WIDTH - block.w / field.columns) * 14
        deep = max(0.0, block.h / field.rows - LEAD_DEPTH) * 10
        return 14 * down + 8 * left + 6 * (block.y > 0) + 3 * (block.x > 0) + narrow + deep
    return (4 if block.rank == 2 else 1.2 if block.rank == 3 else 0.0) * down


def _importance(block: Placed, field: Field) -> float:
    """How far a place is from the best: upper left, upper right, lower right, lower left (0 to about 2)."""
    down, across = block.y / field.rows, (block.x + block.w / 2) / field.columns
    return 2 * down + 0.3 * (across if down < 0.5 else 1 - across)


def _inversion(senior: Placed, junior: Placed, field: Field, weights: Weights) -> float:
    if junior.leaf.foot or senior.leaf.minor:
        return 0.0
    worse = _standing(senior, field, weights)[1] - _standing(junior, field, weights)[1]
    return min(1.0, worse) if worse > 0.15 else 0.0


def _ladder(senior: Placed, junior: Placed) -> float:
    """Headlines grow smaller with importance, and no two stories' are alike in size."""
    if not senior.size or not junior.size:
        return 0.0
    ratio = junior.size / senior.size
    if ratio > 1:
        return 2.5
    if senior.rank == 1:
        return max(0.0, ratio - LEAD_STEP) * 100 * _TOO_NEAR
    return max(0.0, ratio - 0.97) * 10


def _collision(senior: Placed, junior: Placed) -> float:
    """Headlines side by side at one height (碰题): worst where they are alike, tolerable where one dwarfs the other."""
    overlap = min(senior.head, junior.head) - max(senior.y, junior.y)
    if overlap <= 0:
        return 0.0
    ratio = senior.size / junior.size if junior.size else 1.0
    if junior.leaf.minor:
        return _minor_collision(senior, junior, ratio)
    return 1.0 if ratio < 1.25 else 0.7 if ratio < 1.5 else 0.45


def _minor_collision(senior: Placed, junior: Placed, ratio: float) -> float:
    """Small headlines may stand side by side where size, a frame or the height of their lines tells them apart (page.md 12)."""
    if senior.leaf.foot or junior.leaf.foot:
        return 0.08
    framed = bool(senior.fill.shape.frame) != bool(junior.fill.shape.frame)
    told = framed or abs(senior.head - junior.head) > _OTHER_HEIGHT or not 1 / _ALIKE < ratio < _ALIKE
    if told:
        return 0.08 if senior.leaf.minor else 0.15
    return 0.9 if senior.leaf.minor else 0.45


def _rivalled(blocks: Sequence[Placed]) -> float:
    """How far the largest picture of another story comes near the dominant one."""
    largest = max((_largest(block) for block in blocks if block.leaf.dominant), default=0.0)
    others = max((_largest(block) for block in blocks if not block.leaf.dominant), default=0.0)
    return max(0.0, others / largest - _NEXT_PICTURE) if largest else 0.0


def _largest(block: Placed) -> float:
    """The area of a block's largest picture in base columns × rows."""
    shape = block.fill.shape
    return max((place.columns / max(1, shape.columns) * block.w * place.rows for place in shape.pictures), default=0.0)


def _separators(a: Placed, b: Placed, field: Field) -> float:
    """Feet of neighbours that nearly agree; at the foot of the page, or of what reaches it, they should."""
    foot = field.rows - GAP_ROWS - 1
    if a.bottom >= foot or b.bottom >= foot or (a.leaf.minor and b.leaf.minor):
        return 0.0
    return float(abs(a.bottom - b.bottom) < LEAST_STEP)


def _pictures_meet(a: Placed, b: Placed) -> float:
    """Pictures of two stories that stand next to each other."""
    return float(
        any(
            min(x1 + w1, x2 + w2) > max(x1, x2) - 0.8 and min(y1 + h1, y2 + h2) - max(y1, y2) > 0.3 * min(h1, h2)
            for x1, y1, w1, h1 in picture_areas(a)
            for x2, y2, w2, h2 in picture_areas(b)
        )
    )


def picture_areas(block: Placed) -> list[tuple[float, float, float, float]]:
    """The pictures of a block on the page: x, y, width, height in base columns and rows."""
    shape = block.fill.shape
    top, wide = block.head + block.fill.extra, block.w / max(1, shape.columns)
    return [
        (block.x + place.column * wide, top + place.row, place.columns * wide, place.rows) for place in shape.pictures
    ]


def _cut_weight(blocks: Sequence[Placed], cut: int, field: Field) -> float:
    """A cut in the middle is worst; one over notices alone is the custom."""
    if all(block.leaf.foot for block in blocks if block.y > cut):
        return 0.15
    return 1.0 if 0.2 < cut / field.rows < 0.8 else 0.5


def _splits(blocks: Sequence[Placed], field: Field) -> float:
    """Straight splits down the whole page: one is an accepted style (两纵分割), two halves or more parts are dull."""
    columns = [x for x in range(1, field.columns) if all(block.right <= x or block.x >= x for block in blocks)]
    halves = any(0.4 < x / field.columns < 0.6 for x in columns)
    return 0.4 * bool(columns) + 2.0 * halves + max(0, len(columns) - 1) * 2.0


def _uprights(blocks: Sequence[Placed], field: Field) -> float:
    """One headline downwards at an edge answers a horizontal lead (page.md 11)."""
    downwards = [block for block in blocks if block.fill.shape.upright]
    if not downwards:
        return _NO_CONTRAST * (sum(not block.leaf.minor for block in blocks) >= _CONTRASTED)
    inside = sum(block.x > 0 and block.right < field.columns for block in downwards)
    return _SECOND * (len(downwards) - 1) + _INSIDE * inside


def _bricks(blocks: Sequence[Placed]) -> int:
    """Stories piled like bricks: how many stand on two others of the same place and width."""
    tops = {(block.x, block.w, block.bottom + GAP_ROWS): block for block in blocks if not block.leaf.minor}
    count = 0
    for block in blocks:
        above = tops.get((block.x, block.w, block.y))
        if above is not None and not block.leaf.minor:
            count += (above.x, above.w, above.y) in tops
    return count
