"""A story that jumps in mid-paragraph: taken out of the PDF, its pages one after the other are the copy, each character once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from compose_helpers import SENTENCE, block, paragraph, picture, story
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from test_compose_jump import issue, pages_of

from layoutdesk.model import Cell, GridRect, Paragraph, Span, TableBlock
from tests.exporters.conftest import Desk

MIXED = "The International delegation of Dukou arrived at 7:40 with 3,500 guests, “两岸”的人们都来了——晚上八点散场。"
LONG = replace(
    paragraph(SENTENCE * 3 + MIXED * 3 + SENTENCE * 3),
    spans=(Span(0, 60, "bold"), Span(100, 150, "dots"), Span(150, 190, "wave"), Span(300, 304, "reading", "qing chen")),
)


@given(
    first=st.tuples(st.integers(1, 5), st.integers(6, 30)),
    second=st.tuples(st.integers(1, 5), st.integers(10, 60)),
    at=st.integers(1, 3),
    pictured=st.booleans(),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_copy_comes_out_once_over_a_seam_in_mid_paragraph(
    desk: Desk,
    poppler_text: Callable[[Path], str],
    first: tuple[int, int],
    second: tuple[int, int],
    at: int,
    pictured: bool,
) -> None:
    rows = tuple(
        (Cell(paragraph=paragraph(f"渡口{row}", "cell")), Cell(paragraph=paragraph("12班", "cell"))) for row in range(3)
    )
    items = [LONG, *([picture()] if pictured else []), TableBlock(id="t-dock", rows=rows), paragraph(MIXED * 2)]
    of = story(items)
    blocks = (
        block(of, GridRect(0, 0, *first), last=at, flows=True, columns=1),
        block(of, GridRect(0, 0, *second), first=at, headline=False, columns=1),
    )
    made = issue(of, *blocks)
    pages = list(pages_of(made))[:2]
    desk.document = made
    shown = poppler_text(desk.pdf(*pages))
    lines = [line.text for page in pages for line in page.lines if line.story]
    assert shown == "".join("".join(lines).split())
    if not any(fit.over for page in pages for fit in page.fits):
        copy = {each.id: each.text for each in of.body if isinstance(each, Paragraph)}
        assert "".join(line.text for page in pages for line in page.lines if line.paragraph in copy) == "".join(
            copy.values()
        )
        assert shown.count("3,500") == 5
