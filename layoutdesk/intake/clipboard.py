"""What lies on the clipboard to paragraphs that go into a story: text with its bold, nothing else of where it was copied from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from layoutdesk.base.problem import Refusal
from layoutdesk.intake.lines import Line, split_lines

#: The most that is read in the window's own process; so much takes some 0.3 s. A longer text comes without its looks.
_TAGS: Final = 20_000
_CHARACTERS: Final = 4_000_000
_NAME: Final = "clipboard"


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
    return tuple(split_lines(text))


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
            yield line
