"""Blocks on the grid: what an editor relies on when a block has a place and a size."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
from compose_helpers import SENTENCE, block, body, context, document, paragraph, picture, story, table
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from notices import land

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.block import TableBand, TextBand, plan_block
from layoutdesk.compose.division import split_points
from layoutdesk.compose.elements import BLOCKS
from layoutdesk.compose.furniture import separators
from layoutdesk.compose.measure import Measurer
from layoutdesk.compose.page import compose_each, compose_page
from layoutdesk.compose.picture import effective_ppi
from layoutdesk.compose.table import set_table
from layoutdesk.compose.table.column import STRIPS
from layoutdesk.compose.table.columns import NEEDS
from layoutdesk.compose.table.setting import MADE
from layoutdesk.compose.types import ComposedPage
from layoutdesk.display import Glyphs, Path, flatten
from layoutdesk.model import Asset, Cell, GridRect, Story, TableBlock
from layoutdesk.model.library import shipped_templates
from layoutdesk.model.story import Origin, Paragraph, Span
from layoutdesk.text.fonts import pip_fonts
from tests.evenness import uneven


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


def test_a_hole_in_a_block_is_a_warning_with_its_lines_and_characters() -> None:
    """A lead with a third of its rows white once was in order."""
    told = {
        rows: [
            (problem.severity, dict(problem.args))
            for problem in composed(story(body(30)), GridRect(0, 0, 4, rows), columns=2).problems
            if problem.code == "compose.open"
        ]
        for rows in (34, 60)
    }
    (fit,) = composed(story(body(30)), GridRect(0, 0, 4, 60), columns=2).fits
    assert told[34] == [] and fit.under > 12
    assert told[60] == [("warning", {"lines": str(fit.under), "characters": str(fit.characters_under)})]


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
    heads = [line for line in page.lines if line.style == "main"]
    assert all(
        grid.row_top(20) < line.baseline < min(each.baseline for each in lines if each.column < 3) for line in heads
    )


@given(columns=st.integers(2, 5), span=st.integers(1, 6), sentences=st.integers(6, 40))
@settings(max_examples=25, deadline=None)
def test_a_headline_over_some_columns_has_text_rise_beside_it(columns: int, span: int, sentences: int) -> None:
    of = story(body(sentences), main="老街改造三年回望")
    rows = GridRect(0, 8, columns, 60)
    page = composed(of, rows, columns=columns, head_columns=span)
    heads = [line for line in page.lines if line.style == "main"]
    lines, grid = body_lines(page), context().grid
    own = grid.own_columns(grid.rect(rows), columns)
    over = span if span < columns else columns
    edge = own.lefts[over - 1] + own.measure
    assert all(own.lefts[0] - 0.6 <= line.x and line.x + line.width <= edge + 0.6 for line in heads)
    foot = max(line.baseline for line in heads)
    assert all(line.baseline > foot for line in lines if line.column < over)
    for column in range(over, max((line.column for line in lines), default=0) + 1):
        assert min(line.baseline for line in lines if line.column == column) == pytest.approx(grid.baseline(8))
    (fit,) = page.fits
    total = sum(len(item.text) for item in of.body if isinstance(item, Paragraph))
    assert sum(line.end - line.start for line in lines) + fit.characters_over == total


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


def test_a_subhead_takes_the_rows_chosen_for_it_but_never_fewer_than_its_lines() -> None:
    def rows_of(chosen: int, text: str = "渡口的灯") -> int:
        of = story([*body(4), replace(paragraph(text, "subhead"), rows=chosen), *body(4)], main="")
        made = block(of, GridRect(0, 0, 1, 200), headline=False)
        return plan_block(context(), made, of).used

    usual = rows_of(0)
    assert [rows_of(chosen) - usual for chosen in (1, 2, 3)] == [-1, 0, 1]
    long = "渡口的灯从傍晚一直亮到第二天的早晨"
    assert rows_of(1, long) > rows_of(1)


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


def test_a_byline_at_the_head_stands_on_the_grid_over_a_hairline() -> None:
    items = [
        replace(one, origin=Origin(file="a", first=number + 3, last=number + 3)) for number, one in enumerate(body(9))
    ]
    byline = replace(paragraph("本报记者 林渡", "byline"), origin=Origin(file="a", first=1, last=1))
    page = composed(story(items, byline=byline), GridRect(0, 0, 3, 40))
    first = next(line for line in page.lines if line.style == "byline")
    grid = context().grid
    rows = (first.baseline - grid.baseline(0)) / grid.step
    assert abs(rows - round(rows)) < 0.001
    beside = min(line.baseline for line in body_lines(page) if line.column == 1)
    assert first.baseline == beside
    under = min(line.baseline for line in body_lines(page) if line.column == 0)
    assert under == pytest.approx(first.baseline + 2 * grid.step, abs=0.01)


def test_a_few_lines_over_a_table_stand_in_one_wide_column() -> None:
    of = story([*body(2), table(NOTICE_ROWS), *body(3)], kind="notice")
    plan = plan_block(context(), block(of, GridRect(0, 0, 4, 80), columns=3), of)
    first, last = plan.bands[0], plan.bands[-1]
    assert len(first.own.lefts) == 1 and first.own == last.own
    assert plan.over == 0 and plan.under < 3 + 3 * (plan.rows - plan.used)


@pytest.mark.parametrize(("over", "under"), [(0, 3), (2, 3), (2, 30), (30, 3), (30, 30), (60, 60)])
def test_text_keeps_its_measure_on_both_sides_of_a_table(over: int, under: int) -> None:
    of = story([*body(over), table(NOTICE_ROWS), *body(under)], kind="notice")
    plan = plan_block(context(), block(of, GridRect(0, 0, 6, 90), columns=4), of)
    (own,) = {band.own for band in plan.bands if isinstance(band, TextBand) and band.units}
    assert own.measure <= (20 if over + under > 40 else 56) * context().grid.em
    assert plan.over == 0


def signed(clauses: int, length: int = 3) -> list[Paragraph]:
    """What stands under the table of a notice: clauses of so many sentences, who signs it, and the date."""
    closing = (paragraph("渡口市水上交通管理处", "signatory"), paragraph("2026年3月3日", "date"))
    return [*(paragraph(SENTENCE * length, "clause") for _ in range(clauses)), *closing]


@pytest.mark.parametrize("clauses", range(9))
@pytest.mark.parametrize(("over", "columns"), [(0, 4), (2, 4), (60, 4), (60, 6)])
def test_who_signs_a_notice_stands_under_its_text(clauses: int, over: int, columns: int) -> None:
    of = story([*body(over), table(NOTICE_ROWS), *signed(clauses)], kind="notice")
    page = composed(of, GridRect(0, 0, 8, 90), columns=columns)
    assert not page.fits[0].over
    under = [line for line in page.lines if line.style in ("clause", "signatory", "date")]
    closing = [line for line in under if line.style != "clause"]
    assert len({line.column for line in closing}) == 1
    if clauses:
        beside = [line for line in under if line.style == "clause" and line.column == closing[0].column]
        assert beside and max(line.baseline for line in beside) < closing[0].baseline
    feet = {column: max(line.baseline for line in under if line.column == column) for column in range(columns)
            if any(line.column == column for line in under)}  # fmt: skip
    assert max(feet.values()) - min(feet.values()) < 3.01 * context().grid.step


@pytest.mark.parametrize("columns", [2, 3])
@pytest.mark.parametrize("span", [5, 8])
@pytest.mark.parametrize("lengths", [(2, 1), (3, 2), (3, 2, 2), (2, 1, 2), (2, 2, 2, 2), (5, 1, 1, 1)])
def test_text_over_and_under_a_table_ends_level_each(lengths: tuple[int, ...], span: int, columns: int) -> None:
    clauses = [paragraph(SENTENCE * length, "clause") for length in lengths]
    of = story([*body(2, 1), land(), *clauses, *signed(0)], kind="notice")
    page = composed(of, GridRect(0, 0, span, 90), columns=columns)
    assert not uneven(page, context().grid.step)
    under = [line for line in page.lines if line.style in ("clause", "signatory", "date")]
    assert len({line.column for line in under}) > 1 or len(under) < 6


def test_a_signature_alone_under_a_table_stands_at_the_right() -> None:
    of = story([*body(60), table(NOTICE_ROWS), paragraph("特此公告。"), *signed(0)], kind="notice")
    page = composed(of, GridRect(0, 0, 8, 90), columns=4)
    closing = page.lines[-3:]
    assert [line.column for line in closing] == [3, 3, 3]
    steps = [below.baseline - above.baseline for above, below in pairwise(closing)]
    assert all(context().grid.step - 0.01 < step < 2.01 * context().grid.step for step in steps)


@pytest.mark.parametrize(
    ("head", "lines"),
    [("土地用途", ["土地", "用途"]), ("竞买保证金(万元)", ["竞买保证金", "(万元)"]), ("容积率", ["容积率"])],
)
def test_the_heads_of_a_table_break_evenly_and_before_a_bracket(head: str, lines: list[str]) -> None:
    rows = [[head, *(f"第{number}项目名称说明" for number in range(10))], ["1"] * 11]
    made = set_table(context(), table(rows), 400.0, "")
    name = made.lines[0].paragraph.id
    assert [one.line.text for one in made.lines if one.paragraph.id == name] == lines


@pytest.mark.parametrize(
    ("text", "count", "forbidden"),
    [("植物园三千株梅花盛放", 2, "三千"), ("腰部有旧伤，一到家就躺下", 2, "，一"), ("难在算好一笔账", 2, "好一")],
)
def test_a_headline_parts_no_number_from_its_measure_and_leaves_nothing_hanging(
    text: str, count: int, forbidden: str
) -> None:
    cuts = (0, *split_points(text, count), len(text))
    assert not any(text[a:b].endswith(forbidden) for a, b in pairwise(cuts))


def test_a_long_deck_takes_lines_and_never_leaves_its_column() -> None:
    deck = paragraph(
        "从去年秋天开始筹备，经过十一个月的改造与调试，昨天终于迎来第一批街坊，大家说的都是身边的变化", "deck"
    )
    page = composed(story(body(9), deck=deck), GridRect(2, 0, 1, 60))
    rect = context().grid.rect(GridRect(2, 0, 1, 60))
    lines = [line for line in page.lines if line.style == "deck"]
    assert len(lines) > 3
    assert all(line.x >= rect.x - 0.5 and line.x + line.width <= rect.right + 0.5 for line in lines)


def test_a_box_without_a_headline_is_padded_evenly() -> None:
    of = replace(story(body(12), kind="notice"), main=None)
    rows = plan_block(context(), block(of, GridRect(0, 0, 3, 60), frame="box"), of, 2000).used
    plan = plan_block(context(), block(of, GridRect(0, 0, 3, rows + 2), frame="box"), of)
    (band,) = plan.bands
    assert band.row == 2 and plan.used == rows + 1 and not plan.over


def test_a_hairline_runs_on_over_white_and_keeps_off_frames() -> None:
    stories = [story(body(6)) for _ in range(4)]
    blocks = [
        block(stories[0], GridRect(0, 0, 4, 40)),
        block(stories[1], GridRect(4, 0, 4, 19)),
        block(stories[2], GridRect(4, 21, 4, 19), frame="tint"),
        block(stories[3], GridRect(4, 42, 4, 19)),
    ]
    assert len(list(separators(context(), blocks))) == 1
    plain = [*blocks[:2], replace(blocks[2], frame="")]
    assert len(list(separators(context(), plain))) == 2


def test_no_picture_takes_more_of_the_page_than_a_fifth_where_a_smaller_one_will_do() -> None:
    of = story([*body(30), picture()])
    template = shipped_templates()["broadsheet-inside"]
    measurer = Measurer(template, pip_fonts(), {})
    for shape in measurer.shapes(of, 1, 8):
        for place in shape.pictures:
            assert place.columns / shape.columns * place.rows / template.grid.rows < 0.25


def test_three_pictures_of_a_story_stand_as_one_group() -> None:
    of = story([*body(40), picture(), picture(), picture()])
    measurer = Measurer(shipped_templates()["broadsheet-inside"], pip_fonts(), {})
    grouped = [shape for shape in measurer.shapes(of, 1, 4) if shape.columns == 4 and shape.pictures[0].columns == 2]
    assert grouped
    for shape in grouped:
        first, left, right = shape.pictures
        assert left.row == right.row == first.rows and left.rows == right.rows
        assert left.column == first.column and right.column == first.column + 1


def test_a_headline_that_is_squeezed_says_so() -> None:
    of = story(body(9), main="老渡口一百二十年灯火不熄摆渡人把故事讲给新桥听听江水说起当年")
    assert all(
        shape.head_fill > 1
        for shape in Measurer(shipped_templates()["broadsheet-inside"], pip_fonts(), {}).shapes(of, 1, 1)
    )


def test_a_heading_among_clauses_never_stands_alone_at_the_foot_of_a_column() -> None:
    for before in range(4, 14):
        clauses = [paragraph("文" * 11, "clause") for _ in range(before)]
        heading = paragraph("二、报名资格", "clause")
        of = story([*clauses, heading, paragraph("文" * 200, "clause")], kind="notice")
        lines = composed(of, GridRect(0, 0, 2, 60), columns=2).lines
        at = next(number for number, line in enumerate(lines) if line.paragraph == heading.id)
        assert lines[at + 1].column == lines[at].column


def test_marks_at_the_edges_of_a_line_count_half_when_a_headline_is_broken() -> None:
    text = "“我是渡口的老船工，要对得起过江的每一个人”"
    cuts = split_points(text, 2, 11.6)
    assert [text[a:b] for a, b in pairwise((0, *cuts, len(text)))] == ["“我是渡口的老船工，", "要对得起过江的每一个人”"]


def test_a_long_cell_is_never_a_pillar_of_single_characters() -> None:
    rows = [[f"项目{number}" for number in range(11)], ["渡口镇东岸村一组公路以南地块", *(["105487.70"] * 10)]]
    made = set_table(context(), table(rows), 560.0, "")
    cell = next(one.paragraph.id for one in made.lines if one.line.text.startswith("渡口镇"))
    assert all(one.line.end - one.line.start >= 2 for one in made.lines if one.paragraph.id == cell)


def test_pages_for_a_single_use_are_the_same_and_nothing_of_them_is_kept() -> None:
    first, second = story(body(6)), story(body(9))
    made = document([first, second], [block(first, GridRect(0, 0, 3, 40)), block(second, GridRect(4, 0, 3, 40))])
    kept = compose_page(made, "pg1", pip_fonts())
    single = compose_each(made, ["pg1", "pg1"], pip_fonts())
    assert msgspec.json.encode(next(single)) == msgspec.json.encode(kept)
    next(single)
    assert len(BLOCKS) == 3  # two blocks and the folio bar
    assert next(single, None) is None and len(BLOCKS) == 0


def test_nothing_of_the_tables_of_pages_for_a_single_use_is_kept() -> None:
    kept = (NEEDS, MADE, STRIPS)
    of = story([*body(3), table([["项目", "数量"], ["渡口", "12"]])])
    single = compose_each(document([of], [block(of, GridRect(0, 0, 3, 40))]), ["pg1"], pip_fonts())
    next(single)
    assert all(len(each) for each in kept)
    assert next(single, None) is None and not any(len(each) for each in kept)


def test_a_story_of_more_pictures_than_text_still_has_a_shape() -> None:
    of = story([*(picture() for _ in range(6)), paragraph("六幅图片。")])
    measurer = Measurer(shipped_templates()["tabloid-inside"], pip_fonts(), {})
    shapes = [shape for span in range(1, 7) for shape in measurer.shapes(of, 1, span)]
    assert shapes and all(len(shape.pictures) == 6 for shape in shapes)


def test_a_table_far_wider_than_any_sheet_is_set_in_time() -> None:
    cell = Cell(paragraph=paragraph("甲", "cell"), colspan=100)
    wide = TableBlock(id="wide", rows=((cell,) * 200,) * 3)
    of = story([wide])
    plan = plan_block(context(), block(of, GridRect(0, 0, 8, 60)), of)
    assert plan.lines + plan.over >= 600


def test_resolution_is_measured_on_the_part_shown_and_the_worse_way_counts() -> None:
    asset = Asset(id="as-1", name="a", sha256="", media="image/jpeg", width=1000, height=500)
    whole = Rect(0, 0, 1, 1)
    assert effective_ppi(asset, Rect(9, 9, 144, 72), whole) == 500
    assert effective_ppi(asset, Rect(9, 9, 144, 72), Rect(0, 0, 0.5, 0.5)) == 250
    assert effective_ppi(asset, Rect(9, 9, 72, 72), whole) == 500


def test_headlines_show_the_character_styles_of_their_spans() -> None:
    head = replace(
        paragraph("渡口H2O天亮", "main"),
        spans=(Span(3, 4, "subscript"), Span(0, 2, "dots"), Span(5, 7, "reading", "tiān liàng")),
    )
    copy = replace(story([paragraph("清晨的江面。")]), main=head)
    page = compose_page(document([copy], [block(copy, GridRect(0, 0, 4, 30))]), "pg1", pip_fonts())
    shown = [
        (item.text, item.ys)
        for _, item in flatten(page.display.items)
        if isinstance(item, Glyphs) and item.paragraph == head.id
    ]
    size = next(line.size for line in page.lines if line.paragraph == head.id)
    assert ("2", (pytest.approx(0.13 * size, abs=0.01),)) in shown
    assert {"tiān", "liàng"} <= {text for text, _ in shown}
    body = next(line for line in page.lines if line.paragraph == copy.body[0].id)
    plain = compose_page(
        document([replace(copy, main=replace(head, spans=()))], [block(copy, GridRect(0, 0, 4, 30))]),
        "pg1",
        pip_fonts(),
    )
    assert body.baseline > next(line for line in plain.lines if line.paragraph == copy.body[0].id).baseline
