"""How far a selection may reach: the body of a story is one run of paragraphs, every other text stands alone."""

from __future__ import annotations

from typing import NamedTuple

from layoutdesk import edits
from layoutdesk.model.story import Paragraph, Story, TableBlock, paragraphs
from layoutdesk.ui.writing.spots import Spot


class Range(NamedTuple):
    """The characters ``start`` to ``end`` of a paragraph."""

    paragraph: Paragraph
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.paragraph.text[self.start : self.end]


def run_of(story: Story, paragraph: str) -> tuple[Paragraph, ...]:
    """The paragraphs through which a selection from ``paragraph`` may go, in reading order."""
    body = tuple(item for item in story.body if isinstance(item, Paragraph))
    if any(part.id == paragraph for part in body):
        return body
    return tuple(part for part in paragraphs(story) if part.id == paragraph)


def flow_of(story: Story) -> frozenset[str]:
    """The ids of what of a story flows through its columns: byline, paragraphs and cells, no headline part and no caption."""
    found = {story.byline.id} if story.byline is not None else set()
    for item in story.body:
        if isinstance(item, TableBlock):
            found |= {cell.paragraph.id for row in item.rows for cell in row}
        elif isinstance(item, Paragraph):
            found.add(item.id)
    return frozenset(found)


def ordered(run: tuple[Paragraph, ...], one: Spot, other: Spot) -> tuple[Spot, Spot]:
    """Two spots of a run, the one that is read first first."""
    places = {part.id: number for number, part in enumerate(run)}
    return (one, other) if _place(places, one) <= _place(places, other) else (other, one)


def _place(places: dict[str, int], spot: Spot) -> tuple[int, int]:
    return places.get(spot.paragraph, 0), spot.offset


def ranges(run: tuple[Paragraph, ...], one: Spot, other: Spot) -> tuple[Range, ...]:
    """What lies between two spots of a run: a range for each paragraph, the first and the last of them perhaps empty."""
    first, last = ordered(run, one, other)
    names = [part.id for part in run]
    if first.paragraph not in names or last.paragraph not in names:
        return ()
    low, high = names.index(first.paragraph), names.index(last.paragraph)
    return tuple(
        Range(part, first.offset if at == low else 0, last.offset if at == high else len(part.text))
        for at, part in enumerate(run[low : high + 1], low)
    )


def removal(story: Story, taken: tuple[Range, ...]) -> list[edits.Edit]:
    """The edits that take ranges of a run out, what is left of the first and the last paragraph joined.

    Tables that lie wholly between go with them; pictures stay behind the joined paragraph.
    """
    first, *middle = taken
    if not middle:
        return [edits.ReplaceText(story.id, first.paragraph.id, first.start, first.end, "")] if first.text else []
    last = middle.pop()
    steps: list[edits.Edit] = [edits.RemoveTable(story.id, table) for table in _tables(story, first, last)]
    steps += (edits.RemoveParagraph(story.id, each.paragraph.id) for each in middle)
    for each in (first, last):
        if each.text:
            steps.append(edits.ReplaceText(story.id, each.paragraph.id, each.start, each.end, ""))
    return [*steps, edits.JoinParagraphs(story.id, first.paragraph.id)]


def _tables(story: Story, first: Range, last: Range) -> list[str]:
    names = [item.id for item in story.body]
    between = story.body[names.index(first.paragraph.id) : names.index(last.paragraph.id)]
    return [item.id for item in between if isinstance(item, TableBlock)]
