"""What can go wrong with a file, in words: the codes of SQLite and of the system become refusals."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from layoutdesk.base.problem import Refusal

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
}


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turns the faults of SQLite and of the system inside the block into a ``Refusal`` that names ``path``."""
    try:
        yield
    except sqlite3.Error as error:
        # The lowest byte is the primary code; errors of the module itself have none.
        primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
        raise Refusal(_CODES.get(primary, "store.failed"), file=path.name, reason=error) from error
    except UnicodeDecodeError as error:
        raise Refusal("store.damaged", file=path.name, reason=error.reason) from error
    except OSError as error:
        code = "store.full" if error.errno == errno.ENOSPC else "store.failed"
        raise Refusal(code, file=path.name, reason=error.strerror or error) from error
