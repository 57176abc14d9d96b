"""What the window does not load to start: readers of copy, the search for layouts, words and fonts' tables come with their work."""

from __future__ import annotations

import subprocess
import sys

LATER = (
    "layoutdesk.intake",
    "layoutdesk.phrasing",
    "layoutdesk.makeup.search",
    "layoutdesk.preflight",
    "rjieba",
    "regex",
    "fontTools",
)


def test_the_window_starts_without_what_comes_with_its_work() -> None:
    code = f"import layoutdesk.ui.app, sys; print(*[name for name in {LATER!r} if name in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).split() == []
