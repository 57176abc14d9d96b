"""The break places of a stretch as columns, as the search for the best line ends reads them.

In: a prepared paragraph, where lines may end and what that costs. Out: ``Places``, of which the width, the room and the gaps of any
line follow by subtraction.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from operator import add, itemgetter
from typing import Final

import msgspec

from layoutdesk.text import rules
from layoutdesk.text.cost import LETTERS, SQUEEZED, STRAINED, STRETCHED
from layoutdesk.text.elastic import spreads
from layoutdesk.text.prepare import Prepared

#: What one more line costs that ends with a hyphen where as many in a row do as may.
HYPHENED: Final = 3e6


class Places(msgspec.Struct):
    """The break places of one stretch as columns; entry 0 is its start, the last entry its end.

    ``penalty`` is the square of what it costs to break there. ``hyphen`` is the width of the widest hyphen: by so much may a line
    be wider than one that ends behind it. ``flex`` is what letters before a place take once the gaps of a line are ``supplest``
    wide, empty where they do not give way; ``squeezed`` is the badness of a line that gives up all it can. ``capped`` is
    ``penalty`` after ``ladder`` lines in a row with hyphens, empty where any number may have them or none has.
    """

    at: list[int]
    left: Sequence[float]
    right: Sequence[float]
    trail: Sequence[float]
    room: Sequence[float]
    room_end: Sequence[float]
    supple: Sequence[float]
    supple_end: Sequence[float]
    gaps: Sequence[int]
    gaps_end: Sequence[int]
    penalty: Sequence[float]
    hyphen: float = 0.0
    squeezed: float = SQUEEZED
    supplest: float = STRETCHED
    flex: Sequence[float] = ()
    flex_end: Sequence[float] = ()
    capped: Sequence[float] = ()
    ladder: int = 0


def places_of(prepared: Prepared, start: int, end: int, breaks: list[int], penalties: dict[int, float]) -> Places:
    """The columns of characters ``start`` to ``end``, which may break at ``breaks`` for what ``penalties`` say."""
    at = [start, *breaks, end]
    pick = itemgetter(*at)
    before = itemgetter(start, *[place - 1 for place in at[1:]])
    penalty = [penalties.get(place, 0.0) ** 2 for place in at] if penalties else [0.0] * len(at)
    flex = prepared.elastic.flex if prepared.elastic else spreads(prepared) if prepared.tracking else None
    return Places(
        at=at,
        left=_left(prepared, at, pick(prepared.left)),
        right=_right(prepared, at, pick(prepared.right)),
        trail=pick(prepared.trail),
        room=pick(prepared.room),
        room_end=before(prepared.room),
        supple=pick(prepared.supple),
        supple_end=before(prepared.supple),
        gaps=pick(prepared.gaps),
        gaps_end=before(prepared.gaps),
        penalty=penalty,
        hyphen=max(map(prepared.hyphens.get, breaks, repeat(0.0)), default=0.0) if prepared.hyphens else 0.0,
        squeezed=STRAINED if prepared.elastic else SQUEEZED,
        supplest=STRETCHED if prepared.western else prepared.loosest,
        flex=pick(flex) if flex else (),
        flex_end=before(flex) if flex else (),
        capped=_capped(prepared, at, penalty) if prepared.ladder and prepared.western else (),
        ladder=prepared.ladder,
    )


def _capped(prepared: Prepared, at: list[int], penalty: list[float]) -> list[float]:
    """What places cost where no further line may end with a hyphen; nothing where none of them has one."""
    text, hyphens = prepared.text, prepared.hyphens
    last = len(at) - 1
    capped = [
        cost + HYPHENED**2 if 0 < number < last and (place in hyphens or text[place - 1] in rules.HYPHENS) else cost
        for number, (place, cost) in enumerate(zip(at, penalty, strict=True))
    ]
    return capped if capped != penalty else []


def _left(prepared: Prepared, at: list[int], left: Sequence[float]) -> Sequence[float]:
    """Where lines start, the white of opening marks included in a style that keeps it."""
    leads = prepared.leads
    return [edge - leads.get(place, 0.0) for place, edge in zip(at, left, strict=True)] if leads else left


def _right(prepared: Prepared, at: list[int], right: Sequence[float]) -> Sequence[float]:
    """Where lines end, the hyphens of divided words included (a stretch that is cut by hand has none at its end)."""
    hyphens = prepared.hyphens
    if not hyphens:
        return right
    return [*(edge + hyphens.get(place, 0.0) for place, edge in zip(at[:-1], right, strict=False)), right[-1]]


def near_of(places: Places, gap: float) -> list[float]:
    """For each place how far a line reaches that ends there, its gaps wider by ``gap``: not under that of any place before it.

    No line counts for more gaps than it has signs.
    """
    near = map(add, map(add, places.right, places.trail), map(gap.__mul__, places.at))
    if places.supple_end[-1]:
        near = map(add, near, places.supple_end)
    return list(map(add, near, places.flex_end) if places.flex else near)


def signs(places: Places, source: int, target: int) -> float:
    """For how many gaps a line counts that has none."""
    return LETTERS * (places.at[target] - places.at[source])
