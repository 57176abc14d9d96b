"""The picture in the hand: one in a block that a second click has selected, or that of a free picture frame."""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.compose.picture import crop_to, whole_in
from layoutdesk.compose.types import PlacedPicture
from layoutdesk.model import Asset, Block, PictureFrame
from layoutdesk.ui.canvas import crops
from layoutdesk.ui.canvas.insets import Room, room_of
from layoutdesk.ui.desk import Desk


class Held(NamedTuple):
    """A picture on the page in view: its element, its name in the story (empty in a frame), where it stands and what it shows.

    ``asset`` is none where the picture is missing; ``crop`` reaches beyond it where ``whole`` leaves paper at its sides.
    """

    element: Block | PictureFrame
    picture: str
    asset: Asset | None
    rect: Rect
    crop: Rect
    whole: bool


def held(desk: Desk, name: str = "") -> Held | None:
    """The picture in the hand: the selected part of a block, its only picture, or the selected frame's; else that of ``name``."""
    element = desk.element
    if not isinstance(element, Block | PictureFrame) or len(desk.chosen) > 1:
        return None
    shown = [one for one in (desk.shown.pictures if desk.shown is not None else ()) if one.element == element.id]
    chosen = name or (desk.part.picture if desk.part is not None else "")
    if isinstance(element, Block) and chosen:
        shown = [one for one in shown if one.picture == chosen]
    return _held(desk, element, shown[0]) if len(shown) == 1 else None


def _held(desk: Desk, element: Block | PictureFrame, shown: PlacedPicture) -> Held:
    asset = next((asset for asset in desk.document.assets if asset.id == shown.asset), None)
    if isinstance(element, PictureFrame):
        focus, whole = element.crop, element.whole
    else:
        places = (place for place in element.pictures if place.picture == shown.picture)
        focus, whole = next(((place.crop, place.whole) for place in places), (crops.WHOLE, False))
    shape = whole_in if whole else crop_to
    crop = shape(asset, shown.rect.w, shown.rect.h, focus) if asset is not None else focus
    return Held(element, shown.picture, asset, shown.rect, crop, whole)


def picture_at(desk: Desk, element: str, x: float, y: float) -> str | None:
    """The name of the picture of an element under a point of the page; empty for that of a frame, ``None`` where there is none."""
    shown = desk.shown.pictures if desk.shown is not None else ()
    return next((one.picture for one in shown if one.element == element and one.rect.contains(x, y)), None)


def room_in(desk: Desk, picture: Held) -> Room | None:
    """The room of the block in which the held picture stands."""
    page = desk.page
    if page is None or not isinstance(picture.element, Block):
        return None
    return room_of(desk.document, page, picture.element, desk.book)


def crop_edit(desk: Desk, picture: Held, crop: Rect, *, whole: bool = False) -> edits.Edit | None:
    """The edit that shows another part of the held picture, ``whole`` all of it; none where the block no longer has it."""
    whole = whole or crops.is_beyond(crop)
    if isinstance(picture.element, PictureFrame):
        return edits.SetElement(page=desk.page_id, element=replace(picture.element, crop=crop, whole=whole))
    room = room_in(desk, picture)
    place = room.place(picture.picture) if room is not None else None
    if room is None or place is None:
        return None
    return edits.SetBlock(
        page=desk.page_id, element=picture.element.id, pictures=room.with_place(replace(place, crop=crop, whole=whole))
    )
