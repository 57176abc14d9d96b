"""A table of a page while it is read: rows of cells that reach over columns and rows (WHATWG HTML 4.9.12)."""

from __future__ import annotations

from typing import Final

from layoutdesk.base.problem import Refusal
from layoutdesk.intake import limits
from layoutdesk.intake.html.inline import Inline
from layoutdesk.intake.rich import Rich, Run
from layoutdesk.intake.types import RowCell

#: The most columns and rows that a cell may reach over; the standard has 1,000 and 65,534.
_WIDEST: Final = 100
_DEEPEST: Final = 1_000


class Table:
    """Collects the cells; a table of one cell only frames its text."""

    def __init__(self, rich: Rich, inline: Inline) -> None:
        self._rich, self._inline = rich, inline
        self._rows: list[list[tuple[RowCell, list[list[Run]]]]] = []
        self._head = False
        self._count = 0
        self._outer = inline.cell
        inline.cell = None

    def enter(self, name: str, attributes: dict[str, str]) -> None:
        """Takes the beginning of a part of the table."""
        if name == "thead":
            self._head = True
        elif name == "tr":
            self._rows.append([])
        else:
            self._begin(attributes, head=self._head or name == "th")

    def leave(self, name: str) -> None:
        """Takes the end of a part of the table."""
        if name == "thead":
            self._head = False
        elif name in ("td", "th"):
            self._inline.cell = None

    def _begin(self, attributes: dict[str, str], *, head: bool) -> None:
        across = _number(attributes.get("colspan", ""), _WIDEST)
        cell = RowCell("", colspan=across, rowspan=_number(attributes.get("rowspan", ""), _DEEPEST), head=head)
        paragraphs: list[list[Run]] = []
        self._rows = self._rows or [[]]
        self._rows[-1].append((cell, paragraphs))
        self._inline.cell = paragraphs.append
        self._count += across
        if self._count > limits.TABLE_CELLS:
            raise Refusal(
                "intake.table-too-large", file=self._rich.name, line=self._rich.number + 1, cells=f"> {limits.TABLE_CELLS}",
                limit=limits.TABLE_CELLS,
            )  # fmt: skip

    def write(self) -> None:
        """Puts the table into the manuscript, or into the cell that it stands in."""
        self._inline.cell = self._outer
        cells = [paragraphs for row in self._rows for _, paragraphs in row]
        if len(cells) == 1 or self._outer is not None:
            for runs in (runs for paragraphs in cells for runs in paragraphs):
                (self._outer or self._rich.paragraph)(runs)
            return
        rows = [[self._cell(cell, paragraphs) for cell, paragraphs in row] for row in self._rows if row]
        if rows:
            self._rich.table(_within(rows))

    def _cell(self, cell: RowCell, paragraphs: list[list[Run]]) -> RowCell:
        text, spans = self._rich.cell(paragraphs)
        return RowCell(text, spans, cell.colspan, cell.rowspan, cell.head)


def _within(rows: list[list[RowCell]]) -> list[list[RowCell]]:
    """The rows, no cell of them reaching below the last."""
    return [
        [RowCell(cell.text, cell.spans, cell.colspan, min(cell.rowspan, len(rows) - at), cell.head) for cell in row]
        for at, row in enumerate(rows)
    ]


def _number(text: str, most: int) -> int:
    return min(max(int(text[:6]), 1), most) if text[:6].isdecimal() else 1
