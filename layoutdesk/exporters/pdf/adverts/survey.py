"""What the content of an advert uses, followed through forms, patterns and drawn glyphs; what may not be printed is refused.

Only what the content names is looked at, and only that is copied afterwards.
"""

from __future__ import annotations

import re
import zlib
from typing import Any, Final

import msgspec
import pikepdf

from layoutdesk.base.problem import Refusal
from layoutdesk.exporters.pdf.adverts.layers import hidden_layer
from layoutdesk.exporters.pdf.adverts.opening import FAULTS

#: Operators that name a resource, and the kind that they name.
_NAMING: Final = {
    "Do": "/XObject", "gs": "/ExtGState", "cs": "/ColorSpace", "CS": "/ColorSpace", "scn": "/Pattern", "SCN": "/Pattern",
    "sh": "/Shading", "Tf": "/Font", "BDC": "/Properties", "DP": "/Properties",
}  # fmt: skip
_PAINTING: Final = frozenset(("rg", "RG", "k", "K", "g", "G", "PS"))
#: Whatever may be one of them, also inside strings: counted before anything is taken apart.
_LOOKED_AT: Final = re.compile(
    rb"(?<![A-Za-z0-9*])(?:" + "|".join((*_NAMING, *_PAINTING, "BI")).encode("ascii") + rb")(?![A-Za-z0-9*])"
)
_DEEPEST: Final = 28
_MOST_STREAMS: Final = 5_000
#: Decoded bytes of one content, and operators in it that are looked at: each takes a kilobyte of memory for a while.
_MOST_CONTENT: Final = 24 * 1024 * 1024
_MOST_OPERATORS: Final = 400_000
#: Filters that pack no better than this many times (LZW: 4,096 bytes in 12 bits).
_TIGHTEST: Final = 1_400
_BLACK_INKS: Final = frozenset(("/Black", "/All", "/None"))
_DEVICE: Final = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/I": "/Indexed"}


class Rules(msgspec.Struct, frozen=True):
    """What the file at hand can take: transparency and what came after PDF 1.3, and whether its page prints in colour."""

    modern: bool
    colour: bool = True


class Content(msgspec.Struct):
    """One content stream as surveyed: the resources that it names by kind, whose they are, and whether marks must be rewritten."""

    resources: Any
    used: dict[str, set[str]] = {}
    rewrites: bool = False

    def entries(self, kind: str) -> dict[str, Any]:
        """The resources of a kind that the content names and that are there."""
        known = self.resources.get(kind)
        if not isinstance(known, pikepdf.Dictionary):
            return {}
        return {name: known[name] for name in sorted(self.used.get(kind, ())) if name in known}


class Survey:
    """Follows one page. ``contents`` has every content stream met, by its object; ``blends``: something is see-through."""

    def __init__(self, pdf: pikepdf.Pdf, file: str, rules: Rules) -> None:
        self.contents: dict[tuple[int, int], Content] = {}
        self.blends = False
        self.numbers_kept = False
        self._pdf, self._file, self._rules = pdf, file, rules
        self._groups: list[Any] = []

    def page(self, page: Any, resources: Any) -> Content:
        """Surveys the page's own content; raises ``Refusal`` for what may not be printed."""
        content = self._stream(page, resources, 0)
        self._groups.append(page.get("/Group"))
        if self.blends and not self._rules.modern:
            raise Refusal("exporters.advert-transparent", file=self._file)
        for group in self._groups if self.blends else ():
            if isinstance(group, pikepdf.Dictionary) and "/CS" in group:
                self._space(group.CS, 0)
        return content

    def _nested(self, stream: Any, outer: Any, depth: int) -> None:
        """A form, tile or glyph, once, with its own resources or, where it has none, those around it."""
        if not isinstance(stream, pikepdf.Stream) or stream.objgen in self.contents:
            return
        if depth > _DEEPEST or len(self.contents) > _MOST_STREAMS:
            raise Refusal("exporters.advert-too-large", file=self._file)
        resources = stream.get("/Resources", outer)
        self.contents[stream.objgen] = Content(resources)
        self.contents[stream.objgen] = self._stream(stream, resources, depth)
        self._groups.append(stream.get("/Group"))

    def _stream(self, owner: Any, resources: Any, depth: int) -> Content:
        resources = resources if isinstance(resources, pikepdf.Dictionary) else pikepdf.Dictionary()
        content = Content(resources, {})
        for instruction in self._instructions(owner):
            self._obey(str(instruction.operator), instruction, content)
        for kind, follow in (
            ("/XObject", self._external), ("/ExtGState", self._state), ("/Pattern", self._pattern), ("/Font", self._font),
        ):  # fmt: skip
            for _, item in content.entries(kind).items():
                follow(item, resources, depth + 1)
        for _, space in content.entries("/ColorSpace").items():
            self._space(space, 0)
        for _, shading in content.entries("/Shading").items():
            self._space(shading.get("/ColorSpace"), 0)
        self._layers(content)
        return content

    def _instructions(self, owner: Any) -> list[Any]:
        streams = content_streams(owner)
        if sum(decoded_size(stream) for stream in streams) > _MOST_CONTENT:
            raise Refusal("exporters.advert-too-large", file=self._file)
        wanted = " ".join((*_NAMING, *_PAINTING, "BI", "ID", "EI"))
        try:
            if sum(sum(1 for _ in _LOOKED_AT.finditer(stream.read_bytes())) for stream in streams) > _MOST_OPERATORS:
                raise Refusal("exporters.advert-too-large", file=self._file)
            return list(pikepdf.parse_content_stream(owner, wanted)) if streams else []
        except FAULTS as fault:
            raise Refusal("exporters.advert-damaged", file=self._file) from fault

    def _obey(self, name: str, instruction: Any, content: Content) -> None:
        if name == "INLINE IMAGE":
            self._inline(instruction.operands[0].obj, content)
            return
        operands = list(instruction.operands)
        if name in ("rg", "RG"):
            self._refuse_colour("DeviceRGB")
        elif name in ("k", "K"):
            self._need_colour(any(float(value) > 0 for value in operands[:3]))
        elif name == "PS":
            raise Refusal("exporters.advert-forbidden", file=self._file, what="PostScript")
        elif name in _NAMING and operands:
            self._name(_NAMING[name], operands, content)

    def _name(self, kind: str, operands: list[Any], content: Content) -> None:
        if kind == "/Properties":
            content.rewrites = True
        named = operands[0] if kind == "/Font" else operands[-1]
        if not isinstance(named, pikepdf.Name):
            return
        content.used.setdefault(kind, set()).add(str(named))
        if kind == "/ColorSpace" and str(named) not in content.resources.get(kind, {}):
            self._space(named, 0)

    def _inline(self, image: Any, content: Content) -> None:
        if image.get("/ImageMask", image.get("/IM", False)):
            return
        space = image.get("/ColorSpace", image.get("/CS"))
        if isinstance(space, pikepdf.Name) and str(space) in content.resources.get("/ColorSpace", {}):
            content.used.setdefault("/ColorSpace", set()).add(str(space))
        else:
            self._space(space, 0)

    def _external(self, item: Any, outer: Any, depth: int) -> None:
        kind = item.get("/Subtype")
        if "/F" in item or "/Ref" in item or kind == "/PS" or item.get("/Subtype2") == "/PS":
            raise Refusal("exporters.advert-forbidden", file=self._file, what="PostScript" if kind == "/PS" else "OPI")
        if kind == "/Form":
            self._nested(item, outer, depth)
        elif kind == "/Image":
            self._image(item)

    def _image(self, image: Any) -> None:
        filters = stream_filters(image)
        later = [one for one in filters if one in ("/JPXDecode", "/JBIG2Decode")]
        if not self._rules.modern and (later or image.get("/BitsPerComponent") == 16):
            raise Refusal("exporters.advert-later", file=self._file, what=later[0][1:] if later else "16 bit")
        mask = image.get("/SMask")
        if isinstance(mask, pikepdf.Stream) or image.get("/SMaskInData", 0) != 0:
            self.blends = True
        if image.get("/ImageMask", False):
            return
        if "/ColorSpace" in image or "/JPXDecode" not in filters:
            self._space(image.get("/ColorSpace"), 0)
        else:
            raise Refusal("exporters.advert-colour", file=self._file, space="JPXDecode")

    def _state(self, state: Any, outer: Any, depth: int) -> None:
        mask, modes = state.get("/SMask"), state.get("/BM", pikepdf.Name.Normal)
        names = list(modes) if isinstance(modes, pikepdf.Array) else [modes]
        if isinstance(mask, pikepdf.Dictionary):
            self.blends = True
            self._nested(mask.get("/G"), outer, depth)
        if any(float(state.get(key, 1)) != 1 for key in ("/CA", "/ca")):
            self.blends = True
        if any(str(mode) not in ("/Normal", "/Compatible") for mode in names):
            self.blends = True
        if isinstance(state.get("/Font"), pikepdf.Array):
            self._font(state.Font[0], outer, depth)

    def _pattern(self, pattern: Any, outer: Any, depth: int) -> None:
        if isinstance(pattern, pikepdf.Stream):
            self._nested(pattern, outer, depth)
        elif "/Shading" in pattern:
            self._space(pattern.Shading.get("/ColorSpace"), 0)

    def _font(self, font: Any, outer: Any, depth: int) -> None:
        kind = font.get("/Subtype")
        if kind == "/Type3":
            for glyph in font.get("/CharProcs", pikepdf.Dictionary()).values():
                self._nested(glyph, font.get("/Resources", outer), depth)
            return
        within = font.DescendantFonts[0] if kind == "/Type0" else font
        descriptor = within.get("/FontDescriptor", pikepdf.Dictionary())
        programs = [descriptor[key] for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in descriptor]
        if not programs:
            named = str(font.get("/BaseFont", "?")).removeprefix("/")
            raise Refusal("exporters.advert-font", file=self._file, font=named)
        if programs[0].get("/Subtype") == "/OpenType" and not self._rules.modern:
            raise Refusal("exporters.advert-later", file=self._file, what="OpenType")

    def _space(self, space: Any, depth: int) -> None:
        """Refuses what is not of inks (ISO 32000-1 §8.6); of a profile for four inks or for grey the numbers are kept."""
        if depth > _DEEPEST or space is None:
            self._refuse_colour("?")
        family, parts = str(space), []
        if isinstance(space, pikepdf.Array) and len(space):
            family, parts = str(space[0]), list(space)
        family = _DEVICE.get(family, family)
        if family in ("/DeviceGray", "/CalGray", "/Pattern") and len(parts) < 2 + (family == "/CalGray"):
            return
        if family == "/DeviceCMYK":
            self._need_colour(True)
        elif family in ("/Indexed", "/Pattern") and len(parts) > 1:
            self._space(parts[1], depth + 1)
        elif family in ("/Separation", "/DeviceN") and len(parts) > 2:
            self._inks(parts, depth)
        elif family == "/ICCBased" and len(parts) > 1 and parts[1].get("/N") in (1, 4):
            self.numbers_kept = True
            self._need_colour(parts[1].get("/N") == 4)
        else:
            components = f"-{parts[1].get('/N')}" if family == "/ICCBased" and len(parts) > 1 else ""
            self._refuse_colour(family[1:] + components)

    def _inks(self, parts: list[Any], depth: int) -> None:
        """Spot inks: their look on screen may be given in any space, but for a file that allows inks alone."""
        names = [str(name) for name in (parts[1] if isinstance(parts[1], pikepdf.Array) else [parts[1]])]
        self._need_colour(any(name not in _BLACK_INKS for name in names))
        if not self._rules.modern:
            self._space(parts[2], depth + 1)

    def _layers(self, content: Content) -> None:
        named = [item for _, item in content.entries("/Properties").items()]
        named += [item.OC for _, item in content.entries("/XObject").items() if "/OC" in item]
        for layer in named:
            hidden = hidden_layer(self._pdf, layer)
            if hidden is not None:
                raise Refusal("exporters.advert-layers", file=self._file, layer=hidden)

    def _need_colour(self, coloured: bool) -> None:
        if coloured and not self._rules.colour:
            raise Refusal("exporters.advert-black", file=self._file)

    def _refuse_colour(self, space: str) -> None:
        raise Refusal("exporters.advert-colour", file=self._file, space=space)


def content_streams(owner: Any) -> list[Any]:
    """The streams that make up the content of a page; of a form, a tile or a glyph itself."""
    parts = owner.get("/Contents") if isinstance(owner, pikepdf.Dictionary) else owner
    return list(parts) if isinstance(parts, pikepdf.Array) else [] if parts is None else [parts]


def stream_filters(stream: Any) -> list[str]:
    """The filters of a stream, the outermost first."""
    named = stream.get("/Filter")
    return [str(one) for one in named] if isinstance(named, pikepdf.Array) else [] if named is None else [str(named)]


def decoded_size(stream: Any) -> int:
    """The decoded bytes of a stream, or what is surely more; counting stops where a bomb would begin to matter."""
    if not isinstance(stream, pikepdf.Stream):
        return 0
    raw, filters = stream.read_raw_bytes(), stream_filters(stream)
    if not filters:
        return len(raw)
    if filters != ["/FlateDecode"]:
        return len(raw) * _TIGHTEST if len(raw) > _MOST_CONTENT // 100 else len(raw)
    unpacker, count, rest = zlib.decompressobj(), 0, raw
    while rest and count <= _MOST_CONTENT:
        try:
            count += len(unpacker.decompress(rest, 1 << 20))
        except zlib.error:
            break
        rest = unpacker.unconsumed_tail
    return count
