"""Changes of copy are tracked (修订): what each edit of text puts in and takes away, by whom and when, beside the text.

The text of a story is always that with all changes made: nothing that prints, counts or searches knows of them. Where copy is
tracked this marks what a single edit has just done, exactly where it did it. Tables, pictures and whole stories that come and go
are not tracked, nor is how copy is set; an earlier version that is restored has the changes that it had then.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from msgspec.structs import replace

from layoutdesk.edits import kinds, revising
from layoutdesk.edits.find import PARTS, paragraph_of, put_paragraph, put_story, story_of
from layoutdesk.edits.kinds import Edit
from layoutdesk.edits.revising import Hand, Run, Tracked, tracked
from layoutdesk.edits.splice import Splice
from layoutdesk.model import Document, Gone, Paragraph, PictureRef, Revision, Story, TableBlock


def is_tracked(document: Document, story: str) -> bool:
    """Whether changes of a story are tracked: those of all the issue are, or its own."""
    return document.review.tracking or any(each.id == story and each.tracking for each in document.stories)


def marked(before: Document, after: Document, edit: Edit, hand: Hand) -> Document:
    """The document ``after`` a single edit, what it changed in the copy marked as the change of ``hand``."""
    row = _TABLE.get(type(edit))
    name = getattr(edit, "story", "")
    if row is None or before.stories is after.stories or not is_tracked(before, name):
        return after
    return put_story(after, row(story_of(before, name), story_of(after, name), edit, hand))


def _replaced(before: Story, after: Story, edit: kinds.ReplaceText, hand: Hand) -> Story:
    return _spliced(before, after, edit.paragraph, Splice(edit.start, edit.end, edit.text), hand)


def _reverted(before: Story, after: Story, edit: kinds.RevertChange, hand: Hand) -> Story:
    change = paragraph_of(before, edit.paragraph).changes[edit.index]
    return _spliced(before, after, edit.paragraph, Splice(change.start, change.end, change.original), hand)


def _spliced(before: Story, after: Story, name: str, splice: Splice, hand: Hand) -> Story:
    old, new = paragraph_of(before, name), paragraph_of(after, name)
    if old.text == new.text:
        return after
    return put_paragraph(after, revising.revised(new, revising.spliced(tracked(old), splice, hand, old.spans)))


def _parted(before: Story, after: Story, edit: kinds.SplitParagraph, hand: Hand) -> Story:
    head, tail = revising.parted(tracked(paragraph_of(before, edit.paragraph)), edit.at, hand)
    after = put_paragraph(after, revising.revised(paragraph_of(after, edit.paragraph), head))
    return put_paragraph(after, revising.revised(paragraph_of(after, edit.new_id), tail))


def _joined(before: Story, after: Story, edit: kinds.JoinParagraphs, hand: Hand) -> Story:
    first = paragraph_of(before, edit.paragraph)
    left = {item.id for item in after.body}
    second = next(item for item in before.body if isinstance(item, Paragraph) and item.id not in left)
    end = Run("joined", hand=hand, paragraph=second.id, style=second.style)
    both = revising.joined(tracked(first), tracked(second), end, Run("in", edit.separator, hand))
    return put_paragraph(after, revising.revised(paragraph_of(after, first.id), both))


def _come(before: Story, after: Story, edit: Any, hand: Hand) -> Story:
    """Paragraphs that came are new; a part of a headline or caption that was taken away before is that one, changed."""
    known = {each.id for each in _plain(before)}
    for paragraph in _plain(after):
        if paragraph.id in known:
            continue
        gone = next((each for each in before.gone if _is_back(each, edit)), None)
        lead = Revision(kind="new", author=hand.author, at=hand.at) if gone is None else None
        runs = [Run("in", paragraph.text, hand)]
        if gone is not None:
            after = replace(after, gone=tuple(each for each in after.gone if each is not gone))
            old = gone.paragraph
            looks = revising.looks_of(old.spans, 0, len(old.text))
            runs.insert(0, Run("out", old.text, Hand(gone.author, gone.at), looks))
        given = Tracked(revising.normal(runs), lead)
        after = put_paragraph(after, revising.revised(paragraph, given))
    return after


def _plain(story: Story) -> list[Paragraph]:
    """The paragraphs of a story but those of its tables."""
    parts = [getattr(story, part) for part in PARTS]
    for item in story.body:
        parts += [item.caption, item.credit] if isinstance(item, PictureRef) else [item]
    return [each for each in parts if isinstance(each, Paragraph)]


def _is_back(gone: Gone, edit: Edit) -> bool:
    if isinstance(edit, kinds.AddCaption):
        return (gone.part, gone.picture) == (edit.part, edit.picture)
    return isinstance(edit, kinds.AddHeadlinePart) and gone.part == edit.part


def _removed(before: Story, after: Story, edit: kinds.RemoveParagraph, hand: Hand) -> Story:
    """A paragraph that is gone is taken away text of its neighbour; one that has none is kept beside the story."""
    old = paragraph_of(before, edit.paragraph)
    given = tracked(old)
    if given.lead is not None and given.lead.kind == "new":
        return after
    left = revising.emptied(given, hand, old.spans)
    at = next((at for at, item in enumerate(before.body) if item.id == old.id), None)
    if at is None:
        return _kept_beside(before, after, old, left, hand, -1)
    near = _beside(before, at, -1)
    if near is not None:
        end = Run("joined", hand=hand, paragraph=old.id, style=old.style)
        return put_paragraph(after, revising.revised(near, revising.joined(tracked(near), left, end)))
    near = _beside(before, at, 1)
    if near is not None:
        end = Run("joined", hand=hand, paragraph=old.id, style=near.style, head=old.style)
        return put_paragraph(after, revising.revised(near, revising.joined(left, tracked(near), end)))
    return _kept_beside(before, after, old, left, hand, at)


def _beside(story: Story, at: int, by: int) -> Paragraph | None:
    """The paragraph of the body next to an item with no table between."""
    at += by
    while 0 <= at < len(story.body) and not isinstance(story.body[at], TableBlock):
        item = story.body[at]
        if isinstance(item, Paragraph):
            return item
        at += by
    return None


def _kept_beside(before: Story, after: Story, old: Paragraph, left: Tracked, hand: Hand, at: int) -> Story:
    part, picture = _place(before, old.id)
    paragraph = replace(old, changes=(), revisions=())
    if left.was != old.text:
        paragraph = replace(paragraph, text=left.was, spans=(), breaks=(), phrases=())
    behind = before.body[at - 1].id if at > 0 else ""
    gone = Gone(paragraph=paragraph, part=part, picture=picture, after=behind, author=hand.author, at=hand.at)
    return replace(after, gone=(*after.gone, gone))


def _place(story: Story, name: str) -> tuple[str, str]:
    """Where a paragraph stands in a story: the part, and the picture whose caption it is."""
    for part in PARTS:
        held = getattr(story, part)
        if held is not None and held.id == name:
            return part, ""
    for item in story.body:
        if isinstance(item, PictureRef):
            for part in ("caption", "credit"):
                held = getattr(item, part)
                if held is not None and held.id == name:
                    return part, item.id
    return "body", ""


_Row = Callable[[Story, Story, Any, Hand], Story]
_TABLE: Final[dict[type, _Row]] = {
    kinds.ReplaceText: _replaced,
    kinds.RevertChange: _reverted,
    kinds.SplitParagraph: _parted,
    kinds.JoinParagraphs: _joined,
    kinds.AddHeadlinePart: _come,
    kinds.AddCaption: _come,
    kinds.AddParagraph: _come,
    kinds.AddParagraphs: _come,
    kinds.RemoveParagraph: _removed,
}
