"""Bakes the tables that LayoutDesk reads instead of a colour engine, out of ``newsprint.icc``.

    python resources/profiles/bake.py

Run it after ``build-newsprint.sh``; the tables are committed. It needs Pillow only, and the installed ``layoutdesk``.

    newsprint-rgb-cmyk.bin  33³ nodes sRGB -> CMYK under the ink limit (总墨量)
    newsprint-grey.bin      256 levels of grey -> grey printed with black ink alone
    newsprint-screen.bin    13⁴ nodes CMYK -> sRGB on screen
"""

import zlib
from itertools import pairwise, product
from pathlib import Path

from PIL import Image, ImageCms

from layoutdesk.pictures.colour import PRESS_NODES, SCREEN_NODES
from layoutdesk.pictures.ink import INK_LIMIT, under_limit
from layoutdesk.pictures.separate import to_screen

HERE = Path(__file__).resolve().parent
PROFILE = HERE / "newsprint.icc"
#: Solid black ink on screen: a neutral dark.
SCREEN_BLACK = (35, 31, 32)


def nodes(count: int) -> list[int]:
    """The levels of ``count`` equidistant nodes from 0 to 255."""
    return [round(255 * index / (count - 1)) for index in range(count)]


def press() -> bytes:
    """sRGB to CMYK, relative colorimetric with black point compensation.

    The perceptual table of the profile makes dark colours much more vivid than they were, which photographs do not bear.
    """
    axis = nodes(PRESS_NODES)
    source = bytes(level for b, g, r in product(axis, repeat=3) for level in (r, g, b))
    image = Image.frombytes("RGB", (PRESS_NODES, PRESS_NODES**2), source)
    transform = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), str(PROFILE), "RGB", "CMYK",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC, flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip
    levels = iter(transform.apply(image).tobytes())
    return bytes(
        level for c, m, y, k in zip(*(levels,) * 4, strict=True) for level in under_limit((c, m, y, k), INK_LIMIT)
    )


def screen() -> bytes:
    """CMYK to sRGB on screen, black ink taken as neutral where it stands alone and as measured where colours join it."""
    axis = nodes(SCREEN_NODES)
    colours = list(product(axis, repeat=4))
    image = Image.frombytes(
        "CMYK", (SCREEN_NODES**2, SCREEN_NODES**2), bytes(level for node in colours for level in node)
    )
    measured = zip(*(iter(to_screen(image).tobytes()),) * 3, strict=True)
    curves = neutral_curves()
    return bytes(
        round(level + (curve[level] - level) * (1 - c / 255) * (1 - m / 255) * (1 - y / 255))
        for (c, m, y, _), rgb in zip(colours, measured, strict=True)
        for level, curve in zip(rgb, curves, strict=True)
    )


def neutral_curves() -> list[list[int]]:
    """For red, green and blue, the levels that take solid black ink to ``SCREEN_BLACK`` and leave the paper white.

    A straight line in linear light, as black point compensation is one (ISO 18619:2015).
    """
    black = to_screen(Image.new("CMYK", (1, 1), (0, 0, 0, 255))).tobytes()
    curves = []
    for dark, wanted in zip(black, SCREEN_BLACK, strict=True):
        source, target = linear_light(dark), linear_light(wanted)
        scale = (1 - target) / (1 - source)
        curves.append([gamma_level((linear_light(level) - source) * scale + target) for level in range(256)])
    return curves


def grey() -> bytes:
    """Grey by black ink alone, so that paper is white and solid black is black.

    The profile's ramp is read at 17 steps and taken as straight between them in lightness: its 8-bit levels alone would
    leave steps in the shadows.
    """
    steps = nodes(17)
    ramp = Image.frombytes("CMYK", (len(steps), 1), bytes(level for k in steps for level in (0, 0, 0, k)))
    light = [linear_light(level) for level in to_screen(ramp).tobytes()[1::3]]
    lightness = [((value - light[-1]) / (light[0] - light[-1])) ** (1 / 3) for value in light]
    return bytes(255 - round(black_for(linear_light(level) ** (1 / 3), steps, lightness)) for level in range(256))


def black_for(goal: float, steps: list[int], lightness: list[float]) -> float:
    """The level of black ink that gives the lightness ``goal``, between the ``steps`` that give ``lightness``."""
    for (k, upper), (next_k, lower) in pairwise(zip(steps, lightness, strict=True)):
        if goal >= lower:
            return k + (next_k - k) * (upper - goal) / (upper - lower)
    return 255.0


def linear_light(level: float) -> float:
    """A level of sRGB (0 to 255) as light from 0 to 1 (IEC 61966-2-1)."""
    value = level / 255
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def gamma_level(light: float) -> int:
    """Light as a level of sRGB, clipped to 0 to 255 (IEC 61966-2-1)."""
    value = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return round(255 * min(1.0, max(0.0, value)))


def main() -> None:
    """Writes the three tables beside the profile."""
    for kind, table in (("rgb-cmyk", press()), ("grey", grey()), ("screen", screen())):
        (HERE / f"newsprint-{kind}.bin").write_bytes(zlib.compress(table, 9))


if __name__ == "__main__":
    main()
