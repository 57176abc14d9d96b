"""How evenly pages are set, measured on what is printed.

Loose lines (松行), last lines of one character (孤字), baselines off the grid of their page, columns that are not level (栏平).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.grid import PageGrid
from layoutdesk.compose.scraps import GATHERED_ROWS
from layoutdesk.compose.types import ComposedPage, Line
from layoutdesk.model import Document
from layoutdesk.text import rules

#: What stands on the grid of its page, and what of it runs through columns.
ON_GRID = ("body", "lead", "clause", "comment", "byline", "signatory", "date", "caption", "credit")
RUNNING = ("body", "lead", "clause", "comment", "signatory", "date")
TABLES = ("cell", "cell-head")
CLOSING = ("signatory", "date")

#: A line whose gaps are as wide as this many em counts as loose, and how many of a hundred may be.
LOOSE, MOST = 0.25, 0.5


def loose(pages: Iterable[ComposedPage]) -> tuple[list[str], int]:
    """The loose lines of all copy, and how many lines there are."""
    lines = [line for page in pages for line in page.lines if line.style != "furniture"]
    return [line.text for line in lines if line.gap >= LOOSE], len(lines)


def lone(pages: Iterable[ComposedPage]) -> list[str]:
    """Last lines of running text with one character, marks not counted."""
    lines = [line for page in pages for line in page.lines if line.style in (*RUNNING, "caption")]
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


def off_grid(page: ComposedPage, grid: PageGrid) -> list[tuple[str, float]]:
    """Lines that stand more than a hundredth of a point off the rows of their page, and how far."""
    found = []
    for line in page.lines:
        rows = (line.baseline - grid.baseline(0)) / grid.step
        away = round((rows - round(rows)) * grid.step, 3)
        if line.style in ON_GRID and not line.down and abs(away) > 0.01:
            found.append((line.text, away))
    return found


def uneven(page: ComposedPage, step: float) -> list[tuple[str, list[float]]]:
    """Bands of text whose columns end more than a row apart although there is room under the shorter: rows each is short.

    A table across its element parts the text over it and under it into bands of their own.
    """
    found = []
    for band in _bands(page, step):
        feet = [max((line.baseline for line in one), default=_top(band) - step) for one in band]
        deepest = max(feet)
        short = [
            round((deepest - foot) / step, 2) if _lacks(page, band, at, deepest, step) else 0.0
            for at, foot in enumerate(feet)
        ]
        if max(short) > 1.01:
            found.append((next(line.text for one in band for line in one), short))
    return found


def _top(band: list[list[Line]]) -> float:
    return min(line.baseline for one in band for line in one)


def _bands(page: ComposedPage, step: float) -> Iterator[list[list[Line]]]:
    """The running lines of each element that has several columns, band by band and column by column, empty ones as well."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in page.lines:
        if line.style in RUNNING and not line.down:
            found[line.element].append(line)
    for element, lines in found.items():
        count = max(line.column for line in lines) + 1
        edges = [-math.inf, *_tables_across(page, element, lines, step), math.inf]
        for top, foot in pairwise(edges if count > 1 else ()):
            inside = [line for line in lines if top < line.baseline < foot]
            columns = [[line for line in inside if line.column == at] for at in range(count)]
            if inside:
                yield columns if len(edges) > 2 else [one for one in columns if one]


def _tables_across(page: ComposedPage, element: str, lines: list[Line], step: float) -> Iterator[float]:
    """Where a table stands between running lines that is wider than a column: nothing runs beside it."""
    cells = [line for line in page.lines if line.element == element and line.style in TABLES]
    width = max(line.width for line in lines)
    for over, under in pairwise(sorted({line.baseline for line in lines})):
        between = [cell for cell in cells if over < cell.baseline < under]
        if between and under - over > 1.5 * step:
            left, right = min(cell.x for cell in between), max(cell.x + cell.width for cell in between)
            if right - left > width:
                yield between[0].baseline


def _lacks(page: ComposedPage, band: list[list[Line]], at: int, deepest: float, step: float) -> bool:
    """Whether a column of a band could hold more of what the others hold."""
    column = band[at]
    used = [one for one in band if one]
    if not column:
        # At a table little text is gathered in some of the columns.
        return sum(map(len, band)) >= GATHERED_ROWS * (len(used) + 1)
    closing = [line.style in CLOSING for line in used[-1]]
    if column is not used[-1] and any(closing) and closing.index(True) <= 1:
        return False  # who signs takes one line of the text along, no more
    return _has_room(page, column, deepest, step)


def _has_room(page: ComposedPage, column: list[Line], deepest: float, step: float) -> bool:
    """Whether nothing stands in the rows, two at most, that a column ends over ``deepest``, and its element reaches so far."""
    left, right = min(line.x for line in column), max(line.x + line.width for line in column)
    foot = max(line.baseline for line in column)
    under = Rect(left, foot + 0.3 * step, right - left - column[0].size, min(2 * step, deepest - foot))
    element = column[0].element
    others = [rect for name, rects in page.frames.items() if name != element for rect in rects]
    inside = [line.rect for line in page.lines if line.element == element]
    pictures = [picture.rect for picture in page.pictures]
    return any(rect.y < under.y and under.bottom <= rect.bottom for rect in page.frames[element]) and not any(
        rect.overlaps(under) for rect in (*others, *inside, *pictures)
    )


def assert_on_grid_and_level(document: Document, pages: Iterable[ComposedPage]) -> None:
    """Every line of copy stands on its page's grid, and the columns of every element end level."""
    for page, drawn in zip(document.pages, pages, strict=True):
        grid = PageGrid(document.template(page.template))
        assert not off_grid(drawn, grid)
        assert not uneven(drawn, grid.step)
