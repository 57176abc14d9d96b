"""One walk over a whole PDF: pages with their boxes and what they paint, and which standard the file claims."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pikepdf

from layoutdesk.base.geometry import Rect
from layoutdesk.preflight.content import Walker
from layoutdesk.preflight.facts import PageFacts, Survey

#: Called with the pages done and the pages in all.
Progress = Callable[[int, int], None]

#: What pikepdf and Python raise where an object of a file is not of the kind that it must be.
MALFORMED: Final = (AttributeError, IndexError, KeyError, TypeError, ValueError, ArithmeticError, pikepdf.PdfError)
BOXES: Final = ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")
_INHERITED: Final = ("MediaBox", "CropBox", "Resources")
#: Page trees deeper than this lead nowhere.
_DEEPEST: Final = 64
PDFX: Final = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"


def survey(pdf: pikepdf.Pdf, name: str, progress: Progress | None = None) -> Survey:
    """Notes what every page uses; nothing is judged here."""
    pages = []
    for number, page in enumerate(pdf.pages, 1):
        pages.append(_page(page.obj, number))
        if progress is not None:
            progress(number, len(pdf.pages))
    return Survey(pdf=pdf, name=name, claims=claimed(pdf), pages=pages, condition=_condition(pdf))


def claimed(pdf: pikepdf.Pdf) -> str:
    """``x1a`` or ``x4``, as the file says of itself; empty where it says neither."""
    info = dictionary(pdf.trailer.get("/Info"))
    said = f"{info.get('/GTS_PDFXVersion', '')} {info.get('/GTS_PDFXConformance', '')}"
    if "PDF/X-1a" in said:
        return "x1a"
    if "PDF/X-4" in said or "PDF/X-4" in xmp_value(pdf, PDFX):
        return "x4"
    return ""


def _condition(pdf: pikepdf.Pdf) -> str:
    intents = pdf.Root.get("/OutputIntents")
    first = intents[0] if isinstance(intents, pikepdf.Array) and len(intents) else None
    return str(first.get("/OutputConditionIdentifier", "")) if isinstance(first, pikepdf.Dictionary) else ""


def dictionary(value: Any) -> Any:
    """The value where it is a dictionary, else an empty one: nothing that is asked for stands in anything else."""
    return value if isinstance(value, pikepdf.Dictionary) else pikepdf.Dictionary()


def xmp_value(pdf: pikepdf.Pdf, key: str) -> str:
    """One property of the XMP metadata as text; empty where it is missing or the metadata cannot be read."""
    if "/Metadata" not in pdf.Root:
        return ""
    try:
        value = pdf.open_metadata().get(key)
    except Exception:  # whatever broken XML does to its parser, the property is not there
        return ""
    return "" if value is None else str(value)


def _page(page: Any, number: int) -> PageFacts:
    facts = PageFacts(number=number)
    for box in BOXES:
        rect = _rect(_inherited(page, box))
        if rect is not None:
            facts.boxes[box] = rect
    group = page.get("/Group")
    if isinstance(group, pikepdf.Dictionary) and group.get("/S") == "/Transparency":
        facts.group_space = str(group.get("/CS", "/-"))[1:]
    walker = Walker(facts)
    resources = _inherited(page, "Resources")
    walker.walk(page, resources)
    try:
        _annotations(page, resources, walker)
    except MALFORMED:
        facts.unreadable = "Annots"
    return facts


def _annotations(page: Any, resources: Any, walker: Walker) -> None:
    for annotation in page.get("/Annots", pikepdf.Array()):
        if not isinstance(annotation, pikepdf.Dictionary):
            continue
        rect = _rect(annotation.get("/Rect")) or Rect(0, 0, 0, 0)
        walker.facts.annotations.append((str(annotation.get("/Subtype", "/?"))[1:], rect))
        appearance = dictionary(annotation.get("/AP")).get("/N")
        if isinstance(appearance, pikepdf.Stream):
            walker.walk(appearance, appearance.get("/Resources", resources), depth=1)


def _inherited(page: Any, name: str) -> Any:
    """An entry of a page, or of the nodes above it where it is one that pages inherit (ISO 32000-1 §7.7.3.4)."""
    node, key = page, f"/{name}"
    for _ in range(_DEEPEST):
        if key in node:
            return node[key]
        if name not in _INHERITED or "/Parent" not in node:
            return None
        node = node.Parent
    return None


def _rect(value: Any) -> Rect | None:
    """A box as a rectangle in PDF's own axes (y upwards); ``None`` for anything but four numbers."""
    if not isinstance(value, pikepdf.Array) or len(value) != 4:
        return None
    try:
        x1, y1, x2, y2 = (float(number) for number in value)
    except (TypeError, ValueError):
        return None
    return Rect(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
