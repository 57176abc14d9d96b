"""The foot of a block some rows lower, into free ground under it (空处): copy that has no room in its block has some there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from layoutdesk.compose.grid import page_grid
from layoutdesk.edits import SetArea
from layoutdesk.makeup.fitting.stage import Stage
from layoutdesk.makeup.fitting.types import Move, Part
from layoutdesk.makeup.ground import deeper, free_below

#: No reader sees it: cheaper than whatever is set otherwise.
_COST: Final = 0.3


def depth_moves(stage: Stage, sign: int) -> Iterator[Move | None]:
    """As few rows as hold all copy, or all there are; room is never filled by this."""
    block = stage.block
    if block is None or sign < 0:
        return
    page = stage.document.page(stage.page)
    free = free_below(page, block, page_grid(stage.document.template(page.template)))
    # No row takes more lines than there are columns.
    for rows in range(min(max(1, -(-stage.now.over // stage.columns)), free), free + 1) if free else ():
        edit = SetArea(stage.page, block.id, deeper(block, rows).area)
        standing = stage.stand((edit,))
        if standing is None or (standing.over and rows < free):
            yield None
            continue
        gained = standing.room - stage.now.room
        if gained > 0:
            yield Move("depth", Part("makeup.fit.deeper", {"rows": str(rows)}), (edit,), gained, _COST)
        return
