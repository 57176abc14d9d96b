"""An open issue file: one writer, any number of readers beside it (a second editor, the command line, workers)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from layoutdesk.base.problem import Refusal
from layoutdesk.model import Document
from layoutdesk.store import connect, journal, mounts, notes, rows, snapshots, sql, versions
from layoutdesk.store.copying import Links
from layoutdesk.store.create import create, insert_blobs
from layoutdesk.store.faults import in_words, refuse_without_room
from layoutdesk.store.formats import CURRENT
from layoutdesk.store.locks import Stand, WriterLock
from layoutdesk.store.migrate import migrate
from layoutdesk.store.publish import Turn, put_aside
from layoutdesk.store.standing import Standing
from layoutdesk.store.versions import Kind, Version

if TYPE_CHECKING:
    from layoutdesk.edits import Edit


class IssueFile(Standing):
    """The issue at ``path``. Not for two threads at once; ``close`` is the end of it, also as a context manager.

    A writer keeps the versions of the rows as it last saw them: a row that somebody else has changed is never overwritten.
    """

    def __init__(self, path: Path, opened: connect.Connected, lock: WriterLock | None) -> None:
        super().__init__(path, opened, lock)
        #: The copy of how the file was before it was brought to the present format for writing.
        self.former: Path | None = None
        self._operations = journal.Operations()

    @classmethod
    def create(cls, path: Path, document: Document, blobs: Mapping[str, bytes]) -> IssueFile:
        """Makes the file (see ``store.create``) and opens it for writing."""
        create(path, document, blobs)
        return cls.open(path, "w")

    @classmethod
    def open(cls, path: Path, mode: connect.Mode = "r") -> IssueFile:
        """Opens an issue; ``w`` is refused while another process writes it (``store.in-use``).

        Opened for writing, a file of an earlier format is brought to the present one; ``former`` is then the copy of how it was.
        The refusal of a damaged file names the last good snapshot of it, where there is one (``store.damaged-snapshot``).
        """
        path = path.resolve()
        try:
            if mode == "r":
                return cls(path, connect.connect(path, mode), None)
            if mounts.is_remote(path):
                from layoutdesk.store.shared import SharedIssueFile

                return SharedIssueFile.take(path)
            return cls._open_copy(path)
        except Refusal as refusal:
            raise snapshots.offered(refusal, path) from refusal

    @classmethod
    def _open_copy(cls, path: Path) -> Self:
        if not path.exists():
            raise Refusal("store.missing", file=path.name)
        if snapshots.is_snapshot(path):
            raise Refusal("store.is-snapshot", file=path.name)
        lock = WriterLock.acquire(path)
        try:
            refuse_without_room(path)
            return cls._open_writing(path, lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def _open_writing(cls, path: Path, lock: WriterLock) -> Self:
        cls._look_at(path)
        opened, former = connect.connect(path, "w"), None
        try:
            if opened.number < CURRENT:
                former = migrate(path, opened)
        except BaseException:
            opened.connection.close()
            raise
        file = cls(path, opened._replace(number=CURRENT), lock)
        file.former = former
        return file

    @classmethod
    def _look_at(cls, path: Path) -> None:
        """Reads the issue before anything is written to it: a damaged one stays as it is, to the last byte.

        With the log that a crash left a whole file may be damaged: then the log is another's, or the file was put in the place
        of its own since. It is put aside, and said where (``store.strange-log``).
        """
        log = path.with_name(path.name + "-wal")
        if path.with_name(path.name + "-journal").exists():
            # A writer died while it closed; only a writer can put that right.
            return
        try:
            with IssueFile(path, connect.connect(path, "r"), None) as look:
                look.read()
        except Refusal as refusal:
            if not log.exists() or refusal.code not in snapshots.DAMAGE:
                raise
            with IssueFile(path, connect.connect(path, "r", without_log=True), None) as look:
                look.read()
            kept = put_aside(log)
            path.with_name(path.name + "-shm").unlink(missing_ok=True)
            raise Refusal("store.strange-log", file=path.name, kept=kept) from refusal

    def commit(
        self,
        before: Document,
        after: Document,
        edit: Edit,
        blobs: Mapping[str, bytes] | None = None,
        *,
        direction: journal.Direction = "do",
        role: str = "",
        op_id: str = "",
        tidy: bool = True,
    ) -> int:
        """Writes what two snapshots differ in, new originals and one row of the journal, all or nothing; its number.

        Refuses where the file was moved, replaced or removed under the editor (``store.gone``, ``store.replaced``: writing
        there would succeed and be lost), where the disk is full (``store.full``) or a row is not as this writer left it
        (``store.changed-elsewhere``). After any refusal the same commit may be tried again: under the same ``op_id`` it is
        never done twice, also where it had been done and only its acknowledgement was lost. What is committed survives a power
        cut; without ``tidy`` it may lie in the log beside the file until ``tidy`` is called.
        """
        # A reader, such as an export, has no use for edits.
        from layoutdesk.edits import code, to_json

        changes = list(rows.differences(before, after))
        deed = journal.Deed(op_id or self._operations.new(), role, direction, code(edit), to_json(edit))
        self._check_place()
        with in_words(self.path):
            try:
                seq = self._commit(changes, deed, after, blobs or {})
            except sqlite3.IntegrityError:
                done = self._done_before(deed)
                if done is None:
                    raise
                seq = done
        self._written(tidy=tidy)
        return seq

    def _commit(
        self, changes: list[rows.Difference], deed: journal.Deed, after: Document, blobs: Mapping[str, bytes]
    ) -> int:
        versions, marks, revision = dict(self._versions), dict(self._marks), self._revision
        with self._transaction():
            # The journal comes first: it knows whether all of this has been done before.
            seq = journal.append(self._connection, revision + 1, deed)
            insert_blobs(self._connection, after, blobs)
            for change in changes:
                self._write(change, versions, marks)
            counted = {"revision": revision, "parts": rows.sum_of(marks.values())}
            if self._connection.execute(sql.NEXT_REVISION, counted).rowcount != 1:
                raise Refusal("store.changed-elsewhere", file=self.path.name, part=f"issue {revision}")
        self._versions, self._marks, self._revision = versions, marks, revision + 1
        return seq

    def _done_before(self, deed: journal.Deed) -> int | None:
        """The number of the row that did this already; ``None`` where there is none."""
        row = self._connection.execute(sql.FIND_OPERATION, {"op_id": deed.op_id}).fetchone()
        if row is None:
            return None
        if row[1:] != (deed.direction, deed.edit):
            raise Refusal("store.changed-elsewhere", file=self.path.name, part=deed.op_id)
        # What this writer knows of the rows may be from before.
        self.read()
        return int(row[0])

    def _write(self, change: rows.Difference, versions: dict[rows.Key, int], marks: dict[rows.Key, int]) -> None:
        kind, name = change.key
        version = versions.get(change.key)
        fields: dict[str, object] = {"kind": kind, "id": name, "position": change.position}
        if change.value is None:
            if version is None:
                return
            statement = sql.DELETE_PART
            del versions[change.key], marks[change.key], fields["position"]
        else:
            # Versions begin at 1 when a row is inserted.
            versions[change.key] = (version or 0) + 1
            statement = sql.MOVE_PART if change.moved else sql.UPDATE_PART if version else sql.INSERT_PART
            body = self._body(change.key) if change.moved else rows.encoded(change.value)
            marks[change.key] = rows.mark(change.key, change.position, body)
            if not change.moved:
                fields["body"] = body
        if statement is not sql.INSERT_PART:
            fields["version"] = version
        if self._connection.execute(statement, fields).rowcount != 1:
            raise Refusal("store.changed-elsewhere", file=self.path.name, part=f"{kind} {name}")

    def _body(self, key: rows.Key) -> bytes:
        """The body of a row as it lies in the file: what was written once may be encoded otherwise today (1 as 1.0)."""
        found = self._connection.execute(sql.GET_BODY, {"kind": key[0], "id": key[1]}).fetchone()
        return bytes(found[0]) if found is not None else b""

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute(sql.BEGIN)
        try:
            yield
            self._connection.execute(sql.COMMIT)
        except BaseException:
            # A full disk rolls back by itself.
            if self._connection.in_transaction:
                self._connection.execute(sql.ROLLBACK)
            raise

    def keep_version(
        self, document: Document, kind: Kind, name: str = "", *, role: str = "", revision: int | None = None
    ) -> Version:
        """Keeps ``document`` as a version, thins those that were kept by themselves, and throws away what none holds any more.

        ``revision`` is the one that the document was read at, the last one by default. Refuses as ``commit`` does.
        """
        at = self._revision if revision is None else revision
        return self._keep(document, at, versions.Occasion(kind, name, role))

    def _keep(self, document: Document, revision: int, why: versions.Occasion) -> Version:
        self._check_place()
        with in_words(self.path), self._transaction():
            version = versions.keep(self._connection, document, revision, why)
        self._written()
        return version

    def take_notes(self) -> None:
        """Keeps as versions what readers have exported meanwhile (see ``notes``)."""
        for path, note in notes.waiting(self.path):
            if note is not None:
                why = versions.Occasion("export", note.name, at=note.at, actor=note.actor)
                try:
                    self._keep(note.document, note.revision, why)
                except Refusal as refusal:
                    # What no file takes goes; what this file cannot take now waits with those behind it.
                    if refusal.code != "store.failed":
                        raise
            with in_words(self.path):
                path.unlink(missing_ok=True)

    def copy_to(
        self, path: Path, turn: Turn = lambda _done, _all: None, *, with_past: bool = True, links: Links | None = None
    ) -> None:
        """As any reader does; refuses where somebody else has written into the file that is written here."""
        now = Stand.of(self.path)
        if self._lock is not None and now is not None and now.place == self._place and now != self._stand:
            raise Refusal("store.overwritten", file=self.path.name)
        super().copy_to(path, turn, with_past=with_past, links=links)

    def close(self) -> None:
        """Closes; the last one leaves a single file without a log, which opens in a folder that takes no files."""
        try:
            # Where a reader still has the file open, or the disk is full, the log stays: nothing in it is lost, and the next
            # writer puts it away.
            if self._lock is not None and Stand.of(self.path) == self._stand:
                with suppress(Refusal):
                    self.take_notes()
                with suppress(sqlite3.Error):
                    for pragma in sql.CLOSE_LOG:
                        self._connection.execute(pragma).fetchall()
        finally:
            self._connection.close()
            if self._lock is not None:
                self._leave_no_log()
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
