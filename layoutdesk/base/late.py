"""Patterns that are compiled when a text is first held against them: a process that sets one issue needs few of them."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """A pattern that compiles itself. Methods that were asked for once are its own from then on: no detour is left."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._source), name)
        setattr(self, name, found)
        return found


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile``, put off to the first use; a fault in the pattern shows then."""
    return cast("re.Pattern[str]", _Late(pattern, flags))
