"""Objects of an advert written by our own writer: streams as they are, in the order in which they are met.

The same advert gives the same objects in the same order; numbers are ours.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

import pikepdf

from layoutdesk.base.problem import Refusal
from layoutdesk.exporters.pdf.adverts.survey import Content, Survey, content_streams, decoded_size, stream_filters
from layoutdesk.exporters.pdf.document import DENSE, PdfFile, Reference, Value

#: What is for editors, readers on screen or other machines, and what would leave the page (ISO 32000-1 §14).
_LEFT_OUT: Final = frozenset((
    "/AA", "/A", "/AF", "/Alternates", "/Dest", "/HT", "/HTP", "/JS", "/LastModified", "/Measure", "/Metadata", "/OC", "/OPI",
    "/Parent", "/PieceInfo", "/PtData", "/Ref", "/StructParent", "/StructParents", "/Thumb", "/TR", "/TR2", "/BG", "/BG2", "/UCR",
    "/UCR2", "/Length", "/DL",
))  # fmt: skip
_MOST_OBJECTS: Final = 50_000
_DEEPEST: Final = 100
_KINDS: Final = ("/ColorSpace", "/ExtGState", "/Font", "/Pattern", "/Shading", "/XObject")


class Copier:
    """Copies what a survey found into ``file``."""

    def __init__(self, file: PdfFile, survey: Survey, name: str) -> None:
        self._file, self._survey, self._name = file, survey, name
        self._copied: dict[tuple[int, int], Reference] = {}

    def form(self, page: Any, content: Content, entries: dict[str, str]) -> Reference:
        """The page as a form with ``entries`` of our own (values in PDF syntax)."""
        group = page.get("/Group")
        if self._survey.blends and isinstance(group, pikepdf.Dictionary):
            entries = {**entries, "/Group": self._value(group, 0)}
        streams = content_streams(page)
        resources = self.resources(content)
        if len(streams) == 1 and not content.rewrites:
            return self._stream(streams[0], {**entries, "/Resources": resources}, None, own=True)
        data = _plain(page, self._name) if content.rewrites else b"\n".join(stream.read_bytes() for stream in streams)
        return self._packed(data, {**entries, "/Resources": resources})

    def resources(self, content: Content) -> str:
        """The resources that the content names, and no more."""
        found = {}
        for kind in _KINDS:
            entries = content.entries(kind)
            if entries:
                found[kind] = _dictionary((name, self._value(item, 0)) for name, item in entries.items())
        return _dictionary(found.items())

    def _value(self, item: Any, depth: int) -> str:
        """A value in PDF syntax; indirect objects are written and become references."""
        if depth > _DEEPEST or len(self._copied) > _MOST_OBJECTS:
            raise Refusal("exporters.advert-too-large", file=self._name)
        space = _device_space(item)
        if space:
            return space
        if not isinstance(item, (pikepdf.Array, pikepdf.Dictionary, pikepdf.Stream)):
            return str(_syntax(item))
        if item.objgen == (0, 0):
            return self._container(item, depth)
        if item.objgen not in self._copied:
            # Reserved first: what it holds may point back at it.
            reference = self._copied[item.objgen] = self._file.reserve()
            if isinstance(item, pikepdf.Stream):
                self._copy_stream(item, reference)
            else:
                self._file.write(self._container(item, depth), reference)
        return str(self._copied[item.objgen])

    def _container(self, item: Any, depth: int) -> str:
        if isinstance(item, pikepdf.Array):
            return f"[{' '.join(self._value(one, depth + 1) for one in item)}]"
        if item.get("/Subtype") == "/Type3":
            return self._drawn_font(item, depth)
        return _dictionary((key, self._value(item[key], depth + 1)) for key in self._keys(item))

    def _drawn_font(self, font: Any, depth: int) -> str:
        """A Type 3 font: its glyphs share the resources that any of them names."""
        glyphs = [
            self._survey.contents[one.objgen] for one in font.CharProcs.values() if one.objgen in self._survey.contents
        ]
        entries = {key: self._value(font[key], depth + 1) for key in self._keys(font) if key != "/Resources"}
        if glyphs:
            used: dict[str, set[str]] = {}
            for glyph in glyphs:
                for kind, names in glyph.used.items():
                    used.setdefault(kind, set()).update(names)
            entries["/Resources"] = self.resources(Content(glyphs[0].resources, used))
        return _dictionary(entries.items())

    def _keys(self, item: Any) -> list[str]:
        """The keys that come along, in order; a group only where something is see-through."""
        left_out = _LEFT_OUT if self._survey.blends else _LEFT_OUT | {"/Group"}
        return [key for key in sorted(item.keys()) if key not in left_out]

    def _copy_stream(self, stream: Any, reference: Reference) -> None:
        content = self._survey.contents.get(stream.objgen)
        if content is None:
            self._stream(stream, {}, reference)
            return
        # A drawn glyph has no resources of its own: they stand in its font.
        has_own = stream.get("/Subtype") == "/Form" or "/PatternType" in stream
        entries = {"/Resources": self.resources(content)} if has_own else {}
        if content.rewrites:
            kept = {key: self._value(stream[key], 1) for key in self._keys(stream) if key not in _CODING}
            self._packed(_plain(stream, self._name), {**kept, **entries}, reference)
        else:
            self._stream(stream, entries, reference)

    def _stream(
        self, stream: Any, entries: dict[str, str], reference: Reference | None, *, own: bool = False
    ) -> Reference:
        """A stream as it is; LZW, which no PDF/X allows, is packed anew. ``own``: of its entries only those of its coding count."""
        keys = [key for key in self._keys(stream) if key in _CODING or not own]
        if "/LZWDecode" in stream_filters(stream) or "/Crypt" in stream_filters(stream):
            if decoded_size(stream) > _MOST_DECODED:
                raise Refusal("exporters.advert-too-large", file=self._name)
            kept = {key: self._value(stream[key], 1) for key in keys if key not in _CODING}
            return self._packed(stream.read_bytes(), {**kept, **entries}, reference)
        kept = {key: self._value(stream[key], 1) for key in keys}
        return self._put(stream.read_raw_bytes(), {**kept, **entries}, reference)

    def _packed(self, data: bytes, entries: dict[str, str], reference: Reference | None = None) -> Reference:
        return self._put(zlib.compress(data, DENSE), {**entries, "/Filter": "/FlateDecode"}, reference)

    def _put(self, data: bytes, entries: dict[str, str], reference: Reference | None) -> Reference:
        values: dict[str, Value] = {key.removeprefix("/"): value for key, value in entries.items()}
        return self._file.stream(data, values, reference)


_CODING: Final = frozenset(("/Filter", "/DecodeParms"))
_MOST_DECODED: Final = 256 * 1024 * 1024
#: Content that is taken apart whole and put together again, decoded.
_MOST_REWRITTEN: Final = 12 * 1024 * 1024


def _plain(owner: Any, file: str) -> bytes:
    """Content whose marks lost their properties: layers that show, tags for readers on screen (ISO 32000-1 §14.6)."""
    if sum(map(decoded_size, content_streams(owner))) > _MOST_REWRITTEN:
        raise Refusal("exporters.advert-too-large", file=file)
    plain = {"BDC": pikepdf.Operator("BMC"), "DP": pikepdf.Operator("MP")}
    instructions = []
    for instruction in pikepdf.parse_content_stream(owner):
        other = plain.get(str(instruction.operator))
        instructions.append(instruction if other is None else ([instruction.operands[0]], other))
    return bytes(pikepdf.unparse_content_stream(instructions))


def _device_space(item: Any) -> str:
    """The space of inks or grey that stands for one with a profile of as many components; empty for any other value."""
    if not isinstance(item, pikepdf.Array) or len(item) < 2:
        return ""
    if item[0] == "/CalGray":
        return "/DeviceGray"
    if item[0] == "/ICCBased" and isinstance(item[1], pikepdf.Stream):
        return {1: "/DeviceGray", 4: "/DeviceCMYK"}.get(int(item[1].get("/N", 0)), "")
    return ""


def _dictionary(entries: Iterable[tuple[str, str]]) -> str:
    return f"<< {' '.join(f'{_syntax(pikepdf.Name(key))} {value}' for key, value in entries)} >>"


def _syntax(item: Any) -> str:
    """A name, number, string or the like in PDF syntax."""
    if item is None:
        return "null"
    if isinstance(item, bool):
        return "true" if item else "false"
    if isinstance(item, (pikepdf.Name, pikepdf.String)):
        return item.unparse().decode("latin-1")
    return f"{item:f}" if isinstance(item, Decimal) else str(item)
