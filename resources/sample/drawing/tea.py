"""A tea garden in the hills at sunrise: rows of bushes along the contours, mist in the valleys, pickers at work."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from PIL import Image, ImageChops, ImageDraw

from drawing.brush import Colour, Size, blur, clouds, curve, fade, film, glow, levels, mix, ramp, scaled, skyline, veil

SIZE: Size = (2600, 1500)
SUN = (2010, 330)
HAZE: Colour = (246, 226, 190)
#: The air over the gardens, cooler than that before the sun.
AIR: Colour = (206, 216, 192)
LIT: Colour = (190, 206, 84)
LEAF: Colour = (74, 118, 46)
SHADE: Colour = (14, 40, 30)

Contour = Callable[[float], float]


def draw() -> Image.Image:
    """The finished picture."""
    rng = Random(20260226)
    canvas = sky(rng)
    mountains(canvas, rng)
    for slope in SLOPES:
        garden(canvas, slope, rng)
    near = fade(SIZE, [(0, 0), (0.8, 0), (1, 255)])
    canvas.paste(blur(canvas, 5), (0, 0), near)
    glow(canvas, SUN, (2300, 1500), (96, 60, 22), 1.7)
    glow(canvas, SUN, (900, 700), (120, 84, 40), 2.0)
    return film(canvas, rng, grain=5.0, corner=0.42)


def sky(rng: Random) -> Image.Image:
    """A pale morning sky with thin cloud."""
    canvas = ramp(
        SIZE, [(0, (120, 156, 186)), (0.14, (176, 192, 200)), (0.28, (240, 216, 178)), (0.4, (252, 230, 190))]
    )
    wisps = levels(clouds(SIZE, (4, 20), rng, 6, 0.55), 120, 235)
    edge = fade(SIZE, [(0, 200), (0.2, 255), (0.36, 0)])
    veil(canvas, (255, 238, 212), scaled(ImageChops.multiply(wisps, edge), 0.6))
    glow(canvas, SUN, (1500, 900), (150, 96, 40), 1.8)
    glow(canvas, SUN, (300, 300), (255, 220, 150), 2.2)
    return canvas


def mountains(canvas: Image.Image, rng: Random) -> None:
    """Six ridges of the range behind, each with mist at its foot."""
    width, height = SIZE
    for base, rise, cells, colour in (
        (560, 330, 2.6, (206, 198, 184)),
        (590, 300, 3.4, (180, 184, 178)),
        (640, 270, 2.2, (150, 168, 166)),
        (690, 210, 3.0, (116, 146, 142)),
        (740, 170, 2.4, (86, 122, 114)),
        (800, 150, 3.2, (62, 100, 86)),
    ):
        ridge, trees = skyline(width, cells, rng, 7, 0.5), skyline(width, 220, rng, 3, 0.8)
        mask = Image.new("L", SIZE)
        edge = [(x, base - rise * ridge[x] ** 1.3 - trees[x] * (base - 540) * 0.055) for x in range(width)]
        ImageDraw.Draw(mask).polygon([*edge, (width, height), (0, height)], fill=255)
        veil(canvas, colour, blur(mask, 1.0))
        drift = curve(clouds(SIZE, (4, 10), rng), lambda v: 0.3 + v * 0.8)
        band = fade(SIZE, [(0, 0), ((base - rise * 0.6) / height, 0), ((base + 10) / height, 230), (1, 240)])
        veil(canvas, mix(HAZE, colour, 0.15), ImageChops.multiply(drift, band))


class Slope:
    """A hill with rows of tea: its outline, the height of its first and last row, its place in the haze."""

    def __init__(
        self, outline: Contour, rows: tuple[float, float, int], haze: float, pickers: tuple[int, ...] = ()
    ) -> None:
        """``rows`` are pixels of the first row, growth from row to row, and their number."""
        self.outline, self.rows, self.haze, self.pickers = outline, rows, haze, pickers


def _hump(centre: float, half: float, top: float, base: float) -> Contour:
    """A rounded hill: ``top`` at its centre, down to ``base`` at ``half`` pixels from it and beyond."""
    return lambda x: base - (base - top) * math.exp(-(((x - centre) / half) ** 2))


SLOPES = (
    Slope(_hump(1750, 560, 640, 900), (6.5, 1.045, 30), 0.62),
    Slope(_hump(520, 760, 690, 960), (9, 1.05, 28), 0.45),
    Slope(_hump(2250, 900, 800, 1130), (14, 1.06, 24), 0.27, (3, 9)),
    Slope(_hump(300, 1250, 960, 1420), (26, 1.085, 18), 0.08, (2, 6)),
)


def garden(canvas: Image.Image, slope: Slope, rng: Random) -> None:
    """The rows of a slope from the crest down, pickers between them, mist over its foot."""
    width, height = SIZE
    depth, thick = 0.0, slope.rows[0]
    ground = Image.new("L", SIZE)
    edge = [(x, slope.outline(x)) for x in range(0, width + 20, 20)]
    ImageDraw.Draw(ground).polygon([*edge, (width, height), (0, height)], fill=255)
    veil(canvas, mix(SHADE, AIR, slope.haze), blur(ground, 1.5))
    for row in range(slope.rows[2]):
        depth += thick
        hedge(canvas, slope, depth, thick, rng)
        if row in slope.pickers:
            people(canvas, slope, depth, thick, rng)
        thick *= slope.rows[1]
    low = levels(clouds(SIZE, (5, 12), rng), 60, 230)
    crest = slope.outline(SIZE[0] / 2)
    band = fade(
        SIZE, [(0, 0), (min(0.95, (crest + 40) / height), 0), (min(0.99, (crest + 300) / height), 150), (1, 190)]
    )
    veil(canvas, mix(HAZE, AIR, 0.4), scaled(ImageChops.multiply(low, band), min(1.0, 0.25 + slope.haze * 1.3)))


def hedge(canvas: Image.Image, slope: Slope, depth: float, thick: float, rng: Random) -> None:
    """One row: a dark foot, then clumps of leaves, those on top lit from the upper right."""
    pen = ImageDraw.Draw(canvas)
    size = thick * 0.26
    step = max(1.6, size * 0.62)
    phase, sway = rng.random() * 9, thick * 0.35
    for layer, (lift, share) in enumerate(((0.1, 0.0), (0.34, 0.3), (0.56, 0.62), (0.74, 1.0))):
        x = -20.0
        while x < SIZE[0] + 20:
            wave = math.sin(x / (thick * 9) + phase) * sway * 0.4 + math.sin(x / (thick * 2.3) + phase * 2) * sway * 0.3
            y = slope.outline(x) + depth + wave - thick * lift + rng.gauss(0, size * 0.28)
            if y > SIZE[1] + 40:
                x += step * 4
                continue
            tilt = (slope.outline(x + 20) - slope.outline(x - 20)) / 40
            light = share * (0.62 + 0.5 * max(-0.6, min(0.6, -tilt * 1.6))) + rng.gauss(0, 0.13)
            colour = (
                mix(SHADE, LEAF, min(1.0, light * 2)) if light < 0.5 else mix(LEAF, LIT, min(1.0, (light - 0.5) * 2))
            )
            away = slope.haze * (0.86 + 0.2 * math.exp(-(((x - SUN[0]) / 900) ** 2)))
            r = size * rng.uniform(0.55, 1.1)
            pen.ellipse((x - r * 1.25, y - r * 0.8, x + r * 1.25, y + r * 0.8), fill=mix(colour, AIR, away))
            if layer == 3 and size > 6:
                sprig(pen, (x, y - r * 0.6), r, mix((222, 232, 120), AIR, away), rng)
            x += step * rng.uniform(0.7, 1.3)


def sprig(pen: ImageDraw.ImageDraw, at: tuple[float, float], r: float, colour: Colour, rng: Random) -> None:
    """Young leaves that stand up from a bush near the viewer."""
    for _ in range(2):
        lean, rise = rng.gauss(0, r * 0.5), r * rng.uniform(0.5, 1.1)
        x, y = at[0] + rng.gauss(0, r * 0.6), at[1]
        pen.polygon([(x - r * 0.14, y), (x + lean, y - rise), (x + r * 0.16, y)], mix(colour, LEAF, rng.random() * 0.6))


def people(canvas: Image.Image, slope: Slope, depth: float, thick: float, rng: Random) -> None:
    """Pickers behind a row: bent backs, baskets, wide straw hats."""
    tall = thick * 1.15
    for _ in range(rng.choice((2, 3))):
        x = rng.uniform(0.12, 0.88) * SIZE[0]
        y = slope.outline(x) + depth + thick * 0.25
        layer = Image.new("RGBA", (round(tall * 2) * 3, round(tall * 1.6) * 3))
        pen = ImageDraw.Draw(layer)
        w, h = layer.size
        coat = rng.choice(((150, 58, 52), (60, 78, 120), (190, 180, 164), (70, 88, 100)))
        pen.polygon(
            [
                (w * 0.34, h),
                (w * 0.36, h * 0.52),
                (w * 0.44, h * 0.38),
                (w * 0.56, h * 0.4),
                (w * 0.62, h * 0.6),
                (w * 0.62, h),
            ],
            (*coat, 255),
        )
        pen.line(
            [(w * 0.55, h * 0.5), (w * 0.68, h * 0.72), (w * 0.74, h * 0.74)],
            (*mix(coat, (0, 0, 0), 0.25), 255),
            round(w * 0.055),
        )
        pen.polygon(
            [(w * 0.27, h * 0.52), (w * 0.38, h * 0.5), (w * 0.4, h * 0.86), (w * 0.3, h * 0.84)], (128, 96, 58, 255)
        )
        pen.ellipse((w * 0.47, h * 0.24, w * 0.6, h * 0.44), fill=(120, 84, 66, 255))
        pen.polygon(
            [(w * 0.38, h * 0.34), (w * 0.545, h * 0.12), (w * 0.71, h * 0.36), (w * 0.545, h * 0.4)],
            (214, 182, 120, 255),
        )
        pen.polygon([(w * 0.38, h * 0.34), (w * 0.545, h * 0.12), (w * 0.53, h * 0.4)], (156, 124, 74, 255))
        shade = Image.new("RGBA", layer.size, (*mix(SHADE, AIR, slope.haze), 255))
        layer = Image.composite(Image.blend(layer, shade, 0.3 + slope.haze * 0.5), layer, layer.getchannel("A"))
        small = layer.resize((round(w / 3), round(h / 3)), Image.Resampling.LANCZOS)
        small = blur(small, 1.1)
        canvas.paste(small, (round(x - small.width / 2), round(y - small.height)), small)
