"""What the commands print: JSON objects, plain lines, and a progress bar where a terminal shows it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from layoutdesk.words import text

Progress = Callable[[int, int], None]


def print_json(value: dict[str, Any]) -> None:
    """One object on standard output and nothing else."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def say(code: str, /, **args: object) -> None:
    """One line in the user's language on standard output."""
    print(text(code, None, **args))


@contextmanager
def progress(code: str, quiet: bool = False) -> Iterator[Progress]:
    """A bar on standard error where that is a terminal; else nothing. rich is loaded only then."""
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(text(code), total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)
