"""Where what is dragged beside the sheet comes to lie on the pasteboard (停在版外), and what of it comes back onto the page.

A block is a block there as well: it keeps headline, pictures, columns and what of its story it sets, only off the sheet.
"""

from __future__ import annotations

from typing import Final

from layoutdesk.base.geometry import Rect
from layoutdesk.base.units import mm
from layoutdesk.compose.grid import PageGrid, bounding
from layoutdesk.compose.parking import Side, side_of
from layoutdesk.model.elements import Area
from layoutdesk.ui.canvas.standing import Place, beside, by_grid, shifted, side_at

#: How far beyond the sheet the hand has to be, in points: a block that is pushed to the edge of its page stays on it.
_BEYOND: Final = mm(10)


class Parking:
    """The places of several elements, of which the last leads, as they go off the sheet, about on the pasteboard, and back."""

    def __init__(self, grid: PageGrid | None, before: tuple[Place, ...]) -> None:
        self._grid, self._before = grid, before
        self._on_grid = grid is not None and any(not isinstance(place, Rect) for place in before)
        self._was_parked = self._on_grid and self._is_parked(before[-1])

    def beside(self, dx: float, dy: float, x: float, y: float) -> tuple[Place, ...] | None:
        """All of them moved by points, clear of the sheet; nothing where the hand at ``x`` and ``y`` is not beside it.

        What stands off the grid by itself goes freely wherever the hand goes.
        """
        side = self._side(x, y) if self._on_grid else None
        if side is None or self._grid is None:
            return None
        return beside(self._before, dx, dy, self._grid, side)

    def on_page(self, columns: int, rows: int) -> tuple[Place, ...]:
        """All of them moved inside the type area; of some on and some beside the sheet those at the leading one go."""
        assert self._grid is not None
        stays = [not isinstance(each, Rect) and self._is_parked(each) != self._was_parked for each in self._before]
        go = tuple(place for place, still in zip(self._before, stays, strict=True) if not still)
        moved = iter(by_grid(go, columns, rows, self._grid, onto_page=True))
        places = tuple(place if still else next(moved) for place, still in zip(self._before, stays, strict=True))
        pairs = zip(self._before, places, strict=True)
        return tuple(place if isinstance(place, Rect) or self._holds(place) else was for was, place in pairs)

    def left_beside(self, places: tuple[Place, ...]) -> int:
        """How many of them lie beside the sheet still while the leading one came onto it: the type area has no room for them so."""
        if not self._was_parked or self._is_parked(places[-1]):
            return 0
        return sum(not isinstance(place, Rect) and self._is_parked(place) for place in places)

    def _holds(self, area: Area) -> bool:
        """Whether the type area holds an area."""
        assert self._grid is not None
        bounds, spec = bounding(area), self._grid.template.grid
        across = bounds.column >= 0 and bounds.right <= spec.columns
        return across and bounds.row >= 0 and bounds.bottom <= spec.rows

    def freely(self, dx: float, dy: float) -> tuple[Place, ...]:
        """All of them moved by points, as one off the grid leads."""
        assert self._grid is not None
        return shifted(self._before, dx, dy, self._grid)

    def _side(self, x: float, y: float) -> Side | None:
        """The side of the sheet at which the hand is; of what is parked it is on the sheet only over it."""
        assert self._grid is not None
        out = 0.0 if self._was_parked else _BEYOND
        if Rect(0, 0, self._grid.width, self._grid.height).inset(-out, -out, -out, -out).contains(x, y):
            return None
        return side_at(x, y, self._grid)

    def _is_parked(self, place: Place) -> bool:
        assert self._grid is not None
        if isinstance(place, Rect):
            return place.right <= 0 or place.bottom <= 0 or place.x >= self._grid.width or place.y >= self._grid.height
        return side_of(place, self._grid.template) is not None
