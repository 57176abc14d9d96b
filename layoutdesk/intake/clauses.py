"""Clauses of notices (条款): their numbers in order, none cut off, and the two halves of a notice that runs over two pages.

Nothing is moved or filled here: what does not add up is asked, with the lines at both ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from layoutdesk.intake import shapes
from layoutdesk.intake.draft import Draft
from layoutdesk.intake.report import Report
from layoutdesk.model import Paragraph, Story

_DIGITS: Final = {numeral: value for value, numeral in enumerate("一二三四五六七八九", 1)}
#: The most questions about numbers that one notice gets.
_MOST: Final = 8
#: The least length of a clause that must end with a mark.
_HEADING: Final = 8


class Clause(NamedTuple):
    """A clause: its kind (0 the outermost, 一、), its number, how it is written, and its paragraph."""

    kind: int
    number: int
    mark: str
    paragraph: Paragraph


def numeral(text: str) -> int:
    """The value of 一 to 九十九, of digits, or of a circled digit."""
    if text.isdecimal():
        return int(text)
    if "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    tens, ten, units = text.rpartition("十")
    if ten:
        return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(units, 0)
    return _DIGITS.get(text, 0)


def clauses(story: Story) -> list[Clause]:
    """The clauses of a story's body in the order of the copy."""
    found = []
    for item in story.body:
        if isinstance(item, Paragraph) and item.style == "clause":
            for kind, shape in enumerate(shapes.CLAUSE):
                if match := shape.match(item.text):
                    found.append(Clause(kind, numeral(match["n"]), match["n"], item))
                    break
    return found


def ask_about(stories: Sequence[tuple[Story, Draft]], report: Report) -> None:
    """All questions about the clauses of an issue's notices."""
    for story, _ in stories:
        if story.kind == "notice":
            found = clauses(story)
            outermost = min((clause.kind for clause in found), default=0)
            outer = [clause for clause in found if clause.kind == outermost]
            _order(story, outer, report)
            _cut(story, report)
    _halves(stories, report)


def _order(story: Story, outer: list[Clause], report: Report) -> None:
    """A number that runs back, repeats, or leaves a gap."""
    numbers = [clause.number for clause in outer]
    wanted = sorted(numbers)
    if numbers != wanted:
        at = next(at for at in range(1, len(numbers)) if numbers[at] < numbers[at - 1])
        lines = _span(outer[at - 1].paragraph, outer[at].paragraph)
        proposal = " ".join(clause.mark for clause in sorted(outer, key=lambda clause: clause.number))
        report.ask(
            "clause-order",
            story,
            outer[at].paragraph,
            lines=lines,
            found=" ".join(clause.mark for clause in outer),
            proposal=proposal,
        )
    by_number = {clause.number: clause for clause in outer}
    odd = [(before, number) for before, number in pairwise(wanted) if number != before + 1]
    for before, number in odd[:_MOST]:
        clause = by_number[number]
        if number == before:
            report.ask("clause-twice", story, clause.paragraph, mark=clause.mark)
        else:
            report.ask("clause-missing", story, clause.paragraph, before=by_number[before].mark, after=clause.mark)


def _span(first: Paragraph, second: Paragraph) -> tuple[int, int]:
    """The lines of the copy from one paragraph to another."""
    lines = [origin for origin in (first.origin, second.origin) if origin is not None]
    return min(origin.first for origin in lines), max(origin.last for origin in lines)


def _cut(story: Story, report: Report) -> None:
    """A clause that breaks off: no mark at its end, though its sisters have one, and a sister follows at once."""
    items = list(story.body)
    found = {clause.paragraph.id: clause for clause in clauses(story)}
    ended = [shapes.ends_sentence(clause.paragraph.text) for clause in found.values()]
    if 2 * sum(ended) < len(ended):
        return
    for item, following in pairwise([*items, None]):
        if not isinstance(item, Paragraph) or item.id not in found or shapes.ends_sentence(item.text):
            continue
        clause = found[item.id]
        sister = found.get(following.id) if isinstance(following, Paragraph) else None
        if sister is not None and sister.kind == clause.kind and len(item.text) >= _HEADING:
            report.ask(
                "clause-cut",
                story,
                item,
                start=len(item.text),
                end=len(item.text),
                mark=clause.mark,
                excerpt=item.text[-12:],
            )


def _halves(stories: Sequence[tuple[Story, Draft]], report: Report) -> None:
    """A notice that ends open, and a tail without a head: asked about together where their numbers go on."""
    tails = [story for story, draft in stories if story.kind == "notice" and story.main is None]
    for story, _ in stories:
        if story.kind != "notice" or story.main is None or not _is_open(story):
            continue
        tail = next((tail for tail in tails if _goes_on(story, tail)), tails[0] if len(tails) == 1 else None)
        last = _last(story)
        if tail is None:
            report.ask("notice-open", story, last, excerpt=last.text[-12:])
            continue
        report.ask(
            "notice-continued", story, last, tail=tail.id, line=last.origin.last if last.origin else 0,
            file=tail.origin.file if tail.origin else "", first=tail.origin.first if tail.origin else 0,
            last=tail.origin.last if tail.origin else 0,
        )  # fmt: skip
        tails.remove(tail)


def _last(story: Story) -> Paragraph:
    return [item for item in story.body if isinstance(item, Paragraph)][-1]


def _is_open(story: Story) -> bool:
    """Whether a notice with clauses stops before its end: after a colon, or unsigned after a clause without a mark."""
    if not any(isinstance(item, Paragraph) for item in story.body):
        return False
    last = _last(story)
    return last.style in ("clause", "body") and (last.text.endswith(("：", ":")) or not shapes.ends_sentence(last.text))


def _goes_on(story: Story, tail: Story) -> bool:
    """Whether a tail's clauses go on where the notice stops: 八 then (1) (2) (3) 九."""
    head, rest = clauses(story), clauses(tail)
    if not head or not rest:
        return True
    highest = max((clause.number for clause in head if clause.kind == head[0].kind), default=0)
    same = [clause.number for clause in rest if clause.kind == head[0].kind]
    return not same or same[0] == highest + 1
