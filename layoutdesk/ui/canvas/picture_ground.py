"""The page under a picture that is in the hand: what there would take it, and where it would come to stand."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from layoutdesk.base.geometry import Rect
from layoutdesk.model import Asset, Block, Element, TextFrame
from layoutdesk.ui.canvas.deepening import rooms_of
from layoutdesk.ui.canvas.insets import Room
from layoutdesk.ui.canvas.overlay import PageOverlay
from layoutdesk.ui.canvas.view import PageView
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.placing_pictures import Target, hover_rects, is_shut, takes_pictures


class PictureGround:
    """What lies under the hand, for as long as one picture is in it: the rooms of blocks are found once."""

    def __init__(self, view: PageView, desk: Desk, overlay: PageOverlay) -> None:
        self._view, self._desk, self._overlay = view, desk, overlay
        self._rooms: dict[str, tuple[Room, ...]] = {}

    def forget(self) -> None:
        """Another picture comes into the hand, or none is any more."""
        self._rooms.clear()

    def target(self, position: QPointF) -> Target:
        """What lies in front under the hand that takes a picture, and the text frame in front of all."""
        x, y = self._view.to_page(position)
        page, shown = self._desk.page, self._desk.shown
        known = {element.id: element for element in page.elements} if page is not None else {}
        under = self._overlay.elements_at(x, y)
        frame = under[0] if under and isinstance(known[under[0]], TextFrame) else ""
        element = next((name for name in under if takes_pictures(known[name])), "")
        inside = shown.pictures if shown is not None else ()
        picture = next((one.picture for one in inside if one.element == element and one.rect.contains(x, y)), "")
        return Target(self._desk.page_id, x, y, element, picture, frame)

    def element(self, name: str) -> Element | None:
        """An element of the page in view."""
        page = self._desk.page
        return next((each for each in page.elements if each.id == name), None) if page and name else None

    def is_shut(self, target: Target) -> bool:
        """Whether what lies there is locked."""
        return is_shut(self.element(target.element))

    def ghosts(self, target: Target, asset: Asset | None) -> tuple[Rect, ...]:
        """Where a picture would come to stand; ``asset`` none: its shape is not known yet."""
        element = self.element(target.element)
        if target.picture and self._desk.shown is not None:
            return tuple(one.rect for one in self._desk.shown.pictures if one.picture == target.picture)
        if element is not None and not isinstance(element, Block):
            return tuple(self._overlay.frames(element.id))
        rooms = self._rooms_of(element) if isinstance(element, Block) else ()
        return hover_rects(self._desk.document, target, asset, rooms)

    def _rooms_of(self, block: Block) -> tuple[Room, ...]:
        page = self._desk.page
        if block.id not in self._rooms and page is not None:
            self._rooms[block.id] = rooms_of(self._desk.document, page, block, self._desk.book)
        return self._rooms.get(block.id, ())
