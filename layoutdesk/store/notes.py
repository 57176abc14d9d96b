"""What a reader has exported, left beside the issue for whoever writes it to keep as a version.

Only one process writes an issue file (two that write one log can corrupt it), and an export from the command line must not wait
until the editor has gone home. So it leaves the issue as it printed it in a folder of its own, whole files only; the writer takes
them in with its own versions, and when it closes.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import msgspec

from layoutdesk.model import Document
from layoutdesk.store import journal
from layoutdesk.store.connect import MOST_BYTES
from layoutdesk.store.people import user_name


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """One export: the issue as it went out, the revision that it was read at, the name of what was written, when and by whom."""

    document: Document
    revision: Annotated[int, msgspec.Meta(ge=0, le=2**53)]
    name: str
    at: str
    actor: str


def leave(issue: Path, document: Document, revision: int, name: str) -> None:
    """Leaves a note; raises ``OSError`` where none can be written."""
    # The name of a file may hold bytes that are no text.
    name = name.encode("utf-8", "replace").decode()
    note = Note(document=document, revision=revision, name=name, at=journal.now(), actor=user_name())
    folder = _folder(issue)
    if folder.is_symlink():
        raise NotADirectoryError(errno.ENOTDIR, "a link stands there", str(folder))
    folder.mkdir(exist_ok=True)
    part = folder / f"{os.getpid()}.part"
    part.write_bytes(msgspec.json.encode(note))
    part.replace(folder / f"{note.at.replace(':', '')}-{os.getpid()}.json")


def waiting(issue: Path) -> Iterator[tuple[Path, Note | None]]:
    """The notes left, oldest first; nothing for a file that is none. The caller takes each away."""
    folder = _folder(issue)
    # A link could lead to files that are no notes, and they would be taken away.
    if folder.is_symlink() or not folder.is_dir():
        return
    for path in sorted(folder.glob("*.json")):
        yield path, _read(path)
    with suppress(OSError):
        folder.rmdir()


def forget(issue: Path) -> None:
    """Takes all notes away: another issue takes the file's place."""
    for path, _ in waiting(issue):
        path.unlink(missing_ok=True)


def _read(path: Path) -> Note | None:
    try:
        if path.stat().st_size > MOST_BYTES:
            return None
        return msgspec.json.decode(path.read_bytes(), type=Note)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _folder(issue: Path) -> Path:
    return issue.with_name(f".{issue.name}.exports")
