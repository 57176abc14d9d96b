"""Setting a paragraph: the one door of this room for whoever composes.

In: a paragraph of the copy, its style, a measure. Out: its lines with their glyphs, each line with its origin at the left of the
measure on the baseline, so that a line that moves is the same object. Results are kept: an edit elsewhere costs a look-up.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Final

import msgspec

from layoutdesk.model.story import Paragraph, Span, readings_of
from layoutdesk.model.styles import TextStyle
from layoutdesk.text import rules
from layoutdesk.text.breaking import break_lines
from layoutdesk.text.coverage import coverage
from layoutdesk.text.elastic import firm
from layoutdesk.text.fonts import FontBook
from layoutdesk.text.justify import Fitted, fit, natural
from layoutdesk.text.kept import Kept
from layoutdesk.text.lines import SetLine, Setter
from layoutdesk.text.prepare import Prepared, Wide, prepare
from layoutdesk.text.readings import SCALE, Reading, rows_above, widths
from layoutdesk.text.relief import Demands
from layoutdesk.text.shaping import Run
from layoutdesk.text.spans import NOTHING, Attached, decors_of, runs_of, span_styles

__all__ = [
    "SetLine",
    "clear_cache",
    "fit_hscale",
    "forget_lines",
    "line_count",
    "natural_width",
    "set_line",
    "set_paragraph",
]

_NO_STYLES: Final[Mapping[str, TextStyle]] = {}
#: How many set paragraphs and prepared ones are kept, short and long; a broadsheet issue has about two thousand.
_KEPT_LINES: Final = 3072, 32
_KEPT_PREPARED: Final = 256, 8
#: Condensing is chosen in steps of a ten-thousandth, downwards, so that the line always fits.
_HSCALE_STEP: Final = 10_000
#: The distance of lines in em where the style does not say.
USUAL_PITCH: Final = 1.32


class Task(msgspec.Struct, frozen=True):
    """Everything that the lines of a paragraph depend on: the key under which they are kept."""

    text: str
    spans: tuple[Span, ...]
    span_styles: tuple[tuple[str, TextStyle], ...]
    breaks: tuple[int, ...]
    style: TextStyle
    size: float
    widths: tuple[float, ...]
    story: str
    paragraph: str
    more_lines: int = 0
    drop: int = 0
    begin: int = 0


def set_paragraph(
    paragraph: Paragraph,
    style: TextStyle,
    measure: float,
    book: FontBook,
    *,
    styles: Mapping[str, TextStyle] = _NO_STYLES,
    story: str = "",
    widths: tuple[float, ...] = (),
    begin: int = 0,
) -> tuple[SetLine, ...]:
    """The lines of a paragraph in a measure of ``measure`` points, from a cache where nothing of it changed.

    ``widths`` gives the measure of each line instead, the last one for all that follow. ``styles`` are the character styles of
    its spans by name: what they say of face, paint, size, height and marks goes over what they stand on (see ``TextStyle``); a
    span whose style is not there changes nothing. ``paragraph.breaks`` are forced line starts, ``paragraph.size`` overrides the
    style's size; ``paragraph.more_lines`` counts where the paragraph is justified and has no forced line start. An empty
    paragraph gives one empty line. From the character ``begin`` on it is what runs on elsewhere: no indent, no drop capital.
    """
    task = Task(
        paragraph.text,
        paragraph.spans,
        span_styles(paragraph.spans, styles),
        paragraph.breaks,
        style,
        paragraph.size or style.size,
        widths or (measure,),
        story,
        paragraph.id,
        paragraph.more_lines,
        0 if begin else paragraph.drop or style.drop,
        begin,
    )
    return _kept_lines(task, book.of(style.language))


def set_line(
    text: str,
    style: TextStyle,
    book: FontBook,
    *,
    paragraph: str = "",
    story: str = "",
    start: int = 0,
    hscale: float | None = None,
    artefact: bool = False,
    spans: tuple[Span, ...] = (),
    styles: Mapping[str, TextStyle] = _NO_STYLES,
) -> SetLine:
    """One line at its natural width, never broken: headlines and furniture. White of marks at its edges is trimmed.

    ``start`` is the offset of ``text`` in its paragraph; ``spans`` count from the start of ``text``. ``hscale`` overrides the
    style's. ``artefact`` marks matter that is no copy.
    """
    hscale, book = hscale or style.hscale, book.of(style.language)
    key = Task(text, spans, span_styles(spans, styles), (), style, style.size, (), story, paragraph)
    attached = _attached(key, book, start, hscale) if spans else NOTHING
    runs = runs_of(text, style, style.size, spans, styles, book)
    prepared = _prepared(text, runs, book, style, widths(attached.readings, style.size * hscale))
    setter = Setter(prepared, style.size, hscale, story, paragraph, start, artefact, attached)
    lead = prepared.leads.get(0, 0.0)
    return setter.line(0, len(text), natural(prepared, 0, len(text)), 0.0, lead=lead, last=True)


def natural_width(text: str, style: TextStyle, book: FontBook) -> float:
    """The width in points of ``text`` set on one line with ``style``."""
    return _em_width(text, style, book.of(style.language)) * style.size * style.hscale


def fit_hscale(text: str, style: TextStyle, book: FontBook, measure: float) -> float | None:
    """The horizontal scale (at most the style's) with which ``text`` fits ``measure`` points on one line.

    ``None`` where even ``style.hscale_min`` is too wide.
    """
    width = _em_width(text, style, book.of(style.language)) * style.size
    if width * style.hscale <= measure:
        return style.hscale
    scale = int(measure / width * _HSCALE_STEP) / _HSCALE_STEP
    return scale if scale >= style.hscale_min else None


def line_count(
    paragraph: Paragraph,
    style: TextStyle,
    measure: float,
    book: FontBook,
    styles: Mapping[str, TextStyle] = _NO_STYLES,
) -> int:
    """How many lines the paragraph takes in ``measure`` points."""
    return len(set_paragraph(paragraph, style, measure, book, styles=styles))


def forget_lines() -> None:
    """Forget the lines of every paragraph, and keep what was learnt of faces and words."""
    _kept_lines.cache_clear()


def clear_cache() -> None:
    """Forget everything set so far (for measuring a cold start)."""
    for kept in (_kept_lines, _prepare, _em_width, coverage):
        kept.cache_clear()


# --- the work behind the cache ----------------------------------------------------------------------------------------------


def _set(task: Task, book: FontBook) -> tuple[SetLine, ...]:
    if task.drop > 1:
        from layoutdesk.text.initials import set_with_initial

        lines_beside = set_with_initial(task, book, _kept_lines)
        if lines_beside:
            return lines_beside
    runs = runs_of(task.text, task.style, task.size, task.spans, dict(task.span_styles), book)
    attached = _attached(task, book, 0, task.style.hscale) if task.spans else NOTHING
    prepared = _prepared(task.text, runs, book, task.style, widths(attached.readings, task.size * task.style.hscale))
    lines: list[SetLine] = []
    for start, end in _stretches(task):
        lines += _set_stretch(task, prepared, start, end, len(lines), attached)
    return tuple(lines)


_kept_lines = Kept(_set, lambda task: len(task.text), *_KEPT_LINES)


def _attached(task: Task, book: FontBook, start: int, hscale: float) -> Attached:
    """What hangs on the characters of a paragraph; its text begins at ``start`` of the copy's."""
    decors = decors_of(task.spans, dict(task.span_styles), task.style, task.size, len(task.text))
    small = TextStyle(role=task.style.role, size=SCALE * task.size, paint=task.style.paint, latin_gap=0.0)
    readings = []
    for span in task.spans:
        for first, last, reading in readings_of(span) if span.reading else ():
            if first < min(last, len(task.text)):
                line = set_line(
                    reading, small, book, paragraph=task.paragraph, story=task.story, start=start + first, hscale=hscale,
                    artefact=True,
                )  # fmt: skip
                readings.append(Reading(first, min(last, len(task.text)), line.glyphs, line.width))
    if not decors and not readings:
        return NOTHING
    rows = rows_above(task.size, task.style.leading or USUAL_PITCH * task.size)
    return Attached(decors, tuple(readings), rows)


def _stretches(task: Task) -> list[tuple[int, int]]:
    """The parts of the text between forced line starts (chosen ones, and line ends within the text)."""
    length = len(task.text)
    cuts = {at for at in task.breaks if 0 < at < length}
    if "\n" in task.text or "\u2028" in task.text:
        cuts |= {at + 1 for at, char in enumerate(task.text) if char in "\n\u2028" and at + 1 < length}
    places = [task.begin, *sorted(at for at in cuts if at > task.begin), length]
    return list(pairwise(places))


def _set_stretch(
    task: Task, prepared: Prepared, start: int, end: int, number: int, attached: Attached
) -> list[SetLine]:
    """The lines of one stretch; ``number`` is how many lines the paragraph has so far."""
    style = task.style
    indent = style.indent if not start else 0.0
    lead = prepared.lead if indent else 0.0
    widths = task.widths[min(number, len(task.widths) - 1) :]
    hscale = _condensed(prepared, start, end, task, indent + lead + prepared.leads.get(start, 0.0), widths[0])
    unit = task.size * hscale
    measures = [width / unit for width in widths]
    if indent:
        measures = [measures[0] - indent - lead, *(measures[1:] or measures)]
    ragged = style.align == "justify" and prepared.western and max(task.widths) < style.flush_from * unit
    if ragged:
        prepared = firm(prepared)
    justified = style.align == "justify" and not ragged
    demands = Demands(justified, style.hyphenate, style.last_line, style.loosest, ragged)
    best = break_lines(prepared, start, end, measures, demands) if end > start else None
    ends = best.ends if best else [end]
    if task.more_lines and justified and best and end - start == len(task.text):
        from layoutdesk.text.counted import counted_lines

        ends = counted_lines(prepared, start, best, measures, task.more_lines, style.last_line)
    setter = Setter(prepared, task.size, hscale, task.story, task.paragraph, 0, False, attached)
    lines = []
    for at, finish in enumerate(ends):
        kept = prepared.leads.get(start, 0.0)
        measure = measures[min(at, len(measures) - 1)] - kept
        last = finish == end
        hyphen = 0.0 if last else prepared.hyphens.get(finish, 0.0)
        fitted = fit(prepared, start, finish, measure, stretch=justified and not last, hyphen=hyphen)
        offset = _aligned(style, fitted, measure) + indent
        lines.append(setter.line(start, finish, fitted, offset, lead=lead + kept, hyphen=hyphen, last=last))
        start, indent, lead = finish, 0.0, 0.0
    return lines


def _condensed(prepared: Prepared, start: int, end: int, task: Task, used: float, width: float) -> float:
    """The horizontal scale of a stretch: condensed within the style's range where that brings it onto one line."""
    style = task.style
    if style.hscale_min >= style.hscale or end == start:
        return style.hscale
    wanted = (prepared.right[end] - prepared.left[start] + used) * task.size
    if wanted * style.hscale <= width:
        return style.hscale
    scale = int(width / wanted * _HSCALE_STEP) / _HSCALE_STEP
    return scale if scale >= style.hscale_min else style.hscale


def _aligned(style: TextStyle, fitted: Fitted, measure: float) -> float:
    """How far the line stands from the left of its measure, em."""
    if style.align == "center":
        return (measure - fitted.width) / 2
    return measure - fitted.width if style.align == "right" else 0.0


def _prepared(
    text: str, runs: tuple[Run, ...], book: FontBook, style: TextStyle, wide: tuple[Wide, ...] = ()
) -> Prepared:
    return _prepare(text, runs, book, rules.choices(style), wide)


_prepare = Kept(prepare, len, *_KEPT_PREPARED)


@lru_cache(maxsize=8192)
def _em_width(text: str, style: TextStyle, book: FontBook) -> float:
    prepared = _prepared(text, runs_of(text, style, style.size, (), {}, book), book, style)
    return prepared.right[len(text)] - prepared.left[0] + prepared.leads.get(0, 0.0)
