"""Text to numbered lines, each with the empty lines before it."""

from __future__ import annotations

import re
from typing import Final

import msgspec

#: White space that never prints at the ends of a line; U+3000 is the usual paragraph indent (首行缩进), U+FEFF a stray mark.
BLANKS: Final = " \t\u3000\u00a0\ufeff"
_LINE_END: Final = re.compile("\r\n|\r|\n|\u2028|\u2029")


class Line(msgspec.Struct, frozen=True, gc=False):
    """A line that is not empty: its number from 1, its text without blanks at both ends, and the empty lines before it.

    ``raw`` keeps the blanks inside a table row, where an empty cell at the end counts.
    """

    number: int
    text: str
    gap: int
    raw: str


def split_lines(text: str) -> list[Line]:
    """The lines of ``text`` that hold anything, whatever ends them (LF, CR LF, CR)."""
    lines: list[Line] = []
    last = 0
    for number, raw in enumerate(_LINE_END.split(text), 1):
        stripped = raw.strip(BLANKS)
        if stripped:
            lines.append(Line(number, stripped, number - last - 1, raw))
            last = number
    return lines
