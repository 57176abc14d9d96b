"""Where a story comes to stand that is let go over a page (落版): in an empty frame, between others, on free ground.

Plain data, without Qt: the same for copy from the panel and for copy that comes in as a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.compose.grid import bounding, page_grid
from layoutdesk.makeup.makingroom import NoRoom, RoomMaker, giving_way
from layoutdesk.model import Document, Element, Page, Story
from layoutdesk.model.elements import Block, TextFrame
from layoutdesk.text.fonts import FontBook
from layoutdesk.ui.canvas.free import FreeRest
from layoutdesk.ui.canvas.ground import free_rest
from layoutdesk.ui.canvas.seams import rest_at
from layoutdesk.ui.canvas.snapping import Catch, Rest
from layoutdesk.ui.placing import Placing
from layoutdesk.ui.returning import Returning, Waiting
from layoutdesk.ui.threads import Chain, chains, is_empty, poured


class Landing(NamedTuple):
    """Where a story would come to stand: its block or frame, the edits for it, and what to say of that.

    ``full``: the rows for which the page has no room, so that it stands beside it.
    """

    block: Block | TextFrame
    steps: tuple[edits.Edit, ...]
    rest: Rest | FreeRest
    full: int = 0

    @property
    def label(self) -> str:
        """What the history calls it, where it takes more than one edit."""
        return "ui.history.make-room" if isinstance(self.block, Block) else "ui.history.pour"


class Landings:
    """Finds the places of one story on one page, in a block or frame called ``name``; what was found is kept.

    Others make room (让位); where they cannot, the story goes to the nearest free ground, and beside a full page. What is parked
    (停在版外) comes back as the block that it is.
    """

    def __init__(self, document: Document, page: Page, story: Story, book: FontBook, name: str) -> None:
        self._document, self._page, self._story = document, page, story
        self._grid = page_grid(document.template(page.template))
        waiting = Waiting.of(document, story.id)
        self._placing = (
            Placing(document, page, story, book, name) if waiting is None else Returning(waiting, page, book)
        )
        self._maker = RoomMaker(document, page, book, self._placing.fitted)
        self._chains: Mapping[str, Chain] | None = None

    def at(self, x: float, y: float, *, frame: str = "", free: bool = False) -> Landing:
        """The place for a point of the page, in points, where ``frame`` lies in front.

        An empty text frame takes the body. ``free``: nothing gives way, and the story stands over whatever is there.
        """
        if (empty := self._empty(frame)) is not None:
            return self._poured(empty, frame)
        page, grid = self._page.id, self._grid
        if not Rect(0, 0, grid.width, grid.height).contains(x, y):
            return self._landing(self._placing.parked(x, y))
        column, row = (x - grid.type_area.x) / grid.pitch, (y - grid.type_area.y) / grid.step
        seam = None if free else self._maker.seam(column, row)
        if seam is None:
            block = self._placing.block(column, row)
            return self._landing(block) if free or self._placing.is_free(block) else self._elsewhere(x, y)
        made = self._maker.made(seam)
        if isinstance(made, NoRoom):
            return self._elsewhere(x, y)
        steps = (*self._placing.put(made.block), *giving_way(page, made, self._document))
        return Landing(made.block, steps, rest_at(made))

    def _elsewhere(self, x: float, y: float) -> Landing:
        """The nearest free ground for a story that would lie over others, else beside the page."""
        grid = self._grid
        column, row = (x - grid.type_area.x) / grid.pitch, (y - grid.type_area.y) / grid.step
        block = self._placing.elsewhere(column, row)
        if block is None:
            full = bounding(self._placing.block(column, row).area).rows
            return self._landing(self._placing.beside(x, y))._replace(full=full)
        return self._landing(block, free_rest(bounding(block.area)).catches)

    def _landing(self, block: Block, catches: tuple[Catch, ...] = ()) -> Landing:
        return Landing(block, self._placing.put(block), Rest(block.area, catches))

    def _empty(self, name: str) -> Chain | None:
        """The thread of a frame of the page that says nothing yet; none of what is locked."""
        element = next((each for each in self._page.elements if each.id == name), None) if name else None
        if not is_open(self._document, element):
            return None
        assert isinstance(element, TextFrame)
        if self._chains is None:
            self._chains = chains(self._document)
        return self._chains.get(element.story)

    def _poured(self, empty: Chain, name: str) -> Landing:
        frame = next(link.element for link in empty if link.element.id == name)
        assert isinstance(frame, TextFrame)
        return Landing(frame, tuple(poured(empty, self._story.id)), FreeRest(frame.rect, ()))


def is_open(document: Document, element: Element | None) -> bool:
    """Whether an element is a text frame that a story may still be poured into: its own says nothing, and it is not locked."""
    if not isinstance(element, TextFrame) or element.paragraph or element.locked:
        return False
    return is_empty(document.story(element.story))
