"""Adverts that come as PDF: what may be placed, what has to be known of it, and how it looks on screen.

The press gets the PDF itself, as a form (``exporters``); only the screen sees the raster that is made here.
All of it runs in the process of ``darkroom``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import msgspec

from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal

if TYPE_CHECKING:
    import pikepdf
    from PIL import Image

    from layoutdesk.preflight.facts import PageFacts, Survey

#: Points along one side: 4 mm is less than any rule, 5 m is what PDF itself allows (ISO 32000-1 annex C).
_LEAST: Final = 12.0
_MOST: Final = 14_400.0
#: Fonts that are named in a refusal.
_MOST_NAMES: Final = 5
_THREE_LIGHTS: Final = ("DeviceRGB", "CalRGB", "ICCBased-3")
#: What the pixels of an advert that only the screen sees may be.
_MOST_RASTER: Final = 40_000_000


class Advert(msgspec.Struct, frozen=True):
    """What a PDF is: its trim upright in points, and codes of what should be known, each with its arguments."""

    width: int
    height: int
    remarks: tuple[tuple[str, dict[str, str]], ...]


def examined(data: bytes, name: str) -> Advert:
    """The first page of a PDF, found fit to be placed.

    Raises ``Refusal``: ``pictures.pdf_locked``, ``.pdf_damaged``, ``.pdf_size``, ``.pdf_fonts``.
    """
    from layoutdesk.preflight.survey import survey

    with _opened(data, name) as pdf:
        count = len(pdf.pages)
        del pdf.pages[1:]
        found = survey(pdf, name)
        page = found.pages[0]
        if page.unreadable:
            raise Refusal("pictures.pdf_damaged", file=name)
        # The export copies every font that the content names, whether it paints or not.
        page.fonts = page.chosen
        _refuse_missing_fonts(found, name)
        width, height = _upright(trim(page), pdf.pages[0].obj, name)
        remarks = tuple(_remarks(found, page, count))
    return Advert(round(width), round(height), remarks)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[pikepdf.Pdf]:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise Refusal("pictures.pdf_locked", file=name)
            if not pdf.pages:
                raise Refusal("pictures.pdf_damaged", file=name)
            yield pdf
    except pikepdf.PasswordError as error:
        raise Refusal("pictures.pdf_locked", file=name) from error
    except (Refusal, MemoryError):
        raise
    except Exception as error:  # qpdf and whoever reads broken objects raise nearly anything
        raise Refusal("pictures.pdf_damaged", file=name) from error


def trim(page: PageFacts) -> Rect:
    """The area of a page that is placed, in its own axes (y upwards): trim, else crop, else media box."""
    boxes = [page.boxes[box] for box in ("TrimBox", "CropBox", "MediaBox") if box in page.boxes]
    return boxes[0] if boxes else Rect(0, 0, 0, 0)


def _upright(area: Rect, page: Any, name: str) -> tuple[float, float]:
    unit = float(page.get("/UserUnit", 1))
    width, height = area.w * unit, area.h * unit
    if int(page.get("/Rotate", 0)) % 180:
        width, height = height, width
    if not (_LEAST <= width <= _MOST and _LEAST <= height <= _MOST):
        raise Refusal("pictures.pdf_size", file=name, width=_mm(width), height=_mm(height))
    return width, height


def _mm(points: float) -> str:
    return f"{points / 72 * 25.4:.0f}"


def _refuse_missing_fonts(found: Survey, name: str) -> None:
    from layoutdesk.preflight.rules.fonts import embedded

    missing = sorted({str(finding["font"]) for finding in embedded(found)})
    if missing:
        more = " …" if len(missing) > _MOST_NAMES else ""
        raise Refusal("pictures.pdf_fonts", file=name, fonts=", ".join(missing[:_MOST_NAMES]) + more)


def _remarks(found: Survey, page: PageFacts, count: int) -> Iterator[tuple[str, dict[str, str]]]:
    from layoutdesk.preflight.rules.behaviour import actions, embedded_files

    if count > 1:
        yield "pictures.pdf_pages", {"pages": str(count)}
    if any(space in page.spaces for space in _THREE_LIGHTS):
        yield "pictures.pdf_rgb", {}
    if page.transparency:
        yield "pictures.pdf_transparent", {}
    if any(True for _ in actions(found)) or any(True for _ in embedded_files(found)):
        yield "pictures.pdf_active", {}
    if page.annotations:
        yield "pictures.pdf_notes", {}


def drawn(data: bytes, name: str, smallest: tuple[int, int]) -> Image.Image:
    """The trim of the first page as an sRGB picture of at least ``smallest`` pixels, as far as that is reasonable.

    Raises ``Refusal`` ``pictures.pdf_damaged``.
    """
    import pypdfium2

    from layoutdesk.preflight.survey import survey

    with _opened(data, name) as pdf:
        del pdf.pages[1:]
        area = trim(survey(pdf, name).pages[0])
        width, height = _upright(area, pdf.pages[0].obj, name)
        # What is drawn is the crop box, and nothing that may hang on the page.
        pdf.pages[0].obj["/CropBox"] = [area.x, area.y, area.right, area.bottom]
        for key in ("/Annots", "/AA", "/UserUnit"):
            if key in pdf.pages[0].obj:
                del pdf.pages[0].obj[key]
        page = io.BytesIO()
        pdf.save(page)
    scale = max(smallest[0] / width, smallest[1] / height, 1 / min(width, height))
    scale = min(scale, (_MOST_RASTER / (width * height)) ** 0.5)
    try:
        document = pypdfium2.PdfDocument(page.getvalue())
        raster: Image.Image = document[0].render(scale=scale).to_pil()
    except pypdfium2.PdfiumError as error:
        raise Refusal("pictures.pdf_damaged", file=name) from error
    return raster.convert("RGB")
