"""What pasting makes of pieces of copy among which there are tables (表格): edits, in the order of the pieces."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.ids import IdSource
from layoutdesk.edits.bodies import block_at
from layoutdesk.model import Document, Story
from layoutdesk.model.story import TableBlock
from layoutdesk.ui.writing.pasting import put_as, style_in
from layoutdesk.ui.writing.pieces import Piece
from layoutdesk.ui.writing.runs import Range, removal
from layoutdesk.ui.writing.spots import Spot


def written_with_tables(
    document: Document, story: Story, selected: Sequence[Range], pieces: Sequence[Piece], ids: IdSource
) -> tuple[list[edits.Edit], Spot]:
    """The edits that put pieces in place of what is selected in the body, and where the caret stands then."""
    pasting = _Pasting(document, story, selected, ids)
    for number, piece in enumerate(pieces):
        is_last = number == len(pieces) - 1
        if piece.table is not None:
            pasting.table(piece.table, is_last=is_last)
        else:
            pasting.paragraph(piece, is_first=number == 0, is_last=is_last)
    return pasting.steps, pasting.spot


class _Pasting:
    """The copy as it grows: ``index`` is the place in the body of the paragraph with the spot, ``block`` what sets it there."""

    def __init__(self, document: Document, story: Story, selected: Sequence[Range], ids: IdSource) -> None:
        first, last = selected[0], selected[-1]
        self.first, self.ids = first, ids
        self.steps = removal(document, story, selected)
        self.spot = Spot(story.id, first.paragraph.id, first.start)
        self.index = story.body.index(first.paragraph)
        self.block = block_at(document, story.id, self.index)
        self.goes_on = last.end < len(last.paragraph.text)
        self.style = first.paragraph.style
        #: Whether the paragraph with the spot waits for the next piece.
        self.is_open = True

    def paragraph(self, piece: Piece, *, is_first: bool, is_last: bool) -> None:
        if not self.is_open:
            self._split()
        self.is_open = False
        own = self.first.paragraph
        # What stands before or behind the caret in its paragraph keeps that paragraph's style.
        kept = bool(is_first and self.first.start) or (is_last and self.goes_on)
        wanted = own.style if kept else style_in(piece, own)
        self.steps += put_as(self.spot, piece, self.style, wanted, kept=kept)
        self.style = wanted
        self.spot = self.spot.at(self.spot.offset + len(piece.text))

    def table(self, given: TableBlock, *, is_last: bool) -> None:
        """A table before the spot's paragraph where nothing stands before the spot, else behind it; what follows is parted off."""
        table = _named(given, self.ids)
        if self.spot.offset:
            if is_last and not self.goes_on:
                self.steps.append(edits.AddTable(self.spot.story, table, self.index + 1, self.block))
                cell = table.rows[-1][-1].paragraph
                self.spot = Spot(self.spot.story, cell.id, len(cell.text))
                return
            self._split()
        self.steps.append(edits.AddTable(self.spot.story, table, self.index, self.block))
        self.index += 1
        self.is_open = True

    def _split(self) -> None:
        new = self.ids.new("p")
        self.steps.append(edits.SplitParagraph(self.spot.story, self.spot.paragraph, self.spot.offset, new))
        self.spot = Spot(self.spot.story, new, 0)
        self.index += 1


def _named(table: TableBlock, ids: IdSource) -> TableBlock:
    """A table and its cells with ids of their own."""
    rows = (
        tuple(replace(cell, paragraph=replace(cell.paragraph, id=ids.new("p"))) for cell in row) for row in table.rows
    )
    return replace(table, id=ids.new("tb"), rows=tuple(rows))
