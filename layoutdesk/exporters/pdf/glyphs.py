"""Runs of glyphs as text operators: one TJ for as many glyphs as stand on one baseline, at exact positions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from layoutdesk.display import Glyphs
from layoutdesk.exporters.pdf.document import number
from layoutdesk.exporters.pdf.fonts import Code, EmbeddedFont

#: How far in points a glyph may stand from its place before it is moved; the pen is followed, so faults do not add up.
TOLERANCE = 0.0009


def run_codes(run: Glyphs, font: EmbeddedFont) -> list[Code]:
    """The code of each glyph of a run, with the text that it stands for."""
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
            codes.extend(font.cluster(run.gids[first:last], text))
        first = last
    return codes


def _cluster_ends(clusters: Iterable[int], length: int) -> Iterable[tuple[int, int]]:
    starts = sorted(set(clusters))
    return zip(starts, [*starts[1:], length], strict=True)


def show_run(run: Glyphs, font: EmbeddedFont, x: float, y: float) -> list[str]:
    """The operators that show a run of at least one glyph whose line stands at ``x``, ``y`` (points, y up), inside a text object.

    Font, size and horizontal scaling are set by the caller; ``ys`` and ``rotation`` place glyphs one by one.
    """
    codes = run_codes(run, font)
    if run.rotation:
        turn = _rotation(run.rotation)
        return _pieces(run, codes, [(at, at + 1) for at in range(len(codes))], turn, x, y)
    if run.ys and any(run.ys):
        return _pieces(run, codes, _level_parts(run.ys), "1 0 0 1", x, y)
    return [f"1 0 0 1 {number(x + run.xs[0])} {number(y)} Tm", *_shown(run, codes, 0, len(codes))]


def _pieces(
    run: Glyphs, codes: Sequence[Code], parts: Iterable[tuple[int, int]], turn: str, x: float, y: float
) -> list[str]:
    """The operators for parts of a run, each placed by a text matrix of its own."""
    operators = []
    for first, last in parts:
        rise = run.ys[first] if run.ys else 0.0
        operators.append(f"{turn} {number(x + run.xs[first])} {number(y - rise)} Tm")
        operators += _shown(run, codes, first, last)
    return operators


def _rotation(degrees: float) -> str:
    """The first four numbers of the matrix that turns clockwise."""
    angle = math.radians(degrees)
    cosine, sine = math.cos(angle), math.sin(angle)
    return " ".join(number(value, 6) for value in (cosine, -sine, sine, cosine))


def _level_parts(ys: Sequence[float]) -> list[tuple[int, int]]:
    """The parts of a run whose glyphs stand on one level."""
    marks = [0, *(at for at in range(1, len(ys)) if ys[at] != ys[at - 1]), len(ys)]
    return list(pairwise(marks))


def _shown(run: Glyphs, codes: Sequence[Code], first: int, last: int) -> list[str]:
    """TJ operators for glyphs ``first`` to ``last``; the text matrix stands at the first of them.

    Adjustments are in 1/1000 of the type size, rounded to less than 0.001 pt.
    """
    xs, unit = run.xs, run.size * run.hscale / 1000
    digits = 1 if unit < 0.016 else 2 if unit < 0.16 else 3
    pen = xs[first]
    operators: list[str] = []
    parts, marked = ["[<"], False
    for at in range(first, last):
        code, width, actual = codes[at]
        gap = xs[at] - pen
        if gap > TOLERANCE or gap < -TOLERANCE:
            move = round(-gap / unit, digits)
            parts.append(f">{int(move) if move.is_integer() else move}<")
            pen -= move * unit
        if actual is not None and (actual or marked):
            operators += _closed(parts, marked)
            parts, marked = ["[<"], bool(actual)
            if actual:
                operators.append(f"/Span <</ActualText {actual}>> BDC")
        parts.append(code)
        pen += width * unit
    return operators + _closed(parts, marked)


def _closed(parts: list[str], marked: bool) -> list[str]:
    """The TJ of what has been gathered, and the end of marked text."""
    shown = ("".join(parts) + ">]").replace("<>", "")
    operators = [] if shown == "[]" else [shown + " TJ"]
    return [*operators, "EMC"] if marked else operators
