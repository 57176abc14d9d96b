"""The tracked changes of a story as a reader of them has them (修订): each what one hand put in and took away at one place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from msgspec.structs import replace

from layoutdesk.edits.kinds import Pick
from layoutdesk.model import Cell, Paragraph, Revision, Story, TableBlock
from layoutdesk.model.story import BodyItem, paragraphs

#: Put in; taken away; other words for those that stood there; a paragraph parted from the one before, joined with the next, put in
#: as a whole, taken away as a whole.
ChangeKind = Literal["in", "out", "other", "parted", "joined", "new", "gone"]


class TrackedChange(NamedTuple):
    """One change: where it stands in a paragraph (one that is gone: nowhere), what came and what went, ends of paragraphs as ¶."""

    story: str
    paragraph: str
    kind: ChangeKind
    start: int
    end: int
    come: str
    gone: str
    author: str
    at: str
    picks: tuple[Pick, ...]


def changes_of(story: Story) -> Iterator[TrackedChange]:
    """The tracked changes of a story in reading order, paragraphs that are gone last."""
    for paragraph in paragraphs(story):
        if paragraph.revisions:
            yield from _of_paragraph(story.id, paragraph)
    for at, gone in enumerate(story.gone):
        text = gone.paragraph.text.replace("\n", "¶")
        pick = Pick(story.id, "", at)
        yield TrackedChange(story.id, "", "gone", 0, 0, "", text, gone.author, gone.at, (pick,))


def _of_paragraph(story: str, paragraph: Paragraph) -> Iterator[TrackedChange]:
    first = paragraph.revisions[0]
    if first.kind == "new":
        picks = tuple(Pick(story, paragraph.id, at) for at in range(len(paragraph.revisions)))
        yield TrackedChange(
            story, paragraph.id, "new", 0, len(paragraph.text), paragraph.text, "", first.author, first.at, picks
        )
        return
    group: list[tuple[int, Revision]] = []
    for number, each in enumerate(paragraph.revisions):
        if group and not _goes_on(group[-1][1], each):
            yield _change(story, paragraph, group)
            group = []
        group.append((number, each))
    yield _change(story, paragraph, group)


def _goes_on(last: Revision, new: Revision) -> bool:
    return last.author == new.author and last.end == new.start


def _change(story: str, paragraph: Paragraph, group: list[tuple[int, Revision]]) -> TrackedChange:
    held = [each for _, each in group]
    come = "".join(_come(each, paragraph.text) for each in held)
    gone = "".join("¶" if each.kind == "joined" else each.text for each in held)
    kinds = {each.kind for each in held}
    kind: ChangeKind = "parted" if kinds == {"parted"} else "joined" if kinds == {"joined"} else "in"
    if kind == "in" and gone:
        kind = "other" if come else "out"
    picks = tuple(Pick(story, paragraph.id, number) for number, _ in group)
    at = max(each.at for each in held)
    start, end = held[0].start, held[-1].end
    return TrackedChange(story, paragraph.id, kind, start, end, come, gone, held[0].author, at, picks)


def _come(revision: Revision, text: str) -> str:
    return "¶" if revision.kind == "parted" else text[revision.start : revision.end] if revision.kind == "in" else ""


def has_changes(story: Story) -> bool:
    """Whether anything of a story waits to be accepted or rejected."""
    return bool(story.gone) or any(each.revisions for each in paragraphs(story))


def settled(story: Story) -> Story:
    """A story as if nothing of it had been tracked."""
    if not has_changes(story) and not story.tracking:
        return story
    parts = {name: _plain(getattr(story, name)) for name in ("label", "kicker", "main", "deck", "byline")}
    return replace(story, body=tuple(map(_item, story.body)), tracking=False, gone=(), **parts)


def _plain(paragraph: Paragraph | None) -> Paragraph | None:
    return replace(paragraph, revisions=()) if paragraph is not None and paragraph.revisions else paragraph


def _item(item: BodyItem) -> BodyItem:
    if isinstance(item, Paragraph):
        return replace(item, revisions=()) if item.revisions else item
    if isinstance(item, TableBlock):
        return replace(item, rows=tuple(tuple(map(_cell, row)) for row in item.rows))
    return replace(item, caption=_plain(item.caption), credit=_plain(item.credit))


def _cell(cell: Cell) -> Cell:
    return replace(cell, paragraph=replace(cell.paragraph, revisions=())) if cell.paragraph.revisions else cell
