"""What an export has written."""

from __future__ import annotations

from collections.abc import Callable, Sized
from pathlib import Path

import msgspec

from layoutdesk.base.problem import Problem

#: Called after each page with the pages done and the pages in all; raising from it cancels the export.
Progress = Callable[[int, int], None]


class ExportedFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file written: its pages and its size in bytes.

    A PDF also has the names of the fonts embedded, notes on what is in it, and the total ink in percent that it was made for.
    """

    path: Path
    pages: int
    size: int
    fonts: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()
    ink_limit: float = 0.0


class ExportReport(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one export wrote, in order."""

    files: tuple[ExportedFile, ...]

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What is to be said of all files, each thing once."""
        return tuple({(note.code, *note.args.items()): note for file in self.files for note in file.notes}.values())

    @property
    def pages(self) -> int:
        """The pages written, over all files."""
        return sum(file.pages for file in self.files)


def page_count(pages: object, otherwise: int) -> int:
    """How many pages will come, for a progress bar: exact where ``pages`` knows its length."""
    return len(pages) if isinstance(pages, Sized) else otherwise
