"""Actions on the page and its tools (版面)."""

from __future__ import annotations

from typing import Final

from layoutdesk.ui.actions.rows import Action, Menu, Sub, can_change_pages, has_element, has_page, is_written
from layoutdesk.ui.commands import Commands


def _tool(name: str, key: str) -> Action:
    """Putting a tool into the hand."""
    return Action(
        f"tool-{name}", lambda do: do.take(name), (key,), name, has_page, checked=lambda do: do.tool == name,
    )  # fmt: skip


ROWS: Final = (
    Action("page-add", lambda do: do.paging.add(), ("Ctrl+Shift+P",), "page-add", is_written),
    Action("page-duplicate", lambda do: do.paging.duplicate(), (), "", can_change_pages),
    Action("page-rename", lambda do: do.paging.rename(), (), "", can_change_pages),
    Action("page-template", lambda do: do.paging.ask_template(), (), "", can_change_pages),
    Action(
        "template-edit", lambda do: do.templates.switch(), (), "", can_change_pages, checked=lambda do: do.templates.is_on,
    ),
    Action("template-save", lambda do: do.templates.ask_name(), (), "", can_change_pages),
    Action("page-section", lambda do: do.paging.begin_section(), (), "", can_change_pages),
    Action("page-join", lambda do: do.paging.join_section(), (), "", can_change_pages),
    Action("page-earlier", lambda do: do.paging.move_by(-1), (), "", can_change_pages),
    Action("page-later", lambda do: do.paging.move_by(1), (), "", can_change_pages),
    Action("page-delete", lambda do: do.paging.remove(), (), "", can_change_pages),
    Action("arrange", lambda do: do.arranging.page(), ("Ctrl+M",), "arrange", has_page),
    Action("copyfit", Commands.fit_copy, ("Ctrl+J",), "", has_element),
    _tool("select", "V"),
    _tool("text", "T"),
    _tool("frame", "F"),
    _tool("line", "L"),
    _tool("hand", "H"),
    _tool("zoom", "Z"),
    Action("tool-turn", Commands.turn_tool, (), "", has_page),
    Action("next-page", lambda do: do.views.turn(1), ("Ctrl+PgDown",), "next", has_page),
    Action("previous-page", lambda do: do.views.turn(-1), ("Ctrl+PgUp",), "previous", has_page),
)  # fmt: skip

#: The menu from top to bottom; ``None`` is a line between.
MENU: Final[Menu] = (
    "page-add", "page-duplicate", "page-delete",
    Sub("paging", (
        "page-rename", "page-template", "template-edit", "template-save", None, "page-section", "page-join", None,
        "page-earlier", "page-later",
    )), None,
    "arrange", "copyfit", None, "previous-page", "next-page", None, "tool-select", "tool-text",
    "tool-frame", "tool-line", "tool-hand", "tool-zoom", "tool-turn",
)  # fmt: skip
