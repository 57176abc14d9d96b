"""Free ground of a page (空处): where a block goes that would come to lie over others. Plain arithmetic on the grid, without Qt."""

from __future__ import annotations

import math
from collections.abc import Iterable

from layoutdesk.compose.grid import GAP_ROWS
from layoutdesk.model.elements import GridRect
from layoutdesk.ui.canvas.snapping import Catch, Rest, Sheet


def is_free(area: Iterable[GridRect], taken: Iterable[GridRect]) -> bool:
    """Whether an area lies over nothing of what is taken."""
    return not any(one.overlaps(other) for other in taken for one in area)


def depth(left: int, columns: int, top: int, sheet: Sheet) -> int:
    """The free rows in some columns from a row on, down to the white over what stands next; 0 where the row is taken."""
    beside = [other for other in sheet.others if other.column < left + columns and left < other.right]
    if any(other.row - GAP_ROWS <= top < other.bottom + GAP_ROWS for other in beside):
        return 0
    return min([sheet.rows, *(other.row - GAP_ROWS for other in beside if other.row > top)]) - top


def free_rest(place: GridRect) -> Rest:
    """A block at rest on the nearest free ground, which is named."""
    return Rest(
        (place,),
        (Catch("ui.snap.free_ground", row=place.row), Catch("ui.snap.column", place.column + 1, column=place.column)),
    )


def nearest(columns: int, rows: int, sheet: Sheet, column: float, row: float, wide: float) -> GridRect | None:
    """The free place of this size nearest to a hand at ``column`` and ``row``; nothing where the page has none.

    It keeps the usual white to what stands over and under it. ``wide``: the rows that a column is wide.
    """
    found: list[tuple[float, float, GridRect]] = []
    for left in range(sheet.columns - columns + 1):
        beside = [other for other in sheet.others if other.column < left + columns and left < other.right]
        for top in _tops(rows, sheet, beside, row):
            place = GridRect(left, top, columns, rows)
            across = max(left - column, column - place.right, 0.0) * wide
            down = max(top - row, row - place.bottom, 0.0)
            found.append((math.hypot(across, down), abs(top - row), place))
    return min(found, key=lambda each: each[:2])[2] if found else None


def _tops(rows: int, sheet: Sheet, beside: list[GridRect], row: float) -> set[int]:
    """The first rows of a place between what stands in its columns: where the hand is, and close to each neighbour."""
    least, most = 0, sheet.rows - rows
    wanted = {least, most, min(max(round(row), least), most)}
    wanted |= {other.bottom + GAP_ROWS for other in beside} | {other.row - GAP_ROWS - rows for other in beside}
    return {
        top
        for top in wanted
        if least <= top <= most
        and all(other.bottom + GAP_ROWS <= top or top + rows + GAP_ROWS <= other.row for other in beside)
    }
