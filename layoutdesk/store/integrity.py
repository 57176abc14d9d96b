"""The whole check of an issue file, on request: every page of the database, every original and version, the journal's chain.

Opening a file looks at what is about to be read; this looks at everything, and takes as long as reading the file takes.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from typing import Final

from layoutdesk.base.problem import Problem, Severity
from layoutdesk.store import journal, rows, sql, versions
from layoutdesk.store.connect import Connected, one_state
from layoutdesk.store.fetch import Malformed, typed

#: How many faults are told; one page may carry a thousand.
_MOST: Final = 20


def faults(opened: Connected, file: str) -> Iterator[Problem]:
    """What is wrong with a file, the worst first: damaged pages, then originals, versions and the journal."""
    # A commit between two queries must not look like damage.
    with one_state(opened.connection):
        yield from _all(opened, file)


def _all(opened: Connected, file: str) -> Iterator[Problem]:
    connection = opened.connection
    damaged = False
    for (answer,) in connection.execute(sql.INTEGRITY_CHECK.format(_MOST)):
        if answer != "ok":
            damaged = True
            yield _problem("store.damaged", "error", file, reason=answer.replace("\n", " "))
    if damaged:
        # What lies in damaged pages cannot be judged.
        return
    yield from _parts(opened, file)
    yield from _originals(connection, file)
    if opened.format.has_versions:
        yield from _versions(connection, file)
    broken = journal.broken_at(journal.entries(connection, opened.format.journal))
    if broken is not None:
        yield _problem("store.broken-chain", "warning", file, number=broken)


def _parts(opened: Connected, file: str) -> Iterator[Problem]:
    parts = opened.connection.execute(opened.format.parts).fetchone()[0]
    marks = (rows.mark(part.key, part.position, part.body) for part in rows.parts(opened.connection))
    if parts and parts != rows.sum_of(marks):
        yield _problem("store.damaged", "error", file, reason=rows.CHECKSUM)


def _originals(connection: sqlite3.Connection, file: str) -> Iterator[Problem]:
    for (sha256,) in list(typed(connection, sql.BLOB_NAMES, (str,))):
        ((data,),) = typed(connection, sql.GET_BLOB, (bytes,), {"sha256": sha256})
        if hashlib.sha256(data).hexdigest() != sha256:
            yield _problem("store.damaged-original", "error", file, sha256=sha256)


def _versions(connection: sqlite3.Connection, file: str) -> Iterator[Problem]:
    for version in versions.kept(connection):
        try:
            versions.read(connection, version.number)
        except Malformed as error:
            yield _problem("store.damaged-version", "warning", file, number=version.number, reason=error)


def _problem(code: str, severity: Severity, file: str, **args: object) -> Problem:
    named = {"file": file} | {name: str(value) for name, value in args.items()}
    return Problem(code=code, severity=severity, args=named, file=file)
