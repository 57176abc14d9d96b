"""Files and unplaced pictures let go over the page: while one hangs there, the place where it would come to stand is shown.

What is locked takes none, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.model import Asset, Block, Element, TextFrame
from layoutdesk.ui.canvas.deepening import rooms_of
from layoutdesk.ui.canvas.drops import dragged
from layoutdesk.ui.canvas.insets import Room
from layoutdesk.ui.canvas.overlay import PageOverlay
from layoutdesk.ui.canvas.view import PageView
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.landing import is_open
from layoutdesk.ui.placing_pictures import Target, hover_rects, is_shut, takes_pictures

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
        self._rooms: dict[str, tuple[Room, ...]] = {}
        self._refused = ""

    def enter(self, event: QDragEnterEvent) -> bool:
        self._forget()
        data = event.mimeData()
        return self._desk.page is not None and (self._asset(data) is not None or bool(dropped_files(data)))

    def move(self, event: QDragMoveEvent) -> bool:
        data, target = event.mimeData(), self.target(event.position())
        files, asset = dropped_files(data), self._asset(data)
        is_picture = asset is not None or _is_one_picture(files)
        shut = is_picture and self._is_shut(target)
        if shut and self._refused != target.element:
            self._desk.refused.emit(Refusal("ui.status.locked"))
        self._refused = target.element if shut else ""
        # Where several go, the place under the hand does not say; of copy nobody knows yet how much it is.
        self._overlay.ghosts = () if shut else self._ghosts(target, asset) if is_picture else self._frame(target)
        self._view.viewport().update()
        return not shut and (asset is not None or bool(files))

    def leave(self) -> None:
        self._overlay.ghosts = ()
        self._forget()
        self._view.viewport().update()

    def _forget(self) -> None:
        self._rooms.clear()
        self._refused = ""

    def drop(self, event: QDropEvent) -> bool:
        data, target = event.mimeData(), self.target(event.position())
        files, asset = dropped_files(data), self._asset(data)
        self.leave()
        if self._is_shut(target) and (asset is not None or _is_one_picture(files)):
            self._desk.refused.emit(Refusal("ui.status.locked"))
            return False
        if asset is not None:
            return self._take_asset(asset.id, target)
        self._take_files(files, target)
        return bool(files)

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

    def _is_shut(self, target: Target) -> bool:
        return is_shut(self._element(target.element))

    def _element(self, name: str) -> Element | None:
        page = self._desk.page
        return next((each for each in page.elements if each.id == name), None) if page and name else None

    def _frame(self, target: Target) -> tuple[Rect, ...]:
        """The text frame under the hand, where copy goes into it."""
        return self._overlay.frames(target.frame) if is_open(self._desk.document, self._element(target.frame)) else ()

    def _ghosts(self, target: Target, asset: Asset | None) -> tuple[object, ...]:
        element = self._element(target.element)
        if target.picture and self._desk.shown is not None:
            return tuple(one.rect for one in self._desk.shown.pictures if one.picture == target.picture)
        if element is not None and not isinstance(element, Block):
            return self._overlay.frames(element.id)
        rooms = self._rooms_of(element) if isinstance(element, Block) else ()
        return hover_rects(self._desk.document, target, asset, rooms)

    def _rooms_of(self, block: Block) -> tuple[Room, ...]:
        """The room of a block, found once while the hand hangs over the page."""
        page = self._desk.page
        if block.id not in self._rooms and page is not None:
            self._rooms[block.id] = rooms_of(self._desk.document, page, block, self._desk.book)
        return self._rooms.get(block.id, ())

    def _asset(self, data: QMimeData) -> Asset | None:
        name = dragged(data)
        return next((asset for asset in self._desk.document.assets if asset.id == name), None) if name else None


def _is_one_picture(files: Sequence[Path]) -> bool:
    from layoutdesk.pictures.formats import SUFFIXES

    return len(files) == 1 and files[0].suffix.lower() in SUFFIXES
