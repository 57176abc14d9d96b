"""A story over its free frames (续排): its body flows from frame to frame, whatever their measures and steps.

In: the story and the frames of its thread, on whichever pages. Out: the lines of every frame, what was left over, and the parts
of the story that stand in no frame.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from layoutdesk.compose.astray import astray, in_blocks
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.context import context_of
from layoutdesk.compose.holes import holes_over
from layoutdesk.compose.jump import Jumps, page_label, thread_jumps
from layoutdesk.compose.table import layout_of, set_table
from layoutdesk.compose.table.shortened import cut_off, shortened
from layoutdesk.compose.threadflow import Flow
from layoutdesk.compose.threadparts import FramePart, Link, Put
from layoutdesk.compose.units import with_byline
from layoutdesk.model.document import Document, Page
from layoutdesk.model.elements import Block, PictureFrame, TextFrame
from layoutdesk.model.story import BodyItem, Paragraph, Story, TableBlock
from layoutdesk.text.fonts import FontBook

#: How often a thread is poured anew until its jump lines name only frames in which copy stands.
_TRIALS = 4


class Thread(msgspec.Struct, frozen=True):
    """A story flowed: its frames' parts by element id; lines and characters left over after the ``last`` frame.

    ``tables`` are the parts of tables that have frames of their own and run on from one to the next, with the lines and
    characters left over after the last of them. ``astray`` are the paragraphs, tables and pictures of the story that stand in
    no frame, reported at the ``first`` one.
    """

    parts: dict[str, FramePart]
    over: int
    characters_over: int
    first: str
    last: str
    tables: dict[str, tuple[FramePart, int, int]]
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
    taken = {frame.paragraph for frame in frames if frame.paragraph} | in_blocks(story, blocks)
    links = [place for place in places if not place.frame.paragraph]
    items = [item for item in with_byline(story, story.body) if item.id not in taken and _flows(item)] if links else []
    flow, placed = _poured(story, [item for item in items if isinstance(item, Paragraph | TableBlock)], links)
    over, characters = flow.rest()
    return Thread(
        parts={link.frame.id: flow.part(link, put) for link, put in zip(links, placed, strict=True)},
        over=over,
        characters_over=characters,
        first=frames[0].id,
        last=links[-1].frame.id if links else "",
        tables=dict(_own_tables(story, places)),
        astray=tuple(astray(story, taken | {item.id for item in items}, shown)),
    )


def _poured(
    story: Story, items: Sequence[Paragraph | TableBlock], links: Sequence[Link]
) -> tuple[Flow, list[list[Put]]]:
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


def _flows(item: BodyItem) -> bool:
    """Whether a body item flows: a paragraph or a table with something in it, no picture."""
    return isinstance(item, Paragraph) or (isinstance(item, TableBlock) and bool(layout_of(item).rows))


def _own_tables(story: Story, places: Sequence[Link]) -> Iterator[tuple[str, tuple[FramePart, int, int]]]:
    """Tables with frames of their own: what of one that the first does not hold stands in each of them."""
    for table in (item for item in story.body if isinstance(item, TableBlock)):
        links = [replace(one, frame=replace(one.frame, columns=1)) for one in places if one.frame.paragraph == table.id]
        if not links:
            continue
        first, height = links[0], sum(link.frame.rect.h for link in links)
        made = set_table(first.context, table, first.frame.rect.w, story.id)
        if not made.rows:
            continue
        shown = shortened(first.context, table, height) if made.unset[0] else table
        if made.height <= first.frame.rect.h + first.context.grid.step / 2:
            yield from ((link.frame.id, (FramePart((), (), 0), 0, 0)) for link in links[1:])
            continue
        flow = Flow(story, [shown])
        placed = [flow.fill(link) for link in links]
        (lines, characters), unset = flow.rest(), cut_off(table, shown)
        rest = lines + unset[0], characters + unset[1]
        for link, put in zip(links, placed, strict=True):
            yield link.frame.id, (flow.part(link, put), *(rest if link is links[-1] else (0, 0)))
