"""Tables that stand in plain copy in the tags of a web page, as Markdown lets them, among its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from layoutdesk.intake.lines import LINE_END, Line, split_lines

_TABLE: Final = re.compile(
    r"^[ \t\u3000]*(?:<(?:div|center|figure|p)(?:\s[^<>\n]{0,200})?>\s{0,9})?<table[\s>]", re.I | re.M
)
_END: Final = re.compile(r"</table\s{0,9}>(?:\s{0,9}</(?:div|center|figure|p)>)?", re.I)
#: A longer one, or one of more tags, is left as the text that it is: plain copy is read without limits of time.
_LONGEST: Final = 200_000
_MOST_TAGS: Final = 10_000


def split(text: str, name: str) -> list[Line]:
    """The lines of ``text`` that hold anything, its tables each as one line with its cells.

    Raises ``Refusal`` where a table has more cells than any page.
    """
    lines: list[Line] = []
    done = before = last = 0
    for start, end in _tables(text):
        lines += _numbered(split_lines(text[done:start]), before, last)
        last = lines[-1].number if lines else 0
        first = before + _ends(text, done, start)
        lines += [replace(line, number=first + 1, gap=first - last) for line in _read(text[start:end], name)]
        done, before = end, first + _ends(text, start, end)
        last = before + 1
    return lines + _numbered(split_lines(text[done:]), before, last)


def _tables(text: str) -> Iterator[tuple[int, int]]:
    """From where to where tables stand that have an end."""
    at = 0
    while (start := _TABLE.search(text, at)) is not None:
        end = _END.search(text, start.end())
        if end is None:
            return
        at = end.end()
        if at - start.start() <= _LONGEST and text.count("<", start.start(), at) <= _MOST_TAGS:
            yield start.start(), at


def _read(text: str, name: str) -> tuple[Line, ...]:
    from layoutdesk.intake.html import read_lines

    return read_lines(text, name)


def _ends(text: str, start: int, end: int) -> int:
    return sum(1 for _ in LINE_END.finditer(text, start, end))


def _numbered(lines: list[Line], before: int, last: int) -> list[Line]:
    """Lines of a stretch that starts ``before`` lines into the file, where the last that holds anything is ``last``."""
    if not before:
        return lines
    gap = max(0, lines[0].number + before - last - 1) if lines else 0
    return [replace(line, number=line.number + before, gap=line.gap if at else gap) for at, line in enumerate(lines)]
