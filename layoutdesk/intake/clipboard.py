"""What lies on the clipboard to paragraphs that go into a story: text with its bold, nothing else of where it was copied from.

Indents of spaces, characters without width and the white of web pages are of the place where the text was, not of the text.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final, NamedTuple, TypeVar

from msgspec.structs import replace

from layoutdesk.base.problem import Refusal
from layoutdesk.intake import clean, tables
from layoutdesk.intake.lines import Line, split_lines
from layoutdesk.intake.rich import PASTED, Rich
from layoutdesk.intake.types import RowCell
from layoutdesk.model.story import Cell, Paragraph, TableBlock

_Text = TypeVar("_Text", Line, RowCell)
#: The most that is read in the window's own process; so much takes some 0.3 s. A longer text comes without its looks.
_TAGS: Final = 20_000
_CHARACTERS: Final = 4_000_000
_NAME: Final = "clipboard"
#: What ends a line in text from elsewhere; a form feed or vertical tab does so in old word processors.
_ENDS: Final = re.compile("\r\n|[\n\r\v\f\u0085\u2028\u2029]")
#: Characters without width that text brings along from web pages and chats: spaces, joiners of words, soft hyphens, marks of
#: direction, operators of formulas. Those that scripts are written with (joiners of letters, selectors of forms) stay.
_NO_WIDTH: Final = dict.fromkeys(
    [0x00AD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A), 0xFEFF]
)


class Copied(NamedTuple):
    """What was copied, and by the words of ``rich.PASTED`` how much of it is out of it, or in it struck out."""

    lines: tuple[Line, ...]
    counts: Mapping[str, int] = {}


def read_clipboard(html: str = "", rtf: bytes = b"", text: str = "") -> Copied:
    """The paragraphs and tables of what was copied, from the best form that can be read; pictures are left out.

    A form that is too large or refused gives way to the next; plain text can always be read.
    """
    for read in _forms(html, rtf):
        try:
            rich = read()
        except Refusal:
            continue
        if lines := tuple(_flat(rich.lines)):
            return Copied(lines, {word: rich.counts[word] for word in PASTED if rich.counts[word]})
    return Copied(plain_lines(text))


def plain_lines(text: str) -> tuple[Line, ...]:
    """The lines of plain text that hold any, without their indents; one alone keeps its blanks: it may be part of a sentence."""
    given = text.translate(_NO_WIDTH).replace("\u00a0", " ")
    lines = split_lines(_ENDS.sub("\n", given))
    if len(lines) == 1 and not _ENDS.search(given):
        return (Line(1, given.strip("\u3000")),)
    return tuple(lines)


def house_style(line: Line) -> Line:
    """A line, or the cells of a table, in house style as ``compile`` brings copy to it (``clean``); spans stay with their text."""
    if line.rows:
        return replace(line, rows=tuple(tuple(map(_housed, row)) for row in line.rows))
    return _housed(line)


def table_of(rows: tuple[tuple[RowCell, ...], ...]) -> TableBlock:
    """The table of a story for rows that were copied; nothing of it has an id yet."""
    heads, cells = tables.filled(rows)
    return TableBlock(id="", rows=tuple(tuple(itertools.starmap(_cell, row)) for row in cells), header_rows=heads)


def _cell(cell: RowCell, style: str) -> Cell:
    part = Paragraph(id="", text=cell.text, style=style, spans=cell.spans)
    return Cell(paragraph=part, colspan=cell.colspan, rowspan=cell.rowspan)


def _housed(given: _Text) -> _Text:
    done = clean.apply(given.text, clean.house_style(given.text))
    if not done.changes:
        return given
    spans = (
        replace(span, start=clean.offset(done.changes, span.start), end=clean.offset(done.changes, span.end))
        for span in given.spans
    )
    return replace(given, text=done.text, spans=tuple(spans))


def tidy(line: _Text) -> _Text:
    """A line or cell without characters that have no width; its spans stay with their text."""
    if line.text.isascii() or not (gone := [at for at, char in enumerate(line.text) if ord(char) in _NO_WIDTH]):
        return line
    spans = (
        replace(span, start=span.start - bisect_left(gone, span.start), end=span.end - bisect_left(gone, span.end))
        for span in line.spans
    )
    return replace(
        line, text=line.text.translate(_NO_WIDTH), spans=tuple(span for span in spans if span.start < span.end)
    )


def _forms(html: str, rtf: bytes) -> Iterator[Callable[[], Rich]]:
    """The readers of the forms that are there and small enough, the best first."""
    if html and len(html) <= _CHARACTERS and html.count("<") <= _TAGS:
        from layoutdesk.intake.html import read_piece

        yield partial(read_piece, html, _NAME)
    if rtf and len(rtf) <= _CHARACTERS and rtf.count(b"{") + rtf.count(b"\\") <= 2 * _TAGS:
        from layoutdesk.intake import rtf as reader

        yield partial(reader.read_piece, rtf, _NAME)


def _flat(lines: tuple[Line, ...]) -> Iterator[Line]:
    """The lines that hold text, and the tables; what has one column is no table."""
    for line in lines:
        if line.rows and max(tables.row_widths(line.rows)) == 1:
            yield from (
                Line(line.number, cell.text, spans=cell.spans) for row in line.rows for cell in row if cell.text
            )
        elif line.rows:
            if any(cell.text for row in line.rows for cell in row):
                yield Line(line.number, "", rows=tuple(tuple(map(tidy, row)) for row in line.rows))
        elif line.text and not line.picture and line.type != "field":
            tidied = tidy(line)
            if tidied.text:
                yield tidied
