"""Pieces of copy on their way to and from the clipboard: text with its looks, a paragraph each.

Inside the program copy keeps its character styles, readings and paragraph styles; others get plain text, and a web page with
headings and looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
from PySide6.QtCore import QMimeData

from layoutdesk.base.problem import Refusal
from layoutdesk.edits.carried import carried
from layoutdesk.edits.text import STRUCTURAL
from layoutdesk.model import Document, TextStyle
from layoutdesk.model.story import Cell, Span, TableBlock
from layoutdesk.ui.writing.runs import Range

if TYPE_CHECKING:
    from layoutdesk.intake.lines import Line

#: The type under which copy goes from this program to itself.
COPY_MIME: Final = "application/x-layoutdesk-copy"
#: What ends a line in text from elsewhere; a form feed or vertical tab does so in old word processors.
_LINE_ENDS: Final = re.compile("\r\n|[\n\r\v\f\u0085\u2028\u2029]")
_UNSETTABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
#: The most that is pasted at once: more than any story, and a moment's work.
MOST_PASTED: Final = 300_000
MOST_PARAGRAPHS: Final = 2_000
#: What a word processor calls paragraphs of a style, and how a web page writes looks.
_TAGS: Final = {"main": "h1", "kicker": "h3", "deck": "h3", "subhead": "h2"}
_LOOKS: Final = {
    "bold": ("<b>", "</b>"), "emphasis": ("<i>", "</i>"), "dots": ('<span style="text-emphasis: dot">', "</span>"),
    "underline": ("<u>", "</u>"), "wave": ('<span style="text-decoration: underline wavy">', "</span>"),
    "strike": ("<s>", "</s>"), "superscript": ("<sup>", "</sup>"), "subscript": ("<sub>", "</sub>"),
}  # fmt: skip


class Chosen(NamedTuple):
    """What was chosen for one paragraph beyond its style: its size, lines more or fewer, rows, depth of its drop capital."""

    size: float = 0.0
    more_lines: int = 0
    rows: int = 0
    drop: int = 0


class Piece(NamedTuple):
    """A paragraph or a part of one: its text, its spans, counted from its start, its paragraph style; or a table without ids.

    ``chosen`` is known of a whole paragraph of this program.
    """

    text: str
    spans: tuple[Span, ...] = ()
    style: str = ""
    table: TableBlock | None = None
    chosen: Chosen | None = None


class Pasted(NamedTuple):
    """What was copied, and how much of it was left out or came struck out, by the words of ``intake.rich.PASTED``.

    ``styles`` are those of its styles and looks that are not of the trade's list.
    """

    pieces: list[Piece]
    counts: Mapping[str, int] = {}
    styles: Mapping[str, TextStyle] = {}


def to_mime(document: Document, parts: Sequence[Range | TableBlock]) -> QMimeData:
    """What is selected, for the clipboard: the text of a table as spreadsheets have it, a line for each row."""
    pieces = [_piece(part) if isinstance(part, Range) else Piece("", table=_bare(part)) for part in parts]
    first = parts[0] if len(parts) == 1 else None
    is_part = isinstance(first, Range) and first.text != first.paragraph.text
    data = QMimeData()
    data.setText("\n".join(_lines(piece) for piece in pieces))
    data.setHtml(f'<meta charset="utf-8">{_marked_up(pieces[0]) if is_part else _page(pieces)}')
    copied = Pasted(pieces, styles=carried(document, names_in(pieces)))
    data.setData(COPY_MIME, msgspec.json.encode(copied))
    return data


def from_text(text: str) -> list[Piece]:
    """Plain text as it is typed, a piece for each line."""
    return [Piece(line) for line in _LINE_ENDS.split(text)]


def from_plain(text: str) -> list[Piece]:
    """Plain text from elsewhere, a piece for each line that holds any. Raises ``Refusal`` ``ui.paste.too-much``."""
    from layoutdesk.intake.clipboard import plain_lines

    _bound(text)
    return _bounded(plain_lines(text))


def from_mime(data: QMimeData, *, keeps_marks: bool = False) -> Pasted:
    """What was copied, from the best form of it: our own, a web page or a word processor's, plain text.

    Of what comes from elsewhere paragraphs, headings (as subheads), bold and tables are kept; what a page needs for its looks alone
    is left out, with what was deleted in it and comments. Its marks are brought to house style as those of copy that is compiled,
    unless ``keeps_marks`` (notices).
    Raises ``Refusal`` ``ui.paste.too-much`` where it is more than any story.
    """
    from layoutdesk.intake.clipboard import house_style, read_clipboard

    if data.hasFormat(COPY_MIME):
        try:
            return msgspec.json.decode(bytes(data.data(COPY_MIME).data()), type=Pasted)
        except msgspec.MsgspecError:
            pass  # Another version's form of it; its text lies beside it.
    rtf = bytes(data.data("text/rtf").data()) or bytes(data.data("application/rtf").data())
    html = data.html() if data.hasHtml() else ""
    text = data.text()
    _bound(text)
    copied = read_clipboard(html, rtf, text)
    lines = copied.lines if keeps_marks else [house_style(line) for line in copied.lines]
    return Pasted(_bounded(lines), copied.counts)


def _bound(text: str) -> None:
    if len(text) > MOST_PASTED:
        raise Refusal("ui.paste.too-much", characters=MOST_PASTED, paragraphs=MOST_PARAGRAPHS)


def _bounded(lines: Sequence[Line]) -> list[Piece]:
    texts = [each.text for line in lines for each in ([cell for row in line.rows for cell in row] or [line])]
    if len(texts) > MOST_PARAGRAPHS or sum(map(len, texts)) > MOST_PASTED:
        raise Refusal("ui.paste.too-much", characters=MOST_PASTED, paragraphs=MOST_PARAGRAPHS)
    return [_taken(line) for line in lines]


def _taken(line: Line) -> Piece:
    from layoutdesk.intake.clipboard import table_of

    if line.rows:
        return Piece("", table=table_of(line.rows))
    return Piece(line.text, line.spans, "subhead" if line.type == "heading" or line.level else "")


def flattened(pieces: Iterable[Piece]) -> Piece:
    """Pieces as one, where copy is not parted and no table can stand: in a headline, a cell, a caption. Looks come along.

    Not those that are of the body alone: a dateline, a byline.
    """
    text, spans = "", list[Span]()
    for part in (part for piece in pieces for part in _cells(piece) if part.text):
        text += " " if text else ""
        spans += (
            msgspec.structs.replace(span, start=span.start + len(text), end=span.end + len(text))
            for span in part.spans
            if span.style not in STRUCTURAL
        )
        text += part.text
    return Piece(text, tuple(spans))


def names_in(pieces: Iterable[Piece]) -> set[str]:
    """The names of the styles and looks of pieces."""
    parts = [part for piece in pieces for part in (piece, *_cells(piece))]
    return {name for part in parts for name in (part.style, *(span.style for span in part.spans))}


def _cells(piece: Piece) -> list[Piece]:
    """The cells of a table, or the piece itself."""
    if piece.table is None:
        return [piece]
    return [
        Piece(cell.paragraph.text, cell.paragraph.spans, cell.paragraph.style)
        for row in piece.table.rows
        for cell in row
    ]


def _bare(table: TableBlock) -> TableBlock:
    """A table without what hangs on its place in the issue: ids, changes of intake and tracked ones, where it came from."""
    rows = (
        tuple(
            msgspec.structs.replace(
                cell,
                paragraph=msgspec.structs.replace(cell.paragraph, id="", changes=(), revisions=(), origin=None),
            )
            for cell in row
        )
        for row in table.rows
    )
    return msgspec.structs.replace(table, id="", rows=tuple(rows))


def _lines(piece: Piece) -> str:
    """The text of a piece; of a table a line for each row, tabs between its cells."""
    if piece.table is None:
        return piece.text
    return "\n".join("\t".join(cell.paragraph.text for cell in row) for row in piece.table.rows)


def _piece(part: Range) -> Piece:
    spans = (
        msgspec.structs.replace(span, start=max(span.start - part.start, 0), end=min(span.end, part.end) - part.start)
        for span in part.paragraph.spans
        if span.start < part.end and part.start < span.end
    )
    own = part.paragraph
    whole = Chosen(own.size, own.more_lines, own.rows, own.drop) if part.text == own.text else None
    return Piece(part.text, tuple(spans), own.style, chosen=whole)


def _page(pieces: Sequence[Piece]) -> str:
    """The pieces as a web page has them: headings, paragraphs, tables."""
    return "".join(_element(piece) for piece in pieces)


def _element(piece: Piece) -> str:
    if piece.table is None:
        tag = _TAGS.get(piece.style, "p")
        return f"<{tag}>{_marked_up(piece)}</{tag}>"
    rows = ("".join(map(_cell, row)) for row in piece.table.rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _cell(cell: Cell) -> str:
    tag = "th" if cell.paragraph.style == "cell-head" else "td"
    across = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    down = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    return f"<{tag}{across}{down}>{_marked_up(Piece(cell.paragraph.text, cell.paragraph.spans))}</{tag}>"


def _marked_up(piece: Piece) -> str:
    """The text of a piece with those of its looks that other programs know."""
    known = [span for span in piece.spans if span.style in _LOOKS]
    cuts = sorted({0, len(piece.text), *(span.start for span in known), *(span.end for span in known)})
    out = []
    for start, end in pairwise(cuts):
        looks = dict.fromkeys(span.style for span in known if span.start <= start and end <= span.end)
        opened, closed = (
            "".join(_LOOKS[look][0] for look in looks),
            "".join(_LOOKS[look][1] for look in reversed(looks)),
        )
        out.append(f"{opened}{escape(piece.text[start:end])}{closed}")
    return "".join(out)


def printable(text: str) -> str:
    """Text from elsewhere without what no font sets: tabs are spaces, other control characters and half characters go."""
    return _UNSETTABLE.sub("", text.replace("\t", " "))
