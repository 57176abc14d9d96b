"""Names for files that every system takes, from names that may say anything: those of pictures come from elsewhere."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

#: What some file system or shell does not take in a name; and the percent sign, on which the tools for bags disagree.
_FORBIDDEN: Final = re.compile(r'[%\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\\/:*?"<>|]')
#: Names that Windows keeps for devices, whatever their suffix.
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\Z)", re.IGNORECASE)
#: Bytes of a name without its suffix; most systems take 255 in all.
_LONGEST: Final = 180


def plain_names(named: Sequence[tuple[str, str]]) -> list[str]:
    """A file name for each (name, media type), in order; two that differ only in case are told apart by a number."""
    taken: set[str] = set()
    names = []
    for name, media in named:
        stem, suffix = _plain(name, media)
        number, made = 1, stem + suffix
        while made.casefold() in taken:
            number += 1
            made = f"{stem} ({number}){suffix}"
        taken.add(made.casefold())
        names.append(made)
    return names


def _plain(name: str, media: str) -> tuple[str, str]:
    """Stem and suffix of a name that is one name: the last part of a path, nothing that a system takes for something else."""
    last = re.split(r"[\\/]", name.rstrip("\\/ "))[-1]
    clean = _FORBIDDEN.sub("_", last).strip(" .")
    path = PurePosixPath(clean or "picture")
    suffix = path.suffix if 1 < len(path.suffix) <= 6 else mimetypes.guess_extension(media) or ""
    stem = path.stem if path.suffix == suffix else path.name
    short = stem.encode()[:_LONGEST].decode(errors="ignore").rstrip(" .") or "picture"
    return (f"_{short}" if _DEVICES.match(short) else short), suffix
