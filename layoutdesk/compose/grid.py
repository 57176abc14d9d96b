"""From the template's grid (字, base columns, rows) to points on the page."""

from __future__ import annotations

from typing import Final

import msgspec

from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.base.units import mm
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.model.elements import Area, Block, ColumnMode, GridRect
from layoutdesk.model.template import Template

#: The share of the em above the baseline in a Han glyph's box; it centres the em box in its row.
EM_ABOVE = 0.88


#: No own column is narrower than this many 字: an indented line would not stand in it.
LEAST_MEASURE = 4


class OwnColumns(msgspec.Struct, frozen=True):
    """A block's own columns (破栏): their left edges, the measure of the widest, and the gutter between them, in points.

    ``widths`` are the measures of columns that are not all alike, else empty.
    """

    lefts: tuple[float, ...]
    measure: float
    gutter: float
    widths: tuple[float, ...] = ()

    def width(self, index: int) -> float:
        """The measure of one column."""
        return self.widths[index] if self.widths else self.measure

    def span(self, first: int, count: int) -> tuple[float, float]:
        """Left edge and width of ``count`` columns from ``first``, their gutters included."""
        if self.widths:
            return self.lefts[first], sum(self.widths[first : first + count]) + (count - 1) * self.gutter
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

    def own_columns(self, rect: Rect, count: int, mode: ColumnMode = "automatic", gutter: float = 0.0) -> OwnColumns:
        """``count`` columns in a rectangle, fewer where they would be narrower than ``LEAST_MEASURE``.

        ``mode`` says how they share its width and ``gutter`` in 字 what parts them at least (0: the template's). Automatic: the
        measure a whole number of half 字, the gutters take up the rest evenly.
        """
        em, least = self.em, (gutter or self.template.grid.inner_gutter) * self.em
        count = min(count, max(1, int((rect.w + least) / (LEAST_MEASURE * em + least) + 1e-6)))
        if count == 1:
            return OwnColumns((rect.x,), rect.w, 0.0)
        room = rect.w - (count - 1) * least
        if mode == "relative":
            return _relative(rect, count, int(room / em + 1e-6), em)
        unit = 0.0 if mode == "free" else em if mode == "absolute" else em / 2
        measure = int(room / count / unit + 1e-6) * unit if unit else room / count
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
        return self.own_columns(rect, block.columns or self.ideal_columns(rect.w), block.mode, block.gutter)


def _relative(rect: Rect, count: int, chars: int, em: float) -> OwnColumns:
    """Columns that share ``chars`` whole 字: the last ones have one more where it does not come out even."""
    each, more = divmod(chars, count)
    widths = tuple((each + (index >= count - more)) * em for index in range(count))
    gutter = (rect.w - chars * em) / (count - 1)
    lefts = tuple(rounded(rect.x + sum(widths[:index]) + index * gutter) for index in range(count))
    return OwnColumns(lefts, max(widths), gutter, widths if more else ())


#: Empty rows between a block and the unrelated one under it; the separating rule stands in them.
GAP_ROWS: Final = 2


def shift(area: Area, columns: int, rows: int) -> Area:
    """The area moved by whole columns and rows."""
    return tuple(GridRect(r.column + columns, r.row + rows, r.columns, r.rows) for r in area)


def bounding(area: Area) -> GridRect:
    """The smallest grid rectangle that holds an area."""
    column, row = min(r.column for r in area), min(r.row for r in area)
    return GridRect(column, row, max(r.right for r in area) - column, max(r.bottom for r in area) - row)


_GRIDS: IdentityCache[PageGrid] = IdentityCache(64)


def page_grid(template: Template) -> PageGrid:
    """The grid of a template, kept by the template's identity."""
    return _GRIDS.get((template,), lambda: PageGrid(template))
