"""Units of the trade: millimetres, points and the Chinese type sizes (字号)."""

from typing import Final

POINTS_PER_MM: Final = 72 / 25.4

#: Chinese type sizes (字号) in points; source: the trade's table of 号 sizes.
HAO: Final[dict[str, float]] = {
    "初号": 42.0, "小初": 36.0, "一号": 26.0, "小一": 24.0, "二号": 22.0, "小二": 18.0, "三号": 16.0, "小三": 15.0,
    "四号": 14.0, "小四": 12.0, "五号": 10.5, "小五": 9.0, "六号": 7.5, "小六": 6.5, "七号": 5.5, "八号": 5.0,
}  # fmt: skip


def mm(value: float) -> float:
    """Millimetres in points."""
    return value * POINTS_PER_MM


def to_mm(points: float) -> float:
    """Points in millimetres."""
    return points / POINTS_PER_MM
