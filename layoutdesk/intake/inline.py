"""Text inside a paragraph of marked-up copy: pieces with their styles to one text with spans, white space as it prints.

Mark-up breaks and indents its lines as it likes, so that a run of blanks is one space, and none where a line of Chinese was
broken; a forced break parts two lines of copy. The ideographic space and the no-break space are characters and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import msgspec

from layoutdesk.intake.clean import is_chinese
from layoutdesk.intake.lines import BLANKS
from layoutdesk.model import Span

#: A forced line break (<br/>) inside the pieces: LINE SEPARATOR, which no copy needs otherwise.
BREAK: Final = "\u2028"
_SPACE: Final = re.compile("[ \t\r\n\u2028]+")


class Piece(msgspec.Struct, frozen=True, gc=False):
    """Some characters with their character style; an empty style is the paragraph's own."""

    text: str
    style: str = ""


class Text(msgspec.Struct, frozen=True, gc=False):
    """The text of one line and its spans."""

    text: str
    spans: tuple[Span, ...] = ()


def lines(pieces: Iterable[Piece]) -> list[Text]:
    """The lines that the pieces print as, without blanks at their ends; none where nothing is left."""
    given = [piece for piece in pieces if piece.text]
    source = "".join(piece.text for piece in given)
    made: list[list[tuple[str, str]]] = [[]]
    at = 0
    for piece in given:
        for token in _tokens(source, at, at + len(piece.text)):
            if token == BREAK:
                made.append([])
            elif token:
                made[-1].append((token, piece.style))
        at += len(piece.text)
    return [text for text in map(_line, made) if text.text]


def one(pieces: Iterable[Piece]) -> Text:
    """All pieces as one line: a forced break becomes a space."""
    return next(iter(lines(Piece(piece.text.replace(BREAK, " "), piece.style) for piece in pieces)), Text(""))


def joined(parts: Iterable[Text], between: str = " ") -> Text:
    """Several lines as one, ``between`` them."""
    text, spans = "", []
    for part in parts:
        text += between if text and part.text else ""
        spans += [Span(span.start + len(text), span.end + len(text), span.style) for span in part.spans]
        text += part.text
    return Text(text, tuple(spans))


def _tokens(source: str, start: int, end: int) -> Iterable[str]:
    """The characters of ``source`` from ``start`` to ``end``, each run of blanks as a space, nothing or a break.

    A run that began before ``start`` was told with the piece that it began in.
    """
    at = start
    if start and start < end and _SPACE.match(source, start) and _SPACE.match(source, start - 1):
        at = min(end, _run_end(source, start))
    for found in _SPACE.finditer(source, at, end):
        yield source[at : found.start()]
        yield _blank(source, found.start(), _run_end(source, found.start()))
        at = found.end()
    yield source[at:end]


def _run_end(source: str, start: int) -> int:
    found = _SPACE.match(source, start)
    return found.end() if found else start


def _blank(source: str, start: int, end: int) -> str:
    """What a run of blanks prints as."""
    run = source[start:end]
    if BREAK in run:
        return BREAK
    wrapped = "\n" in run and start > 0 and end < len(source)
    return "" if wrapped and is_chinese(source[start - 1]) and is_chinese(source[end]) else " "


def _line(tokens: list[tuple[str, str]]) -> Text:
    """One line of tokens and styles, blanks at both ends off, neighbouring pieces of one style in one span."""
    text = "".join(token for token, _ in tokens)
    cut = len(text) - len(text.lstrip(BLANKS))
    stripped = text.strip(BLANKS)
    spans: list[Span] = []
    at = -cut
    for token, style in tokens:
        start, end = max(0, at), min(len(stripped), at + len(token))
        at += len(token)
        if not style or start >= end:
            continue
        if spans and spans[-1].end == start and spans[-1].style == style:
            spans[-1] = Span(spans[-1].start, end, style)
        else:
            spans.append(Span(start, end, style))
    return Text(stripped, tuple(spans))
