"""The search for layouts: luck that falls alike for copy a little longer, parts turned, and what is as good as the best."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from layoutdesk.makeup.arrange import _Desk, _How
from layoutdesk.makeup.curves import Cut
from layoutdesk.makeup.growth import Node, Ways, grow_page, shaken
from layoutdesk.makeup.score import Weights, judge
from layoutdesk.makeup.search import _HARDLY, Search, distinct, steadied
from layoutdesk.model import Template

Maker = Callable[..., Any]


def search_of(template: Template, make_page: Maker, measurer_of: Maker, seed: int) -> Search:
    desk = _Desk(template, measurer_of(template), (), None, None)
    leaves, _ = desk.leaves(make_page(seed, 7, template, 1.0))
    (ready,) = desk._ready(leaves, _How(), 0)
    return Search(ready.bench, ready.bench.curves.full, ready.sharings, desk.field, Weights(), seed)


def nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from nodes(child)


def test_a_cut_that_falls_away_changes_only_the_luck_that_found_it() -> None:
    cuts = [Cut(stacked, first, 0b1111111 ^ first, (10, 11)) for first in range(1, 127) for stacked in (False, True)]
    whole = Ways(cuts)
    places = [shaken(number, 1) >> 40 for number in range(500)]
    for gone in cuts[::40]:
        left = Ways([cut for cut in cuts if cut is not gone])
        changed = [place for place in places if whole.at(place) is not left.at(place)]
        assert all(whole.at(place) is gone for place in changed)
        assert len(changed) < 20


def test_luck_is_a_whole_number_without_end() -> None:
    drawn = {shaken(number, way) for number in range(200) for way in range(5)}
    assert len(drawn) == 1000 and all(0 <= luck < 1 << 64 for luck in drawn)


def test_parts_turned_fill_the_same_rectangle(template: Template, make_page: Maker, measurer_of: Maker) -> None:
    search = search_of(template, make_page, measurer_of, 3)
    count = 0
    for luck in range(40):
        page = grow_page(shaken(luck, 1), search.bench, search.items, search.sharings)
        for node in nodes(page):
            turned = node.turned()
            if turned is None or len(node.children) != 2:
                continue
            count += 1
            assert {block.leaf.story.id for block in turned.stories()} == {b.leaf.story.id for b in node.stories()}
            cells = {
                (x, y)
                for b in turned.stories()
                for left, top, right, foot in b.parts
                for x in range(left, right)
                for y in range(top, foot)
            }
            taken = sum((right - left) * (foot - top) for b in turned.stories() for left, top, right, foot in b.parts)
            assert len(cells) == taken
            assert all(node.x <= x < node.x + node.w and node.y <= y < node.y + node.h for x, y in cells)
            back = turned.turned()
            assert back is not None
            assert [b.parts for b in back.stories()] == [b.parts for b in node.stories()]
    assert count > 100


def test_judging_stops_at_the_limit_and_is_exact_under_it(
    template: Template, make_page: Maker, measurer_of: Maker
) -> None:
    search = search_of(template, make_page, measurer_of, 5)
    for luck in range(30):
        blocks = tuple(grow_page(shaken(luck, 1), search.bench, search.items, search.sharings).stories())
        score = judge(blocks, search.field, 0.0, Weights())
        assert judge(blocks, search.field, 0.0, Weights(), score + 0.01) == score
        assert judge(blocks, search.field, 0.0, Weights(), score / 2) >= score / 2
        # As often as it is asked, and from whichever neighbour: what is kept of pairs is what they cost.
        fresh = tuple(block.moved(0, 0) for block in blocks)
        assert judge(fresh, search.field, 0.0, Weights()) == score


def test_the_first_is_hardly_worse_than_the_best_and_is_the_same_for_any_order(
    template: Template, make_page: Maker, measurer_of: Maker
) -> None:
    found = search_of(template, make_page, measurer_of, 12).run(400)
    steady = steadied(found)
    assert steady[0].score <= min(layout.score for layout in found) + _HARDLY
    assert steadied(found[::-1])[0].score == steady[0].score
    assert {id(layout) for layout in steady[1:]} <= {id(layout) for layout in distinct(found)}
