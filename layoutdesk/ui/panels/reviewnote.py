"""A note as it is written and answered (批注): its words, what was answered, a line for the next answer."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from layoutdesk.model import Note
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Line, Words
from layoutdesk.ui.panels.reviewrows import when
from layoutdesk.ui.textsize import keep_size, px
from layoutdesk.ui.theme import UNIT

#: How high the words of a note are shown, and at least, in logical pixels at 100 %.
_HIGH, _LEAST = 84, 40
#: How far they keep from its upper and lower edge together, beside their own margin.
_INSIDE: Final = 4
#: After so long without a key a note that is being written is kept.
_REST_MS: Final = 1000
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NoteText(QPlainTextEdit):
    """The words of a note.

    ``sent``: Esc, or Enter with Ctrl; ``done``: the keys go elsewhere; ``rested``: no key has come for a while.
    """

    sent = Signal()
    done = Signal()
    rested = Signal()

    def __init__(self) -> None:
        super().__init__(objectName="note")
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.rested)
        self.textChanged.connect(self.updateGeometry)
        self.textChanged.connect(self._typed)

    def _typed(self) -> None:
        if self.hasFocus():
            self._rest.start()

    def sizeHint(self) -> QSize:
        """As high as its words, within bounds: what it does not need the list has."""
        lines = max(1, round(self.document().size().height()))
        around = round(2 * self.document().documentMargin()) + 2 * self.frameWidth() + px(_INSIDE)
        high = lines * self.fontMetrics().lineSpacing() + around
        return QSize(super().sizeHint().width(), min(max(high, px(_LEAST)), px(_HIGH)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by_enter = event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if by_enter or event.key() == Qt.Key.Key_Escape:
            self.sent.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.done.emit()


class NoteForm(QWidget):
    """The note in the hand. ``written`` gives it with its words, ``answered`` its id and the answer.

    ``left``: it is sent, and the hand goes back to where it was. ``drafted``: other notes have answers half typed.
    ``rested``: what was typed is one change, what comes is another.
    """

    written = Signal(object)
    answered = Signal(str, str)
    left = Signal()
    drafted = Signal()
    rested = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._note: Note | None = None
        self._draft: Note | None = None
        #: Whether the note is new in the hand.
        self._is_new = False
        #: What a new note is on.
        self._on = ""
        #: Answers half typed, by note.
        self._answers: dict[str, str] = {}
        self.heading = QLabel(objectName="dim")
        self.text, self.thread, self.reply = NoteText(), Words(), Line()
        self.text.setTabChangesFocus(True)
        keep_size(self.text, least_height=_LEAST)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT - 4, UNIT // 2, 2 * UNIT - 4, 0)
        column.setSpacing(UNIT // 2)
        for widget in (self.heading, self.text, self.thread, self.reply):
            column.addWidget(widget)
        self.text.sent.connect(self._send)
        self.text.done.connect(self._leave)
        self.text.rested.connect(self._rest)
        self.reply.returnPressed.connect(self._answer)
        self.hide()

    def retranslate(self) -> None:
        """Shows its words in the language of the window."""
        text = self._language.text
        self.text.setPlaceholderText(text("ui.review.note_hint"))
        self.text.setAccessibleName(text("ui.review.note_text"))
        self.reply.setPlaceholderText(text("ui.review.reply"))
        self.reply.setAccessibleName(text("ui.review.reply"))
        self._show_words()

    @property
    def note(self) -> Note | None:
        """The note that it shows: one of the issue, or one that is being written."""
        return self._draft or self._note

    def begin(self, draft: Note, on: str) -> None:
        """Has the hand write a new note, ``on`` what, in words."""
        self._put_by()
        self._on = on
        self._draft = draft
        self._show()
        self._is_new = True
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_note(self, note: Note | None, *, writes: bool) -> None:
        """Shows a note of the issue, or none; what is half written stays."""
        self.text.setReadOnly(not writes)
        self.reply.setEnabled(writes)
        if note == self._note or ((self._draft is not None or self._is_new) and note is None):
            return
        anew = note is None or self._note is None or note.id != self._note.id
        if anew:
            self._put_by()
        self._note, self._draft = note, None
        if anew or not self.text.hasFocus():
            self._show()
        else:
            self._show_words()

    @property
    def drafts(self) -> frozenset[str]:
        """The notes that are not shown and have answers half typed."""
        return frozenset(self._answers)

    def _put_by(self) -> None:
        """Keeps the answer that is half typed until its note is shown again."""
        if self._note is not None and self._draft is None and self.reply.text().strip():
            self._answers[self._note.id] = self.reply.text()
            self.drafted.emit()

    def _show(self) -> None:
        note = self.note
        self.setVisible(note is not None)
        self._is_new = False
        self.text.setPlainText(note.text if note is not None else "")
        answer = self._answers.pop(note.id, "") if note is not None else ""
        self.reply.show_text(answer, anew=True)
        if answer:
            self.drafted.emit()
        self._show_words()

    def _show_words(self) -> None:
        note = self.note
        if note is None:
            return
        is_new = note is self._draft
        said = " · ".join(part for part in (note.author, when(note.at)) if part)
        new = " · ".join(filter(None, (self._language.text("ui.review.new_note"), self._on)))
        self.heading.setText(new if is_new else said)
        lines = (f"{each.author}　{when(each.at)}\n{each.text}" for each in note.replies)
        self.thread.say("\n".join(lines))
        self.thread.setVisible(bool(note.replies))
        self.reply.setVisible(not is_new)

    def keep_words(self) -> None:
        """Writes what has been typed, as the hand rests, the keys go elsewhere or the issue is about to change."""
        note, words = self.note, self.text.toPlainText().strip()
        if note is None or words == note.text:
            return
        self._draft = None
        self._note = replace(note, text=words)
        self.written.emit(self._note)

    def keep_all(self) -> None:
        """Writes answers that are half typed, too: the issue is closed."""
        self.keep_words()
        self._put_by()
        self.reply.show_text("", anew=True)
        answers, self._answers = self._answers, {}
        for note, answer in answers.items():
            self.answered.emit(note, answer)

    def _rest(self) -> None:
        """What is half written is in the file too; a note goes by leaving it empty, not by a pause between two words."""
        if self.text.toPlainText().strip():
            self.keep_words()

    def _leave(self) -> None:
        """The keys go elsewhere: what is typed from now on is another change of the note."""
        self.keep_words()
        self._is_new = False
        self.rested.emit()

    def _send(self) -> None:
        """The hand is done with the note; one without a word is none."""
        self._leave()
        self._drop_draft()
        self.left.emit()

    def _drop_draft(self) -> None:
        if self._draft is not None:
            self._draft = None
            self._show()

    def finish(self) -> bool:
        """Is done with the note in the hand, as the hand goes to something else; whether it had the keys."""
        had = self.text.hasFocus() or self.reply.hasFocus()
        self._leave()
        self._drop_draft()
        return had

    def _answer(self) -> None:
        if self._note is not None and self.reply.text().strip():
            self.answered.emit(self._note.id, self.reply.text())
            self.reply.show_text("", anew=True)
