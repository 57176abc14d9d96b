"""A block dragged onto the pasteboard (版外): its story waits there in a frame, and comes back from the list of copy as a block.

Of a story that goes on in other blocks the part that the block sets waits there; the others keep what they set.
"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.base.units import mm
from layoutdesk.compose.context import Context, context_of
from layoutdesk.compose.jumpflow import run_of
from layoutdesk.model import Block, Document, Element, TextFrame
from layoutdesk.model.story import NO_HEAD, BodyItem, Paragraph
from layoutdesk.ui.canvas.stage import Stage
from layoutdesk.ui.placing import Placing
from layoutdesk.ui.threads import seams

#: How far beyond the sheet the hand has to be, in points: a block that is pushed to the edge of its page stays on it.
_BEYOND: Final = mm(10)


class Parking:
    """Finds the frame beside the sheet for a block in the hand, where it may go there: no frame has its story as yet."""

    def __init__(self, stage: Stage, elements: tuple[Element, ...]) -> None:
        self._stage = stage
        block = elements[0] if len(elements) == 1 else None
        self._block = block if isinstance(block, Block) and _may_park(stage.desk.document, block) else None
        self._placing: Placing | None = None
        self._kept: tuple[edits.Edit, ...] | None = None

    def frame(self, x: float, y: float) -> TextFrame | None:
        """The frame round a point of the page; nothing where that is not beside the sheet."""
        desk, grid, page = self._stage.desk, self._stage.desk.grid, self._stage.desk.page
        if self._block is None or grid is None or page is None:
            return None
        if Rect(0, 0, grid.width, grid.height).inset(*[-_BEYOND] * 4).contains(x, y):
            return None
        if self._placing is None:
            story = desk.document.story(self._block.story)
            if not self._block.is_whole:
                story = replace(story, **NO_HEAD, body=self._block.part_of(story.body))
            self._placing = Placing(desk.document, page, story, desk.book, desk.ids.new("el"))
        return self._placing.parked(x, y)

    def steps(self, frame: TextFrame) -> tuple[edits.Edit, ...]:
        """The edits that put the frame in the place of the block; a paragraph that runs into it goes there whole."""
        assert self._block is not None
        page = self._stage.desk.page_id
        placed = edits.PlaceElement(page=page, element=frame)
        gone = edits.RemoveElement(page=page, element=self._block.id)
        if self._block.is_whole:
            return gone, placed
        if self._kept is None:
            self._kept = self._ending(self._block)
        # The frame is there first: what no block sets is then its own, and no block takes it back.
        return placed, *self._kept, gone

    def _ending(self, block: Block) -> tuple[edits.Edit, ...]:
        """The edit that ends the block before one where its last whole item ends; a subhead goes with what it stands over."""
        desk, page = self._stage.desk, self._stage.desk.page
        before = next(((home, each) for home, each in seams(desk.document, block) if each.end == block.first), None)
        if page is None or before is None or (run := run_of(desk.document, page, block, desk.book)) is None:
            return ()
        body = desk.document.story(block.story).body
        goes_on = {item.id for item in run.items[run.start.item :]}
        last = next((at for at, item in enumerate(body) if item.id in goes_on), len(body))
        home, each = before
        context = context_of(desk.document, desk.document.template(page.template), desk.book)
        while each.first < last < len(body) and _leads_on(context, body[last - 1]):
            last -= 1
        return (edits.SetBlock(page=home, element=each.id, last=max(last, each.first)),)


def _leads_on(context: Context, item: BodyItem) -> bool:
    """Whether an item of a body is never the last one before a seam: a subhead (小标题)."""
    return isinstance(item, Paragraph) and item.style != "byline" and context.paragraph_style(item).keep_next > 0


def _may_park(document: Document, block: Block) -> bool:
    """Whether all other elements that set the story of a block are blocks as well."""
    others = [each for page in document.pages for each in page.elements if getattr(each, "story", "") == block.story]
    return bool(block.story) and all(isinstance(each, Block) for each in others)
