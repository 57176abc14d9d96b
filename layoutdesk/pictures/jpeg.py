"""The scans of a JPEG (ITU-T T.81) and what their coded data give away about damage; no pixel is decoded here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

#: The next marker that does not belong to coded data (T.81 §B.1.1.2, table B.1).
_MARKER: Final = re.compile(rb"\xff[^\0\xd0-\xd7\xff]")
_START_OF_SCAN: Final = 0xDA
_TABLES: Final = 0xC4
_END: Final = 0xD9
#: Start of frame, table B.1: Huffman coding, all coefficients of a block in one go …
_SEQUENTIAL: Final = (0xC0, 0xC1)
#: … and coefficients in several scans.
_PROGRESSIVE: Final = 0xC2
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
#: No more scans than this are looked at; encoders write about ten.
_MOST_SCANS: Final = 64
#: So many bytes of zeros in a row stand for a thousand blocks or more.
_ZEROS: Final = re.compile(rb"\0{256}")


class Scan(msgspec.Struct, frozen=True):
    """The coded data of one scan, from ``start`` to ``end``, and what they hold.

    ``alone``: they are all of the picture, in sequence. ``zeros``: whether so many zeros in a row may stand in them.
    """

    start: int
    end: int
    alone: bool
    zeros: bool


def scans(data: bytes) -> Iterator[Scan]:
    """The scans of a JPEG in their order, as far as its segments can be followed."""
    at, frame, components, found = 2, 0, 0, 0
    shortest: dict[int, int] = {}
    while at + 4 <= len(data) and data[at] == 0xFF and found < _MOST_SCANS:
        marker = data[at + 1]
        if marker == _END:
            return
        if marker == 0xFF:
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        segment = data[at + 4 : end]
        if marker in _FRAMES:
            frame, components = marker, segment[5] if len(segment) > 5 else 0
        elif marker == _TABLES:
            shortest |= dict(_shortest_codes(segment))
        elif marker == _START_OF_SCAN:
            scan = _scan(data, end, segment, frame, components, shortest)
            yield scan
            found, end = found + 1, scan.end
        at = end


def _scan(data: bytes, start: int, header: bytes, frame: int, components: int, shortest: dict[int, int]) -> Scan:
    marker = _MARKER.search(data, start)
    alone = frame in _SEQUENTIAL and header[:1] == bytes([components])
    return Scan(start, marker.start() if marker else len(data), alone, _may_be_zeros(header, frame, shortest))


def _may_be_zeros(header: bytes, frame: int, shortest: dict[int, int]) -> bool:
    """Whether a plain area may be coded as nothing but zeros."""
    if frame in _SEQUENTIAL:
        # It is a row of “no change” and “end of block”: both must have the shortest code, bit by bit zero.
        return not any(shortest.values())
    # Scans of mean values say “no change” or a plain bit for each block; the others skip what is plain.
    return frame != _PROGRESSIVE or header[-3:-2] == b"\0"


def _shortest_codes(segment: bytes) -> Iterator[tuple[int, int]]:
    """Each Huffman table of a segment: its class and number, and the symbol whose code is all zeros (T.81 §B.2.4.2, annex C)."""
    at = 0
    while at + 17 < len(segment):
        yield segment[at], segment[at + 17]
        at += 17 + sum(segment[at + 1 : at + 17])


def is_blank(data: bytes, scan: Scan) -> bool:
    """Whether a stretch of the coded data is nothing but zeros that no encoder writes."""
    return not scan.zeros and _ZEROS.search(data, scan.start, scan.end) is not None
