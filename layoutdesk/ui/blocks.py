"""What is done with blocks as the units of make-up (文章块): two change places, the rest of one goes on elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from layoutdesk import edits
from layoutdesk.model.elements import Advert, Block, TextFrame
from layoutdesk.ui.canvas.snapping import area_of
from layoutdesk.ui.canvas.standing import edit_to, is_movable
from layoutdesk.ui.canvas.tools.onward import OnwardTool

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk
    from layoutdesk.ui.window import Window


def are_two(desk: Desk) -> bool:
    """Whether two elements of the grid are selected that the hand may move."""
    return len(desk.elements) == 2 and all(area_of(each) and is_movable(each) for each in desk.elements)


def is_over(desk: Desk) -> bool:
    """Whether the selected element does not hold all of its copy."""
    return any(fit.over for fit in desk.fits(desk.selection))


class Blocks(QObject):
    """The hand on blocks; each action is one step of the history."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    def swap(self) -> None:
        """Two selected blocks change places; each takes the room of the other (对调)."""
        if not are_two(self._desk):
            return
        one, other = self._desk.elements
        if len(area_of(one)) != len(area_of(other)) and any(isinstance(each, Advert) for each in (one, other)):
            self._window.status.refuse("ui.status.no_l_advert")
            return
        page = self._desk.page_id
        steps = (edit_to(page, one, area_of(other)), edit_to(page, other, area_of(one)))
        self._desk.apply(edits.together("ui.history.swap", steps))

    def go_on(self, element: str = "") -> None:
        """Takes the rest of an overset story into the hand; a click on a page puts it there (续排)."""
        if element:
            self._desk.select(element)
        found, tool = self._desk.element, self._window.tools["onward"]
        if isinstance(found, Block | TextFrame) and isinstance(tool, OnwardTool) and tool.load(found):
            self._window.commands.take("onward")
            self._window.status.say("ui.status.onward")
        else:
            self._window.status.refuse("ui.status.nothing_stays")
