"""The edits that make, change, rename and take away styles; each is one step of the history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.edits.text import STRUCTURAL
from layoutdesk.model import Document, Paragraph, Story
from layoutdesk.model.styles import TextStyle
from layoutdesk.ui.styles.uses import Use
from layoutdesk.ui.styling import clearing

#: A paragraph of the copy with its story.
Held = tuple[Story, Paragraph]


def taken_from(part: Paragraph, style: TextStyle, looks: dict[str, TextStyle]) -> TextStyle:
    """The style that sets a paragraph as it stands: its own size and drop capital, and the looks that all of it has."""
    made = replace(style, size=part.size or style.size, drop=part.drop or style.drop)
    for name in dict.fromkeys(span.style for span in part.spans):
        if name in looks and name not in STRUCTURAL and _covers(part, name):
            made = with_look(made, looks[name])
    return made


def _covers(part: Paragraph, name: str) -> bool:
    at = 0
    for span in sorted(part.spans, key=lambda span: span.start):
        if span.style == name and span.start <= at:
            at = max(at, span.end)
    return bool(part.text) and at >= len(part.text)


def with_look(style: TextStyle, look: TextStyle) -> TextStyle:
    """A style with a look over it: another face with its ink, a size, marks, what is raised or lowered."""
    if look.role:
        style = replace(style, role=look.role, paint=look.paint)
    return replace(
        style, size=look.size or style.size, scale=style.scale * look.scale, rise=style.rise or look.rise,
        marks=tuple(dict.fromkeys((*style.marks, *look.marks))),
        mark_offset=look.mark_offset or style.mark_offset, mark_weight=look.mark_weight or style.mark_weight,
    )  # fmt: skip


def making(name: str, style: TextStyle, held: Sequence[Held]) -> edits.Edit:
    """A new style, given to paragraphs, which go beyond it no longer."""
    steps: list[edits.Edit] = [edits.SetStyle(name, style)]
    for story, part in held:
        steps += [edits.SetParagraphStyle(story.id, part.id, name), *clearing(story, part)]
    return edits.Batch("ui.history.style-new", tuple(steps))


def making_look(name: str, style: TextStyle, marks: Sequence[tuple[str, str, int, int]]) -> edits.Edit:
    """A new look, given to what is selected."""
    steps = (edits.SetSpan(*mark, name) for mark in marks)
    return edits.Batch("ui.history.style-new", (edits.SetStyle(name, style), *steps))


def redefining(name: str, style: TextStyle, held: Sequence[Held]) -> edits.Edit:
    """A style as the paragraphs in hand have it, which go beyond it no longer (重新定义样式)."""
    steps = (step for story, part in held if part.style == name for step in clearing(story, part))
    return edits.Batch("ui.history.style-redefined", (edits.SetStyle(name, style), *steps))


def renaming(document: Document, name: str, new: str, uses: Sequence[Use]) -> edits.Edit:
    """A style of the issue under another name, wherever it is used."""
    given = edits.SetStyle(new, document.styles[name])
    return edits.Batch("ui.history.style-renamed", (given, *_exchanged(name, new, uses), edits.SetStyle(name)))


def removing(name: str, by: str, uses: Sequence[Use]) -> edits.Edit:
    """A style of the issue away; what had it has another, looks none where ``by`` is empty."""
    return edits.Batch("ui.history.style-removed", (*_exchanged(name, by, uses), edits.SetStyle(name)))


def _exchanged(name: str, by: str, uses: Sequence[Use]) -> Iterator[edits.Edit]:
    for use in uses:
        story, part = use.text.story, use.text.paragraph
        if part.style == name:
            yield edits.SetParagraphStyle(story, part.id, by or "body")
            continue
        yield edits.ClearSpan(story, part.id, use.start, use.end, name)
        if by:
            yield edits.SetSpan(story, part.id, use.start, use.end, by)
