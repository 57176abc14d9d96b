"""What the head of copy says of its page (稿件版头：版名、通栏、责编、美编、校对), put where the page has nothing of its own.

Plain data, without Qt.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.model import Document, Page

if TYPE_CHECKING:
    from layoutdesk.intake.types import CopyPage

_CREDITS: Final = ("editor", "designer", "proofreader")


class Headed(NamedTuple):
    """The edits that fill pages in, the pages that took something, and the files of which a head is left over."""

    steps: tuple[edits.Edit, ...]
    pages: tuple[Page, ...]
    left: tuple[str, ...]


def headed(document: Document, heads: Sequence[CopyPage], page_id: str) -> Headed:
    """How the ``heads`` of copy come onto pages: by their label, by their name, and a single one onto the page ``page_id``.

    What a page has already stays. A head is left over where none of its pages is there, or that page says something else.
    """
    steps: list[edits.Edit] = []
    pages, left = list[Page](), list[str]()
    for head in heads:
        page = _page_of(document, head, page_id if len(heads) == 1 else "")
        filled = _filled(page, head) if page is not None else None
        if page is None or filled is None:
            left.append(head.file)
        elif filled != page:
            steps += [
                edits.SetPage(page.id, name=filled.name, banner=filled.banner),
                edits.SetCredits(page.id, filled.credits),
            ]
            pages.append(filled)
    return Headed(tuple(steps), tuple(pages), tuple(dict.fromkeys(left)))


def _page_of(document: Document, head: CopyPage, other: str) -> Page | None:
    for said in ("label", "name"):
        wanted = getattr(head, said)
        found = [page for page in document.pages if wanted and getattr(page, said) == wanted]
        if len(found) == 1:
            return found[0]
    return None if head.label else next((page for page in document.pages if page.id == other), None)


def _filled(page: Page, head: CopyPage) -> Page | None:
    """The page with what the head says and it lacks; nothing where it says otherwise."""
    credits = {role: getattr(page.credits, role) or getattr(head.credits, role) for role in _CREDITS}
    made = replace(
        page, name=page.name or head.name, banner=page.banner or head.banner, credits=replace(page.credits, **credits)
    )
    pairs = [(made.name, head.name), (made.banner, head.banner)]
    pairs += [(getattr(made.credits, role), getattr(head.credits, role)) for role in _CREDITS]
    return None if any(said and has != said for has, said in pairs) else made
