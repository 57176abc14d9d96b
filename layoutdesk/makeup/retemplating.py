"""A page on another template (换版式): masthead or folio bar as that has them, and what stands on the grid at the same place of it.

Edges go to the nearest columns and rows of the other grid in proportion, so that what stood at head, foot or side of the type
area stands there again and what stood side by side lies over nothing. What stands off the grid keeps its place on the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import rounded
from layoutdesk.base.ids import IdSource
from layoutdesk.compose.grid import page_grid, shift
from layoutdesk.compose.parking import clear_of_sheet, free_box, is_parked, side_of
from layoutdesk.edits import copies
from layoutdesk.makeup.refitting import fresh, refitting
from layoutdesk.model import (
    Advert,
    Block,
    Document,
    Element,
    FolioBar,
    Masthead,
    Page,
    PictureFrame,
    Template,
    TextFrame,
)
from layoutdesk.model.elements import Box, GridRect, QrCode, Rule, area_of


class Retemplated(NamedTuple):
    """The edit, how many elements stand in other columns or rows than before, and how many lie beside the sheet now."""

    edit: edits.Edit
    fitted: int
    parked: int


def retemplated(document: Document, pages: Sequence[str], template: Template, ids: IdSource) -> Retemplated | None:
    """Pages on another template, as one step; nothing where all of them have it."""
    others = [page for page in document.pages if page.id in pages and page.template != template.name]
    steps: list[edits.Edit] = []
    fitted = parked = 0
    if all(each.name != template.name for each in document.templates):
        steps.append(edits.SetTemplate(template=template))
    grid = page_grid(template)
    for page in others:
        elements = _placed(document, page, template, ids)
        steps.append(edits.SetPage(page=page.id, template=template.name))
        if elements != page.elements:
            steps.append(edits.SetElements(page=page.id, elements=elements))
        steps += _unbroken(document, page, elements)
        changed = [pair for pair in zip(page.elements, elements, strict=True) if area_of(pair[0]) != area_of(pair[1])]
        fitted += len(changed)
        before = page_grid(document.template(page.template))
        parked += sum(is_parked(each, grid) and not is_parked(each, before) for each in elements)
    return Retemplated(edits.together("edits.set-page-template", steps), fitted, parked) if others else None


def reshaped(document: Document, template: Template, ids: IdSource) -> edits.Edit:
    """A template of the issue with other measures (改版式): all its pages follow.

    What stands on a page stays in its columns and rows as long as the grid has them, else it goes in proportion.
    """
    steps: list[edits.Edit] = [edits.SetTemplate(template=template)]
    before, grid = document.template(template.name).grid, template.grid
    for page in document.pages:
        foot = max((part.bottom for each in _on_sheet(document, page) for part in area_of(each)), default=0)
        if page.template != template.name:
            continue
        if before.columns == grid.columns and foot <= grid.rows:
            elements = _beside_still(document, page, template)
        else:
            # Rows that are only more leave everything where it stands.
            held = template if foot > grid.rows else replace(template, grid=replace(grid, rows=before.rows))
            elements = _placed(document, page, held, ids)
        if elements != page.elements:
            steps.append(edits.SetElements(page=page.id, elements=elements))
        steps += _unbroken(document, page, elements)
    return edits.Batch("ui.history.reshape", tuple(steps))


def on_templates_of(document: Document, other: Document, ids: IdSource) -> Document:
    """A state of the issue, say an earlier one, as it stands on the templates that ``other`` has under the same names."""
    today = {each.name: each for each in other.templates}
    for template in document.templates:
        now = today.get(template.name)
        if now is not None and now.grid != template.grid:
            document = edits.apply(document, reshaped(document, now, ids))
    return document


def furnished(template: Template, ids: IdSource) -> tuple[Element, ...]:
    """What a new page of a template begins with: its furniture, and copies of what the template keeps (版式上的固定内容)."""
    kept = copies.renewed(copies.Bundle(elements=template.elements), ids.new)
    return furniture(template, ids), *kept.elements


def as_template(document: Document, page: Page, name: str, title: str) -> Template:
    """A page's template under another name, with what stands on it off the grid and sets no copy: rules, boxes, codes, frames.

    Frames keep no picture.
    """
    kept = tuple(
        replace(each, asset="") if isinstance(each, PictureFrame) else each
        for each in page.elements
        if isinstance(each, Rule | Box | QrCode | PictureFrame)
    )
    return replace(document.template(page.template), name=name, title={"zh": title, "en": title}, elements=kept)


def furniture(template: Template, ids: IdSource) -> Element:
    """What a template puts on every page of its own: a front page its masthead (报头), others the folio bar (报眉)."""
    # A front page has its date, number and credits in masthead and foot line, and no folio bar above them.
    return Masthead(id=ids.new("el")) if template.masthead is not None else FolioBar(id=ids.new("el"))


def _placed(document: Document, page: Page, template: Template, ids: IdSource) -> tuple[Element, ...]:
    """The elements of a page as they stand on another template."""
    old, new = document.template(page.template).grid, template.grid
    areas = [part for each in _on_sheet(document, page) for part in area_of(each)]
    across = edges((edge for part in areas for edge in (part.column, part.right)), old.columns, new.columns)
    down = edges((edge for part in areas for edge in (part.row, part.bottom)), old.rows, new.rows)

    def moved(part: GridRect) -> GridRect:
        column, row = across[part.column], down[part.row]
        return GridRect(column, row, max(1, across[part.right] - column), max(1, down[part.bottom] - row))

    def put(each: Element) -> Element:
        if isinstance(each, Masthead | FolioBar):
            return each if isinstance(each, Masthead) == (template.masthead is not None) else furniture(template, ids)
        if is_parked(each, page_grid(document.template(page.template))):
            return each
        if isinstance(each, Block):
            return fresh(each, tuple(map(moved, each.area)))
        return replace(each, area=moved(each.area)) if isinstance(each, Advert) else each

    return tuple(map(put, _beside_still(document, page, template)))


def _beside_still(document: Document, page: Page, template: Template) -> tuple[Element, ...]:
    """The elements of a page, of which those beside its sheet lie beside that of another template too, at the same side."""
    old = document.template(page.template)
    grid, larger = page_grid(old), page_grid(template)
    across, down = rounded(larger.width - grid.width), rounded(larger.height - grid.height)

    def put(each: Element) -> Element:
        if not is_parked(each, grid):
            return each
        if isinstance(each, Block | Advert):
            area = area_of(each)
            side = side_of(area, old)
            place = area if side is None else shift(area, *clear_of_sheet(area, template, side))
            return replace(each, area=place if isinstance(each, Block) else place[0])
        box = free_box(each)
        if box is None:
            return each
        return _pushed(each, across if box.x >= grid.width else 0.0, down if box.y >= grid.height else 0.0)

    return tuple(map(put, page.elements))


def _pushed(each: Element, dx: float, dy: float) -> Element:
    """An element off the grid, so many points to the right and down."""
    if isinstance(each, Rule):
        return replace(each, x1=each.x1 + dx, y1=each.y1 + dy, x2=each.x2 + dx, y2=each.y2 + dy)
    if isinstance(each, TextFrame | PictureFrame | Box | QrCode):
        return replace(each, rect=replace(each.rect, x=rounded(each.rect.x + dx), y=rounded(each.rect.y + dy)))
    return each


def _on_sheet(document: Document, page: Page) -> list[Element]:
    """The elements of a page but for those that lie beside its sheet."""
    grid = page_grid(document.template(page.template))
    return [each for each in page.elements if not is_parked(each, grid)]


def edges(used: Iterable[int], before: int, after: int) -> dict[int, int]:
    """Where edges of a grid of ``before`` columns or rows lie in one of ``after``: in proportion and inside it.

    Edges that are two stay two, and in their order, as long as there are enough of them.
    """
    known = sorted(set(used))
    found: list[int] = []
    for edge in known:
        nearest = min(max(int(edge * after / before + 0.5), 0), after)
        found.append(max(nearest, found[-1] + 1) if found else nearest)
    for at in range(len(found) - 1, -1, -1):
        found[at] = max(0, min(found[at], after - (len(found) - 1 - at)))
    return dict(zip(known, found, strict=True))


def _unbroken(document: Document, page: Page, elements: Sequence[Element]) -> list[edits.Edit]:
    """The headlines of blocks that have another width, without the breaks that were chosen for the one before."""
    steps: list[edits.Edit] = []
    for before, after in zip(page.elements, elements, strict=True):
        if isinstance(before, Block) and isinstance(after, Block) and before.headline:
            steps += refitting(page.id, before, after.area, document.story(before.story))[1:]
    return steps
