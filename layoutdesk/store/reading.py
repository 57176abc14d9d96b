"""An issue file open for reading: what its rows, originals, journal and versions say."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.model import Document
from layoutdesk.store import connect, copying, integrity, journal, rows, snapshots, sql, versions
from layoutdesk.store.faults import in_words
from layoutdesk.store.publish import Turn
from layoutdesk.store.versions import Version


class Readable:
    """What can be asked of the issue at ``path``, whoever writes it. Not for two threads at once."""

    def __init__(self, path: Path, opened: connect.Connected) -> None:
        self.path = path
        self._opened = opened
        self._versions: dict[rows.Key, int] = {}
        self._marks: dict[rows.Key, int] = {}
        self._revision = 0

    @property
    def _connection(self) -> sqlite3.Connection:
        return self._opened.connection

    def read(self) -> Document:
        """The issue as last committed."""
        with in_words(self.path), connect.deadline(self._connection), connect.one_state(self._connection):
            found = self._connection.execute(sql.ALL_PARTS).fetchall()
            revision = self._connection.execute(self._opened.format.revision).fetchone()
            parts = self._connection.execute(self._opened.format.parts).fetchone()
        marks = {(kind, name): rows.mark((kind, name), at, body) for kind, name, body, _, at in found}
        try:
            if revision is None:
                raise rows.Malformed("revision")
            self._revision = revision[0]
            document = rows.document_of(row[:3] for row in found)
            if parts[0] not in ("", rows.sum_of(marks.values())):
                raise rows.Malformed(rows.CHECKSUM)
        except rows.Malformed as error:
            damaged = Refusal("store.damaged", file=self.path.name, reason=error)
            raise snapshots.offered(damaged, self.path) from None
        self._versions = {(kind, name): version for kind, name, _, version, _ in found}
        self._marks = marks
        return document

    @property
    def revision(self) -> int:
        """How many commits the issue had when it was last read or written here."""
        return self._revision

    def blob(self, sha256: str) -> bytes:
        """The original with this hash; refuses one that is missing or no longer what it was."""
        with in_words(self.path):
            row = self._connection.execute(sql.GET_BLOB, {"sha256": sha256}).fetchone()
        if row is None:
            raise Refusal("store.no-original", file=self.path.name, sha256=sha256)
        data: bytes = row[0]
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Refusal("store.damaged-original", file=self.path.name, sha256=sha256)
        return data

    def has_blob(self, sha256: str) -> bool:
        """Whether the original with this hash is stored."""
        with in_words(self.path):
            return bool(self._connection.execute(sql.HAS_BLOB, {"sha256": sha256}).fetchone()[0])

    def blob_names(self) -> list[str]:
        """The hashes of all originals."""
        with in_words(self.path):
            return [row[0] for row in self._connection.execute(sql.BLOB_NAMES)]

    @property
    def seq(self) -> int:
        """The number of the last edit in the journal."""
        with in_words(self.path):
            return journal.end(self._connection)[0]

    @property
    def head(self) -> str:
        """The hash of the last row of the journal: it stands for all of them."""
        with in_words(self.path):
            return journal.end(self._connection)[1]

    @property
    def data_version(self) -> int:
        """A number that changes when another connection has committed."""
        with in_words(self.path):
            version: int = self._connection.execute(sql.GET_DATA_VERSION).fetchone()[0]
            return version

    def entries(self) -> list[journal.Entry]:
        """The journal: what was done to the issue, oldest first."""
        with in_words(self.path):
            return journal.entries(self._connection, self._opened.format.journal)

    # --- earlier versions

    @property
    def has_versions(self) -> bool:
        """Whether the file's format knows versions; the first did not."""
        return self._opened.format.has_versions

    def versions(self) -> list[Version]:
        """The earlier versions in the file, oldest first."""
        if not self.has_versions:
            return []
        with in_words(self.path):
            return versions.kept(self._connection)

    def version(self, number: int) -> Document:
        """The issue as it was in a version; refuses one that is not there, or not as it was kept."""
        if number not in {version.number for version in self.versions()}:
            raise Refusal("store.no-version", file=self.path.name, number=number)
        with in_words(self.path), connect.deadline(self._connection), connect.one_state(self._connection):
            connect.check_size(self.path, *versions.size(self._connection, number))
            try:
                return versions.read(self._connection, number)
            except rows.Malformed as error:
                reason = str(error)
        raise Refusal("store.damaged-version", file=self.path.name, number=number, reason=reason)

    def copy_to(self, path: Path, turn: Turn = lambda _done, _all: None, *, with_past: bool = True) -> None:
        """Writes a copy of what is committed to another file, under the rules of ``store.create``.

        ``turn`` is told pages done and all pages; what it raises ends the copying. Without its past (journal and versions) the
        copy begins a journal of its own. Originals that nothing names any more are left out.
        """
        with in_words(self.path):
            copying.copy_issue(self._connection, self._opened.format, path, turn, with_past=with_past)

    def faults(self) -> tuple[Problem, ...]:
        """What the whole check of the file finds (see ``integrity``), and the last good snapshot of a damaged one.

        Takes as long as reading all of the file.
        """
        with in_words(self.path):
            found = tuple(integrity.faults(self._opened, self.path.name))
        return snapshots.with_offer(found, self.path)
