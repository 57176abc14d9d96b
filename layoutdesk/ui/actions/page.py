"""Actions on the page and its tools (版面)."""

from __future__ import annotations

from typing import Final

from layoutdesk.ui.actions.rows import Action, has_element, has_page
from layoutdesk.ui.commands import Commands

ROWS: Final = (
    Action("arrange", Commands.arrange, ("Ctrl+M",), "arrange", has_page, "bpbb"),
    Action("copyfit", Commands.fit_copy, ("Ctrl+J",), "", has_element, "pg"),
    Action("tool-select", lambda do: do.take("select"), ("V",), "select", has_page, "xz", checked=lambda do: do.tool == "select"),
    Action("tool-text", lambda do: do.take("text"), ("T",), "text", has_page, "wz", checked=lambda do: do.tool == "text"),
    Action("tool-hand", lambda do: do.take("hand"), ("H",), "hand", has_page, "zs", checked=lambda do: do.tool == "hand"),
    Action("tool-zoom", lambda do: do.take("zoom"), ("Z",), "zoom", has_page, "fdj", checked=lambda do: do.tool == "zoom"),
    Action("next-page", lambda do: do.views.turn(1), ("Ctrl+PgDown",), "next", has_page, "xyb"),
    Action("previous-page", lambda do: do.views.turn(-1), ("Ctrl+PgUp",), "previous", has_page, "syb"),
)  # fmt: skip

#: The menu from top to bottom; ``None`` is a line between.
MENU: Final[tuple[str | None, ...]] = (
    "arrange", "copyfit", None, "previous-page", "next-page", None, "tool-select", "tool-text", "tool-hand",
    "tool-zoom",
)  # fmt: skip
