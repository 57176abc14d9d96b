"""Actions on the history and what is on the clipboard (编辑)."""

from __future__ import annotations

from typing import Final

from layoutdesk.ui.actions.rows import Action, can_redo, can_undo
from layoutdesk.ui.commands import Commands

ROWS: Final = (
    Action("undo", Commands.undo, ("Ctrl+Z",), "undo", can_undo, "cx"),
    Action("redo", Commands.redo, ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", can_redo, "cz"),
    Action("palette", Commands.open_palette, ("Ctrl+K",), "search", initials="czml"),
)  # fmt: skip

#: The menu from top to bottom; ``None`` is a line between.
MENU: Final[tuple[str | None, ...]] = (
    "undo", "redo", None, "delete", None, "palette",
)  # fmt: skip
