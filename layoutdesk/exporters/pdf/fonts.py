"""Faces as composite fonts (Type 0, Identity-H): codes while pages are written, one subset for all of them at the end.

A code (CID) depends on the face alone: in CFF the font's own CID, in TrueType the glyph id. Pages can so be written before it
is known what later pages use. A glyph that stands for another text than its code says is wrapped in ActualText (ISO 32000-1
§14.9.4) or, where the PDF version has none, shown in a font that differs in its ToUnicode alone; in TrueType a second spelling
has a code of its own.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Callable, Hashable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

import uharfbuzz as hb

from layoutdesk.base.problem import Refusal
from layoutdesk.exporters.pdf.cff import read_charset
from layoutdesk.exporters.pdf.document import (
    DENSE,
    QUICK,
    PdfFile,
    Reference,
    Value,
    array,
    dictionary,
    name,
    number,
    string,
    syntax,
)
from layoutdesk.exporters.pdf.spelling import Spellings, is_common

if TYPE_CHECKING:
    from layoutdesk.text.fonts import Face

#: Tables that a font in a PDF has no use for (ISO 32000-1 §9.9 names those that it needs).
_DROPPED = (
    "BASE", "DSIG", "GDEF", "GPOS", "GSUB", "MATH", "OS/2", "STAT", "VORG", "cmap", "gasp", "meta", "name", "post", "vhea", "vmtx",
)  # fmt: skip

#: What ToUnicode says of a glyph without any text of its own: .notdef and the later glyphs of a decomposed character.
_UNKNOWN = "\ufffd"


class Code(NamedTuple):
    """How a glyph is written: its code in hexadecimal, its width in 1/1000 em as the PDF states it, and its actual text.

    ``actual`` is the text where ToUnicode gives another, empty where it gives the right one; ``None`` continues the marked text
    of the glyph before.
    """

    hex: str
    width: float
    actual: str | None


class FaceCodes:
    """How the glyphs of a face are written, whatever file they go into."""

    def __init__(self, face: Face) -> None:
        self._face = face
        #: The codes of glyphs that stand for texts, with the texts that ToUnicode says of them.
        self._told: dict[tuple[int, str], tuple[int, str, Code]] = {}
        self._charset = read_charset(face.path, face.index) if face.is_cff else None

    @cached_property
    def spellings(self) -> Spellings:
        """All spellings of the glyphs of the face."""
        return Spellings(self._face)

    @property
    def is_keyed(self) -> bool:
        """Whether the codes are CIDs of the font's own."""
        return self._charset is not None

    def cid(self, gid: int) -> int:
        """The code of a glyph."""
        return self._charset.cid(gid) if self._charset else gid

    def width(self, gid: int) -> float:
        """The width of a glyph in 1/1000 em as the PDF states it."""
        return round(self._face.advance(gid) * 1000, 3)

    def told(self, pair: tuple[int, str]) -> tuple[int, str, Code]:
        """The code of a glyph that stands for a text, the text of its own, and how it is written where that is the same.

        .notdef stands for anything, so it never has one.
        """
        known = self._told.get(pair)
        if known is None:
            gid, text = pair
            cid = self.cid(gid)
            nothing = gid == 0 or not text
            own = _UNKNOWN if nothing else text if is_common(text) else self.spellings.preferred(gid) or text
            known = self._told[pair] = cid, own, Code(f"{cid:04X}", self.width(gid), "")
        return known


class FontProgram(NamedTuple):
    """A subset under the Flate filter: its tag, its bytes, how many these were; its CIDToGIDMap, empty in CFF; its widths."""

    tag: str
    data: bytes
    length: int
    glyph_map: bytes
    widths: str


_Made = TypeVar("_Made")


class Programs(Protocol):
    """Who keeps what is made of faces, from file to file."""

    def codes(self, face: Face, /) -> FaceCodes:
        """The codes of a face."""
        ...

    def program(self, *what: Hashable, make: Callable[[], _Made], weigh: Callable[[_Made], int]) -> _Made:
        """What was made of the same before, or is made now; ``weigh`` gives its bytes."""
        ...


class EmbeddedFont(dict[Any, Any]):
    """One face on its way into the PDF; as a dictionary it gives the code for a glyph and the text that it stands for.

    For several glyphs (a tuple) that stand for one text together it gives a list of codes.
    """

    def __init__(self, face: Face, file: PdfFile, programs: Programs | None = None) -> None:
        super().__init__()
        self._programs = programs
        self.reference = file.reserve()
        self.resource = resource_name(face.key)
        self._face, self._file = face, file
        #: Fonts that show the same glyphs and say another text of them: the texts of their codes by the text said.
        self._respelt: dict[str, tuple[Reference, dict[int, str]]] = {}
        self._texts: dict[int, str] = {}
        self._upright: Reference | None = None
        self._glyphs: dict[int, int] = {0: 0}
        self._codes = programs.codes(face) if programs is not None else FaceCodes(face)

    def __missing__(self, pair: Any) -> Any:
        gid, text = pair
        if isinstance(gid, tuple):
            codes = self[pair] = self._cluster(gid, text)
            return codes
        cid, own, code = self._codes.told(pair)
        if self._texts.setdefault(cid, own) == text:
            self._glyphs[cid] = gid
        else:
            second = self._second_cid(gid, text)
            code = self._code(cid, gid, text) if second is None else self._code(second, gid, "")
        self[pair] = code
        return code

    def _cluster(self, gids: tuple[int, ...], text: str) -> list[Code]:
        codes: list[Code] = []
        for gid in gids:
            cid = self._codes.cid(gid)
            preferred = self._codes.spellings.preferred(gid) or _UNKNOWN
            self._texts.setdefault(cid, preferred)
            codes.append(self._code(cid, gid, None if codes else text))
        return codes

    def upright(self) -> tuple[str, Reference]:
        """Name and font of the same glyphs in vertical writing mode (ISO 32000-1 §9.7.4.3)."""
        self._upright = self._upright or self._file.reserve()
        return f"{self.resource}-V", self._upright

    def respelt(self, text: str, codes: Iterable[Code]) -> tuple[str, Reference]:
        """Name and font of the same glyphs where together they stand for ``text``; the name depends on face and text alone."""
        if text not in self._respelt:
            self._respelt[text] = (self._file.reserve(), {})
        reference, texts = self._respelt[text]
        for at, code in enumerate(codes):
            # An empty text makes PDFium guess; white space is no part of the copy.
            texts[int(code.hex, 16)] = " " if at else text
        return f"{self.resource}-{hashlib.sha256(text.encode()).hexdigest()[:12]}", reference

    def _code(self, cid: int, gid: int, actual: str | None) -> Code:
        self._glyphs[cid] = gid
        return Code(f"{cid:04X}", self._codes.width(gid), actual)

    def _second_cid(self, gid: int, text: str) -> int | None:
        """A code of its own for a second spelling in TrueType, beyond the glyph ids; ``None`` where there is none."""
        if self._face.is_cff or gid == 0 or len(text) != 1:
            return None
        place = self._codes.spellings.place(gid, text)
        if place is None:
            return None
        cid = int(self._face.hb_face.glyph_count) + place
        if cid > 0xFFFF:
            return None
        self._texts[cid] = text
        return cid

    def write(self) -> str:
        """Writes the subset with its dictionaries; the name under which it is embedded."""
        face, file, made = self._face, self._file, self._made()
        label = f"{made.tag}+{_ascii(face.name)}"
        font: dict[str, Value] = {
            "Type": name("Font"),
            "Subtype": name("CIDFontType0" if face.is_cff else "CIDFontType2"),
            "BaseFont": name(label),
            "CIDSystemInfo": dictionary(Registry=string("Adobe"), Ordering=string("Identity"), Supplement=0),
            "FontDescriptor": file.write(_descriptor(face, label, self._write_program(file, made))),
            "DW": 1000,
            "W": made.widths,
        }
        if not face.is_cff:
            font["CIDToGIDMap"] = file.packed(made.glyph_map)
        descendant = file.write(dictionary(**font))
        self._write_composite(label, descendant, self._texts, self.reference)
        if self._upright:
            self._write_composite(label, descendant, self._texts, self._upright, "Identity-V")
        for reference, texts in self._respelt.values():
            self._write_composite(label, descendant, texts, reference)
        return label

    def _made(self) -> FontProgram:
        """The subset of all glyphs asked for, or that which stands of them."""
        if self._programs is None:
            return self._make()
        glyphs = tuple(sorted(self._glyphs.items()))
        return self._programs.program(
            self._face.key, glyphs, make=self._make, weigh=lambda made: len(made.data) + len(made.widths)
        )

    def _said(self, texts: dict[int, str]) -> bytes:
        """The ToUnicode CMap of codes under the Flate filter."""
        if self._programs is None:
            return zlib.compress(to_unicode(texts), DENSE)
        pairs = tuple(sorted(texts.items()))
        return self._programs.program(
            "ToUnicode", pairs, make=lambda: zlib.compress(to_unicode(texts), DENSE), weigh=len
        )

    def _make(self) -> FontProgram:
        try:
            plan = self._plan()
            subset = plan.execute()
        except RuntimeError as fault:
            raise Refusal("exporters.font-unusable", file=self._face.path.name) from fault
        program = subset.reference_table("CFF ").data if self._face.is_cff else subset.blob.data
        mapped = b"" if self._face.is_cff else zlib.compress(self._glyph_map(plan.old_to_new_glyph_mapping), DENSE)
        widths = syntax(self._widths(), self._file)
        return FontProgram(_subset_tag(program), zlib.compress(program, QUICK), len(program), mapped, widths)

    def _write_composite(
        self,
        label: str,
        descendant: Reference,
        texts: dict[int, str],
        reference: Reference,
        encoding: str = "Identity-H",
    ) -> None:
        top = dictionary(
            Type=name("Font"),
            Subtype=name("Type0"),
            BaseFont=name(f"{label}-{encoding}" if self._face.is_cff else label),
            Encoding=name(encoding),
            DescendantFonts=array(descendant),
            ToUnicode=self._file.packed(self._said(texts)),
        )
        self._file.write(top, reference)

    def _plan(self) -> hb.SubsetPlan:
        wanted = hb.SubsetInput()
        flags = hb.SubsetFlags
        # Without subroutines (CFF) a subset takes half the time to make and is a tenth smaller.
        wanted.flags = flags.NO_HINTING | flags.NO_LAYOUT_CLOSURE | flags.NOTDEF_OUTLINE | flags.DESUBROUTINIZE
        if self._face.is_cff and not self._codes.is_keyed:
            # A CFF font keyed by name takes its codes for glyph ids, so these must stay what they are.
            wanted.flags |= flags.RETAIN_GIDS
        wanted.glyph_set.update(self._glyphs.values())
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
        face = self._face.opened()
        if face.has_var_data:
            wanted.pin_all_axes_to_default(face)
        return hb.SubsetPlan(face, wanted)

    def _write_program(self, file: PdfFile, made: FontProgram) -> dict[str, Value]:
        if self._face.is_cff:
            return {"FontFile3": file.packed(made.data, {"Subtype": name("CIDFontType0C")})}
        return {"FontFile2": file.packed(made.data, {"Length1": made.length})}

    def _glyph_map(self, new: dict[int, int]) -> bytes:
        """CIDToGIDMap (ISO 32000-1 §9.7.4.2): two bytes a code, the glyph ids of the subset."""
        mapped = [0] * (max(self._glyphs) + 1)
        for cid, gid in self._glyphs.items():
            mapped[cid] = new[gid]
        return struct.pack(f">{len(mapped)}H", *mapped)

    def _widths(self) -> Value:
        """The W array (ISO 32000-1 §9.7.4.3): runs of codes that are not 1 em wide."""
        runs: list[tuple[int, list[str]]] = []
        for cid, gid in sorted(self._glyphs.items()):
            width = self._codes.width(gid)
            if width == 1000:
                continue
            if runs and runs[-1][0] + len(runs[-1][1]) == cid:
                runs[-1][1].append(number(width, 3))
            else:
                runs.append((cid, [number(width, 3)]))
        return array(*(value for first, widths in runs for value in (first, array(*widths))))


def resource_name(key: str) -> str:
    """The name of a face in a page's resources, which depends on its key alone."""
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9_@-]{0,62}", key):
        return key
    return "F" + hashlib.sha256(key.encode()).hexdigest()[:12]


def actual_text(text: str) -> str:
    """The operand of ActualText: UTF-16 with byte order mark, in hexadecimal."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def to_unicode(texts: dict[int, str]) -> bytes:
    """A ToUnicode CMap (ISO 32000-1 §9.10.3) of the codes and their texts, at most 100 to a section."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    pairs = sorted(texts.items())
    for start in range(0, len(pairs), 100):
        section = pairs[start : start + 100]
        lines.append(f"{len(section)} beginbfchar")
        lines.extend(f"<{cid:04X}> <{text.encode('utf-16-be').hex().upper()}>" for cid, text in section)
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end", ""]
    return "\n".join(lines).encode("ascii")


def _descriptor(face: Face, label: str, program: dict[str, Value]) -> Value:
    """The font descriptor (ISO 32000-1 §9.8); flag 4: the codes follow no standard Latin set."""
    bounds = struct.unpack_from(">4h", face.hb_face.reference_table("head").data, 36)
    return dictionary(
        Type=name("FontDescriptor"),
        FontName=name(label),
        Flags=4,
        FontBBox=array(*(round(value * 1000 / face.upem) for value in bounds)),
        ItalicAngle=0,
        Ascent=round(face.ascent * 1000),
        Descent=-abs(round(face.descent * 1000)),
        CapHeight=round(face.cap_height * 1000),
        StemV=80,
        **program,
    )


def _subset_tag(program: bytes) -> str:
    """Six capitals that tell this subset from others of the same font (ISO 32000-1 §9.6.4)."""
    return "".join(chr(65 + byte % 26) for byte in hashlib.sha256(program).digest()[:6])


def _ascii(text: str) -> str:
    """A PostScript name as PDF wants it; what is not allowed there is left out."""
    return re.sub(r"[^A-Za-z0-9+._-]", "", text) or "Font"
