"""The clauses of PDF/X-4 (ISO 15930-7) that a page of ours could break, looked up in a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf

#: Operators that would paint in RGB, in CalRGB by name, or in grey of the device.
_FOREIGN_PAINT = {"rg", "RG", "g", "G", "sh"}
_TRANSPARENT = {"SMask", "CA", "ca", "BM"}


def x4_faults(path: Path) -> list[str]:
    """What breaks PDF/X-4 in the file; empty where nothing does."""
    with pikepdf.open(path) as pdf:
        return [
            *_version(pdf, path, ("1.6",)),
            *_info(pdf, {"/GTS_PDFXVersion": "PDF/X-4"}),
            *_xmp(pdf),
            *_intent(pdf),
            *_common(pdf),
            *(
                fault
                for page in pdf.pages
                if page.obj.get("/Group", {}).get("/CS") != "/DeviceCMYK"
                for fault in ["page without a CMYK group"]
            ),
        ]


def _common(pdf: pikepdf.Pdf) -> Iterator[str]:
    if pdf.is_encrypted:
        yield "encrypted"
    if "/ID" not in pdf.trailer or bytes(pdf.trailer.ID[0]) != bytes(pdf.trailer.ID[1]):
        yield "file ID missing"
    for key in ("/OpenAction", "/AA", "/Names", "/AcroForm"):
        if key in pdf.Root:
            yield f"catalogue has {key}"
    for index, page in enumerate(pdf.pages):
        yield from (f"page {index}: {fault}" for fault in (*_boxes(page), *_content(page), *_resources(page)))
        if "/Annots" in page.obj:
            yield f"page {index}: annotations"
    yield from _fonts(pdf)
    yield from _objects(pdf)


def _version(pdf: pikepdf.Pdf, path: Path, allowed: tuple[str, ...]) -> Iterator[str]:
    if pdf.pdf_version not in allowed:
        yield f"version {pdf.pdf_version}"
    if not re.match(rb"%PDF-1\.\d\n%[\x80-\xff]{4}", path.read_bytes()[:16]):
        yield "header"


def _info(pdf: pikepdf.Pdf, wanted: dict[str, str]) -> Iterator[str]:
    info = pdf.trailer.get("/Info", {})
    for key, value in wanted.items():
        if str(info.get(key)) != value:
            yield f"Info {key} is {info.get(key)}"
    if info.get("/Trapped") not in ("/True", "/False"):
        yield "Trapped"
    for key in ("/CreationDate", "/ModDate"):
        if not re.fullmatch(r"D:\d{14}[+-]\d\d'\d\d'", str(info.get(key, ""))):
            yield f"{key} {info.get(key)}"
    if not str(info.get("/Title", "")):
        yield "no title"


def _xmp(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/Filter" in pdf.Root.Metadata:
        yield "metadata is filtered"
    meta, info = pdf.open_metadata(), pdf.trailer.Info
    if meta.get("{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion") != "PDF/X-4":
        yield "XMP without PDF/X-4"
    for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID", "xmpMM:VersionID"):
        if not meta.get(key):
            yield f"XMP without {key}"
    if meta.get("xmpMM:RenditionClass") != "default":
        yield "XMP rendition"
    if meta.get("pdf:Trapped") != str(info.Trapped)[1:]:
        yield "XMP Trapped differs"
    if meta.get("dc:title") != str(info.Title):
        yield f"XMP title {meta.get('dc:title')} differs from {info.Title}"
    date = re.sub(r"\D", "", str(info.CreationDate))
    if not date.startswith(re.sub(r"\D", "", meta["xmp:CreateDate"])[:14]):
        yield "XMP date differs"


def _intent(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = [one for one in pdf.Root.get("/OutputIntents", []) if one.S == "/GTS_PDFX"]
    if len(intents) != 1:
        yield f"{len(intents)} output intents"
        return
    (intent,) = intents
    if not str(intent.get("/OutputConditionIdentifier", "")):
        yield "intent without identifier"
    if not str(intent.get("/Info", "")):
        yield "intent without information"
    profile = intent.get("/DestOutputProfile")
    data = profile.read_bytes()
    if profile.N != 4 or data[16:20] != b"CMYK" or data[12:16] != b"prtr" or data[36:40] != b"acsp":
        yield "profile is no CMYK output profile"


def _boxes(page: pikepdf.Page) -> Iterator[str]:
    boxes = {key: [float(value) for value in page.obj.get(key, [])] for key in ("/MediaBox", "/BleedBox", "/TrimBox")}
    if not all(boxes.values()) or "/ArtBox" in page.obj:
        yield "boxes"
        return
    for inner, outer in (("/TrimBox", "/BleedBox"), ("/BleedBox", "/MediaBox")):
        a, b = boxes[inner], boxes[outer]
        if a[0] < b[0] or a[1] < b[1] or a[2] > b[2] or a[3] > b[3]:
            yield f"{inner} reaches out of {outer}"


def _content(page: pikepdf.Page) -> Iterator[str]:
    depth = 0
    for _, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in _FOREIGN_PAINT:
            yield f"operator {name}"
        depth += {"BMC": 1, "BDC": 1, "EMC": -1}.get(name, 0)
    if depth:
        yield "marked content is not balanced"


def _resources(page: pikepdf.Page) -> Iterator[str]:
    for space in page.obj.Resources.get("/ColorSpace", {}).values():
        if space[0] != "/Separation" or space[2] != "/DeviceCMYK":
            yield f"colour space {space[0]}"
    for state in page.obj.Resources.get("/ExtGState", {}).values():
        yield from (f"graphics state has {key}" for key in _TRANSPARENT if f"/{key}" in state)
        if "/TR" in state or "/HTP" in state:
            yield "transfer curve or halftone"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for font in pdf.objects:
        if not isinstance(font, pikepdf.Dictionary) or font.get("/Type") != "/Font":
            continue
        if font.Subtype in ("/CIDFontType0", "/CIDFontType2"):
            descriptor = font.FontDescriptor
            if not any(key in descriptor for key in ("/FontFile2", "/FontFile3")):
                yield f"{font.BaseFont} is not embedded"
            if not re.match(r"/[A-Z]{6}\+", str(font.BaseFont)):
                yield f"{font.BaseFont} is no subset"
            if font.Subtype == "/CIDFontType2" and "/CIDToGIDMap" not in font:
                yield f"{font.BaseFont} lacks CIDToGIDMap"
        elif font.Subtype == "/Type0":
            if "/ToUnicode" not in font:
                yield f"{font.BaseFont} lacks ToUnicode"
        else:
            yield f"{font.BaseFont} is a {font.Subtype}"


def _objects(pdf: pikepdf.Pdf) -> Iterator[str]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            if item.get("/Subtype") == "/Image" and item.get("/ColorSpace") not in ("/DeviceCMYK", "/DeviceGray"):
                yield f"picture in {item.get('/ColorSpace')}"
            if "/LZWDecode" in str(item.get("/Filter", "")):
                yield "LZW"
            if item.get("/Subtype") == "/PS" or "/OPI" in item:
                yield "PostScript or OPI"
