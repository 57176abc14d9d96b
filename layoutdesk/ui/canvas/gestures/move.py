"""Moving the selected elements: on the grid by whole columns and rows, off it freely, caught by lines and neighbours.

The element under the hand leads and is caught; the others keep their places to it. Where it stands on the grid, those off the
grid go by the same columns and rows.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from layoutdesk import edits
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.grid import PageGrid, bounding
from layoutdesk.model.elements import Element, GridRect
from layoutdesk.ui.canvas.free import FreeRest, Lines, moved_rect
from layoutdesk.ui.canvas.gestures.base import Gesture
from layoutdesk.ui.canvas.snapping import Rest, Sheet, moved, shift
from layoutdesk.ui.canvas.stage import Stage
from layoutdesk.ui.canvas.standing import Place, edit_to, is_movable, place_of


class Move(Gesture):
    """A drag on a selected element."""

    def __init__(self, stage: Stage, start: QPointF, elements: tuple[Element, ...]) -> None:
        super().__init__(stage, start)
        self.elements = elements
        self.before = tuple(place for element in elements if (place := place_of(element)) is not None)
        self.places = self.before

    @classmethod
    def at(cls, stage: Stage, event: QMouseEvent) -> Move | None:
        """A move of what is selected, where the hand is on it and may move it."""
        under = stage.overlay.elements_at(*stage.view.to_page(event.position()))
        elements = tuple(element for element in stage.desk.elements if is_movable(element))
        if not is_movable(stage.desk.element) or stage.desk.selection not in under:
            return None
        return cls(stage, event.position(), elements)

    def move(self, event: QMouseEvent) -> None:
        rest = self._rest(event)
        if rest is None:
            return
        overlay = self.stage.overlay
        overlay.catches = rest.catches
        places = self._follow(rest)
        if places != self.places:
            self.places = overlay.ghosts = places
            self.show(rest, *self._edits())

    def finish(self) -> None:
        if self.places != self.before:
            self.stage.desk.apply(edits.together("ui.history.move", self._edits()))

    def _edits(self) -> tuple[edits.Edit, ...]:
        page = self.stage.desk.page_id
        steps = zip(self.elements, self.before, self.places, strict=True)
        return tuple(edit_to(page, element, place) for element, before, place in steps if place != before)

    def _rest(self, event: QMouseEvent) -> Rest | FreeRest | None:
        """Where the leading element would rest; free of every catch with Alt."""
        grid, sheet = self.stage.desk.grid, self.sheet()
        if grid is None or sheet is None:
            return None
        dx, dy = self.moved_by(event)
        free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        lead = self.before[-1]
        if isinstance(lead, Rect):
            return moved_rect(lead, dx, dy, self.lines(), 0.0 if free else self.reach() / 2)
        reach = 0.0 if free else max(0.5, min(self.reach(grid.step), 3.0))
        return moved(lead, dx / grid.pitch, dy / grid.step, sheet, reach)

    def _follow(self, rest: Rest | FreeRest) -> tuple[Place, ...]:
        """Where all of them stand when the leading one rests."""
        grid, sheet, lead = self.stage.desk.grid, self.sheet(), self.before[-1]
        if grid is None or sheet is None:
            return self.before
        if isinstance(rest, FreeRest):
            assert isinstance(lead, Rect)
            dx, dy = rest.rect.x - lead.x, rest.rect.y - lead.y
            if any(not isinstance(place, Rect) for place in self.before):
                return self._by_grid(round(dx / grid.pitch), round(dy / grid.step), grid, sheet)
            return tuple(_moved(place, dx, dy) for place in self.before if isinstance(place, Rect))
        assert not isinstance(lead, Rect)
        from_, to = bounding(lead), bounding(rest.area)
        return self._by_grid(to.column - from_.column, to.row - from_.row, grid, sheet)

    def _by_grid(self, columns: int, rows: int, grid: PageGrid, sheet: Sheet) -> tuple[Place, ...]:
        """All moved by columns and rows, as far as none leaves the type area."""
        areas = [bounding(place) for place in self.before if not isinstance(place, Rect)]
        columns, rows = _kept(columns, rows, areas, sheet)
        dx, dy = columns * grid.pitch, rows * grid.step
        return tuple(
            _moved(place, dx, dy) if isinstance(place, Rect) else shift(place, columns, rows) for place in self.before
        )


def _moved(rect: Rect, dx: float, dy: float) -> Rect:
    return Rect(rounded(rect.x + dx), rounded(rect.y + dy), rect.w, rect.h)


def _kept(columns: int, rows: int, areas: list[GridRect], sheet: Sheet) -> tuple[int, int]:
    """Columns and rows by which all areas can move and stay inside the sheet."""
    if not areas:
        return columns, rows
    left, top = min(area.column for area in areas), min(area.row for area in areas)
    right, foot = max(area.right for area in areas), max(area.bottom for area in areas)
    return max(-left, min(columns, sheet.columns - right)), max(-top, min(rows, sheet.rows - foot))


def nudged(stage: Stage, element: Element, columns: int, rows: int, step: float) -> Rest | FreeRest | None:
    """Where an element rests after a key has moved it: by columns and rows on the grid, by so many ``step`` points off it."""
    grid, place = stage.desk.grid, place_of(element)
    if grid is None or place is None:
        return None
    if isinstance(place, Rect):
        return moved_rect(place, columns * step, rows * step, Lines((), ()), 0.0)
    return moved(place, columns, rows, Sheet(grid.template.grid.columns, grid.template.grid.rows, ()), 0.0)
