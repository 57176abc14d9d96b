"""What a line costs: the one measure by which ways to break a paragraph are compared (全段优化).

The best way is the one whose lines cost least together. A line costs (1 + badness)², and the square of what it costs to break where
it ends besides. Its badness is

- where it is wider than its measure with natural white: ``SQUEEZED`` · s³ if it gives up a share s of all the white that it can;
- for the last line, which is not driven out, 0; but ``LONE`` where it starts so late that too few characters remain for it;
- else 100 · (g / ``STRETCHED``)³ where each gap takes g em of what the line lacks, once the mark at its end has kept its white and
  word spaces and Han–Latin gaps have taken what they take first; those between a mark and what it is at, which stay as they are,
  count as well: a line of many marks is not looser to the eye. A line without a gap is spaced between its signs, each of which
  counts for ``LETTERS`` of a gap. From ``WORST`` on it grows by the root: ``WORST`` · √(g / the g of ``WORST``).

Letters that give way take what gaps of a certain width leave (``STRETCHED`` in a Western paragraph; for long numbers and addresses
between Han, what the style calls loose): then the gaps share only the rest, and ``STRAINED`` · s is added for letters that take a
share s of all they can. Where letters shrink as well, ``STRAINED`` stands for ``SQUEEZED``.

A line may be wider than its measure with all white given up only where there is no place at which it fits: it ends at the first
place then, and costs ``OVERFULL`` · (1 + the em by which it is wider with natural white).
"""

from __future__ import annotations

from math import cbrt, sqrt
from typing import Final

#: A gap of this many em counts as fully stretched (badness 100).
STRETCHED: Final = 0.06
#: Badness of a line that gave up all its white: less than that of driving one character out of a line of up to 30 em, so that
#: a mark is pulled in before it is pushed out (先挤进，后推出).
SQUEEZED: Final = 15.0
#: Badness of letters that give way as far as they may.
STRAINED: Final = 100.0
#: Badness of a last line with too few characters (孤字): as bad as gaps of half an em.
LONE: Final = 60_000.0
#: For how much of a gap a sign counts in a line without any: spaced by a tenth of an em it is as loose as with gaps of a quarter.
LETTERS: Final = 0.4
#: So bad are gaps of 1.3 em. If badness went on growing by the third power, one hole would be as bad as a line that does not fit.
WORST: Final = 1e6
_WORST_RATIO: Final = cbrt(WORST / 100.0)
#: What a line costs that is wider than its measure.
OVERFULL: Final = 1e15
#: As wide a gap as may be, em.
BOUNDLESS: Final = 1e6
TINY: Final = 1e-9


def looseness(lacking: float, gaps: float) -> float:
    """The badness of a line whose ``gaps`` gaps share ``lacking`` em."""
    ratio = lacking / (gaps * STRETCHED)
    badness = 100.0 * ratio * ratio * ratio
    return badness if badness < WORST else WORST * sqrt(ratio / _WORST_RATIO)


def widest_gap(cost: float) -> float:
    """By how many em the gaps of a line widen at most that costs no more."""
    badness = sqrt(cost) - 1.0
    return STRETCHED * cbrt(badness / 100.0) + TINY if badness < WORST else BOUNDLESS
