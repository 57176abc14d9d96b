"""What a command may read and where it may write: never over what it reads, and never in the place of a device or a pipe."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from layoutdesk.base.problem import Refusal


def check_target(target: Path, sources: Iterable[Path]) -> None:
    """Refuses a target that is one of the files read, by any name or link, or that exists and is no plain file or folder."""
    if target.exists() and not (target.is_file() or target.is_dir()):
        raise Refusal("cli.target-kind", file=target)
    for source in sources:
        if _same(target, source):
            raise Refusal("cli.target-is-source", file=target)


def check_readable(sources: Iterable[Path]) -> None:
    """Refuses a file that its owner does not let us read; what is missing or no file at all is the reader's to say."""
    for source in sources:
        try:
            if source.is_file():
                source.open("rb").close()
        except OSError as error:
            raise Refusal("intake.unreadable", file=source.name, reason=error.strerror or str(error)) from error


def _same(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except OSError:
        return False
