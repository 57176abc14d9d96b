"""What the spans of a paragraph come to: runs of one look, what is drawn at them, readings above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from layoutdesk.model.story import Span
from layoutdesk.model.styles import TextStyle
from layoutdesk.text.decor import Decor
from layoutdesk.text.fonts import FontBook
from layoutdesk.text.readings import Reading
from layoutdesk.text.shaping import Run


class Attached(msgspec.Struct, frozen=True):
    """What hangs on the characters of a paragraph besides their glyphs; lines with ``readings`` need ``rows`` more above them."""

    decors: tuple[Decor, ...] = ()
    readings: tuple[Reading, ...] = ()
    rows: int = 0


NOTHING = Attached()


def span_styles(spans: tuple[Span, ...], styles: Mapping[str, TextStyle]) -> tuple[tuple[str, TextStyle], ...]:
    """The styles that the spans use, as a key of what they come to."""
    if not spans:
        return ()
    return tuple((span.style, styles[span.style]) for span in spans if span.style in styles)


def runs_of(
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
        runs.append(replace(run, start=start, end=end))
    return tuple(runs)


def _styled(run: Run, own: TextStyle, size: float, book: FontBook) -> Run:
    """A run in a character style besides those that it has; one with a language of its own takes the face of its region."""
    if own.role:
        run = replace(run, role=own.role, paint=own.paint)
    if own.role or own.language:
        run = replace(run, face=book.of(own.language).face(run.role))
    scale = (own.size / size if own.size else run.scale) * own.scale
    return replace(run, scale=scale, rise=run.rise + own.rise)


def decors_of(
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
