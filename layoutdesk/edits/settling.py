"""Tracked changes are accepted or rejected (接受、拒绝修订), one or many in one step.

Accepted ones are forgotten, and the text is what it was. What rejecting puts in or takes out goes the way of all edits, so that
whatever hangs on the text moves along.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from layoutdesk.base.problem import Refusal
from layoutdesk.edits import items, paragraphs, revising, text
from layoutdesk.edits.find import PARTS, body_index, paragraph_of, put_paragraph, put_story, story_of
from layoutdesk.edits.kinds import (
    AddCaption,
    AddHeadlinePart,
    AddParagraphs,
    JoinParagraphs,
    RemoveParagraph,
    ReplaceText,
    SettleRevisions,
    SplitParagraph,
)
from layoutdesk.edits.revising import Run, Tracked, tracked
from layoutdesk.model import Document, Gone, Paragraph, PictureRef, Revision, Story
from layoutdesk.model.story import paragraphs as all_paragraphs
from layoutdesk.model.story import pictures


def settle_revisions(document: Document, edit: SettleRevisions) -> Document:
    """Tracked changes accepted or rejected; refuses one that there is not (``edits.no-revision``)."""
    picked: dict[str, dict[str, set[int]]] = {}
    for pick in edit.picks:
        picked.setdefault(pick.story, {}).setdefault(pick.paragraph, set()).add(pick.number)
    for name, parts in picked.items():
        story = story_of(document, name)
        _check(story, parts)
        document = _accepted(document, story, parts) if edit.accept else _rejected(document, story, parts)
    for places in edit.phrases:
        document = paragraphs.set_phrases(document, places)
    return document


def _check(story: Story, parts: dict[str, set[int]]) -> None:
    for name, indexes in parts.items():
        held: Sequence[object] = paragraph_of(story, name).revisions if name else story.gone
        if indexes and not 0 <= min(indexes) <= max(indexes) < len(held):
            raise Refusal("edits.no-revision", id=name or story.id)


def _accepted(document: Document, story: Story, parts: dict[str, set[int]]) -> Document:
    for name, indexes in parts.items():
        if name:
            old = paragraph_of(story, name)
            left = _without(old, indexes)
            story = put_paragraph(story, replace(old, revisions=left))
        else:
            story = replace(story, gone=tuple(each for at, each in enumerate(story.gone) if at not in indexes))
    return put_story(document, story)


def _without(paragraph: Paragraph, indexes: set[int]) -> tuple[Revision, ...]:
    """The revisions that are left; those of a new paragraph that is accepted are all settled."""
    picked = [each for at, each in enumerate(paragraph.revisions) if at in indexes]
    if any(each.kind == "new" for each in picked):
        return ()
    left = tuple(each for at, each in enumerate(paragraph.revisions) if at not in indexes)
    return revising.revisions(tracked(replace(paragraph, revisions=left)))


# --- rejected


def _rejected(document: Document, story: Story, parts: dict[str, set[int]]) -> Document:
    """New paragraphs go first: what else is rejected may join those beside them."""
    order = [each.id for each in all_paragraphs(story) if each.id in parts]
    new = [name for name in order if any(paragraph_of(story, name).revisions[at].kind == "new" for at in parts[name])]
    for name in new:
        document = _removed(document, story.id, name)
    for name in reversed([each for each in order if each not in new]):
        for index in sorted(parts[name], reverse=True):
            document = _undone(document, story.id, name, index)
    for index in sorted(parts.get("", ()), reverse=True):
        document = _brought_back(document, story.id, story.gone[index])
    return document


def _removed(document: Document, story: str, name: str) -> Document:
    return items.remove_paragraph(document, RemoveParagraph(story, name))


def _undone(document: Document, story: str, name: str, index: int) -> Document:
    paragraph = paragraph_of(story_of(document, story), name)
    revision = paragraph.revisions[index]
    if revision.kind == "in":
        return paragraphs.replace_text(document, ReplaceText(story, name, revision.start, revision.end, ""))
    if revision.kind == "out":
        return _put_back(document, story, paragraph, revision, index)
    if revision.kind == "joined":
        return _parted(document, story, paragraph, revision, index)
    return _joined(document, story, name)


def _divided(paragraph: Paragraph, index: int) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The pieces before the revision ``index`` and behind it."""
    given = tracked(paragraph)
    at, index = 0, index - (given.lead is not None)
    for number, run in enumerate(given.runs):
        if run.kind != "kept":
            if at == index:
                return given.runs[:number], given.runs[number + 1 :]
            at += 1
    raise Refusal("edits.no-revision", id=paragraph.id)


def _put_back(document: Document, story: str, old: Paragraph, revision: Revision, index: int) -> Document:
    before, after = _divided(old, index)
    at, end = revision.start, revision.start + len(revision.text)
    document = paragraphs.replace_text(document, ReplaceText(story, old.id, at, at, revision.text))
    held = story_of(document, story)
    new = text.without_span(paragraph_of(held, old.id), at, end, "")
    for start, last, style, reading in revision.looks:
        if reading:
            new = text.with_reading(new, at + start, at + last, style, reading)
        else:
            new = text.with_span(new, at + start, at + last, style)
    runs = revising.normal((*before, Run("kept", revision.text), *after))
    new = revising.revised(new, Tracked(runs, tracked(old).lead))
    return put_story(document, put_paragraph(held, new))


def _parted(document: Document, story: str, old: Paragraph, revision: Revision, index: int) -> Document:
    before, after = _divided(old, index)
    new_id = free_id(story_of(document, story), revision.paragraph or old.id)
    document = paragraphs.split_paragraph(document, SplitParagraph(story, old.id, revision.start, new_id))
    held = story_of(document, story)
    head, tail = paragraph_of(held, old.id), paragraph_of(held, new_id)
    head = replace(head, style=revision.head or head.style)
    tail = replace(tail, style=revision.style or tail.style)
    held = put_paragraph(held, revising.revised(head, Tracked(revising.normal(before), tracked(old).lead)))
    return put_story(document, put_paragraph(held, revising.revised(tail, Tracked(revising.normal(after)))))


def _joined(document: Document, story: str, name: str) -> Document:
    """A paragraph that was parted from the one before joined to it; where a table stands between by now, it stays."""
    held = story_of(document, story)
    behind = [item for item in held.body[: body_index(held, name)] if not isinstance(item, PictureRef)]
    if behind and isinstance(behind[-1], Paragraph):
        return paragraphs.join_paragraphs(document, JoinParagraphs(story, behind[-1].id))
    old = paragraph_of(held, name)
    return put_story(document, put_paragraph(held, revising.revised(old, Tracked(tracked(old).runs))))


def free_id(story: Story, wanted: str) -> str:
    """An id that the story does not have: the one wanted, or that with a number."""
    taken = {each.id for each in all_paragraphs(story)} | {item.id for item in story.body}
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name


def _brought_back(document: Document, story: str, gone: Gone) -> Document:
    """A paragraph that is gone in its place again; not where another stands there by now, or the picture is gone."""
    held = story_of(document, story)
    held = replace(held, gone=tuple(each for each in held.gone if each is not gone))
    document = put_story(document, held)
    if gone.part == "body":
        return _back_in_body(document, held, gone)
    paragraph = replace(gone.paragraph, id=free_id(held, gone.paragraph.id))
    if gone.part in PARTS:
        if getattr(held, gone.part) is not None:
            return document
        return items.add_headline_part(document, AddHeadlinePart(story, gone.part, paragraph))  # type: ignore[arg-type]
    picture = next((each for each in pictures(held) if each.id == gone.picture), None)
    if picture is None or getattr(picture, gone.part, paragraph) is not None:
        return document
    return items.add_caption(document, AddCaption(story, gone.picture, gone.part, paragraph))  # type: ignore[arg-type]


def _back_in_body(document: Document, held: Story, gone: Gone) -> Document:
    texts = gone.paragraph.text.split("\n")
    place = next((at + 1 for at, item in enumerate(held.body) if item.id == gone.after), 0)
    parts = [*_each(held, gone.paragraph, texts)]
    return items.add_paragraphs(document, AddParagraphs(held.id, tuple(parts), place))


def _each(story: Story, paragraph: Paragraph, texts: Sequence[str]) -> Iterable[Paragraph]:
    if len(texts) == 1:
        yield replace(paragraph, id=free_id(story, paragraph.id))
        return
    for number, words in enumerate(texts):
        yield replace(paragraph, id=free_id(story, f"{paragraph.id}-{number}"), text=words, spans=())
