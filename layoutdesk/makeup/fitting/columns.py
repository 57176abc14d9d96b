"""Another number of own columns (破栏): a wider measure has fewer gutters and fewer short last lines, a narrower one more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from layoutdesk.compose.measure import LEAST_MEASURE, MOST_MEASURE
from layoutdesk.edits import SetBlock
from layoutdesk.makeup.fitting.stage import Stage
from layoutdesk.makeup.fitting.types import Move, Part

#: Every line of the story is broken anew: for an eye that knows the page it is another block.
_COST: Final = 4.0


def column_moves(stage: Stage, sign: int) -> Iterator[Move | None]:
    """One column fewer or more where its lines read well and all of them stand: lines of two measures cannot be compared.

    Not where places of pictures count the columns, nor in an L.
    """
    block, plan = stage.block, stage.now.plan
    if block is None or plan is None or plan.pictures or len(block.area) > 1:
        return
    count, grid = len(plan.own.lefts), stage.context.grid
    for columns in (count - 1, count + 1):
        own = grid.own_columns_of_width(plan.rect.w, columns) if columns else None
        if own is None or not LEAST_MEASURE <= own.measure / grid.em <= MOST_MEASURE:
            continue
        edit = SetBlock(stage.page, block.id, columns=columns)
        standing = stage.stand((edit,))
        gained = standing.room - stage.now.room if standing is not None else 0
        if standing is not None and not standing.over and gained * sign > 0:
            args = {"columns": str(columns), "characters": str(own.characters(grid.em))}
            yield Move("columns", Part("makeup.fit.columns", args), (edit,), gained, _COST, alone=True)
        else:
            yield None
