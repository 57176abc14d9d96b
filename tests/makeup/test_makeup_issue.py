"""A day's copy becomes a document: pages, pictures, templates, and words about what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

from layoutdesk import words
from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Refusal
from layoutdesk.checks.issue import issue_problems
from layoutdesk.intake.types import CopyPage, Intake
from layoutdesk.makeup.issue import compile_issue
from layoutdesk.makeup.ranking import ranked
from layoutdesk.model import (
    Asset,
    Block,
    Credits,
    Document,
    FolioBar,
    Masthead,
    Meta,
    Paragraph,
    PictureRef,
    Story,
    Template,
)
from layoutdesk.model.document import unplaced
from layoutdesk.model.library import shipped_templates
from layoutdesk.text.fonts import pip_fonts

SENTENCE = "镇上的老码头修好了栈桥，傍晚散步的人多了起来。"


def story(number: int, characters: int, head: str = "老码头修好了栈桥", **fields: object) -> Story:
    text = SENTENCE * (characters // len(SENTENCE) + 1)
    texts = [text[start : start + 115] for start in range(0, characters, 115)]
    body = [Paragraph(id=f"p{number}-{i}", text=one) for i, one in enumerate(texts)]
    main = Paragraph(id=f"h{number}", text=head, style="main")
    pictures = fields.pop("pictures", ())
    return msgspec.structs.replace(Story(id=f"s{number}", main=main, body=(*body, *pictures)), **fields)  # type: ignore[misc]


def picture(number: int, file: str) -> PictureRef:
    caption = Paragraph(id=f"c{number}", text="修好的栈桥。", style="caption")
    return PictureRef(id=f"pic{number}", asset=file, caption=caption)


def asset(name: str) -> Asset:
    return Asset(id=f"as-{name}", name=name, sha256="0" * 64, media="image/jpeg", width=2400, height=1600)


def intake(*pages: Sequence[Story], meta: Meta | None = None) -> Intake:
    credits = Credits(editor=("甲某",))
    copies = tuple(
        CopyPage(name="要闻", label=f"0{number}", credits=credits, stories=tuple(s.id for s in page))
        for number, page in enumerate(pages, 1)
    )
    return Intake(
        meta=meta or Meta(),
        pages=copies,
        stories=tuple(s for page in pages for s in page),
        queries=(),
        problems=(),
        blocks=(),
    )


def compiled(
    copy: Intake, assets: dict[str, Asset] | None = None, template: str | None = None, date: str | None = None
) -> Document:
    templates = list(shipped_templates().values())
    return compile_issue(
        copy, templates, pip_fonts(), assets or {}, template=template, date=date, ids=IdSource(b"issue"), budget=400
    )


def full_page(first: int = 0) -> list[Story]:
    lengths = (1700, 1300, 1100, 900, 700, 500)
    heads = ("老码头修好了栈桥 江边多一处去处", "新校车今起上路", "菜市场搬进新棚 摊主都说亮堂", "河堤种下千棵柳",
             "夜班公交多开两班", "图书车进村")  # fmt: skip
    return [story(first + i, length, head) for i, (length, head) in enumerate(zip(lengths, heads, strict=True))]


def test_every_page_of_copy_becomes_a_page_with_its_furniture_and_blocks() -> None:
    document = compiled(intake(full_page(), full_page(10), meta=Meta(paper="河湾日报", date="2031-05-06")))
    assert [page.number for page in document.pages] == [1, 2]
    assert [page.label for page in document.pages] == ["01", "02"]
    assert document.pages[0].credits.editor == ("甲某",) and document.pages[0].name == "要闻"
    assert isinstance(document.pages[0].elements[0], Masthead)
    assert isinstance(document.pages[1].elements[0], FolioBar)
    assert {page.template for page in document.pages} == {template.name for template in document.templates}
    assert not unplaced(document)
    lead = document.story("s0")
    assert lead.priority == 1


def test_all_pages_of_an_issue_stand_on_one_size_of_sheet() -> None:
    document = compiled(intake(full_page(), [story(20, 900)]))
    sizes = {document.template(page.template).trim_mm for page in document.pages}
    assert len(sizes) == 1


def test_a_story_of_pictures_with_hardly_any_text_has_a_page_to_itself() -> None:
    names = [f"{number}.jpg" for number in range(4)]
    shown = tuple(picture(number, name) for number, name in enumerate(names))
    document = compiled(intake([story(0, 20, pictures=shown)]), {name: asset(name) for name in names})
    assert not unplaced(document)


def test_without_the_name_of_the_paper_no_page_has_a_masthead() -> None:
    document = compiled(intake(full_page()))
    assert not any(isinstance(element, Masthead) for page in document.pages for element in page.elements)


def test_only_a_page_that_may_be_the_first_has_a_masthead() -> None:
    copy = intake(full_page(), meta=Meta(paper="河湾日报"))
    inside = msgspec.structs.replace(copy, pages=(msgspec.structs.replace(copy.pages[0], label="A05"),))
    assert isinstance(compiled(copy).pages[0].elements[0], Masthead)
    assert isinstance(compiled(inside).pages[0].elements[0], FolioBar)


def test_a_few_lines_of_news_rank_last_wherever_they_stand_in_the_copy() -> None:
    stories = [story(1, 900), story(2, 60), story(3, 700), story(4, 500)]
    assert [one.priority for one in ranked(stories, 6)] == [1, 4, 2, 3]


def test_copy_for_half_a_broadsheet_takes_the_tabloid() -> None:
    document = compiled(intake([story(0, 1800), story(1, 1000), story(2, 700)]))
    assert document.pages[0].template == "tabloid-inside"


def test_copy_that_a_tabloid_just_packs_takes_no_broadsheet() -> None:
    document = compiled(intake([story(0, 2600, "老码头修好了栈桥 江边多一处去处"), story(1, 1300), story(2, 900)]))
    assert document.pages[0].template == "tabloid-inside"
    assert not unplaced(document)


def test_a_page_of_notices_takes_the_notice_template() -> None:
    notices = [story(i, 1700, "关于河湾段清淤的公告", kind="notice") for i in range(6)]
    document = compiled(intake(notices))
    assert document.pages[0].template == "broadsheet-notice"


def test_pictures_take_the_ids_of_assets_and_missing_ones_are_named() -> None:
    copy = intake([story(0, 1500, pictures=(picture(0, "quay.jpg"), picture(1, "lost.jpg"))), *full_page(1)[1:4]])
    document = compiled(copy, {"quay.jpg": asset("quay.jpg")})
    references = [item for item in document.story("s0").body if isinstance(item, PictureRef)]
    assert [reference.asset for reference in references] == ["as-quay.jpg", ""]
    assert document.asset("as-quay.jpg").name == "quay.jpg"
    assert [reference.name for reference in references] == ["quay.jpg", "lost.jpg"]


def test_a_short_page_and_a_full_one_are_told_in_words() -> None:
    short = issue_problems(compiled(intake([story(0, 500)]), template="broadsheet-inside"), pip_fonts())
    assert "check.short" in [problem.code for problem in short]
    document = compiled(intake([story(i, 3000) for i in range(6)]), template="tabloid-inside")
    over = issue_problems(document, pip_fonts())
    lost = [problem for problem in over if problem.code == "check.unplaced"]
    assert {problem.story for problem in lost} == set(unplaced(document)) and lost
    assert all(problem.severity == "error" and int(problem.args["lines"]) > 60 for problem in lost)
    for problem in (*short, *over):
        for language in words.LANGUAGES:
            assert "{" not in words.problem_text(problem, language)


def test_the_date_asked_for_wins() -> None:
    document = compiled(intake([story(0, 500)], meta=Meta(date="2031-05-06")), date="2031-05-07")
    assert document.meta.date == "2031-05-07"


def test_an_unknown_template_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refusal) as refusal:
        compiled(intake([story(0, 500)]), template="no-such")
    assert "broadsheet-inside" in words.refusal_text(refusal.value, "en")


def test_the_same_copy_gives_the_same_document() -> None:
    assert compiled(intake(full_page())) == compiled(intake(full_page()))


def test_every_placed_story_is_set_without_a_line_over() -> None:
    from layoutdesk.compose.block import plan_block
    from layoutdesk.compose.context import context_of

    book = pip_fonts()
    copy = intake([*full_page(), story(7, 300, "水位回落", kind="brief")])
    templates: list[Template] = list(shipped_templates().values())
    document = compile_issue(
        copy, templates, book, {}, template="broadsheet-inside", date=None, ids=IdSource(b"issue"), budget=400
    )
    context = context_of(document, document.templates[0], book)
    blocks = [element for element in document.pages[0].elements if isinstance(element, Block)]
    assert len(blocks) == 7
    for block in blocks:
        plan = plan_block(context, block, document.story(block.story))
        assert plan.over == 0 and not plan.unplaced_pictures
        assert plan.rows - plan.used <= 2
