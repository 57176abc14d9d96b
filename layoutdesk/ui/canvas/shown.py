"""What is shown over the page and helps the hand, each by itself: kept from one start of the program to the next."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QSettings, Signal

from layoutdesk.ui.canvas.measures import UNITS

#: The switches and how they stand at the first start.
SWITCHES: Final = {
    "rulers": True, "guides": True, "edges": True, "columns": False, "rows": False, "area": False, "snapping": True,
    "threads": False,
}  # fmt: skip
#: What makes up the grid of the page, switched together.
GRID: Final = ("columns", "rows", "area")


class Shown(QObject):
    """The switches of the view, the same for every view of the window."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        settings = QSettings()
        self._on = {
            name: settings.value(f"view/{name}", "on" if usual else "off") == "on" for name, usual in SWITCHES.items()
        }
        unit = str(settings.value("view/unit", "mm"))
        #: What the rulers count in (see ``measures``).
        self.unit = unit if unit in UNITS else "mm"

    def __getitem__(self, name: str) -> bool:
        return self._on[name]

    def put(self, wanted: bool, *names: str) -> None:
        """Turns switches on or off."""
        for name in names:
            self._on[name] = wanted
            QSettings().setValue(f"view/{name}", "on" if wanted else "off")
        self.changed.emit()

    def use_unit(self, unit: str) -> None:
        """Has the rulers count in another unit."""
        self.unit = unit
        QSettings().setValue("view/unit", unit)
        self.changed.emit()
