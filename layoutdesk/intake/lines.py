"""Numbered lines of copy, each with the empty lines before it and what its document says about it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import msgspec
from msgspec.structs import replace

from layoutdesk.intake.types import LineType, RowCell
from layoutdesk.model import Span

#: White space that never prints at the ends of a line; U+3000 is the usual paragraph indent (首行缩进), U+FEFF a stray mark.
BLANKS: Final = " \t\u3000\u00a0\ufeff"
#: What ends a line of plain text.
LINE_END: Final = re.compile("\r\n|\r|\n|\u2028|\u2029")

#: The character styles of characters off the line (上标、下标).
RAISED: Final = ("superscript", "subscript")
#: Those without which words say something else, so that no heading drops them: 10⁴ would read 104, what is struck out would count.
TELLING: Final = (*RAISED, "strike")


class Line(msgspec.Struct, frozen=True, gc=False):
    """A line that is not empty: its number from 1, its text without blanks at both ends, and the empty lines before it.

    ``raw`` keeps the blanks inside a table row, where an empty cell at the end counts.

    The rest is what a format says that plain text cannot: the ``type`` that the document's own style names (empty: its shape
    decides), the ``level`` of a heading (without a type: the line is set like one), character styles over ranges of ``text``, a
    table's cells, the file name of a picture (``text`` is then its caption, and may be empty). Formats without lines count
    paragraphs.
    """

    number: int
    text: str
    gap: int = 0
    raw: str = ""
    type: LineType = ""
    level: int = 0
    spans: tuple[Span, ...] = ()
    rows: tuple[tuple[RowCell, ...], ...] = ()
    picture: str = ""


def telling(spans: Iterable[Span], start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """What is raised, lowered, struck out or read aloud in the text from ``start`` to ``end``, counted from ``start``."""
    return tuple(
        replace(span, start=span.start - start, end=span.end - start)
        for span in spans
        if (span.style in TELLING or span.reading) and start <= span.start and (end is None or span.end <= end)
    )


def split_lines(text: str) -> list[Line]:
    """The lines of ``text`` that hold anything, whatever ends them (LF, CR LF, CR)."""
    lines: list[Line] = []
    last = 0
    for number, raw in enumerate(LINE_END.split(text), 1):
        stripped = raw.strip(BLANKS)
        if stripped:
            lines.append(Line(number, stripped, number - last - 1, raw))
            last = number
    return lines
