"""One line set from top to bottom (竖排): a vertical headline or a part of one.

Han characters and most marks stand upright; marks take the vertical forms of their face, curly quotes become ﹃﹄ and ﹁﹂ (clreq,
"Punctuation in vertical writing"); Western words lie on their side; one figure stands upright, two or three side by side in one em
(纵中横). HarfBuzz would leave Western letters upright in a vertical run, so every kind of run is shaped by itself (UAX #50).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

import msgspec

from layoutdesk.base.geometry import rounded
from layoutdesk.display import Glyphs, Path
from layoutdesk.model.story import Span
from layoutdesk.model.styles import TextStyle
from layoutdesk.text import decor
from layoutdesk.text.decor import overprints
from layoutdesk.text.fonts import Face, FontBook
from layoutdesk.text.rules import OFF_BASELINE, OffBaseline, classify, is_invisible
from layoutdesk.text.spans import decors_of

_NO_STYLES: Final[Mapping[str, TextStyle]] = {}
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
_WESTERN: Final = f"!-~\u00a1-\u024f{_OFF}"
#: Figures side by side in one em, then a Western run, spaces, and any other character by itself.
_PIECES: Final = re.compile(
    rf"(?P<figures>(?<![0-9A-Za-z.,:/×€£¥$\-])[0-9]{{1,3}}(?![0-9A-Za-z.,:/%×{_OFF}\-]))"
    rf"|(?P<upright>(?<![!-~])[A-Z](?![!-~{_PUT_ON}{_OFF}]))"
    rf"|(?P<western>[€{_WESTERN}][{_PUT_ON}]*(?:[ {_WESTERN}{_PUT_ON}]*[{_WESTERN}][{_PUT_ON}]*)?)"
    rf"|(?P<joined>——|……)|(?P<space>[ \u3000\u00a0]+)|(?P<one>.[{_PUT_ON}]*)",
    re.DOTALL,
)
_QUOTES: Final = {"“": "『", "”": "』", "‘": "「", "’": "」"}
#: Marks with half an em of white before or behind them; of brackets and quotes a headline keeps none of it, of points a part.
_OPENING: Final = "（《〈【〔［｛「『“‘"
_CLOSING: Final = "）》〉】〕］｝」』”’"
_POINTS: Final = "，。、；："
_HALF, _POINT = 0.5, 0.8
#: What turns with the line where a face has no vertical form of it (UAX #50, Tr), and what then moves to the upper right (Tu).
_TURNED: Final = "（）《》〈〉【】〔〕［］｛｝「」『』—…～‖－–"
_RAISED: Final = "，。、"


class SetColumn(msgspec.Struct, frozen=True):
    """A line set downwards; lengths in points.

    ``start`` and ``end`` are code points of the paragraph, ``text`` is that stretch. ``glyphs``, and what character styles draw
    at them (``drawn``: 着重号 at the right, lines at the left), have their origin on the middle line of the column at its top;
    ``length`` is how far down it reaches.
    """

    start: int
    end: int
    text: str
    length: float
    glyphs: tuple[Glyphs, ...]
    drawn: tuple[Path, ...] = ()

    @property
    def items(self) -> tuple[Glyphs | Path, ...]:
        """Everything that the column shows."""
        return (*self.glyphs, *self.drawn)


class _Placed(NamedTuple):
    """One glyph in em: its character, how it is turned, condensed and made smaller, its pen from the middle line and the top."""

    at: int
    face: Face
    gid: int
    x: float
    y: float
    rotation: float
    hscale: float
    scale: float = 1.0


def set_column(
    text: str,
    style: TextStyle,
    book: FontBook,
    *,
    paragraph: str = "",
    story: str = "",
    start: int = 0,
    spans: tuple[Span, ...] = (),
    styles: Mapping[str, TextStyle] = _NO_STYLES,
) -> SetColumn:
    """``text`` set downwards at its natural length; white of marks at its ends is trimmed.

    Of the character styles of ``spans``, which count from the start of ``text``, what they draw is shown.
    """
    placed, length = _placed(text, style.role, book.of(style.language))
    return SetColumn(
        start,
        start + len(text),
        text,
        rounded(length * style.size),
        _runs(placed, text, style, paragraph, story, start),
        _drawn(placed, text, style, decors_of(spans, styles, style, style.size, len(text))) if spans else (),
    )


def column_ems(text: str, role: str, book: FontBook) -> float:
    """How long ``text`` is when set downwards, in em."""
    return _placed(text, role, book)[1]


def _drawn(
    placed: tuple[_Placed, ...], text: str, style: TextStyle, decors: tuple[decor.Decor, ...]
) -> tuple[Path, ...]:
    """Dots at the right of Han characters, lines at the left of the column (clreq)."""
    size, found = style.size, []
    for one in decors:
        inside = [each for each in placed if one.start <= each.at < one.end]
        if "dots" in one.marks:
            centres = [sum(_span(each, text[each.at])) / 2 * size for each in inside if classify(text[each.at]) == "h"]
            dots = decor.dots(one, centres)
            found += [decor.downwards(dots, size, right=True)] if dots else []
        for mark in one.marks if inside else ():
            if mark != "dots":
                before, after = decor.parted(one, mark, decors)
                (top, _), (_, foot) = (_span(each, text[each.at]) for each in (inside[0], inside[-1]))
                path = decor.lines(one, mark, [(top * size + before, foot * size - after)])
                found += [decor.downwards(path, size, right=False)] if path else []
    return tuple(found)


def _span(one: _Placed, char: str) -> tuple[float, float]:
    """From where to where a character stands in its column, em; the white that a mark carries is none of it."""
    if one.rotation:
        return one.y, one.y + one.face.advance(one.gid) * one.scale
    top = one.y - ABOVE
    return top + (_HALF if char in _OPENING else 0.0), top + (_HALF if char in _CLOSING + _POINTS else 1.0)


@lru_cache(maxsize=1024)
def _placed(text: str, role: str, book: FontBook) -> tuple[tuple[_Placed, ...], float]:
    found: list[_Placed] = []
    y, before = 0.0, ""
    for piece in _PIECES.finditer(text):
        part, at = piece[0], piece.start()
        if piece.lastgroup == "space":
            y += SPACE if found else 0.0
        elif piece.lastgroup in ("western", "joined"):
            glyphs, length = _turned(part, at, y, role, book, piece.lastgroup == "joined")
            found += glyphs
            y += length
        elif piece.lastgroup == "figures":
            found += _figures(part, at, y, role, book)
            y += 1.0
        elif not is_invisible(part[0]):
            char = part[0]
            found += _upright(part, at, y - (_HALF if char in _OPENING else 0.0), role, book)
            y += _HALF if char in _OPENING or char in _CLOSING else _POINT if char in _POINTS else 1.0
        before = part[0] if piece.lastgroup == "one" else part[-1]
    return tuple(found), y - (_POINT - _HALF if before and before in _POINTS else 0.0)


def _face(char: str, role: str, book: FontBook) -> Face:
    face = book.face(role)
    return face if face.glyph(char) else book.for_char(role, char) or face


def _upright(part: str, at: int, y: float, role: str, book: FontBook) -> list[_Placed]:
    """A character that stands, with what is put on it: in its vertical form where its face has one, else turned or raised."""
    shown = _QUOTES.get(part[0], part[0])
    face = _face(shown, role, book)
    plain = face.glyph(shown)
    shaped = face.shape(
        shown + "".join(each for each in part[1:] if not is_invisible(each)), {"vert": 1}, script="Hani"
    )
    gid, _, advance, _, _ = shaped[0]
    if gid == plain and shown in _TURNED:
        return [_Placed(at, face, gid, -MIDDLE, y + (1.0 - advance) / 2, 90.0, 1.0)]
    shift = 0.55 if gid == plain and shown in _RAISED else 0.0
    first = _Placed(at, face, gid, -advance / 2 + shift, y + ABOVE - shift, 0.0, 1.0)
    pen, found = advance / 2, [first]
    for gid, cluster, advance, right, up in shaped[1:]:
        if gid:
            found.append(_Placed(at + min(cluster, 1), face, gid, pen + right, y + ABOVE - up, 0.0, 1.0))
        pen += advance
    return found


def _figures(text: str, at: int, y: float, role: str, book: FontBook) -> Iterator[_Placed]:
    """One figure upright, two or three side by side, condensed where an em does not hold them."""
    face = _face(text[0], role, book)
    shaped = face.shape(text, {"hwid": 1})
    width = sum(advance for _, _, advance, _, _ in shaped)
    hscale = min(1.0, 1.0 / width)
    x = -width * hscale / 2
    for gid, cluster, advance, _, _ in shaped:
        yield _Placed(at + cluster, face, gid, x, y + ABOVE, 0.0, hscale)
        x += advance * hscale


def _turned(text: str, at: int, y: float, role: str, book: FontBook, joined: bool) -> tuple[list[_Placed], float]:
    """A Western run on its side, a little white over and under it; a dash or an ellipsis of two signs, joined, takes two em."""
    face = _face(text[0], role, book) if text[0] not in OFF_BASELINE else book.face(role)
    pen, lying = 0.0, list[_Placed]()
    for start, part, off in _parts(text, face):
        scale, rise = (off.scale, off.rise) if off is not None else (1.0, 0.0)
        for gid, cluster, advance, right, up in face.shape(part, script="Hani" if joined else ""):
            place = -MIDDLE + rise + up * scale, y + pen + right * scale
            lying.append(_Placed(at + start + cluster, face, gid, *place, 90.0, 1.0, scale))
            pen += advance * scale
    whole = float(len(text)) if joined else pen + 2 * _AROUND
    return [one._replace(y=one.y + (whole - pen) / 2) for one in lying], whole


def _parts(text: str, face: Face) -> Iterator[tuple[int, str, OffBaseline | None]]:
    """Stretches of a Western run: ordinary ones, and characters off the baseline that the face lacks, by their figures."""
    at = 0
    for char, row in groupby(text, lambda each: _substitute(each, face)):
        part = "".join(row)
        yield at, "".join(OFF_BASELINE[each].figure for each in part) if char else part, char
        at += len(part)


def _substitute(char: str, face: Face) -> OffBaseline | None:
    """How a character off the baseline is set where its face lacks any of its kind; nothing for all others."""
    off = OFF_BASELINE.get(char)
    if off is None or (face.glyph(char) and all(map(face.glyph, off.row))):
        return None
    return OffBaseline("", off.row, off.scale, off.rise)


def _runs(
    placed: tuple[_Placed, ...], text: str, style: TextStyle, paragraph: str, story: str, start: int
) -> tuple[Glyphs, ...]:
    """Glyphs that follow each other in one face, turn and scale as one run; a space ends a run."""
    groups: list[list[_Placed]] = []
    for one in placed:
        last = groups[-1][-1] if groups else None
        joins = last is not None and _look(one) == _look(last)
        if last is None or not joins or text[last.at + 1 : one.at].isspace():
            groups.append([])
        groups[-1].append(one)
    size, runs = style.size, []
    for number, group in enumerate(groups):
        first = group[0].at
        end = groups[number + 1][0].at if number + 1 < len(groups) else len(text)
        runs.append(
            Glyphs(
                face=group[0].face.key, size=rounded(size * group[0].scale), gids=tuple(one.gid for one in group),
                xs=tuple(rounded(one.x * size) for one in group), ys=tuple(rounded(one.y * size) for one in group),
                text=text[first:end].rstrip(), clusters=tuple(one.at - first for one in group), paint=style.paint,
                overprint=overprints(style.paint), hscale=group[0].hscale, rotation=group[0].rotation, story=story,
                paragraph=paragraph, start=start + first,
            )
        )  # fmt: skip
    return tuple(runs)


def _look(one: _Placed) -> tuple[Face, float, float, float]:
    """What glyphs of one run share."""
    return one.face, one.rotation, one.hscale, one.scale
