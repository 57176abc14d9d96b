"""A headline group set downwards (竖题) wider or narrower: another size of one of its parts leaves the text another measure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from layoutdesk.compose.block import BlockPlan, plan_block
from layoutdesk.compose.draw import hole_under
from layoutdesk.compose.head import part_range
from layoutdesk.compose.vertical import SideHead
from layoutdesk.edits import Edit, SetBlock, SetBreaks
from layoutdesk.makeup.fitting.heads import next_size
from layoutdesk.makeup.fitting.stage import Stage, Standing
from layoutdesk.makeup.fitting.subordinates import PARTS, least_offered
from layoutdesk.makeup.fitting.types import Move, Part
from layoutdesk.model import Block, Paragraph, Story

#: Every line of the story is broken anew to a measure that is little different; what each share of a size costs.
_COST, _SHARE = 1.5, 10.0


class _Change(NamedTuple):
    """A part of the group in another size: block and story then, and the edit that makes it."""

    block: Block
    story: Story
    edit: Edit


def side_head_moves(stage: Stage, sign: int) -> Iterator[Move | None]:
    """For each part the sizes, smaller (``sign`` 1) or larger, at which the columns of the text have another measure.

    All copy stands then: lines of two measures cannot be compared. Not where places and crop of pictures follow the measure, nor
    where a hole would open under the group.
    """
    block, plan = stage.block, stage.now.plan
    if block is None or plan is None or plan.side is None or plan.pictures:
        return
    for name in ("main", *PARTS):
        part: Paragraph | None = getattr(stage.story, name)
        if part is not None and part.text:
            yield from _moves(stage, block, plan, plan.side, name, part, sign)


def _moves(
    stage: Stage, block: Block, plan: BlockPlan, side: SideHead, name: str, part: Paragraph, sign: int
) -> Iterator[Move | None]:
    before = next(line.size for line in side.lines if line.style == name)
    ladder = stage.context.headline(stage.story.priority) if name == "main" else None
    least = ladder.least if ladder is not None else 0.0
    if ladder is None:
        ladder = part_range(stage.context, name, side.size)
        least = least_offered(stage, ladder)
    seen = {_measure(plan)}
    size = next_size(before, sign)
    while least <= size <= ladder.most:
        change = _change(stage, block, name, part, size)
        then = plan_block(stage.context, change.block, replace(change.story, body=(), byline=None))
        yield None
        if then.side is not None and _measure(then) not in seen and set(then.side.tight) <= set(side.tight):
            seen.add(_measure(then))
            standing = stage.stand((change.edit,))
            gained = standing.room - stage.now.room if standing is not None else 0
            if standing is not None and not standing.over and gained * sign > 0 and not _opens(stage, change, standing):
                characters = str(_beside(then, stage.context.grid.em))
                args = {"before": f"{round(before, 1):g}", "after": f"{size:g}", "characters": characters}
                cost = round(_COST + _SHARE * abs(size - before) / before, 3)
                told = Part(f"makeup.fit.side-{name}", args)
                yield Move(f"side-{name}", told, (change.edit,), gained, cost, alone=True)
        size = next_size(size, sign)


def _opens(stage: Stage, change: _Change, standing: Standing) -> bool:
    """Whether a hole opens under the group that is not there now."""
    now, then, step = stage.now.plan, standing.plan, stage.context.grid.step
    if now is None or then is None or stage.block is None:
        return False
    return hole_under(then, change.block, step) > 0 == hole_under(now, stage.block, step)


def _measure(plan: BlockPlan) -> tuple[int, float, float]:
    """The columns beside a group and their measure; where text goes on under it also how much of it the group takes."""
    taken = plan.side.width if plan.side is not None and plan.goes_under else 0.0
    return len(plan.own.lefts), plan.own.measure, taken


def _beside(plan: BlockPlan, em: float) -> int:
    """How many 字 a line beside the group has."""
    _, measure, taken = _measure(plan)
    return int((measure - taken) / em + 0.001) if taken else plan.own.characters(em)


def _change(stage: Stage, block: Block, name: str, part: Paragraph, size: float) -> _Change:
    """The main headline's size is the block's, unless its paragraph has one of its own as the other parts have."""
    if name == "main" and not part.size:
        made = replace(block, head_size=size)
        return _Change(made, stage.story, SetBlock(stage.page, block.id, head_size=size))
    story = replace(stage.story, **{name: replace(part, size=size)})
    return _Change(block, story, SetBreaks(stage.story.id, part.id, part.breaks, size))
