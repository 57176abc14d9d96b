"""What a picture that stands free of its block's columns keeps clear of text once it is a free frame (绕排边空).

In a block text keeps away from it and its caption by whole rows, beside them by a distance. Frames keep it away by distances at
their four sides, which are chosen so that the same rows and widths stay clear, and nothing beside the block.
"""

from __future__ import annotations

from typing import Final, NamedTuple, TypeVar

from msgspec.structs import replace

from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.block import BlockPlan
from layoutdesk.compose.grid import PageGrid
from layoutdesk.compose.inset import PlannedPicture, hole_of
from layoutdesk.model.elements import PictureFrame, Sides, TextFrame

Frame = TypeVar("Frame", PictureFrame, TextFrame)

#: A frame with a distance of 0 keeps nothing clear; 字.
_LEAST: Final = 0.01


class Clear(NamedTuple):
    """What the frames of a picture and of its caption keep clear, in points; ``None``: nothing."""

    picture: Rect | None = None
    caption: Rect | None = None


def clear_of(grid: PageGrid, plan: BlockPlan, planned: PlannedPicture) -> Clear:
    """The room that a picture and its caption have for themselves in their block, shared between the two."""
    if not planned.place.is_free:
        return Clear()
    hole, picture, box = hole_of(planned, plan.top, grid.em), planned.rect, planned.caption_rect
    top, foot = plan.rect.y + hole.first * grid.step, min(plan.rect.y + hole.last * grid.step, plan.rect.bottom)
    left = max(hole.left, min(plan.rect.x, picture.x))
    right = min(hole.right, max(plan.rect.right, picture.right))
    if planned.band is not None or not planned.caption.lines:
        return Clear(_room(left, top, right, foot))
    if box.right <= picture.x:
        return Clear(_room(picture.x, top, right, foot), _room(left, top, picture.x, foot))
    if box.x >= picture.right:
        return Clear(_room(left, top, picture.right, foot), _room(picture.right, top, right, foot))
    under = plan.rect.y + planned.caption_row * grid.step
    return Clear(_room(left, top, right, under), _room(left, under, right, foot))


def keeping_clear(frame: Frame, grid: PageGrid, wrap: float, room: Rect | None) -> Frame:
    """A frame that keeps a room round it clear; ``wrap`` is the distance of which it is told, in 字."""
    if room is None:
        return frame
    rect = frame.rect
    sides = Sides(
        _ems(rect.x - room.x, grid), _ems(rect.y - room.y, grid), _ems(room.right - rect.right, grid),
        _ems(room.bottom - rect.bottom, grid),
    )  # fmt: skip
    return replace(frame, wrap=max(wrap, _LEAST), wrap_sides=sides)


def _room(left: float, top: float, right: float, bottom: float) -> Rect:
    return Rect(left, top, max(0.0, right - left), max(0.0, bottom - top))


def _ems(points: float, grid: PageGrid) -> float:
    return max(0.0, rounded(points / grid.em))
