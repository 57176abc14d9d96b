"""What of a story stands nowhere: parts that no block and no frame of it sets (漏排)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from layoutdesk.compose.units import sets_byline
from layoutdesk.model.elements import Block
from layoutdesk.model.story import BodyItem, Paragraph, PictureRef, Story, TableBlock, headline_parts


def in_blocks(story: Story, blocks: Sequence[Block]) -> set[str]:
    """The ids of what blocks of the story set: headline group, byline, their range of the body with its captions."""
    taken: set[str] = set()
    for block in blocks:
        if block.headline:
            taken |= {part.id for part in headline_parts(story)}
        if story.byline is not None and sets_byline(story, block):
            taken.add(story.byline.id)
        taken |= {item.id for item in block.part_of(story.body)}
    return taken


def astray(story: Story, taken: set[str], shown: frozenset[str]) -> Iterator[BodyItem]:
    """Parts that are neither ``taken``, by their ids, nor ``shown``, by their assets.

    A picture in a block brings its caption; a caption's frame brings the credit.
    """
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
