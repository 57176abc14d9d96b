"""Where a dragged block comes to rest: whole columns and rows, caught by the edges of the type area and of its neighbours.

Plain arithmetic on the grid, without Qt. Moves and resizes work on a block's whole area, one rectangle or an L of two.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from layoutdesk.compose.grid import GAP_ROWS, bounding, shift
from layoutdesk.compose.parking import side_of
from layoutdesk.model.elements import Area, GridRect
from layoutdesk.model.template import Template

#: Columns and rows beyond which the hand takes nothing on the pasteboard.
_FAR: Final = 1000


class Sheet(NamedTuple):
    """What a block rests on: the grid from its first columns and rows to its last, and the areas of the other blocks."""

    columns: int
    rows: int
    others: tuple[GridRect, ...]
    left: int = 0
    top: int = 0


class Catch(NamedTuple):
    """What caught an edge: its text ``code`` with the number it names, and the line: a ``row`` or ``column``, or points."""

    code: str
    number: int = 0
    row: int | None = None
    column: int | None = None
    x: float | None = None
    y: float | None = None


class Rest(NamedTuple):
    """An area at rest and what caught it."""

    area: Area
    catches: tuple[Catch, ...]


class Edges(NamedTuple):
    """The edges that a handle pulls: -1 the left or upper, 1 the right or lower, 0 none."""

    across: int
    down: int


#: The eight handles, clockwise from the upper left.
HANDLES: Final = (
    Edges(-1, -1), Edges(0, -1), Edges(1, -1), Edges(1, 0), Edges(1, 1), Edges(0, 1), Edges(-1, 1), Edges(-1, 0),
)  # fmt: skip


def sheet_round(area: Area, template: Template, others: tuple[GridRect, ...] = ()) -> Sheet:
    """What an area rests on where it lies: the type area, or the pasteboard at the side of the sheet at which it is parked."""
    grid, side = template.grid, side_of(area, template) if area else None
    if side is None:
        return Sheet(grid.columns, grid.rows, others)
    left, top, right, bottom = template.sheet
    return Sheet(
        left if side.across < 0 else _FAR, top if side.down < 0 else _FAR, others,
        right if side.across > 0 else -_FAR, bottom if side.down > 0 else -_FAR,
    )  # fmt: skip


def moved(area: Area, columns: float, rows: float, sheet: Sheet, reach: float) -> Rest:
    """The area moved by fractions of columns and rows, at rest inside the sheet.

    ``reach`` is how far, in rows, an edge of the type area or of a neighbour catches.
    """
    bounds = bounding(area)
    column = _clamped(round(bounds.column + columns), sheet.left, sheet.columns - bounds.columns)
    wanted = bounds.row + rows
    row, catch = _caught_row(wanted, bounds, column, sheet, reach)
    row = _clamped(row, sheet.top, sheet.rows - bounds.rows)
    shifted = shift(area, column - bounds.column, row - bounds.row)
    return Rest(shifted, (Catch("ui.snap.column", column + 1, column=column), catch or _plain_row(row)))


def resized(area: Area, edges: Edges, columns: float, rows: float, sheet: Sheet, reach: float) -> Rest:
    """The area with the pulled edges moved by fractions of columns and rows, at rest; never smaller than one by one."""
    bounds = bounding(area)
    catches: list[Catch] = []
    if edges.across:
        line = bounds.column if edges.across < 0 else bounds.right
        column = _clamped(round(line + columns), sheet.left, sheet.columns)
        area = _pulled(area, edges.across, 0, column - line)
        catches.append(Catch("ui.snap.column", _named_column(area, edges.across), column=column))
    if edges.down:
        line = bounds.row if edges.down < 0 else bounds.bottom
        row, catch = _caught_edge(line + rows, edges.down, bounding(area), sheet, reach)
        row = _clamped(row, sheet.top, sheet.rows)
        area = _pulled(area, 0, edges.down, row - line)
        catches.append(catch or Catch("ui.snap.row", row + (1 if edges.down < 0 else 0), row=row))
    return Rest(area, tuple(catches))


def _pulled(area: Area, across: int, down: int, by: int) -> Area:
    """Moves the outer edge of those rectangles that lie on it, as far as the area stays whole."""
    while by:
        out = _stretched(area, across, down, by)
        if _is_whole(out):
            return out
        by += 1 if by < 0 else -1
    return area


def _stretched(area: Area, across: int, down: int, by: int) -> Area:
    bounds = bounding(area)
    out = []
    for rect in area:
        if not _on_edge(rect, bounds, across, down):
            out.append(rect)
        elif across > 0:
            out.append(GridRect(rect.column, rect.row, rect.columns + by, rect.rows))
        elif across < 0:
            out.append(GridRect(rect.column + by, rect.row, rect.columns - by, rect.rows))
        elif down > 0:
            out.append(GridRect(rect.column, rect.row, rect.columns, rect.rows + by))
        else:
            out.append(GridRect(rect.column, rect.row + by, rect.columns, rect.rows - by))
    return tuple(out)


def _is_whole(area: Area) -> bool:
    """Every part has at least one column and row, and the two parts of an L share an edge."""
    if any(rect.columns < 1 or rect.rows < 1 for rect in area):
        return False
    if len(area) < 2:
        return True
    one, two = area
    columns = min(one.right, two.right) - max(one.column, two.column)
    rows = min(one.bottom, two.bottom) - max(one.row, two.row)
    return (columns >= 1 and rows == 0) or (rows >= 1 and columns == 0)


def _on_edge(rect: GridRect, bounds: GridRect, across: int, down: int) -> bool:
    return (
        (across > 0 and rect.right == bounds.right)
        or (across < 0 and rect.column == bounds.column)
        or (down > 0 and rect.bottom == bounds.bottom)
        or (down < 0 and rect.row == bounds.row)
    )


def _caught_row(wanted: float, bounds: GridRect, column: int, sheet: Sheet, reach: float) -> tuple[int, Catch | None]:
    """The row for the upper edge, where the upper or the lower edge may be caught."""
    tops = [(float(line), catch, line) for line, catch in _lines(-1, column, bounds.columns, sheet)]
    feet = [(float(line - bounds.rows), catch, line) for line, catch in _lines(1, column, bounds.columns, sheet)]
    near = [(abs(row - wanted), int(row), catch) for row, catch, _ in tops + feet if abs(row - wanted) <= reach]
    if not near:
        return round(wanted), None
    _, row, catch = min(near, key=lambda item: item[0])
    return row, catch


def _caught_edge(wanted: float, down: int, bounds: GridRect, sheet: Sheet, reach: float) -> tuple[int, Catch | None]:
    lines = _lines(down, bounds.column, bounds.columns, sheet)
    near = [(abs(line - wanted), line, catch) for line, catch in lines if abs(line - wanted) <= reach]
    if not near:
        return round(wanted), None
    _, line, catch = min(near, key=lambda item: item[0])
    return line, catch


def _lines(down: int, column: int, columns: int, sheet: Sheet) -> list[tuple[int, Catch]]:
    """The rows that may catch an upper (-1) or lower (1) edge of a block that stands in these columns."""
    lines = [(0, Catch("ui.snap.area_top", row=0))] if down < 0 else []
    if down > 0:
        lines.append((sheet.rows, Catch("ui.snap.area_foot", row=sheet.rows)))
    for other in sheet.others:
        beside = other.right <= column or other.column >= column + columns
        if down < 0:
            near = (other.row, "ui.snap.heads") if beside else (other.bottom + GAP_ROWS, "ui.snap.under")
        else:
            near = (other.bottom, "ui.snap.feet") if beside else (other.row - GAP_ROWS, "ui.snap.over")
        lines.append((near[0], Catch(near[1], row=near[0])))
    return lines


def _plain_row(row: int) -> Catch:
    return Catch("ui.snap.row", row + 1, row=row)


def _named_column(area: Area, across: int) -> int:
    bounds = bounding(area)
    return bounds.column + 1 if across < 0 else bounds.right


def _clamped(value: int, least: int, most: int) -> int:
    return max(least, min(value, most))


def overlapping(areas: Iterable[tuple[str, Area]]) -> tuple[GridRect, ...]:
    """The parts that two elements both claim."""
    found = []
    # Written out: asked for each frame that is drawn, of every pair.
    boxes = [
        (number, one.column, one.row, one.right, one.bottom, one)
        for number, (_, area) in enumerate(areas)
        for one in area
    ]
    for at, (number, left, top, right, bottom, one) in enumerate(boxes):
        for other, x, y, end, foot, two in boxes[at + 1 :]:
            if left < end and x < right and top < foot and y < bottom and number != other:
                found.append(_common(one, two))
    return tuple(found)


def _common(one: GridRect, two: GridRect) -> GridRect:
    column, row = max(one.column, two.column), max(one.row, two.row)
    return GridRect(column, row, min(one.right, two.right) - column, min(one.bottom, two.bottom) - row)
