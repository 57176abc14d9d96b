"""Making an issue file: built whole beside its place, synced, then renamed; nothing half written ever has its name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from layoutdesk.base.problem import Refusal
from layoutdesk.model import Document
from layoutdesk.store import notes, rows, sql
from layoutdesk.store.faults import in_words
from layoutdesk.store.formats import CURRENT, FORMATS
from layoutdesk.store.locks import WriterLock
from layoutdesk.store.publish import built_beside, sync_folder


def create(path: Path, document: Document, blobs: Mapping[str, bytes]) -> None:
    """Writes an issue file with ``document`` and the originals ``blobs`` (by their SHA-256 in hexadecimal).

    An issue that stood there is replaced at the last moment, unless somebody has it open; any other file there is refused, as
    is a folder that cannot be written. After a failure the folder is as it was.
    """
    with replacing(path) as beside:
        _build(beside, document, blobs)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path for the block to write an issue file to; it takes the name ``path`` under the rules of ``create``."""
    path = path.resolve()
    if not path.parent.is_dir():
        raise Refusal("store.no-folder", file=path.name, folder=path.parent)
    # The lock comes first: closing a plain descriptor of a file that SQLite has open here would drop SQLite's own locks.
    lock = WriterLock.acquire(path)
    try:
        _refuse_foreign(path)
        with in_words(path), built_beside(path) as beside:
            yield beside
            _clear(path)
    except Refusal as refusal:
        if refusal.code == "store.full":
            raise Refusal("store.no-room", file=path.name) from refusal
        raise
    finally:
        lock.release()


def _refuse_foreign(path: Path) -> None:
    """Refuses to write over what is no issue: a slip of the hand must not cost a photograph."""
    with in_words(path):
        if not path.exists():
            return
        with path.open("rb") as file:
            head = file.read(72)
    if head and head[68:72] != sql.APPLICATION_ID.to_bytes(4, "big"):
        raise Refusal("store.not-ours", file=path.name)


def _build(beside: Path, document: Document, blobs: Mapping[str, bytes]) -> None:
    with closing(sqlite3.connect(beside, isolation_level=None)) as connection:
        for pragma in (*sql.BUILDER, sql.SET_APPLICATION_ID, sql.SET_FORMAT.format(CURRENT)):
            connection.execute(pragma)
        connection.execute(sql.BEGIN)
        for statement in FORMATS[CURRENT].schema:
            connection.execute(statement)
        marks = []
        for row in rows.all_rows(document):
            kind, name = row.key
            body = rows.encoded(row.value)
            connection.execute(sql.INSERT_PART, {"kind": kind, "id": name, "position": row.position, "body": body})
            marks.append(rows.mark(row.key, row.position, body))
        connection.execute(sql.INSERT_ISSUE, {"parts": rows.sum_of(marks)})
        insert_blobs(connection, document, blobs)
        connection.execute(sql.COMMIT)


def insert_blobs(connection: sqlite3.Connection, document: Document, blobs: Mapping[str, bytes]) -> None:
    """Stores originals by their hash, each once."""
    media = {asset.sha256: asset.media for asset in document.assets}
    for sha256, data in blobs.items():
        fields = {"sha256": sha256, "media": media.get(sha256, "application/octet-stream"), "data": data}
        connection.execute(sql.INSERT_BLOB, fields)


def _clear(path: Path) -> None:
    """Merges and takes away what a crash left beside the issue to be replaced: SQLite would read it into the new one.

    A log holds what was committed last; a rollback journal is left by a writer that died while it closed. The folder is synced,
    so that no power cut brings them back after the new issue has taken its name.
    """
    left = [path.with_name(path.name + suffix) for suffix in ("-wal", "-shm", "-journal")]
    if path.exists() and any(each.exists() for each in left):
        with suppress(sqlite3.Error), closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for pragma in sql.CLOSE_LOG:
                connection.execute(pragma).fetchall()
    for each in left:
        each.unlink(missing_ok=True)
    notes.forget(path)
    sync_folder(path.parent)
