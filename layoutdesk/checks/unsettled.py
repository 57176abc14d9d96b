"""What of a review is still open where pages go out: tracked changes, which are set as made, and notes, which are not printed."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from layoutdesk.base.phrase import Phrase
from layoutdesk.model import Document, Note, Story
from layoutdesk.model.story import paragraphs


class Unsettled(NamedTuple):
    """How many tracked changes (修订) wait to be accepted or rejected, and how many notes (批注) to be settled."""

    changes: int
    notes: int

    @property
    def said(self) -> Phrase | None:
        """One sentence for it; nothing where all is settled."""
        kind = "both" if self.changes and self.notes else "changes" if self.changes else "notes"
        return (
            Phrase(f"check.unsettled-{kind}", {name: str(count) for name, count in self._asdict().items()})
            if any(self)
            else None
        )


def unsettled(document: Document, pages: Collection[str]) -> Unsettled:
    """What is open of the copy and the elements that stand on pages, given by their ids; a story counts as a whole."""
    elements = {
        each.id: getattr(each, "story", "") for page in document.pages if page.id in pages for each in page.elements
    }
    stories = {story for story in elements.values() if story}

    def is_here(note: Note) -> bool:
        return note.anchor.story in stories if note.anchor is not None else note.element in elements

    changes = sum(map(_changes, (story for story in document.stories if story.id in stories)))
    return Unsettled(changes, sum(not note.resolved and is_here(note) for note in document.review.notes))


def _changes(story: Story) -> int:
    """How many tracked changes a story has. What knows them is loaded where there are any: it costs an export a start."""
    if not story.gone and not any(paragraph.revisions for paragraph in paragraphs(story)):
        return 0
    from layoutdesk.edits.changes import changes_of

    return sum(1 for _ in changes_of(story))
