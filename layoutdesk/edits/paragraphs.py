"""The edits of paragraphs: their text, parted and joined, styles, breaks, and how they are fitted."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from layoutdesk.base.limits import MOST_READING, MOST_SIZE
from layoutdesk.base.problem import Refusal
from layoutdesk.edits import anchors, text
from layoutdesk.edits.bodies import free, with_body
from layoutdesk.edits.carried import own_style
from layoutdesk.edits.find import body_index, paragraph_of, put_paragraph, put_story, story_of
from layoutdesk.edits.kinds import (
    ClearSpan,
    FitParagraph,
    JoinParagraphs,
    ReplaceText,
    RevertChange,
    SetBreaks,
    SetDrop,
    SetParagraphStyle,
    SetPhrases,
    SetSpan,
    SplitParagraph,
)
from layoutdesk.edits.splice import Splice
from layoutdesk.model import Document, Paragraph, PictureRef, Story
from layoutdesk.model.story import PARAGRAPH_STYLES, BodyItem
from layoutdesk.model.styles import CHARACTER_STYLES

#: A paragraph is set at most so many lines longer or shorter than looks best; a heading takes at most so many rows.
MOST_MORE, MOST_ROWS, MOST_DROP = 3, 20, 5


def replace_text(document: Document, edit: ReplaceText) -> Document:
    """The one way in which text changes; see ``edits.text`` for what moves along and how."""
    story = story_of(document, edit.story)
    old = paragraph_of(story, edit.paragraph)
    splice = Splice(edit.start, edit.end, edit.text)
    new = text.spliced(old, splice, edit.phrases)
    if new is old:
        return document
    document = put_story(document, put_paragraph(story, new))
    return anchors.spliced(document, edit.story, edit.paragraph, splice, old.changes)


def revert_change(document: Document, edit: RevertChange) -> Document:
    """The original goes back in by the same way as typing; the change itself is forgotten first."""
    story = story_of(document, edit.story)
    old = paragraph_of(story, edit.paragraph)
    if not 0 <= edit.index < len(old.changes):
        raise Refusal("edits.no-change", index=edit.index, count=len(old.changes))
    change = old.changes[edit.index]
    kept = (*old.changes[: edit.index], *old.changes[edit.index + 1 :])
    document = put_story(document, put_paragraph(story, replace(old, changes=kept)))
    document = anchors.forgotten(document, edit.story, edit.paragraph, edit.index)
    return replace_text(document, ReplaceText(edit.story, edit.paragraph, change.start, change.end, change.original))


def split_paragraph(document: Document, edit: SplitParagraph) -> Document:
    """Two paragraphs of the body from one; a block that set the one sets both."""
    story = story_of(document, edit.story)
    index = body_index(story, edit.paragraph)
    free(story, edit.new_id)
    old = paragraph_of(story, edit.paragraph)
    head, tail = text.parted(old, edit.at, edit.new_id)
    body = (*story.body[:index], head, tail, *story.body[index + 1 :])
    document = with_body(document, story, body, at=index + 1, by=1)
    return anchors.parted(document, edit.story, edit.paragraph, edit.at, edit.new_id, old.changes)


def join_paragraphs(document: Document, edit: JoinParagraphs) -> Document:
    """One paragraph of the body from two neighbours."""
    story = story_of(document, edit.story)
    index = body_index(story, edit.paragraph)
    following = next((at for at in range(index + 1, len(story.body)) if not _is_picture(story.body[at])), None)
    first = story.body[index]
    second = None if following is None else story.body[following]
    if following is None or not isinstance(first, Paragraph) or not isinstance(second, Paragraph):
        raise Refusal("edits.nothing-to-join", id=edit.paragraph)
    new = text.joined(first, second, edit.separator)
    body = (*story.body[:index], new, *story.body[index + 1 : following], *story.body[following + 1 :])
    document = with_body(document, story, body, at=following, by=-1)
    at = len(first.text) + len(edit.separator)
    return anchors.joined(document, story.id, first.id, second.id, at, len(second.text), len(first.changes))


def _is_picture(item: BodyItem) -> bool:
    return isinstance(item, PictureRef)


def set_span(document: Document, edit: SetSpan) -> Document:
    """A character style over a range."""
    story = story_of(document, edit.story)
    if not edit.style:
        raise Refusal("edits.no-style", style=edit.style)
    old = paragraph_of(story, edit.paragraph)
    reading = " ".join(edit.reading.split())
    if len(reading) > MOST_READING:
        raise Refusal("edits.reading", most=MOST_READING)
    if reading:
        return _with_paragraph(document, story, old, text.with_reading(old, edit.start, edit.end, edit.style, reading))
    apart = _draws_lines(document, edit.style)
    return _with_paragraph(document, story, old, text.with_span(old, edit.start, edit.end, edit.style, apart=apart))


def _draws_lines(document: Document, style: str) -> bool:
    """Whether a character style draws a line, as the issue, its first template that knows it, or the house has it."""
    own = own_style(document, style) or CHARACTER_STYLES.get(style)
    return own is not None and any(mark != "dots" for mark in own.marks)


def clear_span(document: Document, edit: ClearSpan) -> Document:
    """A range without a character style."""
    story = story_of(document, edit.story)
    old = paragraph_of(story, edit.paragraph)
    return _with_paragraph(document, story, old, text.without_span(old, edit.start, edit.end, edit.style))


def set_paragraph_style(document: Document, edit: SetParagraphStyle) -> Document:
    """A style that the trade's list, the issue or one of its templates knows."""
    story = story_of(document, edit.story)
    old = paragraph_of(story, edit.paragraph)
    if edit.style not in PARAGRAPH_STYLES and own_style(document, edit.style) is None:
        raise Refusal("edits.no-style", style=edit.style)
    phrases = edit.phrases if text.are_phrases(edit.phrases, old.text) else old.phrases
    if (old.style, old.phrases) == (edit.style, phrases):
        return document
    new = replace(old, style=edit.style, phrases=phrases, confidence=1.0, reason="")
    return _with_paragraph(document, story, old, new)


def set_breaks(document: Document, edit: SetBreaks) -> Document:
    """Chosen line breaks and size of a headline."""
    story = story_of(document, edit.story)
    old = paragraph_of(story, edit.paragraph)
    bounds = (0, *edit.breaks, len(old.text))
    if edit.breaks and any(left >= right for left, right in pairwise(bounds)):
        raise Refusal("edits.breaks", breaks=" ".join(map(str, edit.breaks)), length=len(old.text))
    size = old.size if edit.size is None else edit.size
    if not 0 <= size <= MOST_SIZE:
        raise Refusal("edits.size", size=size)
    if (old.breaks, old.size) == (edit.breaks, size):
        return document
    return _with_paragraph(document, story, old, replace(old, breaks=edit.breaks, size=size))


def fit_paragraph(document: Document, edit: FitParagraph) -> Document:
    """Lines more or fewer and rows of a paragraph, its text and all that hangs on it as they are."""
    story = story_of(document, edit.story)
    old = paragraph_of(story, edit.paragraph)
    more = old.more_lines if edit.more_lines is None else edit.more_lines
    rows = old.rows if edit.rows is None else edit.rows
    if not -MOST_MORE <= more <= MOST_MORE:
        raise Refusal("edits.more-lines", lines=more, most=MOST_MORE)
    if not 0 <= rows <= MOST_ROWS:
        raise Refusal("edits.heading-rows", rows=rows, most=MOST_ROWS)
    if (old.more_lines, old.rows) == (more, rows):
        return document
    return _with_paragraph(document, story, old, replace(old, more_lines=more, rows=rows))


def set_drop(document: Document, edit: SetDrop) -> Document:
    """The depth of a drop capital."""
    story = story_of(document, edit.story)
    old = paragraph_of(story, edit.paragraph)
    if not 0 <= edit.lines <= MOST_DROP:
        raise Refusal("edits.drop", lines=edit.lines, most=MOST_DROP)
    return document if old.drop == edit.lines else _with_paragraph(document, story, old, replace(old, drop=edit.lines))


def set_phrases(document: Document, edit: SetPhrases) -> Document:
    """The places at which a headline may break."""
    story = story_of(document, edit.story)
    old = paragraph_of(story, edit.paragraph)
    if not text.are_phrases(edit.phrases, old.text):
        places = " ".join(str(joint.at) for joint in edit.phrases)
        raise Refusal("edits.breaks", breaks=places, length=len(old.text))
    return _with_paragraph(
        document, story, old, old if old.phrases == edit.phrases else replace(old, phrases=edit.phrases)
    )


def _with_paragraph(document: Document, story: Story, old: Paragraph, new: Paragraph) -> Document:
    return document if new is old else put_story(document, put_paragraph(story, new))
