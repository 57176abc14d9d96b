"""Where a command may write: never over what it reads, and never in the place of a device or a pipe."""

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


def _same(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except OSError:
        return False
