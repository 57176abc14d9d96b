"""The marquee (框选): a drag over empty ground selects the elements that it touches; with Shift they join the selection."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from layoutdesk.base.geometry import Rect
from layoutdesk.model.elements import Element, Rule
from layoutdesk.ui.canvas.drawn import stroke_of
from layoutdesk.ui.canvas.gestures.base import Gesture
from layoutdesk.ui.canvas.stage import Stage
from layoutdesk.ui.canvas.standing import place_of
from layoutdesk.ui.groups import units_of


class Marquee(Gesture):
    """A drag that begins where no element of the hand lies."""

    def __init__(self, stage: Stage, start: QPointF, before: tuple[str, ...]) -> None:
        super().__init__(stage, start)
        self.before = before

    @classmethod
    def at(cls, stage: Stage, event: QMouseEvent) -> Marquee | None:
        """A marquee, where the press has selected nothing."""
        x, y = stage.view.to_page(event.position())
        add = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if stage.overlay.elements_at(x, y):
            return None
        return cls(stage, event.position(), stage.desk.chosen if add else ())

    def move(self, event: QMouseEvent) -> None:
        (x0, y0), (x, y) = self.origin, self.stage.view.to_page(event.position())
        box = Rect(min(x0, x), min(y0, y), abs(x - x0), abs(y - y0))
        self.stage.overlay.marquee = box
        self.stage.desk.choose((*self.before, *self._touched(box)))

    def clear(self) -> None:
        self.stage.overlay.marquee = None
        super().clear()

    def _touched(self, box: Rect) -> tuple[str, ...]:
        """The elements that a person may move and that the box touches, with their groups, back to front."""
        page = self.stage.desk.page
        if page is None:
            return ()
        touched = [
            element.id for element in page.elements if place_of(element) is not None and self._is_touched(element, box)
        ]
        return units_of(page, touched)

    def _is_touched(self, element: Element, box: Rect) -> bool:
        """Whether a box touches what is to be seen of an element: a rule itself, not what lies round it."""
        rects = self.stage.overlay.frames(element.id)
        if isinstance(element, Rule):
            return bool(rects) and stroke_of(element).touches(box)
        return any(rect.overlaps(box, 0.0) for rect in rects)
