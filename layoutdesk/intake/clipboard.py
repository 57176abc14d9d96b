"""What lies on the clipboard to paragraphs that go into a story: text with its bold, nothing else of where it was copied from.

Indents of spaces, characters without width and the white of web pages are of the place where the text was, not of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from msgspec.structs import replace

from layoutdesk.base.problem import Refusal
from layoutdesk.intake.lines import Line, split_lines

#: The most that is read in the window's own process; so much takes some 0.3 s. A longer text comes without its looks.
_TAGS: Final = 20_000
_CHARACTERS: Final = 4_000_000
_NAME: Final = "clipboard"
#: What ends a line in text from elsewhere; a form feed or vertical tab does so in old word processors.
_ENDS: Final = re.compile("\r\n|[\n\r\v\f\u0085\u2028\u2029]")
#: Characters without width that text brings along from web pages and chats: spaces, joiners of words, soft hyphens, marks of
#: direction. Those that scripts are written with (joiners of letters, selectors of forms) stay.
_NO_WIDTH: Final = dict.fromkeys(
    [0x00AD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF]
)


def read_clipboard(html: str = "", rtf: bytes = b"", text: str = "") -> tuple[Line, ...]:
    """The paragraphs of what was copied, from the best form that can be read; pictures are left out, rows of tables are lines.

    A form that is too large or refused gives way to the next; plain text can always be read.
    """
    for read in _forms(html, rtf):
        try:
            lines = tuple(_flat(read()))
        except Refusal:
            continue
        if lines:
            return lines
    return plain_lines(text)


def plain_lines(text: str) -> tuple[Line, ...]:
    """The lines of plain text that hold any, without their indents; one alone keeps its blanks: it may be part of a sentence."""
    given = text.translate(_NO_WIDTH).replace("\u00a0", " ")
    lines = split_lines(_ENDS.sub("\n", given))
    if len(lines) == 1 and not _ENDS.search(given):
        return (Line(1, given.strip("\u3000")),)
    return tuple(lines)


def tidy(line: Line) -> Line:
    """A line without characters that have no width; its spans stay with their text."""
    if line.text.isascii() or not (gone := [at for at, char in enumerate(line.text) if ord(char) in _NO_WIDTH]):
        return line
    spans = (
        replace(span, start=span.start - bisect_left(gone, span.start), end=span.end - bisect_left(gone, span.end))
        for span in line.spans
    )
    return replace(
        line, text=line.text.translate(_NO_WIDTH), spans=tuple(span for span in spans if span.start < span.end)
    )


def _forms(html: str, rtf: bytes) -> Iterator[Callable[[], tuple[Line, ...]]]:
    """The readers of the forms that are there and small enough, the best first."""
    if html and len(html) <= _CHARACTERS and html.count("<") <= _TAGS:
        from layoutdesk.intake.html import read_lines

        yield partial(read_lines, html, _NAME)
    if rtf and len(rtf) <= _CHARACTERS and rtf.count(b"{") + rtf.count(b"\\") <= 2 * _TAGS:
        from layoutdesk.intake import rtf as reader

        yield partial(reader.read_lines, rtf, _NAME)


def _flat(lines: tuple[Line, ...]) -> Iterator[Line]:
    """The lines that hold text, each row of a table one of them."""
    for line in lines:
        if line.rows:
            rows = (" ".join(filter(None, (cell.text for cell in row))) for row in line.rows)
            yield from (Line(line.number, row) for row in rows if row)
        elif line.text and not line.picture and line.type != "field":
            tidied = tidy(line)
            if tidied.text:
                yield tidied
