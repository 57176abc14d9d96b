"""What a heading is: banner aside, a label, a kicker, a story's headline, a deck or a subhead. The number of ``#`` only hints.

Copy from an OCR system or a word processor marks headings without knowing their part: a subhead and the headline of the
next story may carry the same mark. So the place decides. First come certain shapes (label, deck, kicker: a heading with no
text of its own). For the rest a table of evidence is summed: positive weights speak for a story of its own, negative ones
for a subhead inside the open story. The strongest evidence on the winning side is the reason; a narrow sum gives little
confidence, which later becomes a query.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from layoutdesk.intake import crews, markdown, shapes
from layoutdesk.intake.draft import Draft
from layoutdesk.intake.types import BlockType, TypedBlock

#: Longest column label (栏目), in characters.
_LABEL: Final = 12
#: What a story may start at: a heading, or a line that its document styles as a headline.
HEADINGS: Final = ("heading", "headline")


class Place(msgspec.Struct):
    """A heading where it stands: the page's blocks, its index, the open story, and whether a label waits for its story."""

    blocks: list[TypedBlock]
    at: int
    draft: Draft | None
    waiting: bool
    marked: bool

    @property
    def block(self) -> TypedBlock:
        return self.blocks[self.at]

    @property
    def next(self) -> TypedBlock | None:
        return self.blocks[self.at + 1] if self.at + 1 < len(self.blocks) else None

    @property
    def before(self) -> TypedBlock | None:
        return self.blocks[self.at - 1] if self.at else None

    def stretch(self) -> list[TypedBlock]:
        """What stands under the heading, up to the next one; at most forty blocks."""
        end = self.at + 1
        while end < len(self.blocks) and end - self.at <= 40 and self.blocks[end].type not in HEADINGS:
            end += 1
        return self.blocks[self.at + 1 : end]


class Evidence(msgspec.Struct, frozen=True):
    """One row: its weight (positive: headline, negative: subhead), its reason, and the test of the place."""

    weight: int
    reason: str
    test: Callable[[Place], object]


def _opens_report(place: Place) -> bool:
    """Whether the text below opens with "本报讯（记者 …）" or the like."""
    text = next((block.text for block in place.stretch() if block.type in ("prose", "short")), "")
    return crews.dateline(text) is not None


def _byline_below(place: Place) -> bool:
    below = place.next
    return below is not None and (
        below.type == "byline" or (below.type == "field" and markdown.field(below.text)[0] not in markdown.FIELDS_ABOVE)
    )


def is_notice_stretch(blocks: list[TypedBlock]) -> bool:
    """Whether text is built like a notice: signed and dated, or in clauses, or announcing what follows."""
    kinds = [block.type for block in blocks]
    if any(block.type == "byline" or crews.closing_byline(block.text) for block in blocks):
        return False
    announces = any(shapes.ANNOUNCES.search(block.text[-16:]) for block in blocks if block.type in ("prose", "short"))
    return "signatory" in kinds or "contact" in kinds or kinds.count("clause") > 1 or announces


def _is_notice_title(place: Place) -> bool:
    return bool(shapes.NOTICE_TITLE.search(place.block.text[-60:])) and is_notice_stretch(place.stretch())


def _is_named_notice(place: Place) -> bool:
    """Whether the heading is the bare name of a notice (遗失声明) over plain text: no report opens or closes below it."""
    text, stretch = place.block.text, place.stretch()
    if len(text) > 30 or not shapes.NOTICE_NAME.search(text) or not stretch:
        return False
    return not _opens_report(place) and not any(
        block.type in ("byline", "caption", "picture") or crews.closing_byline(block.text) for block in stretch
    )


def _level(place: Place) -> int:
    """How much deeper than the open story's headline the heading is marked; 0 without a story."""
    return place.block.level - place.draft.level if place.draft else 0


def _deeper_below(place: Place) -> bool:
    """Whether the next heading, after text, is marked deeper: this one has subheads of its own."""
    end = place.at + 1 + len(place.stretch())
    return end < len(place.blocks) and end > place.at + 1 and place.blocks[end].level > place.block.level > 0


EVIDENCE: Final = (
    Evidence(9, "first-on-page", lambda place: place.draft is None),
    Evidence(8, "below-label", lambda place: place.waiting),
    Evidence(8, "after-close", lambda place: place.draft is not None and place.draft.closed),
    Evidence(6, "opens-report", _opens_report),
    Evidence(7, "notice-title", _is_named_notice),
    Evidence(5, "byline-below", _byline_below),
    Evidence(5, "notice-title", _is_notice_title),
    Evidence(5, "higher-mark", lambda place: place.marked and _level(place) < 0),
    Evidence(4, "top-mark", lambda place: place.block.level == 1 and _level(place) == 0),
    Evidence(4, "own-subheads", lambda place: _level(place) <= 0 and _deeper_below(place)),
    Evidence(2, "wide-gap", lambda place: place.block.level == 0 and place.block.gap >= 2),
    Evidence(1, "two-parts", lambda place: len(place.block.text) >= 18 and " " in place.block.text),
    Evidence(-4, "deeper-mark", lambda place: _level(place) > 0),
    Evidence(-2, "same-mark", lambda place: _level(place) == 0 and place.block.level != 1),
    Evidence(-2, "like-subheads", lambda place: place.draft is not None and place.block.level in place.draft.subheads),
    Evidence(
        -3, "inside-notice", lambda place: place.draft is not None and place.draft.is_notice and not place.draft.closed
    ),
)


def level_marks(blocks: list[TypedBlock]) -> list[TypedBlock]:
    """The blocks, the marks of headings taken as ``##`` where all are ``#`` and most stand over text that nothing closes.

    Copy that marks headlines and subheads alike says nothing by its ``#``; where nearly every heading has a byline, a
    dateline or a signature below it, each of them is a story, and the marks stay.
    """
    at = [number for number, block in enumerate(blocks) if block.type == "heading"]
    if not at or any(blocks[number].level != 1 for number in at):
        return list(blocks)
    ends = [*at[1:], len(blocks)]
    closed = [any(map(_closes, blocks[start + 1 : end])) for start, end in zip(at, ends, strict=True)]
    if not any(closed) or 2 * sum(closed) > len(closed):
        return list(blocks)
    return [msgspec.structs.replace(block, level=2) if block.type == "heading" else block for block in blocks]


def _closes(block: TypedBlock) -> bool:
    """Whether a block shows that a story of its own stands here: a byline, a dateline, a signature."""
    if block.type in ("byline", "signatory"):
        return True
    return block.type == "prose" and bool(crews.closing_byline(block.text) or crews.dateline(block.text))


def decide(place: Place) -> TypedBlock:
    """The heading with its part, confidence and reason."""
    certain = _certain(place)
    if certain is not None:
        return certain
    found = [evidence for evidence in EVIDENCE if evidence.test(place)]
    total = sum(evidence.weight for evidence in found)
    wins = total > 0
    reason = max(found, key=lambda evidence: evidence.weight if wins else -evidence.weight, default=None)
    confidence = min(0.98, 0.5 + 0.08 * abs(total)) if total else 0.5
    return _as(place, "headline" if wins else "subhead", confidence, reason.reason if reason else "same-mark")


def decide_kept(place: Place) -> TypedBlock:
    """The heading in well-kept copy, where the marks are true: ``#`` is a headline, anything deeper a subhead."""
    return _as(place, "headline" if place.block.level == 1 else "subhead", 1.0, "kept-mark")


def _as(place: Place, kind: BlockType, confidence: float, reason: str) -> TypedBlock:
    return msgspec.structs.replace(
        place.block, type=kind, confidence=round(confidence, 2), reason=f"intake.reason.{reason}"
    )


def _certain(place: Place) -> TypedBlock | None:
    """Labels, kickers and decks: headings without text of their own."""
    block, below = place.block, place.next
    if shapes.SIDEBAR_LABEL.fullmatch(block.text) and below is not None:
        return _as(place, "label", 0.95, "sidebar-word")
    draft = place.draft
    headed = draft is not None and draft.headed and not draft.body
    if headed and block.text.startswith(("——", "—", "--")):
        return _as(place, "deck", 0.9, "dash")
    if below is not None and below.type == "heading":
        return _stacked(place, below)
    if headed and block.level > 0 and not _sibling_ahead(place):
        return _as(place, "deck", 0.55, "no-sibling")
    return None


def _sibling_ahead(place: Place) -> bool:
    """Whether a heading of the same mark follows: then this one is the first subhead, not a deck."""
    return any(
        block.type == "heading" and block.level == place.block.level
        for block in place.blocks[place.at + 1 : place.at + 60]
    )


def _stacked(place: Place, below: TypedBlock) -> TypedBlock | None:
    """A heading right above another one: a short one names a column (栏目), a long one is a kicker (引题)."""
    block, draft = place.block, place.draft
    short = len(block.text) <= _LABEL and " " not in block.text
    rises = 0 < below.level < block.level
    if below.text.startswith(("——", "--")) or (draft is not None and draft.headed and not draft.body and not rises):
        return None
    if short and rises:
        return _as(place, "label", 0.9, "above-headline")
    if short and len(block.text) <= (8 if below.level == block.level else 6):
        return _as(place, "label", 0.7, "above-headline")
    if rises or (below.level == block.level and (shapes.quoted(block.text) or block.text.endswith(("：", ":")))):
        return _as(place, "kicker", 0.8, "above-headline")
    return None
