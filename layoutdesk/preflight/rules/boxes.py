"""Page boxes (页面框): trim, bleed and sheet of every page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from layoutdesk.base.geometry import Rect
from layoutdesk.base.units import to_mm
from layoutdesk.preflight.facts import Survey

Finding = dict[str, object]
#: Points by which a box may reach over the one around it: numbers in files are rounded.
_SLACK: Final = 0.01
#: Below so many mm of bleed (出血) the knife shows white.
_LEAST_BLEED: Final = 2.0


def no_trim(survey: Survey) -> Iterator[Finding]:
    """A trim box or an art box, and not both."""
    for page in survey.pages:
        if ("TrimBox" in page.boxes) == ("ArtBox" in page.boxes):
            yield {"page": page.number}


def nested(survey: Survey) -> Iterator[Finding]:
    """Trim or art inside bleed, bleed inside the sheet, crop inside the sheet."""
    pairs = (
        ("TrimBox", "BleedBox"), ("ArtBox", "BleedBox"), ("TrimBox", "MediaBox"), ("ArtBox", "MediaBox"),
        ("BleedBox", "MediaBox"), ("TrimBox", "CropBox"), ("BleedBox", "CropBox"),
    )  # fmt: skip
    for page in survey.pages:
        for inner, outer in pairs:
            if inner in page.boxes and outer in page.boxes and not _inside(page.boxes[inner], page.boxes[outer]):
                yield {"page": page.number, "inner": inner, "outer": outer}


def no_bleed(survey: Survey) -> Iterator[Finding]:
    """A page without bleed is right only where nothing runs off its edge."""
    for page in survey.pages:
        trim, bleed = page.boxes.get("TrimBox"), page.boxes.get("BleedBox")
        if trim and (not bleed or to_mm(min(trim.x - bleed.x, trim.y - bleed.y)) < _LEAST_BLEED):
            yield {"page": page.number}


def sizes_differ(survey: Survey) -> Iterator[Finding]:
    """Pages of one file that are cut to different sizes."""
    sizes: dict[tuple[int, int], int] = {}
    for page in survey.pages:
        trim = page.boxes.get("TrimBox") or page.boxes.get("MediaBox")
        if trim:
            sizes.setdefault((round(to_mm(trim.w)), round(to_mm(trim.h))), page.number)
    if len(sizes) > 1:
        yield {"sizes": ", ".join(f"{width} × {height} mm" for width, height in sizes)}


def _inside(inner: Rect, outer: Rect) -> bool:
    return (
        inner.x >= outer.x - _SLACK
        and inner.y >= outer.y - _SLACK
        and inner.right <= outer.right + _SLACK
        and inner.bottom <= outer.bottom + _SLACK
    )
