"""One face out of a font collection, as bytes that Qt can open.

``QRawFont`` opens face 0 of a collection. Where the wanted face shares its outlines with face 0 (Noto CJK: one CFF table for all
faces) the file serves as it is; otherwise the face is put together as a font of its own. Source: OpenType 1.9, "Font Collections".
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_HEADER = struct.Struct(">4sHHHH")
_RECORD = struct.Struct(">4sLLL")
#: Bytes in which the directory of any face lies, and of the largest table that tells one face from another.
_MOST_HEAD: Final = 4096
_MOST_TABLE: Final = 1 << 20

Records = list[tuple[bytes, int, int, int]]


def face_data(path: Path, index: int) -> bytes | None:
    """The font file of face ``index``; ``None`` where Qt may open ``path`` itself.

    Raises ``ValueError`` where the collection has no such face or is cut short.
    """
    if index == 0:
        return None
    data = path.read_bytes()
    if data[:4] != b"ttcf":
        return None
    try:
        (count,) = struct.unpack_from(">L", data, 8)
        if index >= count:
            raise ValueError(f"face {index} of {count}")
        offsets = struct.unpack_from(f">{count}L", data, 12)
        wanted, first = _records(data, offsets[index]), _records(data, offsets[0])
    except struct.error as error:
        raise ValueError("collection cut short") from error
    if _outlines(wanted) == _outlines(first):
        return None
    return _assemble(data, data[offsets[index] : offsets[index] + 4], wanted)


def tables(path: Path, index: int, tags: Sequence[str]) -> dict[str, bytes]:
    """The tables of a face, those of ``tags`` that it has, without reading the rest of the file; none where it is no font."""
    found: dict[str, bytes] = {}
    with path.open("rb") as file:
        head = file.read(_MOST_HEAD)
        try:
            start = struct.unpack_from(">L", head, 12 + 4 * index)[0] if head[:4] == b"ttcf" else 0
            file.seek(start)
            records = _records(file.read(_MOST_HEAD), 0)
        except struct.error:
            return {}
        for name, _, offset, length in records:
            tag = name.decode("latin-1")
            if tag in tags and length <= _MOST_TABLE:
                file.seek(offset)
                found[tag] = file.read(length)
    return found


def _records(data: bytes, offset: int) -> Records:
    _, count, *_ = _HEADER.unpack_from(data, offset)
    start = offset + _HEADER.size
    return [_RECORD.unpack_from(data, start + number * _RECORD.size) for number in range(count)]


def _outlines(records: Records) -> set[tuple[bytes, int]]:
    """The tables that draw glyphs, with the place where they lie."""
    return {(tag, offset) for tag, _, offset, _ in records if tag in (b"CFF ", b"CFF2", b"glyf", b"loca")}


def _assemble(data: bytes, flavour: bytes, records: Records) -> bytes:
    count = len(records)
    power = 1 << (count.bit_length() - 1)
    head = _HEADER.pack(flavour, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    position = len(head) + count * _RECORD.size
    directory, tables = [], []
    for tag, checksum, offset, length in records:
        directory.append(_RECORD.pack(tag, checksum, position, length))
        padded = data[offset : offset + length] + b"\0" * (-length % 4)
        tables.append(padded)
        position += len(padded)
    return b"".join([head, *directory, *tables])
