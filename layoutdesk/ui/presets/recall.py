"""The preset that was used last, as it was changed in the dialog, kept from one start of the program to the next."""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QSettings

from layoutdesk.exporters.presets import Preset, shipped

_KEY: Final = "export/preset"


def recall() -> Preset:
    """What was used last; where nothing was, or the settings were damaged, the first that ships, which then lets errors out."""
    try:
        return msgspec.json.decode(str(QSettings().value(_KEY) or ""), type=Preset)
    except msgspec.DecodeError:
        # Who exports for the first time looks at what comes of it; what may go to the press the paper decides.
        return replace(next(iter(shipped().values())), final=False)


def was_used() -> bool:
    """Whether any has been used here."""
    return bool(QSettings().value(_KEY))


def remember(preset: Preset) -> None:
    """Keeps what was used until the next time."""
    QSettings().setValue(_KEY, msgspec.json.encode(preset).decode())
