"""Lines in the hand: a guide that comes from a ruler or is moved, the zero of the rulers.

Columns, rows, guides and edges catch them, Shift puts them on a tick of the ruler, Ctrl goes free.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt

from layoutdesk import edits
from layoutdesk.base.geometry import rounded
from layoutdesk.model import Guide
from layoutdesk.model.guides import Axis
from layoutdesk.ui.canvas.free import LineRest, caught_line, lines_of
from layoutdesk.ui.canvas.snapping import Catch

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.rulers import Rulers

#: Logical pixels within which a line is caught.
_CATCH_PIXELS = 5.0


class LinePull:
    """What both have: it follows the hand, is shown over the page, and does nothing before the button is let go."""

    def __init__(self, rulers: Rulers) -> None:
        self.rulers = rulers
        self.stage = rulers.stage

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """The hand is at a position of the viewport."""

    def finish(self) -> None:
        """The button is let go: makes the change."""

    def clear(self) -> None:
        """Takes away what was shown; it has ended or was given up."""
        self.stage.overlay.lines, self.stage.overlay.catches = (), ()
        self.stage.say(None)
        self.stage.view.viewport().update()

    def is_inside(self, at: QPointF) -> bool:
        """Whether the hand is over the page or its pasteboard, not over the rulers."""
        return self.stage.view.viewport().rect().contains(at.toPoint())

    def caught(
        self, axis: Axis, at: QPointF, modifiers: Qt.KeyboardModifier, but: str = ""
    ) -> tuple[float, tuple[Catch, ...]]:
        """Where a line would rest along an axis, and what caught it; the guide ``but`` does not."""
        stage, grid = self.stage, self.stage.desk.grid
        place = stage.view.to_page(at)[0 if axis == "across" else 1]
        if grid is None or modifiers & Qt.KeyboardModifier.ControlModifier:
            return rounded(place), ()
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            return rounded(self.rulers.at_tick(axis, place)), ()
        if not stage.overlay.shown["snapping"]:
            return rounded(place), ()
        page, guides = stage.desk.page, (each for each in stage.overlay.guides if each.id != but)
        rects = (rect for each in (page.elements if page is not None else ()) for rect in stage.overlay.frames(each.id))
        lines = lines_of(grid, rects, guides)
        reach = _CATCH_PIXELS * stage.view.devicePixelRatioF() / stage.view.scale
        return caught_line(place, lines.across if axis == "across" else lines.down, reach)


class ZeroPull(LinePull):
    """The zero in the hand: two lines over the page that cross where it would lie."""

    def __init__(self, rulers: Rulers) -> None:
        super().__init__(rulers)
        self._place: tuple[float, float] | None = None

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        x, across = self.caught("across", at, modifiers)
        y, down = self.caught("down", at, modifiers)
        self._place = (x, y) if self.is_inside(at) else None
        overlay, text = self.stage.overlay, self.rulers.language.text
        overlay.lines, overlay.catches = (("across", x), ("down", y)), (*across, *down)
        places = {"across": self.rulers.said("across", x), "down": self.rulers.said("down", y)}
        self.stage.say(LineRest(text("ui.status.zero", **places), overlay.catches))
        self.stage.view.viewport().update()

    def finish(self) -> None:
        if self._place is not None:
            self.rulers.set_zero(*self._place)


class GuidePull(LinePull):
    """A guide in the hand, new or one of the page; Alt turns it round, back over the rulers it is taken away."""

    def __init__(self, rulers: Rulers, axis: Axis, guide: Guide | None = None) -> None:
        super().__init__(rulers)
        self._axis: Axis = axis
        self._before = guide
        self._rest: tuple[Axis, float] | None = None
        self._out = False

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        axis = self._axis
        if modifiers & Qt.KeyboardModifier.AltModifier:
            axis = "down" if axis == "across" else "across"
        place, catches = self.caught(axis, at, modifiers, self._before.id if self._before is not None else "")
        self._out = not self.is_inside(at)
        self._rest = None if self._out else (axis, place)
        overlay, text = self.stage.overlay, self.rulers.language.text
        overlay.lines, overlay.catches = (() if self._out else ((axis, place),)), (() if self._out else catches)
        code = "ui.status.guide_away" if self._out and self._before is not None else "ui.status.guide"
        self.stage.say(LineRest(text(code, place=self.rulers.said(axis, place)), overlay.catches))
        self.stage.view.viewport().update()

    def finish(self) -> None:
        desk, overlay, before = self.stage.desk, self.stage.overlay, self._before
        if self._rest is None:
            if self._out and before is not None:
                desk.apply(edits.RemoveGuide(page=desk.page_id, guide=before.id))
            return
        axis, place = self._rest
        if before is not None:
            desk.apply(edits.SetGuide(page=desk.page_id, guide=replace(before, axis=axis, place=place)))
            return
        guide = Guide(id=desk.ids.new("gu"), axis=axis, place=place)
        if desk.apply(edits.AddGuide(page=desk.page_id, guide=guide)):
            overlay.shown.put(True, "guides")
            overlay.guide = guide.id
