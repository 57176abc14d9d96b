"""Who writes an issue, and whether its file is still in its place. What differs between systems lies here.

An advisory lock file beside the issue names user, host and process. On a disk of this machine where the system has ``flock``
that decides, and a crash frees it; elsewhere the file's existence does, and one left behind is taken over: of this machine once
its process is gone, of another machine on a share once its holder has not touched it for ``ABANDONED`` seconds of the server's
own clock.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from layoutdesk.base.problem import Refusal
from layoutdesk.store import mounts
from layoutdesk.store.faults import code_of
from layoutdesk.store.people import user_name

if sys.platform != "win32":
    import fcntl

#: A lock file that names nobody yet is being written; after so many seconds its writer died over it.
_NAMELESS: Final = 10.0
#: Who holds a lock on a share touches it at least this often, in seconds; the machine of one that is older is off.
HEARTBEAT: Final = 30.0
ABANDONED: Final = 900.0


#: The lock files that this process holds.
_HELD: Final[set[Path]] = set()


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


class Stand(NamedTuple):
    """How a file stands that nobody but its writer changes: which file it is, its length, when it was written to."""

    place: Place
    size: int
    written: int

    @classmethod
    def of(cls, path: Path) -> Stand | None:
        """How the file at ``path`` stands now; ``None`` where there is none."""
        try:
            found = path.stat()
        except OSError:
            return None
        if not found.st_nlink:
            return None
        place = Place(found.st_dev, found.st_ino)
        # Windows tells the time of writing only once whoever wrote has closed the file.
        return cls(place, 0, 0) if sys.platform == "win32" else cls(place, found.st_size, found.st_mtime_ns)


class WriterLock:
    """The right to write one issue; ``release`` gives it back."""

    def __init__(self, file: Path, descriptor: int) -> None:
        self._file = file
        _HELD.add(file)
        self._descriptor: int | None = descriptor

    @classmethod
    def acquire(cls, path: Path, *, by_system: bool | None = None) -> WriterLock:
        """Takes the right to write the issue at ``path``.

        Refuses with ``store.in-use`` while another process has it and with ``store.not-writable`` where no file can be
        written beside the issue. ``by_system`` False relies on the file's existence alone, as is done on network shares, where
        the locks of the system may be known to one machine only.
        """
        file = path.with_name(f".{path.name}.lock")
        if by_system is None:
            by_system = sys.platform != "win32" and not mounts.is_remote(path)
        try:
            descriptor = _take_by_system(path, file) if by_system else None
            if descriptor is None:
                descriptor = _take_by_name(path, file)
        except OSError as error:
            code = code_of(error, "store.not-writable")
            raise Refusal(code, file=path.name, reason=error.strerror or error) from error
        # On a full disk the lock holds all the same; it only cannot say whose it is.
        with suppress(OSError):
            _write_owner(descriptor)
        return cls(file, descriptor)

    @property
    def is_ours(self) -> bool:
        """Whether the lock file is still the one that was taken: another machine may have thought this one gone."""
        if self._descriptor is None:
            return False
        try:
            mine = os.fstat(self._descriptor)
        except OSError:
            return False
        return Place.of(self._file) == (mine.st_dev, mine.st_ino)

    def touch(self) -> None:
        """Shows others on a share that the holder is still at work."""
        with suppress(OSError):
            if self.is_ours:
                os.utime(self._file)

    def release(self) -> None:
        """Gives the right back and takes the lock file away; a second call does nothing."""
        if self._descriptor is None:
            return
        _HELD.discard(self._file)
        if not self.is_ours:
            # Somebody took our name away, and what stands there now is another's. A share that is gone may not even close.
            with suppress(OSError):
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


def writer_of(path: Path) -> dict[str, str] | None:
    """Who writes the issue at ``path`` (user, host, process; ``?`` where that is not known); nothing where nobody does.

    Only looks: it takes no lock, which might be in the way of somebody who comes to write. On a share a writer is believed.
    """
    file = path.with_name(f".{path.name}.lock")
    if not file.exists():
        return None
    owner = _owner(file)
    is_here = owner.get("host") == host_name() and owner.get("machine", "") in ("", _machine())
    if is_here and not _alive(owner):
        return None
    return {name: owner.get(name, "?") for name in ("user", "host", "process")}


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
        descriptor = _opened(file)
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
            if mine.st_uid == os.geteuid() or os.access(file, os.W_OK):
                return descriptor
            # Left by a colleague's crash: it cannot say that it is ours now.
            file.unlink(missing_ok=True)
        os.close(descriptor)


def _opened(file: Path) -> int:
    try:
        return os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    except PermissionError:
        # In a folder of several people the lock file may be another's; it can be locked all the same.
        with suppress(FileNotFoundError):
            return os.open(file, os.O_RDONLY)
        raise


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
    is_here = owner.get("host") == host_name() and owner.get("machine", "") in ("", _machine())
    if sys.platform == "win32" and (is_here or not owner):
        # The holder keeps the file open, and an open file cannot be unlinked there.
        try:
            file.unlink(missing_ok=True)
        except OSError:
            return False
        return True
    try:
        if is_here:
            # One of this process that it does not hold was given back while its share was away.
            gone = not _alive(owner) or (owner.get("process") == str(os.getpid()) and file not in _HELD)
        elif mounts.is_remote(file) or not owner:
            # Far in the future, too: the clock was set back, and a holder at work would have touched it since.
            gone = abs(_age(file)) > (ABANDONED if owner else _NAMELESS)
        else:
            # A disk that went from machine to machine: nobody touches its locks while work goes on.
            gone = False
    except FileNotFoundError:
        return True
    if gone:
        file.unlink(missing_ok=True)
    return gone


def _age(file: Path) -> float:
    """Seconds since a file was touched, by the clock of the disk that it lies on: those of two machines may differ by hours."""
    probe = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        probe.touch()
        now = probe.stat().st_mtime
    finally:
        probe.unlink(missing_ok=True)
    return now - file.stat().st_mtime


def _alive(owner: dict[str, str]) -> bool:
    """Whether the process that an owner names is there, and is that process and no later one with its number."""
    process = owner.get("process", "")
    if not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        pass
    begun = owner.get("begun", "")
    return not begun or begun == _begun(process)


def _begun(process: str) -> str:
    """When a process began: the boot of the machine and ticks since; empty where the system does not say."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("utf-8").strip()
        # proc(5): the name, in brackets, may hold anything; the start time is the twentieth field after it.
        fields = Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        return f"{boot} {fields[19]}"
    except (OSError, IndexError):
        return ""


def _machine() -> str:
    """What tells this machine from another of the same name; empty where the system does not say."""
    try:
        return Path("/etc/machine-id").read_text("utf-8").strip()[:12]
    except (OSError, UnicodeDecodeError):
        return ""


def _write_owner(descriptor: int) -> None:
    process = str(os.getpid())
    owner = {
        "user": user_name(),
        "host": host_name(),
        "process": process,
        "begun": _begun(process),
        "machine": _machine(),
    }
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
