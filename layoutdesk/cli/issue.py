"""Opening an issue for reading and composing its pages: what export, check and show share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from layoutdesk.compose.page import compose_each
from layoutdesk.compose.types import ComposedPage
from layoutdesk.model.document import Document
from layoutdesk.store import IssueFile
from layoutdesk.text.fonts import FontBook, load_fonts


class OpenIssue:
    """An issue open for reading, also while the editor has it; a context manager."""

    def __init__(self, path: str) -> None:
        self.path = Path(path)
        self.file = IssueFile.open(self.path, "r")
        self.document: Document = self.file.read()
        self.book: FontBook = load_fonts()

    def __enter__(self) -> OpenIssue:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def compose(self, numbers: Sequence[int] | None = None) -> Iterator[ComposedPage]:
        """The composed pages in order, one at a time; ``numbers`` picks some."""
        wanted = [page.id for page in self.document.pages if numbers is None or page.number in numbers]
        return compose_each(self.document, wanted, self.book)

    def blob(self, sha256: str) -> bytes:
        return self.file.blob(sha256)
