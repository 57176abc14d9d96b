"""The page put together from its tiles: what is there, what is stale, what is missing and comes a turn later.

All places are device pixels from the page's upper left corner.
"""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QPainter, QRegion

from layoutdesk.base.geometry import Rect, around
from layoutdesk.ui.canvas.leaves import Layers
from layoutdesk.ui.canvas.tileroom import SIDE, TileKey
from layoutdesk.ui.canvas.tiles import Tiles, covering

#: Seconds that one paint may spend on mending stale tiles beyond the first; the rest waits for its turn.
MEND_BUDGET: Final = 0.006
#: How far the page may be drawn beyond its trim, in points (bleed).
BLEED: Final = 12.0


class Mosaic:
    """One page at one scale. ``scale`` is device pixels for a point, ``before`` that of the zoom before."""

    def __init__(self, tiles: Tiles) -> None:
        self._tiles = tiles
        self._waiting: list[TileKey] = []
        self.page = ""
        self.layers = Layers()
        self.size = (0.0, 0.0)
        #: The sheet with its bleed and all that stands beside it, in points.
        self.ground = Rect(0, 0, 0, 0)
        self.scale = 1.0
        self.before = 0.0

    def show(self, page: str, layers: Layers, size: tuple[float, float]) -> None:
        """Takes another page, or another state of the same one; ``size`` is the trim in points."""
        if page != self.page:
            self._waiting.clear()
        self.page, self.layers, self.size = page, layers, size
        bounds = (layer.bounds for layer in layers.layers if layer.leaves)
        self.ground = around([Rect(0, 0, *size).inset(*[-BLEED] * 4), *bounds])

    def change_scale(self, scale: float, *, keep: bool) -> None:
        """Goes to another scale; ``keep``: the tiles of the one before are shown, scaled, until there are new ones."""
        if keep:
            self.before = self.scale
        self.scale = scale
        self._waiting.clear()

    @property
    def sheet(self) -> QRect:
        """Where tiles are worth drawing: the trim and its bleed, as far as what stands on the pasteboard."""
        if not self.page:
            return QRect()
        ground, scale = self.ground, self.scale
        return QRectF(ground.x * scale, ground.y * scale, ground.w * scale, ground.h * scale).toAlignedRect()

    def is_crisp(self, visible: QRect) -> bool:
        """Whether everything in a part of the page is drawn as it is."""
        tiles = (self._tiles.get(self._key(place)) for place in covering(visible))
        return all(tile is not None and tile.is_crisp for tile in tiles)

    def has_any(self, visible: QRect) -> bool:
        """Whether a part of the page has tiles at all."""
        return any(self._tiles.get(self._key(place)) for place in covering(visible))

    def draw_all(self, visible: QRect) -> None:
        """Draws every tile of a part of the page, now."""
        places = list(covering(visible))
        self._tiles.show(len(places))
        for place in places:
            self._tiles.draw(self._key(place), self.layers, self.size)

    def smooth(self, visible: QRect) -> bool:
        """Has what was drawn in haste drawn as it is, tile by tile; whether there is any."""
        for place in covering(visible):
            key = self._key(place)
            tile = self._tiles.get(key)
            if tile is not None and not tile.rough.isEmpty():
                self._wait(key)
        return bool(self._waiting)

    def draw_next(self, visible: QRect, *, hasty: bool = False) -> QRect | None:
        """Draws one waiting tile, the nearest to the middle of what is visible; its place, or nothing where none waits.

        In haste what has become stale of it is mended as ``paint`` does.
        """
        seen = set(covering(visible)) if not visible.isEmpty() else set()
        here = [key for key in self._waiting if key[:2] == (self.page, self.scale) and key[2:] in seen]
        middle = visible.center() - QPoint(SIDE // 2, SIDE // 2)
        here.sort(key=lambda key: abs(key[2] * SIDE - middle.x()) + abs(key[3] * SIDE - middle.y()))
        self._waiting = here[1:]
        if not here:
            return None
        self._tiles.show(len(seen))
        tile = self._tiles.get(here[0])
        is_stale = tile is not None and not tile.stale.isEmpty()
        self._tiles.draw(here[0], self.layers, self.size, hasty=hasty and is_stale)
        return _place(here[0][2:])

    def paint(self, painter: QPainter, area: QRect, *, resting: bool) -> bool:
        """Tiles where there are any, elsewhere the zoom before or plain paper; whether tiles wait for their turn.

        Unless ``resting``, as a zoom gesture goes on, missing tiles are not asked for.
        """
        for empty in QRegion(area).subtracted(QRegion(self.sheet)):
            painter.fillRect(empty, self._tiles.pasteboard)
        inside = area.intersected(self.sheet)
        begun, longest = time.perf_counter(), 0.0
        missing = QRegion()
        for place in covering(inside):
            key, target = self._key(place), _place(place)
            part = target.intersected(inside)
            tile = self._tiles.get(key)
            if tile is None:
                missing += part
                if resting:
                    self._wait(key)
                continue
            if not tile.stale.isEmpty():
                before = time.perf_counter()
                if before - begun + longest <= MEND_BUDGET:
                    self._tiles.draw(key, self.layers, self.size, hasty=True)
                    longest = max(longest, time.perf_counter() - before)
                else:
                    self._wait(key)
            painter.drawImage(part, tile.image, part.translated(-target.topLeft()))
        if not missing.isEmpty():
            self._paint_before(painter, missing)
        return bool(self._waiting)

    def _paint_before(self, painter: QPainter, missing: QRegion) -> None:
        """Fills places that have no tile yet from the tiles of the zoom before."""
        painter.save()
        painter.setClipRegion(missing)
        painter.fillRect(missing.boundingRect(), self._tiles.pasteboard)
        painter.fillRect(self._trim(), self._tiles.paper)
        if self.before > 0:
            factor, box = self.scale / self.before, missing.boundingRect()
            seen = QRectF(box.x() / factor, box.y() / factor, box.width() / factor, box.height() / factor)
            for column, row in covering(seen.toAlignedRect()):
                tile = self._tiles.get((self.page, self.before, column, row))
                if tile is not None:
                    left, top = round(column * SIDE * factor), round(row * SIDE * factor)
                    right, foot = round((column + 1) * SIDE * factor), round((row + 1) * SIDE * factor)
                    painter.drawImage(QRect(left, top, right - left, foot - top), tile.image)
        painter.restore()

    def _trim(self) -> QRect:
        return QRect(0, 0, round(self.size[0] * self.scale), round(self.size[1] * self.scale))

    def _key(self, place: tuple[int, int]) -> TileKey:
        return self.page, self.scale, *place

    def _wait(self, key: TileKey) -> None:
        if key not in self._waiting:
            self._waiting.append(key)


def _place(place: tuple[int, int]) -> QRect:
    return QRect(place[0] * SIDE, place[1] * SIDE, SIDE, SIDE)
