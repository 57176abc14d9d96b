"""A day's real copy is set as evenly as the sample issue; it lies beside the checkout and is no part of the project."""

from __future__ import annotations

from pathlib import Path

from layoutdesk.base.ids import IdSource
from layoutdesk.compose.page import compose_page
from layoutdesk.intake import read_copy
from layoutdesk.makeup.issue import compile_issue
from layoutdesk.model.library import shipped_templates
from layoutdesk.text.fonts import pip_fonts
from tests.evenness import assert_even, assert_on_grid_and_level


def test_real_pages_are_evenly_set(shared: Path) -> None:
    ids = IdSource(b"even")
    intake = read_copy(sorted((shared / "copy").glob("*.txt")), ids)
    templates = list(shipped_templates().values())
    document = compile_issue(intake, templates, pip_fonts(), {}, template=None, date=None, ids=ids)
    pages = [compose_page(document, page.id, pip_fonts()) for page in document.pages]
    assert_even(pages, 200)
    assert_on_grid_and_level(document, pages)
