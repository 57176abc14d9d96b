"""The edits of several elements of a page: their order in the stack, their locks (锁定), the groups that they form (编组), what of
them is hidden (隐藏) or kept from print (不打印).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from layoutdesk.base.problem import Refusal
from layoutdesk.edits.find import element_of, page_of, put_page
from layoutdesk.edits.kinds import GroupElements, HideElements, LockElements, PrintElements, SetOrder
from layoutdesk.edits.threads import rethreaded, same
from layoutdesk.model import Document, Element, Movable, Page


def set_order(document: Document, edit: SetOrder) -> Document:
    """All elements of a page in another order."""
    page = page_of(document, edit.page)
    if Counter(edit.elements) != Counter(each.id for each in page.elements):
        raise Refusal("edits.order", page=edit.page)
    return _with(document, page, tuple(element_of(page, each) for each in edit.elements))


def lock_elements(document: Document, edit: LockElements) -> Document:
    """Elements, and the groups that they are in, locked or free."""
    return _switched(document, edit.page, edit.elements, "locked", edit.locked)


def hide_elements(document: Document, edit: HideElements) -> Document:
    """Elements, and the groups that they are in, hidden or shown."""
    return _switched(document, edit.page, edit.elements, "hidden", edit.hidden)


def print_elements(document: Document, edit: PrintElements) -> Document:
    """Elements, and the groups that they are in, printed or kept from print."""
    return _switched(document, edit.page, edit.elements, "unprinted", not edit.printed)


def _switched(document: Document, page_id: str, names: Iterable[str], field: str, value: bool) -> Document:
    """A yes or no of elements and the groups that they are in."""
    page = page_of(document, page_id)
    wanted = with_groups(page, _movable(page, names))
    elements = (
        replace(each, **{field: value}) if each.id in wanted and getattr(each, field) != value else each
        for each in page.elements
    )
    return _with(document, page, tuple(elements))


def group_elements(document: Document, edit: GroupElements) -> Document:
    """Elements as one group, together in the stack; or their groups taken apart."""
    page = page_of(document, edit.page)
    names = _movable(page, edit.elements)
    if not edit.group:
        names = with_groups(page, names)
    elif len(names) < 2:
        raise Refusal("edits.group-of-one", page=edit.page)
    elif any(getattr(each, "group", "") == edit.group and each.id not in names for each in page.elements):
        raise Refusal("edits.group-taken", group=edit.group)
    grouped = _regrouped(page.elements, names, edit.group)
    return _with(document, page, _gathered(grouped, names) if edit.group else grouped)


def _movable(page: Page, names: Iterable[str]) -> frozenset[str]:
    """The names, where the hand may move what they name; refuses what is unknown or placed by the template."""
    found = {name: element_of(page, name) for name in names}
    for name, element in found.items():
        if not isinstance(element, Movable):
            raise Refusal("edits.stays", id=name)
    return frozenset(found)


def with_groups(page: Page, names: Iterable[str]) -> frozenset[str]:
    """The elements named, and all that are in a group with one of them."""
    wanted = frozenset(names)
    groups = {getattr(each, "group", "") for each in page.elements if each.id in wanted} - {""}
    return wanted | {each.id for each in page.elements if getattr(each, "group", "") in groups}


def _regrouped(elements: tuple[Element, ...], names: frozenset[str], group: str) -> tuple[Element, ...]:
    """The elements named in the group; of those that they leave, one of whose members is left alone is none."""
    found = tuple(_in_group(each, group) if each.id in names else each for each in elements)
    sizes = Counter(getattr(each, "group", "") for each in found)
    return tuple(_in_group(each, "") if sizes[getattr(each, "group", "")] == 1 else each for each in found)


def _in_group(element: Element, group: str) -> Element:
    return replace(element, group=group) if isinstance(element, Movable) and element.group != group else element


def _gathered(elements: tuple[Element, ...], names: frozenset[str]) -> tuple[Element, ...]:
    """The elements named brought together in the stack, where the front one of them lies."""
    front = max(at for at, each in enumerate(elements) if each.id in names)
    members = [each for each in elements if each.id in names]
    under = [each for each in elements[: front + 1] if each.id not in names]
    return (*under, *members, *elements[front + 1 :])


def _with(document: Document, page: Page, elements: tuple[Element, ...]) -> Document:
    if same(elements, page.elements):
        return document
    return rethreaded(put_page(document, replace(page, elements=elements)))
