"""Readings beside the characters of a line set downwards (竖排拼音、注音): at their right, as small as the line asks.

In: a placed line and its spans. Out: the line with white where even the smallest readings are longer than their characters, and the
readings as glyphs beside it. All readings of a line have one size: half of their characters', or less where one is longer than what
it stands at. Source: clreq, "Interlinear annotations" (in vertical writing at the right). They are inserted matter.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

from layoutdesk.model.story import Span, readings_of
from layoutdesk.model.styles import TextStyle
from layoutdesk.text.downwards import Placed, extent, placed_down
from layoutdesk.text.fonts import FontBook
from layoutdesk.text.readings import APART, SCALE
from layoutdesk.text.shaping import Run

#: The least size of a reading, a share of its characters'. Larger type reads well at a smaller share than text does.
LEAST: Final = 0.3
#: How far a reading reaches from its middle line, to the left with descenders and to the right with tone marks, em of its own.
_LEFT, _RIGHT = 0.62, 0.54
#: Tones of 注音符号 stand at the right of the last symbol (注音聲調): from so far right of the middle line to so far, and so high.
_TONES: Final = "ˊˇˋ"
_TONE_LEFT, _TONE_RIGHT, _TONE_UP = 0.52, 0.9, 0.6
_BOPOMOFO: Final = range(0x3105, 0x3130)


class BesideReading(NamedTuple):
    """The reading of characters ``start`` to ``end`` as glyphs, in em of the characters."""

    start: int
    end: int
    text: str
    placed: tuple[Placed, ...]


class Readings(NamedTuple):
    """All readings of a line and how far they reach over its em box to the right, em."""

    beside: tuple[BesideReading, ...] = ()
    reach: float = 0.0


NO_READINGS: Final = Readings()


def with_readings(
    placed: tuple[Placed, ...], length: float, text: str, spans: tuple[Span, ...], style: TextStyle, book: FontBook
) -> tuple[tuple[Placed, ...], float, Readings]:
    """The line with white over and under characters whose reading is longer than they are, its length, and its readings, em."""
    found = _readings(spans, len(text))
    scale = _scale(placed, text, found, style, book)
    more = [0.0] * (len(text) + 1)
    for start, end, reading in found:
        tops = _stretch(placed, text, start, end)
        if tops is not None:
            lacking = max(0.0, _set(reading, style, book)[1] * scale + APART - (tops[1] - tops[0]))
            more[start] += lacking / 2
            more[end] += lacking / 2
    moved = list(accumulate(more))
    placed = tuple(one._replace(y=one.y + moved[one.at]) for one in placed)
    beside = tuple(_beside(placed, text, one, scale, style, book) for one in found)
    readings = tuple(one for one in beside if one is not None)
    right = max((_set(one.text, style, book)[2] for one in readings), default=-_LEFT)
    return placed, length + moved[-1], Readings(readings, (_LEFT + right) * scale)


def _beside(
    placed: tuple[Placed, ...], text: str, one: tuple[int, int, str], scale: float, style: TextStyle, book: FontBook
) -> BesideReading | None:
    """A reading in the middle of its characters; nothing where none of them is drawn."""
    start, end, reading = one
    tops = _stretch(placed, text, start, end)
    if tops is None:
        return None
    glyphs, length, _ = _set(reading, style, book)
    top, middle = (tops[0] + tops[1] - length * scale) / 2, 0.5 + _LEFT * scale
    small = (one._replace(x=middle + one.x * scale, y=top + one.y * scale, scale=one.scale * scale) for one in glyphs)
    return BesideReading(start, end, reading, tuple(small))


def _readings(spans: tuple[Span, ...], length: int) -> tuple[tuple[int, int, str], ...]:
    parts = (part for span in spans if span.reading for part in readings_of(span))
    return tuple((start, min(end, length), reading) for start, end, reading in parts if start < min(end, length))


def _stretch(placed: tuple[Placed, ...], text: str, start: int, end: int) -> tuple[float, float] | None:
    """From where to where characters stand, em; nothing where none of them is drawn."""
    inside = [extent(one, text[one.at]) for one in placed if start <= one.at < end]
    return (min(top for top, _ in inside), max(foot for _, foot in inside)) if inside else None


def _scale(
    placed: tuple[Placed, ...], text: str, found: tuple[tuple[int, int, str], ...], style: TextStyle, book: FontBook
) -> float:
    """The size at which every reading is as long as its characters at most, within what can be read."""
    scale = SCALE
    for start, end, reading in found:
        tops, ems = _stretch(placed, text, start, end), _set(reading, style, book)[1]
        if tops is not None and ems:
            scale = min(scale, (tops[1] - tops[0] - APART) / ems)
    return max(LEAST, scale)


@lru_cache(maxsize=256)
def _set(reading: str, style: TextStyle, book: FontBook) -> tuple[tuple[Placed, ...], float, float]:
    """A reading by itself, em of its own, without white round Western runs: its glyphs, its length, how far right it reaches."""
    run = Run(0, len(reading), book.face(style.role), style.role, 1.0, style.paint)
    placed, length = placed_down(reading, (run,), book)
    glyphs = _toned(reading, placed)
    tops = _stretch(glyphs, reading, 0, len(reading))
    if tops is None:
        return (), length, _RIGHT
    right = _RIGHT if glyphs == placed else _TONE_RIGHT
    return tuple(one._replace(y=one.y - tops[0]) for one in glyphs), tops[1] - tops[0], right


def _toned(reading: str, placed: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """The glyphs of a reading, tones of 注音符号 beside the symbol before them, and what follows as much higher."""
    found: list[Placed] = []
    up = 0.0
    for one in placed:
        before = found[-1] if found else None
        if before is None or reading[one.at] not in _TONES or ord(reading[before.at]) not in _BOPOMOFO:
            found.append(one._replace(y=one.y - up))
            continue
        left, (_, middle) = one.face.ink(one.gid)[0], one.face.ink_middle(one.gid)
        found.append(one._replace(x=_TONE_LEFT - left, y=before.y - _TONE_UP + middle))
        up += 1.0
    return tuple(found)
