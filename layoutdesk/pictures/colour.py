"""Colour of the press and of the screen: the baked tables of an output profile, and paints as the screen shows them.

Nothing here imports Pillow: the window asks for colours while it paints, and an export from the cache decodes no picture.
The tables of profiles that ship lie beside them; those of a newspaper's own are baked on first use (see ``baking``).
"""

from __future__ import annotations

import hashlib
import zlib
from functools import cache, lru_cache
from typing import Final

import msgspec

from layoutdesk.base.colour import Cmyk, Paint, Registration, Spot
from layoutdesk.pictures.baking import SCREEN_NODES, Order, Tables, bake
from layoutdesk.pictures.cache import PictureCache
from layoutdesk.pictures.profiles import NEWSPRINT, Condition, condition, profile_bytes
from layoutdesk.resources import resource

#: Changes whenever the same profile would be baked otherwise than before.
RECIPE: Final = 1

Rgb = tuple[int, int, int]


def press_table(name: str = NEWSPRINT) -> bytes:
    """sRGB to CMYK: ``PRESS_NODES``³ nodes of four levels, red running fastest, blue slowest.

    Every node stays ``CODING_ROOM`` percent under the ink limit.
    """
    return _table("press", name)


def grey_curve(name: str = NEWSPRINT) -> bytes:
    """Grey of a picture (0 black, 255 white) to grey of the press in black ink alone: 256 levels, the same way round."""
    return _table("grey", name)


def screen_table(name: str = NEWSPRINT) -> bytes:
    """CMYK to sRGB on screen: ``SCREEN_NODES``⁴ nodes of three levels, cyan running slowest, black fastest."""
    return _table("screen", name)


@cache
def _table(kind: str, name: str) -> bytes:
    found = condition(name)
    if found.ships:
        return zlib.decompress(_packed(kind, name))
    table: bytes = getattr(_own_tables(found), kind)
    return table


def _packed(kind: str, name: str) -> bytes:
    return resource("profiles", f"{name}-{kind}.bin").read_bytes()


@cache
def _own_tables(found: Condition) -> Tables:
    """The tables of a newspaper's own profile: from the cache, else baked in the process that decodes pictures."""
    from layoutdesk.pictures.darkroom import darkroom

    data, store = profile_bytes(found.name), PictureCache()
    key = f"tables {RECIPE} {hashlib.sha256(data).hexdigest()} {found.ink_limit:g}"
    stored = store.get(key)
    if stored is not None:
        try:
            return msgspec.msgpack.decode(stored, type=Tables)
        except msgspec.MsgspecError:
            # A recipe of another version under the same key; baking replaces it.
            pass
    made = darkroom(bake, data, Order(name=found.file.name, ink_limit=found.ink_limit))
    store.put(key, msgspec.msgpack.encode(made))
    return made


@cache
def profile_id(name: str = NEWSPRINT) -> str:
    """What the conversion to this profile depends on, as a short hash; part of the key of everything cached."""
    digest = hashlib.blake2b(profile_bytes(name), digest_size=8)
    digest.update(f"{condition(name).ink_limit:g}".encode())
    for kind in ("press", "grey", "screen"):
        digest.update(_packed(kind, name) if condition(name).ships else _table(kind, name))
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
