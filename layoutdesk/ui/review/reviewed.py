"""What waits in an issue to be accepted, rejected or answered, and which of it the hand is at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

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
        at = self._begin(by) if here is None else here + by
        return entries[at % len(entries)], not 0 <= at < len(entries)

    def _begin(self, by: int) -> int:
        """Where a walk begins: on the page in view, else behind it; after something was settled at what followed that."""
        if self.key:
            return self._place if by > 0 else self._place - 1
        entries, order = self.entries, {page.id: at for at, page in enumerate(self._desk.document.pages)}
        here = order.get(self._desk.page_id, 0)
        first = next((at for at, each in enumerate(entries) if order.get(each.page, len(order)) >= here), len(entries))
        return first if by > 0 else first - 1
