"""The pictures of a story planned in its block: their rectangles, captions, and the rows and holes that text keeps clear of."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.context import Context
from layoutdesk.compose.flow import Segments
from layoutdesk.compose.grid import OwnColumns
from layoutdesk.compose.holes import LEAST_PART, TOUCH, Hole
from layoutdesk.compose.picture import WHITE_ROWS, Caption, set_caption
from layoutdesk.model.elements import PicturePlace
from layoutdesk.model.story import PictureRef

#: The width of a caption at the side in 字 where none is chosen: about this share of the room, within bounds.
SIDE_SHARE, SIDE_LEAST, SIDE_MOST = 0.25, 5, 12
#: White between a picture and the caption at its side, in 字; round a caption over its picture.
SIDE_GAP, OVER_PAD = 1.0, 0.5


class PlannedPicture(msgspec.Struct, frozen=True):
    """A picture with its rectangle on the page, and its caption with first row and left edge.

    ``rise`` is how far the caption stands over the grid, in points, and ``band`` the tint behind it where it lies over the picture.
    """

    picture: PictureRef
    place: PicturePlace
    rect: Rect
    caption: Caption
    caption_row: int
    caption_rect: Rect
    rise: float = 0.0
    band: Rect | None = None


class _Room(msgspec.Struct, frozen=True):
    """The room of a picture with its caption: left edge, width, and the block's first row for it (and its top in points)."""

    left: float
    width: float
    row: int
    rows: int
    block_top: float


def plan_picture(
    context: Context, story: str, own: OwnColumns, block: Rect, picture: PictureRef, place: PicturePlace, top: int
) -> PlannedPicture | None:
    """A picture at its place, its rows counted from ``top``; ``None`` where its columns do not hold it."""
    grid = context.grid
    whole = place.column + place.columns <= len(own.lefts)
    if place.column >= len(own.lefts) or not (whole or place.width):
        return None
    left, width = own.span(place.column, place.columns)
    left, width = rounded(left + place.shift * grid.em), rounded(place.width * grid.em or width)
    if place.is_free and (left < block.x - grid.em or left + width > block.right + grid.em):
        return None
    if place.is_free:
        left = _settled(own, grid.em, left, width, place.wrap * grid.em)
    room = _Room(left, width, top + place.row, max(1, place.rows - WHITE_ROWS), block.y)
    captioned = picture.caption is not None or picture.credit is not None
    if place.caption in ("left", "right") and captioned:
        made = _beside(context, story, picture, place, room)
        if made is not None:
            return made
    if place.caption == "over" and captioned:
        return _over(context, story, picture, place, room)
    return _below(context, story, picture, place, room)


def _settled(own: OwnColumns, em: float, left: float, width: float, away: float) -> float:
    """The left edge of a picture between two texts, moved so that the white on both its sides is the same.

    Lines beside it have whole 字, so that up to one is left over at either side; it moves by half the difference. A picture flush
    with an edge of a column, or with text at one side alone, stays where it is.
    """
    right = left + width
    edges = [(at, at + own.width(index)) for index, at in enumerate(own.lefts)]
    if any(abs(start - left) < TOUCH or abs(end - right) < TOUCH for start, end in edges):
        return left
    over = [left - away - start for start, end in edges if start < left - away < end]
    under = [end - right - away for start, end in edges if start < right + away < end]
    rooms = [room for room in (*over, *under) if room >= LEAST_PART * em]
    if len(rooms) < 2:
        return left
    excess, other = (room - math.floor(room / em + 1e-3) * em for room in rooms)
    return rounded(left + (other - excess) / 2)


def _below(context: Context, story: str, picture: PictureRef, place: PicturePlace, room: _Room) -> PlannedPicture:
    caption = set_caption(context, picture, room.width, story)
    rows = max(1, room.rows - caption.rows)
    rect = _image(context, room, rows, room.left, room.width)
    return PlannedPicture(
        picture, place, rect, caption, room.row + rows, _under(context, room, rows, caption, rect.x, rect.w)
    )


def _beside(
    context: Context, story: str, picture: PictureRef, place: PicturePlace, room: _Room
) -> PlannedPicture | None:
    """The caption beside the picture, its last line at the picture's foot; ``None`` where it would be higher than that.

    It is made wider by whole 字, up to half the room, before that.
    """
    em, chars = context.grid.em, room.width / context.grid.em
    wanted = place.caption_width or min(SIDE_MOST, max(SIDE_LEAST, int(chars * SIDE_SHARE)))
    while wanted <= chars / 2:
        width = rounded(wanted * em)
        caption = set_caption(context, picture, width, story)
        if caption.rows <= room.rows:
            break
        wanted += 1
    else:
        return None
    shown = rounded(room.width - width - SIDE_GAP * em)
    at_left = place.caption == "left"
    rect = _image(context, room, room.rows, room.left + (room.width - shown if at_left else 0.0), shown)
    left = room.left if at_left else rounded(room.left + room.width - width)
    first = room.rows - caption.rows
    return PlannedPicture(
        picture, place, rect, caption, room.row + first, _under(context, room, first, caption, left, width)
    )  # fmt: skip


def _over(context: Context, story: str, picture: PictureRef, place: PicturePlace, room: _Room) -> PlannedPicture:
    """The caption on a tint over the picture's foot; no marker needs to point."""
    grid = context.grid
    pad = OVER_PAD * grid.em
    rect = _image(context, room, room.rows, room.left, room.width)
    caption = set_caption(context, picture, rounded(room.width - 2 * pad), story, points=False)
    first = max(0, room.rows - caption.rows)
    under = _under(context, room, first, caption, rounded(rect.x + pad), rounded(rect.w - 2 * pad)).moved(0, -pad)
    band = Rect(rect.x, max(rect.y, rounded(under.y - pad)), rect.w, 0.0)
    band = Rect(band.x, band.y, band.w, rounded(rect.bottom - band.y))
    return PlannedPicture(picture, place, rect, caption, room.row + first, under, pad, band)


def _image(context: Context, room: _Room, rows: int, left: float, width: float) -> Rect:
    """The rectangle of a picture of ``rows`` rows: from the em box of its first to that of its last."""
    grid = context.grid
    air = (grid.step - grid.em) / 2
    upper = room.block_top + room.row * grid.step + air
    return Rect(rounded(left), rounded(upper), rounded(width), rounded(rows * grid.step - 2 * air))


def _under(context: Context, room: _Room, first: int, caption: Caption, left: float, width: float) -> Rect:
    """The box of a caption whose first line stands ``first`` rows under the top of its room."""
    grid = context.grid
    top = room.block_top + (room.row + first) * grid.step + (grid.step - grid.em) / 2
    return Rect(
        rounded(left), rounded(top), rounded(width), rounded(max(0, caption.rows * grid.step - (grid.step - grid.em)))
    )


def bottom_of(picture: PlannedPicture, top: int) -> int:
    """The first row under a picture's group and the white that follows it."""
    return top + picture.place.row + picture.place.rows


def hole_of(picture: PlannedPicture, top: int, em: float) -> Hole:
    """What text keeps clear of beside a picture that stands free of the columns, its caption included."""
    away, image, caption = picture.place.wrap * em, picture.rect, picture.caption_rect
    left, right = min(image.x, caption.x), max(image.right, caption.right)
    return Hole(left - away, right + away, top + picture.place.row, bottom_of(picture, top))


def higher(places: Sequence[PicturePlace], extra: int) -> tuple[PicturePlace, ...]:
    """The places ``extra`` rows higher each; those that stand under others move down with them."""
    tops = sorted({place.row for place in places})
    return tuple(replace(p, rows=p.rows + extra, row=p.row + extra * tops.index(p.row)) for p in places)


def without(columns: Sequence[Segments], place: PicturePlace, top: int) -> list[Segments]:
    """The columns without the rows of a picture that covers whole ones."""
    first, last = top + place.row, top + place.row + place.rows
    result = []
    for index, segments in enumerate(columns):
        if not place.column <= index < place.column + place.columns:
            result.append(segments)
            continue
        parts = [(a, min(b, first)) for a, b in segments] + [(max(a, last), b) for a, b in segments]
        result.append(tuple(sorted((a, b) for a, b in parts if a < b)))
    return result
