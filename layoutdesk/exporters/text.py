"""Composed pages as plain text: every line as it was set."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from layoutdesk.compose.types import ComposedPage
from layoutdesk.exporters.report import ExportedFile, ExportReport
from layoutdesk.exporters.target import replacing


def export_text(pages: Iterable[ComposedPage]) -> str:
    """Every composed line as set, one line of text each.

    The stories of a page stand in reading order with an empty line between them, furniture likewise by its element; a form
    feed stands between pages.
    """
    return "\f".join(page_text(page) for page in pages)


def page_text(page: ComposedPage) -> str:
    """The lines of one page; a story whose lines stand in several elements is kept together."""
    stories: dict[tuple[str, str], list[str]] = {}
    for line in page.lines:
        key = (line.story, "" if line.story else line.element)
        stories.setdefault(key, []).append(line.text)
    return "\n".join("".join(text + "\n" for text in lines) for lines in stories.values())


def write_text(pages: Iterable[ComposedPage], target: Path) -> ExportReport:
    """Writes ``export_text`` to a file in UTF-8; raises ``Refusal`` where the file cannot be written."""
    composed = tuple(pages)
    data = export_text(composed).encode("utf-8")
    with replacing(target) as out:
        out.write(data)
    return ExportReport(files=(ExportedFile(path=target, pages=len(composed), size=len(data)),))
