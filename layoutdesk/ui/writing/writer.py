"""The writer: one caret in the copy, its selection, and what typing does. Every change of text is an edit of the session.

It knows no view: canvas and galley show the same writer. Offsets are code points. A selection reaches through the paragraphs of a
story's body; in a headline, a cell or a caption it stays there.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from layoutdesk import edits
from layoutdesk.model.story import Paragraph, Story, paragraphs
from layoutdesk.ui.desk import Desk, Marked
from layoutdesk.ui.heads import make_ready, phrased
from layoutdesk.ui.styling import NEXT
from layoutdesk.ui.writing.pieces import Piece, from_text, printable
from layoutdesk.ui.writing.runs import Range, ordered, ranges, removal, run_of
from layoutdesk.ui.writing.spots import Spot
from layoutdesk.ui.writing.underway import UnderWay
from layoutdesk.ui.writing.wordwise import word_at, word_step


class Writer(QObject):
    """One caret in the copy of the issue."""

    moved = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.spot: Spot | None = None
        self.anchor: Spot | None = None
        #: What an input method has under way at the caret; it is shown in the copy and never part of it.
        self.under_way: UnderWay | None = None
        #: Where an edit of the writer's own will put the caret, while it is applied.
        self._leading: Spot | None = None
        desk.edited.connect(self._after_change)
        desk.opened.connect(lambda: self.put(None))
        self.moved.connect(self._mark)

    # Where the caret is

    @property
    def story(self) -> Story | None:
        return next((s for s in self._desk.document.stories if self.spot is not None and s.id == self.spot.story), None)

    @property
    def paragraph(self) -> Paragraph | None:
        """The paragraph in which the caret stands."""
        story = self.story
        if story is None or self.spot is None:
            return None
        return next((part for part in paragraphs(story) if part.id == self.spot.paragraph), None)

    @property
    def run(self) -> tuple[Paragraph, ...]:
        """The paragraphs through which the selection may reach."""
        story = self.story
        return run_of(story, self.spot.paragraph) if story is not None and self.spot is not None else ()

    @property
    def selected(self) -> tuple[Range, ...]:
        """What is selected, a range for each paragraph; one without text where only the caret stands."""
        if self.spot is None:
            return ()
        return ranges(self.run, self.anchor or self.spot, self.spot)

    @property
    def has_selection(self) -> bool:
        return any(part.text for part in self.selected) or len(self.selected) > 1

    @property
    def selected_text(self) -> str:
        return "\n".join(part.text for part in self.selected)

    def _mark(self) -> None:
        """Tells the desk what is selected, or where the caret stands, for the actions on it."""
        spot = self.spot
        marks = [Marked(spot.story, part.paragraph.id, part.start, part.end) for part in self.selected] if spot else []
        self._desk.mark(tuple(marks))

    def put(self, spot: Spot | None, *, select: bool = False) -> None:
        """Puts the caret to a spot; with ``select`` the selection reaches there, as far as its run goes."""
        if spot is not None and select and self.spot is not None and not self._reaches(spot):
            return
        self._drop_under_way()
        self.spot = spot
        if not select or self.anchor is None:
            self.anchor = spot
        if self._desk.session is not None and not select:
            self._desk.session.settle()
        make_ready(self.paragraph)
        self.moved.emit()

    def _reaches(self, spot: Spot) -> bool:
        story = self.story
        return story is not None and spot.story == story.id and any(part.id == spot.paragraph for part in self.run)

    # Moving

    def step(self, by: int, *, select: bool = False) -> None:
        """One character on or back, over the end of a paragraph into the next."""
        spot, paragraph = self.spot, self.paragraph
        if spot is None or paragraph is None:
            return
        if self.has_selection and not select:
            self._collapse(by)
        elif 0 <= spot.offset + by <= len(paragraph.text):
            self.put(spot.at(spot.offset + by), select=select)
        else:
            self._enter_beside(by, select=select)

    def step_word(self, by: int, *, select: bool = False) -> None:
        """One word on or back."""
        spot, paragraph = self.spot, self.paragraph
        if spot is None or paragraph is None:
            return
        edge = len(paragraph.text) if by > 0 else 0
        if spot.offset == edge:
            self._enter_beside(by, select=select)
        else:
            self.put(spot.at(word_step(paragraph.text, spot.offset, by)), select=select)

    def step_paragraph(self, by: int, *, select: bool = False) -> None:
        """To the start of the paragraph, or of the one before or after."""
        spot, beside = self.spot, self._beside(by)
        if spot is None or self.paragraph is None:
            return
        if by < 0 and spot.offset:
            self.put(spot.at(0), select=select)
        elif beside is not None:
            self.put(Spot(spot.story, beside.id, 0), select=select)
        elif by > 0:
            self.put(spot.at(len(self.paragraph.text)), select=select)

    def go_to_edge(self, *, end: bool, select: bool = False) -> None:
        """To the start or the end of the run."""
        if self.spot is not None and self.run:
            part = self.run[-1 if end else 0]
            self.put(Spot(self.spot.story, part.id, len(part.text) if end else 0), select=select)

    def _collapse(self, by: int) -> None:
        """The caret goes to the end (1) or the start (-1) of the selection, which is gone then."""
        if self.spot is not None and self.anchor is not None:
            first, last = ordered(self.run, self.anchor, self.spot)
            self.put(last if by > 0 else first)

    def _enter_beside(self, by: int, *, select: bool) -> None:
        beside = self._beside(by)
        if beside is not None and self.spot is not None:
            self.put(Spot(self.spot.story, beside.id, 0 if by > 0 else len(beside.text)), select=select)

    def _beside(self, by: int) -> Paragraph | None:
        story, paragraph = self.story, self.paragraph
        parts = list(paragraphs(story)) if story is not None else []
        if paragraph is None or paragraph not in parts:
            return None
        place = parts.index(paragraph) + by
        return parts[place] if 0 <= place < len(parts) else None

    # Selecting

    def select_word(self) -> None:
        """Selects the word at the caret."""
        if self.spot is not None and self.paragraph is not None:
            self._select(self.spot, *word_at(self.paragraph.text, self.spot.offset))

    def select_paragraph(self) -> None:
        """Selects the paragraph with the caret."""
        if self.spot is not None and self.paragraph is not None:
            self._select(self.spot, 0, len(self.paragraph.text))

    def select_all(self) -> None:
        """Selects the run: the whole body, or the whole of a headline, a cell, a caption."""
        if self.spot is not None and self.run:
            self.put(Spot(self.spot.story, self.run[0].id, 0))
            self.go_to_edge(end=True, select=True)

    def _select(self, spot: Spot, start: int, end: int) -> None:
        self.put(spot.at(start))
        self.put(spot.at(end), select=True)

    # Composing

    @property
    def shown(self) -> Spot | None:
        """Where the caret stands in the copy as shown: inside what an input method has under way, where there is any."""
        return self.spot if self.under_way is None else self.under_way.caret

    def compose(self, text: str, cursor: int) -> None:
        """Shows what an input method has under way in place of the selection, the copy set as if it stood there; "" ends that."""
        text, story, selected = printable(text), self.story, self.selected
        if not text or story is None or not selected or self._desk.session is None or self._desk.session.read_only:
            self._drop_under_way()
        else:
            first = selected[0]
            self.under_way = UnderWay(Spot(story.id, first.paragraph.id, first.start), text, min(cursor, len(text)))
            self._desk.try_out(phrased(self._desk.document, self._put(story, text)), now=True)
        self.moved.emit()

    def _drop_under_way(self) -> None:
        if self.under_way is not None:
            self.under_way = None
            self._desk.end_preview()

    # Writing

    def write(self, text: str) -> None:
        """Puts text in place of the selection; line ends part a paragraph of the body, elsewhere they are spaces."""
        self.write_pieces(from_text(text))

    def write_pieces(self, given: Sequence[Piece]) -> None:
        """Puts pieces of copy in place of the selection, each a paragraph of the body, with their looks."""
        pieces = [piece._replace(text=printable(piece.text)) for piece in given]
        story = self.story
        if not pieces or story is None or not self.selected:
            return
        if self.paragraph not in story.body:
            pieces = [Piece(" ".join(piece.text for piece in pieces if piece.text))]
        if len(pieces) > 1 or pieces[0].spans:
            self._paste(story, pieces)
        else:
            self._replace(story, pieces[0].text)

    def _paste(self, story: Story, pieces: Sequence[Piece]) -> None:
        """Puts several paragraphs in place of the selection, as one step of the history."""
        first = self.selected[0]
        steps, spot = removal(story, self.selected), Spot(story.id, first.paragraph.id, first.start)
        for number, piece in enumerate(pieces):
            if number:
                new = self._desk.ids.new("p")
                steps.append(edits.SplitParagraph(story.id, spot.paragraph, spot.offset, new))
                spot = Spot(story.id, new, 0)
                if piece.style and piece.style != first.paragraph.style:
                    steps.append(edits.SetParagraphStyle(story.id, new, piece.style))
            steps += _set(spot, piece)
            spot = spot.at(spot.offset + len(piece.text))
        self._apply(edits.Batch(label="ui.history.paste", edits=tuple(steps)), spot)

    def _replace(self, story: Story, text: str) -> None:
        """Puts text without line ends in place of the selection; in one paragraph a run of typing goes on."""
        if text or self.has_selection:
            first = self.selected[0]
            self._apply(self._put(story, text), Spot(story.id, first.paragraph.id, first.start + len(text)))

    def _put(self, story: Story, text: str) -> edits.Edit:
        """The edit that puts text without line ends in place of the selection."""
        first, *others = self.selected
        if not others:
            return edits.ReplaceText(story.id, first.paragraph.id, first.start, first.end, text)
        steps = removal(story, self.selected)
        if text:
            steps.append(edits.ReplaceText(story.id, first.paragraph.id, first.start, first.start, text))
        return edits.Batch(label="edits.typing" if text else "ui.history.erase", edits=tuple(steps))

    def erase(self, by: int, *, word: bool = False) -> None:
        """Deletes the selection, or the character or word before (-1) or after (1) the caret; at its edge a paragraph is joined."""
        spot, paragraph, story = self.spot, self.paragraph, self.story
        if spot is None or paragraph is None or story is None:
            return
        if self.has_selection:
            self._replace(story, "")
            return
        to = word_step(paragraph.text, spot.offset, by) if word else spot.offset + by
        if to == spot.offset or not 0 <= to <= len(paragraph.text):
            self._join(by)
        else:
            start, end = sorted((to, spot.offset))
            self._apply(edits.ReplaceText(story.id, paragraph.id, start, end, ""), spot.at(start))

    def part(self) -> None:
        """Parts a paragraph of the body at the caret; what is selected goes. Behind a subhead or a lead the body goes on."""
        spot, story = self.spot, self.story
        if spot is None or story is None or self.paragraph not in story.body:
            return
        first, last, new = self.selected[0], self.selected[-1], self._desk.ids.new("p")
        steps = [*removal(story, self.selected), edits.SplitParagraph(story.id, first.paragraph.id, first.start, new)]
        following = NEXT.get(first.paragraph.style)
        if following and first.start and last.end == len(last.paragraph.text):
            steps.append(edits.SetParagraphStyle(story.id, new, following))
        self._apply(edits.together("edits.split-paragraph", steps), Spot(story.id, new, 0))

    def _join(self, by: int) -> None:
        story, paragraph, beside = self.story, self.paragraph, self._beside(by)
        if story is None or paragraph is None or beside is None:
            return
        if paragraph not in story.body or beside not in story.body:
            return
        first = beside if by < 0 else paragraph
        self._apply(edits.JoinParagraphs(story.id, first.id), Spot(story.id, first.id, len(first.text)))

    def _apply(self, edit: edits.Edit, spot: Spot) -> None:
        """Applies an edit and puts the caret where it leads, without ending a run of typing."""
        self._leading = spot
        self.under_way = None
        try:
            if self._desk.apply(edit):
                self.spot = self.anchor = spot
                self.moved.emit()
        finally:
            self._leading = None

    def _after_change(self) -> None:
        """Keeps caret and anchor inside the copy when it changes under them, by undo for instance."""
        if self._leading is not None:
            return
        # The issue has become another under what was being composed, which is shown no more.
        self.under_way = None
        self.spot, self.anchor = self._kept(self.spot), self._kept(self.anchor)
        if self.spot is None or self.anchor is None or not self._reaches(self.anchor):
            self.anchor = self.spot
        self.moved.emit()

    def _kept(self, spot: Spot | None) -> Spot | None:
        story = next((each for each in self._desk.document.stories if spot is not None and each.id == spot.story), None)
        parts = paragraphs(story) if story is not None else ()
        found = next((part for part in parts if spot is not None and part.id == spot.paragraph), None)
        return spot.at(min(spot.offset, len(found.text))) if spot is not None and found is not None else None


def _set(spot: Spot, piece: Piece) -> list[edits.Edit]:
    """The edits that put a piece of copy to a spot."""
    steps: list[edits.Edit] = []
    if piece.text:
        steps.append(edits.ReplaceText(spot.story, spot.paragraph, spot.offset, spot.offset, piece.text))
    for span in piece.spans:
        start, end = spot.offset + span.start, spot.offset + span.end
        steps.append(edits.SetSpan(spot.story, spot.paragraph, start, end, span.style, span.reading))
    return steps
