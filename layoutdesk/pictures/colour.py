"""Colour of the press and of the screen: the output profile, its baked tables, and paints as the screen shows them.

Nothing here imports Pillow: the window asks for colours while it paints, and an export from the cache decodes no picture.
The tables are baked from the profile by ``resources/profiles/bake.py``.
"""

from __future__ import annotations

import hashlib
import zlib
from functools import cache, lru_cache
from typing import Final

from layoutdesk.base.colour import Cmyk, Paint, Registration, Spot
from layoutdesk.resources import resource

NEWSPRINT: Final = "newsprint"
#: Nodes of the tables along each axis.
PRESS_NODES: Final = 33
SCREEN_NODES: Final = 13

Rgb = tuple[int, int, int]
#: The name that output intents carry for each profile.
_NAMES: Final = {NEWSPRINT: "LayoutDesk newsprint (CGATS/SNAP TR 002-2007, 240 %)"}


def profile_name(name: str = NEWSPRINT) -> str:
    """What an output intent (输出意图) calls the profile; ``KeyError`` for an unknown one."""
    return _NAMES[name]


@cache
def profile_bytes(name: str = NEWSPRINT) -> bytes:
    """The ICC output profile, CMYK to Lab, ICC version 2; ``KeyError`` for an unknown one."""
    if name not in _NAMES:
        raise KeyError(name)
    return resource("profiles", f"{name}.icc").read_bytes()


@cache
def _table(kind: str, name: str) -> bytes:
    return zlib.decompress(_packed(kind, name))


def _packed(kind: str, name: str) -> bytes:
    return resource("profiles", f"{name}-{kind}.bin").read_bytes()


def press_table(name: str = NEWSPRINT) -> bytes:
    """sRGB to CMYK: ``PRESS_NODES``³ nodes of four levels, red running fastest, blue slowest; every node keeps the ink limit."""
    return _table("rgb-cmyk", name)


def grey_curve(name: str = NEWSPRINT) -> bytes:
    """Grey of a picture (0 black, 255 white) to grey of the press in black ink alone: 256 levels, the same way round."""
    return _table("grey", name)


def screen_table(name: str = NEWSPRINT) -> bytes:
    """CMYK to sRGB on screen: ``SCREEN_NODES``⁴ nodes of three levels, cyan running slowest, black fastest."""
    return _table("screen", name)


@cache
def profile_id(name: str = NEWSPRINT) -> str:
    """What the conversion to this profile depends on, as a short hash; part of the key of everything cached."""
    digest = hashlib.blake2b(profile_bytes(name), digest_size=8)
    for kind in ("rgb-cmyk", "grey", "screen"):
        digest.update(_packed(kind, name))
    return digest.hexdigest()


@lru_cache(maxsize=4096)
def screen_rgb(paint: Paint, name: str = NEWSPRINT) -> Rgb:
    """A paint as the screen shows it through the output profile, 0 to 255 each.

    Relative to the paper. Black ink alone is shown as a neutral dark (solid: 35, 31, 32), as text looks beside its paper;
    the brownish grey that a spectrophotometer sees would make every page look faded.
    A spot ink is shown by its process equivalent, registration (套版色) as black.
    """
    if isinstance(paint, Registration):
        return screen_cmyk(0.0, 0.0, 0.0, paint.tint, name)
    if isinstance(paint, Spot):
        cmyk, tint = paint.cmyk, paint.tint
        return screen_cmyk(cmyk.c * tint, cmyk.m * tint, cmyk.y * tint, cmyk.k * tint, name)
    return screen_cmyk(paint.c, paint.m, paint.y, paint.k, name)


def screen_cmyk(c: float, m: float, y: float, k: float, name: str = NEWSPRINT) -> Rgb:
    """Process colour, each ink from 0 to 1, on screen: multilinear between the 16 nodes around it."""
    table = screen_table(name)
    weights = [(0, 1.0)]
    for value in (c, m, y, k):
        place = min(1.0, max(0.0, value)) * (SCREEN_NODES - 1)
        low = min(int(place), SCREEN_NODES - 2)
        part = place - low
        weights = [
            (index * SCREEN_NODES + node, weight * share)
            for index, weight in weights
            for node, share in ((low, 1 - part), (low + 1, part))
            if share
        ]
    red, green, blue = (sum(table[3 * index + band] * weight for index, weight in weights) for band in range(3))
    return round(red), round(green), round(blue)


def white_paper(name: str = NEWSPRINT) -> Rgb:
    """Unprinted paper on screen."""
    return screen_rgb(Cmyk(), name)
