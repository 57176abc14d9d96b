"""What stays in the process that exports for the window, from one export to the next. Nothing here knows Qt.

The issue is read from its file each time; what of it has not changed is the same object again, and so are its pages and pictures.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from layoutdesk.base.problem import Problem
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.page import compose_page, composed_of
from layoutdesk.exporters.pdf.formes import Formes
from layoutdesk.pictures.cache import WarmCache
from layoutdesk.store.rows import kept

if TYPE_CHECKING:
    from layoutdesk.model import Document
    from layoutdesk.text.fonts import FontBook

#: Pages of which it is known what is wrong with them.
_PAGES: Final = 512
#: Bytes of pictures.
_WARM: Final = 32_000_000


class Press:
    """The formes and pictures of the issue that was exported last, and what is wrong with its pages."""

    def __init__(self) -> None:
        self.formes, self.pictures = Formes(), WarmCache(warm=_WARM)
        self._last: tuple[Path, Document] | None = None
        self._problems: IdentityCache[tuple[Problem, ...]] = IdentityCache(_PAGES)

    def document(self, issue: Path, document: Document) -> Document:
        """An issue that was read, each part that is what it was as the same object."""
        if self._last is not None and self._last[0] == issue:
            document = kept(self._last[1], document)
        else:
            self.formes.clear()
            self._problems.clear()
        self._last = issue, document
        return document

    def problems(self, document: Document, page: str, book: FontBook) -> tuple[Problem, ...]:
        """What is wrong with a page as it is composed."""
        return self._problems.get(
            composed_of(document, page, book), lambda: compose_page(document, page, book).problems
        )


@cache
def press() -> Press:
    """The one of this process."""
    return Press()
