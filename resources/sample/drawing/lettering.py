"""Words in adverts, drawn with the Song and Hei fonts that come with the dependencies."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from drawing.brush import Colour, Point

_FILES = {"song": "NotoSerifSC-Regular.otf", "hei": "NotoSansSC-Regular.otf"}


@cache
def font(face: str, size: int) -> ImageFont.FreeTypeFont:
    """The face (``song``, ``hei``) at a size in pixels."""
    path = Path(str(files("pylopdf_fonts_zh_cn"))) / _FILES[face]
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def write(
    canvas: Image.Image,
    text: str,
    at: Point,
    face: str,
    size: int,
    colour: Colour,
    *,
    tracking: float = 0.0,
    weight: int = 0,
) -> float:
    """Set a line whose first character starts at ``at`` (left, baseline); its width. ``tracking`` in parts of the size."""
    pen, set_in, x = ImageDraw.Draw(canvas), font(face, size), at[0]
    for sign in text:
        pen.text((x, at[1]), sign, colour, set_in, anchor="ls", stroke_width=weight, stroke_fill=colour)
        x += set_in.getlength(sign) + tracking * size
    return x - at[0] - tracking * size


def width(text: str, face: str, size: int, tracking: float = 0.0) -> float:
    """How wide ``write`` sets a line."""
    return sum(font(face, size).getlength(sign) for sign in text) + tracking * size * (len(text) - 1)


def upright(
    canvas: Image.Image,
    text: str,
    at: Point,
    face: str,
    size: int,
    colour: Colour,
    *,
    tracking: float = 0.12,
    weight: int = 0,
) -> None:
    """Set a line from the top down (直排); ``at`` is the middle of its top."""
    pen, set_in = ImageDraw.Draw(canvas), font(face, size)
    for place, sign in enumerate(text):
        y = at[1] + (place * (1 + tracking) + 0.5) * size
        pen.text((at[0], y), sign, colour, set_in, anchor="mm", stroke_width=weight, stroke_fill=colour)


def seal(canvas: Image.Image, text: str, at: Point, side: int, colour: Colour) -> None:
    """A square seal (印章) of two or four characters, reversed out; ``at`` is its upper left corner."""
    x, y = at
    pen = ImageDraw.Draw(canvas)
    pen.rounded_rectangle((x, y, x + side, y + side), side * 0.1, fill=colour)
    rows = (len(text) + 1) // 2 if len(text) > 2 else len(text)
    size = round(side * 0.42)
    for place, sign in enumerate(text):
        across = 0.5 if len(text) <= 2 else 0.73 - 0.46 * (place // rows)
        down = (place % rows + 0.5) / rows * 0.88 + 0.06
        pen.text(
            (x + side * across, y + side * down), sign, (250, 244, 230), font("song", size), anchor="mm", stroke_width=1
        )
