"""A block that grows into the free ground under it (空处) for a picture that is let go over it. Plain data, without Qt."""

from __future__ import annotations

from typing import Final

from layoutdesk.compose.block import plan_block
from layoutdesk.compose.context import Scope, context_of
from layoutdesk.compose.elements import block_plan
from layoutdesk.compose.grid import page_grid
from layoutdesk.makeup.ground import deeper, free_below
from layoutdesk.model import Block, Document, Page
from layoutdesk.text.fonts import FontBook
from layoutdesk.ui.canvas.insets import Room, room_of

#: Rows that a block may need beyond what its copy takes in endless room, where something lies over it.
_MORE: Final = 8


def rooms_of(document: Document, page: Page, block: Block, book: FontBook) -> tuple[Room, ...]:
    """The room of a block for its pictures as it stands and, over free ground, as deep as it may become.

    Nothing where its story is gone.
    """
    room, free = room_of(document, page, block, book), _free(document, page, block)
    below = room_of(document, page, deeper(block, free), book) if room is not None and free else None
    return tuple(each for each in (room, below) if each is not None)


def deepened(document: Document, page: Page, block: Block, book: FontBook) -> Block:
    """A block as deep as its copy and pictures need, as far as the ground under it is free; never less deep than it is."""
    free, context = _free(document, page, block), context_of(document, document.template(page.template), book)
    scope, story = Scope(document, page, context), document.story(block.story)
    now = block_plan(scope, block, story)
    if not free or not (now.over or now.unplaced_pictures):
        return block
    deepest = deeper(block, free)
    endless = plan_block(context, deepest, story, now.rows + free)
    least = min(max(endless.used - now.rows, 1), free)
    for rows in range(least, min(least + _MORE, free)):
        plan = block_plan(scope, tried := deeper(block, rows), story)
        if not plan.over and len(plan.unplaced_pictures) <= len(endless.unplaced_pictures):
            return tried
    return deepest if endless.over else deeper(block, min(least + _MORE, free))


def _free(document: Document, page: Page, block: Block) -> int:
    """The rows by which a block may grow: one whose story goes on elsewhere keeps its depth."""
    return free_below(page, block, page_grid(document.template(page.template))) if block.is_whole else 0
