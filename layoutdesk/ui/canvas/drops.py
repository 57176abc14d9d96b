"""What is dropped on the page; of stories, while one hangs over it, the page is shown as it would become."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from layoutdesk import edits
from layoutdesk.compose.grid import bounding, page_grid
from layoutdesk.compose.parking import is_parked, waiting_stories
from layoutdesk.model import Document
from layoutdesk.model.elements import Block, TextFrame, area_of, is_hidden
from layoutdesk.ui.canvas.hands import DropTarget
from layoutdesk.ui.canvas.overlay import PageOverlay
from layoutdesk.ui.canvas.standing import rested
from layoutdesk.ui.canvas.view import PageView
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.landing import Landing, Landings
from layoutdesk.ui.returning import Waiting
from layoutdesk.ui.status import StatusLine

#: The type under which what waits in the copy panel, a story or a picture, is dragged inside the window.
STORY_MIME = "application/x-layoutdesk-story"


def dragged(data: QMimeData) -> str:
    """The id of the story or picture that is dragged; empty where something else is."""
    return bytes(data.data(STORY_MIME)).decode() if data.hasFormat(STORY_MIME) else ""


class Drops:
    """Whatever is let go over the page: the first of ``targets`` that takes it has it until it leaves."""

    def __init__(self, *targets: DropTarget) -> None:
        self._targets = targets
        self._taker: DropTarget | None = None

    def enter(self, event: QDragEnterEvent) -> bool:
        self._taker = next((target for target in self._targets if target.enter(event)), None)
        return self._taker is not None

    def move(self, event: QDragMoveEvent) -> bool:
        return self._taker is not None and self._taker.move(event)

    def leave(self) -> None:
        if self._taker is not None:
            self._taker.leave()

    def drop(self, event: QDropEvent) -> bool:
        return self._taker is not None and self._taker.drop(event)


class StoryDrops:
    """Takes stories from the copy panel and places them as blocks: on free ground, or between others, which make room (让位).

    Where others cannot, the story goes to the nearest free ground, and beside a full page. With Ctrl held nothing gives way, and
    it stands where the hand is, over whatever is there. What stands already is not taken: it would be printed twice.
    """

    def __init__(self, view: PageView, desk: Desk, overlay: PageOverlay, status: StatusLine) -> None:
        self._view = view
        self._desk = desk
        self._overlay = overlay
        self._status = status
        self._found: tuple[str, Document, Landings] | None = None
        self._shown: Block | TextFrame | None = None

    def enter(self, event: QDragEnterEvent) -> bool:
        self._found = None
        return self._landings(dragged(event.mimeData())) is not None

    def move(self, event: QDragMoveEvent) -> bool:
        landing = self._landing(event)
        if landing is None:
            self._show(None)
            return False
        if landing.block != self._shown:
            self._show(landing)
        self._view.viewport().update()
        return True

    def leave(self) -> None:
        self._found = None
        self._show(None)

    def drop(self, event: QDropEvent) -> bool:
        landing = self._landing(event)
        self.leave()
        if landing is None:
            return False
        done = self._desk.apply(edits.together(landing.label, self._steps(landing)))
        if done:
            self._desk.select(landing.block.id)
            self._view.setFocus()
            self._tell(landing)
        return done

    def _tell(self, landing: Landing) -> None:
        """Says why a story is not where the hand is."""
        if landing.full:
            self._status.refuse("ui.status.page_full", rows=landing.full)

    def _show(self, landing: Landing | None) -> None:
        """Shows the page as it would become, or as it is."""
        self._shown = landing.block if landing is not None else None
        self._overlay.ghosts = (rested(landing.rest),) if landing is not None else ()
        self._overlay.catches = landing.rest.catches if landing is not None else ()
        need = bounding(landing.block.area).rows if landing is not None and isinstance(landing.block, Block) else 0
        self._status.say_rest(landing.rest if landing is not None else None, need)
        if landing is not None:
            self._tell(landing)
        crowded = landing is not None and self._is_crowded(landing)
        self._overlay.need = need if crowded else 0
        if landing is not None and not crowded:
            self._desk.try_out(edits.together(landing.label, self._steps(landing)))
        else:
            self._desk.end_preview()
        self._view.viewport().update()

    def _steps(self, landing: Landing) -> tuple[edits.Edit, ...]:
        """What puts a story down; where it was parked in frames it is no longer, and a block that was goes there itself."""
        document, story = self._desk.document, landing.block.story
        if Waiting.of(document, story) is not None and isinstance(landing.block, Block):
            return landing.steps
        gone = (
            edits.RemoveElement(page=page.id, element=each.id)
            for page in document.pages
            for each in page.elements
            if getattr(each, "story", "") == story and is_parked(each, page_grid(document.template(page.template)))
        )
        # The block is there first: no other part of the story takes back what was parked.
        return *landing.steps, *gone

    def _is_crowded(self, landing: Landing) -> bool:
        """Whether a story would lie over others, where neither could be read: then its outline alone is shown, with its need."""
        page, block = self._desk.page, landing.block
        if page is None or not isinstance(block, Block) or landing.rest.catches:
            return False
        taken = [rect for each in page.elements if not is_hidden(each) for rect in area_of(each)]
        return any(one.overlaps(other) for other in taken for one in block.area)

    def _landing(self, event: QDropEvent) -> Landing | None:
        """The place under the hand."""
        landings = self._landings(dragged(event.mimeData()))
        if landings is None:
            return None
        x, y = self._view.to_page(event.position())
        free = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return landings.at(x, y, frame=next(iter(self._overlay.elements_at(x, y)), ""), free=free)

    def _landings(self, story_id: str) -> Landings | None:
        """What finds places for a story that waits, kept as long as it is in the hand and the issue is the same."""
        desk, page, document = self._desk, self._desk.page, self._desk.document
        if self._found is None or self._found[0] != story_id or self._found[1] is not document:
            if page is None or story_id not in waiting_stories(document):
                return None
            landings = Landings(document, page, document.story(story_id), desk.book, desk.ids.new("el"))
            self._found = story_id, document, landings
        return self._found[2]
