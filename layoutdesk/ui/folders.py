"""Where a question for files begins (起始文件夹): where one looked last for the same, else where the issue lies.

Nobody waits for a folder that does not answer, such as one on a share that is away: it counts as not there.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QSettings, QStandardPaths

from layoutdesk.ui import recent

#: What one looks for: copy and pictures to be taken in or placed, files to which pictures are linked anew.
Use = Literal["matter", "relink"]
#: Seconds in which a folder says that it is there.
PATIENCE: Final = 0.2
_KEY: Final = "folders/{}"


def last(use: Use) -> Path | None:
    """Where one looked last, kept from one start of the program to the next."""
    kept = str(QSettings().value(_KEY.format(use)) or "")
    return Path(kept) if kept else None


def note(use: Use, folder: Path) -> None:
    """Has the next question for the same begin in a folder."""
    QSettings().setValue(_KEY.format(use), str(folder))


def first(*wanted: Path | None, issue: Path | None) -> Path:
    """The first folder that is there: of those ``wanted``, that of the issue in the file ``issue``, that of issues."""
    return next((each for each in _candidates(wanted, issue) if _is_there(each)), Path.home())


def _candidates(wanted: Iterable[Path | None], issue: Path | None) -> Iterator[Path]:
    # The program's own folder, where the sample lies, is nowhere to look for files.
    own = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation))
    yield from (each for each in (*wanted, issue.parent if issue is not None else None) if each not in (None, own))
    yield from (folder for each in recent.recent()[:1] if (folder := Path(each.path).parent) != own)
    yield recent.issue_folder()


def _is_there(folder: Path) -> bool:
    found = threading.Event()

    def look() -> None:
        with suppress(OSError, ValueError):
            if folder.is_dir():
                found.set()

    asked = threading.Thread(target=look, daemon=True)
    asked.start()
    asked.join(PATIENCE)
    return found.is_set()
