"""What an editor relies on: nothing overlaps, nothing is lost, the page is filled, the same copy gives the same page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Refusal
from layoutdesk.makeup.arrange import Arrangement, arrange, proposals
from layoutdesk.makeup.costs import LEAST_ROWS
from layoutdesk.makeup.leaves import GAP_ROWS, MOST_EXTRA
from layoutdesk.makeup.ranking import ranked
from layoutdesk.makeup.sketch import draw
from layoutdesk.model import Advert, Block, Element, GridRect, Story, Template

Stories = tuple[Story, ...]
Maker = Callable[..., Any]


@pytest.fixture
def make_up(template: Template, measurer_of: Maker) -> Callable[..., Arrangement]:
    def made(stories: Sequence[Story], **options: Any) -> Arrangement:
        on = options.pop("on", template)
        return arrange(stories, on, measurer_of(on), IdSource(b"page"), **{"budget": 300, **options})

    return made


def areas(elements: Sequence[Element]) -> list[GridRect]:
    return [area for element in elements if isinstance(element, Block) for area in element.area]


def assert_sound(page: Arrangement, stories: Sequence[Story], template: Template) -> None:
    """Everything that must hold of every page."""
    grid = template.grid
    for rect in areas(page.elements):
        assert rect.column >= 0 and rect.row >= 0 and rect.right <= grid.columns and rect.bottom <= grid.rows
    for one in page.elements:
        for other in page.elements:
            assert one is other or not any(
                GridRect(a.column, a.row, a.columns, a.rows + GAP_ROWS).overlaps(b)
                for a in one.area
                for b in other.area
            )
    placed = [block.story for block in page.elements]
    lost = [unplaced.story for unplaced in page.unplaced]
    assert sorted(placed + lost) == sorted(story.id for story in stories)
    used = sum(cells(block) for block in page.elements)
    assert page.short_rows == grid.columns * (grid.rows + GAP_ROWS) - used
    assert_families_touch(page, stories)


def cells(block: Block) -> int:
    """What a block takes of the page, the white under it included; the parts of an L share an edge."""
    head, *legs = block.area
    taken = head.columns * (head.rows + GAP_ROWS)
    for leg in legs:
        assert leg.row == head.bottom and head.column <= leg.column and leg.right <= head.right
        assert leg.column == head.column or leg.right == head.right
        taken += leg.columns * leg.rows
    return taken


def ink(page: Arrangement, stories: Sequence[Story], measurer: Any) -> float:
    """What headlines, text, pictures and the white between blocks take, in cells: all but spare rows and empty slots."""
    stories_by_id = {story.id: story for story in ranked(stories, 4)}
    spare = 0.0
    for block in page.elements:
        area, story = block.area[0], stories_by_id[block.story]
        shapes = [
            shape
            for shape in measurer.shapes(story, story.priority, area.columns)
            if (shape.columns, shape.head_size, shape.pictures) == (block.columns, block.head_size, block.pictures)
        ]
        shape = max((shape for shape in shapes if shape.rows <= area.rows), key=lambda shape: shape.rows)
        assert area.rows - shape.rows <= MOST_EXTRA
        spare += (area.rows - shape.rows) * area.columns + shape.slack * area.columns / block.columns
    return measurer.template.grid.columns * measurer.template.grid.rows - spare


def assert_families_touch(page: Arrangement, stories: Sequence[Story]) -> None:
    where = {block.story: block.area for block in page.elements}
    for story in stories:
        if story.parent in where and story.id in where:
            assert any(meet(one, two) for one in where[story.id] for two in where[story.parent])


def meet(one: GridRect, two: GridRect) -> bool:
    """Whether two rectangles share an edge across gutter or white: four rows or a column of it."""
    beside = one.right == two.column or two.right == one.column
    rows = min(one.bottom, two.bottom) - max(one.row, two.row)
    above = one.bottom + GAP_ROWS == two.row or two.bottom + GAP_ROWS == one.row
    columns = min(one.right, two.right) - max(one.column, two.column)
    return (beside and rows >= 4) or (above and columns >= 1)


@settings(max_examples=8, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    count=st.integers(3, 8),
    fill=st.floats(0.4, 1.4),
    notices=st.integers(0, 2),
    sidebar=st.booleans(),
    wraps=st.booleans(),
)
def test_every_page_is_sound(
    seed: int, count: int, fill: float, notices: int, sidebar: bool, wraps: bool, request: pytest.FixtureRequest
) -> None:
    template = request.getfixturevalue("template")
    stories = request.getfixturevalue("make_page")(
        seed, count + notices, template, fill, notices=notices, sidebar=sidebar and count > 3
    )
    measurer = request.getfixturevalue("measurer_of")(template)
    fits = (lambda *_: True) if wraps else None
    page = arrange(stories, template, measurer, IdSource(b"page"), budget=120, fits=fits)
    assert_sound(page, stories, template)


@pytest.mark.parametrize("fill", [0.88, 1.0, 1.12])
@pytest.mark.parametrize(("count", "kinds"), [(5, {}), (8, {"notices": 1, "briefs": 2, "sidebar": True})])
def test_a_page_whose_copy_about_fits_is_filled_to_the_last_row(
    fill: float,
    count: int,
    kinds: dict[str, int],
    template: Template,
    make_page: Maker,
    make_up: Maker,
    measurer_of: Maker,
) -> None:
    stories = make_page(21, count, template, fill, **kinds)
    page = make_up(stories, budget=800)
    assert_sound(page, stories, template)
    assert not page.unplaced and page.short_rows == 0
    assert ink(page, stories, measurer_of(template)) >= 0.95 * template.grid.columns * template.grid.rows


def test_the_same_copy_gives_the_same_page(template: Template, make_page: Maker, make_up: Maker) -> None:
    stories = make_page(4, 7, template, 1.0, notices=1)
    assert make_up(stories) == make_up(stories)
    assert make_up(stories, seed=1).elements != make_up(stories).elements


def test_the_lead_stands_at_the_top_left_and_is_as_wide_as_any(
    template: Template, make_page: Maker, make_up: Maker
) -> None:
    for seed in range(3):
        page = make_up(make_page(seed, 6, template, 1.0), budget=1200)
        lead = page.elements[0]
        assert lead.story == "s00" and (lead.area[0].column, lead.area[0].row) == (0, 0)
        assert lead.area[0].columns == max(block.area[0].columns for block in page.elements)
        assert lead.head_size == max(block.head_size for block in page.elements)


def test_a_short_page_keeps_one_open_area_at_the_foot(template: Template, make_page: Maker, make_up: Maker) -> None:
    stories = make_page(5, 4, template, 0.5)
    page = make_up(stories)
    assert_sound(page, stories, template)
    assert not page.unplaced
    foot = max(rect.bottom for rect in areas(page.elements)) + GAP_ROWS
    open_rows = template.grid.rows + GAP_ROWS - foot
    assert open_rows > 10 and page.short_rows == open_rows * template.grid.columns


def test_what_does_not_fit_is_named_with_its_lines_the_least_important_first(
    template: Template, make_page: Maker, make_up: Maker
) -> None:
    stories = make_page(6, 8, template, 1.9, notices=1)
    page = make_up(stories)
    assert_sound(page, stories, template)
    assert page.unplaced and all(lost.lines > 0 for lost in page.unplaced)
    assert [block.story for block in page.elements][:2] == ["s00", "s01"]
    assert [lost.story for lost in page.unplaced] == sorted(lost.story for lost in page.unplaced)


def test_notices_stand_at_the_foot(template: Template, make_page: Maker, make_up: Maker) -> None:
    stories = make_page(7, 8, template, 1.0, notices=3)
    page = make_up(stories)
    notices = {story.id for story in stories if story.kind == "notice"}
    for notice in page.elements:
        for block in page.elements:
            if notice.story in notices and block.story not in notices:
                one, two = notice.area[0], block.area[0]
                shares = one.column < two.right and two.column < one.right
                assert not (shares and two.row >= one.bottom)


def test_many_stories_are_bound_together_and_all_placed(template: Template, make_page: Maker, make_up: Maker) -> None:
    stories = make_page(8, 13, template, 1.0, notices=3, briefs=3)
    page = make_up(stories)
    assert_sound(page, stories, template)
    assert not page.unplaced


def test_no_strip_of_text_is_lower_than_eight_rows(template: Template, make_page: Maker, make_up: Maker) -> None:
    page = make_up(make_page(9, 8, template, 0.95, briefs=2))
    assert all(rect.rows >= LEAST_ROWS for rect in areas(page.elements))


def test_copy_flows_around_adverts_and_locked_blocks(template: Template, make_page: Maker, make_up: Maker) -> None:
    advert = Advert(id="ad", area=GridRect(5, 78, 3, 40))
    locked = Block(id="locked", story="elsewhere", area=(GridRect(0, 0, 5, 30),), locked=True)
    stories = make_page(10, 5, template, 0.7)
    page = make_up(stories, fixed=(advert, locked), budget=600)
    placed = areas(page.elements)
    assert len(placed) + len(page.unplaced) == 5 and len(placed) >= 4
    for rect in placed:
        for fixed in (advert.area, locked.area[0]):
            grown = GridRect(fixed.column, fixed.row - GAP_ROWS, fixed.columns, fixed.rows + 2 * GAP_ROWS)
            assert not grown.overlaps(rect)


def test_locked_elements_that_overlap_are_refused_by_name(make_up: Maker, make_story: Maker) -> None:
    one, two = Advert(id="one", area=GridRect(0, 80, 4, 38)), Advert(id="two", area=GridRect(3, 90, 4, 28))
    with pytest.raises(Refusal) as refusal:
        make_up([make_story(0, 900)], fixed=(one, two))
    assert refusal.value.code == "makeup.fixed-overlap" and refusal.value.args_ == {"element": "two"}


def test_a_locked_element_outside_the_type_area_is_refused(make_up: Maker, make_story: Maker) -> None:
    with pytest.raises(Refusal) as refusal:
        make_up([make_story(0, 900)], fixed=(Advert(id="ad", area=GridRect(6, 100, 4, 10)),))
    assert refusal.value.code == "makeup.fixed-outside"


def test_a_page_that_is_full_of_adverts_places_nothing(make_up: Maker, make_story: Maker, template: Template) -> None:
    whole = Advert(id="ad", area=GridRect(0, 0, template.grid.columns, template.grid.rows))
    page = make_up([make_story(0, 900)], fixed=(whole,))
    assert page.elements == () and [lost.story for lost in page.unplaced] == ["s00"]


def test_a_page_without_copy_is_all_open(make_up: Maker, template: Template) -> None:
    page = make_up([])
    assert page.elements == () and page.short_rows == template.grid.columns * (template.grid.rows + GAP_ROWS)


def test_one_story_alone(make_up: Maker, make_story: Maker, template: Template) -> None:
    story = make_story(0, 2000, picture=True)
    page = make_up([story])
    assert_sound(page, [story], template)
    assert not page.unplaced


def test_a_story_may_wrap_others_where_that_can_be_checked(
    template: Template, make_page: Maker, measurer_of: Maker
) -> None:
    shaped, asked = [], []

    def fits(story: Story, block: Block) -> bool:
        asked.append(block)
        return True

    for seed in range(2):
        stories = make_page(seed, 6, template, 1.0)
        pages = proposals(stories, template, measurer_of(template), IdSource(b"page"), budget=500, fits=fits)
        for page in pages:
            assert_sound(page, stories, template)
            shaped += [block for block in page.elements if len(block.area) == 2]
    assert shaped and asked
    for block in shaped:
        head, leg = block.area
        slots = head.columns * (head.rows - block.head_rows) + leg.columns * leg.rows
        pictured = sum(place.columns * place.rows for place in block.pictures)
        assert slots > pictured and block.head_rows < head.rows


def test_an_l_that_does_not_hold_its_story_is_never_proposed(
    template: Template, make_page: Maker, measurer_of: Maker
) -> None:
    stories = make_page(2, 7, template, 1.0)
    pages = list(
        proposals(stories, template, measurer_of(template), IdSource(b"page"), budget=400, fits=lambda *_: False)
    )
    assert pages and all(len(block.area) == 1 for page in pages for block in page.elements)


def test_a_page_that_only_refused_l_shapes_would_fill_gives_up_a_story(
    template: Template, make_page: Maker, make_up: Maker
) -> None:
    stories = make_page(5, 5, template, 1.12, notices=2, sidebar=True)
    assert not make_up(stories, budget=200, fits=lambda *_: True).unplaced
    page = make_up(stories, budget=200, fits=lambda *_: False)
    assert_sound(page, stories, template)
    assert len(page.unplaced) == 1


def test_proposals_differ_and_the_best_comes_first(template: Template, make_page: Maker, measurer_of: Maker) -> None:
    stories = make_page(12, 7, template, 1.0)
    pages = list(proposals(stories, template, measurer_of(template), IdSource(b"page"), budget=1500))
    assert len(pages) >= 3
    # The first may be another that is hardly worse.
    best, *rest = (page.score for page in pages)
    assert rest == sorted(rest) and best <= rest[0] + 1.5
    shapes = {tuple(block.area for block in page.elements) for page in pages}
    assert len(shapes) == len(pages)


def test_cancelling_keeps_what_was_found(template: Template, make_page: Maker, make_up: Maker) -> None:
    stories = make_page(12, 6, template, 1.0)
    asked = iter([False] * 3)
    page = make_up(stories, budget=10**9, cancelled=lambda: next(asked, True))
    assert_sound(page, stories, template)


def test_cancelling_before_anything_is_found_says_so(template: Template, make_page: Maker, make_up: Maker) -> None:
    with pytest.raises(Refusal) as refusal:
        make_up(make_page(12, 9, template, 1.0), cancelled=lambda: True)
    assert refusal.value.code == "makeup.cancelled"


def test_the_sketch_shows_heads_pictures_and_open_area(template: Template, make_page: Maker, make_up: Maker) -> None:
    page = make_up(make_page(5, 4, template, 0.5))
    sketch = draw(page, template)
    assert sketch.startswith("A") and "#" in sketch and "=" in sketch
    assert set(sketch.splitlines()[-4]) <= {"."}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("fill", [0.88, 0.93, 0.97, 1.0, 1.03, 1.07, 1.12])
def test_pages_of_all_kinds_are_filled(
    seed: int, fill: float, template: Template, make_page: Maker, make_up: Maker
) -> None:
    stories = make_page(seed, 5 + seed % 5, template, fill, notices=seed % 3, sidebar=seed % 2 == 1)
    page = make_up(stories, budget=1500, fits=lambda *_: True)
    assert_sound(page, stories, template)
    assert not page.unplaced and page.short_rows == 0
