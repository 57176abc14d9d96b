"""Who writes an issue, and whether its file is still in its place. What differs between systems lies here.

An advisory lock file beside the issue names user, host and process. Where the system has ``flock`` that decides, and a crash
frees it; elsewhere the file's existence does, and one left behind by a process that is gone is taken over.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from layoutdesk.base.problem import Refusal

if sys.platform != "win32":
    import fcntl

#: A lock file that names nobody yet is being written; after so many seconds its writer died over it.
_NAMELESS: Final = 10.0


class Place(NamedTuple):
    """Which file stands under a name: device and inode."""

    device: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> Place | None:
        """The file that stands at ``path`` now; ``None`` where there is none."""
        try:
            found = path.stat()
        except OSError:
            return None
        return cls(found.st_dev, found.st_ino) if found.st_nlink else None


class WriterLock:
    """The right to write one issue; ``release`` gives it back."""

    def __init__(self, file: Path, descriptor: int) -> None:
        self._file = file
        self._descriptor: int | None = descriptor

    @classmethod
    def acquire(cls, path: Path, *, by_system: bool = sys.platform != "win32") -> WriterLock:
        """Takes the right to write the issue at ``path``.

        Refuses with ``store.in-use`` while another process has it and with ``store.not-writable`` where no file can be
        written beside the issue. ``by_system`` False relies on the file's existence alone.
        """
        file = path.with_name(f".{path.name}.lock")
        try:
            descriptor = _take_by_system(path, file) if by_system else None
            if descriptor is None:
                descriptor = _take_by_name(path, file)
        except OSError as error:
            raise Refusal("store.not-writable", file=path.name, reason=error.strerror or error) from error
        # On a full disk the lock holds all the same; it only cannot say whose it is.
        with suppress(OSError):
            _write_owner(descriptor)
        return cls(file, descriptor)

    def release(self) -> None:
        """Gives the right back and takes the lock file away; a second call does nothing."""
        if self._descriptor is None:
            return
        mine = os.fstat(self._descriptor)
        if Place.of(self._file) != (mine.st_dev, mine.st_ino):
            # Somebody took our name away, and what stands there now is another's.
            os.close(self._descriptor)
            self._descriptor = None
            return
        # Windows cannot unlink an open file; elsewhere the name must go while the lock is held.
        if sys.platform == "win32":
            os.close(self._descriptor)
            self._file.unlink(missing_ok=True)
        else:
            self._file.unlink(missing_ok=True)
            os.close(self._descriptor)
        self._descriptor = None


def user_name() -> str:
    """Who works here, for the journal and the lock file."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"


def host_name() -> str:
    """The machine's name."""
    if sys.platform != "win32":
        return os.uname().nodename
    return os.environ.get("COMPUTERNAME", "?")


def _take_by_system(path: Path, file: Path) -> int | None:
    """The locked descriptor of the lock file; ``None`` where the file system knows no such locks."""
    if sys.platform == "win32":
        return None
    while True:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            owner = _owner(file)
            os.close(descriptor)
            raise _in_use(path, owner) from None
        except OSError:
            os.close(descriptor)
            return None
        # The holder before may have unlinked the name between our opening and locking it.
        mine = os.fstat(descriptor)
        if Place.of(file) == (mine.st_dev, mine.st_ino):
            return descriptor
        os.close(descriptor)


def _take_by_name(path: Path, file: Path) -> int:
    while True:
        try:
            return os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o644)
        except FileExistsError:
            owner = _owner(file)
            if not _abandoned(file, owner):
                raise _in_use(path, owner) from None


def _abandoned(file: Path, owner: dict[str, str]) -> bool:
    """Whether the lock file's writer is gone; the file is then gone too."""
    if sys.platform == "win32":
        # The holder keeps the file open, and an open file cannot be unlinked there.
        try:
            file.unlink(missing_ok=True)
        except OSError:
            return False
        return True
    if not owner:
        try:
            gone = time.time() - file.stat().st_mtime > _NAMELESS
        except FileNotFoundError:
            return True
    else:
        gone = owner.get("host") == host_name() and not _alive(owner.get("process", ""))
    if gone:
        file.unlink(missing_ok=True)
    return gone


def _alive(process: str) -> bool:
    if not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _write_owner(descriptor: int) -> None:
    owner = {"user": user_name(), "host": host_name(), "process": str(os.getpid())}
    os.ftruncate(descriptor, 0)
    os.write(descriptor, msgspec.json.encode(owner))


def _owner(file: Path) -> dict[str, str]:
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, str])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return {}


def _in_use(path: Path, owner: dict[str, str]) -> Refusal:
    named = {name: owner.get(name, "?") for name in ("user", "host", "process")}
    return Refusal("store.in-use", file=path.name, **named)
