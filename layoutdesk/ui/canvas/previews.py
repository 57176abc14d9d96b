"""Pictures for the screen, in steps of half the size, so that a small picture is not drawn from a huge one.

A preview that is not there yet is asked for and comes later; meanwhile the picture is drawn as a grey field.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage

_BYTES_KEPT: Final = 160 * 1024 * 1024

#: The preview of an asset; ``None`` where the picture cannot be read.
LoadPreview = Callable[[str], QImage | None]


class Previews(QObject):
    """Gives previews by asset id; bounded in bytes, loaded one a turn of the event loop."""

    arrived = Signal(str)

    def __init__(self, load: LoadPreview, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._load = load
        self._steps: OrderedDict[str, list[QImage]] = OrderedDict()
        self._bytes = 0
        self._wanted: OrderedDict[str, None] = OrderedDict()
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._load_one)

    def image(self, asset: str, width: float) -> QImage | None:
        """The smallest step of a preview that is at least ``width`` pixels wide, or the largest there is."""
        steps = self._steps.get(asset)
        if steps is None:
            if asset:
                self._wanted[asset] = None
                self._turn.start()
            return None
        self._steps.move_to_end(asset)
        fitting = [step for step in steps if step.width() >= width]
        if fitting:
            return fitting[-1]
        return steps[0] if steps else None

    def forget(self) -> None:
        """Drops everything, as another issue is opened."""
        self._steps.clear()
        self._wanted.clear()
        self._bytes = 0

    def _load_one(self) -> None:
        if not self._wanted:
            self._turn.stop()
            return
        asset, _ = self._wanted.popitem(last=False)
        image = self._load(asset)
        steps = _halved(image) if image is not None else []
        self._steps[asset] = steps
        self._bytes += sum(step.sizeInBytes() for step in steps)
        while self._bytes > _BYTES_KEPT and len(self._steps) > 1:
            _, dropped = self._steps.popitem(last=False)
            self._bytes -= sum(step.sizeInBytes() for step in dropped)
        self.arrived.emit(asset)


def _halved(image: QImage) -> list[QImage]:
    """The image and its halves, down to 64 pixels; nothing where the image cannot be read."""
    if image.isNull():
        return []
    steps = [image.convertToFormat(QImage.Format.Format_RGB32)]
    while steps[-1].width() > 128:
        half = steps[-1].size() / 2
        steps.append(
            steps[-1].scaled(half, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
        )
    return steps
