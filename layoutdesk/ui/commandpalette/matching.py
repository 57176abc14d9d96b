"""How well a few typed letters fit a name: its characters, their pinyin whole or by initials, or letters that lie apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple

from layoutdesk.ui.commandpalette.readings import readings


class Fit(IntEnum):
    """How a name is hit; what is of a better kind always goes before."""

    APART = 200
    #: The first letters of its English words.
    HEADS = 400
    INSIDE = 450
    #: From the beginning of an English word, or from any Chinese character.
    WORD = 600
    BEGINS = 800
    WHOLE = 1000


class Match(NamedTuple):
    """``score``: the more the better; ``spots`` are the places of the characters of the name that were hit."""

    score: float
    spots: tuple[int, ...]


class _Unit(NamedTuple):
    """A character of a name that can be hit: its place, itself in small letters, its readings, whether a word begins there."""

    place: int
    letter: str
    readings: tuple[str, ...]
    begins: bool


#: The sounds that are written with two letters, whose initial may be typed as one or both.
_DOUBLE: Final = ("zh", "ch", "sh")
#: How much longer than what was hit a name may be before that counts no more, in characters.
_LONGEST: Final = 40
#: What each skipped part of a name costs where letters lie apart, and the most parts.
_GAP, _MOST_GAPS = 30, 4


def plain(wanted: str) -> str:
    """What was typed, letters, digits and spaces alone, without what input methods and habits add: width, case, apostrophes."""
    folded = unicodedata.normalize("NFKC", wanted).lower().replace("ü", "v")
    return "".join(letter for letter in folded if letter.isalnum() or letter.isspace()).strip()


@lru_cache(maxsize=8192)
def _units(name: str) -> tuple[_Unit, ...]:
    """The characters of a name that count: letters, digits, characters; what stands between only parts words."""
    out: list[_Unit] = []
    before = " "
    for place, letter in enumerate(name):
        small = plain(letter)
        if len(small) == 1:
            sounds = readings(small)
            begins = (
                bool(sounds) or not before.isalnum() or small.isdigit() != before.isdigit() or bool(readings(before))
            )
            out.append(_Unit(place, small, sounds, begins))
        before = small or " "
    return tuple(out)


@lru_cache(maxsize=8192)
def _first_letters(name: str) -> frozenset[str]:
    """Every letter with which something that hits a name may go on: what has others needs no closer look."""
    return frozenset(letter for unit in _units(name) for letter in (unit.letter, *"".join(unit.readings)))


def match(wanted: str, name: str) -> Match | None:
    """How ``wanted`` (see ``plain``, without spaces) fits a name; ``None`` where it does not."""
    if not wanted or not _first_letters(name).issuperset(filter(str.isascii, wanted)):
        return None
    units = _units(name)
    best = max(_together(wanted, units), default=None)
    if best is None or best.score < Fit.WORD:
        best = max(filter(None, (best, _heads(wanted, units), _apart(wanted, units))), default=None)
    return best


def _rated(fit: Fit, hits: tuple[tuple[_Unit, float], ...], count: int) -> Match:
    """A hit of a kind: the more of the name and the less shortened, the better."""
    left = min(count - len(hits), _LONGEST) / _LONGEST
    spoken = sum(worth for _, worth in hits) / len(hits)
    meant = fit - (_BEHIND if any(worth == _ALIKE for _, worth in hits) else 0)
    return Match(meant + 60 * spoken - 60 * left - hits[0][0].place / 10, tuple(unit.place for unit, _ in hits))


def _together(wanted: str, units: tuple[_Unit, ...]) -> Iterator[Match]:
    """Hits of characters that follow one another."""
    dead: set[tuple[int, int]] = set()
    for start, unit in enumerate(units):
        hits = _walk(wanted, units, start, dead) if unit.begins or len(wanted) > 1 else None
        if hits is None:
            continue
        fit = Fit.BEGINS if start == 0 else Fit.WORD if unit.begins else Fit.INSIDE
        whole = start == 0 and len(hits) == len(units)
        yield _rated(Fit.WHOLE if whole and hits[-1][1] >= _WHOLE_SOUND else fit, hits, len(units))


#: What a character counts that was hit as it is, by all of its syllable, by the beginning of that, by its initial alone.
_LITERAL, _WHOLE_SOUND, _BEGUN, _INITIAL = 1.0, 0.8, 0.6, 0.5
#: And by another that sounds alike, as input methods propose them first: 表尺 for 标尺.
_ALIKE: Final = 0.7
#: So far such a hit stands behind one of the same kind by the characters themselves.
_BEHIND: Final = 240


def _steps(wanted: str, unit: _Unit) -> Iterator[tuple[int, float]]:
    """How many letters of ``wanted`` a character may take, with what that counts; the most complete first, each number once."""
    found: dict[int, float] = {1: _LITERAL} if wanted[0] == unit.letter else {}
    if unit.readings and not set(unit.readings).isdisjoint(readings(wanted[0])):
        found.setdefault(1, _ALIKE)
    for syllable in sorted(unit.readings, key=len, reverse=True):
        if wanted.startswith(syllable):
            found.setdefault(len(syllable), _WHOLE_SOUND)
        elif syllable.startswith(wanted) and len(wanted) > 1:
            found.setdefault(len(wanted), _BEGUN)
    for syllable in unit.readings:
        if syllable[:2] in _DOUBLE and wanted.startswith(syllable[:2]):
            found.setdefault(2, _INITIAL)
        if wanted[0] == syllable[0]:
            found.setdefault(1, _INITIAL)
    yield from found.items()


def _walk(
    wanted: str, units: tuple[_Unit, ...], start: int, dead: set[tuple[int, int]]
) -> tuple[tuple[_Unit, float], ...] | None:
    """All of ``wanted`` by characters that follow one another from ``start``; ``dead`` has what is known to lead nowhere."""
    if start == len(units) or (start, len(wanted)) in dead:
        return None
    unit = units[start]
    for taken, worth in _steps(wanted, unit):
        if taken == len(wanted):
            return ((unit, worth),)
        if (rest := _walk(wanted[taken:], units, start + 1, dead)) is not None:
            return (unit, worth), *rest
    dead.add((start, len(wanted)))
    return None


def _heads(wanted: str, units: tuple[_Unit, ...]) -> Match | None:
    """The first letters of the words of an English name, from its first word on."""
    heads = [unit for unit in units if unit.begins and not unit.readings]
    if (
        len(wanted) < 2
        or len(wanted) > len(heads)
        or any(a != unit.letter for a, unit in zip(wanted, heads, strict=False))
    ):
        return None
    return _rated(Fit.HEADS, tuple((unit, _INITIAL) for unit in heads[: len(wanted)]), len(units))


def _apart(wanted: str, units: tuple[_Unit, ...]) -> Match | None:
    """Letters that lie apart: each part begins a word or is a Chinese character; of three and more also inside a word."""
    hits: list[tuple[_Unit, float]] = []
    gaps, skipped = 0, False
    rest = wanted if len(wanted) > 1 else ""
    for unit in units:
        if not rest:
            break
        may = unit.begins or not skipped or (hits and len(wanted) > 2)
        step = next(_steps(rest, unit), None) if may else None
        if step is None:
            skipped = True
            continue
        gaps += bool(skipped and hits)
        skipped, rest = False, rest[step[0] :]
        hits.append((unit, step[1]))
    if rest or gaps > _MOST_GAPS or not hits:
        return None
    found = _rated(Fit.APART, tuple(hits), len(units))
    return Match(found.score - _GAP * gaps, found.spots)
