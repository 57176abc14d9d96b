"""What make-up prefers on a page: one dominant picture, headlines side by side that differ, tables with room for their figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from msgspec.structs import replace
from notices import hiring

from layoutdesk.base.ids import IdSource
from layoutdesk.compose.measure import Measurer
from layoutdesk.compose.sheet import LEAST_PPI
from layoutdesk.compose.table import cramped
from layoutdesk.makeup.arrange import arrange
from layoutdesk.makeup.costs import dominant_of
from layoutdesk.makeup.leaves import Field
from layoutdesk.model import Asset, Block, GridRect, Paragraph, PictureRef, Story
from layoutdesk.model.library import shipped_templates
from layoutdesk.text.fonts import pip_fonts
from tests.compose_helpers import context as context_of

Maker = Callable[..., Any]
TEMPLATE = shipped_templates()["broadsheet-inside"]
SENTENCE = "镇上的老码头修好了栈桥，傍晚散步的人多了起来。"


def story(number: int, characters: int, head: str, picture: str = "", **fields: object) -> Story:
    text = SENTENCE * (characters // len(SENTENCE) + 1)
    paragraphs = [Paragraph(id=f"p{number}-{at}", text=text[at : at + 115]) for at in range(0, characters, 115)]
    shown = [PictureRef(id=f"pic{number}", asset=picture)] if picture else []
    made = Story(
        id=f"s{number}",
        main=Paragraph(id=f"h{number}", text=head, style="main"),
        body=(*paragraphs, *shown),
        priority=number,
    )
    return replace(made, **fields) if fields else made


def asset(name: str, width: int = 2400) -> Asset:
    return Asset(id=name, name=f"{name}.jpg", sha256="0" * 64, media="image/jpeg", width=width, height=width * 2 // 3)


def shares(elements: Sequence[Block]) -> list[float]:
    """The share of the page that the largest picture of each block takes, the largest first."""
    page = TEMPLATE.grid.columns * TEMPLATE.grid.rows
    found = [
        max(place.columns / block.columns * block.area[0].columns * place.rows for place in block.pictures) / page
        for block in elements
        if block.pictures
    ]
    return sorted(found, reverse=True)


def page_of(*assets: Asset) -> list[Block]:
    stories = [
        story(1, 1700, "老码头修好新栈桥 江边多了好去处", assets[0].id),
        story(2, 1300, "新校车今起上路"),
        story(3, 1000, "菜市场搬进新棚", assets[1].id),
        story(4, 800, "夜班公交多开两班", assets[2].id),
        story(5, 700, "河堤种下千棵柳树"),
    ]
    measurer = Measurer(TEMPLATE, pip_fonts(), {one.id: one for one in assets})
    page = arrange(stories, TEMPLATE, measurer, IdSource(b"page"), budget=600)
    assert not page.unplaced
    return list(page.elements)


def test_a_page_has_one_dominant_picture_at_least_twice_as_large_as_the_next() -> None:
    elements = page_of(asset("quay"), asset("market"), asset("bus"))
    largest, second, *_ = shares(elements)
    assert largest >= 0.08 and second <= largest / 2
    assert max(elements, key=lambda block: shares([block]) or [0.0]).story == "s1"


def test_a_picture_of_few_pixels_is_neither_blown_up_nor_dominant() -> None:
    elements = page_of(asset("quay", 300), asset("market"), asset("bus"))
    lead = next(block for block in elements if block.story == "s1")
    assert max(elements, key=lambda block: shares([block]) or [0.0]).story == "s3"
    context = context_of()
    own = context.grid.own_columns(context.grid.rect(lead.area[0]), lead.columns)
    for place in lead.pictures:
        assert place.columns == 1 or 300 * 72 / own.span(place.column, place.columns)[1] >= LEAST_PPI


def test_the_dominant_picture_is_that_of_the_most_important_story_whose_picture_may_be_large() -> None:
    stories = [
        story(1, 900, "新校车今起上路"),
        story(2, 900, "夜班公交多开两班", "bus"),
        story(3, 900, "菜市场搬家", "market"),
    ]
    few, many = asset("bus", 240), asset("market")
    measurer = Measurer(TEMPLATE, pip_fonts(), {"bus": few, "market": many})
    assert dominant_of(stories, measurer, Field.of(TEMPLATE)) == "s3"
    assert dominant_of(stories[:2], measurer, Field.of(TEMPLATE)) == ""


def test_two_briefs_side_by_side_differ_in_size_or_height(template: Any, make_page: Maker, measurer_of: Maker) -> None:
    for seed in range(4):
        stories = make_page(seed, 7, template, 1.0, briefs=2)
        page = arrange(stories, template, measurer_of(template), IdSource(b"page"), budget=600)
        kinds = {one.id: one.kind for one in stories}
        one, two = (block for block in page.elements if kinds[block.story] == "brief")
        a, b = one.area[0], two.area[0]
        beside = a.right == b.column or b.right == a.column
        if beside and a.row < b.row + two.head_rows and b.row < a.row + one.head_rows:
            feet = abs(a.row + one.head_rows - b.row - two.head_rows)
            assert feet > 3 or max(one.head_size, two.head_size) >= 1.12 * min(one.head_size, two.head_size)


def test_a_table_is_told_to_be_cramped_before_its_figures_part() -> None:
    context, table = context_of(), hiring()
    widths = [context.grid.rect(GridRect(0, 0, span, 10)).w for span in range(1, 9)]
    found = [cramped(context, table, width, width) for width in widths]
    assert found[0] == 1 and found[-1] == 0 and found == sorted(found, reverse=True)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_story_with_a_table_stands_wide_enough_for_it_where_the_page_has_room(seed: int) -> None:
    body = (*story(4, 300, "人民医院招聘").body, hiring())
    stories = [
        story(1, 1700, "老码头修好新栈桥 江边多了好去处"), story(2, 1300, "新校车今起上路"), story(3, 900, "菜市场搬进新棚"),
        story(4, 300, "人民医院招聘", body=body),
    ]  # fmt: skip
    measurer = Measurer(TEMPLATE, pip_fonts(), {})
    page = arrange(stories, TEMPLATE, measurer, IdSource(b"page"), budget=400, seed=seed)
    (block,) = (block for block in page.elements if block.story == "s4")
    (shape, *_) = (s for s in measurer.shapes(stories[3], 4, block.area[0].columns) if s.columns == block.columns)
    assert shape.cramped < 0.3
