"""Readings above characters (拼音, 注音): half their size, centred, and never wider than the place that they have.

In: a reading set as a line of its own, and the characters that it belongs to. Out: what it adds to their width and to the rows of
their line. Source: clreq, "Interlinear annotations". A reading is inserted matter: the text taken out stays the copy.
"""

from __future__ import annotations

import math
from typing import Final

import msgspec
from msgspec.structs import replace

from layoutdesk.display import Glyphs

#: Size of a reading, a share of its characters'.
SCALE: Final = 0.5
#: White between two readings that meet, em of the characters.
APART: Final = 0.16
#: Its baseline above that of its characters: over their tops by its own descenders and a little white. And how far it reaches up
#: from there with its tone marks, both em of the characters.
ABOVE: Final = 1.0
REACH: Final = 0.46
#: What the line above may have under its baseline: descenders, emphasis dots, lines.
_UNDER: Final = 0.26
#: A row that is short of this many em is near enough.
_SLACK: Final = 0.03


class Reading(msgspec.Struct, frozen=True):
    """The reading of characters ``start`` to ``end``, set with its origin at its left on its baseline; ``width`` in points."""

    start: int
    end: int
    glyphs: tuple[Glyphs, ...]
    width: float


def widths(readings: tuple[Reading, ...], unit: float) -> tuple[tuple[int, int, float], ...]:
    """The least width in em (``unit`` points) of the characters under each reading: (start, end, width)."""
    return tuple((one.start, one.end, one.width / unit + APART) for one in readings)


def over(reading: Reading, left: float, right: float, size: float) -> tuple[Glyphs, ...]:
    """The glyphs of a reading above characters that stand from ``left`` to ``right`` (points) on a line."""
    shift, rise = (left + right - reading.width) / 2, -round(ABOVE * size, 3)
    return tuple(
        replace(run, xs=tuple(round(x + shift, 3) for x in run.xs), ys=tuple(round(y + rise, 3) for y in _ys(run)))
        for run in reading.glyphs
    )


def rows_above(size: float, pitch: float) -> int:
    """How many whole rows of ``pitch`` points a line of type needs above itself for its readings."""
    wanted = (ABOVE + REACH + _UNDER - _SLACK) * size
    return max(0, math.ceil(wanted / pitch) - 1)


def _ys(run: Glyphs) -> tuple[float, ...]:
    return run.ys or (0.0,) * len(run.xs)
