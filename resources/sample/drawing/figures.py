"""People seen from behind, as they stand in the streets of the pictures."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from PIL import Image, ImageChops, ImageDraw

from drawing.brush import Colour, Point, blur, clouds, curve, darken, fade, levels, mix, shine

#: How much larger than wanted a figure is drawn before it is reduced.
LARGE = 3
COATS: tuple[Colour, ...] = (
    (44, 48, 62), (58, 52, 50), (92, 40, 42), (70, 76, 84), (36, 52, 58), (104, 88, 70), (52, 42, 60), (30, 32, 38),
)  # fmt: skip


def figure(height: int, rng: Random, coat: Colour, *, child: bool = False, short: bool = False) -> Image.Image:
    """A walking person of ``height`` pixels from behind, 0.7 of that wide; ``short`` cuts the hair."""
    size = (round(height * 0.7 * LARGE), height * LARGE)
    stout, stride = rng.uniform(0.9, 1.18), rng.uniform(-0.045, 0.045)
    head = 0.105 if child else 0.067
    trousers = mix((26, 28, 36), (52, 50, 54), rng.random())
    layer = Image.new("RGBA", size)
    for colour, mask in (
        (trousers, _legs(size, stride, stout)),
        (coat, _coat(size, stout, head, rng.choice((0.5, 0.53, 0.56, 0.64)))),
        ((134, 96, 78), _skin(size, head)),
        (mix((18, 15, 15), (48, 38, 34), rng.random()), _hair(size, head, 1.0 if short else rng.random())),
    ):
        layer.paste((*colour, 255), (0, 0, *size), mask)
    return _modelled(layer, rng).resize((size[0] // LARGE, height), Image.Resampling.LANCZOS)


def _legs(size: tuple[int, int], stride: float, stout: float) -> Image.Image:
    mask, line, polygon = _pen(size)
    for side in (-1, 1):
        lift = 0.022 if side * stride > 0.01 else 0.0
        knee, foot = side * 0.05 + stride * 0.5, side * 0.048 + stride
        top, calf, sole = 0.052 * stout, 0.038 * stout, 0.97 - lift
        polygon([(side * 0.05 - top, 0.48), (side * 0.05 + top, 0.48), (knee + calf, 0.73), (knee - calf, 0.73)])
        polygon([(knee - calf, 0.72), (knee + calf, 0.72), (foot + 0.026, sole), (foot - 0.026, sole)])
        line([(foot - 0.006, sole), (foot + side * 0.014, sole + 0.006)], 0.05)
    return _rounded(mask)


def _coat(size: tuple[int, int], stout: float, head: float, hem: float) -> Image.Image:
    mask, line, polygon = _pen(size)
    neck, half = head * 2 + 0.004, 0.1 * stout
    left = [
        (-0.034, neck),
        (-half * 0.55, neck + 0.02),
        (-half, neck + 0.048),
        (-half * 0.98, 0.3),
        (-half * 0.9, 0.42),
        (-half * 1.04, hem),
    ]
    polygon([*left, *((-x, y) for x, y in reversed(left))])
    for side in (-1, 1):
        line([(side * (half - 0.012), neck + 0.075), (side * (half + 0.034), 0.34), (side * (half + 0.03), 0.49)], 0.05)
    return _rounded(mask)


def _skin(size: tuple[int, int], head: float) -> Image.Image:
    mask, line, polygon = _pen(size)
    polygon([(-0.026, head), (0.026, head), (0.03, head * 2 + 0.02), (-0.03, head * 2 + 0.02)])
    for side in (-1, 1):
        line([(side * head * 0.78, head * 1.1), (side * head * 0.76, head * 1.28)], 0.013)
    return mask


def _hair(size: tuple[int, int], head: float, fall: float) -> Image.Image:
    mask, line, polygon = _pen(size)
    r = head * 0.8
    oval = [(math.sin(n / 12 * math.pi) * r, head * (0.98 - 0.9 * math.cos(n / 12 * math.pi))) for n in range(24)]
    polygon([(x, min(y, head * 1.62)) for x, y in oval])
    if fall < 0.3:
        polygon([(-r, head), (r, head), (r * 0.95, head * 2.9), (0, head * 3.1), (-r * 0.95, head * 2.9)])
    elif fall < 0.45:
        line([(0, head * 1.2), (0.012, head * 3.0)], head * 0.55)
    return _rounded(mask)


def _pen(
    size: tuple[int, int],
) -> tuple[Image.Image, Callable[[list[Point], float], None], Callable[[list[Point]], None]]:
    """A mask with a thick round line and a polygon whose units are the figure's height, x from its axis."""
    mask = Image.new("L", size)
    pen = ImageDraw.Draw(mask)

    def to(point: Point) -> Point:
        return size[0] / 2 + point[0] * size[1], point[1] * size[1]

    def line(points: list[Point], width: float) -> None:
        seen, half = [to(point) for point in points], width * size[1] / 2
        pen.line(seen, 255, round(half * 2), joint="curve")
        for x, y in seen:
            pen.ellipse((x - half, y - half, x + half, y + half), fill=255)

    def polygon(points: list[Point]) -> None:
        pen.polygon([to(point) for point in points], 255)

    return mask, line, polygon


def _rounded(mask: Image.Image) -> Image.Image:
    """Corners taken off, as cloth and hair have none."""
    return levels(blur(mask, mask.height * 0.0055), 96, 160)


def _modelled(layer: Image.Image, rng: Random) -> Image.Image:
    """Folds, and the turn of the body away from the light at its sides and towards its feet."""
    alpha = layer.getchannel("A")
    core = levels(blur(alpha, layer.height * 0.028), 70, 255)
    folds = curve(clouds(layer.size, (11, 13), rng, 5, 0.62), lambda v: 0.36 + v * 0.9)
    drape = curve(clouds(layer.size, (34, 5), rng, 3, 0.6), lambda v: 0.62 + v * 0.52)
    folds = ImageChops.multiply(folds, drape)
    lit = darken(layer.convert("RGB"), ImageChops.multiply(curve(core, lambda v: 0.32 + v * 0.68), folds))
    lit = darken(lit, fade(layer.size, [(0, 255), (0.5, 235), (1, 130)]))
    lit.putalpha(alpha)
    return lit


def rimmed(person: Image.Image, colour: Colour, above: float = 0.012, strength: float = 0.9) -> Image.Image:
    """The figure with light from above and beyond on its upper edges; ``above`` is the light's width in heights."""
    alpha = person.getchannel("A")
    width = max(1, round(person.height * above))
    edge = blur(ImageChops.subtract(alpha, ImageChops.offset(alpha, 0, width)), width * 0.6)
    edge = ImageChops.multiply(levels(edge, 20, 230), alpha)
    edge = curve(ImageChops.multiply(edge, fade(person.size, [(0, 255), (0.6, 200), (1, 60)])), lambda v: v * strength)
    lit = shine(person.convert("RGB"), colour, edge)
    lit.putalpha(alpha)
    return lit


def dimmed(person: Image.Image, share: float) -> Image.Image:
    """The figure against the light: only ``share`` of its own brightness."""
    alpha = person.getchannel("A")
    dim = person.convert("RGB").point([round(v * share) for v in range(256)] * 3)
    dim.putalpha(alpha)
    return dim
