"""One type for everything that wants attention: faults of intake, setting, preflight and proofreading.

The engine returns codes and arguments; only ``words`` turns them into Chinese or English.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Severity = Literal["error", "warning", "query", "note"]


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is wrong, where, and what would mend it.

    ``code`` is a dotted name such as ``compose.overset``; ``args`` fill its text. ``page`` and ``element`` are ids, ``story``,
    ``paragraph``, ``start`` and ``end`` a range of copy in code points, ``file`` and ``lines`` (first, last, counted from 1) the
    place in the copy as received. ``fix`` is an edit in its stored form (see ``edits.to_data``).
    """

    code: str
    severity: Severity
    args: dict[str, str] = {}
    page: str = ""
    element: str = ""
    story: str = ""
    paragraph: str = ""
    start: int = 0
    end: int = 0
    file: str = ""
    lines: tuple[int, int] | None = None
    fix: dict[str, Any] | None = None


class Refusal(Exception):
    """Bad input refused in words: a code with arguments that ``words`` turns into one sentence; exit code 2."""

    def __init__(self, code: str, **args: object) -> None:
        super().__init__(code, args)
        self.code = code
        self.args_ = {name: str(value) for name, value in args.items()}
