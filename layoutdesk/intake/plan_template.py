"""The template of a page plan: its sheet, margin, columns and leading as the plan has them, everything else as in the house."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from layoutdesk.base.geometry import rounded
from layoutdesk.base.units import mm
from layoutdesk.intake import plan_shape as given
from layoutdesk.intake.plan_parts import Body
from layoutdesk.model import GridRect, Template
from layoutdesk.model.library import shipped_templates
from layoutdesk.model.styles import TextStyle

#: The shipped template whose type and colours a plan's template takes.
_BASE: Final = "broadsheet-inside"
#: What a plan's pages have where it has no running text: size and leading in points.
_BODY: Final = (9.0, 11.0)
RUNNING: Final = ("body", "comment", "lead", "clause")
_LEFT: Final = ("main", "kicker", "deck", "caption", "cell", "cell-head")


def template_of(plan: given.Plan, file: str) -> Template:
    """The plan's template; its name tells it from those of other plans of the day."""
    base = shipped_templates()[_BASE]
    if plan.grid is not None:
        size, step = plan.grid.size, plan.grid.lead
        columns, chars, gutter = _parted(plan, plan.grid.columns, plan.grid.gutter, size)
    else:
        size, step = _usual((body.size, body.lead or 1.2 * body.size) for body in _bodies(plan)) or _BODY
        columns, chars, gutter = _columns(plan, size)
    height = mm(plan.page_mm[1] - 2 * plan.margin)
    grid = replace(
        base.grid, columns=columns, column_chars=chars, gutter=gutter, body_size=size, step=rounded(step),
        rows=max(1, int(height / step + 0.01)), top_mm=plan.margin,
    )  # fmt: skip
    return replace(
        base, name=f"plan-{Path(file).stem}", title={"zh": "版面计划", "en": "Page plan"}, trim_mm=plan.page_mm, grid=grid,
        bleed_mm=plan.bleed, columns_rule=False, styles=_styles(plan, base, size),
    )  # fmt: skip


def em_of(template: Template) -> float:
    """The 字 of a page in points: lengths inside blocks, and the distance of text from what it runs round, count it."""
    return template.grid.body_size


def area_of(box: Sequence[float] | None, template: Template) -> GridRect:
    """The area of the template's grid nearest to a box in mm, inside the type area; without a box all of it."""
    grid = template.grid
    if box is None:
        return GridRect(0, 0, grid.columns, grid.rows)
    pitch = (grid.column_chars + grid.gutter) * grid.body_size
    left = (mm(template.trim_mm[0]) - grid.columns * pitch + grid.gutter * grid.body_size) / 2
    x, y, width, height = map(mm, box)
    column = max(0, min(grid.columns - 1, round((x - left) / pitch)))
    row = max(0, min(grid.rows - 1, round((y - mm(grid.top_mm)) / grid.step)))
    columns = max(1, min(grid.columns - column, round((width + grid.gutter * grid.body_size) / pitch)))
    rows = max(1, min(grid.rows - row, round(height / grid.step)))
    return GridRect(column, row, columns, rows)


def _bodies(plan: given.Plan) -> Iterator[Body]:
    return (article.body for article in _articles(plan) if article.body is not None)


def _articles(plan: given.Plan) -> Iterator[given.Article]:
    for page in plan.pages:
        yield from page.articles
        yield from page.notices
        if page.notice is not None:
            yield page.notice


def _usual(values: Iterable[tuple[float, float]]) -> tuple[float, float] | None:
    """The value that comes most often, the first of those."""
    return next((value for value, _ in Counter(values).most_common(1)), None)


def _columns(plan: given.Plan, size: float) -> tuple[int, float, float]:
    """The base columns of the type area, their measure and the gutter in 字: as in the widest body of the plan."""
    width = plan.page_mm[0] - 2 * plan.margin
    widest = max(_bodies(plan), key=lambda body: body.box[2], default=None)
    if width <= 0 or widest is None or widest.gutter is None:
        return 1, max(0.5, mm(max(width, 10.0)) / size), 0.0
    measure = (widest.box[2] - (widest.cols - 1) * widest.gutter) / widest.cols
    if measure <= 0:
        return 1, max(0.5, mm(width) / size), 0.0
    columns = max(1, min(100, round((width + widest.gutter) / (measure + widest.gutter))))
    return _parted(plan, columns, widest.gutter, size)


def _parted(plan: given.Plan, columns: int, gutter: float, size: float) -> tuple[int, float, float]:
    """The type area in so many columns, ``gutter`` mm between them: measure and gutter in 字 of ``size`` points."""
    width = plan.page_mm[0] - 2 * plan.margin
    own = max(1.0, (width - (columns - 1) * gutter) / columns)
    return columns, max(0.5, mm(own) / size), mm(gutter) / size


def _styles(plan: given.Plan, base: Template, size: float) -> dict[str, TextStyle]:
    """The house's styles in the plan's sizes: text flush left where the house centres heads, and the plan's own over them."""
    styles = dict(base.styles)
    for name in RUNNING:
        styles[name] = replace(styles[name], size=size)
    for name in _LEFT:
        styles[name] = replace(styles[name], align="left")
    captions = [words for article in _articles(plan) for words in (article.caption,) if words is not None]
    tables = [table for article in _articles(plan) for table in (article.table, *article.tables) if table is not None]
    for names, found in ((("caption", "credit"), captions), (("cell", "cell-head"), tables)):
        if usual := _usual((one.size, 0.0) for one in found):
            styles |= {name: replace(styles[name], size=usual[0]) for name in names}
    return styles | plan.styles
