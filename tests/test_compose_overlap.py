"""Two elements on one place are one problem, which names both, in both languages."""

from __future__ import annotations

import pytest
from compose_helpers import block, body, story
from msgspec.structs import replace

from layoutdesk import words
from layoutdesk.base.problem import Problem
from layoutdesk.compose.page import compose_page
from layoutdesk.edits import AddPage, PlaceElement, apply
from layoutdesk.model import Advert, Asset, Document, Element, GridRect, Meta, Page, Paragraph, Story
from layoutdesk.model.library import shipped_templates
from layoutdesk.text.fonts import pip_fonts

NAME = "broadsheet-inside"
PHOTO = Asset(id="photo", name="渡口.jpg", sha256="0", media="image/jpeg", width=3000, height=2000)


def titled(name: str, title: str) -> Story:
    of = story(body(8))
    return replace(of, id=name, main=Paragraph(id=f"{name}-main", text=title, style="main"))


DOCK, TEA = titled("dock", "渡口灯火照夜航"), titled("tea", "新茶开采满山香")


def found(*elements: Element) -> list[Problem]:
    made = Document(meta=Meta(), templates=(shipped_templates()[NAME],), stories=(DOCK, TEA), assets=(PHOTO,))
    made = apply(made, AddPage(Page(id="pg1", number=1, template=NAME)))
    for element in elements:
        made = apply(made, PlaceElement("pg1", element))
    return [each for each in compose_page(made, "pg1", pip_fonts()).problems if each.code == "compose.overlap"]


def test_each_pair_is_told_once_with_both_names() -> None:
    first = replace(block(DOCK, GridRect(0, 0, 4, 40)), id="one")
    second = replace(block(TEA, GridRect(2, 20, 4, 40)), id="two")
    shown = Advert(id="three", area=GridRect(3, 30, 2, 20), asset="photo")
    plain = Advert(id="four", area=GridRect(5, 50, 2, 20))
    problems = found(first, second, shown, plain)
    pairs = [(each.args["first"], each.args["second"]) for each in problems]
    assert pairs == [
        (DOCK.main.text, TEA.main.text), (DOCK.main.text, "渡口.jpg"), (TEA.main.text, "渡口.jpg"), (TEA.main.text, "广告"),
    ]  # fmt: skip
    assert [each.element for each in problems] == ["two", "three", "three", "four"]
    assert {(each.severity, each.page) for each in problems} == {("error", "pg1")}


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_words_name_both(language: str) -> None:
    (problem,) = found(
        replace(block(DOCK, GridRect(0, 0, 4, 40)), id="one"), replace(block(TEA, GridRect(2, 20, 4, 40)), id="two")
    )
    said = words.problem_text(problem, language)
    assert said.index("渡口灯火照夜航") < said.index("新茶开采满山香")


def test_beside_one_another_nothing_is_told() -> None:
    assert not found(
        replace(block(DOCK, GridRect(0, 0, 4, 40)), id="one"), replace(block(TEA, GridRect(4, 0, 4, 40)), id="two")
    )
