"""What an export has written."""

from __future__ import annotations

from collections.abc import Callable, Sized
from pathlib import Path

import msgspec

from layoutdesk.base.problem import Problem

#: Called after each page with the pages done and the pages in all; raising from it cancels the export.
Progress = Callable[[int, int], None]


class ExportedFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file written: its pages, its size in bytes, for a PDF the names of the fonts embedded, and notes on what is in it."""

    path: Path
    pages: int
    size: int
    fonts: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()


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
