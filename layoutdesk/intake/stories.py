"""A page's body to drafts of stories: what belongs together, and where a story ends.

A story opens at a headline. It closes after a byline that ends it, and after a signatory with a date; what follows then is
new, whatever its mark. Clauses, telephone numbers and a signature that follow a report without any heading are the tail of
a notice whose head stands elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from layoutdesk.intake import crews, head, headings, markdown, shapes
from layoutdesk.intake.draft import Draft
from layoutdesk.intake.types import TypedBlock
from layoutdesk.model.story import StoryKind

#: The most lines that an unmarked headline group has above one another.
_STACK: Final = 3
#: The longest headline of unmarked copy, kicker included.
_LONG_HEADLINE: Final = 80
_TEXT: Final = ("prose", "short", "clause", "table", "contact")


def group(blocks: list[TypedBlock], *, kept: bool, marked: bool) -> list[Draft]:
    """The stories of one page in the order of the copy.

    ``kept`` copy means its marks; ``marked`` says whether the file marks headings at all.
    """
    return _Grouping(blocks, kept, marked).run()


class _Grouping:
    """One pass over the blocks of a page; ``waiting`` holds what belongs to the next story."""

    def __init__(self, blocks: list[TypedBlock], kept: bool, marked: bool) -> None:
        self.blocks, self.kept, self.marked = headings.level_marks(blocks) if not kept else list(blocks), kept, marked
        self.drafts: list[Draft] = []
        self.waiting: list[TypedBlock] = []
        self.at = 0

    @property
    def draft(self) -> Draft | None:
        return self.drafts[-1] if self.drafts else None

    def run(self) -> list[Draft]:
        if not self.marked and not self.kept:
            self.blocks = [
                replace(block, type="short") if _may_be_headline(self.blocks, at) else block
                for at, block in enumerate(self.blocks)
            ]
        steps: dict[str, Callable[[TypedBlock], None]] = {
            "heading": self._heading, "short": self._short, "field": self._field, "byline": self._byline, "clause": self._clause,
            "contact": self._clause, "caption": self._picture, "picture": self._picture, "date": self._date, "rule": self._rule,
            "headline": self._headline, "label": self._above, "kicker": self._above, "deck": self._deck,
        }  # fmt: skip
        for at, block in enumerate(self.blocks):
            self.at = at
            steps.get(block.type, self._text)(block)
        if self.waiting:
            self._continue().body.extend(self.waiting)
        for draft in self.drafts:
            settle(draft)
        return self.drafts

    def _open(self, headline: TypedBlock | None) -> Draft:
        """A new story with what waited for it."""
        head = [block for block in self.waiting if block.type not in ("caption", "picture")]
        pictures = [block for block in self.waiting if block.type in ("caption", "picture")]
        draft = Draft(head, pictures)
        draft.sidebar = any(block.reason.endswith("sidebar-word") for block in head)
        if headline is not None:
            draft.head.append(headline)
            draft.level = headline.level
        self.waiting = []
        self.drafts.append(draft)
        return draft

    def _continue(self) -> Draft:
        """The open story; a new one without a headline where none is open, or a label waits."""
        if self.draft is None or (self.waiting and self.waiting[0].type in ("label", "kicker", "field")):
            return self._open(None)
        return self.draft

    def _heading(self, _block: TypedBlock) -> None:
        place = headings.Place(self.blocks, self.at, self.draft, bool(self.waiting), self.marked)
        decided = headings.decide_kept(place) if self.kept else headings.decide(place)
        if decided.type == "headline":
            self._open(decided)
        elif decided.type in ("label", "kicker"):
            self.waiting.append(decided)
        elif decided.type == "deck":
            self._continue().head.append(decided)
        else:
            draft = self._continue()
            draft.subheads.add(decided.level)
            draft.body.append(decided)

    def _headline(self, block: TypedBlock) -> None:
        """A line styled as a headline; two right under one another are one headline."""
        draft, above = self.draft, self.blocks[self.at - 1] if self.at else None
        if draft is not None and draft.head and draft.head[-1] is above and above.type in ("headline", "field"):
            draft.head.append(block)
        else:
            self._open(block)

    def _above(self, block: TypedBlock) -> None:
        """A line styled as a label or kicker: the next story starts here."""
        self.waiting.append(block)
        if self.draft is not None:
            self.draft.closed = True

    def _deck(self, block: TypedBlock) -> None:
        self._continue().head.append(block)

    def _short(self, block: TypedBlock) -> None:
        """A short line without a closing mark: a headline or subhead of unmarked copy, or text."""
        draft = self.draft
        between = draft is None or draft.closed
        if draft is not None and draft.headed and not draft.body and block.text.startswith(("——", "--")):
            draft.head.append(replace(block, type="deck", confidence=0.85, reason="intake.reason.dash"))
            return
        if shapes.SIDEBAR_LABEL.fullmatch(block.text) and self._text_follows():
            self.waiting.append(replace(block, type="label", confidence=0.85, reason="intake.reason.sidebar-word"))
        elif (between or not self.marked) and not self.kept and self._may_head(block):
            self._plain_heading(block)
        else:
            self._text(block)

    def _may_head(self, block: TypedBlock) -> bool:
        draft = self.draft
        inside_notice = draft is not None and draft.is_notice and not draft.closed
        return len(block.text) >= 4 and not inside_notice and shapes.is_closed(block.text) and self._text_follows()

    def _text_follows(self) -> bool:
        following = self.blocks[self.at + 1 : self.at + 4]
        kinds = [block.type for block in following]
        heads = 0
        while heads < len(kinds) and kinds[heads] in ("short", "heading", "caption", "picture", "byline", "field"):
            heads += 1
        return heads < len(kinds) and kinds[heads] in ("prose", "clause", "table")

    def _plain_heading(self, block: TypedBlock) -> None:
        """A heading without a mark: decided like the others, but never surely."""
        draft = self.draft
        if draft is not None and len(draft.head) <= _STACK and draft.headed and not draft.body and draft.level == 0:
            draft.head.append(replace(block, type="headline", confidence=0.55, reason="intake.reason.plain-stack"))
            return
        place = headings.Place(self.blocks, self.at, draft, bool(self.waiting), self.marked)
        decided = headings.decide(place)
        decided = replace(decided, confidence=min(0.58, decided.confidence))
        if decided.type == "subhead":
            self._continue().body.append(decided)
        else:
            self._open(replace(decided, type="headline"))

    def _field(self, block: TypedBlock) -> None:
        name, value = markdown.field(block.text)
        if not value:
            # A form that was not filled in says nothing.
            return
        if name == "kind" and self.draft is not None and self.draft.body and markdown.KINDS.get(value) == "advert":
            # An advert needs no headline: its type alone parts it from the story before.
            self._open(None).head.append(block)
        elif name in markdown.FIELDS_ABOVE:
            self._above(block)
        else:
            self._continue().head.append(block)

    def _byline(self, block: TypedBlock) -> None:
        """A byline alone: at the head where no text came yet, else it closes the story."""
        draft = self._continue()
        if any(item.type in _TEXT for item in draft.body[:16]):
            draft.body.append(block)
            draft.closed = True
        else:
            draft.head.append(block)

    def _picture(self, block: TypedBlock) -> None:
        """A picture after a story's end belongs to the next one, where one follows."""
        draft = self.draft
        follows = any(item.type in headings.HEADINGS for item in self.blocks[self.at + 1 : self.at + 3])
        if draft is None or self.waiting or (draft.closed and follows):
            self.waiting.append(block)
        else:
            draft.body.append(block)

    def _clause(self, block: TypedBlock) -> None:
        """A clause or telephone number: of the open story, or the first of a notice's tail."""
        if self._starts_tail():
            self._open(None).tail = True
        self._text(block)

    def _starts_tail(self) -> bool:
        """Whether a notice without a head starts here: nothing announced it, and it is signed, or has telephone numbers."""
        draft = self.draft
        if draft is not None and not draft.closed:
            before = draft.body[-1] if draft.body else None
            if before is None or before.type != "prose" or before.text.endswith(("：", ":")):
                return False
            if draft.is_notice or not is_report(draft):
                return False
        ahead = self._until_heading()
        kinds = [item.type for item in ahead]
        return (
            ("signatory" in kinds and "date" in kinds)
            or kinds.count("contact") > 1
            or (draft is None and kinds.count("clause") > 1)
        )

    def _until_heading(self) -> list[TypedBlock]:
        end = self.at
        while (
            end < len(self.blocks)
            and self.blocks[end].type not in ("heading", "headline", "field")
            and end - self.at < 80
        ):
            end += 1
        return self.blocks[self.at : end]

    def _date(self, block: TypedBlock) -> None:
        """A date alone ends a notice, and whatever a signatory signed."""
        draft = self._continue()
        signed = bool(draft.body) and draft.body[-1].type == "signatory"
        draft.body.append(block)
        draft.closed = draft.closed or signed or draft.is_notice

    def _rule(self, block: TypedBlock) -> None:
        """A line of dashes ends a story."""
        if self.draft is not None:
            self.draft.closed = True
            self.draft.body.append(block)
        else:
            self.waiting.append(block)

    def _text(self, block: TypedBlock) -> None:
        draft = self._continue()
        signed = draft.closed and any(item.type == "date" for item in draft.body[-3:])
        if signed and block.type != "signatory":
            draft = self._open(None)
        draft.body.append(block)
        if block.type == "prose" and crews.closing_byline(block.text):
            draft.closed = True


def _may_be_headline(blocks: list[TypedBlock], at: int) -> bool:
    """Whether a long line of unmarked copy is a headline of two parts: a kicker that leads up to what follows, no full stop."""
    block = blocks[at]
    if block.type != "prose" or len(block.text) > _LONG_HEADLINE or "。" in block.text:
        return False
    parts = head.split_headline(block.text)
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    return bool(parts.kicker) and not shapes.ends_sentence(block.text) and below is not None and below.gap > 0


def is_report(draft: Draft) -> bool:
    """Whether a story is a report: it has a byline, a dateline, a picture's credit or subheads."""
    for block in draft.blocks:
        if block.type in ("byline", "caption", "picture", "subhead"):
            return True
        if block.type == "prose" and (crews.closing_byline(block.text) or crews.dateline(block.text)):
            return True
    return sum(block.type == "prose" for block in draft.body) >= 3 and not draft.is_notice


def settle(draft: Draft) -> None:
    """Decides the kind of a finished draft, and the parts that follow from it."""
    draft.kind = _kind(draft)
    if draft.kind != "advert":
        _free_sizes(draft)
    if draft.kind in ("notice", "advert"):
        _mark_trailing_signatories(draft)
    elif draft.kind != "comment":
        _mark_lead(draft)


def _free_sizes(draft: Draft) -> None:
    """A line that reads like the size of an advert is text in any other story."""
    sizes = [block for block in draft.head if block.type == "field" and markdown.field(block.text)[0] == "size"]
    if sizes:
        draft.head = [block for block in draft.head if block not in sizes]
        text = (replace(block, type="short", reason="intake.reason.short-line") for block in sizes)
        draft.body = sorted((*draft.body, *text), key=lambda block: block.first)


def _kind(draft: Draft) -> StoryKind:
    """公告 by its title and build, 相关新闻 and 评论 by their labels, the kind that a field names, else 稿件."""
    for block in draft.head:
        if block.type == "field":
            name, value = markdown.field(block.text)
            if name == "kind" and value in markdown.KINDS:
                kind: StoryKind = markdown.KINDS[value]  # type: ignore[assignment]
                return kind
    if draft.sidebar:
        return "sidebar"
    if _notice_score(draft) >= 3:
        return "notice"
    return "comment" if _is_comment(draft) else "article"


def _is_comment(draft: Draft) -> bool:
    """Whether the column's name says that the story is a comment (评论), or who signed it does."""
    for block in draft.blocks:
        name, value = markdown.field(block.text) if block.type == "field" else (block.type, block.text)
        if (name == "label" and shapes.COMMENT_LABEL.fullmatch(value)) or (
            name == "byline" and shapes.COMMENTATOR.match(value)
        ):
            return True
    return False


def _notice_score(draft: Draft) -> int:
    """Evidence that a story is a notice; a report's byline or dateline outweighs a title that sounds like one."""
    kinds = [block.type for block in draft.body]
    signed = "signatory" in kinds and "date" in kinds
    score = 3 * draft.is_notice + 3 * signed + (kinds.count("clause") > 1) + ("contact" in kinds)
    score += 2 * any(shapes.ANNOUNCES.search(block.text[-16:]) for block in draft.body if block.type == "prose")
    credited = any(block.type in ("byline", "caption", "picture") for block in draft.blocks)
    report = any(
        crews.closing_byline(block.text) or crews.dateline(block.text) for block in draft.body if block.type == "prose"
    )
    return score - 2 * credited - 5 * report - ("subhead" in kinds)


def _mark_trailing_signatories(draft: Draft) -> None:
    """The last lines of a notice without a closing mark are its signatories, also where no date follows."""
    at = len(draft.body) - 1
    while at > 0 and draft.body[at].type in ("date", "signatory"):
        at -= 1
    while (
        at > 0
        and draft.body[at].type == "short"
        and len(draft.body[at].text) <= 32
        and shapes.is_name_like(draft.body[at].text)
    ):
        draft.body[at] = replace(draft.body[at], type="signatory", confidence=0.7, reason="intake.reason.last-lines")
        at -= 1


def _mark_lead(draft: Draft) -> None:
    """The paragraph between headline and first subhead is the lead (导语), where there are one or two of them."""
    before = []
    for block in draft.body:
        if block.type == "lead":
            return
        if block.type == "subhead":
            break
        if block.type in ("prose", "short"):
            before.append(block)
    else:
        return
    if draft.headed and len(before) in (1, 2):
        at = draft.body.index(before[0])
        draft.body[at] = replace(before[0], type="lead", reason="intake.reason.lead")
