"""The division of a headline into lines (标题分行): the cheapest of its breaks, and as many lines as a width asks for.

A title in 《…》 and a quotation stay whole wherever any other way holds; where none does they part between phrases (``parted``).
What breaks cost is known to ``breaks``; here are the divisions into a number of lines, and those that fit a width at a size.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Final, NamedTuple

from layoutdesk.compose.breaks import LEAST_FILLED, Rated, breaks_in_clauses, rated, shape_cost, unevenness
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.headpart import HeadPart
from layoutdesk.compose.titles import inside
from layoutdesk.model.story import Joint, Paragraph, Story, body_text
from layoutdesk.model.styles import TextStyle
from layoutdesk.text.fonts import FontBook
from layoutdesk.text.paragraph import natural_width, set_line

_NO_STYLES: Final[Mapping[str, TextStyle]] = {}
#: What a line costs that is longer than it may be: more than any break.
_TOO_LONG = 1000.0
#: A division of four lines and more for the sake of clauses has no line shorter than this share of the longest …
_LEAST_ADDED = 0.45
#: … and any such division has a line that takes this share of the width at least.
_LEAST_SPANNED = 0.55
#: Lengths in em are rough: a line so much over its limit may still fit, as its measured width tells.
_ROUGHLY = 1.06
#: Lines of a longer text than this are not made even: no heading is as long, but any paragraph can be given a heading's style.
LONGEST_EVEN = 160
#: One line more must let a text that fits no number of lines be larger by this factor.
_LESS_OUT = 1.001
#: Of the ways to break a headline, as many are offered, from so many places at most.
_WAYS, _WAY_PLACES = 8, 16
#: So many divisions of a text are looked at one by one.
_EACH = 6_000
#: So many divisions are kept that no width limits; and of each text and number of lines so many that one does.
_KEPT = 1_024
_LIMITS = 8


#: The copy of stories in one text.
_COPY: Final[IdentityCache[str]] = IdentityCache(8)


def copy_of(story: Story) -> str:
    """The copy of a story in one text, which each of its headings asks for."""
    return _COPY.get((story,), lambda: body_text(story))


def split_points(
    text: str,
    count: int,
    limit: float = math.inf,
    around: str = "",
    phrases: tuple[Joint, ...] = (),
    *,
    parted: bool = False,
    clauses: bool = True,
) -> tuple[int, ...]:
    """Where to break a headline into ``count`` lines: at the best of its places, and evenly long.

    ``phrases`` are the places stored with it. Without them: at spaces, after marks, then anywhere lawful, never inside a number,
    a Western word or a short quotation; two characters that stand together in ``around``, the story's own text, are likely
    one word then and stay together where that costs little evenness. No character is left alone. ``limit`` is the longest line in
    em, as far as the places allow. There are fewer breaks where places are few; ``parted`` has also those inside titles and
    quotations; without ``clauses``, a cell's say, a space is a place like others. Of all divisions the cheapest is taken
    (``breaks.break_cost``); where there are too many to look at each, evenness is reckoned from the text's length, and waists and
    clauses are not seen. Lines of a text as long as no heading is are filled in turn.
    """
    if count <= 1 or len(text) < 2 * count:
        return ()
    of = rated(text, phrases, around, parted=parted, clauses=clauses)
    found = _free(of, count)
    if found and max(of.lines(found)) > limit:
        found = _limited(of, count, limit)
    if found is not None:
        return found
    return split_points(text, count - 1, limit, around, phrases, parted=parted, clauses=clauses)


@lru_cache(maxsize=_KEPT)
def _free(of: Rated, count: int) -> tuple[int, ...] | None:
    """The division into ``count`` lines of any length: as good as any wherever a limit holds its lines."""
    return _divided(of, count, math.inf)


class _Known(NamedTuple):
    """A division, its longest line, and the largest limit for which it was found: it is the best for all between."""

    longest: float
    limit: float
    cuts: tuple[int, ...]


#: What was found for other limits; a column that a letter widens asks for all its cells anew.
_KNOWN: Final[IdentityCache[list[_Known]]] = IdentityCache(_KEPT)


def _limited(of: Rated, count: int, limit: float) -> tuple[int, ...] | None:
    """The division into ``count`` lines of at most ``limit``.

    What is best under one limit is so under a lower one that it keeps: there all others cost as much, or more.
    """
    known: list[_Known] = _KNOWN.get((of,), list, count)
    for each in known:
        if each.longest <= limit <= each.limit:
            return each.cuts
    cuts = _divided(of, count, limit)
    longest = max(of.lines(cuts)) if cuts else math.inf
    if cuts and longest <= limit:
        most = max((each.limit for each in known if each.cuts == cuts), default=limit)
        others = [each for each in known if each.cuts != cuts]
        known[:] = [_Known(longest, max(limit, most), cuts), *others][:_LIMITS]
    return cuts


def _divided(of: Rated, count: int, limit: float) -> tuple[int, ...] | None:
    """The division into ``count`` lines that costs least; nothing where a line would be one character."""
    places = of.inner
    if math.comb(len(places), count - 1) <= _EACH:
        return _cheapest(places, of, count, limit)
    if len(places) > LONGEST_EVEN:
        return _filled(of, of.ends[-1] / count)[: count - 1]
    return _even(places, of, count, limit)


def _cheapest(places: Sequence[int], of: Rated, count: int, limit: float) -> tuple[int, ...] | None:
    """The division into ``count`` lines that costs least of all, the first of equal ones; what begins dearer is left at once."""
    best, found = math.inf, None
    least, most = _means(places, of, count)

    def go_on(first: int, cuts: tuple[int, ...], placed: float, bound: float) -> None:
        nonlocal best, found
        start = cuts[-1] if cuts else 0
        left = count - 1 - len(cuts)
        if not left:
            lines = of.lines(cuts)
            cost = placed + (shape_cost(lines) + of.owed(cuts, lines) + sum(_excess(line, limit) for line in lines))
            if cost < best - 1e-9:
                best, found = cost, cuts
            return
        for number in range(first, len(places) - left + 1):
            at = places[number]
            length = of.ends[at] - of.starts[start]
            reckoned = placed + of.costs[at]
            shape = bound + _excess(length, limit)
            if length > most or length < least:
                shape += unevenness(length, most if length > most else least)
            if at - start >= 2 and reckoned + shape < best:
                go_on(number + 1, (*cuts, at), reckoned, shape)

    go_on(0, (), 0.0, 0.0)
    return found


def _means(places: Sequence[int], of: Rated, count: int) -> tuple[float, float]:
    """Between which lengths in em the mean of ``count`` lines lies: marks and blanks where they break take room, or none."""
    most = (of.ends[-1] - of.starts[0]) / count
    lost = max((of.starts[at] - of.ends[at] for at in places), default=0.0)
    least = most - lost * (count - 1) / count
    return (least, most) if least > 0 else (-math.inf, math.inf)


def _even(places: Sequence[int], of: Rated, count: int, limit: float) -> tuple[int, ...] | None:
    """The same where there are too many divisions to look at each: line by line, by the evenness of a mean length."""
    ends = [0, *places, len(of.ends) - 1]
    ideal = of.ends[-1] / count or 1.0
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for line in range(1, count + 1):
        best = _next_line(best, ends, of, ideal, limit, line == count)
    return best[ends[-1]][1] if best else None


def _next_line(
    best: dict[int, tuple[float, tuple[int, ...]]],
    places: list[int],
    of: Rated,
    ideal: float,
    limit: float,
    last: bool,
) -> dict[int, tuple[float, tuple[int, ...]]]:
    """The cheapest way to every place with one line more; ``last`` lines end with the text."""
    found: dict[int, tuple[float, tuple[int, ...]]] = {}
    for start, (cost, cuts) in best.items():
        for end in places[-1:] if last else places[1:-1]:
            if end - start < 2:
                continue
            length = of.ends[end] - of.starts[start]
            total = cost + unevenness(length, ideal) + _excess(length, limit)
            total += 0.0 if last else of.costs[end]
            if end not in found or total < found[end][0]:
                found[end] = (total, cuts if last else (*cuts, end))
    return found


def _excess(length: float, limit: float) -> float:
    """What a line costs that is longer than it may be: two that run out a little are better than one that runs out far."""
    return _TOO_LONG * (length / limit) ** 2 if length > limit else 0.0


def ways(
    text: str, phrases: tuple[Joint, ...], limit: float = math.inf, most: int = 4, *, parted: bool = False
) -> tuple[tuple[int, ...], ...]:
    """Ways to break a headline into one to ``most`` lines of at most ``limit`` em: the best few for each number of lines.

    Each is a tuple of offsets at which a line starts; the empty one is the headline on one line. ``parted`` as in ``split_points``.
    """
    of = rated(text, phrases, parted=parted)
    places = sorted(sorted(of.inner, key=lambda at: (of.costs[at], at))[:_WAY_PLACES])
    found: list[tuple[int, ...]] = []
    for count in range(most):
        each = []
        for cuts in combinations(places, count):
            lines = of.lines(cuts)
            if max(lines) <= limit and all(b - a >= 2 for a, b in pairwise((0, *cuts, len(text)))):
                each.append((round(of.cost(cuts, lines), 6), cuts))
        found += (cuts for _, cuts in sorted(each)[:_WAYS])
    return tuple(found)


def fitting_cuts(
    book: FontBook,
    paragraph: Paragraph,
    style: TextStyle,
    width: float,
    around: str = "",
    styles: Mapping[str, TextStyle] = _NO_STYLES,
    smallest: float = math.inf,
    most: int = 0,
) -> tuple[tuple[int, ...], float]:
    """The fewest lines in which the text fits at this size, and how far they are condensed; stored breaks win.

    One line more where the fewest would break inside clauses and that one does not, up to ``most`` lines.
    A scale under ``style.hscale_min`` says that no number of lines will do (a long word, breaks chosen for more room). Titles and
    quotations part only where they would not fit whole at ``smallest`` points either, or at this size if that is smaller.
    """
    of = _Fitting(book, paragraph, style, width, around, styles)
    cuts, scale = _fewest(of, parted=False)
    if cuts and most and not paragraph.breaks and breaks_in_clauses(paragraph.text, cuts, paragraph.phrases):
        for count in range(len(cuts) + 1, min(len(cuts) + 2, most) + 1):
            other = _with_clauses(of, count)
            if other[0] and other[1] >= min(scale, style.hscale_min):
                return other
    least = min(style.hscale_min, 1.0) * min(smallest / style.size, 1.0)
    if scale >= least - 0.0005 or paragraph.breaks or not inside(paragraph.text):
        return cuts, scale
    in_need = _fewest(of, parted=True)
    return in_need if in_need[1] > scale else (cuts, scale)


class _Fitting(NamedTuple):
    """A paragraph that is fitted to a ``width`` in points, in a style with its size; ``around`` and ``styles`` go with it."""

    book: FontBook
    paragraph: Paragraph
    style: TextStyle
    width: float
    around: str
    styles: Mapping[str, TextStyle]

    @property
    def limit(self) -> float:
        """The longest line in em that the width holds, condensed as far as the style allows."""
        return self.width / self.style.size / min(self.style.hscale_min, 1.0)

    def longest(self, cuts: tuple[int, ...]) -> float:
        """The natural width in points of the longest line."""
        return widest(self.book, self.paragraph, self.style, cuts, self.styles)

    def scale(self, longest: float) -> float:
        """How far a line is condensed to fit, rounded down, so that it always does."""
        return math.floor(min(1.0, self.width / longest) * 10_000) / 10_000 if longest else 1.0


def _fewest(of: _Fitting, *, parted: bool) -> tuple[tuple[int, ...], float]:
    """The fewest lines in which the text fits, or of those that do not the fewest that run out least, and their scale.

    A text too long for a heading fills its lines one after the other: to make them even would take seconds.
    """
    text, phrases, breaks = of.paragraph.text, of.paragraph.phrases, of.paragraph.breaks
    if len(text) > LONGEST_EVEN and not breaks:
        cuts = _filled(rated(text, phrases, parted=parted), of.limit)
        return cuts, of.scale(of.longest(cuts))
    best: tuple[tuple[int, ...], float] = (), 0.0
    for count in range(1, max(2, len(text) // 2)):
        cuts = breaks or split_points(text, count, of.limit, of.around, phrases, parted=parted)
        longest = of.longest(cuts)
        scale = of.scale(longest)
        if count == 1 or scale > best[1] * _LESS_OUT:
            best = cuts, scale
        if longest * min(of.style.hscale_min, 1.0) <= of.width or breaks or len(cuts) < count - 1:
            break
    return best


def _with_clauses(of: _Fitting, count: int) -> tuple[tuple[int, ...], float]:
    """The division into ``count`` lines that parts the clauses and fills every line well, and its scale; nothing without one."""
    text, phrases = of.paragraph.text, of.paragraph.phrases
    cuts = split_points(text, count, of.limit * _ROUGHLY, phrases=phrases)
    lines = rated(text, phrases).lines(cuts)
    least = _LEAST_ADDED if count > 3 else LEAST_FILLED
    if len(lines) < count or min(lines) < least * max(lines) or breaks_in_clauses(text, cuts, phrases):
        return (), 0.0
    longest = of.longest(cuts)
    return (cuts, of.scale(longest)) if longest >= _LEAST_SPANNED * of.width else ((), 0.0)


def _filled(of: Rated, limit: float) -> tuple[int, ...]:
    """Cuts that make every line as long as ``limit`` em and the places allow."""
    end = len(of.ends) - 1
    cuts: list[int] = []
    start = last = 0
    for at in (*sorted(at for at in of.costs if 0 < at < end), end):
        if last > start and of.ends[at] - of.starts[start] > limit:
            cuts.append(last)
            start = last
        last = at
    return tuple(cuts)


def widest(
    book: FontBook,
    paragraph: Paragraph,
    style: TextStyle,
    cuts: tuple[int, ...],
    styles: Mapping[str, TextStyle] = _NO_STYLES,
) -> float:
    """The natural width in points of the longest of the lines that ``cuts`` make of a paragraph, its spans and readings counted."""
    lines = HeadPart(paragraph, style, "", cuts).lines()
    if not paragraph.spans:
        return max(natural_width(text, style, book) for text, _, _ in lines)
    return max(set_line(text, style, book, spans=spans, styles=styles).width for text, _, spans in lines)
