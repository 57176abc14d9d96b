"""The table of settings: where each is kept, what it may be, what it is at the first start, to which group it belongs."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from layoutdesk.ui.canvas.measures import UNITS
from layoutdesk.ui.panels.kinds import Choose, Figure, Folder, Row, Tick, Written
from layoutdesk.ui.textsize import SIZES, USUAL

#: From top to bottom: the window (界面), the page on the screen (版面显示), copy (文字), files (文件).
GROUPS: Final = ("interface", "page", "copy", "files")


class Setting(NamedTuple):
    """``key`` is its name in the settings of the program, ``row`` what it may be, ``usual`` what it is where nothing was chosen."""

    key: str
    row: Row
    usual: Any
    group: str

    def read(self, kept: object) -> Any:
        """What was kept, as the program takes it; the usual where that is nothing, or damaged."""
        row = self.row
        if kept is None:
            return self.usual
        if isinstance(row, Tick):
            return kept == "on" if kept in ("on", "off") else self.usual
        said = str(kept)
        if isinstance(row, Choose):
            return said if said in row.values else self.usual
        if isinstance(row, Figure):
            return _figure(row, said, self.usual)
        return said

    def written(self, value: Any) -> object:
        """What is kept of a value."""
        return ("on" if value else "off") if isinstance(self.row, Tick) else value


def _figure(row: Figure, said: str, usual: Any) -> Any:
    try:
        value = float(said)
    except ValueError:
        return usual
    return row.stored(value) if row.least <= value <= row.most else usual


def _shown(name: str, *, usual: bool) -> Setting:
    """The switch of one thing that is shown over the page or helps the hand (see ``canvas.shown``)."""
    return Setting(f"view/{name}", Tick(name), usual, "page")


_TABLE: Final = (
    # An empty language is that of the system.
    Setting("window/language", Choose("language", ("", "zh", "en"), "language", "system"), "", "interface"),
    Setting("window/theme", Choose("theme", ("light", "dark"), "theme"), "light", "interface"),
    Setting("window/textsize", Choose("textsize", tuple(map(str, SIZES)), "textsize"), str(USUAL), "interface"),
    Setting("window/newsprint", Tick("newsprint"), False, "interface"),
    Setting("keys/set", Choose("keys", ("layoutdesk", "indesign", "feiteng"), "keys"), "layoutdesk", "interface"),
    Setting("view/unit", Choose("unit", tuple(UNITS), "unit"), "mm", "page"),
    _shown("rulers", usual=True),
    _shown("guides", usual=True),
    _shown("edges", usual=True),
    _shown("columns", usual=False),
    _shown("rows", usual=False),
    _shown("area", usual=False),
    _shown("threads", usual=False),
    _shown("review", usual=True),
    _shown("snapping", usual=True),
    Setting("galley/numbers", Figure("numbers", 0, 50, none="no_numbers", unit="rows", whole=True), 5, "copy"),
    # Without a name the system's is taken.
    Setting("user/name", Written("author"), "", "copy"),
    Setting("files/start", Choose("start", ("welcome", "last"), "start"), "welcome", "files"),
    # Without a folder that of the documents is taken.
    Setting("recent/folder", Folder("folder"), "", "files"),
)
#: By their names, in the order in which they are shown.
SETTINGS: Final = {setting.row.name: setting for setting in _TABLE}
#: What is switched over the page.
SWITCHES: Final = tuple(name for name, each in SETTINGS.items() if each.key == f"view/{name}" and name != "unit")


def of_group(group: str) -> tuple[Setting, ...]:
    """The settings of a group."""
    return tuple(each for each in _TABLE if each.group == group)
