"""The edits of pages: elements and their places, pages and their order, the issue's own data, assets, review."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec
from msgspec.structs import replace

from layoutdesk.base.problem import Refusal
from layoutdesk.edits.find import element_of, index_of, inserted, page_of, put, put_page, story_of
from layoutdesk.edits.folios import in_places
from layoutdesk.edits.kinds import (
    AddPage,
    MovePage,
    MoveToPage,
    OrderElement,
    PlaceElement,
    RemoveElement,
    RemovePage,
    SetArea,
    SetBlock,
    SetCredits,
    SetElement,
    SetElements,
    SetFrame,
    SetPage,
)
from layoutdesk.edits.parts import taken_back
from layoutdesk.edits.threads import rethreaded, same
from layoutdesk.model import (
    Advert,
    Block,
    Box,
    Document,
    Element,
    GridRect,
    Page,
    PictureFrame,
    QrCode,
    Query,
    Rule,
    TextFrame,
)
from layoutdesk.model.borders import BORDERS, RULES, TINTS
from layoutdesk.model.story import TableBlock, paragraphs

_BLOCK_FIELDS = (
    "columns",
    "mode",
    "gutter",
    "head_size",
    "head_rows",
    "frame",
    "tint",
    "pictures",
    "locked",
    "head_at",
    "head_columns",
    "headline",
    "first",
    "last",
    "flows",
)
#: Elements that stand at a rectangle of their own, off the grid.
_FREE = TextFrame | PictureFrame | Box | QrCode
_FRAMES = ("", "box", "tint", *BORDERS)


def place_element(document: Document, edit: PlaceElement) -> Document:
    """An element onto a page."""
    page = page_of(document, edit.page)
    new_ids(document, (edit.element,))
    check_element(document, page, edit.element)
    page = replace(page, elements=inserted(page.elements, edit.element, edit.index))
    return rethreaded(put_page(document, page))


def remove_element(document: Document, edit: RemoveElement) -> Document:
    """An element off its page; what it set of a story that goes on elsewhere is set there."""
    page = page_of(document, edit.page)
    element = element_of(page, edit.element)
    page = replace(page, elements=tuple(each for each in page.elements if each is not element))
    return rethreaded(taken_back(put_page(document, page), (element,)))


def set_element(document: Document, edit: SetElement) -> Document:
    """All data of an element anew."""
    page = page_of(document, edit.page)
    if type(element_of(page, edit.element.id)) is not type(edit.element):
        raise Refusal("edits.other-kind", id=edit.element.id)
    return _with_element(document, page, edit.element)


def set_area(document: Document, edit: SetArea) -> Document:
    """The grid rectangles of a block or an advert."""
    page = page_of(document, edit.page)
    return _with_element(document, page, _moved(element_of(page, edit.element), edit.area))


def _moved(element: Element, area: tuple[GridRect, ...]) -> Element:
    if isinstance(element, Block):
        return replace(element, area=area)
    if isinstance(element, Advert) and len(area) == 1:
        return replace(element, area=area[0])
    raise Refusal("edits.no-area", id=element.id)


def set_block(document: Document, edit: SetBlock) -> Document:
    """How a block sets its story."""
    page = page_of(document, edit.page)
    block = element_of(page, edit.element)
    if not isinstance(block, Block):
        raise Refusal("edits.no-block", id=edit.element)
    wanted = {name: getattr(edit, name) for name in _BLOCK_FIELDS}
    changes = {name: value for name, value in wanted.items() if value is not None and value != getattr(block, name)}
    return _with_element(document, page, replace(block, **changes)) if changes else document


def set_frame(document: Document, edit: SetFrame) -> Document:
    """The rectangle of a free frame, a box or a QR code."""
    page = page_of(document, edit.page)
    element = element_of(page, edit.element)
    if not isinstance(element, _FREE):
        raise Refusal("edits.no-frame", id=edit.element)
    return _with_element(document, page, replace(element, rect=edit.rect))


def move_to_page(document: Document, edit: MoveToPage) -> Document:
    """An element from one page to another."""
    source, target = page_of(document, edit.page), page_of(document, edit.to)
    element = element_of(source, edit.element)
    if source is target:
        raise Refusal("edits.same-page", id=edit.element)
    moved = element if edit.area is None else _moved(element, edit.area)
    check_element(document, target, moved)
    source = replace(source, elements=tuple(each for each in source.elements if each is not element))
    target = replace(target, elements=inserted(target.elements, moved, edit.index))
    return rethreaded(put_page(put_page(document, source), target))


def order_element(document: Document, edit: OrderElement) -> Document:
    """An element to another place in the stack."""
    page = page_of(document, edit.page)
    element = element_of(page, edit.element)
    others = tuple(each for each in page.elements if each is not element)
    elements = inserted(others, element, edit.index)
    if elements == page.elements:
        return document
    return rethreaded(put_page(document, replace(page, elements=elements)))


def set_elements(document: Document, edit: SetElements) -> Document:
    """All elements of a page; those that stay equal keep their identity."""
    page = page_of(document, edit.page)
    standing = {each.id: each for each in page.elements}
    elements = tuple(standing[each.id] if standing.get(each.id) == each else each for each in edit.elements)
    if len({each.id for each in elements}) != len(elements):
        raise Refusal("edits.id-taken", id=_twice(each.id for each in elements))
    new_ids(document, (each for each in elements if each.id not in standing))
    for each in elements:
        if standing.get(each.id) is not each:
            check_element(document, page, each, standing.get(each.id))
    if elements == page.elements:
        return document
    kept = {each.id for each in elements}
    gone = [each for each in page.elements if each.id not in kept]
    return rethreaded(taken_back(put_page(document, replace(page, elements=elements)), gone))


def _twice(ids: Iterable[str]) -> str:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            return each
        seen.add(each)
    return ""


def set_credits(document: Document, edit: SetCredits) -> Document:
    """The credits of a page."""
    page = page_of(document, edit.page)
    return document if page.credits == edit.credits else put_page(document, replace(page, credits=edit.credits))


def set_page(document: Document, edit: SetPage) -> Document:
    """Name, label, banner or template of a page."""
    page = page_of(document, edit.page)
    if edit.template is not None:
        known_template(document, edit.template)
    wanted = {name: getattr(edit, name) for name in ("name", "label", "banner", "template")}
    changes = {name: value for name, value in wanted.items() if value not in (None, getattr(page, name))}
    return put_page(document, replace(page, **changes)) if changes else document


def add_page(document: Document, edit: AddPage) -> Document:
    """A page at the place of its number."""
    page = edit.page
    if any(page.id == each.id for each in document.pages):
        raise Refusal("edits.id-taken", id=page.id)
    if page.number < 1 or any(page.number == each.number for each in document.pages):
        raise Refusal("edits.page-number", number=page.number)
    known_template(document, page.template)
    new_ids(document, page.elements)
    for element in page.elements:
        check_element(document, page, element)
    pages = sorted((*document.pages, page), key=lambda each: each.number)
    return rethreaded(replace(document, pages=tuple(pages)))


def remove_page(document: Document, edit: RemovePage) -> Document:
    """A page out of the issue; queries about it are about the issue then."""
    page = page_of(document, edit.page)
    pages = tuple(each for each in document.pages if each is not page)
    left = replace(document, pages=pages, queries=queries_without(document, (page.id,)))
    return rethreaded(taken_back(left, page.elements))


def queries_without(document: Document, gone: Collection[str]) -> tuple[Query, ...]:
    """The queries of an issue without some of its pages: what was asked of those is asked of the issue."""
    queries = tuple(replace(each, page="") if each.page in gone else each for each in document.queries)
    return document.queries if same(queries, document.queries) else queries


def move_page(document: Document, edit: MovePage) -> Document:
    """A page to another place; each place keeps its number and label."""
    page = page_of(document, edit.page)
    if edit.index == -1:
        raise Refusal("edits.place", index=edit.index, count=len(document.pages) - 1)
    others = tuple(each for each in document.pages if each is not page)
    order = inserted(others, page, edit.index)
    if order == document.pages:
        return document
    return rethreaded(replace(document, pages=in_places(order, document.pages)))


def _with_element(document: Document, page: Page, element: Element) -> Document:
    standing = element_of(page, element.id)
    if element == standing:
        return document
    check_element(document, page, element, standing)
    return rethreaded(put_page(document, replace(page, elements=put(page.elements, element))))


def new_ids(document: Document, elements: Iterable[Element]) -> None:
    """Refuses an element whose id stands on any page."""
    taken = {each.id for page in document.pages for each in page.elements}
    for element in elements:
        if not element.id or element.id in taken:
            raise Refusal("edits.id-taken", id=element.id)
        taken.add(element.id)


def known_template(document: Document, name: str) -> None:
    if all(template.name != name for template in document.templates):
        raise Refusal("edits.no-template", name=name)


def check_element(document: Document, page: Page, element: Element, standing: Element | None = None) -> None:
    """Refuses an element that names what the issue lacks, has no room, or has a figure with which no file could be opened.

    An area that it had already is not judged.
    """
    story = getattr(element, "story", "")
    if story or isinstance(element, Block | TextFrame):
        story_of(document, story)
    if isinstance(element, TextFrame) and element.paragraph not in ("", getattr(standing, "paragraph", "")):
        _check_part(document, element)
    asset = getattr(element, "asset", "")
    if asset:
        index_of(document.assets, asset, "asset")
    if isinstance(element, Block):
        _check_block(element)
    elif isinstance(element, Box):
        _check_box(element)
    elif isinstance(element, Rule) and element.style not in ("", *RULES):
        raise Refusal("edits.block-frame", frame=element.style)
    if isinstance(element, Block | Advert):
        if element.area != getattr(standing, "area", None):
            area = element.area if isinstance(element, Block) else (element.area,)
            _check_area(document, page, element.id, area)
    elif isinstance(element, _FREE) and min(element.rect.w, element.rect.h) <= 0:
        raise Refusal("edits.no-room", id=element.id)
    _check_figures(element)


def _check_figures(element: Element) -> None:
    """What is stored is held to ``base.limits`` where it is read again: one figure beyond them would lock the issue."""
    try:
        msgspec.convert(msgspec.to_builtins(element), type(element))
    except msgspec.ValidationError:
        raise Refusal("edits.element-figure", id=element.id) from None


def _check_part(document: Document, frame: TextFrame) -> None:
    """Refuses a frame for a paragraph or table that its story does not have."""
    story = story_of(document, frame.story)
    parts = {each.id for each in paragraphs(story)} | {each.id for each in story.body if isinstance(each, TableBlock)}
    if frame.paragraph not in parts:
        raise Refusal("edits.no-paragraph", id=frame.paragraph)


def _check_block(block: Block) -> None:
    if (
        min(block.columns, block.gutter, block.head_rows, block.head_size, block.head_columns) < 0
        or block.first < 0
        or block.last < -1
    ):
        raise Refusal("edits.block-figure", id=block.id)
    if block.frame not in _FRAMES:
        raise Refusal("edits.block-frame", frame=block.frame)
    if block.tint not in ("", *TINTS):
        raise Refusal("edits.tint", tint=block.tint)


def _check_box(box: Box) -> None:
    if box.border not in ("", *BORDERS):
        raise Refusal("edits.block-frame", frame=box.border)
    if box.tint not in ("", *TINTS):
        raise Refusal("edits.tint", tint=box.tint)


def _check_area(document: Document, page: Page, element: str, area: tuple[GridRect, ...]) -> None:
    """One rectangle or two, each inside the type area (版心), where all is seen, or both beside the sheet (版外)."""
    if not 1 <= len(area) <= 2 or (len(area) == 2 and area[0].overlaps(area[1])):
        raise Refusal("edits.area-shape", id=element)
    template = next((each for each in document.templates if each.name == page.template), None)
    if any(min(rect.columns, rect.rows) < 1 for rect in area):
        raise Refusal("edits.area-outside", id=element)
    if template is not None and template.is_beside(area):
        return
    for rect in area:
        inside = min(rect.column, rect.row) >= 0
        if template is not None:
            inside = inside and rect.right <= template.grid.columns and rect.bottom <= template.grid.rows
        if not inside:
            raise Refusal("edits.area-outside", id=element)
