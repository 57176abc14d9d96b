"""The edits of guides applied."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from layoutdesk.base.problem import Refusal
from layoutdesk.edits.find import index_of, page_of, put, put_page
from layoutdesk.edits.guidekinds import AddGuide, RemoveGuide, SetGuide
from layoutdesk.model import Document, Guide, Page
from layoutdesk.model.guides import MOST_GUIDES


def add_guide(document: Document, edit: AddGuide) -> Document:
    """A guide onto a page, as far as the page takes any more."""
    page = page_of(document, edit.page)
    if not edit.guide.id or any(each.id == edit.guide.id for each in page.guides):
        raise Refusal("edits.id-taken", id=edit.guide.id)
    if len(page.guides) >= MOST_GUIDES:
        raise Refusal("edits.guides-full", most=MOST_GUIDES)
    _check(edit.guide)
    return put_page(document, replace(page, guides=(*page.guides, edit.guide)))


def set_guide(document: Document, edit: SetGuide) -> Document:
    """A guide elsewhere, locked or set free."""
    page = page_of(document, edit.page)
    if _guide(page, edit.guide.id) == edit.guide:
        return document
    _check(edit.guide)
    return put_page(document, replace(page, guides=put(page.guides, edit.guide)))


def remove_guide(document: Document, edit: RemoveGuide) -> Document:
    """A guide off its page."""
    page = page_of(document, edit.page)
    gone = _guide(page, edit.guide)
    return put_page(document, replace(page, guides=tuple(each for each in page.guides if each is not gone)))


def _guide(page: Page, name: str) -> Guide:
    return page.guides[index_of(page.guides, name, "guide")]


def _check(guide: Guide) -> None:
    """Refuses a place with which no file could be opened again."""
    try:
        msgspec.convert(msgspec.to_builtins(guide), Guide)
    except msgspec.ValidationError:
        raise Refusal("edits.guide-place") from None
