"""The free parts of a page around what is fixed (adverts 广告, locked blocks 锁定): rectangles that guillotine cuts leave.

All in base columns and rows; the white under a block belongs to it, so the page is as much taller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.base.units import mm
from layoutdesk.compose.grid import bounding, page_grid
from layoutdesk.compose.parking import is_parked
from layoutdesk.makeup.curves import Curves
from layoutdesk.makeup.leaves import GAP_ROWS
from layoutdesk.model import Advert, Block, Box, Element, GridRect, PictureFrame, QrCode, Template, TextFrame
from layoutdesk.model.elements import is_hidden

#: Ways to part the page that are looked at; one or two adverts have fewer.
_MOST_PARTINGS = 12


def fixed_areas(elements: Iterable[Element], template: Template) -> tuple[GridRect, ...]:
    """What the fixed elements cover, the white under them included; rules, folio bar and masthead cover nothing.

    Free frames may lie on one another, a panel under its text: what overlaps is one area. ``Refusal`` where two elements that
    stand on the grid overlap or one lies outside the page.
    """
    areas: list[GridRect] = []
    free: list[GridRect] = []
    for element in elements:
        for area in _areas(element, template):
            low = GridRect(area.column, area.row, area.columns, area.rows + GAP_ROWS)
            if not isinstance(element, Block | Advert):
                free.append(low)
                continue
            if not _inside(area, template):
                raise Refusal("makeup.fixed-outside", element=element.id)
            if any(low.overlaps(other) for other in areas):
                raise Refusal("makeup.fixed-overlap", element=element.id)
            areas.append(low)
    return _merged([*areas, *free]) if free else tuple(areas)


def _merged(areas: list[GridRect]) -> tuple[GridRect, ...]:
    """The areas with every two that overlap as the one rectangle round both."""
    merged: list[GridRect] = []
    for area in areas:
        while other := next((each for each in merged if each.overlaps(area)), None):
            merged.remove(other)
            area = bounding((other, area))
        merged.append(area)
    return tuple(merged)


def _areas(element: Element, template: Template) -> tuple[GridRect, ...]:
    if is_hidden(element) or is_parked(element, page_grid(template)):
        return ()
    if isinstance(element, Block):
        return element.area
    if isinstance(element, Advert):
        return (element.area,)
    if isinstance(element, TextFrame | PictureFrame | Box | QrCode):
        return (_covering(element.rect, template),)
    return ()


def _inside(area: GridRect, template: Template) -> bool:
    grid = template.grid
    across = area.column >= 0 and area.columns > 0 and area.right <= grid.columns
    return across and area.row >= 0 and area.rows > 0 and area.bottom <= grid.rows


def _covering(rect: Rect, template: Template) -> GridRect:
    """The base columns and rows that a free frame touches, held inside the page."""
    grid = template.grid
    pitch = (grid.column_chars + grid.gutter) * grid.body_size
    left = (mm(template.trim_mm[0]) - grid.columns * pitch + grid.gutter * grid.body_size) / 2
    first = max(0, min(grid.columns - 1, int((rect.x - left) / pitch)))
    last = max(first, min(grid.columns - 1, int((rect.right - left - 0.01) / pitch)))
    top = max(0, min(grid.rows - 1, int((rect.y - mm(grid.top_mm)) / grid.step)))
    bottom = max(top + 1, min(grid.rows, -int(-(rect.bottom - mm(grid.top_mm) - 0.01) // grid.step)))
    return GridRect(first, top, last - first + 1, bottom - top)


def partings(columns: int, rows: int, fixed: Sequence[GridRect]) -> tuple[tuple[GridRect, ...], ...]:
    """The ways to part what is free into rectangles by straight cuts along fixed edges, those with fewest parts first."""
    page = GridRect(0, 0, columns, rows)
    found: dict[tuple[GridRect, ...], None] = {}
    for parts in _parted(page, tuple(fixed)):
        found.setdefault(tuple(sorted(parts, key=lambda part: (part.row, part.column))))
        if len(found) >= 4 * _MOST_PARTINGS:
            break
    return tuple(sorted(found, key=len)[:_MOST_PARTINGS])


def _parted(region: GridRect, fixed: tuple[GridRect, ...]) -> Iterator[tuple[GridRect, ...]]:
    if not fixed:
        yield (region,)
        return
    if len(fixed) == 1 and _covers(fixed[0], region):
        yield ()
        return
    for one, other in _straight_cuts(region, fixed):
        inside = tuple(f for f in fixed if f.overlaps(one))
        beyond = tuple(f for f in fixed if f.overlaps(other))
        for first in _parted(one, inside):
            for second in _parted(other, beyond):
                yield first + second


def _covers(area: GridRect, region: GridRect) -> bool:
    across = area.column <= region.column and area.right >= region.right
    return across and area.row <= region.row and area.bottom >= region.bottom


def _straight_cuts(region: GridRect, fixed: tuple[GridRect, ...]) -> Iterator[tuple[GridRect, GridRect]]:
    """Cuts along an edge of something fixed that cross nothing fixed."""
    for row in sorted({edge for f in fixed for edge in (f.row, f.bottom) if region.row < edge < region.bottom}):
        if not any(f.row < row < f.bottom for f in fixed):
            upper = GridRect(region.column, region.row, region.columns, row - region.row)
            yield upper, GridRect(region.column, row, region.columns, region.bottom - row)
    for column in sorted({edge for f in fixed for edge in (f.column, f.right) if region.column < edge < region.right}):
        if not any(f.column < column < f.right for f in fixed):
            left = GridRect(region.column, region.row, column - region.column, region.rows)
            yield left, GridRect(column, region.row, region.right - column, region.rows)


class Sharing:
    """Which sets of items the regions of one parting can take between them.

    ``loose`` is how many rows may stay open at the foot of each region. ``possible[i]`` holds the sets that regions ``i`` and
    after can share out completely.
    """

    def __init__(self, regions: tuple[GridRect, ...], curves: Curves, loose: int) -> None:
        self.regions, self.loose = regions, loose
        self.takes: list[list[int]] = []
        self.possible: list[set[int]] = [{0}]
        for region in reversed(regions):
            takes = [0] if loose >= region.rows else []
            takes += [
                items
                for items in range(1, curves.full + 1)
                if curves.tallest(items, region.columns, region.rows) >= max(0, region.rows - loose)
            ]
            after = self.possible[0]
            self.takes.insert(0, takes)
            self.possible.insert(0, {a | b for a in takes for b in after if not a & b})

    def choices(self, index: int, items: int) -> list[int]:
        """What region ``index`` may take of ``items`` so that the regions after it can take the rest."""
        after = self.possible[index + 1]
        return [take for take in self.takes[index] if take & ~items == 0 and items ^ take in after]
