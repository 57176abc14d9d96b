"""Tiles of the page at one zoom: 512 device pixels square, bounded in bytes, mended where the page changed.

A tile that is missing is drawn in a turn of its own; a tile of which a part is stale is mended inside that part only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from layoutdesk.base.geometry import Rect
from layoutdesk.ui.canvas.leaves import Layers
from layoutdesk.ui.canvas.painter import PagePainter
from layoutdesk.ui.canvas.tileroom import SIDE, Tile, TileKey, TileRoom

#: Left, top, right and bottom in device pixels from the page's corner; the last two lie outside.
Box = tuple[int, int, int, int]


class Tiles:
    """The tiles of one view, of all pages and zooms, in a room that views share."""

    def __init__(self, painter: PagePainter, room: TileRoom | None = None) -> None:
        self._painter = painter
        self._room = room or TileRoom()
        self._view = self._room.view()
        self.paper = QColor(255, 255, 255)
        self.pasteboard = QColor(128, 128, 128)

    def get(self, key: TileKey) -> Tile | None:
        """A tile as it is, stale or not; ``None`` where it was never drawn or was dropped."""
        return self._room.get(self._view, key)

    def show(self, tiles: int) -> None:
        """So many are seen at once: they are kept in any case."""
        self._room.show(self._view, tiles)

    def draw(self, key: TileKey, layers: Layers, size: tuple[float, float], *, hasty: bool = False) -> Tile:
        """The tile, drawn or mended. ``size`` is the trim in points; in haste lines drawn ahead may stand half a pixel off."""
        tile = self._room.get(self._view, key) or self._room.take_in(self._view, key)
        if not hasty:
            tile.stale, tile.rough = tile.stale.united(tile.rough), QRect()
        if not tile.stale.isEmpty():
            ahead = self._painter.glyphs.ahead
            ahead.hasty, ahead.is_rough, stale = hasty, False, tile.stale
            self._mend(tile, key, layers, size)
            ahead.hasty = False
            if ahead.is_rough:
                tile.rough = tile.rough.united(stale)
        return tile

    def invalidate(self, page: str, areas: tuple[Rect, ...]) -> None:
        """Marks the places of a page that changed, in points, stale at every zoom."""
        pixels: dict[float, list[Box]] = {}
        for (owner, scale, column, row), tile in self._room.of(self._view):
            if owner != page:
                continue
            if scale not in pixels:
                pixels[scale] = [in_pixels(area, scale) for area in areas]
            touched = _touched(pixels[scale], column * SIDE, row * SIDE)
            if touched is not None:
                tile.stale = tile.stale.united(touched)

    def forget(self, page: str | None = None) -> None:
        """Drops the tiles of a page, or all."""
        self._room.forget(self._view, page)

    def _mend(self, tile: Tile, key: TileKey, layers: Layers, size: tuple[float, float]) -> None:
        _, scale, column, row = key
        left, top, stale = column * SIDE, row * SIDE, tile.stale
        painter = QPainter(tile.image)
        painter.setClipRect(stale)
        sheet = QRect(-left, -top, round(size[0] * scale), round(size[1] * scale))
        if not sheet.contains(stale):
            painter.fillRect(stale, self.pasteboard)
        painter.fillRect(sheet.intersected(stale), self.paper)
        painter.translate(-left, -top)
        area = Rect(
            (left + stale.x()) / scale, (top + stale.y()) / scale, stale.width() / scale, stale.height() / scale
        )
        try:
            self._painter.paint(painter, layers.within(area), scale)
        finally:
            painter.end()
        tile.stale = QRect()


def in_pixels(area: Rect, scale: float) -> Box:
    """The device pixels of a page that an area in points touches, with one pixel around for smoothing."""
    left, top = math.floor(area.x * scale) - 1, math.floor(area.y * scale) - 1
    return left, top, math.ceil(area.right * scale) + 1, math.ceil(area.bottom * scale) + 1


def _touched(boxes: list[Box], x: int, y: int) -> QRect | None:
    """What boxes cover of the tile whose corner is (x, y), from that corner; nothing where none touches it."""
    right, bottom = x + SIDE, y + SIDE
    # In plain numbers: a line of copy that runs over moves hundreds of boxes, and dozens of tiles are kept.
    here = [box for box in boxes if box[0] < right and box[2] > x and box[1] < bottom and box[3] > y]
    if not here:
        return None
    lefts, tops, rights, bottoms = zip(*here, strict=True)
    left, top = max(min(lefts), x), max(min(tops), y)
    return QRect(left - x, top - y, min(max(rights), right) - left, min(max(bottoms), bottom) - top)


def covering(area: QRect) -> Iterator[tuple[int, int]]:
    """Columns and rows of the tiles that cover an area of device pixels from the page's corner."""
    for row in range(area.top() // SIDE, area.bottom() // SIDE + 1):
        for column in range(area.left() // SIDE, area.right() // SIDE + 1):
            yield column, row
