"""Which template a page takes when nobody says: the one that its copy fills best, on one size of sheet for the issue.

The area that copy needs is measured once, on the largest sheet, and carried over by body size and baseline step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from layoutdesk.base.problem import Refusal
from layoutdesk.makeup.adverts import is_artwork, room_of
from layoutdesk.makeup.leaves import GAP_ROWS
from layoutdesk.makeup.shapes import Measurer
from layoutdesk.model import Asset, Grid, Story, Template

#: What copy fills beyond the page counts this much more than what it leaves open.
_OVERFULL = 6.0
#: A first page without a masthead although the paper's name is known.
_NO_MASTHEAD = 0.4
#: A page is a notice page (公告版) where notices are more than this share of its copy.
_MOSTLY = 0.6
#: A page packs its stories into this share of the area that they would take by themselves.
_PACKED = 0.9
#: Spans at which most stories are set; wider and narrower ones say little about the need.
_USUAL_SPANS = (2, 3, 4)


class PageNeed(msgspec.Struct, frozen=True):
    """What one page of copy asks for: ``area`` in square points as set on the reference template, ``notices`` their share
    of it (adverts left out), and whether it is a front page (with a masthead)."""

    area: float
    notices: float
    front: bool


def named(templates: Sequence[Template], name: str) -> Template:
    """The template of this name; ``Refusal`` where there is none."""
    for template in templates:
        if template.name == name:
            return template
    raise Refusal("makeup.unknown-template", name=name, known="、".join(template.name for template in templates))


def reference(templates: Sequence[Template]) -> Template:
    """The template that copy is measured on: the inside page with the most room; ``Refusal`` where there is none."""
    if not templates:
        raise Refusal("makeup.no-template")
    return max(templates, key=lambda template: (template.fits == "inside", not for_notices(template), _room(template)))


def need_of(
    stories: Sequence[Story], front: bool, measurer: Measurer, template: Template, assets: Mapping[str, Asset]
) -> PageNeed:
    """The need of a page's ranked stories, measured on the reference ``template``; ``assets`` are by id."""
    copy = [story for story in stories if not is_artwork(story)]
    areas = {story.id: _natural_area(story, measurer, template) for story in copy}
    notices = sum(areas[story.id] for story in copy if story.kind == "notice")
    total = sum(areas.values())
    adverts = sum(_booked_area(story, template.grid, assets) for story in stories if is_artwork(story))
    return PageNeed(total + adverts, notices / total if total else 0.0, front)


def choose(needs: Sequence[PageNeed], templates: Sequence[Template], on: Template) -> tuple[Template, ...]:
    """A template for every page, all on one size of sheet (开本); ``on`` is what the needs were measured on."""
    sheets: dict[tuple[float, float], list[Template]] = {}
    for template in templates:
        sheets.setdefault(template.trim_mm, []).append(template)
    best: tuple[float, tuple[Template, ...]] | None = None
    for sheet in sheets.values():
        picked = [min(sheet, key=_misfit_of(need, on)) for need in needs]
        cost = sum(_misfit_of(need, on)(template) for need, template in zip(needs, picked, strict=True))
        if best is None or cost < best[0]:
            best = cost, tuple(picked)
    if best is None:
        raise Refusal("makeup.no-template")
    return best[1]


def _natural_area(story: Story, measurer: Measurer, template: Template) -> float:
    """The area in square points at which a story would be set if nothing pressed: a third of the way from least to most."""
    grid = template.grid
    spans = [span for span in _USUAL_SPANS if span <= grid.columns]
    rows = sorted(
        (shape.rows + GAP_ROWS) * shape.span for span in spans for shape in measurer.shapes(story, story.priority, span)
    )
    pitch = (grid.column_chars + grid.gutter) * grid.body_size
    return rows[len(rows) // 3] * pitch * grid.step if rows else 0.0


def _booked_area(story: Story, grid: Grid, assets: Mapping[str, Asset]) -> float:
    columns, rows = room_of(story, grid, assets)
    return columns * (grid.column_chars + grid.gutter) * grid.body_size * (rows + GAP_ROWS) * grid.step


def _room(template: Template) -> float:
    grid = template.grid
    return grid.columns * (grid.column_chars + grid.gutter) * grid.body_size * (grid.rows + GAP_ROWS) * grid.step


def for_notices(template: Template) -> bool:
    """A template for notice pages says so in its name; its type is smaller than that of the others."""
    return template.name.endswith("notice")


def _misfit_of(need: PageNeed, on: Template) -> Callable[[Template], float]:
    def misfit(template: Template) -> float:
        grid = template.grid
        scale = grid.body_size * grid.step / (on.grid.body_size * on.grid.step)
        fill = _PACKED * need.area * scale / _room(template)
        cost = _OVERFULL * (fill - 1) if fill > 1 else 1 - fill
        if need.front != (template.fits == "front"):
            cost += _NO_MASTHEAD if need.front else 100.0
        if for_notices(template) != (need.notices > _MOSTLY):
            cost += 10.0 if for_notices(template) else 0.2
        return cost

    return misfit
