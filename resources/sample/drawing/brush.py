"""What the scenes share: noise, gradients, light, projection and the look of film.

Sizes and positions are pixels, colours RGB from 0 to 255, masks images of mode ``L``. Everything random comes from a
``random.Random`` that the scene seeds, so that a picture is the same at every drawing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache
from random import Random

from PIL import Image, ImageChops, ImageFilter, ImageMath

Size = tuple[int, int]
Colour = tuple[int, int, int]
Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]

BICUBIC = Image.Resampling.BICUBIC
#: How much finer than the picture its sharp things are drawn before they are reduced.
FINE = 2


def static(size: Size, rng: Random) -> Image.Image:
    """White noise."""
    return Image.frombytes("L", size, rng.randbytes(size[0] * size[1]))


def levels(mask: Image.Image, low: float, high: float) -> Image.Image:
    """The mask with ``low`` sent to black and ``high`` to white, straight between; ``low`` may be the greater."""
    return mask.point([max(0, min(255, round((v - low) * 255 / (high - low)))) for v in range(256)])


def curve(mask: Image.Image, shape: Callable[[float], float]) -> Image.Image:
    """The mask with every value, taken from 0 to 1, sent through ``shape``."""
    return mask.point([max(0, min(255, round(shape(v / 255) * 255))) for v in range(256)])


def scaled(mask: Image.Image, share: float) -> Image.Image:
    """The mask weakened to ``share`` of itself."""
    return mask.point([round(v * share) for v in range(256)])


def clouds(size: Size, cells: tuple[float, float], rng: Random, octaves: int = 5, gain: float = 0.5) -> Image.Image:
    """Value noise: ``cells`` random values across and down, enlarged smoothly, summed over ``octaves``, in full contrast."""
    total = Image.new("F", size)
    for octave in range(octaves):
        across, down = (max(1, round(n * 2**octave)) for n in cells)
        coarse = static((across + 2, down + 2), rng).convert("F")
        layer = coarse.resize(size, BICUBIC, box=(0.5, 0.5, across + 1.5, down + 1.5))
        total = _sum(total, layer, gain**octave)
    low, high = (float(str(value)) for value in total.getextrema())
    scale = 255 / ((high - low) or 1)
    return total.point(lambda v: v * scale + -low * scale).convert("L")


def _sum(total: Image.Image, layer: Image.Image, weight: float) -> Image.Image:
    """``total + weight × layer`` in mode ``F``."""
    result: Image.Image = ImageMath.lambda_eval(
        lambda args: args["total"] + args["layer"] * weight, total=total, layer=layer
    )
    return result


def skyline(width: int, cells: float, rng: Random, octaves: int = 6, gain: float = 0.5) -> list[float]:
    """A ridge: ``width`` heights from 0 to 1."""
    return [v / 255 for v in clouds((width, 1), (cells, 1), rng, octaves, gain).tobytes()]


def ramp(size: Size, stops: Sequence[tuple[float, Colour]]) -> Image.Image:
    """A gradient from the top down through ``stops`` (place from 0 to 1, colour)."""
    steps = 1024
    column = bytearray()
    for step in range(steps):
        place = step / (steps - 1)
        after = next((i for i, stop in enumerate(stops) if stop[0] >= place), len(stops) - 1)
        before = max(0, after - 1)
        (p0, c0), (p1, c1) = stops[before], stops[after]
        t = 0.0 if p1 == p0 else max(0.0, min(1.0, (place - p0) / (p1 - p0)))
        column += bytes(mix(c0, c1, t * t * (3 - 2 * t)))
    return Image.frombytes("RGB", (1, steps), bytes(column)).resize(size, BICUBIC)


def fade(size: Size, stops: Sequence[tuple[float, int]]) -> Image.Image:
    """A mask that changes from the top down through ``stops`` (place from 0 to 1, value)."""
    return ramp(size, [(place, (value, value, value)) for place, value in stops]).getchannel(0)


def mix(first: Colour, second: Colour, t: float) -> Colour:
    """The colour ``t`` of the way from the first to the second."""
    a, b, c = (round(p + (q - p) * t) for p, q in zip(first, second, strict=True))
    return a, b, c


def veil(canvas: Image.Image, colour: Colour, mask: Image.Image) -> None:
    """Lay an even colour over the canvas through a mask."""
    canvas.paste(colour, (0, 0, *canvas.size), mask)


def shine(canvas: Image.Image, colour: Colour, mask: Image.Image) -> Image.Image:
    """The canvas with light of this colour added through the mask (screened, so that it never clips hard)."""
    light = Image.merge("RGB", [mask.point([round(v * c / 255) for v in range(256)]) for c in colour])
    return ImageChops.screen(canvas, light)


def darken(canvas: Image.Image, mask: Image.Image) -> Image.Image:
    """The canvas multiplied by a mask: white leaves it, black takes all light."""
    return ImageChops.multiply(canvas, Image.merge("RGB", (mask, mask, mask)))


@cache
def _falloff(power: float) -> Image.Image:
    return curve(Image.radial_gradient("L"), lambda v: max(0.0, 1 - v * math.sqrt(2)) ** power)


def glow(canvas: Image.Image, centre: Point, radii: Point, colour: Colour, power: float = 2.0) -> None:
    """Add a soft light at ``centre`` that dies away over ``radii``; a higher ``power`` gathers it in the middle."""
    w, h = max(2, round(radii[0] * 2)), max(2, round(radii[1] * 2))
    x, y = round(centre[0] - w / 2), round(centre[1] - h / 2)
    left, top, right, bottom = max(0, x), max(0, y), min(canvas.width, x + w), min(canvas.height, y + h)
    if left >= right or top >= bottom:
        return
    mask = _falloff(power).resize((w, h), BICUBIC).crop((left - x, top - y, right - x, bottom - y))
    canvas.paste(shine(canvas.crop((left, top, right, bottom)), colour, mask), (left, top))


def blur(image: Image.Image, across: float, down: float | None = None) -> Image.Image:
    """The image out of focus by ``across`` and ``down`` pixels."""
    return image.filter(ImageFilter.GaussianBlur((across, across if down is None else down)))


def ripple(image: Image.Image, shift: Callable[[int, float], Point], step: int = 2) -> Image.Image:
    """The image with every strip of ``step`` rows fetched from elsewhere: ``shift(row, share of height)`` gives by how much."""
    w, h = image.size
    strips = []
    for top in range(0, h, step):
        dx, dy = shift(top, top / h)
        y0, y1 = max(0, min(h - 1, top + dy)), max(1, min(h, top + step + dy))
        strips.append(((0, top, w, min(h, top + step)), (dx, y0, dx, y1, w + dx, y1, w + dx, y0)))
    return image.transform(image.size, Image.Transform.MESH, strips, Image.Resampling.BILINEAR)


def hang(canvas: Image.Image, texture: Image.Image, quad: Quad) -> None:
    """Lay a flat texture on the canvas in perspective: its corners (upper left first, clockwise) go to those of ``quad``."""
    left, top = max(0, math.floor(min(x for x, _ in quad))), max(0, math.floor(min(y for _, y in quad)))
    right = min(canvas.width, math.ceil(max(x for x, _ in quad)))
    bottom = min(canvas.height, math.ceil(max(y for _, y in quad)))
    if right <= left or bottom <= top:
        return
    w, h = texture.size
    rows = []
    for (px, py), (u, v) in zip(quad, ((0, 0), (w, 0), (w, h), (0, h)), strict=True):
        x, y = px - left, py - top
        rows.append([x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, float(u)])
        rows.append([0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, float(v)])
    size = right - left, bottom - top
    layer = texture.convert("RGBA").transform(size, Image.Transform.PERSPECTIVE, _solve(rows), BICUBIC)
    canvas.paste(layer, (left, top), layer)


def _solve(rows: list[list[float]]) -> list[float]:
    """Gauss and Jordan with pivoting on an augmented matrix."""
    n = len(rows)
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [v / rows[i][i] for v in rows[i]]
        for r in range(n):
            if r != i and rows[r][i]:
                factor = rows[r][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i], strict=True)]
    return [row[-1] for row in rows]


class Camera:
    """A pinhole: places in metres (x to the right, y up, z away) go to pixels."""

    def __init__(self, eye: tuple[float, float, float], aim: tuple[float, float], focal: float, centre: Point) -> None:
        """``aim`` is yaw to the right and pitch up, in degrees; ``focal`` in pixels; ``centre`` the principal point."""
        self._eye, self._focal, self._centre = eye, focal, centre
        yaw, pitch = (math.radians(angle) for angle in aim)
        self._yaw, self._pitch = (math.cos(yaw), math.sin(yaw)), (math.cos(pitch), math.sin(pitch))

    def see(self, x: float, y: float, z: float) -> tuple[float, float, float]:
        """Pixel across, pixel down and the distance in metres along the line of sight."""
        x, y, z = x - self._eye[0], y - self._eye[1], z - self._eye[2]
        (cos, sin), (up, tilt) = self._yaw, self._pitch
        x, z = x * cos - z * sin, x * sin + z * cos
        y, z = y * up - z * tilt, y * tilt + z * up
        scale = self._focal / max(z, 0.05)
        return self._centre[0] + x * scale, self._centre[1] - y * scale, z

    def at(self, x: float, y: float, z: float) -> Point:
        """Pixel across and down."""
        return self.see(x, y, z)[:2]

    def scale(self, z: float) -> float:
        """Pixels for a metre at depth ``z`` of a camera that looks straight ahead."""
        return self._focal / max(z - self._eye[2], 0.05)


def film(image: Image.Image, rng: Random, grain: float = 7.0, corner: float = 0.35) -> Image.Image:
    """The look of a photograph: light falls off to the corners, highlights bleed a little, the film has grain."""
    bloom = blur(image.point([max(0, v - 190) * 2 for v in range(256)] * 3), 22)
    image = ImageChops.screen(image, bloom.point([round(v * 0.5) for v in range(256)] * 3))
    shade = curve(Image.radial_gradient("L"), lambda v: 1 - corner * v**2.5)
    image = darken(image, shade.resize((image.width, image.height), BICUBIC))
    noise = Image.blend(static(image.size, rng), static(image.size, rng), 0.5)
    noise = blur(noise, 0.7)
    low = 128 - grain * 2.2
    noise = noise.point([round(low + v * grain * 4.4 / 255) for v in range(256)])
    image = ImageChops.add(image, Image.merge("RGB", (noise, noise, noise)), 1, -128)
    return image.filter(ImageFilter.UnsharpMask(1.6, 60, 2))
