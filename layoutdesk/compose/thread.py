"""A story over its free frames (续排): its body flows from frame to frame, whatever their measures and steps.

In: the story and the frames of its thread, on whichever pages. Out: the lines of every frame, what was left over, and the parts
of the story that stand in no frame.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.context import context_of
from layoutdesk.compose.jump import Jumps, page_label, thread_jumps
from layoutdesk.compose.table import layout_of
from layoutdesk.compose.threadflow import Flow, FramePart, Link, Put, Row
from layoutdesk.compose.units import sets_byline, with_byline
from layoutdesk.compose.wrap import holes_over
from layoutdesk.model.document import Document, Page
from layoutdesk.model.elements import Block, PictureFrame, TextFrame
from layoutdesk.model.story import BodyItem, Paragraph, PictureRef, Story, TableBlock, headline_parts
from layoutdesk.text.fonts import FontBook

#: How often a thread is poured anew until its jump lines name only frames in which copy stands.
_TRIALS = 4


class Thread(msgspec.Struct, frozen=True):
    """A story flowed: its frames' parts by element id; lines and characters left over after the ``last`` frame.

    ``astray`` are the paragraphs, tables and pictures of the story that stand in no frame, reported at the ``first`` one.
    """

    parts: dict[str, FramePart]
    over: int
    characters_over: int
    first: str
    last: str
    astray: tuple[BodyItem, ...]


class _Standing(msgspec.Struct):
    """The elements of one story on all pages, in page order."""

    frames: list[tuple[Page, TextFrame]]
    blocks: list[Block]


_SHOWN: IdentityCache[frozenset[str]] = IdentityCache(4)
_STANDING: IdentityCache[dict[str, _Standing]] = IdentityCache(4)
_THREADS: IdentityCache[Thread] = IdentityCache(64)


def thread_of(document: Document, story: Story, book: FontBook) -> Thread:
    """The story over its free frames, kept while story, frames and templates stay the same objects."""
    standing = _STANDING.get((document.pages,), lambda: _stories(document))[story.id]
    order = {element: place for place, element in enumerate(document.threads.get(story.id, ()))}
    frames = sorted(standing.frames, key=lambda each: order.get(each[1].id, len(order)))
    contexts = [context_of(document, document.template(page.template), book) for page, _ in frames]
    shown = _SHOWN.get((document.pages,), lambda: _shown(document))
    elements = [frame for _, frame in frames]
    holes = tuple(
        holes_over(context, page, frame.id, [frame.rect])
        for (page, frame), context in zip(frames, contexts, strict=True)
    )
    pages = [page for page, _ in frames]
    places = [Link(*each) for each in zip(elements, pages, contexts, holes, strict=True)]
    return _THREADS.get(
        (story, *elements, *contexts, *standing.blocks),
        lambda: _flowed(story, places, standing.blocks, shown),
        shown,
        holes,
        tuple((page.id, page_label(page, document.meta.language)) for page in pages),
    )


def _shown(document: Document) -> frozenset[str]:
    """The pictures that stand in free frames, on any page."""
    return frozenset(
        element.asset for page in document.pages for element in page.elements if isinstance(element, PictureFrame)
    )


def _stories(document: Document) -> dict[str, _Standing]:
    found: dict[str, _Standing] = {}
    for page in document.pages:
        for element in page.elements:
            if isinstance(element, TextFrame):
                found.setdefault(element.story, _Standing([], [])).frames.append((page, element))
            elif isinstance(element, Block):
                found.setdefault(element.story, _Standing([], [])).blocks.append(element)
    return found


def _flowed(story: Story, places: Sequence[Link], blocks: Sequence[Block], shown: frozenset[str]) -> Thread:
    frames = [place.frame for place in places]
    taken = {frame.paragraph for frame in frames if frame.paragraph} | _in_blocks(story, blocks)
    links = [place for place in places if not place.frame.paragraph]
    items = [part for item in with_byline(story, story.body) if item.id not in taken for part in _flowing(item)]
    flow, placed = _poured(story, items if links else [], links)
    over, characters = flow.rest()
    return Thread(
        parts={
            each.frame.id: flow.part(each.frame, each.context, put) for each, put in zip(links, placed, strict=True)
        },
        over=over,
        characters_over=characters,
        first=frames[0].id,
        last=links[-1].frame.id if links else "",
        astray=tuple(_astray(story, taken | ({item.id for item in items} if links else set()), shown)),
    )


def _poured(story: Story, items: Sequence[Paragraph | Row], links: Sequence[Link]) -> tuple[Flow, list[list[Put]]]:
    """The body poured into its frames; a frame in which nothing of it stands is named by no jump line, and carries none."""
    empty: set[str] = set()
    for _ in range(_TRIALS):
        flow = Flow(story, items, _jumps(story, [link for link in links if link.frame.id not in empty]))
        placed = [flow.fill(link) for link in links]
        # What is empty behind the end of the copy is named by none.
        end = len(links) if flow.at < len(items) else max((at for at, put in enumerate(placed, 1) if put), default=0)
        found = {link.frame.id for link, put in zip(links[:end], placed, strict=False) if not put}
        if found <= empty or not flow.jumped:
            break
        empty |= found
    return flow, placed


def _jumps(story: Story, links: Sequence[Link]) -> dict[str, Jumps]:
    if not story.jump_lines or not links:
        return {}
    return thread_jumps([(link.frame.id, link.page) for link in links], links[0].context.language)


def _flowing(item: BodyItem) -> Iterator[Paragraph | Row]:
    """What flows of a body item: a paragraph, the rows of a table that stand together; no picture."""
    if isinstance(item, Paragraph):
        yield item
    elif isinstance(item, TableBlock):
        yield from (Row(item, number) for number in range(len(layout_of(item).groups)))


def _in_blocks(story: Story, blocks: Sequence[Block]) -> set[str]:
    """The ids of what blocks of the story set: headline group, byline, their range of the body with its captions."""
    taken: set[str] = set()
    for block in blocks:
        if block.headline:
            taken |= {part.id for part in headline_parts(story)}
        if story.byline is not None and sets_byline(story, block):
            taken.add(story.byline.id)
        taken |= {item.id for item in story.body[block.first : None if block.last < 0 else block.last]}
    return taken


def _astray(story: Story, taken: set[str], shown: frozenset[str]) -> Iterator[BodyItem]:
    """Parts that nothing sets. A picture in a block brings its caption; a caption's frame brings the credit."""
    heads = (*headline_parts(story), *((story.byline,) if story.byline is not None else ()))
    for item in (*heads, *story.body):
        if item.id in taken:
            continue
        if isinstance(item, Paragraph):
            if item.text.strip():
                yield item
        elif isinstance(item, TableBlock):
            if any(item.rows):
                yield item
        else:
            yield from _picture_astray(item, taken, shown)


def _picture_astray(picture: PictureRef, taken: set[str], shown: frozenset[str]) -> Iterator[BodyItem]:
    caption, credit = picture.caption, picture.credit
    if picture.asset and picture.asset not in shown:
        yield picture
    if caption is not None and caption.text.strip() and caption.id not in taken:
        yield caption
    if credit is not None and credit.text.strip() and not taken & {credit.id, caption.id if caption else ""}:
        yield credit
