"""Rows of a table parted between lines (跨页行): how far a table stands, and what of a row is left for the next frame."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from layoutdesk.compose.context import Context
from layoutdesk.compose.table.cells import LEAST_PAD_Y, LINE_PITCH, SetCell, rest_of_cell
from layoutdesk.compose.table.setting import Made


class Begun(NamedTuple):
    """How far a table stands: its first row that does not yet; of a row that does in part, the characters set of each cell."""

    row: int = 0
    done: tuple[int, ...] = ()


NOT_BEGUN: Final = Begun()


class Part(NamedTuple):
    """A row of the table by its number, or what of it stands in one piece; its grid rows, and how far the table stands with it."""

    row: int
    cells: tuple[SetCell, ...]
    height: int
    end: Begun


def rest_of_table(context: Context, made: Made, story: str, begun: Begun) -> Made:
    """The table without what stands already of the row that is begun: its cells go on in the measure of their new columns."""
    if not any(begun.done):
        return made
    rest = tuple(
        rest_of_cell(context, cell, story, made.edges, made.scale, done)
        for cell, done in zip(made.cells[begun.row], begun.done, strict=True)
    )
    return replace(made, cells=(*made.cells[: begun.row], rest, *made.cells[begun.row + 1 :]))


def grid_rows(cell: SetCell, step: float) -> int:
    """How many rows of ``step`` points a cell asks for."""
    return max(1, math.ceil((cell.text_height + 2 * LEAST_PAD_Y * cell.size) / step - 1e-6))


def parts_of_row(row: int, cells: Sequence[SetCell], step: float, room: int) -> Iterator[Part]:
    """A row in parts of at most ``room`` grid rows, one where it is no higher; each cell runs on from part to part."""
    lines = min(_fitting(cell, step, room) for cell in cells)
    longest = max(len(cell.lines) for cell in cells)
    if max(grid_rows(cell, step) for cell in cells) <= room:
        lines = max(1, longest)
    for start in range(0, max(1, longest), lines):
        shown = tuple(
            replace(cell, lines=cell.lines[start : start + lines], runs_on=cell.runs_on or start > 0) for cell in cells
        )
        end = Begun(row + 1)
        if start + lines < longest:
            end = Begun(row, tuple(_done(cell, start + lines) for cell in cells))
        yield Part(row, shown, max(grid_rows(cell, step) for cell in shown), end)


def _done(cell: SetCell, lines: int) -> int:
    """How many characters of a cell's text stand with its first ``lines`` lines."""
    if lines >= len(cell.lines):
        return len(cell.place.cell.paragraph.text)
    return cell.lines[lines - 1].end


def _fitting(cell: SetCell, step: float, room: int) -> int:
    """How many lines of a cell stand in so many grid rows, at least one."""
    height = room * step - (1 + 2 * LEAST_PAD_Y) * cell.size
    return max(1, 1 + math.floor(height / (LINE_PITCH * cell.size) + 1e-6))


def deepened(parts: Sequence[Part]) -> tuple[tuple[SetCell, ...], ...]:
    """The cells of the parts; what reaches over several rows does so from the last part of its own to the last of theirs."""
    count = Counter(part.row for part in parts)
    if len(count) == len(parts):
        return tuple(part.cells for part in parts)
    made = []
    for at, part in enumerate(parts):
        last = at + 1 == len(parts) or parts[at + 1].row != part.row
        made.append(tuple(_over(cell, part.row, count) if last else _over(cell, part.row, {}) for cell in part.cells))
    return tuple(made)


def _over(cell: SetCell, row: int, count: dict[int, int]) -> SetCell:
    """The cell over its row and as many parts as the ``count`` of each row that it reaches into."""
    deep = 1 + sum(count.get(at, 0) for at in range(row + 1, row + cell.place.deep))
    return cell if deep == cell.place.deep else replace(cell, place=replace(cell.place, deep=deep))
