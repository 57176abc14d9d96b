"""Which row a point of the page means: that at whose height it lies, in the column under it, however short the row is set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.types import Line

if TYPE_CHECKING:
    from layoutdesk.ui.writing.spots import Row

#: A measure that is so much wider than that of most rows goes over several columns.
_SPANS: Final = 1.25


class _Aimed(NamedTuple):
    """How far a point lies from a row: beside its measure, over or under its line, beside its characters."""

    across: float
    down: float
    beyond: float
    row: Row


def row_under(rows: Sequence[Row], x: float, y: float) -> Row:
    """The row meant by a point: in the column under it, the nearest in height; between columns that at its height beside it.

    A headline, a caption or a table that goes over several columns lies under a point between these as well, and is meant only
    where the point is at its height.
    """
    aimed = [_Aimed(*_distances(row.line, x, y), row) for row in rows]
    under = [one for one in aimed if not one.across]
    if not under:
        return min(aimed, key=lambda one: (one.across, one.down, one.beyond)).row
    best = min(under, key=lambda one: (one.down, one.beyond))
    level = [one for one in aimed if not one.down]
    if not best.down or not level:
        return best.row
    most = Counter(round(row.line.measure) for row in rows).most_common(1)[0][0] * _SPANS
    if any(one.row.line.measure <= most for one in under):
        return best.row
    return min(level, key=lambda one: (one.across, one.beyond)).row


def begin(line: Line) -> float:
    """Where a line begins: its left end, or its top where it is set downwards."""
    return line.baseline if line.down else line.x


def _distances(line: Line, x: float, y: float) -> tuple[float, float, float]:
    box, ink = line.rect, begin(line)
    if line.down:
        room = Rect(box.x, line.left, box.w, line.measure)
        beyond = _outside(y, ink, ink + line.width)
    else:
        room = Rect(line.left, box.y, line.measure, box.h)
        beyond = _outside(x, ink, ink + line.width)
    return _outside(x, room.x, room.right), _outside(y, room.y, room.bottom), beyond


def _outside(place: float, first: float, last: float) -> float:
    """How far a place lies outside a stretch."""
    return max(first - place, place - last, 0.0)
