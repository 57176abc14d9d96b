"""From an earlier format of the issue file to the present one: first a copy, then everything in one transaction.

Killed at any moment, the file is of the format before or of the one after, never between. The copy stays beside the issue under a
name that says what it is, for the program that wrote it; it is the editor's to throw away, this program never does.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path

from layoutdesk.base.problem import Refusal
from layoutdesk.store import journal, sql
from layoutdesk.store.connect import Connected, connect, has_schema
from layoutdesk.store.faults import in_words
from layoutdesk.store.formats import CURRENT, FORMATS
from layoutdesk.store.publish import built_beside, copy_database


def migrate(path: Path, opened: Connected) -> Path:
    """Brings the issue at ``path``, open for writing, to the present format; the copy of how it was.

    Refuses where there is no room for the copy or for the change (``store.no-room``); the issue is then as it was.
    """
    connection = opened.connection
    try:
        with in_words(path):
            copy = _copy(path, opened)
            for number in range(opened.number, CURRENT):
                _step(connection, path, number)
    except Refusal as refusal:
        if refusal.code == "store.full":
            raise Refusal("store.no-room", file=path.name) from refusal
        raise
    return copy


def _copy(path: Path, opened: Connected) -> Path:
    """A copy beside the issue; one that a migration broken off has left there serves again."""
    mark = journal.mark_of(opened.connection)
    for number in count(1):
        again = f"-{number}" if number > 1 else ""
        target = path.with_name(f"{path.stem}.format-{opened.number}{again}{path.suffix}")
        if not target.exists():
            with in_words(target), built_beside(target) as beside:
                copy_database(opened.connection, beside)
            break
        if _mark_of(target) == mark:
            break
    return target


def _mark_of(path: Path) -> str:
    try:
        opened = connect(path, "r")
    except Refusal:
        return ""
    with in_words(path), closing(opened.connection):
        return journal.mark_of(opened.connection)


def _step(connection: sqlite3.Connection, path: Path, number: int) -> None:
    """One format further, all or nothing."""
    connection.execute(sql.BEGIN)
    try:
        for statement in FORMATS[number].migration:
            connection.execute(statement)
        connection.execute(sql.SET_FORMAT.format(number + 1))
        if not has_schema(connection, FORMATS[number + 1]):
            raise Refusal("store.failed", file=path.name, reason=f"{number} → {number + 1}")
        connection.execute(sql.COMMIT)
    except BaseException:
        # A full disk rolls back by itself.
        if connection.in_transaction:
            connection.execute(sql.ROLLBACK)
        raise
