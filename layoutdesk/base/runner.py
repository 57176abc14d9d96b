"""How work on data from outside is run: here, or, as whoever wires the rooms together decides, in a limited child process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

_Result = TypeVar("_Result")


class Runner(Protocol):
    """Calls a function, here or in a limited child process (see ``jobs.run_limited``), and gives back its result."""

    def __call__(self, function: Callable[..., _Result], /, *args: Any) -> _Result: ...


def in_process(function: Callable[..., _Result], /, *args: Any) -> _Result:
    """The runner that calls the function where it is."""
    return function(*args)
