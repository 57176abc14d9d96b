"""How much each story of a page matters (稿件主次): 1 is the lead."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from msgspec.structs import replace

from layoutdesk.model import Story
from layoutdesk.model.story import paragraphs, pictures

_KINDS = {"article": 0, "comment": 0, "sidebar": 1, "brief": 2, "notice": 3, "advert": 4}

#: A story of fewer characters than this is short news wherever it stands in the copy: so many places later.
_A_FEW_LINES, _LATER = 200, 100


def characters(story: Story) -> int:
    """The characters of a story: headline group, body, tables and captions."""
    return sum(len(paragraph.text) for paragraph in paragraphs(story))


def ranked(stories: Sequence[Story], ladder: int) -> tuple[Story, ...]:
    """The stories of a page with ``priority`` set, in the order given; one that has a priority keeps it.

    Articles and comments come first, the first in the copy as the lead; below it the order of the copy holds unless a later story
    clearly outweighs the one before it; a few lines of news come last. Sidebars, briefs and notices take numbers from ``ladder`` on
    (the length of the template's ladder of headlines), since what is minor takes the last rung.
    """
    taken = {story.priority for story in stories if story.priority}
    major = (number for number in count(1) if number not in taken)
    order = sorted((i for i, story in enumerate(stories) if not story.priority), key=lambda i: _weight(stories[i], i))
    priorities: dict[int, int] = {}
    for index in order:
        if not _KINDS[stories[index].kind]:
            priorities[index] = next(major)
    first_minor = max([ladder, *(number + 1 for number in (*taken, *priorities.values()))])
    minor = count(first_minor)
    for index in order:
        if _KINDS[stories[index].kind]:
            priorities[index] = next(minor)
    return tuple(replace(s, priority=priorities[i]) if i in priorities else s for i, s in enumerate(stories))


def _weight(story: Story, index: int) -> tuple[int, float]:
    """Kind, then the place in the copy, less up to two places for length and a picture; the first stays first."""
    if not index:
        return _KINDS[story.kind], -100.0
    length = characters(story)
    if length < _A_FEW_LINES and not pictures(story):
        return _KINDS[story.kind], index + _LATER
    return _KINDS[story.kind], index - min(2.0, length / 1000 + 0.4 * bool(pictures(story)))
