"""Measures of a template: whatever is asked for, the type area stays on the sheet, and what stands on its pages in the grid."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.base.ids import IdSource
from layoutdesk.compose.grid import page_grid, shift
from layoutdesk.compose.parking import SIDES, Side, clear_of_sheet, is_parked
from layoutdesk.makeup.measures import MEASURES, measured, measures_of
from layoutdesk.makeup.retemplating import as_template, furnished, reshaped, retemplated
from layoutdesk.model import (
    Block,
    Document,
    FolioBar,
    GridRect,
    Masthead,
    Page,
    Paragraph,
    PictureFrame,
    Rule,
    Story,
    Template,
)
from layoutdesk.model.elements import area_of
from layoutdesk.model.library import shipped_templates

TEMPLATES = shipped_templates()
_ASKED = st.lists(
    st.tuples(st.sampled_from(sorted(MEASURES)), st.floats(-2_000, 2_000, allow_nan=False)), min_size=1, max_size=6
)


@given(st.sampled_from(sorted(TEMPLATES)), _ASKED)
@settings(max_examples=200, deadline=None)
def test_the_type_area_stays_on_the_sheet_whatever_is_asked_for(name: str, asked: list[tuple[str, float]]) -> None:
    template = TEMPLATES[name]
    for measure, value in asked:
        if measure in measures_of(template):
            template = measured(template, measure, value)
        grid = page_grid(template)
        assert grid.type_area.x >= -0.2 and grid.type_area.y >= 0
        assert grid.type_area.bottom <= grid.height + 0.2 and grid.type_area.right <= grid.width + 0.2
        assert template.grid.columns >= 1 and template.grid.rows >= 1 and template.grid.column_chars >= 4


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_template_as_it_ships_is_within_its_own_bounds(name: str) -> None:
    template = TEMPLATES[name]
    for each in measures_of(template):
        least, most = MEASURES[each].bounds(template)
        assert least <= MEASURES[each].of(template) <= most, each
    assert ("head_height" in measures_of(template)) == (template.masthead is not None)


def test_other_columns_share_the_same_width() -> None:
    template = TEMPLATES["broadsheet-inside"]
    before = page_grid(template).type_area.w
    for count in (5, 6, 7, 9, 10):
        after = measured(template, "columns", count)
        assert (
            after.grid.columns == count
            and 0 <= before - page_grid(after).type_area.w < count * template.grid.body_size / 2
        )


def issue(template: Template, *areas: tuple[int, int, int, int]) -> Document:
    stories = tuple(
        Story(id=f"st-{n}", main=Paragraph(id=f"m-{n}", text="江上新桥", style="main", breaks=(2,)), body=())
        for n in range(len(areas))
    )
    blocks = tuple(Block(id=f"el-{n}", story=f"st-{n}", area=(GridRect(*area),)) for n, area in enumerate(areas))
    page = Page(id="pg-1", number=1, template=template.name, elements=(FolioBar(id="el-bar"), *blocks))
    return Document(
        pages=(page, replace(page, id="pg-2", number=2, elements=())), templates=(template,), stories=stories
    )


def places(document: Document) -> list[tuple[int, int, int, int]]:
    rects = (rect for each in document.pages[0].elements for rect in area_of(each))
    return [(rect.column, rect.row, rect.columns, rect.rows) for rect in rects]


def test_more_rows_leave_all_where_it_stands_and_fewer_only_what_they_hold() -> None:
    template = TEMPLATES["broadsheet-inside"]
    document = issue(template, (0, 0, 4, 50), (4, 0, 4, 100))
    for rows in (121, 100):
        after = edits.apply(document, reshaped(document, measured(template, "rows", rows), IdSource(b"x")))
        assert places(after) == places(document) and after.templates[0].grid.rows == rows
    low = edits.apply(document, reshaped(document, measured(template, "rows", 80), IdSource(b"x")))
    assert all(row + rows <= 80 for _, row, _, rows in places(low))
    assert places(low)[0][:3] == (0, 0, 4) and low.pages[1] is document.pages[1]


def test_with_other_columns_blocks_stand_side_by_side_as_before_and_headlines_are_broken_anew() -> None:
    template = TEMPLATES["broadsheet-inside"]
    document = issue(template, (0, 0, 4, 50), (4, 0, 4, 50), (0, 52, 8, 40))
    after = edits.apply(document, reshaped(document, measured(template, "columns", 6), IdSource(b"x")))
    (left, right, foot) = places(after)
    assert (left[0], left[2], right[0], right[2], foot[0], foot[2]) == (0, 3, 3, 3, 0, 6)
    assert left[1::2] == (0, 50) and foot[1::2] == (52, 40)
    assert all(story.main is not None and not story.main.breaks for story in after.stories)


@given(st.sampled_from(sorted(TEMPLATES)), _ASKED, st.sampled_from(SIDES))
@settings(max_examples=100, deadline=None)
def test_what_is_parked_stays_beside_the_sheet_whatever_is_asked_for(
    name: str, asked: list[tuple[str, float]], side: Side
) -> None:
    template = TEMPLATES[name]
    area = GridRect(2, 9, 2, 12)
    columns, rows = clear_of_sheet((area,), template, side)
    (place,) = shift((area,), columns, rows)
    document = issue(template, (place.column, place.row, place.columns, place.rows), (0, 3, 2, 20))
    for measure, value in asked:
        if measure in measures_of(document.templates[0]):
            wanted = measured(document.templates[0], measure, value)
            document = edits.apply(document, reshaped(document, wanted, IdSource(b"x")))
        parked, standing = document.pages[0].elements[1:]
        grid = page_grid(document.templates[0])
        assert is_parked(parked, grid) and not is_parked(standing, grid)


def test_a_frame_beside_the_sheet_is_beside_a_larger_one_too() -> None:
    small, large = TEMPLATES["tabloid-inside"], TEMPLATES["broadsheet-inside"]
    grid = page_grid(small)
    aside = PictureFrame(id="a", rect=Rect(grid.width + 20, 90, 100, 80))
    under = Rule(id="r", x1=50, y1=grid.height + 9, x2=150, y2=grid.height + 9)
    above = PictureFrame(id="u", rect=Rect(60, -120, 100, 80))
    document = issue(small)
    page = replace(document.pages[0], elements=(*document.pages[0].elements, aside, under, above))
    made = retemplated(replace(document, pages=(page,)), ("pg-1",), large, IdSource(b"x"))
    assert made is not None
    after = edits.apply(replace(document, pages=(page,)), made.edit).pages[0].elements[1:]
    assert all(is_parked(each, page_grid(large)) for each in after) and after[2] is above
    assert isinstance(after[0], PictureFrame) and after[0].rect.y == 90


def test_a_page_kept_as_template_gives_new_pages_what_stood_off_its_grid() -> None:
    template = TEMPLATES["tabloid-inside"]
    document = issue(template, (0, 0, 3, 20))
    rule = Rule(id="el-rule", x1=50, y1=700, x2=300, y2=700)
    frame = PictureFrame(id="el-frame", rect=Rect(50, 720, 80, 60), asset="as-1")
    page = replace(document.pages[0], elements=(*document.pages[0].elements, rule, frame))
    kept = as_template(document, page, "own-1", "副刊")
    assert kept.title == {"zh": "副刊", "en": "副刊"} and kept.grid == template.grid
    ids = IdSource(b"x")
    first, second = furnished(kept, ids), furnished(kept, ids)
    assert isinstance(first[0], FolioBar)
    assert [replace(each, id="") for each in first[1:]] == [replace(rule, id=""), replace(frame, id="", asset="")]
    names = [each.id for each in (*first, *second)]
    assert len(set(names)) == len(names) and not {"el-rule", "el-frame"} & set(names)
    assert isinstance(furnished(TEMPLATES["broadsheet-front"], ids)[0], Masthead)
