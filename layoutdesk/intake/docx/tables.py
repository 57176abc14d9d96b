"""Tables of a document (17.4): rows of cells that reach over columns and rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from layoutdesk.base.problem import Refusal
from layoutdesk.intake import limits
from layoutdesk.intake.docx.package import W, number, value
from layoutdesk.intake.types import RowCell

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: What may stand between a table and its rows, a row and its cells.
_WRAPPERS: Final = frozenset(W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
#: The most columns that a cell may reach over.
_WIDEST: Final = 100


def children(element: Element, *names: str) -> Iterator[Element]:
    """The children with one of the names, also those inside content controls and insertions."""
    tags = {W + name for name in names}
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from children(child, *names)


def cells(table: Element) -> list[Element]:
    """All cells of a table whose rows are not deleted, in order."""
    return [cell for row in _rows(table) for cell in children(row, "tc")]


def holds_drawing(table: Element) -> bool:
    """Whether a picture or drawing stands in a table, which then only arranges what it holds."""
    return any(element.tag in (W + "drawing", W + "pict") for element in table.iter())


def read(table: Element, name: str, line: int, text: Callable[[Element], RowCell]) -> list[list[RowCell]]:
    """The rows of a table in line ``line`` of the file ``name``; ``text`` reads a cell's content.

    Raises ``Refusal`` for a table of more cells than any page holds.
    """
    grid = _Grid()
    for row in _rows(table):
        properties = row.find(W + "trPr")
        head = properties is not None and properties.find(W + "tblHeader") is not None
        grid.start(number(value(properties, "gridBefore"), _WIDEST) or 0)
        for cell in children(row, "tc"):
            grid.add(cell, head, text)
            if grid.count > limits.TABLE_CELLS:
                raise Refusal(
                    "intake.table-too-large",
                    file=name,
                    line=line,
                    cells=f"> {limits.TABLE_CELLS}",
                    limit=limits.TABLE_CELLS,
                )
        grid.end()
    return grid.rows


def _rows(table: Element) -> Iterator[Element]:
    return (row for row in children(table, "tr") if row.find(f"{W}trPr/{W}del") is None)


class _Grid:
    """The rows so far; ``_open`` are the cells that reach down, by the column at which they start."""

    def __init__(self) -> None:
        self.rows: list[list[RowCell]] = []
        self.count = 0
        self._open: dict[int, tuple[int, int]] = {}
        self._column = 0
        self._row: list[RowCell] = []
        self._reached: list[int] = []

    def start(self, before: int) -> None:
        self._row, self._reached, self._column = [], [], 0
        if before:
            self._put(RowCell("", colspan=before))

    def add(self, cell: Element, head: bool, text: Callable[[Element], RowCell]) -> None:
        properties = cell.find(W + "tcPr")
        span = max(1, number(value(properties, "gridSpan"), _WIDEST) or 1)
        merge = properties.find(W + "vMerge") if properties is not None else None
        if merge is not None and merge.get(W + "val", "continue") == "continue" and self._column in self._open:
            self._reached.append(self._column)
            self._column += span
            self.count += span
            return
        self._open.pop(self._column, None)
        if merge is not None:
            self._open[self._column] = (len(self.rows), len(self._row))
        self._put(replace(text(cell), colspan=span, head=head))

    def end(self) -> None:
        """Ends a row. One without a cell of its own is none; what reaches into any other grows by a row."""
        self._open = {
            at: place for at, place in self._open.items() if at in self._reached or place[0] == len(self.rows)
        }
        if not self._row:
            return
        self.rows.append(self._row)
        for column in self._reached:
            row, at = self._open[column]
            self.rows[row][at] = replace(self.rows[row][at], rowspan=self.rows[row][at].rowspan + 1)

    def _put(self, cell: RowCell) -> None:
        self._row.append(cell)
        self._column += cell.colspan
        self.count += cell.colspan
