"""A reading room in an old granary at night: shelves to the far gable, timber trusses, lamps over long tables."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from PIL import Image, ImageChops, ImageDraw

from drawing.brush import (
    FINE,
    Camera,
    Colour,
    Size,
    blur,
    clouds,
    curve,
    darken,
    fade,
    film,
    glow,
    hang,
    levels,
    mix,
    shine,
)
from drawing.figures import dimmed, figure, rimmed

SIZE: Size = (2400, 1600)
BIG: Size = (SIZE[0] * FINE, SIZE[1] * FINE)
#: The hall: 8.4 m wide, eaves at 4.2 m, ridge at 7.4 m, 34 m long.
HALF, EAVES, RIDGE, LENGTH = 4.2, 4.2, 7.4, 34.0
NEAR = 1.9
CAMERA = Camera((0.35, 1.66, 0.0), (0.0, 3.4), 1560 * FINE, (1150 * FINE, 800 * FINE))
LAMPS = [(x, 2.55, 4.9 + n * 3.1) for n in range(9) for x in (-1.62, 1.62)]
SPINES: tuple[Colour, ...] = (
    (122, 44, 38), (46, 66, 84), (190, 174, 140), (60, 82, 62), (160, 116, 62), (210, 204, 190), (74, 58, 50), (36, 38, 44),
    (150, 146, 138), (98, 78, 100), (176, 84, 48), (228, 220, 200),
)  # fmt: skip


def draw() -> Image.Image:
    """The finished picture."""
    rng = Random(1956)
    canvas = Image.new("RGB", BIG, (30, 20, 14))
    roof(canvas, rng)
    gable(canvas, rng)
    floor(canvas, rng)
    for side in (-1, 1):
        wall(canvas, side, rng)
    trusses(canvas, rng)
    picture = canvas.reduce(FINE)
    picture = light(picture)
    picture = furniture(picture, rng)
    picture = depth_of_field(picture)
    picture = picture.point([round(255 * (v / 255) ** 0.74) for v in range(256)] * 3)
    return film(picture.resize((2160, 1440), Image.Resampling.LANCZOS), rng, grain=4.6, corner=0.3)


def paste(canvas: Image.Image, texture: Image.Image, corners: list[tuple[float, float, float]]) -> None:
    """Hang a texture on a rectangle of the hall, upper left corner first, clockwise."""
    a, b, c, d = (CAMERA.at(*corner) for corner in corners)
    hang(canvas, texture, (a, b, c, d))


def books(size: Size, shelves: int, rng: Random) -> Image.Image:
    """A bookcase from the front: boards, uprights, books of all heights, some leaning, some lying, shadow under each board."""
    width, height = size
    canvas = Image.new("RGB", size, (38, 25, 17))
    pen = ImageDraw.Draw(canvas)
    step = height / shelves
    for shelf in range(shelves):
        base = round((shelf + 1) * step - 10)
        x = 6.0
        while x < width - 14:
            if rng.random() < 0.035:
                x += rng.uniform(10, 60)
                continue
            x = _volume(pen, x, base, step, rng)
        shadow = Image.new("L", (width, round(step * 0.42)))
        canvas.paste(
            (8, 5, 4),
            (0, round(shelf * step)),
            ImageChops.multiply(fade(shadow.size, [(0, 235), (1, 0)]), Image.new("L", shadow.size, 245)),
        )
        pen.rectangle((0, base, width, base + 10), (112, 76, 46))
        pen.line((0, base, width, base), (168, 122, 78), 2)
    for n in range(5):
        at = n * (width - 12) / 4
        pen.rectangle((at, 0, at + 12, height), (88, 58, 36))
        pen.line((at, 0, at, height), (140, 98, 60), 2)
    return canvas


def _volume(pen: ImageDraw.ImageDraw, x: float, base: int, step: float, rng: Random) -> float:
    """One book on a shelf; gives where the next begins."""
    thick, tall = rng.uniform(7, 22), step * rng.uniform(0.56, 0.86)
    colour = mix(rng.choice(SPINES), (90, 70, 50), rng.random() * 0.35)
    light_edge, dark_edge = mix(colour, (255, 240, 210), 0.22), mix(colour, (0, 0, 0), 0.5)
    lean = rng.uniform(6, 16) if rng.random() < 0.05 else 0.0
    pen.polygon([(x + lean, base - tall), (x + thick + lean, base - tall), (x + thick, base), (x, base)], colour)
    pen.line((x + 1 + lean, base - tall, x + 1, base), light_edge, 2)
    pen.line((x + thick + lean, base - tall, x + thick, base), dark_edge, 2)
    if rng.random() < 0.6:
        for share in rng.sample((0.12, 0.2, 0.72, 0.82, 0.88), 2):
            y = base - tall * share
            pen.line((x + 2, y, x + thick - 2, y), light_edge, rng.choice((2, 3)))
    if rng.random() < 0.4:
        pen.rectangle((x + 3, base - tall * 0.64, x + thick - 3, base - tall * 0.36), mix(colour, (244, 236, 214), 0.6))
    if rng.random() < 0.85:
        pen.rectangle((x + 2, base - 18, x + thick - 2, base - 10), (206, 200, 184))
    return x + thick + lean + 0.6


def wall(canvas: Image.Image, side: int, rng: Random) -> None:
    """Bookcases along one side, limewashed brick above them."""
    x = HALF * side
    brick = plaster((2400, 500), rng)
    paste(canvas, brick, [(x, EAVES, NEAR), (x, EAVES, LENGTH), (x, 2.9, LENGTH), (x, 2.9, NEAR)])
    z = LENGTH
    face = x * 0.9
    while z > NEAR + 0.2:
        near = max(NEAR, z - 2.9)
        case = books((1500, 1300), 7, rng)
        paste(canvas, case, [(face, 2.95, near), (face, 2.95, z), (face, 0.08, z), (face, 0.08, near)])
        z = near
    top = Image.new("RGB", (40, 40), (66, 44, 28))
    paste(canvas, top, [(face, 3.06, NEAR), (face, 3.06, LENGTH), (face, 2.93, LENGTH), (face, 2.93, NEAR)])


def plaster(size: Size, rng: Random) -> Image.Image:
    """Limewash, stained by seventy years."""
    canvas = Image.new("RGB", size, (186, 164, 132))
    stains = clouds(size, (14, 4), rng, 6, 0.6)
    canvas = darken(canvas, curve(stains, lambda v: 0.55 + 0.5 * v))
    pen = ImageDraw.Draw(canvas)
    for row in range(0, size[1], 24):
        for n in range(-1, size[0] // 60 + 1):
            if rng.random() < 0.25:
                left = n * 60 + (row // 24 % 2) * 30
                pen.rectangle((left, row, left + 56, row + 20), mix((150, 96, 70), (186, 164, 132), rng.random()))
    return blur(canvas, 1.2)


def roof(canvas: Image.Image, rng: Random) -> None:
    """The boards under the tiles, on both slopes."""
    for side in (-1, 1):
        boards = planks((2400, 700), 26, (88, 58, 36), rng, lengthwise=True)
        x = HALF * side
        paste(canvas, boards, [(0, RIDGE, NEAR), (0, RIDGE, LENGTH), (x, EAVES, LENGTH), (x, EAVES, NEAR)])


def planks(size: Size, count: int, colour: Colour, rng: Random, lengthwise: bool) -> Image.Image:
    """Boards with grain, each of its own tone."""
    width, height = size
    canvas = Image.new("RGB", size, colour)
    pen = ImageDraw.Draw(canvas)
    across = height if lengthwise else width
    for n in range(count):
        a, b = round(n * across / count), round((n + 1) * across / count)
        tone = mix(colour, (14, 9, 6) if rng.random() < 0.6 else (190, 140, 90), rng.random() * 0.34)
        pen.rectangle((0, a, width, b) if lengthwise else (a, 0, b, height), tone)
        pen.line((0, a, width, a) if lengthwise else (a, 0, a, height), mix(colour, (0, 0, 0), 0.72), 3)
    grain = clouds(size, (6, 160) if lengthwise else (160, 6), rng, 4, 0.6)
    return darken(canvas, curve(grain, lambda v: 0.62 + v * 0.45))


def gable(canvas: Image.Image, rng: Random) -> None:
    """The far wall with its round window, blue with night."""
    wall_ = plaster((900, 800), rng)
    pen = ImageDraw.Draw(wall_)
    pen.ellipse((386, 386, 514, 514), (44, 66, 112), (60, 42, 28), 10)
    for spoke in range(4):
        dx, dy = math.cos(spoke * math.pi / 4) * 62, math.sin(spoke * math.pi / 4) * 62
        pen.line((450 - dx, 450 - dy, 450 + dx, 450 + dy), (60, 42, 28), 5)
    pen.rectangle((392, 552, 508, 800), (58, 36, 22))
    pen.rectangle((402, 562, 447, 800), (128, 88, 52))
    pen.rectangle((453, 562, 498, 800), (120, 82, 48))
    layer = canvas.copy()
    paste(layer, wall_, [(-HALF, RIDGE, LENGTH), (HALF, RIDGE, LENGTH), (HALF, 0.0, LENGTH), (-HALF, 0.0, LENGTH)])
    shape = Image.new("L", canvas.size)
    edge = [(-HALF, 0), (-HALF, EAVES), (0, RIDGE), (HALF, EAVES), (HALF, 0)]
    ImageDraw.Draw(shape).polygon([CAMERA.at(x, y, LENGTH) for x, y in edge], 255)
    canvas.paste(layer, (0, 0), shape)


def floor(canvas: Image.Image, rng: Random) -> None:
    """Worn boards, oiled: they carry the lamps and the shelves upside down."""
    near = 1.25
    boards = planks((1400, 2600), 40, (112, 74, 44), rng, lengthwise=False)
    paste(canvas, boards, [(-HALF, 0, LENGTH), (HALF, 0, LENGTH), (HALF, 0, near), (-HALF, 0, near)])


def trusses(canvas: Image.Image, rng: Random) -> None:
    """Queen-post trusses of fir, every 2.1 m: tie beam, rafters, posts, struts; the far ones first."""
    pen = ImageDraw.Draw(canvas)
    count = 15
    for n in reversed(range(count)):
        z = 3.1 + n * 2.1
        tone = mix((96, 64, 40), (60, 40, 26), rng.random())
        members = (
            ((-HALF, EAVES - 0.1), (HALF, EAVES - 0.1), 0.26),
            ((-HALF, EAVES), (0, RIDGE - 0.15), 0.2),
            ((HALF, EAVES), (0, RIDGE - 0.15), 0.2),
            ((-1.4, EAVES), (-1.4, EAVES + 2.05), 0.17),
            ((1.4, EAVES), (1.4, EAVES + 2.05), 0.17),
            ((-1.5, EAVES + 1.95), (1.5, EAVES + 1.95), 0.17),
        )
        for a, b, thick in members:
            _beam(pen, a, b, thick, z, tone)
        for x in (-2.8, -1.4, 0.0, 1.4, 2.8):
            y = EAVES + (HALF - abs(x)) / HALF * (RIDGE - EAVES) - 0.05
            pen.line(
                [*CAMERA.at(x, y, z), *CAMERA.at(x, y, z + 2.1)],
                mix(tone, (0, 0, 0), 0.35),
                max(2, round(CAMERA.scale(z + 1) * 0.13)),
            )


def _beam(
    pen: ImageDraw.ImageDraw, a: tuple[float, float], b: tuple[float, float], thick: float, z: float, tone: Colour
) -> None:
    """A squared timber: its face, and its underside lit by the lamps."""
    width = max(2, round(CAMERA.scale(z) * thick))
    (x0, y0), (x1, y1) = CAMERA.at(*a, z), CAMERA.at(*b, z)
    pen.line((x0, y0, x1, y1), mix(tone, (0, 0, 0), 0.28), width)
    pen.line((x0, y0 + width * 0.36, x1, y1 + width * 0.36), mix(tone, (226, 160, 92), 0.5), max(1, width // 5))
    pen.line((x0, y0 - width * 0.42, x1, y1 - width * 0.42), mix(tone, (0, 0, 0), 0.6), max(1, width // 8))


def small(x: float, y: float, z: float) -> tuple[float, float, float]:
    """Pixels of the finished picture and its pixels for a metre."""
    px, py = CAMERA.at(x, y, z)
    return px / FINE, py / FINE, CAMERA.scale(z) / FINE


def light(picture: Image.Image) -> Image.Image:
    """Night in the roof and the corners, warm pools where the lamps hang."""
    dusk = Image.new("RGB", SIZE, (54, 48, 56))
    for x, y, z in LAMPS:
        px, py, scale = small(x, y, z)
        glow(
            dusk,
            (px, py + scale * 0.9),
            (scale * 3.4, scale * 2.6),
            mix((160, 116, 70), (34, 24, 14), min(1, z / 24)),
            1.3,
        )
    glow(dusk, (1150, 820), (1700, 1000), (92, 70, 48), 1.2)
    lit = ImageChops.multiply(picture, dusk)
    lit = lit.point([min(255, round(v * 1.55)) for v in range(256)] * 3)
    haze = Image.new("L", SIZE)
    px, py, _ = small(0, 2.2, LENGTH)
    mark = Image.new("RGB", SIZE)
    glow(mark, (px, py), (620, 430), (255, 255, 255), 1.6)
    haze = curve(mark.getchannel(0), lambda v: v * 0.16)
    return shine(lit, (255, 206, 140), haze)


def furniture(picture: Image.Image, rng: Random) -> Image.Image:
    """Two rows of tables with readers, a pendant lamp over each, all from the far end to the near."""
    for x, y, z in sorted(LAMPS, key=lambda lamp: -lamp[2]):
        table(picture, x, z, rng)
        if z < 29:
            pendant(picture, x, y, z)
    return picture


def table(picture: Image.Image, x: float, z: float, rng: Random) -> None:
    """A long table across the hall, open books in the lamplight, readers seen from behind on its near side."""
    layer = Image.new("RGBA", BIG)
    pen = ImageDraw.Draw(layer)

    def quad(points: list[tuple[float, float, float]], colour: Colour) -> None:
        pen.polygon([CAMERA.at(*point) for point in points], (*colour, 255))

    def slab(left: float, right: float, low: float, high: float, depth: float, colour: Colour) -> None:
        quad([(left, high, depth), (right, high, depth), (right, low, depth), (left, low, depth)], colour)

    half, near, far, top = 1.02, z - 0.42, z + 0.42, 0.76
    for depth, tone in ((far - 0.06, (36, 23, 15)), (near + 0.06, (52, 33, 21))):
        for side in (-1, 1):
            slab(x + side * (half - 0.1) - 0.035, x + side * (half - 0.1) + 0.035, 0, top, depth, tone)
    quad([(x - half, top, far), (x + half, top, far), (x + half, top, near), (x - half, top, near)], (188, 132, 80))
    for line in range(1, 5):
        depth = near + (far - near) * line / 5
        pen.line([*CAMERA.at(x - half, top, depth), *CAMERA.at(x + half, top, depth)], (150, 100, 58, 255), 2)
    slab(x - half, x + half, top - 0.05, top, near, (122, 80, 46))
    slab(x - half + 0.05, x + half - 0.05, top - 0.17, top - 0.05, near + 0.03, (48, 30, 19))
    seats = [x - 0.52 + rng.gauss(0, 0.06), x + 0.52 + rng.gauss(0, 0.06)]
    for seat in seats:
        _book(quad, seat + rng.gauss(0, 0.04), top + 0.015, z - 0.1, rng)
    flat = layer.reduce(FINE)
    picture.paste(flat, (0, 0), flat)
    px, py, scale = small(x, top, z)
    glow(picture, (px, py), (scale * 1.2, scale * 0.34), (128, 94, 54), 1.2)
    for seat in seats:
        if z > 4.7 or seat * x > x * x:
            sit(picture, seat, z - 0.72, rng, rng.random() < 0.82)


def _book(
    quad: Callable[[list[tuple[float, float, float]], Colour], None], x: float, y: float, z: float, rng: Random
) -> None:
    """An open book whose pages catch the lamp, now and then a pile beside it."""
    for side in (-1, 1):
        page = [(x, y, z + 0.12), (x + side * 0.18, y, z + 0.11), (x + side * 0.2, y, z - 0.13), (x, y, z - 0.12)]
        quad(page, (238, 226, 200) if side < 0 else (222, 208, 180))
        for line in range(6):
            depth = z + 0.09 - line * 0.034
            quad(
                [
                    (x + side * 0.03, y, depth),
                    (x + side * 0.16, y, depth),
                    (x + side * 0.16, y, depth - 0.01),
                    (x + side * 0.03, y, depth - 0.01),
                ],
                (176, 164, 144),
            )
    if rng.random() < 0.5:
        left, high = x + rng.choice((-0.42, 0.26)), y
        for _ in range(rng.randrange(2, 5)):
            colour = mix(rng.choice(SPINES), (80, 60, 40), 0.3)
            thick = rng.uniform(0.025, 0.05)
            quad(
                [
                    (left, high + thick, z + 0.1),
                    (left + 0.17, high + thick, z + 0.1),
                    (left + 0.17, high + thick, z),
                    (left, high + thick, z),
                ],
                mix(colour, (255, 236, 200), 0.3),
            )
            quad(
                [(left, high + thick, z), (left + 0.17, high + thick, z), (left + 0.17, high, z), (left, high, z)],
                colour,
            )
            high += thick


def sit(picture: Image.Image, x: float, z: float, rng: Random, taken: bool) -> None:
    """A chair and, where it is taken, a reader from behind, the lamp's light on hair and shoulders."""
    px, foot, scale = small(x, 0, z)
    layer = Image.new("RGBA", (round(scale * 1.1) * FINE, round(scale * 1.5) * FINE))
    unit, middle, ground = scale * FINE, layer.width / 2, layer.height
    if taken:
        coat = rng.choice(((50, 54, 64), (92, 52, 44), (70, 70, 66), (112, 98, 76), (44, 46, 52), (74, 66, 78)))
        person = rimmed(dimmed(figure(round(unit * 1.64), rng, coat), 0.62), (255, 190, 110), 0.012)
        bust = person.crop((0, 0, person.width, round(person.height * 0.56)))
        layer.alpha_composite(bust, (round(middle - bust.width / 2), max(0, round(ground - unit * 0.4 - bust.height))))
    pen = ImageDraw.Draw(layer)
    for high, low, tone in ((0.92, 0.82, (62, 40, 25)), (0.74, 0.68, (50, 32, 20)), (0.47, 0.42, (46, 29, 18))):
        pen.rectangle(
            (middle - unit * 0.21, ground - unit * high, middle + unit * 0.21, ground - unit * low), (*tone, 255)
        )
    for leg in (-0.21, 0.17):
        pen.rectangle(
            (middle + unit * leg, ground - unit * 0.92, middle + unit * (leg + 0.04), ground), (42, 26, 17, 255)
        )
    flat = layer.reduce(FINE)
    picture.paste(flat, (round(px - flat.width / 2), round(foot - flat.height)), flat)


def pendant(picture: Image.Image, x: float, y: float, z: float) -> None:
    """An enamel shade on a long cord with its bulb's light."""
    px, py, scale = small(x, y, z)
    _, top, _ = small(x, EAVES - 0.1, z)
    pen = ImageDraw.Draw(picture)
    pen.line((px, top, px, py), (20, 14, 12), max(1, round(scale * 0.012)))
    w, h = scale * 0.24, scale * 0.17
    pen.polygon([(px - w * 0.2, py - h), (px + w * 0.2, py - h), (px + w, py), (px - w, py)], (34, 50, 46))
    pen.line([(px - w * 0.2, py - h), (px - w, py)], (96, 120, 108), max(1, round(scale * 0.01)))
    pen.ellipse((px - w, py - h * 0.16, px + w, py + h * 0.2), (255, 228, 172))
    glow(picture, (px, py + h * 0.3), (scale * 0.5, scale * 0.42), (255, 214, 150), 1.8)
    glow(
        picture, (px, py + scale * 0.5), (scale * 1.6, scale * 1.5), mix((96, 64, 34), (20, 14, 8), min(1, z / 22)), 1.6
    )


def depth_of_field(picture: Image.Image) -> Image.Image:
    """Sharp from five to twelve metres; the shelves beside the lens and the far gable go soft."""
    soft, softer = blur(picture, 4.5), blur(picture, 11)
    near = Image.radial_gradient("L").resize(SIZE, Image.Resampling.BICUBIC)
    picture.paste(soft, (0, 0), levels(near, 120, 185))
    picture.paste(softer, (0, 0), levels(near, 165, 250))
    px, py, scale = small(0, 2.6, LENGTH)
    far = Image.new("L", SIZE)
    ImageDraw.Draw(far).ellipse((px - scale * 4.5, py - scale * 3.4, px + scale * 4.5, py + scale * 3.0), fill=190)
    picture.paste(blur(picture, 2.4), (0, 0), blur(far, 40))
    return picture
