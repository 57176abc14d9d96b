"""Through the history: undo, redo and steps further away; the hand is led to what is another then."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from layoutdesk.model.document import Document
from layoutdesk.ui.writing.changed import changed_stories

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk


class Travelling:
    """Goes through the history of one desk; ``changed`` is what that does with an issue that is another."""

    def __init__(self, desk: Desk, changed: Callable[[], None]) -> None:
        self._desk, self._changed = desk, changed
        #: Whether steps are being made of which none is shown by itself.
        self.is_under_way = False

    def undo(self) -> None:
        """Takes the last change back, and turns to the page where it was made."""
        self._desk.wheeling.settle()
        if self._desk.session is not None and self._desk.session.can_undo:
            self._travel(self._desk.session.undo)

    def redo(self) -> None:
        """Makes the change again that was taken back, and turns to its page."""
        self._desk.wheeling.settle()
        if self._desk.session is not None and self._desk.session.can_redo:
            self._travel(self._desk.session.redo)

    def _travel(self, step: Callable[[], object]) -> None:
        """Goes through the history and turns to where the issue is another then: a page, or the first element of a story."""
        self._desk.end_preview(show=False)
        before = self._desk.document
        step()
        if self._desk.document is not before:
            self._turn_to_change(before)
            self._desk.travelled.emit(before)

    def _turn_to_change(self, before: Document) -> None:
        pages = {page.id: page for page in before.pages}
        changed = [page.id for page in self._desk.document.pages if pages.get(page.id) is not page]
        if changed and self._desk.page_id not in changed:
            self._desk.led.emit(changed[0])
            self._desk.turn_to(changed[0])
        if changed:
            return
        stories = [story.id for story in changed_stories(before, self._desk.document)]
        here = (
            {getattr(element, "story", "") for element in self._desk.page.elements}
            if self._desk.page is not None
            else set()
        )
        places = [place for place in map(self._desk.place_of, stories) if place is not None]
        if places and not here.intersection(stories):
            self._desk.lead_to(*places[0])

    def go_to_step(self, step: int) -> None:
        """Goes to the issue as it was after ``step`` changes; only how that stands is composed and shown."""
        self._desk.wheeling.settle()
        session = self._desk.session
        if session is None:
            return
        by = step - len(self._desk.done_labels)

        def go() -> None:
            self.is_under_way = True
            try:
                for _ in range(abs(by)):
                    if by < 0 and session.can_undo:
                        session.undo()
                    elif by > 0 and session.can_redo:
                        session.redo()
            finally:
                self.is_under_way = False
            self._changed()

        self._travel(go)
