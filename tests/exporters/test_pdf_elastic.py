"""Western lines whose letters gave way come out of the PDF as they went in, with their ligatures set letter by letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layoutdesk.display import placed
from layoutdesk.model import Paragraph, TextStyle
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.text.paragraph import set_paragraph

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.exporters.conftest import Desk

COPY = (
    "The office found afflicted raffles difficult: forty staff, of which only eleven flew to the first café, kept the "
    "lantern room and its straightforwardness for $312,400 in the old kitchen, unaffected, and coughed."
)
STYLE = TextStyle(
    size=9.0, language="en", word_space=(0.7, 1.0, 1.5), letter_space=(-0.02, 0.03), glyph_scale=(0.97, 1.03)
)


def test_lines_of_letters_apart_are_verbatim(
    desk: Desk, poppler_text: Callable[[Path], str], pdfium_text: Callable[[Path], str]
) -> None:
    desk.book = pip_fonts()
    lines = [
        line
        for ems in (12.0, 12.5, 13.0, 14.5)
        for line in set_paragraph(Paragraph(id="p", text=COPY), STYLE, ems * 9.0, desk.book)
    ]
    scales = {run.hscale for line in lines for run in line.glyphs}
    assert min(scales) < 1.0 < max(scales)
    assert any("fi" in run.text and len(run.gids) == len(run.text) for line in lines for run in line.glyphs)
    path = desk.pdf(desk.page(*(placed(line.items, 40.0, 40.0 + 12.0 * row) for row, line in enumerate(lines))))
    bare = "".join(COPY.split()) * 4
    assert "".join(poppler_text(path).split()) == bare
    assert "".join(pdfium_text(path).split()) == bare
