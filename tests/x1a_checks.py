"""The clauses of PDF/X-1a, looked up in a finished file: PDF/X-1a:2001 (ISO 15930-1) and PDF/X-1a:2003 (ISO 15930-4).

Both ask the same of what is printed; clauses are numbered as in ISO 15930-4, whose table of contents ``CLAUSES`` follows.
Each check is a function from an open file to its faults, one fault for each thing that breaks the clause.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import pikepdf


class Fault(NamedTuple):
    """What breaks a clause: the clause, what is wrong in a word or two, the page from 1 (0: the file), and the thing meant."""

    clause: str
    what: str
    page: int = 0
    thing: str = ""


class Painted(NamedTuple):
    """A content stream that prints: its page from 1, its resources, and its instructions."""

    page: int
    resources: Any
    instructions: list[Any]


Found = Iterator[tuple[str, int, str]]

#: Operators of PDF 1.3 (PDF Reference, 2nd edition, appendix A); ``PS`` is left out, which 6.10 forbids.
_OPERATORS: Final = frozenset((
    "b", "B", "b*", "B*", "BDC", "BMC", "BT", "BX", "c", "cm", "cs", "CS", "d", "d0", "d1", "Do", "DP", "EMC", "ET", "EX", "f",
    "F", "f*", "g", "G", "gs", "h", "i", "j", "J", "k", "K", "l", "m", "M", "MP", "n", "q", "Q", "re", "rg", "RG", "ri", "s", "S",
    "sc", "SC", "scn", "SCN", "sh", "T*", "Tc", "Td", "TD", "Tf", "Tj", "TJ", "TL", "Tm", "Tr", "Ts", "Tw", "Tz", "v", "w", "W",
    "W*", "y", "'", '"', "INLINE IMAGE",
))  # fmt: skip
#: Operators that choose a colour space of the device by themselves.
_RGB_OPERATORS: Final = frozenset({"rg", "RG"})
_ALLOWED_SPACES: Final = frozenset({"/DeviceCMYK", "/DeviceGray", "/CMYK", "/G", "/Pattern"})
_FORBIDDEN_FILTERS: Final = frozenset({"/LZWDecode", "/LZW", "/JBIG2Decode", "/JPXDecode", "/Crypt"})
_IDENTITIES: Final = frozenset({("PDF/X-1:2001", "PDF/X-1a:2001"), ("PDF/X-1a:2003", "")})
#: Deeper than any honest file nests its forms.
_DEEPEST: Final = 28
_SLACK: Final = 0.001


def x1a_faults(path: Path) -> list[Fault]:
    """Every fault of the file, in the order of the clauses."""
    with pikepdf.open(path) as pdf:
        return [Fault(clause, *found) for clause, check in CLAUSES.items() for found in check(pdf)]


def data_structure(pdf: pikepdf.Pdf) -> Found:
    """6.1: PDF 1.3 (1.4 for X-1a:2003), cross-references as a table, no object streams."""
    highest = "1.3" if _info(pdf, "/GTS_PDFXVersion") == "PDF/X-1:2001" else "1.4"
    if pdf.pdf_version > highest:
        yield "version", 0, pdf.pdf_version
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Type") in ("/ObjStm", "/XRef"):
            yield "object stream", 0, str(item.get("/Type"))


def colour(pdf: pikepdf.Pdf) -> Found:
    """6.2: one output intent for the press; what prints is CMYK, grey or spot ink."""
    yield from _intent(pdf)
    for painted in _painted(pdf):
        yield from ((what, painted.page, thing) for what, thing in _colours(painted))


def _intent(pdf: pikepdf.Pdf) -> Found:
    """6.2, output intent: an identifier, and a CMYK output profile unless the condition stands in the ICC's registry."""
    intents = [one for one in pdf.Root.get("/OutputIntents", []) if one.get("/S") == "/GTS_PDFX"]
    if len(intents) != 1:
        yield "output intent", 0, str(len(intents))
        return
    (intent,) = intents
    if not str(intent.get("/OutputConditionIdentifier", "")):
        yield "output condition", 0, "OutputConditionIdentifier"
    profile = intent.get("/DestOutputProfile")
    if profile is None:
        if str(intent.get("/RegistryName", "")).rstrip("/") != "http://www.color.org":
            yield "output profile", 0, "missing"
        return
    data = profile.read_bytes()
    if profile.get("/N") != 4 or (data[12:16], data[16:20], data[36:40]) != (b"prtr", b"CMYK", b"acsp"):
        yield "output profile", 0, "not CMYK"
    if "/RegistryName" not in intent and not str(intent.get("/Info", "")):
        yield "output condition", 0, "Info"


def _colours(painted: Painted) -> Iterator[tuple[str, str]]:
    for instruction in painted.instructions:
        name = str(instruction.operator)
        if name in _RGB_OPERATORS:
            yield "colour", "DeviceRGB"
        elif name in ("cs", "CS"):
            yield from _space(_named(painted, "/ColorSpace", instruction.operands[0]))
        elif name == "INLINE IMAGE":
            image = instruction.operands[0].obj
            if not image.get("/ImageMask", image.get("/IM", False)):
                yield from _space(_named(painted, "/ColorSpace", image.get("/ColorSpace", image.get("/CS"))))
    for label, space in _entries(painted.resources, "/ColorSpace"):
        if label.startswith("/Default"):
            yield "colour", label
        else:
            yield from _space(space)
    for _, item in _entries(painted.resources, "/XObject"):
        if item.get("/Subtype") == "/Image" and not item.get("/ImageMask", False):
            yield from _space(item.get("/ColorSpace"))
    for _, shading in _shadings(painted.resources):
        yield from _space(shading.get("/ColorSpace"))


def _space(space: Any, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Whether a colour space, its base and its alternative are of the press (裸设备色)."""
    if isinstance(space, pikepdf.Array) and len(space) > 0 and depth < _DEEPEST:
        kind = str(space[0])
        if kind in ("/Separation", "/DeviceN"):
            yield from _space(space[2], depth + 1)
        elif kind in ("/Indexed", "/I") or (kind == "/Pattern" and len(space) > 1):
            yield from _space(space[1], depth + 1)
        elif kind not in _ALLOWED_SPACES:
            yield "colour", kind[1:]
    elif str(space) not in _ALLOWED_SPACES:
        yield "colour", str(space).removeprefix("/")


def fonts(pdf: pikepdf.Pdf) -> Found:
    """6.3: every font is embedded."""
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != "/Font":
            continue
        kind = str(item.get("/Subtype", ""))
        if kind in ("/Type0", "/Type3"):
            continue
        descriptor = item.get("/FontDescriptor", {})
        if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield "font not embedded", 0, str(item.get("/BaseFont", "")).removeprefix("/")


def file_specifications(pdf: pikepdf.Pdf) -> Found:
    """6.4: nothing lies outside the file, and no file lies in it."""
    if "/EmbeddedFiles" in pdf.Root.get("/Names", {}):
        yield "embedded file", 0, ""
    for item in _dictionaries(pdf):
        if item.get("/Type") in ("/Filespec", "/F", "/EmbeddedFile"):
            yield "file specification", 0, str(item.get("/F", ""))
        if isinstance(item, pikepdf.Stream) and "/F" in item:
            yield "external stream", 0, ""
        if "/OPI" in item:
            yield "OPI", 0, ""


def data_compression(pdf: pikepdf.Pdf) -> Found:
    """6.5: neither LZW nor what came after PDF 1.3."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            yield from (("filter", 0, name[1:]) for name in _filters(item) if name in _FORBIDDEN_FILTERS)
    for painted in _painted(pdf):
        for instruction in painted.instructions:
            if str(instruction.operator) == "INLINE IMAGE":
                names = _filters(instruction.operands[0].obj)
                yield from (("filter", painted.page, name[1:]) for name in names if name in _FORBIDDEN_FILTERS)


def trapping(pdf: pikepdf.Pdf) -> Found:
    """6.6: the file says whether it is trapped (补漏白)."""
    if pdf.trailer.get("/Info", {}).get("/Trapped") not in ("/True", "/False"):
        yield "Trapped", 0, ""


def file_identification(pdf: pikepdf.Pdf) -> Found:
    """6.7: what the file says of itself: level, title, dates, identifier."""
    identity = (_info(pdf, "/GTS_PDFXVersion"), _info(pdf, "/GTS_PDFXConformance"))
    if identity not in _IDENTITIES:
        yield "conformance", 0, " ".join(identity).strip()
    yield from (("information", 0, key[1:]) for key in ("/Title", "/Creator", "/Producer") if not _info(pdf, key))
    for key in ("/CreationDate", "/ModDate"):
        if not re.fullmatch(r"D:\d{14}(Z|[+-]\d\d'\d\d'?)", _info(pdf, key)):
            yield "information", 0, key[1:]
    halves = [bytes(half) for half in pdf.trailer.get("/ID", [])]
    if len(halves) != 2 or not all(halves):
        yield "file identifier", 0, ""


def bounding_boxes(pdf: pikepdf.Pdf) -> Found:
    """6.8: a media box, a trim or an art box, and each inside the one around it."""
    for number, page in enumerate(pdf.pages, 1):
        boxes = {key: _box(_inherited(page.obj, key)) for key in ("/MediaBox", "/CropBox")}
        boxes |= {key: _box(page.obj.get(key)) for key in ("/BleedBox", "/TrimBox", "/ArtBox")}
        if boxes["/MediaBox"] is None:
            yield "box missing", number, "MediaBox"
        if (boxes["/TrimBox"] is None) == (boxes["/ArtBox"] is None):
            yield "trim or art box", number, ""
        for inner in ("/TrimBox", "/ArtBox", "/BleedBox"):
            for outer in ("/BleedBox", "/CropBox", "/MediaBox"):
                a, b = boxes[inner], boxes[outer]
                if a and b and inner != outer and (inner, outer) != ("/BleedBox", "/CropBox") and not _inside(a, b):
                    yield "box", number, f"{inner[1:]} > {outer[1:]}"


def extended_graphics_state(pdf: pikepdf.Pdf) -> Found:
    """6.9: no transfer curves, halftones of types 1 and 5 without names."""
    for painted in _painted(pdf):
        for _, state in _entries(painted.resources, "/ExtGState"):
            if "/TR" in state or state.get("/TR2", "/Default") != "/Default" or "/HTP" in state:
                yield "transfer curve", painted.page, ""
            halftone = state.get("/HT", "/Default")
            if halftone != "/Default" and (halftone.get("/HalftoneType") not in (1, 5) or "/HalftoneName" in halftone):
                yield "halftone", painted.page, ""


def postscript(pdf: pikepdf.Pdf) -> Found:
    """6.10: no program in PostScript."""
    for item in _dictionaries(pdf):
        if isinstance(item, pikepdf.Stream) and (item.get("/Subtype") == "/PS" or item.get("/Subtype2") == "/PS"):
            yield "PostScript", 0, ""
    for painted in _painted(pdf):
        if any(str(instruction.operator) == "PS" for instruction in painted.instructions):
            yield "PostScript", painted.page, "PS"


def encryption(pdf: pikepdf.Pdf) -> Found:
    """6.11: not encrypted."""
    if pdf.is_encrypted:
        yield "encrypted", 0, ""


def alternate_images(pdf: pikepdf.Pdf) -> Found:
    """6.12: no other picture takes the place of one when the file is printed."""
    for item in pdf.objects:
        others = item.get("/Alternates", []) if isinstance(item, pikepdf.Stream) else []
        if any(one.get("/DefaultForPrinting", False) for one in others):
            yield "alternate image", 0, ""


def annotations(pdf: pikepdf.Pdf) -> Found:
    """6.13: annotations lie outside the bleed, printer's marks outside the trim."""
    for number, page in enumerate(pdf.pages, 1):
        trim = _box(page.obj.get("/TrimBox", page.obj.get("/ArtBox")))
        bleed = _box(page.obj.get("/BleedBox")) or trim
        for one in page.obj.get("/Annots", []):
            kind = str(one.get("/Subtype", ""))[1:]
            kept_off = trim if kind == "PrinterMark" else bleed
            if kind != "TrapNet" and kept_off and _overlap(_box(one.get("/Rect")), kept_off):
                yield "annotation", number, kind


def actions(pdf: pikepdf.Pdf) -> Found:
    """6.14: nothing happens when the file is opened or looked at."""
    for key in ("/OpenAction", "/AA"):
        if key in pdf.Root and not isinstance(pdf.Root[key], pikepdf.Array):
            yield "action", 0, key[1:]
    if "/JavaScript" in pdf.Root.get("/Names", {}):
        yield "action", 0, "JavaScript"
    for item in _dictionaries(pdf):
        if "/JS" in item or item.get("/S") in ("/JavaScript", "/Launch"):
            yield "action", 0, str(item.get("/S", "/JS"))[1:]
        elif "/AA" in item and item.objgen != pdf.Root.objgen:
            yield "action", 0, "AA"


def unknown_operators(pdf: pikepdf.Pdf) -> Found:
    """6.15: BX and EX hide no operator that PDF 1.3 does not know."""
    for painted in _painted(pdf):
        names = {str(instruction.operator) for instruction in painted.instructions} - _OPERATORS - {"PS"}
        yield from (("operator", painted.page, name) for name in sorted(names))


def transparency(pdf: pikepdf.Pdf) -> Found:
    """6.16: nothing is see-through."""
    for number, page in enumerate(pdf.pages, 1):
        if page.obj.get("/Group", {}).get("/S") == "/Transparency":
            yield "transparency", number, "Group"
    for painted in _painted(pdf):
        for _, item in _entries(painted.resources, "/XObject"):
            if item.get("/SMask", "/None") != "/None" or item.get("/SMaskInData", 0) != 0:
                yield "transparency", painted.page, "SMask"
            if item.get("/Subtype") == "/Form" and item.get("/Group", {}).get("/S") == "/Transparency":
                yield "transparency", painted.page, "Group"
        for _, state in _entries(painted.resources, "/ExtGState"):
            yield from (("transparency", painted.page, key[1:]) for key in _see_through(state))


def _see_through(state: Any) -> Iterator[str]:
    if state.get("/SMask", "/None") != "/None":
        yield "/SMask"
    yield from (key for key in ("/CA", "/ca") if float(state.get(key, 1)) != 1)
    modes = state.get("/BM", "/Normal")
    if any(mode not in ("/Normal", "/Compatible") for mode in (modes if isinstance(modes, pikepdf.Array) else [modes])):
        yield "/BM"


def viewer_preferences(pdf: pikepdf.Pdf) -> Found:
    """6.17: a viewer shows and prints the media or the bleed."""
    preferences = pdf.Root.get("/ViewerPreferences", {})
    for key in ("/ViewArea", "/ViewClip", "/PrintArea", "/PrintClip"):
        if preferences.get(key, "/MediaBox") not in ("/MediaBox", "/BleedBox"):
            yield "viewer preference", 0, key[1:]


#: The clauses of ISO 15930-4 and their checks.
CLAUSES: Final[MappingProxyType[str, Callable[[pikepdf.Pdf], Found]]] = MappingProxyType({
    "6.1": data_structure, "6.2": colour, "6.3": fonts, "6.4": file_specifications, "6.5": data_compression, "6.6": trapping,
    "6.7": file_identification, "6.8": bounding_boxes, "6.9": extended_graphics_state, "6.10": postscript,
    "6.11": encryption, "6.12": alternate_images, "6.13": annotations, "6.14": actions, "6.15": unknown_operators,
    "6.16": transparency, "6.17": viewer_preferences,
})  # fmt: skip


def later_than_13(path: Path) -> list[str]:
    """What stands in the file and came with PDF 1.4 or later, whether or not a reader of PDF 1.3 may pass over it."""
    with pikepdf.open(path) as pdf:
        return [*_later_keys(pdf), *_later_text(pdf)]


_LATER_CATALOGUE: Final = (
    "/Metadata", "/Lang", "/MarkInfo", "/PieceInfo", "/OCProperties", "/Perms", "/Legal", "/Requirements", "/Collection",
    "/NeedsRendering", "/Version", "/Extensions", "/DPartRoot", "/AF",
)  # fmt: skip
_LATER_KEYS: Final = (
    "/SMask",
    "/SMaskInData",
    "/Matte",
    "/Group",
    "/OC",
    "/Metadata",
    "/ca",
    "/CA",
    "/BM",
    "/AIS",
    "/TK",
)


def _later_keys(pdf: pikepdf.Pdf) -> Iterator[str]:
    yield from (f"catalogue {key}" for key in _LATER_CATALOGUE if key in pdf.Root)
    for item in _dictionaries(pdf):
        yield from (f"{key} in {item.get('/Type', 'a dictionary')}" for key in _LATER_KEYS if key in item)
        if item.get("/Subtype") == "/OpenType":
            yield "font program of OpenType"
        if item.get("/BitsPerComponent") == 16:
            yield "picture of 16 bits"
        if item.get("/UserUnit", 1) != 1:
            yield "user unit"


def _later_text(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Properties of marked content: ActualText, Alt, E and Lang (PDF 1.4 and 1.5)."""
    for painted in _painted(pdf):
        for instruction in painted.instructions:
            if str(instruction.operator) in ("BDC", "DP") and isinstance(instruction.operands[1], pikepdf.Dictionary):
                keys = set(instruction.operands[1].keys())
                yield from (f"{key} in marked content" for key in sorted(keys & {"/ActualText", "/Alt", "/E", "/Lang"}))


def _painted(pdf: pikepdf.Pdf) -> Iterator[Painted]:
    """The content of every page, of the forms and patterns and of the drawn glyphs that it may use; each once for a page."""
    for number, page in enumerate(pdf.pages, 1):
        resources = _inherited(page.obj, "/Resources") or {}
        yield Painted(number, resources, list(pikepdf.parse_content_stream(page)))
        seen: set[tuple[int, int]] = set()
        waiting = [(resources, 0)]
        while waiting:
            outer, depth = waiting.pop()
            for stream, inner in _nested(outer):
                if stream.objgen in seen or depth > _DEEPEST:
                    continue
                seen.add(stream.objgen)
                yield Painted(number, inner, list(pikepdf.parse_content_stream(stream)))
                waiting.append((inner, depth + 1))


def _nested(resources: Any) -> Iterator[tuple[Any, Any]]:
    """The content streams that resources name, each with its own resources or, where it has none, those around it."""
    for _, item in _entries(resources, "/XObject"):
        if item.get("/Subtype") == "/Form":
            yield item, item.get("/Resources", resources)
    for _, pattern in _entries(resources, "/Pattern"):
        if isinstance(pattern, pikepdf.Stream):
            yield pattern, pattern.get("/Resources", resources)
    for _, font in _entries(resources, "/Font"):
        if font.get("/Subtype") == "/Type3":
            yield from ((glyph, font.get("/Resources", resources)) for glyph in font.get("/CharProcs", {}).values())


def _entries(resources: Any, kind: str) -> list[tuple[str, Any]]:
    return list(resources.get(kind, {}).items())


def _shadings(resources: Any) -> Iterator[tuple[str, Any]]:
    yield from _entries(resources, "/Shading")
    for label, pattern in _entries(resources, "/Pattern"):
        if "/Shading" in pattern:
            yield label, pattern.Shading


def _named(painted: Painted, kind: str, value: Any) -> Any:
    """What a name in the content stands for; a name that the resources do not know stands for itself."""
    return painted.resources.get(kind, {}).get(str(value), value) if isinstance(value, pikepdf.Name) else value


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary and stream of the file, also where it stands inside another object."""
    for item in pdf.objects:
        yield from _inner(item, 0)


def _inner(item: Any, depth: int) -> Iterator[Any]:
    if depth > _DEEPEST or (depth and getattr(item, "is_indirect", False)):
        return
    if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        yield item
        for value in item.values():
            yield from _inner(value, depth + 1)
    elif isinstance(item, pikepdf.Array):
        for value in item:
            yield from _inner(value, depth + 1)


def _filters(stream: Any) -> list[str]:
    named = stream.get("/Filter", stream.get("/F", []))
    return [str(name) for name in named] if isinstance(named, pikepdf.Array) else [str(named)]


def _info(pdf: pikepdf.Pdf, key: str) -> str:
    return str(pdf.trailer.get("/Info", {}).get(key, ""))


def _inherited(node: Any, key: str) -> Any:
    """An entry of a page, or of the nearest node above it that has it."""
    for _ in range(_DEEPEST):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node.Parent
    return None


Box = tuple[float, float, float, float]


def _box(value: Any) -> Box | None:
    """A rectangle as left, bottom, right, top."""
    if value is None or len(value) != 4:
        return None
    x1, y1, x2, y2 = (float(one) for one in value)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _inside(a: Box, b: Box) -> bool:
    return a[0] >= b[0] - _SLACK and a[1] >= b[1] - _SLACK and a[2] <= b[2] + _SLACK and a[3] <= b[3] + _SLACK


def _overlap(a: Box | None, b: Box) -> bool:
    return (
        a is not None
        and a[0] < b[2] - _SLACK
        and a[2] > b[0] + _SLACK
        and a[1] < b[3] - _SLACK
        and a[3] > b[1] + _SLACK
    )
