"""The selected block with its story, where the hand may change how it sets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from layoutdesk.compose.context import Context, context_of
from layoutdesk.model.elements import Block
from layoutdesk.model.story import Story
from layoutdesk.ui.canvas.spans import has_span

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk


class HeldBlock(NamedTuple):
    """A block with its story and the context of its page."""

    context: Context
    block: Block
    story: Story


def held_block(desk: Desk) -> HeldBlock | None:
    """The one block that is selected and not locked."""
    block = desk.element
    return block_in(desk, block) if isinstance(block, Block) and len(desk.chosen) == 1 else None


def block_in(desk: Desk, block: Block) -> HeldBlock | None:
    """A block of the page in view, where it is not locked."""
    page = desk.page
    if page is None or block.locked:
        return None
    story = next((each for each in desk.document.stories if each.id == block.story), None)
    if story is None:
        return None
    return HeldBlock(context_of(desk.document, desk.document.template(page.template), desk.book), block, story)


def headed_block(desk: Desk) -> HeldBlock | None:
    """The same where its headline stands over its text and the hand is not on its picture."""
    found = held_block(desk) if desk.part is None else None
    return found if found is not None and has_span(found.block, found.story) else None
