"""Tables that flow in columns: whole rows of the grid, breaks between rows, the head repeated over every part as no copy."""

from __future__ import annotations

from collections import Counter

import notices
import pytest
from compose_helpers import SENTENCE, block, body, context, document, faults, story, table
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from notices import TABLES, built

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.block import TableBand, plan_block
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.types import ComposedPage, Line
from layoutdesk.display import Glyphs, flatten
from layoutdesk.model import GridRect, Story, TableBlock, TextFrame
from layoutdesk.text.fonts import pip_fonts

NOTICE = "broadsheet-notice"


def composed(of: Story, *area: GridRect, **fields: object) -> ComposedPage:
    return compose_page(document([of], [block(of, *area, **fields)], NOTICE), "pg1", pip_fonts())


def cells(page: ComposedPage) -> list[Line]:
    return [line for line in page.lines if line.style in ("cell", "cell-head")]


def inserted(page: ComposedPage) -> list[str]:
    return [item.text for _, item in flatten(page.display.items) if isinstance(item, Glyphs) and item.artefact]


def texts_of(of: TableBlock) -> str:
    return "".join(cell.paragraph.text for row in of.rows for cell in row)


def across_block(of: TableBlock, area: GridRect, columns: int) -> bool:
    notice = notices.notice(of)
    plan = plan_block(context(NOTICE), block(notice, area, columns=columns), notice)
    return any(isinstance(band, TableBand) for band in plan.bands)


def test_a_table_goes_across_only_where_a_column_is_too_narrow_for_it_or_it_is_told_to() -> None:
    area = GridRect(0, 0, 4, 120)
    assert not across_block(notices.prices(), area, 3)
    assert across_block(notices.land(), area, 3)
    assert across_block(replace(notices.prices(), place="band"), area, 3)
    assert not across_block(replace(notices.court(), place="column"), area, 2)


def test_the_head_stands_over_every_part_and_is_copy_only_once() -> None:
    of = notices.names(60)
    page = composed(notices.notice(of), GridRect(0, 0, 4, 60), columns=4)
    lines = cells(page)
    columns = list(dict.fromkeys(line.column for line in lines))
    assert len(columns) > 1
    assert "".join(line.text for line in lines) == texts_of(of)
    assert inserted(page) == ["序号", "姓名", "得分"] * (len(columns) - 1)
    assert not faults(page)


def test_rows_of_a_table_stand_on_the_rows_of_the_grid() -> None:
    page = composed(notices.notice(notices.prices(), 9), GridRect(0, 0, 4, 60), columns=3)
    step = context(NOTICE).grid.step
    (first, *_) = lines = cells(page)
    for line in lines:
        assert (line.baseline - first.baseline) / step == pytest.approx(
            round((line.baseline - first.baseline) / step), abs=0.01
        )
    text = [line for line in page.lines if line.style == "body" and line.column == first.column]
    gaps = [abs(line.baseline - cell.baseline) for line in text for cell in lines if cell.column == line.column]
    assert min(gaps) > 1.4 * step


@pytest.mark.parametrize("rows", range(16, 40))
def test_the_head_is_never_alone_and_rows_tied_together_stay_so(rows: int) -> None:
    of = replace(notices.court(), place="column")
    page = composed(story([*body(5), of], kind="notice"), GridRect(0, 0, 4, rows), columns=2)
    lines = cells(page)
    for column in {line.column for line in lines}:
        here = [line for line in lines if line.column == column]
        styles = Counter(line.style if line.paragraph not in heads(of) else "head" for line in here)
        assert styles["head"] != len(here)
    for day in (1, 4):
        tied = [cell.paragraph.id for row in of.rows[day : day + (3 if day == 1 else 2)] for cell in row]
        assert len({line.column for line in lines if line.paragraph in tied}) <= 1


def heads(of: TableBlock) -> set[str]:
    return {cell.paragraph.id for row in of.rows[: of.header_rows] for cell in row}


def test_a_row_higher_than_its_columns_runs_on_and_loses_nothing() -> None:
    long = "渡口的老船工已经把缆绳解开，" * 40
    of = built([[("名称", 1, 1), ("说明", 1, 1)], [("渡口", 1, 1), (long, 1, 1)]], 1, place="column")
    page = composed(story([of], kind="notice"), GridRect(0, 0, 4, 24), columns=4)
    assert not faults(page)
    told = [line for line in cells(page) if line.paragraph == of.rows[1][1].paragraph.id]
    assert "".join(line.text for line in told) == long and len({line.column for line in told}) > 1


def test_a_cell_over_more_rows_than_a_column_has_is_written_again_where_it_goes_on() -> None:
    rows = [[("片区", 1, 1), ("小区", 1, 1)], [("浦南", 1, 60), ("一号", 1, 1)]]
    rows += [[(f"{n}号", 1, 1)] for n in range(2, 61)]
    of = built(rows, 1, place="column")
    page = composed(story([of], kind="notice"), GridRect(0, 0, 4, 40), columns=4)
    lines = cells(page)
    parts = len({line.column for line in lines})
    assert not faults(page) and parts > 1
    assert "".join(line.text for line in lines) == texts_of(of)
    assert Counter(inserted(page)) == {"片区": parts - 1, "小区": parts - 1, "浦南": parts - 1}


@pytest.mark.parametrize("of", [notices.bids(), notices.prices(), notices.marks()], ids=["bids", "prices", "marks"])
def test_a_small_table_is_not_parted_so_that_columns_end_level(of: TableBlock) -> None:
    for lines in range(1, 16):
        notice = story([*body(lines), replace(of, place="column"), *body(lines // 2)], kind="notice")
        page = composed(notice, GridRect(0, 0, 3, 60), columns=3)
        assert len({line.column for line in cells(page)}) == 1
        assert not faults(page)


def test_a_small_table_is_parted_before_copy_is_left_over() -> None:
    of = replace(notices.bids(), place="column")
    notice = story([*body(9), of, *body(4)], kind="notice")
    pages = [composed(notice, GridRect(0, 0, 3, rows), columns=3) for rows in range(16, 40)]
    held = [len({line.column for line in cells(page)}) for page in pages if not faults(page)]
    assert held[0] == 2 and held[-1] == 1


def test_a_long_table_is_parted_where_whole_it_would_leave_columns_empty() -> None:
    page = composed(notices.notice(replace(notices.names(40), place="column")), GridRect(0, 0, 4, 90), columns=4)
    assert len({line.column for line in cells(page)}) > 1 and not faults(page)


def threaded(of: Story, *rects: tuple[float, float, float, float], **fields: object) -> ComposedPage:
    """The body of a story in free frames, one after the other."""
    frames = [TextFrame(id=f"f{n}", story=of.id, rect=Rect(*rect), **fields) for n, rect in enumerate(rects)]
    return compose_page(document([replace(of, main=None)], frames, NOTICE), "pg1", pip_fonts())


@pytest.mark.parametrize("step", [0.0, 13.0])
def test_a_table_runs_on_in_linked_frames_of_other_measures(step: float) -> None:
    of = notices.names(60)
    rects = ((60.0, 120.0, 110.0, 300.0), (200.0, 120.0, 240.0, 260.0), (480.0, 120.0, 130.0, 560.0))
    page = threaded(story([*body(4), of, *body(2)]), *rects, step=step)
    lines = cells(page)
    assert not faults(page)
    assert "".join(line.text for line in lines) == texts_of(of)
    frames = [
        {line.element for line in lines if line.paragraph in {cell.paragraph.id for cell in row}} for row in of.rows
    ]
    assert all(len(each) == 1 for each in frames)
    assert inserted(page) == ["序号", "姓名", "得分"] * (len({line.element for line in lines}) - 1)
    for line in (line for line in page.lines if line.element.startswith("f") and line.story):
        x, y, w, h = rects[int(line.element[1:])]
        assert x - 0.01 <= line.x and line.x + line.width <= x + w + 0.01 and y <= line.baseline <= y + h


def test_a_table_without_a_cell_stands_nowhere_and_harms_nothing() -> None:
    for rows in ((), ((), ())):
        of = TableBlock(id="t", rows=rows)
        page = threaded(story([*body(2), of]), (60.0, 120.0, 110.0, 300.0))
        assert not faults(page) and not cells(page)
        assert not faults(composed(story([*body(2), of]), GridRect(0, 0, 2, 30)))


@given(TABLES, st.integers(0, 2), st.floats(60.0, 300.0), st.integers(60, 600), st.sampled_from([0.0, 13.0]))
@settings(deadline=None)
def test_in_frames_every_cell_is_set_once_or_counted(
    rows: list[list[tuple[str, int, int]]], head: int, width: float, height: int, step: float
) -> None:
    of = built(rows, head)
    rects = ((60.0, 120.0, width, height / 2), (400.0, 120.0, width * 0.8, float(height)), (700.0, 120.0, width, 900.0))
    page = threaded(story([*body(1), of, *body(1)]), *rects, step=step)
    lines = cells(page)
    if not sum(fit.over for fit in page.fits):
        assert "".join(line.text for line in lines) == texts_of(of)
    wide = any(problem.code == "compose.table-narrow" for problem in page.problems)
    for line in lines:
        x, y, w, h = rects[int(line.element[1:])]
        assert y < line.baseline < y + h + 1.0
        assert wide or (x - 0.01 <= line.x and line.x + line.width <= x + w + 0.01)


def test_rows_that_no_frame_holds_are_counted() -> None:
    of = notices.names(60)
    page = threaded(story([of]), (60.0, 120.0, 110.0, 300.0))
    (fit,) = page.fits
    assert fit.over and fit.lines + fit.over == sum(len(row) for row in of.rows)
    assert [problem.code for problem in page.problems] == ["compose.overset"]


def test_a_wide_table_goes_across_a_frame_of_columns_and_on_in_the_next_under_its_head() -> None:
    of = notices.land()
    of = replace(of, rows=(*of.rows, *(row for _ in range(4) for row in notices.land().rows[1:])))
    rects = ((60.0, 120.0, 420.0, 160.0), (60.0, 400.0, 420.0, 700.0))
    page = threaded(story([*body(5), of, *body(5)]), *rects, columns=3)
    assert not faults(page)
    lines = cells(page)
    assert "".join(line.text for line in lines) == texts_of(of)
    assert {line.element for line in lines} == {"f0", "f1"}
    heads = [cell.paragraph.text for cell in of.rows[0]]
    assert "".join(inserted(page)) == "".join(heads)
    for name, (x, _, w, _) in zip(("f0", "f1"), rects, strict=True):
        here = [line for line in lines if line.element == name]
        assert min(line.x for line in here) < x + 20 and max(line.x + line.width for line in here) > x + w - 60
    text = [line for line in page.lines if line.style == "body"]
    above = [line for line in text if line.element == "f0"]
    assert {line.column for line in above} == {0, 1, 2}
    assert max(line.baseline for line in above) < min(line.baseline for line in lines if line.element == "f0")
    under = [line for line in text if line.element == "f1"]
    assert min(line.baseline for line in under) > max(line.baseline for line in lines if line.element == "f1")
    assert "".join(line.text for line in text) == "".join(item.text for item in body(5)) * 2


def test_a_table_runs_on_in_as_many_frames_of_its_own_as_it_needs() -> None:
    of = replace(notices.names(60), folds=1)
    one = story([*body(1), of])
    frames = [
        TextFrame(id=f"t{n}", story=one.id, rect=Rect(60.0 + 200 * n, 120.0, 150.0, 260.0), paragraph=of.id)
        for n in range(3)
    ]
    flow = TextFrame(id="flow", story=one.id, rect=Rect(60.0, 1150.0, 300.0, 200.0))

    def made(*shown: TextFrame) -> ComposedPage:
        return compose_page(document([replace(one, main=None)], [*shown, flow], NOTICE), "pg1", pip_fonts())

    page = made(*frames)
    assert not faults(page)
    assert "".join(line.text for line in cells(page)) == texts_of(of)
    assert {line.element for line in cells(page)} == {"t0", "t1", "t2"}
    assert inserted(page) == ["序号", "姓名", "得分"] * 2
    short = made(frames[0])
    (fit,) = [fit for fit in short.fits if fit.element == "t0"]
    assert fit.lines and fit.lines + fit.over == 61 * 3
    assert [problem.code for problem in short.problems] == ["compose.overset"]
    roomy = made(replace(frames[0], rect=Rect(60.0, 120.0, 150.0, 1000.0)), frames[1])
    assert not faults(roomy) and {line.element for line in cells(roomy)} == {"t0"}


@pytest.mark.parametrize("step", [0.0, 13.0])
def test_a_row_higher_than_every_frame_goes_on_line_by_line_in_the_measure_of_the_next(step: float) -> None:
    told = "".join(f"{n}、渡口的老船工已经把缆绳解开，" for n in range(60))
    of = built(
        [[("名称", 1, 1), ("说明", 1, 1)], [("渡口与江桥", 1, 1), (told, 1, 1)], [("灯塔", 1, 1), ("短", 1, 1)]], 1
    )
    rects = tuple(
        (60.0 + 230.0 * n, 120.0, w, h) for n, (w, h) in enumerate(((160, 150), (200, 90), (120, 260), (220, 700)))
    )
    page = threaded(story([*body(1), of, *body(1)]), *rects, step=step)
    assert not faults(page)
    lines = cells(page)
    long = [line for line in lines if line.paragraph == of.rows[1][1].paragraph.id]
    assert "".join(line.text for line in long) == told
    assert [line.start for line in long[1:]] == [line.end for line in long[:-1]] and long[0].start == 0
    frames = list(dict.fromkeys(line.element for line in long))
    assert len(frames) > 2
    assert len({line.element for line in lines if line.paragraph == of.rows[1][0].paragraph.id}) == 1
    assert inserted(page) == ["名称", "说明"] * (len({line.element for line in lines}) - 1)
    for line in lines:
        x, y, w, h = rects[int(line.element[1:])]
        assert x <= line.x and line.x + line.width <= x + w + 0.01 and y < line.baseline < y + h


@given(
    TABLES, st.integers(0, 2), st.integers(0, 60), st.sampled_from(["auto", "column", "band"]), st.integers(1, 3),
    st.lists(st.tuples(st.integers(60, 400), st.integers(20, 300)), min_size=1, max_size=5), st.booleans(),
)  # fmt: skip
@settings(deadline=None)
def test_whatever_the_frames_a_table_stands_in_order_and_each_character_once(
    rows: list[list[tuple[str, int, int]]], head: int, long: int, place: str, columns: int,
    frames: list[tuple[int, int]], own: bool,
) -> None:  # fmt: skip
    rows = [*rows, [("名称", 1, 1), ("渡口的老船工，" * long, 1, 1)]]
    of = built(rows, head, place=place)
    # All on the sheet: what lies beside it is parked and set by itself.
    rects = tuple(
        (60.0 + 410.0 * (n % 2), 120.0 + 310.0 * (n // 2), float(w), float(h)) for n, (w, h) in enumerate(frames)
    )
    fields = {"paragraph": of.id} if own else {"columns": columns}
    page = threaded(story([of] if own else [*body(1), of, *body(1)]), *rects, **fields)
    stood = {cell.paragraph.id: "" for row in of.rows for cell in row}
    for line in cells(page):
        assert line.start == len(stood[line.paragraph])
        stood[line.paragraph] += line.text
    whole = {cell.paragraph.id: cell.paragraph.text for row in of.rows for cell in row}
    assert all(whole[name].startswith(text) for name, text in stood.items())
    over = sum(fit.characters_over for fit in page.fits)
    text = sum(line.end - line.start for line in page.lines if line.style == "body")
    copy = 0 if own else len(SENTENCE) * 2
    assert sum(map(len, stood.values())) + text + over == sum(map(len, whole.values())) + copy
    if not over:
        assert stood == whole


@given(TABLES, st.integers(0, 2), st.integers(1, 4), st.integers(8, 60), st.integers(0, 4))
@settings(deadline=None)
def test_rows_follow_one_another_inside_their_columns_with_nothing_lost(
    rows: list[list[tuple[str, int, int]]], head: int, columns: int, height: int, over: int
) -> None:
    of = built(rows, head, place="column")
    page = composed(story([*body(over), of, *body(1)], kind="notice"), GridRect(0, 0, 4, height), columns=columns)
    (fit,) = page.fits
    lines = cells(page)
    if not fit.over:  # a row higher than a column is parted: all its cells begin, then all go on
        said = {cell.paragraph.id: "" for row in of.rows for cell in row}
        for line in lines:
            said[line.paragraph] += line.text
        assert "".join(said.values()) == texts_of(of)
    own = context(NOTICE).grid.columns_of(
        block(story([]), GridRect(0, 0, 4, height), columns=columns), page.frames[fit.element][0]
    )
    wide = any(problem.code == "compose.table-narrow" for problem in page.problems)
    bottom = page.frames[fit.element][0].bottom
    for line in lines:
        left = own.lefts[line.column]
        assert wide or (left - 0.01 <= line.x and line.x + line.width <= left + own.measure + 0.01)
        assert line.baseline <= bottom
    boxes = [
        (line.x, line.baseline, line.x + line.width) for line in page.lines if line.style != "main" and line.width > 0.1
    ]
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            assert wide or abs(one[1] - other[1]) > 5.0 or min(one[2], other[2]) - max(one[0], other[0]) < 0.02


@given(
    st.lists(st.tuples(*[st.text("渡口江桥灯火夜2026", min_size=1, max_size=9)] * 3), min_size=1, max_size=40),
    st.integers(2, 5),
    st.integers(12, 40),
    st.booleans(),
)
@settings(deadline=None)
def test_every_part_but_the_first_begins_with_the_head_repeated(
    rows: list[tuple[str, str, str]], columns: int, height: int, text: bool
) -> None:
    head = ("编号", "名称", "说明")
    of = replace(table([head, *rows]), place="column")
    page = composed(story([*body(2 * text), of], kind="notice"), GridRect(0, 0, 4, height), columns=columns)
    lines = cells(page)
    parts = {line.column for line in lines}
    again = inserted(page)
    assert again == [text for _ in range(max(0, len(parts) - 1)) for text in head]
    firsts = {cell.paragraph.id for cell in of.rows[0]}
    for column in parts:
        here = [line.baseline for line in lines if line.column == column]
        assert any(line.paragraph not in firsts for line in lines if line.column == column)
        if not firsts & {line.paragraph for line in lines if line.column == column}:
            top = page.frames[page.fits[0].element][0].y
            assert min(here) > top + 1.5 * context(NOTICE).grid.step
