"""What the rulers count (标尺): units, the steps between ticks on the ladder of 1, 2 and 5, and which ticks carry numbers.

Plain arithmetic, without Qt. A unit says how long one of it is across and down the page, and where its zero lies at home.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from layoutdesk.base.units import POINTS_PER_MM
from layoutdesk.compose.grid import PageGrid
from layoutdesk.model.guides import Axis

__all__ = ["UNITS", "Axis", "Count", "Steps", "Tick", "Unit", "nearest_tick", "number", "steps", "ticks"]

#: Numbers stand at least so many logical pixels apart, ticks so many.
_NUMBERS_APART: Final = 52.0
_TICKS_APART: Final = 4.0
_MANTISSAS: Final = (1, 2, 5)


class Count(NamedTuple):
    """One unit along one axis: its length in points, its name among texts, and the finest part of it that is ticked."""

    points: float
    code: str
    finest: float


class Unit(NamedTuple):
    """What both rulers count in on a page, and where they have their zero unless it is moved."""

    across: Callable[[PageGrid], Count]
    down: Callable[[PageGrid], Count]
    home: Callable[[PageGrid], tuple[float, float]]


class Tick(NamedTuple):
    """A tick at ``place`` units; ``rank`` 2 carries a number, 1 stands between numbers, 0 is the finest."""

    place: float
    rank: int


class Steps(NamedTuple):
    """The finest step in units, after how many of it a middle tick stands, and after how many a number."""

    finest: float
    middle: int
    number: int


def _corner(_: PageGrid) -> tuple[float, float]:
    return 0.0, 0.0


def _type_corner(grid: PageGrid) -> tuple[float, float]:
    return grid.type_area.x, grid.type_area.y


def _plain(points: float, code: str, finest: float) -> Callable[[PageGrid], Count]:
    return lambda _: Count(points, code, finest)


#: The units of the rulers by name. 字 and 行 begin where the type area does, lengths at the trimmed corner.
UNITS: Final[dict[str, Unit]] = {
    "mm": Unit(_plain(POINTS_PER_MM, "mm", 0.1), _plain(POINTS_PER_MM, "mm", 0.1), _corner),
    "grid": Unit(lambda grid: Count(grid.em, "em", 0.5), lambda grid: Count(grid.step, "row", 1.0), _type_corner),
    "pt": Unit(_plain(1.0, "pt", 0.5), _plain(1.0, "pt", 0.5), _corner),
}


def steps(pixels: float, finest: float) -> Steps:
    """The steps of a ruler on which a unit is ``pixels`` logical pixels long; no tick is finer than ``finest`` units."""
    number = _rung(_NUMBERS_APART / pixels, finest)
    parts = [part for part in _below(number) if part >= finest - 1e-9 and part * pixels >= _TICKS_APART]
    tick = min(parts, default=number)
    middles = [part for part in parts if part > tick + 1e-9 and _divides(tick, part)]
    middle = max(middles, default=number)
    return Steps(tick, round(middle / tick), round(number / tick))


def ticks(start: float, end: float, step: Steps) -> Iterator[Tick]:
    """The ticks from ``start`` to ``end`` units, those just outside included."""
    for count in range(math.floor(start / step.finest), math.ceil(end / step.finest) + 1):
        rank = 2 if count % step.number == 0 else 1 if count % step.middle == 0 else 0
        yield Tick(count * step.finest, rank)


def nearest_tick(place: float, pixels: float, finest: float) -> float:
    """The place in units of the tick nearest to ``place``."""
    step = steps(pixels, finest).finest
    return round(place / step) * step


def number(place: float) -> str:
    """A number of a ruler, with a true minus sign."""
    return f"{round(place, 3):g}".replace("-", "−")


def _rung(least: float, finest: float) -> float:
    """The smallest rung of 1, 2, 5, 10 … that is ``least`` units or more."""
    power = math.floor(math.log10(max(least, finest))) - 1
    while True:
        for mantissa in _MANTISSAS:
            rung = mantissa * 10.0**power
            if rung >= max(least, finest) - 1e-9:
                return rung
        power += 1


def _below(rung: float) -> Iterator[float]:
    """The rungs under one that divide it."""
    power = math.floor(math.log10(rung) + 1e-9)
    for lower in (power, power - 1, power - 2):
        for mantissa in reversed(_MANTISSAS):
            part = mantissa * 10.0**lower
            if part < rung - 1e-12 and _divides(part, rung):
                yield part


def _divides(part: float, whole: float) -> bool:
    return abs(round(whole / part) - whole / part) < 1e-6
