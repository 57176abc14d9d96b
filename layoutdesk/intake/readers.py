"""The formats of copy, one row each: what its bytes look like, and the function that reads them. A new reader is one new
file and one row here.

The content decides, never the suffix: suffixes only fill the filters of file dialogs. Rows are asked from the top, and the last
one, plain text, takes everything or refuses it in words.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from layoutdesk.base.problem import Refusal
from layoutdesk.base.runner import Runner, in_process
from layoutdesk.intake import agency, decode, plain, plan
from layoutdesk.intake.manuscript import Manuscript

#: How much of a file's beginning shows what it is, in bytes.
_HEAD: Final = 4096
_WIDE: Final = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
#: The largest file that brings its pictures along, in bytes; RTF writes each byte as two digits, and most pictures twice.
_WITH_PICTURES: Final = 64 * 1024 * 1024
#: How a web page or a piece of one begins, comments aside. XML with a document type is XML, and refused as such.
_PAGE: Final = re.compile(
    r"<\?xml[^>]{0,200}>\s*<html[\s>]|(?:<!--(?:(?!-->).){0,2000}-->\s*)*"
    r"<(?:!doctype\s+html|html|head|header|body|meta|link|script|title|style|div|section|article|main|figure|blockquote|pre|p|"
    r"h[1-6]|a|b|i|em|strong|span|table|ul|ol|dl|img|br|hr|font|center)[\s>/]",
    re.DOTALL,
)
#: What the limits of a child process say, and what that means for a file of copy.
_LIMITS: Final = {"jobs.time": "too-slow", "jobs.memory": "too-hungry", "jobs.died": "too-hungry"}


class Opening(msgspec.Struct, frozen=True):
    """A file as its reader is looked for: all its bytes, and its beginning as lower-case text without blanks before it."""

    data: bytes
    text: str


class Reader(msgspec.Struct, frozen=True):
    """A format: its name, the suffixes its files usually have, how it is recognised, and its reader.

    ``most`` is the largest file in bytes. ``apart``: read in the runner that the caller gives, which bounds time and memory.
    What a reader needs is imported when it runs.
    """

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[Opening], object]
    read: Callable[[bytes, str], Manuscript]
    most: int = decode.LIMIT
    apart: bool = True


def _is_office(start: Opening) -> bool:
    """An Office file: a ZIP archive with the list of content types that every one has."""
    return start.data.startswith(b"PK\x03\x04") and b"[Content_Types].xml" in start.data


def _is_compound(start: Opening) -> bool:
    """A compound file (OLE): an old Word document, or an Office file under a password."""
    return start.data.startswith(b"\xd0\xcf\x11\xe0")


def _word(data: bytes, name: str) -> Manuscript:
    from layoutdesk.intake import docx

    return docx.read(data, name)


def _rtf(data: bytes, name: str) -> Manuscript:
    from layoutdesk.intake import rtf

    return rtf.read(data, name)


def _is_page(start: Opening) -> bool:
    """A web page, also one without the document type, or in XML (XHTML)."""
    return _PAGE.match(start.text) is not None


def _html(data: bytes, name: str) -> Manuscript:
    from layoutdesk.intake import html

    return html.read(data, name)


def _old_word(data: bytes, name: str) -> Manuscript:
    from layoutdesk.intake.docx.old import refuse

    refuse(data, name)


READERS: Final = (
    Reader("html", (".html", ".htm", ".xhtml"), _is_page, _html),
    Reader("news-xml", (".xml", ".nitf"), lambda start: agency.is_xml(start.text), agency.read_xml),
    # A plan is checked by its declared shape as it is parsed, in time and memory in proportion.
    Reader(
        "page-plan",
        (".json",),
        lambda start: agency.is_json(start.data) and plan.is_plan(start.data),
        plan.read,
        apart=False,
    ),
    Reader("ninjs", (".json",), lambda start: agency.is_json(start.data), agency.read_json, most=agency.JSON_LIMIT),
    Reader("word", (".docx", ".docm"), _is_office, _word, most=_WITH_PICTURES),
    Reader("rtf", (".rtf",), lambda start: start.text.startswith("{\\rtf"), _rtf, most=2 * _WITH_PICTURES),
    Reader("old word", (), _is_compound, _old_word, most=_WITH_PICTURES, apart=False),
    # Decoding and splitting lines take time in proportion, so that plain text needs no process of its own.
    Reader("text", (".txt", ".md"), lambda _: True, plain.read, apart=False),
)

#: The suffixes of all formats, for the filters of file dialogs.
SUFFIXES: Final = tuple(suffix for reader in READERS for suffix in reader.suffixes)
#: The largest file of any format, in bytes.
MOST: Final = max(reader.most for reader in READERS)


def opening(data: bytes) -> Opening:
    """``data`` as the rows of the table look at it."""
    head = data[:_HEAD].removeprefix(codecs.BOM_UTF8)
    codec = next((codec for bom, codec in _WIDE if head.startswith(bom)), "latin-1")
    return Opening(data, head.decode(codec, "ignore").lstrip("\ufeff \t\r\n").lower())


def find(data: bytes) -> Reader:
    """The reader whose format ``data`` is in."""
    start = opening(data)
    return next(reader for reader in READERS if reader.recognises(start))


def read_all(files: Sequence[tuple[str, bytes]], run: Runner = in_process) -> list[tuple[str, Manuscript]]:
    """The manuscripts of several files, by name, as ``read`` gives each.

    Those that are read apart go into one call of the runner, since a process costs more than reading; where that goes beyond
    its limits each goes alone, so that the one to blame is known.
    """
    apart = [(data, name) for name, data in files if find(data).apart]
    try:
        made = iter(run(_read_each, apart)) if len(apart) > 1 else iter(())
    except Refusal as refusal:
        if refusal.code not in _LIMITS:
            raise
        made = iter(())
    return [(name, (next(made, None) if find(data).apart else None) or read(data, name, run)) for name, data in files]


def _read_each(files: Sequence[tuple[bytes, str]]) -> list[Manuscript]:
    """What the other process does."""
    return [read(data, name) for data, name in files]


def read(data: bytes, name: str, run: Runner = in_process) -> Manuscript:
    """The manuscript in ``data``, the bytes of the file ``name``.

    Raises ``Refusal`` in words that name the file, also where the reader took too long or too much memory.
    """
    reader = find(data)
    if len(data) > reader.most:
        decode.refuse_size(len(data), reader.most, name)
    if not reader.apart:
        return reader.read(data, name)
    try:
        return run(reader.read, data, name)
    except Refusal as refusal:
        if refusal.code in _LIMITS:
            raise Refusal(f"intake.{_LIMITS[refusal.code]}", file=name) from refusal
        raise
