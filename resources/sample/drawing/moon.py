"""The moon in total eclipse over a ridge with a pagoda, as a long lens sees it."""

from __future__ import annotations

import math
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from drawing.brush import Size, blur, clouds, curve, fade, film, glow, levels, ramp, scaled, skyline, veil

SIZE: Size = (2000, 1500)
CENTRE = (1180, 560)
RADIUS = 330


def draw() -> Image.Image:
    """The finished picture."""
    rng = Random(20250908)
    canvas = ramp(SIZE, [(0, (6, 9, 20)), (0.6, (16, 20, 38)), (0.85, (40, 36, 50)), (1, (52, 42, 50))])
    stars(canvas, rng)
    glow(canvas, CENTRE, (1000, 900), (66, 26, 12), 2.0)
    disc = globe(rng)
    canvas.paste(disc, (CENTRE[0] - RADIUS - 8, CENTRE[1] - RADIUS - 8), disc)
    wisps(canvas, rng)
    ridge(canvas, rng)
    return film(canvas, rng, grain=8.0, corner=0.4)


def stars(canvas: Image.Image, rng: Random) -> None:
    """Stars by magnitude: few bright ones, many faint."""
    pen = ImageDraw.Draw(canvas)
    for _ in range(420):
        x, y, power = rng.uniform(0, SIZE[0]), rng.uniform(0, SIZE[1] * 0.85), rng.random() ** 14
        value = round(46 + 190 * power)
        if math.hypot(x - CENTRE[0], y - CENTRE[1]) < RADIUS * 1.15:
            continue
        if power > 0.3:
            size = 3 + 5 * power
            glow(canvas, (x, y), (size, size), (value, value, round(value * 0.92)), 1.6)
        else:
            pen.point((x, y), (value, value, min(255, value + rng.randrange(0, 22))))


def globe(rng: Random) -> Image.Image:
    """The disc: seas and highlands, rays of young craters, copper light that brightens to one limb."""
    side = (RADIUS + 8) * 2
    face = Image.new("L", (side, side), 176)
    rough = clouds((side, side), (7, 7), rng, 6, 0.62)
    face = ImageChops.add(face, rough, 1, -128).point([round(128 + (v - 128) * 0.42) + 26 for v in range(256)])
    seas = Image.new("L", (side, side))
    pen = ImageDraw.Draw(seas)
    for x, y, wide, high, dark in SEAS:
        cx, cy, rx, ry = side / 2 + x * RADIUS, side / 2 + y * RADIUS, wide * RADIUS, high * RADIUS
        pen.ellipse((cx - rx, cy - ry, cx + rx, cy + ry), fill=dark)
    edge = clouds((side, side), (9, 9), rng, 5, 0.6)
    seas = levels(ImageChops.add(blur(seas, 16), edge.point([round(v * 0.5) for v in range(256)]), 1, -64), 60, 235)
    face = ImageChops.subtract(face, blur(seas, 3).point([round(v * 0.27) for v in range(256)]))
    mottle = clouds((side, side), (26, 26), rng, 5, 0.7)
    face = ImageChops.add(face, mottle.point([round(128 + (v - 128) * 0.34) for v in range(256)]), 1, -128)
    craters(face, rng)
    face = face.filter(ImageFilter.UnsharpMask(3, 70, 0))
    return _coppered(face, side)


#: Seas (mare) by place and half axes in radii, and how dark.
SEAS = (
    (-0.48, -0.18, 0.34, 0.44, 210), (-0.22, -0.48, 0.28, 0.24, 235), (0.18, -0.38, 0.2, 0.18, 240), (0.34, -0.14, 0.22, 0.19, 245),
    (0.58, -0.02, 0.16, 0.22, 225), (0.5, 0.2, 0.13, 0.15, 200), (0.74, -0.26, 0.11, 0.13, 245), (-0.1, 0.34, 0.2, 0.16, 170),
    (-0.42, 0.36, 0.15, 0.13, 205), (-0.05, -0.68, 0.42, 0.06, 150), (-0.62, 0.12, 0.2, 0.2, 190),
)  # fmt: skip


def craters(face: Image.Image, rng: Random) -> None:
    """Two craters with long rays and many small ones."""
    side = face.width
    rays = Image.new("L", face.size)
    pen = ImageDraw.Draw(rays)
    for x, y, count, reach in ((-0.12, 0.72, 34, 0.85), (-0.34, -0.08, 20, 0.3), (-0.62, -0.3, 14, 0.2)):
        cx, cy = side / 2 + x * RADIUS, side / 2 + y * RADIUS
        for _ in range(count):
            angle, far = rng.uniform(0, math.tau), reach * RADIUS * rng.uniform(0.3, 1)
            pen.line(
                (cx, cy, cx + math.cos(angle) * far, cy + math.sin(angle) * far),
                rng.randrange(40, 120),
                rng.choice((2, 3, 5)),
            )
        pen.ellipse((cx - 7, cy - 7, cx + 7, cy + 7), fill=200)
    for _ in range(420):
        x, y, r = rng.uniform(0, side), rng.uniform(side * 0.3, side), rng.choice((2, 2, 3, 3, 5, 8))
        pen.arc((x - r, y - r, x + r, y + r), 20, 200, rng.randrange(40, 110), 2)
    soft = blur(rays, 2.2)
    face.paste(235, (0, 0, side, side), scaled(soft, 0.5))


def _coppered(face: Image.Image, side: int) -> Image.Image:
    """The face in the light of the earth's shadow: deep red, copper to the lower left, bluish white at the rim there."""
    away = Image.new("L", (side, side))
    glow_mask = (
        Image.radial_gradient("L")
        .resize((side * 2, side * 2))
        .crop((round(side * 0.62), round(side * 0.28), round(side * 1.62), round(side * 1.28)))
    )
    away.paste(glow_mask)
    tone = away.point([round(60 + v * 0.92) if v < 212 else 255 for v in range(256)])
    red = ImageChops.multiply(face, tone).point([min(255, round(v * 1.75)) for v in range(256)])
    green = ImageChops.multiply(face, curve(tone, lambda v: v**2.1)).point(
        [min(255, round(v * 1.02)) for v in range(256)]
    )
    blue = ImageChops.multiply(face, curve(tone, lambda v: v**3.6)).point(
        [min(255, round(v * 0.86)) for v in range(256)]
    )
    mask = Image.new("L", (side * 2, side * 2))
    ImageDraw.Draw(mask).ellipse((16, 16, side * 2 - 16, side * 2 - 16), fill=255)
    disc = Image.merge("RGB", (red, green, blue))
    limb = curve(Image.radial_gradient("L"), lambda v: 1 - 0.55 * min(1.0, v * math.sqrt(2)) ** 5).resize((side, side))
    disc = ImageChops.multiply(disc, Image.merge("RGB", (limb, limb, limb)))
    disc.putalpha(blur(mask.reduce(2), 1.6))
    return disc


def wisps(canvas: Image.Image, rng: Random) -> None:
    """Thin cloud low in the sky that takes a little of the red."""
    thin = levels(clouds(SIZE, (3, 16), rng, 6, 0.55), 130, 245)
    edge = fade(SIZE, [(0, 0), (0.42, 0), (0.7, 190), (1, 160)])
    veil(canvas, (84, 52, 50), scaled(ImageChops.multiply(thin, edge), 0.55))


def ridge(canvas: Image.Image, rng: Random) -> None:
    """Two ridges with trees, and a pagoda of seven storeys on the nearer one, a lamp in its foot."""
    width, height = SIZE
    for base, rise, colour, canopy in ((1330, 150, (24, 24, 38), 16), (1440, 170, (7, 8, 14), 34)):
        line, trees = skyline(width, 2.2, rng, 6, 0.5), skyline(width, 120, rng, 4, 0.8)
        mask = Image.new("L", SIZE)
        edge = [(x, base - rise * line[x] - trees[x] * canopy) for x in range(width)]
        ImageDraw.Draw(mask).polygon([*edge, (width, height), (0, height)], fill=255)
        veil(canvas, colour, blur(mask, 1.6))
    layer = Image.new("L", (SIZE[0], SIZE[1]))
    pen = ImageDraw.Draw(layer)
    x, foot = 460, 1350
    for storey in range(7):
        half, tall = 74 - storey * 7.5, 52 - storey * 2.6
        pen.rectangle((x - half * 0.72, foot - tall, x + half * 0.72, foot), fill=255)
        eave = [
            (x - half * 1.3, foot - tall - 3),
            (x - half * 0.98, foot - tall + 7),
            (x + half * 0.98, foot - tall + 7),
            (x + half * 1.3, foot - tall - 3),
            (x + half * 0.7, foot - tall - 17),
            (x - half * 0.7, foot - tall - 17),
        ]
        pen.polygon(eave, fill=255)
        foot -= tall + 12
    pen.polygon([(x - 22, foot), (x + 22, foot), (x + 3, foot - 42), (x, foot - 96), (x - 3, foot - 42)], fill=255)
    pen.rectangle((x - 70, 1350, x + 70, 1440), fill=255)
    veil(canvas, (7, 8, 14), blur(layer, 1.8))
