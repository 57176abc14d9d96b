"""Parts of a story that leave its pages (转版): what they set is taken back by the blocks that stay, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf

from msgspec.structs import replace

from layoutdesk.edits.threads import map_elements
from layoutdesk.model import Block, Document, Element, PictureFrame, PictureRef, Story, TableBlock, TextFrame
from layoutdesk.model.document import blocks_of
from layoutdesk.model.story import BodyItem


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


def missing(document: Document) -> dict[str, tuple[int, int]]:
    """By story the first items of its body, from the one up to but not with the other, that no block sets while others do.

    Items without anything to print are no loss, nor is a picture that stands in a frame of its own.
    """
    elements = [each for page in document.pages for each in page.elements]
    parted = {each.story for each in elements if isinstance(each, Block) and not each.is_whole}
    parted -= {each.story for each in elements if isinstance(each, TextFrame)}
    if not parted:
        return {}
    shown = {each.asset for each in elements if isinstance(each, PictureFrame)}
    found = (
        (each.id, _gap(each, blocks_of(document, each.id), shown)) for each in document.stories if each.id in parted
    )
    return {story: gap for story, gap in found if gap is not None}


def _gap(story: Story, blocks: Sequence[Block], shown: set[str]) -> tuple[int, int] | None:
    lost = (at for at, item in enumerate(story.body) if not _set(blocks, at) and _prints(item, shown))
    first = next(lost, None)
    if first is None:
        return None
    last = next((at for at in range(first, len(story.body)) if _set(blocks, at)), len(story.body))
    return first, last


def _set(blocks: Sequence[Block], at: int) -> bool:
    return any(each.first <= at < each.end for each in blocks)


def _prints(item: BodyItem, shown: set[str]) -> bool:
    """Whether an item of a body has anything to print beside what is ``shown`` in frames of its own."""
    if isinstance(item, PictureRef):
        return bool(item.asset) and item.asset not in shown
    return bool(item.rows) if isinstance(item, TableBlock) else bool(item.text.strip())


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
