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
