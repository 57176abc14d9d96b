"""Files that appear whole or not at all: written beside the target under another name, then put in its place."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

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
        with _in_words(self._target):
            self._file.write(data)
        self.size += len(data)


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[TargetFile]:
    """A file that becomes ``target`` when the block ends well; otherwise ``target`` stays as it was.

    Raises ``Refusal`` naming the target where it cannot be written: folder missing, no permission, disk full, no plain file.
    What the block itself raises passes through.
    """
    with _in_words(target):
        final = target.resolve()
        if final.exists() and not final.is_file():
            raise Refusal("exporters.not-a-file", file=target)
        part = final.parent / f".layoutdesk-{os.getpid()}-{os.urandom(4).hex()}.part"
        file = part.open("xb")
    try:
        yield TargetFile(target, file)
        with _in_words(target):
            file.flush()
            os.fsync(file.fileno())
            file.close()
            part.replace(final)
    except BaseException:
        # Closing may fail once more where the disk is full; what went wrong first is what counts.
        with contextlib.suppress(OSError):
            file.close()
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def _in_words(target: Path) -> Iterator[None]:
    """Turns faults of the file system into a ``Refusal`` that names ``target``."""
    try:
        yield
    except OSError as fault:
        code = _REASONS.get(fault.errno or 0, "exporters.cannot-write")
        reason = fault.strerror or str(fault)
        raise Refusal(code, file=target, folder=target.parent, reason=reason) from fault
