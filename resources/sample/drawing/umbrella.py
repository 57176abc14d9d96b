"""An umbrella held upright, seen from the side: black, blue, red, clear plastic or oiled paper."""

from __future__ import annotations

import itertools
import math
from random import Random

from PIL import Image, ImageChops, ImageDraw

from drawing.brush import Colour, blur, curve, fade, mix, shine

CLOTHS: dict[str, Colour] = {
    "dark": (44, 46, 54),
    "blue": (52, 70, 92),
    "red": (134, 38, 38),
    "grey": (120, 122, 126),
    "clear": (190, 198, 204),
    "paper": (176, 112, 66),
}


def umbrella(width: int, kind: str, rng: Random) -> Image.Image:
    """The canopy with its tip, ``width`` pixels wide and 0.42 of that high; clear plastic lets the street through."""
    large = 2
    w, h = width * large, round(width * 0.42) * large
    canvas = Image.new("RGBA", (w, h))
    pen = ImageDraw.Draw(canvas)
    cloth, turn = CLOTHS[kind], rng.uniform(0, math.pi / 4)
    count = 24 if kind == "paper" else 8
    ribs = [math.cos(turn + n * 2 * math.pi / count) for n in range(count)]
    seen = sorted({-1.0, 1.0, *(rib for n, rib in enumerate(ribs) if math.sin(turn + n * 2 * math.pi / count) > 0)})
    top, rim = h * 0.1, h * 0.8
    for a, b in itertools.pairwise(seen):
        middle = (a + b) / 2
        bright = 0.62 + 0.5 * (1 - abs(middle + 0.3)) * (0.9 if kind != "paper" else 0.7)
        tone = mix((10, 10, 14), cloth, min(1.0, bright))
        pen.polygon([*_rib(a, w, top, rim), *_hem(a, b, w, rim, h), *reversed(_rib(b, w, top, rim))], (*tone, 255))
    for rib in seen:
        pen.line(_rib(rib, w, top, rim), (*mix(cloth, (12, 12, 16), 0.5), 255), max(1, w // 240))
    pen.line((w / 2, 0, w / 2, top + h * 0.06), (54, 48, 44, 255), max(2, w // 90))
    return _wet(canvas, kind).reduce(large)


def _rib(place: float, w: int, top: float, rim: float) -> list[tuple[float, float]]:
    """A rib from the crown to the rim, bent like a quarter of an ellipse."""
    return [
        (w / 2 + place * math.sin(t / 14 * math.pi / 2) * w * 0.48, rim - math.cos(t / 14 * math.pi / 2) * (rim - top))
        for t in range(15)
    ]


def _hem(a: float, b: float, w: int, rim: float, h: int) -> list[tuple[float, float]]:
    """The hem between two ribs, drawn up a little by the cloth's tension, lower in front than at the sides."""
    points = []
    for step in range(9):
        place = a + (b - a) * step / 8
        sag = (1 - place * place) * h * 0.1 - math.sin(step / 8 * math.pi) * h * 0.07 * math.sqrt(max(0.05, b - a))
        points.append((w / 2 + place * w * 0.48, rim + sag))
    return points


def _wet(canvas: Image.Image, kind: str) -> Image.Image:
    """The sky's light on the crown, a shine where water runs; clear plastic turned half transparent."""
    alpha = canvas.getchannel("A")
    light = fade(canvas.size, [(0, 200), (0.35, 70), (0.7, 0), (1, 0)])
    lit = shine(canvas.convert("RGB"), (150, 160, 170), curve(ImageChops.multiply(light, alpha), lambda v: v * 0.5))
    if kind == "paper":
        warm = fade(canvas.size, [(0, 0), (0.5, 60), (0.8, 150), (1, 120)])
        lit = shine(lit, (190, 110, 50), warm)
    if kind == "clear":
        edge = ImageChops.subtract(alpha, blur(alpha, canvas.width * 0.012))
        alpha = ImageChops.add(alpha.point(lambda v: round(v * 0.55)), edge)
    lit.putalpha(alpha)
    return lit
