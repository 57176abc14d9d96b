"""Adverts from copy to page: where they were booked, at the foot, labelled, and never in the way of a story."""

from __future__ import annotations

from itertools import combinations

import pytest
from msgspec.structs import replace

from layoutdesk.base.geometry import Rect
from layoutdesk.base.ids import IdSource
from layoutdesk.checks.issue import issue_problems
from layoutdesk.compose.page import compose_page
from layoutdesk.intake import read_text
from layoutdesk.makeup.adverts import booked, room_of
from layoutdesk.makeup.issue import compile_issue
from layoutdesk.makeup.leaves import GAP_ROWS
from layoutdesk.makeup.regions import fixed_areas
from layoutdesk.model import Advert, Asset, Block, Box, Document, PictureFrame, PictureRef, Rule, Story, TextFrame
from layoutdesk.model.document import unplaced
from layoutdesk.model.library import shipped_templates
from layoutdesk.text.fonts import pip_fonts

SENTENCE = "镇上的老码头修好了栈桥，傍晚散步的人多了起来。"
HEAD = "---\n报名：河湾日报\n日期：2031-05-06\n版次：{label}\n---\n"
INSIDE = shipped_templates()["broadsheet-inside"]


def article(number: int, characters: int) -> str:
    paragraphs = [SENTENCE * 5] * (characters // (5 * len(SENTENCE)))
    return f"# 老码头修好了栈桥 第{number}段\n\n" + "\n\n".join(paragraphs) + "\n"


def notice(number: int, characters: int) -> str:
    return f"# 河湾第{number}段清淤公告\n类型：公告\n\n" + "\n\n".join([SENTENCE * 5] * (characters // 115)) + "\n"


def advert(size: str, name: str = "a.jpg", headline: str = "") -> str:
    return f"\n{headline}\n类型：广告\n" + (f"尺寸：{size}\n" if size else "") + f"![]({name})\n"


def asset(name: str, width: int = 2400, height: int = 1600) -> Asset:
    return Asset(id=f"as-{name}", name=name, sha256="0" * 64, media="image/jpeg", width=width, height=height)


def compiled(*pages: str, template: str | None = "broadsheet-inside", assets: tuple[Asset, ...] = ()) -> Document:
    """The issue of these pages, made up for real with a small budget."""
    text = "".join(pages)
    intake = read_text((HEAD.format(label="02") + text).encode(), "copy.md", IdSource(b"copy"))
    return compile_issue(
        intake, list(shipped_templates().values()), pip_fonts(), {each.name: each for each in assets},
        template=template, date=None, ids=IdSource(b"issue"), budget=200,
    )  # fmt: skip


def adverts_of(document: Document) -> list[Advert]:
    return [element for element in document.pages[0].elements if isinstance(element, Advert)]


def overlaps(document: Document) -> list[str]:
    """Elements on the grid that stand on one another, and composed blocks that do not hold their story."""
    page = compose_page(document, document.pages[0].id, pip_fonts())
    areas = [(e.id, p) for e in document.pages[0].elements if isinstance(e, Block) for p in e.area]
    areas += [(advert.id, advert.area) for advert in adverts_of(document)]
    crossed = [a for (a, one), (b, other) in combinations(areas, 2) if a != b and one.overlaps(other)]
    return crossed + [
        problem.code for problem in page.problems if problem.code in ("compose.overset", "compose.off-page")
    ]


SIZES = ("4栏×30行", "2x24", "2 columns x 24 rows", "8栏x12行")


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_page_with_one_to_four_adverts_is_made_up_around_them(count: int) -> None:
    stories = [article(number, length) for number, length in enumerate((1500, 1000, 800, 600), 1)]
    document = compiled(*stories, *(advert(size) for size in SIZES[:count]), assets=(asset("a.jpg"),))
    placed = adverts_of(document)
    assert [(each.area.columns, each.area.rows) for each in placed] == [(4, 30), (2, 24), (2, 24), (8, 12)][:count]
    assert not unplaced(document)
    assert overlaps(document) == []
    assert max(each.area.bottom for each in placed) == INSIDE.grid.rows
    assert all(each.asset == "as-a.jpg" and each.story for each in placed)
    blocks = [part for each in document.pages[0].elements if isinstance(each, Block) for part in each.area]
    for each, part in ((each, part) for each in placed for part in blocks):
        if part.column < each.area.right and each.area.column < part.right:
            assert part.bottom + GAP_ROWS <= each.area.row


def test_a_notice_page_takes_adverts_too() -> None:
    notices = [notice(number, 1500) for number in range(1, 5)]
    document = compiled(*notices, advert("4x40"), advert("4x30"), template=None, assets=(asset("a.jpg"),))
    assert document.pages[0].template == "broadsheet-notice"
    assert len(adverts_of(document)) == 2 and overlaps(document) == [] and not unplaced(document)


def test_an_advert_for_the_whole_page_leaves_no_room_and_one_beyond_it_is_told() -> None:
    whole = compiled(advert(f"8x{INSIDE.grid.rows}"), assets=(asset("a.jpg"),))
    assert adverts_of(whole)[0].area.row == 0
    over = compiled(article(1, 800), advert("9x20", headline="# 望江茶楼"), advert("8x200"))
    problems = [problem for problem in issue_problems(over, pip_fonts()) if problem.code == "check.advert-unplaced"]
    assert {(problem.args["columns"], problem.args["rows"]) for problem in problems} == {("9", "20"), ("8", "200")}
    assert adverts_of(over) == [] and problems[0].args["title"] == "望江茶楼"


def artwork(space: tuple[int, int], name: str = "") -> Story:
    return Story(id=f"s{name}", kind="advert", body=(PictureRef(id=f"p{name}", asset=name),), space=space)


@pytest.mark.parametrize("shape", [0.4, 0.7, 1.0, 1.6, 3.0, 8.0])
def test_without_a_size_the_artwork_decides(shape: float) -> None:
    known = asset("a", round(2000 * shape), 2000)
    columns, rows = room_of(artwork((0, 0), known.id), INSIDE.grid, {known.id: known})
    grid = INSIDE.grid
    width = (columns * (grid.column_chars + grid.gutter) - grid.gutter) * grid.body_size
    assert 0.04 < columns * rows / (grid.columns * grid.rows) < 0.16
    assert abs(width / (rows * grid.step) / shape - 1) < 0.06


def test_adverts_stand_side_by_side_before_they_stand_on_one_another() -> None:
    stories = [artwork(space, str(number)) for number, space in enumerate(((3, 20), (5, 30), (4, 10), (2, 10)))]
    areas = [each.area for each in booked(stories, INSIDE, {}, IdSource(b"")).adverts]
    assert [(area.column, area.bottom) for area in areas[:2]] == [(0, 117), (3, 117)]
    assert all(area.bottom == areas[1].row - GAP_ROWS for area in areas[2:])


def test_an_advert_of_text_is_a_block_in_a_box_with_the_word() -> None:
    document = compiled(article(1, 900), f"# 招租启事\n类型：广告\n\n{SENTENCE}{SENTENCE}\n")
    (block,) = [e for e in document.pages[0].elements if isinstance(e, Block) and e.frame == "box"]
    page = compose_page(document, document.pages[0].id, pip_fonts())
    assert "广告" in [line.text for line in page.lines if line.element == block.id]
    said = replace(document.story(block.story), label=replace(document.story(block.story).main, text="公益广告"))
    stories = tuple(said if each.id == said.id else each for each in document.stories)
    again = compose_page(replace(document, stories=stories), document.pages[0].id, pip_fonts())
    assert [line.text for line in again.lines if line.element == block.id].count("广告") == 0


def test_free_frames_that_lie_on_one_another_are_one_area_to_make_up_around() -> None:
    panel, text = Box(id="b", rect=Rect(60, 500, 300, 200)), TextFrame(id="t", story="s", rect=Rect(70, 520, 280, 300))
    apart = PictureFrame(id="p", rect=Rect(700, 100, 200, 100))
    areas = fixed_areas((panel, text, apart, Rule(id="r", x1=0, y1=0, x2=900, y2=0)), INSIDE)
    assert len(areas) == 2
    whole = fixed_areas((panel,), INSIDE)[0]
    assert areas[0].row == whole.row and areas[0].bottom > whole.bottom
