"""A paragraph in more or fewer lines than look best (松排、紧排), as an editor wants it to fit its room.

In: a prepared paragraph and its best line ends. Out: the best line ends with another number of lines, where setting stays within
the rules: the same break places, white given up level by level, no gap wider than ``FITTED``. As with TeX's looseness, what
cannot be had is not forced: the best line ends stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from layoutdesk.text import rules
from layoutdesk.text.breaking import Broken, lines_of_count
from layoutdesk.text.cost import BOUNDLESS, LETTERS
from layoutdesk.text.justify import closed_gaps
from layoutdesk.text.prepare import Prepared

#: Gaps up to this many em may be the price of another line; a page counts wider ones as loose.
FITTED: Final = 0.25
_TINY: Final = 1e-6


def counted_lines(
    prepared: Prepared, start: int, best: Broken, measures: Sequence[float], more: int, least: int
) -> list[int]:
    """The line ends with ``more`` lines more (negative: fewer) than the ``best``, or those where the rules forbid that.

    A last line of fewer than ``least`` characters is no line gained but a fault (孤字).
    """
    count = len(best.ends) + more
    if count < 1:
        return best.ends
    allowed = max(FITTED, _widest_gap(prepared, start, best.ends, measures))
    found = lines_of_count(prepared, start, best, measures, count, least, allowed)
    if not found or not _sound_end(prepared, start, found, least):
        return best.ends
    return found if _widest_gap(prepared, start, found, measures) <= allowed + _TINY else best.ends


def _widest_gap(prepared: Prepared, start: int, ends: Sequence[int], measures: Sequence[float]) -> float:
    """The widest gap in em of lines driven out to their measures; without bound where a line is wider than its measure."""
    widest = 0.0
    for number, end in enumerate(ends):
        measure = measures[min(number, len(measures) - 1)]
        hyphen = prepared.hyphens.get(end, 0.0) if end != ends[-1] else 0.0
        lacking = measure - prepared.right[end] - hyphen + prepared.left[start] - prepared.leads.get(start, 0.0)
        if lacking + prepared.room[end - 1] - prepared.room[start] < -_TINY:
            return BOUNDLESS
        lacking -= prepared.trail[end] + prepared.supple[end - 1] - prepared.supple[start]
        if lacking > 0.0 and end != ends[-1]:
            gaps = prepared.gaps[end - 1] - prepared.gaps[start]
            gaps = gaps - len(closed_gaps(prepared, start, end)) or gaps
            widest = max(widest, lacking / (gaps or LETTERS * (end - start)))
        start = end
    return widest


def _sound_end(prepared: Prepared, start: int, ends: Sequence[int], least: int) -> bool:
    """Whether the last line holds at least so many characters, marks not counted."""
    first = ends[-2] if len(ends) > 1 else start
    return sum(letter not in rules.MARKS for letter in prepared.letters[first : ends[-1]]) >= least
