"""A lighthouse on a headland at dusk: the beam, a heavy sea that breaks on rocks, a long exposure."""

from __future__ import annotations

import math
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from drawing.brush import (
    BICUBIC,
    FINE,
    Size,
    blur,
    clouds,
    curve,
    darken,
    fade,
    film,
    glow,
    levels,
    ramp,
    scaled,
    shine,
    skyline,
    veil,
)

SIZE: Size = (2200, 1450)
SEA = 880
LAMP = (1475, 352)


def draw() -> Image.Image:
    """The finished picture."""
    rng = Random(19350301)
    canvas = sky(rng)
    canvas = beam(canvas, rng)
    canvas = sea(canvas, rng)
    headland(canvas, rng)
    tower(canvas)
    rocks(canvas, rng)
    spray(canvas, rng)
    glow(canvas, LAMP, (240, 240), (255, 236, 190), 2.6)
    glow(canvas, LAMP, (30, 26), (255, 250, 230), 1.2)
    return film(canvas, rng, grain=6.0, corner=0.5)


def sky(rng: Random) -> Image.Image:
    """The last light under banks of storm cloud."""
    canvas = ramp(
        SIZE,
        [(0, (34, 46, 70)), (0.3, (62, 78, 106)), (0.5, (138, 124, 132)), (0.6, (222, 158, 116)), (1, (96, 96, 112))],
    )
    for cells, low, colour, strength in (
        ((3, 9), 92, (36, 44, 62), 0.9),
        ((5, 14), 120, (58, 62, 80), 0.7),
        ((6, 30), 150, (238, 170, 128), 0.35),
    ):
        bank = levels(clouds(SIZE, cells, rng, 7, 0.58), low, 225)
        edge = fade(SIZE, [(0, 255), (0.4, 200), (0.58, 40), (1, 0)])
        veil(canvas, colour, scaled(ImageChops.multiply(bank, edge), strength))
    glow(canvas, (380, SEA - 30), (1200, 330), (110, 60, 26), 1.8)
    return canvas


def beam(canvas: Image.Image, rng: Random) -> Image.Image:
    """Two arms of light that widen and fade, with the haze they catch."""
    rays = Image.new("L", SIZE)
    for reach, spread in ((2300, 0.032), (2300, 0.018)):
        for side, tilt in ((-1, 0.075), (1, -0.05)):
            layer = Image.new("L", SIZE)
            x, y = LAMP
            far = x + side * reach
            middle = y + reach * tilt * side * -1 * 0.6
            ends = [(far, middle - reach * spread), (far, middle + reach * spread)]
            ImageDraw.Draw(layer).polygon([(x, y - 5), *ends, (x, y + 5)], fill=120)
            rays = ImageChops.screen(rays, blur(layer, 9))
    falloff = Image.new("RGB", SIZE)
    glow(falloff, LAMP, (1750, 1750), (255, 255, 255), 1.5)
    haze = curve(clouds(SIZE, (9, 7), rng), lambda v: 0.55 + 0.45 * v)
    return shine(canvas, (255, 232, 178), ImageChops.multiply(ImageChops.multiply(rays, falloff.getchannel(0)), haze))


def sea(canvas: Image.Image, rng: Random) -> Image.Image:
    """Rows of swell that grow towards the viewer, foam on their crests, the glow of the west on their backs."""
    width, height = SIZE
    depth = height - SEA
    water = ramp((width, depth), [(0, (150, 124, 116)), (0.12, (84, 92, 106)), (0.5, (44, 60, 76)), (1, (26, 38, 50))])
    top, thick = 0.0, 5.0
    while top < depth:
        share = top / depth
        line = skyline(width, 5 + 16 * (1 - share), rng, 6, 0.55)
        wave = Image.new("L", (width, depth))
        crest = [(x, top + (line[x] - 0.5) * thick * 2.0) for x in range(width)]
        ImageDraw.Draw(wave).polygon([*crest, (width, depth), (0, depth)], fill=255)
        below = Image.new("L", (width, depth))
        ImageDraw.Draw(below).polygon([*((x, y + thick * 1.5) for x, y in crest), (width, depth), (0, depth)], fill=255)
        face = ImageChops.subtract(blur(wave, 0.6 + share), blur(below, thick * 0.5))
        veil(water, (18, 28, 38), scaled(face, 0.3 + 0.25 * share))
        foam = levels(clouds((width, depth), (46 - 30 * share, depth / thick / 2), rng, 4, 0.65), 158, 225)
        lower = wave.transform(wave.size, Image.Transform.AFFINE, (1, 0, 0, 0, 1, -thick * 0.5))
        edge = ImageChops.subtract(blur(wave, 1.0), blur(lower, 3))
        veil(water, (206, 212, 214), ImageChops.multiply(foam, edge.point([min(255, v * 2) for v in range(256)])))
        top += thick * 1.7
        thick *= 1.16
    streaks = levels(clouds((width, depth), (16, 44), rng, 5, 0.6), 160, 240)
    veil(water, (196, 204, 208), scaled(ImageChops.multiply(streaks, fade(streaks.size, [(0, 40), (1, 190)])), 0.4))
    path = Image.new("RGB", water.size)
    glow(path, (380, 0), (620, 420), (255, 255, 255), 1.4)
    water = shine(water, (230, 150, 104), scaled(ImageChops.multiply(path.getchannel(0), levels(streaks, 0, 160)), 0.8))
    done = canvas.copy()
    done.paste(water, (0, SEA), fade(water.size, [(0, 120), (0.03, 255), (1, 255)]))
    return done


def headland(canvas: Image.Image, rng: Random) -> None:
    """The head: a cliff with strata, turf on top, darker towards the water."""
    width = SIZE[0]
    rough, fine = skyline(width, 7, rng, 7, 0.55), skyline(width, 60, rng, 4, 0.7)

    def top(x: int) -> float:
        rise = 1 / (1 + math.exp(-(x - 1080) / 85))
        return SEA + 70 - rise * (146 + 60 * math.sin((x - 1080) / 420)) - rough[x] * 42 * rise - fine[x] * 14

    mask = Image.new("L", SIZE)
    foot = [(x, SEA + 88 + 34 * fine[x]) for x in range(width - 1, 939, -4)]
    ImageDraw.Draw(mask).polygon([*((x, top(x)) for x in range(940, width)), *foot], fill=255)
    rock = ramp(
        SIZE, [(0, (70, 66, 66)), (0.48, (92, 82, 76)), (0.6, (60, 56, 58)), (0.68, (24, 26, 30)), (1, (20, 22, 26))]
    )
    strata = clouds(SIZE, (9, 70), rng, 6, 0.66)
    rock = darken(rock, curve(strata, lambda v: 0.4 + 0.8 * v))
    cracks = levels(clouds(SIZE, (70, 14), rng, 5, 0.7), 70, 150)
    rock = darken(rock, curve(cracks, lambda v: 0.55 + 0.45 * v))
    canvas.paste(rock, (0, 0), blur(mask, 1.2))
    turf = Image.new("L", SIZE)
    ImageDraw.Draw(turf).line([(x, top(x) + 7) for x in range(1090, width, 3)], fill=230, width=22)
    veil(
        canvas,
        (58, 66, 48),
        ImageChops.multiply(blur(turf, 5), curve(clouds(SIZE, (90, 60), rng), lambda v: 0.3 + v * 0.7)),
    )
    for n in range(26):
        x = 1560 + n * 26
        if n % 4 == 0 and x < width - 40:
            ImageDraw.Draw(canvas).line((x, top(x) - 16, x, top(x) + 3), (34, 34, 36), 3)


def tower(canvas: Image.Image) -> None:
    """The white tower with its gallery and lantern, and the keeper's house, lit from the west."""
    layer = Image.new("RGBA", (SIZE[0] * FINE, SIZE[1] * FINE))
    pen = ImageDraw.Draw(layer)

    def shape(points: list[tuple[float, float]], colour: tuple[int, int, int]) -> None:
        pen.polygon([(x * FINE, y * FINE) for x, y in points], (*colour, 255))

    x, foot, head = LAMP[0], 742, 392
    for n in range(64):
        a, b = n / 64, (n + 1) / 64
        light = 0.34 + 0.62 * math.exp(-(((a - 0.2) / 0.3) ** 2)) + 0.1 * a
        colour = tuple(round(v * min(1.0, light)) for v in (242, 226, 212))
        low, high = (lambda s: x - 64 + 128 * s), (lambda s: x - 40 + 80 * s)
        shape([(low(a), foot), (high(a), head), (high(b), head), (low(b), foot)], (colour[0], colour[1], colour[2]))
    for y in (480, 570, 660):
        shape([(x - 7, y), (x + 5, y), (x + 6, y + 22), (x - 7, y + 22)], (40, 40, 44))
    shape([(x - 62, head + 2), (x + 62, head + 2), (x + 56, head - 10), (x - 56, head - 10)], (44, 42, 44))
    for n in range(15):
        rail = x - 58 + n * 8.3
        pen.line((rail * FINE, (head - 34) * FINE, rail * FINE, (head - 8) * FINE), (36, 36, 38, 255), 3)
    pen.line(((x - 60) * FINE, (head - 34) * FINE, (x + 60) * FINE, (head - 34) * FINE), (36, 36, 38, 255), 5)
    shape([(x - 33, head - 8), (x + 33, head - 8), (x + 33, head - 66), (x - 33, head - 66)], (255, 232, 170))
    for n in range(6):
        bar = x - 33 + n * 13.2
        pen.line((bar * FINE, (head - 66) * FINE, bar * FINE, (head - 8) * FINE), (44, 40, 40, 255), 5)
    shape([(x - 42, head - 64), (x + 42, head - 64), (x + 24, head - 92), (x - 24, head - 92)], (150, 44, 38))
    shape([(x - 24, head - 92), (x + 24, head - 92), (x + 3, head - 110), (x - 3, head - 110)], (112, 30, 28))
    pen.line((x * FINE, (head - 140) * FINE, x * FINE, (head - 108) * FINE), (40, 36, 36, 255), 5)
    shape([(x + 96, 742), (x + 96, 690), (x + 250, 690), (x + 250, 748)], (150, 140, 132))
    shape([(x + 84, 692), (x + 118, 652), (x + 230, 652), (x + 264, 692)], (64, 54, 54))
    shape([(x + 208, 652), (x + 208, 628), (x + 226, 628), (x + 226, 652)], (84, 68, 64))
    for at in (120, 176, 218):
        shape([(x + at, 706), (x + at + 18, 706), (x + at + 18, 728), (x + at, 728)], (255, 206, 130))
    small = blur(layer.reduce(FINE), 0.7)
    canvas.paste(small, (0, 0), small)
    glow(canvas, (x + 190, 716), (120, 50), (90, 60, 26), 1.6)


def rocks(canvas: Image.Image, rng: Random) -> None:
    """Rocks near the viewer, wet on top, and the ones at the cliff's foot."""
    groups = ((900, 1000, 520, 60, 9), (1350, 1010, 560, 46, 8), (-160, 1470, 760, 130, 8), (1750, 1480, 640, 110, 6))
    for left, base, wide, tall, count in groups:
        for _ in range(count):
            x, w = left + rng.random() * wide, rng.uniform(0.22, 0.5) * wide
            h = tall * rng.uniform(0.4, 1.0)
            line = skyline(64, 4, rng, 4, 0.5)
            edge = [
                (x + w * n / 63, base - h * math.sin(math.pi * n / 63) ** 1.1 * (0.7 + 0.4 * line[n]))
                for n in range(64)
            ]
            mask = Image.new("L", SIZE)
            ImageDraw.Draw(mask).polygon([*edge, (x + w, base), (x, base)], fill=255)
            veil(canvas, (16, 19, 23), blur(mask, 1.6))
            wet = Image.new("L", SIZE)
            ImageDraw.Draw(wet).line([(a, b + 4) for a, b in edge], fill=150, width=6)
            rough = levels(clouds(SIZE, (120, 90), rng, 3), 110, 220)
            veil(canvas, (130, 132, 138), ImageChops.multiply(blur(wet, 3), rough))


def spray(canvas: Image.Image, rng: Random) -> None:
    """Surf at the foot of the cliff and over the near rocks: soft white bursts and thrown drops."""
    mask = Image.new("L", SIZE)
    pen = ImageDraw.Draw(mask)
    bursts = (
        (985, 985, 170, 500),
        (1250, 1010, 120, 320),
        (1560, 1020, 90, 240),
        (430, 1400, 150, 420),
        (1880, 1420, 130, 320),
    )
    for x, y, reach, count in bursts:
        for _ in range(count):
            angle, far = rng.uniform(-math.pi * 0.94, -math.pi * 0.06), reach * rng.random() ** 0.7
            px, py = x + math.cos(angle) * far * 1.5, y + math.sin(angle) * far
            r = rng.uniform(3, 26) * (1 - far / reach * 0.75)
            pen.ellipse((px - r, py - r, px + r, py + r), fill=rng.randrange(30, 150))
    torn = curve(clouds(SIZE, (60, 44), rng, 6, 0.65), lambda v: max(0.0, v * 1.7 - 0.35))
    soft = ImageChops.multiply(blur(mask, 9), torn)
    veil(canvas, (226, 228, 228), soft.point([min(255, round(v * 1.5)) for v in range(256)]))
    foot = fade(SIZE, [(0, 0), (0.635, 0), (0.685, 215), (0.73, 0), (1, 0)])
    right = ramp((SIZE[1], SIZE[0]), [(0, (0, 0, 0)), (0.36, (0, 0, 0)), (0.44, (255, 255, 255)), (1, (255, 255, 255))])
    side = right.getchannel(0).transpose(Image.Transpose.ROTATE_90)
    side = side.resize(SIZE, BICUBIC)
    veil(canvas, (214, 218, 220), ImageChops.multiply(ImageChops.multiply(foot, side), torn))
    drops = Image.new("L", SIZE)
    pen = ImageDraw.Draw(drops)
    for _ in range(260):
        x, y = rng.choice(((985, 940), (1250, 965)))
        px, py, r = rng.gauss(x, 90), rng.gauss(y, 40), 1
        pen.ellipse((px - r, py - r, px + r, py + r), fill=rng.randrange(90, 220))
    veil(canvas, (236, 238, 238), drops.filter(ImageFilter.GaussianBlur(0.8)))
