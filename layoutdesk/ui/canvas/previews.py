"""Pictures for the screen in a few sizes: what is kept is about as large as what is seen, not as large as the photograph.

A preview that is not there yet is asked for and comes later; meanwhile the picture is drawn from another size, or as a grey field.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

#: Longer sides of the previews that are asked for, in pixels: each about twice the one before, so that none is drawn
#: smaller than half of what it is.
SIZES: Final = (224, 448, 896, 1600)
_BYTES_KEPT: Final = 48 * 1024 * 1024


class Previews(QObject):
    """Keeps previews by asset id and size, bounded in bytes. ``wanted`` asks whoever makes them; they answer with ``put``."""

    wanted = Signal(str, int)
    arrived = Signal(str)

    def __init__(self, parent: QObject | None = None, bytes_kept: int = _BYTES_KEPT) -> None:
        super().__init__(parent)
        self._bytes_kept = bytes_kept
        self._kept: OrderedDict[tuple[str, int], QImage] = OrderedDict()
        self._asked: set[tuple[str, int]] = set()
        self._lost: set[str] = set()
        #: Of each asset the longer side by the width, and the size that shows all that its original has.
        self._longer: dict[str, float] = {}
        self._most: dict[str, int] = {}

    @property
    def bytes(self) -> int:
        """What the kept previews take."""
        return sum(image.sizeInBytes() for image in self._kept.values())

    def image(self, asset: str, width: float) -> QImage | None:
        """A preview for ``width`` pixels of the whole picture: of the smallest size that has as many, else what is there."""
        if not asset or asset in self._lost:
            return None
        longest = min(width * self._longer.get(asset, 1.0), self._most.get(asset, SIZES[-1]))
        fitting = next((size for size in SIZES if size >= longest), SIZES[-1])
        kept = self._kept.get((asset, fitting))
        if kept is None:
            self._ask(asset, fitting)
            others = self._sizes_of(asset)
            fitting = next((size for size in others if size > fitting), max(others, default=0))
            kept = self._kept.get((asset, fitting))
        if kept is not None:
            self._kept.move_to_end((asset, fitting))
        return kept

    def _sizes_of(self, asset: str) -> list[int]:
        return [size for size in SIZES if (asset, size) in self._kept]

    def _ask(self, asset: str, size: int) -> None:
        if (asset, size) not in self._asked:
            self._asked.add((asset, size))
            self.wanted.emit(asset, size)

    def renew(self, asset: str) -> None:
        """The picture is another under the same name: its previews are asked for anew and shown as they were until they come."""
        self._most.pop(asset, None)
        for size in self._sizes_of(asset) or SIZES[: asset in self._lost]:
            self._ask(asset, size)

    def is_awaited(self, asset: str) -> bool:
        """Whether a preview of an asset is still to come."""
        return any(name == asset for name, _ in self._asked)

    def put(self, asset: str, size: int, image: QImage | None) -> None:
        """Takes a preview of an asset; ``None`` where its picture cannot be read, which from then on looks missing."""
        self._asked.discard((asset, size))
        if image is None or image.isNull():
            self._lost.add(asset)
            self._drop((asset, each) for each in self._sizes_of(asset))
        else:
            self._lost.discard(asset)
            self._keep(asset, size, image.convertToFormat(QImage.Format.Format_RGB32))
        self.arrived.emit(asset)

    def _keep(self, asset: str, size: int, image: QImage) -> None:
        longest = max(image.width(), image.height())
        self._longer[asset] = longest / image.width()
        if longest < size:
            self._most[asset] = longest
        self._kept[asset, size] = image
        self._kept.move_to_end((asset, size))
        spare = self._bytes_kept - self.bytes
        while spare < 0 and len(self._kept) > 1:
            spare += self._kept.popitem(last=False)[1].sizeInBytes()

    def _drop(self, keys: Iterable[tuple[str, int]]) -> None:
        for key in list(keys):
            del self._kept[key]

    def forget(self) -> None:
        """Drops everything, as another issue is opened."""
        for kept in (self._kept, self._asked, self._lost, self._longer, self._most):
            kept.clear()
