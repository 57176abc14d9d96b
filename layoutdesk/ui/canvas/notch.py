"""The notch of an L (缺角): which corner of its bounds a block leaves out, and the area that leaves out another.

Plain arithmetic on the grid, without Qt. The headline spans the first part of an area: over a notch at the foot that is the
whole width, beside one at the head what is left of it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from layoutdesk.compose.grid import bounding
from layoutdesk.model.elements import Area, Block, GridRect
from layoutdesk.ui.canvas.snapping import Edges

#: The corners of a rectangle, from the upper left clockwise.
CORNERS: Final = (Edges(-1, -1), Edges(1, -1), Edges(1, 1), Edges(-1, 1))


class Notch(NamedTuple):
    """The corner left out, and where its inner point lies: a column line and a row line of the grid."""

    corner: Edges
    column: int
    row: int


def may_be_l(block: Block) -> bool:
    """Whether a block may become an L: one rectangle with room for two parts, its headline at the top, no frame or tint."""
    has_room = len(block.area) == 1 and min(block.area[0].columns, block.area[0].rows) > 1
    return has_room and block.head_at == "top" and not block.is_framed


def notch_of(area: Area) -> Notch | None:
    """The notch of an L of two parts; nothing for a rectangle."""
    if len(area) != 2:
        return None
    bounds = bounding(area)
    for corner in CORNERS:
        at = GridRect(
            bounds.right - 1 if corner.across > 0 else bounds.column,
            bounds.bottom - 1 if corner.down > 0 else bounds.row, 1, 1,
        )  # fmt: skip
        if not any(part.overlaps(at) for part in area):
            return Notch(corner, *_inner(area, bounds, corner))
    return None


def _inner(area: Area, bounds: GridRect, corner: Edges) -> tuple[int, int]:
    """The lines at which the part that reaches the corner's side, and the one that reaches its row, end."""
    row = bounds.bottom - 1 if corner.down > 0 else bounds.row
    column = bounds.right - 1 if corner.across > 0 else bounds.column
    beside = [part for part in area if part.row <= row < part.bottom]
    over = [part for part in area if part.column <= column < part.right]
    across = max(part.right for part in beside) if corner.across > 0 else min(part.column for part in beside)
    down = max(part.bottom for part in over) if corner.down > 0 else min(part.row for part in over)
    return across, down


def notched(bounds: GridRect, notch: Notch) -> Area:
    """The area inside ``bounds`` that leaves the notch out; the whole rectangle where nothing of it lies inside.

    However far the notch is pulled, a column and a row of the block stay beside it.
    """
    at_right, at_foot = notch.corner.across > 0, notch.corner.down > 0
    column = min(max(notch.column, bounds.column + at_right), bounds.right - (not at_right))
    row = min(max(notch.row, bounds.row + at_foot), bounds.bottom - (not at_foot))
    left, right = column - bounds.column, bounds.right - column
    upper, lower = row - bounds.row, bounds.bottom - row
    if not (left and right and upper and lower):
        return (bounds,)
    kept = (bounds.column, left) if at_right else (column, right)
    cut = (column, right) if at_right else (bounds.column, left)
    if at_foot:
        whole = GridRect(bounds.column, bounds.row, bounds.columns, upper)
        return whole, GridRect(kept[0], row, kept[1], lower)
    return GridRect(kept[0], bounds.row, kept[1], bounds.rows), GridRect(cut[0], row, cut[1], lower)
