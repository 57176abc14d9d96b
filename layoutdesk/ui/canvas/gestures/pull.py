"""Pulling a handle of the leading element, or a block's edge anywhere along it: by whole columns and rows, or freely off the grid.

The text resets live.

Off the grid Shift at a corner keeps the proportions.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from layoutdesk.base.geometry import Rect
from layoutdesk.model.elements import Element
from layoutdesk.ui.canvas.free import FreeRest, in_proportion, pulled_rect
from layoutdesk.ui.canvas.gestures.base import Gesture
from layoutdesk.ui.canvas.snapping import Edges, Rest, resized, sheet_round
from layoutdesk.ui.canvas.stage import Stage
from layoutdesk.ui.canvas.standing import Place, edit_to, is_movable, place_of, rested


class Pull(Gesture):
    """A drag on a handle or an edge."""

    def __init__(self, stage: Stage, start: QPointF, element: Element, place: Place, edges: Edges) -> None:
        super().__init__(stage, start)
        self.element = element
        self.before = place
        self.place = place
        self.edges = edges

    @classmethod
    def at(cls, stage: Stage, event: QMouseEvent) -> Pull | None:
        """A pull, where a handle of the leading element or a block's edge lies under the hand."""
        edges, element = stage.overlay.pulled_at(event.position()), stage.desk.element
        place = place_of(element)
        if edges is None or element is None or place is None or not is_movable(element):
            return None
        return cls(stage, event.position(), element, place, edges)

    def move(self, event: QMouseEvent) -> None:
        rest = self._rest(event)
        if rest is None:
            return
        overlay = self.stage.overlay
        overlay.catches = rest.catches
        place = rested(rest)
        if place != self.place:
            self.place = place
            overlay.ghosts = (place,)
            self.show(rest, edit_to(self.stage.desk.page_id, self.element, place))

    def finish(self) -> None:
        if self.place != self.before:
            self.stage.desk.apply(edit_to(self.stage.desk.page_id, self.element, self.place))

    def _rest(self, event: QMouseEvent) -> Rest | FreeRest | None:
        grid, sheet = self.stage.desk.grid, self.sheet()
        if grid is None or sheet is None:
            return None
        view = self.stage.view
        x, y = view.to_page(event.position())
        x0, y0 = self.origin
        dx, dy = x - x0, y - y0
        if isinstance(self.before, Rect):
            free = self.is_free(event)
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and all(self.edges):
                (dx, dy), free = in_proportion(self.before, self.edges, dx, dy), True
            return pulled_rect(self.before, self.edges, dx, dy, self.lines(), 0.0 if free else self.reach() / 2)
        reach = 0.0 if self.is_free(event) else max(0.5, min(self.reach(grid.step), 3.0))
        sheet = sheet_round(self.before, grid.template, sheet.others)
        return resized(self.before, self.edges, dx / grid.pitch, dy / grid.step, sheet, reach)
