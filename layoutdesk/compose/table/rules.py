"""The rules of a table (表线): thick at its edges (反线), thin inside (正线), none through a cell, all meeting exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from layoutdesk.base.colour import Paint
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.table.cells import SetCell
from layoutdesk.display import Item, Path, line, rectangle
from layoutdesk.model.story import TableRules

#: Weights in points: the outer rules, those inside, and the one under the head.
OUTER, INNER, UNDER_HEAD = 0.75, 0.3, 0.5
#: A short rule under a head over several columns keeps this far from their edges, so that neighbours stay apart.
_SHORT = 2.0

Covered = list[tuple[float, float]]


def rules(
    rows: Sequence[Sequence[SetCell]], edges: Sequence[float], tops: Sequence[float], head: int, style: TableRules
) -> tuple[Item, ...]:
    """The rules of rows that stand between ``tops``, ``head`` of them at their head.

    ``style``: ``grid`` all of them, ``open`` without those at the sides, ``three`` the three-line table (三线表), with short
    rules (辅助线) under heads that stand over several columns.
    """
    left, right, top, bottom = edges[0], edges[-1], tops[0], tops[-1]
    across, down = _covered(rows, edges, tops)
    reach = OUTER / 2 if style == "grid" else 0.0
    items: list[Item] = []
    last = len(tops) - 1
    for number, y in enumerate(tops):
        if number in (0, last):
            items.append(line(rounded(left - reach), y, rounded(right + reach), y, OUTER))
        elif style != "three" or number == head:
            weight = UNDER_HEAD if number == head else INNER
            items += [line(x1, y, x2, y, weight) for x1, x2 in _gaps(left, right, across[number])]
    if style == "three":
        return (*items, *_under_wide_heads(rows[:head], edges, tops))
    if style == "grid":
        items += [line(x, top, x, bottom, OUTER) for x in (left, right)]
    for number, x in enumerate(edges[1:-1], start=1):
        items += [line(x, y1, x, y2, INNER) for y1, y2 in _gaps(top, bottom, down[number])]
    return tuple(items)


def _under_wide_heads(
    head: Sequence[Sequence[SetCell]], edges: Sequence[float], tops: Sequence[float]
) -> tuple[Item, ...]:
    """The short rule between a head over several columns and the heads of those columns."""
    places = [(number + cell.place.deep, cell.place) for number, row in enumerate(head) for cell in row]
    return tuple(
        line(
            rounded(edges[place.column] + _SHORT), tops[foot], rounded(edges[place.column + place.wide] - _SHORT),
            tops[foot], INNER,
        )
        for foot, place in places
        if place.wide > 1 and foot < len(head)
    )  # fmt: skip


def tints(edges: Sequence[float], tops: Sequence[float], rows: Iterable[int], paint: Paint) -> tuple[Item, ...]:
    """Tinted bands (底纹) under whole rows."""
    width = edges[-1] - edges[0]
    return tuple(
        Path(
            segments=rectangle(Rect(edges[0], tops[row], rounded(width), rounded(tops[row + 1] - tops[row]))),
            fill=paint,
        )
        for row in rows
    )


def _covered(
    rows: Sequence[Sequence[SetCell]], edges: Sequence[float], tops: Sequence[float]
) -> tuple[defaultdict[int, Covered], defaultdict[int, Covered]]:
    """What of each rule lies under a cell: of those across by the number of the row below, of those down by the column."""
    across: defaultdict[int, Covered] = defaultdict(list)
    down: defaultdict[int, Covered] = defaultdict(list)
    for number, row in enumerate(rows):
        for cell in row:
            place = cell.place
            if cell.runs_on:
                across[number].append((edges[place.column], edges[place.column + place.wide]))
            for at in range(number + 1, number + place.deep):
                across[at].append((edges[place.column], edges[place.column + place.wide]))
            for at in range(place.column + 1, place.column + place.wide):
                down[at].append((tops[number], tops[number + place.deep]))
    return across, down


def _gaps(start: float, end: float, covered: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """What from ``start`` to ``end`` is not covered."""
    gaps, at = [], start
    for first, last in sorted(covered):
        if first > at:
            gaps.append((at, first))
        at = max(at, last)
    return [*gaps, (at, end)] if at < end else gaps
