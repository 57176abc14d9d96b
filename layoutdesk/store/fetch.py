"""Rows out of a database file that may be damaged: SQLite gives whatever a page holds, also where the table is strict.

A page that took another's place passes the check of the b-trees, and then a number stands where a name should.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any


class Malformed(Exception):
    """A row that is no part of a document; the message says which and why."""


def typed(
    connection: sqlite3.Connection, statement: str, types: tuple[type, ...], given: Mapping[str, object] | None = None
) -> Iterator[tuple[Any, ...]]:
    """The rows that a statement gives; raises ``Malformed`` at one whose values are not of these types."""
    for row in connection.execute(statement, given or {}):
        if tuple(map(type, row)) != types:
            raise Malformed(" ".join(str(value)[:40] for value in row if not isinstance(value, bytes)))
        yield row
