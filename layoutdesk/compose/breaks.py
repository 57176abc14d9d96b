"""Where a headline or a cell may break (断行处), and what a break costs: at phrases, never inside a number or a word.

In: a text with the places stored with it (``Paragraph.phrases``, see the room ``phrasing``); one without them, of an older file
say, breaks by its marks, its figures and what stands together in its story. Out: what each place costs, and what a division into
lines costs by its places, its evenness and its clauses. Nothing here knows a dictionary, a font or a width.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec

from layoutdesk.base.han import sets_off_western
from layoutdesk.base.late import late
from layoutdesk.compose.titles import inside
from layoutdesk.model.story import Joint
from layoutdesk.text.quantities import LEAD, QUANTITY

#: What stays whole in a text without stored places: numbers with their signs and what they count, Western words, short quotations,
#: dashes.
_UNBREAKABLE = late(
    r"[\[〔（(]?[0-9]{4}[\]〕）)]?\w{0,4}第?[0-9]+[\w]"
    rf"|第?{QUANTITY}(?:(?<=[0-9万亿])\w)?(?!(?<=[0-9A-Za-z])[0-9A-Za-z+\-])"
    rf"|第?{LEAD}[0-9A-Za-z.,%％:：∶×/+\-]+[万亿]?[\w％%℃]?"
    r"|“[^”]{1,6}”|‘[^’]{1,6}’|——|……"
    r"|第?[零〇一二两三四五六七八九十百千万亿]{2,}[^\W零〇一二两三四五六七八九十百千万亿]?"
    r"|[一二两三四五六七八九十几每][个只条张片座家位名次趟年月日天元户栋层间所项款批场段笔盏株棵句声道件起]"
)
#: How names of firms and offices end, or go on to their ending.
_ENDINGS = late(
    "有限(?:责任)?公司|股份|[分支子总]公司|(?:管理|居民|村民|业主)?委员会|[分支]行|营业部|办事处|合作社|指挥部"
)
#: Marks with which no line starts, or ends.
_NOT_FIRST = "，。、；：？！）》】”’…—·％%"
_NOT_LAST = "（《【“‘"
#: Closing marks whose right half is white, which a line drops at its end.
_TRIMMED = "，。、；：）》】”’"
#: Marks behind which a line may well start; what parts a character from the rest of its line.
_AFTER_MARK = "，；：。！？、"
_PARTING = tuple("，；：。！？、 　")
#: What a break costs by the rank of its place, in squares of unevenness (see ``unevenness``).
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
#: A line shorter than this share of the longest leaves the span open, whatever clause it is.
LEAST_FILLED = 0.38
#: What a line costs that is shorter than this share of the mean (断尾), and an em by which a line is narrower than what stands over
#: and under it.
_STUB, _STUB_SHARE, _WAIST = 1.2, 0.6, 0.12
#: So many texts stay rated: those of a page, over and over while it is made up.
_KEPT = 512


class Rated(msgspec.Struct, frozen=True, eq=False):
    """What the divisions of a text are rated by; compared by identity, since a text is rated once.

    ``costs`` says what a break at each place costs, ``starts`` and ``ends`` how far into the text, in em, a line starts and ends at
    every offset; at ``blanks`` (a blank or a dash) and ``marks`` the copy parts its clauses.
    """

    costs: dict[int, float]
    starts: list[float]
    ends: list[float]
    blanks: frozenset[int]
    marks: frozenset[int]

    @property
    def inner(self) -> list[int]:
        """The places that leave no character alone at either end."""
        return [at for at in self.costs if 2 <= at <= len(self.ends) - 3]

    def lines(self, cuts: tuple[int, ...]) -> list[float]:
        """The lengths of the lines in em."""
        return [self.ends[b] - self.starts[a] for a, b in pairwise((0, *cuts, len(self.ends) - 1))]

    def placed(self, cuts: tuple[int, ...]) -> float:
        """What the places of a division cost; one that is not lawful costs as the worst."""
        return sum(self.costs.get(at, _RANK_COSTS[-1]) for at in cuts)

    def owed(self, cuts: tuple[int, ...], lines: Sequence[float]) -> float:
        """What a division costs that breaks inside clauses and at none of the places that the copy offers between them."""
        if not cuts or not (self.blanks or self.marks):
            return 0.0
        if min(lines) >= LEAST_FILLED * max(lines):
            if not self.blanks.isdisjoint(cuts):
                return 0.0
            if not self.marks.isdisjoint(cuts):
                return _MARK_TAKEN if self.blanks else 0.0
        return _BLANK_OWED if self.blanks else _MARK_OWED

    def cost(self, cuts: tuple[int, ...], lines: Sequence[float]) -> float:
        """What a division into these ``lines`` costs: the places, how uneven the lines are, the clauses."""
        return self.placed(cuts) + shape_cost(lines) + self.owed(cuts, lines)


def rated(
    text: str, phrases: tuple[Joint, ...], around: str = "", *, parted: bool = False, clauses: bool = True
) -> Rated:
    """The places of a text with their costs, and those of them that part its clauses; none in a quotation does.

    ``around``, ``parted`` and ``clauses`` as in ``division.split_points``. Kept by all that decides: a key in the story of a
    heading changes none of it as a rule.
    """
    if around and not _are_stored(text, phrases):
        return _kept_beside(text, _together(text, around), parted, clauses)
    return _kept(text, phrases, parted, clauses)


@lru_cache(maxsize=_KEPT)
def _kept_beside(text: str, together: tuple[int, ...], parted: bool, clauses: bool) -> Rated:
    return _rate(_break_costs(text, together), text, parted, clauses)


def _together(text: str, around: str) -> tuple[int, ...]:
    """How often two neighbours in a text stand together in another one, three times at most."""
    return tuple(min(3, around.count(text[at - 1 : at + 1])) for at in range(1, len(text)))


@lru_cache(maxsize=_KEPT)
def _kept(text: str, phrases: tuple[Joint, ...], parted: bool, clauses: bool) -> Rated:
    stored = _are_stored(text, phrases)
    costs = {joint.at: _RANK_COSTS[joint.rank] for joint in phrases[:-1]} if stored else _break_costs(text)
    return _rate(costs, text, parted, clauses)


def _rate(costs: dict[int, float], text: str, parted: bool, clauses: bool) -> Rated:
    whole = inside(text)
    if whole and not parted:
        costs = {at: cost for at, cost in costs.items() if at not in whole}
    apart = [at for at in costs if 2 <= at <= len(text) - 2 and at not in whole] if clauses else []
    blanks = frozenset(at for at in apart if not costs[at])
    marks = frozenset(at for at in apart if text[at - 1] in _CLAUSE_MARKS)
    return Rated(costs, *_edges(text), blanks, marks - blanks)


def _are_stored(text: str, phrases: Sequence[Joint]) -> bool:
    """Whether these places belong to this text."""
    return bool(phrases) and phrases[-1].at == len(text)


def break_cost(text: str, cuts: tuple[int, ...], phrases: tuple[Joint, ...]) -> float:
    """What breaking there costs: the places, how uneven the lines are, and clauses that are parted elsewhere."""
    of = rated(text, phrases, parted=True)
    return of.cost(cuts, of.lines(cuts))


def breaks_in_clauses(text: str, cuts: tuple[int, ...], phrases: tuple[Joint, ...]) -> bool:
    """Whether a headline is broken although its lines could start at a blank, a dash or a mark, and at none of these."""
    of = rated(text, phrases, parted=True)
    return of.owed(cuts, of.lines(cuts)) > 0


def between_phrases(phrases: Sequence[Joint]) -> tuple[Joint, ...]:
    """The stored places of a cell without those between words of one phrase, which are for narrow columns."""
    return tuple(joint for joint in phrases if joint.rank < _BETWEEN_WORDS)


@lru_cache(maxsize=_KEPT)
def with_last_resorts(text: str, phrases: tuple[Joint, ...], *, sparing: bool = False) -> tuple[Joint, ...]:
    """The stored places of a text and, as last resorts, those that its marks and figures allow: a narrow cell has no other.

    Endings of the names of firms and offices (有限公司, 管理委员会) stay whole; words of two and three characters too where it is
    ``sparing``.
    """
    whole = {at for match in _ENDINGS.finditer(text) for at in range(match.start() + 1, match.end())}
    if sparing:
        words = pairwise((0, *(joint.at for joint in phrases)))
        whole.update(at for start, end in words if end - start <= _SHORT_WORD for at in range(start + 1, end))
    lawful = _break_costs(text).keys() - whole
    known = {joint.at: joint for joint in phrases}
    return tuple(known[at] if at in known else Joint(at, _LAST_RESORT) for at in sorted({*known, *lawful}))


def shape_cost(lines: Sequence[float]) -> float:
    """What the lengths of the lines cost: uneven ones, and a waist between two longer ones."""
    ideal = sum(lines) / len(lines) or 1.0
    uneven = sum(unevenness(line, ideal) for line in lines)
    if len(lines) < 3:
        return uneven
    waists = (min(above, below) - line for above, line, below in zip(lines, lines[1:], lines[2:], strict=False))
    return uneven + _WAIST * sum(max(0.0, waist) for waist in waists)


def unevenness(length: float, ideal: float) -> float:
    """What a line costs that is longer or shorter than the ``ideal``, in squares; one much shorter costs more (断尾)."""
    stub = _STUB if length < _STUB_SHARE * ideal else 0.0
    return (1.6 * abs(length - ideal) / ideal) ** 2 + stub


def _edges(text: str) -> tuple[list[float], list[float]]:
    """Where lines start and end, see ``Rated``: marks at their edges are trimmed to half, and a blank is not drawn."""
    starts, ends, length = [], [0.0], 0.0
    for char in text:
        starts.append(length + 0.5 if char in _NOT_LAST else length)
        length += 1.0 if ord(char) > 0x2000 else 0.55
        ends.append(ends[-1] if char in _BLANKS else length - 0.5 if char in _TRIMMED else length)
    starts.append(length)
    return starts, ends


def _break_costs(text: str, together: Sequence[int] = ()) -> dict[int, float]:
    """What breaks cost in a text without stored places, by its marks, its figures and how often neighbours stand ``together``."""
    whole = {at for match in _UNBREAKABLE.finditer(text) for at in range(match.start() + 1, match.end())}
    costs = {}
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        dash = text.startswith("——", at) and before not in _NOT_LAST + _BLANKS + "—"
        if not dash and (at in whole or after in _NOT_FIRST or before in _NOT_LAST or after in _BLANKS):
            continue
        if dash or before in _BLANKS:
            costs[at] = 0.0 if dash or not sets_off_western(text, at) else _RANK_COSTS[2]
        elif before in _AFTER_MARK:
            costs[at] = 0.15
        else:
            often = together[at - 1] if together else 0
            # A character that a mark or a space parts from the rest of its line hangs alone at the line's end or start.
            alone = text[at - 2 : at - 1] in _PARTING or text[at + 1 : at + 2] in _PARTING
            costs[at] = 1.0 + 0.35 * often + 1.5 * (alone and 1 < at < len(text) - 1)
    return costs
