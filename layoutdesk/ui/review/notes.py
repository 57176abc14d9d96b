"""What the actions on notes do (批注): written, changed, answered, settled, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject

from layoutdesk import edits
from layoutdesk.base.problem import Refusal
from layoutdesk.model import Anchor, Note, Reply
from layoutdesk.store.journal import now
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.panels.reviewrows import hung_on
from layoutdesk.ui.review.entries import Entry
from layoutdesk.ui.review.storyinhand import is_written

if TYPE_CHECKING:
    from layoutdesk.ui.panels.reviewnote import NoteForm
    from layoutdesk.ui.window import Window


def may_note(desk: Desk) -> bool:
    """The caret stands in copy, or an element is selected; who only reads is told so."""
    return desk.marked is not None or desk.element is not None


def has_note(desk: Desk) -> bool:
    """The hand is at a note, and the issue may be changed."""
    current = desk.reviewed.current
    return is_written(desk) and current is not None and current.note is not None


class NoteHand(QObject):
    """The hand on notes; each of its actions is one step of the history."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    def serve(self, form: NoteForm) -> None:
        """Does what the form of a note asks for."""
        form.written.connect(self.write)
        form.answered.connect(self.answer)
        form.rested.connect(self._settle)
        form.left.connect(self._window.give_back)

    def _settle(self) -> None:
        if self._desk.session is not None:
            self._desk.session.settle()

    def begin(self) -> None:
        """Begins a note on what is selected in the copy, at the caret, or on the selected element."""
        session = self._desk.session
        if session is not None and session.read_only:
            self._window.show_refusal(Refusal("session.read-only", file=session.path.name))
            return
        self._window.commands.finish_typing()
        marks, element = self._desk.marks, self._desk.selection
        if marks:
            first = next((mark for mark in marks if mark.start < mark.end), marks[-1])
            anchor = Anchor(first.story, first.paragraph, first.start, first.end)
            draft = Note(id=self._desk.ids.new("nt"), text="", anchor=anchor)
        elif element:
            draft = Note(id=self._desk.ids.new("nt"), text="", element=element)
        else:
            self._window.status.refuse("ui.review.note_where")
            return
        self._window.commands.review.show_pane()
        at = draft.anchor or Anchor("")
        entry = Entry("", "", at.story, at.paragraph, at.start, at.end, draft.element, note=draft)
        self._window.review.note.begin(draft, hung_on(entry, self._desk.document, self._window.language))

    def write(self, note: Note) -> None:
        """Takes a note that was written into the issue, or gives one that there is its new words; without any it goes."""
        session = self._desk.session
        if session is None:
            return
        known = any(each.id == note.id for each in self._desk.document.review.notes)
        if known:
            done = self._desk.apply(edits.SetNote(note.id, text=note.text) if note.text else edits.RemoveNote(note.id))
        elif note.text:
            done = self._desk.apply(edits.AddNote(replace(note, author=session.author, at=now())))
        else:
            done = False
        if done:
            self._desk.reviewed.go(f"note {note.id}" if note.text else "")

    def answer(self, note: str, text: str) -> None:
        """Puts an answer under a note."""
        session = self._desk.session
        is_there = any(each.id == note for each in self._desk.document.review.notes)
        if session is not None and is_there and text.strip():
            self._desk.apply(edits.AnswerNote(note, Reply(text=text.strip(), author=session.author, at=now())))

    def resolve(self) -> None:
        """Settles the note that the hand is at, or opens it again."""
        current = self._desk.reviewed.current
        if current is not None and current.note is not None:
            self._desk.apply(edits.SetNote(current.note.id, resolved=not current.note.resolved))

    def is_resolved(self) -> bool:
        """Whether the note that the hand is at is settled."""
        current = self._desk.reviewed.current
        return current is not None and current.note is not None and current.note.resolved

    def delete(self) -> None:
        """Takes the note that the hand is at away."""
        current = self._desk.reviewed.current
        if current is not None and current.note is not None and self._desk.apply(edits.RemoveNote(current.note.id)):
            self._window.commands.review.go_on()
