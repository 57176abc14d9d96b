"""The order in which the palette shows what a few letters find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from layoutdesk.ui.commandpalette.finds import IN_MENUS, INTO, KINDS, Find
from layoutdesk.ui.commandpalette.matching import Fit, Match, match, plain

#: What a name counts less that is not the one shown, by its place among the names: in the other language, elsewhere.
_OTHER, _ELSEWHERE = 25, 60
#: What the place of a thing counts at most: it only helps to tell apart.
_BY_PLACE: Final = 300
#: What was used of late goes before its equals, the last first; what is not possible now behind them.
_RECENT, _IMPOSSIBLE = 40, 210
#: Actions, even those that are not possible now, go before stories with the same letters somewhere in a title.
_STORY: Final = 40
#: Of letters that lie apart nothing is shown where this is hit.
_CLEAR: Final = Fit.WORD
_MOST: Final = 80


class Hit(NamedTuple):
    """A thing that was found: where its shown name was hit, and another name of it that was hit instead, with the places there."""

    find: Find
    spots: tuple[int, ...] = ()
    other: str = ""
    other_spots: tuple[int, ...] = ()


def ranked(found: Iterable[Find], wanted: str, recent: Sequence[str] = ()) -> list[Hit]:
    """What ``wanted`` finds, the best first; ``recent`` has keys of what was used of late, the last first."""
    terms = [term for term in plain(wanted).split() if term]
    rated = []
    for order, find in enumerate(found):
        score, hit = _rate(find, terms)
        if hit is None:
            continue
        if find.key in recent:
            score += _RECENT - recent.index(find.key)
        score -= (_IMPOSSIBLE if find.why else 0) + (_STORY if find.kind == "story" else 0)
        rated.append((-score, order, hit))
    rated.sort(key=lambda each: each[:2])
    if rated and -rated[0][0] >= _CLEAR:
        rated = [each for each in rated if -each[0] > Fit.APART + 60]
    return [hit for *_, hit in rated[:_MOST]]


def listed(found: Iterable[Find], text: Callable[[str], str]) -> list[str | Hit]:
    """Everything under headings: actions under their menus, then styles, pages and stories; ``text`` gives the text of a code."""
    rows: list[str | Hit] = []
    before = ""
    for find in found:
        menu, _, inner = find.places[0].partition(INTO)
        heading = menu if find.kind in IN_MENUS else text(KINDS[find.kind])
        if heading != before:
            rows.append(heading)
            before = heading
        rows.append(Hit(find._replace(places=(inner,)) if find.kind in IN_MENUS else find))
    return rows


def _rate(find: Find, terms: list[str]) -> tuple[float, Hit | None]:
    """How well all terms together hit a thing, or each of them."""
    whole = _best(find.names, "".join(terms))
    if whole is not None:
        number, found = whole
        if find.kind == "story" and found.score < Fit.HEADS and all(map(str.isascii, terms)):
            # In so many long titles a few initials lie apart somewhere.
            return 0, None
        if number == 0:
            return found.score, Hit(find, found.spots)
        return found.score, Hit(find, (), find.names[number], found.spots)
    if len(terms) < 2:
        return 0, None
    score, spots = 0.0, []
    for term in terms:
        named, placed = _best(find.names, term), _best(find.places, term)
        if named is None and placed is None:
            return 0, None
        score += named[1].score if named is not None else min(placed[1].score, _BY_PLACE)
        spots += named[1].spots if named is not None and named[0] == 0 else ()
    return score / len(terms) - _OTHER, Hit(find, tuple(sorted(set(spots))))


def _best(names: Sequence[str], term: str) -> tuple[int, Match] | None:
    """The name that a term hits best, by its number, with what counts for it."""
    best = None
    for number, name in enumerate(names):
        found = match(term, name)
        if found is None:
            continue
        found = found._replace(score=found.score - (0, _OTHER, _ELSEWHERE)[min(number, 2)])
        if best is None or found.score > best[1].score:
            best = number, found
    return best
