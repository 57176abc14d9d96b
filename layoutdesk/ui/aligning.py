"""Where selected elements come to stand when they are aligned or distributed (对齐、分布): plain arithmetic on their places.

A unit is an element or a group. What stands on the grid goes by whole columns and rows, and never out of the type area.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from layoutdesk.base.geometry import Rect, around
from layoutdesk.compose.grid import PageGrid, bounding
from layoutdesk.ui.canvas.standing import Place, shifted

#: The edge or axis on which units meet.
Edge = Literal["left", "centre", "right", "top", "middle", "bottom"]
#: Which way units are distributed.
Way = Literal["across", "down"]
#: Where along its side the line of an edge lies: its start, middle or end.
_SHARES: Final = {"left": 0.0, "centre": 0.5, "right": 1.0, "top": 0.0, "middle": 0.5, "bottom": 1.0}
_ACROSS: Final = ("left", "centre", "right", "across")

Places = tuple[Place, ...]


def box_of(places: Places, grid: PageGrid) -> Rect:
    """The smallest rectangle in points around the places of a unit."""
    return around(each if isinstance(each, Rect) else grid.rect(bounding(each)) for each in places)


def aligned(units: Sequence[Places], key: Rect, edge: Edge, grid: PageGrid) -> list[Places]:
    """The units with one of their edges, or their middles, on that of ``key``."""
    share, out = _SHARES[edge], []
    for unit in units:
        start, side = _along(box_of(unit, grid), edge)
        to, length = _along(key, edge)
        out.append(_by(unit, to + share * length - start - share * side, edge, grid))
    return out


def distributed(units: Sequence[Places], way: Way, grid: PageGrid) -> list[Places]:
    """The units with equal white between them, from the first to the last, which stay where they are."""
    spans = [_along(box_of(unit, grid), way) for unit in units]
    order = sorted(range(len(units)), key=lambda at: (spans[at][0], sum(spans[at])))
    first, last = spans[order[0]][0], sum(spans[order[-1]])
    white = (last - first - sum(side for _, side in spans)) / max(len(units) - 1, 1)
    out, place = list(units), first
    for at in order:
        start, side = spans[at]
        if at not in (order[0], order[-1]):
            out[at] = _by(units[at], place - start, way, grid)
        place += side + white
    return out


def _along(box: Rect, way: str) -> tuple[float, float]:
    """Start and length of a box across or down the page."""
    return (box.x, box.w) if way in _ACROSS else (box.y, box.h)


def _by(unit: Places, distance: float, way: str, grid: PageGrid) -> Places:
    return shifted(unit, distance, 0.0, grid) if way in _ACROSS else shifted(unit, 0.0, distance, grid)
