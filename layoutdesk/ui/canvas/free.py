"""Where a dragged free element comes to rest: anywhere, caught by columns, rows of the grid and its neighbours' edges.

Plain arithmetic in points, without Qt. A rule stands for the rectangle from its one end to its other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.grid import PageGrid
from layoutdesk.model import Guide
from layoutdesk.model.elements import Box, Element, PictureFrame, QrCode, Rule, TextFrame
from layoutdesk.ui.canvas.snapping import Catch, Edges

#: No side of a free element gets smaller than this by hand, points.
LEAST_SIDE: Final = 4.0
#: What is named first of several things that catch at one place.
_RANKS: Final = {
    code: rank
    for rank, code in enumerate(
        ("ui.snap.guide", "ui.snap.edge", "ui.snap.area", "ui.snap.sheet", "ui.snap.column", "ui.snap.row")
    )
}
_FREE: Final = TextFrame | PictureFrame | Box | QrCode


class FreeRest(NamedTuple):
    """A rectangle at rest and what caught it."""

    rect: Rect
    catches: tuple[Catch, ...]


class LineRest(NamedTuple):
    """A line at rest (a guide, the zero of the rulers): its place as the rulers read it, and what caught it."""

    said: str
    catches: tuple[Catch, ...]


class Lines(NamedTuple):
    """What may catch an edge: places across and down the page, each with what it is."""

    across: tuple[tuple[float, Catch], ...]
    down: tuple[tuple[float, Catch], ...]


def rect_of(element: Element | None) -> Rect | None:
    """The rectangle of an element that stands off the grid; nothing for others."""
    if isinstance(element, _FREE):
        return element.rect
    if isinstance(element, Rule):
        x, y = min(element.x1, element.x2), min(element.y1, element.y2)
        return Rect(x, y, abs(element.x2 - element.x1), abs(element.y2 - element.y1))
    return None


def put(page: str, element: Element, rect: Rect) -> edits.Edit:
    """The edit that puts a free element to a rectangle; the ends of a rule keep their corners."""
    if not isinstance(element, Rule):
        return edits.SetFrame(page=page, element=element.id, rect=rect)
    return edits.SetElement(page=page, element=ruled(element, rect))


def ruled(element: Rule, rect: Rect) -> Rule:
    """A rule from corner to corner of a rectangle, the ends at the corners at which they were."""
    x1, x2 = (rect.x, rect.right) if element.x1 <= element.x2 else (rect.right, rect.x)
    y1, y2 = (rect.y, rect.bottom) if element.y1 <= element.y2 else (rect.bottom, rect.y)
    return replace(element, x1=x1, y1=y1, x2=x2, y2=y2)


def parked_rect(grid: PageGrid, x: float, y: float, width: float, height: float) -> Rect:
    """A rectangle round a point beside the sheet, clear of the sheet."""
    left, top = x - width / 2, y - height / 2
    if x < 0 or x > grid.width:
        left = min(left, -grid.gutter - width) if x < 0 else max(left, grid.width + grid.gutter)
    else:
        top = min(top, -grid.gutter - height) if y < 0 else max(top, grid.height + grid.gutter)
    return Rect(rounded(left), rounded(top), rounded(width), rounded(height))


def lines_of(grid: PageGrid, others: Iterable[Rect], guides: Iterable[Guide] = ()) -> Lines:
    """Guides, the edges of the other elements, of the type area and of the sheet, the columns and rows of the grid."""
    across, down = [], []
    for guide in guides:
        if guide.axis == "across":
            across.append((guide.place, Catch("ui.snap.guide", x=guide.place)))
        else:
            down.append((guide.place, Catch("ui.snap.guide", y=guide.place)))
    for code, box in (("ui.snap.area", grid.type_area), ("ui.snap.sheet", Rect(0.0, 0.0, grid.width, grid.height))):
        across += [(rounded(x), Catch(code, x=rounded(x))) for x in (box.x, box.right)]
        down += [(rounded(y), Catch(code, y=rounded(y))) for y in (box.y, box.bottom)]
    area, spec = grid.type_area, grid.template.grid
    for column in range(spec.columns):
        left = rounded(area.x + column * grid.pitch)
        for x in (left, rounded(left + grid.pitch - grid.gutter)):
            across.append((x, Catch("ui.snap.column", column + 1, x=x)))
    for row in range(spec.rows + 1):
        y = rounded(grid.row_top(row))
        down.append((y, Catch("ui.snap.row", row + 1, y=y)))
    for other in others:
        across += [(x, Catch("ui.snap.edge", x=x)) for x in (other.x, other.right)]
        down += [(y, Catch("ui.snap.edge", y=y)) for y in (other.y, other.bottom)]
    return Lines(tuple(across), tuple(down))


def moved_rect(rect: Rect, dx: float, dy: float, lines: Lines, reach: float) -> FreeRest:
    """The rectangle moved by points; ``reach`` is how near a line must be to catch one of its edges."""
    x, across = _caught(rect.x + dx, (0.0, rect.w), lines.across, reach)
    y, down = _caught(rect.y + dy, (0.0, rect.h), lines.down, reach)
    return FreeRest(Rect(x, y, rect.w, rect.h), (*across, *down))


def pulled_rect(rect: Rect, edges: Edges, dx: float, dy: float, lines: Lines, reach: float) -> FreeRest:
    """The rectangle with the pulled edges moved, never smaller than ``LEAST_SIDE``; a straight rule stays straight."""
    x, right, across = _pulled(rect.x, rect.right, edges.across if rect.w else 0, dx, lines.across, reach)
    y, bottom, down = _pulled(rect.y, rect.bottom, edges.down if rect.h else 0, dy, lines.down, reach)
    return FreeRest(Rect(x, y, rounded(right - x), rounded(bottom - y)), (*across, *down))


def in_proportion(rect: Rect, edges: Edges, dx: float, dy: float) -> tuple[float, float]:
    """How far a corner goes so that the sides keep their proportion, the one that the hand pulled further leading."""
    if not rect.w or not rect.h:
        return dx, dy
    scale = max((rect.w + edges.across * dx) / rect.w, (rect.h + edges.down * dy) / rect.h)
    scale = max(scale, LEAST_SIDE / min(rect.w, rect.h))
    return edges.across * rect.w * (scale - 1), edges.down * rect.h * (scale - 1)


def _pulled(
    near: float, far: float, edge: int, by: float, lines: Sequence[tuple[float, Catch]], reach: float
) -> tuple[float, float, tuple[Catch, ...]]:
    if not edge:
        return near, far, ()
    place, catches = _caught((near if edge < 0 else far) + by, (0.0,), lines, reach)
    if edge < 0:
        return min(place, far - LEAST_SIDE), far, catches
    return near, max(place, near + LEAST_SIDE), catches


def _caught(
    wanted: float, edges: Sequence[float], lines: Sequence[tuple[float, Catch]], reach: float
) -> tuple[float, tuple[Catch, ...]]:
    """The place nearest to the one wanted at which one of ``edges`` (offsets from it) lies on a line."""
    near = [
        (rounded(abs(line - edge - wanted)), rounded(line - edge), catch)
        for line, catch in lines
        for edge in edges
        if abs(line - edge - wanted) <= reach
    ]
    if not near:
        return rounded(wanted), ()
    place = min(near, key=lambda item: (item[0], _RANKS.get(item[2].code, 0)))[1]
    there = sorted((catch for _, at, catch in near if at == place), key=lambda catch: _RANKS.get(catch.code, 0))
    return place, tuple({catch.code: catch for catch in reversed(there)}.values())[::-1]


def caught_line(wanted: float, lines: Sequence[tuple[float, Catch]], reach: float) -> tuple[float, tuple[Catch, ...]]:
    """Where a line along one axis rests, and all that caught it there."""
    return _caught(wanted, (0.0,), lines, reach)
