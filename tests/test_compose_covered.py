"""Copy that something lies over is told as an error, and only what is hidden in print."""

from __future__ import annotations

import pytest
from compose_helpers import block, body, context, story
from msgspec.structs import replace

from layoutdesk import words
from layoutdesk.base.colour import BLACK
from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Problem
from layoutdesk.compose.page import compose_page
from layoutdesk.edits import AddPage, PlaceElement, apply
from layoutdesk.model import (
    Asset,
    Box,
    Document,
    Element,
    FolioBar,
    GridRect,
    Meta,
    Page,
    PictureFrame,
    QrCode,
    Template,
    TextFrame,
)
from layoutdesk.model.library import shipped_templates
from layoutdesk.text.fonts import pip_fonts

NAME = "broadsheet-inside"
GRID = context().grid
STORY = story(body(60))
BLOCK = block(STORY, GridRect(0, 0, 4, 70), columns=4)
PHOTO = Asset(id="photo", name="渡口.jpg", sha256="0", media="image/jpeg", width=3000, height=2000)
#: In the midst of the copy.
OVER = Rect(GRID.type_area.x + 30, GRID.type_area.y + 200, 120, 90)


def found(*elements: Element) -> list[Problem]:
    made = Document(meta=Meta(), templates=(shipped_templates()[NAME],), stories=(STORY,), assets=(PHOTO,))
    made = apply(made, AddPage(Page(id="pg1", number=1, template=NAME)))
    for element in elements:
        made = apply(made, PlaceElement("pg1", element))
    page = compose_page(made, "pg1", pip_fonts())
    return [problem for problem in page.problems if problem.code == "compose.covered"]


PICTURE = PictureFrame(id="over", rect=OVER, asset=PHOTO.id)


@pytest.mark.parametrize(
    "over", [PICTURE, Box(id="over", rect=OVER, fill=BLACK), QrCode(id="over", rect=OVER, text="https://example.org")]
)
def test_what_lies_over_copy_is_told_with_the_lines_it_hides(over: Element) -> None:
    (problem,) = found(BLOCK, over)
    assert (problem.severity, problem.element, problem.page) == ("error", "over", "pg1")
    # Ninety points hold eight to nine lines of each column they touch.
    assert 8 <= int(problem.args["lines"]) <= 30


def test_what_lies_under_copy_hides_nothing() -> None:
    assert found(PICTURE, BLOCK) == []


def test_copy_that_runs_round_is_not_hidden() -> None:
    assert found(BLOCK, replace(PICTURE, wrap=1.0)) == []
    assert found(BLOCK, replace(PICTURE, wrap=0.2)) == []


def test_an_empty_frame_and_an_open_box_hide_nothing() -> None:
    assert found(BLOCK, replace(PICTURE, asset="")) == []
    assert found(BLOCK, Box(id="over", rect=OVER)) == []


def test_copy_over_copy_is_told_and_copy_over_a_picture_is_not() -> None:
    frame = TextFrame(id="over", rect=OVER, story=STORY.id, paragraph=STORY.body[0].id)
    assert [problem.element for problem in found(BLOCK, frame)] == ["over"]
    assert found(replace(PICTURE, id="under"), frame) == []


def test_a_picture_beside_the_copy_is_well() -> None:
    assert found(BLOCK, replace(PICTURE, rect=replace(OVER, x=GRID.type_area.right - 130))) == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_copy_and_folio_bar_over_each_other_are_told_and_beside_its_words_there_is_room(language: str) -> None:
    inside = shipped_templates()[NAME]
    # As the type area of a page plan begins: at the head of the sheet, where the bar stands.
    planned = replace(inside, name="planned", grid=replace(inside.grid, top_mm=20.0, rows=120))
    assert inside.has_folio_room and not planned.has_folio_room
    frame = TextFrame(id="frame", story=STORY.id, rect=Rect(GRID.width / 4, 40, 120, 20))

    def over(template: Template, *elements: Element) -> list[Problem]:
        meta = Meta(paper="渡口晚报", date="2026-03-03")
        made = Document(meta=meta, templates=(template,), stories=(STORY,))
        page = Page(id="pg1", number=1, label="A05", template=template.name, elements=(FolioBar(id="bar"), *elements))
        composed = compose_page(apply(made, AddPage(page)), "pg1", pip_fonts())
        return [problem for problem in composed.problems if problem.code == "compose.over-furniture"]

    assert over(inside, BLOCK) == [] and over(inside, frame) == []
    (problem,) = over(planned, BLOCK)
    assert (problem.severity, problem.element, problem.page) == ("error", BLOCK.id, "pg1")
    # The first lines, as deep as the bar reaches into the type area.
    assert 1 <= int(problem.args["lines"]) <= 12
    assert problem.args["lines"] in words.problem_text(problem, language)
    bar = replace(frame, rect=Rect(GRID.type_area.x, 60, GRID.type_area.w, 40))
    assert [each.element for each in over(inside, bar)] == ["frame"]
