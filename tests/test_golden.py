"""The composed pages of the sample issue as text: a change of setting or make-up shows as a difference of lines.

Set with the fonts that come with the dependencies. ``pytest --renew`` writes the expected files anew; read the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from layoutdesk.base.ids import IdSource
from layoutdesk.base.units import to_mm
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.types import ComposedPage
from layoutdesk.exporters.text import export_text
from layoutdesk.intake import read_copy
from layoutdesk.makeup.issue import compile_issue
from layoutdesk.model import Document
from layoutdesk.model.document import unplaced
from layoutdesk.model.library import shipped_templates
from layoutdesk.model.story import pictures
from layoutdesk.pictures.read import supply
from layoutdesk.resources import sample_copy, sample_pictures
from layoutdesk.text.fonts import pip_fonts
from tests.evenness import assert_even, assert_on_grid_and_level

GOLDEN = Path(__file__).parent / "golden"


def composed(*, english: bool) -> tuple[Document, list[ComposedPage]]:
    ids = IdSource(b"golden")
    intake = read_copy(list(sample_copy(english=english)), ids)
    wanted = {picture.asset for story in intake.stories for picture in pictures(story)}
    supplied = supply(sample_pictures(), wanted, ids)
    templates = list(shipped_templates().values())
    document = compile_issue(intake, templates, pip_fonts(), supplied.assets, template=None, date=None, ids=ids)
    return document, [compose_page(document, page.id, pip_fonts()) for page in document.pages]


@pytest.fixture(scope="module")
def issue() -> tuple[Document, list[ComposedPage]]:
    return composed(english=False)


@pytest.fixture(scope="module")
def pages(issue: tuple[Document, list[ComposedPage]]) -> list[ComposedPage]:
    return issue[1]


@pytest.fixture(scope="module")
def english() -> list[ComposedPage]:
    return composed(english=True)[1]


def blocks(page: ComposedPage) -> str:
    """Where each block stands (mm from the trim's corner) and how it is filled, a line each."""
    rows = []
    for fit in page.fits:
        boxes = " + ".join(
            f"{to_mm(r.x):.1f},{to_mm(r.y):.1f} {to_mm(r.w):.1f}×{to_mm(r.h):.1f}" for r in page.frames[fit.element]
        )
        first = next(line.text for line in page.lines if line.element == fit.element)
        rows.append(f"{boxes}: {fit.lines} lines, {fit.over} over, {fit.under} under: {first}")
    return "\n".join(rows) + "\n"


def compare(page: ComposedPage, name: str, renew: bool) -> None:
    set_now = blocks(page) + "\n" + export_text([page])
    expected = GOLDEN / f"{name}.txt"
    if renew:
        expected.write_text(set_now, encoding="utf-8")
    assert set_now == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_the_sample_pages_are_set_as_expected(
    pages: list[ComposedPage], number: int, request: pytest.FixtureRequest
) -> None:
    compare(pages[number - 1], f"sample-{number}", request.config.getoption("--renew"))


@pytest.mark.parametrize("number", [1, 2])
def test_the_english_pages_are_set_as_expected(
    english: list[ComposedPage], number: int, request: pytest.FixtureRequest
) -> None:
    compare(english[number - 1], f"sample-en-{number}", request.config.getoption("--renew"))


def test_the_sample_is_evenly_set(pages: list[ComposedPage]) -> None:
    assert_even(pages, 2000)


def test_all_of_the_sample_is_set_without_an_error(issue: tuple[Document, list[ComposedPage]]) -> None:
    document, pages = issue
    assert not unplaced(document)
    assert not [each.code for page in pages for each in page.problems if each.severity in ("error", "warning")]


def test_the_sample_stands_on_the_grid_and_its_columns_are_level(issue: tuple[Document, list[ComposedPage]]) -> None:
    assert_on_grid_and_level(*issue)


def test_bylines_stand_on_lines_of_the_columns_beside_them(pages: list[ComposedPage]) -> None:
    """A byline (署名) over the first of two columns stands beside the first line of the second, not between two lines."""
    number = 0
    for page in pages:
        columns = {round(line.baseline, 2) for line in page.lines if line.style in ("body", "lead")}
        names = [line for line in page.lines if line.style == "byline"]
        assert not [line.text for line in names if round(line.baseline, 2) not in columns]
        number += len(names)
    assert number >= 8


def test_nothing_of_the_sample_reaches_over_a_rule_across(pages: list[ComposedPage]) -> None:
    """Each rule stands in the white between two parts: what is above it ends there, what is below begins there."""
    number = 0
    for page in pages:
        rects = {name: found[0] for name, found in page.frames.items()}
        across = [rect for rect in rects.values() if rect.h < 0.5]
        number += len(across)
        for rule in across:
            assert not [
                name
                for name, rect in rects.items()
                if rect.y < rule.y < rect.y + rect.h and rect.x < rule.x + rule.w and rule.x < rect.x + rect.w
                if rect.w > 0.5
            ]
    assert number >= 4
