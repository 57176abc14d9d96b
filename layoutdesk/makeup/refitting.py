"""A block in an area of another width (换位): columns, headline and pictures chosen for the one it had suit no other."""

from __future__ import annotations

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.compose.grid import bounding
from layoutdesk.model.elements import Area, Block
from layoutdesk.model.story import Story


def fresh(block: Block, area: Area) -> Block:
    """A block in another area, as it is where it keeps its width."""
    if bounding(area).columns == bounding(block.area).columns:
        return replace(block, area=area)
    return replace(block, area=area, columns=0, head_size=0.0, head_rows=0, head_columns=0, pictures=())


def refitting(page: str, block: Block, area: Area, story: Story | None) -> list[edits.Edit]:
    """The edits that put a block into another area, the lines of its headline chosen anew with its width."""
    made = fresh(block, area)
    steps: list[edits.Edit] = [edits.SetElement(page=page, element=made)]
    if story is not None and bounding(area).columns != bounding(block.area).columns:
        steps += unbroken(story)
    return steps


def unbroken(story: Story) -> list[edits.Edit]:
    """The edits by which the parts of a headline have no chosen breaks any more."""
    parts = (story.kicker, story.main, story.deck)
    return [edits.SetBreaks(story.id, part.id) for part in parts if part is not None and part.breaks]
