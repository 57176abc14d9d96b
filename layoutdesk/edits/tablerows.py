"""Rows and columns put into tables and taken out (插入、删除行列), merged cells made larger and smaller with them.

A table is brought into its regular form first: every place has one cell, and in every row and column some cell begins. Columns
are rows of the table turned on its side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from layoutdesk.base.problem import Refusal
from layoutdesk.edits import anchors
from layoutdesk.edits.bodies import taken_in
from layoutdesk.edits.find import index_of, put, put_story, story_of
from layoutdesk.edits.kinds import AddTableColumn, AddTableRow, RemoveTableColumns, RemoveTableRows
from layoutdesk.model import Cell, Document, Paragraph, Story, TableBlock
from layoutdesk.model.story import ColumnAlign
from layoutdesk.model.tables import Layout, Place, layout_of, pressed

#: As many of each as a cell may cover, and so as a table may have.
MOST_ROWS: Final = 10_000
MOST_COLUMNS: Final = 100

#: Gives the id of a new cell.
NewId = Callable[[], str]


def add_row(document: Document, edit: AddTableRow) -> Document:
    """A row into a table."""
    story, table = _table(document, edit.story, edit.table)
    return _put(document, story, table, with_row(table, edit.at, _given(story, edit.cells)))


def add_column(document: Document, edit: AddTableColumn) -> Document:
    """A column into a table."""
    story, table = _table(document, edit.story, edit.table)
    return _put(document, story, table, with_column(table, edit.at, _given(story, edit.cells)))


def remove_rows(document: Document, edit: RemoveTableRows) -> Document:
    """Rows out of a table."""
    story, table = _table(document, edit.story, edit.table)
    return _put(document, story, table, without_rows(table, edit.at, edit.count))


def remove_columns(document: Document, edit: RemoveTableColumns) -> Document:
    """Columns out of a table."""
    story, table = _table(document, edit.story, edit.table)
    return _put(document, story, table, without_columns(table, edit.at, edit.count))


def with_row(table: TableBlock, at: int, new: NewId) -> TableBlock:
    """The table with an empty row before row ``at``; each of its cells looks like that above it in head or body, else below."""
    layout = layout_of(table)
    _fits(at, len(layout.rows), MOST_ROWS)
    before = at and (at < layout.head or at > layout.head)
    near = at - 1 if before or at == len(layout.rows) else at
    places = _inserted(_whole(layout, new), at, near, layout.columns, new)
    return _made(table, places, layout.head + (at < layout.head), table.align)


def with_column(table: TableBlock, at: int, new: NewId) -> TableBlock:
    """The table with an empty column before column ``at``; each of its cells looks like that at its left, else at its right."""
    layout = layout_of(table)
    _fits(at, layout.columns, MOST_COLUMNS)
    turned = [_turned(place) for place in _whole(layout, new)]
    places = [_turned(place) for place in _inserted(turned, at, max(at - 1, 0), len(layout.rows), new)]
    align = (*table.align[:at], "", *table.align[at:]) if at < len(table.align) else table.align
    return _made(table, places, layout.head, align)


def without_rows(table: TableBlock, at: int, count: int = 1) -> TableBlock:
    """The table without rows; raises ``Refusal`` ``edits.table-left`` where none would be left."""
    layout = layout_of(table)
    _leaves(at, count, len(layout.rows))
    head = layout.head - max(0, min(layout.head, at + count) - at)
    return _made(table, _removed(_places(layout), at, count), head, table.align)


def without_columns(table: TableBlock, at: int, count: int = 1) -> TableBlock:
    """The table without columns; raises ``Refusal`` ``edits.table-left`` where none would be left."""
    layout = layout_of(table)
    _leaves(at, count, layout.columns)
    turned = _removed([_turned(place) for place in _places(layout)], at, count)
    align = (*table.align[:at], *table.align[at + count :])
    return _made(table, [_turned(place) for place in turned], layout.head, align)


def _fits(at: int, count: int, most: int) -> None:
    if not 0 <= at <= count or not count:
        raise Refusal("edits.place", index=at, count=count)
    if count >= most:
        raise Refusal("edits.table-full", count=most)


def _leaves(at: int, count: int, there: int) -> None:
    if at + count > there:
        raise Refusal("edits.place", index=at + count, count=there)
    if count >= there:
        raise Refusal("edits.table-left")


def _table(document: Document, story_id: str, table_id: str) -> tuple[Story, TableBlock]:
    story = story_of(document, story_id)
    table = story.body[index_of(story.body, table_id, "table")]
    if not isinstance(table, TableBlock):
        raise Refusal("edits.no-table", id=table_id)
    return story, table


def _put(document: Document, story: Story, old: TableBlock, new: TableBlock) -> Document:
    """The document with the changed table; what hung on cells that are gone hangs on the story now."""
    gone = _names(old) - _names(new)
    document = put_story(document, replace(story, body=put(story.body, new)))
    return anchors.released(document, story.id, gone) if gone else document


def _names(table: TableBlock) -> set[str]:
    return {cell.paragraph.id for row in table.rows for cell in row}


def _given(story: Story, ids: Iterable[str]) -> NewId:
    """Gives the ids that an edit carries, each once, and refuses those that the story has."""
    left, taken = iter(ids), taken_in(story)

    def new() -> str:
        name = next(left, "")
        if not name or name in taken:
            raise Refusal("edits.id-taken", id=name)
        taken.add(name)
        return name

    return new


def _places(layout: Layout) -> list[Place]:
    return [place for row in layout.rows for place in row]


def _whole(layout: Layout, new: NewId) -> list[Place]:
    """The cells of a table, and empty ones where its rows are too short for them."""
    places = _places(layout)
    covered = {spot for place in places for spot in _covered(place)}
    holes = [(row, column) for row in range(len(layout.rows)) for column in range(layout.columns)]
    return [
        *places,
        *(
            Place(_like(layout.rows[row][-1].cell, new), row, column, 1, 1)
            for row, column in holes
            if (row, column) not in covered
        ),
    ]


def _covered(place: Place) -> Iterable[tuple[int, int]]:
    rows, columns = range(place.row, place.row + place.deep), range(place.column, place.column + place.wide)
    return ((row, column) for row in rows for column in columns)


def _like(cell: Cell, new: NewId) -> Cell:
    """An empty cell that looks like another."""
    return Cell(paragraph=Paragraph(id=new(), text="", style=cell.paragraph.style, size=cell.paragraph.size))


def _inserted(places: Sequence[Place], at: int, near: int, columns: int, new: NewId) -> list[Place]:
    """The places with a row more before row ``at``; its cells look like those of row ``near``."""
    looks = {column: place.cell for place in places for row, column in _covered(place) if row == near}
    crossed = [place for place in places if place.row < at < place.row + place.deep]
    reached = {column for place in crossed for column in range(place.column, place.column + place.wide)}
    moved = [
        _placed(place, place.row + (place.row >= at), place.deep + (place.row < at < place.row + place.deep))
        for place in places
    ]
    fresh = (column for column in range(columns) if column not in reached)
    return [*moved, *(Place(_like(looks[column], new), at, column, 1, 1) for column in fresh)]


def _removed(places: Sequence[Place], at: int, count: int) -> list[Place]:
    """The places without the rows from ``at`` on; what reaches beyond them stays with what is left of it."""
    end, left = at + count, []
    for place in places:
        bottom = place.row + place.deep
        deep = max(0, min(bottom, at) - place.row) + max(0, bottom - max(place.row, end))
        if deep:
            left.append(_placed(place, min(place.row, at) if place.row < end else place.row - count, deep))
    return left


def _placed(place: Place, row: int, deep: int) -> Place:
    return Place(place.cell, row, place.column, deep, place.wide)


def _turned(place: Place) -> Place:
    """The place in the table turned on its side: columns are rows."""
    return Place(place.cell, place.column, place.row, place.wide, place.deep)


def _made(table: TableBlock, places: Sequence[Place], head: int, align: Sequence[ColumnAlign]) -> TableBlock:
    """The table of cells in their places; rows and columns in which none begins any more are gone, what is known of them too."""
    rows = sorted({place.row for place in places})
    columns = sorted({place.column for place in places})
    by_row: dict[int, list[Place]] = {}
    for place in sorted((pressed(each, rows, columns) for each in places), key=lambda each: (each.row, each.column)):
        by_row.setdefault(place.row, []).append(place)
    cells = tuple(tuple(_cell(place) for place in by_row[row]) for row in range(len(rows)))
    kept = [align[column] for column in columns if column < len(align)]
    return replace(table, rows=cells, header_rows=sum(row < head for row in rows), align=tuple(kept))


def _cell(place: Place) -> Cell:
    cell = place.cell
    if (cell.rowspan, cell.colspan) == (place.deep, place.wide):
        return cell
    return replace(cell, rowspan=place.deep, colspan=place.wide)
