"""What all gestures on the page are: begun by a press, given up by Esc, one step of the history when the button is let go."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from layoutdesk import edits
from layoutdesk.compose.parking import is_parked
from layoutdesk.model.elements import area_of, is_hidden
from layoutdesk.ui.canvas.free import FreeRest, Lines, lines_of
from layoutdesk.ui.canvas.snapping import Rest, Sheet
from layoutdesk.ui.canvas.stage import Stage
from layoutdesk.ui.canvas.view import PageView

#: Logical pixels within which a neighbour's edge catches.
CATCH_PIXELS = 10.0


def in_view(event: QMouseEvent, view: PageView) -> QMouseEvent:
    """A movement with its place held inside the view: what is let go beyond the edge stays where it is seen."""
    port, at = view.viewport().rect(), event.position()
    if port.contains(at.toPoint()):
        return event
    at = QPointF(min(max(at.x(), 0.0), port.width() - 1.0), min(max(at.y(), 0.0), port.height() - 1.0))
    return QMouseEvent(event.type(), at, event.globalPosition(), event.button(), event.buttons(), event.modifiers())


class Gesture:
    """One drag from ``start`` (viewport). Nothing is changed before the end."""

    #: Whether the page goes along where the hand comes near the edge of its view.
    scrolls = True

    def __init__(self, stage: Stage, start: QPointF) -> None:
        self.stage = stage
        self.start = start
        #: Where the drag began on the page, wherever that has gone in the view since.
        self.origin = stage.view.to_page(start)
        #: Whether copies of the elements are in the hand, and they themselves stand still.
        self.copying = False

    def move(self, event: QMouseEvent) -> None:
        """The hand has moved: shows what would become of it."""

    def finish(self) -> None:
        """The button is let go: makes the change."""

    def clear(self) -> None:
        """Takes away what was shown over the page; the gesture has ended or was given up."""
        overlay = self.stage.overlay
        overlay.ghosts, overlay.catches, overlay.copying = (), (), False
        self.stage.view.carry(frozenset())
        self.stage.say(None)
        self.stage.desk.resting.emit(None)
        self.stage.view.viewport().update()

    # What gestures ask

    def is_free(self, event: QMouseEvent) -> bool:
        """Whether the hand goes free of every catch: with Ctrl held while it drags, or where catching is switched off."""
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return held or not self.stage.overlay.shown["snapping"]

    def moved_by(self, event: QMouseEvent) -> tuple[float, float]:
        """How far the hand has moved, in points of the page; with Shift along one axis only."""
        x, y = self.stage.view.to_page(event.position())
        x0, y0 = self.origin
        dx, dy = x - x0, y - y0
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return (dx, 0.0) if abs(dx) > abs(dy) else (0.0, dy)
        return dx, dy

    def reach(self, unit: float = 1.0) -> float:
        """How near an edge must come to be caught, in units of ``unit`` points."""
        view = self.stage.view
        return CATCH_PIXELS / (unit * view.scale / view.devicePixelRatioF())

    def sheet(self) -> Sheet | None:
        """What the selected elements rest on: the grid of the page and the elements that stand still."""
        grid, page, chosen = self.stage.desk.grid, self.stage.desk.page, self._in_hand()
        if grid is None or page is None:
            return None
        others = (each for each in page.elements if each.id not in chosen and not is_hidden(each))
        still = tuple(rect for element in others if not is_parked(element, grid) for rect in area_of(element))
        return Sheet(grid.template.grid.columns, grid.template.grid.rows, still)

    def _in_hand(self) -> tuple[str, ...]:
        return () if self.copying else self.stage.desk.chosen

    def lines(self) -> Lines:
        """What may catch the selected free elements."""
        grid, page, chosen = self.stage.desk.grid, self.stage.desk.page, self._in_hand()
        if grid is None or page is None:
            return Lines((), ())
        still = (element.id for element in page.elements if element.id not in chosen)
        rects = (rect for name in still for rect in self.stage.overlay.frames(name))
        return lines_of(grid, rects, self.stage.overlay.guides)

    def show(self, rest: Rest | FreeRest, *steps: edits.Edit, later: bool = False) -> None:
        """Says where the leading element rests and what caught it, and shows the page as the edits would make it.

        ``later``: the page comes when the hand rests.
        """
        self.stage.say(rest)
        if not self.copying:
            self.stage.desk.resting.emit(rest)
        if steps:
            self.stage.desk.try_out(edits.together("ui.history.move", steps), later=later)
        else:
            self.stage.desk.end_preview()
