"""Actions on the history and what is on the clipboard (编辑)."""

from __future__ import annotations

from typing import Final

from layoutdesk.ui.actions.rows import Action, can_redo, can_undo, has_marked, has_page, in_copy, is_open
from layoutdesk.ui.commands import Commands
from layoutdesk.ui.copying import can_copy
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.objects import has_in_hand


def can_cut(desk: Desk) -> bool:
    """Copy or an element is selected that may be taken away."""
    return has_marked(desk) or has_in_hand(desk)


def can_take(desk: Desk) -> bool:
    """Copy or an element is selected."""
    return desk.has_selection or can_copy(desk)


ROWS: Final = (
    Action("undo", Commands.undo, ("Ctrl+Z",), "undo", can_undo),
    Action("redo", Commands.redo, ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", can_redo),
    Action("cut", lambda do: do.in_hand.cut(), ("Ctrl+X",), "", can_cut, on_page=True),
    Action("copy", lambda do: do.in_hand.copy(), ("Ctrl+C",), "", can_take, on_page=True),
    Action("paste", lambda do: do.in_hand.paste(), ("Ctrl+V",), "", has_page, on_page=True),
    Action("paste-plain", lambda do: do.in_hand.paste(plain=True), ("Ctrl+Shift+V",), "", in_copy, on_page=True),
    Action(
        "paste-in-place", lambda do: do.copying.paste(in_place=True), ("Ctrl+Alt+Shift+V",), "", has_page, on_page=True,
    ),
    Action("duplicate", lambda do: do.copying.duplicate(), ("Ctrl+D",), "", can_copy, on_page=True),
    Action("select-all", lambda do: do.in_hand.select_all(), ("Ctrl+A",), "", has_page, on_page=True),
    Action("select-none", lambda do: do.objects.choose_none(), ("Ctrl+Shift+A",), "", has_page, on_page=True),
    Action("find", lambda do: do.finding.open(), ("Ctrl+F",), "search", is_open),
    Action("find-change", lambda do: do.finding.open(changes=True), ("Ctrl+Shift+F",), "", is_open),
    Action("find-next", lambda do: do.finding.step(1), ("F3",), "", is_open),
    Action("find-previous", lambda do: do.finding.step(-1), ("Shift+F3",), "", is_open),
    Action("palette", Commands.open_palette, ("Ctrl+K",), "search"),
    Action("preferences", lambda do: do.preferences.open(), ("Ctrl+,",), "preferences"),
    Action("shortcuts", Commands.open_shortcuts, ("Ctrl+Alt+Shift+K",), "keyboard"),
)  # fmt: skip

#: The menu from top to bottom; ``None`` is a line between.
MENU: Final[tuple[str | None, ...]] = (
    "undo", "redo", None, "cut", "copy", "paste", "paste-plain", "paste-in-place", "duplicate", "delete", None,
    "select-all", "select-none", None, "find", "find-change", "find-next", "find-previous",
    None, "palette", "shortcuts", "preferences",
)  # fmt: skip
