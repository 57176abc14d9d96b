"""What is dropped on the page; of stories, while one hangs over it, the block is shown where it would come to stand."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPointF
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from layoutdesk import edits
from layoutdesk.model.elements import Block
from layoutdesk.ui.canvas.hands import DropTarget
from layoutdesk.ui.canvas.overlay import PageOverlay
from layoutdesk.ui.canvas.view import PageView
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.placing import Placing

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
    """Takes stories from the copy panel and places them as blocks."""

    def __init__(self, view: PageView, desk: Desk, overlay: PageOverlay) -> None:
        self._view = view
        self._desk = desk
        self._overlay = overlay
        self._placing: tuple[str, Placing] | None = None

    def enter(self, event: QDragEnterEvent) -> bool:
        self._placing = None
        name = dragged(event.mimeData())
        return self._desk.page is not None and any(story.id == name for story in self._desk.document.stories)

    def move(self, event: QDragMoveEvent) -> bool:
        block = self._block(dragged(event.mimeData()), event.position())
        if block is None:
            return False
        if self._overlay.ghosts != (block.area,):
            self._overlay.ghosts = (block.area,)
            self._desk.try_out(edits.PlaceElement(page=self._desk.page_id, element=block))
        self._view.viewport().update()
        return True

    def leave(self) -> None:
        self._overlay.ghosts = ()
        self._placing = None
        self._desk.end_preview()
        self._view.viewport().update()

    def drop(self, event: QDropEvent) -> bool:
        block = self._block(dragged(event.mimeData()), event.position())
        self.leave()
        if block is None:
            return False
        return self.place(block)

    def place(self, block: Block) -> bool:
        """Puts a block on the page in view, in front of all, and selects it."""
        done = self._desk.apply(edits.PlaceElement(page=self._desk.page_id, element=block))
        if done:
            self._desk.select(block.id)
            self._view.setFocus()
        return done

    def _block(self, story_id: str, position: QPointF) -> Block | None:
        """The block for the place under the hand."""
        page, grid = self._desk.page, self._desk.grid
        story = next((story for story in self._desk.document.stories if story.id == story_id), None)
        if page is None or grid is None or story is None:
            return None
        if self._placing is None or self._placing[0] != story_id:
            name = self._desk.ids.new("el")
            self._placing = story_id, Placing(self._desk.document, page, story, self._desk.book, name)
        x, y = self._view.to_page(position)
        return self._placing[1].block((x - grid.type_area.x) / grid.pitch, (y - grid.type_area.y) / grid.step)
