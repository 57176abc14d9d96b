"""Where in a table (表格) a paragraph stands, which cell is beside it, and what of the copy stands before and behind the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from layoutdesk import edits
from layoutdesk.edits.revising import tracked
from layoutdesk.edits.tablerows import with_column, with_row
from layoutdesk.model import Cell, Paragraph, PictureRef, Story, TableBlock
from layoutdesk.model.tables import Layout, Place, layout_of


class InCell(NamedTuple):
    """A cell in hand: its table and its place there."""

    story: Story
    table: TableBlock
    place: Place

    @property
    def layout(self) -> Layout:
        """Where all cells of the table stand."""
        return layout_of(self.table)

    def beside(self, by: int) -> Cell | None:
        """The next cell as one reads, or the one before; nothing beyond the first and the last."""
        cells = [place.cell for row in self.layout.rows for place in row]
        at = cells.index(self.place.cell) + by
        return cells[at] if 0 <= at < len(cells) else None

    def over(self, by: int) -> Cell | None:
        """The cell under this one (1), or over it (-1); nothing beyond the first and the last row."""
        row = self.place.row + self.place.deep if by > 0 else self.place.row - 1
        return next((each.cell for each in _at(self.layout, row) if _reaches(each, self.place.column)), None)

    def outside(self, by: int) -> Paragraph | None:
        """The paragraph of the body right behind the table (1), or before it (-1), over pictures; nothing where none is."""
        at = self.story.body.index(self.table) + by
        while 0 <= at < len(self.story.body) and isinstance(self.story.body[at], PictureRef):
            at += by
        item = self.story.body[at] if 0 <= at < len(self.story.body) else None
        return item if isinstance(item, Paragraph) else None


def table_with(story: Story, paragraph: str) -> TableBlock | None:
    """The table of a story in which a paragraph is a cell."""
    tables = (item for item in story.body if isinstance(item, TableBlock))
    return next((table for table in tables if is_cell_of(table, paragraph)), None)


def is_cell_of(table: TableBlock, paragraph: str) -> bool:
    """Whether a paragraph is a cell of a table."""
    return any(cell.paragraph.id == paragraph for row in table.rows for cell in row)


def in_cell(story: Story, paragraph: str) -> InCell | None:
    """The cell that a paragraph is; nothing where it is none."""
    table = table_with(story, paragraph)
    places = (place for row in layout_of(table).rows for place in row) if table is not None else ()
    found = next((place for place in places if place.cell.paragraph.id == paragraph), None)
    return InCell(story, table, found) if table is not None and found is not None else None


def edge_row(table: TableBlock, *, last: bool) -> list[str]:
    """The paragraphs of the cells that reach the first row of a table, or the last, from the left."""
    layout = layout_of(table)
    return [place.cell.paragraph.id for place in _at(layout, len(layout.rows) - 1 if last else 0)]


def _at(layout: Layout, row: int) -> Iterator[Place]:
    places = (place for cells in layout.rows for place in cells if place.row <= row < place.row + place.deep)
    return iter(sorted(places, key=lambda place: place.column))


def _reaches(place: Place, column: int) -> bool:
    return place.column <= column < place.column + place.wide


def row_put_in(cell: InCell, at: int, new: Callable[[str], str]) -> tuple[edits.Edit, str]:
    """The edit that puts a row into the table of a cell, and the id of its cell in that column."""
    names = _Names(new)
    after = with_row(cell.table, at, names)
    row = [place for place in _at(layout_of(after), at) if place.cell.paragraph.id in names.given]
    into = next((each for each in row if _reaches(each, cell.place.column)), row[0])
    return edits.AddTableRow(cell.story.id, cell.table.id, at, tuple(names.given)), into.cell.paragraph.id


def column_put_in(cell: InCell, at: int, new: Callable[[str], str]) -> tuple[edits.Edit, str]:
    """The edit that puts a column into the table of a cell, and the id of its cell in that row."""
    names = _Names(new)
    after = with_column(cell.table, at, names)
    places = [place for row in layout_of(after).rows for place in row if place.cell.paragraph.id in names.given]
    column = [place for place in places if _reaches(place, at)]
    into = next((each for each in column if each.row == cell.place.row), column[0])
    return edits.AddTableColumn(cell.story.id, cell.table.id, at, tuple(names.given)), into.cell.paragraph.id


class _Names:
    """New ids, and which were given."""

    def __init__(self, new: Callable[[str], str]) -> None:
        self._new = new
        self.given: list[str] = []

    def __call__(self) -> str:
        self.given.append(self._new("p"))
        return self.given[-1]


def loses_words(before: TableBlock, after: TableBlock | None) -> bool:
    """Whether cells go that had words before changes were tracked (修订): rejecting all would not bring them back."""
    left = {cell.paragraph.id for row in after.rows for cell in row} if after is not None else set[str]()
    gone = (cell.paragraph for row in before.rows for cell in row if cell.paragraph.id not in left)
    return any(tracked(paragraph).was for paragraph in gone)


def cell_at(table: TableBlock, row: int, column: int) -> Paragraph:
    """The text of the cell that covers a place, or the last place before it where the table ends there."""
    layout = layout_of(table)
    places = list(_at(layout, min(row, len(layout.rows) - 1)))
    return next((each for each in places if _reaches(each, column)), places[-1]).cell.paragraph
