"""Words under the caret: where one begins and ends, and the next place a word on.

Chinese words are those of the segmenter where it is loaded; until then, and for other writing, those that Qt knows.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QTextBoundaryFinder

from layoutdesk.phrasing.words import is_loaded, words


def word_at(text: str, offset: int) -> tuple[int, int]:
    """The word at an offset: that behind the caret, at the end of the text the last one; marks are words of their own."""
    if not text:
        return 0, 0
    at = min(offset, len(text) - 1)
    return next((start, end) for start, end in _words(text) if start <= at < end)


def word_step(text: str, offset: int, by: int) -> int:
    """The start of the next word (1), or of this one or the one before (-1); the ends of the text where there is none."""
    starts = [start for start, end in _words(text) if not text[start:end].isspace()]
    if by > 0:
        return min((start for start in starts if start > offset), default=len(text))
    return max((start for start in starts if start < offset), default=0)


def _words(text: str) -> list[tuple[int, int]]:
    if is_loaded():
        return [(word.start, word.end) for word in words(text)]
    units = text.encode("utf-16-le")
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Word, text)
    places, at = [0], finder.toNextPosition()
    while at > 0:
        places.append(len(units[: 2 * at].decode("utf-16-le")))
        at = finder.toNextPosition()
    return list(pairwise(places))
