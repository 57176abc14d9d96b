"""Separation (分色) with Pillow: RGB and foreign inks to the inks of the press, inks to the screen, and the ink limit of pictures.

Everything that converts pixels is here; ``colour`` holds the tables, ``name`` is always a printing condition. Sizes never change,
only modes.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from layoutdesk.pictures.baking import CODING_ROOM, PRESS_NODES, screen_transform
from layoutdesk.pictures.colour import grey_curve, press_table, screen_cmyk
from layoutdesk.pictures.ink import levels_in, under_limit
from layoutdesk.pictures.profiles import NEWSPRINT, condition, profile_bytes

if TYPE_CHECKING:
    from PIL import Image, ImageCms, ImageFilter


@cache
def _press_lookup(name: str, limit: float) -> ImageFilter.Color3DLUT:
    from PIL import ImageFilter

    table = press_table(name)
    if limit < condition(name).ink_limit - CODING_ROOM:
        quads = zip(*(iter(table),) * 4, strict=True)
        table = bytes(level for c, m, y, k in quads for level in under_limit((c, m, y, k), limit))
    shares = [level / 255 for level in range(256)]
    return ImageFilter.Color3DLUT(PRESS_NODES, list(map(shares.__getitem__, table)), channels=4, target_mode="CMYK")


def to_press(image: Image.Image, limit: float, name: str = NEWSPRINT) -> Image.Image:
    """An sRGB picture in the four inks of the press, every pixel within ``limit`` percent of ink (± 1 by rounding).

    ``limit`` may not be over the condition's own less ``CODING_ROOM``. Between nodes that keep the limit, linear interpolation
    keeps it too.
    """
    return image.filter(_press_lookup(name, limit))


def to_press_grey(image: Image.Image, name: str = NEWSPRINT) -> Image.Image:
    """A grey picture (``L``) as it prints with black ink alone, dot gain (网点扩大) allowed for; 255 is still no ink."""
    return image.point(list(grey_curve(name)))


#: The colour space that an embedded profile must have to be used with pictures of a mode (ICC.1 §7.2.6).
_SPACES: Final = {
    "L": "GRAY",
    "I": "GRAY",
    "I;16": "GRAY",
    "F": "GRAY",
    "LA": "GRAY",
    "1": "GRAY",
    "CMYK": "CMYK",
    "LAB": "Lab",
}


def source_profile(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """The profile that a picture as opened carries; ``None`` for none, a damaged one and one for another kind of picture."""
    data = image.info.get("icc_profile")
    if not data:
        return None
    from PIL import ImageCms

    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
    except (OSError, ImageCms.PyCMSError):
        return None
    fits = profile.profile.xcolor_space.strip() == _SPACES.get(image.mode, "RGB")
    return profile if fits else None


def to_srgb(image: Image.Image, profile: ImageCms.ImageCmsProfile | None) -> Image.Image:
    """A picture (``L`` or ``RGB``) of the colour space ``profile`` in sRGB; unchanged where it is sRGB already."""
    if profile is None or (profile.profile.profile_description or "").startswith("sRGB"):
        return image
    from PIL import ImageCms

    try:
        transform = ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), image.mode, "RGB")
        return transform.apply(image).convert(image.mode)
    except ImageCms.PyCMSError:
        return image


@cache
def _own_profile(name: str) -> ImageCms.ImageCmsProfile:
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(io.BytesIO(profile_bytes(name)))


@cache
def _screen_transform(name: str) -> ImageCms.ImageCmsTransform:
    return screen_transform(_own_profile(name))


def to_screen(image: Image.Image, name: str = NEWSPRINT) -> Image.Image:
    """A CMYK picture as the screen shows it (``RGB``): paper white, the darkest that four inks give black."""
    return _screen_transform(name).apply(image)


def grey_to_screen(image: Image.Image, name: str = NEWSPRINT) -> Image.Image:
    """A picture in black ink alone (``L``, 255 no ink) as the screen shows it (``RGB``), like the text beside it."""
    shown = [screen_cmyk(0, 0, 0, 1 - level / 255, name) for level in range(256)]
    return image.convert("RGB").point([rgb[band] for band in range(3) for rgb in shown])


def most_ink(image: Image.Image) -> float:
    """The highest total ink of any pixel of a CMYK picture, in percent."""
    from PIL import ImageMath

    bands = dict(zip("cmyk", image.split(), strict=True))
    total = ImageMath.lambda_eval(lambda a: a["c"] + a["m"] + a["y"] + a["k"], **bands)
    return float(total.getextrema()[1]) / 2.55


def keeps_ink(image: Image.Image, limit: float) -> bool:
    """Whether no pixel of a CMYK picture has more than ``limit`` percent of ink; three times as fast as counting exactly."""
    from PIL import ImageChops

    c, m, y, k = image.split()
    # Halves are rounded down twice: the sum is under four times the quarter plus 4.
    quarter = ImageChops.add(ImageChops.add(c, m, 2), ImageChops.add(y, k, 2), 2)
    highest: Any = quarter.getextrema()[1]
    return 4 * int(highest) + 4 <= levels_in(limit) or most_ink(image) <= limit


def limited(image: Image.Image, limit: float) -> Image.Image:
    """A CMYK picture under ``limit`` percent of ink by the rule of ``ink.under_limit``; colours within it are untouched."""
    from PIL import Image as Pictures
    from PIL.ImageMath import lambda_eval

    most = levels_in(limit)
    c, m, y, k = image.split()
    moved = lambda_eval(lambda a: _grey_part(a, most), c=c, m=m, y=y, k=k)
    c, m, y = (lambda_eval(lambda a: a["ink"] - a["moved"], ink=ink, moved=moved) for ink in (c, m, y))
    k = lambda_eval(lambda a: a["k"] + a["moved"], k=k, moved=moved)
    colour = lambda_eval(lambda a: a["max"](a["c"] + a["m"] + a["y"], 1), c=c, m=m, y=y)
    room = lambda_eval(lambda a: a["min"](a["colour"], most - a["k"]), colour=colour, k=k)
    lighter = [
        lambda_eval(lambda a: a["ink"] * a["room"] / a["all"], ink=ink, room=room, all=colour) for ink in (c, m, y)
    ]
    return Pictures.merge("CMYK", [ink.convert("L") for ink in (*lighter, k)])


def _grey_part(a: dict[str, Any], most: int) -> Any:
    over = a["max"](a["c"] + a["m"] + a["y"] + a["k"] - most, 0)
    grey = a["min"](a["min"](a["c"], a["m"]), a["y"])
    return a["min"](a["min"](grey, 255 - a["k"]), (over + 1) / 2)
