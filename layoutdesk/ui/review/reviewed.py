"""What waits in an issue to be accepted, rejected or answered, and which of it the hand is at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from layoutdesk.finding.walking import stories_in_order
from layoutdesk.model.story import paragraphs
from layoutdesk.ui.review.entries import Entries, Entry

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk


class Reviewed(QObject):
    """The changes and notes of the open issue. ``gone_to``: the hand is at another."""

    gone_to = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._entries = Entries()
        self.key = ""
        #: Where it stood in the list, for what follows it once it is settled.
        self._place = 0
        desk.opened.connect(lambda: self.go(""))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them in the order of the pages."""
        return self._entries.of(self._desk.document)

    @property
    def current(self) -> Entry | None:
        """That which the hand is at."""
        return self.find(self.key)

    def find(self, key: str) -> Entry | None:
        """That of a name."""
        return next((each for each in self.entries if key and each.key == key), None)

    def go(self, key: str) -> None:
        """Puts the hand at one."""
        self.key = key
        self._place = next((at for at, each in enumerate(self.entries) if each.key == key), self._place)
        self.gone_to.emit(key)

    @property
    def at_hand(self) -> tuple[Entry, ...]:
        """Those that the caret stands in, or the selected copy meets."""
        marks = self._desk.marks
        return tuple(
            each
            for each in self.entries
            if any(mark.story == each.story and each.touches(mark.paragraph, mark.start, mark.end) for mark in marks)
        )

    def next(self, by: int) -> tuple[Entry | None, bool]:
        """The one behind (1) or before (-1) where the hand is, and whether that leads round over an end of the issue."""
        entries = self.entries
        if not entries:
            return None, False
        here = next((at for at, each in enumerate(entries) if each.key == self.key), None)
        if here is not None and not self._is_elsewhere(entries[here]):
            at = here + by
        else:
            behind = self._place if here is None and self.key and not self._desk.marks else self._behind()
            at = behind if by > 0 else behind - 1
        return entries[at % len(entries)], not 0 <= at < len(entries)

    def near(self) -> Entry | None:
        """What the caret stands in, else what was gone to last where the hand still is, else what comes next from there."""
        at_hand, current = self.at_hand, self.current
        if at_hand:
            return at_hand[0]
        return current if current is not None and not self._is_elsewhere(current) else self.next(1)[0]

    def _is_elsewhere(self, entry: Entry) -> bool:
        """Whether the hand has gone on since it was at an entry: the caret to other copy, else to another object or page."""
        if self._desk.marks:
            return all(each.key != entry.key for each in self.at_hand)
        element = self._desk.element
        if element is not None:
            return element.id != entry.element and getattr(element, "story", "") != entry.story
        return bool(entry.page) and entry.page != self._desk.page_id

    def _behind(self) -> int:
        """The place in the list of the first behind the hand: behind the caret, of the story in hand, of the page in view."""
        behind = self._behind_caret()
        if behind is None and (story := getattr(self._desk.element, "story", "")):
            behind = next((at for at, each in enumerate(self.entries) if each.story == story), None)
        if behind is None:
            order = {page.id: at for at, page in enumerate(self._desk.document.pages)}
            here = order.get(self._desk.page_id, 0)
            pages = [order.get(each.page, len(order)) for each in self.entries]
            behind = next((at for at, page in enumerate(pages) if page >= here), len(pages))
        return behind

    def _behind_caret(self) -> int | None:
        """The place in the list of the first that stands behind the caret; nothing without one."""
        mark = next(iter(self._desk.marks), None)
        if mark is None:
            return None
        stories = {story.id: at for at, story in enumerate(stories_in_order(self._desk.document))}
        own = next((each for each in self._desk.document.stories if each.id == mark.story), None)
        parts = {part.id: at for at, part in enumerate(paragraphs(own))} if own is not None else {}
        caret = stories.get(mark.story, 0), parts.get(mark.paragraph, 0), mark.end

        def place(entry: Entry) -> tuple[int, int, int]:
            if entry.story == mark.story:
                return caret[0], parts.get(entry.paragraph, 0), entry.start
            return stories.get(entry.story, -1), 0, 0

        entries = self.entries
        on_page = [at for at, each in enumerate(entries) if each.story and place(each) > caret]
        return on_page[0] if on_page else len(entries)
