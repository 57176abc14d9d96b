"""Clicks in copy that follow each other, what they select, and how a drag after them goes on by the same units (convention 25)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QElapsedTimer, QPointF
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from layoutdesk.ui.writing.runs import ordered
from layoutdesk.ui.writing.setting import Setting
from layoutdesk.ui.writing.spots import Spot
from layoutdesk.ui.writing.writer import Writer

#: So many clicks select what a drag then goes on by; five select all.
_UNITS: Final = 4


class Clicks:
    """``count`` says how many have followed each other at one place: 2 for the word, 3 the line, 4 the paragraph, 5 the story."""

    def __init__(self, writer: Writer, setting: Setting) -> None:
        self._writer, self._setting = writer, setting
        self.count = 0
        self._since = QElapsedTimer()
        self._at = QPointF()
        #: What the last of several has selected, from which a drag goes on.
        self._unit: tuple[Spot, Spot] | None = None

    def press(self, event: QMouseEvent) -> None:
        """Counts a press; platforms tell every second one of a run as a double click."""
        again = self.count in (2, 4) and self._is_again(event)
        self.count = self.count + 1 if again else 1
        self._at = event.position()

    def double_click(self, event: QMouseEvent) -> None:
        """Counts a double click."""
        self.count = 4 if self.count == 3 and self._is_again(event) else 2
        self._at = event.position()

    def settle(self) -> None:
        """What a click does is done: however long that took, the hand clicks on where it sees what came of it."""
        self._since.start()

    def _is_again(self, event: QMouseEvent) -> bool:
        """Whether a click follows the one before it at once and at its place."""
        soon = self._since.isValid() and self._since.elapsed() < QApplication.doubleClickInterval()
        return soon and self._is_near(event)

    def _is_near(self, event: QMouseEvent) -> bool:
        return (event.position() - self._at).manhattanLength() < QApplication.startDragDistance()

    def drags(self, event: QMouseEvent, *, already: bool) -> bool:
        """Whether a movement selects: at once after one click, after several once it has left their place."""
        return self.count == 1 or (1 < self.count <= _UNITS and (already or not self._is_near(event)))

    def select(self) -> None:
        """Selects the unit at the caret that so many clicks mean."""
        writer = self._writer
        self._select_unit()
        self._unit = (writer.anchor, writer.spot) if writer.anchor is not None and writer.spot is not None else None

    def _select_unit(self) -> None:
        writer = self._writer
        (writer.select_word, self._setting.select_row, writer.select_paragraph, writer.select_all)[self.count - 2]()

    def reach(self, x: float, y: float) -> None:
        """The selection reaches to a point; after several clicks by whole units, the first of which stays selected."""
        writer, unit = self._writer, self._unit
        if unit is None or self.count == 1:
            self._setting.point(x, y, select=True)
            return
        first, last = unit
        writer.put(first)
        self._setting.point(x, y, select=True)
        reached = writer.spot
        writer.put(reached)
        self._select_unit()
        one, other = writer.anchor, writer.spot
        if reached is None or one is None or other is None:
            return
        if ordered(writer.run, reached, first)[0] is reached:
            writer.put(last)
            writer.put(one, select=True)
        else:
            writer.put(first)
            writer.put(ordered(writer.run, other, last)[1], select=True)
