"""Printer's marks round a page, outside its bleed: crop marks, registration marks, page line and colour bar.

Coordinates are the trim's, y down. What every plate must show is in registration colour (套版色); a plate's name is in its own
ink, so that each plate shows its own name alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final

import msgspec

from layoutdesk.base.colour import Cmyk, Paint, Registration, Spot
from layoutdesk.base.geometry import Rect
from layoutdesk.base.units import mm
from layoutdesk.display import Glyphs, Item, Path, flatten, line, placed, rectangle
from layoutdesk.exporters.pdf.boxes import PageBoxes
from layoutdesk.model.styles import TextStyle

if TYPE_CHECKING:
    from layoutdesk.text.fonts import FontBook

_WEIGHT: Final = 0.25
#: From the bleed to the nearest ink of a mark, and how far a crop mark reaches.
_GAP: Final = mm(1)
_CROP_LENGTH: Final = mm(5)
#: The middle of the strip of marks, from the bleed.
_MIDDLE: Final = mm(5)
#: Half of a registration mark's cross, and the radius of its circle.
_CROSS, _RADIUS = mm(3.5), mm(2)
#: A circle as four curves: how far their handles reach, as a part of the radius.
_HANDLE: Final = 0.5523
#: Side of a patch of the colour bar; what a scanner densitometer of the press can read.
_PATCH: Final = mm(5)
_LINE_SIZE, _LEAST_SIZE = 7.0, 4.5
#: Plates of the process inks with their names by the issue's language.
_PROCESS: Final = (Cmyk(c=1.0), Cmyk(m=1.0), Cmyk(y=1.0), Cmyk(k=1.0))
_PLATE_NAMES: Final = {"zh": ("青 C", "品 M", "黄 Y", "黑 K"), "en": ("Cyan", "Magenta", "Yellow", "Black")}


class Slug(msgspec.Struct, frozen=True, kw_only=True):
    """What the page line says: of the issue and page on the left, of file, standard and printing condition on the right."""

    issue: str
    file: str
    language: str = "zh"


class Press(msgspec.Struct, frozen=True, kw_only=True):
    """How the page is printed: in colour or in black alone, its spot inks, and the press's limit of total ink in percent."""

    colour: bool
    spots: tuple[Spot, ...]
    ink_limit: float


def printers_marks(
    boxes: PageBoxes, wanted: frozenset[str], slug: Slug, press: Press, book: FontBook
) -> tuple[Item, ...]:
    """The marks asked for, by the names of ``layoutdesk.exporters.marks``."""
    drawn: list[Iterable[Item]] = []
    if "crop" in wanted:
        drawn.append(_crop_marks(boxes))
    if "register" in wanted:
        drawn.append(_register_marks(boxes))
    if "pageline" in wanted:
        drawn.append(_page_line(boxes, slug, press, book))
    if "bar" in wanted:
        drawn.append(_colour_bar(boxes, press))
    return tuple(chain.from_iterable(drawn))


def spot_inks(items: tuple[Item, ...]) -> tuple[Spot, ...]:
    """The spot inks of a page, each once at full tint, in the order of their names."""
    found: dict[str, Spot] = {}
    for _, item in flatten(items):
        paints: tuple[Paint | None, ...] = ()
        if isinstance(item, Glyphs):
            paints = (item.paint,)
        elif isinstance(item, Path):
            paints = (item.fill, item.stroke)
        for paint in paints:
            if isinstance(paint, Spot):
                found.setdefault(paint.name, Spot(paint.name, 1.0, paint.cmyk))
    return tuple(found[name] for name in sorted(found))


def _crop_marks(boxes: PageBoxes) -> Iterator[Item]:
    """Two at each corner of the trim."""
    near, far = boxes.bleed + _GAP, boxes.bleed + _GAP + _CROP_LENGTH
    for x, outward in ((0.0, -1.0), (boxes.width, 1.0)):
        for y, away in ((0.0, -1.0), (boxes.height, 1.0)):
            yield line(x + outward * near, y, x + outward * far, y, _WEIGHT, Registration())
            yield line(x, y + away * near, x, y + away * far, _WEIGHT, Registration())


def _register_marks(boxes: PageBoxes) -> Iterator[Item]:
    """A cross with a circle in the middle of each side."""
    off = boxes.bleed + _MIDDLE
    middle, level = boxes.width / 2, boxes.height / 2
    for x, y in ((middle, -off), (middle, boxes.height + off), (-off, level), (boxes.width + off, level)):
        yield line(x - _CROSS, y, x + _CROSS, y, _WEIGHT, Registration())
        yield line(x, y - _CROSS, x, y + _CROSS, _WEIGHT, Registration())
        yield Path(segments=tuple(_circle(x, y, _RADIUS)), stroke=Registration(), width=_WEIGHT)


def _circle(x: float, y: float, r: float) -> Iterator[tuple[str | float, ...]]:
    h = _HANDLE * r
    yield "M", x + r, y
    yield "C", x + r, y + h, x + h, y + r, x, y + r
    yield "C", x - h, y + r, x - r, y + h, x - r, y
    yield "C", x - r, y - h, x - h, y - r, x, y - r
    yield "C", x + h, y - r, x + r, y - h, x + r, y
    yield ("Z",)


def _page_line(boxes: PageBoxes, slug: Slug, press: Press, book: FontBook) -> Iterator[Item]:
    """Over the head: the issue's part left of the middle, the file's right of it, and the names of the plates."""
    baseline = -(boxes.bleed + mm(3))
    margin, middle = mm(2), boxes.width / 2
    room = middle - margin - _MIDDLE
    yield from _words(slug.issue, margin, baseline, room, Registration(), book)
    x = middle + _MIDDLE
    plates = _plates(press, slug.language)
    # No plate's name is squeezed for the sake of the file's.
    share = min(room * 0.5, mm(12) * len(plates))
    yield from _words(slug.file, x, baseline, room - share, Registration(), book)
    x, width = boxes.width - margin - share, share / len(plates)
    for at, (label, paint) in enumerate(plates):
        yield from _words(label, x + at * width, baseline, width * 0.9, paint, book)


def _plates(press: Press, language: str) -> list[tuple[str, Paint]]:
    """The names of the plates, each with its ink; a page in black alone has one."""
    names = _PLATE_NAMES.get(language, _PLATE_NAMES["en"])
    process: list[tuple[str, Paint]] = list(zip(names, _PROCESS, strict=True))
    return (process if press.colour else process[3:]) + [(spot.name, spot) for spot in press.spots]


def _words(text: str, x: float, baseline: float, room: float, paint: Paint, book: FontBook) -> Iterator[Item]:
    """A line of small type, made smaller and then cut where there is no room for it."""
    from layoutdesk.text.paragraph import natural_width, set_line

    style = TextStyle(role="hei", size=_LINE_SIZE, paint=paint)
    if not text or room <= 0:
        return
    wide = natural_width(text, style, book)
    if wide > room:
        style = msgspec.structs.replace(style, size=round(max(_LEAST_SIZE, _LINE_SIZE * room / wide), 3))
        wide = natural_width(text, style, book)
    if wide > room:
        text = text[: max(1, int(len(text) * room / wide) - 1)] + "…"
    yield placed(set_line(text, style, book, artefact=True).items, x, baseline)


def _colour_bar(boxes: PageBoxes, press: Press) -> Iterator[Item]:
    """Under the foot, left of the middle: a row of patches, narrower where the page is small."""
    patches = bar_patches(press)
    margin = mm(2)
    side = min(_PATCH, (boxes.width / 2 - margin - _MIDDLE) / len(patches))
    top = boxes.height + boxes.bleed + _MIDDLE - side / 2
    for at, paint in enumerate(patches):
        yield Path(segments=rectangle(Rect(margin + at * side, top, side, side)), fill=paint)


def bar_patches(press: Press) -> Sequence[Paint]:
    """The patches: solid and 50 % of each ink, overprints of two and three inks, grey balance beside its black.

    No patch takes more ink than the press: overprints are lightened to the limit. Grey of three inks has magenta and yellow at
    four fifths of cyan (ISO 12647-2:2004, table 3).
    """
    spots = [Spot(spot.name, tint, spot.cmyk) for spot in press.spots for tint in (1.0, 0.5)]
    if not press.colour:
        return [*(Cmyk(k=tint) for tint in (1.0, 0.75, 0.5, 0.25)), *spots]
    solids = [
        Cmyk(*(tint * value for value in (ink.c, ink.m, ink.y, ink.k))) for tint in (1.0, 0.5) for ink in _PROCESS
    ]
    two, three = (min(1.0, int(press.ink_limit / count) / 100) for count in (2, 3))
    over = [Cmyk(m=two, y=two), Cmyk(c=two, y=two), Cmyk(c=two, m=two), Cmyk(three, three, three)]
    greys = [shade for tint in (0.5, 0.25) for shade in (Cmyk(tint, 0.8 * tint, 0.8 * tint), Cmyk(k=tint))]
    return [*solids, *over, *greys, *spots]
