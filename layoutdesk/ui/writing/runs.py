"""How far a selection may reach: the body of a story is one run of paragraphs, every other text stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from layoutdesk import edits
from layoutdesk.edits.tracking import is_tracked
from layoutdesk.model import Document
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


def with_tables(story: Story, taken: Sequence[Range]) -> list[Range | TableBlock]:
    """Ranges of a run and the tables that stand between them, in reading order."""
    if len(taken) < 2:
        return list(taken)
    ranged, names = {each.paragraph.id: each for each in taken}, [item.id for item in story.body]
    between = story.body[names.index(taken[0].paragraph.id) : names.index(taken[-1].paragraph.id) + 1]
    found = (item if isinstance(item, TableBlock) else ranged.get(item.id) for item in between)
    return [each for each in found if each is not None]


def has_kept(document: Document, story: Story, taken: Sequence[Range]) -> bool:
    """Whether tables stand in ranges that stay where these are taken out."""
    return is_tracked(document, story.id) and any(isinstance(each, TableBlock) for each in with_tables(story, taken))


def removal(document: Document, story: Story, taken: Sequence[Range]) -> list[edits.Edit]:
    """The edits that take ranges of a run out, what is left of the first and the last paragraph joined.

    Tables that lie wholly between go with them; pictures stay behind the joined paragraph. Where changes are tracked (修订) tables
    stay where they are, as nothing would bring them back: what is left of the copy stands before and behind them.
    """
    if not is_tracked(document, story.id):
        return _removed(story, taken)
    steps, run = list[edits.Edit](), list[Range]()
    for each in with_tables(story, taken):
        if isinstance(each, Range):
            run.append(each)
        elif run:
            steps += _removed(story, run)
            run = []
    return [*steps, *(_removed(story, run) if run else ())]


def _removed(story: Story, taken: Sequence[Range]) -> list[edits.Edit]:
    first, *middle = taken
    if not middle:
        return [edits.ReplaceText(story.id, first.paragraph.id, first.start, first.end, "")] if first.text else []
    last = middle.pop()
    tables = (each for each in with_tables(story, taken) if isinstance(each, TableBlock))
    steps: list[edits.Edit] = [edits.RemoveTable(story.id, table.id) for table in tables]
    steps += (edits.RemoveParagraph(story.id, each.paragraph.id) for each in middle)
    for each in (first, last):
        if each.text:
            steps.append(edits.ReplaceText(story.id, each.paragraph.id, each.start, each.end, ""))
    return [*steps, edits.JoinParagraphs(story.id, first.paragraph.id)]
