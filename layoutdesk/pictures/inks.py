"""Pictures that come as inks (CMYK): made for this press, for another one, or for nobody knows which.

Inks without a profile, and those made for a condition that prints nearly as ours, go to the plates as they are: whoever separated
the picture meant those dots. Others are converted through how they look (device link by way of Lab), except that black alone stays
black alone: four-coloured grey and type would show every misregister.
"""

from __future__ import annotations

import io
import math
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Final

from layoutdesk.pictures.baking import black_curve
from layoutdesk.pictures.colour import grey_curve
from layoutdesk.pictures.profiles import profile_bytes
from layoutdesk.pictures.separate import to_press_grey, to_screen

if TYPE_CHECKING:
    from PIL import Image, ImageCms

#: Mean difference (CIE ΔE*ab 1976) of the inks' mixtures up to which two conditions print the same for a newspaper's eyes.
_NEAR: Final = 4.0
_STEPS: Final = (0, 64, 128, 191, 255)


def made_for_another(profile: ImageCms.ImageCmsProfile, name: str) -> bool:
    """Whether a picture with this profile was separated for a press that prints otherwise than the condition ``name``."""
    return _difference(profile.tobytes(), name) > _NEAR


@cache
def _difference(profile: bytes, name: str) -> float:
    ours, theirs = _mixtures(profile_bytes(name)), _mixtures(profile)
    squares = (
        sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) for one, other in zip(ours, theirs, strict=True)
    )
    return sum(math.sqrt(square) for square in squares) / len(ours)


def _mixtures(profile: bytes) -> list[tuple[float, ...]]:
    """How mixtures of the four inks look: L*, a*, b* relative to the paper."""
    from PIL import Image as Pictures
    from PIL import ImageCms

    levels = bytes(level for mixture in product(_STEPS, repeat=4) for level in mixture)
    inks = Pictures.frombytes("CMYK", (len(levels) // 4, 1), levels)
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    lab = ImageCms.buildTransform(source, ImageCms.createProfile("LAB"), "CMYK", "LAB").apply(inks).tobytes()
    # a* and b* are stored as signed bytes.
    return [
        (lightness / 2.55, (a ^ 128) - 128.0, (b ^ 128) - 128.0)
        for lightness, a, b in zip(*(iter(lab),) * 3, strict=True)
    ]


def for_press(image: Image.Image, profile: ImageCms.ImageCmsProfile, name: str) -> Image.Image:
    """A CMYK picture of the condition ``profile`` in the inks of the condition ``name``, its ink not yet limited."""
    from PIL import Image as Pictures

    converted = _link(profile.tobytes(), name).apply(image)
    black = image.getchannel("K").point(_black(profile.tobytes(), name))
    found = Pictures.merge("CMYK", (*(Pictures.new("L", image.size),) * 3, black))
    found.paste(converted, mask=_coloured(image))
    return found


def in_black(image: Image.Image, name: str) -> Image.Image:
    """A CMYK picture as it prints with black ink alone (``L``, 255 no ink); where it was black alone, that very black."""
    from PIL import ImageChops

    found = ImageChops.invert(image.getchannel("K"))
    found.paste(to_press_grey(to_screen(image, name).convert("L"), name), mask=_coloured(image))
    return found


def _coloured(image: Image.Image) -> Image.Image:
    """A mask of the pixels that have cyan, magenta or yellow."""
    from PIL import ImageChops

    c, m, y, _ = image.split()
    return ImageChops.lighter(ImageChops.lighter(c, m), y).point([0] + [255] * 255)


@cache
def _link(profile: bytes, name: str) -> ImageCms.ImageCmsTransform:
    from PIL import ImageCms

    return ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.ImageCmsProfile(io.BytesIO(profile_bytes(name))), "CMYK", "CMYK",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC, flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip


@cache
def _black(profile: bytes, name: str) -> list[int]:
    """For each level of their black alone, the level of ours that gives the same grey."""
    from PIL import ImageCms

    theirs = black_curve(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    ours = grey_curve(name)
    nearest: dict[int, int] = {}
    for grey, level in enumerate(theirs):
        nearest.setdefault(255 - level, 255 - ours[grey])
    levels, last = [], 0
    for k in range(256):
        last = nearest.get(k, last)
        levels.append(last)
    return levels
