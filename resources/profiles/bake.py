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
from layoutdesk.pictures.ink import under_limit
from layoutdesk.pictures.separate import linear_light, to_screen

HERE = Path(__file__).resolve().parent
PROFILE = HERE / "newsprint.icc"
#: Below the 240 % of the press: rounding in between the nodes and the coding as JPEG add a little.
NODE_LIMIT = 236.0


def nodes(count: int) -> list[int]:
    """The levels of ``count`` equidistant nodes from 0 to 255."""
    return [round(255 * index / (count - 1)) for index in range(count)]


def press() -> bytes:
    """sRGB to CMYK, perceptual: the profile's mapping into the small gamut of newsprint was made for pictures."""
    axis = nodes(PRESS_NODES)
    source = bytes(level for b, g, r in product(axis, repeat=3) for level in (r, g, b))
    image = Image.frombytes("RGB", (PRESS_NODES, PRESS_NODES**2), source)
    transform = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), str(PROFILE), "RGB", "CMYK", renderingIntent=ImageCms.Intent.PERCEPTUAL
    )
    levels = iter(transform.apply(image).tobytes())
    return bytes(
        level for c, m, y, k in zip(*(levels,) * 4, strict=True) for level in under_limit((c, m, y, k), NODE_LIMIT)
    )


def screen() -> bytes:
    """CMYK to sRGB on screen."""
    source = bytes(level for node in product(nodes(SCREEN_NODES), repeat=4) for level in node)
    image = Image.frombytes("CMYK", (SCREEN_NODES**2, SCREEN_NODES**2), source)
    return to_screen(image).tobytes()


def grey() -> bytes:
    """Grey by black ink alone, so that paper is white and solid black is black.

    The profile's ramp is read at 17 steps and taken as straight between them in lightness: its 8-bit levels alone would
    leave steps in the shadows.
    """
    steps = nodes(17)
    ramp = Image.frombytes("CMYK", (len(steps), 1), bytes(level for k in steps for level in (0, 0, 0, k)))
    light = [linear_light(level) for level in to_screen(ramp).tobytes()[1::3]]
    lightness = [((value - light[-1]) / (light[0] - light[-1])) ** (1 / 3) for value in light]
    return bytes(255 - round(_black_for(linear_light(level) ** (1 / 3), steps, lightness)) for level in range(256))


def _black_for(goal: float, steps: list[int], lightness: list[float]) -> float:
    for (k, upper), (next_k, lower) in pairwise(zip(steps, lightness, strict=True)):
        if goal >= lower:
            return k + (next_k - k) * (upper - goal) / (upper - lower)
    return 255.0


def main() -> None:
    for kind, table in (("rgb-cmyk", press()), ("grey", grey()), ("screen", screen())):
        (HERE / f"newsprint-{kind}.bin").write_bytes(zlib.compress(table, 9))


if __name__ == "__main__":
    main()
