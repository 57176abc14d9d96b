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


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """A binary file that becomes ``target`` when the block ends well; otherwise ``target`` stays as it was.

    Raises ``Refusal`` naming the target where it cannot be written: folder missing, no permission, disk full, no plain file.
    """
    try:
        final = target.resolve()
        if final.exists() and not final.is_file():
            raise Refusal("exporters.not-a-file", file=target)
        part = final.parent / f".layoutdesk-{os.getpid()}-{os.urandom(4).hex()}.part"
        with part.open("xb") as out:
            try:
                yield out
                out.flush()
                os.fsync(out.fileno())
                out.close()
                part.replace(final)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
    except OSError as fault:
        raise refusal(target, fault) from fault


def refusal(target: Path, fault: OSError) -> Refusal:
    """The words for a fault of the file system at ``target``."""
    code = _REASONS.get(fault.errno or 0, "exporters.cannot-write")
    return Refusal(code, file=target, folder=target.parent, reason=fault.strerror or str(fault))
