"""The edits of whole pages, several at a time: put in, taken out, moved; nothing of the copy is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from layoutdesk.base.problem import Refusal
from layoutdesk.edits.find import page_of
from layoutdesk.edits.folios import in_places, with_pages, without_pages
from layoutdesk.edits.kinds import InsertPages, MovePages, RemovePages
from layoutdesk.edits.pages import check_element, known_template, new_ids, queries_without
from layoutdesk.edits.threads import map_elements, rethreaded
from layoutdesk.model import Block, Document, Element


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
    return rethreaded(_taken_back(left, [each for each in elements if isinstance(each, Block)]))


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


def _taken_back(document: Document, gone: Sequence[Block]) -> Document:
    """What blocks set that are gone is set by the block that came before them, else by the one that goes on from them."""
    for lost in _runs(gone):
        standing = [each for page in document.pages for each in page.elements if isinstance(each, Block)]
        ours = [each for each in standing if each.story == lost.story]
        before = next((each for each in ours if 0 <= each.last == lost.first), None)
        after = next((each for each in ours if 0 <= lost.last == each.first), None)
        if before is not None:
            taker, taken = before.id, replace(before, last=lost.last)
        elif after is not None:
            taker, taken = after.id, replace(after, first=lost.first, headline=after.headline or lost.headline)
        else:
            continue

        def put(each: Element, name: str = taker, new: Element = taken) -> Element:
            return new if each.id == name else each

        document = map_elements(document, put)
    return document


def _runs(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks of one story that go on from each other as one that sets all of what they set."""
    run: Block | None = None
    for block in sorted(blocks, key=lambda each: (each.story, each.first)):
        if run is not None and run.story == block.story and 0 <= run.last == block.first:
            run = replace(run, last=block.last, headline=run.headline or block.headline)
            continue
        if run is not None:
            yield run
        run = block
    if run is not None:
        yield run
