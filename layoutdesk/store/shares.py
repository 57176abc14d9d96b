"""An issue on a network share: worked on in a copy on this machine, and published to its place as a whole whenever work settles.

The copy is an issue file like any other: what is acknowledged is safe here, whatever becomes of the network. What was not
published before a crash or a lost connection is published when the issue is opened the next time. What somebody else did to the
file on the share meanwhile is never overwritten.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from typing import Self

import msgspec

from layoutdesk.base.problem import Refusal
from layoutdesk.store import mounts
from layoutdesk.store.connect import connect
from layoutdesk.store.faults import in_words
from layoutdesk.store.locks import WriterLock
from layoutdesk.store.publish import built_beside, copy_database, sync_folder

_ENDINGS = ("", "-wal", "-journal")


class _Known(msgspec.Struct):
    """What this machine last saw on the share: ``mark`` of the file as fetched or published, ``next`` while one is published."""

    place: str
    mark: str
    next: str = ""


class Share:
    """One issue on a share and its copy here, with the right to write it; ``release`` gives that back."""

    def __init__(self, place: Path, lock: WriterLock) -> None:
        self.place = place
        self._lock = lock
        # Two issues of one name in two folders have two copies.
        name = hashlib.blake2b(os.fsencode(place), digest_size=12).hexdigest()
        self.folder = mounts.own_folder() / "shares" / name
        self.copy = self.folder / place.name
        #: Whether the copy has work that is not on the share.
        self.is_behind = False
        self._note = self.folder / "share.json"

    @classmethod
    def take(cls, place: Path) -> Self:
        """Takes the right to write the issue at ``place`` and sees to it that the copy here is what is to be worked on.

        Refuses as a lock does; with ``store.two-versions`` where both the copy has work that was never published and the file on
        the share has changed since: the copy is then put aside, under the name told, and the next attempt takes the share's.
        """
        place = place.resolve()
        if not place.exists():
            raise Refusal("store.missing", file=place.name)
        share = cls(place, WriterLock.acquire(place))
        try:
            with in_words(place):
                share._prepare()
        except BaseException:
            share.release()
            raise
        return share

    def _prepare(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        known, mark = self._known(), mark_of(self.place)
        if self.copy.exists() and known is not None:
            if mark in (known.mark, known.next):
                self.is_behind = True
                return
            raise Refusal("store.two-versions", file=self.place.name, kept=self._put_aside())
        self._fetch(mark)

    def _known(self) -> _Known | None:
        try:
            return msgspec.json.decode(self._note.read_bytes(), type=_Known)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return None

    def _put_aside(self) -> Path:
        """The copy under a name of its own, out of the way of the next."""
        for number in count(1):
            kept = self.folder.parent.parent / "kept" / f"{self.place.stem}-{number}{self.place.suffix}"
            if not kept.exists():
                break
        kept.parent.mkdir(parents=True, exist_ok=True)
        # The log first: without it the copy would be an earlier one.
        for ending in reversed(_ENDINGS):
            with suppress(FileNotFoundError):
                self.copy.with_name(self.copy.name + ending).replace(kept.with_name(kept.name + ending))
        self._note.unlink(missing_ok=True)
        return kept

    def _fetch(self, mark: str) -> None:
        """Copies the file with what a crash of another program left beside it; the note makes it valid."""
        self._note.unlink(missing_ok=True)
        for ending in _ENDINGS:
            source, target = (each.with_name(each.name + ending) for each in (self.place, self.copy))
            target.unlink(missing_ok=True)
            with suppress(FileNotFoundError):
                shutil.copyfile(source, target)
                _sync(target)
        self._write_note(_Known(str(self.place), mark))

    def _write_note(self, known: _Known) -> None:
        beside = self._note.with_name("share.new")
        beside.write_bytes(msgspec.json.encode(known))
        _sync(beside)
        beside.replace(self._note)
        sync_folder(self.folder)

    def publish(self, *, anew: bool = False) -> None:
        """Puts the copy as last committed in its place on the share, whole or not at all.

        Refuses where the file there is gone (``store.gone``, unless it is to be made ``anew``) or is no longer the one that was
        fetched or published last (``store.changed-on-share``), where another machine has taken over (``store.taken-over``), and
        as the disk refuses.
        """
        with in_words(self.place):
            known = self._check(anew)
            built = self.folder / "out" / self.place.name
            built.parent.mkdir(exist_ok=True)
            with built_beside(built) as beside:
                opened = connect(self.copy, "r")
                with closing(opened.connection):
                    copy_database(opened.connection, beside)
            self._send(built, known)

    def _check(self, anew: bool) -> _Known:
        """What is known of the share, once nobody else has touched it."""
        known = self._known()
        # The folder on which a share was mounted may be there without it.
        if not mounts.is_remote(self.place) or not self.place.parent.is_dir():
            raise Refusal("store.share-gone", file=self.place.name, folder=self.place.parent)
        try:
            mark = mark_of(self.place)
        except FileNotFoundError:
            if anew and known is not None:
                return known
            raise Refusal("store.gone", file=self.place.name) from None
        if not self._lock.is_ours:
            raise Refusal("store.taken-over", file=self.place.name)
        if known is None or mark not in (known.mark, known.next):
            raise Refusal("store.changed-on-share", file=self.place.name)
        return _Known(known.place, mark)

    def _send(self, built: Path, known: _Known) -> None:
        beside = self.place.with_name(f".{self.place.name}.new")
        try:
            shutil.copyfile(built, beside)
            _sync(beside)
            # A crash between the two: the file on the share is then known as ours by what was written down before.
            self._write_note(_Known(known.place, known.mark, mark_of(beside)))
            self._send_former()
            # What was left there by a crash is merged here; SQLite would read it into the new file.
            for ending in _ENDINGS[1:]:
                self.place.with_name(self.place.name + ending).unlink(missing_ok=True)
            beside.replace(self.place)
            with suppress(OSError):
                sync_folder(self.place.parent)
            self._write_note(_Known(known.place, mark_of(self.place)))
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            built.unlink(missing_ok=True)

    def _send_former(self) -> None:
        """The copies of earlier formats that opening the copy has left (see ``migrate``) belong beside the issue."""
        for former in self.folder.glob("*.format-*"):
            target = self.place.with_name(former.name)
            if not target.exists():
                shutil.copyfile(former, target)
                _sync(target)

    def touch(self) -> None:
        """Shows other machines that this one is still at work."""
        self._lock.touch()

    def release(self) -> None:
        """Gives back the right to write. A copy that is ``is_behind`` stays for the next time."""
        if not self.is_behind:
            shutil.rmtree(self.folder, ignore_errors=True)
        with suppress(OSError):
            self._lock.release()


def mark_of(path: Path) -> str:
    """What tells one state of a file from another without reading it over the network: size, time, and the head.

    The head of a database counts its changes (sqlite.org, "Database File Format": bytes 24 to 27), so that a clock set back or a
    coarse one does not hide a change. Raises ``FileNotFoundError`` where there is no file.
    """
    with path.open("rb") as file:
        head = file.read(100)
        found = os.fstat(file.fileno())
    return f"{found.st_size}-{found.st_mtime_ns}-{hashlib.blake2b(head, digest_size=12).hexdigest()}"


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
