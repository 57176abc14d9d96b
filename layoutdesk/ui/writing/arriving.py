"""Copy that arrives from the clipboard: made at home in the issue, then written in place of what is selected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.ids import IdSource
from layoutdesk.edits.carried import brought, is_known, known_looks
from layoutdesk.model import Document, Story, TextStyle
from layoutdesk.model.story import TableBlock
from layoutdesk.ui.writing.pasting import written
from layoutdesk.ui.writing.pastingtables import written_with_tables
from layoutdesk.ui.writing.pieces import Piece, names_in
from layoutdesk.ui.writing.runs import Range
from layoutdesk.ui.writing.spots import Spot


def arrived(
    document: Document,
    story: Story,
    selected: Sequence[Range],
    pieces: Sequence[Piece],
    styles: Mapping[str, TextStyle],
    ids: IdSource,
) -> tuple[list[edits.Edit], Spot]:
    """The edits that write pieces with those of the ``styles`` that the issue lacks, and where the caret stands then."""
    own = brought(document, {name: styles[name] for name in names_in(pieces) if name in styles})
    if own:
        document = edits.apply(document, edits.Batch("ui.history.paste", own))
    write = written_with_tables if any(piece.table for piece in pieces) else written
    steps, spot = write(document, story, selected, list(at_home(document, pieces)), ids)
    return [*own, *steps], spot


def at_home(document: Document, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces without styles and looks that the issue does not know."""
    for piece in pieces:
        style = piece.style if is_known(document, piece.style) else ""
        table = _table_at_home(document, piece.table) if piece.table is not None else None
        yield piece._replace(spans=known_looks(document, piece.spans), style=style, table=table)


def _table_at_home(document: Document, table: TableBlock) -> TableBlock:
    rows = tuple(
        tuple(
            replace(cell, paragraph=replace(cell.paragraph, spans=known_looks(document, cell.paragraph.spans)))
            for cell in row
        )
        for row in table.rows
    )
    return replace(table, rows=rows)
