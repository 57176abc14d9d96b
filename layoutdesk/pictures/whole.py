"""Whether a picture is whole: everything is decoded once, and what a decoder passes over in silence is looked for.

A JPEG with its middle overwritten decodes without a word: the code words lose their place, and the picture is shifted or grey from
there on. That shows at the end, where the coded data then are too few or too many for the number of blocks (ITU-T T.81 §F.2.2).
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from layoutdesk.base.problem import Refusal
from layoutdesk.pictures.decode import refusals
from layoutdesk.pictures.formats import PNG, TIFF
from layoutdesk.pictures.jpeg import Scan, is_blank, scans

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

#: Bytes that a decoder may read ahead of what it needs.
_AHEAD: Final = 16
#: Some cameras leave bytes behind the coded data; more than this is what is left of a picture that lost its place.
_LEFT_OVER: Final = 1024


def check_whole(image: ImageFile, data: bytes, name: str) -> bool:
    """Decodes everything once, a JPEG at an eighth of its size, which still reads every byte of it.

    False where a JPEG may be damaged but need not be. Raises ``Refusal``: ``pictures.truncated`` or ``pictures.damaged``.
    """
    if image.format in ("JPEG", "MPO"):
        return _check_jpeg(image, data, name)
    from PIL import Image as Pictures

    with refusals(name):
        if image.format == PNG:
            # Loading skips the checksums of image data; verify() reads them, on an object of its own.
            Pictures.open(io.BytesIO(data), formats=(PNG,)).verify()
        with _complaints() as said:
            image.load()
    if image.format == TIFF and any(b"Warning" not in line for line in said):
        raise Refusal("pictures.damaged", file=name)
    return True


@contextmanager
def _complaints() -> Iterator[list[bytes]]:
    """The lines that a decoder prints to standard error: the TIFF library goes on after bad code words and only says so there."""
    said: list[bytes] = []
    reader, writer = os.pipe()
    if sys.platform != "win32":
        # What does not fit into the pipe is lost, rather than waited for.
        os.set_blocking(writer, False)
    usual = os.dup(2)
    os.dup2(writer, 2)
    try:
        yield said
    finally:
        os.dup2(usual, 2)
        os.close(usual)
        os.close(writer)
        with os.fdopen(reader, "rb") as lines:
            said += lines.read().splitlines()


def _check_jpeg(image: ImageFile, data: bytes, name: str) -> bool:
    found = list(scans(data))
    image.draft(None, (max(1, image.width // 8), max(1, image.height // 8)))
    if not found or not found[0].alone:
        with refusals(name):
            image.load()
        return not any(is_blank(data, scan) for scan in found)
    if found[0].end == len(data):
        raise Refusal("pictures.truncated", file=name)
    if is_blank(data, found[0]) or not _fits(image, data, found[0]):
        raise Refusal("pictures.damaged", file=name)
    return True


def _fits(image: ImageFile, data: bytes, scan: Scan) -> bool:
    """Decodes from a file that has no end: whole data need nearly all of themselves and nothing of what follows."""
    image.fp = file = _Watched(data[: scan.end] + b"\x55" * _AHEAD, max(scan.start, scan.end - _LEFT_OVER))
    try:
        image.load()
    except OSError:
        return False
    return file.passed


class _Watched(io.BytesIO):
    """A file that tells whether anybody read from behind a place in it."""

    def __init__(self, data: bytes, place: int) -> None:
        super().__init__(data)
        self._place = place
        self.passed = False

    def read(self, size: int | None = -1, /) -> bytes:
        """No read goes over the place: it takes one more to get behind it."""
        before = self._place - self.tell()
        if before > 0:
            return super().read(before if size is None or size < 0 else min(size, before))
        self.passed = True
        return super().read(size)
