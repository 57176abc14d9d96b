"""Guides (参考线): lines across a page for the hand, never printed and part of no output."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from layoutdesk.base.limits import Coordinate

#: Which way something counts or is moved: across the page (x) or down it (y).
Axis = Literal["across", "down"]
#: A page has a handful; each is held against everything that the hand moves.
MOST_GUIDES: Final = 200


class Guide(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A guide at ``place`` points along its ``axis`` from the trim's upper left corner: ``across`` a line down the page at that x.

    It reaches over the pasteboard. ``locked``: the hand does not take hold of it.
    """

    id: str
    axis: Axis
    place: Coordinate
    locked: bool = False
