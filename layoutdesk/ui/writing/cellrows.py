"""A row up or down where there are tables (表格): through a cell, to the cell under or over it, into a table and out of it."""

from __future__ import annotations

from collections.abc import Iterable

from layoutdesk.ui.writing.incell import edge_row, table_with
from layoutdesk.ui.writing.spots import Spot, Spots
from layoutdesk.ui.writing.writer import Writer


def step_in_table(writer: Writer, spots: Spots, number: int, by: int, inset: float) -> bool:
    """Takes the caret from row ``number`` a row on (1) or back (-1) where a table is left, entered or gone through; whether so.

    ``inset`` is how far from where its column begins the caret has set out.
    """
    story, here = writer.story, spots.rows[number].line.paragraph
    if story is None:
        return False
    table = table_with(story, here)
    following = spots.row_on(number + by, by, {here} if table is not None else writer.flow)
    if table is not None:
        if following is not None:
            writer.put(spots.on_row(following, inset), inset=inset)
        elif (text := writer.cells.over(by)) is not None:
            into = _rows(spots, [text.id], by)
            spot = Spot(story.id, text.id, 0 if by > 0 else len(text.text))
            writer.put(spots.on_row(into[0], inset) if into else spot, inset=inset)
        else:
            writer.cells.leave_row(by)
        return True
    entered = table_with(story, spots.rows[following].line.paragraph) if following is not None else None
    rows = _rows(spots, edge_row(entered, last=by < 0), by) if entered is not None else []
    if not rows:
        return False
    writer.put(min((spots.on_row(row, inset) for row in rows), key=lambda spot: _off(spots, spot, inset)), inset=inset)
    return True


def _rows(spots: Spots, paragraphs: Iterable[str], by: int) -> list[int]:
    """Of each of some paragraphs that stand there the first row, or with ``by`` -1 the last."""
    start = 0 if by > 0 else len(spots.rows) - 1
    found = (spots.row_on(start, by, {paragraph}) for paragraph in paragraphs)
    return [row for row in found if row is not None]


def _off(spots: Spots, spot: Spot, inset: float) -> float:
    """How far beside its way a caret would come to stand."""
    row = spots.row_of(spot)
    return abs(spots.inset(row, spot) - inset) if row is not None else 0.0
