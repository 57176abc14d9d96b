"""Composing ahead, in steps, for whoever has to do other things in between: what is composed later then finds it kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from layoutdesk.compose.area import area_of, beside
from layoutdesk.compose.context import Context, Scope, context_of
from layoutdesk.compose.elements import compose_element
from layoutdesk.compose.units import unit_of
from layoutdesk.model.document import Document
from layoutdesk.model.elements import Block
from layoutdesk.model.story import Paragraph, Story
from layoutdesk.text.fonts import FontBook

#: Items of a story from which on its paragraphs are set one by one ahead of it, and the most of them: fewer than are kept.
MANY: Final = 8
MOST_AHEAD: Final = 3_000


def compose_ahead(document: Document, page_id: str, book: FontBook) -> Iterator[None]:
    """Composes a page element by element; of a long story it sets paragraph by paragraph before."""
    page = document.page(page_id)
    scope = Scope(document, page, context_of(document, document.template(page.template), book))
    stories = {story.id: story for story in document.stories}
    for element in page.elements:
        if isinstance(element, Block) and element.story in stories:
            yield from lines_ahead(scope.context, element, stories[element.story])
        compose_element(scope, element)
        yield


def lines_ahead(context: Context, block: Block, story: Story) -> Iterator[None]:
    """Sets the paragraphs of a block one by one in its columns, where they are many: its plan then finds them kept."""
    items = block.part_of(story.body)
    if len(items) < MANY:
        return
    measure = beside(context, block, story, area_of(context, block, None)).own.measure
    for item in items[:MOST_AHEAD]:
        if isinstance(item, Paragraph):
            unit_of(context, story, item, "", (measure,))
            yield
