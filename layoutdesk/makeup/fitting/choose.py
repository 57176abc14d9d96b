"""Putting moves together: for a number of lines the cheapest sets of moves, each key once (a small knapsack, exact)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from layoutdesk.makeup.fitting.types import Move

#: What every further thing that is changed costs besides: one change is better than three.
ANOTHER: Final = 0.5
#: Lines beyond the wanted ones that a set may give, at least.
_SLACK: Final = 4
#: So many paragraphs, those that show it least, are set otherwise at most.
_MOST_PARAGRAPHS: Final = 24


def cheapest_sets(moves: Sequence[Move], wanted: int, slack: int = _SLACK) -> list[tuple[Move, ...]]:
    """Sets whose moves together promise ``wanted`` to ``wanted + slack`` lines, the cheapest for each sum, cheapest first.

    ``wanted`` counts lines whatever the direction. Where all moves together promise fewer, the set that promises the most.
    """
    best: dict[int, tuple[float, tuple[Move, ...]]] = {0: (0.0, ())}
    for options in _by_key(moves):
        found = dict(best)
        for total, (cost, chosen) in best.items():
            for move in options:
                reached, spent = total + abs(move.gained), cost + move.cost + ANOTHER
                if total < wanted and reached <= wanted + slack and spent < found.get(reached, (float("inf"),))[0]:
                    found[reached] = spent, (*chosen, move)
        best = found
    reaching = sorted((entry for total, entry in best.items() if total >= wanted), key=lambda entry: entry[0])
    return [chosen for _, chosen in reaching or [best[max(best)]] if chosen]


def varied_sets(moves: Sequence[Move], wanted: int) -> list[tuple[Move, ...]]:
    """The cheapest sets of all moves, and of the moves without each kind: an editor may not want one of them touched."""
    paragraphs = sorted((move for move in moves if kind_of(move.key) == "paragraph"), key=lambda move: move.cost)
    dear = paragraphs[_MOST_PARAGRAPHS:]
    moves = [move for move in moves if not move.alone and move not in dear]
    sets = cheapest_sets(moves, wanted)
    for kind in dict.fromkeys(kind_of(move.key) for move in moves):
        others = [move for move in moves if kind_of(move.key) != kind]
        sets += [chosen for chosen in cheapest_sets(others, wanted)[:2] if _promised(chosen) >= wanted]
    return list({tuple(map(id, chosen)): chosen for chosen in sets}.values())


def cost_of(moves: Iterable[Move]) -> float:
    """What moves made together cost."""
    costs = [move.cost for move in moves]
    return sum(costs) + ANOTHER * max(0, len(costs) - 1)


def _promised(moves: Iterable[Move]) -> int:
    return sum(abs(move.gained) for move in moves)


def kind_of(key: str) -> str:
    """The kind of change that a key names: ``paragraph``, ``head`` …"""
    return key.split(" ")[0]


def _by_key(moves: Sequence[Move]) -> list[list[Move]]:
    groups: dict[str, list[Move]] = {}
    for move in moves:
        groups.setdefault(move.key, []).append(move)
    return list(groups.values())
