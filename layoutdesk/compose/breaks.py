"""Where a headline or a cell may break (标题断行): at phrases, never inside a number or a word.

A title in 《…》 and a quotation stay whole wherever any other way holds; where none does they part between phrases (``parted``).
The places are those stored with the text (``Paragraph.phrases``, see the room ``phrasing``); a text without them, one of an older
file say, breaks by its marks, its figures and what stands together in its story. Nothing here knows a dictionary.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from typing import Final, NamedTuple

from layoutdesk.base.han import sets_off_western
from layoutdesk.compose.headpart import HeadPart
from layoutdesk.compose.titles import inside
from layoutdesk.model.story import Joint, Paragraph
from layoutdesk.model.styles import TextStyle
from layoutdesk.text.fonts import FontBook
from layoutdesk.text.paragraph import natural_width, set_line

_NO_STYLES: Final[Mapping[str, TextStyle]] = {}
_UNBREAKABLE = re.compile(
    r"[\[〔（(]?[0-9]{4}[\]〕）)]?\w{0,4}第?[0-9]+[\w]|第?[0-9A-Za-z.,%％:：×/\-]+[万亿]?[\w％%℃]?"
    r"|“[^”]{1,6}”|‘[^’]{1,6}’|——|……"
    r"|第?[零〇一二两三四五六七八九十百千万亿]{2,}[^\W零〇一二两三四五六七八九十百千万亿]?"
    r"|[一二两三四五六七八九十几每][个只条张片座家位名次趟年月日天元户栋层间所项款批场段笔盏株棵句声道件起]"
)
#: How names of firms and offices end, or go on to their ending.
_ENDINGS = re.compile(
    "有限(?:责任)?公司|股份|[分支子总]公司|(?:管理|居民|村民|业主)?委员会|[分支]行|营业部|办事处|合作社|指挥部"
)
_NOT_FIRST = "，。、；：？！）》】”’…—·％%"
_NOT_LAST = "（《【“‘"
#: Closing marks whose right half is white, which a line drops at its end.
_TRIMMED = "，。、；：）》】”’"
_AFTER_MARK = "，；：。！？、"
_PARTING = tuple("，；：。！？、 　")
#: What a break costs by the rank of its place, in squares of unevenness (see ``_unevenness``).
_RANK_COSTS = (0.0, 0.1, 0.45, 0.7, 0.9, 1.5, 2.6, 4.0, 6.0, 9.0)
_LAST_RESORT = len(_RANK_COSTS) - 1
#: Words of no more characters part only where no longer one does.
_SHORT_WORD = 3
#: The rank of places between words of one phrase, which cells alone have.
_BETWEEN_WORDS = 8
_BLANKS = " \u3000\u00a0"
#: Marks behind which a clause ends.
_CLAUSE_MARKS = "，；：。！？!?"
#: What a headline costs that parts none of its clauses where a blank or a dash does, where a mark does, and one that parts them at
#: a mark although it has a blank: more than evenness can cost, less than a line too long.
_BLANK_OWED, _MARK_OWED, _MARK_TAKEN = 3.0, 2.0, 1.0
#: A line shorter than this share of the longest leaves the span open, whatever clause it is; the other where four lines are set for
#: the sake of clauses.
_LEAST_FILLED, _LEAST_ADDED = 0.38, 0.45
#: … and for its sake the longest line takes this share of the width at least.
_LEAST_SPANNED = 0.55
#: Lengths in em are rough: a line so much over its limit may still fit, as its measured width tells.
_ROUGHLY = 1.06
#: What a line costs that is longer than it may be, one shorter than this share of the mean (断尾), and an em by which a line is
#: narrower than what stands over and under it.
_TOO_LONG, _STUB, _STUB_SHARE, _WAIST = 1000.0, 1.2, 0.6, 0.12
#: Lines of a longer text than this are not made even: no heading is as long, but any paragraph can be given a heading's style.
LONGEST_EVEN = 160
#: One line more must let a text that fits no number of lines be larger by this factor.
_LESS_OUT = 1.001
#: Of the ways to break a headline, as many are offered, from so many places at most.
_WAYS, _WAY_PLACES = 8, 16
#: So many divisions of a text are looked at one by one.
_EACH = 6_000


def split_points(
    text: str,
    count: int,
    limit: float = math.inf,
    around: str = "",
    phrases: Sequence[Joint] = (),
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
    (``break_cost``); where there are too many to look at each, evenness is reckoned from the text's length, and waists and clauses
    are not seen.
    """
    if count <= 1 or len(text) < 2 * count:
        return ()
    of = _rated(text, around, phrases, parted=parted, clauses=clauses)
    inner = [at for at in of.costs if 2 <= at <= len(text) - 2]
    if math.comb(len(inner), count - 1) <= _EACH:
        found = _cheapest(inner, of, count, limit)
        if found is not None:
            return found
        return split_points(text, count - 1, limit, around, phrases, parted=parted, clauses=clauses)
    places = [0, *inner, len(text)]
    ideal = of.edges[1][-1] / count or 1.0
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for line in range(1, count + 1):
        best = _next_line(best, places, of.edges, of.costs, ideal, limit, line == count)
        if not best:
            return split_points(text, count - 1, limit, around, phrases, parted=parted, clauses=clauses)
    return best[len(text)][1]


class _Rated(NamedTuple):
    """What the divisions of a text are rated by: what its places cost, its edges, and where blanks and marks part its clauses."""

    costs: dict[int, float]
    edges: tuple[list[float], list[float]]
    blanks: frozenset[int]
    marks: frozenset[int]

    def owed(self, cuts: tuple[int, ...], lines: Sequence[float]) -> float:
        """What a division costs that breaks inside clauses and at none of the places that the copy offers between them."""
        if not cuts or not (self.blanks or self.marks):
            return 0.0
        if min(lines) >= _LEAST_FILLED * max(lines):
            if not self.blanks.isdisjoint(cuts):
                return 0.0
            if not self.marks.isdisjoint(cuts):
                return _MARK_TAKEN if self.blanks else 0.0
        return _BLANK_OWED if self.blanks else _MARK_OWED


def _rated(text: str, around: str, phrases: Sequence[Joint], *, parted: bool = False, clauses: bool = True) -> _Rated:
    """The places of a text with their costs, and those of them that part its clauses; none in a quotation does."""
    whole = inside(text)
    costs = _usable(text, _costs(text, around, phrases), parted=parted)
    apart = [at for at in costs if 2 <= at <= len(text) - 2 and at not in whole] if clauses else []
    blanks = frozenset(at for at in apart if not costs[at])
    marks = frozenset(at for at in apart if text[at - 1] in _CLAUSE_MARKS)
    return _Rated(costs, _edges(text), blanks, marks - blanks)


def _cheapest(places: Sequence[int], of: _Rated, count: int, limit: float) -> tuple[int, ...] | None:
    """The division into ``count`` lines that costs least, the first of equal ones; nothing where a line would be one character."""
    best, found = math.inf, None
    end = len(of.edges[0]) - 1
    for cuts in combinations(places, count - 1):
        cost = sum(of.costs[at] for at in cuts)
        if cost >= best or any(b - a < 2 for a, b in pairwise((0, *cuts, end))):
            continue
        lines = _lengths(of.edges, cuts)
        cost += _shape_cost(lines) + of.owed(cuts, lines) + sum(_excess(line, limit) for line in lines)
        if cost < best - 1e-9:
            best, found = cost, cuts
    return found


def ways(
    text: str, phrases: Sequence[Joint], limit: float = math.inf, most: int = 4, *, parted: bool = False
) -> tuple[tuple[int, ...], ...]:
    """Ways to break a headline into one to ``most`` lines of at most ``limit`` em: the best few for each number of lines.

    Each is a tuple of offsets at which a line starts; the empty one is the headline on one line. ``parted`` as in ``split_points``.
    """
    of = _rated(text, "", phrases, parted=parted)
    costs = of.costs
    places = sorted(
        sorted((at for at in costs if 2 <= at <= len(text) - 2), key=lambda at: (costs[at], at))[:_WAY_PLACES]
    )
    found: list[tuple[int, ...]] = []
    for count in range(most):
        rated = []
        for cuts in combinations(places, count):
            lines = _lengths(of.edges, cuts)
            if max(lines) <= limit and all(b - a >= 2 for a, b in pairwise((0, *cuts, len(text)))):
                cost = sum(costs[at] for at in cuts) + _shape_cost(lines) + of.owed(cuts, lines)
                rated.append((round(cost, 6), cuts))
        found += (cuts for _, cuts in sorted(rated)[:_WAYS])
    return tuple(found)


def between_phrases(phrases: Sequence[Joint]) -> tuple[Joint, ...]:
    """The stored places of a cell without those between words of one phrase, which are for narrow columns."""
    return tuple(joint for joint in phrases if joint.rank < _BETWEEN_WORDS)


def with_last_resorts(text: str, phrases: Sequence[Joint], *, sparing: bool = False) -> tuple[Joint, ...]:
    """The stored places of a text and, as last resorts, those that its marks and figures allow: a narrow cell has no other.

    Endings of the names of firms and offices (有限公司, 管理委员会) stay whole; words of two and three characters too where it is
    ``sparing``.
    """
    inside = {at for match in _ENDINGS.finditer(text) for at in range(match.start() + 1, match.end())}
    if sparing:
        words = pairwise((0, *(joint.at for joint in phrases)))
        inside.update(at for start, end in words if end - start <= _SHORT_WORD for at in range(start + 1, end))
    lawful = _break_costs(text, "").keys() - inside
    known = {joint.at: joint for joint in phrases}
    return tuple(known[at] if at in known else Joint(at, _LAST_RESORT) for at in sorted({*known, *lawful}))


def break_cost(text: str, cuts: tuple[int, ...], phrases: Sequence[Joint]) -> float:
    """What breaking there costs: the places, and how uneven the lines are. A place that is not lawful costs as the worst."""
    of = _rated(text, "", phrases, parted=True)
    lines = _lengths(of.edges, cuts)
    return sum(of.costs.get(at, _RANK_COSTS[-1]) for at in cuts) + _shape_cost(lines) + of.owed(cuts, lines)


def breaks_in_clauses(text: str, cuts: tuple[int, ...], phrases: Sequence[Joint]) -> bool:
    """Whether a headline is broken although its lines could start at a blank, a dash or a mark, and at none of these."""
    of = _rated(text, "", phrases, parted=True)
    return of.owed(cuts, _lengths(of.edges, cuts)) > 0


def _lengths(edges: tuple[list[float], list[float]], cuts: tuple[int, ...]) -> list[float]:
    """The lengths of the lines in em."""
    starts, ends = edges
    return [ends[b] - starts[a] for a, b in pairwise((0, *cuts, len(ends) - 1))]


def _shape_cost(lines: Sequence[float]) -> float:
    """What the lengths of the lines cost: uneven ones, and a waist between two longer ones."""
    ideal = sum(lines) / len(lines) or 1.0
    waists = (min(above, below) - line for above, line, below in zip(lines, lines[1:], lines[2:], strict=False))
    return sum(_unevenness(line, ideal) for line in lines) + _WAIST * sum(max(0.0, waist) for waist in waists)


def _excess(length: float, limit: float) -> float:
    """What a line costs that is longer than it may be: two that run out a little are better than one that runs out far."""
    return _TOO_LONG * (length / limit) ** 2 if length > limit else 0.0


def _unevenness(length: float, ideal: float) -> float:
    stub = _STUB if length < _STUB_SHARE * ideal else 0.0
    return (1.6 * abs(length - ideal) / ideal) ** 2 + stub


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
    cuts, scale = _fewest(book, paragraph, style, width, around, styles, parted=False)
    if cuts and most and not paragraph.breaks and breaks_in_clauses(paragraph.text, cuts, paragraph.phrases):
        for count in range(len(cuts) + 1, min(len(cuts) + 2, most) + 1):
            other = _with_clauses(book, paragraph, style, width, styles, count)
            if other[0] and other[1] >= min(scale, style.hscale_min):
                return other
    least = min(style.hscale_min, 1.0) * min(smallest / style.size, 1.0)
    if scale >= least - 0.0005 or paragraph.breaks or not inside(paragraph.text):
        return cuts, scale
    in_need = _fewest(book, paragraph, style, width, around, styles, parted=True)
    return in_need if in_need[1] > scale else (cuts, scale)


def _fewest(
    book: FontBook,
    paragraph: Paragraph,
    style: TextStyle,
    width: float,
    around: str,
    styles: Mapping[str, TextStyle],
    *,
    parted: bool,
) -> tuple[tuple[int, ...], float]:
    """The fewest lines in which the text fits, or of those that do not the fewest that run out least, and their scale.

    A text too long for a heading fills its lines one after the other: to make them even would take seconds.
    """
    text, phrases = paragraph.text, paragraph.phrases
    limit = width / style.size / min(style.hscale_min, 1.0)
    if len(text) > LONGEST_EVEN and not paragraph.breaks:
        cuts = _filled(text, limit, phrases, parted=parted)
        return cuts, _scale(width, widest(book, paragraph, style, cuts, styles))
    best: tuple[tuple[int, ...], float] = (), 0.0
    for count in range(1, max(2, len(text) // 2)):
        cuts = paragraph.breaks or split_points(text, count, limit, around, phrases, parted=parted)
        longest = widest(book, paragraph, style, cuts, styles)
        scale = _scale(width, longest)
        if count == 1 or scale > best[1] * _LESS_OUT:
            best = cuts, scale
        if longest * min(style.hscale_min, 1.0) <= width or paragraph.breaks or len(cuts) < count - 1:
            break
    return best


def _with_clauses(
    book: FontBook, paragraph: Paragraph, style: TextStyle, width: float, styles: Mapping[str, TextStyle], count: int
) -> tuple[tuple[int, ...], float]:
    """The division into ``count`` lines that parts the clauses and fills every line well, and its scale; nothing without one."""
    text, phrases = paragraph.text, paragraph.phrases
    limit = width / style.size / min(style.hscale_min, 1.0) * _ROUGHLY
    cuts = split_points(text, count, limit, phrases=phrases)
    lines = _lengths(_edges(text), cuts)
    least = _LEAST_ADDED if count > 3 else _LEAST_FILLED
    if len(lines) < count or min(lines) < least * max(lines) or breaks_in_clauses(text, cuts, phrases):
        return (), 0.0
    longest = widest(book, paragraph, style, cuts, styles)
    return (cuts, _scale(width, longest)) if longest >= _LEAST_SPANNED * width else ((), 0.0)


def _scale(width: float, longest: float) -> float:
    """How far a line is condensed to fit, rounded down, so that it always does."""
    return math.floor(min(1.0, width / longest) * 10_000) / 10_000 if longest else 1.0


def _filled(text: str, limit: float, phrases: Sequence[Joint], *, parted: bool) -> tuple[int, ...]:
    """Cuts that make every line as long as ``limit`` em and the places allow."""
    starts, ends = _edges(text)
    cuts: list[int] = []
    start = last = 0
    lawful = _usable(text, _costs(text, "", phrases), parted=parted)
    for at in (*sorted(at for at in lawful if 0 < at < len(text)), len(text)):
        if last > start and ends[at] - starts[start] > limit:
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


def _edges(text: str) -> tuple[list[float], list[float]]:
    """For every place how far into the text, in em, a line starts and ends there; marks at its edges are trimmed to half,
    and a blank is not drawn.
    """
    lengths = [0.0]
    for char in text:
        lengths.append(lengths[-1] + (1.0 if ord(char) > 0x2000 else 0.55))
    starts = [at + 0.5 * (char in _NOT_LAST) for at, char in zip(lengths, text + ".", strict=True)]
    ends = [at - 0.5 * (char in _TRIMMED) for at, char in zip(lengths, "." + text, strict=True)]
    for at, char in enumerate(text, 1):
        if char in _BLANKS:
            ends[at] = ends[at - 1]
    return starts, ends


def _next_line(
    best: dict[int, tuple[float, tuple[int, ...]]],
    places: list[int],
    edges: tuple[list[float], list[float]],
    costs: dict[int, float],
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
            length = edges[1][end] - edges[0][start]
            total = cost + _unevenness(length, ideal) + _excess(length, limit)
            total += 0.0 if last else costs[end]
            if end not in found or total < found[end][0]:
                found[end] = (total, cuts if last else (*cuts, end))
    return found


def _usable(text: str, costs: dict[int, float], *, parted: bool) -> dict[int, float]:
    """The places of ``costs``, without those inside titles and quotations unless those may be ``parted``."""
    kept = set[int]() if parted else inside(text)
    return {at: cost for at, cost in costs.items() if at not in kept} if kept else costs


def _costs(text: str, around: str, phrases: Sequence[Joint]) -> dict[int, float]:
    """What a break at each lawful place costs; stored places count only where they belong to this text."""
    if phrases and phrases[-1].at == len(text):
        return {joint.at: _RANK_COSTS[joint.rank] for joint in phrases[:-1]}
    return _break_costs(text, around)


def _break_costs(text: str, around: str) -> dict[int, float]:
    """What breaks cost in a text without stored places, by its marks, its figures and the text around it."""
    inside = {at for match in _UNBREAKABLE.finditer(text) for at in range(match.start() + 1, match.end())}
    costs = {}
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        dash = text.startswith("——", at) and before not in _NOT_LAST + _BLANKS + "—"
        if not dash and (at in inside or after in _NOT_FIRST or before in _NOT_LAST or after in _BLANKS):
            continue
        if dash or before in _BLANKS:
            costs[at] = 0.0 if dash or not sets_off_western(text, at) else _RANK_COSTS[2]
        elif before in _AFTER_MARK:
            costs[at] = 0.15
        else:
            together = min(3, around.count(before + after)) if around else 0
            # A character that a mark or a space parts from the rest of its line hangs alone at the line's end or start.
            alone = text[at - 2 : at - 1] in _PARTING or text[at + 1 : at + 2] in _PARTING
            costs[at] = 1.0 + 0.35 * together + 1.5 * (alone and 1 < at < len(text) - 1)
    return costs
