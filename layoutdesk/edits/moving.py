"""A part of a story that is cut and pasted on another page (移动转版): it goes on from the rest again, and sets what it set."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from layoutdesk.edits.copies import Bundle, Cut
from layoutdesk.edits.kinds import Edit, SetBlock
from layoutdesk.model import Block, Document, Element, Story
from layoutdesk.model.document import blocks_of


def cuts_of(document: Document, elements: tuple[Element, ...]) -> tuple[Cut, ...]:
    """What blocks that are cut set of stories which go on in others that stay."""
    return tuple(_cuts(document, [each for each in elements if isinstance(each, Block)]))


def _cuts(document: Document, blocks: list[Block]) -> Iterator[Cut]:
    names = {each.id for each in blocks}
    for block in sorted(blocks, key=lambda each: each.first):
        parts = blocks_of(document, block.story)
        if any(each.id not in names for each in parts):
            body, at = document.story(block.story).body, parts.index(block)
            before, after = parts[at - 1] if at else None, parts[at + 1] if at + 1 < len(parts) else None
            yield Cut(
                element=block.id, story=block.story, items=tuple(item.id for item in block.part_of(body)),
                headed=tuple(each.id for each in parts if each.headline),
                behind=body[min(block.first, len(body)) - 1].id if block.first and body else "",
                before=before.id if before is not None else "", after=after.id if after is not None else "",
                flows=block.flows, flowed=before is not None and before.flows,
            )  # fmt: skip


def rejoined(document: Document, held: Bundle) -> tuple[Bundle, tuple[Edit, ...]]:
    """The bundle with what was cut out of stories of this issue as parts of those again, and the edits that make them room.

    What no block has taken back, because it was pasted before or the story is placed otherwise now, stays a copy of its own.
    """
    elements, steps = {each.id: each for each in held.elements}, list[Edit]()
    standing = {cut.story: list(blocks_of(document, cut.story)) for cut in held.cuts}
    pages = {each.id: page.id for page in document.pages for each in page.elements}
    for cut in held.cuts:
        block, blocks = elements.get(cut.element), standing[cut.story]
        found = _range(document, cut, blocks)
        if not isinstance(block, Block) or found is None:
            continue
        taker, first, last, leads = found
        heads = cut.element in cut.headed and leads and first == 0
        if leads:
            left = replace(taker, first=last, headline=taker.headline and (not heads or taker.id in cut.headed))
        else:
            left, last = replace(taker, last=first, flows=cut.flowed), taker.last
        elements[block.id] = replace(
            block, story=cut.story, first=first, last=last, flows=cut.flows,
            headline=heads or (block.headline and cut.element in cut.headed),
        )  # fmt: skip
        steps.append(
            SetBlock(
                page=pages[left.id], element=left.id, first=left.first, last=left.last, headline=left.headline,
                flows=left.flows,
            )
        )  # fmt: skip
        blocks[blocks.index(taker)] = left
    used = {getattr(each, "story", "") for each in elements.values()}
    stories = tuple(each for each in held.stories if each.id in used)
    return replace(held, elements=tuple(elements.values()), stories=stories), tuple(steps)


def _range(document: Document, cut: Cut, blocks: list[Block]) -> tuple[Block, int, int, bool] | None:
    """The block that has taken back what was cut, from where to where that stands in the body now, and whether it leads that."""
    story = next((each for each in document.stories if each.id == cut.story), None)
    place = _place(story, cut) if story is not None else None
    if story is None or place is None or any(each.id == cut.element for each in blocks):
        return None
    first, last = place
    for block in sorted(blocks, key=lambda each: each.id != cut.before):
        end = min(block.end, len(story.body))
        is_before = block.id == cut.before
        # Of blocks that set just this only one that stood beside it has taken it back.
        is_beside = block.id in (cut.before, cut.after)
        if block.first <= first and last <= end and (is_beside or (first, last) != (block.first, end)):
            return block, first, last, first == block.first and not is_before
    return None


def _place(story: Story, cut: Cut) -> tuple[int, int] | None:
    """From where to where what was cut stands in the body now; a part into which only copy flowed stands behind an item."""
    places = [at for at, item in enumerate(story.body) if item.id in cut.items]
    if places:
        return places[0], places[-1] + 1
    at = next((at + 1 for at, item in enumerate(story.body) if item.id == cut.behind), None)
    return None if at is None or cut.items else (at, at)
