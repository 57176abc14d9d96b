"""Runs of glyphs as text operators: one TJ for as many glyphs as stand on one baseline, at exact positions."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from layoutdesk.display import Glyphs
from layoutdesk.exporters.pdf.document import number
from layoutdesk.exporters.pdf.fonts import Code, EmbeddedFont, actual_text
from layoutdesk.exporters.pdf.runs import LEVELS

#: How far in points a glyph may stand from its place before it is moved; the pen is followed, so faults do not add up.
TOLERANCE = 0.0009

#: How far from the middle line a glyph of a line set downwards may stand (points): two roundings.
_ASIDE = 0.0015
_HANGING, _QUARTER = 0.88, 90.0

#: Gives the operators before and after glyphs that stand for another text than their codes say; the first of them has the text.
Marking: TypeAlias = Callable[[Sequence[Code]], tuple[str, str]]


def alternate_text(codes: Sequence[Code]) -> tuple[str, str]:
    """Marks glyphs with the text that they stand for (ISO 32000-1 §14.9.4)."""
    return f"/Span <</ActualText {actual_text(codes[0].actual or '')}>> BDC", "EMC"


def run_codes(run: Glyphs, font: EmbeddedFont) -> list[Code]:
    """The code of each glyph of a run, with the text that it stands for.

    What was inserted into the copy (hyphens, readings) stands for a space: readers of text take no notice of artefacts.
    """
    codes = _own_codes(run, font)
    if run.artefact and run.paragraph:
        return [code._replace(actual=None if at else " ") for at, code in enumerate(codes)]
    return codes


def _own_codes(run: Glyphs, font: EmbeddedFont) -> list[Code]:
    count = len(run.gids)
    if len(run.text) == count and run.clusters == tuple(range(count)):
        return list(map(font.__getitem__, zip(run.gids, run.text, strict=True)))
    ends = dict(_cluster_ends(run.clusters, len(run.text)))
    codes: list[Code] = []
    first = 0
    while first < count:
        cluster, last = run.clusters[first], first + 1
        while last < count and run.clusters[last] == cluster:
            last += 1
        text = run.text[cluster : ends[cluster]]
        if last == first + 1:
            codes.append(font[run.gids[first], text])
        else:
            codes.extend(font[tuple(run.gids[first:last]), text])
        first = last
    return codes


def _cluster_ends(clusters: Iterable[int], length: int) -> Iterable[tuple[int, int]]:
    starts = sorted(set(clusters))
    return zip(starts, [*starts[1:], length], strict=True)


def show_run(
    run: Glyphs, codes: Sequence[Code], x: float, y: float, marking: Marking = alternate_text, closing: str = ""
) -> tuple[list[str], str]:
    """The operators that show a run of at least one glyph whose line stands at ``x``, ``y`` (points, y up), inside a text object.

    Font, size and horizontal scaling are set by the caller. Adjustments between glyphs are in 1/1000 of the type size, rounded
    to less than 0.001 pt. ``closing`` ends the marked text that the run before left open; the second value is what ends that of
    this run, where its last glyph has one.
    """
    along, starts, unit, advance = _course(run, codes, x, y)
    marks, closing = _marks(codes, marking, closing)
    operators: list[str] = []
    pen = 0.0
    for at, end in pairwise((*sorted({*starts, *marks}), len(codes))):
        operators += marks.get(at, ())
        if at in starts:
            operators.append(starts[at])
            pen = along[at]
        shown, pen = _shown(along[at:end], codes[at:end], unit, pen, advance)
        operators.append(shown)
    return operators, closing


def _marks(codes: Sequence[Code], marking: Marking, closing: str) -> tuple[dict[int, list[str]], str]:
    """The operators around glyphs that stand for another text, by the glyph before which they stand, and what ends the last."""
    if not closing and not any(code.actual for code in codes):
        return {}, ""
    marks: dict[int, list[str]] = {}
    for at, code in enumerate(codes):
        if code.actual is not None and (code.actual or closing):
            marks[at] = [closing] if closing else []
            closing = ""
            if code.actual:
                opening, closing = marking(_marked(codes, at))
                marks[at].append(opening)
    return marks, closing


def _shown(along: Sequence[float], codes: Sequence[Code], unit: float, pen: float, advance: float) -> tuple[str, float]:
    """The TJ of glyphs that stand ``along`` a line, from where the ``pen`` is, and where it is then (``_Course``)."""
    digits = 1 if abs(unit) < 0.016 else 2 if abs(unit) < 0.16 else 3
    moves, finest = _MOVES[digits], unit / 10**digits
    parts: list[str] = []
    for place, (code, width, _) in zip(along, codes, strict=True):
        gap = place - pen
        if gap > TOLERANCE or gap < -TOLERANCE:
            move = round(-gap / finest)
            parts.append(moves[move])
            pen -= move * finest
        parts.append(code)
        pen += advance or width * unit
    return f"[<{''.join(parts)}>] TJ".replace("<>", ""), pen


class _Moves(dict[int, str]):
    """What moves the pen between two codes, by how many of its finest steps: ``digits`` decimals of 1/1000 of the size."""

    def __init__(self, digits: int) -> None:
        super().__init__()
        self._digits = digits

    def __missing__(self, move: int) -> str:
        text = f">{number(move / 10**self._digits, self._digits)}<"
        if len(self) < _MOST_MOVES:
            self[move] = text
        return text


#: So many moves are kept: a page has a few hundred different ones.
_MOST_MOVES = 20_000
_MOVES = {digits: _Moves(digits) for digits in (1, 2, 3)}


def set_downwards(run: Glyphs, codes: Sequence[Code]) -> bool:
    """Whether upright glyphs of a run stand one under the other on one middle line (竖排), to be shown in vertical writing mode."""
    if run.rotation or len(run.ys) < 2:
        return False
    middle = _middle(run, codes, 0)
    return all(
        following - y >= LEVELS * run.size and abs(_middle(run, codes, at) - middle) < _ASIDE
        for at, (y, following) in enumerate(pairwise(run.ys), 1)
    )


def _middle(run: Glyphs, codes: Sequence[Code], at: int) -> float:
    """The middle of a glyph from the left edge of its line."""
    return run.xs[at] + codes[at].width * run.size * run.hscale / 2000


class _Course(NamedTuple):
    """How the pen goes over a run: places along it, text matrices before glyphs, 1/1000 of the size, what a glyph advances it by
    (0: by its width); downwards adjustments count the other way (ISO 32000-1 §9.4.4)."""

    along: Sequence[float]
    starts: dict[int, str]
    unit: float
    advance: float = 0.0


def _course(run: Glyphs, codes: Sequence[Code], x: float, y: float) -> _Course:
    unit, ys = run.size * run.hscale / 1000, run.ys
    if set_downwards(run, codes):
        # Glyphs hang from the middle of their upper edge, 0.88 em over the baseline (the default of DW2, §9.7.4.3).
        top = f"{number(x + _middle(run, codes, 0))} {number(y - ys[0] + _HANGING * run.size)}"
        return _Course(ys, {0: f"{number(run.hscale, 6)} 0 0 1 {top} Tm"}, -run.size / 1000, run.size)
    if run.rotation == _QUARTER and len(ys) > 1 and len(set(run.xs)) == 1:
        return _Course(ys, {0: _starts(run, x, y)[0]}, unit)
    return _Course(run.xs, _starts(run, x, y), unit)


def _marked(codes: Sequence[Code], first: int) -> Sequence[Code]:
    """The codes from ``first`` on that stand for one text together."""
    last = first + 1
    while last < len(codes) and codes[last].actual is None:
        last += 1
    return codes[first:last]


def _starts(run: Glyphs, x: float, y: float) -> dict[int, str]:
    """The text matrices of a run by the glyph before which each stands: one, unless glyphs are turned or change their level."""
    turn, ys = "1 0 0 1", run.ys
    if not run.rotation and not ys:
        return {0: f"{turn} {number(x + run.xs[0])} {number(y)} Tm"}
    if run.rotation:
        turn = _rotation(run.rotation)
        first: Iterable[int] = range(len(run.gids))
    else:
        first = [0, *(at for at in range(1, len(ys)) if ys[at] != ys[at - 1])]
    return {at: f"{turn} {number(x + run.xs[at])} {number(y - ys[at] if ys else y)} Tm" for at in first}


def _rotation(degrees: float) -> str:
    """The first four numbers of the matrix that turns clockwise."""
    angle = math.radians(degrees)
    cosine, sine = math.cos(angle), math.sin(angle)
    return " ".join(number(value, 6) for value in (cosine, -sine, sine, cosine))
