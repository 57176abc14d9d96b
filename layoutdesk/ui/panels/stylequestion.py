"""What stands in for a style that is taken away: asked where the style stands, not in a window of its own."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Choice, Words
from layoutdesk.ui.styles.catalogue import Entry
from layoutdesk.ui.styling import style_name
from layoutdesk.ui.theme import UNIT


class Replacement(QWidget):
    """``answered``: the style goes, and this one (of looks maybe none) stands in for it."""

    answered = Signal(str, str)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._style = ""
        self._names: tuple[str, ...] = ()
        self.words, self.choice, self.remove, self.keep = Words(), Choice(), QPushButton(), QPushButton()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT - 4, 0, 2 * UNIT - 4, UNIT // 2)
        column.setSpacing(UNIT // 2)
        column.addWidget(self.words)
        column.addWidget(self.choice)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.keep)
        row.addWidget(self.remove)
        column.addLayout(row)
        self.hide()
        self.keep.clicked.connect(self.hide)
        self.remove.clicked.connect(self._answer)

    def retranslate(self) -> None:
        """Shows its words in the language of the window; the question is asked anew where it is wanted."""
        self.hide()
        self.choice.setAccessibleName(self._language.text("ui.styles.replacement"))
        self.remove.setText(self._language.text("ui.styles.remove"))
        self.keep.setText(self._language.text("ui.styles.keep"))

    def ask(self, entry: Entry, entries: Iterable[Entry]) -> None:
        """Asks what stands in for a style: one of the body for one of paragraphs, another look or none for a look."""
        groups = ("look",) if entry.is_look else ("text", "own")
        fitting = tuple(each.name for each in entries if each.group in groups and each.name != entry.name)
        self._style, self._names = entry.name, (*("",) * entry.is_look, *fitting)
        self.words.say(self._language.text("ui.styles.replaced_by", style=entry.name))
        self.choice.clear()
        nothing = self._language.text("ui.styles.nothing")
        self.choice.addItems([style_name(self._language, name) if name else nothing for name in self._names])
        self.choice.setCurrentIndex(0)
        self.show()
        self.choice.setFocus()

    def _answer(self) -> None:
        self.hide()
        self.answered.emit(self._style, self._names[self.choice.currentIndex()])
