"""Where an element stands: an area of the grid, or a rectangle in points where it stands off the grid."""

from __future__ import annotations

import math

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.grid import PageGrid, bounding, shift
from layoutdesk.compose.parking import SIDES, Side, clear_of_sheet
from layoutdesk.model.elements import Advert, Area, Block, Element, GridRect, Rule, area_of
from layoutdesk.ui.canvas.free import FreeRest, put, rect_of, ruled
from layoutdesk.ui.canvas.snapping import Rest, Sheet, sheet_round

Place = Area | Rect


def place_of(element: Element | None) -> Place | None:
    """Where an element stands; nothing for what the template places."""
    return area_of(element) or rect_of(element)


def rested(rest: Rest | FreeRest) -> Place:
    """Where an element at rest stands."""
    return rest.rect if isinstance(rest, FreeRest) else rest.area


def is_movable(element: Element | None) -> bool:
    """Whether the hand may move an element: neither locked nor placed by the template."""
    return place_of(element) is not None and not getattr(element, "locked", False)


def edit_to(page: str, element: Element, place: Place) -> edits.Edit:
    """The edit that puts an element to a place of its own kind."""
    if isinstance(place, Rect):
        return put(page, element, place)
    return edits.SetArea(page=page, element=element.id, area=place)


def put_at(element: Element, place: Place) -> Element:
    """An element at a place of its own kind, before it stands on any page."""
    if isinstance(place, Rect):
        return ruled(element, place) if isinstance(element, Rule) else replace(element, rect=place)
    if isinstance(element, Block | Advert):
        return replace(element, area=place if isinstance(element, Block) else place[0])
    return element


def shifted(places: tuple[Place, ...], dx: float, dy: float, grid: PageGrid) -> tuple[Place, ...]:
    """All places moved by points; as soon as one stands on the grid, by columns and rows as ``by_grid`` has it."""
    areas = [bounding(place) for place in places if not isinstance(place, Rect)]
    if not areas:
        return tuple(_moved(place, dx, dy) for place in places if isinstance(place, Rect))
    return by_grid(places, round(dx / grid.pitch), round(dy / grid.step), grid)


def by_grid(
    places: tuple[Place, ...], columns: int, rows: int, grid: PageGrid, *, onto_page: bool = False
) -> tuple[Place, ...]:
    """All places moved by columns and rows, as far as none leaves the type area; those off the grid by as much.

    What is parked stays beside the sheet, at its side; ``onto_page``: it goes inside the type area as well.
    """
    spec = grid.template.grid
    for area in (bounding(place) for place in places if not isinstance(place, Rect)):
        sheet = Sheet(spec.columns, spec.rows, ()) if onto_page else sheet_round((area,), grid.template)
        columns, rows = _kept(columns, rows, area, sheet)
    return _by(places, columns, rows, grid)


def _by(places: tuple[Place, ...], columns: int, rows: int, grid: PageGrid) -> tuple[Place, ...]:
    dx, dy = columns * grid.pitch, rows * grid.step
    return tuple(_moved(place, dx, dy) if isinstance(place, Rect) else shift(place, columns, rows) for place in places)


def _moved(rect: Rect, dx: float, dy: float) -> Rect:
    return Rect(rounded(rect.x + dx), rounded(rect.y + dy), rect.w, rect.h)


def beside(places: tuple[Place, ...], dx: float, dy: float, grid: PageGrid, side: Side) -> tuple[Place, ...]:
    """All places moved by the columns and rows nearest to points, and further until all lie beside the sheet (停在版外)."""
    columns, rows = round(dx / grid.pitch), round(dy / grid.step)
    moved = _by(places, columns, rows, grid)
    areas = [_around(place, grid) if isinstance(place, Rect) else bounding(place) for place in moved]
    more = clear_of_sheet(areas, grid.template, side)
    return _by(places, columns + more[0], rows + more[1], grid)


def side_at(x: float, y: float, grid: PageGrid) -> Side:
    """The side of the sheet at which a point beside it lies."""
    left, right, top, bottom = SIDES
    if not 0 <= x <= grid.width:
        return left if x < 0 else right
    return top if y < 0 else bottom


def _around(rect: Rect, grid: PageGrid) -> GridRect:
    """The columns and rows of the grid, also beyond it, that a rectangle touches."""
    left, top = (
        math.floor((rect.x - grid.type_area.x) / grid.pitch),
        math.floor((rect.y - grid.type_area.y) / grid.step),
    )
    right = math.ceil((rect.right + grid.gutter - grid.type_area.x) / grid.pitch)
    bottom = math.ceil((rect.bottom - grid.type_area.y) / grid.step)
    return GridRect(left, top, right - left, bottom - top)


def _kept(columns: int, rows: int, area: GridRect, sheet: Sheet) -> tuple[int, int]:
    """Columns and rows by which an area can move and stay inside what it rests on."""
    return (
        max(sheet.left - area.column, min(columns, sheet.columns - area.right)),
        max(sheet.top - area.row, min(rows, sheet.rows - area.bottom)),
    )
