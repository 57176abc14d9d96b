"""What the actions on tracked changes and notes do: tracking, from one to the next, accept and reject."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.finding.walking import closed
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.hiding import is_hidden_here
from layoutdesk.ui.panehand import PaneHand
from layoutdesk.ui.review.entries import Entry
from layoutdesk.ui.review.storyinhand import is_written, story_in_hand
from layoutdesk.ui.surroundings import REVIEW
from layoutdesk.ui.writing.spots import Spot, Spots

if TYPE_CHECKING:
    from layoutdesk.ui.panels.review import ReviewPane

#: What the button and the right button of the pane offer.
CONTEXT: Final = (
    "review-accept", "review-reject", None, "review-accept-story", "review-reject-story", None, "review-accept-all",
    "review-reject-all", None, "note-resolve", "note-delete",
)  # fmt: skip


def has_story(desk: Desk) -> bool:
    """A story is in the hand, and the issue may be changed."""
    return is_written(desk) and story_in_hand(desk) is not None


def has_reviewed(desk: Desk) -> bool:
    """There are tracked changes or notes."""
    return bool(desk.reviewed.entries)


def has_revisions(desk: Desk) -> bool:
    """There are tracked changes, and the issue may be changed."""
    return is_written(desk) and any(each.change is not None for each in desk.reviewed.entries)


class ReviewHand(PaneHand):
    """The hand on changes; each of its actions is one step of the history."""

    part, context = REVIEW, CONTEXT

    def serve(self, pane: ReviewPane) -> None:
        """Does what the pane asks for."""
        pane.wanted.connect(self._window.bars.do)
        pane.closed.connect(self.close)
        pane.left.connect(self._window.give_back)
        pane.gone_to.connect(self.show)
        pane.settled.connect(lambda keys, accept: self._settle(self._named(keys), accept=accept))
        pane.menu_wanted.connect(self.offer)
        self._window.shown_marks.reckoned.connect(self._redraw)
        self._desk.reviewed.gone_to.connect(lambda _: self._redraw())

    def _redraw(self) -> None:
        for canvas in self._window.canvases.all:
            canvas.view.viewport().update()
        self._window.galley.view.viewport().update()

    def show_open(self) -> None:
        """Shows what is not settled, and gives the list the keys."""
        self.show_pane()
        self._window.review.show_open()

    # Tracking

    def tracks(self) -> bool:
        """Whether changes of all the issue are tracked."""
        return self._desk.document.review.tracking

    def track(self) -> None:
        """Tracks changes of all copy of the issue from now on, or no longer."""
        self._desk.apply(edits.SetTracking(not self.tracks()))

    def tracks_story(self) -> bool:
        """Whether changes of the story in hand are tracked."""
        story = story_in_hand(self._desk)
        return story is not None and (self.tracks() or story.tracking)

    def track_story(self) -> None:
        """Tracks changes of the story in hand alone, or no longer; where all the issue is tracked it is already."""
        story = story_in_hand(self._desk)
        if story is None:
            return
        if self.tracks():
            self._window.status.say("ui.review.tracked_all")
        else:
            self._desk.apply(edits.SetTracking(not story.tracking, story.id))

    # From one to the next

    def step(self, by: int) -> None:
        """To the next change or note (1), or the one before (-1)."""
        self._window.commands.finish_typing()
        # What is typed from now on is no word of the note that was in the hand.
        if self._window.review.note.finish():
            self._window.give_back()
        entry, beyond = self._desk.reviewed.next(by)
        if entry is None:
            self._window.status.say("ui.review.none")
            return
        self.show(entry.key)
        if beyond:
            self._window.status.say("ui.review.again" if by > 0 else "ui.review.from_end")

    def show(self, key: str) -> None:
        """Shows one on its page; while one writes, it is selected in the copy."""
        window, desk = self._window, self._desk
        entry = desk.reviewed.find(key)
        if entry is None:
            return
        desk.reviewed.go(key)
        element = entry.element or self._element_of(entry)
        if entry.page:
            desk.go_to(entry.page, element)
        if window.writer.spot is not None and entry.paragraph:
            spot = Spot(entry.story, entry.paragraph, entry.start)
            window.writer.put(spot)
            window.writer.put(spot.at(entry.end), select=True)
        elif entry.paragraph:
            window.galley.point_at(entry)
        mark = next((each for each in window.shown_marks.on(desk.page_id) if each.entry.key == key), None)
        where = mark.where if mark is not None else self._where(entry, element)
        if where is not None:
            window.view.reveal(where)
        elif not entry.page:
            window.copy.list.mark(entry.story)
            window.status.say("ui.review.unplaced")
        elif is_hidden_here(desk, element):
            window.status.say("ui.find.hidden")

    def _element_of(self, entry: Entry) -> str:
        """The element of the page that shows a place of the copy; else the first that sets its story."""
        composed = self._desk.composed.get(entry.page)
        for line in composed.lines if composed is not None else ():
            if line.paragraph == entry.paragraph and line.start <= entry.start <= line.end:
                return line.element
        page = next((each for each in self._desk.document.pages if each.id == entry.page), None)
        elements = page.elements if page is not None else ()
        return next((each.id for each in elements if entry.story and getattr(each, "story", "") == entry.story), "")

    def _where(self, entry: Entry, element: str) -> Rect | None:
        shown = self._desk.composed.get(entry.page)
        if shown is None or not element:
            return None
        if not entry.paragraph:
            return next(iter(shown.frames.get(element, ())), None)
        return Spots(shown, element).caret(Spot(entry.story, entry.paragraph, entry.start))

    # Accepting and rejecting

    def settle(self, *, accept: bool) -> None:
        """Accepts or rejects what the hand is at: what is chosen in the pane, what the caret or the selected copy meets, else
        the change that was gone to last; then goes on to the next.
        """
        self._window.commands.finish_typing()
        pane, reviewed = self._window.review, self._desk.reviewed
        chosen = self._named(pane.list.chosen_keys()) if pane.list.hasFocus() else ()
        here = chosen or reviewed.at_hand or (reviewed.current,)
        found = [each for each in here if each is not None and each.change is not None]
        if not found:
            self._window.status.refuse("ui.review.none_here")
            return
        reviewed.go(found[0].key)
        self._settle(found, accept=accept)

    def settle_story(self, *, accept: bool) -> None:
        """Accepts or rejects all changes of the story in hand."""
        story = story_in_hand(self._desk)
        if story is not None:
            self._settle([each for each in self._desk.reviewed.entries if each.story == story.id], accept=accept)

    def settle_all(self, *, accept: bool) -> None:
        """Accepts or rejects all changes of the issue."""
        self._settle(self._desk.reviewed.entries, accept=accept)

    def _settle(self, entries: Iterable[Entry], *, accept: bool) -> None:
        """Settles changes in one step; those in locked copy stay, and it is said."""
        shut = {story for story, why in closed(self._desk.document).items() if why == "locked"}
        found = [each.change for each in entries if each.change is not None]
        free = [each for each in found if each.story not in shut]
        status = self._window.status
        if found and not free:
            status.refuse("ui.review.locked")
        elif not found:
            status.refuse("ui.review.none_here")
        elif self._desk.apply(edits.SettleRevisions(tuple(pick for each in free for pick in each.picks), accept)):
            code = "ui.review.accepted" if accept else "ui.review.rejected"
            left = len(found) - len(free)
            status.say(f"{code}_but" if left else code, count=len(free), left=left)
            self.go_on()

    def go_on(self) -> None:
        """To what follows what was settled."""
        reviewed = self._desk.reviewed
        entry, _ = reviewed.next(1) if reviewed.current is None else (reviewed.current, False)
        if entry is not None and reviewed.key:
            self.show(entry.key)

    def _named(self, keys: Iterable[str]) -> tuple[Entry, ...]:
        wanted = set(keys)
        return tuple(each for each in self._desk.reviewed.entries if each.key in wanted)
