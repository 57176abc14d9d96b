"""The open document: the snapshot, its history, and the writer that commits every step on a thread of its own. No Qt.

In: edits; out: snapshots to whoever subscribed, at once, and commits in the issue file a moment later. What a hand does never
waits for the disk. A step other than typing is committed at once, typing no later than ``TYPING_DELAY`` after the first key that
is not yet committed, on ``flush`` (focus change, export) and on ``close``. A fault of the disk is kept in ``problems``; the work
stays in memory and is tried again until it succeeds.
"""

from __future__ import annotations

import atexit
import hashlib
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

import msgspec

from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.edits import Batch, Edit, History, ReplaceText, apply, to_json
from layoutdesk.edits.history import merged
from layoutdesk.model import Document
from layoutdesk.store import IssueFile, create
from layoutdesk.store.journal import Direction, Operations
from layoutdesk.store.rows import kept

#: Seconds from the first key that is not committed to its commit: 250 ms are promised, the rest is for the disk.
TYPING_DELAY: Final = 0.2
#: Seconds between two attempts while the file cannot be written.
RETRY: Final = 2.0

Subscriber = Callable[[Document, Edit | None], None]


class _Pending(msgspec.Struct):
    """What waits for its commit: one step, or the keys of one run of typing. ``revision`` is that of its last edit."""

    before: Document
    after: Document
    edits: list[Edit]
    direction: Direction
    blobs: dict[str, bytes]
    revision: int
    due: float
    op_id: str
    typing: bool = False

    @property
    def edit(self) -> Edit:
        return self.edits[0] if len(self.edits) == 1 else Batch("edits.typing", tuple(self.edits))


class Session:
    """One open issue. All methods belong to one thread, that of the hand.

    Only ``flush``, ``save_as`` and ``close`` wait for the disk.
    """

    def __init__(self, file: IssueFile, document: Document, *, read_only: bool) -> None:
        self.path = file.path
        self.read_only = read_only
        self.revision = 0
        self.acknowledged = 0
        #: What the hand works as (角色), for the journal: a remark where one person does everything.
        self.role = ""
        self._operations = Operations()
        self._file = file
        self._reader: IssueFile | None = file if read_only else None
        self._history = History(document)
        self._seen = 0
        self._subscribers: list[Subscriber] = []
        self._blobs: dict[str, bytes] = {}
        self._fresh: dict[str, bytes] = {}
        self._problem: Problem | None = None
        self._pending: deque[_Pending] = deque()
        self._changed = threading.Condition()
        self._failures = 0
        self._hurry = False
        self._closing = False
        #: Held while the file is written, so that ``save_as`` can change it for another.
        self._writing = threading.Lock()
        self._writer: threading.Thread | None = None
        if not read_only:
            self._writer = threading.Thread(target=self._write, name="writer", daemon=True)
            self._writer.start()
            # The thread is a daemon so that a crash elsewhere cannot hang the exit; a plain exit still commits everything.
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
    def saved(self) -> bool:
        """Whether everything done so far would survive a power cut now."""
        return self.acknowledged == self.revision

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why the last attempt to commit failed; empty while saving works."""
        problem = self._problem
        return () if problem is None else (problem,)

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Calls ``callback(document, edit)`` after every change (``edit`` ``None``: undone, redone, reread); ends when called."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)

    def apply(self, edit: Edit) -> Document:
        """The document after ``edit``, at once; it is committed meanwhile. Refuses what cannot be (``edits.…``)."""
        self._refuse_unless_writable()
        # What JSON cannot hold is refused here, where the hand still is, and not at the commit.
        to_json(edit)
        before = self.document
        after = apply(before, edit)
        if after is not before:
            self._history.push(after, edit)
            self._enqueue(before, after, edit, "do")
            self._tell(edit)
        return after

    def undo(self) -> Document:
        """Takes the last step back; refuses where there is none."""
        self._refuse_unless_writable()
        step = self._history.undo()
        self._enqueue(step.after, step.before, step.edit, "undo")
        self._tell(None)
        return step.before

    def redo(self) -> Document:
        """Does again what was taken back; refuses where there is nothing."""
        self._refuse_unless_writable()
        step = self._history.redo()
        self._enqueue(step.before, step.after, step.edit, "redo")
        self._tell(None)
        return step.after

    def settle(self) -> None:
        """The caret went elsewhere or the focus left: typing so far is a step of its own and is committed at once."""
        self._history.settle()
        with self._changed:
            self._hurry = True
            self._changed.notify_all()

    def refresh(self) -> bool:
        """A reader's view of what the writer has committed since; whether anything is new."""
        if not self.read_only:
            return False
        version = self._file.data_version
        if version == self._seen:
            return False
        # The number comes before the reading: a commit between the two is read again, never missed.
        self._seen = version
        document = kept(self.document, self._file.read())
        if document == self.document:
            return False
        self._history = History(document)
        self._tell(None)
        return True

    def _tell(self, edit: Edit | None) -> None:
        for callback in tuple(self._subscribers):
            callback(self.document, edit)

    def _refuse_unless_writable(self) -> None:
        if self.read_only:
            raise Refusal("session.read-only", file=self.path.name)
        if self._closing:
            raise Refusal("session.closed", file=self.path.name)

    # --- originals of pictures

    def asset_bytes(self, sha256: str) -> bytes:
        """The original with this hash, stored or still waiting; refuses one that the issue lacks."""
        waiting = self._blobs.get(sha256)
        if waiting is not None:
            return waiting
        if self._reader is None:
            self._reader = IssueFile.open(self.path, "r")
        return self._reader.blob(sha256)

    def add_asset_bytes(self, data: bytes) -> str:
        """Takes an original in, to be committed with the next edit; its SHA-256, for the ``Asset`` that names it."""
        self._refuse_unless_writable()
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 not in self._blobs:
            self._blobs[sha256] = self._fresh[sha256] = data
        return sha256

    # --- the writer

    def _enqueue(self, before: Document, after: Document, edit: Edit, direction: Direction) -> None:
        key = edit if direction == "do" and isinstance(edit, ReplaceText) else None
        now = time.monotonic()
        with self._changed:
            self.revision += 1
            last = self._pending[-1] if self._pending else None
            if key is not None and last is not None and last.typing:
                last.after, last.revision = after, self.revision
                last.blobs.update(self._fresh)
                _add_key(last.edits, key)
            else:
                typing = key is not None
                due = now + TYPING_DELAY if typing else now
                fresh, name = dict(self._fresh), self._operations.new()
                waiting = _Pending(before, after, [edit], direction, fresh, self.revision, due, name, typing)
                self._pending.append(waiting)
            self._fresh.clear()
            self._changed.notify_all()

    def _write(self) -> None:
        """The writer's thread: takes what is due from the queue and commits it, in order, until all is done at the close."""
        while True:
            with self._changed:
                while (wait := self._wait()) is None or wait > 0:
                    if self._closing and not self._pending:
                        return
                    self._changed.wait(wait)
                pending = self._pending[0]
                # From here on it is one operation that may be tried again: later keys are another.
                pending.typing = False
            self._attempt(pending)
            if self._problem is not None and self._closing:
                return

    def _wait(self) -> float | None:
        """Seconds until something is due; ``None``: nothing waits."""
        if not self._pending:
            self._hurry = False
            return None
        first = self._pending[0]
        if self._hurry or self._closing or (len(self._pending) > 1 and self._problem is None):
            return 0.0
        return first.due - time.monotonic()

    def _attempt(self, pending: _Pending) -> None:
        try:
            with self._writing:
                if not self._is_next(pending):
                    return
                self._file.commit(
                    pending.before, pending.after, pending.edit, pending.blobs,
                    direction=pending.direction, role=self.role, op_id=pending.op_id,
                )  # fmt: skip
        except Exception as error:  # whatever it is, the work stays here and the hand is told
            self._failed(pending, error)
            return
        with self._changed:
            self._pending.popleft()
            for sha256 in pending.blobs:
                self._blobs.pop(sha256, None)
            self._problem = None
            self.acknowledged = pending.revision
            self._changed.notify_all()

    def _is_next(self, pending: _Pending) -> bool:
        """Whether ``save_as`` has not written the work elsewhere while the writer waited for its turn."""
        with self._changed:
            return bool(self._pending) and self._pending[0] is pending

    def _failed(self, pending: _Pending, error: Exception) -> None:
        refusal = error if isinstance(error, Refusal) else Refusal("store.failed", file=self.path.name, reason=error)
        with self._changed:
            self._problem = Problem(code=refusal.code, severity="error", args=refusal.args_, file=self.path.name)
            self._failures += 1
            self._hurry = False
            pending.due = time.monotonic() + RETRY
            self._changed.notify_all()

    # --- the end

    def flush(self, timeout: float = 10.0) -> bool:
        """Waits until everything done so far is committed; whether it is. ``False`` tells of ``problems`` or of the timeout."""
        with self._changed:
            target, failures = self.revision, self._failures
            self._hurry = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: self.acknowledged >= target or self._failures > failures, timeout)
            return self.acknowledged >= target

    def save_as(self, path: Path) -> None:
        """Writes the issue as it stands to another file and goes on there: also the way out when the first is gone.

        The name of the first may be used again only when its file is gone or another stands there (which is replaced if it is
        an issue). Refuses as ``store.create`` does; the work is then still here.
        """
        self._refuse_unless_writable()
        with self._writing:
            if path.resolve() == self.path:
                self._file.abandon()
            create(path, self.document, _Originals(self._file, dict(self._blobs)))
            file = IssueFile.open(path, "w")
            # Reading tells the file which versions its rows have.
            file.read()
            with self._changed:
                old, self._file = self._file, file
                self.path = file.path
                self._pending.clear()
                self._blobs.clear()
                self._fresh.clear()
                self._problem = None
                self.acknowledged = self.revision
                self._changed.notify_all()
        self._close_reader()
        old.close()

    def close(self, *, discard: bool = False) -> None:
        """Commits what is left and closes; a second call does nothing.

        Where the rest cannot be committed the session stays open and the reason is raised as a ``Refusal``; ``discard`` gives
        it up.
        """
        if self._closing:
            return
        if not self.read_only and not self.saved and not self.flush() and not discard:
            problem = self._problem
            code, args = ("store.busy", {"file": self.path.name}) if problem is None else (problem.code, problem.args)
            raise Refusal(code, **args)
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._writer is not None:
            self._writer.join()
            atexit.unregister(self._at_exit)
        if not self.read_only:
            self._close_reader()
        self._file.close()

    def _close_reader(self) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()

    def _at_exit(self) -> None:
        with suppress(Refusal):
            self.close(discard=True)


class _Originals(Mapping[str, bytes]):
    """The originals of an issue, stored and waiting, read one at a time."""

    def __init__(self, file: IssueFile, waiting: Mapping[str, bytes]) -> None:
        self._file = file
        self._waiting = waiting
        self._names = sorted({*file.blob_names(), *waiting})

    def __getitem__(self, sha256: str) -> bytes:
        waiting = self._waiting.get(sha256)
        return self._file.blob(sha256) if waiting is None else waiting

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _add_key(edits: list[Edit], new: ReplaceText) -> None:
    """One more key: it continues the last edit where it can, so that the journal holds words and not letters."""
    last = edits[-1]
    whole = merged(last, new) if isinstance(last, ReplaceText) else None
    if whole is None:
        edits.append(new)
    else:
        edits[-1] = whole
