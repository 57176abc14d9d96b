"""A ferry crossing in the mist as an old black-and-white print: a boat with people, the ferryman's pole, a landing."""

from __future__ import annotations

import math
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from drawing.brush import BICUBIC, Size, blur, clouds, curve, fade, levels, ramp, ripple, scaled, skyline, static
from drawing.figures import figure

SIZE: Size = (2000, 1400)
SHORE = 640
FINE = 2


def draw() -> Image.Image:
    """The finished picture, of mode ``L``."""
    rng = Random(1964)
    picture = ramp(
        SIZE, [(0, (176, 176, 176)), (0.3, (206, 206, 206)), (0.46, (226, 226, 226)), (1, (214, 214, 214))]
    ).getchannel(0)
    clouded = clouds(SIZE, (3, 8), rng, 6, 0.55)
    picture = Image.blend(picture, ImageChops.multiply(picture, curve(clouded, lambda v: 0.82 + v * 0.18)), 0.8)
    hills(picture, rng)
    picture = water(picture, rng)
    boat(picture, (1480, 694), 0.17, rng)
    boat(picture, (860, 850), 0.72, rng)
    landing(picture, rng)
    return printed(picture, rng)


def hills(picture: Image.Image, rng: Random) -> None:
    """Three ridges, the nearest with houses and trees at the water's edge."""
    width, height = SIZE
    for base, rise, cells, tone, canopy in ((600, 300, 2.4, 186, 4), (625, 190, 3.2, 156, 8), (640, 70, 4.0, 116, 26)):
        line, trees = skyline(width, cells, rng, 7, 0.5), skyline(width, 110, rng, 4, 0.8)
        mask = Image.new("L", SIZE)
        ImageDraw.Draw(mask).polygon(
            [
                *((x, base - rise * line[x] ** 1.2 - trees[x] * canopy) for x in range(width)),
                (width, height),
                (0, height),
            ],
            fill=255,
        )
        picture.paste(tone, (0, 0, *SIZE), blur(mask, 1.5))
        band = fade(SIZE, [(0, 0), ((base - rise * 0.7) / height, 0), ((base + 4) / height, 235), (1, 235)])
        drift = curve(clouds(SIZE, (4, 9), rng), lambda v: 0.3 + v * 0.75)
        picture.paste(222, (0, 0, *SIZE), ImageChops.multiply(band, drift))
    pen = ImageDraw.Draw(picture)
    for _ in range(26):
        x = rng.choice((rng.gauss(360, 150), rng.gauss(1700, 140)))
        wide, tall, tone = rng.uniform(26, 52), rng.uniform(14, 24), rng.randrange(128, 170)
        pen.rectangle((x, SHORE - tall, x + wide, SHORE - 2), fill=tone)
        pen.polygon(
            [
                (x - 6, SHORE - tall),
                (x + wide + 6, SHORE - tall),
                (x + wide - 8, SHORE - tall - 10),
                (x + 8, SHORE - tall - 10),
            ],
            fill=tone - 34,
        )


def water(picture: Image.Image, rng: Random) -> Image.Image:
    """The river with what stands over it upside down, and ripples that grow towards the viewer."""
    width, height = SIZE
    depth = height - SHORE
    flipped = (
        picture.crop((0, 0, width, SHORE)).transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((width, depth), BICUBIC)
    )
    wider = blur(flipped, 3, 9).resize((width + 80, depth))
    mirror = ripple(
        wider, lambda row, share: (math.sin(row * 0.8) * 10 * share, math.sin(row * 0.31) * 14 * share), 2
    ).crop((40, 0, width + 40, depth))
    total, top, thick = Image.new("L", (width, depth), 128), 0, 3.0
    while top < depth:
        bottom = min(depth, round(top + thick * 4))
        share = top / depth
        strip = clouds(
            (width, bottom - top), (34 * (1 - share) ** 2 + 4, max(2.0, (bottom - top) / thick)), rng, 4, 0.6
        )
        total.paste(strip, (0, top))
        top, thick = bottom, thick * 1.3
    force = fade((width, depth), [(0, 0), (0.25, 60), (1, 130)])
    dark = ImageChops.multiply(levels(total, 118, 40), force)
    light = ImageChops.multiply(levels(total, 150, 230), force)
    mirror.paste(96, (0, 0, width, depth), dark)
    mirror.paste(240, (0, 0, width, depth), light)
    done = picture.copy()
    done.paste(mirror, (0, SHORE))
    return done


GUNWALE = ((70, 408), (180, 432), (380, 446), (700, 446), (900, 428), (1030, 384))
KEEL = ((990, 452), (900, 482), (200, 482), (120, 458))
STRAKE = ((1026, 394), (900, 440), (700, 458), (380, 458), (180, 444))


def boat(picture: Image.Image, at: tuple[float, float], size: float, rng: Random) -> None:
    """A sampan seen from the side: passengers with loads, the hull, the ferryman at the stern with his pole, all in the water."""
    wide, tall = 1100 * FINE, 640 * FINE
    layer = Image.new("LA", (wide, tall))
    pen = ImageDraw.Draw(layer)
    for x, rise, load in PASSENGERS:
        passenger(layer, x, 440, rise, load, rng)
    hull(pen)
    man(pen, 925, 430)
    shadow = layer.crop((0, 0, wide, 482 * FINE)).transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((wide, 150 * FINE))
    shadow = ripple(shadow, lambda row, share: (math.sin(row * 0.22) * 22 * (0.3 + share), 0))
    shadow.putalpha(ImageChops.multiply(shadow.getchannel("A"), fade(shadow.size, [(0, 190), (1, 30)])))
    layer.paste(blur(shadow, 5, 4), (0, 480 * FINE), shadow.getchannel("A"))
    layer = blur(layer, 2.4)
    small = layer.resize((round(1100 * size), round(640 * size)), Image.Resampling.LANCZOS)
    haze = round(26 + 120 * max(0.0, 0.7 - size))
    tone = small.getchannel("L").point([min(255, v + haze) for v in range(256)])
    picture.paste(tone, (round(at[0] - 550 * size), round(at[1] - 470 * size)), small.getchannel("A"))


def hull(pen: ImageDraw.ImageDraw) -> None:
    """The boat itself, its upper strake lighter, and an awning of mats over the middle."""
    arch = [(360 + 240 * n / 20, 440 - 128 * math.sin(math.pi * n / 20) ** 0.55) for n in range(21)]
    for points, shade in (
        ((*GUNWALE, *KEEL), 44),
        ((*GUNWALE, *STRAKE), 92),
        ((*arch, (600, 448), (360, 448)), 62),
    ):
        pen.polygon([(x * FINE, y * FINE) for x, y in points], (shade, 255))
    for n in range(1, 12):
        x, top = 360 + 20 * n, 440 - 128 * math.sin(math.pi * n / 12) ** 0.55
        pen.line((x * FINE, top * FINE, x * FINE, 444 * FINE), (84, 255), 2 * FINE)


#: Passengers from bow to stern: their place, height in pixels and what they are carrying.
PASSENGERS = (
    (150, 92, ""), (196, 118, ""), (214, 112, ""), (262, 120, "pole"), (318, 88, ""), (344, 116, ""), (622, 122, ""),
    (648, 114, ""), (690, 84, ""), (720, 120, ""), (742, 116, ""), (790, 90, ""), (822, 118, ""),
)  # fmt: skip


def passenger(layer: Image.Image, x: float, foot: float, tall: float, load: str, rng: Random) -> None:
    """Someone seen from behind, a little lighter or darker than the next; now and then a straw hat, a load on a pole."""
    tone = rng.randrange(34, 104)
    person = figure(round(tall * 1.3), rng, (tone, tone, tone), short=rng.random() < 0.6).resize(
        (round(tall * 1.3 * 0.7 * FINE), round(tall * 1.3 * FINE))
    )
    grey = person.convert("L").point([round(20 + v * 0.9) for v in range(256)])
    layer.paste(grey, (round(x * FINE - person.width / 2), round((foot - tall) * FINE)), person.getchannel("A"))
    pen, head = ImageDraw.Draw(layer), foot - tall
    if rng.random() < 0.4 or load:
        hat = ((x - 25, head + 13), (x - 3, head - 6), (x + 23, head + 12), (x, head + 17))
        pen.polygon([(p * FINE, q * FINE) for p, q in hat], (rng.randrange(120, 165), 255))
    if load:
        pen.line(
            [(p * FINE, q * FINE) for p, q in ((x - 66, head + 38), (x, head + 30), (x + 62, head + 35))],
            (46, 255),
            3 * FINE,
        )
        for side in (-62, 58):
            pen.line(((x + side) * FINE, (head + 36) * FINE, (x + side) * FINE, (head + 70) * FINE), (70, 255), FINE)
            pen.ellipse(
                ((x + side - 17) * FINE, (head + 66) * FINE, (x + side + 17) * FINE, (head + 94) * FINE), fill=(70, 255)
            )


def man(pen: ImageDraw.ImageDraw, x: float, foot: float) -> None:
    """The ferryman, leaning into a pole that reaches the river bed."""
    unit = FINE

    def limb(points: list[tuple[float, float]], wide: int, tone: int = 34) -> None:
        pen.line([(p * unit, q * unit) for p, q in points], (tone, 255), wide * unit, joint="curve")

    limb([(x - 16, foot), (x - 8, foot - 52), (x - 2, foot - 70)], 15)
    limb([(x + 26, foot - 8), (x + 14, foot - 48), (x, foot - 70)], 15)
    limb([(x, foot - 64), (x + 6, foot - 100), (x + 16, foot - 124)], 27, 52)
    limb([(x + 18, foot - 122), (x + 44, foot - 104), (x + 62, foot - 118)], 9, 60)
    limb([(x + 14, foot - 120), (x + 44, foot - 140), (x + 54, foot - 150)], 9, 60)
    pen.ellipse(((x + 12) * unit, (foot - 154) * unit, (x + 33) * unit, (foot - 128) * unit), fill=(82, 255))
    pen.polygon(
        [
            ((x - 8) * unit, (foot - 142) * unit),
            ((x + 24) * unit, (foot - 168) * unit),
            ((x + 54) * unit, (foot - 142) * unit),
        ],
        (126, 255),
    )
    limb([(x + 10, foot - 330), (x + 92, foot + 58)], 4, 40)


def landing(picture: Image.Image, rng: Random) -> None:
    """Stone steps and a mooring post near the viewer, out of focus, and a willow's twigs from above."""
    layer = Image.new("L", SIZE)
    pen = ImageDraw.Draw(layer)
    for n in range(7):
        y = 1400 - n * 34
        pen.polygon([(0, y), (520 - n * 78, y), (500 - n * 78, y - 36), (0, y - 36)], fill=225 - n * 7)
    pen.rectangle((214, 1010, 246, 1260), fill=255)
    pen.ellipse((206, 996, 254, 1024), fill=255)
    picture.paste(58, (0, 0, *SIZE), blur(layer, 5))
    twigs = Image.new("L", SIZE)
    pen = ImageDraw.Draw(twigs)
    for _ in range(46):
        x, reach, lean = rng.gauss(1840, 150), rng.uniform(180, 560), rng.gauss(-20, 30)
        stem = [(x + lean * (t / 10) ** 2, reach * t / 10 - 20) for t in range(11)]
        pen.line(stem, 190, 3)
        for px, py in stem[1:]:
            for _ in range(5):
                a, b = px + rng.gauss(0, 5), py + rng.uniform(-26, 26)
                pen.line((a, b, a + rng.choice((-1, 1)) * 9, b + 22), 210, 4)
    picture.paste(54, (0, 0, *SIZE), blur(twigs, 2.6))


def printed(picture: Image.Image, rng: Random) -> Image.Image:
    """The look of a print of the 1960s: soft, coarse grain, faded blacks, scratches and specks, darker corners."""
    picture = blur(picture, 1.5)
    shade = curve(Image.radial_gradient("L"), lambda v: 1 - 0.34 * v**2.4).resize(SIZE, BICUBIC)
    picture = ImageChops.multiply(picture, shade)
    noise = Image.blend(blur(static(SIZE, rng), 1.3), blur(static(SIZE, rng), 0.6), 0.4)
    picture = ImageChops.add(picture, noise.point([round((v - 128) * 0.4 + 128) for v in range(256)]), 1, -128)
    picture = picture.point([round(24 + (v / 255) ** 0.92 * 222) for v in range(256)])
    marks = Image.new("L", SIZE)
    pen = ImageDraw.Draw(marks)
    for _ in range(13):
        x, y, reach = rng.uniform(0, SIZE[0]), rng.uniform(0, SIZE[1]), rng.uniform(40, 420)
        pen.line((x, y, x + rng.gauss(0, 9), y + reach), rng.randrange(50, 130), 1)
    for _ in range(110):
        x, y, r = rng.uniform(0, SIZE[0]), rng.uniform(0, SIZE[1]), rng.choice((1, 1, 2, 3))
        pen.ellipse((x - r, y - r, x + r, y + r), fill=rng.randrange(70, 200))
    picture.paste(232, (0, 0, *SIZE), scaled(blur(marks, 0.7), 0.8))
    return picture.filter(ImageFilter.UnsharpMask(2, 50, 2))
