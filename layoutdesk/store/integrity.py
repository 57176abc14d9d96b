"""The whole check of an issue file, on request: every page of the database, every original and version, the journal's chain.

Opening a file looks at what is about to be read; this looks at everything, and takes as long as reading the file takes.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from layoutdesk.base.problem import Problem, Severity
from layoutdesk.store import journal, rows, sql, versions
from layoutdesk.store.connect import Connected, one_state
from layoutdesk.store.fetch import Malformed, typed

#: How many faults are told; one page may carry a thousand.
_MOST: Final = 20
#: What is read of the file between two breaths: bytes of originals, and parts.
_CHUNK: Final = 1 << 19
_PARTS: Final = 200

#: Called every millisecond or so of the work, outside of any statement; what it raises ends the check.
Breath = Callable[[], object]


def faults(opened: Connected, file: str, breathe: Breath = lambda: None) -> Iterator[Problem]:
    """What is wrong with a file, the worst first: damaged pages, then originals, versions and the journal."""
    # A commit between two queries must not look like damage.
    with one_state(opened.connection):
        yield from _all(opened, file, breathe)


def _all(opened: Connected, file: str, breathe: Breath) -> Iterator[Problem]:
    connection = opened.connection
    damaged = False
    for (answer,) in connection.execute(sql.INTEGRITY_CHECK.format(_MOST)):
        if answer != "ok":
            damaged = True
            yield _problem("store.damaged", "error", file, reason=answer.replace("\n", " "))
    if damaged:
        # What lies in damaged pages cannot be judged.
        return
    breathe()
    yield from _parts(opened, file, breathe)
    yield from _originals(connection, file, breathe)
    if opened.format.has_versions:
        yield from _versions(connection, file, breathe)
    broken = journal.broken_at(journal.entries(connection, opened.format.journal))
    if broken is not None:
        yield _problem("store.broken-chain", "warning", file, number=broken)


def _parts(opened: Connected, file: str, breathe: Breath) -> Iterator[Problem]:
    parts = opened.connection.execute(opened.format.parts).fetchone()[0]
    found = iter(rows.parts(opened.connection))
    breathe()
    marks: list[int] = []
    while some := [rows.mark(part.key, part.position, part.body) for part in islice(found, _PARTS)]:
        marks += some
        breathe()
    if parts and parts != rows.sum_of(marks):
        yield _problem("store.damaged", "error", file, reason=rows.CHECKSUM)


def _originals(connection: sqlite3.Connection, file: str, breathe: Breath) -> Iterator[Problem]:
    for row, sha256 in list(typed(connection, sql.BLOB_ROWS, (int, str))):
        if _digest(connection, row, breathe) != sha256:
            yield _problem("store.damaged-original", "error", file, sha256=sha256)


def _digest(connection: sqlite3.Connection, row: int, breathe: Breath) -> str:
    """The SHA-256 of an original, read in pieces: a picture may have a hundred megabytes."""
    digest = hashlib.sha256()
    with connection.blobopen("blob", "data", row, readonly=True) as data:
        while chunk := data.read(_CHUNK):
            digest.update(chunk)
            breathe()
    return digest.hexdigest()


def _versions(connection: sqlite3.Connection, file: str, breathe: Breath) -> Iterator[Problem]:
    for version in versions.kept(connection):
        try:
            versions.read(connection, version.number)
        except Malformed as error:
            yield _problem("store.damaged-version", "warning", file, number=version.number, reason=error)
        breathe()


def _problem(code: str, severity: Severity, file: str, **args: object) -> Problem:
    named = {"file": file} | {name: str(value) for name, value in args.items()}
    return Problem(code=code, severity=severity, args=named, file=file)
