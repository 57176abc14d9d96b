"""One line set from top to bottom (竖排): a vertical headline or a part of one, with all that hangs on its characters.

Han characters and most marks stand upright; marks take the vertical forms of their face, curly quotes become ﹃﹄ and ﹁﹂ (clreq,
"Punctuation in vertical writing"); Western words lie on their side (``downwards`` has the rule). Emphasis dots and readings stand
at the right of the characters, the lines of names and titles at their left (clreq, "Interlinear annotations").
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from layoutdesk.base.geometry import rounded
from layoutdesk.display import Glyphs, Path
from layoutdesk.model.story import Span
from layoutdesk.model.styles import TextStyle
from layoutdesk.text import decor
from layoutdesk.text.decor import overprints
from layoutdesk.text.downwards import Placed, extent, placed_down
from layoutdesk.text.fonts import FontBook
from layoutdesk.text.rules import classify
from layoutdesk.text.spans import decors_of, runs_of
from layoutdesk.text.vertical_readings import NO_READINGS, Readings, with_readings

_NO_STYLES: Final[Mapping[str, TextStyle]] = {}
#: How far emphasis dots reach to the right of the em box, em.
DOTS_REACH: Final = decor.DOT_UNDER + decor.DOT_RADIUS - decor.FOOT


class SetColumn(msgspec.Struct, frozen=True):
    """A line set downwards; lengths in points.

    ``start`` and ``end`` are code points of the paragraph, ``text`` is that stretch. ``glyphs``, and what hangs on them
    (``drawn``: 着重号 and readings at the right, lines at the left), have their origin on the middle line of the column at its
    top; ``length`` is how far down it reaches, ``beside`` how far what hangs on it reaches over its em box to the right.
    """

    start: int
    end: int
    text: str
    length: float
    glyphs: tuple[Glyphs, ...]
    drawn: tuple[Glyphs | Path, ...] = ()
    beside: float = 0.0

    @property
    def items(self) -> tuple[Glyphs | Path, ...]:
        """Everything that the column shows."""
        return (*self.glyphs, *self.drawn)


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

    ``spans`` count from the start of ``text``; what their character styles say and their readings are shown.
    """
    placed, length, readings = _laid(text, style, book, spans, styles)
    size, decors = style.size, decors_of(spans, styles, style, style.size, len(text)) if spans else ()
    glyphs = _runs(placed, text, size, paragraph, story, start)
    read = tuple(
        run
        for one in readings.beside
        for run in _runs(one.placed, one.text, size, paragraph, story, start + one.start, artefact=True)
    )
    beside = max(readings.reach, DOTS_REACH if any("dots" in one.marks for one in decors) else 0.0)
    return SetColumn(
        start, start + len(text), text, rounded(length * size), glyphs,
        (*_drawn(placed, text, size, decors, readings), *read), rounded(beside * size),
    )  # fmt: skip


def column_ems(
    text: str,
    style: TextStyle,
    book: FontBook,
    spans: tuple[Span, ...] = (),
    styles: Mapping[str, TextStyle] = _NO_STYLES,
) -> float:
    """How long ``text`` is when set downwards, in em."""
    return _laid(text, style, book, spans, styles)[1]


def _laid(
    text: str, style: TextStyle, book: FontBook, spans: tuple[Span, ...], styles: Mapping[str, TextStyle]
) -> tuple[tuple[Placed, ...], float, Readings]:
    """The glyphs of a line, its length in em, and its readings."""
    book = book.of(style.language)
    runs = runs_of(text, style, style.size, spans, styles, book)
    placed, length = placed_down(text, runs, book)
    if not any(span.reading for span in spans):
        return placed, length, NO_READINGS
    return with_readings(placed, length, text, spans, style, book)


def _drawn(
    placed: tuple[Placed, ...], text: str, size: float, decors: tuple[decor.Decor, ...], readings: Readings
) -> tuple[Path, ...]:
    """Dots at the right of Han characters, or at the left where a reading stands there; lines at the left of the column."""
    found = []
    for one in decors:
        inside = [each for each in placed if one.start <= each.at < one.end]
        if "dots" in one.marks:
            centres = [sum(extent(each, text[each.at])) / 2 * size for each in inside if classify(text[each.at]) == "h"]
            dots = decor.dots(one, centres)
            right = not any(each.start < one.end and one.start < each.end for each in readings.beside)
            found += [decor.downwards(dots, size, right=right)] if dots else []
        for mark in one.marks if inside else ():
            if mark != "dots":
                before, after = decor.parted(one, mark, decors)
                (top, _), (_, foot) = (extent(each, text[each.at]) for each in (inside[0], inside[-1]))
                path = decor.lines(one, mark, [(top * size + before, foot * size - after)])
                found += [decor.downwards(path, size, right=False)] if path else []
    return tuple(found)


def _runs(
    placed: tuple[Placed, ...], text: str, size: float, paragraph: str, story: str, start: int, artefact: bool = False
) -> tuple[Glyphs, ...]:
    """Glyphs that follow each other and look alike as one run; a space ends a run."""
    groups: list[list[Placed]] = []
    for one in placed:
        last = groups[-1][-1] if groups else None
        joins = last is not None and _look(one) == _look(last)
        if last is None or not joins or text[last.at + 1 : one.at].isspace():
            groups.append([])
        groups[-1].append(one)
    runs = []
    for number, group in enumerate(groups):
        first, look = group[0].at, group[0]
        end = groups[number + 1][0].at if number + 1 < len(groups) else len(text)
        runs.append(
            Glyphs(
                face=look.face.key, size=rounded(size * look.scale), gids=tuple(one.gid for one in group),
                xs=tuple(rounded(one.x * size) for one in group), ys=tuple(rounded(one.y * size) for one in group),
                text=text[first:end].rstrip(), clusters=tuple(one.at - first for one in group), paint=look.paint,
                overprint=overprints(look.paint), hscale=look.hscale, rotation=look.rotation, story=story,
                paragraph=paragraph, start=start + first, artefact=artefact,
            )
        )  # fmt: skip
    return tuple(runs)


def _look(one: Placed) -> tuple[object, ...]:
    """What glyphs of one run share."""
    return one.face, one.rotation, one.hscale, one.scale, one.paint
