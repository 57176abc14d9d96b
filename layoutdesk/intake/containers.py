"""Files that hold files (ZIP): opened under limits, so that no part can be larger, deeper or elsewhere than it may be.

Nothing is ever unpacked to the disk. Sizes are checked as the archive states them before anything is unpacked, and again while
unpacking, which stops at the stated size. Source: PKWARE APPNOTE 6.3.10, 4.3 and 4.4.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zlib
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile

import msgspec

from layoutdesk.base.problem import Refusal

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo


class Limits(msgspec.Struct, frozen=True):
    """How much one container may hold: parts, bytes of one part and of all unpacked, bytes of the list of parts.

    ``ratio`` is how many times larger than packed a part may be, once it is larger than ``small``: text packs to a tenth, the
    best that deflate can do is 1,032.
    """

    parts: int = 4_000
    part: int = 64 * 1024 * 1024
    total: int = 192 * 1024 * 1024
    directory: int = 1024 * 1024
    ratio: int = 200
    small: int = 1024 * 1024


DOCUMENT: Final = Limits()

#: The record at the end that says how long the list of parts is (4.3.16); its length without a comment.
_END: Final = b"PK\x05\x06"
_END_LENGTH: Final = 22
_DRIVE: Final = re.compile(r"[A-Za-z]:")
#: Methods that are unpacked: stored and deflated (4.4.5).
_METHODS: Final = (0, 8)
_LOCKED: Final = 0x1
#: What the library raises on damaged archives; ``BadZipFile`` itself is an ``Exception`` without a family.
_FAULTS: Final = (
    BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


class Container:
    """An archive that was found within its limits; parts are looked up whatever their case, as Office does."""

    def __init__(self, archive: ZipFile, name: str, parts: dict[str, ZipInfo]) -> None:
        self._archive, self._name, self._parts = archive, name, parts

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._parts

    @property
    def names(self) -> list[str]:
        """The names of the parts as the archive has them."""
        return [info.filename for info in self._parts.values()]

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises ``Refusal``: ``container-part`` where there is none, ``container-broken``."""
        info = self._parts.get(part.lower())
        if info is None:
            raise Refusal("intake.container-part", file=self._name, part=part)
        try:
            with self._archive.open(info) as file:
                return file.read(info.file_size)
        except _FAULTS as error:
            raise Refusal("intake.container-broken", file=self._name) from error


def open_container(data: bytes, name: str, limits: Limits = DOCUMENT) -> Container:
    """The parts of ``data``, the bytes of the file ``name``. Raises ``Refusal`` for what is broken, or beyond ``limits``."""
    from zipfile import ZipFile

    _check_directory(data, name, limits)
    try:
        archive = ZipFile(io.BytesIO(data))
    except _FAULTS as error:
        raise Refusal("intake.container-broken", file=name) from error
    infos = archive.infolist()
    if len(infos) > limits.parts:
        raise Refusal("intake.container-many", file=name, count=len(infos), limit=limits.parts)
    parts: dict[str, ZipInfo] = {}
    for info in infos:
        _check_part(info, name, limits)
        if parts.setdefault(info.filename.lower(), info) is not info:
            raise Refusal("intake.container-twice", file=name, part=info.filename)
    total = sum(info.file_size for info in infos)
    if total > limits.total:
        raise Refusal("intake.container-size", file=name, size=total // 1048576, limit=limits.total // 1048576)
    return Container(archive, name, parts)


def _check_directory(data: bytes, name: str, limits: Limits) -> None:
    """Refuses a list of parts that is too long, before it is read into memory."""
    at = data.rfind(_END, max(0, len(data) - _END_LENGTH - 0xFFFF))
    if at < 0 or at + _END_LENGTH > len(data):
        raise Refusal("intake.container-broken", file=name)
    size = int.from_bytes(data[at + 12 : at + 16], "little")
    if size > limits.directory:
        raise Refusal("intake.container-many", file=name, count=f"> {limits.parts}", limit=limits.parts)


def _check_part(info: ZipInfo, name: str, limits: Limits) -> None:
    """Refuses a part that is too large, packed too well, locked, a link, or meant for another folder."""
    part = info.filename
    if info.flag_bits & _LOCKED:
        raise Refusal("intake.container-locked", file=name)
    if part.startswith(("/", "\\")) or _DRIVE.match(part) or ".." in re.split(r"[/\\]", part):
        raise Refusal("intake.container-path", file=name, part=part)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise Refusal("intake.container-link", file=name, part=part)
    if info.compress_type not in _METHODS:
        raise Refusal("intake.container-broken", file=name)
    if info.file_size > limits.part:
        raise Refusal("intake.container-size", file=name, size=info.file_size // 1048576, limit=limits.part // 1048576)
    if info.file_size > limits.small and info.file_size > limits.ratio * max(info.compress_size, 1):
        raise Refusal(
            "intake.container-ratio", file=name, part=part, ratio=info.file_size // max(info.compress_size, 1)
        )
