"""Actions on how the page is looked at (视图)."""

from __future__ import annotations

from typing import Final

from layoutdesk.ui.actions.rows import Action, Menu, Sub, has_element, has_page, is_open
from layoutdesk.ui.commands import Commands
from layoutdesk.ui.guides import has_guides
from layoutdesk.ui.textsize import SIZES
from layoutdesk.ui.workspaces.shipped import SHIPPED


def _switch(name: str, *keys: str) -> Action:
    """The switch of one thing that is shown over the page or helps the hand."""
    return Action(
        name, lambda do: do.views.switch(name), keys, "", has_page, checked=lambda do: do.views.shows(name),
    )  # fmt: skip


def _unit(name: str) -> Action:
    """What the rulers count in."""
    return Action(
        f"unit-{name}", lambda do: do.views.use_unit(name), (), "", has_page,
        checked=lambda do: do.views.unit() == name,
    )  # fmt: skip


def _text_size(size: int) -> Action:
    """A size of the interface's type."""
    return Action(
        f"interface-{size}", lambda do: do.views.use_text_size(size), (), "",
        checked=lambda do: do.views.text_size() == size,
    )  # fmt: skip


def _workspace(name: str) -> Action:
    """A workspace of the program."""
    return Action(
        f"workspace-{name}", lambda do: do.workspaces.use(name), (), "", is_open,
        checked=lambda do: do.workspaces.current == name,
    )  # fmt: skip


def _panel(name: str, *keys: str) -> Action:
    """Going to a panel, which is shown and unfolded for it."""
    return Action(f"panel-{name}", lambda do: do.go_to_panel(name), keys, "", is_open)


ROWS: Final = (
    Action("fit", lambda do: do.views.fit(), ("Ctrl+0",), "fit", has_page),
    Action("fit-width", lambda do: do.views.fit_width(), ("Ctrl+9",), "", has_page),
    Action("fit-selection", lambda do: do.views.fit_selection(), ("Ctrl+8",), "", has_element),
    Action("zoom-100", lambda do: do.views.zoom_to(1), ("Ctrl+1",), "", has_page),
    Action("zoom-200", lambda do: do.views.zoom_to(2), ("Ctrl+2",), "", has_page),
    Action("zoom-400", lambda do: do.views.zoom_to(4), ("Ctrl+4",), "", has_page),
    Action("zoom-in", lambda do: do.views.zoom_step(1), ("Ctrl+=",), "plus", has_page),
    Action("zoom-out", lambda do: do.views.zoom_step(-1), ("Ctrl+-",), "minus", has_page),
    Action(
        "grid", lambda do: do.views.switch_grid(), ("Ctrl+'",), "grid", has_page,
        checked=lambda do: do.views.shows_grid(),
    ),
    _switch("columns"),
    _switch("rows", "Ctrl+Alt+'"),
    _switch("area"),
    _switch("threads", "Ctrl+Alt+Y"),
    _switch("rulers", "Ctrl+R"),
    _unit("mm"),
    _unit("grid"),
    _unit("pt"),
    _switch("guides", "Ctrl+;"),
    _switch("edges", "Ctrl+H"),
    _switch("snapping", "Ctrl+Shift+;"),
    Action(
        "lock-guides", lambda do: do.guides.switch_lock(), ("Ctrl+Alt+;",), "", has_guides,
        checked=lambda do: do.guides.are_locked(),
    ),
    Action("guide-across", lambda do: do.guides.add("across"), (), "", has_page),
    Action("guide-down", lambda do: do.guides.add("down"), (), "", has_page),
    Action("clear-guides", lambda do: do.guides.clear(), (), "", has_guides),
    Action("zero", lambda do: do.views.reset_zero(), (), "", has_page),
    Action(
        "hidden", lambda do: do.views.switch_hidden(), ("Ctrl+Alt+I",), "", has_page,
        checked=lambda do: do.views.shows_hidden(),
    ),
    Action(
        "plain", lambda do: do.views.switch_plain(), ("W",), "", has_page,
        on_page=True, checked=lambda do: do.views.shows_plain(),
    ),
    Action(
        "newsprint", lambda do: do.views.switch_newsprint(), (), "",
        checked=lambda do: do.views.shows_newsprint(),
    ),
    Action("galley", lambda do: do.views.switch_galley(), ("F8",), "", has_page, checked=lambda do: do.views.shows_galley()),
    Action(
        "second", lambda do: do.views.switch_second(), ("F9",), "", has_page,
        checked=lambda do: do.views.shows_second(),
    ),
    Action(
        "panels", lambda do: do.views.switch_sides(), ("F4", "Shift+Tab"), "panels",
        checked=lambda do: do.views.shows_sides(),
    ),
    Action(
        "all-panels", lambda do: do.views.switch_all(), ("Tab",), "", is_open, on_page=True,
        checked=lambda do: do.views.shows_any(),
    ),
    _panel("pages"),
    _panel("copy"),
    _panel("elements", "Ctrl+Shift+L"),
    _panel("properties"),
    _panel("problems"),
    _panel("history"),
    *(_workspace(name) for name in SHIPPED),
    Action("workspace-next", lambda do: do.workspaces.use_next(), ("Ctrl+F11",), "", is_open),
    Action("workspace-save", lambda do: do.workspaces.save(), (), "", is_open),
    Action("workspace-rename", lambda do: do.workspaces.rename(), (), "", is_open),
    Action("workspace-delete", lambda do: do.workspaces.delete(), (), "", is_open),
    Action("workspace-reset", lambda do: do.workspaces.reset(), (), "", is_open),
    Action("next-panel", lambda do: do.next_panel(), ("F6",), "", is_open),
    Action("previous-panel", lambda do: do.next_panel(-1), ("Shift+F6",), "", is_open),
    Action("interface-larger", lambda do: do.views.step_text_size(1), (), ""),
    Action("interface-smaller", lambda do: do.views.step_text_size(-1), (), ""),
    *(_text_size(size) for size in SIZES),
    Action("theme", Commands.switch_theme, ("F11",), "theme", checked=Commands.is_dark),
    Action("language", Commands.switch_language, ("Shift+F11",), "language"),
)  # fmt: skip

#: The menu from top to bottom.
MENU: Final[Menu] = (
    "fit", "zoom-in", "zoom-out", Sub("zoom", ("fit-width", "fit-selection", None, "zoom-100", "zoom-200", "zoom-400")), None,
    "plain", Sub("shown", ("grid", "columns", "rows", "area", None, "edges", "threads", "hidden", None, "newsprint")),
    Sub("guides", ("guides", "guide-across", "guide-down", None, "lock-guides", "clear-guides")),
    Sub("rulers", ("rulers", None, "unit-mm", "unit-grid", "unit-pt", None, "zero")), "snapping", None,
    "galley", "second", Sub("panels", (
        "panel-pages", "panel-copy", "panel-elements", "panel-properties", "copyfit", "panel-problems", "panel-history", None,
        "panels", "all-panels", "next-panel", "previous-panel",
    )), Sub("workspace", (
        *(f"workspace-{name}" for name in SHIPPED), "workspace-next", None,
        "workspace-save", "workspace-rename", "workspace-delete", "workspace-reset",
    )), None, Sub("interface", (
        "interface-larger", "interface-smaller", None, *(f"interface-{size}" for size in SIZES),
    )), "theme", "language",
)  # fmt: skip
