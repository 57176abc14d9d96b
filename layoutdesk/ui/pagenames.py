"""What a page is called wherever it is named: printed label, or its number, and section name (版序、版名)."""

from __future__ import annotations

from layoutdesk.model import Page


def page_name(page: Page | None) -> str:
    """A03 要闻; the number where no label is printed."""
    return " ".join(part for part in (page.label or str(page.number), page.name) if part) if page is not None else ""
