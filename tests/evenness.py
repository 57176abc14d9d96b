"""How evenly pages are set, measured on what is printed: loose lines (松行), last lines of one character (孤字)."""

from __future__ import annotations

from collections.abc import Iterable

from layoutdesk.compose.types import ComposedPage
from layoutdesk.text import rules

#: A line whose gaps are wider than this many em counts as loose, and how many of a hundred may be.
LOOSE, MOST = 0.25, 0.5


def loose(pages: Iterable[ComposedPage]) -> tuple[list[str], int]:
    """The loose lines of all copy, and how many lines there are."""
    lines = [line for page in pages for line in page.lines if line.style != "furniture"]
    return [line.text for line in lines if line.gap > LOOSE], len(lines)


def lone(pages: Iterable[ComposedPage]) -> list[str]:
    """Last lines of running text with one character, marks not counted."""
    lines = [line for page in pages for line in page.lines if line.style in ("body", "lead", "clause", "caption")]
    ends = {line.paragraph: line for line in lines}
    return [
        line.text
        for line in ends.values()
        if line.start and sum(letter not in rules.MARKS for letter in rules.classes(line.text)) < 2
    ]


def assert_even(pages: Iterable[ComposedPage], least: int) -> None:
    """Loose lines are under ``MOST`` of a hundred among at least ``least`` lines, and no last line is a single character."""
    pages = list(pages)
    found, number = loose(pages)
    assert number > least
    assert len(found) * 100 < MOST * number, found
    assert not lone(pages)
