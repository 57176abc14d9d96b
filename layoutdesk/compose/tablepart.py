"""A table across its block that is higher than what is left of it (表格排不下): the rows that stand there, the rest told as over.

In: the table, the units over it, and the free rows. Out: units and where they stand; at a hole the table goes on under it with its
head repeated, as from frame to frame.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from layoutdesk.compose.context import Context
from layoutdesk.compose.flow import Poured, Segments, Unit, pour
from layoutdesk.compose.framerows import longest_run
from layoutdesk.compose.table.shortened import cut_off, shortened
from layoutdesk.compose.units import UNIT, table_units
from layoutdesk.model.story import Story, TableBlock


class InPart(msgspec.Struct, frozen=True):
    """The units of a table and those over it as poured; ``unset`` lines and characters are those of rows not set at all."""

    units: tuple[Unit, ...]
    poured: Poured
    unset: tuple[int, int]


def in_part(
    context: Context, story: Story, table: TableBlock, over: Sequence[Unit], width: float, free: Segments, huge: bool
) -> InPart:
    """As many rows of the table as stand in the ``free`` rows, ``width`` points wide, under the units ``over`` it.

    A row is parted only where it alone is higher than all of them. A ``huge`` table has rows that no page can hold.
    """
    step = context.grid.step
    shown = shortened(context, table, step * sum(last - first for first, last in free)) if huge else table
    most = max(1, longest_run([free]) - sum(unit.slots for unit in over))
    above = UNIT if over else ""
    units = (*over, *table_units(context, story, shown, width, step, most, above))
    return InPart(units, pour(units, [free]), cut_off(table, shown))
