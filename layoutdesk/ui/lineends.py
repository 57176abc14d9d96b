"""Line ends of a headline set by hand (标题强制换行): one at the caret, or the one there taken away.

What the program found where no line end was chosen gives way to the first one that is; the lines beside it are divided anew.
"""

from __future__ import annotations

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.compose.block import plan_block
from layoutdesk.compose.context import context_of
from layoutdesk.model.document import Page
from layoutdesk.model.elements import Block
from layoutdesk.model.story import Paragraph, Story
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.heads import PARTS


def headline_part(story: Story | None, paragraph: str) -> Paragraph | None:
    """The kicker, main headline or deck that a paragraph is; nothing where it is none of them."""
    parts = (getattr(story, name) for name in PARTS) if story is not None else ()
    return next((part for part in parts if part is not None and part.id == paragraph), None)


def in_headline(desk: Desk) -> bool:
    """Whether the caret stands in a headline part that may be changed."""
    marked, session = desk.marked, desk.session
    if marked is None or session is None or session.read_only:
        return False
    story = next((each for each in desk.document.stories if each.id == marked.story), None)
    return headline_part(story, marked.paragraph) is not None


def line_ended(desk: Desk, story: Story, part: Paragraph, offset: int) -> edits.Edit | None:
    """The edit that has a line of a headline part end before ``offset``, or go on there; nothing at the ends of the part.

    A size chosen for other lines is free again where the new ones are too long for it.
    """
    if not 0 < offset < len(part.text):
        return None
    breaks = tuple(sorted({*part.breaks} ^ {offset}))
    steps: list[edits.Edit] = [edits.SetBreaks(story.id, part.id, breaks)]
    if part == story.main:
        changed = replace(story, main=replace(part, breaks=breaks))
        steps += [
            edits.SetBlock(page.id, block.id, head_size=0.0, head_rows=0)
            for page, block in _headed(desk, story.id)
            if _is_too_long(desk, page, block, changed)
        ]
    return edits.together("ui.history.head-way", steps)


def _headed(desk: Desk, story: str) -> list[tuple[Page, Block]]:
    """The blocks over whose text the headline of a story stands in a size of its own."""
    return [
        (page, each)
        for page in desk.document.pages
        for each in page.elements
        if isinstance(each, Block) and each.story == story and each.headline and each.head_size
    ]


def _is_too_long(desk: Desk, page: Page, block: Block, story: Story) -> bool:
    context = context_of(desk.document, desk.document.template(page.template), desk.book)
    head = plan_block(context, block, replace(story, body=())).head
    return "main" in head.tight and "main" not in head.parted
