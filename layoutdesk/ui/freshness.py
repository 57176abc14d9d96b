"""Which composed pages are still true, and which changes are too long to be shown at once.

A page stays as composed as long as everything that it is made of is the same object.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import is_not
from sys import intern
from typing import Final

from layoutdesk import edits
from layoutdesk.model.document import Document, Page, story_ids, threaded_with
from layoutdesk.model.elements import Masthead
from layoutdesk.model.story import Story

_Parts = tuple[object, ...]
#: Characters that a page takes in at once, in about a fiftieth of a second; it is set in pieces where more come.
MOST_AT_ONCE: Final = 6_000
#: Places that are changed at once: each may have a paragraph set anew.
MOST_PLACES: Final = 30


class Freshness:
    """What each page was composed from."""

    def __init__(self) -> None:
        self._parts: dict[str, _Parts] = {}
        #: The stories of pages, which are asked for at every key, and whether a page has a masthead.
        self._stories: dict[str, tuple[Page, tuple[str, ...], bool]] = {}

    def note(self, document: Document, page: Page) -> None:
        """Takes note of what a page is composed from now."""
        self._parts[page.id] = self._made_of(document, page, _by_id(document))

    def forget(self, page: str | None = None) -> None:
        """Takes a page that is gone for never composed, or all."""
        for kept in (self._parts, self._stories):
            if page is None:
                kept.clear()
            else:
                kept.pop(page, None)

    def stale(self, document: Document) -> list[str]:
        """The pages that are to be composed, in their order."""
        stories = _by_id(document)
        return [page.id for page in document.pages if not self._is_fresh(document, page, stories)]

    def _is_fresh(self, document: Document, page: Page, stories: Mapping[str, Story]) -> bool:
        before, now = self._parts.get(page.id), self._made_of(document, page, stories)
        return before is not None and len(before) == len(now) and not any(map(is_not, before, now))

    def _made_of(self, document: Document, page: Page, stories: Mapping[str, Story]) -> _Parts:
        kept = self._stories.get(page.id)
        if kept is None or kept[0] is not page:
            headed = any(isinstance(each, Masthead) for each in page.elements)
            kept = self._stories[page.id] = page, tuple(story_ids(page)), headed
        threaded = threaded_with(document, page) if document.threads else ()
        # A masthead says how many pages there are (今日4版).
        count = intern(str(len(document.pages))) if kept[2] else None
        own = (document.meta, document.templates, document.styles, document.assets, document.threads, count)
        return (page, *own, *map(stories.get, kept[1]), *threaded)


def is_long(edit: object) -> bool:
    """Whether an edit brings or touches more copy than is set while a hand waits for it."""
    if isinstance(edit, edits.RestoreVersion) or _characters(edit) > MOST_AT_ONCE:
        return True
    return (
        isinstance(edit, edits.Batch) and sum(isinstance(each, edits.ReplaceText) for each in edit.edits) > MOST_PLACES
    )


def _characters(edit: object) -> int:
    """The characters that come with an edit."""
    if isinstance(edit, edits.Batch):
        return sum(map(_characters, edit.edits))
    if isinstance(edit, edits.AddParagraphs):
        return sum(len(paragraph.text) for paragraph in edit.paragraphs)
    return len(edit.text) if isinstance(edit, edits.ReplaceText) else 0


def _by_id(document: Document) -> dict[str, Story]:
    return {story.id: story for story in document.stories}
