"""The tracked changes of one paragraph (修订) as a run of pieces, and how they go with every change of its text.

Kept, put in and taken away pieces in their order: kept and put in together are the text as it stands, kept and taken away the text
as it was when tracking began. Neither is stored twice, so they cannot get out of step. What is put in and taken away again leaves
nothing, whoever did it; text taken away and put back by hand is kept text again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, takewhile
from operator import eq
from typing import Literal, NamedTuple

from msgspec.structs import replace

from layoutdesk.edits.splice import Splice
from layoutdesk.model import Paragraph, Revision, Span
from layoutdesk.model.story import spans_within

Looks = tuple[tuple[int, int, str, str], ...]


class Hand(NamedTuple):
    """Who changes the copy, and when (UTC)."""

    author: str
    at: str


class Run(NamedTuple):
    """A piece of a paragraph: ``joined`` stands for the end of a paragraph that is taken away (see ``Revision``)."""

    kind: Literal["kept", "in", "out", "joined"]
    text: str = ""
    hand: Hand | None = None
    looks: Looks = ()
    paragraph: str = ""
    style: str = ""
    head: str = ""

    @property
    def width(self) -> int:
        """How many characters of the text it is."""
        return len(self.text) if self.kind in ("kept", "in") else 0


class Tracked(NamedTuple):
    """All of a paragraph: ``lead`` says that it is new or was parted from the one before."""

    runs: tuple[Run, ...]
    lead: Revision | None = None

    @property
    def text(self) -> str:
        """The text as it stands."""
        return "".join(run.text for run in self.runs if run.width)

    @property
    def was(self) -> str:
        """The text before all changes, ends of paragraphs as line ends."""
        return "".join("\n" if run.kind == "joined" else run.text for run in self.runs if run.kind != "in")


def tracked(paragraph: Paragraph) -> Tracked:
    """The pieces of a paragraph. Revisions that its text has no place for, in a file from elsewhere, are left out."""
    runs: list[Run] = []
    at, lead = 0, None
    for each in paragraph.revisions:
        if each.kind in ("new", "parted"):
            lead = lead or each
        elif at <= each.start <= each.end <= len(paragraph.text):
            if each.start > at:
                runs.append(Run("kept", paragraph.text[at : each.start]))
            runs.append(_run(each, paragraph.text))
            at = each.end
    if at < len(paragraph.text):
        runs.append(Run("kept", paragraph.text[at:]))
    return Tracked(tuple(runs), lead)


def _run(revision: Revision, text: str) -> Run:
    hand = Hand(revision.author, revision.at)
    if revision.kind == "in":
        return Run("in", text[revision.start : revision.end], hand)
    kind: Literal["out", "joined"] = "out" if revision.kind == "out" else "joined"
    return Run(kind, revision.text, hand, revision.looks, revision.paragraph, revision.style, revision.head)


def revisions(given: Tracked) -> tuple[Revision, ...]:
    """The pieces as a paragraph keeps them."""
    return (*((given.lead,) if given.lead is not None else ()), *_revisions(given.runs))


def _revisions(runs: Iterable[Run]) -> Iterator[Revision]:
    at = 0
    for run in runs:
        if run.kind != "kept":
            hand = run.hand or Hand("", "")
            text = "" if run.kind == "in" else run.text
            yield Revision(
                kind=run.kind, start=at, end=at + run.width, text=text, looks=run.looks, paragraph=run.paragraph,
                style=run.style, head=run.head, author=hand.author, at=hand.at,
            )  # fmt: skip
        at += run.width


def revised(paragraph: Paragraph, given: Tracked) -> Paragraph:
    """The paragraph, its text as it is, with these pieces as its revisions."""
    found = revisions(given)
    return paragraph if found == paragraph.revisions else replace(paragraph, revisions=found)


# --- changes of the text


def spliced(given: Tracked, splice: Splice, hand: Hand | None, spans: tuple[Span, ...] = ()) -> Tracked:
    """After text took the place of other text; without a ``hand`` nobody tracks that, and it is as if it had always been so.

    ``spans`` are those that the paragraph had before.
    """
    before, rest = divided(given.runs, splice.start)
    middle, after = divided(rest, splice.end - splice.start) if splice.end > splice.start else ((), rest)
    kept = [
        each for run, start in _placed(middle, splice.start) if (each := _taken(run, start, hand, spans)) is not None
    ]
    put = [Run("in" if hand else "kept", splice.text, hand)] if splice.text else []
    return _ordered([*before, *kept, *put, *after], given.lead)


def _placed(runs: Iterable[Run], at: int) -> Iterator[tuple[Run, int]]:
    for run in runs:
        yield run, at
        at += run.width


def _taken(run: Run, start: int, hand: Hand | None, spans: tuple[Span, ...]) -> Run | None:
    """What is left of a piece whose text is taken away."""
    if not run.width:
        return run
    if run.kind == "in" or hand is None:
        return None
    return Run("out", run.text, hand, looks_of(spans, start, start + run.width))


def looks_of(spans: tuple[Span, ...], start: int, end: int) -> Looks:
    """The spans of a part of a text, for keeping them with what is taken away."""
    return tuple((each.start, each.end, each.style, each.reading) for each in spans_within(spans, start, end))


def divided(runs: Sequence[Run], at: int) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The pieces of the first ``at`` characters, with all that was taken away there, and those behind."""
    before: list[Run] = []
    for number, run in enumerate(runs):
        if run.width <= at:
            before.append(run)
            at -= run.width
        elif at:
            head, tail = run._replace(text=run.text[:at]), run._replace(text=run.text[at:])
            return (*before, head), (tail, *runs[number + 1 :])
        else:
            return tuple(before), tuple(runs[number:])
    return tuple(before), ()


def parted(given: Tracked, at: int, hand: Hand | None) -> tuple[Tracked, Tracked]:
    """After a paragraph was parted; where its end had been taken away at that very place, that is undone instead."""
    head, tail = divided(given.runs, at)
    if hand is not None:
        place = next((n for n in range(len(head) - 1, -1, -1) if head[n].width or head[n].kind == "joined"), -1)
        if place >= 0 and head[place].kind == "joined":
            return _ordered(head[:place], given.lead), _ordered((*head[place + 1 :], *tail))
    lead = given.lead if given.lead is not None and given.lead.kind == "new" else None
    if lead is None and hand is not None:
        lead = Revision(kind="parted", author=hand.author, at=hand.at)
    return _ordered(head, given.lead), _ordered(tail, lead)


def joined(first: Tracked, second: Tracked, end: Run | None, between: Run | None = None) -> Tracked:
    """After two paragraphs became one. ``end`` stands for the end of the first where that is tracked, ``between`` is put between.

    Of an end that was put in itself, as that of a new paragraph, nothing is left.
    """
    is_new = first.lead is not None and first.lead.kind == "new"
    marks = [end] if end is not None and not is_new and second.lead is None else []
    put = [between] if between is not None else []
    lead = second.lead if is_new else first.lead
    return _ordered([*first.runs, *put, *marks, *second.runs], lead)


def emptied(given: Tracked, hand: Hand, spans: tuple[Span, ...]) -> Tracked:
    """A paragraph of which all text is taken away."""
    return spliced(given, Splice(0, len(given.text), ""), hand, spans)


# --- in order


def _ordered(runs: Iterable[Run], lead: Revision | None = None) -> Tracked:
    """Pieces in order; all text of a new paragraph is put in, also what was written there by a hand that is not tracked."""
    if lead is not None and lead.kind == "new":
        hand = Hand(lead.author, lead.at)
        runs = (run._replace(kind="in", hand=hand) if run.kind == "kept" else run for run in runs)
    return Tracked(normal(runs), lead)


def normal(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The pieces in order: what was taken away at a place before what was put in there, neighbours of one hand as one.

    Characters that both begin or end with were kept.
    """
    found: list[Run] = []
    for changes, each in groupby((run for run in runs if run.text or run.kind == "joined"), _is_change):
        group = [*each]
        found += _change(group) if changes else group
    return tuple(_merged(found))


def _is_change(run: Run) -> bool:
    return run.kind in ("in", "out")


def _change(runs: list[Run]) -> list[Run]:
    outs = [run for run in runs if run.kind == "out"]
    ins = [run for run in runs if run.kind == "in"]
    old, new = ("".join(run.text for run in each) for each in (outs, ins))
    front = _alike(old, new)
    back = _alike(old[front:][::-1], new[front:][::-1])
    outs, ins = _within(outs, front, len(old) - back), _within(ins, front, len(new) - back)
    return [Run("kept", new[:front]), *outs, *ins, Run("kept", new[len(new) - back :] if back else "")]


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(bool, map(eq, one, other)))


def _within(runs: list[Run], start: int, end: int) -> list[Run]:
    """The pieces of a range of their text."""
    found, at = [], 0
    for run in runs:
        first, last = max(start - at, 0), min(end - at, len(run.text))
        at += len(run.text)
        if first < last:
            spans = tuple(Span(*each) for each in run.looks)
            found.append(run._replace(text=run.text[first:last], looks=looks_of(spans, first, last)))
    return found


def _merged(runs: Iterable[Run]) -> Iterator[Run]:
    last: Run | None = None
    for run in runs:
        if not run.text and run.kind != "joined":
            continue
        if last is not None and _is_one(last, run):
            last = _one(last, run)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last


def _is_one(first: Run, second: Run) -> bool:
    authors = {run.hand.author if run.hand is not None else None for run in (first, second)}
    return first.kind == second.kind != "joined" and len(authors) == 1


def _one(first: Run, second: Run) -> Run:
    by = len(first.text)
    looks = tuple((start + by, end + by, style, reading) for start, end, style, reading in second.looks)
    hand = max((run.hand for run in (first, second) if run.hand is not None), key=lambda each: each.at, default=None)
    return first._replace(text=first.text + second.text, hand=hand, looks=(*first.looks, *looks))
