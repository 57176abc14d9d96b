"""Actions on the selected elements (对象)."""

from __future__ import annotations

from typing import Final

from layoutdesk.ui.actions.rows import Action, has_element
from layoutdesk.ui.blocks import are_two, is_over
from layoutdesk.ui.objects import can_group, can_lock, can_ungroup, has_in_hand

ROWS: Final = (
    Action("delete", lambda do: do.objects.delete(), ("Delete", "Backspace"), "delete", has_element, "cb", on_page=True),
    Action("front", lambda do: do.objects.order("front"), ("Ctrl+Shift+]",), "", has_in_hand, "zdqm"),
    Action("forward", lambda do: do.objects.order("forward"), ("Ctrl+]",), "", has_in_hand, "qyyc"),
    Action("backward", lambda do: do.objects.order("backward"), ("Ctrl+[",), "", has_in_hand, "hyyc"),
    Action("back", lambda do: do.objects.order("back"), ("Ctrl+Shift+[",), "", has_in_hand, "zdhm"),
    Action("group", lambda do: do.objects.group(), ("Ctrl+G",), "", can_group, "bz"),
    Action("ungroup", lambda do: do.objects.ungroup(), ("Ctrl+Shift+G",), "", can_ungroup, "qxbz"),
    Action(
        "lock", lambda do: do.objects.switch_lock(), ("Ctrl+L",), "lock", can_lock, "sd",
        checked=lambda do: do.objects.is_locked(),
    ),
    Action("swap", lambda do: do.blocks.swap(), ("Ctrl+Alt+S",), "", are_two, "dd"),
    Action("onward", lambda do: do.blocks.go_on(), ("Ctrl+Alt+N",), "", is_over, "xp"),
)  # fmt: skip

#: The menu from top to bottom; ``None`` is a line between.
MENU: Final[tuple[str | None, ...]] = (
    "front", "forward", "backward", "back", None, "group", "ungroup", "lock", None, "swap", "onward",
)  # fmt: skip
