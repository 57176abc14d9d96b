"""What a file does or carries beside its pages: actions, forms, annotations, attachments, layers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from layoutdesk.base.geometry import Rect
from layoutdesk.preflight.facts import PageFacts, Survey

Finding = dict[str, object]
#: Annotations that the press itself uses may stand anywhere.
_OF_THE_PRESS: Final = ("TrapNet", "PrinterMark")


def actions(survey: Survey) -> Iterator[Finding]:
    """Scripts and actions, wherever they hang."""
    root = survey.pdf.Root
    for key in ("/OpenAction", "/AA"):
        # A place to open at is no action: an array names a page.
        if key in root and not isinstance(root[key], pikepdf.Array):
            yield {"where": key[1:], "page": "-"}
    if "/JavaScript" in root.get("/Names", pikepdf.Dictionary()):
        yield {"where": "JavaScript", "page": "-"}
    for number, page in enumerate(survey.pdf.pages, 1):
        if "/AA" in page.obj:
            yield {"where": "AA", "page": number}
        for annotation in page.obj.get("/Annots", pikepdf.Array()):
            if isinstance(annotation, pikepdf.Dictionary) and ("/A" in annotation or "/AA" in annotation):
                yield {"where": str(annotation.get("/Subtype", "/?"))[1:], "page": number}


def forms(survey: Survey) -> Iterator[Finding]:
    """Interactive forms: fields can change what prints."""
    form = survey.pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and (len(form.get("/Fields", pikepdf.Array())) or "/XFA" in form):
        yield {}


def noted(survey: Survey) -> Iterator[Finding]:
    """Annotations inside the bleed: they could print."""
    for page in survey.pages:
        area = _printed(page)
        for kind, rect in page.annotations:
            if kind not in _OF_THE_PRESS and (area is None or area.overlaps(rect)):
                yield {"page": page.number, "kind": kind}


def embedded_files(survey: Survey) -> Iterator[Finding]:
    """Other files inside this one."""
    for name in survey.pdf.attachments:
        yield {"attached": name}


def layers(survey: Survey) -> Iterator[Finding]:
    """Optional content (图层), which PDF 1.3 does not know: a reader of it prints every layer."""
    if "/OCProperties" in survey.pdf.Root:
        yield {}


def automatic_layers(survey: Survey) -> Iterator[Finding]:
    """Layers that show or hide themselves by zoom, language or printing, and configurations without a name."""
    properties = survey.pdf.Root.get("/OCProperties")
    if not isinstance(properties, pikepdf.Dictionary):
        return
    for configuration in (properties.get("/D"), *properties.get("/Configs", pikepdf.Array())):
        if isinstance(configuration, pikepdf.Dictionary) and ("/AS" in configuration or "/Name" not in configuration):
            yield {"layer": str(configuration.get("/Name", "-"))}


def _printed(page: PageFacts) -> Rect | None:
    area: Any = next((page.boxes[box] for box in ("BleedBox", "TrimBox", "MediaBox") if box in page.boxes), None)
    found: Rect | None = area
    return found
