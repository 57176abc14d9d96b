"""Elements of all pages at once: changing each, and the threads (续排) that order the elements of one story."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from layoutdesk.base.problem import Refusal
from layoutdesk.edits.elementkinds import SetThread
from layoutdesk.model import Document, Element, Page


def map_elements(document: Document, function: Callable[[Element], Element | None]) -> Document:
    """The document with each element as ``function`` gives it (``None`` takes it away); unchanged pages stay the same."""

    def mapped(page: Page) -> Page:
        elements = tuple(new for new in map(function, page.elements) if new is not None)
        return page if same(elements, page.elements) else replace(page, elements=elements)

    pages = tuple(map(mapped, document.pages))
    return document if same(pages, document.pages) else replace(document, pages=pages)


def same(new: tuple[object, ...], old: tuple[object, ...]) -> bool:
    """Whether two tuples hold the same objects."""
    return len(new) == len(old) and all(left is right for left, right in zip(new, old, strict=True))


def set_thread(document: Document, edit: SetThread) -> Document:
    """The elements of a thread in another order."""
    standing = document.threads.get(edit.story, ())
    if sorted(edit.elements) != sorted(standing):
        raise Refusal("edits.thread", id=edit.story)
    return (
        document
        if edit.elements == standing
        else replace(document, threads={**document.threads, edit.story: edit.elements})
    )


def rethreaded(document: Document) -> Document:
    """The document with threads that fit its elements.

    A story that several elements set has a thread; their order stays, new ones come last in the order of the pages.
    """
    standing: dict[str, list[str]] = {}
    for page in document.pages:
        for element in page.elements:
            story = getattr(element, "story", "")
            if story:
                standing.setdefault(story, []).append(element.id)
    threads: dict[str, tuple[str, ...]] = {}
    for story, elements in standing.items():
        if len(elements) > 1:
            earlier = [each for each in document.threads.get(story, ()) if each in elements]
            threads[story] = (*earlier, *(each for each in elements if each not in earlier))
    return document if threads == document.threads else replace(document, threads=threads)
