"""Where an issue uses its styles, and where copy goes beyond them (优先选项). Plain data, without Qt."""

from __future__ import annotations

from typing import Final, NamedTuple

from layoutdesk.edits.text import STRUCTURAL
from layoutdesk.finding import Text, stories_in_order, texts
from layoutdesk.model import Document, Story
from layoutdesk.ui.styling import is_overridden

#: Sizes that differ by less are the same, points.
_SAME: Final = 0.05


class Use(NamedTuple):
    """A place: a paragraph with its style, or the characters of it that have a look."""

    style: str
    text: Text
    start: int
    end: int

    @property
    def paragraph(self) -> str:
        """The id of its paragraph."""
        return self.text.paragraph.id


class Uses(NamedTuple):
    """Every place of every style in the order of the pages, the paragraphs that go beyond theirs, and which number each one is."""

    places: dict[str, tuple[Use, ...]]
    overridden: tuple[Use, ...]
    order: dict[str, int]

    def count(self, style: str) -> int:
        """At how many places a style is used."""
        return len(self.places.get(style, ()))


#: What one story uses, and what of it goes beyond its styles.
_Own = tuple[tuple[Use, ...], tuple[Use, ...]]


class Listing:
    """Lists the uses of one state of an issue after another: of stories that stayed the same nothing is reckoned anew."""

    def __init__(self) -> None:
        self._stories: dict[str, tuple[Story, _Own]] = {}

    def uses(self, document: Document) -> Uses:
        """The uses of the issue as it is in ``document``."""
        known, self._stories = self._stories, {}
        places: dict[str, list[Use]] = {}
        order: dict[str, int] = {}
        beyond = list[Use]()
        for story in stories_in_order(document):
            before = known.get(story.id)
            own = before[1] if before is not None and before[0] is story else _own(story)
            self._stories[story.id] = story, own
            for use in own[0]:
                places.setdefault(use.style, []).append(use)
                order.setdefault(use.paragraph, len(order))
            beyond += own[1]
        return Uses({style: tuple(found) for style, found in places.items()}, tuple(beyond), order)


def _own(story: Story) -> _Own:
    found, beyond = list[Use](), list[Use]()
    for text in texts(story):
        part = text.paragraph
        whole = Use(part.style, text, 0, len(part.text))
        found.append(whole)
        found += (Use(span.style, text, span.start, span.end) for span in part.spans if span.style != part.style)
        if is_overridden(part):
            beyond.append(whole)
    return tuple(found), tuple(beyond)


def overrides(use: Use) -> tuple[tuple[str, float], ...]:
    """What a paragraph has of its own beyond its style: the name of a field with its figure, or of a look with 0."""
    part = use.text.paragraph
    figures = (("size", part.size), ("more_lines", part.more_lines), ("rows", part.rows), ("drop", part.drop))
    looks = dict.fromkeys(span.style for span in part.spans if span.style not in STRUCTURAL)
    return (*((name, figure) for name, figure in figures if figure), *((look, 0.0) for look in looks))


def goes_beyond(use: Use, size: float) -> bool:
    """Whether a paragraph has anything of its own but the ``size`` of its style."""
    return any(name != "size" or abs(figure - size) > _SAME for name, figure in overrides(use))
