"""Where the glyphs of a line set downwards stand (竖排): what stands upright, what lies on its side, what shares one em.

In: a line's text with its runs of one look. Out: glyphs in em from the middle line of the column and its top. HarfBuzz would leave
Western letters upright in a vertical run, so every kind of run is shaped by itself.

Which way a character stands follows UAX #50, and is one rule for a number and its signs: what lies in a row of text (figures of
four and more, words, $ £ ¥ € % ∶, R) takes along whatever is written together with it, also × ÷ ± (class U), as newspapers lay
a calculation or an amount down whole (7×24, €100, ¥5); by themselves between Han those signs stand. One figure by itself stands,
two or three stand side by side in one em (纵中横), and so do two marks (？！ ！！, GB/T 15834 §5.1: one em together).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from layoutdesk.base.colour import Paint
from layoutdesk.base.late import late
from layoutdesk.text.face import Face, letter_scale
from layoutdesk.text.fonts import FontBook
from layoutdesk.text.rules import OFF_BASELINE, WESTERN_COMPANION, OffBaseline, classify, is_invisible
from layoutdesk.text.shaping import Run

#: The share of the em over the baseline of an upright glyph, and how far over it the middle of the em stands.
ABOVE: Final = 0.88
MIDDLE: Final = ABOVE - 0.5
#: A space parts two phrases by so much.
SPACE: Final = 0.6
#: White between a Western run and what stands over and under it, em.
_AROUND: Final = 0.1
#: Characters off the baseline lie with the Western run that they belong to; what is put on a character stands with it.
_OFF: Final = "".join(map(re.escape, OFF_BASELINE))
_PUT_ON: Final = "\u0300-\u036f\u3099\u309a\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
_INTERPUNCTS: Final = "·‧・•"
_WESTERN: Final = f"!-~\u00a1-\u00b6\u00b8-\u024f\u0370-\u052f\u1e00-\u1eff‰\u20a0-\u20cf\u2126\u2236{_OFF}"
#: What stands by itself: a capital (A股), a Greek letter (α波), signs of class U.
_STANDING: Final = "A-Z\u0370-\u03ff\u2126×÷±§©®"
#: Figures side by side in one em, then a Western run, spaces, and any other character by itself.
_PIECES: Final = late(
    rf"(?P<figures>(?<![{_WESTERN}])[0-9]{{1,3}}(?![{_WESTERN}]))"
    rf"|(?P<upright>(?<![{_WESTERN}])[{_STANDING}](?![{_WESTERN}{_PUT_ON}]))"
    rf"|(?P<western>[{_WESTERN}][{_PUT_ON}]*(?:[ {_WESTERN}{_PUT_ON}]*[{_WESTERN}][{_PUT_ON}]*)?)"
    rf"|(?P<marks>[？！]{{2}})|(?P<dot>[{_INTERPUNCTS}])"
    rf"|(?P<joined>——|……)|(?P<space>[ \u3000\u00a0]+)|(?P<one>.[{_PUT_ON}]*)",
    re.DOTALL,
)
_QUOTES: Final = {"“": "『", "”": "』", "‘": "「", "’": "」"}
#: Marks with half an em of white before or behind them; of brackets and quotes a headline keeps none of it, of points a part.
#: Faces of Taiwan and Hong Kong have points in the middle of the em (clreq §3.1.6), all of which is then theirs: the ink tells.
_OPENING: Final = "（《〈【〔［｛「『“‘"
_CLOSING: Final = "）》〉】〕］｝」』”’"
_POINTS: Final = "，。、；："
_HALF, _POINT = 0.5, 0.8
#: The sign of ratios and times (10∶30): in a lying number as narrow as a figure, whatever the font's em.
_RATIO: Final = "∶"
#: The least white under a point that reaches far down, and how far beside the middle of the em one in the middle may stand, em.
_UNDER, _NEAR = 0.05, 0.15
#: What turns with the line where a face has no vertical form of it (UAX #50, Tr).
_TURNED: Final = "（）《》〈〉【】〔〕［］｛｝「」『』—…～‖－–"


class Placed(NamedTuple):
    """One glyph in em: its character, how it is turned, condensed and made smaller, its pen from the middle line and the top."""

    at: int
    face: Face
    gid: int
    x: float
    y: float
    rotation: float
    hscale: float
    scale: float
    paint: Paint


@lru_cache(maxsize=1024)
def placed_down(text: str, runs: tuple[Run, ...], book: FontBook) -> tuple[tuple[Placed, ...], float]:
    """The glyphs of ``text`` one under the other, and how far down they reach; white of marks at the ends is trimmed."""
    return _Placer(text, runs, book).all()


def extent(one: Placed, char: str) -> tuple[float, float]:
    """From where to where a character stands in its column, em; the white that a mark carries is none of it."""
    if one.rotation:
        return one.y, one.y + one.face.advance(one.gid) * one.scale
    top = one.y - ABOVE * one.scale
    foot = top + (_HALF if char in _CLOSING + _POINTS else 1.0) * one.scale
    if char in _POINTS:
        foot = max(foot, one.y + one.face.heights(one.gid)[1] * one.scale)
    return top + (_HALF if char in _OPENING else 0.0) * one.scale, foot


class _Placer:
    """Places the pieces of one line from its top; ``y`` is how far it has come."""

    def __init__(self, text: str, runs: tuple[Run, ...], book: FontBook) -> None:
        self.text, self.runs, self.book = text, runs, book
        self.found: list[Placed] = []
        self.y = 0.0

    def all(self) -> tuple[tuple[Placed, ...], float]:
        trimmed = 0.0
        for piece in _PIECES.finditer(self.text):
            run, part, at = self._run(piece.start()), piece[0], piece.start()
            trimmed = 0.0
            match piece.lastgroup:
                case "space":
                    self.y += SPACE * run.scale if self.found else 0.0
                case "western":
                    self._lying(at, part)
                case "joined":
                    self._joined(at, part, run)
                case "figures":
                    self._figures(at, part, run)
                case "marks":
                    self._marks(at, part, run)
                case "dot":
                    self._dot(at, part, run)
                case _ if not is_invisible(part[0]):
                    trimmed = self._one(at, part, run)
        return tuple(self.found), self.y - trimmed

    def _run(self, at: int) -> Run:
        return next((run for run in self.runs if run.start <= at < run.end), self.runs[-1])

    def _face(self, run: Run, char: str) -> Face:
        """The face of a run, or one that has the character."""
        return run.face if run.face.glyph(char) else self.book.for_char(run.role, char) or run.face

    def _western_face(self, run: Run, char: str) -> Face:
        """The same for figures and letters, which brush faces leave to another."""
        instead = WESTERN_COMPANION.get(run.role)
        return self._face(run if instead is None else _with(run, self.book.face(instead), instead), char)

    def _one(self, at: int, part: str, run: Run) -> float:
        """A character that stands, with what is put on it: in its vertical form where its face has one, else turned or moved.

        Gives the white under it that a line's end does not need, em.
        """
        char, scale = part[0], run.scale
        top = self.y - (_HALF * scale if char in _OPENING else 0.0)
        first, *others = self._upright(at, part, run, top)
        self.found += (first, *others)
        if char in _POINTS:
            reach = extent(first, char)[1] - self.y
            least = scale if _is_centred(first.face, first.gid) else _POINT * scale
            step = max(least, reach + _UNDER * scale)
            self.y += step
            return step - reach
        self.y += (_HALF if char in _OPENING + _CLOSING else 1.0) * scale
        return 0.0

    def _upright(self, at: int, part: str, run: Run, y: float) -> Iterator[Placed]:
        shown, scale = _QUOTES.get(part[0], part[0]), run.scale
        face = self._western_face(run, shown) if shown < "\u2000" else self._face(run, shown)
        plain = face.glyph(shown)
        put_on = "".join(each for each in part[1:] if not is_invisible(each))
        shaped = face.shape(shown + put_on, {"vert": 1}, script="Hani")
        gid, _, advance, _, _ = shaped[0]
        if gid == plain and shown in _TURNED:
            x, top = _baseline(run), y + (1.0 - advance) / 2 * scale
            yield Placed(at, face, gid, x, top, 90.0, 1.0, scale, run.paint)
            return
        right, down = _moved(face, gid, bare=gid == plain) if shown in _POINTS else (0.0, 0.0)
        middle, foot = _beside(run), y + ABOVE * scale
        x = middle + (right - advance / 2) * scale
        yield Placed(at, face, gid, x, foot + down * scale, 0.0, 1.0, scale, run.paint)
        pen = middle + advance / 2 * scale
        for gid, cluster, advance, right, up in shaped[1:]:
            if gid:
                x, y = pen + right * scale, foot - up * scale
                yield Placed(at + min(cluster, 1), face, gid, x, y, 0.0, 1.0, scale, run.paint)
            pen += advance * scale

    def _figures(self, at: int, part: str, run: Run) -> None:
        """One figure upright, two or three side by side, condensed where an em does not hold them."""
        glyphs: list[tuple[Run, Face, int, int, float]] = []
        for one, start, end in self._stretches(at, at + len(part)):
            face = self._western_face(one, part[0])
            for gid, cluster, advance, _, _ in face.shape(self.text[start:end], {"hwid": 1}):
                glyphs.append((one, face, start + cluster, gid, advance))
        width = sum(advance * one.scale for one, _, _, _, advance in glyphs)
        hscale = min(1.0, run.scale / width)
        x = _beside(run) - width * hscale / 2
        for one, face, place, gid, advance in glyphs:
            foot = self.y + ABOVE * run.scale
            self.found.append(Placed(place, face, gid, x, foot, 0.0, hscale, one.scale, one.paint))
            x += advance * one.scale * hscale
        self.y += run.scale

    def _marks(self, at: int, part: str, run: Run) -> None:
        """Two marks side by side in one em, each in the middle of its half."""
        cell = run.scale / len(part)
        for number, char in enumerate(part):
            face = self._face(run, char)
            gid = face.glyph(char)
            left, right = (edge * run.scale for edge in face.ink(gid))
            hscale = min(1.0, cell / (right - left)) if right > left else 1.0
            x = _beside(run) - run.scale / 2 + cell * (number + 0.5) - (left + right) / 2 * hscale
            foot = self.y + ABOVE * run.scale
            self.found.append(Placed(at + number, face, gid, x, foot, 0.0, hscale, run.scale, run.paint))
        self.y += run.scale

    def _dot(self, at: int, char: str, run: Run) -> None:
        """An interpunct in the middle of the line, half an em long."""
        face = self._face(run, char)
        gid = face.glyph(char)
        across, up = face.ink_middle(gid)
        x, y = _beside(run) - across * run.scale, self.y + (_HALF / 2 + up) * run.scale
        self.found.append(Placed(at, face, gid, x, y, 0.0, 1.0, run.scale, run.paint))
        self.y += _HALF * run.scale

    def _joined(self, at: int, part: str, run: Run) -> None:
        """A dash or an ellipsis of two signs on its side, one stroke or row of two em."""
        face = self._face(run, part[0])
        shaped = face.shape(part, script="Hani")
        pen = self.y + (len(part) - sum(advance for _, _, advance, _, _ in shaped)) / 2 * run.scale
        for gid, cluster, advance, right, up in shaped:
            x, y = _baseline(run) + up * run.scale, pen + right * run.scale
            self.found.append(Placed(at + cluster, face, gid, x, y, 90.0, 1.0, run.scale, run.paint))
            pen += advance * run.scale
        self.y += len(part) * run.scale

    def _lying(self, at: int, part: str) -> None:
        """A Western run on its side, a little white over and under it."""
        around = _AROUND * self._run(at).scale
        pen = self.y + around
        for run, start, end in self._stretches(at, at + len(part)):
            base = self._western_face(run, "0")
            for first, text, off, face in self._parts(start, end, run):
                scale, rise = (letter_scale(face, base) if text[0].isalpha() else 1.0), 0.0
                if off is not None:
                    scale, rise = off.scale, off.rise
                for gid, cluster, advance, right, up in face.shape(text):
                    if text[cluster] == _RATIO and advance > _HALF:
                        advance, right = _HALF, right - (advance - _HALF) / 2
                    x = _baseline(run) + (rise + up * scale) * run.scale
                    y = pen + right * scale * run.scale
                    self.found.append(Placed(first + cluster, face, gid, x, y, 90.0, 1.0, scale * run.scale, run.paint))
                    pen += advance * scale * run.scale
        self.y = pen + around

    def _stretches(self, start: int, end: int) -> list[tuple[Run, int, int]]:
        """The parts of a piece by their runs."""
        inside = ((run, max(run.start, start), min(run.end, end)) for run in self.runs)
        return [(run, first, last) for run, first, last in inside if first < last]

    def _parts(self, start: int, end: int, run: Run) -> Iterator[tuple[int, str, OffBaseline | None, Face]]:
        """Stretches of one face; characters off the baseline that the face lacks by their figures."""
        base = self._western_face(run, "0")
        looks: list[tuple[OffBaseline | None, Face]] = []
        for char in self.text[start:end]:
            if looks and classify(char) in "xs":
                looks.append(looks[-1])
                continue
            off = _substitute(char, base)
            looks.append((off, base if off is not None else self._western_face(run, char)))
        at = start
        for (off, face), row in groupby(looks):
            text = self.text[at : at + len(list(row))]
            yield at, "".join(OFF_BASELINE[each].figure for each in text) if off else text, off, face
            at += len(text)


def _with(run: Run, face: Face, role: str) -> Run:
    return Run(run.start, run.end, face, role, run.scale, run.paint, run.rise)


def _off_middle(face: Face, gid: int) -> tuple[float, float]:
    """How far right of the middle of its em and how far under it a glyph's ink has its own middle, em."""
    across, up = face.ink_middle(gid)
    return across - face.advance(gid) / 2, MIDDLE - up


def _is_centred(face: Face, gid: int) -> bool:
    """Whether a point has its place in the middle of the em, as in Taiwan and Hong Kong, not in a corner of it."""
    return abs(_off_middle(face, gid)[0]) <= _NEAR


def _moved(face: Face, gid: int, *, bare: bool) -> tuple[float, float]:
    """How far a point goes right and down, em: to the very middle where it belongs there; else, where its face has no vertical form
    (``bare``), from the lower left to the upper right (UAX #50, Tu), as far from both edges as it was.
    """
    right, down = _off_middle(face, gid)
    if _is_centred(face, gid):
        return -right, -down
    return (-2 * right, -2 * down) if bare else (0.0, 0.0)


def _beside(run: Run) -> float:
    """How far the middle of upright characters of a run stands right of the middle line: raised ones as far as across (上标)."""
    return run.rise - MIDDLE * (1 - run.scale) if run.rise else 0.0


def _baseline(run: Run) -> float:
    """Where the baseline of what lies stands, from the middle line."""
    return run.rise - MIDDLE if run.rise else -MIDDLE * run.scale


def _substitute(char: str, face: Face) -> OffBaseline | None:
    """How a character off the baseline is set where its face lacks any of its kind; nothing for all others."""
    off = OFF_BASELINE.get(char)
    if off is None or (face.glyph(char) and all(map(face.glyph, off.row))):
        return None
    return OffBaseline("", off.row, off.scale, off.rise)
