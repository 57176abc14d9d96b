"""Streams and content: how things are packed, and operators and objects that no press should have to understand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from layoutdesk.preflight.facts import Survey

Finding = dict[str, object]
#: Filters that PDF 1.3 does not have (ISO 32000-1 §7.4, table 6), and LZW, which the standard forbids.
_NOT_IN_13: Final = ("/LZWDecode", "/LZW", "/JBIG2Decode", "/JPXDecode", "/Crypt")
_NOT_IN_X4: Final = ("/LZWDecode", "/LZW", "/Crypt")
_HALFTONES: Final = (1, 5)


def compression_x1a(survey: Survey) -> Iterator[Finding]:
    yield from _filters(survey, _NOT_IN_13)


def compression_x4(survey: Survey) -> Iterator[Finding]:
    yield from _filters(survey, _NOT_IN_X4)


def _filters(survey: Survey, forbidden: tuple[str, ...]) -> Iterator[Finding]:
    found = set()
    for stream in _streams(survey):
        value = stream.get("/Filter")
        names = list(value) if isinstance(value, pikepdf.Array) else [value]
        found |= {str(name) for name in names if name is not None} & set(forbidden)
    for name in sorted(found):
        yield {"filter": name[1:]}


def postscript(survey: Survey) -> Iterator[Finding]:
    """PostScript fragments (ISO 32000-1 §8.8.2): a program that only some printers run."""
    if any(item.get("/Subtype") == "/PS" or item.get("/Subtype2") == "/PS" for item in _streams(survey)):
        yield {}


def opi(survey: Survey) -> Iterator[Finding]:
    """Stand-ins for pictures kept elsewhere (OPI)."""
    if any("/OPI" in item for item in _streams(survey)):
        yield {}


def external(survey: Survey) -> Iterator[Finding]:
    """Data that lies outside the file: external streams and reference objects."""
    if any("/F" in item or "/Ref" in item for item in _streams(survey)):
        yield {}


def alternates(survey: Survey) -> Iterator[Finding]:
    """Another picture to be taken for printing (ISO 32000-1 §8.9.5.4)."""
    for item in _streams(survey):
        for other in item.get("/Alternates", pikepdf.Array()):
            if isinstance(other, pikepdf.Dictionary) and other.get("/DefaultForPrinting", False):
                yield {}
                return


def transfer(survey: Survey) -> Iterator[Finding]:
    """Transfer curves change tones behind the back of the press."""
    for page in survey.pages:
        if any("/TR" in state or state.get("/TR2", "/Default") != "/Default" for state in page.states.values()):
            yield {"page": page.number}


def halftones(survey: Survey) -> Iterator[Finding]:
    """Screens other than types 1 and 5, and screens by name."""
    for page in survey.pages:
        for state in page.states.values():
            screen = state.get("/HT")
            kind = screen.get("/HalftoneType", 1) if isinstance(screen, (pikepdf.Dictionary, pikepdf.Stream)) else 1
            named = isinstance(screen, (pikepdf.Dictionary, pikepdf.Stream)) and "/HalftoneName" in screen
            if "/HTP" in state or int(kind) not in _HALFTONES or named:
                yield {"page": page.number}
                break


def operators(survey: Survey) -> Iterator[Finding]:
    """Operators that no PDF has."""
    for page in survey.pages:
        if page.unknown:
            yield {"page": page.number, "operator": ", ".join(sorted(page.unknown)[:5])}


def unreadable(survey: Survey) -> Iterator[Finding]:
    """Content that breaks off, or calls what is not there."""
    for page in survey.pages:
        if page.unreadable:
            yield {"page": page.number, "reason": page.unreadable}


def unbalanced(survey: Survey) -> Iterator[Finding]:
    """States saved and not restored, or marks begun and not ended."""
    for page in survey.pages:
        if page.unbalanced:
            yield {"page": page.number}


def _streams(survey: Survey) -> Iterator[Any]:
    return (item for item in survey.pdf.objects if isinstance(item, pikepdf.Stream))
