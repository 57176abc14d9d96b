"""Settings of a story with its headline downwards at its side (竖题), for make-up: how high each comes out.

A headline that is set downwards nearly fills the height of the text beside it, or that goes on under it: else there is a hole.
Its size follows from the height: reckoned first, then measured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from layoutdesk.compose.area import HOLE_ROWS, LEAST_UNDER, open_under, rows_beside
from layoutdesk.compose.block import BlockPlan, plan_block
from layoutdesk.compose.context import Context
from layoutdesk.compose.vertical import AIR
from layoutdesk.model.document import is_chinese
from layoutdesk.model.elements import Block
from layoutdesk.model.story import Story, TableBlock, body_text, pictures

#: A main headline of so many characters suits a column of its own (page.md 11: 16 to 25; shorter ones beside shorter text).
LEAST_HEAD, MOST_HEAD = 8, 25
#: The share of the height that the main headline fills at least, and the shares that are tried in turn.
LEAST_FILL, _FILLS = 0.82, (0.92, 0.96, 0.88, 0.84)
#: The share that it takes at least where the text goes on under it, and how far its sizes are then from the least to the most.
LEAST_BESIDE, _SIZES = 0.5, (0.5, 1.0, 1.4, 1.8)
#: How far off a reckoned share may be to be measured.
_OFF = 0.12
#: A block with its headline at its side stands upright itself: so many times as wide as high at most.
MOST_WIDE = 1.15
#: One that stands upright may be larger than its rank's range, as in print: so far from its least to its most, or less where no
#: room would be left; it is no smaller than so many 字. Steps of sizes, in points, and their number at most.
_LARGEST, _LEAST_SIZE = (2.2, 1.8, 1.4, 1.0), 2.2
_SIZE_STEP, _MOST_SIZES = 0.25, 80
#: A block of fewer rows gives its headline no height; rows that it may be higher than its text.
_LEAST_ROWS, _SPARE_ROWS = 24, 2
#: Western letters and figures of this many in a row lie on their side in a column: no headline for it.
_TURNED = 3


class Upright(msgspec.Struct, frozen=True):
    """A block with its headline at its side: ``rows`` high, ``columns`` of text, ``fill`` the headline's share of the height.

    It is 1 where the text goes on under the headline.
    """

    plan: BlockPlan
    rows: int
    columns: int
    fill: float


def suits_upright(context: Context, story: Story) -> bool:
    """Whether a story's headline may be set downwards: Chinese, neither short nor long, over plain text, and not the lead's."""
    main = story.main
    if main is None or main.size or main.breaks or not is_chinese(context.language):
        return False
    if story.kind != "article" or story.priority < 2 or not LEAST_HEAD <= len(main.text.strip()) <= MOST_HEAD:
        return False
    plain = not pictures(story) and not any(isinstance(item, TableBlock) for item in story.body)
    return plain and bool(body_text(story)) and not _is_turned(main.text)


class _Group(msgspec.Struct, frozen=True):
    """How a headline group downwards grows with its size: the width that it leaves its block, and its main headline's length."""

    sizes: tuple[float, float]
    lefts: tuple[float, float]
    lengths: tuple[float, float]

    def left(self, size: float) -> float:
        return self._between(size, self.lefts)

    def length(self, size: float) -> float:
        return self._between(size, self.lengths)

    def _between(self, size: float, ends: tuple[float, float]) -> float:
        (least, most), (first, last) = self.sizes, ends
        return first + (last - first) * (size - least) / (most - least) if most > least else first

    def every_size(self) -> list[float]:
        least, most = self.sizes
        steps = min(_MOST_SIZES, int((most - least) / _SIZE_STEP))
        return [_quarters(least + (most - least) * at / max(1, steps)) for at in range(steps + 1)]


def uprights(
    context: Context, story: Story, probe: Block, counts: Callable[[float], Sequence[int]]
) -> Iterator[Upright]:
    """Every sensible block like ``probe`` with the headline of ``story`` downwards; ``counts``: own columns in a width."""
    if not suits_upright(context, story):
        return
    # Higher than its page it helps nobody.
    probe = replace(probe, head_at="right", area=(replace(probe.area[0], rows=context.template.grid.rows),))
    group = _group(context, story, probe)
    if group is None or group.lengths[1] / LEAST_FILL * MOST_WIDE < context.grid.rect(probe.area[0]).w:
        return
    for columns in sorted({*counts(group.lefts[0]), *counts(group.lefts[1])}):
        yield from _filling(context, story, replace(probe, columns=columns), group)


def _group(context: Context, story: Story, probe: Block) -> _Group | None:
    """The group at its least and at its largest size that leaves room for text."""
    ladder, bare = context.headline(story.priority), replace(story, body=())
    width = context.grid.rect(probe.area[0]).w
    least = _quarters(max(_LEAST_SIZE * context.grid.em, ladder.least))
    ends = []
    for share in (0.0, *_LARGEST):
        size = max(least, _quarters(ladder.least + share * (ladder.most - ladder.least)))
        plan = plan_block(context, replace(probe, head_size=size), bare)
        if plan.side is not None:
            ends.append((size, width - plan.side.width, _main_length(plan)))
        if len(ends) == 2 or not ends:
            break
    if not ends:
        return None
    sizes, lefts, lengths = zip(ends[0], ends[-1], strict=True)
    return _Group(sizes, lefts, lengths)


def _quarters(size: float) -> float:
    return round(size * 4) / 4


def _filling(context: Context, story: Story, block: Block, group: _Group) -> Iterator[Upright]:
    """The block in sizes at which text goes on under its headline, or else nearly fills the height beside the text."""
    ladder, (least, most) = context.headline(story.priority), group.sizes
    sizes = [_quarters(ladder.least + share * (ladder.most - ladder.least)) for share in _SIZES]
    for size in (size for size in sizes if least <= size <= most):
        sized = replace(block, head_size=size)
        plan = plan_block(context, sized, story)
        if plan.over:
            return
        if not plan.goes_under:
            yield from _nearly_filling(context, story, block, group)
            return
        yield from _measured(context, story, sized, plan)


def _nearly_filling(context: Context, story: Story, block: Block, group: _Group) -> Iterator[Upright]:
    reckoned = [(size, _reckoned(context, story, block, group.left(size))) for size in group.every_size()]
    swollen, tried = 1.0, set[float]()
    for wanted in _FILLS:
        off, size, height = min(
            (abs(group.length(size) / (height * swollen) - wanted), size, height) for size, height in reckoned
        )
        if off <= _OFF and size not in tried:
            tried.add(size)
            sized = replace(block, head_size=size)
            plan = plan_block(context, sized, story)
            swollen = plan.used * context.grid.step / height
            yield from _measured(context, story, sized, plan)


def _reckoned(context: Context, story: Story, block: Block, width: float) -> float:
    """About how high the text of a story is in a width, in points."""
    own = context.grid.own_columns_of_width(width, block.columns)
    return len(body_text(story)) * context.grid.em / (block.columns * own.measure) * context.grid.step


def _measured(context: Context, story: Story, block: Block, tall: BlockPlan) -> Iterator[Upright]:
    """The block at the height that its text takes and a little more, each looked at as it will stand."""
    step, width = context.grid.step, context.grid.rect(block.area[0]).w
    if tall.side is None or tall.over:
        return
    length, least = _main_length(tall), max(_LEAST_ROWS, tall.used)
    for rows in range(least, least + _SPARE_ROWS + 1):
        fill = length / (rows * step)
        if not LEAST_BESIDE <= fill <= 1 - AIR or width > MOST_WIDE * rows * step:
            continue
        if block.columns == 1 and tall.goes_under:
            # In one column the text stands as it does without end, as long as there is room for it under the headline.
            if rows - rows_beside(tall.side, step) >= LEAST_UNDER and rows - tall.used <= 1:
                yield Upright(tall, rows, 1, 1.0)
            continue
        standing = replace(block, area=(replace(block.area[0], rows=rows),))
        plan = plan_block(context, standing, story)
        if plan.side is None or plan.over or plan.side.tight or plan.rows - plan.used > 1:
            continue
        under = plan.goes_under
        if under or (fill >= LEAST_FILL and open_under(plan.side, rows, step) < HOLE_ROWS):
            yield Upright(plan, rows, block.columns, 1.0 if under else fill)


def _main_length(plan: BlockPlan) -> float:
    assert plan.side is not None
    return max(line.column.length for line in plan.side.lines if line.style == "main")


def _is_turned(text: str) -> bool:
    """Whether figures or Western letters would lie on their side."""
    run = 0
    for character in text:
        run = run + 1 if character.isascii() and character.isalnum() else 0
        if run >= _TURNED:
            return True
    return False
