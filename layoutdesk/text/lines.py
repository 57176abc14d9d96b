"""A set line and its glyphs.

In: a prepared paragraph, a line of it as fitted. Out: ``SetLine`` with ``display.Glyphs`` in points.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import msgspec

from layoutdesk.display import Glyphs, Path
from layoutdesk.text import decor, readings
from layoutdesk.text.decor import Decor, overprints
from layoutdesk.text.justify import Fitted
from layoutdesk.text.prepare import Prepared
from layoutdesk.text.readings import Reading
from layoutdesk.text.shaping import JOINED, Run
from layoutdesk.text.spans import NOTHING, Attached


class SetLine(msgspec.Struct, frozen=True):
    """One line as set. Lengths in points, rounded to 0.001.

    ``start`` and ``end`` are code points of the paragraph and ``text`` is that stretch of it, spaces at the line's end included;
    the lines of a paragraph together are its text. ``x`` is where the line begins right of the left edge of its measure (indent,
    alignment), ``width`` its width as set: a justified line ends at ``x + width``, the edge of its measure. ``glyphs`` have their
    origin at the left of the measure on the baseline, ``x`` included. ``gap`` is what was added at every gap in em, 0 for a line
    that is natural or tighter. ``last`` marks a line that ends the paragraph or stands before a forced break: it is not driven
    out to the measure. ``drawn`` is what hangs on the glyphs (着重号, lines, readings), with the same origin; ``above`` is how
    many empty rows the line needs over itself for its readings.
    """

    start: int
    end: int
    text: str
    x: float
    width: float
    glyphs: tuple[Glyphs, ...]
    gap: float
    last: bool
    drawn: tuple[Glyphs | Path, ...] = ()
    above: int = 0

    @property
    def items(self) -> tuple[Glyphs | Path, ...]:
        """Everything that the line shows."""
        return (*self.glyphs, *self.drawn) if self.drawn else self.glyphs


@cache
def _counting(length: int) -> tuple[int, ...]:
    return tuple(range(length))


class Setter:
    """Makes the lines of one prepared paragraph at one size. ``start`` is the offset of its text in the paragraph of the copy."""

    def __init__(
        self, prepared: Prepared, size: float, hscale: float, story: str, paragraph: str, start: int, artefact: bool,
        attached: Attached = NOTHING,
    ) -> None:  # fmt: skip
        self.prepared = prepared
        self.attached = attached
        self.size = size
        self.hscale = hscale
        self.story = story
        self.paragraph = paragraph
        self.start = start
        self.artefact = artefact
        boxes = prepared.boxes
        self.pens = prepared.left
        if boxes.shifts:
            self.pens = prepared.left.copy()
            for at, shift in boxes.shifts.items():
                self.pens[at] += shift

    def line(
        self,
        start: int,
        end: int,
        fitted: Fitted,
        offset: float,
        *,
        lead: float = 0.0,
        hyphen: float = 0.0,
        last: bool,
    ) -> SetLine:
        """The line of characters ``start`` to ``end``, ``offset`` em right of the left edge of its measure.

        ``lead`` is white kept before an opening mark, ``hyphen`` the width of the hyphen that divides its last word (em).
        """
        prepared = self.prepared
        unit = self.size * self.hscale
        inked = start + len(prepared.letters[start:end].rstrip("sf"))
        xs = self._positions(start, inked, fitted, offset + lead)
        glyphs = self._glyphs(start, inked, xs, fitted)
        if hyphen:
            x = round((offset + lead + fitted.width - hyphen * fitted.scale) * unit, 3)
            glyphs += (self._hyphen(end, x, fitted.scale),)
        return SetLine(
            self.start + start,
            self.start + end,
            prepared.text[start:end],
            round(offset * unit, 3),
            round((fitted.width + lead) * unit, 3),
            glyphs,
            round(fitted.loose, 6),
            last,
            *(_BARE if self.attached is NOTHING else self._hung(start, inked, xs, unit * fitted.scale)),
        )

    def _hung(self, start: int, end: int, xs: list[float], unit: float) -> tuple[tuple[Glyphs | Path, ...], int]:
        """What hangs on the characters ``start`` to ``end``, whose pens stand at ``xs``, and the rows that it needs above.

        ``unit`` is an em of their glyphs along the line.
        """
        attached = self.attached
        if start == end:
            return _BARE
        places = _Places(self.prepared, unit, start, end, xs)
        found = (places.draw(one, attached.decors) for one in attached.decors if one.start < end and start < one.end)
        paths = tuple(path for paths in found for path in paths if path is not None)
        here = [one for one in attached.readings if start <= one.start < end]
        above = tuple(run for one in here for run in places.above(one, self.size))
        return paths + above, attached.rows if here else 0

    def _hyphen(self, end: int, x: float, scale: float) -> Glyphs:
        """The hyphen of a divided word: inserted matter, not copy."""
        run = next(run for run in self.prepared.runs if run.start < end <= run.end)
        return Glyphs(
            face=run.face.key,
            size=round(self.size * run.scale, 3),
            gids=(run.face.glyph("-"),),
            xs=(x,),
            text="-",
            clusters=(0,),
            paint=run.paint,
            overprint=overprints(run.paint),
            hscale=self.hscale * scale,
            story=self.story,
            paragraph=self.paragraph,
            start=self.start + end,
            artefact=True,
        )

    def _positions(self, start: int, end: int, fitted: Fitted, offset: float) -> list[float]:
        """Pen positions in points."""
        prepared = self.prepared
        unit = self.size * self.hscale
        origin = (offset - prepared.left[start]) * unit
        pens = self.pens[start:end]
        if fitted.scale != 1.0 and prepared.boxes.shifts:
            wider, shifts = fitted.scale - 1.0, prepared.boxes.shifts
            pens = [pen + wider * shifts.get(at, 0.0) for at, pen in enumerate(pens, start)]
        if fitted.moves:
            pens = [pen + move for pen, move in zip(pens, fitted.moves, strict=False)]
        if not fitted.each:
            return [round(pen * unit + origin, 3) for pen in pens]
        each = fitted.each * unit
        origin -= each * prepared.gaps[start]
        return [
            round(pen * unit + each * count + origin, 3)
            for pen, count in zip(pens, prepared.gaps[start:end], strict=True)
        ]

    def _glyphs(self, start: int, end: int, xs: list[float], fitted: Fitted) -> tuple[Glyphs, ...]:
        if start == end:
            return ()
        runs = self.prepared.runs
        if len(runs) == 1:
            return (self._run(runs[0], start, end, xs, fitted),)
        found = []
        for run in runs:
            first, last = max(run.start, start), min(run.end, end)
            if first < last:
                found.append(self._run(run, first, last, xs[first - start : last - start], fitted))
        return tuple(found)

    def _run(self, run: Run, start: int, end: int, xs: list[float], fitted: Fitted) -> Glyphs:
        boxes = self.prepared.boxes
        gids: list[int] = self._split(start, end) if fitted.split else boxes.gids[start:end]
        clusters = _counting(end - start)
        ys: tuple[float, ...] = ()
        if boxes.extra or boxes.rises:
            gids, xs, ys, clusters = self._composite(start, gids, xs, fitted.scale)
        elif JOINED in gids:
            kept = [at for at, gid in enumerate(gids) if gid != JOINED]
            gids, xs, clusters = [gids[at] for at in kept], [xs[at] for at in kept], tuple(kept)
        if run.rise:
            lift = -run.rise * self.size
            ys = tuple(round(y + lift, 3) for y in ys or (0.0,) * len(gids))
        paint = run.paint
        return Glyphs(
            face=run.face.key,
            size=round(self.size * run.scale, 3),
            gids=tuple(gids),
            xs=tuple(xs),
            text=self.prepared.text[start:end],
            clusters=clusters,
            ys=ys,
            paint=paint,
            overprint=overprints(paint),
            hscale=self.hscale * fitted.scale,
            story=self.story,
            paragraph=self.paragraph,
            start=self.start + start,
            artefact=self.artefact,
        )

    def _split(self, start: int, end: int) -> list[int]:
        """The glyphs of characters ``start`` to ``end`` with their ligatures letter by letter."""
        gids, elastic = self.prepared.boxes.gids[start:end], self.prepared.elastic
        for at, split in (elastic.splits or {}).items() if elastic else ():
            if start <= at < end:
                gids[at - start : at - start + len(split)] = [gid for gid, _ in split]
        return gids

    def _composite(
        self, start: int, gids: list[int], xs: list[float], scale: float
    ) -> tuple[list[int], list[float], tuple[float, ...], tuple[int, ...]]:
        """Glyphs of a run in which some characters have several, or stand off the baseline."""
        boxes, unit = self.prepared.boxes, self.size * self.hscale * scale
        glyphs: list[tuple[int, float, float, int]] = []
        for at, (gid, x) in enumerate(zip(gids, xs, strict=True)):
            if gid == JOINED:
                continue
            glyphs.append((gid, x, -boxes.rises.get(start + at, 0.0) * self.size, at))
            body = x - boxes.shifts.get(start + at, 0.0) * unit
            for extra, shift, rise in boxes.extra.get(start + at, ()):
                glyphs.append((extra, round(body + shift * unit, 3), -rise * self.size, at))
        ys = tuple(round(glyph[2], 3) for glyph in glyphs)
        return (
            [glyph[0] for glyph in glyphs],
            [glyph[1] for glyph in glyphs],
            ys if any(ys) else (),
            tuple(glyph[3] for glyph in glyphs),
        )


#: A line on which nothing hangs.
_BARE: Final[tuple[tuple[Glyphs | Path, ...], int]] = ((), 0)


class _Places:
    """Where the characters ``start`` to ``end`` of a line stand, for what is drawn at them; ``unit`` is an em along the line."""

    def __init__(self, prepared: Prepared, unit: float, start: int, end: int, xs: list[float]) -> None:
        self.prepared, self.unit, self.start, self.end, self.xs = prepared, unit, start, end, xs

    def draw(self, one: Decor, all_: tuple[Decor, ...]) -> list[Path | None]:
        """The paths of one stretch; where it meets another with the same line, both leave a little white."""
        first, last = max(one.start, self.start), min(one.end, self.end)
        paths = [decor.dots(one, self._centres(first, last))] if "dots" in one.marks else []
        for mark in one.marks:
            if mark != "dots":
                before, after = decor.parted(one, mark, all_)
                left = self._left(first) + (before if first == one.start else 0.0)
                right = self._right(last) - (after if last == one.end else 0.0)
                paths.append(decor.lines(one, mark, [(left, right)]))
        return paths

    def above(self, one: Reading, size: float) -> tuple[Glyphs, ...]:
        """The reading of some of the characters."""
        return readings.over(one, self._left(one.start), self._right(min(one.end, self.end)), size)

    def _left(self, at: int) -> float:
        return self.xs[at - self.start] - self.prepared.boxes.shifts.get(at, 0.0) * self.unit

    def _right(self, end: int) -> float:
        """The right edge of what ends before ``end``; a space reaches to what follows it on the line."""
        if self.prepared.letters[end - 1] in "sf" and end < self.end:
            return self._left(end)
        return self._left(end - 1) + self.prepared.boxes.bodies[end - 1] * self.unit

    def _centres(self, first: int, last: int) -> list[float]:
        """The middle of every Han character; marks and spaces carry no dot (clreq, "Emphasis dots")."""
        letters, bodies = self.prepared.letters, self.prepared.boxes.bodies
        return [self._left(at) + bodies[at] * self.unit / 2 for at in range(first, last) if letters[at] == "h"]
