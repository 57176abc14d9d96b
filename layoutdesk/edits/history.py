"""Undo: a list of earlier snapshots. Taking back gives the same object that was there before.

Typing merges into runs, and so does what is changed of one text style in one go, and what is written of one note.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, NamedTuple

from msgspec.structs import replace

from layoutdesk.base.phrase import Phrase
from layoutdesk.base.problem import Refusal
from layoutdesk.edits.kinds import AddCaption, AddHeadlinePart, AddNote, Edit, ReplaceText, SetNote, SetStyle
from layoutdesk.edits.labels import label
from layoutdesk.model import Document

#: A pause in typing, in seconds, after which a new run begins.
PAUSE: Final = 1.0
#: Marks that close a sentence, and with it a run of typing.
_CLOSING: Final = ("。", "！", "？", "…", "!", "?", "\n")


class Step(NamedTuple):
    """One thing done: the snapshot before, the edit, the snapshot after, and what the history says of it."""

    before: Document
    edit: Edit
    after: Document
    label: Phrase


class History:
    """The steps of a session. ``clock`` gives seconds; ``limit`` is how many steps are kept."""

    def __init__(self, document: Document, *, clock: Callable[[], float] = time.monotonic, limit: int = 1000) -> None:
        self._document = document
        self._clock = clock
        self._limit = limit
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._typed_at: float | None = None
        #: Whether steps have gone since: what stands before the first one that is kept is not the document of the beginning.
        self.has_forgotten = False

    @property
    def document(self) -> Document:
        """The snapshot as it stands."""
        return self._document

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    @property
    def labels(self) -> list[Phrase]:
        """What was done, oldest first."""
        return [step.label for step in self._done]

    @property
    def undone_labels(self) -> list[Phrase]:
        """What was taken back and can be done again, next first."""
        return [step.label for step in reversed(self._undone)]

    def push(self, document: Document, edit: Edit) -> None:
        """Records that ``edit`` made ``document``; one that changed nothing is no step."""
        if document is self._document:
            return
        now = self._clock()
        run = self._run(edit, now)
        if run is None:
            self._done.append(_step(self._document, edit, document))
            self.has_forgotten |= len(self._done) > self._limit
            del self._done[: -self._limit]
        else:
            self._done[-1] = _step(self._done[-1].before, run, document)
        self._undone.clear()
        self._document = document
        self._typed_at = now if _goes_on(edit) else None

    def _run(self, edit: Edit, now: float) -> Edit | None:
        """The run of typing, or of changes of a style, that ``edit`` continues; nothing where it begins a step of its own."""
        if self._typed_at is None or not self._done or self._undone:
            return None
        last = self._done[-1].edit
        if isinstance(edit, SetNote):
            # Written whenever the hand rests: a pause ends no note.
            return _noted_on(last, edit)
        if now - self._typed_at > PAUSE:
            return None
        if isinstance(edit, SetStyle) and isinstance(last, SetStyle):
            return edit if edit.name == last.name and edit.style and last.style else None
        if not isinstance(edit, ReplaceText):
            return None
        if isinstance(last, AddHeadlinePart | AddCaption):
            return _written_on(last, edit)
        return merged(last, edit) if isinstance(last, ReplaceText) else None

    def settle(self) -> None:
        """Ends a run of typing: the caret went elsewhere, or the focus."""
        self._typed_at = None

    def undo(self) -> Step:
        """Takes the last step back; the document is then the very object from before it."""
        if not self._done:
            raise Refusal("edits.nothing-to-undo")
        step = self._done.pop()
        self._undone.append(step)
        self._document = step.before
        self.settle()
        return step

    def redo(self) -> Step:
        """Does again what was taken back last."""
        if not self._undone:
            raise Refusal("edits.nothing-to-redo")
        step = self._undone.pop()
        self._done.append(step)
        self._document = step.after
        self.settle()
        return step


def _step(before: Document, edit: Edit, after: Document) -> Step:
    return Step(before, edit, after, label(edit, before, after))


def _goes_on(edit: Edit) -> bool:
    """Whether the next key may go on with an edit: typing, a part that its first character has made, a style that is tried out."""
    if isinstance(edit, SetStyle):
        return edit.style is not None
    if isinstance(edit, AddHeadlinePart | AddCaption):
        return bool(edit.paragraph.text)
    if isinstance(edit, AddNote | SetNote):
        return not isinstance(edit, SetNote) or edit.text is not None
    return isinstance(edit, ReplaceText) and not edit.text.endswith(_CLOSING)


def _noted_on(last: Edit, new: SetNote) -> Edit | None:
    """A note with the words that it has come to have; nothing for another note, or where more than its words is changed."""
    if new.text is None or new.resolved is not None:
        return None
    if isinstance(last, AddNote) and last.note.id == new.note:
        return replace(last, note=replace(last.note, text=new.text))
    return new if isinstance(last, SetNote) and last.note == new.note and last.resolved is None else None


def _written_on(last: AddHeadlinePart | AddCaption, new: ReplaceText) -> Edit | None:
    """A part of a headline or caption with what was typed on at its end; nothing where that is elsewhere."""
    part = last.paragraph
    if (
        (last.story, part.id) != (new.story, new.paragraph)
        or not new.text
        or not new.start == new.end == len(part.text)
    ):
        return None
    return replace(last, paragraph=replace(part, text=part.text + new.text, phrases=new.phrases))


def merged(last: ReplaceText, new: ReplaceText) -> ReplaceText | None:
    """Two changes of text in one, where the second continues the first: typing on, or deleting on to either side.

    The places to break are those of the text as it stands afterwards.
    """
    if (last.story, last.paragraph) != (new.story, new.paragraph):
        return None
    if new.start == new.end == last.start + len(last.text) and last.text and new.text:
        return ReplaceText(last.story, last.paragraph, last.start, last.end, last.text + new.text, new.phrases)
    if not last.text and not new.text:
        if new.end == last.start:
            return ReplaceText(last.story, last.paragraph, new.start, last.end, "", new.phrases)
        if new.start == last.start:
            return ReplaceText(last.story, last.paragraph, last.start, last.end + new.end - new.start, "", new.phrases)
    return None
