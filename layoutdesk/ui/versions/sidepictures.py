"""The pictures of one side of a comparison: those that its state of the issue had, though the issue has others now."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject

from layoutdesk.model import Document
from layoutdesk.ui.canvas.painter import PagePainter
from layoutdesk.ui.canvas.previews import Previews
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.pictures import PreviewSource

#: What is kept for one side: the pictures of a page or two.
_BYTES_KEPT: Final = 16 * 1024 * 1024


class SidePictures(QObject):
    """Previews by what a state of the issue says of its pictures, and the ``painter`` that draws with them."""

    def __init__(self, desk: Desk, painter: PagePainter, parent: QObject) -> None:
        super().__init__(parent)
        self._document = Document()
        self.previews = Previews(self, _BYTES_KEPT)
        self._source = PreviewSource(desk, self, lambda: self._document)
        self.previews.wanted.connect(self._source.ask)
        self._source.made.connect(self.previews.put)
        self.painter = painter.with_previews(self.previews)

    def show(self, document: Document) -> None:
        """Has the pictures of another state: those that differ come anew."""
        before = {asset.id: asset.sha256 for asset in self._document.assets}
        self._document = document
        for asset in document.assets:
            if before.get(asset.id) != asset.sha256:
                self.previews.renew(asset.id)

    def forget(self) -> None:
        """Lets go of all of them."""
        self._source.stop()
        self.previews.forget()
        self._document = Document()
