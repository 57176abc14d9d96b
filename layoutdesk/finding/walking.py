"""Through the copy of an issue in the order in which it is read: by pages, what stands on none last; and what is closed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from layoutdesk.edits.find import PARTS as STORY_PARTS
from layoutdesk.model import Document, Paragraph, Story, TableBlock
from layoutdesk.model.document import story_ids

#: Where a text may stand, as a query names it: the headline group (标题组) or its parts, body, words of pictures, tables.
PARTS: Final = ("head", "label", "kicker", "main", "deck", "byline", "body", "caption", "credit", "table")
_HEAD: Final = frozenset({"label", "kicker", "main", "deck"})
#: Stories whose wording is somebody else's.
_OTHERS_WORDS: Final = ("notice", "advert")


class Text(NamedTuple):
    """One paragraph of the issue, the id of its story, and the part of the story that it is."""

    story: str
    part: str
    paragraph: Paragraph

    def is_in(self, part: str) -> bool:
        """Whether it belongs to a part as a query names it."""
        return part in ("", self.part) or (part == "head" and self.part in _HEAD)


def stories_in_order(document: Document) -> list[Story]:
    """The stories as their pages set them, each once, then those that stand nowhere, in the order of the copy."""
    placed = dict.fromkeys(story for page in document.pages for story in story_ids(page))
    places = {story: number for number, story in enumerate(placed)}
    return sorted(document.stories, key=lambda story: places.get(story.id, len(places)))


def texts(story: Story) -> Iterator[Text]:
    """Every paragraph of a story in reading order, those of its head first."""
    for part in STORY_PARTS:
        held = getattr(story, part)
        if held is not None and part != "byline":
            yield Text(story.id, part, held)
    for item in story.body:
        if isinstance(item, Paragraph):
            yield Text(story.id, "body", item)
        elif isinstance(item, TableBlock):
            for row in item.rows:
                yield from (Text(story.id, "table", cell.paragraph) for cell in row)
        else:
            for part, words in (("caption", item.caption), ("credit", item.credit)):
                if words is not None:
                    yield Text(story.id, part, words)
    if story.byline is not None:
        yield Text(story.id, "byline", story.byline)


def closed(document: Document) -> dict[str, str]:
    """The stories that are changed only where that is wanted, and why: ``locked`` on a page, a ``notice``, an ``advert``."""
    found = {story.id: story.kind for story in document.stories if story.kind in _OTHERS_WORDS}
    return {**found, **dict.fromkeys(locked_stories(document), "locked")}


def locked_stories(document: Document) -> frozenset[str]:
    """The stories that are set by an element that is locked (锁定)."""
    elements = (element for page in document.pages for element in page.elements if getattr(element, "locked", False))
    return frozenset(getattr(element, "story", "") for element in elements) - {""}
