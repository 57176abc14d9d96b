"""Copy that other elements hide: a picture, a filled box, a code or the copy of another frame lies over its lines (压字)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Problem
from layoutdesk.compose.types import Drawn, Line
from layoutdesk.model import Box, Element, PictureFrame, QrCode, TextFrame

#: How far an edge may reach into a line before it is on its ink, points.
_SLACK = 1.0
#: Marks whose right half is white, which may hang beyond the measure.
_WHITE_AT_END = "，。、；：！？”’》）」』】"


def covered(drawn: Sequence[tuple[Element, Drawn]]) -> Iterator[Problem]:
    """One error (``compose.covered``) for each element over lines of others; ``drawn`` back to front as they are printed.

    What text keeps clear of has none of its lines under it, by its making.
    """
    for at, (element, made) in enumerate(drawn):
        areas = _covering(element, made)
        if not areas:
            continue
        below = [each for _, each in drawn[:at] if each.lines and any(_touch(one, made.rects) for one in each.rects)]
        count = sum(1 for each in below for line in each.lines if _touch(_ink(line), areas))
        if count:
            yield Problem(code="compose.covered", severity="error", element=element.id, args={"lines": str(count)})


def _covering(element: Element, made: Drawn) -> tuple[Rect, ...]:
    """The areas of an element that hide what is under them."""
    if isinstance(element, TextFrame):
        return tuple(line.rect for line in made.lines)
    full = (isinstance(element, PictureFrame) and element.asset) or (
        isinstance(element, Box) and element.fill is not None
    )
    return made.rects if full or isinstance(element, QrCode) else ()


def _ink(line: Line) -> Rect:
    """The em boxes of a line without the white of its last mark."""
    white = line.size / 2 if line.text[-1:] in _WHITE_AT_END else 0.0
    return line.rect.inset(0, 0, 0 if line.down else white, white if line.down else 0)


def _touch(one: Rect, others: Sequence[Rect]) -> bool:
    return any(one.overlaps(other, _SLACK) for other in others)
