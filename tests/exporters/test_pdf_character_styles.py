"""What character styles do to a line reaches print, screen picture and text: marks are drawn, the text stays the copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest

from layoutdesk.compose.page import compose_page
from layoutdesk.display import Glyphs, placed
from layoutdesk.model import Block, Document, GridRect, Page, Paragraph, Span, Story, TextStyle
from layoutdesk.model.library import shipped_templates
from layoutdesk.model.styles import CHARACTER_STYLES
from layoutdesk.preflight.examine import examine
from layoutdesk.text.paragraph import set_line, set_paragraph

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.exporters.conftest import Colour, Desk

STYLE = TextStyle(size=40.0)


@pytest.mark.parametrize("standard", ["x4", "x1a"])
def test_marks_are_no_text_and_raised_figures_are_those_of_the_copy(
    desk: Desk, poppler_text: Callable[[Path], str], pdfium_text: Callable[[Path], str], standard: str
) -> None:
    text = "河湾120m2、10⁻⁶m²，CO₂与H2O"
    spans = (
        Span(0, 4, "dots"), Span(0, 2, "underline"), Span(1, 9, "wave"), Span(3, 6, "strike"), Span(6, 7, "superscript"),
        Span(len(text) - 2, len(text) - 1, "subscript"),
    )  # fmt: skip
    line = set_line(text, STYLE, desk.book, spans=spans, styles=CHARACTER_STYLES)
    assert len(line.drawn) == 4
    path = desk.pdf(desk.page(placed(line.items, 20, 100)), standard=standard)
    assert poppler_text(path) == pdfium_text(path) == text
    with pikepdf.open(path) as pdf:
        names = [str(operator) for _, operator in pikepdf.parse_content_stream(pdf.pages[0])]
    assert (names.count("f"), names.count("S")) == (1, 3)


def test_marks_are_where_the_line_is(desk: Desk, raster: Callable[[Path, float, float], list[Colour]]) -> None:
    line = set_line(
        "河湾", STYLE, desk.book, spans=(Span(0, 1, "dots"), Span(1, 2, "underline")), styles=CHARACTER_STYLES
    )
    path = desk.pdf(desk.page(placed(line.items, 100, 100)))
    for x, y, inked in ((120, 108.6, True), (104, 108.6, False), (160, 106.8, True), (160, 110.0, False)):
        for name, *colour in raster(path, x, y):
            assert (max(colour) < 110) is inked, (name, x, y, colour)


@pytest.mark.parametrize("standard", ["x4", "x1a"])
def test_readings_and_hyphens_are_shown_and_are_no_text(
    desk: Desk, poppler_text: Callable[[Path], str], pdfium_text: Callable[[Path], str], standard: str
) -> None:
    spans = (Span(1, 3, "reading", "dù kǒu"), Span(5, 7, "reading", "cháuchāo…"))
    paragraph = Paragraph(id="p", text="过渡口去看潮水internationalization", spans=spans)
    lines = set_paragraph(paragraph, TextStyle(size=20.0), 160.0, desk.book, styles=CHARACTER_STYLES)
    inserted = [item.text for line in lines for item in line.items if isinstance(item, Glyphs) and item.artefact]
    assert {"dù", "kǒu", "cháuchāo…", "-"} == set(inserted)
    items = [placed(line.items, 20, 60 + 50 * number) for number, line in enumerate(lines)]
    path = desk.pdf(desk.page(*items), standard=standard)
    assert poppler_text(path) == pdfium_text(path) == paragraph.text
    with pikepdf.open(path) as pdf:
        operators = [
            (str(operator), [str(value) for value in values])
            for values, operator in pikepdf.parse_content_stream(pdf.pages[0])
        ]
    assert [values for name, values in operators if name == "BMC"] == [["/Artifact"]] * len(inserted)


@pytest.mark.parametrize("standard", ["x4", "x1a"])
def test_a_page_with_everything_reads_as_its_copy_and_passes_preflight(
    desk: Desk, poppler_text: Callable[[Path], str], pdfium_text: Callable[[Path], str], standard: str
) -> None:
    spans = (
        Span(1, 4, "dots"), Span(5, 7, "reading", "dù kǒu"), Span(8, 10, "underline"), Span(10, 12, "underline"),
        Span(13, 15, "wave"), Span(20, 21, "superscript"), Span(24, 25, "subscript"),
    )  # fmt: skip
    body = (
        Paragraph(
            id="a",
            text="清晨的江，渡口的张三李四和红楼，120m2和H2O、10⁻⁶吨。" + "薄雾里的老船工。" * 4,
            spans=spans,
            drop=2,
        ),
        Paragraph(
            id="b",
            text="The ferry that carried three generations across the river is back: efficient, internationalized.",
            drop=3,
        ),
    )
    main = Paragraph(id="m", text="渡口天亮了H2O", style="main", spans=(Span(6, 7, "subscript"), Span(0, 2, "dots")))
    template = shipped_templates()["tabloid-inside"]
    story = Story(id="s", main=main, body=body, priority=3)
    page = Page(
        id="pg-1", number=1, template=template.name,
        elements=(Block(id="b", story="s", area=(GridRect(0, 0, 3, 40),), columns=2),),
    )  # fmt: skip
    desk.document = Document(meta=desk.document.meta, pages=(page,), templates=(template,), stories=(story,))
    composed = compose_page(desk.document, "pg-1", desk.book)
    path = desk.pdf(composed, standard=standard)
    copy = "".join("".join(part.text.split()) for part in (main, *body))
    assert "".join("".join(line.text.split()) for line in composed.lines) == copy
    assert poppler_text(path) == pdfium_text(path) == copy
    assert [problem.code for problem in examine(path).problems if problem.severity in ("error", "warning")] == []
