"""The outline of an L (异形块的边框): one line round both of its rectangles, and lines inside it at any distance."""

from __future__ import annotations

from collections.abc import Sequence

from layoutdesk.base.geometry import Rect, rounded

_Point = tuple[float, float]
_Segment = tuple[str | float, ...]


def outline(parts: Sequence[Rect]) -> tuple[_Point, ...]:
    """The corners of two rectangles that share an edge, clockwise from the upper left one of the first."""
    one, other = sorted(parts, key=lambda rect: (rounded(rect.y), rounded(rect.x)))
    if other.y < one.bottom - 0.01:
        turned = outline([Rect(rect.y, rect.x, rect.h, rect.w) for rect in (one, other)])
        return tuple((x, y) for y, x in reversed(turned))
    seam = other.y
    corners = (
        (one.x, one.y), (one.right, one.y), (one.right, seam), (other.right, seam), (other.right, other.bottom),
        (other.x, other.bottom), (other.x, seam), (one.x, seam),
    )  # fmt: skip
    return _bends(corners)


def _bends(corners: Sequence[_Point]) -> tuple[_Point, ...]:
    """Those of the corners at which the outline turns."""
    apart = [corner for at, corner in enumerate(corners) if not _is_near(corner, corners[at - 1])]
    return tuple(
        corner
        for at, corner in enumerate(apart)
        if not _is_straight(apart[at - 1], corner, apart[(at + 1) % len(apart)])
    )


def _is_straight(*corners: _Point) -> bool:
    """Whether corners lie on one level or upright line."""
    return any(max(each) - min(each) < 0.01 for each in zip(*corners, strict=True))


def _is_near(one: _Point, other: _Point) -> bool:
    return abs(one[0] - other[0]) < 0.01 and abs(one[1] - other[1]) < 0.01


def inside(corners: Sequence[_Point], by: float) -> tuple[_Point, ...]:
    """The same outline ``by`` points further in, or out where that is less than nothing."""
    moved = []
    for at, (x, y) in enumerate(corners):
        before, after = corners[at - 1], corners[(at + 1) % len(corners)]
        level = before if abs(before[1] - y) < 0.01 else after
        upright = after if level is before else before
        # Clockwise: going right the inside is below, going down it is at the left.
        right = (x - level[0] if level is before else level[0] - x) > 0
        down = (y - upright[1] if upright is before else upright[1] - y) > 0
        moved.append((x - by if down else x + by, y + by if right else y - by))
    return tuple(moved)


def closed(corners: Sequence[_Point]) -> tuple[_Segment, ...]:
    """An outline as a path."""
    lines: list[_Segment] = [("L" if at else "M", rounded(x), rounded(y)) for at, (x, y) in enumerate(corners)]
    return (*lines, ("Z",))
