"""The first rows of a table that no page can hold: to set its thousands of cells would take minutes for nothing."""

from __future__ import annotations

import math

from msgspec.structs import replace

from layoutdesk.compose.context import Context
from layoutdesk.model.story import TableBlock


def shortened(context: Context, table: TableBlock, height: float) -> TableBlock:
    """The head of a table and as many rows under it as ``height`` points could hold at the very most."""
    most = table.header_rows + math.ceil(height / context.template.least_cell)
    return replace(table, rows=table.rows[:most])


def cut_off(table: TableBlock, shown: TableBlock) -> tuple[int, int]:
    """How many cells and characters of a table are not in what is ``shown`` of it: a line each at least."""
    texts = [cell.paragraph.text for row in table.rows[len(shown.rows) :] for cell in row]
    return len(texts), sum(map(len, texts))
