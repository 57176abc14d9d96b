"""The eve of the Lantern Festival: lanterns over an old street, lights out of focus, people walking towards them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from random import Random

from PIL import Image, ImageChops, ImageDraw

from drawing.brush import (
    BICUBIC,
    Camera,
    Colour,
    Point,
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
    ripple,
    shine,
)
from drawing.figures import COATS, dimmed, figure, rimmed

SIZE: Size = (2400, 1600)
WARM: Colour = (255, 168, 84)
#: The street is 9 m wide; the eye 1.6 m over the stones; things 9 m away are in focus.
CAMERA = Camera((0.0, 1.62, 0.0), (0.0, 5.0), 1900, (1200, 830))
FOCUS, LENS = 8.2, 210.0
HALF = 4.6


def draw() -> Image.Image:
    """The finished picture."""
    rng = Random(20260302 + 15)
    canvas = ramp(
        SIZE, [(0, (10, 13, 30)), (0.3, (20, 19, 38)), (0.52, (64, 34, 32)), (0.62, (40, 22, 22)), (1, (10, 8, 12))]
    )
    vanishing = CAMERA.at(0, 2.4, 400)
    glow(canvas, vanishing, (900, 520), (170, 84, 34), 2.2)
    canvas = houses(canvas, rng)
    canvas = bokeh(canvas, rng)
    canvas = far_lanterns(canvas, rng)
    canvas = pavement(canvas, rng)
    canvas = crowd(canvas, rng)
    canvas = near_lanterns(canvas, rng)
    canvas = canvas.point([round(255 * (v / 255) ** 0.7) for v in range(256)] * 3)
    return film(canvas, rng, grain=6.0, corner=0.5)


def unsharp(z: float) -> float:
    """The radius in pixels of a point's image at depth ``z``."""
    return abs(z - FOCUS) / z * LENS / FOCUS


def houses(canvas: Image.Image, rng: Random) -> Image.Image:
    """Two-storeyed fronts on both sides, the far ones first, each out of focus as its distance asks."""
    edges = [66, 52, 42, 34, 28, 23, 19, 15.5, 12.5, 10, 7.6, 5.6, 3.8]
    for far, near in itertools.pairwise(edges):
        layer = Image.new("RGBA", SIZE)
        pen = ImageDraw.Draw(layer)
        for side in (-1, 1):
            front(pen, side * HALF, far, near, rng)
        soft = blur(layer, min(26.0, 8.0 + unsharp((far + near) / 2)))
        canvas.paste(soft, (0, 0), soft)
    return canvas


def front(pen: ImageDraw.ImageDraw, x: float, far: float, near: float, rng: Random) -> None:
    """One house: wall, eaves, lit shop below, lattice windows above."""
    eaves = rng.uniform(6.0, 7.2)

    def face(z0: float, z1: float, low: float, high: float, colour: Colour) -> None:
        corners = [CAMERA.at(x, y, z) for y, z in ((low, z0), (high, z0), (high, z1), (low, z1))]
        pen.polygon(corners, (*colour, 255))

    dim = rng.uniform(0.75, 1.15)
    face(near, far, 0, eaves, (round(44 * dim), round(27 * dim), round(25 * dim)))
    out = x * 0.82
    roof = [
        CAMERA.at(out, eaves - 0.25, near),
        CAMERA.at(x, eaves + 0.9, near),
        CAMERA.at(x, eaves + 0.9, far),
        CAMERA.at(out, eaves - 0.25, far),
    ]
    pen.polygon(roof, (16, 14, 22, 255))
    bays = max(1, round((far - near) / 1.7))
    for n in range(bays):
        z0, z1 = near + (far - near) * (n + 0.12) / bays, near + (far - near) * (n + 0.88) / bays
        if rng.random() < 0.85:
            shop(face, z0, z1, rng)
        if rng.random() < 0.6:
            face(z0, z1, 3.7, 5.2, (round(200 * dim), round(116 * dim), round(54 * dim)))
            for k in range(1, 4):
                face(z0 + (z1 - z0) * (k - 0.07) / 4, z0 + (z1 - z0) * (k + 0.07) / 4, 3.7, 5.2, (38, 22, 18))
    face(near, far, 2.95, 3.4, (88, 34, 24))
    for n in range(round((far - near) / 0.5)):
        z = near + n * 0.5
        face(z, z + 0.3, 3.02, 3.33, (214, 150, 74) if n % 4 else (120, 60, 30))
    if far < 40 and rng.random() < 0.75:
        board(pen, x, rng.uniform(near, far), rng)


def shop(face: Callable[[float, float, float, float, Colour], None], z0: float, z1: float, rng: Random) -> None:
    """An open shop: bright back wall, shelves of goods, the counter dark before it."""
    warm = rng.uniform(0.5, 0.95)
    face(z0, z1, 0.2, 2.7, (round(250 * warm), round(168 * warm), round(92 * warm)))
    for shelf in range(3):
        for n in range(9):
            a, b = z0 + (z1 - z0) * n / 9, z0 + (z1 - z0) * (n + rng.uniform(0.4, 0.95)) / 9
            low = 1.1 + shelf * 0.5
            shade = rng.uniform(0.25, 1.0) * warm
            goods = rng.choice(((214, 70, 40), (150, 92, 50), (240, 190, 120), (120, 110, 100), (90, 40, 30)))
            face(
                a,
                b,
                low,
                low + rng.uniform(0.16, 0.4),
                (round(goods[0] * shade), round(goods[1] * shade), round(goods[2] * shade)),
            )
    face(z0, z1, 0.2, 0.95, (70, 40, 26))


def board(pen: ImageDraw.ImageDraw, x: float, z: float, rng: Random) -> None:
    """A lit sign that stands out from the wall, with strokes that pass for characters."""
    inner, low, high = x * 0.84, rng.uniform(2.5, 2.9), rng.uniform(3.8, 4.4)
    corners = CAMERA.at(x * 0.99, high, z), CAMERA.at(inner, low, z)
    left, right = sorted((corners[0][0], corners[1][0]))
    top, bottom = corners[0][1], corners[1][1]
    pen.rectangle((left, top, right, bottom), rng.choice(((226, 96, 52, 255), (236, 170, 84, 255), (190, 52, 44, 255))))
    wide = (right - left) * 0.6
    count = max(2, int((bottom - top) / wide / 1.2))
    for n in range(count):
        y = top + (bottom - top) * (n + 0.5) / count
        pen.rectangle((left + wide * 0.35, y - wide * 0.35, left + wide * 1.25, y + wide * 0.35), (96, 30, 20, 255))


def bokeh(canvas: Image.Image, rng: Random) -> Image.Image:
    """Lights far down the street as discs of the lens, brighter at their rims."""
    hues: tuple[Colour, ...] = (
        (255, 150, 60),
        (255, 96, 52),
        (255, 206, 120),
        (240, 70, 60),
        (255, 180, 190),
        (150, 190, 255),
    )
    for _ in range(150):
        z = 1 / rng.uniform(1 / 60, 1 / 13)
        side = rng.choice((-1, 1))
        x = side * rng.triangular(0.6, HALF - 0.2, HALF - 0.4)
        spot = CAMERA.at(x, rng.triangular(1.2, 6.8, 3.4), z)
        radius = 9 + unsharp(z) * rng.uniform(1.0, 1.5)
        disc(canvas, spot, radius, rng.choice(hues), rng.uniform(0.12, 0.6) * min(1.0, 26 / z))
    return canvas


def disc(canvas: Image.Image, spot: Point, radius: float, hue: Colour, strength: float) -> None:
    """One disc of confusion."""
    edge = round(radius * 2 + 12)
    mask = Image.new("L", (edge * 2, edge * 2))
    pen = ImageDraw.Draw(mask)
    inner = edge - radius * 2, edge + radius * 2
    pen.ellipse(
        (inner[0], inner[0], inner[1], inner[1]), fill=round(strength * 205), outline=round(strength * 255), width=5
    )
    mask = blur(mask, 2).resize((edge, edge), BICUBIC)
    left, top = round(spot[0] - edge / 2), round(spot[1] - edge / 2)
    part = canvas.crop((left, top, left + edge, top + edge))
    canvas.paste(shine(part, hue, mask), (left, top))


def lantern(height: int, rng: Random, hue: Colour = (214, 34, 22)) -> Image.Image:
    """A round lantern of red gauze lit from within: ribs, gilt rims, tassel; ``height`` pixels without the tassel."""
    big = 2
    w, h = round(height * 1.16) * big, height * big
    canvas = Image.new("RGB", (w, h), hue)
    inside = Image.new("RGB", (w, h))
    glow(inside, (w * 0.5, h * 0.56), (w * 0.62, h * 0.62), (255, 255, 255), 1.1)
    canvas = Image.composite(
        Image.new("RGB", (w, h), (255, 142, 44)), canvas, curve(inside.getchannel(0), lambda v: v * 0.95)
    )
    canvas = shine(canvas, (255, 214, 130), curve(inside.getchannel(0), lambda v: max(0.0, v - 0.42) * 1.3))
    ribs = Image.new("L", (w, h), 255)
    pen = ImageDraw.Draw(ribs)
    for n in range(-8, 9):
        half = math.sin(n / 8.5 * math.pi / 2) * w / 2
        pen.arc(
            (w / 2 - abs(half), -h * 0.06, w / 2 + abs(half), h * 1.06),
            90 if half < 0 else 270,
            270 if half < 0 else 90,
            150,
            max(2, w // 150),
        )
    canvas = darken(canvas, blur(ribs, w / 300))
    weave = curve(clouds((w, h), (40, 30), rng, 3), lambda v: 0.88 + v * 0.14)
    canvas = darken(canvas, weave)
    mask = Image.new("L", (w, h))
    ImageDraw.Draw(mask).ellipse((2, 2, w - 3, h - 3), fill=255)
    canvas = darken(canvas, curve(blur(mask, w * 0.045), lambda v: 0.35 + 0.65 * v))
    whole = Image.new("RGBA", (w, round(h * 1.95)))
    whole.paste(canvas, (0, round(h * 0.12)), mask)
    _fittings(whole, w, h)
    return whole.reduce(big)


def _fittings(whole: Image.Image, w: int, h: int) -> None:
    pen = ImageDraw.Draw(whole)
    top, bottom = h * 0.12, h * 1.12
    pen.line((w / 2, 0, w / 2, top), (40, 26, 20, 255), max(2, w // 110))
    for y, lift in ((top + h * 0.02, -1), (bottom - h * 0.02, 1)):
        pen.rectangle((w * 0.33, y - h * 0.03, w * 0.67, y + h * 0.03), (196, 136, 48, 255))
        pen.rectangle(
            (w * 0.33, y + lift * h * 0.02 - h * 0.008, w * 0.67, y + lift * h * 0.02 + h * 0.008), (120, 70, 24, 255)
        )
    for n in range(-9, 10):
        sway = n * w * 0.012
        pen.line(
            (w / 2 + n * w * 0.008, bottom + h * 0.16, w / 2 + sway, h * 1.9),
            (186 - abs(n) * 8, 44, 24, 255),
            max(2, w // 130),
        )
    pen.line((w / 2, bottom, w / 2, bottom + h * 0.16), (190, 120, 50, 255), max(2, w // 90))
    pen.ellipse((w * 0.47, bottom + h * 0.1, w * 0.53, bottom + h * 0.18), (220, 160, 70, 255))


def hang_row(canvas: Image.Image, z: float, count: int, rng: Random, sprite: Image.Image) -> Image.Image:
    """A string of lanterns across the street at depth ``z``, sagging a little."""
    layer = Image.new("RGBA", SIZE)
    spots = []
    for n in range(count):
        x = (n + 0.5) / count * 2 * HALF * 0.92 - HALF * 0.92 + rng.gauss(0, 0.08)
        y = 4.9 - 0.5 * math.cos(x / HALF * math.pi / 2) + rng.gauss(0, 0.05)
        height = round(0.62 * 1900 / z * rng.uniform(0.92, 1.08))
        px, py = CAMERA.at(x, y, z)
        small = sprite.resize(
            (max(4, round(sprite.width * height / 420)), max(6, round(sprite.height * height / 420))),
            Image.Resampling.LANCZOS,
        )
        layer.alpha_composite(small, (max(0, round(px - small.width / 2)), max(0, round(py - height * 0.5))))
        spots.append((px, py + height * 0.1, height))
    wire = [CAMERA.at(x / 10 * HALF, 5.35 - 0.5 * math.cos(x / 10 * math.pi / 2), z) for x in range(-10, 11)]
    ImageDraw.Draw(layer).line(wire, (24, 18, 20, 255), max(1, round(14 / z)))
    soft = blur(layer, max(0.6, unsharp(z) * 0.55))
    canvas.paste(soft, (0, 0), soft)
    for px, py, height in spots:
        glow(canvas, (px, py), (height * 2.3, height * 2.1), (150, 60, 22), 1.9)
    return canvas


def far_lanterns(canvas: Image.Image, rng: Random) -> Image.Image:
    """The strings behind the crowd."""
    hues: tuple[Colour, ...] = ((214, 34, 22), (222, 60, 30), (206, 40, 60), (224, 120, 40))
    sprites = [lantern(420, rng, hue) for hue in hues]
    for z, count in ((60, 6), (46, 6), (36, 6), (29, 5), (23.5, 5), (19, 5), (15.5, 5), (12.8, 5)):
        canvas = hang_row(canvas, z, count, rng, rng.choice(sprites))
    return canvas


def near_lanterns(canvas: Image.Image, rng: Random) -> Image.Image:
    """The string in focus and two lanterns that hang close to the lens."""
    sprite = lantern(420, rng)
    canvas = hang_row(canvas, 9.6, 5, rng, sprite)
    for x, y, height, soft in ((150, -120, 520, 15.0), (2290, 60, 400, 11.0)):
        big = lantern(height, rng)
        frame = Image.new("RGBA", (big.width + 120, big.height + 120))
        frame.alpha_composite(big, (60, 60))
        frame = blur(frame, soft)
        canvas.paste(frame, (x - frame.width // 2, y - 60), frame)
        glow(canvas, (x, y + height * 0.6), (height * 1.7, height * 1.6), (120, 46, 18), 1.8)
    return canvas


def pavement(canvas: Image.Image, rng: Random) -> Image.Image:
    """Worn slabs, damp enough to carry the lights."""
    width, height = SIZE
    horizon = round(CAMERA.at(0, 0, 4000)[1])
    depth = height - horizon
    mirror = canvas.crop((0, horizon - round(depth * 1.25), width, horizon)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    mirror = blur(mirror.resize((width + 160, depth), BICUBIC), 5, 42)
    jitter = clouds((8, depth), (1, depth / 7), rng, 3, 0.7).resize((1, depth)).tobytes()
    mirror = ripple(mirror, lambda row, share: ((jitter[row] - 128) / 128 * 18 * share, 0), 3).crop(
        (80, 0, width + 80, depth)
    )
    slabs = stones(rng, (width, depth), horizon)
    ground = darken(mirror, curve(slabs, lambda v: 0.2 + v * 0.9))
    ground = shine(
        ground, WARM, ImageChops.multiply(levels(slabs, 150, 255), fade((width, depth), [(0, 130), (0.4, 60), (1, 26)]))
    )
    edge = Image.new("L", SIZE)
    corners = [CAMERA.at(-HALF, 0, 3.2), CAMERA.at(-HALF, 0, 400), CAMERA.at(HALF, 0, 400), CAMERA.at(HALF, 0, 3.2)]
    ImageDraw.Draw(edge).polygon([(-900, height), *corners, (width + 900, height)], 255)
    full = Image.new("RGB", SIZE)
    full.paste(ground, (0, horizon))
    canvas.paste(full, (0, 0), blur(edge, 5))
    return canvas


def stones(rng: Random, size: Size, horizon: int) -> Image.Image:
    """The slabs' brightness: each its own tone, dark joints, rough grain, seen in perspective."""
    layer = Image.new("L", (size[0], size[1]), 120)
    pen = ImageDraw.Draw(layer)
    z = 60.0
    while z > 1.6:
        near = z - max(0.45, z * 0.05)
        offset = rng.random()
        for n in range(-9, 9):
            quad = [
                CAMERA.at((n + offset) * 0.8 + dx, 0, depth)
                for dx, depth in ((0.01, z - 0.01), (0.78, z - 0.01), (0.78, near), (0.01, near))
            ]
            pen.polygon([(px, py - horizon) for px, py in quad], rng.randrange(110, 215), 34)
        z = near
    rough = clouds(size, (60, 60), rng, 4, 0.7)
    return ImageChops.multiply(blur(layer, 1.6), curve(rough, lambda v: 0.55 + v * 0.5))


def crowd(canvas: Image.Image, rng: Random) -> Image.Image:
    """People walking away from the lens, the farther ones first, and in focus a father with his child."""
    places = sorted((1 / rng.uniform(1 / 40, 1 / 8.8) for _ in range(105)), reverse=True)
    for z in places:
        x = rng.uniform(-HALF + 0.6, HALF - 0.6)
        if z < 15 and abs(x) < 0.12 * z:
            x += math.copysign(1.7, x)
        stand(canvas, x, z, rng.uniform(1.52, 1.78), rng)
    ImageDraw.Draw(canvas).line((*CAMERA.at(-0.12, 1.0, 8.0), *CAMERA.at(0.09, 0.58, 8.0)), (17, 17, 27), 17)
    stand(canvas, -0.34, 8.1, 1.75, rng, coat=(38, 42, 56), short=True)
    stand(canvas, 0.22, 8.0, 1.08, rng, coat=(196, 56, 48), child=True)
    carried = CAMERA.at(0.56, 0.52, 7.9)
    ImageDraw.Draw(canvas).line(
        (*CAMERA.at(0.37, 0.58, 7.9), *CAMERA.at(0.56, 0.84, 7.9), *CAMERA.at(0.56, 0.72, 7.9)), (54, 32, 24), 4
    )
    small = lantern(420, rng, (236, 120, 60)).resize((92, 144), Image.Resampling.LANCZOS)
    canvas.paste(small, (round(carried[0] - 46), round(carried[1] - 60)), small)
    glow(canvas, (carried[0], carried[1] - 8), (240, 230), (190, 96, 40), 2.0)
    for x, z in ((-2.35, 5.4), (2.15, 5.0)):
        stand(canvas, x, z, 1.7, rng)
    return canvas


def stand(
    canvas: Image.Image,
    x: float,
    z: float,
    tall: float,
    rng: Random,
    coat: Colour | None = None,
    *,
    child: bool = False,
    short: bool = False,
) -> None:
    """One person with a shadow and the lanterns' light on head and shoulders."""
    height = round(tall * 1900 / z)
    person = figure(height, rng, coat or rng.choice(COATS), child=child, short=short)
    person = rimmed(dimmed(person, 0.55 if z < 14 else 0.75), WARM, 0.013)
    left, foot = CAMERA.at(x, 0, z)
    margin = 60
    frame = Image.new("RGBA", (person.width + 2 * margin, person.height + 2 * margin))
    shadow = Image.new("L", frame.size)
    ImageDraw.Draw(shadow).ellipse(
        (
            frame.width * 0.26,
            frame.height - margin - height * 0.05,
            frame.width * 0.74,
            frame.height - margin + height * 0.04,
        ),
        fill=190,
    )
    frame.paste((8, 5, 6, 255), (0, 0, *frame.size), blur(shadow, height * 0.02))
    frame.alpha_composite(person, (margin, margin))
    frame = blur(frame, max(0.8, unsharp(z) * 0.6))
    canvas.paste(frame, (round(left - frame.width / 2), round(foot - frame.height + margin)), frame)
