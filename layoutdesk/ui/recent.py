"""The issues opened last (最近打开), kept from one start of the program to the next."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec
from PySide6.QtCore import QSettings, QStandardPaths

from layoutdesk.model.document import Document
from layoutdesk.ui.preferences import kept

#: So many issues are remembered; those that are no longer there are left out where they are shown.
KEPT: Final = 12
_KEY: Final = "recent/issues"


class Recent(msgspec.Struct, frozen=True):
    """An issue that was open: its file, the paper, the date (``YYYY-MM-DD``), and how many pages it had."""

    path: str
    paper: str = ""
    date: str = ""
    pages: int = 0

    @property
    def title(self) -> str:
        """Paper and date, else the name of the file."""
        return " ".join(part for part in (self.paper, self.date) if part) or Path(self.path).stem

    @property
    def place(self) -> str:
        """The name of its file, and its folder: two issues of one day are told apart by these."""
        home, folder = Path.home(), Path(self.path).parent
        shown = Path("~", folder.relative_to(home)) if folder.is_relative_to(home) else folder
        return f"{Path(self.path).name} · {shown}"


def note(path: Path, document: Document) -> None:
    """Puts an issue first of those opened last."""
    meta = document.meta
    this = Recent(str(path.resolve()), meta.paper, meta.date, len(document.pages))
    others = [each for each in _kept() if each.path != this.path]
    QSettings().setValue(_KEY, msgspec.json.encode([this, *others][:KEPT]).decode())


def recent() -> list[Recent]:
    """The issues opened last that are still there, the latest first."""
    return [each for each in _kept() if Path(each.path).is_file()]


def _kept() -> list[Recent]:
    """What the settings hold; nothing where they were damaged."""
    try:
        return msgspec.json.decode(str(QSettings().value(_KEY) or "[]"), type=list[Recent])
    except msgspec.DecodeError:
        return []


def issue_folder() -> Path:
    """Where new issues go: where the last one went, else the documents of whoever works here."""
    chosen = kept.value("folder")
    usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(chosen) if chosen and Path(chosen).is_dir() else Path(usual)


def keep_folder(folder: Path) -> None:
    """Has the next new issue go to a folder, too."""
    kept.keep("folder", str(folder))
