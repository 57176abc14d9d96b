"""Tracked changes and notes of an issue in the order in which it is read: by pages, what stands on none last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from layoutdesk.edits.changes import TrackedChange, changes_of
from layoutdesk.finding.walking import stories_in_order
from layoutdesk.model import Document, Note, Story
from layoutdesk.model.story import paragraphs


class Entry(NamedTuple):
    """A tracked change or a note: its name in lists, its page (empty: none), its place in the copy or the element that it is on."""

    key: str
    page: str
    story: str
    paragraph: str
    start: int
    end: int
    element: str = ""
    change: TrackedChange | None = None
    note: Note | None = None

    @property
    def author(self) -> str:
        """Whose it is."""
        of = self.change or self.note
        return of.author if of is not None else ""

    @property
    def is_open(self) -> bool:
        """Whether it still asks for anything."""
        return self.note is None or not self.note.resolved

    def touches(self, paragraph: str, start: int, end: int) -> bool:
        """Whether a range of the copy, or a caret, meets it."""
        return self.paragraph == paragraph and start <= self.end and self.start <= end


class Entries:
    """Gives the entries of one state of an issue after another; stories that are the same are not looked through again."""

    def __init__(self) -> None:
        self._of: Document | None = None
        self._found: tuple[Entry, ...] = ()
        self._changes: dict[str, tuple[Story, tuple[TrackedChange, ...]]] = {}

    def of(self, document: Document) -> tuple[Entry, ...]:
        """All of them, in order."""
        if document is not self._of:
            self._of, self._found = document, tuple(self._all(document))
        return self._found

    def _all(self, document: Document) -> Iterator[Entry]:
        changes = {story.id: self._changes_of(story) for story in document.stories}
        notes = document.review.notes
        if not notes and not any(changes.values()):
            return
        pages = _pages(document)
        for page in document.pages:
            here = {each.id for each in page.elements}
            yield from (_on_element(each, page.id) for each in notes if each.anchor is None and each.element in here)
            for story in stories_in_order(document):
                if pages.get(story.id, "") == page.id:
                    yield from _of_story(story, page.id, changes[story.id], notes)
        for story in stories_in_order(document):
            if story.id not in pages:
                yield from _of_story(story, "", changes[story.id], notes)
        placed = {each.id for page in document.pages for each in page.elements}
        yield from (_on_element(each, "") for each in notes if each.anchor is None and each.element not in placed)

    def _changes_of(self, story: Story) -> tuple[TrackedChange, ...]:
        known = self._changes.get(story.id)
        if known is None or known[0] is not story:
            known = self._changes[story.id] = story, tuple(changes_of(story))
        return known[1]


def _pages(document: Document) -> dict[str, str]:
    """The first page on which every story stands."""
    found: dict[str, str] = {}
    for page in document.pages:
        for element in page.elements:
            if story := getattr(element, "story", ""):
                found.setdefault(story, page.id)
    return found


def _on_element(note: Note, page: str) -> Entry:
    return Entry(f"note {note.id}", page, "", "", 0, 0, note.element, note=note)


def _of_story(story: Story, page: str, changes: tuple[TrackedChange, ...], notes: tuple[Note, ...]) -> Iterator[Entry]:
    mine = [each for each in notes if each.anchor is not None and each.anchor.story == story.id]
    if not mine:
        yield from (_changed(each, page) for each in changes)
        return
    found = [*(_changed(each, page) for each in changes), *(_noted(each, page) for each in mine)]
    order = {each.id: number for number, each in enumerate(paragraphs(story))}
    # What hangs on the whole story stands first, a paragraph that is gone last.
    last = len(order)
    found.sort(key=lambda each: (order.get(each.paragraph, last if each.change is not None else -1), each.start))
    yield from found


def _changed(change: TrackedChange, page: str) -> Entry:
    number = change.picks[0].number
    key = f"change {change.story} {change.paragraph} {number}"
    return Entry(key, page, change.story, change.paragraph, change.start, change.end, change=change)


def _noted(note: Note, page: str) -> Entry:
    anchor = note.anchor
    assert anchor is not None
    return Entry(f"note {note.id}", page, anchor.story, anchor.paragraph, anchor.start, anchor.end, note=note)
