"""Where an editor was in each issue: page, zoom and place, kept from one start of the program to the next."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSettings

#: So many issues are remembered; the one looked at longest ago goes first.
KEPT = 40


class Whereabouts(NamedTuple):
    """The page in view, its zoom (0: the whole page) and the point of the page, in points, in the middle of the window."""

    page: str
    zoom: float
    x: float
    y: float


def remember(issue: Path, place: Whereabouts) -> None:
    """Keeps where the editor is in the issue at ``issue``."""
    settings = QSettings()
    key = _key(issue)
    known = [name for name in _known(settings) if name != key]
    for forgotten in known[: max(0, len(known) - KEPT + 1)]:
        settings.remove(f"issues/{forgotten}")
    settings.setValue("issues/known", [*known[-KEPT + 1 :], key])
    settings.setValue(f"issues/{key}", [place.page, *(f"{number:.4f}" for number in place[1:])])


def recall(issue: Path) -> Whereabouts | None:
    """Where the editor was in the issue; ``None`` where it was never open, or the settings were damaged."""
    value = QSettings().value(f"issues/{_key(issue)}")
    try:
        page, *numbers = value
        return Whereabouts(str(page), *map(float, numbers))
    except (TypeError, ValueError):
        return None


def _known(settings: QSettings) -> list[str]:
    known = settings.value("issues/known") or []
    return [known] if isinstance(known, str) else list(known)


def _key(issue: Path) -> str:
    return hashlib.blake2b(str(issue.resolve()).encode(), digest_size=8).hexdigest()
