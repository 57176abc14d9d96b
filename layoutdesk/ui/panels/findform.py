"""The form of find and change: what is looked for and how, where, in which format, and what it becomes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from layoutdesk.finding import PARTS, Wanted
from layoutdesk.ui import icons
from layoutdesk.ui.finding.reach import REACHES, Reach
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Choice, Words
from layoutdesk.ui.panels.findformat import FormatForm
from layoutdesk.ui.panels.findlines import FindLine
from layoutdesk.ui.panels.findtokens import TokenMenu
from layoutdesk.ui.theme import UNIT, Look
from layoutdesk.ui.writing.pieces import printable

#: The switches of how a text is compared, with the sign of each, which is the same in every language.
SWITCHES: Final = {
    "case": "Aa", "word": "ab|", "widths": "Ａ=A", "scripts": "國=国", "blanks": "␣", "marks": "，。", "expression": ".*",
}  # fmt: skip
#: Those that an expression says itself.
_PLAIN: Final = ("word", "widths", "scripts", "blanks", "marks")
_SIDE: Final = 2 * UNIT - 4


class FindForm(QWidget):
    """``asked``: another query; ``reach_chosen``: how far it goes, chosen anew; ``stepped``: to the next or the one before.

    ``change`` and ``change_all`` come by key, ``to_list`` and ``given_up`` too.
    """

    asked = Signal()
    reach_chosen = Signal()
    stepped = Signal(int)
    change = Signal()
    change_all = Signal()
    to_list = Signal()
    given_up = Signal()

    def __init__(self, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._language = look, language
        self.text, self.becomes = FindLine(), FindLine()
        self.opener, self.stored = (QToolButton(objectName="fold") for _ in range(2))
        self.formats_button = QToolButton(objectName="unfold")
        self.tokens_button = QToolButton(objectName="fold")
        self.tokens = TokenMenu(self.tokens_button, self.text, self.becomes, language, self)
        self.switches = {name: QToolButton(objectName="switch") for name in SWITCHES}
        self.reach, self.part = Choice(), Choice()
        self.formats = FormatForm(language)
        self.closed = QCheckBox()
        self.why = Words()
        self.is_changing = False
        self._lay_out()
        self._connect()
        self.open_change(False)
        self._open_formats(False)

    def _lay_out(self) -> None:
        lines = QGridLayout()
        lines.setSpacing(UNIT // 2)
        lines.addWidget(self.opener, 0, 0)
        lines.addWidget(self.text, 0, 1)
        lines.addWidget(self.stored, 0, 2)
        lines.addWidget(self.becomes, 1, 1, 1, 2)
        row = QHBoxLayout()
        row.setSpacing(2)
        for name, sign in SWITCHES.items():
            self.switches[name].setText(sign)
            self.switches[name].setCheckable(True)
            row.addWidget(self.switches[name])
        row.addSpacing(UNIT // 2)
        row.addWidget(self.tokens_button)
        row.addStretch()
        where = QHBoxLayout()
        where.setSpacing(UNIT)
        where.addWidget(self.reach, 1)
        where.addWidget(self.part, 1)
        self.formats_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE - 4, 0, _SIDE, UNIT)
        column.setSpacing(UNIT - 2)
        column.addLayout(lines)
        column.addWidget(self.why)
        column.addLayout(row)
        column.addLayout(where)
        for widget in (self.formats_button, self.formats, self.closed):
            column.addWidget(widget)
        # From what is looked for to what it becomes, as in every dialog of this kind.
        QWidget.setTabOrder(self.text, self.becomes)
        QWidget.setTabOrder(self.becomes, self.stored)
        self.closed.hide()
        self.tokens_button.hide()
        self.why.hide()
        self.switches["widths"].setChecked(True)

    def _connect(self) -> None:
        for line in (self.text, self.becomes):
            line.textChanged.connect(lambda _: self.asked.emit())
            line.given_up.connect(self.given_up)
            line.down.connect(self.to_list)
            line.all_wanted.connect(self.change_all)
            line.change_wanted.connect(lambda: self.begin(change=True))
        self.text.confirmed.connect(lambda back: self.stepped.emit(-1 if back else 1))
        self.becomes.confirmed.connect(lambda back: self.stepped.emit(-1) if back else self.change.emit())
        for button in self.switches.values():
            button.toggled.connect(self._switched)
        self.reach.activated.connect(lambda _: self.reach_chosen.emit())
        self.part.activated.connect(lambda _: self.asked.emit())
        self.formats.picked.connect(self._picked)
        self.closed.toggled.connect(lambda _: self.asked.emit())
        self.opener.clicked.connect(lambda: self.begin(change=not self.is_changing))
        self.formats_button.clicked.connect(lambda: self._open_formats(self.formats.isHidden()))
        self._look.changed.connect(self._tint)
        self._tint()

    def retranslate(self) -> None:
        """Shows everything in the language of the window."""
        text = self._language.text
        self.text.setPlaceholderText(text("ui.find.text"))
        self.text.setAccessibleName(text("ui.find.text"))
        self.becomes.setAccessibleName(text("ui.find.becomes"))
        self.becomes.setToolTip(text("ui.find.becomes_tip"))
        for name, button in self.switches.items():
            button.setToolTip(text(f"ui.find.{name}"))
            button.setAccessibleName(text(f"ui.find.{name}"))
        for choice, prefix, names in ((self.reach, "reach", REACHES), (self.part, "part", ("any", *PARTS))):
            at = max(choice.currentIndex(), 0)
            choice.clear()
            choice.addItems([text(f"ui.find.{prefix}_{name}") for name in names])
            choice.setCurrentIndex(at)
            choice.setAccessibleName(text(f"ui.find.{prefix}"))
        self.closed.setText(text("ui.find.closed_too"))
        for button, name in ((self.opener, "opener"), (self.stored, "stored"), (self.tokens_button, "tokens")):
            button.setToolTip(text(f"ui.find.{name}"))
            button.setAccessibleName(text(f"ui.find.{name}"))
        self.formats.retranslate()
        self._say()

    # What it says

    @property
    def wanted(self) -> Wanted:
        """The query as it stands in the form."""
        part = self.part.currentIndex()
        switched = {name: button.isChecked() for name, button in self.switches.items()}
        plain = Wanted(
            text=self.text.text(), becomes=printable(self.becomes.text().replace("\u2028", " ")) if self.is_changing else "",
            part=PARTS[part - 1] if part > 0 else "", **switched,
        )  # fmt: skip
        return self.formats.within(plain, changes=self.is_changing)

    @property
    def reaches(self) -> Reach:
        """How far it is to look."""
        return REACHES[max(self.reach.currentIndex(), 0)]

    def put(self, wanted: Wanted, *, changes: bool) -> None:
        """Shows a query, and asks it."""
        for line, said in ((self.text, wanted.text), (self.becomes, wanted.becomes)):
            line.blockSignals(True)
            line.show_text(said, anew=True)
            line.blockSignals(False)
        for name, button in self.switches.items():
            button.blockSignals(True)
            button.setChecked(getattr(wanted, name))
            button.blockSignals(False)
        self.part.setCurrentIndex(PARTS.index(wanted.part) + 1 if wanted.part in PARTS else 0)
        self.formats.put(wanted)
        self._open_formats(bool(wanted.style or wanted.looks or wanted.changes_looks))
        self.open_change(changes)
        self._switched()

    def take_text(self, text: str) -> None:
        """Looks for a text, as it stands."""
        self.switches["expression"].setChecked(False)
        self.text.show_text(text, anew=True)

    def begin(self, *, change: bool = False) -> None:
        """Gives the hand to a line, everything in it selected: to what hits become only from what is looked for.

        Who comes from the page types what he looks for next; it would be written over the copy.
        """
        by_opener = self.sender() is self.opener
        self.open_change(change or (self.is_changing and not by_opener))
        goes_on = change and bool(self.text.text()) and (by_opener or self.text.hasFocus())
        line: QLineEdit = self.becomes if goes_on else self.text
        line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        line.selectAll()

    def open_change(self, wanted: bool) -> None:
        """Shows what hits become, or only looks for them."""
        was, self.is_changing = self.is_changing, wanted
        self.becomes.setVisible(wanted)
        self.opener.setArrowType(Qt.ArrowType.DownArrow if wanted else Qt.ArrowType.RightArrow)
        self.formats.open_change(wanted)
        self._say()
        if was != wanted:
            self.asked.emit()

    def settle(self) -> None:
        """What was typed has been used."""
        self.text.settle()
        self.becomes.settle()

    def say(self, why: str) -> None:
        """Says why the query cannot be asked; nothing where it can."""
        self.why.setVisible(bool(why))
        self.why.say(why)

    def _switched(self) -> None:
        expression = self.switches["expression"].isChecked()
        self.tokens_button.setVisible(expression)
        for name in _PLAIN:
            self.switches[name].setEnabled(not expression)
        self._say()
        self.asked.emit()

    def _picked(self) -> None:
        self._say()
        self.asked.emit()

    def _open_formats(self, wanted: bool) -> None:
        self.formats.setVisible(wanted)
        self._say()

    def _say(self) -> None:
        """What the line for the new text takes it for, and the formats in one line."""
        text = self._language.text
        keeps = self.formats.within(Wanted(), changes=self.is_changing).changes_looks
        self.becomes.setPlaceholderText(text("ui.find.becomes_keeps" if keeps else "ui.find.becomes"))
        said = "" if not self.formats.isHidden() else self.formats.said(changes=self.is_changing)
        self.formats_button.setText(" ".join(part for part in (text("ui.find.format"), said) if part))
        self.formats_button.setArrowType(Qt.ArrowType.RightArrow if self.formats.isHidden() else Qt.ArrowType.DownArrow)

    def _tint(self) -> None:
        self.stored.setIcon(icons.icon("bookmark", self._look.theme))
        self.tokens_button.setIcon(icons.icon("plus", self._look.theme))
