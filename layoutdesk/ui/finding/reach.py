"""How far a query reaches (范围): what is selected, the story in hand, the page in view, the whole issue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from layoutdesk.finding import Text, stories_in_order, texts
from layoutdesk.model.document import story_ids

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk

Reach = Literal["issue", "page", "story", "selection"]
REACHES: Final[tuple[Reach, ...]] = get_args(Reach)
#: A range of each paragraph that is reached, by its id.
Ranges = dict[str, tuple[int, int]]


class Field(NamedTuple):
    """What a query reaches now: stories by id, ranges ``within`` paragraphs, hits on ``page`` alone where that is given."""

    stories: frozenset[str] | None = None
    within: Ranges | None = None
    page: str = ""


def field_of(desk: Desk, reach: Reach) -> Field:
    """What a reach comes to as the hand stands."""
    if reach == "selection":
        ranges = {mark.paragraph: (mark.start, mark.end) for mark in desk.marks if mark.start < mark.end}
        return Field(frozenset(mark.story for mark in desk.marks), ranges)
    if reach == "story":
        held = desk.marked.story if desk.marked is not None else getattr(desk.element, "story", "")
        return Field(frozenset(filter(None, (held,))))
    if reach == "page":
        page = desk.page
        return Field(frozenset(story_ids(page)) if page is not None else frozenset(), page=desk.page_id)
    return Field()


def reached(desk: Desk, field: Field) -> Iterator[Text]:
    """The texts of the issue that a field reaches, in the order of the pages."""
    for story in stories_in_order(desk.document):
        if field.stories is None or story.id in field.stories:
            for text in texts(story):
                if field.within is None or text.paragraph.id in field.within:
                    yield text
