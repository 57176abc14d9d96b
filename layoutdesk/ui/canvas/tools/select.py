"""The select tool: choose an element, move it by columns and rows, pull its edges, nudge it with the arrow keys.

While the hand moves, the page is composed as it would become as long as that keeps up with the hand; otherwise the outline follows.
Nothing is changed before the button is let go, and Esc gives a gesture up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.model.elements import Element
from layoutdesk.ui.canvas.free import FreeRest, Lines, lines_of, moved_rect, pulled_rect, put, rect_of
from layoutdesk.ui.canvas.hands import Hand
from layoutdesk.ui.canvas.overlay import PageOverlay
from layoutdesk.ui.canvas.snapping import Area, Edges, Rest, Sheet, area_of, moved, resized
from layoutdesk.ui.canvas.view import PageView
from layoutdesk.ui.desk import Desk

#: Logical pixels that the hand must move before a press becomes a drag.
DRAG_FROM: Final = 4.0
#: Logical pixels within which a neighbour's edge catches.
CATCH_PIXELS: Final = 10.0
#: How far an arrow key moves what stands off the grid, points.
NUDGE: Final = 1.0

_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
_CURSORS: Final = {
    (-1, -1): Qt.CursorShape.SizeFDiagCursor, (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor, (-1, 1): Qt.CursorShape.SizeBDiagCursor,
    (0, -1): Qt.CursorShape.SizeVerCursor, (0, 1): Qt.CursorShape.SizeVerCursor,
    (-1, 0): Qt.CursorShape.SizeHorCursor, (1, 0): Qt.CursorShape.SizeHorCursor,
}  # fmt: skip


#: Where an element stands: an area of the grid, or a rectangle in points where it stands off the grid.
Place = Area | Rect


class Gesture:
    """One drag, from the press on an element or handle to the release."""

    def __init__(self, position: QPointF, element: Element, place: Place, edges: Edges | None) -> None:
        self.start = position
        self.element = element
        self.before = place
        self.place = place
        self.edges = edges
        self.started = False


class SelectTool(Hand):
    """Select, move, resize: on the grid, and freely off it."""

    cursor = Qt.CursorShape.ArrowCursor

    def __init__(
        self,
        view: PageView,
        desk: Desk,
        overlay: PageOverlay,
        say: Callable[[Rest | FreeRest | None], None],
        write: Callable[[QMouseEvent], None],
    ) -> None:
        self.view = view
        self.desk = desk
        self.overlay = overlay
        self._say = say
        self._write = write
        self._gesture: Gesture | None = None

    @property
    def is_dragging(self) -> bool:
        return self._gesture is not None and self._gesture.started

    # The mouse

    def press(self, event: QMouseEvent) -> bool:
        if event.button() != Qt.MouseButton.LeftButton:
            if event.button() == Qt.MouseButton.RightButton:
                self._choose(event.position(), cycle=False)
            return False
        edges = self.overlay.handle_at(event.position())
        if edges is None:
            self._choose(event.position(), cycle=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        self._gesture = None
        element = self.desk.element
        place = area_of(element) or rect_of(element)
        if element is not None and place and not getattr(element, "locked", False):
            self._gesture = Gesture(event.position(), element, place, edges)
        return True

    def move(self, event: QMouseEvent) -> bool:
        gesture = self._gesture
        if gesture is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._hover(event.position())
            return True
        moved_by = event.position() - gesture.start
        if not gesture.started and max(abs(moved_by.x()), abs(moved_by.y())) < DRAG_FROM:
            return True
        gesture.started = True
        rest = self._rest(gesture, event)
        if rest is not None and rest.catches != self.overlay.catches:
            self.overlay.catches = rest.catches
        if rest is not None and _place(rest) != gesture.place:
            gesture.place = _place(rest)
            self.overlay.ghost = rest.area if isinstance(rest, Rest) else ()
            self.overlay.free_ghost = rest.rect if isinstance(rest, FreeRest) else None
            self._say(rest)
            self.desk.try_out(self._edit(gesture.element, gesture.place))
        self.view.viewport().update()
        return True

    def release(self, event: QMouseEvent) -> bool:
        gesture, self._gesture = self._gesture, None
        if gesture is None:
            return False
        self._clear()
        if gesture.started and gesture.place != gesture.before:
            self.desk.apply(self._edit(gesture.element, gesture.place))
        else:
            self.desk.end_preview()
        return True

    def double_click(self, event: QMouseEvent) -> bool:
        self.press(event)
        self._gesture = None
        self._write(event)
        return True

    def cancel(self) -> None:
        """Gives a drag up: everything is as before."""
        self._gesture = None
        self._clear()
        self.desk.end_preview()

    # The keyboard

    def key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            return self._escape()
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._next(-1 if key == Qt.Key.Key_Backtab else 1)
            return True
        if key in _ARROWS:
            return self._nudge(_ARROWS[key], event.modifiers())
        return False

    def _escape(self) -> bool:
        if self.is_dragging:
            self.cancel()
        else:
            self.overlay.problem = None
            self.desk.select("")
            self.view.viewport().update()
        return True

    def _nudge(self, direction: tuple[int, int], modifiers: Qt.KeyboardModifier) -> bool:
        """Arrows move by one row or column, with Shift by ten rows; with Alt they move the right or lower edge.

        What stands off the grid goes by a point instead.
        """
        element, sheet, grid = self.desk.element, self.sheet(), self.desk.grid
        area, rect = area_of(element), rect_of(element)
        if element is None or sheet is None or grid is None or self.is_dragging or getattr(element, "locked", False):
            return False
        columns, rows = direction
        rows *= 10 if modifiers & Qt.KeyboardModifier.ShiftModifier else 1
        edges = Edges(abs(direction[0]), abs(direction[1])) if modifiers & Qt.KeyboardModifier.AltModifier else None
        rest: Rest | FreeRest
        if area:
            rest = resized(area, edges, columns, rows, sheet, 0) if edges else moved(area, columns, rows, sheet, 0)
        elif rect is not None:
            by, none = (columns * NUDGE, rows * NUDGE), Lines((), ())
            rest = pulled_rect(rect, edges, *by, none, 0) if edges else moved_rect(rect, *by, none, 0)
        else:
            return False
        if _place(rest) != (area or rect) and self.desk.apply(self._edit(element, _place(rest))):
            self._say(rest)
        return True

    def _next(self, step: int) -> None:
        page = self.desk.page
        names = [element.id for element in page.elements] if page is not None else []
        if names:
            known = self.desk.selection in names
            place = names.index(self.desk.selection) + step if known else (0 if step > 0 else -1)
            self.desk.select(names[place % len(names)])
            rects = self.overlay.frames(self.desk.selection)
            if rects:
                self.view.reveal(rects[0])

    # Inside

    def sheet(self) -> Sheet | None:
        """What the selected element rests on."""
        grid, page = self.desk.grid, self.desk.page
        if grid is None or page is None:
            return None
        others = [rect for element in page.elements if element.id != self.desk.selection for rect in area_of(element)]
        return Sheet(grid.template.grid.columns, grid.template.grid.rows, tuple(others))

    def _lines(self) -> Lines:
        """What may catch the selected free element."""
        grid, page = self.desk.grid, self.desk.page
        if grid is None or page is None:
            return Lines((), ())
        others = (element.id for element in page.elements if element.id != self.desk.selection)
        return lines_of(grid, (rect for other in others for rect in self.overlay.frames(other)))

    def _rest(self, gesture: Gesture, event: QMouseEvent) -> Rest | FreeRest | None:
        grid, sheet = self.desk.grid, self.sheet()
        if grid is None or sheet is None:
            return None
        x, y = self.view.to_page(event.position())
        x0, y0 = self.view.to_page(gesture.start)
        dx, dy = x - x0, y - y0
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and gesture.edges is None:
            dx, dy = (dx, 0.0) if abs(dx) > abs(dy) else (0.0, dy)
        free = event.modifiers() & Qt.KeyboardModifier.AltModifier
        pixels = self.view.scale / self.view.devicePixelRatioF()
        if isinstance(gesture.before, Rect):
            reach = 0.0 if free else CATCH_PIXELS / 2 / pixels
            if gesture.edges is not None:
                return pulled_rect(gesture.before, gesture.edges, dx, dy, self._lines(), reach)
            return moved_rect(gesture.before, dx, dy, self._lines(), reach)
        columns, rows = dx / grid.pitch, dy / grid.step
        reach = 0.0 if free else max(0.5, min(CATCH_PIXELS / (grid.step * pixels), 3.0))
        if gesture.edges is not None:
            return resized(gesture.before, gesture.edges, columns, rows, sheet, reach)
        return moved(gesture.before, columns, rows, sheet, reach)

    def _edit(self, element: Element, place: Place) -> edits.Edit:
        if isinstance(place, Rect):
            return put(self.desk.page_id, element, place)
        return edits.SetArea(page=self.desk.page_id, element=element.id, area=place)

    def _choose(self, position: QPointF, *, cycle: bool) -> None:
        under = self.overlay.elements_at(*self.view.to_page(position))
        self.overlay.problem = None
        if cycle and self.desk.selection in under:
            under = under[under.index(self.desk.selection) + 1 :] or under
        elif self.desk.selection in under and not cycle:
            under = [self.desk.selection]
        self.desk.select(under[0] if under else "")
        self.view.viewport().update()

    def _hover(self, position: QPointF) -> None:
        edges = self.overlay.handle_at(position)
        under = self.overlay.elements_at(*self.view.to_page(position))
        self.cursor = Qt.CursorShape.ArrowCursor
        if edges is not None:
            self.cursor = _CURSORS[edges]
        elif under and under[0] == self.desk.selection and (area_of(self.desk.element) or rect_of(self.desk.element)):
            self.cursor = Qt.CursorShape.SizeAllCursor
        self.view.viewport().setCursor(self.cursor)
        hover = under[0] if under else ""
        if hover != self.overlay.hover:
            self.overlay.hover = hover
            self.view.viewport().update()

    def _clear(self) -> None:
        self.overlay.ghost, self.overlay.free_ghost, self.overlay.catches = (), None, ()
        self._say(None)
        self.view.viewport().update()


def _place(rest: Rest | FreeRest) -> Place:
    return rest.rect if isinstance(rest, FreeRest) else rest.area
