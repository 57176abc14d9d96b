"""What is drawn at characters besides their glyphs: emphasis dots (着重号), straight and wavy lines (专名号, 书名号), strikes.

In: the stretch of a set line that a character style covers, as places along its baseline. Out: paths in points, with their origin
where the line has its own. They are drawn, not set: nothing of them is taken for text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from layoutdesk.base.colour import Cmyk, Paint
from layoutdesk.display import Path
from layoutdesk.model.styles import CharacterMark

#: Under the baseline, em: the middle of an emphasis dot and its radius. Han ink ends 0.09 em under the baseline and that of the
#: next line begins 0.3 em under it at the closest setting (headlines), 0.44 em in a body of four fifths.
DOT_UNDER: Final = 0.215
DOT_RADIUS: Final = 0.08
#: Thickness of lines, and how far under the baseline their middle stands: under the ideographs, half way up them for a strike.
WEIGHT: Final = 0.05
UNDER: Final = {"underline": 0.17, "wave": 0.19, "strike": -0.36}
#: How far the em box reaches under the baseline.
FOOT: Final = 0.12
#: The height of a wave on either side of its middle and the length of one, em.
WAVE_HEIGHT: Final = 0.045
WAVE_LENGTH: Final = 0.36
#: What each of two neighbouring lines gives up where they meet (clreq: marks of neighbouring names do not join), em.
PARTED: Final = 0.07
#: A quarter of a circle, and of a sine, as a Bézier curve: how far its handles reach.
_ROUND: Final = 0.5523
_SWING: Final = 0.3642

Segments = tuple[tuple[str | float, ...], ...]


class Decor(msgspec.Struct, frozen=True):
    """Characters ``start`` to ``end`` of a paragraph and what is drawn at them; lengths in em of ``size`` (points)."""

    start: int
    end: int
    marks: tuple[CharacterMark, ...]
    size: float
    paint: Paint
    offset: float = 0.0
    weight: float = 0.0


def dots(decor: Decor, centres: Iterable[float]) -> Path | None:
    """A dot under each of ``centres`` (points along the line); nothing where there is none."""
    radius, y = DOT_RADIUS * decor.size, DOT_UNDER * decor.size
    segments = tuple(segment for x in centres for segment in _circle(x, y, radius))
    if not segments:
        return None
    return Path(segments=segments, fill=decor.paint, overprint=overprints(decor.paint))


def lines(decor: Decor, mark: CharacterMark, stretches: Sequence[tuple[float, float]]) -> Path | None:
    """A line of the kind ``mark`` along each stretch (from, to, in points)."""
    y = (decor.offset or UNDER[mark]) * decor.size
    weight = (decor.weight or WEIGHT) * decor.size
    segments: list[tuple[str | float, ...]] = []
    for left, right in stretches:
        if right - left > weight:
            segments += _wave(left, right, y, decor.size) if mark == "wave" else _straight(left, right, y)
    if not segments:
        return None
    return Path(segments=tuple(segments), stroke=decor.paint, width=round(weight, 3), overprint=overprints(decor.paint))


def parted(one: Decor, mark: CharacterMark, among: Iterable[Decor]) -> tuple[float, float]:
    """What a line gives up at its start and end (points) where it meets another of its kind."""
    same = [other for other in among if mark in other.marks]
    white = PARTED * one.size
    return (
        white if any(other.end == one.start for other in same) else 0.0,
        white if any(other.start == one.end for other in same) else 0.0,
    )


def downwards(path: Path, size: float, *, right: bool) -> Path:
    """A path drawn along a line, for a column set downwards with its origin on its middle line: right of it, or left."""
    beside = 0.5 - FOOT
    segments = []
    for verb, *numbers in path.segments:
        values = [float(value) for value in numbers]
        points = zip(values[0::2], values[1::2], strict=True)
        turned = [(y + beside * size if right else -y - beside * size, x) for x, y in points]
        segments.append((verb, *(round(value, 3) for point in turned for value in point)))
    return replace(path, segments=tuple(segments))


def overprints(paint: Paint) -> bool:
    """Whether a paint is pure black ink, which overprints."""
    return isinstance(paint, Cmyk) and paint.is_black


def _circle(x: float, y: float, radius: float) -> Segments:
    handle = radius * _ROUND
    points = (
        ("M", x - radius, y),
        ("C", x - radius, y - handle, x - handle, y - radius, x, y - radius),
        ("C", x + handle, y - radius, x + radius, y - handle, x + radius, y),
        ("C", x + radius, y + handle, x + handle, y + radius, x, y + radius),
        ("C", x - handle, y + radius, x - radius, y + handle, x - radius, y),
    )
    return (*map(_rounded, points), ("Z",))


def _straight(left: float, right: float, y: float) -> Iterator[tuple[str | float, ...]]:
    yield _rounded(("M", left, y))
    yield _rounded(("L", right, y))


def _wave(left: float, right: float, y: float, size: float) -> Iterator[tuple[str | float, ...]]:
    """Whole waves over the stretch, each of about the usual length, so that it begins and ends on its middle."""
    halves = 2 * max(1, round((right - left) / (WAVE_LENGTH * size)))
    half = (right - left) / halves
    # The handles of a half wave at this height overshoot its top by a third.
    height, handle = WAVE_HEIGHT * size * 4 / 3, half * _SWING
    yield _rounded(("M", left, y))
    for number in range(halves):
        x, crest = left + number * half, y - height if number % 2 == 0 else y + height
        yield _rounded(("C", x + handle, crest, x + half - handle, crest, x + half, y))


def _rounded(segment: tuple[str | float, ...]) -> tuple[str | float, ...]:
    return tuple(value if isinstance(value, str) else round(value, 3) for value in segment)
