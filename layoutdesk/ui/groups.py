"""The units of a page: a group (编组) counts as one, and so does an element that is in none."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

from layoutdesk.base.geometry import around
from layoutdesk.compose.grid import PageGrid
from layoutdesk.compose.types import ComposedPage
from layoutdesk.edits.groups import with_groups
from layoutdesk.model import Page
from layoutdesk.model.elements import is_hidden

#: Where elements go in the stack: one place forward or backward, or all the way.
Way = Literal["front", "forward", "backward", "back"]


def unit_of(page: Page, name: str) -> tuple[str, ...]:
    """An element with all that are in its group, back to front; the element itself last, so that it leads."""
    members = with_groups(page, (name,))
    return (*(each.id for each in page.elements if each.id in members and each.id != name), name)


def units_of(page: Page, names: Iterable[str]) -> tuple[str, ...]:
    """The elements named with all that are in their groups, those of the last one last."""
    found = [member for name in names for member in unit_of(page, name)]
    return tuple(reversed(dict.fromkeys(reversed(found))))


def units(page: Page) -> list[tuple[str, ...]]:
    """All units of a page, back to front by the front element of each."""
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for element in reversed(page.elements):
        members = with_groups(page, (element.id,))
        if members not in found:
            found[members] = tuple(each.id for each in page.elements if each.id in members)
    return list(reversed(found.values()))


def as_read(page: Page, shown: ComposedPage | None, grid: PageGrid) -> list[tuple[str, ...]]:
    """The units of a page that are not hidden as one reads them: from the top down, in a row of the grid from the left.

    What is parked beside the sheet comes last.
    """
    frames = shown.frames if shown is not None else {}
    seen = {each.id for each in page.elements if not is_hidden(each)}

    def place(unit: tuple[str, ...]) -> tuple[bool, int, float]:
        rects = [rect for name in unit for rect in frames.get(name, ())]
        if not rects:
            return False, 0, 0.0
        box = around(rects)
        return box.right <= 0 or box.x >= grid.width, round(box.y / grid.step), box.x

    return sorted((unit for unit in units(page) if seen & set(unit)), key=place)


def ordered(page: Page, chosen: Collection[str], way: Way) -> tuple[str, ...]:
    """All elements of a page, back to front, after the chosen ones went their way in the stack; a group goes as one."""
    stack = units(page)
    moved = [bool(set(unit) & set(chosen)) for unit in stack]
    if way in ("front", "back"):
        order = sorted(range(len(stack)), key=lambda at: moved[at] is (way == "front"))
    else:
        order = _stepped(moved, forward=way == "forward")
    return tuple(name for at in order for name in stack[at])


def placed_over(page: Page, chosen: Collection[str], under: str) -> tuple[str, ...]:
    """All elements of a page, back to front, after the chosen ones were laid right over the unit of ``under``; "": to the back."""
    names = [name for unit in units(page) if not set(unit) & set(chosen) for name in unit]
    moved = [name for unit in units(page) if set(unit) & set(chosen) for name in unit]
    below = [at for at, name in enumerate(names) if under and name in with_groups(page, (under,))]
    at = below[-1] + 1 if below else 0
    if under in moved:
        return tuple(each.id for each in page.elements)
    return (*names[:at], *moved, *names[at:])


def _stepped(moved: list[bool], *, forward: bool) -> list[int]:
    """The places in the stack after each unit that moves has passed the next one that does not."""
    order = list(range(len(moved)))
    for at in range(len(order) - 2, -1, -1) if forward else range(len(order) - 1):
        under, over = order[at], order[at + 1]
        if moved[under] is forward and moved[over] is not forward:
            order[at], order[at + 1] = over, under
    return order
