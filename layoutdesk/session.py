"""The open document: the snapshot, its history, and the writer that commits every step on a thread of its own. No Qt.

In: edits; out: snapshots to whoever subscribed, at once, and commits in the issue file a moment later (see ``store.writer``). What
a hand does never waits for the disk. A fault of the disk is kept in ``problems``; the work stays in memory and is tried again until
it succeeds.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Self

from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.edits import Edit, Hand, History, RestoreVersion, apply, to_json
from layoutdesk.edits.restoring import restoring_issue
from layoutdesk.model import Document
from layoutdesk.store import IssueFile, create
from layoutdesk.store.journal import now
from layoutdesk.store.keeper import Keeper
from layoutdesk.store.people import user_name
from layoutdesk.store.publish import Turn
from layoutdesk.store.rows import kept
from layoutdesk.store.versions import Kind, Version
from layoutdesk.store.work import Keeping
from layoutdesk.store.writer import Writer

Subscriber = Callable[[Document, Edit | None], None]


class Session:
    """One open issue. All methods belong to one thread, that of the hand.

    Only ``flush``, ``keep_version``, ``save_as``, ``save_copy`` and ``close`` wait for the disk.
    """

    def __init__(self, file: IssueFile, document: Document, *, read_only: bool) -> None:
        self.read_only = read_only
        #: What the hand works as (角色), for the journal: a remark where one person does everything.
        self.role = ""
        #: Whose changes of the copy are tracked (修订): the name that versions and the journal have.
        self.author = user_name()
        #: The copy of how the file was, where opening it for writing has brought it to the present format.
        self.former = file.former
        self._path, self._source = file.place, file.path
        self._reader: IssueFile | None = file if read_only else None
        self._writer = None if read_only else Writer(file)
        self._damage: tuple[Problem, ...] = ()
        self._keeper = None if read_only else Keeper(file.place, file.path, self._found)
        self._history = History(document)
        #: What reads along, by itself: on another thread than the hand's.
        self._along: IssueFile | None = None
        self._seen, self._looking = 0, threading.Lock()
        self._closed = False
        self._subscribers: list[Subscriber] = []
        if not read_only:
            # The writer's thread does not hold up the exit; a plain exit still commits everything.
            atexit.register(self._at_exit)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Opens an issue; refuses what is none, and a second writer (``store.in-use``)."""
        file = IssueFile.open(path, "r" if read_only else "w")
        try:
            document = file.read()
        except BaseException:
            file.close()
            raise
        return cls(file, document, read_only=read_only)

    @classmethod
    def create(cls, path: Path, document: Document, blobs: Mapping[str, bytes] | None = None) -> Self:
        """Makes an issue file with ``document`` and originals by their SHA-256, and opens it."""
        create(path, document, blobs or {})
        return cls.open(path)

    @property
    def document(self) -> Document:
        """The issue as it stands now, committed or not."""
        return self._history.document

    @property
    def history(self) -> History:
        """What was done in this session, for the list of steps; change it only through the session."""
        return self._history

    @property
    def can_undo(self) -> bool:
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        return self._history.can_redo

    @property
    def path(self) -> Path:
        """The issue's file, as its editor knows it."""
        return self._path

    @property
    def source(self) -> Path:
        """The file that workers read: for an issue on a share the copy on this machine, which is ahead of it."""
        return self._source

    @property
    def revision(self) -> int:
        """How many things were done in this session; those up to ``acknowledged`` are on the disk."""
        return self._writer.revision if self._writer is not None else 0

    @property
    def acknowledged(self) -> int:
        return self._writer.acknowledged if self._writer is not None else 0

    @property
    def saved(self) -> bool:
        """Whether everything done so far would survive a power cut now."""
        return self.acknowledged == self.revision

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why the last attempt to commit failed, and what the whole check of the file has found; empty while all is well."""
        if self._writer is None:
            return ()
        problem, late = self._writer.problem, self._writer.file.problem
        if problem is None and late is not None:
            problem = Problem(code=late.code, severity="error", args=late.args_, file=self.path.name)
        return self._damage if problem is None else (problem, *self._damage)

    def _found(self, problems: Sequence[Problem]) -> None:
        """Takes what the whole check has found, on its thread."""
        self._damage = tuple(problem for problem in problems if problem.severity == "error")

    def stand_aside(self) -> None:
        """The hand is at work: what watches over the file lets it go first."""
        if self._keeper is not None:
            self._keeper.stand_aside()

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Calls ``callback(document, edit)`` after every change (``edit`` ``None``: undone, redone, reread); ends when called."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)

    def apply(self, edit: Edit) -> Document:
        """The document after ``edit``, at once; it is committed meanwhile. Refuses what cannot be (``edits.…``)."""
        writer = self._open_writer()
        # What JSON cannot hold is refused here, where the hand still is, and not at the commit.
        to_json(edit)
        before = self.document
        after = apply(before, edit, Hand(self.author, now()))
        if after is not before:
            self._history.push(after, edit)
            writer.step(before, after, edit, "do", self.role)
            self._tell(edit)
        return after

    def undo(self) -> Document:
        """Takes the last step back; refuses where there is none."""
        writer, step = self._open_writer(), self._history.undo()
        writer.step(step.after, step.before, step.edit, "undo", self.role)
        self._tell(None)
        return step.before

    def redo(self) -> Document:
        """Does again what was taken back; refuses where there is nothing."""
        writer, step = self._open_writer(), self._history.redo()
        writer.step(step.before, step.after, step.edit, "redo", self.role)
        self._tell(None)
        return step.after

    def settle(self) -> None:
        """The caret went elsewhere or the focus left: typing so far is a step of its own and is committed at once."""
        self._history.settle()
        if self._writer is not None:
            self._writer.hurry()

    def retry(self) -> None:
        """What could not be written, here or on the share, is tried again at once."""
        self.settle()
        if self._writer is not None:
            self._writer.file.hurry()

    def refresh(self) -> bool:
        """A reader's view of what the writer has committed since; whether anything is new."""
        news = self.news()
        if news is not None:
            self.take_news(news)
        return news is not None

    def news(self) -> Document | None:
        """The issue as somebody else has made it since a reader looked last; nothing where it is the same, or written here.

        May be asked for on any thread, and shown by ``take_news`` on that of the hand.
        """
        with self._looking:
            if not self.read_only or self._closed:
                return None
            if self._along is not None and self._along.is_overtaken:
                # Made anew, or published from another machine: what was open is the file before.
                self._along.close()
                self._along = None
            if self._along is None:
                self._along, self._seen = IssueFile.open(self._source, "r"), 0
            version = self._along.data_version
            if version == self._seen:
                return None
            # The number comes before the reading: a commit between the two is read again, never missed.
            self._seen = version
            try:
                document = kept(self.document, self._along.read())
            except Refusal:
                # What could not be read this time is looked at again.
                self._seen = 0
                raise
            return None if document == self.document else document

    def take_news(self, document: Document) -> None:
        """Shows what ``news`` gave."""
        if self._reader is not None and self._reader.is_overtaken:
            self._close_reader()
        self._history = History(document)
        self._tell(None)

    def _tell(self, edit: Edit | None) -> None:
        for callback in tuple(self._subscribers):
            callback(self.document, edit)

    def _open_writer(self) -> Writer:
        """The writer; refuses where the issue is only read, or closed."""
        if self._writer is None:
            raise Refusal("session.read-only", file=self.path.name)
        if self._closed:
            raise Refusal("session.closed", file=self.path.name)
        return self._writer

    def _reading(self) -> IssueFile:
        """The file, open for reading beside the writer."""
        if self._reader is None:
            self._reader = IssueFile.open(self._source, "r")
        return self._reader

    # --- originals of pictures

    def asset_bytes(self, sha256: str) -> bytes:
        """The original with this hash, stored or still waiting; refuses one that the issue lacks."""
        waiting = self._writer.waiting_blob(sha256) if self._writer is not None else None
        return self._reading().blob(sha256) if waiting is None else waiting

    def add_asset_bytes(self, data: bytes, sha256: str = "") -> str:
        """Takes an original in, to be committed with the next edit; its SHA-256, for the ``Asset`` that names it.

        Who has reckoned ``sha256`` already, beside the hand, gives it: of a large picture it takes a tenth of a second.
        """
        return self._open_writer().add_blob(data, sha256)

    # --- earlier versions

    def versions(self) -> list[Version]:
        """The versions in the file, oldest first."""
        return self._reading().versions()

    def version(self, number: int) -> Document:
        """The issue as it was in a version."""
        return self._reading().version(number)

    def keep_version(self, kind: Kind, name: str = "") -> Version:
        """Keeps the issue as it stands as a version, once everything before is committed; refuses where that fails."""
        keeping = self.keep_soon(kind, name)
        self.flush()
        if keeping.version is None:
            raise keeping.refusal or self._unsaved()
        return keeping.version

    def keep_soon(self, kind: Kind, name: str = "") -> Keeping:
        """The same without waiting for the disk: what comes back has the version once it is kept, or why it never will be."""
        keeping = self._open_writer().keep(self.document, kind, name, self.role)
        self.settle()
        return keeping

    def restore(self, number: int) -> Document:
        """Makes the issue what it was in a version: a step like any other. How it stood before is kept as a version, too."""
        return self.bring_back(restoring_issue(self.document, self.version(number), number))

    def bring_back(self, edit: RestoreVersion) -> Document:
        """The same for all of the issue or a part of it, whose version has been read: nothing waits for the disk."""
        writer, before = self._open_writer(), self.document
        if apply(before, edit) is not before:
            writer.keep(before, "restore", str(edit.version), self.role)
        return self.apply(edit)

    # --- other files, and the end

    def flush(self, timeout: float = 10.0) -> bool:
        """Waits until everything done so far is committed; whether it is. ``False`` tells of ``problems`` or of the timeout."""
        return self._writer is None or self._writer.flush(timeout)

    def save_as(self, path: Path) -> None:
        """Writes the issue as it stands to another file, with its past, and goes on there: also the way out when the first is gone.

        The name of the first may be used again only when its file is gone or another stands there (which is replaced if it is
        an issue). Refuses as ``store.create`` does; the work is then still here. Its pictures are found where they were.
        """
        writer, before = self._open_writer(), self._path
        self._close_beside()
        try:
            writer.go_on_in(path, self.document)
            self._damage = ()
        finally:
            self._path, self._source = writer.file.place, writer.file.path
            self._keeper = Keeper(self._path, self._source, self._found)
        self.follow_links(before)

    def follow_links(self, issue: Path) -> None:
        """Finds the pictures where ``issue`` found them, of which this is a copy, in another folder maybe."""
        from layoutdesk.makeup.moving import links_moved

        moved = links_moved(self.document, issue, self._path)
        if moved is not None:
            self.apply(moved)

    def save_copy(self, path: Path, turn: Turn = lambda _done, _all: None, *, with_past: bool = True) -> None:
        """Writes a copy of the issue as it stands to another file, with journal and versions or without, and goes on with its own.

        Refuses as ``store.create`` does. ``turn`` is told how far the copying is (see ``IssueFile.copy_to``). The copy finds its
        pictures where they were.
        """
        if self._writer is not None and not self.flush():
            # What its own file does not take is in the copy all the same, pictures too that were taken in since.
            self._writer.copy_to(path, self.document)
            _follow_links(path, self._path)
        else:
            from layoutdesk.makeup.moving import paths_moved

            links = partial(paths_moved, self._path, path)
            self._reading().copy_to(path, turn, with_past=with_past, links=links)

    def close(self, *, discard: bool = False) -> None:
        """Commits what is left and closes; a second call does nothing.

        Where the rest cannot be committed the session stays open and the reason is raised as a ``Refusal``; ``discard`` gives
        it up.
        """
        if self._closed:
            return
        if not self.saved and not self.flush() and not discard:
            raise self._unsaved()
        if self._writer is not None and not discard:
            self._writer.file.settle()
        self._closed = True
        if self._writer is not None:
            self._writer.end()
            atexit.unregister(self._at_exit)
        self._close_beside()
        with self._looking:
            if self._along is not None:
                self._along.close()
        if self._writer is not None:
            self._writer.file.close()

    def _unsaved(self) -> Refusal:
        problem = self._writer.problem if self._writer is not None else None
        if problem is None:
            return Refusal("store.busy", file=self.path.name)
        return Refusal(problem.code, **problem.args)

    def _close_beside(self) -> None:
        """Closes what reads the file beside the writer, so that a clean close leaves a single file."""
        if self._keeper is not None:
            self._keeper.end()
        self._close_reader()

    def _close_reader(self) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()

    def _at_exit(self) -> None:
        with suppress(Refusal):
            self.close(discard=True)


def _follow_links(copy: Path, issue: Path) -> None:
    """Has a ``copy`` of an issue, in another folder maybe, find the pictures where the issue finds them."""
    if copy.parent.resolve() != issue.parent.resolve():
        session = Session.open(copy)
        try:
            session.follow_links(issue)
        finally:
            session.close()
