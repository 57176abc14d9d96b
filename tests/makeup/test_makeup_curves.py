"""Shape curves answer exactly what can be filled: checked against trying everything."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layoutdesk.base.problem import Refusal
from layoutdesk.makeup.curves import Curves, heights_of, lanes

COLUMNS, ROWS = 4, 14

leaf = st.lists(st.lists(st.integers(2, ROWS), max_size=3), min_size=COLUMNS, max_size=COLUMNS)


def curves_of(items: list[list[list[int]]], foot: int = 0) -> Curves:
    return Curves([[0, *(lanes(heights, ROWS) for heights in item)] for item in items], COLUMNS, ROWS, foot)


def fills_by_trying(items: list[list[list[int]]], width: int, height: int) -> bool:
    """Whether the items fill the rectangle, by every partition and every cut."""

    @cache
    def fills(some: frozenset[int], w: int, h: int) -> bool:
        if len(some) == 1:
            return h in items[next(iter(some))][w - 1]
        parts = [frozenset(part) for size in range(1, len(some)) for part in combinations(sorted(some), size)]
        return any(
            any(fills(part, w, above) and fills(some - part, w, h - above) for above in range(1, h))
            or any(fills(part, left, h) and fills(some - part, w - left, h) for left in range(1, w))
            for part in parts
        )

    return fills(frozenset(range(len(items))), width, height)


@settings(max_examples=40, deadline=None)
@given(st.lists(leaf, min_size=1, max_size=4), st.integers(1, COLUMNS), st.integers(1, ROWS))
def test_a_set_fills_what_trying_everything_fills(items: list[list[list[int]]], width: int, height: int) -> None:
    curves = curves_of(items)
    assert curves.fills(curves.full, width, height) == fills_by_trying(items, width, height)


@settings(max_examples=40, deadline=None)
@given(st.lists(leaf, min_size=2, max_size=4), st.integers(1, COLUMNS), st.integers(1, ROWS))
def test_every_cut_leads_to_parts_that_fill(items: list[list[list[int]]], width: int, height: int) -> None:
    curves = curves_of(items)
    cuts = curves.cuts(curves.full, width, height)
    assert bool(cuts) == curves.fills(curves.full, width, height)
    for cut in cuts:
        for size in cut.sizes:
            first = (width, size) if cut.stacked else (size, height)
            second = (width, height - size) if cut.stacked else (width - size, height)
            assert curves.fills(cut.first, *first) and curves.fills(cut.second, *second)


def test_heights_come_back_from_their_curve() -> None:
    assert heights_of(lanes([3, 7, 90], 60)) == (3, 7)


def test_what_belongs_to_the_foot_never_stands_on_another_story() -> None:
    story, notice = [[5]] * COLUMNS, [[4]] * COLUMNS
    curves = curves_of([story, notice], foot=0b10)
    stacked = [cut for cut in curves.cuts(curves.full, 2, 9) if cut.stacked]
    assert [(cut.first, cut.second) for cut in stacked] == [(0b01, 0b10)]


def test_a_page_of_too_many_rows_is_refused_in_words() -> None:
    with pytest.raises(Refusal) as refusal:
        Curves([[0, 1]], 1, 300)
    assert refusal.value.code == "makeup.too-many-rows"
