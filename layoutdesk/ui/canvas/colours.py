"""Paints as the screen shows them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QColor

from layoutdesk.base.colour import Paint

#: A paint as red, green and blue from 0 to 255.
ToScreen = Callable[[Paint], tuple[int, int, int]]


class Colours:
    """Remembers the screen's colour of each paint."""

    def __init__(self, to_screen: ToScreen) -> None:
        self._to_screen = to_screen
        self._known: dict[Paint, QColor] = {}

    def use(self, to_screen: ToScreen) -> None:
        """Shows paints otherwise from now on, as another issue is opened that is printed otherwise."""
        self._to_screen = to_screen
        self._known.clear()

    def of(self, paint: Paint) -> QColor:
        """The colour of a paint."""
        colour = self._known.get(paint)
        if colour is None:
            colour = self._known[paint] = QColor(*self._to_screen(paint))
        return colour
