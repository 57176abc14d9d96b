"""Text round holes (绕排): nothing under a picture, nothing lost, every line on the grid, columns level."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from compose_helpers import SENTENCE, block, body, context, paragraph, picture, story
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.grid import OwnColumns
from layoutdesk.compose.holes import LEAST_PART, Obstacle, cut, hole_in_rows
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.types import ComposedPage, Line
from layoutdesk.display import Glyphs, flatten
from layoutdesk.edits import AddPage, PlaceElement, SetElement, apply
from layoutdesk.model import (
    Advert,
    Document,
    Element,
    GridRect,
    Meta,
    Page,
    PictureFrame,
    PicturePlace,
    Story,
    TextFrame,
)
from layoutdesk.model.elements import CaptionPlace
from layoutdesk.model.library import shipped_templates
from layoutdesk.model.story import Paragraph, Span
from layoutdesk.text.fonts import pip_fonts

NAME = "broadsheet-inside"
GRID = context().grid
EM = GRID.em


def issue(of: Story, *elements: Element) -> Document:
    made = Document(meta=Meta(), templates=(shipped_templates()[NAME],), stories=(of,))
    made = apply(made, AddPage(Page(id="pg1", number=1, template=NAME)))
    for element in elements:
        made = apply(made, PlaceElement("pg1", element))
    return made


def composed(of: Story, *elements: Element) -> ComposedPage:
    return compose_page(issue(of, *elements), "pg1", pip_fonts())


def text_of(of: Story) -> str:
    return "".join(item.text for item in of.body if isinstance(item, Paragraph))


def flowed(page: ComposedPage) -> list[Line]:
    return [line for line in page.lines if line.style in ("body", "subhead")]


def em_box(line: Line) -> Rect:
    """The box of a line, its last mark without the white that hangs beyond its measure."""
    width = line.width - (line.size / 2 if line.text[-1:] in "，。、；：”》）" else 0)
    return Rect(line.x, line.baseline - 0.88 * line.size, width, line.size)


def assert_clear(page: ComposedPage, holes: Sequence[Rect]) -> None:
    for line in flowed(page):
        assert not any(em_box(line).overlaps(hole, 0.02) for hole in holes), (line.text, holes)


def assert_on_grid(page: ComposedPage) -> None:
    for line in page.lines:
        if line.style == "body":
            rows = (line.baseline - GRID.baseline(0)) / GRID.step
            assert abs(rows - round(rows)) * GRID.step < 0.01


def assert_nothing_lost(page: ComposedPage, of: Story) -> None:
    found = "".join(line.text for line in flowed(page))
    assert text_of(of).startswith(found)
    assert len(found) + sum(fit.characters_over for fit in page.fits) == len(text_of(of))


def assert_heads_keep_their_text(page: ComposedPage, of: Story) -> None:
    """Under each subhead stand two lines of its text, or all of it, in the same column and on the rows that follow."""
    lines = flowed(page)
    known = {item.id: item for item in of.body}
    for at, line in enumerate(lines):
        if line.style == "subhead" and line.end == len(known[line.paragraph].text):
            under = [
                each for each in lines[at + 1 : at + 3] if each.paragraph == (lines[at + 1 :] or [line])[0].paragraph
            ]
            whole = len(under) == 1 and under[0].start == 0 and under[0].end == len(known[under[0].paragraph].text)
            assert len(under) == 2 or whole, line
            rows = [each.baseline / GRID.step for each in (line, *under)]
            assert all(each.column == line.column for each in under)
            assert all(0 <= below - above < 3.01 for above, below in pairwise(rows))


def mixed(sentences: int, heads: int) -> list[Paragraph]:
    """Paragraphs of several lengths with ``heads`` subheads among them."""
    items = body(sentences, each=2)
    for number in range(heads):
        items.insert(min(len(items) - 1, 2 + 3 * number), paragraph("渡口的灯火", "subhead"))
    return items


holes = st.builds(
    lambda x, y, w, h, wrap, kind: PictureFrame(id=f"ph{x}-{y}-{w}", rect=Rect(x, y, w, h), wrap=wrap, wrap_kind=kind),
    st.integers(60, 700), st.integers(100, 700), st.integers(8, 420), st.integers(6, 260), st.sampled_from([0.5, 1.0, 2.0]),
    st.sampled_from(["around", "jump"]),
)  # fmt: skip


@given(
    sentences=st.integers(4, 60), heads=st.integers(0, 4), span=st.integers(2, 8), columns=st.integers(1, 4),
    frames=st.lists(holes, min_size=1, max_size=3, unique_by=lambda each: each.id),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_no_line_of_a_block_lies_under_a_hole_and_nothing_is_lost(
    sentences: int, heads: int, span: int, columns: int, frames: list[PictureFrame]
) -> None:
    of = replace(story(mixed(sentences, heads)), main=None)
    page = composed(of, block(of, GridRect(0, 0, span, 60), columns=columns), *frames)
    assert_clear(page, [each.rect.inset(*[-each.wrap * EM] * 4) for each in frames])
    assert_on_grid(page)
    assert_nothing_lost(page, of)
    assert_heads_keep_their_text(page, of)


@given(
    sentences=st.integers(4, 60), width=st.integers(80, 600), columns=st.integers(1, 3),
    frames=st.lists(holes, min_size=1, max_size=3, unique_by=lambda each: each.id), parts=st.integers(1, 3),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
@example(4, 136, 2, [PictureFrame(id="ph", rect=Rect(84, 133, 60, 6), wrap=0.5)], 1)
@example(5, 247, 2, [PictureFrame(id="ph", rect=Rect(248, 150, 409, 98), wrap=0.5)], 1)
def test_a_thread_of_frames_runs_round_holes_too(
    sentences: int, width: int, columns: int, frames: list[PictureFrame], parts: int
) -> None:
    of = replace(story(mixed(sentences, 2)), main=None)
    links = [
        TextFrame(id=f"f{n}", story=of.id, rect=Rect(60 + n * 30, 100 + n * 220, width, 200), columns=columns)
        for n in range(parts)
    ]
    page = composed(of, *links, *frames)
    assert_clear(page, [each.rect.inset(*[-each.wrap * EM] * 4) for each in frames])
    assert_on_grid(page)
    assert_nothing_lost(page, of)
    assert_heads_keep_their_text(page, of)


@given(
    sentences=st.integers(10, 60), shift=st.sampled_from([0, 0.5, 3, 9.5, 20]), width=st.sampled_from([0, 7, 12, 24, 36.5]),
    row=st.integers(0, 12), rows=st.integers(4, 16), low=st.booleans(), caption=st.sampled_from(["below", "left", "right", "over"]),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_text_keeps_off_a_picture_of_its_own_that_covers_other_than_whole_columns(
    sentences: int, shift: float, width: float, row: int, rows: int, low: bool, caption: CaptionPlace
) -> None:
    shown = picture()
    of = story([*mixed(sentences, 2), shown])
    area = (GridRect(0, 20, 3, 40), GridRect(3, 5, 1, 55)) if low else (GridRect(0, 0, 4, 60),)
    place = PicturePlace(shown.id, 1, 1, row, rows, width=width, shift=shift, caption=caption)
    page = composed(of, block(of, *area, pictures=(place,)))
    assume("compose.picture-no-room" not in [problem.code for problem in page.problems])
    (placed,) = page.pictures
    away = EM * place.wrap if place.is_free else 0.0
    captions = [em_box(line) for line in page.lines if line.style in ("caption", "credit")]
    assert_clear(page, [each.inset(-away, 0, -away, 0) for each in (placed.rect, *captions)])
    assert_on_grid(page)
    assert_nothing_lost(page, of)
    assert_heads_keep_their_text(page, of)
    if width and not any(line.x > placed.rect.right or line.x < placed.rect.x for line in captions):
        assert placed.rect.w == pytest.approx(width * EM)


@pytest.mark.parametrize("columns", [1, 3])
@pytest.mark.parametrize("shift", [6.0, 6.3, 6.8])
def test_the_white_at_both_sides_of_a_picture_between_texts_is_the_same(columns: int, shift: float) -> None:
    """It moves by no more than half a character; one flush with a column stays there."""
    shown = picture()
    of = story([*body(60), shown])
    area = GridRect(0, 0, 6, 60)
    own = GRID.own_columns(GRID.rect(area), columns)
    width = 26.4 if columns == 1 else (own.lefts[2] - own.lefts[0]) / EM
    place = PicturePlace(shown.id, 0, 1, 6, 12, width=width, shift=shift)
    page = composed(of, block(of, area, columns=columns, pictures=(place,)))
    (placed,) = page.pictures
    beside = [line for line in flowed(page) if placed.rect.y < line.baseline < placed.rect.bottom]
    left = placed.rect.x - max(em_box(line).right for line in beside if line.x < placed.rect.x)
    right = min(line.x for line in beside if line.x > placed.rect.x) - placed.rect.right
    assert left == pytest.approx(right, abs=0.05) and EM * 0.99 < left < 2 * EM
    assert abs(placed.rect.x - own.lefts[0] - shift * EM) <= EM / 2
    flush = composed(of, block(of, area, columns=columns, pictures=(replace(place, shift=0.0),)))
    assert flush.pictures[0].rect.x == pytest.approx(own.lefts[0])


def test_lines_stand_on_both_sides_of_a_hole_where_there_is_room_and_fill_whole_characters() -> None:
    of = replace(story(body(60)), main=None)
    shown = PictureFrame(id="ph", rect=Rect(GRID.type_area.x + 200, GRID.row_top(4), 120, 90), wrap=1.0)
    wide = block(of, GridRect(0, 0, 4, 60), columns=1)
    lines = flowed(composed(of, wide, shown))
    beside = [line for line in lines if shown.rect.y < line.baseline < shown.rect.bottom]
    left = [line for line in beside if line.x < 200]
    right = [line for line in beside if line.x > shown.rect.right]
    assert len(left) == len(right) == len(beside) / 2
    for line in left:
        count = (shown.rect.x - EM - GRID.type_area.x) // EM
        assert line.width == pytest.approx(count * EM, abs=0.01) or line.x > GRID.type_area.x + EM
    edge = GRID.rect(GridRect(0, 0, 4, 60)).right
    full = [line for line in right if line.end != len(SENTENCE) * 3]
    assert full and all(line.x + line.width == pytest.approx(edge, abs=0.01) for line in full)


@pytest.mark.parametrize("threaded", [False, True])
def test_text_jumps_over_what_says_so_in_the_columns_that_it_touches(threaded: bool) -> None:
    of = replace(story(body(60)), main=None)
    area = GRID.rect(GridRect(0, 0, 4, 60))
    shown = PictureFrame(id="ph", rect=Rect(area.x + 100, GRID.row_top(8), 40, 70), wrap=1.0, wrap_kind="jump")
    text = (
        TextFrame(id="f", story=of.id, rect=area, columns=2)
        if threaded
        else block(of, GridRect(0, 0, 4, 60), columns=2)
    )
    page = composed(of, text, shown)
    hole = shown.rect.inset(*[-shown.wrap * EM] * 4)
    beside = [line for line in flowed(page) if em_box(line).y < hole.bottom and em_box(line).bottom > hole.y]
    assert beside and {line.column for line in beside} == {1}
    assert_nothing_lost(page, of)
    around = composed(of, text, replace(shown, wrap_kind="around"))
    assert sum(fit.under for fit in around.fits) > sum(fit.under for fit in page.fits)
    assert composed(of, text, replace(shown, wrap=0.0)).lines != page.lines


def test_a_headline_goes_under_what_text_jumps_over() -> None:
    of = story(body(20), main="渡口天亮了")
    shown = PictureFrame(id="ph", rect=Rect(GRID.type_area.x, GRID.row_top(0), 60, 50), wrap=1.0, wrap_kind="jump")
    page = composed(of, block(of, GridRect(0, 0, 4, 60)), shown)
    heads = [line for line in page.lines if line.style == "main"]
    assert min(line.baseline - line.size for line in heads) > shown.rect.bottom


def test_a_side_that_is_too_narrow_stays_empty() -> None:
    hole = hole_in_rows(Obstacle(Rect(4 * EM, 0, 50, 20)), 0, 12, EM)
    (free,), (narrow,) = cut([((0, 9),)], OwnColumns((0.0,), 20 * EM, 0.0), EM, [hole])
    assert free == ((0, 9),)
    ((x, width),) = narrow[0]
    assert x == pytest.approx(20 * EM - width) and width == 10 * EM
    (free,), _ = cut([((0, 9),)], OwnColumns((0.0,), (LEAST_PART + 1) * EM, 0.0), EM, [hole])
    assert free == ((2, 9),)


def test_columns_end_level_when_a_picture_straddles_the_gutter() -> None:
    shown = picture()
    of = story([*body(50), shown])
    place = PicturePlace(shown.id, 0, 1, 6, 12, width=10, shift=12)
    page = composed(of, block(of, GridRect(0, 0, 4, 70), columns=3, pictures=(place,)))
    feet = [max(line.baseline for line in flowed(page) if line.column == column) for column in range(3)]
    assert max(feet) - min(feet) < 1.01 * GRID.step
    (placed,) = page.pictures
    beside = [line for line in flowed(page) if placed.rect.y < line.baseline < placed.rect.bottom]
    assert {line.column for line in beside} == {0, 1, 2}


def test_an_advert_that_text_keeps_away_from_may_stand_within_a_story() -> None:
    of = story(body(80))
    advert = Advert(id="ad", area=GridRect(2, 20, 2, 10))
    within = block(of, GridRect(0, 0, 6, 60))
    under = composed(of, within, advert)
    assert "compose.overlap" in [problem.code for problem in under.problems]
    made = apply(issue(of, within, advert), SetElement("pg1", replace(advert, wrap=1.0)))
    page = compose_page(made, "pg1", pip_fonts())
    assert "compose.overlap" not in [problem.code for problem in page.problems]
    assert_clear(page, [GRID.rect(advert.area).inset(-EM, -EM, -EM, -EM)])


def test_a_table_moves_down_below_what_lies_over_its_block() -> None:
    from compose_helpers import table

    of = replace(story([table([["项目", "数量"], ["渡口", "12"]]), *body(9)]), main=None)
    shown = PictureFrame(id="ph", rect=Rect(GRID.type_area.x, GRID.row_top(0), 100, 50), wrap=1.0)
    page = composed(of, block(of, GridRect(0, 0, 4, 60)), shown)
    cells = [line for line in page.lines if line.style.startswith("cell")]
    assert cells and all(line.baseline - line.size > shown.rect.bottom for line in cells)


def test_what_is_set_round_a_hole_is_the_same_whenever_it_is_set() -> None:
    from layoutdesk.compose.elements import BLOCKS
    from layoutdesk.text.paragraph import clear_cache

    of = story(mixed(40, 3))
    shown = PictureFrame(id="ph", rect=Rect(200, 300, 130, 90), wrap=1.0)
    elements = (block(of, GridRect(0, 0, 4, 70)), shown)
    first = composed(of, *elements)
    BLOCKS.clear()
    clear_cache()
    assert composed(of, *elements).lines == first.lines


@given(st.lists(st.integers(0, 110), min_size=1, max_size=4), st.integers(8, 40))
@settings(max_examples=20, deadline=None)
def test_lines_with_readings_keep_their_empty_row_beside_a_hole(starts: list[int], row: int) -> None:
    items = [
        replace(item, spans=tuple(Span(start=at, end=at + 1, style="", reading="dù") for at in set(starts)))
        for item in body(8, each=4)
    ]
    of = replace(story(items), main=None)
    shown = PictureFrame(id="ph", rect=Rect(GRID.type_area.x + 40, GRID.row_top(row), 150, 60), wrap=1.0)
    page = composed(of, block(of, GridRect(0, 0, 3, 60), columns=2), shown)
    hole = shown.rect.inset(-EM, -EM, -EM, -EM)
    assert_clear(page, [hole])
    assert_nothing_lost(page, of)
    read = [line for line in flowed(page) if any(line.start <= at < line.end for at in starts)]
    for line in read:
        over = line.baseline - GRID.step
        assert not any(
            each is not line and each.column == line.column and abs(each.baseline - over) < 1
            and each.x < line.x + line.width and line.x < each.x + each.width
            for each in flowed(page)
        )  # fmt: skip


@given(st.integers(2, 40), st.integers(0, 30), st.sampled_from(["automatic", "relative"]))
@settings(max_examples=25, deadline=None)
def test_tables_in_columns_stand_clear_of_holes_in_columns_as_wide_as_they_are(rows: int, row: int, mode: str) -> None:
    from compose_helpers import table

    listed = table([["姓名", "数量"], *([f"渡口{n}", str(n)] for n in range(rows))])
    of = replace(story([*body(6), listed, *body(6)]), main=None)
    shown = PictureFrame(id="ph", rect=Rect(GRID.type_area.x + 40, GRID.row_top(row), 150, 60), wrap=1.0)
    page = composed(of, block(of, GridRect(0, 0, 3, 70), columns=2, mode=mode, gutter=1.0), shown)
    hole = shown.rect.inset(-EM, -EM, -EM, -EM)
    assert_clear(page, [hole])
    cells = [line for line in page.lines if line.style.startswith("cell")]
    assert len(cells) >= 2 * (rows + 1) or page.fits[0].over
    assert not any(em_box(line).overlaps(shown.rect, 0.5) for line in cells)


def test_the_head_of_a_table_is_repeated_under_a_hole_that_leaves_room_for_text_beside_it() -> None:
    from compose_helpers import table

    listed = table([["姓名", "数量"], *([f"渡口{n}", str(n)] for n in range(30))])
    of = replace(story([*body(2), replace(listed, place="column")]), main=None)
    shown = PictureFrame(id="ph", rect=Rect(GRID.type_area.x, GRID.row_top(14), 90, 60), wrap=1.0)
    page = composed(of, block(of, GridRect(0, 0, 2, 70), columns=1), shown)
    under = [item for _, item in flatten(page.display.items) if isinstance(item, Glyphs) and item.artefact]
    assert [item.text for item in under] == ["姓名", "数量"]
    cells = [line for line in page.lines if line.style.startswith("cell")]
    assert len(cells) == 2 * 31
    upper = [line for line in cells if line.baseline < shown.rect.y]
    assert 2 < len(upper) < 50
    first = min(line.baseline for line in cells if line.baseline > shown.rect.bottom)
    hole = shown.rect.inset(-EM, -EM, -EM, -EM)
    assert first > hole.bottom + GRID.step


@given(st.integers(0, 24), st.integers(2, 3), st.integers(100, 260), st.integers(1, 3))
@settings(max_examples=30, deadline=None)
def test_drop_capitals_stand_whole_beside_a_hole(row: int, drop: int, left: int, columns: int) -> None:
    items = [replace(item, drop=drop) for item in body(12, each=2)]
    of = replace(story(items), main=None)
    shown = PictureFrame(id="ph", rect=Rect(GRID.type_area.x + left, GRID.row_top(row), 120, 70), wrap=1.0)
    page = composed(of, block(of, GridRect(0, 0, 4, 60), columns=columns), shown)
    assert_clear(page, [shown.rect.inset(-EM, -EM, -EM, -EM)])
    assert_nothing_lost(page, of)
    for item in items:
        lines = [line for line in flowed(page) if line.paragraph == item.id][:drop]
        if lines[1].x > lines[0].x:
            assert len({line.column for line in lines}) == 1
            assert len({line.x for line in lines[1:]}) == 1
            for before, after in pairwise(lines):
                assert after.baseline - before.baseline == pytest.approx(GRID.step, abs=0.002)


def head_lines(page: ComposedPage) -> list[Line]:
    return [line for line in page.lines if line.style in ("kicker", "main", "deck")]


def test_a_headline_stands_beside_a_hole_that_leaves_it_room_for_its_sizes() -> None:
    of = replace(story(body(30), main="渡口天亮了，第一批过江的人来了"), kicker=paragraph("江面上的薄雾", "kicker"))
    area = GRID.rect(GridRect(0, 0, 4, 40))
    shown = PictureFrame(id="ph", rect=Rect(area.right - 150, GRID.row_top(0), 150, 110), wrap=1.0)
    page = composed(of, block(of, GridRect(0, 0, 4, 40), columns=2), shown)
    lines = head_lines(page)
    assert {line.style for line in lines} == {"kicker", "main"}
    assert max(line.x + line.width for line in lines) <= shown.rect.x - EM
    assert max(line.baseline for line in lines) < shown.rect.bottom
    assert not [problem for problem in page.problems if problem.code == "compose.head-tight"]
    assert min(line.baseline for line in flowed(page)) < shown.rect.bottom


def test_a_headline_that_has_no_room_beside_a_hole_stands_under_it() -> None:
    of = story(body(30), main="渡口天亮了，第一批过江的人来了")
    area = GRID.rect(GridRect(0, 0, 2, 60))
    shown = PictureFrame(id="ph", rect=Rect(area.x, GRID.row_top(0), area.w - 4 * EM, 60), wrap=1.0)
    page = composed(of, block(of, GridRect(0, 0, 2, 60), columns=1), shown)
    (top, *_) = lines = head_lines(page)
    assert top.baseline - top.size * 0.88 > shown.rect.bottom
    assert min(line.baseline for line in flowed(page)) > max(line.baseline for line in lines)
    assert_nothing_lost(page, of)


@given(holes, st.integers(2, 8), st.integers(1, 3), st.integers(4, 16))
@settings(max_examples=40, deadline=None)
def test_no_headline_lies_under_a_hole(frame: PictureFrame, span: int, columns: int, length: int) -> None:
    of = story(body(12), main="渡口天亮了第一批过江的人来到了对岸"[:length])
    page = composed(of, block(of, GridRect(0, 0, span, 70), columns=columns), frame)
    hole = frame.rect.inset(*[-frame.wrap * EM] * 4)
    assert head_lines(page)
    assert not any(em_box(line).overlaps(hole, 0.02) for line in head_lines(page))
    assert_clear(page, [hole])
    assert_nothing_lost(page, of)


def test_a_subhead_stands_at_the_left_of_a_hole_that_leaves_room_on_both_sides() -> None:
    of = replace(story(mixed(40, 8)), main=None)
    area = GRID.rect(GridRect(0, 0, 4, 60))
    shown = PictureFrame(id="ph", rect=Rect(area.x + 150, GRID.row_top(3), 130, 230), wrap=1.0)
    page = composed(of, block(of, GridRect(0, 0, 4, 60), columns=1), shown)
    beside = [line for line in flowed(page) if shown.rect.y < line.baseline < shown.rect.bottom]
    heads = [line for line in beside if line.style == "subhead"]
    assert len(heads) > 1 and all(line.x + line.width < shown.rect.x for line in heads)
    rows = sorted({round(line.baseline / GRID.step) for line in beside})
    assert all(below - above <= 2 for above, below in pairwise(rows))
    assert_heads_keep_their_text(page, of)
    assert_nothing_lost(page, of)
