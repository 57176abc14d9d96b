"""Drawing on the page: a frame from corner to corner (画框), a rule from end to end (画线). Nothing is made before the end.

What catches other drags catches these, at their start and where they go; Ctrl goes free. Shift draws a square or holds the rule to
45 degrees, Alt draws from the middle, and Space held takes along what is drawn so far.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent

from layoutdesk.base.geometry import Rect
from layoutdesk.ui.canvas.drawn import Stroke, framed, ruled
from layoutdesk.ui.canvas.free import LEAST_SIDE, FreeRest, Lines, moved_rect
from layoutdesk.ui.canvas.gestures.base import Gesture
from layoutdesk.ui.canvas.snapping import Catch
from layoutdesk.ui.canvas.stage import Stage


class _Draw(Gesture):
    """A drag from a point of the page that is caught."""

    def __init__(self, stage: Stage, event: QMouseEvent) -> None:
        super().__init__(stage, event.position())
        self.x0, self.y0, _ = self._caught(event, self.lines())
        self._last = stage.view.to_page(event.position())

    def _caught(self, event: QMouseEvent, lines: Lines) -> tuple[float, float, tuple[Catch, ...]]:
        """The point under the hand, where lines have caught it, and which."""
        x, y = self.stage.view.to_page(event.position())
        rest = moved_rect(Rect(x, y, 0.0, 0.0), 0.0, 0.0, lines, 0.0 if self.is_free(event) else self.reach() / 2)
        return rest.rect.x, rest.rect.y, rest.catches

    def _in_hand(self) -> tuple[str, ...]:
        """Nothing that stands on the page: all of it catches, whatever is selected."""
        return ()

    def _drift(self, event: QMouseEvent) -> None:
        """Lets go of what is selected; with Space held the start goes along with the hand."""
        self.stage.desk.select("")
        (x, y), before = self.stage.view.to_page(event.position()), self._last
        self._last = x, y
        if self.stage.view.is_space_held:
            self.x0, self.y0 = self.x0 + x - before[0], self.y0 + y - before[1]

    def _keys(self, event: QMouseEvent) -> tuple[bool, bool]:
        """Whether Shift and whether Alt are held."""
        keys = event.modifiers()
        return bool(keys & Qt.KeyboardModifier.ShiftModifier), bool(keys & Qt.KeyboardModifier.AltModifier)


class DrawFrame(_Draw):
    """A rectangle; ``make`` makes of it what the tool draws."""

    def __init__(self, stage: Stage, event: QMouseEvent, make: Callable[[Rect], object]) -> None:
        super().__init__(stage, event)
        self.rect: Rect | None = None
        self._make = make

    def move(self, event: QMouseEvent) -> None:
        self._drift(event)
        x, y, catches = self._caught(event, self.lines())
        square, centred = self._keys(event)
        rect = self.rect = framed(self.x0, self.y0, x, y, square=square, centred=centred)
        on = tuple(catch for catch in catches if catch.x in (rect.x, rect.right) or catch.y in (rect.y, rect.bottom))
        self.stage.overlay.ghosts, self.stage.overlay.catches = (rect,), on
        self.stage.say(FreeRest(rect, on))

    def finish(self) -> None:
        if self.rect is not None and min(self.rect.w, self.rect.h) >= LEAST_SIDE:
            self._make(self.rect)


class DrawRule(_Draw):
    """A rule; one that the hand draws nearly level or upright is caught so, by its own start."""

    def __init__(self, stage: Stage, event: QMouseEvent, make: Callable[[Stroke], object]) -> None:
        super().__init__(stage, event)
        self.stroke: Stroke | None = None
        #: Where the hand began, beside where that was caught.
        self._pressed = self._last
        self._make = make

    def move(self, event: QMouseEvent) -> None:
        self._drift(event)
        x, y, catches = self._straight(event)
        if x == self.x0 and y == self.y0:
            return  # No longer than the reach of what catches: not yet a rule.
        held, centred = self._keys(event)
        stroke = self.stroke = ruled(self.x0, self.y0, x, y, held=held, centred=centred)
        on = tuple(catch for catch in catches if stroke.x2 == catch.x or stroke.y2 == catch.y)
        self.stage.overlay.stroke, self.stage.overlay.catches = stroke, on
        self.stage.say(FreeRest(stroke.box, on))

    def _straight(self, event: QMouseEvent) -> tuple[float, float, tuple[Catch, ...]]:
        """The point under the hand as it is caught, first of all level with the start or upright over it."""
        (x, y), lines = self.stage.view.to_page(event.position()), self.lines()
        reach = 0.0 if self.is_free(event) else self.reach() / 2
        if min(abs(x - self.x0), abs(x - self._pressed[0])) <= reach:
            lines = Lines(((self.x0, Catch("ui.snap.upright", x=self.x0)),), lines.down)
            x = self.x0
        if min(abs(y - self.y0), abs(y - self._pressed[1])) <= reach:
            lines = Lines(lines.across, ((self.y0, Catch("ui.snap.level", y=self.y0)),))
            y = self.y0
        rest = moved_rect(Rect(x, y, 0.0, 0.0), 0.0, 0.0, lines, reach)
        return rest.rect.x, rest.rect.y, rest.catches

    def clear(self) -> None:
        self.stage.overlay.stroke = None
        super().clear()

    def finish(self) -> None:
        if self.stroke is not None and self.stroke.length >= LEAST_SIDE:
            self._make(self.stroke)
