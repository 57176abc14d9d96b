"""A block dragged onto the pasteboard (版外): its story waits there in a frame, and comes back from the list of copy as a block."""

from __future__ import annotations

from typing import Final

from layoutdesk.base.geometry import Rect
from layoutdesk.base.units import mm
from layoutdesk.model import Block, Document, Element, TextFrame
from layoutdesk.ui.canvas.stage import Stage
from layoutdesk.ui.placing import Placing

#: How far beyond the sheet the hand has to be, in points: a block that is pushed to the edge of its page stays on it.
_BEYOND: Final = mm(10)


class Parking:
    """Finds the frame beside the sheet for a block in the hand, where it may go there: all of a story that is set nowhere else."""

    def __init__(self, stage: Stage, elements: tuple[Element, ...]) -> None:
        self._stage = stage
        block = elements[0] if len(elements) == 1 else None
        self._block = block if isinstance(block, Block) and _is_alone(stage.desk.document, block) else None
        self._placing: Placing | None = None

    def frame(self, x: float, y: float) -> TextFrame | None:
        """The frame round a point of the page; nothing where that is not beside the sheet."""
        desk, grid, page = self._stage.desk, self._stage.desk.grid, self._stage.desk.page
        if self._block is None or grid is None or page is None:
            return None
        if Rect(0, 0, grid.width, grid.height).inset(*[-_BEYOND] * 4).contains(x, y):
            return None
        if self._placing is None:
            story = desk.document.story(self._block.story)
            self._placing = Placing(desk.document, page, story, desk.book, desk.ids.new("el"))
        return self._placing.parked(x, y)


def _is_alone(document: Document, block: Block) -> bool:
    """Whether no other element sets the story of a block."""
    others = (each for page in document.pages for each in page.elements if each.id != block.id)
    return bool(block.story) and all(getattr(each, "story", "") != block.story for each in others)
