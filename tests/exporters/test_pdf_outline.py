"""Bookmarks lead from the names of pages and their headlines to where these stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pikepdf
import pypdfium2
import pytest

from layoutdesk.base.units import mm
from layoutdesk.compose.types import Line
from layoutdesk.model import Page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.exporters.conftest import Desk


def head(story: str, text: str, x: float, baseline: float, style: str = "main") -> Line:
    return Line(
        element="e", story=story, paragraph=f"p-{story}", start=0, end=len(text), text=text, x=x, baseline=baseline,
        width=200.0, size=20.0, style=style,
    )  # fmt: skip


@pytest.fixture
def two_pages(desk: Desk) -> Path:
    pages = (
        Page(id="pg-1", number=1, template="", label="A01", name="要闻"),
        Page(id="pg-2", number=2, template="", label="A02"),
    )
    desk.document = msgspec.structs.replace(desk.document, pages=pages)
    front = (
        head("s", "引题在上", 50.0, 60.0, style="kicker"),
        head("s", "大桥通车", 50.0, 90.0),
        head("s", "十分钟过江", 60.0, 120.0),
        head("t", "老街亮灯", 400.0, 300.0),
    )
    return desk.pdf(desk.page(lines=front), desk.page(number=2), name="two.pdf")


def test_pages_and_headlines_have_bookmarks(two_pages: Path) -> None:
    with pypdfium2.PdfDocument(two_pages) as pdf:
        found = [
            (mark.level, mark.get_title(), mark.get_dest().get_index(), mark.get_dest().get_view()[1][:2])
            for mark in pdf.get_toc()
        ]
    assert [entry[:3] for entry in found] == [
        (0, "A01 要闻", 0), (1, "大桥通车 十分钟过江", 0), (1, "老街亮灯", 0), (0, "A02", 1),
    ]  # fmt: skip
    # The upper left corner of the headline's em boxes, on a page 600 pt high with its bleed around it.
    bleed = mm(3)
    assert found[1][3] == pytest.approx([bleed + 50.0, bleed + 600.0 - (90.0 - 18.0)], abs=0.001)
    assert found[2][3] == pytest.approx([bleed + 400.0, bleed + 600.0 - (300.0 - 18.0)], abs=0.001)


def test_the_title_of_the_issue_is_shown(two_pages: Path) -> None:
    with pikepdf.open(two_pages) as pdf:
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert str(pdf.docinfo.Title) == "晨岸日报 2031-05-06"


def test_the_older_standard_has_pages_alone(desk: Desk) -> None:
    path = desk.pdf(desk.page(lines=(head("s", "大桥通车", 50.0, 90.0),)), standard="x1a")
    with pikepdf.open(path) as pdf:
        assert "/Outlines" not in pdf.Root and "/ViewerPreferences" not in pdf.Root
