"""Pieces of copy on their way to and from the clipboard: text with its looks, a paragraph each.

Inside the program copy keeps its character styles, readings and paragraph styles; others get plain text, and a web page with bold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Final, NamedTuple

import msgspec
from PySide6.QtCore import QMimeData

from layoutdesk.model.story import Span
from layoutdesk.ui.writing.runs import Range

#: The type under which copy goes from this program to itself.
COPY_MIME: Final = "application/x-layoutdesk-copy"
#: What ends a line in text from elsewhere; a form feed or vertical tab does so in old word processors.
_LINE_ENDS: Final = re.compile("\r\n|[\n\r\v\f\u0085\u2028\u2029]")


class Piece(NamedTuple):
    """A paragraph or a part of one: its text, its spans, counted from its start, and its paragraph style."""

    text: str
    spans: tuple[Span, ...] = ()
    style: str = ""


def to_mime(ranges: Iterable[Range]) -> QMimeData:
    """What is selected, for the clipboard."""
    pieces = [_piece(part) for part in ranges]
    data = QMimeData()
    data.setText("\n".join(piece.text for piece in pieces))
    data.setHtml("".join(f"<p>{_marked_up(piece)}</p>" for piece in pieces))
    data.setData(COPY_MIME, msgspec.json.encode(pieces))
    return data


def from_text(text: str) -> list[Piece]:
    """Plain text, a piece for each line."""
    return [Piece(line) for line in _LINE_ENDS.split(text)]


def from_mime(data: QMimeData) -> list[Piece]:
    """What was copied, from the best form of it: our own, a web page or a word processor's, plain text.

    Of what comes from elsewhere only paragraphs and bold are kept; what a page needs for its looks alone is left out.
    """
    from layoutdesk.intake.clipboard import read_clipboard

    if data.hasFormat(COPY_MIME):
        try:
            return msgspec.json.decode(bytes(data.data(COPY_MIME).data()), type=list[Piece])
        except msgspec.MsgspecError:
            pass  # Another version's form of it; its text lies beside it.
    rtf = bytes(data.data("text/rtf").data()) or bytes(data.data("application/rtf").data())
    html = data.html() if data.hasHtml() else ""
    if not html and not rtf:
        return from_text(data.text())
    return [Piece(line.text, line.spans) for line in read_clipboard(html, rtf, data.text())]


def _piece(part: Range) -> Piece:
    spans = (
        msgspec.structs.replace(span, start=max(span.start - part.start, 0), end=min(span.end, part.end) - part.start)
        for span in part.paragraph.spans
        if span.start < part.end and part.start < span.end
    )
    return Piece(part.text, tuple(spans), part.paragraph.style)


def _marked_up(piece: Piece) -> str:
    """The text of a piece with its bold."""
    out, at = [], 0
    for span in sorted(piece.spans, key=lambda span: span.start):
        if span.style == "bold" and span.start >= at:
            out += [escape(piece.text[at : span.start]), "<b>", escape(piece.text[span.start : span.end]), "</b>"]
            at = span.end
    return "".join([*out, escape(piece.text[at:])])


def printable(text: str) -> str:
    """Text from elsewhere without what no font sets: tabs are spaces, other control characters and half characters go."""
    return "".join(
        char for char in text.replace("\t", " ") if ord(char) >= 0x20 and not 0x7F <= ord(char) < 0xA0
        and not 0xD800 <= ord(char) < 0xE000
    )  # fmt: skip
