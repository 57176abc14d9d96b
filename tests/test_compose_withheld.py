"""What is hidden or kept from print is in no output, and everything of it that a reader would miss is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.withheld import withheld_stories
from layoutdesk.exporters.table import ExportJob, export
from layoutdesk.model import (
    Advert,
    Asset,
    Block,
    Document,
    GridRect,
    Meta,
    Page,
    Paragraph,
    PictureFrame,
    Story,
    TextFrame,
)
from layoutdesk.model.library import shipped_templates
from layoutdesk.text.fonts import pip_fonts

BOOK = pip_fonts()
HIDE = {"hidden": {"hidden": True}, "unprinted": {"unprinted": True}}


def issue(*elements, stories=()) -> Document:
    template = shipped_templates()["tabloid-inside"]
    page = Page(id="pg", number=1, template=template.name, elements=elements)
    asset = Asset(id="as", name="a.jpg", sha256="0" * 64, media="image/jpeg", width=900, height=600)
    return Document(
        meta=Meta(paper="白鹭洲晚报", date="2026-03-03"),
        pages=(page,),
        templates=(template,),
        stories=stories,
        assets=(asset,),
    )


def story(name: str, text: str) -> Story:
    return Story(
        id=name,
        main=Paragraph(id=f"{name}-m", text=f"{name}的标题", style="main"),
        body=(Paragraph(id=f"{name}-b", text=text),),
    )


STORIES = (story("甲", "渡口的灯在夜里亮到天明。" * 6), story("乙", "往来的船只依次靠岸。" * 6))
TWO = (
    Block(id="a", story="甲", area=(GridRect(0, 0, 3, 20),)),
    Block(id="b", story="乙", area=(GridRect(3, 0, 2, 20),)),
)


@pytest.mark.parametrize("way", HIDE)
def test_no_output_has_it_and_the_rest_is_as_it_was(way: str) -> None:
    both, one = issue(*TWO, stories=STORIES), issue(TWO[0], replace(TWO[1], **HIDE[way]), stories=STORIES)
    before, after = compose_page(both, "pg", BOOK), compose_page(one, "pg", BOOK)
    assert {line.story for line in after.lines} - {""} == {"甲"}
    assert [line for line in before.lines if line.story == "甲"] == [line for line in after.lines if line.story == "甲"]
    assert [problem.code for problem in after.problems if problem.severity == "error"] == [f"compose.{way}-copy"]
    assert withheld_stories(one) == ("乙",) and withheld_stories(both) == ()


@pytest.mark.parametrize("way", HIDE)
def test_text_has_no_line_of_it(way: str, tmp_path: Path) -> None:
    document = issue(TWO[0], replace(TWO[1], **HIDE[way]), stories=STORIES)
    target = tmp_path / "out.txt"
    pages = (compose_page(document, "pg", BOOK),)
    export("text", ExportJob(pages=iter(pages), document=document, book=BOOK, images=None, target=target))
    text = target.read_text("utf-8")
    assert "渡口的灯" in text and "往来的船" not in text


@pytest.mark.parametrize("way", HIDE)
@pytest.mark.parametrize(
    ("element", "code", "severity"),
    [
        (Advert(id="ad", area=GridRect(0, 40, 5, 10), asset="as"), "advert", "error"),
        (PictureFrame(id="pf", rect=Rect(100, 500, 90, 60), asset="as"), "picture", "warning"),
        (TextFrame(id="tf", story="甲", rect=Rect(100, 100, 200, 300)), "copy", "error"),
    ],
)
def test_each_kind_is_told_by_its_name(way: str, element, code: str, severity: str) -> None:
    document = issue(replace(element, **HIDE[way]), stories=STORIES)
    told = [each for each in compose_page(document, "pg", BOOK).problems if each.code.startswith(f"compose.{way}")]
    assert [(each.code, each.severity, each.element) for each in told] == [
        (f"compose.{way}-{code}", severity, element.id)
    ]


def test_nothing_is_told_of_an_empty_frame_or_a_rule() -> None:
    empty = PictureFrame(id="pf", rect=Rect(100, 500, 90, 60), hidden=True)
    assert not [each for each in compose_page(issue(empty), "pg", BOOK).problems if "hidden" in each.code]


def test_two_on_one_place_are_no_fault_where_one_is_not_printed() -> None:
    over = replace(TWO[1], area=TWO[0].area)
    found = [each.code for each in compose_page(issue(TWO[0], over, stories=STORIES), "pg", BOOK).problems]
    assert "compose.overlap" in found
    hidden = issue(TWO[0], replace(over, hidden=True), stories=STORIES)
    assert "compose.overlap" not in [each.code for each in compose_page(hidden, "pg", BOOK).problems]


def test_the_window_sees_what_is_not_printed_and_not_what_is_hidden() -> None:
    document = issue(replace(TWO[0], unprinted=True), replace(TWO[1], hidden=True), stories=STORIES)
    whole = compose_page(document, "pg", BOOK, whole=True)
    assert {line.story for line in whole.lines} == {"甲"} and set(whole.frames) == {"a"}


def test_edits_hide_show_and_come_back() -> None:
    document = issue(*TWO, stories=STORIES)
    hidden = edits.apply(document, edits.HideElements(page="pg", elements=("a",)))
    assert hidden.pages[0].elements[0].hidden and hidden.pages[0].elements[1] is document.pages[0].elements[1]
    assert edits.apply(hidden, edits.HideElements(page="pg", elements=("a",))) is hidden
    shown = edits.apply(hidden, edits.HideElements(page="pg", elements=("a",), hidden=False))
    assert shown == document
    edit = edits.PrintElements(page="pg", elements=("b",), printed=False)
    assert edits.from_json(edits.to_json(edit)) == edit
    assert edits.apply(document, edit).pages[0].elements[1].unprinted
