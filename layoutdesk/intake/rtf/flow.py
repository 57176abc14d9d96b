"""Paragraphs, tables and pictures of RTF while they are gathered, and how they go into a manuscript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec
from msgspec.structs import replace

from layoutdesk.base.problem import Refusal
from layoutdesk.intake import limits
from layoutdesk.intake.rich import UNKNOWN, Look, Rich, Run
from layoutdesk.intake.stylenames import PLAIN, Meaning
from layoutdesk.intake.types import RowCell

#: Right edges of cells that lie no farther apart are one edge of the table, in twips (a twentieth of a point).
_SAME_EDGE: Final = 30
#: The most columns that a cell may reach over.
_WIDEST: Final = 100
#: The most cells of one row; Word makes 63.
_MOST_CELLS: Final = 256


class Paragraph(msgspec.Struct):
    """One paragraph; ``label`` is the number before it, ``pictures`` are names, ``boxes`` and ``notes`` hang on it."""

    runs: list[Run] = msgspec.field(default_factory=list)
    meaning: Meaning = PLAIN
    look: Look = UNKNOWN
    label: str = ""
    notes: list[str] = msgspec.field(default_factory=list)
    pictures: list[str] = msgspec.field(default_factory=list)
    boxes: list[Flow] = msgspec.field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing was put into it."""
        return not (self.runs or self.pictures or self.boxes)


class Edge(msgspec.Struct, frozen=True):
    """What a row says of a cell before it comes: its right edge in twips, and whether it goes on one above or beside."""

    right: int
    below: bool = False
    beside: bool = False


class Row(msgspec.Struct):
    """One row of a table: cells as paragraphs, their edges, and whether it is of the table's head."""

    cells: list[list[Paragraph]] = msgspec.field(default_factory=list)
    edges: tuple[Edge, ...] = ()
    head: bool = False


class RowMarks:
    """What is said of the row that comes or goes (``\\trowd``): the edges of its cells, and whether it is of the head."""

    def __init__(self) -> None:
        self.edges: list[Edge] = []
        self.head = False
        self._next = Edge(0)

    def begin(self, _: int | None) -> None:
        """Starts anew."""
        self.edges, self.head, self._next = [], False, Edge(0)

    def edge(self, right: int | None) -> None:
        """Takes the right edge of a cell, after what was said of it."""
        if len(self.edges) < _MOST_CELLS:
            self.edges.append(replace(self._next, right=right or 0))
        self._next = Edge(0)

    def below(self, _: int | None) -> None:
        """The next cell goes on the one above."""
        self._next = replace(self._next, below=True)

    def beside(self, _: int | None) -> None:
        """The next cell goes on the one before."""
        self._next = replace(self._next, beside=True)

    def set_head(self, _: int | None) -> None:
        """The row is of the table's head."""
        self.head = True


class Flow(msgspec.Struct):
    """Text in one stretch: the document's, a text box's, a note's."""

    blocks: list[Paragraph | list[Row]] = msgspec.field(default_factory=list)
    current: Paragraph = msgspec.field(default_factory=Paragraph)
    cell: list[Paragraph] = msgspec.field(default_factory=list)
    row: Row = msgspec.field(default_factory=Row)

    def end_paragraph(self, *, inside: bool) -> None:
        """Ends the paragraph; ``inside`` a table it belongs to the cell."""
        (self.cell if inside else self.blocks).append(self.current)
        self.current = Paragraph()

    def end_cell(self) -> None:
        """Ends a cell."""
        if not self.current.empty or not self.cell:
            self.end_paragraph(inside=True)
        self.row.cells.append(self.cell)
        self.cell = []

    def end_row(self, marks: RowMarks) -> None:
        """Ends a row, whose edges may come before or after its cells."""
        if not self.row.cells:
            return
        self.row.edges, self.row.head = tuple(marks.edges), marks.head
        if not (self.blocks and isinstance(self.blocks[-1], list)):
            self.blocks.append([])
        table = self.blocks[-1]
        if isinstance(table, list):
            table.append(self.row)
        self.row = Row()

    def finish(self) -> None:
        """Ends what is still open."""
        if self.cell or self.row.cells:
            self.end_cell()
            self.end_row(RowMarks())
        elif not self.current.empty:
            self.end_paragraph(inside=False)

    @property
    def text(self) -> str:
        """All its text in one line, for what is only told."""
        paragraphs = [block for block in self.blocks if isinstance(block, Paragraph)]
        return "".join(run.text for paragraph in paragraphs for run in paragraph.runs).strip()


def write(flow: Flow, rich: Rich, pictures: dict[str, bytes]) -> None:
    """Puts the blocks of a flow into a manuscript. Raises ``Refusal`` for a table that no page holds."""
    for block in flow.blocks:
        if isinstance(block, Paragraph):
            _write_paragraph(block, rich, pictures)
        else:
            _write_table(block, rich, pictures)


def _write_paragraph(paragraph: Paragraph, rich: Rich, pictures: dict[str, bytes]) -> None:
    for name in paragraph.pictures:
        rich.picture(name, pictures[name])
    if paragraph.runs or paragraph.empty:
        rich.paragraph(rich.numbered(paragraph.label, paragraph.runs), paragraph.meaning, paragraph.look)
    for note in paragraph.notes:
        rich.footnote(note)
    for box in paragraph.boxes:
        rich.tell("text-box")
        write(box, rich, pictures)


def _write_table(rows: list[Row], rich: Rich, pictures: dict[str, bytes]) -> None:
    """A table; one of a single cell, or with pictures, only frames what it holds and is taken apart."""
    cells = [cell for row in rows for cell in row.cells]
    if len(cells) > limits.TABLE_CELLS:
        raise Refusal(
            "intake.table-too-large", file=rich.name, line=rich.number + 1, cells=len(cells), limit=limits.TABLE_CELLS
        )
    framing = any(paragraph.pictures or paragraph.boxes for cell in cells for paragraph in cell)
    if framing or len(cells) == 1:
        if len(cells) > 1:
            rich.tell("layout-table")
        for paragraph in (paragraph for cell in cells for paragraph in cell):
            _write_paragraph(paragraph, rich, pictures)
        return
    rich.table(_grid(rows, rich))


def _grid(rows: list[Row], rich: Rich) -> list[list[RowCell]]:
    """The cells with what they span: over columns by their right edges, over rows where one goes on the one above."""
    edges = _edges(rows)
    done: list[list[RowCell]] = []
    above: dict[int, tuple[int, int]] = {}
    for row in rows:
        made: list[RowCell] = []
        here: dict[int, tuple[int, int]] = {}
        reached: list[tuple[int, int]] = []
        for edge, cell, column, end in _placed(row, edges):
            if edge.beside and made:
                made[-1] = replace(made[-1], colspan=made[-1].colspan + end - column)
            elif edge.below and column in above:
                here[column] = above[column]
                reached.append(above[column])
            else:
                text, spans = rich.cell(rich.numbered(paragraph.label, paragraph.runs) for paragraph in cell)
                here[column] = len(done), len(made)
                made.append(RowCell(text, spans, colspan=min(end - column, _WIDEST), head=row.head))
        above = here
        if made:
            done.append(made)
            for line, at in reached:
                done[line][at] = replace(done[line][at], rowspan=done[line][at].rowspan + 1)
    return done


def _placed(row: Row, edges: dict[int, int]) -> Iterator[tuple[Edge, list[Paragraph], int, int]]:
    """The cells of a row with their edges and the columns at which they start and end."""
    column = 0
    for at, cell in enumerate(row.cells):
        edge = row.edges[at] if at < len(row.edges) else Edge(0)
        end = max(column + 1, edges.get(edge.right, column + 1))
        yield edge, cell, column, end
        column = end


def _edges(rows: list[Row]) -> dict[int, int]:
    """The columns of a table that end at each right edge, edges that hardly differ taken as one."""
    known: dict[int, int] = {}
    last, column = -(10**9), 0
    for right in sorted({edge.right for row in rows for edge in row.edges}):
        if right - last > _SAME_EDGE:
            column += 1
        known[right] = column
        last = right
    return known
