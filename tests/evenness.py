"""How evenly pages are set, measured on what is printed.

Loose lines (松行), last lines of one character (孤字), baselines off the grid of their page, columns that are not level (栏平).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.grid import PageGrid
from layoutdesk.compose.types import ComposedPage, Line
from layoutdesk.model import Document
from layoutdesk.text import rules

#: What stands on the grid of its page, and what of it runs through columns.
ON_GRID = ("body", "lead", "clause", "comment", "byline", "signatory", "date", "caption", "credit")
RUNNING = ("body", "lead", "clause", "comment", "signatory", "date")

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
    """Elements whose columns end more than a row apart although there is room under the shorter: how many rows each is short."""
    return [
        (columns[0][-1].text, short)
        for columns in _columns(page)
        for feet in [[max(line.baseline for line in one) for one in columns]]
        for short in [
            [
                round((max(feet) - foot) / step, 2) if _has_room(page, one, foot, step) else 0.0
                for one, foot in zip(columns, feet, strict=True)
            ]
        ]
        if max(short) > 1.01
    ]


def _columns(page: ComposedPage) -> Iterator[list[list[Line]]]:
    """The running lines of each element that has several columns, column by column."""
    found: dict[str, dict[int, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for line in page.lines:
        if line.style in RUNNING and not line.down:
            found[line.element][line.column].append(line)
    yield from ([columns[at] for at in sorted(columns)] for columns in found.values() if len(columns) > 1)


def _has_room(page: ComposedPage, column: list[Line], foot: float, step: float) -> bool:
    """Whether nothing stands in the two rows under a column's foot, and its element reaches so far."""
    left, right = min(line.x for line in column), max(line.x + line.width for line in column)
    under = Rect(left, foot + 0.3 * step, right - left - column[0].size, 2 * step)
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
