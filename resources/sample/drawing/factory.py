"""An assembly hall of a motor works: roof trusses and strip lights in long perspective, benches, crates, a polished floor."""

from __future__ import annotations

import math
from random import Random

from PIL import Image, ImageChops, ImageDraw

from drawing.brush import (
    BICUBIC,
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
    levels,
    mix,
    ramp,
    scaled,
    shine,
    veil,
)
from drawing.figures import figure

SIZE: Size = (2400, 1560)
FINE = 2
#: The hall is 30 m wide, 9 m high under the trusses and 120 m long; the eye 2.6 m over the floor.
CAMERA = Camera((-3.2, 2.6, 0.0), (2.6, 2.2), 2250 * FINE, (1180 * FINE, 800 * FINE))
HALF, EAVES, RIDGE, LENGTH = 15.0, 8.2, 10.6, 124.0
AIR: Colour = (176, 190, 196)


def draw() -> Image.Image:
    """The finished picture."""
    rng = Random(20260228 + 22)
    hall = Hall()
    shell(hall)
    trusses(hall)
    lamps = lights(hall)
    crane(hall)
    for z in range(99, 10, -3):
        station(hall, float(z), rng)
    canvas = hall.layer.reduce(FINE)
    canvas = grounded(canvas, rng)
    canvas = floor(canvas, rng)
    workers(canvas, rng)
    for x, y, wide in lamps:
        glow(canvas, (x, y), (wide * 2.6, wide * 1.5), (150, 166, 176), 2.0)
    glow(canvas, (1240, 700), (900, 560), (70, 80, 84), 1.8)
    canvas = Image.composite(blur(canvas, 4), canvas, fade(SIZE, [(0, 0), (0.86, 0), (1, 255)]))
    canvas = canvas.point([round(255 * (v / 255) ** 0.86) for v in range(256)] * 3)
    return film(canvas, rng, grain=6.0, corner=0.45).resize((2000, 1300), BICUBIC)


class Hall:
    """Draws faces and bars in space, each with the light and the air of its distance."""

    def __init__(self) -> None:
        self.layer = Image.new("RGB", (SIZE[0] * FINE, SIZE[1] * FINE), AIR)
        self._pen = ImageDraw.Draw(self.layer)

    def colour(self, z: float, base: Colour) -> Colour:
        return mix(base, AIR, 1 - math.exp(-z / 105))

    def face(self, corners: list[tuple[float, float, float]], base: Colour) -> None:
        """A flat face; what lies behind the eye is left out."""
        if min(z for _, _, z in corners) < 0.6:
            return
        middle = sum(z for _, _, z in corners) / len(corners)
        self._pen.polygon([CAMERA.at(*corner) for corner in corners], self.colour(middle, base))

    def bar(self, a: tuple[float, float, float], b: tuple[float, float, float], metres: float, base: Colour) -> None:
        """A bar of even thickness."""
        if min(a[2], b[2]) < 0.6:
            return
        width = max(1, round(metres * 2250 * FINE / ((a[2] + b[2]) / 2)))
        self._pen.line((*CAMERA.at(*a), *CAMERA.at(*b)), self.colour((a[2] + b[2]) / 2, base), width)

    def block(self, at: tuple[float, float, float], size: tuple[float, float, float], base: Colour) -> None:
        """A box on its foot: the side that faces the eye, the side to the aisle, the top."""
        (x, y, z), (w, h, d) = at, size
        inner = x + w if x < CAMERA_X else x
        self.face(
            [(x, y + h, z), (x + w, y + h, z), (x + w, y + h, z + d), (x, y + h, z + d)],
            mix(base, (255, 255, 255), 0.34),
        )
        self.face(
            [(inner, y, z), (inner, y, z + d), (inner, y + h, z + d), (inner, y + h, z)], mix(base, (0, 0, 0), 0.14)
        )
        self.face([(x, y, z), (x + w, y, z), (x + w, y + h, z), (x, y + h, z)], mix(base, (0, 0, 0), 0.34))


CAMERA_X = -3.2


def shell(hall: Hall) -> None:
    """Roof, walls with a band of windows, floor and end wall, in bays of three metres from the far end."""
    end = LENGTH
    hall.face(
        [(-HALF, 0, end), (HALF, 0, end), (HALF, EAVES, end), (0, RIDGE, end), (-HALF, EAVES, end)], (196, 204, 206)
    )
    hall.face([(-3, 0, end - 0.1), (3, 0, end - 0.1), (3, 5, end - 0.1), (-3, 5, end - 0.1)], (238, 244, 246))
    for bay in range(41, -1, -1):
        z0, z1 = bay * 3.0 + 0.7, bay * 3.0 + 3.7
        hall.face(
            [(-HALF, 0, z0), (HALF, 0, z0), (HALF, 0, z1), (-HALF, 0, z1)],
            (104, 120, 116) if bay % 2 else (108, 124, 120),
        )
        for side in (-1.0, 1.0):
            hall.face(
                [(side * HALF, EAVES, z0), (0, RIDGE, z0), (0, RIDGE, z1), (side * HALF, EAVES, z1)], (74, 84, 90)
            )
            hall.face(
                [(side * 6, 9.7, z0), (side * 9, 9.2, z0), (side * 9, 9.2, z1 - 0.8), (side * 6, 9.7, z1 - 0.8)],
                (226, 234, 236),
            )
            hall.face(
                [(side * HALF, 0, z0), (side * HALF, 0, z1), (side * HALF, EAVES, z1), (side * HALF, EAVES, z0)],
                (128, 138, 140),
            )
            hall.face(
                [(side * HALF, 0, z0), (side * HALF, 0, z1), (side * HALF, 1.4, z1), (side * HALF, 1.4, z0)],
                (58, 104, 112),
            )
            hall.face(
                [
                    (side * HALF, 4.6, z0),
                    (side * HALF, 4.6, z1 - 0.4),
                    (side * HALF, 7.4, z1 - 0.4),
                    (side * HALF, 7.4, z0),
                ],
                (240, 246, 248),
            )
            hall.bar((side * HALF, 6.0, z0), (side * HALF, 6.0, z1), 0.08, (90, 98, 102))
        for x in (-2.5, 2.5, -8.6, 8.6):
            hall.face(
                [(x - 0.07, 0.01, z0), (x + 0.07, 0.01, z0), (x + 0.07, 0.01, z1), (x - 0.07, 0.01, z1)], (214, 178, 52)
            )


def trusses(hall: Hall) -> None:
    """A truss every six metres with its columns, the far ones first."""
    steel: Colour = (52, 60, 68)
    for z in range(120, 2, -6):
        at = float(z)
        for side in (-1.0, 1.0):
            hall.bar((side * (HALF - 0.3), 0, at), (side * (HALF - 0.3), EAVES, at), 0.42, (66, 82, 92))
            hall.bar((side * HALF, EAVES, at), (0, RIDGE, at), 0.2, steel)
            for n in range(8):
                x0, x1 = side * HALF * n / 8, side * HALF * (n + 1) / 8
                top0, top1 = RIDGE - abs(x0) * 0.16, RIDGE - abs(x1) * 0.16
                hall.bar((x0, EAVES, at), (x1, top1, at), 0.09, steel)
                hall.bar((x1, EAVES, at), (x1, top1, at), 0.09, steel)
                hall.bar((x0, top0, at), (x0, EAVES, at), 0.08, steel)
        hall.bar((-HALF, EAVES, at), (HALF, EAVES, at), 0.18, steel)


def lights(hall: Hall) -> list[tuple[float, float, float]]:
    """Strip lights in four rows; gives places in the picture and widths for their glow."""
    found = []
    for z in range(117, 4, -3):
        for x in (-10.5, -4.5, 4.5, 10.5):
            hall.face(
                [(x - 0.16, 7.3, z), (x + 0.16, 7.3, z), (x + 0.16, 7.3, z + 1.9), (x - 0.16, 7.3, z + 1.9)],
                (255, 255, 250),
            )
            hall.bar((x, 7.36, float(z) + 0.9), (x, EAVES, float(z) + 0.9), 0.03, (70, 76, 82))
            px, py = CAMERA.at(x, 7.3, z + 0.9)
            if z < 60:
                found.append((px / FINE, py / FINE, 900 / z))
    return found


def crane(hall: Hall) -> None:
    """A travelling crane in its warning yellow, across the hall in the middle distance."""
    for z in (42.0, 43.2):
        hall.face([(-14, 6.3, z), (14, 6.3, z), (14, 7.1, z), (-14, 7.1, z)], (216, 166, 36))
        hall.face([(-14, 6.3, z), (14, 6.3, z), (14, 6.45, z), (-14, 6.45, z)], (140, 104, 24))
    hall.block((4.2, 5.7, 42.0), (1.5, 0.7, 1.2), (190, 60, 44))
    hall.bar((4.9, 5.7, 42.5), (4.9, 3.4, 42.5), 0.05, (60, 60, 60))
    hall.face([(4.7, 3.0, 42.5), (5.1, 3.0, 42.5), (5.0, 3.45, 42.5), (4.8, 3.45, 42.5)], (200, 60, 44))


def station(hall: Hall, z: float, rng: Random) -> None:
    """Benches along the four lines with a machine or a row of motors on each, and crates by the aisle."""
    for x in (-12.2, -6.4, 4.2, 10.2):
        hall.face(
            [(x - 0.5, 0.01, z - 0.5), (x + 2.5, 0.01, z - 0.5), (x + 2.5, 0.01, z + 2.7), (x - 0.5, 0.01, z + 2.7)],
            (72, 82, 80),
        )
        hall.face(
            [(x - 0.2, 0.02, z - 0.2), (x + 2.2, 0.02, z - 0.2), (x + 2.2, 0.02, z + 2.4), (x - 0.2, 0.02, z + 2.4)],
            (46, 54, 54),
        )
        hall.block((x + 0.15, 0.3, z + 0.15), (1.7, 0.5, 1.9), (88, 100, 106))
        for leg in (0.06, 1.84):
            hall.block((x + leg, 0, z), (0.1, 0.84, 0.1), (150, 158, 160))
        hall.block((x - 0.02, 0.82, z), (2.04, 0.07, 2.2), (58, 128, 126))
        hall.bar((x + 1.0, 0.9, z + 1.9), (x + 1.0, 2.35, z + 1.9), 0.06, (70, 80, 88))
        hall.block((x + 0.1, 2.3, z + 1.4), (1.8, 0.07, 0.5), (226, 232, 230))
        if rng.random() < 0.4:
            hall.block(
                (x + 0.4, 0.9, z + 0.6),
                (1.1, rng.uniform(0.7, 1.0), 1.0),
                rng.choice(((212, 216, 214), (64, 108, 140), (186, 190, 192))),
            )
            hall.block((x + 1.0, 1.15, z + 0.58), (0.34, 0.26, 0.02), (34, 60, 74))
        else:
            for n in range(5):
                motor(hall, (x + 0.22 + 0.34 * n, 0.98, z + 0.25))
                motor(hall, (x + 0.22 + 0.34 * n, 0.98, z + 0.95))
    if z > 17 and rng.random() < 0.6:
        side = rng.choice((-3.9, 2.7))
        for level in range(rng.choice((1, 2, 2, 3))):
            hall.block(
                (side, 0.12 + 0.46 * level, z + 0.4),
                (1.1, 0.43, 0.9),
                rng.choice(((52, 92, 148), (168, 128, 84), (176, 140, 98))),
            )


def motor(hall: Hall, at: tuple[float, float, float]) -> None:
    """A small motor seen from its shaft: flange, housing with ribs, shaft."""
    x, y, z = at
    hall.block((x - 0.1, y - 0.1, z), (0.2, 0.2, 0.3), (44, 48, 54))
    hall.block((x - 0.085, y - 0.085, z - 0.02), (0.17, 0.17, 0.03), (176, 182, 186))
    hall.block((x - 0.02, y - 0.02, z - 0.1), (0.04, 0.04, 0.09), (222, 226, 230))


def grounded(canvas: Image.Image, rng: Random) -> Image.Image:
    """The light of the hall: darker under the roof's edges and along the foot of the walls, dust in the air, deeper tones."""
    canvas = canvas.point(
        [round(255 * (0.5 - 0.5 * math.cos(math.pi * (v / 255) ** 1.05)) * 0.72 + v * 0.28) for v in range(256)] * 3
    )
    dirt = curve(clouds(SIZE, (16, 12), rng, 6, 0.6), lambda v: 0.86 + v * 0.14)
    sides = ramp(
        (SIZE[1], SIZE[0]), [(0, (170, 170, 170)), (0.3, (255, 255, 255)), (0.7, (255, 255, 255)), (1, (170, 170, 170))]
    )
    return darken(darken(canvas, dirt), sides.getchannel(0).transpose(Image.Transpose.ROTATE_90))


def floor(canvas: Image.Image, rng: Random) -> Image.Image:
    """The sheen of the floor: lamps and windows drawn down into it, weaker towards the viewer, with wear and seams."""
    horizon = 886
    depth = SIZE[1] - horizon
    mirror = canvas.crop((0, horizon - depth, SIZE[0], horizon)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    mirror = blur(mirror, 7, 34)
    aisle = Image.new("L", SIZE)
    edge = [CAMERA.at(x, 0, z) for x, z in ((-4.3, 118), (4.1, 118), (4.1, 1.2), (-4.3, 1.2))]
    ImageDraw.Draw(aisle).polygon([(x / FINE, y / FINE) for x, y in edge], fill=255)
    worn = curve(clouds(SIZE, (14, 10), rng, 5), lambda v: 0.55 + v * 0.45)
    mask = ImageChops.multiply(ImageChops.multiply(blur(aisle, 14), worn), fade(SIZE, [(0, 0), (0.58, 255), (1, 150)]))
    glossy = canvas.copy()
    light = Image.new("RGB", SIZE)
    light.paste(mirror, (0, horizon))
    glossy = Image.composite(Image.blend(glossy, ImageChops.screen(glossy, light), 0.9), glossy, mask)
    stains = levels(clouds(SIZE, (5, 24), rng), 150, 250)
    veil(glossy, (60, 70, 70), scaled(ImageChops.multiply(stains, aisle), 0.2))
    return shine(
        glossy, (20, 24, 26), ramp(SIZE, [(0, (0, 0, 0)), (0.5, (120, 120, 120)), (1, (0, 0, 0))]).getchannel(0)
    )


def workers(canvas: Image.Image, rng: Random) -> None:
    """A few people in the aisle, in blue."""
    for x, z in ((0.9, 52.0), (-2.0, 44.0), (-0.9, 27.0), (-0.1, 27.8)):
        foot_x, foot_y = CAMERA.at(x, 0, z)
        tall = round(1.7 * 2250 / z)
        coat = rng.choice(((46, 84, 132), (52, 90, 140), (40, 74, 118)))
        person = figure(tall, rng, mix(coat, AIR, 1 - math.exp(-z / 105)), short=True)
        person = blur(person, 0.9)
        canvas.paste(person, (round(foot_x / FINE - person.width / 2), round(foot_y / FINE - person.height)), person)
