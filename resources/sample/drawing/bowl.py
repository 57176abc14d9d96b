"""A celadon bowl with crackled glaze on a potter's bench, lit from a window; vases out of focus behind it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from random import Random

from PIL import Image, ImageChops, ImageDraw

from drawing.brush import (
    BICUBIC,
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
    mix,
    ramp,
    scaled,
    veil,
)

SIZE: Size = (2000, 1500)
FINE = 2
GLAZE: Colour = (134, 176, 152)
#: The camera looks down on the bench at this angle; ellipses of rims are this share of their width high.
TILT = math.sin(math.radians(24))
RISE = math.cos(math.radians(24))
LIGHT = (-0.62, 0.55, 0.56)

Profile = Sequence[tuple[float, float]]


def draw() -> Image.Image:
    """The finished picture."""
    rng = Random(20260225)
    canvas = room(rng)
    behind(canvas, rng)
    canvas = bench(canvas, rng)
    crackle = crazing(rng)
    shadow(canvas, (960, 1180), 520)
    pot = Turned(crackle, rng)
    bowl = pot.bowl(smooth(OUTSIDE), smooth(INSIDE), (960 * FINE, 1185 * FINE), 430 * FINE)
    layer = bowl.reduce(FINE)
    reflected(canvas, layer)
    canvas.paste(layer, (0, 0), layer)
    glow(canvas, (180, 300), (1300, 1000), (66, 62, 52), 1.6)
    return film(canvas, rng, grain=5.0, corner=0.5)


#: Half profiles in units of the rim's radius: (radius, height), from the foot up and from the rim down.
OUTSIDE: Profile = (
    (0.36, 0.0), (0.38, 0.05), (0.36, 0.09), (0.5, 0.13), (0.74, 0.3), (0.9, 0.52), (0.98, 0.74), (1.02, 0.84), (1.01, 0.86),
)  # fmt: skip
INSIDE: Profile = ((1.0, 0.86), (0.965, 0.8), (0.93, 0.7), (0.83, 0.46), (0.62, 0.25), (0.34, 0.15), (0.0, 0.125))


def smooth(points: Profile, steps: int = 60) -> Profile:
    """The profile as a Catmull-Rom curve through its points."""
    line = [points[0], *points, points[-1]]
    done = []
    for n in range(len(points) - 1):
        p0, p1, p2, p3 = line[n : n + 4]
        for step in range(steps):
            t = step / steps
            done.append(tuple(_spline(a, b, c, d, t) for a, b, c, d in zip(p0, p1, p2, p3, strict=True)))
    return [(r, h) for r, h in done] + [points[-1]]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def room(rng: Random) -> Image.Image:
    """A dim workshop: wall in half shadow, light from a window on the left."""
    canvas = ramp(SIZE, [(0, (58, 52, 46)), (0.5, (92, 82, 70)), (0.62, (70, 60, 50)), (1, (40, 33, 28))])
    plaster = curve(clouds(SIZE, (6, 5), rng, 6), lambda v: 0.72 + v * 0.28)
    canvas = darken(canvas, plaster)
    glow(canvas, (120, 200), (1500, 1100), (150, 132, 104), 1.7)
    return canvas


def behind(canvas: Image.Image, rng: Random) -> None:
    """A shelf with vases, jars and stacked bowls, far out of focus."""
    layer = Image.new("RGBA", SIZE)
    pen = ImageDraw.Draw(layer)
    pen.rectangle((0, 560, SIZE[0], 600), fill=(74, 54, 38, 255))
    pen.rectangle((0, 596, SIZE[0], 612), fill=(38, 28, 20, 255))
    x = 60.0
    while x < SIZE[0]:
        tall, wide = rng.uniform(150, 400), rng.uniform(70, 130)
        tone = rng.choice((GLAZE, (166, 184, 168), (196, 198, 186), (96, 132, 124), (120, 92, 70), (172, 158, 132)))
        shape = rng.choice((VASE, JAR, BOTTLE))
        for n in range(40):
            across = 1 - n / 40
            light = 0.3 + 0.66 * (n / 40) ** 0.8
            colour = mix((18, 18, 16), tone, min(1.0, light))
            outline = [(x + wide * r * across - wide * 0.36 * n / 40, 560 - tall * h) for r, h in shape]
            other = [(x - wide * r * across - wide * 0.36 * n / 40, 560 - tall * h) for r, h in reversed(shape)]
            pen.polygon([*outline, *other], (*colour, 255))
        x += wide * rng.uniform(2.0, 2.9)
    layer = blur(layer, 17)
    canvas.paste(layer, (0, 0), layer)


VASE: Profile = ((0.42, 0.0), (0.6, 0.2), (0.95, 0.62), (0.9, 0.78), (0.4, 0.9), (0.42, 1.0))
JAR: Profile = ((0.6, 0.0), (0.95, 0.25), (1.0, 0.55), (0.8, 0.74), (0.55, 0.8), (0.58, 0.86))
BOTTLE: Profile = ((0.5, 0.0), (0.86, 0.22), (0.72, 0.46), (0.24, 0.66), (0.2, 0.92), (0.3, 1.0))


def bench(canvas: Image.Image, rng: Random) -> Image.Image:
    """The top of the bench: boards with grain and dried slip, sharp at the bowl, soft before and behind it."""
    top = 760
    size = (SIZE[0], SIZE[1] - top)
    wood = ramp(size, [(0, (84, 62, 44)), (0.5, (116, 86, 60)), (1, (66, 46, 32))])
    grain = clouds((size[0], size[1]), (3, 60), rng, 6, 0.65)
    veil(wood, (40, 26, 18), scaled(levels(grain, 110, 220), 0.7))
    veil(wood, (176, 140, 104), scaled(levels(clouds(size, (4, 90), rng, 5, 0.6), 150, 250), 0.35))
    pen = ImageDraw.Draw(wood)
    for y in (60, 170, 350, 640):
        pen.line((0, y, size[0], y - 12), (26, 18, 12), 3 + y // 150)
    slip = levels(clouds(size, (26, 18), rng, 5, 0.6), 185, 235)
    veil(wood, (196, 190, 172), scaled(slip, 0.5))
    glow(wood, (360, 150), (900, 380), (120, 104, 84), 1.7)
    soft = Image.composite(blur(wood, 9), wood, fade(size, [(0, 255), (0.35, 0), (0.72, 0), (1, 255)]))
    done = canvas.copy()
    edge = fade(size, [(0, 0), (0.06, 255), (1, 255)])
    done.paste(soft, (0, top), edge)
    return done


def crazing(rng: Random) -> Image.Image:
    """A net of fine cracks as glaze shows them: edges of cells round random seeds, wrapped across, thick ones stained darker."""
    wide, high = 2400, 900
    net = Image.new("L", (wide, high))
    pen = ImageDraw.Draw(net)
    for count, dark, thick in ((420, 150, 2), (1300, 84, 1)):
        seeds = [(rng.uniform(0, wide), rng.uniform(0, high)) for _ in range(count)]
        for x, y in seeds:
            near = sorted(seeds, key=lambda s: (s[0] - x) ** 2 + (s[1] - y) ** 2)[1:4]
            for nx, ny in near:
                mx, my = (x + nx) / 2 + rng.gauss(0, 6), (y + ny) / 2 + rng.gauss(0, 6)
                pen.line((x, y, mx, my, nx, ny), dark, thick, joint="curve")
    return blur(net, 0.8)


def shadow(canvas: Image.Image, at: Point, wide: float) -> None:
    """The bowl's shadow, away from the window, dark where it touches the bench."""
    mask = Image.new("L", SIZE)
    pen = ImageDraw.Draw(mask)
    pen.ellipse((at[0] - wide * 0.55, at[1] - 110, at[0] + wide * 1.45, at[1] + 150), fill=170)
    mask = blur(mask, 46)
    tight = Image.new("L", SIZE)
    ImageDraw.Draw(tight).ellipse((at[0] - 190, at[1] - 70, at[0] + 230, at[1] + 92), fill=235)
    veil(canvas, (16, 11, 8), ImageChops.lighter(scaled(mask, 0.85), blur(tight, 16)))


def reflected(canvas: Image.Image, layer: Image.Image) -> None:
    """A faint image of the bowl in the worn sheen of the bench."""
    part = layer.crop((0, 700, SIZE[0], 1262)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    part = part.resize((SIZE[0], 240), BICUBIC)
    part.putalpha(ImageChops.multiply(part.getchannel("A"), fade(part.size, [(0, 70), (1, 0)])))
    canvas.paste(blur(part, 8, 12), (0, 1244), blur(part, 8, 12))


class Turned:
    """Draws what was turned on a wheel: small faces, each shaded by its slope, glaze and the window it mirrors."""

    def __init__(self, crackle: Image.Image, rng: Random) -> None:
        self._crackle = crackle.load()
        self._size = crackle.size
        self._pool = clouds((600, 300), (9, 6), rng, 5).load()

    def bowl(
        self,
        outside: Profile,
        inside: Profile,
        foot: Point,
        radius: float,
        size: Size = (SIZE[0] * FINE, SIZE[1] * FINE),
    ) -> Image.Image:
        """A bowl: the inner wall that faces the eye, then the outer wall over it, then the rim."""
        layer = Image.new("RGBA", size)
        pen = ImageDraw.Draw(layer)
        tall = outside[-1][1] / OUTSIDE[-1][1]
        self._surface(pen, inside, foot, radius, -1.0, tall)
        self._surface(pen, outside, foot, radius, 1.0, tall)
        self._rim(pen, outside[-1], foot, radius)
        return layer

    def _surface(
        self, pen: ImageDraw.ImageDraw, profile: Profile, foot: Point, radius: float, out: float, tall: float
    ) -> None:
        """The faces of a wall seen from outside (``out`` 1) or from inside (-1) that look towards the eye, from the far up."""
        segments = 900
        for (r0, h0), (r1, h1) in pairwise(profile if out > 0 else profile[::-1]):
            length = math.hypot(r1 - r0, h1 - h0) or 1e-6
            level = (r0 - r1) / length * (1 if h1 >= h0 else -1) if out > 0 else abs(r1 - r0) / length
            across = out * abs(h1 - h0) / length
            for n in range(segments):
                a0, a1 = math.tau * n / segments, math.tau * (n + 1) / segments
                normal = (across * math.cos(a0), level, across * math.sin(a0))
                if (out > 0 and math.sin(a0) < -0.05) or normal[1] * TILT + normal[2] * RISE < -0.02:
                    continue
                corners = ((r0, h0, a0), (r0, h0, a1), (r1, h1, a1), (r1, h1, a0))
                quad = [_place(foot, radius, r, h, a) for r, h, a in corners]
                pen.polygon(quad, (*self._shade(normal, a0, h0 / tall, out), 255))

    def _shade(self, normal: tuple[float, float, float], angle: float, height: float, out: float) -> Colour:
        """Body colour under a window's light, pooled glaze, cracks, and the window itself in the gloss."""
        nx, ny, nz = normal
        lit = max(0.0, nx * LIGHT[0] + ny * LIGHT[1] + nz * LIGHT[2])
        fill = 0.26 + 0.16 * max(0.0, ny) + 0.07 * max(0.0, nx)
        if out < 0:
            fill += 0.1 * height
            lit *= 0.55 + 0.45 * min(1.0, height)
        u = int(angle / math.tau * self._size[0]) % self._size[0]
        v = int(min(0.999, height) * self._size[1]) if out > 0 else int(min(0.999, 0.3 + 0.65 * height) * self._size[1])
        crack = self._crackle[u, v] / 255
        pool = self._pool[int(angle / math.tau * 599), int(min(0.99, height) * 299)] / 255
        body = mix(
            GLAZE,
            (98, 146, 128),
            0.55 * pool + (0.5 * max(0.0, 0.3 - height) if out > 0 else 0.35 * max(0.0, 0.5 - height)),
        )
        body = mix(body, (178, 190, 160), 0.35 * max(0.0, height - 0.62))
        body = mix(body, (70, 60, 46), crack * 0.5)
        light = fill + 0.86 * lit
        colour = (
            mix((8, 9, 8), body, min(1.0, light)) if light <= 1 else mix(body, (255, 255, 255), min(0.5, light - 1))
        )
        return mix(colour, (250, 250, 242), self._gloss(normal))

    @staticmethod
    def _gloss(normal: tuple[float, float, float]) -> float:
        """How much of the window's panes the surface mirrors: the mirrored ray against four panes, and the sheen at the edge."""
        nx, ny, nz = normal
        view = (0.0, TILT, RISE)
        dot = nx * view[0] + ny * view[1] + nz * view[2]
        rx, ry, rz = (2 * dot * n - v for n, v in zip(normal, view, strict=True))
        edge = 0.35 * max(0.0, 1 - max(0.0, dot)) ** 4
        if rx > -0.2 or rz < -0.4:
            return edge
        across, up = rz / -rx, ry / -rx
        pane = _soft(across, -0.45, 0.9) * _soft(up, 0.1, 1.35)
        bars = (1 - 0.85 * _soft(across, 0.16, 0.24, 0.03)) * (1 - 0.85 * _soft(up, 0.66, 0.74, 0.03))
        return min(0.9, edge + 0.72 * pane * bars)

    @staticmethod
    def _rim(pen: ImageDraw.ImageDraw, top: tuple[float, float], foot: Point, radius: float) -> None:
        """The lip, where the glaze runs thin and the body shows brownish, lit towards the window."""
        segments = 900
        for n in range(segments):
            a0, a1 = math.tau * n / segments, math.tau * (n + 1.5) / segments
            facing = 0.5 - 0.5 * math.cos(a0 - math.radians(35))
            colour = mix((112, 100, 78), (236, 238, 220), 0.2 + 0.8 * facing)
            ends = [_place(foot, radius, top[0] - 0.006, top[1], a) for a in (a0, a1)]
            pen.line([*ends[0], *ends[1]], (*colour, 255), 13)


def _place(foot: Point, radius: float, r: float, h: float, angle: float) -> Point:
    """A point of the surface in the picture; angle 0 to the right, a quarter turn towards the viewer."""
    return foot[0] + radius * r * math.cos(angle), foot[1] + radius * (r * math.sin(angle) * TILT - h * RISE)


def _soft(value: float, low: float, high: float, edge: float = 0.1) -> float:
    """1 between ``low`` and ``high``, falling to 0 over ``edge``."""
    return max(0.0, min(1.0, (value - low) / edge + 0.5)) * max(0.0, min(1.0, (high - value) / edge + 0.5))
