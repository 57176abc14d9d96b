"""Separation (分色) with Pillow: RGB to the inks of the press, inks to the screen, and the ink limit of whole pictures.

Everything that converts pixels is here; ``colour`` holds the tables. Sizes never change, only modes.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from layoutdesk.pictures.colour import NEWSPRINT, PRESS_NODES, grey_curve, press_table, profile_bytes
from layoutdesk.pictures.ink import under_limit

if TYPE_CHECKING:
    from PIL import Image, ImageCms, ImageFilter

#: The screen's rendering of solid black ink: neutral and dark, as a black on newsprint looks beside its paper.
SCREEN_BLACK: Final = (35, 31, 32)


@cache
def _press_lookup(name: str, limit: float) -> ImageFilter.Color3DLUT:
    from PIL import ImageFilter

    table = press_table(name)
    nodes = [under_limit((c, m, y, k), limit) for c, m, y, k in zip(*(iter(table),) * 4, strict=True)]
    flat = [level / 255 for node in nodes for level in node]
    return ImageFilter.Color3DLUT(PRESS_NODES, flat, channels=4, target_mode="CMYK")


def to_press(image: Image.Image, limit: float, name: str = NEWSPRINT) -> Image.Image:
    """An sRGB picture in the four inks of the press, every pixel within ``limit`` percent of ink (± 1 by rounding).

    Between nodes that keep the limit, linear interpolation keeps it too.
    """
    return image.filter(_press_lookup(name, limit))


def to_press_grey(image: Image.Image, name: str = NEWSPRINT) -> Image.Image:
    """A grey picture (``L``) as it prints with black ink alone, dot gain (网点扩大) allowed for; 255 is still no ink."""
    return image.point(list(grey_curve(name)))


#: The colour space that an embedded profile must have to be used with pictures of a mode (ICC.1 §7.2.6).
_SPACES: Final = {"L": "GRAY", "I": "GRAY", "I;16": "GRAY", "LA": "GRAY", "1": "GRAY"}


def source_profile(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """The profile that a picture as opened carries; ``None`` for none, a damaged one and one for another kind of picture."""
    from PIL import ImageCms

    data = image.info.get("icc_profile")
    if not data:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
    except (OSError, ImageCms.PyCMSError):
        return None
    fits = profile.profile.xcolor_space.strip() == _SPACES.get(image.mode, "RGB")
    return profile if fits else None


def to_srgb(image: Image.Image, profile: ImageCms.ImageCmsProfile | None) -> Image.Image:
    """A picture (``L`` or ``RGB``) of the colour space ``profile`` in sRGB; unchanged where it is sRGB already."""
    from PIL import ImageCms

    if profile is None or "sRGB" in (profile.profile.profile_description or ""):
        return image
    try:
        transform = ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), image.mode, "RGB")
        return transform.apply(image).convert(image.mode)
    except ImageCms.PyCMSError:
        return image


@cache
def _screen_transform(name: str) -> ImageCms.ImageCmsTransform:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(io.BytesIO(profile_bytes(name)))
    screen = ImageCms.createProfile("sRGB")
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    return ImageCms.buildTransform(profile, screen, "CMYK", "RGB", renderingIntent=intent)


@cache
def _screen_curves(name: str) -> list[int]:
    """Three curves of 256 levels that take the press's solid black to ``SCREEN_BLACK`` and leave the paper white.

    A straight line in linear light, the way black point compensation works (ISO 18619:2015); the profile's own darkest
    colour would leave black text on screen a brownish grey.
    """
    from PIL import Image

    black = _screen_transform(name).apply(Image.new("CMYK", (1, 1), (0, 0, 0, 255))).tobytes()
    curves = []
    for dark, wanted in zip(black, SCREEN_BLACK, strict=True):
        source, target = linear_light(dark), linear_light(wanted)
        scale = (1 - target) / (1 - source)
        curves += [gamma_level((linear_light(level) - source) * scale + target) for level in range(256)]
    return curves


def to_screen(image: Image.Image, name: str = NEWSPRINT) -> Image.Image:
    """A CMYK picture as the screen shows it (``RGB``), by the same rule as ``colour.screen_rgb``."""
    shown = _screen_transform(name).apply(image)
    return shown.point(_screen_curves(name))


def linear_light(level: float) -> float:
    """A level of sRGB (0 to 255) as light from 0 to 1 (IEC 61966-2-1)."""
    value = level / 255
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def gamma_level(light: float) -> int:
    """Light as a level of sRGB, clipped to 0 to 255 (IEC 61966-2-1)."""
    value = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return round(255 * min(1.0, max(0.0, value)))


def most_ink(image: Image.Image) -> float:
    """The highest total ink of any pixel of a CMYK picture, in percent."""
    from PIL import ImageMath

    bands = dict(zip("cmyk", image.split(), strict=True))
    total = ImageMath.lambda_eval(lambda a: a["c"] + a["m"] + a["y"] + a["k"], **bands)
    return float(total.getextrema()[1]) / 2.55


def limited(image: Image.Image, limit: float) -> Image.Image:
    """A CMYK picture under ``limit`` percent of ink by the rule of ``ink.under_limit``; colours within it are untouched."""
    from PIL import Image as Pictures
    from PIL.ImageMath import lambda_eval

    most = int(limit * 2.55)
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
