"""``export --check-ink``: the total ink of the files just written, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.cli.output import progress, say
from layoutdesk.exporters.report import ExportedFile
from layoutdesk.preflight.ink import PageInk, ghostscript, ink_problems, measure_ink


class Measured(msgspec.Struct, frozen=True):
    """A file, the ink of its pages, and what of it is too much."""

    file: ExportedFile
    inks: tuple[PageInk, ...]
    problems: tuple[Problem, ...]


def check_measurable(kind: str) -> None:
    """Refuses a check of ink before anything is written where it could not be done afterwards."""
    if kind != "pdf":
        raise Refusal("cli.ink-of-pdf", kind=kind)
    ghostscript()


def measured(files: Sequence[ExportedFile], quiet: bool) -> tuple[Measured, ...]:
    """The ink of every page as the files lie on the disk, each against the limit that it was made for."""
    return tuple(_measured(file, quiet) for file in files)


def _measured(file: ExportedFile, quiet: bool) -> Measured:
    with progress("cli.measuring", quiet) as tick:
        inks = measure_ink(file.path, file.ink_limit, progress=lambda done: tick(done, file.pages))
    return Measured(file, inks, ink_problems(inks, file.ink_limit, file.path.name))


def say_ink(found: Sequence[Measured]) -> None:
    """A line a page: the most ink and its place, with the file's name where there are several."""
    code = "cli.ink" if len(found) == 1 else "cli.ink-in-file"
    for one in found:
        for ink in one.inks:
            place = {"x": f"{ink.x_mm:.0f}", "y": f"{ink.y_mm:.0f}"}
            say(code, file=one.file.path.name, page=ink.page, ink=f"{ink.most:.0f}", **place)


def ink_rows(found: Sequence[Measured]) -> list[dict[str, Any]]:
    """The same for ``export --json``."""
    return [
        {
            "file": str(one.file.path),
            "page": ink.page,
            "most": ink.most,
            "at_mm": [ink.x_mm, ink.y_mm],
            "over": ink.over,
        }
        for one in found
        for ink in one.inks
    ]
