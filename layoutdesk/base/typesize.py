"""Sizes of type as the trade says and types them: 小五, 五号, 9pt, 10.5, 3.2mm (字号与点数).

The table is the trade's (``units.HAO``): the 号 of metal type were families by halves (初号、二号、五号、七号 …); programs
since have rounded to points of 1/72 in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from layoutdesk.base.arithmetic import length
from layoutdesk.base.units import HAO, POINTS_PER_MM

#: So near a size is that of a 号.
_SAME: Final = 0.05
_NAMED: Final = re.compile(r"(小)?\s*([初一二三四五六七八1-8])\s*([号號])?")
_DIGITS: Final = str.maketrans("12345678", "一二三四五六七八")
#: What a size may be typed in, in points; 级 (Q) is ¼ mm.
_UNITS: Final[Mapping[str, float]] = {
    "": 1.0, "pt": 1.0, "p": 1.0, "点": 1.0, "磅": 1.0, "mm": POINTS_PER_MM, "毫米": POINTS_PER_MM, "q": POINTS_PER_MM / 4,
    "级": POINTS_PER_MM / 4,
}  # fmt: skip


def hao(points: float) -> str:
    """The 号 that a size in points is; empty where it is none."""
    return next((name for name, size in HAO.items() if abs(size - points) < _SAME), "")


def sized(points: float) -> str:
    """A size in points with its 号 before it, where it has one: ``小五 9``."""
    return f"{hao(points)} {points:g}".lstrip()


def type_size(text: str, now: float) -> float | None:
    """The size in points that ``text`` says, as 号 or as a length; nothing where it says none.

    ``now`` is the size that it goes on from where it begins with an operator. A figure alone is points, with 号 or 小 a 号. Where
    both stand, as ``sized`` writes them, the one that was changed counts.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    both = plain.split()
    if len(both) > 1 and (named := _named(both[0])) is not None:
        figure = length("".join(both[1:]), now, _UNITS, signed=False)
        return named if figure is not None and abs(figure - now) < _SAME else figure
    named = _named(plain)
    return length(plain, now, _UNITS, signed=False) if named is None else named


def _named(text: str) -> float | None:
    """The size of a 号; nothing where the text names none. A digit needs 号 or 小: it may be points."""
    found = _NAMED.fullmatch(text)
    if found is None or (found[2].isascii() and not (found[1] or found[3])):
        return None
    number = found[2].translate(_DIGITS)
    return HAO.get(f"小{number}" if found[1] else f"{number}号")
