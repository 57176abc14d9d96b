"""Actions on the selected elements (对象)."""

from __future__ import annotations

from typing import Final

from layoutdesk.ui.actions.rows import Action, has_element, is_movable, on_grid
from layoutdesk.ui.blocks import are_two, is_over

ROWS: Final = (
    Action("delete", lambda do: do.objects.delete(), ("Delete", "Backspace"), "delete", has_element, "cb", on_page=True),
    Action("front", lambda do: do.objects.to_front(), ("Ctrl+Shift+]",), "", is_movable, "zdqm"),
    Action("back", lambda do: do.objects.to_back(), ("Ctrl+Shift+[",), "", is_movable, "zdhm"),
    Action(
        "lock", lambda do: do.objects.switch_lock(), ("Ctrl+L",), "lock", on_grid, "sd",
        checked=lambda do: do.objects.is_locked(),
    ),
    Action("swap", lambda do: do.blocks.swap(), ("Ctrl+Alt+S",), "", are_two, "dd"),
    Action("onward", lambda do: do.blocks.go_on(), ("Ctrl+Alt+N",), "", is_over, "xp"),
)  # fmt: skip

#: The menu from top to bottom; ``None`` is a line between.
MENU: Final[tuple[str | None, ...]] = (
    "front", "back", None, "lock", None, "swap", "onward",
)  # fmt: skip
