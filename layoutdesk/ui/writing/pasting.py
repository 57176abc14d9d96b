"""What pasting makes of pieces of copy: edits at a spot, and whole paragraphs for those that stand between its first and last."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.ids import IdSource
from layoutdesk.model import Document, Paragraph, Story
from layoutdesk.ui.styling import CELL_STYLES
from layoutdesk.ui.writing.pieces import Piece
from layoutdesk.ui.writing.runs import Range, removal
from layoutdesk.ui.writing.spots import Spot

#: Styles that come with a place, and none: a paragraph of the body never takes them from the clipboard.
_PLACED: Final = frozenset({"", "label", "kicker", "main", "deck", *CELL_STYLES})


def written(
    document: Document, story: Story, selected: Sequence[Range], pieces: Sequence[Piece], ids: IdSource
) -> tuple[list[edits.Edit], Spot]:
    """The edits that put pieces in place of what is selected in the body, each a paragraph, and where the caret stands then."""
    first, last = selected[0], selected[-1]
    own, (head, *more) = first.paragraph, pieces
    # What stands before or behind the caret in its paragraph keeps that paragraph's style.
    goes_on = last.end < len(last.paragraph.text)
    spot = Spot(story.id, own.id, first.start)
    kept = bool(first.start) or (goes_on and not more)
    start = put_as(spot, head, own.style, own.style if kept else style_in(head, own), kept=kept)
    if not more:
        return [*removal(document, story, selected), *start], spot.at(spot.offset + len(head.text))
    tail = Spot(story.id, ids.new("p"), 0)
    parts = [
        *removal(document, story, selected),
        edits.SplitParagraph(story.id, own.id, spot.offset, tail.paragraph),
        *start,
    ]
    if whole := _between(document, own, more[:-1], ids):
        place = 1 + next(at for at, item in enumerate(story.body) if item.id == own.id)
        parts.append(edits.AddParagraphs(story.id, whole, place))
    style = own.style if goes_on else style_in(more[-1], own)
    return [*parts, *put_as(tail, more[-1], own.style, style, kept=goes_on)], tail.at(len(more[-1].text))


def style_in(piece: Piece, own: Paragraph) -> str:
    """The style of a piece as a paragraph of its own, where it is pasted into ``own``."""
    return own.style if piece.style in _PLACED else piece.style


def put_as(spot: Spot, piece: Piece, now: str, wanted: str, *, kept: bool) -> list[edits.Edit]:
    """The edits that put a piece to a spot in a paragraph of the style ``now``, which gets the one wanted.

    Unless the paragraph is ``kept`` as it is, what was chosen for the piece comes along.
    """
    return [*styled(spot, now, wanted), *put(spot, piece), *(() if kept else chosen(spot, piece))]


def chosen(spot: Spot, piece: Piece) -> list[edits.Edit]:
    """The edits by which a paragraph is set as was chosen for the piece that it is; nothing is known of a headline's part here."""
    own = piece.chosen
    if own is None or piece.style in _PLACED:
        return []
    return [
        edits.SetBreaks(spot.story, spot.paragraph, size=own.size),
        edits.FitParagraph(spot.story, spot.paragraph, own.more_lines, own.rows),
        edits.SetDrop(spot.story, spot.paragraph, own.drop),
    ]


def put(spot: Spot, piece: Piece) -> list[edits.Edit]:
    """The edits that put a piece of copy to a spot."""
    steps: list[edits.Edit] = []
    if piece.text:
        steps.append(edits.ReplaceText(spot.story, spot.paragraph, spot.offset, spot.offset, piece.text))
    for span in piece.spans:
        start, end = spot.offset + span.start, spot.offset + span.end
        steps.append(edits.SetSpan(spot.story, spot.paragraph, start, end, span.style, span.reading))
    return steps


def styled(spot: Spot, now: str, wanted: str) -> list[edits.Edit]:
    """The edit that gives a paragraph another style, where it is another."""
    return [edits.SetParagraphStyle(spot.story, spot.paragraph, wanted)] if wanted != now else []


def _between(document: Document, own: Paragraph, pieces: Sequence[Piece], ids: IdSource) -> tuple[Paragraph, ...]:
    """Pieces as paragraphs parted from ``own``, each made by the very edits that would write it there.

    Each is written in a story of its own: in that which takes two thousand of them every edit would look through all before it.
    """
    bare = Document(styles=document.styles, templates=document.templates)
    new = Spot("story", "new", 0)

    def made(paragraph: Paragraph, *steps: edits.Edit) -> Paragraph:
        alone = replace(bare, stories=(Story(id=new.story, body=(paragraph,)),))
        item = edits.apply(alone, edits.Batch("ui.history.paste", steps)).stories[0].body[-1]
        assert isinstance(item, Paragraph)
        return item

    @cache
    def blank(style: str) -> Paragraph:
        parted = edits.SplitParagraph(new.story, own.id, len(own.text), new.paragraph)
        return made(own, parted, *styled(new, own.style, style))

    return tuple(
        replace(made(blank(style_in(piece, own)), *put(new, piece), *chosen(new, piece)), id=ids.new("p"))
        for piece in pieces
    )
