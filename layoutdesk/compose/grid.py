"""From the template's grid (字, base columns, rows) to points on the page."""

from __future__ import annotations

import msgspec

from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.base.units import mm
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.model.elements import Block, GridRect
from layoutdesk.model.template import Template

#: The share of the em above the baseline in a Han glyph's box; it centres the em box in its row.
EM_ABOVE = 0.88


class OwnColumns(msgspec.Struct, frozen=True):
    """A block's own columns (破栏): their left edges, one measure for all, and the gutter between them, in points."""

    lefts: tuple[float, ...]
    measure: float
    gutter: float

    def span(self, first: int, count: int) -> tuple[float, float]:
        """Left edge and width of ``count`` columns from ``first``, their gutters included."""
        return self.lefts[first], count * self.measure + (count - 1) * self.gutter

    def characters(self, em: float) -> int:
        """How many 字 of ``em`` points a line holds."""
        return int(self.measure / em + 0.01)


class PageGrid:
    """The grid of one template in points: where columns and rows lie on the trim."""

    def __init__(self, template: Template) -> None:
        grid = template.grid
        self.template = template
        self.width, self.height = mm(template.trim_mm[0]), mm(template.trim_mm[1])
        self.em = grid.body_size
        self.step = grid.step
        self.pitch = (grid.column_chars + grid.gutter) * self.em
        self.gutter = grid.gutter * self.em
        type_width = grid.columns * self.pitch - self.gutter
        self.type_area = Rect(
            rounded((self.width - type_width) / 2), rounded(mm(grid.top_mm)), type_width, grid.rows * grid.step
        )

    def row_top(self, row: float) -> float:
        """The upper edge of a row in points."""
        return self.type_area.y + row * self.step

    def baseline(self, row: float, size: float = 0.0) -> float:
        """The baseline of a row; ``size`` 0 means the body, whose em box stands in the middle of the row."""
        size = size or self.em
        return rounded(self.row_top(row) + (self.step - self.em) / 2 + EM_ABOVE * self.em)

    def rect(self, area: GridRect) -> Rect:
        """The full rectangle of a grid area, from edge to edge of its base columns."""
        return Rect(
            rounded(self.type_area.x + area.column * self.pitch),
            rounded(self.row_top(area.row)),
            rounded(area.columns * self.pitch - self.gutter),
            rounded(area.rows * self.step),
        )

    def own_columns(self, rect: Rect, count: int) -> OwnColumns:
        """``count`` columns in a rectangle: the measure a whole number of half 字, the gutters take up the rest evenly."""
        least = self.template.grid.inner_gutter * self.em if count > 1 else 0.0
        half = self.em / 2
        measure = int((rect.w - (count - 1) * least) / count / half + 1e-6) * half
        if count == 1:
            return OwnColumns((rect.x,), rect.w, 0.0)
        gutter = (rect.w - count * measure) / (count - 1)
        return OwnColumns(tuple(rounded(rect.x + i * (measure + gutter)) for i in range(count)), measure, gutter)

    def own_columns_of_width(self, width: float, count: int) -> OwnColumns:
        """``count`` own columns over a width, from 0."""
        return self.own_columns(Rect(0.0, 0.0, width, 0.0), count)

    def ideal_columns(self, width: float) -> int:
        """How many own columns of about the template's ideal measure fit a width (at least one)."""
        grid = self.template.grid
        pitch = (grid.ideal_measure + grid.inner_gutter) * self.em
        return max(1, round((width + grid.inner_gutter * self.em) / pitch))

    def columns_of(self, block: Block, rect: Rect) -> OwnColumns:
        """The own columns of a block inside its rectangle.

        An L keeps the base columns of the page, so that both its parts share their edges.
        """
        if len(block.area) > 1:
            bounds = bounding(block.area)
            lefts = tuple(rounded(self.type_area.x + (bounds.column + i) * self.pitch) for i in range(bounds.columns))
            return OwnColumns(lefts, self.pitch - self.gutter, self.gutter)
        return self.own_columns(rect, block.columns or self.ideal_columns(rect.w))


def bounding(area: tuple[GridRect, ...]) -> GridRect:
    """The smallest grid rectangle that holds an area."""
    column, row = min(r.column for r in area), min(r.row for r in area)
    return GridRect(column, row, max(r.right for r in area) - column, max(r.bottom for r in area) - row)


_GRIDS: IdentityCache[PageGrid] = IdentityCache(64)


def page_grid(template: Template) -> PageGrid:
    """The grid of a template, kept by the template's identity."""
    return _GRIDS.get((template,), lambda: PageGrid(template))
