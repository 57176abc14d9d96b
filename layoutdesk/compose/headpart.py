"""One part of a headline group (栏目、引题、主题、副题): how it is set, and the text of its lines, across or downwards."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import msgspec

from layoutdesk.compose.titles import titles_parted
from layoutdesk.model.story import Paragraph, Span, spans_within
from layoutdesk.model.styles import TextStyle


class HeadPart(msgspec.Struct, frozen=True):
    """A part with its style, size and scale in it, and the offsets at which its further lines begin.

    ``pressed`` over 1 says how far it would run out, were it not set smaller; ``tight``: it does not fit the sizes it may have.
    """

    paragraph: Paragraph
    style: TextStyle
    name: str
    cuts: tuple[int, ...] = ()
    pressed: float = 0.0
    tight: bool = False

    @property
    def parts_title(self) -> bool:
        """Whether a title in 《…》 is parted between its lines, which nobody chose."""
        return not self.paragraph.breaks and bool(titles_parted(self.paragraph.text, self.cuts))

    @property
    def size(self) -> float:
        return self.style.size

    def lines(self) -> Iterator[tuple[str, int, tuple[Span, ...]]]:
        """Each line: its text without blanks at its ends, where that begins in the paragraph, and the spans within it."""
        text = self.paragraph.text
        for start, end in pairwise((0, *self.cuts, len(text))):
            piece = text[start:end]
            first = start + len(piece) - len(piece.lstrip())
            yield piece.strip(), first, spans_within(self.paragraph.spans, first, end, with_first=True)
