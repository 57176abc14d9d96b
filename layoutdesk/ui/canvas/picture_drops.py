"""Files and unplaced pictures let go over the page: while one hangs there, the place where it would come to stand is shown.

What is locked takes none, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.model import Asset
from layoutdesk.ui.canvas.drops import dragged
from layoutdesk.ui.canvas.overlay import PageOverlay
from layoutdesk.ui.canvas.picture_ground import PictureGround
from layoutdesk.ui.canvas.view import PageView
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.landing import is_open
from layoutdesk.ui.placing_pictures import Target

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
        self._ground = PictureGround(view, desk, overlay)
        self._refused = ""

    def enter(self, event: QDragEnterEvent) -> bool:
        self._forget()
        data = event.mimeData()
        return self._desk.page is not None and (self._asset(data) is not None or bool(dropped_files(data)))

    def move(self, event: QDragMoveEvent) -> bool:
        data, target = event.mimeData(), self._ground.target(event.position())
        files, asset = dropped_files(data), self._asset(data)
        is_picture = asset is not None or _is_one_picture(files)
        shut = is_picture and self._ground.is_shut(target)
        if shut and self._refused != target.element:
            self._desk.refused.emit(Refusal("ui.status.locked"))
        self._refused = target.element if shut else ""
        # Where several go, the place under the hand does not say; of copy nobody knows yet how much it is.
        self._overlay.ghosts = () if shut else self._ground.ghosts(target, asset) if is_picture else self._frame(target)
        self._view.viewport().update()
        return not shut and (asset is not None or bool(files))

    def leave(self) -> None:
        self._overlay.ghosts = ()
        self._forget()
        self._view.viewport().update()

    def _forget(self) -> None:
        self._ground.forget()
        self._refused = ""

    def drop(self, event: QDropEvent) -> bool:
        data, target = event.mimeData(), self._ground.target(event.position())
        files, asset = dropped_files(data), self._asset(data)
        self.leave()
        if self._ground.is_shut(target) and (asset is not None or _is_one_picture(files)):
            self._desk.refused.emit(Refusal("ui.status.locked"))
            return False
        if asset is not None:
            return self._take_asset(asset.id, target)
        self._take_files(files, target)
        return bool(files)

    def _frame(self, target: Target) -> tuple[Rect, ...]:
        """The text frame under the hand, where copy goes into it."""
        return (
            self._overlay.frames(target.frame)
            if is_open(self._desk.document, self._ground.element(target.frame))
            else ()
        )

    def _asset(self, data: QMimeData) -> Asset | None:
        name = dragged(data)
        return next((asset for asset in self._desk.document.assets if asset.id == name), None) if name else None


def _is_one_picture(files: Sequence[Path]) -> bool:
    from layoutdesk.pictures.formats import SUFFIXES

    return len(files) == 1 and files[0].suffix.lower() in SUFFIXES
