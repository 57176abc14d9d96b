"""The select tool (选择): choose elements, and pass every drag to the gesture that takes it; keys nudge.

While the hand moves, the page is composed as it would become as long as that keeps up with the hand; otherwise the outline follows.
Nothing is changed before the button is let go, and Esc gives a gesture up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from layoutdesk import edits
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.base.problem import Refusal
from layoutdesk.model import Guide
from layoutdesk.model.elements import Element
from layoutdesk.ui.canvas.columnwheel import ColumnWheel
from layoutdesk.ui.canvas.free import FreeRest, Lines, pulled_rect
from layoutdesk.ui.canvas.gestures import GESTURES
from layoutdesk.ui.canvas.gestures.pull import Pull
from layoutdesk.ui.canvas.marks.shape import handle_at
from layoutdesk.ui.canvas.snapping import Edges, Rest, moved, resized, sheet_round
from layoutdesk.ui.canvas.stage import Stage
from layoutdesk.ui.canvas.standing import by_grid, edit_to, is_movable, place_of, rested, shifted
from layoutdesk.ui.canvas.tools.dragging import DragTool
from layoutdesk.ui.canvas.tools.onward import Threading
from layoutdesk.ui.groups import as_read, unit_of

#: How far an arrow key moves what stands off the grid, points; with Shift ten times as far.
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


class SelectTool(DragTool):
    """Select, and the gestures of the table on what is selected."""

    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, stage: Stage, write: Callable[[QMouseEvent], None], threading: Threading) -> None:
        super().__init__(stage)
        self._write = write
        self._threading = threading
        self._columns = ColumnWheel(stage)
        #: Whether a press has kept the selection though something else lies in front of it: it may begin a drag.
        self._has_kept = False

    # The mouse

    def wheel(self, event: QWheelEvent) -> bool:
        return not self.is_dragging and self._columns.turn(event)

    def press(self, event: QMouseEvent) -> bool:
        if event.button() != Qt.MouseButton.LeftButton:
            if event.button() == Qt.MouseButton.RightButton:
                self._choose(event.position(), Qt.KeyboardModifier.NoModifier)
                self._has_kept = False
            return False
        overlay = self.stage.overlay
        if port := overlay.port_at(event.position()):
            self._threading.go_on(port)
            return True
        if (link := overlay.ports.at(event.position())) is not None:
            self._threading.click(link)
            return True
        overlay.guide, self._has_kept = "", False
        if not self._is_pulling(event):
            if overlay.parts is not None and overlay.parts.press(event.position()):
                return True
            below = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if not below and (guide := overlay.guide_at(event.position())) is not None:
                self._choose_guide(guide)
            else:
                self._choose(event.position(), event.modifiers())
        gestures = (start(self.stage, event) for start in GESTURES)
        self.take(next((gesture for gesture in gestures if gesture is not None), None))
        return True

    def _is_pulling(self, event: QMouseEvent) -> bool:
        """Whether a press takes hold of the selection; on an edge keys choose as they do inside, and a guide over it is first."""
        overlay, at = self.stage.overlay, event.position()
        if handle_at(overlay, at) is not None:
            return True
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier and overlay.guide_at(at) is None
        edge = overlay.edge_at(at) if plain else None
        return overlay.handle_at(at) is not None or overlay.grip_at(at) is not None or edge is not None

    def release(self, event: QMouseEvent) -> bool:
        """A click on an edge that pulled nothing chooses what lies there, one that dragged nothing what lies in front."""
        pulled, kept, self._has_kept = isinstance(self._gesture, Pull), self._has_kept, False
        clicked = not self._started
        done = super().release(event)
        if clicked and pulled and self.stage.overlay.handle_at(event.position()) is None:
            self._choose(event.position(), event.modifiers())
        elif clicked and kept:
            self._choose_front(event.position())
        return done

    def double_click(self, event: QMouseEvent) -> bool:
        """Goes into what lies under the hand: a group gives the member that was hit, a story its copy."""
        if (link := self.stage.overlay.ports.at(event.position())) is not None:
            self._threading.part(link)
            return True
        self.press(event)
        self._gesture, self._has_kept = None, False
        desk, guide, rulers = self.stage.desk, self.stage.overlay.chosen_guide, self.stage.view.rulers
        if guide is not None and rulers is not None:
            rulers.field.ask(guide, event.position())
        elif desk.chosen and desk.chosen != (desk.selection,) and desk.chosen == self._unit(desk.selection):
            desk.select(desk.selection)
        else:
            self._write(event)
        return True

    def cancel(self) -> None:
        self.stage.overlay.hover = ""
        self.stage.desk.wheeling.settle()
        super().cancel()

    # The keyboard

    def key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if self._columns.is_turning and key == Qt.Key.Key_Escape:
            self.stage.desk.wheeling.give_up()
            return True
        if key == Qt.Key.Key_Escape:
            return self._escape()
        if (guide := self.stage.overlay.chosen_guide) is not None and not self.is_dragging:
            return self._guide_key(guide, key, event.modifiers())
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):  # With Ctrl: Tab alone is the key of the panels.
            self._next(-1 if key == Qt.Key.Key_Backtab else 1)
            return True
        if key in _ARROWS:
            return self._arrow(_ARROWS[key], event.modifiers())
        return False

    def _escape(self) -> bool:
        if self.is_dragging:
            self.cancel()
        else:
            self.stage.overlay.problem, self.stage.overlay.guide = None, ""
            self.stage.desk.select("")
            if self.stage.desk.templating.is_on:
                self.stage.desk.templating.switch()
            self.stage.view.viewport().update()
        return True

    def _guide_key(self, guide: Guide, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Delete takes the selected guide away, arrows move it by a point, with Shift by ten."""
        desk, page = self.stage.desk, self.stage.desk.page_id
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return desk.apply(edits.RemoveGuide(page=page, guide=guide.id))
        by = _ARROWS.get(key, (0, 0))[0 if guide.axis == "across" else 1] * NUDGE
        by *= 10 if modifiers & Qt.KeyboardModifier.ShiftModifier else 1
        return bool(by) and desk.apply(edits.SetGuide(page=page, guide=replace(guide, place=rounded(guide.place + by))))

    def _arrow(self, direction: tuple[int, int], modifiers: Qt.KeyboardModifier) -> bool:
        """Arrows move by one row or column, with Shift by ten rows; with Alt they move the right or lower edge.

        What stands off the grid goes by a point instead, with Shift by ten.
        """
        element = self.stage.desk.element
        if self.is_dragging or not is_movable(element):
            if not self.is_dragging and getattr(element, "locked", False):
                self.stage.desk.refused.emit(Refusal("ui.status.locked"))
            return False
        columns, rows = direction
        times = 10 if modifiers & Qt.KeyboardModifier.ShiftModifier else 1
        if modifiers & Qt.KeyboardModifier.AltModifier:
            return self._stretch(Edges(abs(columns), abs(rows)), columns, rows * times)
        return self._nudge(columns, rows, times)

    def _nudge(self, columns: int, rows: int, times: int) -> bool:
        """All go by the same, as in a drag: by columns and rows as soon as one of them stands on the grid."""
        grid = self.stage.desk.grid
        held = [(each, place) for each in self.stage.desk.elements if is_movable(each) and (place := place_of(each))]
        if grid is None or not held:
            return True
        places = tuple(place for _, place in held)
        if all(isinstance(place, Rect) for place in places):
            to = shifted(places, columns * times * NUDGE, rows * times * NUDGE, grid)
        else:
            to = by_grid(places, columns, rows * times, grid)
        rests = (
            FreeRest(place, ())
            if isinstance(place, Rect)
            else moved(place, 0, 0, sheet_round(place, grid.template), 0.0)
            for place in to
        )
        return self._put([*zip((each for each, _ in held), rests, strict=True)])

    def _stretch(self, edges: Edges, columns: int, rows: int) -> bool:
        grid, element = self.stage.desk.grid, self.stage.desk.element
        before = place_of(element)
        if element is None or grid is None or before is None:
            return False
        if isinstance(before, Rect):
            return self._put([(element, pulled_rect(before, edges, columns * NUDGE, rows * NUDGE, Lines((), ()), 0))])
        sheet = sheet_round(before, grid.template)
        return self._put([(element, resized(before, edges, columns, rows, sheet, 0))])

    def _put(self, rests: Sequence[tuple[Element, Rest | FreeRest]]) -> bool:
        """Puts elements to rest as one step of the history, and says where the leading one, the last, has come to stand."""
        desk = self.stage.desk
        moved = [(element, rested(rest)) for element, rest in rests if rested(rest) != place_of(element)]
        steps = [edit_to(desk.page_id, element, place) for element, place in moved]
        if steps and desk.apply(edits.together("ui.history.move", steps)):
            self.stage.say(rests[-1][1])
        return True

    def _next(self, step: int) -> None:
        """The next of what stands on the page as one reads it, from the top down and in a line from the left."""
        desk = self.stage.desk
        found = as_read(desk.page, desk.shown, desk.grid) if desk.page is not None and desk.grid is not None else []
        if found:
            here = next((at for at, unit in enumerate(found) if desk.selection in unit), None)
            place = here + step if here is not None else (0 if step > 0 else -1)
            desk.choose(found[place % len(found)])
            rects = self.stage.overlay.frames(desk.selection)
            if rects:
                self.stage.view.reveal(rects[0])

    # Inside

    def _choose_guide(self, guide: Guide) -> None:
        """Selects a guide, and no element."""
        self.stage.overlay.guide = guide.id
        self.stage.overlay.problem = None
        self.stage.desk.select("")
        self.stage.view.viewport().update()

    def _choose(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """A press selects what lies in front, with Ctrl what lies behind it, with Shift one more or one less.

        A member of a group stands for all of it; Ctrl selects it alone before it goes on to what lies behind.
        """
        desk, overlay = self.stage.desk, self.stage.overlay
        under = overlay.elements_at(*self.stage.view.to_page(position))
        overlay.problem = None
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._add(under)
        elif modifiers & Qt.KeyboardModifier.ControlModifier and under:
            desk.select(self._behind(under))
        elif chosen := next((name for name in under if name in desk.chosen), ""):
            desk.choose([*(name for name in desk.chosen if name != chosen), chosen])
            self._has_kept = under[0] not in desk.chosen
        else:
            desk.choose(self._unit(under[0]) if under else ())
        self.stage.view.viewport().update()

    def _choose_front(self, position: QPointF) -> None:
        under = self.stage.overlay.elements_at(*self.stage.view.to_page(position))
        self.stage.desk.choose(self._unit(under[0]) if under else ())
        self.stage.view.viewport().update()

    def _add(self, under: list[str]) -> None:
        """Takes the element in front, with its group, into the selection, or out of it."""
        desk, unit = self.stage.desk, self._unit(under[0]) if under else ()
        if under and under[0] in desk.chosen:
            desk.choose(name for name in desk.chosen if name not in unit)
        else:
            desk.choose((*desk.chosen, *unit))

    def _behind(self, under: list[str]) -> str:
        """What Ctrl selects of what lies under the hand: the next one behind the leading element, after the last the first."""
        lead = self.stage.desk.selection
        unit = self._unit(lead)
        if lead not in under or (len(unit) > 1 and set(unit) <= set(self.stage.desk.chosen)):
            return lead if lead in under else under[0]
        return under[(under.index(lead) + 1) % len(under)]

    def _unit(self, name: str) -> tuple[str, ...]:
        """An element of the page in view with its group."""
        page = self.stage.desk.page
        return unit_of(page, name) if page is not None and name else ()

    def _hover(self, position: QPointF) -> None:
        overlay, desk, view = self.stage.overlay, self.stage.desk, self.stage.view
        edges = overlay.handle_at(position)
        edge = overlay.edge_at(position) if edges is None else None
        under = overlay.elements_at(*view.to_page(position))
        self.cursor = Qt.CursorShape.ArrowCursor
        if (pulled := handle_at(overlay, position)) is not None:
            self.cursor = _CURSORS[pulled]
        elif edges is not None:
            self.cursor = _CURSORS[edges]
        elif overlay.is_on_head_edge(position):
            self.cursor = Qt.CursorShape.SplitHCursor
        elif overlay.grip_at(position) is not None or overlay.port_at(position) or overlay.ports.at(position):
            self.cursor = Qt.CursorShape.PointingHandCursor
        elif (guide := overlay.guide_at(position)) is not None:
            across = guide.axis == "across"
            self.cursor = Qt.CursorShape.SplitHCursor if across else Qt.CursorShape.SplitVCursor
        elif edge is not None:
            self.cursor = _CURSORS[edge]
        elif under and under[0] in desk.chosen and is_movable(desk.element):
            self.cursor = Qt.CursorShape.SizeAllCursor
        view.viewport().setCursor(self.cursor)
        hover = under[0] if under else ""
        if hover != overlay.hover:
            overlay.hover = hover
            view.viewport().update()
