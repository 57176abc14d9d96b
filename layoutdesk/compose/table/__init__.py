"""Ruled tables (表格) of notices. In: a table of the copy and a width. Out: its lines and rules in whole rows of the page's grid.

``model.tables`` says where each cell stands, ``columns`` how wide each column is, ``figures`` which of them hold figures, ``cells``
sets the lines, ``rules`` draws the rules. ``setting`` puts a table together, ``band`` sets it across its block, ``column`` lets
it flow in the columns.
"""

from layoutdesk.compose.table.band import SetTable, set_table
from layoutdesk.compose.table.cells import CELLS
from layoutdesk.compose.table.column import (
    STRIPS,
    UNPARTED,
    Strip,
    cramped,
    is_comfortable,
    piece_of_strips,
    right_of,
    stands_in_column,
    strips_of,
)
from layoutdesk.compose.table.columns import COLUMN_NEEDS, NEEDS
from layoutdesk.compose.table.parting import NOT_BEGUN, Begun
from layoutdesk.compose.table.setting import MADE, Piece
from layoutdesk.model.tables import layout_of, places

__all__ = [
    "NOT_BEGUN",
    "UNPARTED",
    "Begun",
    "Piece",
    "SetTable",
    "Strip",
    "cramped",
    "forget_tables",
    "is_comfortable",
    "layout_of",
    "piece_of_strips",
    "places",
    "right_of",
    "set_table",
    "stands_in_column",
    "strips_of",
]


def forget_tables() -> None:
    """Forget what is kept of every table: what its columns need, its cells, its rows in columns."""
    for kept in (NEEDS, COLUMN_NEEDS, CELLS, MADE, STRIPS):
        kept.clear()
