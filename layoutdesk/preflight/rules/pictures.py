"""Pictures and lines as they print: resolution on paper, and lines that vanish."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from layoutdesk.preflight.facts import PlacedPicture, Survey

Finding = dict[str, object]
#: Pixels an inch on paper for halftone pictures (网目调): newspapers ask for 200; below 150 it shows, below 100 it is blurred.
_SHOWS, _BLURRED = 150.0, 100.0
#: The same for line art of one bit (线条稿), whose edges show.
_LINE_SHOWS, _LINE_BLURRED = 550.0, 300.0
#: Pictures of so few pixels are tints and spacers.
_TINY: Final = 16


def far_too_coarse(survey: Survey) -> Iterator[Finding]:
    yield from _between(survey, (0.0, _BLURRED), (0.0, _LINE_BLURRED))


def coarse(survey: Survey) -> Iterator[Finding]:
    yield from _between(survey, (_BLURRED, _SHOWS), (_LINE_BLURRED, _LINE_SHOWS))


def _between(survey: Survey, tone: tuple[float, float], line: tuple[float, float]) -> Iterator[Finding]:
    for page in survey.pages:
        for picture in page.pictures:
            least, most = line if picture.bits == 1 else tone
            if not _is_tiny(picture) and least <= picture.ppi < most:
                yield {"page": page.number, "picture": picture.name, "ppi": round(picture.ppi), "least": round(most)}


def _is_tiny(picture: PlacedPicture) -> bool:
    return picture.width <= _TINY and picture.height <= _TINY


def hairlines(survey: Survey) -> Iterator[Finding]:
    """Lines too thin to print (发丝线)."""
    for page in survey.pages:
        if page.hairlines:
            yield {"page": page.number, "count": page.hairlines, "width": f"{page.thinnest:.2f}"}
