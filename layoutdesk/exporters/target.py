"""Files that appear whole or not at all: written beside their targets under other names, then put in their places.

Several files of one export appear together: where the last cannot be written, none of them changes anything.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from layoutdesk.base.problem import Refusal

#: What the system says, and what people are told.
_REASONS = {
    errno.ENOENT: "exporters.no-folder",
    errno.ENOTDIR: "exporters.no-folder",
    errno.EACCES: "exporters.no-permission",
    errno.EPERM: "exporters.no-permission",
    errno.EROFS: "exporters.no-permission",
    errno.ENOSPC: "exporters.disk-full",
    errno.EDQUOT: "exporters.disk-full",
    errno.ENAMETOOLONG: "exporters.name-too-long",
}


class TargetFile:
    """A file being written; ``size`` is what it holds so far. Faults of writing are said in words that name the target."""

    def __init__(self, target: Path, file: BinaryIO) -> None:
        self.size = 0
        self._target, self._file = target, file

    def write(self, data: bytes) -> None:
        """Appends ``data``; raises ``Refusal`` where the disk takes no more."""
        with in_words(self._target):
            self._file.write(data)
        self.size += len(data)


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[TargetFile]:
    """A file that becomes ``target`` when the block ends well; otherwise ``target`` stays as it was.

    Raises ``Refusal`` naming the target where it cannot be written: folder missing, no permission, disk full, no plain file.
    What the block itself raises passes through.
    """
    with replacing_together() as files, files.file(target) as out:
        yield out


@contextlib.contextmanager
def replacing_together() -> Iterator[Together]:
    """Files that all become their targets when the block ends well; otherwise all targets stay as they were.

    Raises ``Refusal`` as ``replacing`` does.
    """
    together = Together()
    try:
        yield together
        together.appear()
    except BaseException:
        together.give_up()
        raise


class _Part(NamedTuple):
    """A file on its way: its target as it was given, the place that it will take (links followed), and where it lies now."""

    target: Path
    final: Path
    path: Path


class Together:
    """The files of one export (see ``replacing_together``)."""

    def __init__(self) -> None:
        self._parts: list[_Part] = []

    @contextlib.contextmanager
    def file(self, target: Path) -> Iterator[TargetFile]:
        """One file more; it is on the disk, but not yet in its place, when the block ends."""
        with in_words(target):
            final = target.resolve()
            _check_plain(target, final)
            part = _Part(target, final, _beside(final, "part"))
            file = part.path.open("xb")
        self._parts.append(part)
        try:
            yield TargetFile(target, file)
            with in_words(target):
                file.flush()
                os.fsync(file.fileno())
                file.close()
        finally:
            # Closing may fail once more where the disk is full; what went wrong first is what counts.
            with contextlib.suppress(OSError):
                file.close()

    def appear(self) -> None:
        """Puts every file in its place. Where one cannot be, those before it are taken back and what stood there returns."""
        several, undo = len(self._parts) > 1, contextlib.ExitStack()
        with undo:
            kept = [self._put(part, undo if several else None) for part in self._parts]
            undo.pop_all()
        for old in filter(None, kept):
            with contextlib.suppress(OSError):
                old.unlink()

    def _put(self, part: _Part, undo: contextlib.ExitStack | None) -> Path | None:
        """Puts one file in its place; where its earlier self lies now, until all are in place."""
        old = None
        with in_words(part.target):
            _check_plain(part.target, part.final)
            if undo is not None and part.final.exists():
                old = _beside(part.final, "old")
                part.final.replace(old)
                undo.callback(old.replace, part.final)
            part.path.replace(part.final)
            if undo is not None and old is None:
                undo.callback(part.final.unlink, missing_ok=True)
        return old

    def give_up(self) -> None:
        """Takes away what is not in its place."""
        for part in self._parts:
            with contextlib.suppress(OSError):
                part.path.unlink(missing_ok=True)


def _check_plain(target: Path, final: Path) -> None:
    if final.exists() and not final.is_file():
        raise Refusal("exporters.not-a-file", file=target)


def _beside(final: Path, suffix: str) -> Path:
    """A name in the folder of ``final`` that nothing else has."""
    return final.parent / f".layoutdesk-{os.getpid()}-{os.urandom(4).hex()}.{suffix}"


@contextlib.contextmanager
def in_words(target: Path) -> Iterator[None]:
    """Turns faults of the file system into a ``Refusal`` that names ``target``."""
    try:
        yield
    except OSError as fault:
        code = _REASONS.get(fault.errno or 0, "exporters.cannot-write")
        reason = fault.strerror or str(fault)
        raise Refusal(code, file=target, folder=target.parent, reason=reason) from fault
