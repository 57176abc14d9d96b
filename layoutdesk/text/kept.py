"""What is kept of work on texts: of many short ones and of few long ones.

Each letter that is typed makes another text. Kept by number alone, those of a paragraph of some thousand characters would take
a hundred megabytes in minutes, and a paper of short ones a tenth of that.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, Generic, TypeVar, TypeVarTuple, Unpack

_Of = TypeVar("_Of")
_More = TypeVarTuple("_More")
_Made = TypeVar("_Made")
#: A text longer than this is a long one, characters; paragraphs of newspapers have some eighty.
SHORT: Final = 240


class Kept(Generic[_Of, *_More, _Made]):
    """A function whose results are kept: of its first argument ``length`` says how long its text is."""

    def __init__(
        self, make: Callable[[_Of, Unpack[_More]], _Made], length: Callable[[_Of], int], many: int, few: int
    ) -> None:
        self._length = length
        self.short, self.long = lru_cache(maxsize=many)(make), lru_cache(maxsize=few)(make)

    def __call__(self, of: _Of, *more: *_More) -> _Made:
        return (self.long if self._length(of) > SHORT else self.short)(of, *more)

    def cache_clear(self) -> None:
        """Forgets everything."""
        self.short.cache_clear()
        self.long.cache_clear()
