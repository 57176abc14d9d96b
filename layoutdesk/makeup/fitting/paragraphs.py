"""Paragraphs one line shorter (紧排) or longer (松排), where the rules of setting allow: the breaks are chosen anew, no word is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from layoutdesk.edits import FitParagraph
from layoutdesk.makeup.fitting.stage import Stage
from layoutdesk.makeup.fitting.types import Move, Part
from layoutdesk.model import Paragraph, TextStyle
from layoutdesk.text.fonts import FontBook
from layoutdesk.text.lines import SetLine
from layoutdesk.text.paragraph import natural_width

#: What the widest gap of a paragraph costs, an em: 0.1 em is hardly seen, 0.25 em is the most there is.
_GAP_COST: Final = 24.0
#: Marks that give up an em of white in a line look as bad as gaps of so many em.
_SQUEEZE: Final = 0.06
_BASE: Final = 0.5
#: So much of a paragraph's beginning names it.
_SAMPLE: Final = 8
#: Quotes inside quotes are single ones (GB/T 15834 §4.8).
_INNER: Final = str.maketrans("“”", "‘’")


def paragraph_moves(stage: Stage, sign: int) -> Iterator[Move | None]:
    """Each paragraph with a line fewer (``sign`` 1) or more; one that the rules do not let go gives none."""
    for paragraph in stage.paragraphs():
        style = stage.context.paragraph_style(paragraph)
        before = stage.now.lines.get(paragraph.id, ())
        if style.align != "justify" or paragraph.breaks or not before:
            continue
        edit = FitParagraph(stage.story.id, paragraph.id, more_lines=paragraph.more_lines - sign)
        standing = stage.stand((edit,))
        gained = standing.room - stage.now.room if standing is not None else 0
        if standing is None or gained * sign <= 0:
            yield None
            continue
        lines = standing.lines.get(paragraph.id, ())
        cost = _BASE + _GAP_COST * max(0.0, _strain(lines, style, stage.context.book))
        yield Move(f"paragraph {paragraph.id}", _part(paragraph, sign), (edit,), gained, round(cost, 3))


def _part(paragraph: Paragraph, sign: int) -> Part:
    sample = paragraph.text[:_SAMPLE].translate(_INNER) + ("…" if len(paragraph.text) > _SAMPLE else "")
    return Part("makeup.fit.paragraph-shorter" if sign > 0 else "makeup.fit.paragraph-longer", {"text": sample})


def _strain(lines: Sequence[SetLine], style: TextStyle, book: FontBook) -> float:
    """How the worst line of a paragraph looks, as the width of its gaps in em."""
    worst = 0.0
    for line in lines:
        squeezed = natural_width(line.text.rstrip(), style, book) - line.width if not line.gap else 0.0
        worst = max(worst, line.gap, _SQUEEZE * squeezed / style.size)
    return worst
