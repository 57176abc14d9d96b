"""The block that free frames were (打散以前): remembered with them, and found again as long as they stand as they came of it.

In: a block with what it was released into, or frames that are to be gathered. Out: frames that know their block, or the block.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.compose.block import plan_block
from layoutdesk.compose.context import Context
from layoutdesk.compose.places import default_places
from layoutdesk.model.document import Document, Page
from layoutdesk.model.elements import (
    Block,
    Box,
    Element,
    FormerBlock,
    FormerFrame,
    FormerHead,
    PictureFrame,
    PicturePlace,
    Rule,
    TextFrame,
)
from layoutdesk.model.story import Story, headline_parts, pictures

#: What is remembered with its place.
Framed = TextFrame | PictureFrame | Box


class Regained(NamedTuple):
    """A block that is there again: what of the page goes for it, and what its headline gets back."""

    block: Block
    gone: tuple[str, ...]
    head: tuple[edits.Edit, ...]


def remembering(
    context: Context, elements: Sequence[Element], block: Block, story: Story, given: Iterable[edits.SetBreaks]
) -> tuple[Element, ...]:
    """The elements that a block was released into, the first text frame of them with the block as it was."""
    parts = {part.id: part for part in headline_parts(story)}
    former = FormerBlock(
        block,
        tuple(_standing(each) for each in elements if isinstance(each, Framed)),
        tuple(each.id for each in elements if isinstance(each, Rule)),
        tuple(_head(parts[each.paragraph].breaks, parts[each.paragraph].size, each) for each in given),
        _place(context, block),
    )
    first = next((each.id for each in elements if isinstance(each, TextFrame)), "")
    return tuple(
        replace(each, former=former) if isinstance(each, TextFrame) and each.id == first else each for each in elements
    )


def _place(context: Context, block: Block) -> tuple[Rect, ...]:
    """Where the area of a block stands on the page, in points."""
    return tuple(map(context.grid.rect, block.area))


def _head(breaks: tuple[int, ...], size: float, given: edits.SetBreaks) -> FormerHead:
    return FormerHead(given.paragraph, breaks, size, given.breaks, given.size or 0.0)


def _standing(frame: Framed) -> FormerFrame:
    return FormerFrame(frame.id, frame.rect, frame.columns if isinstance(frame, TextFrame) else 1)


def regained(
    context: Context, document: Document, page: Page, story: Story, chosen: Sequence[Element]
) -> Regained | None:
    """The block of which the frames of a story came, where all of them stand as they did and none came to them.

    On another grid its columns and rows are elsewhere: there it is none.
    What was done to its pictures and to the frame round it meanwhile is taken along.
    """
    frames = [each for each in page.elements if isinstance(each, TextFrame) and each.story == story.id]
    former = next((each.former for each in frames if each.former is not None), None)
    if former is None or former.block.story != story.id or former.rects != _place(context, former.block):
        return None
    known = {each.id: each for each in former.frames}
    stand = [each for each in page.elements if isinstance(each, Framed) and each.id in known]
    if len(stand) < len(known) or any(_standing(each) != known[each.id] for each in stand):
        return None
    shown = {each.asset for each in pictures(story)}
    if any(isinstance(each, Framed) and each.id not in known for each in (*frames, *chosen)) or any(
        isinstance(each, PictureFrame) and each.asset not in shown for each in stand
    ):
        return None
    block = _with_pictures(context, _freed(document, page, _boxed(former.block, stand)), story, stand)
    rules = [each.id for each in page.elements if isinstance(each, Rule) and each.id in former.rules]
    return Regained(block, (*(each.id for each in stand), *rules), tuple(_heads(story, former)))


def _boxed(block: Block, stand: Sequence[Framed]) -> Block:
    """The block with the frame and tint that the box round its frames has now."""
    box = next((each for each in stand if isinstance(each, Box)), None)
    return block if box is None else replace(block, frame=frame_of(box), tint=box.tint)


def frame_of(box: Box) -> str:
    """The frame of a block that a box is."""
    return box.border or ("tint" if box.fill is not None else "box" if box.paint is not None else "")


def _freed(document: Document, page: Page, block: Block) -> Block:
    """The block in its group where that is still there, under its id where nothing else has that."""
    if block.group and not any(getattr(each, "group", "") == block.group for each in page.elements):
        block = replace(block, group="")
    taken = any(each.id == block.id for other in document.pages for each in other.elements)
    return replace(block, id="") if taken else block


def _with_pictures(context: Context, block: Block, story: Story, stand: Sequence[Framed]) -> Block:
    """The block with the crops that its pictures have in their frames."""
    frames = {each.asset: each for each in stand if isinstance(each, PictureFrame)}
    assets = {each.id: each.asset for each in pictures(story)}
    places = block.pictures or default_places(context, story, plan_block(context, block, story).own)
    cropped = tuple(_cropped(each, frames.get(assets.get(each.picture, ""))) for each in places)
    return replace(block, pictures=cropped) if cropped != places else block


def _cropped(place: PicturePlace, frame: PictureFrame | None) -> PicturePlace:
    return place if frame is None else replace(place, crop=frame.crop, whole=frame.whole)


def _heads(story: Story, former: FormerBlock) -> Iterator[edits.Edit]:
    """What gives the parts of the headline back what was chosen for them, where nothing else has been chosen since."""
    parts = {part.id: part for part in headline_parts(story)}
    for each in former.heads:
        part = parts.get(each.paragraph)
        if part is not None and (part.breaks, part.size) == (each.given_breaks, each.given_size):
            yield edits.SetBreaks(story.id, part.id, each.breaks, each.size)
