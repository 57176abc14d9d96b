"""Setting a paragraph: the one door of this room for whoever composes.

In: a paragraph of the copy, its style, a measure. Out: its lines with their glyphs, each line with its origin at the left of the
measure on the baseline, so that a line that moves is the same object. Results are kept: an edit elsewhere costs a look-up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

import msgspec

from layoutdesk.model.story import Paragraph, Span
from layoutdesk.model.styles import TextStyle
from layoutdesk.text import rules
from layoutdesk.text.breaking import break_lines
from layoutdesk.text.decor import Decor
from layoutdesk.text.fonts import FontBook
from layoutdesk.text.justify import Fitted, fit, natural
from layoutdesk.text.lines import SetLine, Setter
from layoutdesk.text.prepare import Prepared, prepare
from layoutdesk.text.shaping import Run

__all__ = [
    "SetLine",
    "clear_cache",
    "fit_hscale",
    "forget_lines",
    "line_count",
    "missing_glyphs",
    "natural_width",
    "set_line",
    "set_paragraph",
]

_NO_STYLES: Final[Mapping[str, TextStyle]] = {}
#: How many set paragraphs and prepared ones are kept; a broadsheet issue has about two thousand.
_KEPT_LINES: Final = 4096
_KEPT_PREPARED: Final = 256
#: Condensing is chosen in steps of a ten-thousandth, downwards, so that the line always fits.
_HSCALE_STEP: Final = 10_000


class _Task(msgspec.Struct, frozen=True):
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


def set_paragraph(
    paragraph: Paragraph,
    style: TextStyle,
    measure: float,
    book: FontBook,
    *,
    styles: Mapping[str, TextStyle] = _NO_STYLES,
    story: str = "",
    widths: tuple[float, ...] = (),
) -> tuple[SetLine, ...]:
    """The lines of a paragraph in a measure of ``measure`` points, from a cache where nothing of it changed.

    ``widths`` gives the measure of each line instead, the last one for all that follow. ``styles`` are the character styles of
    its spans by name: what they say of face, paint, size, height and marks goes over what they stand on (see ``TextStyle``); a
    span whose style is not there changes nothing. ``paragraph.breaks`` are forced line starts, ``paragraph.size`` overrides the
    style's size; ``paragraph.more_lines`` counts where the paragraph is justified and has no forced line start. An empty
    paragraph gives one empty line.
    """
    task = _Task(
        paragraph.text,
        paragraph.spans,
        _span_styles(paragraph.spans, styles),
        paragraph.breaks,
        style,
        paragraph.size or style.size,
        widths or (measure,),
        story,
        paragraph.id,
        paragraph.more_lines,
    )
    return _set(task, book)


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
    prepared = _prepared(text, _runs(text, style, style.size, spans, dict(styles), book), book, style)
    decors = _decors(spans, styles, style, style.size, len(text)) if spans else ()
    setter = Setter(prepared, style.size, hscale or style.hscale, story, paragraph, start, artefact, decors)
    return setter.line(0, len(text), natural(prepared, 0, len(text)), 0.0, last=True)


def natural_width(text: str, style: TextStyle, book: FontBook) -> float:
    """The width in points of ``text`` set on one line with ``style``."""
    return _em_width(text, style, book) * style.size * style.hscale


def fit_hscale(text: str, style: TextStyle, book: FontBook, measure: float) -> float | None:
    """The horizontal scale (at most the style's) with which ``text`` fits ``measure`` points on one line.

    ``None`` where even ``style.hscale_min`` is too wide.
    """
    width = _em_width(text, style, book) * style.size
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


@lru_cache(maxsize=8192)
def missing_glyphs(text: str, role: str, book: FontBook) -> str:
    """The characters of ``text`` that no face of the book can set for ``role``, each once; they appear as empty boxes."""
    face = book.face(role)
    return "".join(
        char
        for char in dict.fromkeys(text)
        if not face.glyph(char)
        and book.for_char(role, char) is None
        and not rules.is_invisible(char)
        and char not in rules.OFF_BASELINE
    )


def forget_lines() -> None:
    """Forget the lines of every paragraph, and keep what was learnt of faces and words."""
    _set.cache_clear()


def clear_cache() -> None:
    """Forget everything set so far (for measuring a cold start)."""
    for kept in (_set, _prepare, _em_width, missing_glyphs):
        kept.cache_clear()


# --- the work behind the cache ----------------------------------------------------------------------------------------------


def _span_styles(spans: tuple[Span, ...], styles: Mapping[str, TextStyle]) -> tuple[tuple[str, TextStyle], ...]:
    if not spans:
        return ()
    return tuple((span.style, styles[span.style]) for span in spans if span.style in styles)


@lru_cache(maxsize=_KEPT_LINES)
def _set(task: _Task, book: FontBook) -> tuple[SetLine, ...]:
    runs = _runs(task.text, task.style, task.size, task.spans, dict(task.span_styles), book)
    prepared = _prepared(task.text, runs, book, task.style)
    decors = _decors(task.spans, dict(task.span_styles), task.style, task.size, len(task.text)) if task.spans else ()
    lines: list[SetLine] = []
    for start, end in _stretches(task):
        lines += _set_stretch(task, prepared, start, end, len(lines), decors)
    return tuple(lines)


def _stretches(task: _Task) -> list[tuple[int, int]]:
    """The parts of the text between forced line starts (chosen ones, and line ends within the text)."""
    length = len(task.text)
    cuts = {at for at in task.breaks if 0 < at < length}
    if "\n" in task.text or "\u2028" in task.text:
        cuts |= {at + 1 for at, char in enumerate(task.text) if char in "\n\u2028" and at + 1 < length}
    places = [0, *sorted(cuts), length]
    return list(pairwise(places))


def _set_stretch(
    task: _Task, prepared: Prepared, start: int, end: int, number: int, decors: tuple[Decor, ...]
) -> list[SetLine]:
    """The lines of one stretch; ``number`` is how many lines the paragraph has so far."""
    style = task.style
    indent = style.indent if not start else 0.0
    lead = prepared.lead if indent else 0.0
    widths = task.widths[min(number, len(task.widths) - 1) :]
    hscale = _condensed(prepared, start, end, task, indent + lead, widths[0])
    unit = task.size * hscale
    measures = [width / unit for width in widths]
    if indent:
        measures = [measures[0] - indent - lead, *(measures[1:] or measures)]
    justified = style.align == "justify"
    ends = break_lines(prepared, start, end, measures, justified=justified) if end > start else [end]
    if task.more_lines and justified and end - start == len(task.text) > 0:
        from layoutdesk.text.counted import counted_lines

        ends = counted_lines(prepared, start, ends, measures, task.more_lines)
    setter = Setter(prepared, task.size, hscale, task.story, task.paragraph, 0, False, decors)
    lines = []
    for at, finish in enumerate(ends):
        measure = measures[min(at, len(measures) - 1)]
        last = finish == end
        hyphen = 0.0 if last else prepared.hyphens.get(finish, 0.0)
        fitted = fit(prepared, start, finish, measure, stretch=justified and not last, hyphen=hyphen)
        offset = _aligned(style, fitted, measure) + indent
        lines.append(setter.line(start, finish, fitted, offset, lead=lead, hyphen=hyphen, last=last))
        start, indent, lead = finish, 0.0, 0.0
    return lines


def _condensed(prepared: Prepared, start: int, end: int, task: _Task, used: float, width: float) -> float:
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


def _runs(
    text: str, style: TextStyle, size: float, spans: Sequence[Span], styles: Mapping[str, TextStyle], book: FontBook
) -> tuple[Run, ...]:
    """Stretches of one face, size, height and paint; where spans overlap, the later one goes over the earlier."""
    length = len(text)
    base = Run(0, length, book.face(style.role), style.role, 1.0, style.paint)
    known = [span for span in spans if span.style in styles and span.start < min(span.end, length)]
    if not known:
        return (base,)
    cuts = sorted({0, length, *(at for span in known for at in (max(span.start, 0), min(span.end, length)))})
    runs: list[Run] = []
    for start, end in pairwise(cuts):
        run = base
        for span in known:
            if span.start <= start and end <= span.end:
                run = _styled(run, styles[span.style], size, book)
        runs.append(msgspec.structs.replace(run, start=start, end=end))
    return tuple(runs)


def _styled(run: Run, own: TextStyle, size: float, book: FontBook) -> Run:
    """A run in a character style besides those that it has."""
    if own.role:
        run = msgspec.structs.replace(run, face=book.face(own.role), role=own.role, paint=own.paint)
    scale = (own.size / size if own.size else run.scale) * own.scale
    return msgspec.structs.replace(run, scale=scale, rise=run.rise + own.rise)


def _decors(
    spans: Sequence[Span], styles: Mapping[str, TextStyle], style: TextStyle, size: float, length: int
) -> tuple[Decor, ...]:
    """What the character styles of ``spans`` draw besides glyphs: in their own paint where they have a face, else the text's."""
    found = []
    for span in spans:
        own = styles.get(span.style)
        if own is not None and own.marks and span.start < min(span.end, length):
            paint = own.paint if own.role else style.paint
            found.append(
                Decor(
                    max(span.start, 0), min(span.end, length), own.marks, own.size or size, paint, own.mark_offset,
                    own.mark_weight,
                )
            )  # fmt: skip
    return tuple(found)


def _prepared(text: str, runs: tuple[Run, ...], book: FontBook, style: TextStyle) -> Prepared:
    return _prepare(text, runs, book, style.prohibition, style.latin_gap)


_prepare = lru_cache(maxsize=_KEPT_PREPARED)(prepare)


@lru_cache(maxsize=8192)
def _em_width(text: str, style: TextStyle, book: FontBook) -> float:
    prepared = _prepared(text, _runs(text, style, style.size, (), {}, book), book, style)
    return prepared.right[len(text)] - prepared.left[0]
