"""Where an element stands: an area of the grid, or a rectangle in points where it stands off the grid."""

from __future__ import annotations

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.grid import PageGrid, bounding, shift
from layoutdesk.model.elements import Advert, Area, Block, Element, GridRect, Rule, area_of
from layoutdesk.ui.canvas.free import FreeRest, put, rect_of, ruled
from layoutdesk.ui.canvas.snapping import Rest

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
    """All places moved by points; as soon as one stands on the grid, by columns and rows, as far as none leaves the type area."""
    areas = [bounding(place) for place in places if not isinstance(place, Rect)]
    if not areas:
        return tuple(_moved(place, dx, dy) for place in places if isinstance(place, Rect))
    return by_grid(places, round(dx / grid.pitch), round(dy / grid.step), grid)


def by_grid(places: tuple[Place, ...], columns: int, rows: int, grid: PageGrid) -> tuple[Place, ...]:
    """All places moved by columns and rows, as far as none leaves the type area; those off the grid by as much."""
    areas = [bounding(place) for place in places if not isinstance(place, Rect)]
    columns, rows = _kept(columns, rows, areas, grid)
    dx, dy = columns * grid.pitch, rows * grid.step
    return tuple(_moved(place, dx, dy) if isinstance(place, Rect) else shift(place, columns, rows) for place in places)


def _moved(rect: Rect, dx: float, dy: float) -> Rect:
    return Rect(rounded(rect.x + dx), rounded(rect.y + dy), rect.w, rect.h)


def _kept(columns: int, rows: int, areas: list[GridRect], grid: PageGrid) -> tuple[int, int]:
    """Columns and rows by which all areas can move and stay inside the type area."""
    if not areas:
        return columns, rows
    spec = grid.template.grid
    left, top = min(area.column for area in areas), min(area.row for area in areas)
    right, foot = max(area.right for area in areas), max(area.bottom for area in areas)
    return max(-left, min(columns, spec.columns - right)), max(-top, min(rows, spec.rows - foot))
