"""Files and unplaced pictures let go over the page: while one hangs there, the place where it would come to stand is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from layoutdesk.model import Asset, Block
from layoutdesk.ui.canvas.drops import dragged
from layoutdesk.ui.canvas.insets import Room, room_of
from layoutdesk.ui.canvas.overlay import PageOverlay
from layoutdesk.ui.canvas.view import PageView
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.placing_pictures import Target, hover_rects, takes_pictures

TakeFiles = Callable[[Sequence[Path], Target], object]
TakeAsset = Callable[[str, Target], bool]


def dropped_files(data: QMimeData) -> list[Path]:
    """The files and folders of this machine that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class PictureDrops:
    """Takes files from outside and pictures from the copy panel to the place under the hand."""

    def __init__(
        self, view: PageView, desk: Desk, overlay: PageOverlay, take_files: TakeFiles, take_asset: TakeAsset
    ) -> None:
        self._view, self._desk, self._overlay = view, desk, overlay
        self._take_files, self._take_asset = take_files, take_asset
        self._rooms: dict[str, Room | None] = {}

    def enter(self, event: QDragEnterEvent) -> bool:
        self._rooms.clear()
        data = event.mimeData()
        return self._desk.page is not None and (self._asset(data) is not None or bool(dropped_files(data)))

    def move(self, event: QDragMoveEvent) -> bool:
        data = event.mimeData()
        files, asset = dropped_files(data), self._asset(data)
        # Where several go, or copy, the place under the hand does not say.
        self._overlay.ghosts = self._ghosts(event.position(), asset) if asset or _is_one_picture(files) else ()
        self._view.viewport().update()
        return asset is not None or bool(files)

    def leave(self) -> None:
        self._overlay.ghosts = ()
        self._rooms.clear()
        self._view.viewport().update()

    def drop(self, event: QDropEvent) -> bool:
        data, target = event.mimeData(), self.target(event.position())
        files, asset = dropped_files(data), self._asset(data)
        self.leave()
        if asset is not None:
            return self._take_asset(asset.id, target)
        self._take_files(files, target)
        return bool(files)

    def target(self, position: QPointF) -> Target:
        """What lies in front under the hand that takes a picture."""
        x, y = self._view.to_page(position)
        page, shown = self._desk.page, self._desk.shown
        known = {element.id: element for element in page.elements} if page is not None else {}
        under = (name for name in self._overlay.elements_at(x, y) if takes_pictures(known[name]))
        element = next(under, "")
        inside = shown.pictures if shown is not None else ()
        picture = next((one.picture for one in inside if one.element == element and one.rect.contains(x, y)), "")
        return Target(self._desk.page_id, x, y, element, picture)

    def _ghosts(self, position: QPointF, asset: Asset | None) -> tuple[object, ...]:
        target, page = self.target(position), self._desk.page
        element = next((each for each in page.elements if each.id == target.element), None) if page else None
        if target.picture and self._desk.shown is not None:
            return tuple(one.rect for one in self._desk.shown.pictures if one.picture == target.picture)
        if element is not None and not isinstance(element, Block):
            return self._overlay.frames(element.id)
        room = self._room(element) if isinstance(element, Block) else None
        return hover_rects(self._desk.document, target, asset, room)

    def _room(self, block: Block) -> Room | None:
        """The room of a block, found once while the hand hangs over the page."""
        page = self._desk.page
        if block.id not in self._rooms and page is not None:
            self._rooms[block.id] = room_of(self._desk.document, page, block, self._desk.book)
        return self._rooms.get(block.id)

    def _asset(self, data: QMimeData) -> Asset | None:
        name = dragged(data)
        return next((asset for asset in self._desk.document.assets if asset.id == name), None) if name else None


def _is_one_picture(files: Sequence[Path]) -> bool:
    from layoutdesk.pictures.formats import SUFFIXES

    return len(files) == 1 and files[0].suffix.lower() in SUFFIXES
