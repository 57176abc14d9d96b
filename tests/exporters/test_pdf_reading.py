"""The specimen read out of its PDF: headlines across and downwards, tables, captions, capitals, readings, raised figures."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from layoutdesk.compose.page import compose_page
from layoutdesk.display import Glyphs, flatten
from layoutdesk.exporters.pdf import export_pdf
from layoutdesk.makeup.specimen import read_specimen
from layoutdesk.text.fonts import pip_fonts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from layoutdesk.compose.types import ComposedPage, Line
    from layoutdesk.model import Document
    from tests.exporters.conftest import FlatImages


@pytest.fixture(scope="module")
def document() -> Document:
    return read_specimen(pip_fonts())[0]


@pytest.fixture(scope="module")
def pages(document: Document) -> list[ComposedPage]:
    return [compose_page(document, page.id, pip_fonts()) for page in document.pages]


@pytest.fixture(params=["poppler", "pdfium"])
def texts(
    request: pytest.FixtureRequest,
    document: Document,
    pages: list[ComposedPage],
    image_source: type[FlatImages],
    tmp_path: Path,
) -> list[str]:
    """The text of every page, its white space one blank each."""
    read: Callable[[Path], list[str]] = request.getfixturevalue(f"{request.param}_lines")
    found = []
    for page in pages:
        export_pdf([page], document, pip_fonts(), tmp_path / "page.pdf", images=image_source())
        found.append(even(" ".join(read(tmp_path / "page.pdf"))))
    return found


def even(text: str) -> str:
    return " ".join(text.split())


def bare(text: str) -> str:
    return "".join(text.split())


def runs(page: ComposedPage) -> list[Glyphs]:
    """What a page shows of the copy and of its own marks; what was inserted into the copy is no text."""
    items = (item for _, item in flatten(page.display.items) if isinstance(item, Glyphs))
    return [item for item in items if not (item.artefact and item.paragraph)]


def copy(page: ComposedPage) -> list[Line]:
    """The lines of the copy that a page shows."""
    shown = {(run.story, run.paragraph) for run in runs(page) if run.paragraph}
    return [line for line in page.lines if (line.story, line.paragraph) in shown]


def test_nothing_is_missing_or_doubled(pages: list[ComposedPage], texts: list[str]) -> None:
    for page, text in zip(pages, texts, strict=True):
        assert Counter(bare(text)) == Counter(bare("".join(run.text for run in runs(page))))


def test_every_paragraph_reads_on(pages: list[ComposedPage], texts: list[str]) -> None:
    for page, text in zip(pages, texts, strict=True):
        paragraphs: dict[tuple[str, str], list[Line]] = {}
        for line in copy(page):
            paragraphs.setdefault((line.story, line.paragraph), []).append(line)
        assert len(paragraphs) > 100
        for lines in paragraphs.values():
            assert bare("".join(line.text for line in lines)) in bare(text)


def test_lines_have_the_blanks_of_the_copy(pages: list[ComposedPage], texts: list[str]) -> None:
    for page, text in zip(pages, texts, strict=True):
        # Lines that may begin or end inside a word stand otherwise in the text; phrases of one set downwards stand apart.
        lines = [line for line in copy(page) if not line.down and not re.search(r"^\s*[!-~]|[!-~]\s*$", line.text)]
        assert len(lines) > 100
        assert [line.text for line in lines if even(line.text) not in text] == []
