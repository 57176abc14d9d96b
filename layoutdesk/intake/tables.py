"""The rows of a table as its copy has them (表格): their cells, how wide each is, and which of them are its head."""

from __future__ import annotations

from collections.abc import Sequence

from layoutdesk.intake import markdown
from layoutdesk.intake.types import RowCell, TypedBlock


def rows_of(block: TypedBlock) -> tuple[tuple[RowCell, ...], ...]:
    """The rows of a table's block, as its document or its lines give them."""
    return block.rows or tuple(tuple(map(RowCell, row)) for row in markdown.rows(block.text))


def head_rows(rows: Sequence[Sequence[RowCell]]) -> int:
    """How many rows are the table's head: those that the document marks, else the first of several.

    A first row with a cell that reaches down beside one that reaches over (片区 beside 时间: 上午, 下午) is a head of more rows.
    """
    marked = next((at for at, row in enumerate(rows) if not all(cell.head for cell in row)), len(rows))
    if marked or len(rows) < 2:
        return marked
    deep = max(cell.rowspan for cell in rows[0]) if any(cell.colspan > 1 for cell in rows[0]) else 1
    return min(deep, len(rows) - 1)


def filled(rows: Sequence[Sequence[RowCell]]) -> tuple[int, list[list[tuple[RowCell, str]]]]:
    """How many rows are the head, and the cells with their styles, short rows filled up with empty cells."""
    heads, widths = head_rows(rows), row_widths(rows)
    return heads, [
        [
            (cell, "cell-head" if at < max(heads, 1) else "cell")
            for cell in (*row, *[RowCell("")] * (max(widths) - widths[at]))
        ]
        for at, row in enumerate(rows)
    ]


def row_widths(rows: Sequence[Sequence[RowCell]]) -> list[int]:
    """How many columns of the table each row takes, with the cells of rows above that reach down into it."""
    widths: list[int] = []
    below: list[int] = []
    for row in rows:
        hanging, below = below[0] if below else 0, below[1:]
        widths.append(hanging + sum(cell.colspan for cell in row))
        for cell in row:
            below += [0] * (min(cell.rowspan, len(rows)) - 1 - len(below))
            below = [count + (cell.colspan if at < cell.rowspan - 1 else 0) for at, count in enumerate(below)]
    return widths
