"""What a file is, told by its first bytes and never by its name: the formats that are read, and those that are refused by name."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import msgspec

from layoutdesk.base.problem import Refusal

Size = tuple[int, int]

JPEG: Final = "JPEG"
PNG: Final = "PNG"
TIFF: Final = "TIFF"
WEBP: Final = "WEBP"
PDF: Final = "PDF"

#: Formats that are read, by the name that Pillow gives a picture once it is open, to their media types.
#: An MPO is a JPEG that carries more pictures behind the first.
MEDIA: Final = {
    JPEG: "image/jpeg",
    "MPO": "image/jpeg",
    PNG: "image/png",
    TIFF: "image/tiff",
    WEBP: "image/webp",
    PDF: "application/pdf",
}
#: Endings of names under which pictures are looked for in a folder; what a file is, its content says.
SUFFIXES: Final = (".jpg", ".jpeg", ".jpe", ".png", ".tif", ".tiff", ".webp", ".pdf")
_PLACED: Final = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    # BigTIFF, for files over 4 GB, which some programs also write for small ones.
    (b"II+\0", TIFF),
    (b"MM\0+", TIFF),
)


class Foreign(msgspec.Struct, frozen=True):
    """A format that is not read: how its files begin (a pattern), its name, and the refusal that says what to save it as."""

    start: bytes
    name: str
    code: str
    size: Callable[[bytes], Size] | None = None


def _gif_size(data: bytes) -> Size:
    """The extent of the screen and of every frame that is there (GIF89a §18, §20)."""
    width, height = _little(data, 6, 2), _little(data, 8, 2)
    at = 13 + _palette(data[10:11])
    while (block := data[at : at + 1]) and block in b"!,":
        if block == b"!":
            at += 2
        else:
            width = max(width, _little(data, at + 1, 2) + _little(data, at + 5, 2))
            height = max(height, _little(data, at + 3, 2) + _little(data, at + 7, 2))
            at += 11 + _palette(data[at + 9 : at + 10])
        while length := _little(data, at, 1):
            at += length + 1
        at += 1
    return width, height


def _palette(flags: bytes) -> int:
    """The bytes that a colour table takes (GIF89a §19)."""
    return 3 << (flags[0] & 7) + 1 if flags >= b"\x80" else 0


def _bmp_size(data: bytes) -> Size:
    if _little(data, 14, 4) == 12:
        return _little(data, 18, 2), _little(data, 20, 2)
    signed = int.from_bytes(data[22:26], "little", signed=True)
    return _little(data, 18, 4), abs(signed)


def _psd_size(data: bytes) -> Size:
    return int.from_bytes(data[18:22], "big"), int.from_bytes(data[14:18], "big")


def webp_size(data: bytes) -> Size:
    """The size of a WebP by its first chunk (RFC 9649 §2.5 to 2.7): Pillow makes room for it before it tells.

    The fourteen bits a side of the simple kinds allow 268 megapixels, the canvas of the extended one more than any memory.
    """
    kind = data[12:16]
    if kind == b"VP8X":
        return _little(data, 24, 3) + 1, _little(data, 27, 3) + 1
    if kind == b"VP8L":
        bits = _little(data, 21, 4)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return _little(data, 26, 2) & 0x3FFF, _little(data, 28, 2) & 0x3FFF


def _little(data: bytes, start: int, length: int) -> int:
    return int.from_bytes(data[start : start + length], "little")


#: Files that an editor takes for pictures, or that a photographer sends; the first row that fits counts.
_FOREIGN: Final = (
    Foreign(rb"GIF8[79]a", "GIF", "pictures.format", _gif_size),
    Foreign(rb"BM", "BMP", "pictures.format", _bmp_size),
    Foreign(rb"8BPS", "Photoshop (PSD)", "pictures.format_layers", _psd_size),
    Foreign(rb"gimp xcf", "GIMP (XCF)", "pictures.format_layers"),
    Foreign(rb"%!PS|\xc5\xd0\xd3\xc6", "EPS", "pictures.format_vector"),
    Foreign(rb"(?s)(\xef\xbb\xbf)?\s*(<\?xml.{0,2000}?)?(<!--.{0,2000}?-->|<!DOCTYPE svg.{0,2000}?>|\s)*<(\w+:)?svg\b", "SVG",
            "pictures.format_vector"),
    Foreign(rb"\x1f\x8b", "SVGZ", "pictures.format_vector"),
    Foreign(rb"(?s)RIFF....CDR", "CorelDRAW", "pictures.format_vector"),
    Foreign(rb"\xd7\xcd\xc6\x9a", "WMF", "pictures.format_vector"),
    Foreign(rb"(?s)\x01\0\0\0.{36} EMF", "EMF", "pictures.format_vector"),
    Foreign(rb"(?s)....ftypcrx |II\*\0....CR|II[RU][OS\0]|MMOR|FUJIFILMCCD-RAW|FOVb|\0MRM", "RAW", "pictures.format_raw"),
    Foreign(rb"(?s)....ftyp(avif|avis)", "AVIF", "pictures.format_photo"),
    Foreign(rb"(?s)....ftyp(hei[cxms]|hev[cxms]|mif1|msf1)", "HEIC", "pictures.format_photo"),
    Foreign(rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51", "JPEG 2000", "pictures.format_photo"),
    Foreign(rb"\0\0\0\x0cJXL |\xff\x0a", "JPEG XL", "pictures.format_photo"),
    Foreign(rb"DDS ", "DDS", "pictures.format"),
    Foreign(rb"BLP[12]", "BLP", "pictures.format"),
    Foreign(rb"\x01\xda[\0\x01][\x01\x02]", "SGI", "pictures.format"),
    Foreign(rb"\0\0[\x01\x02]\0", "ICO", "pictures.format"),
    Foreign(rb"\x0a[\0-\x05]\x01", "PCX", "pictures.format"),
    Foreign(rb"P[1-7]\s", "PNM", "pictures.format"),
    Foreign(rb"(?s)....ftyp", "MP4", "pictures.format_film"),
)  # fmt: skip


def recognised(data: bytes) -> str:
    """``JPEG``, ``PNG``, ``TIFF``, ``WEBP`` or ``PDF``, as the content says; empty for anything else."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    # Programs may write up to a kilobyte before it (ISO 32000-1 annex H, note 13).
    if b"%PDF-" in data[:1024]:
        return PDF
    kind = next((kind for start, kind in _PLACED if data.startswith(start)), "")
    # The files of a Canon begin as a TIFF does.
    return "" if kind == TIFF and data[8:10] == b"CR" else kind


def foreign(data: bytes, name: str, most_pixels: int) -> Refusal:
    """Why the file ``name``, which is none that is read, is refused: by its kind, and by its size where that is absurd."""
    found = next((row for row in _FOREIGN if re.match(row.start, data)), None)
    if found is None:
        return Refusal("pictures.not_a_picture", file=name)
    width, height = found.size(data) if found.size else (0, 0)
    if width * height > most_pixels:
        return too_many_pixels(name, width, height, most_pixels)
    return Refusal(found.code, file=name, format=found.name)


def too_many_pixels(name: str, width: int, height: int, most: int) -> Refusal:
    """A picture of this size is more than may be decoded."""
    return Refusal("pictures.too_many_pixels", file=name, width=width, height=height, most=most // 1_000_000)
