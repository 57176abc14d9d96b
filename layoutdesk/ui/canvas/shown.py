"""What is shown over the page and helps the hand, each by itself: kept from one start of the program to the next."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from layoutdesk.ui.preferences import kept
from layoutdesk.ui.preferences.table import SWITCHES

#: What makes up the grid of the page, switched together.
GRID: Final = ("columns", "rows", "area")


class Shown(QObject):
    """The switches of the view, the same for every view of the window."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on: dict[str, bool] = {name: kept.value(name) for name in SWITCHES}
        #: What the rulers count in (see ``measures``).
        self.unit: str = kept.value("unit")

    def __getitem__(self, name: str) -> bool:
        return self._on[name]

    def put(self, wanted: bool, *names: str) -> None:
        """Turns switches on or off."""
        for name in names:
            self._on[name] = wanted
            kept.keep(name, wanted)
        self.changed.emit()

    def use_unit(self, unit: str) -> None:
        """Has the rulers count in another unit."""
        self.unit = unit
        kept.keep("unit", unit)
        self.changed.emit()
