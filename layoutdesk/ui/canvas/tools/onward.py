"""The loaded hand (续排): the rest of an overset story hangs on it until a click says where it goes on, on this page or another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from layoutdesk import edits
from layoutdesk.compose.page import compose_page
from layoutdesk.model.elements import Block, TextFrame
from layoutdesk.ui.canvas.free import FreeRest
from layoutdesk.ui.canvas.hands import Hand
from layoutdesk.ui.canvas.ports import Port
from layoutdesk.ui.canvas.stage import Stage
from layoutdesk.ui.canvas.standing import rested
from layoutdesk.ui.fits import is_over
from layoutdesk.ui.landing import Landing
from layoutdesk.ui.onward import Onward
from layoutdesk.ui.status import StatusLine
from layoutdesk.ui.threads import Chain, is_empty, joined, lacking, runs


class Threading(Protocol):
    """What ports do: the ⊞ of what is over is taken up, a port clicked, a thread parted at one."""

    def go_on(self, element: str) -> None: ...
    def click(self, port: Port) -> None: ...
    def part(self, port: Port) -> None: ...


class OnwardTool(Hand):
    """Puts the rest of a story where the hand points; Esc empties the hand.

    As copy from the list, a block that would lie over others goes to the nearest free ground, and with Ctrl it lies over them.
    """

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, stage: Stage, leave: Callable[[], None], threading: Threading, status: StatusLine) -> None:
        self.stage = stage
        self._leave = leave
        self._status = status
        self._threading = threading
        self._before = False
        self._rest: Onward | None = None
        self._name = ""
        self._shown: Landing | None = None

    def load(self, element: Block | TextFrame, *, before: bool = False) -> bool:
        """Takes up the rest of an element of the page in view; whether there is any.

        A free frame gives its thread even where nothing is over: what is put down comes after it, or ``before`` it.
        """
        desk = self.stage.desk
        composed = desk.composed.get(desk.page_id)
        if composed is None or not (isinstance(element, TextFrame) or is_over(desk, element.id)):
            return False
        self._before = before
        self._rest = Onward(desk.document, desk.book, composed, element)
        self._name = desk.ids.new("el")
        return True

    def take_over(self, other: OnwardTool) -> None:
        """Has in its hand what another view's tool has in its own."""
        self._rest, self._name, self._before = other._rest, other._name, other._before

    def move(self, event: QMouseEvent) -> bool:
        landing = self._landing(event)
        if landing is not None and landing != self._shown:
            self._show(landing)
        return True

    def press(self, event: QMouseEvent) -> bool:
        landing = self._landing(event)
        if landing is None or event.button() != Qt.MouseButton.LeftButton:
            return False
        if landing.full:
            self._show(landing)
            return True
        self._leave()
        if self.stage.desk.apply(edits.together("ui.history.onward", landing.steps)):
            self.stage.desk.select(landing.block.id)
        return True

    def _show(self, landing: Landing) -> None:
        """Shows where the rest would come to stand, and says it where that is not under the hand."""
        told = self._shown is not None and bool(self._shown.rest.catches or self._shown.full)
        self._shown = landing
        self.stage.overlay.ghosts = () if landing.full else (rested(landing.rest),)
        self.stage.overlay.catches = landing.rest.catches
        if landing.full:
            self.stage.say(None)
            self._status.refuse("ui.status.onward_full", rows=landing.full)
        elif landing.rest.catches or told:
            self.stage.say(landing.rest)
        self.stage.view.viewport().update()

    def double_click(self, event: QMouseEvent) -> bool:
        """The second click on the port that was taken up parts its thread; elsewhere it puts down nothing."""
        port = self.stage.overlay.ports.at(event.position())
        if port is not None:
            self._leave()
            self._threading.part(port)
        return True

    def key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return True
        return False

    def cancel(self) -> None:
        if self._rest is not None:
            # What the status line says of the loaded hand is no longer true.
            self.stage.say(None)
        self._rest = self._shown = None
        self.stage.overlay.ghosts = self.stage.overlay.catches = ()
        self.stage.view.viewport().update()

    def _landing(self, event: QMouseEvent) -> Landing | None:
        page = self.stage.desk.page
        if self._rest is not None and not self._rest.is_of(self.stage.desk.document):
            self._rest = self._renewed(self._rest.element.id)
            if self._rest is None:
                self._leave()
        if self._rest is None or page is None:
            return None
        x, y = self.stage.view.to_page(event.position())
        frame, empty = self._rest.element, self._empty_under(x, y)
        if empty is None or not isinstance(frame, TextFrame):
            over = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            return self._rest.landing(page, x, y, self._name, before=self._before, over=over)
        chain, target = empty
        steps = tuple(joined(self.stage.desk.document, frame, chain, before=self._before))
        return Landing(target, steps, FreeRest(target.rect, ()))

    def _renewed(self, name: str) -> Onward | None:
        """The rest once the issue has changed, by an added page or by undo; nothing where its element has none any longer."""
        desk = self.stage.desk
        for page in desk.document.pages:
            element = next((each for each in page.elements if each.id == name), None)
            if isinstance(element, Block | TextFrame) and runs(element):
                composed = compose_page(desk.document, page.id, desk.book, whole=True)
                over = any(fit.over for fit in composed.fits if fit.element == name)
                if isinstance(element, TextFrame) or over or lacking(desk.document, element) is not None:
                    return Onward(desk.document, desk.book, composed, element)
        return None

    def _empty_under(self, x: float, y: float) -> tuple[Chain, TextFrame] | None:
        """The frame under the hand with its thread, where that says nothing yet and is not the one in the hand."""
        desk, overlay = self.stage.desk, self.stage.overlay
        known = {element.id: element for element in (desk.page.elements if desk.page is not None else ())}
        frame = next((known[name] for name in overlay.elements_at(x, y) if name in known), None)
        if not isinstance(frame, TextFrame) or self._rest is None or frame.story == self._rest.element.story:
            return None
        chain = overlay.ports.chains.get(frame.story, ())
        return (chain, frame) if chain and is_empty(desk.document.story(frame.story)) else None
