"""The pasteboard round a page (版外): what stands wholly beside the sheet is parked there, and in no output.

What stands on the sheet and over its edge is printed as far as the bleed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from msgspec.structs import replace

from layoutdesk.base.colour import WHITE
from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Problem
from layoutdesk.base.units import mm
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.context import Scope
from layoutdesk.compose.grid import PageGrid, bounding, page_grid
from layoutdesk.compose.types import Drawn
from layoutdesk.display import IDENTITY, Group, Item, Path, rectangle
from layoutdesk.model import Block, Box, Document, Element, Page, PictureFrame, QrCode, Rule, TextFrame
from layoutdesk.model.document import unplaced
from layoutdesk.model.elements import GridRect, area_of, is_printed
from layoutdesk.model.gaps import missing
from layoutdesk.model.template import Template

#: Lines that lie no further than this outside the sheet, in points, count as on it: an em box is larger than its ink.
_SLACK = 0.5
#: What is parked with the paper under it, by what it draws.
_UNPARKED: IdentityCache[Document] = IdentityCache(2)
_ON_PAPER: IdentityCache[tuple[Item, ...]] = IdentityCache(64)
#: Lines beyond the edge, by what was drawn: a key changes one of the frames of a page.
_OFF: IdentityCache[int] = IdentityCache(256)


class Side(NamedTuple):
    """A side of the sheet: -1 the left or upper, 1 the right or lower, 0 none."""

    across: int
    down: int


#: The sides, those first at which most is parked.
SIDES: Final = (Side(-1, 0), Side(1, 0), Side(0, -1), Side(0, 1))


def free_box(element: Element) -> Rect | None:
    """The rectangle that an element off the grid covers, a rule with its weight; nothing for others."""
    if isinstance(element, TextFrame | PictureFrame | Box | QrCode):
        return element.rect
    if not isinstance(element, Rule):
        return None
    x, y, half = min(element.x1, element.x2), min(element.y1, element.y2), element.weight / 2
    return Rect(x, y, abs(element.x2 - element.x1), abs(element.y2 - element.y1)).inset(-half, -half, -half, -half)


def is_parked(element: Element, grid: PageGrid) -> bool:
    """Whether an element stands wholly beside the sheet, a block by the columns and rows that it takes of the grid there."""
    if area := area_of(element):
        return grid.template.is_beside(area)
    box = free_box(element)
    return box is not None and (box.right <= 0 or box.bottom <= 0 or box.x >= grid.width or box.y >= grid.height)


def clear_of_sheet(area: Collection[GridRect], template: Template, side: Side) -> tuple[int, int]:
    """By how many columns and rows an area has to move to lie wholly beside the sheet at a side; 0 where it does."""
    bounds, (left, top, right, bottom) = bounding(tuple(area)), template.sheet
    if side.across:
        return (min(0, left - bounds.right) if side.across < 0 else max(0, right - bounds.column)), 0
    return 0, (min(0, top - bounds.bottom) if side.down < 0 else max(0, bottom - bounds.row))


def side_of(area: Collection[GridRect], template: Template) -> Side | None:
    """The side of the sheet at which an area lies wholly beside it; nothing for one on the sheet."""
    return next((each for each in SIDES if clear_of_sheet(area, template, each) == (0, 0)), None)


def parked_stories(document: Document) -> tuple[str, ...]:
    """The stories that stand beside sheets only, in the order of the copy."""
    parked: set[str] = set()
    printed: set[str] = set()
    for page in document.pages:
        grid = page_grid(document.template(page.template))
        for element in filter(is_printed, page.elements):
            (parked if is_parked(element, grid) else printed).add(getattr(element, "story", ""))
    return tuple(story.id for story in document.stories if story.id in parked - printed)


def waiting_stories(document: Document) -> set[str]:
    """The stories that have still to be put on a page: those on none or parked, and those of which a part is."""
    waiting = {*unplaced(document), *parked_stories(document)}
    return waiting | missing(document).keys() | missing(without_parked(document)).keys()


def without_parked(document: Document) -> Document:
    """The issue without blocks and text frames that are parked, as if their copy stood nowhere; the same object without any."""
    return _UNPARKED.get((document,), lambda: _unparked(document))


def _unparked(document: Document) -> Document:
    pages = []
    for page in document.pages:
        grid = page_grid(document.template(page.template))
        kept = tuple(
            each for each in page.elements if not (isinstance(each, Block | TextFrame) and is_parked(each, grid))
        )
        pages.append(page if len(kept) == len(page.elements) else replace(page, elements=kept))
    changed = any(one is not other for one, other in zip(pages, document.pages, strict=True))
    return replace(document, pages=tuple(pages)) if changed else document


def cut(element: Element, items: tuple[Item, ...], grid: PageGrid) -> tuple[Item, ...]:
    """What an element draws, as far as it is printed: up to the bleed."""
    box, out = free_box(element), mm(grid.template.bleed_mm)
    bleed = Rect(0, 0, grid.width, grid.height).inset(-out, -out, -out, -out)
    if box is None or not items or _holds(bleed, box):
        return items
    return (Group(transform=IDENTITY, clip=bleed, items=items),)


def on_paper(element: Element, items: tuple[Item, ...], grid: PageGrid) -> tuple[Item, ...]:
    """What is parked as the window shows it: copy and pictures with paper under them, or nobody could read them there."""
    boxes = tuple(grid.rect(part) for part in area_of(element))
    if isinstance(element, TextFrame | PictureFrame | QrCode):
        boxes = (element.rect,)
    if not boxes:
        return items
    paper = (Path(segments=rectangle(box), fill=WHITE) for box in boxes)
    return _ON_PAPER.get((items,), lambda: (*paper, *items), boxes)


def lost(scope: Scope, element: Element, drawn: Drawn) -> Iterator[Problem]:
    """Copy that is not printed: of a story that stands on a page too, what is parked; lines beyond the edge of the sheet.

    A story that is parked as a whole is meant to be, and no fault.
    """
    grid = scope.context.grid
    story = getattr(element, "story", "")
    if is_parked(element, grid):
        if drawn.lines and _is_printed(scope.document, story):
            yield _fault("compose.parked-copy", element.id, story, len(drawn.lines))
    elif isinstance(element, TextFrame):
        off = _OFF.get((drawn,), lambda: _lines_off(drawn, grid), grid.width, grid.height)
        if off:
            yield _fault("compose.cut-copy", element.id, story, off)


def _lines_off(drawn: Drawn, grid: PageGrid) -> int:
    """How many lines of what is drawn reach beyond the edge of the sheet."""
    sheet = Rect(-_SLACK, -_SLACK, grid.width + 2 * _SLACK, grid.height + 2 * _SLACK)
    return sum(not _holds(sheet, line.rect) for line in drawn.lines)


def _holds(outer: Rect, inner: Rect) -> bool:
    across = outer.x <= inner.x and inner.right <= outer.right
    return across and outer.y <= inner.y and inner.bottom <= outer.bottom


def _fault(code: str, element: str, story: str, lines: int) -> Problem:
    return Problem(code=code, severity="error", element=element, story=story, args={"lines": str(lines)})


def _is_printed(document: Document, story: str) -> bool:
    """Whether any of the elements of a story stands on a sheet."""
    return any(_stands_on(document, page, story) for page in document.pages)


def _stands_on(document: Document, page: Page, story: str) -> bool:
    grid = page_grid(document.template(page.template))
    mine = (each for each in page.elements if getattr(each, "story", "") == story and is_printed(each))
    return any(not is_parked(each, grid) for each in mine)
