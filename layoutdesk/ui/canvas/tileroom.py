"""The room for the tiles of all views of a window: bounded in bytes together, so that a second view or the galley takes no more."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from itertools import count
from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

SIDE: Final = 512
TILE_BYTES: Final = SIDE * SIDE * 4
BYTES_KEPT: Final = 32 * 1024 * 1024

#: Page id, device pixels for a point, column and row of the tile from the page's upper left corner.
TileKey = tuple[str, float, int, int]


class Tile:
    """A drawn piece of a page, the part of it that is stale, and the part that was drawn in haste, half a pixel off."""

    __slots__ = ("image", "rough", "stale")

    def __init__(self) -> None:
        self.image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
        self.stale = QRect(0, 0, SIDE, SIDE)
        self.rough = QRect()

    @property
    def is_crisp(self) -> bool:
        """Whether everything is drawn as it is."""
        return self.stale.isEmpty() and self.rough.isEmpty()


class TileRoom:
    """Keeps the tiles that were looked at last, whichever view they are of, and as many as the views show at once in any case."""

    def __init__(self, bytes_kept: int = BYTES_KEPT) -> None:
        self._most = max(4, bytes_kept // TILE_BYTES)
        self._tiles: OrderedDict[tuple[int, TileKey], Tile] = OrderedDict()
        self._views = count()
        self._shown: dict[int, int] = {}

    def view(self) -> int:
        """A number for one view more."""
        return next(self._views)

    @property
    def bytes_used(self) -> int:
        """Bytes that the tiles of all views take now."""
        return len(self._tiles) * TILE_BYTES

    def of(self, view: int) -> Iterator[tuple[TileKey, Tile]]:
        """The tiles of a view."""
        return ((key, tile) for (owner, key), tile in self._tiles.items() if owner == view)

    def get(self, view: int, key: TileKey) -> Tile | None:
        """A tile of a view, which was looked at now."""
        tile = self._tiles.get((view, key))
        if tile is not None:
            self._tiles.move_to_end((view, key))
        return tile

    def show(self, view: int, tiles: int) -> None:
        """A view shows so many tiles at once: on a large screen more than there would be room for."""
        self._shown[view] = tiles

    def take_in(self, view: int, key: TileKey) -> Tile:
        """A new tile of a view; those that were not looked at for longest make room for it."""
        tile = self._tiles[view, key] = Tile()
        while len(self._tiles) > max(self._most, sum(self._shown.values())):
            self._tiles.popitem(last=False)
        return tile

    def forget(self, view: int, page: str | None = None) -> None:
        """Drops the tiles of a page in a view, or all of the view."""
        for key in [key for key, _ in self.of(view) if page is None or key[0] == page]:
            del self._tiles[view, key]
        if page is None:
            self._shown.pop(view, None)
