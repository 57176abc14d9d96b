"""The loaded hand (续排): the rest of an overset story hangs on it until a click says where it goes on, on this page or another."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from layoutdesk import edits
from layoutdesk.model.elements import Block, TextFrame
from layoutdesk.ui.canvas.hands import Hand
from layoutdesk.ui.canvas.stage import Stage
from layoutdesk.ui.canvas.standing import place_of
from layoutdesk.ui.onward import Onward


class OnwardTool(Hand):
    """Puts the rest of a story where the hand points; Esc empties the hand."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, stage: Stage, leave: Callable[[], None]) -> None:
        self.stage = stage
        self._leave = leave
        self._rest: Onward | None = None
        self._name = ""

    def load(self, element: Block | TextFrame) -> bool:
        """Takes up the rest of an element of the page in view; whether there is any."""
        desk = self.stage.desk
        composed = desk.composed.get(desk.page_id)
        over = composed is not None and any(fit.over for fit in composed.fits if fit.element == element.id)
        if composed is None or not over:
            return False
        self._rest = Onward(desk.document, desk.book, composed, element)
        self._name = desk.ids.new("el")
        return isinstance(element, TextFrame) or self._rest.first is not None

    def move(self, event: QMouseEvent) -> bool:
        made = self._made(event.position())
        place = place_of(made[1]) if made is not None else None
        ghosts = (place,) if place is not None else ()
        if ghosts != self.stage.overlay.ghosts and made is not None:
            self.stage.overlay.ghosts = ghosts
            self.stage.view.viewport().update()
        return True

    def press(self, event: QMouseEvent) -> bool:
        made = self._made(event.position())
        if made is None or event.button() != Qt.MouseButton.LeftButton:
            return False
        steps, element = made
        self._leave()
        if self.stage.desk.apply(edits.together("ui.history.onward", steps)):
            self.stage.desk.select(element.id)
        return True

    def key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return True
        return False

    def cancel(self) -> None:
        self._rest = None
        self.stage.overlay.ghosts = ()
        self.stage.view.viewport().update()

    def _made(self, position: QPointF) -> tuple[list[edits.Edit], Block | TextFrame] | None:
        page = self.stage.desk.page
        if self._rest is not None and not self._rest.is_of(self.stage.desk.document):
            self._leave()  # The issue has changed, by undo for instance: what was in the hand may be no rest of it.
        if self._rest is None or page is None:
            return None
        return self._rest.steps(page, *self.stage.view.to_page(position), self._name)
