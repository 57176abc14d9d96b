"""A story's body with an item more or less: its blocks keep setting what they set, and no id comes twice."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from layoutdesk.base.problem import Refusal
from layoutdesk.edits.find import index_of, put_story
from layoutdesk.edits.threads import map_elements
from layoutdesk.model import Block, Document, Element, Story
from layoutdesk.model.document import blocks_of
from layoutdesk.model.story import BodyItem, paragraphs


def with_body(
    document: Document, story: Story, body: tuple[BodyItem, ...], *, at: int, by: int, block: str = ""
) -> Document:
    """The story with ``body``, in which ``by`` items from ``at`` on are new, or it is gone (-1); blocks keep what they set.

    Where one block ends and the next goes on (接缝), what is new goes to ``block``, else to the block of the item before it.
    """
    document = put_story(document, replace(story, body=body))
    if by < 0:
        return map_elements(document, lambda each: _without(each, at) if sets(each, story.id) else each)
    blocks = blocks_of(document, story.id)
    ranges = {each.id: _grown(each, at, by) for each in blocks} | _at_seam(blocks, at, by, block)
    return map_elements(document, lambda each: _ranged(each, ranges[each.id]) if each.id in ranges else each)


def sets(element: Element, story: str) -> bool:
    """Whether an element sets a story, or part of it."""
    return getattr(element, "story", "") == story


def block_at(document: Document, story: str, index: int) -> str:
    """The block that sets an item of a story's body; empty where none does."""
    return next((each.id for each in blocks_of(document, story) if each.first <= index < each.end), "")


def _without(element: Element, at: int) -> Element:
    """A block's range after an item went; the block that set it alone sets nothing."""
    if not isinstance(element, Block):
        return element
    first, last = _range(element)
    return _ranged(element, (first - (first > at), last - (last > at)))


def _grown(block: Block, at: int, by: int) -> tuple[int, int]:
    """A block's range after items came before it, in it or behind it."""
    first, last = _range(block)
    return first + (by if first > at else 0), last + (by if last > at else 0)


def _at_seam(blocks: Sequence[Block], at: int, by: int, wanted: str) -> dict[str, tuple[int, int]]:
    """The ranges, by id, of the blocks in order that begin or end where items came: one takes them, those behind it move on."""
    near = [each for each in blocks if at in (each.first, each.end)]
    ending = [each for each in near if each.first < at]
    beginning = [each for each in near if each.first == at]
    empty = [each for each in beginning if each.end == at]
    takers = [each for each in near if each.id == wanted] or ending or empty[:1] or beginning
    ranges, is_behind = {}, any(each in takers for each in ending)
    for each in near:
        (first, last), takes = _range(each), each in takers
        moves = is_behind and each in beginning and not takes
        is_behind = is_behind or takes
        ranges[each.id] = first + (by if moves else 0), last + (by if (moves or takes) and last >= 0 else 0)
    return ranges


def _range(block: Block) -> tuple[int, int]:
    return block.first, block.last if block.last < 0 else max(block.first, block.last)


def _ranged(element: Element, within: tuple[int, int]) -> Element:
    """The block with a range of its story's body; the same object where it has that already."""
    if not isinstance(element, Block) or (element.first, element.last) == within:
        return element
    return replace(element, first=within[0], last=within[1])


def free(story: Story, new_id: str) -> None:
    """Refuses an id that the story has; ids are never used twice."""
    if not new_id or new_id in taken_in(story):
        raise Refusal("edits.id-taken", id=new_id)


def taken_in(story: Story) -> set[str]:
    """The ids that a story has."""
    return {each.id for each in paragraphs(story)} | {item.id for item in story.body}


def known_asset(document: Document, asset: str) -> None:
    """Refuses an asset that the issue has not; none at all may be."""
    if asset:
        index_of(document.assets, asset, "asset")
