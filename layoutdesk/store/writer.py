"""The thread that writes an open issue, so that the hand never waits for the disk.

In: steps with the snapshots before and after them, versions to keep; out: commits in the issue file, in order. A step other than
typing is committed at once, typing no later than ``TYPING_DELAY`` after the first key that is not yet committed, and when somebody
hurries. What cannot be written stays here and is tried again until it succeeds. Versions are kept by themselves on the way: of the
issue as it stood before the first step of a sitting, and then before one step every ``VERSION_RHYTHM``.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.edits import Edit, ReplaceText
from layoutdesk.model import Document
from layoutdesk.store.create import create
from layoutdesk.store.file import IssueFile
from layoutdesk.store.journal import Direction, Operations
from layoutdesk.store.versions import Kind
from layoutdesk.store.work import Keeping, Step, Work

#: Seconds from the first key that is not committed to its commit: 250 ms are promised, the rest is for the disk.
TYPING_DELAY: Final = 0.2
#: Seconds between two attempts while the file cannot be written.
RETRY: Final = 2.0
#: Seconds between two versions that are kept by themselves.
VERSION_RHYTHM: Final = 600.0

#: Seconds without work after which what may wait is done: versions kept by themselves, and the log put into the file.
REST: Final = 0.5
#: So many steps may lie in the log while the hand leaves no pause.
_UNTIDY: Final = 256

#: Refusals of a copy that lie in the file copied and not in the place of the copy.
_UNREADABLE: Final = frozenset({
    "store.damaged", "store.damaged-snapshot", "store.failed", "store.not-an-issue", "store.disk", "store.unreachable",
    "store.overwritten",
})  # fmt: skip


class Writer:
    """Writes one issue file. The methods belong to the thread of the hand; only those that say so wait for the disk."""

    def __init__(self, file: IssueFile) -> None:
        self.file = file
        self.revision = 0
        self.acknowledged = 0
        self.problem: Problem | None = None
        #: Up to which revision everything is in the one file, and nothing in the log beside it.
        self._tidy = 0
        #: Held while the file is written, so that ``go_on_in`` can change it for another.
        self.writing = threading.Lock()
        self._operations = Operations()
        self._waiting: deque[Work] = deque()
        self._changed = threading.Condition()
        self._blobs: dict[str, bytes] = {}
        self._fresh: dict[str, bytes] = {}
        self._failures = 0
        self._hurry = False
        self._ending = False
        self._next_version = time.monotonic()
        #: The step before which a version is to be kept, and the revision it was made on.
        self._version: tuple[Step, int] | None = None
        self._rest_due = 0.0
        # A daemon, so that a crash elsewhere cannot hang the exit.
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    # --- what the hand gives

    def step(self, before: Document, after: Document, edit: Edit, direction: Direction, role: str = "") -> None:
        """One step to commit; keys of one run of typing go together."""
        key = edit if direction == "do" and isinstance(edit, ReplaceText) else None
        with self._changed:
            last = self._waiting[-1] if self._waiting else None
            self.revision += 1
            if key is not None and isinstance(last, Step) and last.typing:
                last.add_key(key, after)
                last.revision = self.revision
                last.blobs.update(self._fresh)
            else:
                typing = key is not None
                due = time.monotonic() + (TYPING_DELAY if typing else 0.0)
                step = Step(
                    revision=self.revision, due=due, before=before, after=after, edits=[edit], direction=direction,
                    role=role, blobs=dict(self._fresh), op_id=self._operations.new(), typing=typing,
                )  # fmt: skip
                self._waiting.append(step)
            self._fresh.clear()
            self._changed.notify_all()

    def keep(self, document: Document, kind: Kind, name: str = "", role: str = "") -> Keeping:
        """The issue as it stands, to be kept as a version once everything before is committed."""
        with self._changed:
            self.revision += 1
            due = time.monotonic()
            keeping = Keeping(revision=self.revision, due=due, document=document, kind=kind, name=name, role=role)
            self._waiting.append(keeping)
            self._changed.notify_all()
        return keeping

    def add_blob(self, data: bytes, sha256: str = "") -> str:
        """An original, to be committed with the next step; its SHA-256, which is reckoned here where it is not given."""
        sha256 = sha256 or hashlib.sha256(data).hexdigest()
        if sha256 not in self._blobs:
            self._blobs[sha256] = self._fresh[sha256] = data
        return sha256

    def waiting_blob(self, sha256: str) -> bytes | None:
        """An original that is not committed yet."""
        return self._blobs.get(sha256)

    def hurry(self) -> None:
        """What waits is written at once."""
        with self._changed:
            self._hurry = True
            self._changed.notify_all()

    def flush(self, timeout: float) -> bool:
        """Waits until everything given so far is committed and in one file; whether it is committed.

        ``False`` tells of ``problem`` or of the timeout.
        """
        with self._changed:
            target, failures = self.revision, self._failures
            self._hurry = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._tidy >= target or self._failures > failures, timeout)
            return self.acknowledged >= target

    # --- the thread

    def _run(self) -> None:
        """Takes what is due from the queue and writes it, in order, until all is done at the end."""
        while True:
            with self._changed:
                while (wait := self._wait()) is None or wait > 0:
                    if self._ending and not self._waiting:
                        return
                    self._changed.wait(wait)
                work = self._waiting[0] if self._waiting else None
                # From here on it is one operation that may be tried again: later keys are another.
                if isinstance(work, Step):
                    work.typing = False
            if work is None:
                with self.writing:
                    self._finish()
                continue
            self._attempt(work)
            if self.problem is not None and self._ending:
                return

    def _wait(self) -> float | None:
        """Seconds until something is due; ``None``: nothing waits."""
        if not self._waiting:
            if self._version is not None or self._tidy != self.acknowledged:
                return 0.0 if self._hurry or self._ending else self._rest_due - time.monotonic()
            self._hurry = False
            return None
        first = self._waiting[0]
        if self._hurry or self._ending or (len(self._waiting) > 1 and self.problem is None):
            return 0.0
        return first.due - time.monotonic()

    def _attempt(self, work: Work) -> None:
        try:
            with self.writing:
                if not self._is_next(work):
                    return
                if isinstance(work, Keeping):
                    # Versions stand in the order of what they hold.
                    self._keep_by_itself()
                revision = self.file.revision
                work.write(self.file)
        except Exception as error:  # whatever it is, the work stays here and the hand is told
            self._failed(work, error)
            return
        with self._changed:
            self._done(work)
            self.problem = None
            self._changed.notify_all()
        now = time.monotonic()
        self._rest_due = now + REST
        if isinstance(work, Step) and now >= self._next_version:
            self._next_version = now + VERSION_RHYTHM
            self._version = self._version or (work, revision)
        if self.acknowledged - self._tidy >= _UNTIDY:
            with self.writing:
                self._finish()

    # What follows an acknowledgement may fail as it likes: the thread that saves must live.

    def _finish(self) -> None:
        """What may wait until the hand rests: a version, and the log emptied into the file for whoever copies or mails that."""
        self._keep_by_itself()
        with suppress(Exception):
            self.file.tidy()
        with self._changed:
            self._tidy = self.acknowledged
            self._changed.notify_all()

    def _done(self, work: Work) -> None:
        self._waiting.popleft()
        self.acknowledged = work.revision
        if isinstance(work, Step):
            for sha256 in work.blobs:
                self._blobs.pop(sha256, None)

    def _keep_by_itself(self) -> None:
        """Keeps the issue as it stood before a step that is acknowledged by now, where one is to be kept."""
        if self._version is None:
            return
        (step, revision), self._version = self._version, None
        with suppress(Exception):
            self.file.take_notes()
        with suppress(Exception):
            self.file.keep_version(step.before, "auto", role=step.role, revision=revision)

    def _is_next(self, work: Work) -> bool:
        """Whether ``go_on_in`` has not written the work elsewhere while the thread waited for its turn."""
        with self._changed:
            return bool(self._waiting) and self._waiting[0] is work

    def _failed(self, work: Work, error: Exception) -> None:
        refusal = (
            error if isinstance(error, Refusal) else Refusal("store.failed", file=self.file.path.name, reason=error)
        )
        with self._changed:
            self.problem = Problem(code=refusal.code, severity="error", args=refusal.args_, file=self.file.path.name)
            self._failures += 1
            self._hurry = False
            work.due = time.monotonic() + RETRY
            self._changed.notify_all()

    # --- another file, and the end

    def copy_to(self, path: Path, document: Document) -> None:
        """Writes a copy with everything given so far, also what this file does not take. Waits for the disk."""
        with self.writing:
            self._copied(path, document).close()

    def go_on_in(self, path: Path, document: Document) -> None:
        """Writes the issue to another file, with everything given so far, and goes on there. Waits for the disk."""
        with self.writing:
            self._finish()
            if path.resolve() == self.file.place:
                if self.file.renew():
                    return
                self.file.abandon()
            file = self._copied(path, document)
            with self._changed:
                old, self.file = self.file, file
                while self._waiting:
                    self._done(self._waiting[0])
                self._blobs.clear()
                self._fresh.clear()
                self.problem = None
                self.acknowledged = self._tidy = self.revision
                self._changed.notify_all()
        old.close()

    def _copied(self, path: Path, document: Document) -> IssueFile:
        """The copy, open for writing. Where the file can be read no more it holds the issue without journal and versions."""
        with self._changed:
            waiting = tuple(self._waiting)
        try:
            self.file.copy_to(path)
        except Refusal as refusal:
            if refusal.code not in _UNREADABLE:
                raise
            create(path, document, _Originals(self.file, document, dict(self._blobs)))
            waiting = ()
        file = IssueFile.open(path, "w")
        try:
            # Reading tells the file which versions its rows have.
            file.read()
            for work in waiting:
                work.write(file)
        except BaseException:
            file.close()
            raise
        return file

    def end(self) -> None:
        """Ends the thread once everything is written, or at the first thing that cannot be; waits for that."""
        with self._changed:
            self._ending = True
            self._changed.notify_all()
        self._thread.join()


class _Originals(Mapping[str, bytes]):
    """The originals that an issue names, as far as a damaged file still gives them, and those waiting; read one at a time."""

    def __init__(self, file: IssueFile, document: Document, waiting: Mapping[str, bytes]) -> None:
        self._file = file
        self._waiting = waiting
        named = {asset.sha256 for asset in document.assets}
        self._names = sorted(sha256 for sha256 in {*named, *waiting} if self._is_whole(sha256))

    def _is_whole(self, sha256: str) -> bool:
        try:
            return bool(self[sha256])
        except Refusal:
            return False

    def __getitem__(self, sha256: str) -> bytes:
        waiting = self._waiting.get(sha256)
        return self._file.blob(sha256) if waiting is None else waiting

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
