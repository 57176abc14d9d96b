"""Kicker and deck (引题、副题) smaller or larger, or in a line fewer, so that the headline group takes other rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from msgspec.structs import replace

from layoutdesk.compose.block import plan_block
from layoutdesk.compose.division import split_points
from layoutdesk.compose.head import Head, part_range
from layoutdesk.edits import Edit, SetBlock, SetBreaks
from layoutdesk.makeup.fitting.heads import ROOM, next_size
from layoutdesk.makeup.fitting.stage import Stage
from layoutdesk.makeup.fitting.types import Move, Part
from layoutdesk.model import Block, Paragraph
from layoutdesk.model.template import HeadlineRange

#: The parts, in the order in which they stand.
PARTS: Final[tuple[Literal["kicker", "deck"], ...]] = ("kicker", "deck")
#: What another size costs at all, and for each share of the old one; what new breaks cost besides.
_SIZE, _SHARE, _REBROKEN = 0.6, 10.0, 1.0
#: So many points kicker and deck stay over the size of the text, and at such a share of the most they may have.
_OVER_TEXT, _LEAST_SHARE = 1.0, 0.7


def subordinate_moves(stage: Stage, sign: int) -> Iterator[Move | None]:
    """For each part the least change of size, and of breaks, that gains rows (``sign`` 1) or fills them."""
    block, plan = stage.block, stage.now.plan
    if block is None or plan is None or not plan.head.rows or not block.headline:
        return
    for name in PARTS:
        part: Paragraph | None = getattr(stage.story, name)
        if part is not None and part.text and plan.head.size:
            yield from _moves(stage, block, plan.head, name, part, sign)


def _moves(stage: Stage, block: Block, now: Head, name: str, part: Paragraph, sign: int) -> Iterator[Move | None]:
    before = size_of(now, name)
    natural, ladder = _head(stage, block, name, part).rows, part_range(stage.context, name, now.size)
    least = least_offered(stage, ladder)
    variants = [part.breaks]
    if part.breaks and sign > 0:
        variants.append(split_points(part.text, len(part.breaks), phrases=part.phrases))
    for breaks in variants:
        size = before if breaks != part.breaks else next_size(before, sign)
        while least <= size <= ladder.most or (size == before and breaks != part.breaks):
            head = _head(stage, block, name, replace(part, size=size, breaks=breaks))
            yield None
            if (
                (natural - head.rows) * sign > 0
                and head.fill <= max(1.0, now.fill)
                and set(head.tight) <= set(now.tight)
            ):
                share = abs(size - before) / before
                cost = (_SIZE + _SHARE * share if share else 0.0) + (_REBROKEN if breaks != part.breaks else 0.0)
                yield from _measured(stage, block, name, part, natural - head.rows, size, breaks, before, cost)
                break
            size = next_size(size, sign)


def _measured(
    stage: Stage, block: Block, name: str, part: Paragraph, rows: int, size: float, breaks: tuple[int, ...], before: float,
    cost: float,
) -> Iterator[Move]:  # fmt: skip
    """The change laid out; rows chosen for the group go along with it."""
    edits: list[Edit] = [SetBreaks(stage.story.id, part.id, breaks, size)]
    if block.head_rows:
        edits.append(SetBlock(stage.page, block.id, head_rows=max(1, block.head_rows - rows)))
    standing = stage.stand(edits)
    gained = standing.room - stage.now.room if standing is not None else 0
    if gained * rows > 0:
        how = "rebroken" if breaks != part.breaks else "smaller" if size < before else "larger"
        args = {
            "before": f"{round(before, 1):g}",
            "after": f"{size:g}",
            "rows": str(abs(rows)),
            "lines": str(len(breaks) + 1),
        }
        yield Move(name, Part(f"makeup.fit.{name}-{how}", args), tuple(edits), gained, round(cost, 3))


def least_offered(stage: Stage, ladder: HeadlineRange) -> float:
    """The smallest size that kicker and deck are offered: well over the text, and not far under what they mostly have."""
    return max(ladder.least, stage.context.grid.em + _OVER_TEXT, _LEAST_SHARE * ladder.most)


def size_of(head: Head, name: str) -> float:
    """The size in which a part of a group stands."""
    return next((line.size for line in head.lines if line.style == name), 0.0)


def _head(stage: Stage, block: Block, name: str, part: Paragraph) -> Head:
    """The group with this part, in the rows that it needs."""
    bare = replace(stage.story, **{name: part}, body=(), byline=None)
    probe = replace(block, head_rows=0, pictures=())
    return plan_block(stage.context, probe, bare, ROOM).head
