"""A table across its block or frame (通栏表): in whole rows of the page's grid, long narrow ones folded side by side (折栏)."""

from __future__ import annotations

import math
from itertools import accumulate

import msgspec

from layoutdesk.base.geometry import rounded
from layoutdesk.compose.context import Context
from layoutdesk.compose.table.cells import PAD_Y
from layoutdesk.compose.table.columns import cell_style, needs_of
from layoutdesk.compose.table.setting import AIR, FILLS, Made, Piece, Rows, made_table, piece_of
from layoutdesk.compose.types import PartLine
from layoutdesk.display import Item
from layoutdesk.model.story import TableBlock

#: White over and under the table, in rows of the grid.
_OVER, _UNDER = 0.25, 0.35
#: White between the parts of a folded table, in 字; it is folded by itself from so many rows on, into parts of at least so many.
_FOLD_GAP, _FOLD_FROM, _FOLD_LEAST = 1.5, 12, 5


class SetTable(msgspec.Struct, frozen=True):
    """A table set to a width: grid rows taken, its height in points, lines and items.

    ``narrow`` is the width in points that it would need where figures had to be broken; 0 else. ``unset`` lines and characters
    are those of a table higher than its page, which is not set at all. ``right`` is where its right edge is, from the left of
    the width.
    """

    rows: int
    height: float
    lines: tuple[PartLine, ...]
    items: tuple[Item, ...]
    narrow: float = 0.0
    unset: tuple[int, int] = (0, 0)
    right: float = 0.0

    @property
    def counts(self) -> tuple[int, int]:
        """All its lines and characters."""
        if not self.lines:
            return self.unset
        return len(self.lines), sum(one.line.end - one.line.start for one in self.lines)


def set_table(context: Context, table: TableBlock, width: float, story: str) -> SetTable:
    """The table over ``width`` points; its height is made up to whole rows of the grid, with white over and under."""
    gap = _FOLD_GAP * context.grid.em
    folds = folds_of(context, table, width)
    least = len(needs_of(context, table).layout.rows) / folds * context.template.least_cell
    if least > context.grid.height:
        return _unset(context, table, least)
    made = made_table(context, table, rounded((width - (folds - 1) * gap) / folds), story)
    if not made.cells:
        return SetTable(0, 0.0, (), ())
    parts = _parts(made, folds)
    step = context.grid.step
    head = made.cells[: made.layout.head]
    set_parts = [(rows, () if not number or not _repeats(made) else head) for number, rows in enumerate(parts)]
    heights = [row_heights([*again, *rows], _line_height(context)) for rows, again in set_parts]
    highest = max(heights, key=sum)
    white = step * (_OVER + _UNDER)
    total = math.ceil((sum(highest) + white) / step)
    spare = (total * step - white - sum(highest)) / len(highest)
    across = made.edges[-1] + gap
    shift = (width - len(parts) * across + gap) / 2 - made.left
    pieces: list[Piece] = []
    for number, ((rows, again), own) in enumerate(zip(set_parts, heights, strict=True)):
        tops = [rounded(top) for top in accumulate((one + spare for one in own), initial=step * _OVER)]
        pieces.append(piece_of(made, rows, tops, again, rounded(shift + number * across)))
    return SetTable(
        total, total * step, tuple(line for piece in pieces for line in piece.lines),
        tuple(item for piece in pieces for item in piece.items), made.narrow, right=rounded(width - shift - made.left),
    )  # fmt: skip


def _unset(context: Context, table: TableBlock, least: float) -> SetTable:
    """A table that no page can hold: setting its thousands of cells would take minutes for nothing."""
    rows = math.ceil(least / context.grid.step)
    texts = [cell.paragraph.text for row in table.rows for cell in row]
    return SetTable(rows, rows * context.grid.step, (), (), 0.0, (len(texts), sum(map(len, texts))))


def _line_height(context: Context) -> float:
    return cell_style(context, False).size * (1 + 2 * PAD_Y)


def row_heights(rows: Rows, least: float) -> list[float]:
    """The heights of rows: what their own cells need, the last of several more where a cell reaches over them."""
    heights = [max((cell.height for cell in row if cell.place.deep == 1), default=least) for row in rows]
    deep = ((number, cell) for number, row in enumerate(rows) for cell in row if cell.place.deep > 1)
    for first, cell in sorted(deep, key=lambda each: each[1].place.deep):
        last = first + cell.place.deep
        heights[last - 1] += max(0.0, cell.height - sum(heights[first:last]))
    return heights


def folds_of(context: Context, table: TableBlock, width: float) -> int:
    """In how many parts side by side the table stands: as many as its ``folds`` says, or as look well where it does not."""
    needs = needs_of(context, table)
    body = len(needs.layout.rows) - needs.layout.head
    if table.folds:
        return max(1, min(table.folds, body))
    wish, gap = sum(needs.wanted), _FOLD_GAP * context.grid.em
    if table.full or body < _FOLD_FROM or not wish or wish * FILLS >= width:
        return 1
    return max(1, min(int((width + gap) / (wish * AIR + gap)), body // _FOLD_LEAST))


def _repeats(made: Made) -> bool:
    """Whether a head is there to be repeated, and is not most of the table."""
    return 0 < made.layout.head <= (len(made.cells) + 1) // 2


def _parts(made: Made, folds: int) -> list[Rows]:
    """The rows in parts as level as the rows that belong together allow, the first ones fullest."""
    groups = made.layout.groups
    heights = row_heights(made.cells, 0.0)
    weights = [sum(heights[first:last]) for first, last in groups]
    if folds == 1 or len(groups) < 2:
        return [made.cells]
    head = weights[0] if _repeats(made) else 0.0
    low, high = sum(weights) / folds, sum(weights)
    for _ in range(24):
        middle = (low + high) / 2
        if len(_filled(weights, head, middle)) <= folds:
            high = middle
        else:
            low = middle
    found = _filled(weights, head, high)
    ends = [groups[end - 1][1] for end in found]
    return [made.cells[first:last] for first, last in zip([0, *ends], ends, strict=False)]


def _filled(weights: list[float], head: float, most: float) -> list[int]:
    """Where each part ends, as groups counted, when none is higher than ``most`` and all but the first repeat a head."""
    ends, height = [], 0.0
    for number, weight in enumerate(weights):
        # The head never stands alone: the group after it stays.
        if height and height + weight > most + 1e-6 and not (head and number == 1):
            ends.append(number)
            height = head
        height += weight
    return [*ends, len(weights)]
