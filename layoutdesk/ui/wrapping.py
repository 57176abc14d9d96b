"""How text keeps clear of what lies over it (绕排): not at all, on all sides of it, or jumping over it."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QObject

from layoutdesk import edits
from layoutdesk.model.elements import Wrapped
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.status import StatusLine

#: In the order in which the hand goes through them.
WAYS: Final = ("none", "around", "jump")
#: The distance of what had none, in 字.
USUAL: Final = 1.0


def can_wrap(desk: Desk) -> bool:
    """Something is selected that text can keep clear of, and may be changed."""
    return any(isinstance(each, Wrapped) and not each.locked for each in desk.elements)


def wrapping(page: str, element: Wrapped, way: str) -> edits.Edit:
    """The edit by which text keeps clear of an element in a way; the distances stay where it has some."""
    if way == "none":
        made = replace(element, wrap=0.0, wrap_sides=None)
    else:
        made = replace(element, wrap=element.wrap or USUAL, wrap_kind="jump" if way == "jump" else "around")
    return edits.Batch("ui.history.wrap", (edits.SetElement(page=page, element=made),))


class Wraps(QObject):
    """The hand on the wrap of all that is selected."""

    def __init__(self, desk: Desk, status: StatusLine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._status = desk, status

    def next_way(self) -> None:
        """The way after that of the leading element, for all; one step of the history."""
        chosen = [each for each in self._desk.elements if isinstance(each, Wrapped) and not each.locked]
        if not chosen:
            return
        way = WAYS[(WAYS.index(chosen[-1].wrapping) + 1) % len(WAYS)]
        steps = tuple(wrapping(self._desk.page_id, each, way) for each in chosen if each.wrapping != way)
        if self._desk.apply(edits.Batch("ui.history.wrap", steps)):
            self._status.say(f"ui.status.wrap_{way}")
