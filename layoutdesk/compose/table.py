"""A ruled table (表格) over a width: widths from content, cells that wrap, in whole rows of the page's grid."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from layoutdesk.base.geometry import rounded
from layoutdesk.compose.breaks import split_points
from layoutdesk.compose.context import Context
from layoutdesk.compose.grid import EM_ABOVE
from layoutdesk.display import Item, line
from layoutdesk.model.story import Cell, Paragraph, TableBlock
from layoutdesk.model.styles import TextStyle
from layoutdesk.text.lines import SetLine
from layoutdesk.text.paragraph import natural_width, set_paragraph

#: A table of more columns than a sheet can show is set with equal widths, without looking at every cell.
MOST_COLUMNS = 60
#: White inside a cell, in em of the cell's type: left and right; over and under.
PAD_X, PAD_Y = 0.45, 0.45
LINE_PITCH = 1.22
OUTER, INNER = 0.6, 0.3
#: Cells of no more lines than this break evenly.
MOST_EVEN = 3
_HEAD_TOGETHER = 6
#: A cell of so many characters has room for four in a line.
LONG_CELL = 10
_TOKEN = re.compile(r"[0-9A-Za-z.,%％:：/\-]+")


class CellLine(msgspec.Struct, frozen=True):
    """One line of a cell: its paragraph, left end and baseline from the table's upper left corner, and the set line."""

    paragraph: Paragraph
    style: str
    x: float
    y: float
    line: SetLine


class SetTable(msgspec.Struct, frozen=True):
    """A table set to a width: grid rows taken, its height in points, lines and rules."""

    rows: int
    height: float
    lines: tuple[CellLine, ...]
    items: tuple[Item, ...]


class Place(msgspec.Struct, frozen=True):
    """Where a cell stands: its first row and column, and how many of each it takes; it reaches down to the last row at most."""

    cell: Cell
    row: int
    column: int
    deep: int
    wide: int


class _SetCell(msgspec.Struct, frozen=True):
    place: Place
    style: TextStyle
    name: str
    lines: tuple[SetLine, ...]


def places(rows: tuple[tuple[Cell, ...], ...]) -> list[list[Place]]:
    """Where the cells of each row stand: in the columns that no cell from above reaches into."""
    taken: dict[int, int] = {}
    done: list[list[Place]] = []
    for at, row in enumerate(rows):
        made: list[Place] = []
        column = 0
        for cell in row:
            while taken.get(column, 0) > at:
                column += 1
            deep = min(cell.rowspan, len(rows) - at)
            if deep > 1:
                taken |= dict.fromkeys(range(column, column + cell.colspan), at + deep)
            made.append(Place(cell, at, column, deep, cell.colspan))
            column += cell.colspan
        done.append(made)
    return done


def set_table(context: Context, table: TableBlock, width: float, story: str) -> SetTable:
    """The table over ``width`` points; its height is made up to whole rows of the grid, with half a row free above."""
    placed = places(table.rows)
    widths = _widths(context, table, placed, width)
    lefts = [0.0]
    for one in widths:
        lefts.append(lefts[-1] + one)
    rows = [_set_row(context, row, number < table.header_rows, widths, story) for number, row in enumerate(placed)]
    heights = _heights(rows)
    step = context.grid.step
    above = step * 0.25
    total_rows = math.ceil((sum(heights) + above + step * 0.35) / step)
    spare = (total_rows * step - above - step * 0.35 - sum(heights)) / max(1, len(heights))
    tops = [above]
    for height in heights:
        tops.append(tops[-1] + height + spare)
    lines = tuple(line for row in rows for cell in row for line in _place_cell(cell, lefts, tops))
    return SetTable(total_rows, total_rows * step, lines, _rules(placed, lefts, tops, table.header_rows))


def _heights(rows: list[list[_SetCell]]) -> list[float]:
    """The heights of the rows: what their own cells need, the last of several more where a cell reaches over them."""
    heights = [max((_cell_height(cell) for cell in row if cell.place.deep == 1), default=0.0) for row in rows]
    for cell in sorted((cell for row in rows for cell in row if cell.place.deep > 1), key=lambda cell: cell.place.deep):
        first, last = cell.place.row, cell.place.row + cell.place.deep
        heights[last - 1] += max(0.0, _cell_height(cell) - sum(heights[first:last]))
    return heights


def column_widths(context: Context, table: TableBlock, width: float) -> list[float]:
    """Widths that share ``width``: none under its longest token, the rest by the square root of what each has to hold.

    The square root makes the tall cells share the height, which is what makes a table low.
    """
    return _widths(context, table, places(table.rows), width)


def _widths(context: Context, table: TableBlock, placed: list[list[Place]], width: float) -> list[float]:
    count = max(place.column + place.wide for row in placed for place in row)
    if count > MOST_COLUMNS:
        return [width / count] * count
    least, wanted = [0.0] * count, [0.0] * count
    for number, row in enumerate(placed):
        head = number < table.header_rows
        style = _style(context, head)
        for place in row:
            if place.wide == 1:
                pad = 2 * PAD_X * style.size
                text, column = place.cell.paragraph.text, place.column
                token = max((natural_width(t, style, context.book) for t in _TOKEN.findall(text)), default=0.0)
                chars = _least_chars(text, head)
                least[column] = max(least[column], max(token, chars * style.size) + pad + 0.5)
                wanted[column] = max(wanted[column], natural_width(text, style, context.book) + pad + 0.5)
    return _share(least, wanted, width)


def _least_chars(text: str, head: bool) -> int:
    """The characters that a line of a cell holds at least: up to three stay together, so that none stands alone.

    What a head has before its bracket and in it stays together up to so many characters too. A long cell is not a pillar.
    """
    if len(text) <= 3:
        return len(text)
    if len(text) >= LONG_CELL and not head:
        return 4
    bracket = _bracket(text) if head else 0
    longest = max(bracket, len(text) - bracket)
    return longest if bracket and longest <= _HEAD_TOGETHER else 2


def _bracket(text: str) -> int:
    """Where a bracket opens behind a word; 0 for nowhere."""
    return next((at for at in range(2, len(text)) if text[at] in "（(〔["), 0)


def _share(least: list[float], wanted: list[float], width: float) -> list[float]:
    if sum(wanted) <= width:
        spare = (width - sum(wanted)) / len(wanted)
        return [one + spare for one in wanted]
    if sum(least) >= width:
        return [one * width / sum(least) for one in least]
    fixed: dict[int, float] = {}
    while True:
        open_columns = [i for i in range(len(wanted)) if i not in fixed]
        left = width - sum(fixed.values())
        weight = sum(math.sqrt(wanted[i]) for i in open_columns)
        shares = {i: left * math.sqrt(wanted[i]) / weight for i in open_columns}
        tight = {i: least[i] for i in open_columns if shares[i] < least[i]}
        full = {i: wanted[i] for i in open_columns if shares[i] > wanted[i]}
        if not tight and not full:
            shared = [fixed.get(i, shares.get(i, 0.0)) for i in range(len(wanted))]
            return [one * width / sum(shared) for one in shared]
        fixed.update(tight or full)


def _style(context: Context, head: bool) -> TextStyle:
    return context.style("cell-head" if head else "cell")


def _set_row(context: Context, row: list[Place], head: bool, widths: list[float], story: str) -> list[_SetCell]:
    cells = []
    style = _style(context, head)
    name = "cell-head" if head else "cell"
    for place in row:
        inner = sum(widths[place.column : place.column + place.wide]) - 2 * PAD_X * style.size
        lines = _set_cell(context, place.cell.paragraph, replace(style, align="left"), inner, story, head)
        long = len(lines) > 2 and not head
        cells.append(_SetCell(place, replace(style, align="left" if long else "center"), name, lines))
    return cells


def _set_cell(
    context: Context, paragraph: Paragraph, style: TextStyle, width: float, story: str, head: bool
) -> tuple[SetLine, ...]:
    """The lines of a cell; a few short ones break evenly and before a bracket, so that no character stands alone."""
    lines = set_paragraph(paragraph, style, width, context.book, story=story)
    alone = len(lines) > 1 and lines[-1].end - lines[-1].start <= 1
    if paragraph.breaks or not 1 < len(lines) <= MOST_EVEN or not (head or alone or len(lines) == 2):
        return lines
    text = paragraph.text
    bracket = _bracket(text)
    for cuts in ((bracket,) if bracket else (), split_points(text, len(lines))):
        pieces = [text[start:end] for start, end in pairwise((0, *cuts, len(text)))]
        if cuts and all(natural_width(piece, style, context.book) <= width for piece in pieces):
            return set_paragraph(replace(paragraph, breaks=cuts), style, width, context.book, story=story)
    return lines


def _cell_height(cell: _SetCell) -> float:
    return cell.style.size * (1 + LINE_PITCH * (len(cell.lines) - 1) + 2 * PAD_Y)


def _place_cell(cell: _SetCell, lefts: list[float], tops: list[float]) -> list[CellLine]:
    size, place = cell.style.size, cell.place
    top, bottom = tops[place.row], tops[place.row + place.deep]
    text_height = size * (1 + LINE_PITCH * (len(cell.lines) - 1))
    y = top + (bottom - top - text_height) / 2 + EM_ABOVE * size
    left, right = lefts[place.column], lefts[place.column + place.wide]
    placed = []
    for one in cell.lines:
        x = left + PAD_X * size
        if cell.style.align == "center":
            x = (left + right - one.width) / 2 - one.x
        placed.append(CellLine(place.cell.paragraph, cell.name, rounded(x), rounded(y), one))
        y += LINE_PITCH * size
    return placed


def _rules(placed: list[list[Place]], lefts: list[float], tops: list[float], header_rows: int) -> tuple[Item, ...]:
    """The rules between rows and columns, none through a cell that reaches over several."""
    right, top, bottom = lefts[-1], tops[0], tops[-1]
    deep = [place for row in placed for place in row if place.deep > 1]
    items: list[Item] = []
    for number, y in enumerate(tops):
        weight = OUTER if number in (0, len(tops) - 1) else INNER * 1.6 if number == header_rows else INNER
        through = [place for place in deep if place.row < number < place.row + place.deep]
        for x1, x2 in _gaps(right, [(lefts[one.column], lefts[one.column + one.wide]) for one in through]):
            items.append(line(rounded(x1), rounded(y), rounded(x2), rounded(y), weight))
    starts = [{place.column for place in row} for row in placed]
    for place in deep:
        for row in starts[place.row : place.row + place.deep]:
            row.add(place.column)
    for index, x in enumerate(lefts):
        if index in (0, len(lefts) - 1):
            items.append(line(rounded(x), rounded(top), rounded(x), rounded(bottom), OUTER))
            continue
        for columns, (y1, y2) in zip(starts, pairwise(tops), strict=True):
            if index in columns:
                items.append(line(rounded(x), rounded(y1), rounded(x), rounded(y2), INNER))
    return tuple(items)


def _gaps(right: float, covered: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """What of 0 to ``right`` is not covered."""
    gaps, at = [], 0.0
    for start, end in sorted(covered):
        if start > at:
            gaps.append((at, start))
        at = max(at, end)
    return [*gaps, (at, right)] if at < right else gaps
