"""Edits of text: characters, paragraphs, character and paragraph styles, breaks, how a paragraph is fitted."""

from __future__ import annotations

from typing import NamedTuple

from layoutdesk.base.limits import Reading
from layoutdesk.edits.kind import EditKind
from layoutdesk.model.story import Joint


class ReplaceText(EditKind, frozen=True):
    """Puts ``text`` where ``start`` to ``end`` of a paragraph stands; the one edit that changes text (see ``edits.text``).

    ``phrases`` are the places at which a headline may break afterwards (断句); without them, those it had are gone.
    """

    story: str
    paragraph: str
    start: int
    end: int
    text: str
    phrases: tuple[Joint, ...] = ()


class SplitParagraph(EditKind, frozen=True):
    """Parts a paragraph of the body at ``at``; what follows becomes the paragraph ``new_id`` of the same style (分段)."""

    story: str
    paragraph: str
    at: int
    new_id: str


class JoinParagraphs(EditKind, frozen=True):
    """Joins the next paragraph of the body to the end of this one, ``separator`` between them (合段).

    Pictures that stand between stay behind the joined paragraph; a table between refuses.
    """

    story: str
    paragraph: str
    separator: str = ""


class SetSpan(EditKind, frozen=True):
    """Gives ``start`` to ``end`` of a paragraph a character style (字符样式); ``reading`` is set above them (拼音)."""

    story: str
    paragraph: str
    start: int
    end: int
    style: str
    reading: Reading = ""


class ClearSpan(EditKind, frozen=True):
    """Takes a character style from ``start`` to ``end``; every style where ``style`` is empty."""

    story: str
    paragraph: str
    start: int
    end: int
    style: str = ""


class SetParagraphStyle(EditKind, frozen=True):
    """Gives a paragraph another style (段落样式); it then counts as a person's choice, no longer as a guess of intake.

    ``phrases`` are the places at which what is now a heading may break (断句); without them, those it had stay.
    """

    story: str
    paragraph: str
    style: str
    phrases: tuple[Joint, ...] = ()


class SetBreaks(EditKind, frozen=True):
    """Chosen line breaks of a headline (标题断行): rising offsets at which a line starts; ``size`` in points, 0 the style's."""

    story: str
    paragraph: str
    breaks: tuple[int, ...] = ()
    size: float | None = None


class FitParagraph(EditKind, frozen=True):
    """How a paragraph is fitted to its room (配稿): lines more or fewer than looks best, rows of a heading. The copy stays."""

    story: str
    paragraph: str
    more_lines: int | None = None
    rows: int | None = None


class SetDrop(EditKind, frozen=True):
    """How many lines deep the first character of a paragraph stands (首字下沉); 0: as its style has it."""

    story: str
    paragraph: str
    lines: int


class SetPhrases(EditKind, frozen=True):
    """The places at which a headline may break (断句), found in its text by a segmenter; the last is the end of the text."""

    story: str
    paragraph: str
    phrases: tuple[Joint, ...]


class RevertChange(EditKind, frozen=True):
    """Puts back what cleaning changed: the change ``index`` of the paragraph."""

    story: str
    paragraph: str
    index: int


class Pick(NamedTuple):
    """A tracked change: the revision ``number`` of a paragraph; of the story's paragraphs that are gone where none is named."""

    story: str
    paragraph: str
    number: int


class SettleRevisions(EditKind, frozen=True):
    """Tracked changes accepted (接受修订), so that they are the copy, or rejected (拒绝修订), so that it is as it was before.

    ``phrases`` are the places at which headings may break whose text becomes another.
    """

    picks: tuple[Pick, ...]
    accept: bool
    phrases: tuple[SetPhrases, ...] = ()
