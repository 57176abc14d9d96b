"""A drag that comes to the other view (第二视图): what is in the hand goes to the page there, with its copy, as one step."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from layoutdesk import edits
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.grid import PageGrid, bounding, page_grid, shift
from layoutdesk.makeup.refitting import fresh, unbroken
from layoutdesk.model import Document
from layoutdesk.model.elements import Block, Element, GridRect
from layoutdesk.ui.canvas.overlay import PageOverlay
from layoutdesk.ui.canvas.snapping import Sheet, moved
from layoutdesk.ui.canvas.stage import Stage
from layoutdesk.ui.canvas.standing import Place, place_of, put_at
from layoutdesk.ui.canvas.view import PageView


class Landing(NamedTuple):
    """The view under the hand, its page, and where each element would stand on that."""

    view: PageView
    page: str
    places: tuple[Place, ...]


class Across:
    """Looks for the other view under the hand that moves ``places``, and shows there where they would come to rest."""

    def __init__(self, stage: Stage, places: tuple[Place, ...], origin: tuple[float, float]) -> None:
        self._stage = stage
        self._places = places
        self._origin = origin
        self._shown: PageView | None = None

    def under(self, event: QMouseEvent) -> Landing | None:
        """Where everything would stand on the page of another view; nothing while the hand is over no such one."""
        view = _view_at(event, self._stage.view.window())
        here, document = self._stage.desk.grid, self._stage.desk.document
        page = next((each for each in document.pages if view is not None and each.id == view.page), None)
        if view is None or view is self._stage.view or here is None or page is None:
            self.clear()
            return None
        there = page_grid(document.template(page.template))
        x, y = view.to_page(view.viewport().mapFromGlobal(event.globalPosition()))
        dx, dy = x - self._origin[0], y - self._origin[1]
        places = tuple(_set_down(each, dx, dy, here, there) for each in self._places)
        self._show(view, tuple(rect for each in places for rect in _rects(each, there)))
        return Landing(view, page.id, places)

    def clear(self) -> None:
        """Takes away what was shown in another view."""
        if self._shown is not None:
            self._show(self._shown, ())
            self._shown = None

    def _show(self, view: PageView, ghosts: tuple[Rect, ...]) -> None:
        if isinstance(view.overlay, PageOverlay):
            view.overlay.ghosts = ghosts
            view.viewport().update()
            self._shown = view


def brought(document: Document, home: str, elements: Iterable[Element], to: Landing) -> tuple[edits.Edit, ...]:
    """The edits that take elements from their page to another, headlines of blocks of another width broken anew."""
    steps: list[edits.Edit] = []
    for element, place in zip(elements, to.places, strict=True):
        if home == to.page:
            if place != place_of(element):
                steps.append(edits.SetElement(page=home, element=_placed(element, place)))
            continue
        steps += (
            edits.MoveToPage(
                page=home, element=element.id, to=to.page, area=None if isinstance(place, Rect) else place
            ),
            edits.SetElement(page=to.page, element=_placed(element, place)),
        )
        if isinstance(element, Block) and bounding(element.area).columns != _columns(place):
            story = next((each for each in document.stories if each.id == element.story), None)
            steps += unbroken(story) if story is not None else ()
    return tuple(steps)


def _placed(element: Element, place: Place) -> Element:
    if isinstance(element, Block) and not isinstance(place, Rect):
        return fresh(element, place)
    return put_at(element, place)


def _columns(place: Place) -> int:
    return 0 if isinstance(place, Rect) else bounding(place).columns


def _view_at(event: QMouseEvent, window: QWidget) -> PageView | None:
    under = window.childAt(window.mapFromGlobal(event.globalPosition()).toPoint())
    owner = under.parent() if under is not None else None
    return owner if isinstance(owner, PageView) else None


def _set_down(place: Place, dx: float, dy: float, here: PageGrid, there: PageGrid) -> Place:
    """A place of one page moved by points onto another: on the grid at its nearest columns and rows, inside the type area."""
    if isinstance(place, Rect):
        return Rect(rounded(place.x + dx), rounded(place.y + dy), place.w, place.h)
    whole, spec = bounding(place), there.template.grid
    rect = here.rect(whole)
    area = shift(place, -whole.column, -whole.row)
    if whole.columns > spec.columns or whole.rows > spec.rows:
        area = (GridRect(0, 0, min(whole.columns, spec.columns), min(whole.rows, spec.rows)),)
    column = (rect.x + dx - there.type_area.x) / there.pitch
    row = (rect.y + dy - there.type_area.y) / there.step
    return moved(area, column, row, Sheet(spec.columns, spec.rows, ()), 0.0).area


def _rects(place: Place, grid: PageGrid) -> tuple[Rect, ...]:
    return (place,) if isinstance(place, Rect) else tuple(map(grid.rect, place))
