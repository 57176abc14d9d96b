"""Work that stops between its steps, for whoever has other things to do in between, and gives a result at its end."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

_T = TypeVar("_T")

Steps = Generator[None, None, _T]


def finished(steps: Steps[_T]) -> _T:
    """Does all that is left of some work; its result."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: _T = end.value
            return result
