"""The pane of tracked changes and notes (修订与批注): every one in the order of the pages, accepted, rejected, answered there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from layoutdesk.ui import icons
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Choice
from layoutdesk.ui.panels.reviewlist import ReviewList
from layoutdesk.ui.panels.reviewnote import NoteForm
from layoutdesk.ui.panels.reviewrows import SHOWN, chosen
from layoutdesk.ui.panels.sidepane import SIDE, SidePane
from layoutdesk.ui.theme import UNIT, Look


class ReviewPane(SidePane):
    """The pane beside the page. ``gone_to`` has the key of what is to be shown, ``settled`` keys and whether they are accepted."""

    gone_to = Signal(str)
    settled = Signal(list, bool)

    def __init__(self, desk: Desk, look: Look, language: Language) -> None:
        self.back, self.on = QToolButton(), QToolButton()
        super().__init__("review", desk, look, language)
        self.shown, self.list, self.note = Choice(), ReviewList(look), NoteForm(language)
        self.reject, self.accept = QPushButton(), QPushButton(objectName="primary")
        self.delete, self.resolve = QPushButton(), QPushButton()
        self.body.addWidget(self._form())
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.note)
        self.body.addWidget(self._foot())
        self._connect()
        self.retranslate()

    def _form(self) -> QWidget:
        form = QWidget()
        row = QHBoxLayout(form)
        row.setContentsMargins(SIDE, 0, SIDE, UNIT)
        row.addWidget(self.shown, 1)
        return form

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(SIDE, UNIT // 2, SIDE, UNIT)
        row.setSpacing(UNIT // 2)
        for button in (self.back, self.on, self.more):
            row.addWidget(button)
        row.addStretch()
        for button in (self.delete, self.resolve, self.reject, self.accept):
            row.addWidget(button)
        # Two of them at a time: before it is seen for the first time the pane would ask for the room of four.
        for button in (self.delete, self.resolve):
            button.hide()
        return foot

    def _connect(self) -> None:
        self.shown.activated.connect(self.refresh)
        self.list.walked.connect(self.gone_to)
        self.list.chosen.connect(self.gone_to)
        self.list.left.connect(self.left)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(
            lambda at: self.menu_wanted.emit(self.list.viewport().mapToGlobal(at))
        )
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show_buttons())
        self.note.drafted.connect(self._later)
        self.back.clicked.connect(lambda: self.wanted.emit("review-previous"))
        self.on.clicked.connect(lambda: self.wanted.emit("review-next"))
        self.accept.clicked.connect(lambda: self.settled.emit(self.list.chosen_keys(), True))
        self.reject.clicked.connect(lambda: self.settled.emit(self.list.chosen_keys(), False))
        self.delete.clicked.connect(lambda: self.wanted.emit("note-delete"))
        self.resolve.clicked.connect(lambda: self.wanted.emit("note-resolve"))
        self._desk.reviewed.gone_to.connect(self._mark)

    def retranslate(self) -> None:
        super().retranslate()
        text = self.language.text
        at = max(self.shown.currentIndex(), 0)
        self.shown.clear()
        self.shown.addItems([text(f"ui.review.{each}") for each in SHOWN])
        self.shown.setCurrentIndex(at)
        self.shown.setAccessibleName(text("ui.review.shown"))
        self.list.setAccessibleName(self.title.text())
        for button, name in ((self.back, "previous"), (self.on, "next")):
            button.setToolTip(text(f"ui.review.{name}"))
            button.setAccessibleName(text(f"ui.review.{name}"))
        self.accept.setText(text("ui.review.accept"))
        self.reject.setText(text("ui.review.reject"))
        self.delete.setText(text("ui.review.delete"))
        self.note.retranslate()
        self.refresh()

    def come_or_go(self, *, comes: bool) -> None:
        if comes:
            self.refresh()

    @property
    def home(self) -> QWidget | None:
        return self.list

    def begin(self) -> None:
        """Gives the list the keys, and marks in it what is near the hand, which stays where it is."""
        reviewed = self._desk.reviewed
        if (near := reviewed.near()) is not None:
            reviewed.go(near.key)
        self.refresh()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.begin()

    def show_open(self) -> None:
        """Lists what is not settled, and gives the list the keys."""
        self.shown.setCurrentIndex(SHOWN.index("open"))
        self.begin()

    def _follow(self) -> None:
        self._later()

    def refresh(self) -> None:
        """Shows what there is as it is now."""
        if self.isHidden():
            return
        reviewed = self._desk.reviewed
        found = chosen(reviewed.entries, SHOWN[max(self.shown.currentIndex(), 0)])
        if self._desk.is_open:
            self.list.show_entries(found, self._desk.document, self.language, reviewed.key, self.note.drafts)
        else:
            self.list.show_rows([])
        self.figure.setText(str(len(found)) if found else "")
        for button in (self.back, self.on):
            button.setEnabled(bool(reviewed.entries))
        self._show_buttons()

    def _mark(self, key: str) -> None:
        if not self.isHidden():
            self.list.mark(key)
            self._show_buttons()

    def _show_buttons(self) -> None:
        """What may be done with what is chosen: changes are accepted or rejected, a note is settled or deleted."""
        session, keys = self._desk.session, self.list.chosen_keys()
        writes = session is not None and not session.read_only
        found = [each for key in keys if (each := self._desk.reviewed.find(key)) is not None]
        notes = [each.note for each in found if each.note is not None]
        note = notes[0] if len(found) == len(notes) == 1 else None
        self.note.show_note(note, writes=writes)
        for button in (self.delete, self.resolve):
            button.setVisible(writes and note is not None)
        self.resolve.setText(self.language.text("ui.review.reopen" if note and note.resolved else "ui.review.resolve"))
        for button in (self.accept, self.reject):
            button.setVisible(writes and note is None)
            button.setEnabled(any(each.change is not None for each in found))

    def _tint(self) -> None:
        super()._tint()
        for button, name in ((self.back, "up"), (self.on, "down")):
            button.setIcon(icons.icon(name, self._look.theme))
