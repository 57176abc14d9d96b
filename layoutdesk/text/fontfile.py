"""One font file on disk: the table directory of an sfnt face, read without a font library.

In: a path, and for a collection the face's number. Out: which tables there are, the embedding bits, a fingerprint. A few hundred
bytes are read, so a folder of fonts can be looked over at start-up.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

#: Tables without which nothing can be set or embedded; source: OpenType, "Required tables" (outlines are checked apart).
REQUIRED: Final = ("cmap", "head", "hhea", "hmtx", "maxp", "name")
_OUTLINES: Final = ("CFF ", "CFF2", "glyf")
_MAGIC: Final = (b"\x00\x01\x00\x00", b"OTTO", b"true")
#: OS/2 fsType: bits 0–3 are 2 (restricted licence), or bit 9 (bitmaps only); source: OpenType, "OS/2", fsType.
_RESTRICTED: Final = 0x0002
_USAGE: Final = 0x000F
_BITMAPS_ONLY: Final = 0x0200


class BrokenFont(Exception):
    """The file is no usable sfnt face; the text is the code of the problem: ``no-font``, ``cut-short``, ``no-face``."""


class Directory(msgspec.Struct, frozen=True):
    """The table directory of one face: ``tables`` gives (offset, length) in bytes by tag.

    ``stored`` is the directory as it stands in the file, ``fstype`` is OS/2 fsType (0 without OS/2).
    """

    tables: dict[str, tuple[int, int]]
    stored: bytes
    fstype: int

    @property
    def sha256(self) -> str:
        """A fingerprint of the face, taken over its directory alone.

        The directory holds the checksum, offset and length of every table, so another version of the face has another
        fingerprint although only some hundred bytes are read.
        """
        import hashlib

        return hashlib.sha256(self.stored).hexdigest()

    @property
    def is_cff(self) -> bool:
        return "CFF " in self.tables or "CFF2" in self.tables

    @property
    def embeddable(self) -> bool:
        """Whether the licence bits let outlines be embedded in a PDF."""
        return self.fstype & _USAGE != _RESTRICTED and not self.fstype & _BITMAPS_ONLY


def read_directory(path: Path, index: int) -> Directory:
    """The table directory of face ``index``.

    Raises ``BrokenFont`` for anything that is no complete TrueType or OpenType face, ``OSError`` where it cannot be read.
    """
    with path.open("rb") as file:
        size = file.seek(0, 2)
        start = _face_start(file, index)
        file.seek(start)
        head = file.read(12)
        if len(head) < 12 or head[:4] not in _MAGIC:
            raise BrokenFont("no-font")
        count = int(struct.unpack(">H", head[4:6])[0])
        records = file.read(16 * count)
        if len(records) < 16 * count:
            raise BrokenFont("cut-short")
        tables = _tables(records, size)
        return Directory(tables, head + records, _fstype(file, tables))


def _face_start(file: BinaryIO, index: int) -> int:
    """Where the face begins: 0, or the offset that a collection's header gives."""
    file.seek(0)
    head = file.read(12)
    if head[:4] != b"ttcf":
        if index:
            raise BrokenFont("no-face")
        return 0
    (count,) = struct.unpack(">L", head[8:12])
    if not 0 <= index < count:
        raise BrokenFont("no-face")
    file.seek(12 + 4 * index)
    entry = file.read(4)
    if len(entry) < 4:
        raise BrokenFont("cut-short")
    return int(struct.unpack(">L", entry)[0])


def _tables(records: bytes, size: int) -> dict[str, tuple[int, int]]:
    tables: dict[str, tuple[int, int]] = {}
    for tag, _checksum, offset, length in struct.iter_unpack(">4sLLL", records):
        if offset + length > size:
            raise BrokenFont("cut-short")
        tables[tag.decode("latin-1")] = (offset, length)
    if any(tag not in tables for tag in REQUIRED) or not any(tag in tables for tag in _OUTLINES):
        raise BrokenFont("no-font")
    return tables


def _fstype(file: BinaryIO, tables: dict[str, tuple[int, int]]) -> int:
    offset, length = tables.get("OS/2", (0, 0))
    if length < 10:
        return 0
    file.seek(offset + 8)
    return int(struct.unpack(">H", file.read(2))[0])
