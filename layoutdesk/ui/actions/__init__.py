"""The table of actions: what the editor can do, under which keys, when, and what does it.

Menus, toolbars, shortcuts and the palette read this table and nothing else. Each menu has a module with its rows.
"""

from __future__ import annotations

from typing import Final

from layoutdesk.ui.actions import edit, file, objects, page, pictures, text, view
from layoutdesk.ui.actions.rows import Action

__all__ = ["ACTIONS", "CONTEXT", "MENUS", "RULERS", "TOOLBAR", "TOOLS", "Action"]

_MENUS: Final = {
    "file": file,
    "edit": edit,
    "object": objects,
    "picture": pictures,
    "text": text,
    "view": view,
    "page": page,
}

ACTIONS: Final = tuple(row for menu in _MENUS.values() for row in menu.ROWS)
#: Menus from left to right; ``None`` is a line between.
MENUS: Final = tuple((name, menu.MENU) for name, menu in _MENUS.items())

#: The toolbar over the page; ``""`` is a stretch.
TOOLBAR: Final = (
    "undo", "redo", None, "arrange", "export-pdf", "", "previous-page", "next-page", None, "fit", "zoom-out", "zoom-in",
    None, "grid", "",
)  # fmt: skip
TOOLS: Final = ("tool-select", "tool-text", "tool-frame", "tool-line", "tool-hand", "tool-zoom")
#: What the right button offers over the page.
CONTEXT: Final = (
    "copyfit", "head-fit", "head-next", None, "columns-more", "columns-less", "release", None,
    "group", "ungroup", "lock", "front", "back", None, "delete", None, "fit", "grid",
)  # fmt: skip
#: What it offers over the rulers.
RULERS: Final = (
    "unit-mm",
    "unit-grid",
    "unit-pt",
    None,
    "zero",
    None,
    "guides",
    "lock-guides",
    "clear-guides",
    None,
    "rulers",
)
