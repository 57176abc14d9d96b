"""The table of actions: what the editor can do, under which keys, when, and what does it.

Menus, toolbars, shortcuts and the palette read this table and nothing else. Each menu has a module with its rows.
"""

from __future__ import annotations

from typing import Final

from layoutdesk.ui.actions import edit, file, help, objects, page, pictures, text, view
from layoutdesk.ui.actions.rows import Action, Menu, Sub

__all__ = [
    "ACTIONS",
    "CONTEXTS",
    "LETTERS",
    "MENUS",
    "ON_THE_PAGE",
    "RULERS",
    "SEEN_IN_VERSIONS",
    "TOOLBAR",
    "TOOLS",
    "Action",
    "Menu",
    "Sub",
]

_MENUS: Final = {
    "file": file,
    "edit": edit,
    "object": objects,
    "picture": pictures,
    "text": text,
    "view": view,
    "page": page,
    "help": help,
}

ACTIONS: Final = tuple(row for menu in _MENUS.values() for row in menu.ROWS)
#: Menus from left to right.
MENUS: Final[tuple[tuple[str, Menu], ...]] = tuple((name, menu.MENU) for name, menu in _MENUS.items())

#: The letters that open menus with Alt, the same in both languages.
LETTERS: Final = {
    "file": "F",
    "edit": "E",
    "object": "O",
    "picture": "P",
    "text": "T",
    "view": "V",
    "page": "G",
    "help": "H",
}

#: What works on the page, which is possible only while that is seen.
ON_THE_PAGE: Final = frozenset(
    {row.name for menu in (edit, objects, pictures, text, page) for row in menu.ROWS}
    - {"palette", "preferences", "shortcuts", "next-page", "previous-page"}
    | {"take-in", "guide-across", "guide-down", "clear-guides"}
)
#: What shows in versions in place of the page, too: the issue as it is stands beside them.
SEEN_IN_VERSIONS: Final = frozenset({"undo", "redo"})

#: The toolbar over the page; ``""`` is a stretch.
TOOLBAR: Final = (
    "undo", "redo", None, "arrange", "export-pdf", "", "previous-page", "next-page", None, "fit", "zoom-out", "zoom-in",
    None, "grid",
)  # fmt: skip
TOOLS: Final = ("tool-select", "tool-text", "tool-frame", "tool-line", "tool-hand", "tool-zoom")
_CLIPBOARD: Final = ("cut", "copy", "paste")
_COPY: Final = (
    *_CLIPBOARD, "paste-plain", "select-all", None, "style-body", "style-lead", "style-subhead", "type-size",
    "overrides-clear", None,
    "look-bold", "look-emphasis", "look-dots", "look-underline", "look-reading", "look-clear", None,
    "note", "review-accept", "review-reject", None, "copyfit",
)  # fmt: skip
_BLOCK: Final = (
    *_CLIPBOARD, "duplicate", "delete", None, "copyfit", "head-fit", "head-next", None,
    "columns-more", "columns-less", "release", "onward", "flow", None, "note", None,
    "lock", "hide", "unprinted", "front", "back",
)  # fmt: skip
#: What the right button offers over the page, by what is under the hand (see ``inhand.InHand.kind``), and over the pages panel.
CONTEXTS: Final[dict[str, Menu]] = {
    "copy": _COPY,
    "cell": (*_COPY, None, text.TABLE),
    "block": _BLOCK,
    "tabled": (*_BLOCK, None, "table-delete"),
    "picture": (
        *_CLIPBOARD, "duplicate", "delete", None, "picture-replace", "picture-inside", "picture-fill",
        "picture-whole", "picture-shape", "picture-centre", None, "wrap-next", "note", "lock", "hide", "unprinted", "front", "back",
    ),
    "several": (
        *_CLIPBOARD, "duplicate", "delete", None, "swap", None, "align-left", "align-centre", "align-right", "align-top",
        "align-middle", "align-bottom", "distribute-across", "distribute-down", None, "group", "ungroup", "lock", "hide",
        "unprinted",
    ),
    "element": (
        *_CLIPBOARD, "duplicate", "delete", None, "wrap-next", "gather", None, "note", None, "lock", "hide", "unprinted",
        "front", "back",
    ),
    "pages": (
        "page-add", "page-duplicate", "page-rename", "page-template", None, "page-section", "page-join", None,
        "page-earlier", "page-later", None, "page-delete",
    ),
    "page": ("paste", "paste-in-place", "select-all", "show-all", None, "arrange", None, "fit", "fit-width", "grid", "rulers"),
}  # fmt: skip
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
