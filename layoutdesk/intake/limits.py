"""How much one file and one page of copy may hold: what is far beyond a newspaper is refused before it can stop the program.

A full broadsheet page has some 12,000 characters and 300 lines; a table of it a few hundred cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from layoutdesk.base.problem import Refusal
from layoutdesk.intake.lines import Line
from layoutdesk.intake.types import TypedBlock
from layoutdesk.model import Element, Story
from layoutdesk.model.document import MOST_ELEMENTS
from layoutdesk.model.story import paragraphs

#: The most lines that one file may have, empty ones not counted.
FILE_LINES: Final = 50_000
#: The most pages that one file may hold; a day's paper has far fewer.
FILE_PAGES: Final = 200
#: The most lines and characters that one page may have, and cells that one table may have.
PAGE_LINES: Final = 3_000
PAGE_CHARACTERS: Final = 60_000
TABLE_CELLS: Final = 2_000


def check_file(lines: Sequence[Line], name: str) -> None:
    """Refuses a file of far too many lines before any of them is looked at."""
    if len(lines) > FILE_LINES:
        raise Refusal("intake.too-many-lines", file=name, count=len(lines), limit=FILE_LINES)


def check_pages(pages: int, name: str) -> None:
    """Refuses a file that falls into more pages than any issue has."""
    if pages > FILE_PAGES:
        raise Refusal("intake.too-many-pages", file=name, count=pages, limit=FILE_PAGES)


def check_page(blocks: Sequence[TypedBlock], name: str) -> None:
    """Refuses a page, or a table on it, that no sheet of paper holds."""
    if not blocks:
        return
    first = min(block.first for block in blocks)
    lines = sum(block.text.count("\n") + 1 for block in blocks)
    characters = sum(len(block.text) for block in blocks)
    if lines > PAGE_LINES or characters > PAGE_CHARACTERS:
        raise Refusal(
            "intake.page-too-long", file=name, line=first, lines=lines, characters=characters,
            most_lines=PAGE_LINES, most_characters=PAGE_CHARACTERS,
        )  # fmt: skip
    for block in blocks:
        if block.type == "table" and (cells := _cells(block)) > TABLE_CELLS:
            raise Refusal("intake.table-too-large", file=name, line=block.first, cells=cells, limit=TABLE_CELLS)


def _cells(block: TypedBlock) -> int:
    """The cells of a table whose short rows are filled up: its rows times its widest row."""
    if block.rows:
        return len(block.rows) * max(sum(cell.colspan for cell in row) for row in block.rows)
    mark = "\t" if "\t" in block.text else "|"
    rows = block.text.split("\n")
    return len(rows) * max(row.count(mark) + 1 for row in rows)


def check_placed(elements: Sequence[Element], stories: Iterable[Story], name: str) -> None:
    """Refuses a page of a plan with far more on it than any page has."""
    if len(elements) > MOST_ELEMENTS:
        raise Refusal("intake.plan-elements", file=name, count=len(elements), limit=MOST_ELEMENTS)
    characters = sum(len(paragraph.text) for story in stories for paragraph in paragraphs(story))
    if characters > PAGE_CHARACTERS:
        raise Refusal("intake.plan-text", file=name, count=characters, limit=PAGE_CHARACTERS)
