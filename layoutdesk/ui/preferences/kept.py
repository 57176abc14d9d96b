"""What was chosen, kept from one start of the program to the next. Whoever wants a setting asks here, by its name in the table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSettings

from layoutdesk.ui.preferences.table import SETTINGS


def value(name: str) -> Any:
    """A setting as it was chosen, else as it usually is."""
    setting = SETTINGS[name]
    return setting.read(QSettings().value(setting.key))


def keep(name: str, chosen: Any) -> None:
    """Keeps what was chosen; the usual is kept as a choice, too."""
    setting = SETTINGS[name]
    QSettings().setValue(setting.key, setting.written(chosen))


def forget(name: str) -> None:
    """Has a setting be as it usually is."""
    QSettings().remove(SETTINGS[name].key)
