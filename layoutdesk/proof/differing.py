"""What two states of an issue differ in, for whoever looks at both: pages, what stands on them, copy, and the issue's own data.

Parts that are the same object in both are never looked into.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

from msgspec.structs import replace

from layoutdesk.edits.changes import settled
from layoutdesk.model import Document, Element, Page, Story
from layoutdesk.model.document import shown_assets
from layoutdesk.model.story import PictureRef, paragraphs, pictures
from layoutdesk.proof.textdiff import Piece, figures, pieces

#: What is another: there only in the later state or the earlier; on another page; place or size; over or under what it lies; how
#: it is set; the file of a picture that it shows; its copy.
Kind = Literal["new", "gone", "moved", "placed", "order", "set", "picture", "copy"]
#: Fields of an element that say where it is.
_PLACES: Final = ("area", "rect", "x1", "y1", "x2", "y2")
#: Fields of an issue of which it is enough to know that they differ; of its review the changes tracked in its copy are part.
DATA: Final = ("meta", "templates", "styles", "fonts", "review")


class Spot(NamedTuple):
    """One element that is another: the pages on which it stands before and after (empty: on none), and in what it differs."""

    element: str
    before: str
    after: str
    story: str
    kinds: tuple[Kind, ...]


class PageChange(NamedTuple):
    """One page that is another: ``new``, ``gone``, or what stands on it (``spots``) and its name, label, credits … (``facts``)."""

    page: str
    kind: Literal["new", "gone", "changed"]
    spots: tuple[Spot, ...]
    facts: bool


class StoryChange(NamedTuple):
    """One story that is another. ``looks``: the words are the same, and what differs is how they are marked."""

    story: str
    kind: Literal["new", "gone", "changed"]
    come: int
    gone: int

    @property
    def looks(self) -> bool:
        return self.kind == "changed" and not self.come and not self.gone


class Differences(NamedTuple):
    """All of it: pages in the order of the later state, those that are gone where they stood; stories; fields of ``DATA``."""

    pages: tuple[PageChange, ...] = ()
    stories: tuple[StoryChange, ...] = ()
    data: tuple[str, ...] = ()

    @property
    def figures(self) -> tuple[int, int]:
        """How many characters of copy come and go in all."""
        return sum(each.come for each in self.stories), sum(each.gone for each in self.stories)

    def story(self, name: str) -> StoryChange | None:
        return next((each for each in self.stories if each.story == name), None)


def differences(before: Document, after: Document) -> Differences:
    """What has become another from ``before`` to ``after``."""
    stories = tuple(_stories(before, after))
    data = [name for name in DATA if getattr(before, name) != getattr(after, name)]
    if "review" not in data and _settled_otherwise(before, after):
        data.append("review")
    return Differences(tuple(_pages(before, after, {each.story for each in stories})), stories, tuple(data))


def _settled_otherwise(before: Document, after: Document) -> bool:
    """Whether changes of some story were accepted or refused with the same words as before."""
    old = {} if before.stories is after.stories else {each.id: each for each in before.stories}
    return any(
        then is not story and then != story and settled(then) == settled(story)
        for story in after.stories
        if (then := old.get(story.id)) is not None
    )


def story_text(story: Story | None) -> str:
    """All words of a story in reading order, a paragraph a line; empty where there is none."""
    return "\n".join(part.text for part in paragraphs(story)) if story is not None else ""


def story_pieces(before: Document, after: Document, name: str) -> tuple[Piece, ...]:
    """The words of a story as they differ."""
    return pieces(story_text(_story(before, name)), story_text(_story(after, name)))


def ranges(story: Story, found: tuple[Piece, ...], kind: Literal["in", "out"]) -> Iterator[tuple[str, int, int]]:
    """Where pieces of a kind stand in the state that has them: paragraph, start, end."""
    marks, at = [], 0
    for piece in found:
        if piece.kind in ("same", kind):
            if piece.kind == kind:
                marks.append((at, at + len(piece.text)))
            at += len(piece.text)
    start = 0
    for part in paragraphs(story):
        end = start + len(part.text)
        for first, last in marks:
            if first < end and start < last:
                yield part.id, max(first, start) - start, min(last, end) - start
        start = end + 1


def _story(document: Document, name: str) -> Story | None:
    return next((each for each in document.stories if each.id == name), None)


def _stories(before: Document, after: Document) -> Iterator[StoryChange]:
    if before.stories is after.stories:
        return
    old = {each.id: each for each in before.stories}
    for story in after.stories:
        then = old.pop(story.id, None)
        if then is None:
            yield StoryChange(story.id, "new", len(story_text(story).replace("\n", "")), 0)
        elif then is not story and _said(then) != _said(story):
            yield StoryChange(story.id, "changed", *figures(pieces(story_text(then), story_text(story))))
    for story in old.values():
        yield StoryChange(story.id, "gone", 0, len(story_text(story).replace("\n", "")))


def _said(story: Story) -> Story:
    """A story as if nothing of it had been tracked, whatever files its pictures have: these are told with what shows them."""
    held = settled(story)
    body = tuple(replace(each, asset="", name="") if isinstance(each, PictureRef) else each for each in held.body)
    return replace(held, body=body)


def _pages(before: Document, after: Document, stories: set[str]) -> Iterator[PageChange]:
    old_homes, new_homes, others = _homes(before), _homes(after), _showing_others(before, after)
    order = [page.id for page in after.pages]
    gone = [page for page in before.pages if page.id not in set(order)]
    for page in gone:
        at = before.pages.index(page)
        behind = [each.id for each in before.pages[:at] if each.id in order]
        order.insert(order.index(behind[-1]) + 1 if behind else 0, page.id)
    pages_then, pages_now = ({each.id: each for each in state.pages} for state in (before, after))
    for name in order:
        then, now = pages_then.get(name), pages_now.get(name)
        if now is None and then is not None:
            spots = tuple(_spot(each, name, {}, "gone") for each in then.elements if each.id not in new_homes)
            yield PageChange(name, "gone", spots, False)
        elif then is None and now is not None:
            spots = tuple(_spot(each, name, old_homes, "new") for each in now.elements)
            yield PageChange(name, "new", spots, False)
        elif then is not None and now is not None:
            spots = tuple(_spots(then, now, old_homes, new_homes, stories, others))
            facts = _facts(then) != _facts(now)
            if spots or facts:
                yield PageChange(name, "changed", spots, facts)


def _homes(document: Document) -> dict[str, tuple[str, Element]]:
    return {each.id: (page.id, each) for page in document.pages for each in page.elements}


def _showing_others(before: Document, after: Document) -> set[str]:
    """The elements that show a picture whose file is another: it was linked anew, taken over from its changed source, or came."""
    if before.assets is after.assets and before.stories is after.stories:
        return set()
    files = {each.id: each.sha256 for each in before.assets}
    changed = {each.id for each in after.assets if files.get(each.id, each.sha256) != each.sha256}
    changed.update(_put_in(before, after))
    if not changed:
        return set()
    return {
        each.id for page in after.pages for each in page.elements if not changed.isdisjoint(shown_assets(after, each))
    }


def _put_in(before: Document, after: Document) -> Iterator[str]:
    """The pictures of stories that stand where another stood, or none."""
    old = {each.id: each for each in before.stories}
    for story in after.stories:
        then = old.get(story.id, story)
        if then is not story:
            stood = {each.id: each.asset for each in pictures(then)}
            yield from (each.asset for each in pictures(story) if stood.get(each.id, each.asset) != each.asset)


def _facts(page: Page) -> Page:
    """A page without what stands on it and the lines that help the hand."""
    return replace(page, elements=(), guides=())


def _spot(element: Element, page: str, homes: dict[str, tuple[str, Element]], kind: Literal["new", "gone"]) -> Spot:
    """An element of a page that only one state has."""
    there = homes.get(element.id, ("", element))[0]
    before, after = (there, page) if kind == "new" else (page, there)
    return Spot(element.id, before, after, getattr(element, "story", ""), ("moved" if there else kind,))


def _spots(
    then: Page,
    now: Page,
    old_homes: dict[str, tuple[str, Element]],
    new_homes: dict[str, tuple[str, Element]],
    stories: set[str],
    others: set[str],
) -> Iterator[Spot]:
    was, restacked = {each.id: each for each in then.elements}, _restacked(then, now)
    for element in now.elements:
        old, story = was.pop(element.id, None), getattr(element, "story", "")
        if old is None:
            yield _spot(element, now.id, old_homes, "new")
            continue
        picture: tuple[Kind, ...] = ("picture",) if element.id in others else ()
        order: tuple[Kind, ...] = ("order",) if element.id in restacked else ()
        kinds = (*_kinds(old, element), *order, *picture, *(("copy",) if story in stories else ()))
        if kinds:
            yield Spot(element.id, then.id, now.id, story, kinds)
    for element in was.values():
        if element.id not in new_homes:
            yield _spot(element, then.id, new_homes, "gone")


def _restacked(then: Page, now: Page) -> set[str]:
    """The elements of both states that have been taken forward or back: as few as make the one order out of the other."""
    known, here = {each.id for each in then.elements}, {each.id for each in now.elements}
    old = [each.id for each in then.elements if each.id in here]
    new = [each.id for each in now.elements if each.id in known]
    if old == new:
        return set()
    same = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return set(new) - {name for block in same for name in new[block.b : block.b + block.size]}


def _kinds(old: Element, new: Element) -> tuple[Kind, ...]:
    if old is new or old == new:
        return ()
    names = {name for name in new.__struct_fields__ if getattr(old, name, None) != getattr(new, name)}
    found: list[Kind] = ["placed"] if names.intersection(_PLACES) else []
    if names.difference(_PLACES) or not names:
        found.append("set")
    return tuple(found)
