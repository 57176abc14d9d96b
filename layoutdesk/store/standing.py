"""Where an open issue file stands, and its log: what others may do to both while it is open, and what is done about it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Self

from layoutdesk.base.problem import Refusal
from layoutdesk.store import connect, sql
from layoutdesk.store.faults import in_words
from layoutdesk.store.locks import Place, Stand, WriterLock
from layoutdesk.store.reading import Readable


class Standing(Readable):
    """A file that knows its place, and whether it is still there as its writer left it.

    Some have another place than their own: a copy here stands for an issue on a share (see ``shared``).
    """

    def __init__(self, path: Path, opened: connect.Connected, lock: WriterLock | None) -> None:
        super().__init__(path, opened)
        self._lock = lock
        self._place = Place.of(path)
        #: How the file stood when this writer had last written to it.
        self._stand = Stand.of(path)
        self._log: Place | None = None

    def is_same_file(self, other: Self) -> bool:
        """Whether the other was opened on the same file: another may have taken its name since."""
        return self._place == other._place

    @property
    def place(self) -> Path:
        """Where the issue lies for those who use it: a copy that stands for one on a share knows its place there."""
        return self.path

    @property
    def problem(self) -> Refusal | None:
        """Why what is committed has not come to its place; nothing where it is committed there."""
        return None

    def settle(self) -> None:
        """Brings what is committed to its place now; refuses where that cannot be."""

    def hurry(self) -> None:
        """What is committed and not in its place is brought there at once, by whoever does that."""

    def renew(self) -> bool:
        """Makes the issue anew in its place where somebody took it away from there; whether that is for this file to do."""
        return False

    @property
    def is_overtaken(self) -> bool:
        """Whether another file has taken the place of the one that is read here: it was made anew, or published."""
        return Place.of(self.path) not in (None, self._place)

    def abandon(self) -> bool:
        """Gives up a file that no longer stands in its place, so that its name may be written anew; whether it was given up."""
        if self._lock is None or Place.of(self.path) == self._place:
            return False
        self._lock.release()
        return True

    def _check_place(self) -> None:
        """Refuses where another file stands at the path, or this one as somebody else has written it."""
        now = Stand.of(self.path)
        if now is None:
            raise Refusal("store.gone", file=self.path.name)
        if now.place != self._place:
            raise Refusal("store.replaced", file=self.path.name)
        if self._stand is not None and now != self._stand:
            raise Refusal("store.overwritten", file=self.path.name)

    def tidy(self) -> None:
        """Brings what was committed untidily into the one file; refuses where that is not in its place any more."""
        self._check_written()
        self._empty_log()

    def _written(self, *, tidy: bool = True) -> None:
        """After a commit: sees to it that it is where it belongs, and in one file where it is to be ``tidy`` at once."""
        self._check_written()
        self._check_log()
        if tidy:
            self._empty_log()
        self._committed()

    def _check_written(self) -> None:
        """Refuses where what was written last went elsewhere than to the file that stands at the path."""
        try:
            self._check_place()
        except Refusal as refusal:
            if refusal.code == "store.overwritten":
                self._drop_log()
            else:
                # The file is elsewhere, and has it all there; how it stands cannot be seen until it is back.
                self._empty_log()
                self._stand = None
            raise

    def _drop_log(self) -> None:
        """Takes back what was written last: the file that it belonged to is another's now, and the work is in memory."""
        log = self.path.with_name(self.path.name + "-wal")
        if self._log is None or Place.of(log) == self._log:
            with suppress(OSError):
                os.truncate(log, 0)

    def _committed(self) -> None:
        """Something was committed: for files that have another place than their own."""

    def _empty_log(self) -> None:
        """Brings what was committed from the log into the file, so that whoever copies, moves or mails that has all of it.

        A log that lies beside another file than its own is the ruin of that: SQLite would read it into the file. While somebody
        reads, or where the disk is full, it stays for the next time.
        """
        with suppress(sqlite3.Error):
            for statement in sql.EMPTY_LOG_AT_ONCE:
                self._connection.execute(statement).fetchall()
        self._stand = Stand.of(self.path)

    def _check_log(self) -> None:
        """Brings what was committed into the issue's own file where its log was taken away (by a tidy hand, a synchroniser).

        SQLite goes on writing the log that has lost its name, and all of it would be gone with this process. While somebody
        reads an earlier state the log cannot be emptied: the next commit tries again.
        """
        log = Place.of(self.path.with_name(self.path.name + "-wal"))
        if log is None or (self._log is not None and log != self._log):
            with in_words(self.path):
                busy, frames, _ = self._connection.execute(sql.EMPTY_LOG).fetchone()
                if busy or frames < 0:
                    return
                self._connection.close()
                self._opened = connect.connect(self.path, "w")
            log = None
        self._log = log

    def _leave_no_log(self) -> None:
        """Takes away the empty log of a file that is no longer in its place: SQLite leaves it lying there."""
        log = self.path.with_name(self.path.name + "-wal")
        stand = Stand.of(log)
        is_ours = stand is not None and stand.place == self._log and not stand.size
        if is_ours and Place.of(self.path) != self._place:
            log.unlink(missing_ok=True)
            self.path.with_name(self.path.name + "-shm").unlink(missing_ok=True)
