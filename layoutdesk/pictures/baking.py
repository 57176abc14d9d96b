"""Baking: from an output profile to the tables that are read instead of a colour engine.

    press   33³ nodes sRGB → CMYK under the ink limit (总墨量), with room for what coding as JPEG adds
    grey    256 levels of grey → grey printed with black ink alone
    screen  13⁴ nodes CMYK → sRGB on screen

The tables of the profiles that ship are baked by ``resources/profiles/bake.py``, those of a newspaper's own on first use, in the
process of ``darkroom``.
"""

from __future__ import annotations

import io
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any, Final

import msgspec

from layoutdesk.base.problem import Refusal
from layoutdesk.pictures.decode import Look
from layoutdesk.pictures.ink import under_limit

if TYPE_CHECKING:
    from PIL import Image, ImageCms

#: Nodes of the tables along each axis.
PRESS_NODES: Final = 33
SCREEN_NODES: Final = 13
#: Percent of ink by which a separation stays under the limit: coding it as JPEG adds a little.
CODING_ROOM: Final = 8.0
#: Solid black ink on screen: a neutral dark.
SCREEN_BLACK: Final = (35, 31, 32)


class Order(Look, frozen=True, kw_only=True):
    """What is to be baked from a profile's bytes: the ink limit in percent that it goes with; ``name`` is the file's."""

    ink_limit: float


class Tables(msgspec.Struct, frozen=True, kw_only=True):
    """The three tables, one byte a level (see above): red runs fastest in ``press``, black in ``screen``."""

    press: bytes
    grey: bytes
    screen: bytes


def bake(data: bytes, order: Order) -> Tables:
    """Bakes the tables of an output profile. Raises ``Refusal`` ``pictures.profile_file`` for what the colour engine refuses."""
    from PIL import ImageCms

    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
        return Tables(
            press=_press(profile, order.ink_limit - CODING_ROOM), grey=black_curve(profile), screen=_screen(profile)
        )
    except (ImageCms.PyCMSError, OSError) as error:
        raise Refusal("pictures.profile_file", file=order.name) from error


def screen_transform(profile: ImageCms.ImageCmsProfile) -> ImageCms.ImageCmsTransform:
    """From the inks of a profile to the screen: paper is white, the darkest that four inks give black."""
    from PIL import ImageCms

    return _relative(profile, ImageCms.createProfile("sRGB"), "CMYK", "RGB")


def _relative(source: Any, target: Any, mode: str, to: str) -> ImageCms.ImageCmsTransform:
    from PIL import ImageCms

    return ImageCms.buildTransform(
        source, target, mode, to,
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC, flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip


def _nodes(count: int) -> list[int]:
    """The levels of ``count`` equidistant nodes from 0 to 255."""
    return [round(255 * index / (count - 1)) for index in range(count)]


def _press(profile: ImageCms.ImageCmsProfile, limit: float) -> bytes:
    """sRGB to CMYK, relative colorimetric with black point compensation.

    The perceptual table of a profile makes dark colours much more vivid than they were, which photographs do not bear.
    """
    from PIL import Image as Pictures
    from PIL import ImageCms

    axis = _nodes(PRESS_NODES)
    source = bytes(level for b, g, r in product(axis, repeat=3) for level in (r, g, b))
    image = Pictures.frombytes("RGB", (PRESS_NODES, PRESS_NODES**2), source)
    levels = iter(_relative(ImageCms.createProfile("sRGB"), profile, "RGB", "CMYK").apply(image).tobytes())
    return bytes(level for c, m, y, k in zip(*(levels,) * 4, strict=True) for level in under_limit((c, m, y, k), limit))


def _screen(profile: ImageCms.ImageCmsProfile) -> bytes:
    """CMYK to sRGB on screen, black ink taken as neutral where it stands alone and as measured where colours join it."""
    from PIL import Image as Pictures

    axis = _nodes(SCREEN_NODES)
    colours = list(product(axis, repeat=4))
    pixels = bytes(level for node in colours for level in node)
    image = screen_transform(profile).apply(Pictures.frombytes("CMYK", (SCREEN_NODES**2, SCREEN_NODES**2), pixels))
    measured = zip(*(iter(image.tobytes()),) * 3, strict=True)
    curves = _neutral_curves(profile)
    return bytes(
        round(level + (curve[level] - level) * (1 - c / 255) * (1 - m / 255) * (1 - y / 255))
        for (c, m, y, _), rgb in zip(colours, measured, strict=True)
        for level, curve in zip(rgb, curves, strict=True)
    )


def _neutral_curves(profile: ImageCms.ImageCmsProfile) -> list[list[int]]:
    """For red, green and blue, the levels that take solid black ink to ``SCREEN_BLACK`` and leave the paper white.

    A straight line in linear light, as black point compensation is one (ISO 18619:2015).
    """
    black = screen_transform(profile).apply(_black_ramp([255])).tobytes()
    curves = []
    for dark, wanted in zip(black, SCREEN_BLACK, strict=True):
        source, target = _linear_light(dark), _linear_light(wanted)
        scale = (1 - target) / (1 - source)
        curves.append([_gamma_level((_linear_light(level) - source) * scale + target) for level in range(256)])
    return curves


def _black_ramp(steps: list[int]) -> Image.Image:
    from PIL import Image as Pictures

    return Pictures.frombytes("CMYK", (len(steps), 1), bytes(level for k in steps for level in (0, 0, 0, k)))


def black_curve(profile: ImageCms.ImageCmsProfile) -> bytes:
    """Grey by black ink alone, so that paper is white and solid black is black.

    The profile's ramp is read at 17 steps and taken as straight between them in lightness: its 8-bit levels alone would
    leave steps in the shadows.
    """
    steps = _nodes(17)
    ramp = screen_transform(profile).apply(_black_ramp(steps))
    light = [_linear_light(level) for level in ramp.tobytes()[1::3]]
    lightness = [(max(0.0, value - light[-1]) / (light[0] - light[-1])) ** (1 / 3) for value in light]
    return bytes(255 - round(_black_for(_linear_light(level) ** (1 / 3), steps, lightness)) for level in range(256))


def _black_for(goal: float, steps: list[int], lightness: list[float]) -> float:
    """The level of black ink that gives the lightness ``goal``, between the ``steps`` that give ``lightness``."""
    for (k, upper), (next_k, lower) in pairwise(zip(steps, lightness, strict=True)):
        if goal >= lower and upper > lower:
            return k + (next_k - k) * (upper - goal) / (upper - lower)
    return 255.0


def _linear_light(level: float) -> float:
    """A level of sRGB (0 to 255) as light from 0 to 1 (IEC 61966-2-1)."""
    value = level / 255
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _gamma_level(light: float) -> int:
    """Light as a level of sRGB, clipped to 0 to 255 (IEC 61966-2-1)."""
    value = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return round(255 * min(1.0, max(0.0, value)))
