"""Characters that stand apart or run into one another, and are one stretch of text all the same.

Readers of text take a gap of about a tenth of an em for a blank and a step back for another line: the white between Han and Western
characters, the gaps of a line driven out, marks in half their width. Such a stretch says as a whole what it stands for
(ActualText, ISO 32000-1 §14.9.4). Blanks of the copy are glyphs of their own and part nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise
from typing import Final, TypeAlias

from layoutdesk.display import Glyphs
from layoutdesk.exporters.pdf.fonts import Code
from layoutdesk.exporters.pdf.glyphs import set_downwards
from layoutdesk.exporters.pdf.parted import WHOLE, Parts, last_word
from layoutdesk.exporters.pdf.runs import level, runs_across

#: How far behind its neighbour a glyph may begin, and how far before its end, to be read as joined to it by every reader (em).
#: poppler parts words at 0.1 behind and 0.2 before, PDFium by the widths of both glyphs, at 0.06 the earliest; a blank that is
#: covered any further is none for it.
BEHIND: Final = 0.06
BEFORE: Final = 0.08

#: The first glyph of a line and the one after its last, counted through its runs.
_Stretch: TypeAlias = tuple[int, int]


def held_together(runs: Sequence[Glyphs], codes: list[list[Code]], parts: Parts = WHOLE) -> list[list[Code]]:
    """The codes of the runs of one line with every stretch marked by its text; ``parts`` are those of parted words.

    ``runs`` go on from one another; a stretch may begin in one and end in another.
    """
    if set_downwards(runs[0], codes[0]):
        return [_said(codes[0], runs[0].text + parts.rest)]
    if not runs_across(runs[0]):
        return codes
    joints = _joints(runs, codes)
    if not joints and parts is WHOLE:
        return codes
    text = runs[0].text if len(runs) == 1 else "".join(run.text for run in runs)
    clusters = _clusters(runs, len(text))
    signs = text if len(text) == len(clusters) else [text[cluster] for cluster in clusters]
    found = [*(_around(at, back, signs) for at, back in joints), *_of_words(parts, text, clusters)]
    flat = codes[0].copy() if len(codes) == 1 else [*chain.from_iterable(codes)]
    begins = [*_shown_anew(runs)]
    for first, last in _merged(_widened(one, clusters) for one in found if one):
        # PDFium takes the first run of a stretch for all of it and finds what follows far off: the line's end is not.
        end = last if not any(first < begin < last for begin in begins) else len(flat)
        said = text[max(clusters[first], parts.said) : clusters[end] if end < len(flat) else len(text)]
        flat[first:end] = _said(flat[first:end], (said + (parts.rest if end == len(flat) else "")) or " ")
        if end > last:
            break
    each = iter(flat)
    return [flat] if len(codes) == 1 else [[next(each) for _ in own] for own in codes]


def _said(codes: Sequence[Code], text: str) -> list[Code]:
    """Codes that stand for a text together."""
    return [Code(code, width, None if at else text) for at, (code, width, _) in enumerate(codes)]


def _clusters(runs: Sequence[Glyphs], length: int) -> Sequence[int]:
    """For every glyph of a line its first character in the line."""
    if all(run.clusters == tuple(range(len(run.text))) for run in runs):
        return range(length)
    offsets = accumulate((len(run.text) for run in runs), initial=0)
    return [offset + cluster for run, offset in zip(runs, offsets, strict=False) for cluster in run.clusters]


def _joints(runs: Sequence[Glyphs], codes: Sequence[list[Code]]) -> list[tuple[int, bool]]:
    """The glyphs of a line, counted through, that some reader parts from the one before; whether they stand back over it."""
    found: list[tuple[int, bool]] = []
    count, end, last = 0, 0.0, 0.0
    for run, own in zip(runs, codes, strict=True):
        unit, behind, before = run.size * run.hscale / 1000, run.size * BEHIND, -run.size * BEFORE
        xs = run.xs
        if count and not (before <= xs[0] - end <= behind and level(run, 0) == last):
            found.append((count, xs[0] < end))
        found += [
            (at, gap < 0)
            for at, (x, following, code) in enumerate(zip(xs, xs[1:], own, strict=False), count + 1)
            if not before <= (gap := following - x - code[1] * unit) <= behind
        ]
        if run.ys:
            found += [(at, False) for at in _steps(run, count)]
        if len(runs) > 1:
            count += len(xs)
            end, last = xs[-1] + own[-1].width * unit, level(run, -1)
    return found


def _shown_anew(runs: Iterable[Glyphs]) -> Iterator[int]:
    """The glyphs of a line with which another text object begins: those of another run or on another level."""
    count = 0
    for run in runs:
        yield count
        yield from _steps(run, count)
        count += len(run.gids)


def _steps(run: Glyphs, count: int) -> Iterator[int]:
    """The glyphs of a run that stand on another level than the one before, counted from ``count``."""
    return (at for at, (y, following) in enumerate(pairwise(run.ys), count + 1) if y != following)


def _around(at: int, back: bool, signs: Sequence[str]) -> _Stretch | None:
    """The two glyphs beside a joint. A blank parts them by itself, unless what follows stands ``back`` over it and hides it."""
    first, last = at - 1, at
    blank = signs[first].isspace() or signs[last].isspace()
    if blank and not back:
        return None
    while first and signs[first].isspace():
        first -= 1
    while last < len(signs) - 1 and signs[last].isspace():
        last += 1
    return first, last + 1


def _of_words(parts: Parts, text: str, clusters: Sequence[int]) -> Iterator[_Stretch]:
    """The stretches of parted words at the beginning and the end of a line."""
    if parts.said:
        yield 0, sum(cluster < parts.said for cluster in clusters)
    if parts.rest:
        word = min(last_word(text), clusters[-1])
        yield sum(cluster < word for cluster in clusters), len(clusters)


def _widened(stretch: _Stretch, clusters: Sequence[int]) -> _Stretch:
    """A stretch with the whole of its characters, where these have several glyphs."""
    if isinstance(clusters, range):
        return stretch
    first, last = stretch
    while first and clusters[first] == clusters[first - 1]:
        first -= 1
    while last < len(clusters) and clusters[last] == clusters[last - 1]:
        last += 1
    return first, last


def _merged(stretches: Iterable[_Stretch]) -> Iterator[_Stretch]:
    """Stretches in order, those that share glyphs as one."""
    first, last = -1, -1
    for start, end in sorted(stretches):
        if start >= last:
            if last > 0:
                yield first, last
            first = start
        last = max(last, end)
    if last > 0:
        yield first, last
