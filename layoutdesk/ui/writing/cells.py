"""The hand in a table (表格): Tab, Return and arrows from cell to cell and out of the table; rows and columns put in and taken out.

Tab goes on as one reads and selects what stands in the cell, as in word processors: a figure is typed over the old one. Behind
the last cell it makes a row. Return and the arrows go down the column. Where no paragraph stands before or behind a table
there is a place for one, which comes into being with its first character.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from layoutdesk import edits
from layoutdesk.base.problem import Refusal
from layoutdesk.edits.bodies import block_at
from layoutdesk.edits.tablerows import without_columns, without_rows
from layoutdesk.edits.tracking import is_tracked
from layoutdesk.model import Paragraph, TableBlock
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.writing.incell import InCell, cell_at, column_put_in, in_cell, loses_words, row_put_in, table_with
from layoutdesk.ui.writing.pending import Pending
from layoutdesk.ui.writing.spots import Spot

if TYPE_CHECKING:
    from layoutdesk.ui.writing.writer import Writer


class Cells(QObject):
    """What a writer does in tables. ``noted`` says what one should know of it, as a code."""

    noted = Signal(str)

    def __init__(self, writer: Writer, desk: Desk) -> None:
        super().__init__(writer)
        self._writer, self._desk = writer, desk

    @property
    def here(self) -> InCell | None:
        """The cell with the caret."""
        story, spot = self._writer.story, self._writer.spot
        return in_cell(story, spot.paragraph) if story is not None and spot is not None else None

    # From cell to cell

    def step(self, by: int) -> bool:
        """To the next cell, its text selected, or to the one before; behind the last into a new row. Whether there is one."""
        here = self.here
        if here is None:
            return False
        cell = here.beside(by)
        if cell is not None:
            self._writer.put(self._spot(here, cell.paragraph.id))
            self._writer.select_paragraph()
        elif by > 0 and self._desk.may_write:
            self._put_in(*row_put_in(here._replace(place=here.layout.rows[-1][0]), len(here.layout.rows), self._new))
        return True

    def down(self) -> bool:
        """To the cell under this one, from the last row out behind the table; whether the caret is in one."""
        here = self.here
        if here is None:
            return False
        cell, behind = here.over(1), here.outside(1)
        if cell is not None:
            self._writer.put(self._spot(here, cell.paragraph.id, len(cell.paragraph.text)))
        elif behind is not None:
            self._writer.put(self._spot(here, behind.id))
        else:
            self._open(here, 1)
        return True

    def over(self, by: int) -> Paragraph | None:
        """The text to which a row up or down leads out of the cell with the caret; nothing where there is none."""
        here = self.here
        cell = here.over(by) if here is not None else None
        return cell.paragraph if cell is not None else here.outside(by) if here is not None else None

    def leave(self, by: int) -> bool:
        """From the first or the last cell to the place before or behind the table, where no paragraph stands there; whether so."""
        here = self.here
        if here is None or here.beside(by) is not None:
            return False
        return self.leave_row(by)

    def leave_row(self, by: int) -> bool:
        """The same from any cell."""
        here = self.here
        if here is None or here.outside(by) is not None or not self._desk.may_write:
            return False
        self._open(here, by)
        return True

    def at_edge(self, by: int) -> None:
        """What Backspace and Delete do beside a table: an empty paragraph goes, else one is told how a table is taken away."""
        writer, story, spot = self._writer, self._writer.story, self._writer.spot
        beside = writer.beside(by)
        if story is None or spot is None or beside is None or writer.paragraph not in story.body:
            return
        table = table_with(story, beside.id)
        if table is None:
            return
        if writer.pending is not None:
            writer.step(by)
        elif not writer.paragraph.text:
            to = Spot(story.id, beside.id, len(beside.text) if by < 0 else 0)
            writer.make(edits.RemoveParagraph(story.id, spot.paragraph), to)
        else:
            self._desk.refused.emit(Refusal("ui.writing.table-edge"))

    def _open(self, here: InCell, by: int) -> None:
        """Puts the caret to where a paragraph may be written beside a table; it is none before its first character."""
        at = here.story.body.index(here.table)
        paragraph = Paragraph(id=self._new("p"), text="")
        block = block_at(self._desk.document, here.story.id, at)
        self._writer.begin(Pending(edits.AddParagraph(here.story.id, paragraph, at + (by > 0), block)))

    def _spot(self, here: InCell, paragraph: str, offset: int = 0) -> Spot:
        return Spot(here.story.id, paragraph, offset)

    def _new(self, prefix: str) -> str:
        return self._desk.ids.new(prefix)

    # Rows and columns

    def add_row(self, by: int) -> None:
        """Puts a row under the cell with the caret (1), or over it (-1)."""
        if (here := self.here) is not None:
            place = here.place
            self._put_in(*row_put_in(here, place.row + (place.deep if by > 0 else 0), self._new))

    def add_column(self, by: int) -> None:
        """Puts a column at the right of the cell with the caret (1), or at its left (-1)."""
        if (here := self.here) is not None:
            place = here.place
            self._put_in(*column_put_in(here, place.column + (place.wide if by > 0 else 0), self._new))

    def _put_in(self, edit: edits.Edit, cell: str) -> None:
        story = self._writer.story
        if story is not None:
            self._writer.make(edit, Spot(story.id, cell, 0))
            if is_tracked(self._desk.document, story.id):
                self.noted.emit("ui.tables.untracked")

    def remove_rows(self) -> None:
        """Takes the rows out through which the cell with the caret reaches; the last one takes the table along."""
        here = self.here
        if here is None:
            return
        place = here.place
        if place.deep >= len(here.layout.rows):
            self.remove_table(here.table)
            return
        after = without_rows(here.table, place.row, place.deep)
        self._take_out(here, after, edits.RemoveTableRows(here.story.id, here.table.id, place.row, place.deep))

    def remove_columns(self) -> None:
        """Takes the columns out through which the cell with the caret reaches; the last one takes the table along."""
        here = self.here
        if here is None:
            return
        place = here.place
        if place.wide >= here.layout.columns:
            self.remove_table(here.table)
            return
        after = without_columns(here.table, place.column, place.wide)
        self._take_out(here, after, edits.RemoveTableColumns(here.story.id, here.table.id, place.column, place.wide))

    def _take_out(self, here: InCell, after: TableBlock, edit: edits.Edit) -> None:
        """Makes the edit that leaves ``after`` of the table; the caret goes to the cell that stands then where it was."""
        if self._is_kept(here.story.id, here.table, after):
            return
        near = cell_at(after, here.place.row, here.place.column)
        self._writer.make(edit, self._spot(here, near.id, len(near.text)))

    def remove_table(self, table: TableBlock) -> None:
        """Takes a table out with the free frames that set it alone; where it was all the copy, an empty paragraph is left."""
        document = self._desk.document
        story = next((each for each in document.stories if table in each.body), None)
        if story is None or self._is_kept(story.id, table, None):
            return
        at = story.body.index(table)
        rest = [item for item in (*story.body[at:], *reversed(story.body[:at])) if isinstance(item, Paragraph)]
        steps: list[edits.Edit] = [edits.RemoveTable(story.id, table.id)]
        steps += (
            edits.RemoveElement(page.id, each.id)
            for page in document.pages
            for each in page.elements
            if getattr(each, "paragraph", "") == table.id and getattr(each, "story", "") == story.id
        )
        if not rest:
            rest = [Paragraph(id=self._new("p"), text="")]
            steps.append(edits.AddParagraph(story.id, rest[0], at, block_at(document, story.id, at)))
        edit = edits.together("edits.remove-table", steps)
        here = self.here
        if here is not None and here.table is table:
            follows = rest[0] in story.body[at:] or rest[0] not in story.body
            self._writer.make(edit, Spot(story.id, rest[0].id, 0 if follows else len(rest[0].text)))
        else:
            self._desk.apply(edit)

    def _is_kept(self, story: str, before: TableBlock, after: TableBlock | None) -> bool:
        """Whether words would be lost that tracked changes (修订) have to keep; that is said then."""
        kept = is_tracked(self._desk.document, story) and loses_words(before, after)
        if kept:
            self._desk.refused.emit(Refusal("ui.tables.tracked"))
        return kept
