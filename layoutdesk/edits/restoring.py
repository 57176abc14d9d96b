"""Part of an earlier version brought back (恢复版面、恢复稿件): a page, a story or an element, and nothing else of the issue.

In: the issue as it stands, the version, what is wanted of it. Out: a ``RestoreVersion`` that changes these parts alone. Whatever
comes back, every story is printed once: where its blocks have gone to other pages since, they come back together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec.structs import replace

from layoutdesk.base.problem import Refusal
from layoutdesk.edits.anchors import with_review
from layoutdesk.edits.find import inserted, put_page, put_story
from layoutdesk.edits.folios import with_pages
from layoutdesk.edits.kinds import RestoreVersion
from layoutdesk.edits.naming import find_element
from layoutdesk.edits.parts import taken_back
from layoutdesk.edits.restore import restoring
from layoutdesk.edits.splice import trimmed
from layoutdesk.edits.threads import map_elements, rethreaded
from layoutdesk.model import Block, Document, Element, Note, Page, Query, Review, Story
from layoutdesk.model.document import blocks_of, shown_assets, story_ids
from layoutdesk.model.story import paragraphs, pictures


def restoring_issue(document: Document, wanted: Document, version: int) -> RestoreVersion:
    """The edit that brings all of an issue back. What persons say about it is no state of it: notes written since, their answers
    and whether changes are tracked stay as they are, and notes that the version had come back.
    """
    return restoring(document, replace(wanted, review=_said_of(document, wanted)), version)


def _said_of(document: Document, wanted: Document) -> Review:
    """The review of an issue as it is, on the copy and the elements of a version; what hangs on none of these is left out."""
    before = {each.id: each for each in wanted.review.notes}
    stories = {each.id: each for each in wanted.stories}
    today = {each.id: each for each in document.stories}
    elements = {each.id for page in wanted.pages for each in page.elements}

    def stands(note: Note) -> bool:
        return (note.anchor is None or note.anchor.story in stories) and (not note.element or note.element in elements)

    def hung(note: Note) -> Note:
        name = note.anchor.story if note.anchor is not None else ""
        return _hung(note, before.get(note.id), stories[name], today.get(name)) if name else note

    standing = tuple(hung(each) for each in document.review.notes if stands(each))
    known = {each.id for each in standing}
    back = tuple(each for each in wanted.review.notes if each.id not in known)
    return replace(document.review, notes=(*standing, *back))


def _hung(note: Note, then: Note | None, story: Story, today: Story | None) -> Note:
    """A note on a ``story`` that comes back: where it stood, else on the words on which it is ``today``, or on the whole of a
    paragraph in which these are others.
    """
    assert note.anchor is not None
    if then is not None and then.anchor is not None and then.anchor.story == story.id:
        return replace(note, anchor=then.anchor)
    place, texts = note.anchor.paragraph, {part.id: part.text for part in paragraphs(story)}
    words = {part.id: part.text for part in paragraphs(today)} if today is not None else {}
    if not place:
        return note
    if place in texts and place in words:
        splice = trimmed(words[place], 0, len(words[place]), texts[place])
        if not splice.touches(note.anchor.start, note.anchor.end):
            start, end = splice.moved(note.anchor.start, note.anchor.end)
            return replace(note, anchor=replace(note.anchor, start=start, end=end))
    whole = place if place in texts else next(iter(texts), "")
    return replace(note, anchor=replace(note.anchor, paragraph=whole, start=0, end=0))


def restoring_page(document: Document, wanted: Document, page: str, version: int) -> RestoreVersion:
    """The edit that brings a page back with what stood on it and the copy of its stories; number and label stay those of its place.

    Refuses a page that the version does not have.
    """
    old = next((each for each in wanted.pages if each.id == page), None)
    if old is None:
        raise Refusal("edits.version-part", version=version, id=page)
    edit = restoring(document, with_page(document, wanted, old), version)
    return replace(edit, page=page)


def restoring_part(
    document: Document, wanted: Document, version: int, *, story: str = "", element: str = ""
) -> RestoreVersion:
    """The edit that brings back the copy of a story, the place and setting of an element, or both.

    Refuses what the version does not have, and an element whose page is gone: the page has to come back first.
    """
    target = document
    if story:
        old = next((each for each in wanted.stories if each.id == story), None)
        if old is None:
            raise Refusal("edits.version-part", version=version, id=story)
        target = with_story(target, wanted, old)
    if element:
        target = _with_element(target, wanted, element, version)
    return replace(restoring(document, target, version), story=story, element=element)


def with_page(document: Document, wanted: Document, old: Page) -> Document:
    """The issue with a page as it was: its elements, the copy of its stories, wherever these go on."""
    document = _with_template(document, wanted, old.template)
    today = next((each for each in document.pages if each.id == old.id), None)
    stood = today.elements if today is not None else ()
    if today is None:
        before = {each.id for each in wanted.pages[: wanted.pages.index(old)]}
        at = max((n + 1 for n, each in enumerate(document.pages) if each.id in before), default=0)
        document = replace(document, pages=with_pages(document.pages, (replace(old, elements=()),), at))
        today = document.page(old.id)
    document = put_page(document, replace(old, number=today.number, label=today.label, elements=()))
    names = tuple(story_ids(old))
    for each in wanted.stories:
        if each.id in names:
            document = with_story(document, wanted, each)
    document = _stories_placed(document, wanted, names, but=old.id)
    kept = {each.id for each in old.elements}
    document = map_elements(document, lambda each: None if each.id in kept else each)
    document = put_page(document, replace(document.page(old.id), elements=old.elements))
    document = _with_assets(document, wanted, (name for each in old.elements for name in shown_assets(wanted, each)))
    gone = [each for each in stood if each.id not in kept and getattr(each, "story", "") not in names]
    return rethreaded(taken_back(document, gone))


def with_story(document: Document, wanted: Document, old: Story) -> Document:
    """The issue with the copy of a story as it was; its blocks set as much of it as they did, or share it as they share it now."""
    today = next((each for each in document.stories if each.id == old.id), None)
    document = put_story(document, old) if today is not None else replace(document, stories=(*document.stories, old))
    ranges = _ranges(blocks_of(document, old.id), {each.id: each for each in blocks_of(wanted, old.id)}, old)
    held = {picture.id for picture in pictures(old)}

    def ranged(each: Element) -> Element:
        if not isinstance(each, Block) or each.id not in ranges:
            return each
        first, last, flows = ranges[each.id]
        places = tuple(place for place in each.pictures if place.picture in held)
        return replace(each, first=first, last=last, flows=flows, pictures=places)

    document = map_elements(document, ranged)
    missing = set(wanted.styles) - set(document.styles)
    if missing:
        document = replace(document, styles={**document.styles, **{name: wanted.styles[name] for name in missing}})
    document = _with_assets(document, wanted, (picture.asset for picture in pictures(old)))
    return _anchored(document, wanted, old, today)


def _ranges(blocks: tuple[Block, ...], before: dict[str, Block], story: Story) -> dict[str, tuple[int, int, bool]]:
    """What each block is to set of a body: what it set, where they are the same blocks; else as it sets now, to the end.

    First item, last item, whether it flows on.
    """
    if {each.id for each in blocks} == set(before):
        return {name: (each.first, each.last, each.flows) for name, each in before.items()}
    most, found = len(story.body), {}
    for each in blocks:
        found[each.id] = min(each.first, most), -1 if each.last < 0 else min(each.last, most), each.flows
    if blocks and all(last >= 0 for _, last, _ in found.values()):
        furthest = max(blocks, key=lambda each: found[each.id][1])
        found[furthest.id] = found[furthest.id][0], -1, furthest.flows
    return found


def _anchored(document: Document, wanted: Document, old: Story, today: Story | None) -> Document:
    """Queries and notes on a story that was as ``today``: where they stood in the version, else on a paragraph as a whole."""
    texts = {part.id: part.text for part in paragraphs(old)}
    queries = {each.id: each for each in wanted.queries}
    notes = {each.id: each for each in wanted.review.notes}
    first = next(iter(texts), "")

    def query(each: Query) -> Query:
        if each.anchor is None or each.anchor.story != old.id:
            return each
        then = queries.get(each.id)
        if then is not None and then.anchor is not None and then.anchor.story == old.id:
            return replace(each, anchor=then.anchor, fix=then.fix)
        place = each.anchor.paragraph if each.anchor.paragraph in texts else first
        return replace(each, anchor=replace(each.anchor, paragraph=place, start=0, end=0), fix=None)

    def note(each: Note) -> Note:
        if each.anchor is None or each.anchor.story != old.id:
            return each
        return _hung(each, notes.get(each.id), old, today)

    return with_review(document, query, note)


def _with_element(document: Document, wanted: Document, name: str, version: int) -> Document:
    """The issue with an element where it was and set as it was; the copy of its story stays, where that is there."""
    home = next((page for page in wanted.pages if any(each.id == name for each in page.elements)), None)
    old = find_element(wanted, name)
    if home is None or old is None or all(page.id != home.id for page in document.pages):
        raise Refusal("edits.version-part", version=version, id=name)
    today = find_element(document, name)
    story = next((each for each in wanted.stories if each.id == getattr(old, "story", "")), None)
    document = _with_assets(document, wanted, shown_assets(wanted, old))
    if story is not None and all(each.id != story.id for each in document.stories):
        document = with_story(document, wanted, story)
    if today is None and story is not None:
        # What it set is set by others since, and would be printed twice.
        return rethreaded(_stories_placed(document, wanted, (story.id,)))
    if isinstance(old, Block) and isinstance(today, Block):
        old = replace(old, first=today.first, last=today.last, headline=today.headline, flows=today.flows)
    document = map_elements(document, lambda each: None if each.id == name else each)
    return rethreaded(_put_in(document, wanted, home.id, old))


def _stories_placed(document: Document, wanted: Document, stories: Collection[str], but: str = "") -> Document:
    """The issue with all elements of some stories where they were, on the pages that there are; ``but`` is seen to elsewhere."""
    document = map_elements(document, lambda each: None if getattr(each, "story", "") in stories else each)
    standing = {page.id for page in document.pages}
    for page in wanted.pages:
        if page.id not in standing or page.id == but:
            continue
        for element in page.elements:
            if getattr(element, "story", "") in stories:
                document = map_elements(document, lambda each, name=element.id: None if each.id == name else each)  # type: ignore[misc]
                document = _put_in(document, wanted, page.id, element)
    threads = {name: thread for name, thread in wanted.threads.items() if name in stories}
    return replace(document, threads={**document.threads, **threads}) if threads else document


def _put_in(document: Document, wanted: Document, page: str, element: Element) -> Document:
    """The issue with an element on a page, over what it lay over."""
    behind = []
    for each in wanted.page(page).elements:
        if each.id == element.id:
            break
        behind.append(each.id)
    today = document.page(page)
    at = max((n + 1 for n, each in enumerate(today.elements) if each.id in behind), default=0)
    return put_page(document, replace(today, elements=inserted(today.elements, element, at)))


def _with_template(document: Document, wanted: Document, name: str) -> Document:
    if any(each.name == name for each in document.templates):
        return document
    return replace(document, templates=(*document.templates, wanted.template(name)))


def _with_assets(document: Document, wanted: Document, names: Iterable[str]) -> Document:
    """The issue with pictures that were taken out of it since, or are linked to another file, in all their places.

    Originals stay in the file as long as a version names them.
    """
    names, files = set(names), {each.id: each.sha256 for each in document.assets}
    back = {each.id: each for each in wanted.assets if each.id in names and files.get(each.id) != each.sha256}
    if not back:
        return document
    kept = tuple(back.pop(each.id, each) for each in document.assets)
    return replace(document, assets=(*kept, *back.values()))
