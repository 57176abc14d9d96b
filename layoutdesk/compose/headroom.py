"""The room of a headline group where something lies over its block (标题绕排): beside it, or under it.

In: a way to set the group to a width, the block's room and the holes in it, in rows. Out: the group and where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.area import Area
from layoutdesk.compose.head import Head
from layoutdesk.compose.holes import LEAST_HEAD, Hole

#: How often the group is set anew until the holes beside the rows that it takes are those for which it was set.
_TRIALS: Final = 4
#: A group does not move down where fewer rows would be left under it.
_LEAST_ROWS: Final = 2


class HeadRoom(NamedTuple):
    """A headline group, the rectangle on the page that it was set to, and how many rows it stands lower than without holes."""

    head: Head
    rect: Rect
    lower: int = 0


def beside_holes(
    set_to: Callable[[float], Head], area: Area, holes: Sequence[Hole], step: float, em: float
) -> HeadRoom:
    """The group at the top of the block: over its width, or beside the holes where it fits its sizes, else under them.

    ``step`` and ``em`` are those of the page's grid, points.
    """
    rect, first = area.head_rect, area.head_row + area.pad
    whole = head = set_to(rect.w)
    over = [hole for hole in holes if hole.left < rect.right and hole.right > rect.x]
    if not head.rows or not _over(over, first, head.rows):
        return HeadRoom(head, rect)
    for _ in range(_TRIALS):
        if any(hole.jump for hole in _over(over, first, head.rows)):
            break
        left, right = _widest(rect, _over(over, first, head.rows))
        if right - left < LEAST_HEAD * em:
            break
        head = set_to(right - left)
        if head.tight:
            break
        if (left, right) == _widest(rect, _over(over, first, head.rows)):
            return HeadRoom(head, replace(rect, x=rounded(left), w=rounded(right - left)))
    row = clear_of(over, first, whole.rows)
    if row + whole.rows + _LEAST_ROWS > area.rows - area.pad:
        return HeadRoom(whole, rect)
    return HeadRoom(whole, rect.moved(0, rounded((row - first) * step)), row - first)


def clear_of(holes: Sequence[Hole], row: int, rows: int) -> int:
    """The first row from ``row`` on where ``rows`` rows lie under no hole."""
    for hole in sorted(holes, key=lambda hole: hole.first):
        if hole.first < row + rows and row < hole.last:
            row = hole.last
    return row


def _over(holes: Sequence[Hole], first: int, rows: int) -> list[Hole]:
    return [hole for hole in holes if hole.first < first + rows and first < hole.last]


def _widest(rect: Rect, holes: Sequence[Hole]) -> tuple[float, float]:
    """The widest stretch of a rectangle's width that no hole takes."""
    best, at = (rect.x, rect.x), rect.x
    for hole in (*sorted(holes), Hole(rect.right, rect.right, 0, 0)):
        if hole.left - at > best[1] - best[0]:
            best = at, hole.left
        at = max(at, hole.right)
    return best
