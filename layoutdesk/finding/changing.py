"""Changing what was found: edits as data, one step of the history however many they are, and what each hit would become.

Only what differs is replaced, so that looks, readings, notes and chosen line ends stay with the characters that stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.edits.find import put_paragraph
from layoutdesk.edits.splice import Splice
from layoutdesk.edits.text import spliced
from layoutdesk.finding.matching import Hit, Matcher
from layoutdesk.finding.template import splices
from layoutdesk.finding.wanted import Wanted
from layoutdesk.model import Document, Paragraph, Span, Story
from layoutdesk.model.story import CELL_STYLES, Joint, paragraphs, readings_of

#: What the history calls the step.
LABEL: Final = "ui.history.change"
#: Styles that a place gives: no paragraph of the body takes them.
_PLACED: Final = frozenset({"label", "kicker", "main", "deck", *CELL_STYLES})

#: Parts that go when nothing is left of them, unless a free frame shows them, as when the hand empties them.
_VANISHING: Final = frozenset({"kicker", "deck", "byline", "caption", "credit"})


class Outcome(NamedTuple):
    """What hits become: the edits, how many hits they change, how many readings (注音) go with their characters."""

    steps: tuple[edits.Edit, ...]
    changed: int
    readings: int

    @property
    def step(self) -> edits.Edit:
        """All of it as one step."""
        return edits.Batch(LABEL, self.steps)


def becomes(hit: Hit, matcher: Matcher) -> str:
    """The text that a hit becomes."""
    text, end = hit.text.paragraph.text[hit.start : hit.end], 0
    out = []
    for splice in _splices(hit, matcher):
        out.append(text[end : splice.start - hit.start])
        out.append(splice.text)
        end = splice.end - hit.start
    return "".join([*out, text[end:]])


def readings_lost(hits: Iterable[Hit], matcher: Matcher) -> int:
    """How many readings (注音) would go with the characters of hits, which may lie in any order."""
    ordered = sorted(hits, key=lambda hit: (hit.text.paragraph.id, hit.start))
    lost = 0
    for _, found in groupby(ordered, key=lambda hit: hit.text.paragraph.id):
        own = list(found)
        lost += _readings(own[0].text.paragraph) - _readings(_changed(own, matcher)[0])
    return lost


def changing(document: Document, hits: Iterable[Hit], matcher: Matcher) -> Outcome:
    """What becomes of hits, which may lie in any order; the issue is not touched."""
    ordered = sorted(hits, key=lambda hit: (hit.text.story, hit.text.paragraph.id, hit.start))
    stories = {story.id: story for story in document.stories}
    framed = {getattr(each, "paragraph", "") for page in document.pages for each in page.elements}
    steps, changed, readings = list[edits.Edit](), 0, 0
    for name, of_story in groupby(ordered, key=lambda hit: hit.text.story):
        story, done = stories[name], list[tuple[Paragraph, list[edits.Edit]]]()
        for _, of_paragraph in groupby(of_story, key=lambda hit: hit.text.paragraph.id):
            found = list(of_paragraph)
            new, own, count = _changed(found, matcher)
            changed += count
            readings += _readings(found[0].text.paragraph) - _readings(new)
            if own and not new.text and found[0].text.part in _VANISHING and new.id not in framed:
                own.append(edits.RemoveParagraph(name, new.id))
            if own:
                done.append((new, own))
        steps += _with_places(story, done)
    return Outcome(tuple(steps), changed, readings)


def _changed(hits: Sequence[Hit], matcher: Matcher) -> tuple[Paragraph, list[edits.Edit], int]:
    """A paragraph with its hits changed, the last first, so that places before it stay; its edits; how many hits they change."""
    text, wanted = hits[0].text, matcher.wanted
    new, steps, changed = text.paragraph, list[edits.Edit](), 0
    for hit in reversed(hits):
        before, length = len(steps), hit.end - hit.start
        for splice in reversed(_splices(hit, matcher)):
            steps.append(edits.ReplaceText(text.story, new.id, splice.start, splice.end, splice.text))
            new = spliced(new, splice)
            length += splice.delta
        steps += _looks(text.story, new, hit.start, hit.start + length, wanted)
        changed += len(steps) > before
    if _may_be(text.part, text.paragraph, wanted.new_style):
        steps.append(edits.SetParagraphStyle(text.story, new.id, wanted.new_style))
        new, changed = replace(new, style=wanted.new_style), len(hits)
    return new, steps, changed


def _splices(hit: Hit, matcher: Matcher) -> list[Splice]:
    """What of a hit's text is replaced; nothing where only its format is another."""
    if matcher.wanted.keeps_text:
        return []
    paragraph = hit.text.paragraph
    found = splices(paragraph.text, hit.groups, matcher.pieces)
    anchored = list[Splice]()
    for each in found:
        new = _anchored(paragraph, each, hit.start, hit.end)
        # Of a single character, that goes with what is put in before it, what is put in behind stands by itself.
        anchored.append(each if anchored and new.start < anchored[-1].end else new)
    return anchored


def _anchored(paragraph: Paragraph, splice: Splice, start: int, end: int) -> Splice:
    """What is only put in at an edge of the hit takes the looks of the hit, not of its neighbour: the character there goes along.

    One that has a reading stays, or it would lose that.
    """
    text = paragraph.text
    if splice.start < splice.end or start == end:
        return splice
    if splice.start == start and not _is_read(paragraph, start):
        return Splice(start, start + 1, splice.text + text[start])
    if splice.start == end and not _is_read(paragraph, end - 1):
        return Splice(end - 1, end, text[end - 1] + splice.text)
    return splice


def _is_read(paragraph: Paragraph, at: int) -> bool:
    return any(span.reading and span.start <= at < span.end for span in paragraph.spans)


def _looks(story: str, paragraph: Paragraph, start: int, end: int, wanted: Wanted) -> list[edits.Edit]:
    """The edits that give a range the looks that are wanted, as far as it lacks them, and take off what it has."""
    if start >= end:
        return []
    here = [span for span in paragraph.spans if span.start < end and start < span.end]
    return [
        *(edits.ClearSpan(story, paragraph.id, start, end, look) for look in wanted.take_off if _has(here, look)),
        *(
            edits.SetSpan(story, paragraph.id, start, end, look)
            for look in wanted.put_on
            if not any(span.style == look and span.start <= start and end <= span.end for span in here)
        ),
    ]


def _has(spans: Sequence[Span], look: str) -> bool:
    return any(span.style == look for span in spans)


def _may_be(part: str, paragraph: Paragraph, style: str) -> bool:
    """Whether a paragraph may take another style: one of the body those of the body, a cell those of cells, other parts none."""
    if not style or style == paragraph.style:
        return False
    return style in CELL_STYLES if part == "table" else part == "body" and style not in _PLACED


def _readings(paragraph: Paragraph) -> int:
    return sum(len(readings_of(span)) for span in paragraph.spans if span.reading)


def _with_places(story: Story, done: Sequence[tuple[Paragraph, list[edits.Edit]]]) -> list[edits.Edit]:
    """The edits of a story; headings among what they change with the places at which they may break afterwards."""
    from layoutdesk.phrasing.story import has_places, with_places

    changed = {new.id: new for new, _ in done}
    heads = [new for new in changed.values() if has_places(new) and new.text and not new.phrases]
    for new in changed.values():
        story = put_paragraph(story, new)
    found = {part.id: part.phrases for part in paragraphs(with_places(story))} if heads else {}
    names = {head.id for head in heads}
    return [
        step
        for new, own in done
        for step in (*own, *_places(story.id, new.id, found.get(new.id, ()) if new.id in names else ()))
    ]


def _places(story: str, paragraph: str, phrases: tuple[Joint, ...]) -> list[edits.Edit]:
    return [edits.SetPhrases(story, paragraph, phrases)] if phrases else []
