"""The copyfit panel (配稿): lines over or under of the story in hand, live, and the ways to gain or lose some.

The way under the pointer or the caret is shown on the page as it would be; a click or Enter makes it, as one step of the history.
The search goes on between the turns of the event loop and begins anew a moment after the issue has changed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QEvent, QModelIndex, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QWidget

from layoutdesk.base.phrase import Said
from layoutdesk.compose.types import Fit
from layoutdesk.edits.naming import spoken
from layoutdesk.model.elements import Block, TextFrame
from layoutdesk.ui.beat import Beat
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.fits import fit_text
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Field, Stepper
from layoutdesk.ui.panels.panel import Panel
from layoutdesk.ui.panels.rows import ROW_ROLE, Row, RowList
from layoutdesk.ui.theme import UNIT, Look, dress

if TYPE_CHECKING:
    from layoutdesk.makeup.fitting import Fitting, Search, Way

#: Milliseconds without a change before the search begins; seconds that it may take of one turn of the event loop.
_PAUSE: Final = 250
_SLICE: Final = 0.008


class WayList(RowList):
    """A list whose rows are looked at before one is chosen: ``looked`` has the key of the row in view, empty when none is."""

    looked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self.entered.connect(self._look_at)

    def _look_at(self, index: QModelIndex) -> None:
        row: Row | None = index.data(ROW_ROLE)
        self.looked.emit(row.key if row is not None else "")

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus():
            self._look_at(current)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.looked.emit("")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.looked.emit("")


class CopyfitPanel(Panel):
    """How the story in hand fits, and what can be done about it without a word changed."""

    def __init__(self, desk: Desk, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__("ui.panel.copyfit", language, parent)
        self._desk = desk
        self.reserve = Stepper(look, 0, 99)
        self.field = Field(self.reserve)
        self.field.layout().setContentsMargins(2 * UNIT - 4, 0, 2 * UNIT - 4, UNIT // 2)
        self.body.addWidget(self.field)
        self.list = WayList(look)
        # Else the list would keep room for some rows, and the field above it be cut.
        self.list.setMinimumHeight(1)
        self.body.addWidget(self.list)
        self._search: Search | None = None
        self._steps: Iterator[None] = iter(())
        self._found: Fitting | None = None
        self._shown = ""
        self._chosen = QElapsedTimer()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._begin)
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._go_on)
        self.reserve.stepped.connect(self._wait)
        self.list.looked.connect(self._look)
        self.list.chosen.connect(self._choose)
        for signal in (desk.opened, desk.page_turned, desk.selected):
            signal.connect(self._begin_anew)
        desk.edited.connect(self._wait)
        desk.page_composed.connect(lambda page: self._show_fit() if page == desk.page_id else None)
        Beat(desk, self._follow, self)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        text = self.language.text
        self.field.label.setText(text("ui.copyfit.reserve"))
        self.reserve.name(text("ui.copyfit.reserve"), text("ui.unit.rows"))
        self.list.setAccessibleName(self.title.text())
        self._show_fit()
        self._show_ways()

    def room(self) -> int:
        if not isinstance(self._desk.element, Block | TextFrame):
            return 0
        return self.field.sizeHint().height() + self.list.room()

    @property
    def is_searching(self) -> bool:
        """Whether ways may still be found."""
        return self._pause.isActive() or self._turn.isActive()

    def _begin_anew(self, *_: object) -> None:
        """Another story is in hand: its ways are looked for as soon as nothing else changes."""
        self._look("")
        self.reserve.show_value(0)
        self._search = self._found = None
        self._turn.stop()
        self._show_fit()
        self._show_ways()
        self._pause.start()

    def _wait(self, *_: object) -> None:
        """Something else is to be fitted: what was found is faded until it is found anew."""
        self._shown = ""
        self._search = None
        self._turn.stop()
        self._show_ways()
        self._pause.start()

    def _begin(self) -> None:
        if self._desk.is_behind:
            # What the page needs for itself is not to be set twice, nor all at once.
            self._pause.start()
            return
        element = self._desk.element
        known = {story.id for story in self._desk.document.stories}
        if not isinstance(element, Block | TextFrame) or element.story not in known:
            self._found = None
            self._show_ways()
            return
        from layoutdesk.makeup.fitting import Search

        reserve = int(self.reserve.figure.value())
        self._search = Search(self._desk.document, self._desk.page_id, element.id, self._desk.book, reserve)
        self._steps = self._search.run()
        self._turn.start()

    def _go_on(self) -> None:
        """Searches for a slice of time and shows what is there when all is found."""
        search, began = self._search, time.perf_counter()
        if search is None:
            return
        for _ in self._steps:
            if time.perf_counter() - began > _SLICE:
                self._turn.start()
                return
        self._found = search.fitting(done=True)
        self._show_ways()

    # Showing

    def _show_fit(self) -> None:
        """The lines and characters over or under of the story in hand, as the page is shown."""
        mine = self._desk.fits(self._desk.selection)
        dress(self.figure, "over" if any(fit.over for fit in mine) else "dim")
        self.figure.setText(" · ".join(filter(None, (fit_text(self.language, fit) for fit in mine))))

    def _follow(self) -> None:
        """Shows how the story would stand while something is tried out; what was found for it as it stands is faded so long."""
        self._show_fit()
        self._show_ways()

    def _show_ways(self) -> None:
        found, text = self._found, self.language.text
        # A way that is looked at is one of those that were found.
        stale = self._search is None or (self._desk.preview is not None and not self._shown)
        self.field.setVisible(isinstance(self._desk.element, Block | TextFrame))
        if not isinstance(self._desk.element, Block | TextFrame):
            hint = "ui.copyfit.nothing" if self._desk.is_open else ""
        elif found is None or (stale and not found.ways):
            hint = "ui.copyfit.searching"
        elif found.ways:
            hint = ""
        elif found.lost:
            hint = "ui.copyfit.picture_lost"
        else:
            hint = "ui.copyfit.no_way" if found.wanted else "ui.copyfit.fits"
        rows = [Row("", text(hint), wraps=True)] if hint else []
        if found is not None and not hint:
            rows = [self._row(number, way, stale=stale) for number, way in enumerate(found.ways)]
            if not any(way.fits for way in found.ways):
                rows.insert(0, Row("", text("ui.copyfit.not_enough", most=found.most), wraps=True))
        self.list.show_rows(rows)

    def _row(self, number: int, way: Way, *, stale: bool) -> Row:
        text = self.language.text
        what = text("makeup.fit.and").join(text(part.code, **_said(part.args)) for part in way.parts)
        left = Fit(element="", story="", lines=0, over=way.over, characters_over=way.characters_over)
        if way.over:
            under = text("ui.copyfit.then", rest=fit_text(self.language, left))
        else:
            under = text("ui.copyfit.then_under", lines=way.under) if way.under else text("ui.copyfit.then_full")
        icon, colour = ("good", "good") if way.fits else ("next", "dim")
        figure = text("ui.copyfit.lines", lines=f"{-way.gained:+d}".replace("-", "−"))
        return Row(f"way {number}", what, figure, under, icon, colour, faded=stale, wraps=True)

    # Trying out and choosing

    def _way(self, key: str) -> Way | None:
        """The way of a row, where it belongs to the issue as it stands."""
        search, found = self._search, self._found
        if not key or search is None or found is None or search.document is not self._desk.document:
            return None
        return found.ways[int(key.removeprefix("way "))]

    def _look(self, key: str) -> None:
        """Shows the page as a way would make it, or as it is."""
        if key == self._shown:
            return
        way, before = self._way(key), self._shown
        self._shown = key if way is not None else ""
        if way is not None:
            self._desk.end_preview(show=False)
            self._desk.try_out(way.edit)
        elif before:
            self._desk.end_preview()

    def _choose(self, key: str) -> None:
        """Makes a way. The second click of a double one makes no other."""
        way = self._way(key)
        again = self._chosen.isValid() and self._chosen.elapsed() < QApplication.doubleClickInterval()
        if way is not None and not again:
            self._chosen.start()
            self._desk.apply(way.edit)


def _said(args: Mapping[str, str]) -> dict[str, Said]:
    """What fills the text of a way, sizes of type with their 号."""
    return {name: spoken(float(value)) if name in ("before", "after") else value for name, value in args.items()}
