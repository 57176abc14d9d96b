"""Settings of a story with its headline downwards at its side (竖题), for make-up: how high each comes out.

A headline that is set downwards must nearly fill the height that the text beside it takes, so few sizes and measures will do;
those that could not are passed over by arithmetic before a line is set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from layoutdesk.compose.block import BlockPlan, plan_block
from layoutdesk.compose.context import Context
from layoutdesk.compose.vertical import AIR
from layoutdesk.model.document import is_chinese
from layoutdesk.model.elements import Block
from layoutdesk.model.story import Story, TableBlock, body_text, pictures

#: A main headline of so many characters suits a column of its own (page.md 11: 16 to 25; shorter ones beside shorter text).
LEAST_HEAD, MOST_HEAD = 8, 25
#: The share of the height that the main headline fills at least; the estimate before setting may be so far out.
LEAST_FILL, _ESTIMATE = 0.7, 0.08
#: A block with its headline at its side stands upright itself: so many times as wide as high at most.
MOST_WIDE = 1.15
#: Sizes that are tried, as shares of the way from the least of the rank's range to its most: one that stands upright may be larger
#: than its rank's, as in print, and is no smaller than so many 字.
_SIZES = (1.8, 1.4, 1.0, 0.5)
_LEAST_SIZE = 2.2
#: A block of fewer rows gives its headline no height; rows that it may be higher than its text.
_LEAST_ROWS, _SPARE_ROWS = 24, 1
#: Western letters and figures of this many in a row lie on their side in a column: no headline for it.
_TURNED = 3


class Upright(msgspec.Struct, frozen=True):
    """A block with its headline at its side: ``rows`` high, ``columns`` of text, ``fill`` the headline's share of the height."""

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


def uprights(
    context: Context, story: Story, probe: Block, counts: Callable[[float], Sequence[int]]
) -> Iterator[Upright]:
    """Every sensible block like ``probe`` with the headline of ``story`` downwards; ``counts``: own columns in a width."""
    if not suits_upright(context, story):
        return
    ladder, step = context.headline(story.priority), context.grid.step
    characters = len(body_text(story))
    width = context.grid.rect(probe.area[0]).w
    for share in _SIZES:
        size = round((ladder.least + share * (ladder.most - ladder.least)) * 4) / 4
        if size < _LEAST_SIZE * context.grid.em:
            continue
        block = replace(probe, head_at="right", head_size=size)
        bare = plan_block(context, block, replace(story, body=()))
        if bare.side is None:
            continue
        length = _main_length(bare)
        if length / LEAST_FILL * MOST_WIDE < width:
            continue
        for columns in counts(bare.rect.w):
            own = context.grid.own_columns_of_width(bare.rect.w, columns)
            estimate = characters / (columns * own.characters(context.grid.em)) * step
            if LEAST_FILL - _ESTIMATE <= length / estimate <= 1 + _ESTIMATE:
                yield from _measured(context, story, replace(block, columns=columns), length)


def _measured(context: Context, story: Story, block: Block, length: float) -> Iterator[Upright]:
    """The block at the height that its text takes and a little more, each looked at as it will stand."""
    step, width = context.grid.step, context.grid.rect(block.area[0]).w
    least = max(_LEAST_ROWS, plan_block(context, block, story).used)
    for rows in range(least, least + _SPARE_ROWS + 1):
        fill = length / (rows * step)
        if not LEAST_FILL <= fill <= 1 - AIR or width > MOST_WIDE * rows * step:
            continue
        standing = replace(block, area=(replace(block.area[0], rows=rows),))
        plan = plan_block(context, standing, story)
        if plan.side is not None and not plan.over and not plan.side.tight:
            yield Upright(plan, rows, block.columns, fill)


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
