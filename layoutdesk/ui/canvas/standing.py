"""Where an element stands: an area of the grid, or a rectangle in points where it stands off the grid."""

from __future__ import annotations

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.model.elements import Element
from layoutdesk.ui.canvas.free import FreeRest, put, rect_of
from layoutdesk.ui.canvas.snapping import Area, Rest, area_of

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
