"""Bookmarks (书签): one for every page with those of its headlines under it (ISO 32000-1 §12.3.3)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from layoutdesk.compose.types import ComposedPage, Line
from layoutdesk.exporters.pdf.boxes import PageBoxes
from layoutdesk.exporters.pdf.document import PdfFile, Reference, Value, array, dictionary, name, number, string
from layoutdesk.exporters.pdf.standard import legible

#: The style of the headline by which a story is called.
HEADLINE = "main"


class Bookmark(msgspec.Struct, frozen=True):
    """What is called ``title`` stands on ``page``; ``left`` and ``top`` in points, y up."""

    title: str
    page: Reference
    left: float
    top: float


class Chapter(msgspec.Struct, frozen=True):
    """A page and its headlines, in the order of reading."""

    page: Bookmark
    headlines: tuple[Bookmark, ...]


def chapter(composed: ComposedPage, title: str, page: Reference, boxes: PageBoxes) -> Chapter:
    """The bookmarks of a page; a headline of several lines is one."""
    found: dict[tuple[str, str], list[Line]] = {}
    for line in composed.lines:
        if line.style == HEADLINE and line.paragraph:
            found.setdefault((line.story, line.paragraph), []).append(line)
    headlines = (
        Bookmark(_joined(lines), page, boxes.margin + lines[0].rect.x, boxes.top - lines[0].rect.y)
        for lines in found.values()
    )
    return Chapter(Bookmark(legible(title), page, 0.0, boxes.top + boxes.margin), tuple(headlines))


def _joined(lines: Sequence[Line]) -> str:
    """A headline in one line: its phrases stand apart, as on the page."""
    return legible(" ".join(line.text.strip() for line in lines))


def write_outline(file: PdfFile, chapters: Sequence[Chapter]) -> Reference:
    """The outline of at least one page, closed over its headlines."""
    root = file.reserve()
    pages = [file.reserve() for _ in chapters]
    for at, (each, reference) in enumerate(zip(chapters, pages, strict=True)):
        heads = [file.reserve() for _ in each.headlines]
        for index, (headline, own) in enumerate(zip(each.headlines, heads, strict=True)):
            file.write(dictionary(**_entries(headline, reference, heads, index)), own)
        below: dict[str, Value] = {"First": heads[0], "Last": heads[-1], "Count": -len(heads)} if heads else {}
        file.write(dictionary(**_entries(each.page, root, pages, at), **below), reference)
    outline = dictionary(Type=name("Outlines"), First=pages[0], Last=pages[-1], Count=len(pages))
    return file.write(outline, root)


def _entries(mark: Bookmark, parent: Reference, row: Sequence[Reference], at: int) -> dict[str, Value]:
    """An item of the outline, with its neighbours in ``row``."""
    entries: dict[str, Value] = {
        "Title": string(mark.title),
        "Parent": parent,
        "Dest": array(mark.page, name("XYZ"), number(mark.left), number(mark.top), "null"),
    }
    if at:
        entries["Prev"] = row[at - 1]
    if at + 1 < len(row):
        entries["Next"] = row[at + 1]
    return entries
