"""The hand on styles: giving them to copy, making and changing them, going from place to place where they are used."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.finding import Hit
from layoutdesk.model.styles import TextStyle
from layoutdesk.ui import styling
from layoutdesk.ui.finding.showing import show_copy
from layoutdesk.ui.panehand import PaneHand
from layoutdesk.ui.styles import changing
from layoutdesk.ui.styles.catalogue import free_name, is_free, known_styles
from layoutdesk.ui.styles.uses import Use
from layoutdesk.ui.surroundings import STYLES

if TYPE_CHECKING:
    from layoutdesk.ui.panels.styles import StylesPane

#: What the button for more and the right button offer.
CONTEXT = (
    "style-next", "style-previous", "style-next-override", None, "style-new", "style-new-look", "style-redefine", None,
    "style-rename", "style-reset", "style-delete", None, "overrides-clear",
)  # fmt: skip


class StylesHand(PaneHand):
    """What the actions of styles and their pane do."""

    part, context = STYLES, CONTEXT

    def serve(self, pane: StylesPane) -> None:
        """Does what the pane asks for."""
        pane.wanted.connect(self._window.bars.do)
        pane.closed.connect(self.close)
        pane.left.connect(self._window.give_back)
        pane.given.connect(self.give)
        pane.gone_to.connect(self.go_to)
        pane.changed.connect(self.set)
        pane.renamed.connect(self.rename)
        pane.removed.connect(self.remove)
        pane.menu_wanted.connect(self.offer)
        self._desk.styles.chosen_changed.connect(self._window.commands.changed)

    # Giving

    def give(self, name: str, plain: bool) -> None:
        """Gives the copy in hand a style or a look; ``plain``: it has nothing else of its own afterwards."""
        entry, desk = self._desk.styles.entry(name), self._desk
        if entry is None or desk.session is None or desk.session.read_only or desk.marked is None:
            return
        if desk.is_shut:
            self._window.status.refuse("ui.status.locked")
            return
        self._window.commands.finish_typing()
        if not entry.is_look:
            if not styling.restyle(desk, name, plain=plain):
                self._window.status.refuse("ui.styles.by_place")
        elif not desk.has_selection:
            self._window.status.refuse("ui.styles.select_first")
        else:
            if plain:
                self._window.commands.marking.clear()
            self._window.commands.marking.switch(name)
        self._window.give_back()

    # Making and changing

    def make(self) -> None:
        """A new style from the paragraph in hand, which gets it, else from the body; its name is asked for where it stands.

        Locked copy shows how it is to look and stays as it is.
        """
        desk, held = self._desk, list(styling.held(self._desk))
        known = known_styles(desk.document, desk.page)
        base = known.get(held[0][1].style, known["body"]) if held else known["body"]
        base = base if not styling.is_look(base) else known["body"]
        style = changing.taken_from(held[0][1], base, self._looks()) if held else base
        name = free_name(desk.document, self._window.language.text("ui.styles.new_name"))
        free = [] if desk.is_shut else held
        may = [each for each in free if styling.choices(desk.document, desk.page, *each)]
        self._made(name, changing.making(name, style, [each for each in may if each[1] in each[0].body]))

    def make_look(self) -> None:
        """A new look from the looks of what is selected, else one like bold."""
        desk, looks = self._desk, self._looks()
        style = TextStyle(role="", size=0.0)
        for name in desk.styles.in_hand():
            style = changing.with_look(style, looks[name]) if name in looks else style
        if style == TextStyle(role="", size=0.0):
            style = TextStyle(role="hei", size=0.0)
        name = free_name(desk.document, self._window.language.text("ui.styles.new_look"))
        marks = [] if desk.is_shut else [mark for mark in desk.marks if mark.start != mark.end]
        self._made(name, changing.making_look(name, style, marks))

    def _made(self, name: str, edit: edits.Edit) -> None:
        if self._desk.apply(edit):
            self.show_pane()
            self._window.styles.name_anew(name)

    def _looks(self) -> dict[str, TextStyle]:
        return {each.name: each.style for each in self._desk.styles.entries if each.is_look}

    def redefine(self) -> None:
        """Makes the style of the paragraph with the caret what that paragraph is; it goes beyond it no longer."""
        held = list(styling.held(self._desk))
        entry = self._desk.styles.entry(held[-1][1].style) if held else None
        if entry is None:
            return
        style = changing.taken_from(held[-1][1], entry.style, self._looks())
        if style == entry.style:
            self._window.status.say("ui.styles.same")
        elif self._desk.apply(changing.redefining(entry.name, style, [] if self._desk.is_shut else held)):
            self._window.status.say("ui.styles.redefined", style=styling.style_name(self._window.language, entry.name))

    def set(self, name: str, field: str, value: object) -> None:
        """Gives a style another value of one field; all pages follow."""
        entry = self._desk.styles.entry(name)
        if entry is not None:
            self._desk.apply(edits.SetStyle(name, replace(entry.style, **{field: value})))

    def begin_rename(self) -> None:
        """Has the name of the chosen style typed."""
        entry = self._desk.styles.chosen_entry
        if entry is not None:
            self.show_pane()
            self._window.styles.name_anew(entry.name)

    def rename(self, name: str, new: str) -> None:
        """Gives a style that the issue has made another name."""
        entry, desk = self._desk.styles.entry(name), self._desk
        if entry is None or not entry.is_own or new == name:
            return
        if not is_free(desk.document, new):
            self._window.status.refuse("ui.styles.taken", name=new)
        elif desk.apply(changing.renaming(desk.document, name, new, desk.styles.uses.places.get(name, ()))):
            desk.styles.choose(new)
        self._window.styles.refresh()

    def ask_remove(self) -> None:
        """Takes away the chosen style, where the issue has made it; one that is used asks what stands in for it."""
        entry = self._desk.styles.chosen_entry
        if entry is None or not entry.is_own:
            return
        if not self._desk.styles.uses.count(entry.name):
            self.remove(entry.name, "")
            return
        self.show_pane()
        self._window.styles.ask_replacement()

    def remove(self, name: str, by: str) -> None:
        """Takes a style that the issue has made away; what had it gets another."""
        entry = self._desk.styles.entry(name)
        if entry is not None and entry.is_own:
            self._desk.apply(changing.removing(name, by, self._desk.styles.uses.places.get(name, ())))

    def reset(self) -> None:
        """Has the chosen style be again as the template has it."""
        entry = self._desk.styles.chosen_entry
        if entry is not None and entry.is_changed:
            self._desk.apply(edits.SetStyle(entry.name))

    # From place to place

    def step(self, by: int) -> None:
        """To the next place of the chosen style (1) or the one before (-1)."""
        self._step(self._desk.styles.uses.places.get(self._desk.styles.chosen, ()), by, "ui.styles.unused")

    def step_override(self) -> None:
        """To the next paragraph that goes beyond its style."""
        self._step(self._desk.styles.overridden, 1, "ui.styles.no_overrides")

    def _step(self, uses: tuple[Use, ...], by: int, none: str) -> None:
        self._window.commands.finish_typing()
        if not uses:
            self._window.status.refuse(none)
            return
        number = self._number(uses, by)
        self.go_to(uses[number])
        self._window.status.say("ui.styles.place", number=number + 1, count=len(uses))

    def _number(self, uses: tuple[Use, ...], by: int) -> int:
        """The place behind the caret or before it, from the last one round to the first; without a caret the first."""
        mark, order = self._desk.marked, self._desk.styles.uses.order
        if mark is None:
            return 0
        here, keys = (order.get(mark.paragraph, 0), mark.start), [(order[each.paragraph], each.start) for each in uses]
        at = bisect_right(keys, here) if by > 0 else bisect_left(keys, here) - 1
        return at % len(uses)

    def go_to(self, use: Use) -> None:
        """Shows a place on its page and selects it in the copy; the keys stay where they are."""
        focus = self._window.focusWidget()
        self._window.commands.take("text")
        show_copy(self._window, Hit(use.text, ((use.start, use.end),)), selects=True)
        if focus is not None:
            focus.setFocus()
