"""What was chosen in the palette of late, kept in the settings, the last first."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSettings

_KEY: Final = "palette/recent"
#: How much is kept, and how much is shown before anything is typed.
_MOST, SHOWN = 24, 6


def recent() -> list[str]:
    """The keys of what was chosen of late."""
    kept = QSettings().value(_KEY, [])
    return [str(key) for key in ([kept] if isinstance(kept, str) else kept or [])][:_MOST]


def remember(key: str) -> None:
    """Keeps what was chosen."""
    QSettings().setValue(_KEY, [key, *(each for each in recent() if each != key)][:_MOST])
