"""Bytes to text: which encoding the copy is in, and a refusal in words where that cannot be said for certain.

Goes in: the bytes of one file. Comes out: its text without control characters, the encoding's name, and how many control
characters were taken out. A file is never garbled: text that fits no encoding well is refused with the reason.
"""

from __future__ import annotations

import codecs
import re
from typing import Final, NoReturn

import msgspec

from layoutdesk.base.problem import Refusal

#: The largest file that is read, in bytes: a day's copy of a large paper is below one megabyte.
LIMIT: Final = 16 * 1024 * 1024

#: First bytes of formats that are no plain text, and what they are called.
_SIGNATURES: Final = (
    (b"PK\x03\x04", "ZIP"), (b"%PDF-", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"), (b"\xd0\xcf\x11\xe0", "DOC"), (b"SQLite format 3\0", "SQLite"), (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"),
    (b"8BPS", "PSD"), (b"\x1f\x8b", "GZIP"), (b"7z\xbc\xaf", "7Z"), (b"Rar!", "RAR"),
    (b"\x7fELF", "ELF"), (b"MIME-Version:", "MHTML"),
)  # fmt: skip

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 BOM"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32 LE"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 LE"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 BE"),
)

#: Control characters that no copy needs (ISO/IEC 6429 C0 and C1 without tab, line feed and carriage return).
CONTROLS: Final = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)])
#: More than this share of control characters is no text.
_CONTROL_SHARE: Final = 0.1

#: What a Chinese newspaper's copy consists of; the rest counts against a guessed encoding.
_USUAL: Final = re.compile(r"[\t\r\n -~ -ÿ‐-⁯①-⓿■-◿　-〿一-鿿！-￥]")
_HAN: Final = re.compile(r"[㐀-䶿一-鿿]")
_HZ: Final = re.compile(rb"~\{[!-~]{2,4096}?~\}")


class Decoded(msgspec.Struct, frozen=True):
    """The text of a file, the name of its encoding, and how many control characters were removed."""

    text: str
    encoding: str
    removed: int


def decode(data: bytes, name: str) -> Decoded:
    """The text of ``data``, the bytes of the file ``name``.

    Raises ``Refusal`` for empty, too large and binary files, unknown formats, and text whose encoding is broken or unsure.
    """
    decoded = decode_any(data, name)
    language = _structured(decoded.text)
    if language:
        raise Refusal("intake.structured", file=name, format=language)
    return decoded


def decode_any(data: bytes, name: str) -> Decoded:
    """The same for text that may be meant for programs, such as HTML."""
    if len(data) > LIMIT:
        refuse_size(len(data), LIMIT, name)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise Refusal("intake.format", file=name, format=kind)
    if not data.strip():
        raise Refusal("intake.empty", file=name)
    text, encoding = _decode(data, name)
    clean = text.translate(CONTROLS)
    removed = len(text) - len(clean)
    if removed > max(8, _CONTROL_SHARE * len(text)):
        raise Refusal("intake.binary", file=name)
    if not clean.strip("\ufeff \t\r\n　"):
        raise Refusal("intake.empty", file=name)
    return Decoded(clean, encoding, removed)


def without_controls(text: str) -> str:
    """Text without control characters; line feeds and tabs stay."""
    return text.translate(CONTROLS)


def _structured(text: str) -> str:
    """``XML``, ``HTML`` or ``JSON`` where the text is data for programs; copy may begin with a bracket, so JSON is parsed."""
    start = text.lstrip("\ufeff \t\r\n")[:200].lower()
    if start.startswith("<?xml"):
        return "XML"
    if start.startswith(("<!doctype", "<html")):
        return "HTML"
    if start[:1] in ("{", "[") and text.rstrip()[-1:] in ("}", "]"):
        try:
            msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError):
            return ""
        return "JSON"
    return ""


def refuse_size(size: int, limit: int, name: str) -> NoReturn:
    """Refuses a file of ``size`` bytes where ``limit`` are the most."""
    raise Refusal("intake.too-large", file=name, size=_megabytes(size), limit=_megabytes(limit))


def _megabytes(size: int) -> str:
    return f"{size / 1048576:.1f}"


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for bom, codec, label in _BOMS:
        if data.startswith(bom):
            return strict(data[len(bom) :], codec, label, name), label
    if _HZ.search(data) and data.isascii():
        return strict(data, "hz", "HZ-GB-2312", name), "HZ-GB-2312"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, name, error)
    if "\0" in text and (guess := _utf16_without_bom(data)):
        return guess
    return text, "UTF-8"


def strict(data: bytes, codec: str, label: str, name: str) -> str:
    """``data`` decoded; refuses the first wrong byte, with its line, or a character cut off at the end."""
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        _refuse(error, data, codec, label, name)


def _refuse(error: UnicodeDecodeError, data: bytes, codec: str, label: str, name: str) -> NoReturn:
    if error.end >= len(data) or "truncated" in error.reason or "unexpected end" in error.reason:
        raise Refusal("intake.truncated", file=name, encoding=label) from error
    line = data[: error.start].decode(codec, "replace").count("\n") + 1
    raise Refusal("intake.bad-bytes", file=name, encoding=label, line=line) from error


def _not_utf8(data: bytes, name: str, error: UnicodeDecodeError) -> tuple[str, str]:
    """Text that is no clean UTF-8: nearly UTF-8 (refused, or controls in single bytes), UTF-16 without a mark, Big5 or GB18030."""
    escaped = data.decode("utf-8", "surrogateescape")
    bad = re.findall(r"[\udc80-\udcff]", escaped)
    if len(_HAN.findall(escaped)) > 4 * len(bad):
        if all(byte <= "\udc9f" for byte in bad) and len(data) - error.start > 1:
            return re.sub(r"[\udc80-\udc9f]", "\x80", escaped), "UTF-8"
        _refuse(error, data, "utf-8", "UTF-8", name)
    return _utf16_without_bom(data) or _big5(data) or (_gb18030(data, name), "GB18030")


def _utf16_without_bom(data: bytes) -> tuple[str, str] | None:
    """UTF-16 whose byte order mark is missing, where exactly one byte order gives usual text."""
    fitting = []
    for codec, label in (("utf-16-le", "UTF-16 LE"), ("utf-16-be", "UTF-16 BE")):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if len(_USUAL.findall(text)) >= 0.95 * len(text):
            fitting.append((text, label))
    return fitting[0] if len(fitting) == 1 else None


def _big5(data: bytes) -> tuple[str, str] | None:
    """Big5 where nearly all its Chinese characters are frequent ones (level 1, A440 to C67E), and those of GB 2312 would not be.

    Either encoding gives rare characters where the other was written.
    """
    try:
        text = data.decode("big5hkscs")
    except UnicodeDecodeError:
        return None
    common = _common(text, "big5", b"\xa4\x40", b"\xc6\x7e")
    as_gb = _common(data.decode("gb18030", "replace"), "gb2312", b"\xb0\xa1", b"\xd7\xf9")
    return (text, "Big5") if common >= 0.95 and as_gb < 0.7 else None


def _common(text: str, codec: str, first: bytes, last: bytes) -> float:
    """The share of frequent characters, those from ``first`` to ``last`` of an encoding, among all Chinese ones; 0 where few."""
    found = _HAN.findall(text)
    codes = (character.encode(codec, "ignore") for character in found)
    return sum(first <= code <= last for code in codes) / len(found) if len(found) >= 6 else 0.0


def _gb18030(data: bytes, name: str) -> str:
    """GB18030 (GBK, GB 2312), refused where most characters are not those of simplified Chinese: Big5 decodes as GB too."""
    for number, line in enumerate(data.splitlines(), 1):
        if _is_utf8_chinese(line):
            raise Refusal("intake.mixed-encodings", file=name, line=number)
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        head = data[: error.start].decode("gb18030")
        if error.start >= len(data) - 4 and _is_simplified(head):
            _refuse(error, data, "gb18030", "GB18030", name)
        if _is_simplified(head):
            raise Refusal("intake.bad-bytes", file=name, encoding="GB18030", line=head.count("\n") + 1) from error
        raise Refusal("intake.encoding-unsure", file=name) from error
    if "\0" in text:
        raise Refusal("intake.binary", file=name)
    if not _is_simplified(text):
        raise Refusal("intake.encoding-unsure", file=name)
    return text


def _is_utf8_chinese(line: bytes) -> bool:
    """Whether a line is certainly UTF-8: by chance GB18030 hardly ever gives three Chinese characters in it."""
    if line.isascii():
        return False
    try:
        return len(_HAN.findall(line.decode("utf-8"))) >= 3
    except UnicodeDecodeError:
        return False


def _is_simplified(text: str) -> bool:
    """Whether nine of ten characters beyond ASCII are in GB 2312, and there are enough of them to say so."""
    foreign = "".join(character for character in text if not character.isascii())
    if not foreign:
        return False
    common = len(foreign.encode("gb2312", "ignore")) // 2
    share = len(foreign) * 2 / (len(text) + len(foreign))
    return common >= 0.9 * len(foreign) and (share >= 0.6 or (len(foreign) >= 8 and share >= 0.2))
