"""What of a story stands nowhere while the rest of it does (缺段): a part that was taken off its page."""

from __future__ import annotations

from collections.abc import Sequence

from layoutdesk.model.document import Document, blocks_of
from layoutdesk.model.elements import Block, PictureFrame, TextFrame
from layoutdesk.model.story import BodyItem, PictureRef, Story, TableBlock


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
