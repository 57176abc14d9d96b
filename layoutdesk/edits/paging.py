"""The edits of whole pages, several at a time: put in, taken out, moved; nothing of the copy is lost."""

from __future__ import annotations

from msgspec.structs import replace

from layoutdesk.base.problem import Refusal
from layoutdesk.edits.find import page_of
from layoutdesk.edits.folios import in_places, with_pages, without_pages
from layoutdesk.edits.kinds import InsertPages, MovePages, RemovePages
from layoutdesk.edits.pages import check_element, known_template, new_ids, queries_without
from layoutdesk.edits.parts import taken_back
from layoutdesk.edits.threads import rethreaded
from layoutdesk.model import Document


def insert_pages(document: Document, edit: InsertPages) -> Document:
    """Pages between others, in the order given."""
    count = len(document.pages)
    if not edit.pages or not -1 <= edit.index <= count:
        raise Refusal("edits.place", index=edit.index, count=count)
    taken = {each.id for each in document.pages}
    for page in edit.pages:
        if not page.id or page.id in taken:
            raise Refusal("edits.id-taken", id=page.id)
        taken.add(page.id)
        known_template(document, page.template)
    new_ids(document, (element for page in edit.pages for element in page.elements))
    for page in edit.pages:
        for element in page.elements:
            check_element(document, page, element)
    pages = with_pages(document.pages, edit.pages, count if edit.index == -1 else edit.index)
    return rethreaded(replace(document, pages=pages))


def remove_pages(document: Document, edit: RemovePages) -> Document:
    """Pages out of the issue; a story that goes on elsewhere is set there from where it began on them."""
    gone = dict.fromkeys(edit.pages)
    if not gone:
        raise Refusal("edits.no-page", id="")
    elements = [element for name in gone for element in page_of(document, name).elements]
    pages = without_pages(document.pages, gone)
    left = replace(document, pages=pages, queries=queries_without(document, gone))
    return rethreaded(taken_back(left, elements))


def move_pages(document: Document, edit: MovePages) -> Document:
    """Pages to another place among the rest, in the order that they have in the issue."""
    named = {page_of(document, name).id for name in edit.pages}
    moved = [page for page in document.pages if page.id in named]
    rest = [page for page in document.pages if page.id not in named]
    if not moved or not 0 <= edit.index <= len(rest):
        raise Refusal("edits.place", index=edit.index, count=len(rest))
    order = (*rest[: edit.index], *moved, *rest[edit.index :])
    if order == document.pages:
        return document
    return rethreaded(replace(document, pages=in_places(order, document.pages)))
