"""The hand on headlines (标题): other ways to break one, larger and smaller within its range, fitted anew to its width.

Where a heading may break is asked of ``phrasing`` when one is written or fitted, or a paragraph is made one, and goes with the
edit. The segmenter is loaded when the caret first enters a headline, behind the click, so that no key waits for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer

from layoutdesk import edits
from layoutdesk.base.phrase import Said
from layoutdesk.compose.block import plan_block
from layoutdesk.compose.context import Context, context_of
from layoutdesk.compose.head import part_range
from layoutdesk.compose.headfit import HeadWay, head_ways, part_ways
from layoutdesk.compose.jumpflow import run_of
from layoutdesk.compose.vertical import AIR, part_ways_down, side_ways
from layoutdesk.edits.naming import spoken
from layoutdesk.model.document import Document
from layoutdesk.model.elements import Block, HeadPlace
from layoutdesk.model.story import Paragraph, Story, paragraphs
from layoutdesk.model.template import HeadlineRange
from layoutdesk.ui.canvas.headed import headed_block
from layoutdesk.ui.canvas.spans import span_now, spanning, spans_of

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk
    from layoutdesk.ui.status import StatusLine

#: Where a headline group may stand, in the order in which the hand turns it.
PLACES: Final[tuple[HeadPlace, ...]] = ("top", "right", "left")
#: The parts of a headline that the hand fits: the one with the caret, else the main headline.
PartName = Literal["kicker", "main", "deck"]
PARTS: Final[tuple[PartName, ...]] = get_args(PartName)
#: By how much a press of the key changes a size, points.
STEP: Final = 1.0


class Headed(NamedTuple):
    """The selected block with its story, the part of its headline in hand, and the length that it may take, across or ``down``.

    ``ladder`` is the range of sizes of the part, under a main headline of the size that it has now.
    """

    context: Context
    block: Block
    story: Story
    name: PartName
    part: Paragraph
    width: float
    down: bool
    ladder: HeadlineRange


def is_headed(desk: Desk) -> bool:
    """Whether a block with a main headline is selected, and may be changed."""
    block = desk.element
    return isinstance(block, Block) and not block.locked and _main(desk.document, block) is not None


def phrased(document: Document, edit: edits.Edit) -> edits.Edit:
    """A change of a heading's text, or one that makes a paragraph a heading, with the places at which it may break afterwards.

    Of several in one step, and of tracked changes that are rejected, those of every heading. Any other edit as it is.
    """
    if isinstance(edit, edits.Batch):
        found = _lacking(document, edit)
        return replace(edit, edits=(*edit.edits, *found)) if found else edit
    if isinstance(edit, edits.SettleRevisions):
        return replace(edit, phrases=_lacking(document, edit))
    if isinstance(edit, edits.AddHeadlinePart):
        return _phrased_part(document, edit)
    if not isinstance(edit, edits.ReplaceText | edits.SetParagraphStyle) or edit.phrases:
        return edit
    story = next((each for each in document.stories if each.id == edit.story), None)
    old = next((each for each in paragraphs(story) if each.id == edit.paragraph), None) if story is not None else None
    if story is None or old is None:
        return edit
    from layoutdesk.phrasing.story import has_places, places_of

    new = _changed(old, edit)
    if not has_places(new) or (new.text == old.text and old.phrases):
        return edit
    return replace(edit, phrases=places_of(story, new))


def _lacking(document: Document, edit: edits.Edit) -> tuple[edits.SetPhrases, ...]:
    """The places to break of headings whose text an edit changes, where they have none then."""
    from layoutdesk.phrasing.story import has_places, with_places

    known, found = {each.id: each for each in document.stories}, list[edits.SetPhrases]()
    for story in edits.apply(document, edit).stories:
        before = known.get(story.id)
        if story is before:
            continue
        texts = {each.id: each.text for each in paragraphs(before)} if before is not None else {}
        changed = (each for each in paragraphs(story) if has_places(each) and each.text != texts.get(each.id, ""))
        if lacking := {each.id for each in changed if not each.phrases}:
            parts = (each for each in paragraphs(with_places(story)) if each.id in lacking and each.phrases)
            found += (edits.SetPhrases(story.id, each.id, each.phrases) for each in parts)
    return tuple(found)


def _phrased_part(document: Document, edit: edits.AddHeadlinePart) -> edits.Edit:
    from layoutdesk.phrasing.story import has_places, places_of

    story, part = next((each for each in document.stories if each.id == edit.story), None), edit.paragraph
    if story is None or part.phrases or not part.text or not has_places(part):
        return edit
    return replace(edit, paragraph=replace(part, phrases=places_of(story, part)))


def _changed(old: Paragraph, edit: edits.ReplaceText | edits.SetParagraphStyle) -> Paragraph:
    if isinstance(edit, edits.SetParagraphStyle):
        return replace(old, style=edit.style)
    return replace(old, text=old.text[: edit.start] + edit.text + old.text[edit.end :])


def make_ready(paragraph: Paragraph | None) -> None:
    """Has the segmenter loaded, once the event at hand is done with, where a headline may now be written."""
    from layoutdesk.phrasing.story import has_places
    from layoutdesk.phrasing.words import is_loaded, load

    if paragraph is not None and has_places(paragraph) and not is_loaded():
        QTimer.singleShot(0, load)


def turning(document: Document, page: str, block: Block, place: HeadPlace) -> edits.Batch:
    """The headline of a block to another place; what was chosen for the one width or direction suits no other."""
    steps: list[edits.Edit] = [
        edits.SetBlock(
            page, block.id, head_at=place, head_size=0.0, head_rows=0, head_columns=0, columns=0, pictures=()
        )
    ]
    main = _main(document, block)
    if main is not None and main.breaks:
        steps.append(edits.SetBreaks(block.story, main.id))
    return edits.Batch(label="ui.history.head-turn", edits=tuple(steps))


class Heads(QObject):
    """What the actions do with the headline of the selected block; each is one step of the history.

    With the caret in a kicker or a deck they act on that part.
    """

    def __init__(self, desk: Desk, status: StatusLine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._status = status

    def step_way(self, by: int) -> None:
        """The next or the previous way to break the headline, with the size that fills the width."""
        found = self._found()
        ways = self._ways(found) if found is not None else ()
        if found is None or not ways:
            self._status.say("ui.status.head_none")
            return
        lines, _ = self._set(found)
        now = next((number for number, way in enumerate(ways) if way.cuts == lines), -by if by > 0 else 0)
        at = (now + by) % len(ways)
        self._take("ui.history.head-way", found, ways[at])
        self._status.say("ui.status.head_way", number=at + 1, count=len(ways), **self._said(ways[at]))

    def step_size(self, by: int) -> None:
        """A point larger or smaller, inside the range of the part."""
        found = self._found()
        if found is None:
            return
        ladder, (_, size) = found.ladder, self._set(found)
        new = min(max(size + by * STEP, ladder.least), ladder.most)
        if abs(new - size) < 0.01:
            self._status.say("ui.status.head_range", least=spoken(ladder.least), most=spoken(ladder.most))
            return
        self._apply("ui.history.head-size", found, found.part.breaks, new)

    def turn(self) -> None:
        """The headline to the next place: over its text, downwards at the right, at the left (竖题)."""
        block = self._desk.element
        if isinstance(block, Block):
            after = PLACES[(PLACES.index(block.head_at) + 1) % len(PLACES)]
            if self._desk.apply(turning(self._desk.document, self._desk.page_id, block, after)):
                self._status.say(f"ui.status.head_{after}")

    def step_span(self, by: int) -> None:
        """The headline over one column more or less (标题跨栏), beyond its text by the page's columns."""
        found = headed_block(self._desk)
        if found is None:
            return
        spans = spans_of(*found)
        at = spans.index(span_now(spans, found.context, found.block)) + by
        if not 0 <= at < len(spans):
            self._status.refuse("ui.status.span_end")
        elif self._desk.apply(spanning(self._desk.page_id, found.block, found.story, spans[at])):
            self._status.say("ui.status.span", count=spans[at].columns)

    def fit(self) -> None:
        """Size, lines and scale chosen anew for the width, so that the story still has its room where it can."""
        found = self._found()
        ways = self._ways(found) if found is not None else ()
        if found is None or not ways:
            self._status.say("ui.status.head_none")
            return
        best = min(ways[:4], key=lambda way: (self._over(found, way), ways.index(way)))
        self._take("ui.history.head-fit", found, best)
        self._status.say("ui.status.head_fit", **self._said(best))

    def _found(self) -> Headed | None:
        desk, block, page = self._desk, self._desk.element, self._desk.page
        if page is None or not isinstance(block, Block):
            return None
        story = next((each for each in desk.document.stories if each.id == block.story), None)
        if story is None or story.main is None or not block.headline:
            return None
        context = context_of(desk.document, desk.document.template(page.template), desk.book)
        from layoutdesk.phrasing.story import with_places

        # A headline of an older file gets its places when it is first fitted.
        story = with_places(story)
        plan = plan_block(context, block, replace(story, body=()))
        down = plan.side is not None
        width = plan.head_rect.h * (1 - AIR) if down else plan.head_rect.w
        name = self._part_in_hand(story)
        part = getattr(story, name)
        main_size = plan.side.size if plan.side is not None else plan.head.size
        ladder = context.headline(story.priority) if name == "main" else part_range(context, name, main_size)
        return Headed(context, block, story, name, part, width, down, ladder)

    def _part_in_hand(self, story: Story) -> PartName:
        """The kicker or deck in which the caret stands; else the main headline."""
        marked = self._desk.marked
        held = {part.id: name for name in PARTS for part in (getattr(story, name),) if part is not None}
        return held.get(marked.paragraph, "main") if marked is not None else "main"

    def _ways(self, found: Headed) -> tuple[HeadWay, ...]:
        context, ladder = found.context, found.ladder
        if found.name == "main":
            if found.down:
                return side_ways(context, found.story, found.width)
            return head_ways(context, found.story, found.width, ladder)
        # Lines of a kicker or deck are parted at the size that it has.
        ladder = replace(ladder, most=max(ladder.least, min(ladder.most, self._set(found)[1])))
        if found.down:
            return part_ways_down(context, found.part, found.width, ladder)
        return part_ways(context, found.part, context.style(found.name), found.width, ladder)

    def _set(self, found: Headed) -> tuple[tuple[int, ...], float]:
        """Where the lines of the part start now, and its size."""
        plan = plan_block(found.context, found.block, replace(found.story, body=()))
        if plan.side is not None:
            down = [one for one in plan.side.lines if one.style == found.name]
            return tuple(one.column.start for one in down)[1:], down[0].size
        lines = [one for one in plan.head.lines if one.style == found.name]
        return tuple(one.line.start for one in lines)[1:], lines[0].size

    def _over(self, found: Headed, way: HeadWay) -> bool:
        own = 0.0 if found.name == "main" else way.size
        story = replace(found.story, **{found.name: replace(found.part, breaks=way.cuts, size=own)})
        block = replace(found.block, head_size=way.size) if found.name == "main" else found.block
        desk, page = self._desk, self._desk.page
        run = run_of(desk.document, page, block, desk.book) if page is not None else None
        return bool(plan_block(found.context, block, story, run=run).over)

    def _take(self, label: str, found: Headed, way: HeadWay) -> None:
        self._apply(label, found, way.cuts, way.size)

    def _apply(self, label: str, found: Headed, cuts: tuple[int, ...], size: float) -> None:
        """Breaks and size of a part; the main headline's size is the block's."""
        story, part = found.story.id, found.part
        steps: list[edits.Edit] = []
        if self._stored(found) != part.phrases:
            steps.append(edits.SetPhrases(story, part.id, part.phrases))
        main = found.name == "main"
        steps.append(edits.SetBreaks(story, part.id, cuts, 0.0 if main else size))
        head_size = size if main else None
        steps.append(edits.SetBlock(self._desk.page_id, found.block.id, head_size=head_size, head_rows=0))
        self._desk.apply(edits.Batch(label=label, edits=tuple(steps)))

    def _stored(self, found: Headed) -> object:
        story = next((each for each in self._desk.document.stories if each.id == found.story.id), None)
        part: Paragraph | None = getattr(story, found.name) if story is not None else None
        return part.phrases if part is not None else None

    def _said(self, way: HeadWay) -> dict[str, Said]:
        return {"lines": str(len(way.cuts) + 1), "size": spoken(way.size), "fill": f"{way.fill * 100:.0f}"}


def _main(document: Document, block: Block) -> Paragraph | None:
    story = next((each for each in document.stories if each.id == block.story), None)
    return story.main if story is not None and block.headline else None
