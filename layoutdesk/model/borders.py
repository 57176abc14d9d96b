"""The names of borders (花边) and tints (底纹) as they are stored; ``compose.borders`` draws them."""

from __future__ import annotations

from typing import Final, Literal, get_args

#: Rules: 细线, 粗线, 双线, 文武线, 武文线, 三线. Rows of small forms: 虚线, 圆点, 联珠, 菱形, 锯齿. Patterns that run on: 波浪线,
#: 绳纹, 链条, 回纹, 万字. Corners: 角花, 凹角.
Border = Literal[
    "thin", "thick", "double", "thick-thin", "thin-thick", "triple", "dashed", "dotted", "beads", "diamonds", "saw", "wavy",
    "rope", "chain", "meander", "fret", "corner-flower", "corner-notch",
]  # fmt: skip
#: Flat tints in percent of black, lines across and slanting, a lattice of them, dots.
Tint = Literal["5", "10", "15", "20", "lines", "slant", "lattice", "dots"]
BORDERS: Final[tuple[str, ...]] = get_args(Border)
TINTS: Final[tuple[str, ...]] = get_args(Tint)
#: The forms that a rule (线) may have: all but those that live from their corners.
RULES: Final[tuple[str, ...]] = tuple(name for name in BORDERS if not name.startswith("corner-"))
