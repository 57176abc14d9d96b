"""What a PDF needs of an OpenType font with CFF outlines: the CIDs of its glyphs, read without loading the outlines.

Source: Adobe Technical Note 5176, "The Compact Font Format Specification". Only the top dictionary and the charset are read
from the file (some kilobytes of more than ten megabytes). In a font for Chinese the CID of a glyph is not its glyph id.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import msgspec

from layoutdesk.base.problem import Refusal
from layoutdesk.text.fontfile import BrokenFont, read_directory

#: Operators of the top dictionary (5176 §9, tables 9 and 10): charset, CharStrings, ROS (escape 12, then 30).
_CHARSET, _CHARSTRINGS, _ROS = 15, 17, 1230
_REAL = 30


class Charset(msgspec.Struct, frozen=True):
    """The CIDs of a CID-keyed font: ranges of glyphs that begin at ``gids`` and have the CIDs from ``cids`` upwards."""

    gids: tuple[int, ...]
    cids: tuple[int, ...]

    def cid(self, gid: int) -> int:
        """The CID of a glyph."""
        index = bisect_right(self.gids, gid) - 1
        return self.cids[index] + gid - self.gids[index]


def read_charset(path: Path, index: int = 0) -> Charset | None:
    """The charset of face ``index`` of a font file, or ``None`` where its CFF is keyed by name (then CID = glyph id).

    Raises ``Refusal`` where the file holds no readable CFF table (also for CFF2, which no PDF may hold).
    """
    try:
        start, _ = read_directory(path, index).tables["CFF "]
        with path.open("rb") as file:
            return _charset(file, start)
    except (OSError, BrokenFont, struct.error, IndexError, KeyError) as fault:
        raise Refusal("exporters.font-unusable", file=path.name) from fault


def _unpack(file: BinaryIO, offset: int, form: str) -> tuple[int, ...]:
    file.seek(offset)
    return struct.unpack(form, file.read(struct.calcsize(form)))


def _charset(file: BinaryIO, start: int) -> Charset | None:
    _, _, header_size, _ = _unpack(file, start, ">4B")
    _, after_names = _index(file, start + header_size)
    dictionaries, _ = _index(file, after_names)
    top = dict(_operators(dictionaries[0]))
    if _ROS not in top:
        return None
    offset = top.get(_CHARSET, [0])[0]
    if offset <= 2:  # a predefined charset (5176 §13) has no meaning in a CID-keyed font: glyph ids stand for CIDs
        return Charset((0,), (0,))
    (count,) = _unpack(file, start + top[_CHARSTRINGS][0], ">H")
    return _ranges(file, start + offset, count)


def _index(file: BinaryIO, offset: int) -> tuple[list[bytes], int]:
    """The items of an INDEX (5176 §5) and the offset after it."""
    (count,) = _unpack(file, offset, ">H")
    if count == 0:
        return [], offset + 2
    (size,) = _unpack(file, offset + 2, ">B")
    raw = file.read(size * (count + 1))
    marks = [int.from_bytes(raw[at : at + size], "big") for at in range(0, len(raw), size)]
    first = offset + 2 + size * (count + 1)
    file.seek(first + marks[0])
    items = [file.read(end - begin) for begin, end in pairwise(marks)]
    return items, first + marks[-1]


def _operators(data: bytes) -> Iterator[tuple[int, list[int]]]:
    """The operators of a DICT with their operands (5176 §4); real numbers count as 0, none of them is asked for."""
    at, operands = 0, list[int]()
    while at < len(data):
        byte = data[at]
        if byte <= 21:
            operator = byte if byte != 12 else 1200 + data[at + 1]
            yield operator, operands
            at, operands = at + (1 if byte != 12 else 2), []
        else:
            value, at = _operand(data, at)
            operands.append(value)


def _operand(data: bytes, at: int) -> tuple[int, int]:
    """One operand (5176 §4, table 3) and the position after it."""
    byte = data[at]
    if byte == 28:
        return int.from_bytes(data[at + 1 : at + 3], "big", signed=True), at + 3
    if byte == 29:
        return int.from_bytes(data[at + 1 : at + 5], "big", signed=True), at + 5
    if byte == _REAL:
        at += 1
        while data[at] & 15 != 15:
            at += 1
        return 0, at + 1
    if byte <= 246:
        return byte - 139, at + 1
    if byte <= 250:
        return (byte - 247) * 256 + data[at + 1] + 108, at + 2
    return -(byte - 251) * 256 - data[at + 1] - 108, at + 2


def _ranges(file: BinaryIO, offset: int, glyphs: int) -> Charset:
    """The charset's table in any of its three formats (5176 §13, tables 17 to 21); glyph 0 is always CID 0."""
    (form,) = _unpack(file, offset, ">B")
    if form == 0:
        return Charset(tuple(range(glyphs)), (0, *struct.unpack(f">{glyphs - 1}H", file.read(2 * (glyphs - 1)))))
    record = struct.Struct(">HB" if form == 1 else ">HH")
    raw = file.read(record.size * glyphs)
    gids, cids, gid = [0], [0], 1
    for first, left in record.iter_unpack(raw[: len(raw) - len(raw) % record.size]):
        if gid >= glyphs:
            break
        gids.append(gid)
        cids.append(first)
        gid += left + 1
    return Charset(tuple(gids), tuple(cids))
