"""Total ink (总墨量): how much of the four inks one spot of paper takes, and how a colour is brought under the limit."""

Levels = tuple[int, int, int, int]


def total_ink(levels: Levels) -> float:
    """Total ink in percent of four levels from 0 to 255."""
    return sum(levels) / 2.55


def levels_in(limit: float) -> int:
    """How many levels of ink, all four counted together, ``limit`` percent allows (at least the 255 of solid black)."""
    return max(255, int(limit * 255 + 1e-6) // 100)


def under_limit(levels: Levels, limit: float) -> Levels:
    """The colour with at most ``limit`` percent of ink, the nearest to ``levels`` that GCR and then lighter CMY can give.

    First the grey part of C, M and Y goes into black (灰成分替代), which hardly changes the colour; what is still too much is
    taken from C, M and Y in proportion, so that the hue stays. Black is never reduced.
    """
    most = levels_in(limit)
    c, m, y, k = levels
    over = c + m + y + k - most
    if over <= 0:
        return levels
    moved = min(c, m, y, 255 - k, (over + 1) // 2)
    c, m, y, k = c - moved, m - moved, y - moved, k + moved
    colour, room = c + m + y, most - k
    if colour > room:
        c, m, y = (value * room // colour for value in (c, m, y))
    return c, m, y, k
