"""Threads (续排): over which elements the body of a story runs, in order, and the edits that join and part them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import inf
from typing import Final, NamedTuple

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.grid import page_grid
from layoutdesk.compose.parking import is_parked
from layoutdesk.model.document import Document, Page, block_order
from layoutdesk.model.elements import Block, Element, TextFrame
from layoutdesk.model.gaps import missing
from layoutdesk.model.story import Paragraph, Story, headline_parts

#: What of stories stands nowhere: asked for with every painting of a port.
_MISSING: Final[IdentityCache[dict[str, tuple[int, int]]]] = IdentityCache(2)


class Link(NamedTuple):
    """One element of a thread with its page."""

    page: Page
    element: Block | TextFrame


Chain = tuple[Link, ...]


def chains(document: Document) -> dict[str, Chain]:
    """The threads of all stories that stand somewhere: blocks by the part that they set, then free frames in their order."""
    found: dict[str, list[Link]] = {}
    for page in document.pages:
        for element in page.elements:
            if runs(element):
                found.setdefault(element.story, []).append(Link(page, element))
    return {story: tuple(sorted(links, key=_order(document, story))) for story, links in found.items()}


def runs(element: Element | None) -> bool:
    """Whether the body of a story runs through an element; not through a frame for one paragraph of it."""
    return isinstance(element, Block) or (isinstance(element, TextFrame) and not element.paragraph)


def _order(document: Document, story: str) -> Callable[[Link], tuple[bool, *tuple[int, ...]]]:
    places = {name: at for at, name in enumerate(document.threads.get(story, ()))}
    of_blocks = block_order(document, story)

    def key(link: Link) -> tuple[bool, *tuple[int, ...]]:
        element = link.element
        if isinstance(element, Block):
            return False, *of_blocks(element)
        return True, places.get(element.id, len(places))

    return key


def lacking(document: Document, block: Block) -> int | None:
    """The end (-1: the story's) of what stands nowhere and comes right behind what a block sets (漏排); nothing: all stands."""
    if block.last < 0:
        return None
    gap = _MISSING.get((document.pages, document.stories), lambda: missing(document)).get(block.story)
    if gap is None or gap[0] != block.end:
        return None
    return -1 if gap[1] == len(document.story(block.story).body) else gap[1]


def seams(document: Document, block: Block) -> tuple[tuple[str, Block], ...]:
    """The blocks of a story, each with its page, from which its copy goes on in the next one: those at either end of a block."""
    chain = [link for link in chains(document).get(block.story, ()) if isinstance(link.element, Block)]
    found = []
    for here, after in pairwise(chain):
        one, other = here.element, after.element
        if isinstance(one, Block) and block.id in (one.id, other.id) and one.end == getattr(other, "first", -1):
            found.append((here.page.id, one))
    return tuple(found)


def place_in(chain: Chain, element: str) -> int:
    """The place of an element in its thread; -1 where it is none of it."""
    return next((at for at, link in enumerate(chain) if link.element.id == element), -1)


def parted(document: Document, chain: Chain, at: int, new: Callable[[str], str]) -> list[edits.Edit]:
    """The edits that part a thread after its element ``at``: nothing where it ends there.

    A block takes back all that comes behind it. Free frames there stay as an empty thread of their own; blocks, and what waits
    beside the sheet, are taken off, for they have no place without their copy.
    """
    here, rest = chain[at], chain[at + 1 :]
    if not rest:
        return []
    steps: list[edits.Edit] = []
    if isinstance(here.element, Block):
        gone = [link for link in rest if isinstance(link.element, Block) or _is_parked(document, link)]
        steps += (edits.RemoveElement(page=link.page.id, element=link.element.id) for link in gone)
        ends = [link.element.end if isinstance(link.element, Block) else inf for link in rest]
        last = -1 if max(ends) == inf else int(max(ends))
        steps.append(edits.SetBlock(page=here.page.id, element=here.element.id, last=last, flows=False))
        rest = tuple(link for link in rest if link not in gone)
    frames = [(link.page, link.element) for link in rest if isinstance(link.element, TextFrame)]
    if not frames:
        return steps
    story = Story(id=new("st"), body=(Paragraph(id=new("p"), text=""),))
    moved = [edits.SetElement(page=page.id, element=replace(frame, story=story.id)) for page, frame in frames]
    order = tuple(frame.id for _, frame in frames)
    return [
        edits.AddStory(story=story),
        *moved,
        *([edits.SetThread(story.id, order)] if len(order) > 1 else []),
        *steps,
    ]


def _is_parked(document: Document, link: Link) -> bool:
    return is_parked(link.element, page_grid(document.template(link.page.template)))


def is_empty(story: Story) -> bool:
    """Whether a story says nothing yet."""
    body = all(isinstance(item, Paragraph) and not item.text for item in story.body)
    return body and not headline_parts(story) and story.byline is None


def poured(empty: Chain, story: str) -> list[edits.Edit]:
    """The edits that let the body of a story that stands nowhere run through the frames of a thread that says nothing yet."""
    frames = [link for link in empty if isinstance(link.element, TextFrame)]
    moved = [edits.SetElement(page=page.id, element=replace(frame, story=story)) for page, frame in frames]
    order = tuple(frame.id for _, frame in frames)
    threaded = [edits.SetThread(story, order)] if len(order) > 1 else []
    return [*moved, edits.RemoveStory(empty[0].element.story), *threaded]


def ordered(document: Document, element: TextFrame, names: tuple[str, ...], *, before: bool) -> edits.Edit:
    """The edit that brings new elements of a frame's thread to their place, right after it or before it."""
    standing = [name for name in document.threads.get(element.story, (element.id,)) if name not in names]
    at = standing.index(element.id) + (0 if before else 1)
    return edits.SetThread(element.story, (*standing[:at], *names, *standing[at:]))


def joined(document: Document, element: TextFrame, other: Chain, *, before: bool) -> list[edits.Edit]:
    """The edits that take the empty frames of another thread into that of a frame."""
    frames = [link for link in other if isinstance(link.element, TextFrame)]
    moved = [edits.SetElement(page=page.id, element=replace(frame, story=element.story)) for page, frame in frames]
    names = tuple(frame.id for _, frame in frames)
    empty = edits.RemoveStory(other[0].element.story)
    return [*moved, empty, ordered(document, element, names, before=before)]
