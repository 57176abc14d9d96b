"""Where on a composed page a problem, a range of copy or a paragraph stands."""

from __future__ import annotations

from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Problem
from layoutdesk.compose.types import ComposedPage, Line


def problem_rects(page: ComposedPage | None, problem: Problem) -> tuple[Rect, ...]:
    """The rectangles in points that show a problem: its lines, else its element."""
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
