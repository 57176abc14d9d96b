"""Make-up sets a headline downwards (竖题) where a story suits it: measured as it will stand, one a page, at the page's edge."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from layoutdesk.base.ids import IdSource
from layoutdesk.compose.area import HOLE_ROWS, open_under
from layoutdesk.compose.block import plan_block
from layoutdesk.compose.context import Context
from layoutdesk.compose.measure import Measurer, Shape
from layoutdesk.compose.upright import LEAST_BESIDE, LEAST_FILL
from layoutdesk.makeup.arrange import arrange
from layoutdesk.model import Block, GridRect, Paragraph, PictureRef, Story
from layoutdesk.model.library import shipped_templates
from layoutdesk.text.fonts import pip_fonts

TEMPLATE = shipped_templates()["broadsheet-inside"]
SENTENCE = "镇上的老码头修好了栈桥，傍晚散步的人多了起来。"
HEAD = "老码头修好新栈桥 江边多了好去处"


def story(number: int, characters: int, head: str = HEAD, **fields: object) -> Story:
    text = SENTENCE * (characters // len(SENTENCE) + 1)
    body = tuple(Paragraph(id=f"p{number}-{at}", text=text[at : at + 115]) for at in range(0, characters, 115))
    made = Story(id=f"s{number}", main=Paragraph(id=f"h{number}", text=head, style="main"), body=body)
    return replace(made, **fields) if fields else made


def upright(of: Story, rank: int = 4, language: str = "zh") -> list[tuple[Shape, int]]:
    measurer = Measurer(TEMPLATE, pip_fonts(), {}, language=language)
    return [(s, span) for span in range(1, 9) for s in measurer.shapes(of, rank, span) if s.upright]


def test_a_story_stands_in_the_measured_rows_and_leaves_no_hole_under_its_headline() -> None:
    of = replace(story(1, 800), kicker=Paragraph(id="k1", text="石塘巷修缮完工", style="kicker"))
    context = Context(TEMPLATE, pip_fonts(), {})
    found = upright(of)
    assert found
    for shape, span in found:
        made = Block(
            id="el", story=of.id, area=(GridRect(8 - span, 0, span, shape.rows),), columns=shape.columns,
            head_size=shape.head_size, head_at="right",
        )  # fmt: skip
        plan = plan_block(context, made, replace(of, priority=4))
        assert plan.side is not None and not plan.side.tight and not plan.over
        assert plan.rows - 1 <= plan.used <= plan.rows
        (main,) = [line for line in plan.side.lines if line.style == "main"]
        share = main.column.length / (shape.rows * context.grid.step)
        goes_under = plan.rect.w == context.grid.rect(made.area[0]).w
        assert (LEAST_BESIDE if goes_under else LEAST_FILL) <= share <= 1
        assert goes_under == (shape.head_fill == 1) and open_under(plan.side, plan.rows, context.grid.step) < (
            99 if goes_under else HOLE_ROWS
        )
        assert main.size == shape.head_size >= 2.2 * context.grid.em
    assert {shape.head_fill == 1 for shape, _ in found} == {True, False}


@pytest.mark.parametrize(
    "unfit",
    [
        story(1, 800, head="码头修好了"),
        story(1, 800, head="2026年Marathon今日报名"),
        story(1, 800, head=HEAD * 2),
        story(1, 150),
        story(1, 800, kind="brief"),
        replace(story(1, 800), body=(*story(1, 800).body, PictureRef(id="pic", asset="quay.jpg"))),
    ],
    ids=["short head", "Western words", "long head", "short text", "brief", "picture"],
)
def test_what_does_not_suit_it_is_never_set_so(unfit: Story) -> None:
    assert upright(unfit) == []


def test_neither_the_lead_nor_western_papers_have_it() -> None:
    assert upright(story(1, 800), rank=1) == [] and upright(story(1, 800), language="en") == []


def test_a_page_has_at_most_one_and_it_stands_at_the_edge_with_all_of_its_text() -> None:
    context, shown = Context(TEMPLATE, pip_fonts(), {}), 0
    heads = (
        "新校车今起上路 山里孩子坐着去学校",
        "菜市场搬进新棚 摊主都说亮堂多了",
        HEAD,
        "夜班公交多开两班",
        "河堤种下千棵柳树",
    )
    lengths = (1900, 1500, 1000, 800, 700)
    for seed in range(2):
        stories = [story(n, size, head) for n, (size, head) in enumerate(zip(lengths, heads, strict=True))]
        page = arrange(stories, TEMPLATE, Measurer(TEMPLATE, pip_fonts(), {}), IdSource(b"page"), budget=600, seed=seed)
        assert not page.unplaced
        at_side = [(rank, block) for rank, block in enumerate(page.elements, 1) if block.head_at != "top"]
        assert len(at_side) <= 1
        for rank, block in at_side:
            shown += 1
            area = block.area[0]
            assert (area.column == 0) == (block.head_at == "left")
            assert block.head_at == "left" or area.right == TEMPLATE.grid.columns
            of = next(each for each in stories if each.id == block.story)
            plan = plan_block(context, block, replace(of, priority=rank))
            assert plan.side is not None and not plan.over
    assert shown
