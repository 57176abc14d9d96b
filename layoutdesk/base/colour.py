"""Paints: process colour, spot colour and registration; there is no RGB and no opacity in a document."""

from typing import Final

import msgspec

from layoutdesk.base.limits import Share


class Cmyk(msgspec.Struct, frozen=True, tag="cmyk", gc=False):
    """Process colour, each component from 0 to 1."""

    c: Share = 0.0
    m: Share = 0.0
    y: Share = 0.0
    k: Share = 0.0

    @property
    def is_black(self) -> bool:
        """Whether this is pure black ink, which overprints."""
        return (self.c, self.m, self.y, self.k) == (0, 0, 0, 1)


class Spot(msgspec.Struct, frozen=True, tag="spot", gc=False):
    """A spot ink (专色) with its tint and its process equivalent."""

    name: str
    tint: Share
    cmyk: Cmyk


class Registration(msgspec.Struct, frozen=True, tag="registration", gc=False):
    """The colour of every separation at once, for register marks only (套版色)."""

    tint: Share = 1.0


Paint = Cmyk | Spot | Registration

BLACK: Final = Cmyk(k=1.0)
WHITE: Final = Cmyk()

#: How much of the light that the eye weighs each coloured ink takes away (ITU-R BT.601: red, green and blue).
_DARKNESS: Final = (0.299, 0.587, 0.114)


def in_black(paint: Paint) -> Paint:
    """The paint as a page shows it that prints with black ink alone: as dark as it is; registration stays what it is."""
    if isinstance(paint, Registration):
        return paint
    if isinstance(paint, Spot):
        ink, tint = paint.cmyk, paint.tint
        return in_black(Cmyk(ink.c * tint, ink.m * tint, ink.y * tint, ink.k * tint))
    if not (paint.c or paint.m or paint.y):
        return paint
    coloured = sum(share * ink for share, ink in zip(_DARKNESS, (paint.c, paint.m, paint.y), strict=True))
    return Cmyk(k=round(1 - (1 - paint.k) * (1 - coloured), 4))
