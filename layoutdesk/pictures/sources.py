"""Where the pictures of an issue came from (图片来源), and whether what lies there is still what the issue has.

The issue holds the originals itself, so nothing that happens to a source is ever lost in print. A source counts as changed only
where its bytes are others: a file that was copied, touched or restored with another date is the same.
"""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path
from typing import Final, Literal, NamedTuple

from layoutdesk.model.document import Asset

#: A path goes up from the issue's folder by no more steps than this; what lies farther away is named in full.
MOST_UP: Final = 2
_PIECE: Final = 1 << 20

#: What a source is: the issue's own picture still, another one, gone, not to be read, or never known (pasted, or inside copy).
State = Literal["same", "changed", "gone", "unreadable", "none"]


class Seen(NamedTuple):
    """What a source was when it was looked at: its bytes and its date tell whether it has to be read the next time."""

    state: State
    size: int = 0
    dated: int = 0


def kept_path(path: str, issue: Path) -> str:
    """A path as an issue file keeps it: from its own folder on where it lies near, with ``/``, so that both may be moved together.

    Nothing is asked of the disk.
    """
    if not path or not Path(path).is_absolute():
        return path
    try:
        near = Path(os.path.relpath(path, issue.parent))
    except ValueError:  # another drive
        return path
    return path if near.parts[: MOST_UP + 1] == ("..",) * (MOST_UP + 1) else near.as_posix()


def source_of(asset: Asset, issue: Path) -> Path | None:
    """The file that a picture came from, for the issue in the file ``issue``; nothing where none is known."""
    return Path(os.path.normpath(issue.parent / asset.path)) if asset.path else None


def moved_path(asset: Asset, issue: Path, to: Path) -> str:
    """The path of a picture of one issue as the file of another, ``to``, keeps it."""
    source = source_of(asset, issue)
    return kept_path(str(source), to) if source is not None else ""


def look(asset: Asset, source: Path | None, known: Seen | None = None) -> Seen:
    """Looks at a source, which may take as long as the disk likes: never in the thread of the hand.

    ``known`` is what was seen of it before, for the same picture; its bytes are read only where size or date differ from that.
    """
    if source is None:
        return Seen("none")
    try:
        about = source.stat()
        if not stat.S_ISREG(about.st_mode):
            return Seen("unreadable")
        size, dated = about.st_size, max(about.st_mtime_ns, 0)
        if known is not None and known[1:] == (size, dated) and known.state in ("same", "changed"):
            return known
        if asset.dated and (asset.size, asset.dated) == (size, dated):
            return Seen("same", size, dated)
        if asset.size and asset.size != size:
            return Seen("changed", size, dated)
        return Seen("same" if digest_of(source) == asset.sha256 else "changed", size, dated)
    except (FileNotFoundError, NotADirectoryError):
        return Seen("gone")
    except (OSError, ValueError):
        return Seen("unreadable")


def digest_of(source: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with source.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
