"""What a row of the table of actions is, and when actions are possible."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from typing import NamedTuple

from layoutdesk.ui.commands import Commands
from layoutdesk.ui.desk import Desk


def always(_: Desk) -> bool:
    """Whatever the window shows."""
    return True


def is_open(desk: Desk) -> bool:
    """An issue is open."""
    return desk.is_open


def is_written(desk: Desk) -> bool:
    """The open issue may be changed."""
    return desk.session is not None and not desk.session.read_only


def has_page(desk: Desk) -> bool:
    """A page is in view."""
    return desk.page is not None


def can_change_pages(desk: Desk) -> bool:
    """A page is in view, and the issue may be changed."""
    return has_page(desk) and is_written(desk)


def has_element(desk: Desk) -> bool:
    """An element is selected."""
    return desk.element is not None


def has_marked(desk: Desk) -> bool:
    """Copy is selected, and may be changed."""
    return desk.has_selection and desk.may_write


def in_copy(desk: Desk) -> bool:
    """The caret stands in copy that may be changed."""
    return desk.marked is not None and desk.may_write


def can_undo(desk: Desk) -> bool:
    """There is a change to take back."""
    return bool(desk.session and desk.session.can_undo)


def can_redo(desk: Desk) -> bool:
    """There is a change to make again."""
    return bool(desk.session and desk.session.can_redo)


class Sub(NamedTuple):
    """A menu inside a menu, its title the text ``ui.menu.<name>``."""

    name: str
    rows: tuple[str | None, ...]


#: A menu from top to bottom: actions and menus inside it; ``None`` is a line between.
Menu = tuple[str | Sub | None, ...]


@dataclass(frozen=True)
class Action:
    """One action.

    Its text is ``ui.action.<name>``; by what else it is known to the palette, ``ui.also.<name>`` says where there is such a text.
    ``keys`` are those of LayoutDesk's own set (see ``ui.shortcuts``), the first shown in menus. ``on_page``: they count only while
    the page has the focus; keys that lists and fields need, such as Tab, always do. ``checked`` makes it a switch.
    """

    name: str
    does: Callable[[Commands], object]
    keys: tuple[str, ...] = ()
    icon: str = ""
    when: Callable[[Desk], bool] = always
    _: KW_ONLY
    on_page: bool = False
    checked: Callable[[Commands], bool] | None = None
