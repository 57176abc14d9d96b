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
from layoutdesk.pictures.decode import Look, loaded, opened, warned
from layoutdesk.pictures.formats import PDF, recognised
from layoutdesk.pictures.ink import INK_LIMIT
from layoutdesk.pictures.modes import is_flat
from layoutdesk.pictures.separate import (
    grey_to_screen,
    limited,
    most_ink,
    source_profile,
    to_press,
    to_press_grey,
    to_screen,
    to_srgb,
)

if TYPE_CHECKING:
    from PIL import Image, ImageCms

#: What a separation holds before it is coded; coding as JPEG adds a little to it.
_KEPT: Final = 232.0
#: Ink limit and quality of the JPEG, tried in turn until what a reader decodes keeps ``INK_LIMIT``; after them no loss at all.
_ATTEMPTS: Final = ((_KEPT, 92), (226.0, 95))
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

    ``colour`` False gives black ink only. A picture is never enlarged: fewer pixels come where it has no more.
    """

    orientation: int
    crop: Rect
    width: int
    height: int
    colour: bool = True


def render_press(data: bytes, shot: Shot) -> PressImage:
    """The picture as it goes to the press, its total ink (总墨量) at most ``INK_LIMIT`` as decoded by a reader.

    Raises ``Refusal`` as ``decode.loaded`` does.
    """
    image, flat = _prepared(data, shot)
    if not shot.colour or image.mode == "L":
        grey = to_press_grey(_grey(image))
        return _flate(grey) if flat else _jpeg(grey, _GREY_QUALITY)
    separate = _separation(image)
    if not flat:
        for limit, quality in _ATTEMPTS:
            coded = _jpeg(separate(limit), quality)
            if _keeps_limit(coded):
                return coded
    return _flate(separate(_KEPT))


def render_preview(data: bytes, shot: Shot) -> Preview:
    """The picture as it will print, shown on screen. Raises ``Refusal`` as ``decode.loaded`` does."""
    image, _ = _prepared(data, shot)
    if not shot.colour or image.mode == "L":
        shown = grey_to_screen(to_press_grey(_grey(image)))
    else:
        shown = to_screen(_separation(image)(_KEPT))
    return Preview(width=shown.width, height=shown.height, rgb=shown.tobytes())


def _prepared(data: bytes, shot: Shot) -> tuple[Image.Image, bool]:
    """The part wanted, upright, at its size, as ``L``, sRGB or ``CMYK``; and whether it is line art."""
    crop = stored_crop(shot.crop, shot.orientation)
    size = (shot.height, shot.width) if shot.orientation >= 5 else (shot.width, shot.height)
    # The whole picture must keep at least as many pixels as the part will show.
    smallest = (round(size[0] / crop.w), round(size[1] / crop.h))
    if recognised(data) == PDF:
        return _part(drawn(data, shot.name, smallest), crop, size), False
    with warned():
        header = opened(data, shot.name)
        flat, profile = is_flat(header), _profile(header)
    image = loaded(data, shot.name, smallest)
    image = _turned(_part(image, crop, size), shot.orientation)
    # Comments and the like would go into the coded picture.
    image.info.clear()
    return to_srgb(image, profile) if image.mode != "CMYK" else image, flat


def _profile(header: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """The profile to convert from. Inks of a CMYK picture go to the press as they are: they were made for one."""
    return None if header.mode == "CMYK" else source_profile(header)


def _part(image: Image.Image, crop: Rect, size: Size) -> Image.Image:
    from PIL import Image as Pictures

    left, top = crop.x * image.width, crop.y * image.height
    width, height = crop.w * image.width, crop.h * image.height
    size = (max(1, min(size[0], round(width))), max(1, min(size[1], round(height))))
    if size == (round(width), round(height)):
        x, y = min(round(left), image.width - size[0]), min(round(top), image.height - size[1])
        return image.crop((x, y, x + size[0], y + size[1]))
    right, bottom = min(left + width, image.width), min(top + height, image.height)
    return image.resize(size, Pictures.Resampling.LANCZOS, box=(left, top, right, bottom))


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


def _grey(image: Image.Image) -> Image.Image:
    return (to_screen(image) if image.mode == "CMYK" else image).convert("L")


def _separation(image: Image.Image) -> Callable[[float], Image.Image]:
    """How this picture becomes CMYK under a limit: sRGB by the table, inks as they are unless they are too many."""
    if image.mode == "RGB":
        return lambda limit: to_press(image, limit)
    ink = most_ink(image)
    return lambda limit: limited(image, limit) if ink > limit else image


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


def _keeps_limit(coded: PressImage) -> bool:
    from PIL import Image as Pictures

    return most_ink(Pictures.open(io.BytesIO(coded.data), formats=("JPEG",))) <= INK_LIMIT
