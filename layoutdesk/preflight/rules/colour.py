"""Colours: inks of the press, and what is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pikepdf

from layoutdesk.preflight.facts import PageFacts, Survey
from layoutdesk.preflight.spaces import INDEPENDENT, is_process

Finding = dict[str, object]
#: Text below so many points in more than two inks shows coloured edges at the least misregister (套印不准).
_SMALL_TEXT: Final = 10.0
_TOO_MANY_INKS: Final = 3


def device_rgb(survey: Survey) -> Iterator[Finding]:
    """Paint or pictures in the red, green and blue of no particular device: forbidden under a CMYK output intent."""
    for page in survey.pages:
        if "DeviceRGB" in page.spaces:
            yield {"page": page.number, "picture": _names(page, "DeviceRGB")}


def independent(survey: Survey) -> Iterator[Finding]:
    """Colours by how they look (ICC, Lab, calibrated): a press that takes inks alone would have to convert them."""
    for page in survey.pages:
        for space in sorted(page.spaces & INDEPENDENT):
            yield {"page": page.number, "space": space, "picture": _names(page, space)}


def default_spaces(survey: Survey) -> Iterator[Finding]:
    """Default spaces turn inks into something else behind the back (ISO 32000-1 §8.6.5.6)."""
    for number, page in enumerate(survey.pdf.pages, 1):
        spaces = page.obj.get("/Resources", pikepdf.Dictionary()).get("/ColorSpace", pikepdf.Dictionary())
        for name in ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK"):
            if name in spaces:
                yield {"page": number, "space": name[1:]}


def spots(survey: Survey) -> Iterator[Finding]:
    """Inks beyond the four: each is a plate more (专色)."""
    for page in survey.pages:
        for ink in sorted(page.inks):
            if not is_process(ink):
                yield {"page": page.number, "ink": ink}


def text_in_inks(survey: Survey) -> Iterator[Finding]:
    """Small text made of several inks."""
    for page in survey.pages:
        small = [text.size for text in page.texts if text.inks >= _TOO_MANY_INKS and 0 < text.size < _SMALL_TEXT]
        if small:
            yield {"page": page.number, "size": f"{min(small):g}"}


def _names(page: PageFacts, space: str) -> str:
    named = sorted({picture.name for picture in page.pictures if space in picture.spaces})
    return ", ".join(named[:5]) or "-"
