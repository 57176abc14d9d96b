"""What is done with the selected elements of a page: taken off, locked, grouped, ordered, chosen (对象)."""

from __future__ import annotations

from PySide6.QtCore import QObject

from layoutdesk import edits
from layoutdesk.model import Element, Movable
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.groups import Way, ordered


def in_hand(desk: Desk) -> tuple[str, ...]:
    """The selected elements that the hand may move: neither locked nor placed by the template; in the order of choosing."""
    return tuple(each.id for each in desk.elements if isinstance(each, Movable) and not each.locked)


def has_in_hand(desk: Desk) -> bool:
    """Something is selected that the hand may move."""
    return bool(in_hand(desk))


def can_lock(desk: Desk) -> bool:
    """Something is selected that can be locked or set free."""
    return any(isinstance(each, Movable) for each in desk.elements)


def can_group(desk: Desk) -> bool:
    """Several elements are selected that are not one group already."""
    groups = [_group_of(each) for each in desk.elements if each.id in in_hand(desk)]
    return len(groups) > 1 and (len(set(groups)) > 1 or "" in groups)


def can_ungroup(desk: Desk) -> bool:
    """A group is selected, or a part of one."""
    return any(_group_of(each) for each in desk.elements if each.id in in_hand(desk))


def _group_of(element: Element) -> str:
    return element.group if isinstance(element, Movable) else ""


class Objects(QObject):
    """The hand on the selected elements; each action is one step of the history."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def delete(self) -> None:
        """Takes the selected elements off the page; their stories stay in the issue, unplaced. What is locked stays."""
        page = self._desk.page_id
        free = [each.id for each in self._desk.elements if not getattr(each, "locked", False)]
        if free:
            steps = [edits.RemoveElement(page=page, element=name) for name in free]
            self._desk.apply(edits.together("ui.history.delete", steps))

    # The stack

    def order(self, way: Way) -> None:
        """Moves the selected elements in the stack (叠放次序)."""
        page = self._desk.page
        if page is not None and (chosen := in_hand(self._desk)):
            self._desk.apply(edits.SetOrder(page=page.id, elements=ordered(page, chosen, way)))

    # Locks and groups

    def switch_lock(self) -> None:
        """Locks what is selected in its place, or sets it free where the leading element is locked."""
        names = tuple(each.id for each in self._desk.elements if isinstance(each, Movable))
        if names:
            locked = not self.is_locked()
            self._desk.apply(edits.LockElements(page=self._desk.page_id, elements=names, locked=locked))

    def is_locked(self) -> bool:
        return bool(getattr(self._desk.element, "locked", False))

    def group(self) -> None:
        """Makes the selected elements one group; groups among them are taken into it (编组)."""
        if can_group(self._desk):
            self._group(self._desk.ids.new("gr"))

    def ungroup(self) -> None:
        """Takes the selected groups apart (取消编组)."""
        self._group("")

    def _group(self, group: str) -> None:
        self._desk.apply(edits.GroupElements(page=self._desk.page_id, elements=in_hand(self._desk), group=group))

    # The selection

    def choose_all(self) -> None:
        """Selects all elements of the page that the hand may move; the front one leads."""
        page = self._desk.page
        if page is not None:
            self._desk.choose(each.id for each in page.elements if isinstance(each, Movable) and not each.locked)

    def choose_none(self) -> None:
        """Lets go of the selection."""
        self._desk.select("")
