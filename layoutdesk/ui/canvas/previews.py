"""Pictures for the screen, in steps of half the size, so that a small picture is not drawn from a huge one.

A preview that is not there yet is asked for and comes later; meanwhile the picture is drawn as a grey field.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

_BYTES_KEPT: Final = 160 * 1024 * 1024
_LEAST_WIDTH: Final = 128


class Previews(QObject):
    """Keeps previews by asset id, bounded in bytes. ``wanted`` asks whoever makes them; they answer with ``put``."""

    wanted = Signal(str)
    arrived = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: OrderedDict[str, list[QImage]] = OrderedDict()
        self._asked: set[str] = set()
        self._bytes = 0

    def image(self, asset: str, width: float) -> QImage | None:
        """The smallest step of a preview that is at least ``width`` pixels wide, or the largest there is."""
        steps = self._steps.get(asset)
        if steps is None:
            if asset and asset not in self._asked:
                self._asked.add(asset)
                self.wanted.emit(asset)
            return None
        self._steps.move_to_end(asset)
        fitting = [step for step in steps if step.width() >= width]
        if fitting:
            return fitting[-1]
        return steps[0] if steps else None

    def renew(self, asset: str) -> None:
        """The picture is another under the same name: its preview is asked for anew and shown as it was until it comes."""
        if asset in self._steps and asset not in self._asked:
            self._asked.add(asset)
            self.wanted.emit(asset)

    def is_awaited(self, asset: str) -> bool:
        """Whether the preview of an asset is still to come."""
        return asset in self._asked

    def put(self, asset: str, image: QImage | None) -> None:
        """Takes the preview of an asset; ``None`` where its picture cannot be read, which from then on looks missing."""
        self._asked.discard(asset)
        self._bytes -= sum(step.sizeInBytes() for step in self._steps.pop(asset, ()))
        self._steps[asset] = _halved(image) if image is not None else []
        self._bytes += sum(step.sizeInBytes() for step in self._steps[asset])
        while self._bytes > _BYTES_KEPT and len(self._steps) > 1:
            _, dropped = self._steps.popitem(last=False)
            self._bytes -= sum(step.sizeInBytes() for step in dropped)
        self.arrived.emit(asset)

    def forget(self) -> None:
        """Drops everything, as another issue is opened."""
        self._steps.clear()
        self._asked.clear()
        self._bytes = 0


def _halved(image: QImage) -> list[QImage]:
    """The image and its halves, down to about 128 pixels; nothing where the image cannot be read."""
    if image.isNull():
        return []
    steps = [image.convertToFormat(QImage.Format.Format_RGB32)]
    while steps[-1].width() > _LEAST_WIDTH:
        half = steps[-1].size() / 2
        steps.append(
            steps[-1].scaled(half, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
        )
    return steps
