"""Fonts: every one that paints must lie in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from layoutdesk.preflight.facts import PageFacts, Survey

Finding = dict[str, object]
_PROGRAMS: Final = ("/FontFile", "/FontFile2", "/FontFile3")
#: Encodings whose characters are known without a table (ISO 32000-1 §9.10.2).
_READABLE: Final = ("/WinAnsiEncoding", "/MacRomanEncoding", "/StandardEncoding")


def embedded(survey: Survey) -> Iterator[Finding]:
    """Fonts without their program: another machine would set another face."""
    for page, name, font in _fonts(survey):
        if not any(key in _descriptor(font) for key in _PROGRAMS):
            yield {"page": page.number, "font": name}


def program_x1a(survey: Survey) -> Iterator[Finding]:
    """OpenType programs came with PDF 1.6; PDF 1.3 has Type 1, TrueType and CFF."""
    for page, name, font in _fonts(survey):
        program = _descriptor(font).get("/FontFile3")
        if program is not None and program.get("/Subtype") not in ("/Type1C", "/CIDFontType0C"):
            yield {"page": page.number, "font": name, "kind": str(program.get("/Subtype", "/?"))[1:]}


def unicode(survey: Survey) -> Iterator[Finding]:
    """Fonts that print but whose text cannot be searched, copied or kept."""
    for page, name, font in _fonts(survey):
        encoding = font.get("/Encoding")
        readable = isinstance(encoding, pikepdf.Name) and encoding in _READABLE
        if "/ToUnicode" not in font and not readable and font.get("/Subtype") == "/Type0":
            yield {"page": page.number, "font": name}


def _fonts(survey: Survey) -> Iterator[tuple[PageFacts, str, Any]]:
    """Each font once, with the first page that uses it; Type 3 fonts are drawings and have no program."""
    seen: set[tuple[int, int] | int] = set()
    for page in survey.pages:
        for font in page.fonts.values():
            key = tuple(font.objgen) if font.is_indirect else id(font)
            if key in seen or font.get("/Subtype") == "/Type3":
                continue
            seen.add(key)
            yield page, str(font.get("/BaseFont", "/?")).lstrip("/"), font


def _descriptor(font: Any) -> Any:
    holder = font
    if font.get("/Subtype") == "/Type0":
        descendants = font.get("/DescendantFonts", pikepdf.Array())
        holder = descendants[0] if len(descendants) else font
    return holder.get("/FontDescriptor", pikepdf.Dictionary())
