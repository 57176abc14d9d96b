"""The table of actions: what the editor can do, under which keys, when, and what does it.

Menus, toolbars, shortcuts and the palette read this table and nothing else. The text of an action is ``ui.action.<name>``; its
``initials`` are those of the Chinese text in pinyin, by which the palette finds it too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from layoutdesk.ui.canvas.free import rect_of
from layoutdesk.ui.canvas.snapping import area_of
from layoutdesk.ui.commands import Commands
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.heads import is_headed


def _always(_: Desk) -> bool:
    return True


def _open(desk: Desk) -> bool:
    return desk.is_open


def _written(desk: Desk) -> bool:
    return desk.session is not None and not desk.session.read_only


def _page(desk: Desk) -> bool:
    return desk.page is not None


def _selected(desk: Desk) -> bool:
    return desk.element is not None


def _on_grid(desk: Desk) -> bool:
    return bool(area_of(desk.element))


def _movable(desk: Desk) -> bool:
    return _on_grid(desk) or rect_of(desk.element) is not None


def _marked(desk: Desk) -> bool:
    return desk.has_selection and _written(desk)


def _in_copy(desk: Desk) -> bool:
    return desk.marked is not None and _written(desk)


def _can_undo(desk: Desk) -> bool:
    return bool(desk.session and desk.session.can_undo)


def _can_redo(desk: Desk) -> bool:
    return bool(desk.session and desk.session.can_redo)


class Action(NamedTuple):
    """One action. ``on_page``: its keys count only while the page has the focus. ``checked`` makes it a switch."""

    name: str
    does: Callable[[Commands], object]
    keys: tuple[str, ...] = ()
    icon: str = ""
    when: Callable[[Desk], bool] = _always
    initials: str = ""
    on_page: bool = False
    checked: Callable[[Commands], bool] | None = None


def _look(style: str, initials: str, *keys: str) -> Action:
    """The switch of a character style on what is selected in the copy."""
    return Action(
        f"look-{style}", lambda do: do.marking.switch(style), keys, "", _marked, initials,
        checked=lambda do: do.marking.is_on(style),
    )  # fmt: skip


def _speak(language: str, initials: str) -> Action:
    """The switch of the issue's language."""
    return Action(
        f"issue-{language}", lambda do: do.marking.speak(language), (), "", _written, initials,
        checked=lambda do: do.marking.speaks(language),
    )  # fmt: skip


def _drop(lines: int, initials: str) -> Action:
    """The switch of a drop capital on the paragraph with the caret."""
    return Action(
        f"drop-{lines}", lambda do: do.marking.drop(lines), (), "", _in_copy, initials,
        checked=lambda do: do.marking.drops(lines),
    )  # fmt: skip


ACTIONS: Final = (
    Action("new", Commands.new_from_copy, ("Ctrl+N",), "new", initials="ygjxj"),
    Action("open", Commands.ask_open, ("Ctrl+O",), "open", initials="dk"),
    Action("sample", Commands.open_sample, (), "sample", initials="dksl"),
    Action("save-as", Commands.ask_save_as, ("Ctrl+Shift+S",), "", _open, "lcw"),
    Action("save-copy", lambda do: do.keeping.ask_copy(), (), "", _open, "cfb"),
    Action("package", lambda do: do.keeping.ask_package(), (), "", _page, "db"),
    Action("name-version", lambda do: do.keeping.ask_name(), (), "", _written, "mmdqbb"),
    Action("versions", lambda do: do.keeping.show_versions(), (), "", _open, "lsbb"),
    Action("close", Commands.close_issue, ("Ctrl+W",), "", _open, "gb"),
    Action("export-pdf", Commands.ask_export, ("Ctrl+E",), "export", _page, "scpdf"),
    Action("quit", Commands.quit, ("Ctrl+Q",), initials="tc"),
    Action("undo", Commands.undo, ("Ctrl+Z",), "undo", _can_undo, "cx"),
    Action("redo", Commands.redo, ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", _can_redo, "cz"),
    Action("delete", Commands.delete, ("Delete", "Backspace"), "delete", _selected, "cb", on_page=True),
    Action("front", Commands.to_front, ("Ctrl+Shift+]",), "", _movable, "zdqm"),
    Action("back", Commands.to_back, ("Ctrl+Shift+[",), "", _movable, "zdhm"),
    Action("lock", Commands.switch_lock, ("Ctrl+L",), "lock", _on_grid, "sd", checked=Commands.is_locked),
    _look("bold", "jc", "Ctrl+B"),
    _look("emphasis", "kt"),
    _look("dots", "zzh", "Ctrl+Shift+E"),
    _look("underline", "xhx", "Ctrl+U"),
    _look("wave", "bl"),
    _look("strike", "scx"),
    _look("superscript", "sb", "Ctrl+Shift+="),
    _look("subscript", "xb"),
    Action("look-reading", lambda do: do.marking.ask_reading(), (), "", _marked, "zy"),
    Action("look-clear", lambda do: do.marking.clear(), ("Ctrl+\\",), "", _marked, "qczfys"),
    Action("head-fit", lambda do: do.heads.fit(), ("Ctrl+Shift+H",), "", is_headed, "btsp"),
    Action("head-next", lambda do: do.heads.step_way(1), ("Ctrl+Alt+Down",), "", is_headed, "xyzdf"),
    Action("head-previous", lambda do: do.heads.step_way(-1), ("Ctrl+Alt+Up",), "", is_headed, "syzdf"),
    Action("head-larger", lambda do: do.heads.step_size(1), ("Ctrl+Shift+.",), "", is_headed, "btfd"),
    Action("head-smaller", lambda do: do.heads.step_size(-1), ("Ctrl+Shift+,",), "", is_headed, "btsx"),
    Action("head-turn", lambda do: do.heads.turn(), (), "", is_headed, "sthp"),
    _drop(2, "szxclh"),
    _drop(3, "szxcsh"),
    _speak("zh", "jtzw"),
    _speak("zh-Hant", "ftzw"),
    _speak("zh-HK", "ftzwxg"),
    _speak("en", "yw"),
    Action("arrange", Commands.arrange, ("Ctrl+M",), "arrange", _page, "bpbb"),
    Action("copyfit", Commands.fit_copy, ("Ctrl+J",), "", _selected, "pg"),
    Action("tool-select", lambda do: do.take("select"), ("V",), "select", _page, "xz", checked=lambda do: do.tool == "select"),
    Action("tool-text", lambda do: do.take("text"), ("T",), "text", _page, "wz", checked=lambda do: do.tool == "text"),
    Action("tool-hand", lambda do: do.take("hand"), ("H",), "hand", _page, "zs", checked=lambda do: do.tool == "hand"),
    Action("tool-zoom", lambda do: do.take("zoom"), ("Z",), "zoom", _page, "fdj", checked=lambda do: do.tool == "zoom"),
    Action("fit", Commands.fit, ("Ctrl+0",), "fit", _page, "syck"),
    Action("zoom-100", lambda do: do.zoom_to(1), ("Ctrl+1",), "", _page, "sjdx"),
    Action("zoom-200", lambda do: do.zoom_to(2), ("Ctrl+2",), "", _page, "fd"),
    Action("zoom-400", lambda do: do.zoom_to(4), ("Ctrl+4",), "", _page, "fd"),
    Action("zoom-in", lambda do: do.zoom_step(1), ("Ctrl++", "Ctrl+="), "plus", _page, "fd"),
    Action("zoom-out", lambda do: do.zoom_step(-1), ("Ctrl+-",), "minus", _page, "sx"),
    Action("grid", Commands.switch_grid, ("Ctrl+'",), "grid", _page, "wg", checked=Commands.shows_grid),
    Action("hidden", Commands.switch_hidden, ("Ctrl+Alt+I",), "", _page, "yczf", checked=Commands.shows_hidden),
    Action("plain", Commands.switch_plain, ("W",), "", _page, "yl", on_page=True, checked=Commands.shows_plain),
    Action("newsprint", Commands.switch_newsprint, (), "", initials="xwz", checked=Commands.shows_newsprint),
    Action("panels", Commands.switch_panels, ("F4",), "panels", initials="mb", checked=Commands.shows_panels),
    Action("next-panel", Commands.next_panel, ("F6",), "", _open, "xygmb"),
    Action("next-page", lambda do: do.turn(1), ("Ctrl+PgDown",), "next", _page, "xyb"),
    Action("previous-page", lambda do: do.turn(-1), ("Ctrl+PgUp",), "previous", _page, "syb"),
    Action("theme", Commands.switch_theme, ("F11",), "theme", initials="sqjm", checked=Commands.is_dark),
    Action("language", Commands.switch_language, ("Ctrl+Alt+L",), "language", initials="qhyy"),
    Action("palette", Commands.open_palette, ("Ctrl+K",), "search", initials="czml"),
)  # fmt: skip

#: Menus from left to right; ``None`` is a line between.
MENUS: Final[tuple[tuple[str, tuple[str | None, ...]], ...]] = (
    (
        "file",
        (
            "new", "open", "sample", None, "save-as", "save-copy", "name-version", "versions", None,
            "export-pdf", "package", None, "close", "quit",
        ),
    ),
    ("edit", ("undo", "redo", None, "delete", "front", "back", "lock", None, "palette")),
    (
        "text",
        (
            "look-bold", "look-emphasis", None, "look-dots", "look-underline", "look-wave", "look-strike", None,
            "look-superscript", "look-subscript", "look-reading", None, "drop-2", "drop-3", None, "look-clear", None,
            "head-fit", "head-next", "head-previous", "head-larger", "head-smaller", "head-turn", None,
            "issue-zh", "issue-zh-Hant", "issue-zh-HK", "issue-en",
        ),
    ),
    (
        "view",
        (
            "fit", "zoom-100", "zoom-200", "zoom-400", "zoom-in", "zoom-out", None, "grid", "hidden", "plain", "newsprint", None,
            "panels", "next-panel", "theme", "language",
        ),
    ),
    (
        "page",
        (
            "arrange", "copyfit", None, "previous-page", "next-page", None, "tool-select", "tool-text", "tool-hand",
            "tool-zoom",
        ),
    ),
)  # fmt: skip

#: The toolbar over the page; ``""`` is a stretch.
TOOLBAR: Final = (
    "undo", "redo", None, "arrange", "export-pdf", "", "previous-page", "next-page", None, "fit", "zoom-out", "zoom-in",
    None, "grid", "",
)  # fmt: skip
TOOLS: Final = ("tool-select", "tool-text", "tool-hand", "tool-zoom")
#: What the right button offers over the page.
CONTEXT: Final = ("copyfit", "head-fit", "head-next", "lock", "front", "back", None, "delete", None, "fit", "grid")
