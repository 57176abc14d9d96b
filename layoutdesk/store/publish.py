"""A file that takes its name only once it is whole and on the disk: whatever happens before, the folder stays as it was."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Final

from layoutdesk.store import mounts, sql

#: Pages of a database copied at a turn; between two turns the copying can be given up.
_TURN: Final = 128

#: Called with pages done and all pages; what it raises ends the copying.
Turn = Callable[[int, int], None]


@contextmanager
def built_beside(path: Path) -> Iterator[Path]:
    """A path for the block to write to; what stands there after it is synced and takes the name ``path``."""
    # One name for all: what a crash left there goes with the next attempt.
    beside = path.with_name(f".{path.name}.new")
    remove(beside)
    try:
        if mounts.is_remote(path):
            import shutil
            import tempfile

            # No database at work on a share: it goes there as it is when done.
            with tempfile.TemporaryDirectory(prefix="layoutdesk-") as here:
                yield Path(here) / path.name
                shutil.copyfile(Path(here) / path.name, beside)
        else:
            yield beside
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        beside.replace(path)
        sync_folder(path.parent)
    finally:
        remove(beside)


def put_aside(file: Path) -> Path:
    """Gives a file that stands in the way a name of its own beside its place; that name."""
    for number in count(1):
        kept = file.with_name(f"{file.name}.kept-{number}")
        if not kept.exists():
            break
    file.replace(kept)
    return kept


def remove(database: Path) -> None:
    """Takes away a database with what SQLite may have left beside it."""
    for ending in ("", "-journal", "-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Makes a new name in a folder survive a power cut, where the system can."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def copy_database(source: sqlite3.Connection, target: Path, turn: Turn = lambda _done, _all: None) -> None:
    """Copies what is committed, also while others read and write the source, as a single file without a log."""
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        copy.execute(sql.BUILDER[1])
        copy.execute(sql.SMALL_CACHE)
        # The read transaction holds one state: without it each commit meanwhile would begin the copying anew.
        reading = not source.in_transaction
        if reading:
            source.execute(sql.BEGIN_READING)
            source.execute(sql.GET_SCHEMA).fetchone()
        try:
            source.backup(copy, pages=_TURN, progress=lambda _, left, pages: turn(pages - left, pages), sleep=0.0)
        finally:
            if reading:
                source.execute(sql.ROLLBACK)
        for pragma in sql.CLOSE_LOG:
            copy.execute(pragma).fetchall()
