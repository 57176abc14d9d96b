"""Where a change of copy ends, told from the copy before and after it: there undo and redo put the caret."""

from __future__ import annotations

from itertools import takewhile
from operator import eq

from layoutdesk.model import Document
from layoutdesk.model.story import Paragraph, Story, paragraphs
from layoutdesk.ui.writing.spots import Spot


def changed_stories(before: Document, after: Document) -> tuple[Story, ...]:
    """The stories of ``after`` that are others in ``before``, or were not there."""
    if before.stories is after.stories:
        return ()
    known = {story.id: story for story in before.stories}
    return tuple(story for story in after.stories if known.get(story.id) is not story)


def changed_spot(before: Story, after: Story) -> Spot | None:
    """Behind what the change has put in, or where it took something away; ``None`` where the words are the same."""
    old, new = (list(paragraphs(story)) for story in (before, after))
    front = _alike(old, new)
    back = _alike(old[front:][::-1], new[front:][::-1])
    was, now = old[front : len(old) - back], new[front : len(new) - back]
    if not was and not now:
        return None
    if not now:
        # Whole paragraphs are gone: the caret stands where they did.
        if front:
            return Spot(after.id, new[front - 1].id, len(new[front - 1].text))
        return Spot(after.id, new[0].id, 0) if new else None
    one, other = ("\n".join(part.text for part in parts) for parts in (was, now))
    head = _common(one, other)
    at = len(other) - _common(one[head:][::-1], other[head:][::-1])
    return _spot(after.id, now, at)


def _alike(old: list[Paragraph], new: list[Paragraph]) -> int:
    """How many paragraphs from the first on are the same, with the same words."""
    pairs = zip(old, new, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0].id == pair[1].id and pair[0].text == pair[1].text, pairs))


def _common(one: str, other: str) -> int:
    """How many characters from the first on are the same."""
    return sum(1 for _ in takewhile(bool, map(eq, one, other)))


def _spot(story: str, parts: list[Paragraph], at: int) -> Spot:
    """The spot at a place of the words of paragraphs, one character between each two."""
    for part in parts[:-1]:
        if at <= len(part.text):
            return Spot(story, part.id, at)
        at -= len(part.text) + 1
    return Spot(story, parts[-1].id, min(at, len(parts[-1].text)))
