"""The selected block with the story of its headline, where the hand may change both."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from layoutdesk.compose.context import Context, context_of
from layoutdesk.model.elements import Block
from layoutdesk.model.story import Story
from layoutdesk.ui.canvas.spans import has_span

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk


class HeadedBlock(NamedTuple):
    """A block whose headline stands over its text."""

    context: Context
    block: Block
    story: Story


def headed_block(desk: Desk) -> HeadedBlock | None:
    """The one block that is selected, not locked, with its headline over its text."""
    block, page = desk.element, desk.page
    if not isinstance(block, Block) or page is None or block.locked or len(desk.chosen) > 1 or desk.part is not None:
        return None
    story = next((each for each in desk.document.stories if each.id == block.story), None)
    if story is None or not has_span(block, story):
        return None
    return HeadedBlock(context_of(desk.document, desk.document.template(page.template), desk.book), block, story)
