"""What the actions of find and change do: the pane, from hit to hit, one change or all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layoutdesk.ui.finding import stored
from layoutdesk.ui.finding.showing import select_copy, show_copy
from layoutdesk.ui.panehand import PaneHand
from layoutdesk.ui.surroundings import FIND

if TYPE_CHECKING:
    from layoutdesk.finding import Outcome
    from layoutdesk.ui.finding.finder import Finder
    from layoutdesk.ui.panels.find import FindPane
    from layoutdesk.ui.window import Window

#: The longest selection that is taken over as what is looked for, in characters.
_MOST_TAKEN = 60


class FindingHand(PaneHand):
    """The hand on the finder of a window."""

    part = FIND

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        #: Steps that wait until all has been found.
        self._owed = 0
        self._finder.done.connect(self._pay)

    def serve(self, pane: FindPane) -> None:
        """Does what the pane asks for."""
        pane.shown.connect(self.show)
        pane.written.connect(self.write_in)
        pane.stepped.connect(self.step)
        pane.change.connect(self.change)
        pane.change_all.connect(self.change_all)
        pane.closed.connect(self.close)
        pane.menu.keep_wanted.connect(self.keep)
        pane.left.connect(self._window.give_back)
        self._window.shown_hits.reckoned.connect(self._redraw)

    @property
    def _finder(self) -> Finder:
        return self._window.desk.finder

    def _redraw(self) -> None:
        for canvas in self._window.canvases.all:
            canvas.view.viewport().update()

    def open(self, *, changes: bool = False) -> None:
        """Opens the pane; what is selected in one paragraph is what is looked for."""
        window, pane = self._window, self._window.find
        pane.form.open_change(changes or pane.form.is_changing)
        marked = [mark for mark in window.desk.marks if mark.start < mark.end]
        taken = window.writer.selected_text if len(marked) == 1 else ""
        self.show_pane()
        if taken and len(taken) <= _MOST_TAKEN and pane.form.reaches != "selection":
            pane.form.take_text(taken)
        elif pane.form.reaches == "selection" and marked:
            pane.ask_anew()
        pane.form.begin(change=changes)
        window.commands.changed.emit()

    def keep(self) -> None:
        """Keeps the query in the form under a name that is asked for."""
        wanted = self._window.find.form.wanted
        name = self._window.dialogs.query_name(wanted.text)
        if name:
            stored.keep(name, wanted)

    # From hit to hit

    def step(self, by: int) -> None:
        """To the next hit (1) or the one before (-1), once all that is nearer has been found."""
        finder = self._finder
        self._window.commands.finish_typing()
        if not self.shows():
            self.show_pane()
        self._used()
        if finder.wanted.is_empty:
            self.open()
        elif finder.refusal is not None and not finder.hits:
            self._window.status.refuse(finder.refusal.code, **finder.refusal.args_)
        elif finder.is_busy:
            self._owed = by
        else:
            self._step(by)

    def _pay(self) -> None:
        owed, self._owed = self._owed, 0
        if owed:
            self._step(owed)

    def _step(self, by: int) -> None:
        finder, status = self._finder, self._window.status
        if finder.current < 0:
            self._begin_at_hand()
        number, beyond = finder.next(by)
        if number < 0:
            status.refuse("ui.find.none")
            return
        self.show(number)
        if beyond:
            status.say("ui.find.again" if by > 0 else "ui.find.from_end")

    def _begin_at_hand(self) -> None:
        """A caret that is somewhere else than the last hit says where the next one is looked for."""
        if self._window.desk.marked is not None:
            self._finder.begin_at_hand()

    def show(self, number: int) -> None:
        """Shows a hit on its page; while one writes, it is selected in the copy."""
        finder = self._finder
        hit = finder.hits[number]
        writes = self._window.writer.spot is not None
        finder.go(number)
        show_copy(self._window, hit, selects=writes)

    def write_in(self, number: int) -> None:
        """Goes into the copy at a hit, which is selected there."""
        self.show(number)
        self._window.commands.take("text")
        self._window.view.setFocus()
        select_copy(self._window, self._finder.hits[number])

    # Changing

    def change(self) -> None:
        """Changes the current hit and goes on to the next; where the hand is at none, it goes to one first."""
        finder, status = self._finder, self._window.status
        self._window.commands.finish_typing()
        finder.finish()
        number = finder.current
        if not finder.may_change:
            return
        if number < 0:
            self.step(1)
            return
        hit = finder.hits[number]
        why = finder.why_closed(hit)
        if why:
            status.refuse(f"ui.find.closed_{why}")
            return
        outcome = finder.change([hit])
        self._used()
        if outcome is None:
            return
        if not outcome.steps:
            status.say("ui.find.same")
        elif outcome.readings or not finder.hits:
            self._say_changed(outcome)
        following, _ = finder.next(1)
        if following >= 0:
            self.show(following)

    def _say_changed(self, outcome: Outcome, closed: int = 0, out: int = 0) -> None:
        """Says how many hits were changed, how many are closed or left out, and how many readings went."""
        counts = (("changed", outcome.changed), ("closed", closed), ("out", out), ("readings", outcome.readings))
        text = self._window.language.text
        told = [text(f"ui.find.{name}", count=count) for name, count in counts if count]
        self._window.status.say("ui.find.said", what=text("ui.find.between").join(told))

    def _used(self) -> None:
        """The query has been used: it is one of the recent ones, and what stands in the form is not half typed."""
        stored.remember(self._finder.wanted)
        self._window.find.form.settle()

    def change_all(self) -> None:
        """Changes all hits but those that are left out or closed, as one step, and says what was done."""
        finder, status = self._finder, self._window.status
        self._window.commands.finish_typing()
        finder.finish()
        if not finder.may_change:
            return
        if finder.is_cut:
            status.refuse("ui.find.too_many")
            return
        hits = finder.to_change
        closed, out = finder.closed, len(finder.hits) - finder.closed - len(hits)
        self._used()
        outcome = finder.change(hits) if hits else None
        if outcome is None or not outcome.steps:
            status.refuse("ui.find.nothing_changed")
            return
        self._say_changed(outcome, closed, out)
