"""What is done with the selected elements of a page: taken off, locked, grouped, ordered, chosen (对象)."""

from __future__ import annotations

from PySide6.QtCore import QObject

from layoutdesk import edits
from layoutdesk.base.problem import Refusal
from layoutdesk.model import Element, Movable
from layoutdesk.ui.aligning import Edge, Places, aligned, box_of, distributed
from layoutdesk.ui.aligning import Way as Distribution
from layoutdesk.ui.canvas.standing import edit_to, is_movable, place_of
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.groups import Way, ordered, unit_of


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


def chosen_units(desk: Desk) -> list[tuple[Element, ...]]:
    """The selected elements by the groups of which all is selected, that of the leading element last."""
    page, known, found = desk.page, {each.id: each for each in desk.elements if isinstance(each, Movable)}, {}
    for name, element in known.items() if page is not None else ():
        members = tuple(known[each] for each in unit_of(page, name) if each in known)
        whole = len(members) == len(unit_of(page, name))
        key = element.group or name if whole else name
        found.pop(key, None)
        found[key] = members if whole else (element,)
    return list(found.values())


def can_distribute(desk: Desk) -> bool:
    """Three units or more are selected."""
    return has_in_hand(desk) and len(chosen_units(desk)) > 2


def _places(unit: tuple[Element, ...]) -> Places:
    return tuple(place for each in unit if (place := place_of(each)) is not None)


def _group_of(element: Element) -> str:
    return element.group if isinstance(element, Movable) else ""


class Objects(QObject):
    """The hand on the selected elements; each action is one step of the history."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def delete(self) -> None:
        """Takes the selected elements off the page; their stories stay in the issue, unplaced. What is locked stays, as is said."""
        page, chosen = self._desk.page_id, self._desk.elements
        free = [each.id for each in chosen if not getattr(each, "locked", False)]
        if free:
            steps = [edits.RemoveElement(page=page, element=name) for name in free]
            self._desk.apply(edits.together("ui.history.delete", steps))
        if kept := len(chosen) - len(free):
            self._desk.refused.emit(
                Refusal("ui.status.locked_stay", count=kept) if free else Refusal("ui.status.locked")
            )

    # The stack

    def order(self, way: Way) -> None:
        """Moves the selected elements in the stack (叠放次序)."""
        page = self._desk.page
        if page is not None and (chosen := in_hand(self._desk)):
            self._desk.apply(edits.SetOrder(page=page.id, elements=ordered(page, chosen, way)))

    # Places

    def align(self, edge: Edge) -> None:
        """Aligns what is selected to the leading element, or one unit alone to the type area (对齐)."""
        grid, found = self._desk.grid, chosen_units(self._desk)
        if grid is not None and found:
            key = grid.type_area if len(found) == 1 else box_of(_places(found[-1]), grid)
            self._settle("ui.history.align", found, aligned([_places(unit) for unit in found], key, edge, grid))

    def distribute(self, way: Distribution) -> None:
        """Gives what is selected equal white between (分布)."""
        grid, found = self._desk.grid, chosen_units(self._desk)
        if grid is not None and len(found) > 2:
            self._settle("ui.history.distribute", found, distributed([_places(unit) for unit in found], way, grid))

    def _settle(self, label: str, found: list[tuple[Element, ...]], places: list[Places]) -> None:
        """Puts units to their places; what is locked stays."""
        pairs = [pair for unit, to in zip(found, places, strict=True) for pair in zip(unit, to, strict=True)]
        steps = [
            edit_to(self._desk.page_id, element, place)
            for element, place in pairs
            if is_movable(element) and place != place_of(element)
        ]
        if steps:
            self._desk.apply(edits.together(label, steps))

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
