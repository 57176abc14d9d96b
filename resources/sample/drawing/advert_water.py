"""公益广告 on saving water: a drop over its rings on dark water."""

from __future__ import annotations

import math
from random import Random

from PIL import Image, ImageChops, ImageDraw

from drawing.brush import Size, blur, clouds, curve, fade, film, glow, levels, ramp, scaled, shine
from drawing.lettering import upright, width, write

#: Two base columns by twenty-four rows of an inside page: 82.5 × 101 mm.
SIZE: Size = (1180, 1440)
MIDDLE, FALL = 730, 900


def draw() -> Image.Image:
    """The finished advert."""
    rng = Random(322)
    canvas = ramp(
        SIZE, [(0, (4, 42, 54)), (0.4, (10, 92, 104)), (0.56, (70, 158, 158)), (0.63, (16, 92, 104)), (1, (2, 30, 44))]
    )
    glow(canvas, (MIDDLE, FALL - 60), (900, 560), (90, 130, 116), 1.8)
    canvas = rings(canvas, rng)
    drop(canvas, (MIDDLE, 560), 92)
    for x, y, r in ((MIDDLE + 14, 770, 15), (MIDDLE - 34, 800, 8), (MIDDLE + 44, 812, 6)):
        drop(canvas, (x, y), r)
    canvas = film(canvas, rng, grain=3.0, corner=0.45)
    paper = (238, 246, 240)
    upright(canvas, "每一滴水", (190, 90), "song", 108, paper, weight=1)
    upright(canvas, "都曾是一场雨", (330, 210), "song", 108, paper, weight=1)
    line = "拧紧龙头，留住江河"
    write(canvas, line, ((SIZE[0] - width(line, "hei", 54, 0.2)) / 2, 1250), "hei", 54, paper, tracking=0.2)
    small = "清江日报社  清江市水务集团有限公司  3月22日 世界水日"
    write(
        canvas, small, ((SIZE[0] - width(small, "hei", 34, 0.04)) / 2, 1346), "hei", 34, (170, 208, 204), tracking=0.04
    )
    return canvas


def rings(canvas: Image.Image, rng: Random) -> Image.Image:
    """Rings that widen from where the drop meets the water, higher in the middle, with the sky on their far sides."""
    light, dark = Image.new("L", SIZE), Image.new("L", SIZE)
    bright, dim = ImageDraw.Draw(light), ImageDraw.Draw(dark)
    for n in range(1, 420):
        radius = n * 2.6
        height = math.sin(radius / 34.0) * math.exp(-radius / 420)
        box = (MIDDLE - radius, FALL - radius * 0.27, MIDDLE + radius, FALL + radius * 0.27)
        if height > 0:
            bright.ellipse(box, outline=round(255 * height), width=3)
        else:
            dim.ellipse(box, outline=round(-255 * height), width=3)
    calm = curve(clouds(SIZE, (5, 26), rng, 5), lambda v: 0.55 + v * 0.45)
    below = fade(SIZE, [(0, 0), (0.49, 0), (0.57, 255), (1, 235)])
    light = ImageChops.multiply(ImageChops.multiply(blur(light, 2.4), calm), below)
    dark = ImageChops.multiply(ImageChops.multiply(blur(dark, 2.4), calm), below)
    canvas.paste((0, 26, 38), (0, 0, *SIZE), scaled(dark, 0.85))
    canvas = shine(canvas, (206, 244, 232), light)
    glint = levels(clouds(SIZE, (9, 110), rng, 5, 0.6), 168, 250)
    return shine(canvas, (150, 214, 206), scaled(ImageChops.multiply(glint, below), 0.35))


def drop(canvas: Image.Image, at: tuple[float, float], radius: float) -> None:
    """A falling drop: dark rim, bright where light is gathered, the sky's window in it; its tail points up."""
    side = round(radius * 4)
    mask = Image.new("L", (side * 2, side * 2))
    outline = []
    for n in range(180):
        a = math.tau * n / 180
        stretch = 1 + 0.75 * max(0.0, -math.sin(a)) ** 6
        outline.append(
            (
                side + math.cos(a) * radius * 2 * (1 - 0.25 * max(0.0, -math.sin(a)) ** 2),
                side + math.sin(a) * radius * 2 * stretch,
            )
        )
    ImageDraw.Draw(mask).polygon(outline, fill=255)
    mask = mask.reduce(2)
    body = ramp(
        (side, side),
        [
            (0.1, (196, 232, 226)),
            (0.45, (38, 128, 134)),
            (0.62, (18, 84, 96)),
            (0.78, (170, 232, 220)),
            (1, (226, 250, 240)),
        ],
    )
    inner = blur(mask, radius * 0.16)
    rim = ImageChops.subtract(mask, levels(inner, 150, 255))
    body.paste((4, 40, 52), (0, 0, side, side), scaled(rim, 0.75))
    shining = Image.new("L", (side, side))
    pen = ImageDraw.Draw(shining)
    c = side / 2
    pen.ellipse((c - radius * 0.55, c - radius * 0.6, c - radius * 0.2, c - radius * 0.05), fill=255)
    pen.ellipse((c + radius * 0.25, c + radius * 0.42, c + radius * 0.4, c + radius * 0.56), fill=200)
    body.paste((255, 255, 255), (0, 0, side, side), blur(shining, radius * 0.05))
    canvas.paste(body, (round(at[0] - side / 2), round(at[1] - side / 2)), blur(mask, 0.8))
