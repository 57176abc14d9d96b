"""A table set to a width: its type size, the edges of its columns, its cells with their lines; and pieces of it drawn."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from layoutdesk.base.colour import Paint
from layoutdesk.base.geometry import rounded
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.context import Context
from layoutdesk.compose.table.cells import CellSetter, SetCell, placed_lines
from layoutdesk.compose.table.columns import Needs, cell_style, edges, needs_of
from layoutdesk.compose.table.rules import rules, tints
from layoutdesk.compose.types import PartLine
from layoutdesk.display import Item, placed
from layoutdesk.model.story import TableBlock
from layoutdesk.model.tables import Layout

#: A table fills its width where that is no more than so many times what its content would like; else it takes this much air.
FILLS, AIR = 2.2, 1.4
#: Type that has to be smaller goes down in steps of so many points.
_SIZE_STEP = 0.25

Rows = Sequence[Sequence[SetCell]]


class Made(msgspec.Struct, frozen=True):
    """A table set to a width, its type at ``scale`` times the styles' sizes.

    ``edges`` are those of its columns, from 0 to its own width, ``left`` the white beside it.

    ``narrow`` is the width in points that it would need where its figures had to be broken, 0 where all is well.
    """

    table: TableBlock
    layout: Layout
    cells: tuple[tuple[SetCell, ...], ...]
    edges: tuple[float, ...]
    left: float
    tint: Paint
    narrow: float
    scale: float


class Piece(msgspec.Struct, frozen=True):
    """Rows of a table drawn from an upper left corner: lines of copy, and items (rules, tints, a head that is repeated)."""

    lines: tuple[PartLine, ...]
    items: tuple[Item, ...]


MADE: IdentityCache[Made] = IdentityCache(64)


def made_table(context: Context, table: TableBlock, width: float, story: str) -> Made:
    """The table over ``width`` points, kept by the identities of context and table."""
    return MADE.get((context, table), lambda: _make(context, table, width, story), width, story)


def _make(context: Context, table: TableBlock, width: float, story: str) -> Made:
    needs = needs_of(context, table)
    scale = _scale(context, needs, width)
    own = own_width(needs, width, full=table.full)
    lefts = edges(needs, own, scale) if needs.layout.rows else [0.0, own]
    least = sum(needs.least) * scale
    return Made(
        table, needs.layout, CellSetter(context, story, needs, lefts, scale).rows(),
        tuple(lefts), rounded((width - own) / 2), context.template.tint, least if least > width + 0.01 else 0.0, scale,
    )  # fmt: skip


def _scale(context: Context, needs: Needs, width: float) -> float:
    """The largest type size, as a share of the style's, that breaks no figure; at least the template's smallest."""
    size, least = cell_style(context, False).size, sum(needs.least)
    lowest = min(size, context.template.least_cell)
    chosen = size
    while chosen > lowest and least * chosen / size > width:
        chosen = max(lowest, chosen - _SIZE_STEP)
    return chosen / size


def least_width(context: Context, needs: Needs) -> float:
    """The width in points under which figures would be parted even in the smallest type that the template allows."""
    size = cell_style(context, False).size
    return sum(needs.least) * min(size, context.template.least_cell) / size


def own_width(needs: Needs, width: float, *, full: bool) -> float:
    """How wide the table is set in ``width`` points: no wider than looks well with what it holds."""
    wish = sum(needs.wanted)
    return rounded(width if full or wish * FILLS >= width else wish * AIR)


def piece_of(made: Made, rows: Rows, tops: Sequence[float], again: Rows = (), x: float = 0.0) -> Piece:
    """Rows of the table between ``tops``, ``x`` right of its place. The head ``again`` over them is no copy."""
    style, head = made.table.rules, len(again) or _head_of(made, rows)
    every = [*again, *rows]
    lefts = tuple(rounded(made.left + x + edge) for edge in made.edges)
    items: list[Item] = []
    if made.table.tint:
        body = range(head + 1, len(every), 2) if made.table.tint == "rows" else ()
        items += tints(lefts, tops, (*range(head), *body), made.tint)
    items += rules(every, lefts, tops, head, style)
    lines: list[PartLine] = []
    for at, row in enumerate(every):
        for cell in row:
            place = cell.place
            here = placed_lines(
                cell, lefts[place.column], lefts[place.column + place.wide], tops[at], tops[at + place.deep]
            )
            if at < len(again) or cell.repeated:
                items += (placed(_artefacts(line), line.x, line.y) for line in here)
            else:
                lines += here
    return Piece(tuple(lines), tuple(items))


def _head_of(made: Made, rows: Rows) -> int:
    """How many of these rows are the table's head, seen from its first cell."""
    first = rows[0][0].place.row if rows and rows[0] else 0
    return max(0, min(made.layout.head - first, len(rows)))


def _artefacts(line: PartLine) -> tuple[Item, ...]:
    return (*(replace(glyphs, artefact=True) for glyphs in line.line.glyphs), *line.line.drawn)
