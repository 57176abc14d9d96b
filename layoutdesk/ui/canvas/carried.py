"""What the hand carries over the page (拖动): drawn once, then put down over the tiles wherever the hand has taken it.

Tiles without it need no mending under it, and a block that is only moved looks the same everywhere, within half a device pixel.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter

from layoutdesk import display
from layoutdesk.ui.canvas.leaves import Layer, Leaf
from layoutdesk.ui.canvas.lineimages import LIGHTEST
from layoutdesk.ui.canvas.painter import PagePainter
from layoutdesk.ui.canvas.tiles import in_pixels

#: What takes more device pixels than this is not carried: it is larger than a window.
MOST_PIXELS: Final = 6_000_000
#: Points by which what was moved may stand elsewhere than all the rest of it.
_SAME: Final = 0.01


class Picture(NamedTuple):
    """What an element drew, at a scale: what covers what lies under it, and over that type in dark ink, on white.

    ``corner`` is where the images begin, in device pixels from the page's corner.
    """

    layer: Layer
    scale: float
    solid: QImage | None
    ink: QImage
    corner: QPoint


class Carried:
    """The pictures of what one view has in the hand."""

    def __init__(self, painter: PagePainter) -> None:
        self._painter = painter
        self._pictures: dict[str, Picture] = {}

    def forget(self) -> None:
        """Drops the pictures, as nothing is carried any longer or what they show has changed."""
        self._pictures.clear()

    def paint(self, painter: QPainter, layers: Iterable[Layer], scale: float) -> None:
        """Puts what is carried down where it is now; the painter stands at the page's corner in device pixels."""
        for layer in layers:
            known = self._pictures.get(layer.element)
            by = moved_by(known.layer, layer) if known is not None and known.scale == scale else None
            if known is None or by is None:
                known, by = self._drawn(layer, scale), (0.0, 0.0)
                self._pictures[layer.element] = known
            at = known.corner + QPoint(round(by[0] * scale), round(by[1] * scale))
            if known.solid is not None:
                painter.drawImage(at, known.solid)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.drawImage(at, known.ink)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def _drawn(self, layer: Layer, scale: float) -> Picture:
        box = box_of(layer, scale)
        solid = [leaf for leaf in layer.leaves if not self._is_ink(leaf)]
        covers = QImage(box.size(), QImage.Format.Format_ARGB32_Premultiplied) if solid else None
        if covers is not None:
            covers.fill(Qt.GlobalColor.transparent)
            self._draw(covers, box, solid, scale)
        # On white and put down as ink is: on what is transparent Qt draws type a quarter darker.
        ink = QImage(box.size(), QImage.Format.Format_RGB32)
        ink.fill(Qt.GlobalColor.white)
        self._draw(ink, box, filter(self._is_ink, layer.leaves), scale)
        return Picture(layer, scale, covers, ink, box.topLeft())

    def _is_ink(self, leaf: Leaf) -> bool:
        """Whether a leaf is type in dark ink, which prints over whatever lies under it."""
        item = leaf.item
        return isinstance(item, display.Glyphs) and self._painter.colours.of(item.paint).lightness() <= LIGHTEST

    def _draw(self, image: QImage, box: QRect, leaves: Iterable[Leaf], scale: float) -> None:
        painter = QPainter(image)
        painter.translate(-box.topLeft())
        ahead = self._painter.glyphs.ahead
        ahead.hasty = True
        self._painter.paint(painter, leaves, scale)
        ahead.hasty = False
        painter.end()


def box_of(layer: Layer, scale: float) -> QRect:
    """The device pixels that a layer touches, from the page's corner."""
    left, top, right, bottom = in_pixels(layer.bounds, scale)
    return QRect(left, top, right - left, bottom - top)


def moved_by(one: Layer, other: Layer) -> tuple[float, float] | None:
    """How far the second stands from the first, in points, where it is the same at another place."""
    if one is other:
        return 0.0, 0.0
    if len(one.leaves) != len(other.leaves):
        return None
    dx, dy = other.bounds.x - one.bounds.x, other.bounds.y - one.bounds.y
    for before, after in zip(one.leaves, other.leaves, strict=True):
        from_, to = before.bounds, after.bounds
        if before.item is not after.item and not _alike(before, after):
            return None
        if abs(to.x - from_.x - dx) > _SAME or abs(to.y - from_.y - dy) > _SAME:
            return None
    return dx, dy


def _alike(one: Leaf, other: Leaf) -> bool:
    """Whether what was drawn anew at another place, as rules and pictures are, is the same."""
    before, after = one.item, other.item
    if abs(one.bounds.w - other.bounds.w) > _SAME or abs(one.bounds.h - other.bounds.h) > _SAME:
        return False
    if isinstance(before, display.Path) and isinstance(after, display.Path):
        return (before.fill, before.stroke, before.width, before.dash) == (
            after.fill, after.stroke, after.width, after.dash,
        )  # fmt: skip
    if isinstance(before, display.Image) and isinstance(after, display.Image):
        return (before.asset, before.crop) == (after.asset, after.crop)
    return before == after
