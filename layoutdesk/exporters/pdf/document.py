"""The PDF as a file that grows on disk: every object is formatted by ReportLab's ``pdfdoc``, written at once and forgotten.

``pdfdoc`` itself keeps the whole file in memory until it is saved; here only the offsets stay. The same objects in the same
order give the same bytes.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, Protocol

import msgspec
from reportlab.pdfbase.pdfdoc import (
    NoEncryption,
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFString,
    PDFTrailer,
)
from reportlab.pdfbase.pdfdoc import (
    format as formatted,
)

#: What an object's value may be in ``dictionary`` and ``array``: numbers, ready PDF syntax in a string, or a ``pdfdoc`` object.
Value = Any

#: Levels of deflate: for content, where 6 is a fifth smaller than 1; for outlines and profiles, where it is not 1 % smaller and
#: takes two to three times as long.
DENSE, QUICK = 6, 1

#: How the byte order marks of UTF-16 and UTF-8 read in PDFDocEncoding: text that begins so would be taken for what it is not.
_LIKE_MARKS: Final = ("\u00fe\u00ff", "\u00ff\u00fe", "\u00ef\u00bb\u00bf")


class Sink(Protocol):
    """Where the bytes go, in order."""

    def write(self, data: bytes, /) -> object: ...


class Reference(msgspec.Struct, frozen=True):
    """An object by its number, in place of the object itself (ISO 32000-1 §7.3.10)."""

    number: int

    def __str__(self) -> str:
        return f"{self.number} 0 R"


@lru_cache(maxsize=4096)
def name(value: str) -> str:
    """A PDF name (ISO 32000-1 §7.3.5); characters beyond ASCII are written as the bytes of their UTF-8."""
    return str(PDFName(value.encode("utf-8").decode("latin-1")))


def string(value: str) -> PDFString:
    """A text string: PDFDocEncoding where that suffices, else UTF-16 (ISO 32000-1 §7.9.2.2)."""
    if value.startswith(_LIKE_MARKS):
        return PDFString(value, enc="utf-16")
    return PDFString(value)


def dictionary(**entries: Value) -> PDFDictionary:
    """A dictionary; its keys are written in alphabetical order."""
    return _Dictionary(entries)


class _Dictionary(PDFDictionary):  # type: ignore[misc]
    """``pdfdoc``'s dictionary, which spells out each of its keys anew, character by character: a third of what objects cost."""

    def format(self, document: Any, IND: bytes = b"\n ") -> bytes:  # noqa: N803
        """The dictionary as ``pdfdoc`` writes it."""
        entries = [_key(key) + formatted(self.dict[key], document) for key in sorted(self.dict)]
        for at in reversed(range(6, len(entries), 6)):
            entries.insert(at, IND)
        return b"<<\n" + b" ".join(entries) + b"\n>>"


@lru_cache(maxsize=4096)
def _key(key: str) -> bytes:
    return str(PDFName(key)).encode("ascii") + b" "


def array(*values: Value) -> PDFArray:
    """An array."""
    return PDFArray(values)


def number(value: float, digits: int = 4) -> str:
    """A number in PDF syntax: no exponent, no superfluous zeros."""
    # Written out at once, in a third of the time of rounding first: a page has thousands. ``digits`` is 1 at least.
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def syntax(value: Value, file: PdfFile) -> str:
    """A value as PDF syntax, to be put into others as it is."""
    return str(formatted(value, file).decode("latin-1"))


class PdfFile:
    """A PDF under construction, in the role of the document that ``pdfdoc``'s objects ask for encryption and filters.

    ``out`` receives the bytes in order. ``offset`` is what has been written so far.
    """

    encrypt = NoEncryption()

    def __init__(self, out: Sink, version: tuple[int, int]) -> None:
        self.offset = 0
        self._out = out
        self._digest = hashlib.sha256()
        #: Where each object begins, by its number; ``None`` until it is written.
        self._offsets: list[int | None] = []
        # The second line marks the file as binary (ISO 32000-1 §7.5.2).
        self._put(b"%%PDF-%d.%d\n%%\xe2\xe3\xcf\xd3\n" % version)

    @property
    def digest(self) -> bytes:
        """SHA-256 of everything written so far."""
        return self._digest.digest()

    def reserve(self) -> Reference:
        """A reference to an object that will be written later."""
        self._offsets.append(None)
        return Reference(len(self._offsets))

    def write(self, content: Value, reference: Reference | None = None) -> Reference:
        """Writes one object, under its reserved number where it has one."""
        reference = self._begin(reference)
        self._put(formatted(content, self) + b"\nendobj\n")
        return reference

    def stream(
        self, data: bytes, entries: Mapping[str, Value] | None = None, reference: Reference | None = None
    ) -> Reference:
        """Writes a stream of ``data`` as it is, under its reserved number where it has one.

        ``pdfdoc``'s own stream lacks the end of line before ``endstream`` that PDF/A asks for (ISO 19005-2 §6.1.7.1).
        """
        head = formatted(PDFDictionary({**(entries or {}), "Length": len(data)}), self)
        reference = self._begin(reference)
        self._put(head + b"\nstream\n")
        self._put(data)
        self._put(b"\nendstream\nendobj\n")
        return reference

    def deflated(self, data: bytes, entries: Mapping[str, Value] | None = None, *, level: int = DENSE) -> Reference:
        """Writes a stream of ``data`` under the Flate filter."""
        return self.packed(zlib.compress(data, level), entries)

    def packed(self, data: bytes, entries: Mapping[str, Value] | None = None) -> Reference:
        """Writes a stream of ``data`` that went through the Flate filter before."""
        return self.stream(data, {**(entries or {}), "Filter": name("FlateDecode")})

    def finish(self, root: Reference, info: Reference, identifier: bytes) -> None:
        """Writes cross-references and trailer; ``identifier`` becomes both halves of the file's ID."""
        start = self.offset
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % (len(self._offsets) + 1))
        for number_, offset in enumerate(self._offsets, 1):
            if offset is None:
                raise ValueError(f"object {number_} was reserved and never written")
            self._put(b"%010d 00000 n \n" % offset)
        half = f"<{identifier.hex().upper()}>"
        trailer = PDFTrailer(start, Size=len(self._offsets) + 1, Root=root, Info=info, ID=array(half, half))
        self._put(trailer.format(self))

    def _begin(self, reference: Reference | None) -> Reference:
        reference = reference or self.reserve()
        self._offsets[reference.number - 1] = self.offset
        self._put(b"%d 0 obj\n" % reference.number)
        return reference

    def _put(self, data: bytes) -> None:
        self._out.write(data)
        self._digest.update(data)
        self.offset += len(data)
