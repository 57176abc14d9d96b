"""What can go wrong with a file, in words: the codes of SQLite and of the system become refusals."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from layoutdesk.base.problem import Refusal
from layoutdesk.store.fetch import Malformed

#: Primary result codes of SQLite (sqlite.org, "Result and Error Codes") and what they mean for an issue file.
_CODES: Final = {
    sqlite3.SQLITE_FULL: "store.full",
    sqlite3.SQLITE_READONLY: "store.not-writable",
    sqlite3.SQLITE_PERM: "store.not-writable",
    sqlite3.SQLITE_CANTOPEN: "store.cannot-open",
    sqlite3.SQLITE_CORRUPT: "store.damaged",
    sqlite3.SQLITE_NOTADB: "store.not-an-issue",
    sqlite3.SQLITE_BUSY: "store.busy",
    sqlite3.SQLITE_LOCKED: "store.busy",
    sqlite3.SQLITE_INTERRUPT: "store.too-slow",
    sqlite3.SQLITE_NOMEM: "store.too-large",
    sqlite3.SQLITE_TOOBIG: "store.too-large",
    sqlite3.SQLITE_IOERR: "store.disk",
}
#: Error numbers of the system, likewise.
_NUMBERS: Final = {
    errno.ENOSPC: "store.full",
    errno.EDQUOT: "store.full",
    errno.EFBIG: "store.full",
    errno.EACCES: "store.not-writable",
    errno.EPERM: "store.not-writable",
    errno.EROFS: "store.not-writable",
    errno.ENAMETOOLONG: "store.name-too-long",
    errno.EIO: "store.disk",
    errno.ENXIO: "store.disk",
    errno.ENODEV: "store.disk",
    errno.ESTALE: "store.unreachable",
    errno.ENOTCONN: "store.unreachable",
    errno.ECONNABORTED: "store.unreachable",
    errno.EHOSTDOWN: "store.unreachable",
    errno.EHOSTUNREACH: "store.unreachable",
    errno.ENETDOWN: "store.unreachable",
    errno.ENETUNREACH: "store.unreachable",
    errno.ETIMEDOUT: "store.unreachable",
}
#: Bytes that a writer needs at least. SQLite calls it a fault of the disk where its shared memory of 32 KiB finds no room.
_ROOM: Final = 256 * 1024


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turns the faults of SQLite and of the system inside the block into a ``Refusal`` that names ``path``."""
    try:
        yield
    except sqlite3.Error as error:
        # The lowest byte is the primary code; errors of the module itself have none.
        primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
        code = _CODES.get(primary, "store.failed")
        if code in ("store.disk", "store.cannot-open") and _free(path) < _ROOM:
            code = "store.full"
        raise _refusal(code, path, error) from error
    except (UnicodeDecodeError, Malformed) as error:
        raise Refusal("store.damaged", file=path.name, reason=error) from error
    except OSError as error:
        raise _refusal(code_of(error, "store.failed"), path, error.strerror or error) from error


def code_of(error: OSError, usual: str) -> str:
    """What a fault of the system means for an issue file; ``usual`` where it is none of those that are known."""
    return _NUMBERS.get(error.errno or 0, usual)


def refuse_without_room(path: Path) -> None:
    """Refuses to write where the disk has no room for the log and the memory shared with readers.

    SQLite notices that in the middle of opening and leaves both behind, and nothing is in memory yet that could wait for room.
    """
    if _free(path) < _ROOM:
        raise Refusal("store.no-room-to-write", file=path.name)


def _refusal(code: str, path: Path, reason: object) -> Refusal:
    return Refusal(code, file=path.name, folder=path.parent, reason=reason)


def _free(path: Path) -> int:
    import shutil

    try:
        return shutil.disk_usage(path.parent).free
    except OSError:
        return _ROOM
