"""A page of the issue as composed: furniture, blocks, rules, free frames, with lines, fits and problems.

The unit of composing is one story over its block or its thread of frames; it is kept by the identities of all that it depends
on, so that an edit sets one story again and the page is put together from the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from layoutdesk.base.problem import Problem
from layoutdesk.compose.advert import label_of
from layoutdesk.compose.blackening import blackened
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.context import Context, Scope, context_of
from layoutdesk.compose.covered import covered
from layoutdesk.compose.elements import BLOCKS, compose_element
from layoutdesk.compose.furniture import separators
from layoutdesk.compose.parking import cut, is_parked, lost, on_paper
from layoutdesk.compose.table import forget_tables
from layoutdesk.compose.types import ComposedPage, Drawn, Line
from layoutdesk.compose.units import byline_leads
from layoutdesk.compose.withheld import withheld
from layoutdesk.display import DisplayList, Item, Mark
from layoutdesk.model.document import Document, story_ids
from layoutdesk.model.elements import Advert, Block, Element, TextFrame, is_hidden, is_printed
from layoutdesk.model.story import Paragraph, Story, display_title, headline_parts, paragraphs
from layoutdesk.text.fonts import FontBook
from layoutdesk.text.paragraph import forget_lines

#: The rules between blocks, by the identities of the blocks: what stands still is not drawn anew.
RULES: Final[IdentityCache[tuple[Item, ...]]] = IdentityCache(64)
#: Which elements are misplaced, by page and context: a key moves none.
_MISPLACED: Final[IdentityCache[tuple[tuple[str, str], ...]]] = IdentityCache(64)
#: The parts of stories in the order of reading.
_ORDERS: Final[IdentityCache[dict[str, int]]] = IdentityCache(256)


def compose_each(document: Document, page_ids: Iterable[str], book: FontBook) -> Iterator[ComposedPage]:
    """Pages for a single use, as an export reads them: what was kept of a page is forgotten with the next.

    A day's paper of 300 pages would otherwise hold every glyph of every page.
    """
    for page_id in page_ids:
        yield compose_page(document, page_id, book)
        BLOCKS.clear()
        RULES.clear()
        forget_lines()
        forget_tables()


def composed_of(document: Document, page_id: str, book: FontBook) -> tuple[object, ...]:
    """All that a page is composed of: while these are the same objects, so is what it shows.

    The stories of other pages do not show on it; all else of the issue may, in a thread or in a jump line say.
    """
    page, stories = document.page(page_id), {story.id: story for story in document.stories}
    whole = (getattr(document, name) for name in document.__struct_fields__ if name != "stories")
    return (*whole, book, page, *(stories.get(story) for story in story_ids(page)))


def compose_page(document: Document, page_id: str, book: FontBook, *, whole: bool = False) -> ComposedPage:
    """The composed page as it is printed; ``KeyError`` where the document has no such page or template.

    ``whole``: with what is parked beside the sheet or kept from print, and nothing cut at the bleed, as the window shows it.
    Frames are told of all that is not hidden.
    """
    page = document.page(page_id)
    context = context_of(document, document.template(page.template), book)
    scope = Scope(document, page, context)
    drawn = [(element, compose_element(scope, element)) for element in page.elements]
    seen = [pair for pair in drawn if not is_hidden(pair[0])]
    printed = [pair for pair in seen if is_printed(pair[0])]
    shown = seen if whole else [pair for pair in printed if not is_parked(pair[0], context.grid)]
    blocks = [each for each, _ in printed if isinstance(each, Block) and not is_parked(each, context.grid)]
    colour = context.template.colour
    inked = [(each, made.items if colour else blackened(made.items)) for each, made in shown]
    laid = ((each.id, _laid(each, items, context, whole=whole)) for each, items in inked)
    marks = [Mark(element=name, items=items) for name, items in laid if items]
    if context.template.columns_rule:
        rules = RULES.get((context, *blocks), lambda: tuple(separators(context, blocks)))
        marks.append(Mark(element="", items=rules if colour else blackened(rules)))
    found = [problem for element, each in drawn for problem in _problems(scope, element, each)]
    items = tuple(marks)
    return ComposedPage(
        page=page.id,
        number=page.number,
        display=DisplayList(width=context.grid.width, height=context.grid.height, items=items),
        lines=_lines(scope, [each for _, each in shown]),
        frames={element.id: each.rects for element, each in seen},
        fits=tuple(fit for _, each in shown for fit in each.fits),
        pictures=tuple(picture for _, each in shown for picture in each.pictures),
        problems=tuple(
            replace(problem, page=page.id)
            for problem in (*found, *_misplaced(scope), *covered(printed if whole else shown))
        ),
    )


def _laid(element: Element, items: tuple[Item, ...], context: Context, *, whole: bool) -> tuple[Item, ...]:
    """What an element draws, as the window shows it whole or as it is printed."""
    if not whole:
        return cut(element, items, context.grid)
    return on_paper(element, items, context.grid) if is_parked(element, context.grid) else items


def _problems(scope: Scope, element: Element, drawn: Drawn) -> Iterator[Problem]:
    """What is wrong with an element; of what is parked that the rest of its story misses it, of what is not printed just that."""
    if not is_printed(element):
        yield from withheld(element, drawn)
        return
    if not is_parked(element, scope.context.grid):
        yield from drawn.problems
    yield from lost(scope, element, drawn)


def _lines(scope: Scope, drawn: Sequence[Drawn]) -> tuple[Line, ...]:
    """All lines, those of each story in reading order, also where its free frames stack otherwise."""
    lines = [line for each in drawn for line in each.lines]
    loose: dict[str, list[int]] = {each.story: [] for each in scope.page.elements if isinstance(each, TextFrame)}
    if not loose:
        return tuple(lines)
    for at, line in enumerate(lines):
        if line.story in loose:
            loose[line.story].append(at)
    for story in scope.document.stories:
        places = loose.get(story.id)
        if places:
            order = _ORDERS.get((story,), lambda story=story: _order(story))  # type: ignore[misc]
            mine = [lines[at] for at in places]
            keys = [(order[line.paragraph], line.start) for line in mine]
            if keys != sorted(keys):
                mine = [line for _, line in sorted(zip(keys, mine, strict=True), key=lambda each: each[0])]
                for at, line in zip(places, mine, strict=True):
                    lines[at] = line
    return tuple(lines)


def _order(story: Story) -> dict[str, int]:
    """The place of each part of a story in the order of reading."""
    parts = sorted(paragraphs(story), key=lambda part: _rank(story, part))
    return {part.id: number for number, part in enumerate(parts)}


def _rank(story: Story, part: Paragraph) -> int:
    """Headline group, a byline that opens the story, the rest."""
    if any(part is each for each in headline_parts(story)):
        return 0
    return 1 if part is story.byline and byline_leads(story) else 2


def _misplaced(scope: Scope) -> Iterator[Problem]:
    """Two blocks or adverts on one place, or one beyond the type area: what lies under an advert is not printed.

    Of two on one place both are named, and the place of the upper is told.
    """
    for name, other in _MISPLACED.get((scope.page, scope.context), lambda: tuple(_misplacing(scope))):
        if not other:
            yield Problem(code="compose.off-page", severity="error", element=name)
        else:
            yield Problem(
                code="compose.overlap", severity="error", element=other,
                args={"first": _name(scope, name), "second": _name(scope, other)},
            )  # fmt: skip


def _misplacing(scope: Scope) -> Iterator[tuple[str, str]]:
    """The blocks and adverts beyond the type area, each with an empty name, and every two on one place.

    Text runs round an advert that keeps it away.
    """
    page, grid = scope.page, scope.context.template.grid
    aside = {element.id for element in page.elements if isinstance(element, Advert) and element.wrap}
    placed = [
        (element.id, element.area if isinstance(element, Block) else (element.area,))
        for element in page.elements
        if isinstance(element, Block | Advert) and is_printed(element) and not is_parked(element, scope.context.grid)
    ]
    for index, (name, area) in enumerate(placed):
        if any(p.column < 0 or p.row < 0 or p.right > grid.columns or p.bottom > grid.rows for p in area):
            yield name, ""
        for other, its in placed[index + 1 :]:
            if name not in aside and other not in aside and any(a.overlaps(b) for a in area for b in its):
                yield name, other


def _name(scope: Scope, name: str) -> str:
    """A block or an advert by its story, else its picture; an advert without either by the word that it prints."""
    element = next(each for each in scope.page.elements if each.id == name)
    assert isinstance(element, Block | Advert)
    story = next((each for each in scope.document.stories if each.id == element.story), None)
    title = display_title(story) if story is not None else ""
    if title or isinstance(element, Block):
        return title
    asset = scope.context.assets.get(element.asset)
    return asset.name if asset is not None and asset.name else label_of(scope.context, element)
