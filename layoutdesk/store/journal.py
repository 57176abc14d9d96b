"""The journal: every committed edit as data, each row chained to the one before by its hash.

The chain shows accidents and naive edits of the file, not a chain rewritten as a whole.
"""

from __future__ import annotations

import datetime
import hashlib
import sqlite3
from typing import Final, Literal, NamedTuple

from layoutdesk.store import sql
from layoutdesk.store.locks import user_name

#: What precedes the first row.
ORIGIN: Final = "0" * 64
#: Whether an edit was done, taken back, or done again.
Direction = Literal["do", "undo", "redo"]


class Entry(NamedTuple):
    """One row: ``at`` in UTC, ``edit`` as JSON; ``hash`` covers every other field."""

    seq: int
    at: str
    actor: str
    direction: str
    label: str
    edit: bytes
    prev: str
    hash: str = ""


def sealed(entry: Entry) -> Entry:
    """The entry with its hash."""
    digest = hashlib.sha256()
    for value in entry[:-1]:
        data = value if isinstance(value, bytes) else str(value).encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return entry._replace(hash=digest.hexdigest())


def append(connection: sqlite3.Connection, direction: Direction, label: str, edit: bytes) -> int:
    """Writes the next row inside the transaction that is open; its number."""
    last, head = end(connection)
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
    entry = sealed(Entry(last + 1, now, user_name(), direction, label, edit, head))
    connection.execute(sql.INSERT_JOURNAL, entry._asdict())
    return entry.seq


def end(connection: sqlite3.Connection) -> tuple[int, str]:
    """Number and hash of the last row; 0 and ``ORIGIN`` where there is none."""
    row = connection.execute(sql.JOURNAL_END).fetchone()
    return (row[0], row[1]) if row else (0, ORIGIN)


def entries(connection: sqlite3.Connection) -> list[Entry]:
    """All rows, oldest first."""
    return [Entry(*row) for row in connection.execute(sql.ALL_JOURNAL)]


def broken_at(rows: list[Entry]) -> int | None:
    """The number of the first row that does not follow from the one before; ``None`` where the chain is whole."""
    prev = ORIGIN
    for number, row in enumerate(rows, start=1):
        if row.seq != number or row.prev != prev or sealed(row).hash != row.hash:
            return number
        prev = row.hash
    return None
