"""A block's own columns (破栏, 分栏方式) and where captions stand: the numbers that newspapers work with."""

from __future__ import annotations

import pytest
from compose_helpers import block, body, context, document, paragraph, picture, story
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.grid import OwnColumns, PageGrid
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.types import ComposedPage
from layoutdesk.display import Path, flatten, path_bounds
from layoutdesk.model import GridRect, PicturePlace, Story
from layoutdesk.model.library import shipped_templates
from layoutdesk.model.story import Paragraph
from layoutdesk.text.fonts import pip_fonts

GRID = context().grid
EM = GRID.em


def composed(of: Story, *area: GridRect, **fields: object) -> ComposedPage:
    return compose_page(document([of], [block(of, *area, **fields)]), "pg1", pip_fonts())


def in_chars(own: OwnColumns) -> tuple[list[float], float]:
    """Measures and gutter in 字."""
    return [round(own.width(index) / EM, 3) for index in range(len(own.lefts))], round(own.gutter / EM, 3)


@pytest.mark.parametrize(
    ("width", "count", "mode", "measures", "gutter"),
    [
        # 20 字 in two with a gap of 1: 9 + 9 (gap 2), 9.5 + 9.5, or 9 + 10.
        (20, 2, "absolute", [9, 9], 2),
        (20, 2, "free", [9.5, 9.5], 1),
        (20, 2, "relative", [9, 10], 1),
        (20, 2, "automatic", [9.5, 9.5], 1),
        # 三破二: three base columns of 13 字 are 41 字; it comes out even, so that all ways agree.
        (41, 2, "absolute", [20, 20], 1),
        (41, 2, "free", [20, 20], 1),
        (41, 2, "relative", [20, 20], 1),
        (41, 2, "automatic", [20, 20], 1),
        # 四破三: 55 字.
        (55, 3, "absolute", [17, 17, 17], 2),
        (55, 3, "free", [17.667, 17.667, 17.667], 1),
        (55, 3, "relative", [17, 18, 18], 1),
        (55, 3, "automatic", [17.5, 17.5, 17.5], 1.25),
        # 五破四: 69 字.
        (69, 4, "absolute", [16, 16, 16, 16], 1.667),
        (69, 4, "free", [16.5, 16.5, 16.5, 16.5], 1),
        (69, 4, "relative", [16, 16, 17, 17], 1),
        (69, 4, "automatic", [16.5, 16.5, 16.5, 16.5], 1),
        # One column keeps its width, and none is too narrow for a line with an indent.
        (20, 1, "absolute", [20], 0),
        (9, 4, "relative", [4, 4], 1),
    ],
)
def test_the_modes_share_a_width_as_newspapers_do(
    width: int, count: int, mode: str, measures: list[float], gutter: float
) -> None:
    template = shipped_templates()["broadsheet-inside"]
    grid = PageGrid(replace(template, grid=replace(template.grid, inner_gutter=3.0)))
    own = grid.own_columns(Rect(50.0, 0.0, width * EM, 0.0), count, mode, 1.0)
    assert in_chars(own) == (measures, gutter)
    assert own.lefts[0] == 50 and own.lefts[-1] + own.width(len(own.lefts) - 1) == pytest.approx(50 + width * EM)


@given(
    columns=st.integers(2, 6), span=st.integers(2, 8), mode=st.sampled_from(["automatic", "absolute", "free", "relative"]),
    gutter=st.sampled_from([0.0, 1.0, 1.5]), sentences=st.integers(5, 50),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_every_mode_sets_all_copy_flush_in_its_columns_and_level(
    columns: int, span: int, mode: str, gutter: float, sentences: int
) -> None:
    items = [*body(sentences, each=2), paragraph("渡口的灯火", "subhead"), *body(4)]
    of = replace(story(items), main=None)
    page = composed(of, GridRect(0, 0, span, 100), columns=columns, mode=mode, gutter=gutter)
    own = GRID.own_columns(GRID.rect(GridRect(0, 0, span, 100)), columns, mode, gutter)
    lines = [line for line in page.lines if line.style == "body"]
    for line in lines:
        edge = own.lefts[line.column] + own.width(line.column)
        assert own.lefts[line.column] - 0.01 <= line.x and line.x + line.width <= edge + line.size / 2 + 0.01
        assert abs((line.baseline - GRID.baseline(0)) / GRID.step % 1.0) in (
            pytest.approx(0, abs=1e-3),
            pytest.approx(1, abs=1e-3),
        )
    total = sum(len(item.text) for item in of.body if isinstance(item, Paragraph))
    assert sum(line.end - line.start for line in page.lines if line.story) + page.fits[0].characters_over == total


def test_columns_of_relative_measure_end_level() -> None:
    of = replace(story(body(50)), main=None)
    page = composed(of, GridRect(0, 0, 3, 90), columns=2, mode="relative", gutter=1.0)
    own = GRID.own_columns(GRID.rect(GridRect(0, 0, 3, 90)), 2, "relative", 1.0)
    assert own.widths and own.widths[1] - own.widths[0] == EM
    feet = [max(line.baseline for line in page.lines if line.column == column) for column in range(2)]
    assert abs(feet[0] - feet[1]) < 1.01 * GRID.step


def captioned(where: str, **fields: object) -> tuple[ComposedPage, list, Rect]:
    """A page with one picture of two columns whose caption stands ``where``; its caption lines and the picture."""
    shown = picture("清晨的渡口，第一班船还没有开，岸边已经站满了等着过江的人。")
    of = story([*body(30), shown])
    place = PicturePlace(shown.id, 1, 2, 2, 12, caption=where, **fields)
    page = composed(of, GridRect(0, 0, 4, 60), columns=3, pictures=(place,))
    lines = [line for line in page.lines if line.style in ("caption", "credit")]
    assert "".join(line.text for line in lines) == shown.caption.text + shown.credit.text
    return page, lines, page.pictures[0].rect


def triangles(page: ComposedPage) -> list[Rect]:
    """The pointers of captions, with where they stand."""
    found = []
    for transform, item in flatten(page.display.items):
        if isinstance(item, Path) and len(item.segments) == 4 and item.fill is not None and item.stroke is None:
            bounds = path_bounds(item)
            found.append((item.segments, bounds.moved(transform[4], transform[5])))
    return found


@pytest.mark.parametrize(("where", "tip"), [("right", "left"), ("left", "right")])
def test_a_caption_at_the_side_stands_at_the_foot_of_its_picture_and_points_to_it(where: str, tip: str) -> None:
    page, lines, rect = captioned(where)
    for line in lines:
        assert line.x >= rect.right if where == "right" else line.x + line.width - line.size / 2 <= rect.x - 0.5 * EM
        assert rect.y < line.baseline < rect.bottom
    assert max(line.baseline for line in lines) == pytest.approx(rect.bottom - 0.12 * EM, abs=0.01)
    ((segments, _),) = triangles(page)
    (_, x1, _), (_, x2, _), (_, x3, _), _ = segments
    assert (x3 < min(x1, x2)) == (tip == "left")


def test_a_caption_over_the_picture_stands_on_a_tint_without_a_pointer() -> None:
    page, lines, rect = captioned("over")
    boxes = [
        path_bounds(item)
        for _, item in flatten(page.display.items)
        if isinstance(item, Path) and item.fill is not None and item.stroke is None
    ]
    (band,) = boxes
    assert (band.x, band.right, band.bottom) == (rect.x, rect.right, pytest.approx(rect.bottom))
    for line in lines:
        assert band.x < line.x and line.x + line.width < band.right
        assert band.y < line.baseline - 0.88 * line.size and line.baseline + 0.12 * line.size < band.bottom
    assert triangles(page) == []


def test_a_caption_too_long_for_the_side_takes_more_room_there_and_at_last_stands_below() -> None:
    _, few, rect = captioned("right", caption_width=5)
    assert min(line.x for line in few) - rect.right == pytest.approx(EM, abs=0.5)
    shown = picture("渡口" * 200)
    of = story([*body(30), shown])
    place = PicturePlace(shown.id, 1, 2, 2, 20, caption="right")
    page = composed(of, GridRect(0, 0, 4, 60), columns=3, pictures=(place,))
    lines = [line for line in page.lines if line.style == "caption"]
    assert "".join(line.text for line in lines) == shown.caption.text
    assert min(line.baseline for line in lines) > page.pictures[0].rect.bottom
