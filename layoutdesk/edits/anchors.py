"""What hangs on copy from outside it: queries and notes, and the stored fixes of queries, move along when text changes.

A range stays with its text; one whose text is replaced as a whole covers the new text; one whose text is gone becomes a point.
``start`` and ``end`` both 0 mean the whole paragraph and stay. A fix keeps its place too; where the text that it would
change is touched it is dropped, and the query waits for a person. Of a fix that replaces in many places only the touched ones go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from msgspec.structs import replace

from layoutdesk.edits.splice import Splice
from layoutdesk.edits.threads import same
from layoutdesk.model import Anchor, Change, Document, Note, Query

#: Which fields of a stored edit are offsets of its paragraph.
_OFFSETS = {
    "replace-text": ("start", "end"),
    "set-span": ("start", "end"),
    "clear-span": ("start", "end"),
    "split-paragraph": ("at",),
}

#: Where an anchor stands afterwards.
MoveAnchor = Callable[[Anchor], Anchor]
#: Where the range (first, last) of a fix stands: its paragraph and by how much it moves; nothing where it is touched.
MoveRange = Callable[[int, int], tuple[str, int] | None]
#: Which change of cleaning an index names afterwards: its paragraph and index; nothing where it is gone.
MoveIndex = Callable[[int], tuple[str, int] | None]
Fix = dict[str, Any]


def move(
    document: Document, story: str, paragraph: str, anchor: MoveAnchor, offsets: MoveRange, index: MoveIndex
) -> Document:
    """The document after the text of a paragraph changed: queries, their fixes and notes in their new places."""

    def moved_query(query: Query) -> Query:
        place = query.anchor
        if place is not None and place.story == story and place.paragraph == paragraph:
            new = anchor(place)
            query = query if new == place else replace(query, anchor=new)
        if query.fix is None:
            return query
        fix = moved_fix(query.fix, story, paragraph, offsets, index)
        return query if fix is query.fix or fix == query.fix else replace(query, fix=fix)

    def moved_note(note: Note) -> Note:
        place = note.anchor
        if place is None or place.story != story or place.paragraph != paragraph:
            return note
        new = anchor(place)
        return note if new == place else replace(note, anchor=new)

    return with_review(document, moved_query, moved_note)


def with_review(
    document: Document, query: Callable[[Query], Query | None], note: Callable[[Note], Note | None]
) -> Document:
    """The document with each query and note as the functions give them; ``None`` takes one away."""
    queries = tuple(new for new in map(query, document.queries) if new is not None)
    if not same(queries, document.queries):
        document = replace(document, queries=queries)
    notes = tuple(new for new in map(note, document.review.notes) if new is not None)
    if not same(notes, document.review.notes):
        document = replace(document, review=replace(document.review, notes=notes))
    return document


def spliced(document: Document, story: str, paragraph: str, splice: Splice, changes: tuple[Change, ...]) -> Document:
    """After ``splice`` in a paragraph; ``changes`` are the changes of cleaning that it had before."""

    def anchor(place: Anchor) -> Anchor:
        return _spliced_anchor(place, splice)

    def offsets(first: int, last: int) -> tuple[str, int] | None:
        if first >= splice.end:
            return paragraph, splice.delta
        return (paragraph, 0) if last <= splice.start else None

    kept = [number for number, change in enumerate(changes) if not splice.touches(change.start, change.end)]

    def index(number: int) -> tuple[str, int] | None:
        return (paragraph, kept.index(number)) if number in kept else None

    return move(document, story, paragraph, anchor, offsets, index)


def _spliced_anchor(place: Anchor, splice: Splice) -> Anchor:
    start, end = place.start, place.end
    if start == end == 0:
        return place
    if start == end:
        if splice.start < start < splice.end:
            start = end = splice.start
        else:
            start, end = splice.moved(start, end)
    elif splice.start < start and end < splice.end:
        start, end = splice.start, splice.start + len(splice.text)
    else:
        start, end = splice.stretched(start, end, grows=False)
        end = max(start, end)
    return replace(place, start=start, end=end)


def parted(
    document: Document, story: str, paragraph: str, at: int, new_id: str, changes: tuple[Change, ...]
) -> Document:
    """After a paragraph was parted at ``at``: what begins behind it belongs to the new one, what crosses ends at ``at``."""

    def anchor(place: Anchor) -> Anchor:
        if place.start >= at and place.end > at:
            return replace(place, paragraph=new_id, start=place.start - at, end=place.end - at)
        return replace(place, end=min(place.end, at))

    def offsets(first: int, last: int) -> tuple[str, int] | None:
        if last <= at:
            return paragraph, 0
        return (new_id, -at) if first >= at else None

    heads = [number for number, change in enumerate(changes) if change.end <= at]
    tails = [number for number, change in enumerate(changes) if change.start >= at and change.end > at]

    def index(number: int) -> tuple[str, int] | None:
        if number in heads:
            return paragraph, heads.index(number)
        return (new_id, tails.index(number)) if number in tails else None

    return move(document, story, paragraph, anchor, offsets, index)


def joined(document: Document, story: str, first: str, second: str, at: int, length: int, changes: int) -> Document:
    """After the paragraph ``second`` of ``length`` was joined to ``first``, where its text begins at ``at``.

    ``changes`` is how many changes of cleaning the first had.
    """

    def anchor(place: Anchor) -> Anchor:
        start, end = (0, length) if place.start == place.end == 0 else (place.start, place.end)
        return replace(place, paragraph=first, start=start + at, end=end + at)

    return move(document, story, second, anchor, lambda *_: (first, at), lambda number: (first, number + changes))


def moved_fix(fix: Fix, story: str, paragraph: str, offsets: MoveRange, index: MoveIndex) -> Fix | None:
    """A stored edit in its new place, the same object where it has nothing to do with the paragraph."""
    if fix.get("paragraph") != paragraph and fix.get("type") != "batch":
        return fix
    leaves = list(_leaves(fix))
    mine = [leaf for leaf in leaves if leaf.get("story") == story and leaf.get("paragraph") == paragraph]
    if not mine:
        return fix
    if all(leaf.get("type") == "replace-text" for leaf in leaves) and _backwards(mine):
        return _each_moved(fix, mine, offsets)
    hull = [number for leaf in mine for number in _numbers(leaf)]
    places = {leaf["index"]: index(leaf["index"]) for leaf in mine if leaf.get("type") == "revert-change"}
    # A fix without offsets (a style, say) goes with the paragraph's start.
    targets = [offsets(min(hull), max(hull))] if hull else [] if places else [offsets(0, 0)]
    paragraphs = {place and place[0] for place in (*targets, *places.values())}
    if None in paragraphs or len(paragraphs) != 1:
        return None
    by = targets[0][1] if targets and targets[0] else 0
    changes = {number: place[1] for number, place in places.items() if place is not None}
    return _rebuilt(fix, mine, (str(paragraphs.pop()), by), changes)


def _backwards(leaves: list[Fix]) -> bool:
    """Whether each edit lies before the one that it follows: their offsets then all count in the text as it stands."""
    return all(later["end"] <= earlier["start"] for earlier, later in pairwise(leaves))


def _each_moved(fix: Fix, mine: list[Fix], offsets: MoveRange) -> Fix | None:
    """Edits that do not lean on each other, moved one by one; only those whose text is touched are dropped."""
    if fix.get("type") == "batch":
        moved = (_each_moved(each, mine, offsets) for each in fix["edits"])
        kept = [each for each in moved if each is not None]
        return {**fix, "edits": kept} if kept else None
    if not any(fix is leaf for leaf in mine):
        return fix
    place = offsets(fix["start"], fix["end"])
    if place is None:
        return None
    return {**fix, "paragraph": place[0], "start": fix["start"] + place[1], "end": fix["end"] + place[1]}


def _leaves(fix: Fix) -> Iterator[Fix]:
    if fix.get("type") == "batch":
        for each in fix.get("edits", ()):
            yield from _leaves(each)
    else:
        yield fix


def _numbers(leaf: Fix) -> list[int]:
    if leaf.get("type") == "set-breaks":
        return list(leaf.get("breaks", ()))
    return [leaf[name] for name in _OFFSETS.get(str(leaf.get("type")), ())]


def _rebuilt(fix: Fix, mine: list[Fix], target: tuple[str, int], changes: dict[int, int]) -> Fix:
    if fix.get("type") == "batch":
        return {**fix, "edits": [_rebuilt(each, mine, target, changes) for each in fix.get("edits", ())]}
    if not any(fix is leaf for leaf in mine):
        return fix
    paragraph, by = target
    new: Fix = {**fix, "paragraph": paragraph}
    for name in _OFFSETS.get(str(fix.get("type")), ()):
        new[name] = fix[name] + by
    if "breaks" in new:
        new["breaks"] = [at + by for at in new["breaks"]]
    if fix.get("type") == "revert-change":
        new["index"] = changes[fix["index"]]
    return new


def forgotten(document: Document, story: str, paragraph: str, index: int) -> Document:
    """After one change of cleaning was forgotten: no fix takes it back any more."""

    def renumbered(number: int) -> tuple[str, int] | None:
        return None if number == index else (paragraph, number - (number > index))

    return move(document, story, paragraph, lambda place: place, lambda *_: (paragraph, 0), renumbered)


def released(document: Document, story: str, gone: set[str]) -> Document:
    """After paragraphs went: what hung on them hangs on the story, fixes that would change them are dropped."""
    for paragraph in gone:
        document = move(document, story, paragraph, lambda place: Anchor(place.story), lambda *_: None, lambda _: None)
    return document
