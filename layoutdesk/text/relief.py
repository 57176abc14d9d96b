"""Breaks in need: where lines may end besides the ordinary places, once a line would be loose or wider than its measure.

In: a prepared paragraph and its best line ends so far. Out: further places with what they cost, mildest first: joints of addresses,
syllables of words, long numbers, at last anywhere (救济).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from re import Pattern
from typing import Final

import msgspec
from msgspec.structs import replace

from layoutdesk.text import rules
from layoutdesk.text.numbers import parted_number
from layoutdesk.text.prepare import Prepared
from layoutdesk.text.shaping import JOINED
from layoutdesk.text.syllables import joints

#: A line without a gap is spaced between its glyphs by this many em at most, before more is tried.
SPACED: Final = 0.1
#: A line looser than this (em) is worth parting an address at its joints, which is no fault where it is done well.
ADDRESS_LIKED: Final = 0.1
#: What such a break costs by its degree (see ``_emergency``): the joint of a number as much as gaps of 0.1 em, the inside of a
#: number or of a short word more than gaps of a third of an em, so that it is taken only where nothing else keeps a line within.
EMERGENCY: Final = (0.0, 500.0, 30_000.0, 60_000.0, 120_000.0)
#: What it costs to divide a word of a Western paragraph: as much as word spaces wider by a sixth of an em; near its end, a fifth.
WESTERN_HYPHEN: Final = 300.0
WESTERN_CLOSE: Final = 600.0
#: Word spaces wider than by this many em for each gap they count for make it worth the while.
WESTERN_LIKED: Final = 0.06
#: So do lines that end so many em before their measure, where they are not driven out.
RAGGED: Final = 2.5
#: What it costs to break inside a name of an address: as much as gaps of three eighths of an em. Its joints go first, and a line
#: somewhat looser than liked is the lesser evil: copied by hand, an address parted in a name is taken for two. In a Western
#: paragraph, where gaps are few and each is twice as wide, as much as gaps of a quarter.
NAMED: Final = 25_000.0
WESTERN_NAMED: Final = 7000.0
#: So many characters of an address or a word are looked at where a line is loose; no line holds more.
LONGEST: Final = 400
#: The name that mends a line may stand so many characters before it.
REACH: Final = 24
#: Lines share what one of them lacks: what makes one loose may stand behind so many after it.
AHEAD: Final = 4
#: What it costs to part a long number or code between its fours: as much as gaps of half an em.
SPLIT_NUMBER: Final = 60_000.0
#: What it costs to part a number or its unit elsewhere than at its joints or between its fours: as much as gaps of three quarters
#: of an em. A line as loose as that is ugly, half a number is wrong.
TORN_NUMBER: Final = 200_000.0
#: What dividing a word at a syllable costs, a long one and any other.
DIVIDED_LONG: Final = 500.0
DIVIDED: Final = 2000.0
#: What it costs nearer to a long word's end than its style likes, and how wide the gaps are (em) that make it worth the while.
DIVIDED_CLOSE: Final = 5000.0
CLOSE_LIKED: Final = 0.4
#: How bad a line may be, and with that how far breaking may go to mend it (see ``_trouble`` and ``_emergency``).
_LOOSE, _GAPING, _STUCK, _TOO_WIDE = range(1, 5)
#: The class letters on both sides of where a name may part.
_NAMES: Final = ({"l"}, {"l", "d"}, {"D"})
#: A line: its start, its end and its measure (em).
_Line = tuple[int, int, float]


class Demands(msgspec.Struct, frozen=True):
    """What a style demands of the lines (see ``TextStyle``): flush, words divided, length of the last line, greatest looseness.

    ``ragged``: they would be flush but for their measure.
    """

    justified: bool = True
    hyphenate: bool = True
    last_line: int = 2
    loosest: float = 0.25
    ragged: bool = False


def relief(
    prepared: Prepared, start: int, ends: list[int], measures: Sequence[float], known: set[int], demands: Demands
) -> dict[int, float]:
    """New places to break, with what they cost; empty where nothing (more) can be done.

    They lie at the lines that are in trouble or behind those after them, and at the syllables of all words where a line is loose:
    the word that mends it may stand lines before.
    """
    found: dict[int, float] = {}
    begin, stop, loose = start, ends[-1], False
    lines = _lines(start, ends, measures)
    if prepared.joints:
        joints = {at: cost for at, cost in prepared.joints.items() if start < at < stop and at not in known}
        if joints and _any_looser(prepared, lines, replace(demands, loosest=ADDRESS_LIKED)):
            return {at: joints[at] for at in _possible(prepared, start, stop, set(joints))}
    for number, line in enumerate(lines):
        trouble = _trouble(prepared, line, stop, demands)
        if trouble and prepared.western and demands.hyphenate:
            divided = _words_divided(prepared, begin, stop, known, close=trouble > _LOOSE)
            if divided:
                return divided
        if trouble:
            loose = loose or trouble != _TOO_WIDE
            near = [line[:2]] if trouble == _TOO_WIDE else _held_back(prepared, lines[number:])
            found |= _in_need(prepared, near, max(begin, line[0] - REACH), trouble, known, demands)
    if loose and demands.hyphenate and not prepared.western:
        for shape, price in ((rules.WORD, DIVIDED), (rules.LONG_WORD, DIVIDED_LONG)):
            places = _possible(prepared, begin, stop, _syllables(prepared, begin, stop, shape) - known)
            found |= dict.fromkeys(places, price)
        if not found and _any_looser(prepared, lines, replace(demands, loosest=CLOSE_LIKED)):
            close = _syllables(prepared, begin, stop, rules.LONG_WORD, edge=0) - known
            found = dict.fromkeys(_possible(prepared, begin, stop, close), DIVIDED_CLOSE)
    return found


def _lines(start: int, ends: list[int], measures: Sequence[float]) -> list[_Line]:
    each = [measures[min(number, len(measures) - 1)] for number in range(len(ends))]
    return list(zip((start, *ends[:-1]), ends, each, strict=True))


def _held_back(prepared: Prepared, lines: list[_Line]) -> list[tuple[int, int]]:
    """Where what does not fit may stand that makes the first of the lines loose: behind it or behind those after it, since the
    best lines share what lacks.
    """
    stop, found = lines[-1][1], list[tuple[int, int]]()
    for start, end, measure in lines[: AHEAD + 1]:
        full = bisect_right(prepared.right, prepared.left[start] + measure, end, stop + 1) - 1
        found.append((end, min(next_break(prepared, full, stop), end + LONGEST)))
    return found


def _in_need(
    prepared: Prepared, near: list[tuple[int, int]], back: int, trouble: int, known: set[int], demands: Demands
) -> dict[int, float]:
    """The mildest places that are new, with what they cost, in the first of the stretches ``near`` that has them; inside names from
    ``back`` on.
    """
    for degree in range(1, trouble + 1):
        for stretch in near:
            added = [at for at in _emergency(prepared, *stretch, degree) if at not in known]
            if not demands.hyphenate and trouble != _TOO_WIDE:
                added = [at for at in added if not _in_word(prepared, at)]
            if added:
                return {at: _price(prepared, at, degree) for at in added}
        names = _inside_names(prepared, back, near[0][1]) if degree == _LOOSE else ()
        if not known.issuperset(names):
            price = WESTERN_NAMED if prepared.western else NAMED
            return dict.fromkeys((at for at in names if at not in known), price)
    return {}


def _words_divided(prepared: Prepared, start: int, end: int, known: set[int], *, close: bool) -> dict[int, float]:
    """The syllables of all words of a Western paragraph, with what it costs to divide them; ``close``: also near their ends."""
    for near, price in ((False, WESTERN_HYPHEN), (True, WESTERN_CLOSE))[: 1 + close]:
        wanted = _syllables(prepared, start, end, rules.WESTERN_WORD, close=near) - known - prepared.forbidden
        places = _possible(prepared, start, end, wanted)
        if places:
            return dict.fromkeys(places, price)
    return {}


def _any_looser(prepared: Prepared, lines: list[_Line], demands: Demands) -> bool:
    """Whether any line is in trouble."""
    return any(_trouble(prepared, line, lines[-1][1], demands) for line in lines)


def _price(prepared: Prepared, at: int, degree: int) -> float:
    """The badness of a break in need; inside a number it is never cheap."""
    price, letters = EMERGENCY[degree], prepared.letters
    if degree != _LOOSE and parted_number(prepared.text, at):
        return max(price, TORN_NUMBER)
    in_number = "d" in (letters[at - 1], letters[at]) and {letters[at - 1], letters[at]} <= {"d", "l"}
    return max(price, SPLIT_NUMBER) if in_number else price


def next_break(prepared: Prepared, at: int, stop: int) -> int:
    """The next ordinary place to break after ``at``, at most ``stop``."""
    found = bisect_left(prepared.breaks, at + 1)
    return min(prepared.breaks[found], stop) if found < len(prepared.breaks) else stop


def _trouble(prepared: Prepared, line: _Line, stop: int, demands: Demands) -> int:
    """How bad a line is: 0 fine, 1 looser than liked, 2 looser than an em a gap, 3 without a gap, 4 wider than its measure.

    In a Western paragraph a line is as bad as 2 that is looser than the style likes once its letters have given way.
    """
    start, end, measure = line
    hyphen = prepared.hyphens.get(end, 0.0) if end != stop else 0.0
    lacking = measure - prepared.right[end] - hyphen + prepared.left[start] - prepared.leads.get(start, 0.0)
    if lacking + prepared.room[end - 1] - prepared.room[start] < -0.001:
        return _TOO_WIDE
    lacking -= prepared.trail[end] + prepared.supple[end - 1] - prepared.supple[start]
    if end == stop or lacking <= 0.0 or not demands.justified:
        return _LOOSE if demands.ragged and end != stop and lacking > RAGGED else 0
    count = prepared.gaps[end - 1] - prepared.gaps[start]
    if not count:
        spaced = demands.loosest if _in_address(prepared, start, end) else SPACED
        return _STUCK if lacking > spaced * (end - start - 1) else 0
    if not prepared.western:
        return _GAPING if lacking > count else _LOOSE if lacking > count * demands.loosest else 0
    flex = prepared.elastic.flex[end - 1] - prepared.elastic.flex[start] if prepared.elastic else 0.0
    return _GAPING if lacking - flex > count * demands.loosest else _LOOSE if lacking > count * WESTERN_LIKED else 0


def _emergency(prepared: Prepared, start: int, end: int, degree: int) -> list[int]:
    """Places to break in need, found for one degree of it.

    1: the joints of numbers, the syllables of long words, the fours of long numbers; after it see ``_inside_names``. 2: the
    syllables of any word, the inside of an address. 3: anywhere between glyphs that 避头尾 allows, save inside a syllable.
    4: anywhere.
    """
    text, letters = prepared.text, prepared.letters
    if degree == _LOOSE:
        wanted = {found.start() for found in rules.EMERGENCY.finditer(text, start, end)}
        for first, last in _addresses(prepared, start, end):
            wanted.difference_update(range(first, last))
        for number in rules.LONG_NUMBER.finditer(text, start, end):
            wanted.update(range(number.start() + rules.FOUR, number.end() - 1, rules.FOUR))
        wanted.update(_syllables(prepared, start, end, rules.LONG_WORD))
    elif degree == _GAPING:
        # Two letters of a name at least stay on either line.
        wanted = {at for at in range(start + 2, end - 1) if set(letters[at - 2 : at + 2]) in _NAMES}
        wanted = {at for at in wanted if letters[at] != "D" or not text[at - 1 : at + 1].isdecimal()}
        wanted = {at for at in wanted if not _in_word(prepared, at)} | _syllables(prepared, start, end, rules.WORD)
    elif degree == _STUCK:
        wanted = {at for at in range(start + 1, end) if not _in_word(prepared, at)}
        wanted |= _syllables(prepared, start, end, rules.WORD)
    else:
        wanted = set(range(start + 1, end))
    if degree != _TOO_WIDE:
        wanted -= prepared.forbidden
        wanted -= _kept_together(prepared, start, end)
        wanted = {at for at in wanted if letters[at] not in "-z" or letters[at - 1] != letters[at] or degree == _LOOSE}
    return _possible(prepared, start, end, wanted)


def _inside_names(prepared: Prepared, start: int, end: int) -> list[int]:
    """Places inside the names of addresses, their first and last letters kept together."""
    wanted: set[int] = set()
    for first, last in _addresses(prepared, start, end):
        for word in rules.NAME.finditer(prepared.text, max(first, start), min(last, end)):
            wanted.update(range(word.start() + rules.WORD_EDGE, word.end() - rules.WORD_EDGE + 1))
    return _possible(prepared, start, end, wanted - prepared.forbidden - _kept_together(prepared, start, end))


def _addresses(prepared: Prepared, start: int, end: int) -> list[tuple[int, int]]:
    """The addresses that reach into a stretch."""
    found = prepared.addresses
    return found[max(bisect_left(found, (start,)) - 1, 0) : bisect_left(found, (end,))] if found else found


def _in_address(prepared: Prepared, start: int, end: int) -> bool:
    """Whether a line is part of an address, whose signs stand further apart before it parts between its joints."""
    return any(first <= start and end <= last + 1 for first, last in _addresses(prepared, start, end))


def _kept_together(prepared: Prepared, start: int, end: int) -> set[int]:
    """Where addresses do not part between their joints: near their ends and between figures."""
    letters, kept = prepared.letters, set[int]()
    for first, last in _addresses(prepared, start, end):
        kept.update(range(first, min(first + rules.ADDRESS_EDGE, last)))
        kept.update(range(max(last - rules.ADDRESS_EDGE + 1, first), last))
        kept.update(at for at in range(max(first, start) + 1, min(last, end)) if letters[at - 1] == letters[at] == "d")
    return kept


def _possible(prepared: Prepared, start: int, end: int, wanted: set[int]) -> list[int]:
    """Those of the ``wanted`` places at which two glyphs can part, their hyphens noted."""
    gids, letters = prepared.boxes.gids, prepared.letters
    places = sorted(at for at in wanted if start < at < end and gids[at] != JOINED and letters[at] not in "xsf")
    _note_hyphens(prepared, places)
    return places


def _syllables(
    prepared: Prepared, start: int, end: int, shape: Pattern[str], *, close: bool = False, edge: int | None = None
) -> set[int]:
    """Where the plain words of this shape between ``start`` and ``end`` may be divided.

    ``edge``: another than the style's, letters at either side.
    """
    found = [word for word in shape.finditer(prepared.text, start, end) if _in_word(prepared, word.start() + 1)]
    language, edge = prepared.language, prepared.word_edge if edge is None else edge
    return {word.start() + at for word in found for at in joints(word[0], language, edge, close=close)}


def _in_word(prepared: Prepared, at: int) -> bool:
    """Whether ``at`` lies between two letters of a plain Western word, not of an address or a number; "it's" is one.

    So is each part of a compound (counter-productive, client/server).
    """
    letters, words = prepared.letters, prepared.words
    if words is None:
        plain = letters if "'" not in prepared.text else _apostrophes_as_letters(prepared)
        words = prepared.words = []
        for run in rules.WESTERN_RUN.finditer(letters):
            start, end = run.span()
            if not any(first < end and start < last for first, last in _addresses(prepared, start, end)):
                parts = (part.span() for part in rules.PARTS.finditer(plain, start, end))
                words += [span for span in parts if set(plain[slice(*span)]) == {"l"}]
    number = bisect_left(words, (at,)) - 1
    return number >= 0 and at < words[number][1] and letters[at - 1] == letters[at] == "l"


def _apostrophes_as_letters(prepared: Prepared) -> str:
    return "".join("l" if sign == "'" else letter for sign, letter in zip(prepared.text, prepared.letters, strict=True))


def _note_hyphens(prepared: Prepared, places: list[int]) -> None:
    """Enter the width of the hyphen for those of ``places`` that are in plain words, not in addresses or numbers."""
    for at in places:
        if at not in prepared.hyphens and _in_word(prepared, at):
            prepared.hyphens[at] = _hyphen(prepared, at)


def _hyphen(prepared: Prepared, at: int) -> float:
    """The width of a hyphen after character ``at - 1``, em."""
    run = next(run for run in prepared.runs if run.start < at <= run.end)
    return run.face.advance(run.face.glyph("-")) * run.scale
