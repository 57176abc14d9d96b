"""Parts of a story that leave its pages (转版): what they set is taken back by the blocks that stay, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf

from msgspec.structs import replace

from layoutdesk.edits.threads import map_elements
from layoutdesk.model import Block, Document, Element, TextFrame
from layoutdesk.model.document import blocks_of


def flows(element: Element, story: str = "") -> bool:
    """Whether the body of a story flows through a free frame, which sets what no block does."""
    return isinstance(element, TextFrame) and not element.paragraph and story in ("", element.story)


def taken_back(document: Document, gone: Iterable[Element]) -> Document:
    """What elements set that are gone is set by the block before them in their story, else by the one behind, with the headline.

    A free frame of the story takes it on by itself; a story that stands nowhere any more waits for its place as a whole.
    """
    lost: dict[str, list[Block | TextFrame]] = {}
    for each in gone:
        if isinstance(each, Block) or (isinstance(each, TextFrame) and flows(each)):
            lost.setdefault(each.story, []).append(each)
    for story, parts in lost.items():
        stay = blocks_of(document, story)
        if stay and not any(flows(each, story) for page in document.pages for each in page.elements):
            new = {each.id: each for each in _closed(stay, parts)}
            document = map_elements(document, lambda each, new=new: new.get(each.id, each))  # type: ignore[misc]
    return document


def _closed(stay: Sequence[Block], parts: Sequence[Block | TextFrame]) -> list[Block]:
    """The blocks that stay, in order, without the gaps that the lost parts leave."""
    lost = [(part.first, part.end) if isinstance(part, Block) else (0, inf) for part in parts]
    closed: list[Block] = []
    for block in stay:
        reach = _reach(closed)
        if reach < block.first and _meets(lost, reach, block.first):
            if closed:
                _grow(closed, block.first)
            else:
                block = replace(block, first=0)
        closed.append(block)
    end = max(last for _, last in lost)
    if _meets(lost, _reach(closed), end):
        _grow(closed, end)
    headed = any(isinstance(part, Block) and part.headline for part in parts)
    if headed and not any(each.headline for each in closed):
        closed[0] = replace(closed[0], headline=True)
    # What is alone again flows nowhere: it is a whole story for whoever makes up the page.
    return [replace(closed[0], flows=False)] if len(closed) == 1 else closed


def _reach(blocks: Sequence[Block]) -> float:
    """Up to which item blocks set a story."""
    return max((each.end for each in blocks), default=0)


def _grow(blocks: list[Block], end: float) -> None:
    """Has the block that reaches furthest, the last of several, set the story up to ``end``."""
    at = max(range(len(blocks)), key=lambda at: (blocks[at].end, at))
    blocks[at] = replace(blocks[at], last=-1 if end == inf else int(end))


def _meets(lost: Sequence[tuple[int, float]], start: float, end: float) -> bool:
    return start < end and any(first < end and start < last for first, last in lost)
