"""Actions that help (帮助)."""

from __future__ import annotations

from typing import Final

from layoutdesk.ui.actions.rows import Action, Menu, always

ROWS: Final = (
    Action("help", lambda do: do.help.open(), ("F1",), "", always),
    Action("help-start", lambda do: do.help.open("start"), (), "", always),
)

MENU: Final[Menu] = ("help", "help-start", None, "shortcuts", "palette")
