"""What besides the issue an export stands on: the fonts and the printing conditions of this machine. Nothing here knows Qt."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final

from layoutdesk.text.fonts import load_fonts

#: So many files of a folder are looked at.
_MOST: Final = 2_000
#: Who names the newspaper's own folders.
_NAMES: Final = ("LAYOUTDESK_FONTS", "LAYOUTDESK_PROFILES")


def ground() -> frozenset[tuple[str | int, ...]]:
    """The files of fonts and printing conditions as they are now: one that is replaced, comes or goes makes it another."""
    return frozenset(_told())


def _told() -> Iterator[tuple[str | int, ...]]:
    files = {face.path for face in load_fonts().faces}
    for folder in (Path(part) for name in _NAMES for part in os.environ.get(name, "").split(os.pathsep) if part):
        with suppress(OSError):
            files.update(islice(folder.expanduser().rglob("*"), _MOST))
    for file in files:
        with suppress(OSError):
            found = file.stat()
            yield str(file), found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
