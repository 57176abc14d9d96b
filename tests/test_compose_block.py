"""Blocks on the grid: what an editor relies on when a block has a place and a size."""

from __future__ import annotations

from itertools import pairwise

import pytest
from compose_helpers import SENTENCE, block, body, context, document, paragraph, picture, story, table
from hypothesis import given, settings
from hypothesis import strategies as st

from layoutdesk.compose.block import TableBand, plan_block
from layoutdesk.compose.head import split_points
from layoutdesk.compose.measure import Measurer
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.types import ComposedPage
from layoutdesk.display import Glyphs, Path, flatten
from layoutdesk.model import GridRect, Story
from layoutdesk.model.library import shipped_templates
from layoutdesk.model.story import Paragraph
from layoutdesk.text.fonts import pip_fonts


def composed(of: Story, *area: GridRect, **fields: object) -> ComposedPage:
    return compose_page(document([of], [block(of, *area, **fields)]), "pg1", pip_fonts())


def body_lines(page: ComposedPage) -> list:
    return [line for line in page.lines if line.style == "body"]


def test_every_baseline_of_the_body_stands_on_the_grid_of_the_page() -> None:
    page = composed(story(body(40)), GridRect(2, 10, 4, 60))
    grid = context().grid
    for line in body_lines(page):
        rows = (line.baseline - grid.baseline(0)) / grid.step
        assert abs(rows - round(rows)) * grid.step < 0.01


@given(sentences=st.integers(3, 60), span=st.integers(2, 8), columns=st.integers(1, 4))
@settings(max_examples=25, deadline=None)
def test_columns_are_level_and_every_character_is_set_or_counted(sentences: int, span: int, columns: int) -> None:
    of = story(body(sentences))
    page = composed(of, GridRect(0, 0, span, 100), columns=columns)
    lines = body_lines(page)
    (fit,) = page.fits
    total = sum(len(item.text) for item in of.body if isinstance(item, Paragraph))
    assert sum(line.end - line.start for line in lines) + fit.characters_over == total
    if fit.over == 0 and len({line.column for line in lines}) == columns:
        feet = [max(line.baseline for line in lines if line.column == column) for column in range(columns)]
        assert max(feet) - min(feet) <= 1.01 * context().grid.step * max(1, columns - 1)
        assert feet == sorted(feet, reverse=True)


def test_overset_is_an_error_with_its_lines_and_characters() -> None:
    page = composed(story(body(60)), GridRect(0, 0, 2, 12))
    (fit,) = page.fits
    overset = [problem for problem in page.problems if problem.code == "compose.overset"]
    assert fit.over > 0 and overset[0].severity == "error"
    assert overset[0].args == {"lines": str(fit.over), "characters": str(fit.characters_over)}


def test_lines_stay_inside_an_l_and_the_last_column_rises_beside_the_headline() -> None:
    low, tall = GridRect(0, 20, 3, 20), GridRect(3, 5, 1, 35)
    page = composed(story(body(12)), low, tall)
    grid = context().grid
    rects = [grid.rect(low), grid.rect(tall)]
    lines = body_lines(page)
    for line in lines:
        assert any(
            r.x - 0.01 <= line.x and line.x + line.width <= r.right + 0.6 and r.y < line.baseline < r.bottom
            for r in rects
        )
    assert min(line.baseline for line in lines if line.column == 3) < grid.row_top(20)


def test_a_caption_points_up_to_its_picture_and_stands_on_the_grid() -> None:
    page = composed(story([*body(6), picture(), *body(9)]), GridRect(0, 0, 4, 60))
    caption = next(line for line in page.lines if line.style == "caption")
    (placed,) = page.pictures
    grid = context().grid
    assert placed.rect.bottom < caption.baseline < placed.rect.bottom + 2 * grid.step
    credit = next(line for line in page.lines if line.style == "credit")
    assert credit.x + credit.width == pytest.approx(placed.rect.right, abs=0.6)
    assert not any(line.x < placed.rect.right and placed.rect.y < line.baseline < placed.rect.bottom + 1
                   and line.x + line.width > placed.rect.x for line in body_lines(page))  # fmt: skip


def test_a_picture_that_was_not_supplied_is_an_error_with_a_crossed_frame() -> None:
    page = composed(story([picture(), *body(9)]), GridRect(0, 0, 3, 60))
    assert [p.severity for p in page.problems if p.code == "compose.picture-missing"] == ["error"]
    assert sum(isinstance(item, Path) for _, item in flatten(page.display.items)) >= 3


NOTICE_ROWS = [
    [f"第{number}项目名称" for number in range(9)],
    [
        "青湾〔2026〕7号",
        "渡口镇东岸村一组",
        "105487.7",
        "工业用地",
        "1520",
        "5063",
        "100",
        "50年",
        "容积率：≥1.0且≤2.0；绿地率：≥10%",
    ],
]


def test_a_table_divides_the_flow_and_keeps_every_cell_inside_its_rules() -> None:
    of = story([*body(3), table(NOTICE_ROWS), *body(3)], kind="notice")
    ctx = context()
    plan = plan_block(ctx, block(of, GridRect(0, 0, 6, 60)), of)
    (band,) = [band for band in plan.bands if isinstance(band, TableBand)]
    first, last = plan.bands[0], plan.bands[-1]
    assert first.poured.bottom <= band.row and last.row >= band.row + band.table.rows
    texts = "".join(cell.line.text for cell in band.table.lines)
    assert texts == "".join("".join(row) for row in NOTICE_ROWS)
    for cell in band.table.lines:
        assert cell.x + cell.line.x >= 0 and cell.x + cell.line.x + cell.line.width <= plan.rect.w + 0.01
        assert 0 < cell.y < band.table.height


def test_the_headline_group_is_centred_and_never_wider_than_its_block() -> None:
    of = story(body(9), main="老渡口一百二十年灯火不熄 摆渡人把故事讲给新桥听")
    page = composed(of, GridRect(1, 0, 4, 60))
    rect = context().grid.rect(GridRect(1, 0, 4, 60))
    heads = [line for line in page.lines if line.style == "main"]
    assert heads and "".join(line.text.replace(" ", "") for line in heads) == of.main.text.replace(" ", "")
    for line in heads:
        assert line.x >= rect.x - 0.5 and line.x + line.width <= rect.right + 0.5
        assert line.x - rect.x == pytest.approx(rect.right - line.x - line.width, abs=1.0)


@given(st.text("渡口江桥灯火夜2026《》“”，。 第号", min_size=2, max_size=40), st.integers(2, 4))
def test_a_headline_never_breaks_inside_a_number_nor_leaves_one_character_alone(text: str, count: int) -> None:
    cuts = (0, *split_points(text, count), len(text))
    assert list(cuts) == sorted(set(cuts))
    for at in cuts[1:-1]:
        assert not (text[at - 1].isdigit() and text[at].isdigit())
        assert text[at] not in "，。》”" and text[at - 1] not in "《“"
    if len(cuts) > 2:
        assert all(b - a >= 2 for a, b in pairwise(cuts))


@pytest.mark.parametrize("name", list(shipped_templates()))
def test_the_rows_that_measuring_gives_are_exactly_what_the_block_needs(name: str) -> None:
    of = story([*body(8), paragraph("渡口的灯", "subhead"), *body(11)])
    measurer = Measurer(shipped_templates()[name], pip_fonts(), {})
    ctx = context(name)
    for shape in measurer.shapes(of, 3, 3):
        made = block(of, GridRect(0, 0, 3, shape.rows), columns=shape.columns, head_size=shape.head_size)
        plan = plan_block(ctx, made, of)
        assert plan.over == 0 and plan.used <= shape.rows
        lower = block(of, GridRect(0, 0, 3, shape.rows - 1), columns=shape.columns, head_size=shape.head_size)
        assert plan_block(ctx, lower, of).over > 0


def test_an_unchanged_block_is_not_set_again() -> None:
    first, second = story(body(6)), story(body(6))
    blocks = [block(first, GridRect(0, 0, 3, 40)), block(second, GridRect(4, 0, 3, 40))]
    before = document([first, second], blocks)
    page = compose_page(before, "pg1", pip_fonts())
    again = compose_page(before, "pg1", pip_fonts())
    marks = {item.element: item for item in page.display.items}
    assert all(item.items is marks[item.element].items for item in again.display.items if item.element.startswith("el"))


def test_black_text_overprints_and_nothing_is_set_in_any_other_ink_than_the_template_has() -> None:
    page = composed(story(body(6)), GridRect(0, 0, 3, 40))
    glyphs = [item for _, item in flatten(page.display.items) if isinstance(item, Glyphs) and item.story]
    assert glyphs and all(item.overprint for item in glyphs)


def test_characters_without_any_glyph_are_an_error() -> None:
    page = composed(story([paragraph(SENTENCE + "\U000323af")]), GridRect(0, 0, 3, 40))
    assert [problem.args["characters"] for problem in page.problems if problem.code == "compose.missing-glyph"] == [
        "\U000323af"
    ]
