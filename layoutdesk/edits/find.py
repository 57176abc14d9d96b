"""Finding the parts of a document by id and putting changed ones back; whatever is not changed keeps its identity."""

from __future__ import annotations

from typing import Protocol, TypeVar

from msgspec.structs import replace

from layoutdesk.base.problem import Refusal
from layoutdesk.model import Document, Element, Page, Paragraph, PictureRef, Story, TableBlock
from layoutdesk.model.story import BodyItem, paragraphs, pictures

#: The fields of a story that hold one paragraph each, outside its body.
PARTS = ("label", "kicker", "main", "deck", "byline")
#: The same of a picture.
CAPTIONS = ("caption", "credit")


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_Item = TypeVar("_Item")
_NamedItem = TypeVar("_NamedItem", bound=_Named)


def story_of(document: Document, story_id: str) -> Story:
    """The story with this id; refuses where there is none."""
    return document.stories[index_of(document.stories, story_id, "story")]


def page_of(document: Document, page_id: str) -> Page:
    """The page with this id; refuses where there is none."""
    return document.pages[index_of(document.pages, page_id, "page")]


def element_of(page: Page, element_id: str) -> Element:
    """The element of the page with this id; refuses where there is none."""
    return page.elements[index_of(page.elements, element_id, "element")]


def paragraph_of(story: Story, paragraph_id: str) -> Paragraph:
    """The paragraph with this id wherever it stands in the story; refuses where there is none."""
    for paragraph in paragraphs(story):
        if paragraph.id == paragraph_id:
            return paragraph
    raise Refusal("edits.no-paragraph", id=paragraph_id)


def picture_of(story: Story, picture_id: str) -> PictureRef:
    """The picture of a story with this id; refuses where there is none."""
    found = pictures(story)
    return found[index_of(found, picture_id, "picture")]


def index_of(items: tuple[_Named, ...], wanted: str, kind: str) -> int:
    """The place of the item with this id; refuses with ``edits.no-<kind>`` where there is none."""
    for index, item in enumerate(items):
        if item.id == wanted:
            return index
    raise Refusal(f"edits.no-{kind}", id=wanted)


def put(items: tuple[_NamedItem, ...], new: _NamedItem) -> tuple[_NamedItem, ...]:
    """``items`` with ``new`` in place of the item of its id; the same tuple where that is the same object."""
    for index, item in enumerate(items):
        if item.id == new.id:
            return items if item is new else (*items[:index], new, *items[index + 1 :])
    raise KeyError(new.id)


def inserted(items: tuple[_Item, ...], new: _Item, index: int) -> tuple[_Item, ...]:
    """``items`` with ``new`` before place ``index``; -1 puts it last; refuses a place outside."""
    if not -1 <= index <= len(items):
        raise Refusal("edits.place", index=index, count=len(items))
    at = len(items) if index == -1 else index
    return (*items[:at], new, *items[at:])


def put_story(document: Document, story: Story) -> Document:
    """The document with this story in place of its earlier self."""
    stories = put(document.stories, story)
    return document if stories is document.stories else replace(document, stories=stories)


def put_page(document: Document, page: Page) -> Document:
    """The document with this page in place of its earlier self."""
    pages = put(document.pages, page)
    return document if pages is document.pages else replace(document, pages=pages)


def put_paragraph(story: Story, new: Paragraph) -> Story:
    """The story with this paragraph in place of its earlier self, wherever that stands."""
    for part in PARTS:
        held = getattr(story, part)
        if held is not None and held.id == new.id:
            return replace(story, **{part: new})
    for index, item in enumerate(story.body):
        changed = _item_with(item, new)
        if changed is not item:
            return replace(story, body=(*story.body[:index], changed, *story.body[index + 1 :]))
    return story


def _item_with(item: BodyItem, new: Paragraph) -> BodyItem:
    if isinstance(item, Paragraph):
        return new if item.id == new.id else item
    if isinstance(item, TableBlock):
        return _table_with(item, new)
    for part in CAPTIONS:
        held = getattr(item, part)
        if held is not None and held.id == new.id:
            return replace(item, **{part: new})
    return item


def _table_with(table: TableBlock, new: Paragraph) -> TableBlock:
    for index, row in enumerate(table.rows):
        for column, cell in enumerate(row):
            if cell.paragraph.id == new.id:
                changed = (*row[:column], replace(cell, paragraph=new), *row[column + 1 :])
                return replace(table, rows=(*table.rows[:index], changed, *table.rows[index + 1 :]))
    return table


def body_index(story: Story, paragraph_id: str) -> int:
    """The place of a paragraph in the body; refuses one that stands elsewhere (headline, caption, cell)."""
    for index, item in enumerate(story.body):
        if isinstance(item, Paragraph) and item.id == paragraph_id:
            return index
    paragraph_of(story, paragraph_id)
    raise Refusal("edits.not-in-body", id=paragraph_id)
