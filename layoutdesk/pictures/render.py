"""One picture from its original bytes to the pixels of a page or of the screen: decode, crop, scale, turn, separate, code.

Only plain values go in and out, so that a caller may run these functions in a limited child process.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from layoutdesk.base.geometry import Rect
from layoutdesk.pictures.advert import drawn
from layoutdesk.pictures.baking import CODING_ROOM
from layoutdesk.pictures.decode import Look, loaded
from layoutdesk.pictures.formats import PDF, recognised
from layoutdesk.pictures.inks import for_press, in_black, made_for_another
from layoutdesk.pictures.modes import is_flat
from layoutdesk.pictures.profiles import condition
from layoutdesk.pictures.separate import (
    grey_to_screen,
    keeps_ink,
    limited,
    source_profile,
    to_press,
    to_press_grey,
    to_screen,
    to_srgb,
)

if TYPE_CHECKING:
    from PIL import Image

#: Percent of ink under the limit, and quality of the JPEG, tried in turn until what a reader decodes keeps the limit; after them
#: no loss at all.
_ATTEMPTS: Final = ((CODING_ROOM, 92), (CODING_ROOM + 6, 95))
_GREY_QUALITY: Final = 92
Size = tuple[int, int]


class PressImage(msgspec.Struct, frozen=True, kw_only=True):
    """A picture ready to stand in a PDF: 8 bits each of black (``components`` 1, DeviceGray) or of CMYK (4).

    ``decode_inverted``: the samples of a CMYK JPEG are stored the wrong way round (Adobe's convention) and want the
    ``Decode`` array [1 0 1 0 1 0 1 0].
    """

    width: int
    height: int
    components: Literal[1, 4]
    data: bytes
    filter: Literal["DCTDecode", "FlateDecode"]
    decode_inverted: bool = False


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """A picture as the screen shows it: rows from the top, three bytes a pixel, no padding."""

    width: int
    height: int
    rgb: bytes


class Shot(Look, frozen=True, kw_only=True):
    """What is wanted of a picture: its part ``crop`` (fractions, upright) at ``width`` × ``height`` pixels.

    ``colour`` False gives black ink only; ``profile`` is the printing condition. A picture is never enlarged: fewer pixels come
    where it has no more.
    """

    orientation: int
    crop: Rect
    width: int
    height: int
    colour: bool = True


def render_press(data: bytes, shot: Shot) -> PressImage:
    """The picture as it goes to the press, its total ink (总墨量) within the profile's limit as decoded by a reader.

    Raises ``Refusal`` as ``decode.loaded`` does.
    """
    image, flat = _prepared(data, shot)
    if not shot.colour or image.mode == "L":
        grey = _black(image, shot.profile)
        return _flate(grey) if flat else _jpeg(grey, _GREY_QUALITY)
    most = condition(shot.profile).ink_limit
    separate = _separation(image, shot.profile)
    if not flat:
        for room, quality in _ATTEMPTS:
            coded = _jpeg(separate(most - room), quality)
            if _keeps(coded, most):
                return coded
    return _flate(separate(most - CODING_ROOM))


def render_preview(data: bytes, shot: Shot) -> Preview:
    """The picture as it will print, shown on screen. Raises ``Refusal`` as ``decode.loaded`` does."""
    image, _ = _prepared(data, shot)
    if not shot.colour or image.mode == "L":
        shown = grey_to_screen(_black(image, shot.profile), shot.profile)
    else:
        limit = condition(shot.profile).ink_limit - CODING_ROOM
        shown = to_screen(_separation(image, shot.profile)(limit), shot.profile)
    return Preview(width=shown.width, height=shown.height, rgb=shown.tobytes())


def _prepared(data: bytes, shot: Shot) -> tuple[Image.Image, bool]:
    """The part wanted, upright, at its size, as ``L``, sRGB or ``CMYK``; and whether it is line art."""
    crop = stored_crop(shot.crop, shot.orientation)
    size = (shot.height, shot.width) if shot.orientation >= 5 else (shot.width, shot.height)
    # The whole picture must keep at least as many pixels as the part will show.
    smallest = (round(size[0] / crop.w), round(size[1] / crop.h))
    if recognised(data) == PDF:
        return _part(drawn(data, shot.name, smallest), crop, size), False
    image, header = loaded(data, shot.name, smallest)
    flat, profile = is_flat(header), source_profile(header)
    image = _turned(_part(image, crop, size), shot.orientation)
    # Comments and the like would go into the coded picture.
    image.info.clear()
    if image.mode != "CMYK":
        return to_srgb(image, profile), flat
    if profile is not None and made_for_another(profile, shot.profile):
        image = for_press(image, profile, shot.profile)
    return image, flat


def _part(image: Image.Image, crop: Rect, size: Size) -> Image.Image:
    from PIL import Image as Pictures

    left, top = crop.x * image.width, crop.y * image.height
    width, height = crop.w * image.width, crop.h * image.height
    size = (max(1, min(size[0], round(width))), max(1, min(size[1], round(height))))
    if size == (round(width), round(height)):
        x, y = min(round(left), image.width - size[0]), min(round(top), image.height - size[1])
        return image.crop((x, y, x + size[0], y + size[1]))
    right, bottom = min(left + width, image.width), min(top + height, image.height)
    return image.resize(size, Pictures.Resampling.HAMMING, box=(left, top, right, bottom))


#: EXIF orientation (EXIF 2.32 §4.6.4): the turn that sets the stored picture upright, and where a part of the upright
#: picture lies in the stored one.
_TURNS: Final[dict[int, tuple[str, Callable[[Rect], Rect]]]] = {
    2: ("FLIP_LEFT_RIGHT", lambda r: Rect(1 - r.right, r.y, r.w, r.h)),
    3: ("ROTATE_180", lambda r: Rect(1 - r.right, 1 - r.bottom, r.w, r.h)),
    4: ("FLIP_TOP_BOTTOM", lambda r: Rect(r.x, 1 - r.bottom, r.w, r.h)),
    5: ("TRANSPOSE", lambda r: Rect(r.y, r.x, r.h, r.w)),
    6: ("ROTATE_270", lambda r: Rect(r.y, 1 - r.right, r.h, r.w)),
    7: ("TRANSVERSE", lambda r: Rect(1 - r.bottom, 1 - r.right, r.h, r.w)),
    8: ("ROTATE_90", lambda r: Rect(1 - r.bottom, r.x, r.h, r.w)),
}


def stored_crop(crop: Rect, orientation: int) -> Rect:
    """Where the part ``crop`` of the upright picture lies in the picture as stored, both in fractions."""
    return _TURNS[orientation][1](crop) if orientation in _TURNS else crop


def _turned(image: Image.Image, orientation: int) -> Image.Image:
    from PIL import Image as Pictures

    return image.transpose(Pictures.Transpose[_TURNS[orientation][0]]) if orientation in _TURNS else image


def _black(image: Image.Image, profile: str) -> Image.Image:
    """The picture in black ink alone."""
    return in_black(image, profile) if image.mode == "CMYK" else to_press_grey(image.convert("L"), profile)


def _separation(image: Image.Image, profile: str) -> Callable[[float], Image.Image]:
    """How this picture becomes CMYK under a limit: sRGB by the table, inks as they are unless they are too many."""
    if image.mode == "RGB":
        return lambda limit: to_press(image, limit, profile)
    return lambda limit: image if keeps_ink(image, limit) else limited(image, limit)


def _jpeg(image: Image.Image, quality: int) -> PressImage:
    coded = io.BytesIO()
    image.save(coded, "JPEG", quality=quality, subsampling=0)
    return PressImage(
        width=image.width, height=image.height, components=4 if image.mode == "CMYK" else 1, data=coded.getvalue(),
        filter="DCTDecode", decode_inverted=image.mode == "CMYK",
    )  # fmt: skip


def _flate(image: Image.Image) -> PressImage:
    return PressImage(
        width=image.width, height=image.height, components=4 if image.mode == "CMYK" else 1,
        data=zlib.compress(image.tobytes(), 6), filter="FlateDecode",
    )  # fmt: skip


def _keeps(coded: PressImage, most: float) -> bool:
    from PIL import Image as Pictures

    return keeps_ink(Pictures.open(io.BytesIO(coded.data), formats=("JPEG",)), most)
