"""A story's body with an item more or less: its blocks keep setting what they set, and no id comes twice."""

from __future__ import annotations

from msgspec.structs import replace

from layoutdesk.base.problem import Refusal
from layoutdesk.edits.find import index_of, put_story
from layoutdesk.edits.threads import map_elements
from layoutdesk.model import Block, Document, Element, Story
from layoutdesk.model.story import BodyItem, paragraphs


def with_body(document: Document, story: Story, body: tuple[BodyItem, ...], *, at: int, by: int) -> Document:
    """The story with ``body``, in which ``by`` items from ``at`` on are new, or it is gone (-1); blocks keep what they set."""
    document = put_story(document, replace(story, body=body))
    return map_elements(document, lambda each: _shifted(each, at, by) if sets(each, story.id) else each)


def sets(element: Element, story: str) -> bool:
    """Whether an element sets a story, or part of it."""
    return getattr(element, "story", "") == story


def _shifted(element: Element, at: int, by: int) -> Element:
    """A block's range after items came (they go to the block that sets the item before them) or one went."""
    if not isinstance(element, Block):
        return element
    first, last = element.first, element.last
    if by > 0:
        first += by if first and first >= at else 0
        last += by if last >= 0 and last >= at - 1 else 0
    elif first == last == at == 0:
        # A last of -1 would mean "to the end"; 1 to 0 is the range that holds nothing.
        first = 1
    else:
        first -= 1 if first > at else 0
        last -= 1 if last > 0 and last >= at else 0
    return element if (first, last) == (element.first, element.last) else replace(element, first=first, last=last)


def free(story: Story, new_id: str) -> None:
    """Refuses an id that the story has; ids are never used twice."""
    taken = {each.id for each in paragraphs(story)} | {item.id for item in story.body}
    if not new_id or new_id in taken:
        raise Refusal("edits.id-taken", id=new_id)


def known_asset(document: Document, asset: str) -> None:
    """Refuses an asset that the issue has not; none at all may be."""
    if asset:
        index_of(document.assets, asset, "asset")
