"""Opening a database file that may be anything: nothing in it is believed before it has shown that it is an issue of ours.

The order: a regular file; application id; version of the schema; the schema itself word for word (no trigger, no view); the
b-trees of what is read; all within a deadline.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

from layoutdesk.base.problem import Refusal
from layoutdesk.store import sql
from layoutdesk.store.faults import in_words

Mode = Literal["r", "w"]

#: Seconds that opening and reading may take; an honest issue takes milliseconds.
DEADLINE: Final = 8.0
#: The most that the parts of one issue may weigh together, in bytes, and how many there may be. A day's paper weighs one or
#: two million; hostile JSON grows some twentyfold in memory, which must stay under a gigabyte.
MOST_BYTES: Final = 32 * 1024 * 1024
MOST_PARTS: Final = 200_000
#: One value, such as the original of a picture.
_MOST_VALUE: Final = 512 * 1024 * 1024


def connect(path: Path, mode: Mode) -> sqlite3.Connection:
    """A connection to the issue at ``path``; refuses everything that is not an issue this version can read."""
    if not path.exists():
        raise Refusal("store.missing", file=path.name)
    if not path.is_file():
        raise Refusal("store.not-an-issue", file=path.name)
    with in_words(path):
        connection = _open(path, mode)
        try:
            with deadline(connection):
                _check(connection, path)
            if mode == "w":
                for pragma in sql.WRITER:
                    connection.execute(pragma).fetchall()
        except BaseException:
            connection.close()
            raise
    return connection


def _open(path: Path, mode: Mode) -> sqlite3.Connection:
    # A file that its last writer left with a log closed cleanly elsewhere cannot be opened in a folder that takes no files,
    # unless SQLite is told that nobody will write it.
    options = ("mode=rw",) if mode == "w" else ("mode=ro", "mode=ro&immutable=1")
    log = path.with_name(path.name + "-wal")
    for option in options:
        connection = _raw(path.absolute().as_uri() + "?" + option)
        try:
            connection.execute(sql.GET_APPLICATION_ID).fetchone()
        except sqlite3.OperationalError as error:
            connection.close()
            cannot = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
            if option == options[-1] or not cannot or log.exists():
                raise
        except BaseException:
            connection.close()
            raise
        else:
            return connection
    raise AssertionError(path)


def _raw(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=3.0)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    for pragma in sql.GUARDS:
        connection.execute(pragma)
    return connection


@contextmanager
def deadline(connection: sqlite3.Connection) -> Iterator[None]:
    """Interrupts what runs on the connection after ``DEADLINE``."""
    until = time.monotonic() + DEADLINE
    connection.set_progress_handler(lambda: time.monotonic() > until, 20_000)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


def _check(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute(sql.GET_APPLICATION_ID).fetchone()[0] != sql.APPLICATION_ID:
        raise Refusal("store.not-an-issue", file=path.name)
    version = connection.execute(sql.GET_SCHEMA_VERSION).fetchone()[0]
    if version > sql.SCHEMA_VERSION:
        raise Refusal("store.newer", file=path.name, version=version, known=sql.SCHEMA_VERSION)
    schema = sorted(row[0] for row in connection.execute(sql.GET_SCHEMA))
    if version < 1 or schema != sorted(sql.SCHEMA):
        raise Refusal("store.foreign-schema", file=path.name)
    for check in sql.CHECKS:
        answer = connection.execute(check).fetchone()[0]
        if answer != "ok":
            raise Refusal("store.damaged", file=path.name, reason=answer)
    count, size = connection.execute(sql.PART_SIZES).fetchone()
    if count > MOST_PARTS or size > MOST_BYTES:
        raise Refusal("store.too-large", file=path.name, reason=f"{count} × {size // 1024} KiB")
