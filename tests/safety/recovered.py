"""What a crash left, opened with the real code: the issue's number, once everything in it has been found whole."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from safety.writers import ROUND, photo, text_of

from layoutdesk.base.problem import Refusal
from layoutdesk.model import Document
from layoutdesk.store import IssueFile, journal


def number_in(path: Path) -> int:
    """The number to which the issue at ``path`` has come. Fails where anything in it does not fit the rest."""
    with IssueFile.open(path, "w") as file:
        document = file.read()
        number = _number_of(document)
        rows = file.entries()
        assert journal.broken_at(rows) is None
        assert file.faults() == ()
        # The rows and the edit that made them are one transaction.
        assert not rows or f'"number":"{number}"'.encode() in rows[-1].edit
        for asset in document.assets:
            assert file.blob(asset.sha256) == photo(int(asset.id[2:]))
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return number


def _number_of(document: Document) -> int:
    """All parts of an edit are there, or none."""
    number = int(document.meta.number)
    assert text_of(document) == "字" * (number % ROUND)
    names = {asset.id for asset in document.assets}
    expected = {f"as{at}" for at in range(1, number + 1) if not at % ROUND}
    begun = int(document.meta.price)
    assert {name for name in expected if int(name[2:]) > begun} <= names
    assert all(hashlib.sha256(photo(int(asset.id[2:]))).hexdigest() == asset.sha256 for asset in document.assets)
    return number


def bounds(marks: Iterable[str]) -> dict[str, tuple[int, int]]:
    """For every file the least number that must be there, and the greatest that may be; below 0: none yet.

    What is handed in may be a smaller number, as the issue is made anew: until it is acknowledged either may be found.
    """
    found: dict[str, tuple[int, int]] = {}
    for mark in marks:
        kind, name, number = mark.split()
        least, most = found.get(name, (-1, -1))
        low = int(number) if kind == "ack" else min(least, int(number))
        found[name] = low, max(int(number), most)
    return found


def lost(folder: Path, marks: Iterable[str]) -> list[str]:
    """What is missing or wrong in ``folder`` after the program that gave ``marks`` has ended, in words; empty: nothing."""
    complaints = []
    for name, (least, most) in bounds(marks).items():
        path = folder / name
        if not path.exists():
            if least >= 0:
                complaints.append(f"{name}: gone, {least} was acknowledged")
            continue
        try:
            number = number_in(path)
        except (Refusal, AssertionError, sqlite3.Error) as error:
            complaints.append(f"{name}: {error!r}")
            continue
        low, high = sorted((least, most))
        if not low <= number <= high:
            complaints.append(f"{name}: {number}, {least} was acknowledged, {most} handed in")
    return complaints
