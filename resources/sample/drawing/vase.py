"""A celadon vase (梅瓶) cut out: it stands on nothing, so that a page may set it free (去底图)."""

from __future__ import annotations

from random import Random

from PIL import Image, ImageFilter

from drawing.bowl import FINE, Profile, Turned, crazing, smooth
from drawing.brush import Size

SIZE: Size = (1000, 1500)
OUTSIDE: Profile = (
    (0.5, 0.0), (0.52, 0.06), (0.5, 0.14), (0.62, 0.6), (0.86, 1.25), (1.0, 1.85), (0.98, 2.2), (0.78, 2.48), (0.4, 2.62),
    (0.25, 2.68), (0.23, 2.78), (0.3, 2.87), (0.32, 2.9),
)  # fmt: skip
INSIDE: Profile = ((0.31, 2.9), (0.24, 2.84), (0.2, 2.74), (0.1, 2.7), (0.0, 2.7))


def draw() -> Image.Image:
    """The finished picture, of mode ``RGBA``."""
    rng = Random(1127)
    pot = Turned(crazing(rng), rng)
    large = (SIZE[0] * FINE, SIZE[1] * FINE)
    vase = pot.bowl(smooth(OUTSIDE), smooth(INSIDE), (500 * FINE, 1360 * FINE), 430 * FINE, large)
    return vase.reduce(FINE).filter(ImageFilter.UnsharpMask(1.4, 50, 2))
