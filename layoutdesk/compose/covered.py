"""Copy that cannot be read: a picture, a filled box, a code or the copy of another frame lies over its lines (压字), or masthead or
folio bar and it are printed over each other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Problem
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.grid import EM_ABOVE
from layoutdesk.compose.types import Drawn, Line
from layoutdesk.display import Glyphs, Image, Path, flatten, path_bounds
from layoutdesk.model import Box, Element, FolioBar, Masthead, PictureFrame, QrCode, TextFrame

#: How far an edge may reach into a line before it is on its ink, points.
_SLACK = 1.0
#: Marks whose right half is white, which may hang beyond the measure.
_WHITE_AT_END = "，。、；：！？”’》）」』】"

#: Where furniture prints, by what was drawn.
_FURNITURE: Final[IdentityCache[tuple[Rect, ...]]] = IdentityCache(64)


def covered(drawn: Sequence[tuple[Element, Drawn]]) -> Iterator[Problem]:
    """One error (``compose.covered``) for each element over lines of others; ``drawn`` back to front as they are printed.

    What text keeps clear of has none of its lines under it, by its making.
    """
    around = [_bounds(made.rects) for _, made in drawn]
    for at, (element, made) in enumerate(drawn):
        if isinstance(element, Masthead | FolioBar):
            yield from _over_furniture(made, drawn)
            continue
        if not _covers(element):
            continue
        near = (each for (_, each), its in zip(drawn[:at], around, strict=False) if _may_touch(its, around[at]))
        below = [each for each in near if each.lines and any(_touch(one, made.rects) for one in each.rects)]
        areas = _covering(element, made) if below else ()
        count = sum(1 for each in below for line in each.lines if _touch(_ink(line), areas))
        if count:
            yield Problem(code="compose.covered", severity="error", element=element.id, args={"lines": str(count)})


#: Left, top, right and bottom.
_Bounds: TypeAlias = tuple[float, float, float, float]


def _bounds(rects: Sequence[Rect]) -> _Bounds:
    """The edges of all that an element takes up; of nothing, what touches nothing."""
    if not rects:
        return math.inf, math.inf, -math.inf, -math.inf
    return (
        min(rect.x for rect in rects), min(rect.y for rect in rects),
        max(rect.right for rect in rects), max(rect.bottom for rect in rects),
    )  # fmt: skip


def _may_touch(one: _Bounds, other: _Bounds) -> bool:
    """Whether two have anything in common as a whole: of a page's elements few do, and this is asked of every two."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _covers(element: Element) -> bool:
    """Whether an element hides what is under it, or some of it."""
    if isinstance(element, PictureFrame):
        return bool(element.asset)
    return element.fill is not None if isinstance(element, Box) else isinstance(element, TextFrame | QrCode)


def _covering(element: Element, made: Drawn) -> tuple[Rect, ...]:
    """The areas of an element that hide what is under them."""
    return tuple(line.rect for line in made.lines) if isinstance(element, TextFrame) else made.rects


def _over_furniture(furniture: Drawn, drawn: Sequence[tuple[Element, Drawn]]) -> Iterator[Problem]:
    """An error (``compose.over-furniture``) for each element of which lines and what masthead or folio bar print meet."""
    for element, made in drawn:
        if made is not furniture and made.lines and any(_touch(one, furniture.rects) for one in made.rects):
            count = sum(1 for line in made.lines if _touch(_ink(line), _printed(furniture)))
            if count:
                args = {"lines": str(count)}
                yield Problem(code="compose.over-furniture", severity="error", element=element.id, args=args)


def _printed(furniture: Drawn) -> tuple[Rect, ...]:
    """Where furniture prints anything: beside its words there is room for a frame."""
    return _FURNITURE.get((furniture,), lambda: tuple(_areas(furniture)))


def _areas(furniture: Drawn) -> Iterator[Rect]:
    for (a, _, _, d, x, y), item in flatten(furniture.items):
        if isinstance(item, Glyphs) and item.xs:
            left, right = min(item.xs), max(item.xs) + item.size * item.hscale
            yield Rect(x + a * left, y - d * EM_ABOVE * item.size, a * (right - left), d * item.size)
        elif isinstance(item, Path):
            box = path_bounds(item).inset(*(-item.width / 2,) * 4)
            yield Rect(x + a * box.x, y + d * box.y, a * box.w, d * box.h)
        elif isinstance(item, Image):
            yield Rect(x + a * item.rect.x, y + d * item.rect.y, a * item.rect.w, d * item.rect.h)


def _ink(line: Line) -> Rect:
    """The em boxes of a line without the white of its last mark."""
    white = line.size / 2 if line.text[-1:] in _WHITE_AT_END else 0.0
    return line.rect.inset(0, 0, 0 if line.down else white, white if line.down else 0)


def _touch(one: Rect, others: Sequence[Rect]) -> bool:
    return any(one.overlaps(other, _SLACK) for other in others)
