"""The headline group in fewer or more rows: its white, the size of the main headline within the range of its rank, a line fewer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec
from msgspec.structs import replace

from layoutdesk.compose.block import HEAD_MAY_GROW, plan_block
from layoutdesk.compose.division import split_points
from layoutdesk.compose.head import Head
from layoutdesk.edits import Edit, SetBlock, SetBreaks
from layoutdesk.makeup.fitting.stage import Stage
from layoutdesk.makeup.fitting.types import Move, Part
from layoutdesk.model import Block, Paragraph
from layoutdesk.model.story import body_text

#: What a row of white costs, given up or added; what another size costs at all, and for each share of the old one.
_WHITE, _SIZE, _SHARE = 0.7, 1.0, 20.0
#: What new breaks of the headline cost.
_REBROKEN: Final = 1.5
#: Sizes are tried in steps of so many points; so many rows hold any headline group.
_STEP, ROOM = 0.5, 400


class _Setting(msgspec.Struct, frozen=True):
    """One way to set the group: its main size and breaks, the rows it needs, what choosing it costs."""

    size: float
    breaks: tuple[int, ...]
    rows: int
    cost: float


def head_moves(stage: Stage, sign: int) -> Iterator[Move | None]:
    """The cheapest setting for every number of rows that gains (``sign`` 1) or fills."""
    block, plan, main = stage.block, stage.now.plan, stage.story.main
    if block is None or plan is None or main is None or not plan.head.rows:
        return
    now, cheapest = plan.head, dict[int, tuple[float, _Setting]]()
    for setting in _settings(stage, block, main, now, sign):
        yield None
        for rows in range(setting.rows, setting.rows + HEAD_MAY_GROW + 2):
            white, had = rows - setting.rows, now.rows - _natural_rows(stage, block, main)
            cost = setting.cost + _WHITE * abs(white - had)
            if (now.rows - rows) * sign > 0 and cost < cheapest.get(rows, (float("inf"), setting))[0]:
                cheapest[rows] = cost, setting
    for rows, (cost, setting) in sorted(cheapest.items(), reverse=sign > 0):
        edits = _edits(stage, block, main, setting, rows)
        standing = stage.stand(edits)
        gained = standing.room - stage.now.room if standing is not None else 0
        if gained * sign > 0:
            yield Move("head", _part(now, setting, rows, main), edits, gained, round(cost, 3))
        else:
            yield None


def _settings(stage: Stage, block: Block, main: Paragraph, now: Head, sign: int) -> Iterator[_Setting]:
    """The present size, then smaller ones (``sign`` 1) or larger, each where the rows change; then a line fewer."""
    ladder = stage.context.headline(stage.story.priority)
    variants = [main.breaks]
    if main.breaks and sign > 0:
        variants.append(split_points(main.text, len(main.breaks), around=body_text(stage.story), phrases=main.phrases))
    for breaks in variants:
        size, rows = now.size, 0
        while ladder.least <= size <= ladder.most or size == now.size:
            head = _head(stage, block, main, size, breaks)
            sound = head.fill <= max(1.0, now.fill) and set(head.tight) <= set(now.tight)
            if head.rows != rows and sound:
                rows = head.rows
                share = abs(size - now.size) / now.size
                cost = (_SIZE + _SHARE * share if share else 0.0) + (_REBROKEN if breaks != main.breaks else 0.0)
                yield _Setting(size, breaks, rows, cost)
            size = next_size(size, sign)


def next_size(size: float, sign: int) -> float:
    """The next smaller or larger size in whole steps."""
    steps = size / _STEP
    return (-(-steps // 1) - 1) * _STEP if sign > 0 else (steps // 1 + 1) * _STEP


def _natural_rows(stage: Stage, block: Block, main: Paragraph) -> int:
    size = stage.now.plan.head.size if stage.now.plan is not None else 0.0
    return _head(stage, block, main, size, main.breaks).rows


def _head(stage: Stage, block: Block, main: Paragraph, size: float, breaks: tuple[int, ...]) -> Head:
    """The group at this size and with these breaks, in the rows that it needs."""
    shown = replace(main, breaks=breaks, size=size if main.size else 0.0)
    bare = replace(stage.story, main=shown, body=(), byline=None)
    probe = replace(block, head_size=size, head_rows=0, pictures=())
    return plan_block(stage.context, probe, bare, ROOM).head


def _edits(stage: Stage, block: Block, main: Paragraph, setting: _Setting, rows: int) -> tuple[Edit, ...]:
    """What makes the setting: the size where it is stored, and the rows; 0 where the rows are those it needs anyway."""
    plan = stage.now.plan
    before = plan.head.size if plan is not None else 0.0
    edits: list[Edit] = []
    if setting.breaks != main.breaks or (main.size and setting.size != before):
        edits.append(SetBreaks(stage.story.id, main.id, setting.breaks, setting.size if main.size else None))
    size = setting.size if not main.size and setting.size != before else None
    edits.append(SetBlock(stage.page, block.id, head_size=size, head_rows=0 if rows == setting.rows else rows))
    return tuple(edits)


def _part(now: Head, setting: _Setting, rows: int, main: Paragraph) -> Part:
    args = {"rows": str(abs(now.rows - rows)), "before": f"{round(now.size, 1):g}", "after": f"{setting.size:g}"}
    if setting.breaks != main.breaks:
        return Part("makeup.fit.head-rebroken", {**args, "lines": str(len(setting.breaks) + 1)})
    if setting.size != now.size:
        return Part("makeup.fit.head-smaller" if setting.size < now.size else "makeup.fit.head-larger", args)
    return Part("makeup.fit.head-tighter" if rows < now.rows else "makeup.fit.head-looser", args)
