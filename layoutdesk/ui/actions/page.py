"""Actions on the page and its tools (版面)."""

from __future__ import annotations

from typing import Final

from layoutdesk.ui.actions.rows import Action, has_element, has_page
from layoutdesk.ui.commands import Commands


def _tool(name: str, key: str, initials: str) -> Action:
    """Putting a tool into the hand."""
    return Action(
        f"tool-{name}", lambda do: do.take(name), (key,), name, has_page, initials, checked=lambda do: do.tool == name,
    )  # fmt: skip


ROWS: Final = (
    Action("arrange", Commands.arrange, ("Ctrl+M",), "arrange", has_page, "bpbb"),
    Action("copyfit", Commands.fit_copy, ("Ctrl+J",), "", has_element, "pg"),
    _tool("select", "V", "xz"),
    _tool("text", "T", "wz"),
    _tool("frame", "F", "tk"),
    _tool("line", "L", "x"),
    _tool("hand", "H", "zs"),
    _tool("zoom", "Z", "fdj"),
    Action("next-page", lambda do: do.views.turn(1), ("Ctrl+PgDown",), "next", has_page, "xyb"),
    Action("previous-page", lambda do: do.views.turn(-1), ("Ctrl+PgUp",), "previous", has_page, "syb"),
)  # fmt: skip

#: The menu from top to bottom; ``None`` is a line between.
MENU: Final[tuple[str | None, ...]] = (
    "arrange", "copyfit", None, "previous-page", "next-page", None, "tool-select", "tool-text",
    "tool-frame", "tool-line", "tool-hand", "tool-zoom",
)  # fmt: skip
