"""An issue file open for reading: what its rows, originals, journal and versions say."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.model import Document
from layoutdesk.store import connect, copying, integrity, journal, rows, snapshots, sql, versions
from layoutdesk.store.faults import in_words
from layoutdesk.store.fetch import Malformed, typed
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
        with in_words(self.path):
            try:
                with connect.deadline(self._connection), connect.one_state(self._connection):
                    found, revision, parts = self._stored()
                marks = {part.key: rows.mark(part.key, part.position, part.body) for part in found}
                document = rows.document_of(found)
                if parts not in ("", rows.sum_of(marks.values())):
                    raise Malformed(rows.CHECKSUM)
            except Malformed as error:
                damaged = Refusal("store.damaged", file=self.path.name, reason=error)
                raise snapshots.offered(damaged, self.path) from None
        self._versions = {part.key: part.version for part in found}
        self._marks, self._revision = marks, revision
        return document

    def _stored(self) -> tuple[list[rows.Part], int, str]:
        """All parts, the number of commits, and what the parts say together ("" where the format does not keep it)."""
        found = rows.parts(self._connection)
        for (revision,) in typed(self._connection, self._opened.format.revision, (int,)):
            for (parts,) in typed(self._connection, self._opened.format.parts, (str,)):
                return found, revision, parts
        raise Malformed("revision")

    @property
    def revision(self) -> int:
        """How many commits the issue had when it was last read or written here."""
        return self._revision

    def blob(self, sha256: str) -> bytes:
        """The original with this hash; refuses one that is missing or no longer what it was."""
        with in_words(self.path):
            found = list(typed(self._connection, sql.GET_BLOB, (bytes,), {"sha256": sha256}))
        if not found:
            raise Refusal("store.no-original", file=self.path.name, sha256=sha256)
        data: bytes = found[0][0]
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Refusal("store.damaged-original", file=self.path.name, sha256=sha256)
        return data

    def blob_names(self) -> list[str]:
        """The hashes of all originals."""
        with in_words(self.path):
            return [name for (name,) in typed(self._connection, sql.BLOB_NAMES, (str,))]

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

    def version(self, number: int, known: rows.Known | None = None) -> Document:
        """The issue as it was in a version; refuses one that is not there, or not as it was kept.

        Versions read with the same ``known`` share every part that is the same in them.
        """
        if number not in {version.number for version in self.versions()}:
            raise Refusal("store.no-version", file=self.path.name, number=number)
        with in_words(self.path), connect.deadline(self._connection), connect.one_state(self._connection):
            connect.check_size(self.path, *versions.size(self._connection, number))
            try:
                return versions.read(self._connection, number, known)
            except Malformed as error:
                reason = str(error)
        raise Refusal("store.damaged-version", file=self.path.name, number=number, reason=reason)

    def copy_to(
        self, path: Path, turn: Turn = lambda _done, _all: None, *, with_past: bool = True,
        links: copying.Links | None = None,
    ) -> None:  # fmt: skip
        """Writes a copy of what is committed to another file, under the rules of ``store.create``.

        ``turn`` is told pages done and all pages; what it raises ends the copying. Without its past (journal and versions) the
        copy begins a journal of its own. Originals that nothing names any more are left out. ``links`` says where the copy has
        its pictures from; without it that is written there as here.
        """
        with in_words(self.path):
            copying.copy_issue(self._connection, self._opened.format, path, turn, with_past=with_past, links=links)

    def faults(self) -> tuple[Problem, ...]:
        """What the whole check of the file finds (see ``integrity``), and the last good snapshot of a damaged one.

        Takes as long as reading all of the file.
        """
        with in_words(self.path):
            found = tuple(integrity.faults(self._opened, self.path.name))
        return snapshots.with_offer(found, self.path)
