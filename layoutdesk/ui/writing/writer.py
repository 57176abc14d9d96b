"""The writer: the caret, and what typing does. Every change of text is an edit of the session.

It knows no view: canvas and galley show the same writer. What an input method has under way, and a part of a headline that has no
character yet, are shown in the copy and are no part of the issue.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject

from layoutdesk import edits
from layoutdesk.base.problem import Refusal
from layoutdesk.model import Document
from layoutdesk.model.story import Story, paragraphs
from layoutdesk.ui import clipboard
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.heads import phrased
from layoutdesk.ui.lineends import headline_part, line_ended
from layoutdesk.ui.styling import NEXT
from layoutdesk.ui.writing.arriving import arrived, at_home
from layoutdesk.ui.writing.caret import Caret
from layoutdesk.ui.writing.cells import Cells
from layoutdesk.ui.writing.changed import changed_spot, changed_stories
from layoutdesk.ui.writing.graphemes import grapheme_step
from layoutdesk.ui.writing.pending import BODY, Pending, Slot, part_at, slot_of, slots, vanishes
from layoutdesk.ui.writing.pieces import Pasted, Piece, flattened, from_mime, from_plain, from_text, printable, to_mime
from layoutdesk.ui.writing.runs import has_kept, removal, with_tables
from layoutdesk.ui.writing.spots import Spot
from layoutdesk.ui.writing.underway import UnderWay
from layoutdesk.ui.writing.wordwise import word_step


class Writer(Caret):
    """One caret in the copy of the issue, and the hand that writes there."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(desk, parent)
        #: What it does in tables.
        self.cells = Cells(self, desk)
        #: What an input method has under way at the caret.
        self.under_way: UnderWay | None = None
        #: The part with the caret in it that the story does not have yet.
        self.pending: Pending | None = None
        #: Where an edit of the writer's own will put the caret, while it is applied.
        self._leading: Spot | None = None
        #: Where the caret stood before the last change that was not the writer's own.
        self._lost: Spot | None = None
        desk.edited.connect(self._after_change)
        desk.travelled.connect(self._after_travel)

    @property
    def story(self) -> Story | None:
        """The story in which the caret stands, with the part that is still to be written."""
        story = super().story
        return self.pending.within(story) if story is not None and self.pending is not None else story

    @property
    def is_tentative(self) -> bool:
        """Whether the caret stands in what is shown and is no part of the issue."""
        return self.under_way is not None or self.pending is not None

    # Parts

    def open_part(self, story: str, slot: Slot) -> None:
        """Puts the caret behind a part of a story; one that it lacks comes into being with its first character."""
        of = next((each for each in self._desk.document.stories if each.id == story), None)
        if of is None:
            return
        part = part_at(of, slot)
        if part is not None:
            self.put(Spot(story, part.id, 0 if slot == BODY else len(part.text)))
        elif slot != BODY and self._desk.session is not None and not self._desk.session.read_only:
            self.put(None)
            place = self._desk.place_of(story)
            if place is not None and not slot.picture:
                self._desk.go_to(*place)
            self.begin(Pending.of(story, slot, self._desk.ids.new("p")))

    def begin(self, pending: Pending) -> None:
        """Puts the caret into a part that comes into being with its first character."""
        self.put(None)
        self.pending = pending
        self.spot = self.anchor = Spot(pending.edit.story, pending.paragraph.id, 0)
        self._show()
        self.moved.emit()

    def step_part(self, by: int) -> bool:
        """To the next part of the headline group, of a caption, or cell of a table, or to the one before; whether there is one."""
        if self.cells.step(by):
            return True
        story, spot = self.story, self.spot
        order = slots(story, spot.paragraph) if story is not None and spot is not None else []
        here = slot_of(story, spot.paragraph) if story is not None and spot is not None else None
        place = order.index(here) + by if here in order else -1
        if story is None or not 0 <= place < len(order):
            return False
        self.open_part(story.id, order[place])
        return True

    # Composing

    @property
    def shown(self) -> Spot | None:
        """Where the caret stands in the copy as shown: inside what an input method has under way, where there is any."""
        return self.spot if self.under_way is None else self.under_way.caret

    def compose(self, text: str, cursor: int) -> None:
        """Shows what an input method has under way in place of the selection, the copy set as if it stood there; "" ends that."""
        text, story, selected = printable(text), self.story, self.selected
        if text and self._desk.is_shut:
            self._desk.refused.emit(Refusal("ui.status.locked"))
        if not text or story is None or not selected or not self._desk.may_write:
            self._drop_under_way()
        else:
            first = selected[0]
            self.under_way = UnderWay(Spot(story.id, first.paragraph.id, first.start), text, min(cursor, len(text)))
            self._show()
        self.moved.emit()

    def _drop_under_way(self) -> None:
        if self.under_way is not None:
            self.under_way = None
            self._show()

    def _show(self) -> None:
        """Shows the page with what is under way and what is still to be written, or as it is where neither is."""
        story, text = self.story, self.under_way.text if self.under_way is not None else ""
        if story is None or not self.is_tentative:
            self._desk.end_preview()
            return
        edit = self._put(story, text) if self.pending is None else self.pending.shown(text)
        self._desk.try_out(phrased(self._desk.document, edit), now=True)

    def finish(self) -> None:
        """Puts what is under way into the copy at its place; the caret stands behind it."""
        if self.under_way is not None:
            self.write(self.under_way.text)

    def _enter_beside(self, by: int, *, select: bool) -> None:
        if select or not self.cells.leave(by):
            super()._enter_beside(by, select=select)

    def _forget(self) -> None:
        self.under_way = self.pending = None
        super()._forget()

    def _leave(self, spot: Spot | None) -> None:
        self.finish()
        self._drop_under_way()
        if self.pending is not None and (spot is None or spot.paragraph != self.pending.paragraph.id):
            self.pending = None
            self._desk.end_preview()

    # Writing

    def write(self, text: str) -> None:
        """Puts text in place of the selection; line ends part a paragraph of the body, elsewhere they are spaces."""
        self.write_pieces(Pasted(from_text(text)))

    def copy(self) -> None:
        """Puts the selected copy on the clipboard, with its looks."""
        story = self.story
        if story is not None and self.has_selection:
            clipboard.put(to_mime(self._desk.document, with_tables(story, self.selected)))

    def cut(self) -> None:
        """Puts the selected copy on the clipboard and takes it out."""
        if self.has_selection:
            self.copy()
            self.erase(1)

    def paste(self, data: QMimeData, *, plain: bool = False) -> None:
        """Puts what was copied in place of the selection, as one step; ``plain`` leaves its looks behind."""
        from layoutdesk.intake.types import PROTECTED

        story, session = self.story, self._desk.session
        if session is not None:
            # Neither what was typed before nor what is typed then is of the same step.
            session.settle()
        try:
            keeps = story is not None and story.kind in PROTECTED
            pasted = Pasted(from_plain(data.text())) if plain else from_mime(data, keeps_marks=keeps)
        except Refusal as refusal:
            self._desk.refused.emit(refusal)
            return
        before = self._desk.document.styles
        self.write_pieces(pasted)
        styles = len(self._desk.document.styles) - len(before)
        if session is not None:
            session.settle()
        counts = dict(pasted.counts) | ({"styles": styles} if styles else {})
        if counts:
            self._desk.pasted.emit(counts)

    def write_pieces(self, given: Pasted) -> None:
        """Puts pieces of copy in place of the selection, each a paragraph of the body, with their looks.

        Their styles come along where the issue does not know them.
        """
        pieces = [piece._replace(text=printable(piece.text)) for piece in given.pieces]
        story = self.story
        if not pieces or story is None or not self.selected:
            return
        if self.paragraph not in story.body:
            pieces = [flattened(pieces)]
        if self.pending is not None and not self.pending.is_of_body:
            self._begin(self.pending, next(at_home(self._desk.document, pieces)))
        elif len(pieces) > 1 or pieces[0].table or pieces[0].spans or (pieces[0].style and not self.paragraph.text):
            steps, spot = arrived(self._desk.document, story, self.selected, pieces, given.styles, self._desk.ids)
            self.make(edits.Batch(label="ui.history.paste", edits=tuple(steps)), spot)
        else:
            self._replace(story, pieces[0].text)

    def _begin(self, pending: Pending, piece: Piece) -> None:
        """The part that is still to be written comes into being with its first words."""
        if piece.text and self.spot is not None:
            self.make(pending.written(piece.text, piece.spans), self.spot.at(len(piece.text)))

    def _replace(self, story: Story, text: str) -> None:
        """Puts text without line ends in place of the selection; in one paragraph a run of typing goes on."""
        if text or self.has_selection:
            first = self.selected[0]
            self.make(self._put(story, text), Spot(story.id, first.paragraph.id, first.start + len(text)))

    def _put(self, story: Story, text: str) -> edits.Edit:
        """The edit that puts text without line ends in place of the selection."""
        first, *others = self.selected
        if not others:
            return edits.ReplaceText(story.id, first.paragraph.id, first.start, first.end, text)
        steps = removal(self._desk.document, story, self.selected)
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
        to = (word_step if word else grapheme_step)(paragraph.text, spot.offset, by)
        if to is None or to == spot.offset:
            self._join(by)
        else:
            start, end = sorted((to, spot.offset))
            self.make(edits.ReplaceText(story.id, paragraph.id, start, end, ""), spot.at(start))

    def part(self) -> None:
        """Parts a paragraph of the body at the caret; what is selected goes. Behind a subhead or a lead the body goes on.

        In a headline part or a caption the caret goes to the next part, in a table to the cell below.
        """
        spot, story = self.spot, self.story
        if spot is None or story is None or self.paragraph not in story.body:
            if not self.cells.down():
                self.step_part(1)
            return
        first, last, new = self.selected[0], self.selected[-1], self._desk.ids.new("p")
        removed = removal(self._desk.document, story, self.selected)
        steps = [*removed, edits.SplitParagraph(story.id, first.paragraph.id, first.start, new)]
        following = NEXT.get(first.paragraph.style)
        if following and first.start and last.end == len(last.paragraph.text):
            steps.append(edits.SetParagraphStyle(story.id, new, following))
        self.make(edits.together("edits.split-paragraph", steps), Spot(story.id, new, 0))

    def end_line(self) -> None:
        """Ends a line of a headline part at the caret, or takes the line end there away; elsewhere as ``part``."""
        story, spot = self.story, self.spot
        part = headline_part(story, spot.paragraph) if spot is not None else None
        if story is None or spot is None or part is None:
            self.part()
        elif (edit := line_ended(self._desk, story, part, spot.offset)) is not None:
            self.make(edit, spot.at(spot.offset))

    def _join(self, by: int) -> None:
        story, paragraph, beside = self.story, self.paragraph, self.beside(by)
        if story is None or paragraph is None or beside is None:
            return
        if paragraph not in story.body or beside not in story.body:
            self.cells.at_edge(by)
            return
        first = beside if by < 0 else paragraph
        self.make(edits.JoinParagraphs(story.id, first.id), Spot(story.id, first.id, len(first.text)))

    def make(self, edit: edits.Edit, spot: Spot) -> None:
        """Applies an edit and puts the caret where it leads, without ending a run of typing; a part that is emptied vanishes."""
        if self.pending is not None and not isinstance(edit, type(self.pending.edit)):
            if not self.pending.is_of_body:
                return
            edit = self.pending.before(edit)
        if self._desk.is_shut:
            self._desk.refused.emit(Refusal("ui.status.locked"))
            return
        emptied = self._emptied(edit)
        if emptied is not None:
            story, slot, edit = emptied
        self._leading = spot
        self.under_way = self.pending = None
        stays = self.story is not None and has_kept(self._desk.document, self.story, self.selected)
        try:
            if self._desk.apply(edit):
                self.spot, self.anchor, self.inset = spot, spot, None
                self.moved.emit()
                if stays:
                    self._desk.refused.emit(Refusal("ui.writing.table-stays"))
        finally:
            self._leading = None
        if emptied is not None:
            self.open_part(story, slot)

    def _emptied(self, edit: edits.Edit) -> tuple[str, Slot, edits.Edit] | None:
        """The part that an edit leaves without text, with what takes it away; nothing where none is, or it may stand empty."""
        story, part = self.story, self.paragraph
        if not isinstance(edit, edits.ReplaceText) or edit.text or story is None or part is None:
            return None
        slot = slot_of(story, part.id)
        if slot is None or edit.end - edit.start < len(part.text) or not vanishes(self._desk.document, slot, part):
            return None
        gone = edits.Batch(f"ui.history.remove-{slot.part}", (edits.RemoveParagraph(story.id, part.id),))
        return story.id, slot, gone

    def _after_change(self) -> None:
        """Keeps caret and anchor inside the copy when it changes under them, by undo for instance."""
        if self._leading is not None:
            return
        # The issue has become another under what was being written, which is shown no more.
        self.under_way = self.pending = None
        self._lost, self.inset = self.spot, None
        self.spot, self.anchor = self._kept(self.spot), self._kept(self.anchor)
        if self.spot is None or self.anchor is None or not self._reaches(self.anchor):
            self.anchor = self.spot
        self.moved.emit()

    def _after_travel(self, before: Document) -> None:
        """Undo and redo put the caret where they have changed the copy, so that the next key goes on there."""
        lost, self._lost = self._lost, None
        if lost is None:
            return
        known = {story.id: story for story in before.stories}
        changed = [story for story in changed_stories(before, self._desk.document) if story.id in known]
        # Of several stories that with the caret.
        changed.sort(key=lambda story: story.id != lost.story)
        spot = changed_spot(known[changed[0].id], changed[0]) if changed else None
        if spot is not None:
            self.spot = self.anchor = spot
            self.moved.emit()

    def _kept(self, spot: Spot | None) -> Spot | None:
        story = next((each for each in self._desk.document.stories if spot is not None and each.id == spot.story), None)
        parts = paragraphs(story) if story is not None else ()
        found = next((part for part in parts if spot is not None and part.id == spot.paragraph), None)
        return spot.at(min(spot.offset, len(found.text))) if spot is not None and found is not None else None
