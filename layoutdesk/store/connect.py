"""Opening a database file that may be anything: nothing in it is believed before it has shown that it is an issue of ours.

The order: a regular file; application id; number of the format; the tables themselves word for word (no trigger, no view); the
b-trees of what is read; all within a deadline. A newer format is read where it only adds to what this version knows.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, Literal, NamedTuple

from layoutdesk.base.problem import Refusal
from layoutdesk.store import mounts, sql
from layoutdesk.store.faults import in_words
from layoutdesk.store.formats import CURRENT, FORMATS, Format

Mode = Literal["r", "w"]

#: Seconds that opening and reading may take; an honest issue takes milliseconds.
DEADLINE: Final = 8.0
#: The most that the parts of one issue may weigh together, in bytes, and how many there may be. A day's paper weighs one or
#: two million; hostile JSON grows some twentyfold in memory, which must stay under a gigabyte.
MOST_BYTES: Final = 32 * 1024 * 1024
MOST_PARTS: Final = 200_000
#: One value, such as the original of a picture.
_MOST_VALUE: Final = 512 * 1024 * 1024


class Connected(NamedTuple):
    """A connection, the number of the file's format, and how it is read."""

    connection: sqlite3.Connection
    number: int

    @property
    def format(self) -> Format:
        """How the file is read: one of a newer format as far as this version knows it."""
        return FORMATS[min(self.number, CURRENT)]


def connect(path: Path, mode: Mode, *, without_log: bool = False) -> Connected:
    """A connection to the issue at ``path``; refuses everything that is not an issue this version can read, or write.

    ``without_log`` reads the file alone, whatever lies beside it.
    """
    if not path.exists():
        raise Refusal("store.missing", file=path.name)
    if not path.is_file():
        raise Refusal("store.not-an-issue", file=path.name)
    with in_words(path):
        connection = _open(path, mode, without_log)
        try:
            with deadline(connection):
                number = _check(connection, path, mode)
            if mode == "w":
                for pragma in sql.WRITER:
                    connection.execute(pragma).fetchall()
        except BaseException:
            connection.close()
            raise
    return Connected(connection, number)


def _open(path: Path, mode: Mode, without_log: bool) -> sqlite3.Connection:
    # A file that its last writer left with a log closed cleanly elsewhere cannot be opened in a folder that takes no files,
    # unless SQLite is told that nobody will write it.
    options: tuple[str, ...] = ("mode=rw",) if mode == "w" else ("mode=ro", "mode=ro&immutable=1")
    has_log = _has_log(path)
    # On a share the file is replaced as a whole and never written: it needs no locks, which may not work there.
    if without_log or (mode == "r" and not has_log and mounts.is_remote(path)):
        options = options[1:]
    for option in options:
        connection = _raw(path.absolute().as_uri() + "?" + option)
        try:
            connection.execute(sql.GET_APPLICATION_ID).fetchone()
        except sqlite3.OperationalError as error:
            connection.close()
            cannot = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
            if option == options[-1] or not cannot or has_log:
                raise
        except BaseException:
            connection.close()
            raise
        else:
            return connection
    raise AssertionError(path)


def _has_log(path: Path) -> bool:
    """Whether a log with anything in it lies beside the file."""
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except FileNotFoundError:
        return False


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


def _check(connection: sqlite3.Connection, path: Path, mode: Mode) -> int:
    """The number of the file's format, once everything about the file has been looked at."""
    if connection.execute(sql.GET_APPLICATION_ID).fetchone()[0] != sql.APPLICATION_ID:
        raise Refusal("store.not-an-issue", file=path.name)
    number: int = connection.execute(sql.GET_FORMAT).fetchone()[0]
    if number > CURRENT:
        if mode == "w" or not _adds_only(connection):
            raise Refusal("store.newer", file=path.name, version=number, known=CURRENT)
    elif number not in FORMATS or not has_schema(connection, FORMATS[number]):
        raise Refusal("store.foreign-schema", file=path.name)
    for table in FORMATS[min(number, CURRENT)].checked:
        answer = connection.execute(sql.QUICK_CHECK.format(table)).fetchone()[0]
        if answer != "ok":
            raise Refusal("store.damaged", file=path.name, reason=answer)
    check_size(path, *connection.execute(sql.PART_SIZES).fetchone())
    return number


def check_size(path: Path, count: int, size: int) -> None:
    """Refuses more parts or bytes than an issue can have, before they are read."""
    if count > MOST_PARTS or size > MOST_BYTES:
        raise Refusal("store.too-large", file=path.name, reason=f"{count} × {size // 1024} KiB")


def has_schema(connection: sqlite3.Connection, wanted: Format) -> bool:
    """Whether a file has exactly the tables of a format."""
    return sorted(row[0] for row in connection.execute(sql.GET_SCHEMA)) == sorted(wanted.schema)


def _adds_only(connection: sqlite3.Connection) -> bool:
    """Whether a newer format has every table and column that this version reads, and nothing that acts when it is read.

    Plain tables and plain indices do not act; triggers, views, virtual tables, computed columns and indices of expressions may.
    """
    objects = connection.execute(sql.GET_OBJECTS).fetchall()
    if any(
        kind not in ("table", "index") or str(text).upper().startswith("CREATE VIRTUAL") for kind, _, text in objects
    ):
        return False
    names = {name for kind, name, _ in objects if kind == "table"}
    with closing(sqlite3.connect(":memory:")) as known:
        for statement in FORMATS[CURRENT].schema:
            known.execute(statement)
        needed = {
            name: set(_columns(known, name)) for kind, name, _ in known.execute(sql.GET_OBJECTS) if kind == "table"
        }
    for name in names:
        columns = _columns(connection, name)
        if (
            any(columns.values())
            or not needed.get(name, set()) <= set(columns)
            or not _plainly_indexed(connection, name)
        ):
            return False
    return set(needed) <= names


def _columns(connection: sqlite3.Connection, table: str) -> dict[str, int]:
    """The columns of a table; other than 0 for those that are computed or hidden."""
    return dict(connection.execute(sql.GET_COLUMNS, {"table": table}).fetchall())


def _plainly_indexed(connection: sqlite3.Connection, table: str) -> bool:
    for name, partial in connection.execute(sql.GET_INDICES, {"table": table}).fetchall():
        if partial or connection.execute(sql.GET_INDEXED, {"index": name}).fetchone()[0]:
            return False
    return True


@contextmanager
def one_state(connection: sqlite3.Connection) -> Iterator[None]:
    """Several queries of one state, whatever is committed meanwhile; inside another such block part of that."""
    if connection.in_transaction:
        yield
        return
    connection.execute(sql.BEGIN_READING)
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute(sql.ROLLBACK)
