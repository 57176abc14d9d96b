"""A cable-stayed bridge over a river at dawn: mist, hills in layers, the bridge's image in the water, a barge."""

from __future__ import annotations

import math
from random import Random

from PIL import Image, ImageChops, ImageDraw

from drawing.brush import (
    BICUBIC,
    FINE,
    Camera,
    Colour,
    Size,
    blur,
    clouds,
    curve,
    fade,
    film,
    glow,
    levels,
    mix,
    ramp,
    ripple,
    scaled,
    shine,
    skyline,
    veil,
)

SIZE: Size = (2400, 1560)
SHORE = 1010
SUN = (1585, 800)
STEEL: Colour = (38, 46, 62)
HAZE: Colour = (238, 196, 160)

#: Main span 620 m, side spans 280 m, deck at 44 m, towers 198 m.
TOWERS = (-310.0, 310.0)
DECK, TOP, HALF_WIDTH = 44.0, 198.0, 17.0
CAMERA = Camera((-640.0, 11.0, -560.0), (37.0, 4.2), 2050 * FINE, (1200 * FINE, 856 * FINE))


def draw() -> Image.Image:
    """The finished picture."""
    rng = Random(20260302)
    land = hills(sky(rng), rng)
    city(land, rng)
    steel = bridge()
    land.paste(steel, (0, 0), steel)
    mist(land, rng)
    picture = water(land, rng)
    feet(picture, steel, rng)
    barge(picture)
    reeds(picture, rng)
    picture = picture.point([round(255 * (v / 255) ** 0.9) for v in range(256)] * 3)
    return film(picture, rng, grain=5.0)


def sky(rng: Random) -> Image.Image:
    """The glow of the east, thin streaks of cloud lit from below, and the sun behind them."""
    canvas = ramp(
        SIZE,
        [
            (0, (66, 88, 124)),
            (0.2, (104, 122, 150)),
            (0.38, (178, 160, 162)),
            (0.52, (236, 186, 150)),
            (0.64, (252, 216, 168)),
        ],
    )
    for cells, low, colour, strength in (
        ((3, 22), 120, (92, 100, 124), 0.55),
        ((4, 34), 140, (250, 190, 150), 0.5),
        ((7, 60), 150, (255, 224, 186), 0.35),
    ):
        streaks = levels(clouds(SIZE, cells, rng, 6, 0.55), low, 235)
        edge = fade(SIZE, [(0, 70), (0.22, 255), (0.42, 190), (0.6, 0)])
        veil(canvas, colour, scaled(ImageChops.multiply(streaks, edge), strength))
    glow(canvas, SUN, (2100, 1060), (120, 66, 24), 1.6)
    glow(canvas, SUN, (860, 590), (170, 110, 56), 2.0)
    glow(canvas, SUN, (270, 270), (255, 216, 150), 2.4)
    disc = Image.new("L", (220, 220))
    ImageDraw.Draw(disc).ellipse((66, 66, 154, 154), fill=255)
    canvas.paste((255, 244, 214), (SUN[0] - 110, SUN[1] - 110), blur(disc, 3))
    return canvas


def hills(canvas: Image.Image, rng: Random) -> Image.Image:
    """Five ridges, each nearer one darker and cooler, with mist lying between them."""
    width, height = SIZE
    for base, rise, cells, colour, rough, canopy in (
        (905, 250, 3.2, (204, 176, 168), 0.42, 3),
        (925, 190, 4.0, (176, 154, 158), 0.45, 5),
        (950, 165, 3.0, (138, 130, 146), 0.48, 9),
        (975, 115, 5.0, (104, 106, 128), 0.52, 14),
        (1000, 62, 4.0, (72, 80, 102), 0.6, 22),
    ):
        ridge = skyline(width, cells, rng, 7, rough)
        trees = skyline(width, 150, rng, 4, 0.8)
        lean = [0.55 + 0.45 * math.cos((x / width - rng_side(cells)) * math.pi) for x in range(width)]
        mask = Image.new("L", SIZE)
        edge = [(x, base - rise * ridge[x] * lean[x] - trees[x] * canopy) for x in range(width)]
        ImageDraw.Draw(mask).polygon([*edge, (width, height), (0, height)], fill=255)
        veil(canvas, colour, blur(mask, 1.1))
        low = levels(clouds(SIZE, (4, 9), rng), 30, 220)
        band = fade(SIZE, [(0, 0), ((base - rise * 0.55) / height, 0), ((base + 14) / height, 215), (1, 235)])
        veil(canvas, mix(HAZE, colour, 0.22), ImageChops.multiply(curve(low, lambda v: 0.35 + v * 0.65), band))
    return canvas


def rng_side(cells: float) -> float:
    """Where along the horizon a ridge is highest."""
    return {3.2: 0.12, 4.0: 0.9, 3.0: 0.05}.get(cells, 1.0)


class Span:
    """Draws members of the bridge at double size, each with the haze of its distance."""

    def __init__(self) -> None:
        self.layer = Image.new("RGBA", (SIZE[0] * FINE, SIZE[1] * FINE))
        self._pen = ImageDraw.Draw(self.layer)

    def colour(self, depth: float, base: Colour = STEEL) -> tuple[int, int, int, int]:
        return (*mix(base, HAZE, 1 - math.exp(-max(0.0, depth - 300) / 1150)), 255)

    def rod(
        self, a: tuple[float, float, float], b: tuple[float, float, float], metres: float, base: Colour = STEEL
    ) -> None:
        """A member of even thickness; thinner than a pixel it turns fainter instead."""
        (x0, y0, d0), (x1, y1, d1) = CAMERA.see(*a), CAMERA.see(*b)
        if min(d0, d1) < 20:
            return
        depth = (d0 + d1) / 2
        width = metres * 2050 * FINE / depth
        red, green, blue, alpha = self.colour(depth, base)
        self._pen.line(
            (x0, y0, x1, y1), (red, green, blue, round(alpha * min(1.0, width / 1.6 + 0.25))), max(1, round(width))
        )

    def face(self, corners: list[tuple[float, float, float]], base: Colour) -> None:
        """A flat face."""
        seen = [CAMERA.see(*corner) for corner in corners]
        if min(depth for _, _, depth in seen) < 12:
            return
        self._pen.polygon([(x, y) for x, y, _ in seen], self.colour(sum(s[2] for s in seen) / len(seen), base))


def bridge() -> Image.Image:
    """The bridge, the farther things first."""
    span = Span()
    for tower in reversed(TOWERS):
        cables(span, tower, HALF_WIDTH)
    piers(span)
    for tower in reversed(TOWERS):
        pylon(span, tower)
    deck(span)
    for tower in reversed(TOWERS):
        cables(span, tower, -HALF_WIDTH)
    return span.layer.reduce(FINE)


def deck(span: Span) -> None:
    """The girder in short pieces, its side catching the light of the sky, railings and lamps on top."""
    step = 20
    for x in range(1400, -720, -step):
        for low, high, base in ((DECK - 4.5, DECK - 1.6, (26, 33, 48)), (DECK - 1.6, DECK, (86, 88, 100))):
            span.face(
                [
                    (x, high, -HALF_WIDTH),
                    (x - step, high, -HALF_WIDTH),
                    (x - step, low, -HALF_WIDTH),
                    (x, low, -HALF_WIDTH),
                ],
                base,
            )
        span.face(
            [
                (x, DECK - 4.5, -HALF_WIDTH),
                (x - step, DECK - 4.5, -HALF_WIDTH),
                (x - step, DECK - 5.2, 0),
                (x, DECK - 5.2, 0),
            ],
            (16, 22, 34),
        )
        span.rod((x, DECK + 1.2, -HALF_WIDTH), (x - step, DECK + 1.2, -HALF_WIDTH), 0.16)
        if x % 40 == 0:
            span.rod((x, DECK, -HALF_WIDTH + 1), (x, DECK + 11, -HALF_WIDTH + 1), 0.3)
            span.rod((x, DECK + 11, -HALF_WIDTH + 1), (x, DECK + 11.5, -HALF_WIDTH + 4), 0.25)


def piers(span: Span) -> None:
    """Pairs of columns under the approaches."""
    for x in [*range(1390, 590, -60), 590, -590, -650]:
        for z in (9.0, -9.0):
            span.rod((x, 0, z), (x, DECK - 5, z), 3.4, (44, 52, 68))
        span.rod((x, DECK - 6, 11), (x, DECK - 6, -11), 3.0, (40, 48, 64))


def pylon(span: Span, x: float) -> None:
    """A tower like an A on legs that lean inwards: legs, cross beam, head."""
    for z, base in ((1.0, (52, 58, 74)), (-1.0, (34, 41, 57))):
        span.rod((x, 0, 19 * z), (x, DECK - 8, 23 * z), 7.6, base)
        span.rod((x, DECK - 8, 23 * z), (x, 142, 3.4 * z), 5.6, base)
        span.rod((x, 142, 3.0 * z), (x, TOP, 2.2 * z), 5.0, base)
    span.rod((x, DECK - 9, 22), (x, DECK - 9, -22), 5.0)
    span.rod((x, 120, 8), (x, 120, -8), 3.2)
    span.rod((x, 2, 31), (x, 2, -31), 9.0, (40, 47, 62))


def cables(span: Span, tower: float, z: float) -> None:
    """Twenty cables to either side in one plane, fanned out over the tower's head."""
    for side in (-1, 1):
        for n in range(20):
            reach = 24 + n * (13.2 if (side < 0) == (tower < 0) else 14.6)
            span.rod((tower, 146 + n * 2.5, z * 0.12), (tower + side * reach, DECK, z), 0.42, (70, 74, 88))


def city(land: Image.Image, rng: Random) -> None:
    """Blocks of flats of the new district on the far bank, hardly more than shadows, a few windows awake."""
    layer = Image.new("L", SIZE)
    pen = ImageDraw.Draw(layer)
    lamps = []
    for _ in range(64):
        x, wide = rng.gauss(1380, 330), rng.uniform(18, 46)
        rise = rng.uniform(30, 128) * math.exp(-(((x - 1420) / 430) ** 2))
        pen.rectangle((x, 990 - rise, x + wide, 1010), fill=rng.randrange(105, 190))
        lamps += [(x + rng.uniform(3, wide - 3), 985 - rng.random() * rise) for _ in range(rng.choice((0, 1, 3)))]
    veil(land, (150, 132, 140), blur(layer, 1.4))
    for lamp in lamps:
        glow(land, lamp, (6, 6), (255, 206, 130), 1.2)


def feet(picture: Image.Image, steel: Image.Image, rng: Random) -> None:
    """What of the bridge stands below the far waterline, mist about its feet."""
    box = (0, SHORE, SIZE[0], SHORE + 90)
    part = steel.crop(box)
    thin = fade(part.size, [(0, 120), (0.5, 200), (1, 255)])
    picture.paste(part, box[:2], ImageChops.multiply(part.getchannel("A"), thin))
    line = fade(
        SIZE, [(0, 0), ((SHORE - 70) / SIZE[1], 0), ((SHORE + 14) / SIZE[1], 225), ((SHORE + 85) / SIZE[1], 0), (1, 0)]
    )
    veil(
        picture, (240, 208, 180), ImageChops.multiply(line, curve(clouds(SIZE, (4, 30), rng), lambda v: 0.3 + v * 0.7))
    )


def mist(land: Image.Image, rng: Random) -> None:
    """Banks of mist over the far water, warm where the sun stands behind them."""
    for top, full, strength, cells in ((700, 985, 0.72, (3, 8)), (890, 1005, 0.85, (5, 16))):
        band = fade(SIZE, [(0, 0), (top / SIZE[1], 0), (full / SIZE[1], 255), (1, 255)])
        drift = curve(clouds(SIZE, cells, rng, 5, 0.55), lambda v: min(1.0, max(0.0, v * 1.5 - 0.25)))
        veil(land, (240, 206, 176), scaled(ImageChops.multiply(band, drift), strength))
    glow(land, (SUN[0], SUN[1] + 40), (1250, 460), (120, 74, 30), 1.8)


def water(land: Image.Image, rng: Random) -> Image.Image:
    """The river: what stands above it upside down, broken by ripples that grow towards the viewer, and the sun's path."""
    width, height = SIZE
    depth = height - SHORE
    flipped = land.crop((0, SHORE - round(depth * 1.45), width, SHORE)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    mirror = blur(flipped.resize((width + 120, depth), BICUBIC), 2.0, 4.0)
    swell = clouds((8, depth), (1, depth / 5), rng, 3, 0.6).resize((1, depth)).tobytes()
    chop = clouds((8, depth), (1, depth / 14), rng, 3, 0.6).resize((1, depth)).tobytes()

    def shift(row: int, share: float) -> tuple[float, float]:
        force = 0.12 + share * 1.6
        return (swell[row] - 128) / 128 * 16 * force, (chop[row] - 128) / 128 * 26 * force

    mirror = ripple(mirror, shift, 2).crop((60, 0, width + 60, depth))
    waves = perspective_noise((width, depth), rng)
    far = fade(waves.size, [(0, 235), (0.03, 200), (0.2, 0), (1, 0)])
    waves.paste(118, (0, 0, *waves.size), far)
    mirror = ImageChops.multiply(
        mirror, ramp(mirror.size, [(0, (250, 244, 240)), (0.5, (206, 208, 218)), (1, (128, 142, 166))])
    )
    mirror = shine(mirror, (92, 84, 84), curve(levels(waves, 150, 235), lambda v: v * 0.5))
    veil(mirror, (38, 52, 74), curve(levels(waves, 105, 20), lambda v: v * 0.3))
    glowing = Image.new("RGB", mirror.size)
    glow(glowing, (SUN[0], 40), (430, 1250), (255, 255, 255), 1.5)
    path = ImageChops.multiply(levels(waves, 128, 205), glowing.getchannel(0))
    mirror = shine(mirror, (255, 206, 140), path)
    picture = land.copy()
    picture.paste(mirror, (0, SHORE))
    return picture


def perspective_noise(size: Size, rng: Random) -> Image.Image:
    """Ripples whose length and height grow from the far edge to the near one."""
    width, height = size
    result = Image.new("L", size)
    top, thick = 0, 4.0
    while top < height:
        bottom = min(height, round(top + thick * 3))
        share = top / height
        cells = (70 * (1 - share) ** 2 + 7, max(2.0, (bottom - top) / thick))
        strip = clouds((width, bottom - top + 8), cells, rng, 5, 0.62)
        edge = fade(strip.size, [(0, 0), (8 / strip.height, 255), (1, 255)]) if top else None
        result.paste(strip, (0, max(0, top - 8)), edge)
        top, thick = bottom, thick * 1.32
    return result


def barge(picture: Image.Image) -> None:
    """A laden barge in midstream with its wheelhouse aft, its image and its wake."""
    layer = Image.new("RGBA", (1760, 620))
    pen = ImageDraw.Draw(layer)
    rng = Random(7)
    for middle, half, rise in ((560, 190, 50), (860, 200, 60), (1160, 190, 52), (1400, 120, 36)):
        load = [
            (middle + half * n / 30, 300 - rise * math.cos(n / 30 * math.pi / 2) ** 1.3 + rng.gauss(0, 2))
            for n in range(-30, 31)
        ]
        pen.polygon([*load, (middle + half, 312), (middle - half, 312)], (96, 84, 82, 255))
        pen.polygon(
            [*((x - 14, y + 9) for x, y in load), (middle + half, 312), (middle - half, 312)], (72, 66, 70, 255)
        )
    pen.polygon([(96, 292), (1610, 296), (1690, 262), (1636, 362), (150, 366)], (48, 50, 62, 255))
    pen.polygon([(110, 330), (1652, 330), (1636, 362), (150, 366)], (36, 39, 52, 255))
    pen.line([(96, 292), (1610, 296), (1690, 262)], (150, 128, 118, 255), 5)
    for left, top, right, bottom, shade in (
        (150, 190, 330, 294, 74),
        (172, 130, 312, 192, 88),
        (160, 122, 324, 134, 62),
    ):
        pen.rectangle((left, top, right, bottom), (shade, shade, shade + 10, 255))
    for left in range(184, 300, 30):
        pen.rectangle((left, 146, left + 20, 172), (236, 196, 146, 255))
        pen.rectangle((left - 14, 226, left + 4, 250), (52, 54, 66, 255))
    pen.line((240, 44, 240, 124), (58, 60, 72, 255), 6)
    pen.line((1560, 200, 1560, 294), (58, 60, 72, 255), 5)
    shadow = layer.crop((0, 30, 1760, 366)).transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((1760, 250))
    shadow.putalpha(shadow.getchannel("A").point(lambda v: round(v * 0.6)))
    layer.paste(blur(ripple(shadow, lambda row, _: (math.sin(row * 0.35) * 16, 0)), 5, 5), (0, 366))
    small = layer.resize((470, 166), Image.Resampling.LANCZOS)
    picture.paste(small, (905, 972), small)
    wake = Image.new("L", (760, 60))
    for n in range(26):
        ImageDraw.Draw(wake).line((n * 9, 30 + n % 5 * 3, 420 + n * 6, 22 + n % 4 * 4), fill=90 + n * 4)
    picture.paste((250, 218, 184), (470, 1048), blur(wake, 6, 1.5))


def reeds(picture: Image.Image, rng: Random) -> None:
    """Reeds on the near bank, dark and out of focus."""
    layer = Image.new("L", (SIZE[0], 620))
    pen = ImageDraw.Draw(layer)
    for _ in range(230):
        x = rng.choice((rng.gauss(60, 200), rng.gauss(330, 160), rng.gauss(2390, 110)))
        reach = rng.uniform(130, 430) * (1 - min(0.8, abs(x - (80 if x < 1200 else 2390)) / 900))
        lean, tip = rng.gauss(26, 34), rng.random()
        stem = [(x + lean * (t / 8) ** 2, 620 - reach * t / 8) for t in range(9)]
        pen.line(stem, 255, rng.choice((3, 4, 5)))
        if tip < 0.55:
            for n in range(14):
                at = stem[-1][0] - lean * 0.02 * n + rng.gauss(0, 3), stem[-1][1] + n * 5
                pen.ellipse((at[0] - 7, at[1] - 9, at[0] + 8, at[1] + 10), fill=255)
        else:
            pen.line([stem[5], (stem[5][0] + rng.choice((-1, 1)) * 70, stem[5][1] + 10)], 255, 4)
    picture.paste((30, 34, 44), (0, SIZE[1] - 620), blur(layer, 4.5))
