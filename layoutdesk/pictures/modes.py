"""Every mode in which a picture may come, what it holds and how it becomes grey, sRGB or ink: one table.

What is transparent shows white paper: there is no transparency in print (X-1a).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Literal

from layoutdesk.base.problem import Refusal

if TYPE_CHECKING:
    from PIL import Image

Kind = Literal["grey", "colour", "ink"]

_EIGHT_BITS: Final = 0xFF
_SIXTEEN_BITS: Final = 0xFFFF


def kind_of(image: Image.Image, name: str) -> Kind:
    """What a picture as opened holds, by its mode; ``Refusal`` ``pictures.mode`` for one that is not in the table."""
    if image.mode not in _MODES:
        raise Refusal("pictures.mode", file=name, mode=image.mode)
    return _MODES[image.mode][0]


def is_flat(image: Image.Image) -> bool:
    """Whether the picture is line art or has a palette: such pictures are kept without loss."""
    return image.mode in ("1", "P", "PA")


def may_be_clear(image: Image.Image) -> bool:
    """Whether something of the picture may be transparent, by its mode and header alone."""
    return image.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in image.info


def is_clear(image: Image.Image) -> bool:
    """Whether any pixel of a loaded picture is transparent."""
    return may_be_clear(image) and image.convert("RGBA").getchannel("A").getextrema() != (255, 255)


def flattened(image: Image.Image, name: str) -> Image.Image:
    """A loaded picture as ``L``, ``RGB`` or ``CMYK``; what is transparent shows white paper."""
    kind_of(image, name)
    if "transparency" in image.info and image.mode in ("L", "RGB", "P", "1"):
        image = image.convert("LA" if image.mode in ("L", "1") else "RGBA")
    plain: Image.Image = _MODES[image.mode][1](image)
    return plain


def _same(image: Image.Image) -> Image.Image:
    return image


def _to_grey(image: Image.Image) -> Image.Image:
    return image.convert("L")


def _to_rgb(image: Image.Image) -> Image.Image:
    return image.convert("RGB")


def _high_byte(image: Image.Image) -> Image.Image:
    """16-bit grey by its upper byte; ``convert`` would clip everything over 255 to white."""
    return _divided(image.convert("I"), 256)


def _whole_numbers(image: Image.Image) -> Image.Image:
    """32-bit grey by the eight bits below the highest that is used: files do not say how many they mean."""
    highest = _highest(image)
    return _divided(image, 1 if highest <= _EIGHT_BITS else 256 if highest <= _SIXTEEN_BITS else 1 << 23)


def _highest(image: Any) -> float:
    return float(image.getextrema()[1])


def _divided(image: Image.Image, divisor: int) -> Image.Image:
    return (image.point(lambda level: level * (1 / divisor)) if divisor > 1 else image).convert("L")


def _fractions(image: Image.Image) -> Image.Image:
    """Grey in floating point: 0 to 1 as scientific programs write it, else 0 to 255, else whatever is highest as white."""
    highest = _highest(image)
    scale = 255 if highest <= 1 else 1 if highest <= _EIGHT_BITS else 255 / highest
    return image.point(lambda level: level * scale).convert("L")


def _lab_to_rgb(image: Image.Image) -> Image.Image:
    from PIL import ImageCms

    lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    return ImageCms.buildTransform(lab, srgb, "LAB", "RGB").apply(image)


def _over_white(image: Image.Image) -> Image.Image:
    from PIL import Image as Pictures

    grey = image.mode in ("LA", "La")
    full = image if image.mode in ("LA", "RGBA") else image.convert("LA" if grey else "RGBA")
    paper = Pictures.new("L" if grey else "RGB", image.size, "white")
    paper.paste(full, mask=full)
    return paper


_MODES: Final[dict[str, tuple[Kind, Callable[[Any], Any]]]] = {
    "1": ("grey", _to_grey),
    "L": ("grey", _same),
    "LA": ("grey", _over_white),
    "La": ("grey", _over_white),
    "I": ("grey", _whole_numbers),
    "I;16": ("grey", _high_byte),
    "I;16L": ("grey", _high_byte),
    "I;16B": ("grey", _high_byte),
    "I;16N": ("grey", _high_byte),
    "F": ("grey", _fractions),
    "P": ("colour", _to_rgb),
    "PA": ("colour", _over_white),
    "RGB": ("colour", _same),
    "RGBX": ("colour", _to_rgb),
    "RGBA": ("colour", _over_white),
    "RGBa": ("colour", _over_white),
    "YCbCr": ("colour", _to_rgb),
    "LAB": ("colour", _lab_to_rgb),
    "HSV": ("colour", _to_rgb),
    "CMYK": ("ink", _same),
}
