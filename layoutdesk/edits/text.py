"""Changing the text of one paragraph, and what hangs on it: spans, changes of cleaning, chosen breaks.

What happens at the edges is what editors know from other programs:

- Text typed inside a span joins it. Typed at the end of a span it joins a look (bold, emphasis …), but never a ``STRUCTURAL``
  span, which says what the text is. Typed before a span it stays outside.
- Text that replaces a selection takes the spans of the selection's first character.
- A change of cleaning whose text is touched can no longer be taken back and is dropped; the others move.
- A reading stays with its characters: typed beside or among them, text has none; those whose characters are replaced go with them.
- A break inside the replaced text is dropped; text typed at a break ends the line before it.
"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from layoutdesk.base.limits import LAST_RANK
from layoutdesk.base.problem import Refusal
from layoutdesk.edits import revising
from layoutdesk.edits.splice import Splice
from layoutdesk.model import Change, Origin, Paragraph, Revision, Span
from layoutdesk.model.story import Joint, readings_of

#: Spans that say what text is, not how it looks: 电头 and 署名.
STRUCTURAL: Final = frozenset({"dateline", "byline"})


def check_range(paragraph: Paragraph, start: int, end: int) -> None:
    """Refuses a range that is not one of the paragraph's text."""
    if not 0 <= start <= end <= len(paragraph.text):
        raise Refusal("edits.range", start=start, end=end, length=len(paragraph.text))


def check_text(text: str) -> None:
    """Refuses half a character (a lone surrogate), which no file can hold."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Refusal("edits.half-character", at=error.start) from None


def spliced(paragraph: Paragraph, splice: Splice, phrases: tuple[Joint, ...] = ()) -> Paragraph:
    """The paragraph with its text replaced and all that hangs on it moved; the same object where nothing changes.

    ``phrases`` are the places at which the new text may break. Those of the old text never stay: what was a place may lie inside a
    word now.
    """
    check_range(paragraph, splice.start, splice.end)
    check_text(splice.text)
    if paragraph.text[splice.start : splice.end] == splice.text:
        return paragraph
    text = paragraph.text[: splice.start] + splice.text + paragraph.text[splice.end :]
    return replace(
        paragraph,
        text=text,
        spans=_moved_spans(paragraph.spans, splice),
        changes=moved_changes(paragraph.changes, splice),
        breaks=_moved_breaks(paragraph.breaks, splice, len(text)),
        phrases=phrases if are_phrases(phrases, text) else (),
        revisions=_spliced_revisions(paragraph, splice),
    )


def _spliced_revisions(paragraph: Paragraph, splice: Splice) -> tuple[Revision, ...]:
    """The tracked changes where nobody tracks this one; ``edits.tracking`` does it for whom it is tracked."""
    if not paragraph.revisions:
        return ()
    return revising.revisions(revising.spliced(revising.tracked(paragraph), splice, None))


def are_phrases(phrases: tuple[Joint, ...], text: str) -> bool:
    """Whether these can be the places at which ``text`` breaks: rising inside it, the last at its end."""
    places = [joint.at for joint in phrases]
    lawful = all(0 <= joint.rank <= LAST_RANK for joint in phrases)
    return lawful and bool(places) and places[0] > 0 and places == sorted(set(places)) and places[-1] == len(text)


def _moved_spans(spans: tuple[Span, ...], splice: Splice) -> tuple[Span, ...]:
    moved: list[Span] = []
    for span in spans:
        if span.reading:
            moved += _moved_reading(span, splice)
            continue
        start, end = splice.stretched(span.start, span.end, grows=span.style not in STRUCTURAL)
        if start < end:
            moved.append(span if (start, end) == (span.start, span.end) else replace(span, start=start, end=end))
    return tuple(moved)


def _moved_reading(span: Span, splice: Splice) -> list[Span]:
    """A reading after ``splice``: never over characters that it is not the reading of."""
    if splice.start >= span.end or splice.end <= span.start:
        start, end = splice.moved(span.start, span.end)
        return [replace(span, start=start, end=end)]
    after = _part_of_reading(span, splice.end, span.end)
    pieces = [*_part_of_reading(span, span.start, splice.start)]
    return [*pieces, *(replace(each, start=each.start + splice.delta, end=each.end + splice.delta) for each in after)]


def _part_of_reading(span: Span, start: int, end: int) -> list[Span]:
    """``start`` to ``end`` of a span with the readings of its characters; nothing of one that belongs to all of them together."""
    if (start, end) == (span.start, span.end):
        return [span]
    parts = readings_of(span)
    if start >= end or len(parts) != span.end - span.start:
        return []
    own = " ".join(reading for at, _, reading in parts if start <= at < end)
    return [replace(span, start=start, end=end, reading=own)]


def moved_changes(changes: tuple[Change, ...], splice: Splice) -> tuple[Change, ...]:
    """The changes of cleaning that a splice leaves, where they stand afterwards."""
    kept = (change for change in changes if not splice.touches(change.start, change.end))
    return tuple(Change(*splice.moved(each.start, each.end), each.original, each.code) for each in kept)


def _moved_breaks(breaks: tuple[int, ...], splice: Splice, length: int) -> tuple[int, ...]:
    moved = set()
    for at in breaks:
        if at >= splice.end and not at == splice.start < splice.end:
            moved.add(at + splice.delta)
        elif at <= splice.start:
            moved.add(at)
    return tuple(sorted(at for at in moved if 0 < at < length))


def parted(paragraph: Paragraph, at: int, new_id: str) -> tuple[Paragraph, Paragraph]:
    """A paragraph in two at ``at``. A span that crosses is in both, a change of cleaning that crosses is dropped."""
    check_range(paragraph, at, at)
    before, after = revising.parted(revising.tracked(paragraph), at, None)
    head = replace(
        paragraph,
        text=paragraph.text[:at],
        spans=_cut(paragraph.spans, 0, at),
        changes=tuple(change for change in paragraph.changes if change.end <= at),
        breaks=tuple(each for each in paragraph.breaks if each < at),
        phrases=(),
        more_lines=0,
        revisions=revising.revisions(before),
    )
    tail = replace(
        paragraph,
        id=new_id,
        drop=0,
        text=paragraph.text[at:],
        spans=_cut(paragraph.spans, at, len(paragraph.text)),
        changes=tuple(
            Change(change.start - at, change.end - at, change.original, change.code)
            for change in paragraph.changes
            if change.start >= at and change.end > at
        ),
        breaks=tuple(each - at for each in paragraph.breaks if each > at),
        phrases=(),
        more_lines=0,
        revisions=revising.revisions(after),
    )
    return head, tail


def _cut(spans: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    parts = (_part(span, max(span.start, start), min(span.end, end)) for span in spans)
    return tuple(replace(each, start=each.start - start, end=each.end - start) for part in parts for each in part)


def _part(span: Span, start: int, end: int) -> list[Span]:
    """What is left of a span between ``start`` and ``end``."""
    if span.reading:
        return _part_of_reading(span, start, end)
    return [replace(span, start=start, end=end)] if start < end else []


def joined(first: Paragraph, second: Paragraph, separator: str) -> Paragraph:
    """Two paragraphs as one with the id and style of the first; spans of one style that meet at the seam become one."""
    check_text(separator)
    by = len(first.text) + len(separator)
    changes = (Change(each.start + by, each.end + by, each.original, each.code) for each in second.changes)
    parts = revising.tracked(first), revising.tracked(second)
    return replace(
        first,
        text=first.text + separator + second.text,
        spans=_joined_spans(first, second, by),
        changes=(*first.changes, *changes),
        breaks=(*first.breaks, *(each + by for each in second.breaks)),
        phrases=(),
        more_lines=0,
        origin=_joined_origin(first.origin, second.origin),
        revisions=revising.revisions(revising.joined(*parts, None, revising.Run("kept", separator))),
    )


def _joined_spans(first: Paragraph, second: Paragraph, by: int) -> tuple[Span, ...]:
    spans = list(first.spans)
    for span in second.spans:
        moved = replace(span, start=span.start + by, end=span.end + by)
        # Only without a separator does a span of the first end where one of the second starts.
        mate = next((each for each in first.spans if each.end == moved.start and each.style == span.style), None)
        if mate is None or mate.reading or span.reading:
            spans.append(moved)
        else:
            spans[spans.index(mate)] = Span(mate.start, moved.end, span.style)
    return tuple(spans)


def _joined_origin(first: Origin | None, second: Origin | None) -> Origin | None:
    if first is None or second is None or first.file != second.file:
        return first or second
    return Origin(first.file, min(first.first, second.first), max(first.last, second.last))


def with_reading(paragraph: Paragraph, start: int, end: int, style: str, reading: str) -> Paragraph:
    """``start`` to ``end`` with a reading above, in place of any that they had."""
    if start == end:
        raise Refusal("edits.empty-range", at=start)
    bare = without_span(paragraph, start, end, style)
    spans = (*bare.spans, Span(start, end, style, reading))
    return replace(bare, spans=tuple(sorted(spans, key=lambda each: (each.start, each.end))))


def with_span(paragraph: Paragraph, start: int, end: int, style: str, *, apart: bool = False) -> Paragraph:
    """``start`` to ``end`` in a character style; runs of that style which overlap become one.

    So do those that only meet, unless they stand ``apart``: the lines of two neighbouring names.
    """
    check_range(paragraph, start, end)
    if start == end:
        raise Refusal("edits.empty-range", at=start)
    near = 1 if apart else 0
    mates = [
        each for each in paragraph.spans
        if each.style == style and each.start + near <= end and start + near <= each.end
    ]  # fmt: skip
    whole = Span(min([start, *(each.start for each in mates)]), max([end, *(each.end for each in mates)]), style)
    if mates == [whole]:
        return paragraph
    spans = [each for each in paragraph.spans if each not in mates]
    return replace(paragraph, spans=tuple(sorted([*spans, whole], key=lambda each: (each.start, each.end))))


def without_span(paragraph: Paragraph, start: int, end: int, style: str) -> Paragraph:
    """``start`` to ``end`` without a character style, or without any where ``style`` is empty."""
    check_range(paragraph, start, end)
    spans = []
    for span in paragraph.spans:
        if (style and span.style != style) or span.end <= start or span.start >= end:
            spans.append(span)
            continue
        for first, last in ((span.start, start), (end, span.end)):
            spans += _part(span, first, last)
    return paragraph if tuple(spans) == paragraph.spans else replace(paragraph, spans=tuple(spans))
