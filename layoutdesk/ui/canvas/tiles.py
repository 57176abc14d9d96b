"""Tiles of the page at one zoom: 512 device pixels square, bounded in bytes, mended where the page changed.

A tile that is missing is drawn in a turn of its own; a tile of which a part is stale is mended inside that part only.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from layoutdesk.base.geometry import Rect
from layoutdesk.ui.canvas.leaves import Layers
from layoutdesk.ui.canvas.painter import PagePainter

SIDE: Final = 512
TILE_BYTES: Final = SIDE * SIDE * 4
BYTES_KEPT: Final = 128 * 1024 * 1024

#: Page id, device pixels for a point, column and row of the tile from the page's upper left corner.
TileKey = tuple[str, float, int, int]


class Tile:
    """A drawn piece of a page and the part of it that is stale."""

    __slots__ = ("image", "stale")

    def __init__(self) -> None:
        self.image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
        self.stale = QRect(0, 0, SIDE, SIDE)


class Tiles:
    """The cache of tiles of all pages and zooms."""

    def __init__(self, painter: PagePainter, bytes_kept: int = BYTES_KEPT) -> None:
        self._painter = painter
        self._most = max(4, bytes_kept // TILE_BYTES)
        self._tiles: OrderedDict[TileKey, Tile] = OrderedDict()
        self.paper = QColor(255, 255, 255)
        self.pasteboard = QColor(128, 128, 128)

    @property
    def bytes_used(self) -> int:
        """Bytes that the tiles take now."""
        return len(self._tiles) * TILE_BYTES

    def get(self, key: TileKey) -> Tile | None:
        """A tile as it is, stale or not; ``None`` where it was never drawn or was dropped."""
        tile = self._tiles.get(key)
        if tile is not None:
            self._tiles.move_to_end(key)
        return tile

    def draw(self, key: TileKey, layers: Layers, size: tuple[float, float]) -> Tile:
        """The tile, drawn or mended. ``size`` is the trim in points."""
        tile = self._tiles.get(key)
        if tile is None:
            tile = self._tiles[key] = Tile()
            while len(self._tiles) > self._most:
                self._tiles.popitem(last=False)
        if not tile.stale.isEmpty():
            self._mend(tile, key, layers, size)
        return tile

    def invalidate(self, page: str, areas: tuple[Rect, ...]) -> None:
        """Marks the places of a page that changed, in points, stale at every zoom."""
        pixels: dict[float, list[QRect]] = {}
        for (owner, scale, column, row), tile in self._tiles.items():
            if owner != page:
                continue
            if scale not in pixels:
                pixels[scale] = [_in_pixels(area, scale) for area in areas]
            place = QRect(column * SIDE, row * SIDE, SIDE, SIDE)
            for area in pixels[scale]:
                if place.intersects(area):
                    tile.stale = tile.stale.united(place.intersected(area).translated(-place.x(), -place.y()))

    def forget(self, page: str | None = None) -> None:
        """Drops the tiles of a page, or all."""
        for key in [key for key in self._tiles if page is None or key[0] == page]:
            del self._tiles[key]

    def _mend(self, tile: Tile, key: TileKey, layers: Layers, size: tuple[float, float]) -> None:
        _, scale, column, row = key
        left, top, stale = column * SIDE, row * SIDE, tile.stale
        painter = QPainter(tile.image)
        painter.setClipRect(stale)
        painter.fillRect(stale, self.pasteboard)
        painter.translate(-left, -top)
        painter.fillRect(QRect(0, 0, round(size[0] * scale), round(size[1] * scale)), self.paper)
        area = Rect(
            (left + stale.x()) / scale, (top + stale.y()) / scale, stale.width() / scale, stale.height() / scale
        )
        self._painter.paint(painter, layers.within(area), scale)
        painter.end()
        tile.stale = QRect()


def _in_pixels(area: Rect, scale: float) -> QRect:
    """The device pixels of a page that an area in points touches, with one pixel around for smoothing."""
    left, top = math.floor(area.x * scale) - 1, math.floor(area.y * scale) - 1
    return QRect(left, top, math.ceil(area.right * scale) + 1 - left, math.ceil(area.bottom * scale) + 1 - top)


def covering(area: QRect) -> Iterator[tuple[int, int]]:
    """Columns and rows of the tiles that cover an area of device pixels from the page's corner."""
    for row in range(area.top() // SIDE, area.bottom() // SIDE + 1):
        for column in range(area.left() // SIDE, area.right() // SIDE + 1):
            yield column, row
