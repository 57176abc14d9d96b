"""Words under the caret: where one begins and ends, and the next place a word on. The segmenter is loaded when first asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from layoutdesk.phrasing.words import Word


def word_at(text: str, offset: int) -> tuple[int, int]:
    """The word at an offset: that behind the caret, at the end of the text the last one; marks are words of their own."""
    if not text:
        return 0, 0
    at = min(offset, len(text) - 1)
    return next((word.start, word.end) for word in _words(text) if word.start <= at < word.end)


def word_step(text: str, offset: int, by: int) -> int:
    """The start of the next word (1), or of this one or the one before (-1); the ends of the text where there is none."""
    starts = [word.start for word in _words(text) if not word.text.isspace()]
    if by > 0:
        return min((start for start in starts if start > offset), default=len(text))
    return max((start for start in starts if start < offset), default=0)


def _words(text: str) -> list[Word]:
    from layoutdesk.phrasing.words import words

    return words(text)
