"""The journal: every committed edit as data, each row chained to the one before by its hash.

The chain shows accidents and naive edits of the file, not a chain rewritten as a whole.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from layoutdesk.base import clock
from layoutdesk.store import sql
from layoutdesk.store.fetch import typed
from layoutdesk.store.people import user_name

#: What precedes the first row.
ORIGIN: Final = "0" * 64
#: Whether an edit was done, taken back, or done again.
Direction = Literal["do", "undo", "redo"]


class Entry(NamedTuple):
    """One row: ``at`` in UTC, ``edit`` as JSON; ``hash`` covers every other field.

    ``revision`` counts the commits of the issue, ``op_id`` names this one. ``role`` (角色) is what the actor works as; where one
    person does everything it is a remark and no permission.
    """

    seq: int
    revision: int
    op_id: str
    at: str
    actor: str
    role: str
    direction: str
    label: str
    edit: bytes
    prev: str
    hash: str = ""


_TYPES: Final = (int, int, str, str, str, str, str, str, bytes, str, str)


class Operations:
    """Names for commits, never given twice: those of one sitting rise, so that the file's index grows at its end."""

    def __init__(self) -> None:
        self._sitting = os.urandom(8).hex()
        self._count = 0

    def new(self) -> str:
        """The next name."""
        self._count += 1
        return f"{self._sitting}-{self._count:08d}"


def sealed(entry: Entry) -> Entry:
    """The entry with its hash."""
    return entry._replace(hash=_digest(entry[:-1]))


def _digest(values: Iterable[object]) -> str:
    digest = hashlib.sha256()
    for value in values:
        data = value if isinstance(value, bytes) else str(value).encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def _is_sealed(entry: Entry) -> bool:
    """Whether a row is what its hash says. Rows from the first format keep their hash, which then is their ``op_id``."""
    if entry.op_id != entry.hash:
        return sealed(entry).hash == entry.hash
    first = (entry.seq, entry.at, entry.actor, entry.direction, entry.label, entry.edit, entry.prev)
    return (entry.revision, entry.role, _digest(first)) == (entry.seq, "", entry.hash)


def now() -> str:
    """This moment as the file writes it: UTC, ISO 8601."""
    return clock.now().isoformat(timespec="milliseconds")


class Deed(NamedTuple):
    """What a row says beside who, when and where in the chain."""

    op_id: str
    role: str
    direction: Direction
    label: str
    edit: bytes


def append(connection: sqlite3.Connection, revision: int, deed: Deed) -> int:
    """Writes the next row inside the transaction that is open; its number. An ``op_id`` that is there is refused by SQLite."""
    last, head = end(connection)
    entry = sealed(Entry(seq=last + 1, revision=revision, at=now(), actor=user_name(), prev=head, **deed._asdict()))
    connection.execute(sql.INSERT_JOURNAL, entry._asdict())
    return entry.seq


def end(connection: sqlite3.Connection) -> tuple[int, str]:
    """Number and hash of the last row; 0 and ``ORIGIN`` where there is none."""
    return next(((seq, last) for seq, last in typed(connection, sql.JOURNAL_END, (int, str))), (0, ORIGIN))


def mark_of(connection: sqlite3.Connection) -> str:
    """Tells one state of an issue from every other, in hexadecimal."""
    digest = hashlib.sha256(repr(end(connection)).encode())
    for row in connection.execute(sql.ALL_PARTS):
        digest.update(repr(row).encode())
    return digest.hexdigest()


def entries(connection: sqlite3.Connection, statement: str) -> list[Entry]:
    """All rows, oldest first; ``statement`` is that of the file's format."""
    return [Entry(*row) for row in typed(connection, statement, _TYPES)]


def broken_at(rows: Iterable[Entry]) -> int | None:
    """The number of the first row that does not follow from the one before; ``None`` where the chain is whole."""
    prev = ORIGIN
    for number, row in enumerate(rows, start=1):
        if row.seq != number or row.prev != prev or not _is_sealed(row):
            return number
        prev = row.hash
    return None
