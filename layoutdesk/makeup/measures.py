"""The measures of a template as the hand changes them (版式): each with its unit, its bounds, and the template that it gives.

The type area stays on the sheet: what is asked for beyond it is taken as far as it goes.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final, NamedTuple

from msgspec.structs import replace

from layoutdesk.base.units import mm, to_mm
from layoutdesk.model.template import Template

#: No sheet is larger, no band higher, in mm; no name larger, in points.
_MOST_SIDE, _MOST_BAND, _MOST_NAME = 1_200.0, 400.0, 400.0
#: No base column is narrower, in 字.
_LEAST_CHARS = 4.0
#: Tenths of a millimetre, of a point and of a 字 are as fine as the hand sets them.
_FINE: Final = 10


class Measure(NamedTuple):
    """One measure: what it is ``of`` a template, the template ``given`` another, and from where to where it goes there.

    ``unit`` is ``mm``, ``points``, ``ems``, ``columns`` or ``rows``; ``step`` is what a click adds.
    """

    unit: str
    step: float
    of: Callable[[Template], float]
    given: Callable[[Template, float], Template]
    bounds: Callable[[Template], tuple[float, float]]

    def within(self, template: Template, value: float) -> float:
        """A value as near as it may be."""
        least, most = self.bounds(template)
        fine = round(value) if self.unit in ("columns", "rows") else round(value * _FINE) / _FINE
        return min(max(fine, least), most)


def _grid(name: str) -> Callable[[Template, float], Template]:
    return lambda template, value: replace(template, grid=replace(template.grid, **{name: value}))


def _with_rows(template: Template, value: float) -> Template:
    return replace(template, grid=replace(template.grid, rows=int(value)))


def _with_columns(template: Template, value: float) -> Template:
    """Other columns in a type area as wide as before, to half a 字 each."""
    grid, count = template.grid, int(value)
    room = grid.columns * (grid.column_chars + grid.gutter)
    chars = max(_LEAST_CHARS, int((room / count - grid.gutter) * 2 + 1e-6) / 2)
    return replace(template, grid=replace(grid, columns=count, column_chars=chars))


def _head(name: str) -> Callable[[Template, float], Template]:
    def given(template: Template, value: float) -> Template:
        head = template.masthead
        return template if head is None else replace(template, masthead=replace(head, **{name: value}))

    return given


def _bar(name: str) -> Callable[[Template, float], Template]:
    return lambda template, value: replace(template, folio=replace(template.folio, **{name: value}))


def type_width(template: Template) -> float:
    """The width of the type area (版心宽) in points."""
    grid = template.grid
    return (grid.columns * (grid.column_chars + grid.gutter) - grid.gutter) * grid.body_size


def type_height(template: Template) -> float:
    """The height of the type area (版心高) in points."""
    return template.grid.rows * template.grid.step


def _columns(template: Template) -> tuple[float, float]:
    grid = template.grid
    room = grid.columns * (grid.column_chars + grid.gutter)
    return 1, max(1, int(room / (_LEAST_CHARS + grid.gutter) + 1e-6))


def _chars(template: Template) -> tuple[float, float]:
    grid = template.grid
    room = mm(template.trim_mm[0]) / grid.body_size + grid.gutter
    return _LEAST_CHARS, _down(room / grid.columns - grid.gutter)


def _gutter(template: Template) -> tuple[float, float]:
    grid = template.grid
    room = mm(template.trim_mm[0]) / grid.body_size - grid.columns * grid.column_chars
    return 0.0, _down(min(10.0, room / max(grid.columns - 1, 1)))


def _rows(template: Template) -> tuple[float, float]:
    room = mm(template.trim_mm[1] - template.grid.top_mm)
    return 1, max(1, int(room / template.grid.step + 1e-6))


def _step(template: Template) -> tuple[float, float]:
    grid = template.grid
    return grid.body_size, _down(mm(template.trim_mm[1] - grid.top_mm) / grid.rows)


def _down(value: float) -> float:
    """A bound that is no more than a value, as fine as the hand sets."""
    return int(value * _FINE + 1e-6) / _FINE


def _up(value: float) -> float:
    return math.ceil(value * _FINE - 1e-6) / _FINE


MEASURES: Final[dict[str, Measure]] = {
    "width": Measure(
        "mm", 1, lambda each: each.trim_mm[0], lambda each, value: replace(each, trim_mm=(value, each.trim_mm[1])),
        lambda each: (_up(to_mm(type_width(each))), _MOST_SIDE),
    ),
    "height": Measure(
        "mm", 1, lambda each: each.trim_mm[1], lambda each, value: replace(each, trim_mm=(each.trim_mm[0], value)),
        lambda each: (_up(each.grid.top_mm + to_mm(type_height(each))), _MOST_SIDE),
    ),
    "columns": Measure("columns", 1, lambda each: each.grid.columns, _with_columns, _columns),
    "column_chars": Measure("ems", 0.5, lambda each: each.grid.column_chars, _grid("column_chars"), _chars),
    "gutter": Measure("ems", 0.5, lambda each: each.grid.gutter, _grid("gutter"), _gutter),
    "rows": Measure("rows", 1, lambda each: each.grid.rows, _with_rows, _rows),
    "step": Measure("points", 0.1, lambda each: each.grid.step, _grid("step"), _step),
    "top": Measure(
        "mm", 0.5, lambda each: each.grid.top_mm, _grid("top_mm"),
        lambda each: (0.0, _down(each.trim_mm[1] - to_mm(type_height(each)))),
    ),
    "folio_top": Measure("mm", 0.5, lambda each: each.folio.top_mm, _bar("top_mm"), lambda each: (0.0, each.trim_mm[1])),
    "head_top": Measure(
        "mm", 0.5, lambda each: each.masthead.top_mm if each.masthead else 0.0, _head("top_mm"),
        lambda _: (0.0, _MOST_BAND),
    ),
    "head_height": Measure(
        "mm", 0.5, lambda each: each.masthead.height_mm if each.masthead else 0.0, _head("height_mm"),
        lambda _: (5.0, _MOST_BAND),
    ),
    "name_size": Measure(
        "points", 1, lambda each: each.masthead.name_size if each.masthead else 0.0, _head("name_size"),
        lambda _: (8.0, _MOST_NAME),
    ),
}  # fmt: skip
#: Those that only templates with a masthead (报头) have, and those that only others have.
OF_HEADED: Final = frozenset({"head_top", "head_height", "name_size"})
OF_OTHERS: Final = frozenset({"folio_top"})


def measured(template: Template, name: str, value: float) -> Template:
    """A template with another measure, as near to what is asked for as it may be."""
    measure = MEASURES[name]
    return measure.given(template, measure.within(template, value))


def measures_of(template: Template) -> list[str]:
    """The names of the measures that a template has."""
    left = OF_OTHERS if template.masthead is not None else OF_HEADED
    return [name for name in MEASURES if name not in left]
