"""Where on a composed page a problem, a range of copy or a paragraph stands."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.types import ComposedPage, Line


class Pointed(Protocol):
    """What is shown by its lines of the copy, else by its element: a problem, a change, a note."""

    @property
    def element(self) -> str: ...
    @property
    def story(self) -> str: ...
    @property
    def paragraph(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class CopyRange(NamedTuple):
    """A range of the copy that is pointed at."""

    story: str
    paragraph: str
    start: int
    end: int
    element: str = ""


def problem_rects(page: ComposedPage | None, problem: Pointed) -> tuple[Rect, ...]:
    """The rectangles in points that show a problem, or what else is pointed at: its lines, else its element."""
    if page is None:
        return ()
    lines = [line for line in page.lines if line.paragraph and line.paragraph == problem.paragraph]
    if problem.end > problem.start:
        lines = [line for line in lines if line.start < problem.end and problem.start < line.end] or lines
    if lines:
        return tuple(line_rect(line) for line in lines)
    return page.frames.get(problem.element, ())


def line_rect(line: Line) -> Rect:
    """The em boxes of a line."""
    return line.rect
