"""The keys of one action, to take away or to set: caps to click, a field for a new one, and what stands against it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from layoutdesk.ui.language import Language
from layoutdesk.ui.shortcuts.chords import KEPT_BY_DESKTOPS, grip, is_of_the_hand, shown
from layoutdesk.ui.shortcuts.keyfield import KeyField
from layoutdesk.ui.shortcuts.keyring import MOST_KEYS, Keyring
from layoutdesk.ui.textsize import keep_size
from layoutdesk.ui.theme import UNIT

#: In copy and in fields these do what they do everywhere, whatever the set says.
_OF_THE_COPY: Final = {"cut": "Ctrl+X", "copy": "Ctrl+C", "paste": "Ctrl+V", "select-all": "Ctrl+A"}


class KeyBox(QFrame):
    """Shows and changes the keys of an action; ``left``: the hand goes back to the list, ``shown`` gives an action to look at."""

    left = Signal()

    def __init__(self, keyring: Keyring, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent, objectName="keybox")
        self._keyring, self._language = keyring, language
        self._action = ""
        #: A key that waits for the word that another action loses it.
        self._asked = ""
        self.title, self.said = QLabel(objectName="action"), QLabel(objectName="dim", wordWrap=True)
        self.field = KeyField()
        self.back, self.yes, self.no = QPushButton(), QPushButton(objectName="primary"), QPushButton()
        self._chips = QHBoxLayout()
        self._lay_out()
        self.field.pressed.connect(self._press)
        self.field.left.connect(self.left)
        self.back.clicked.connect(lambda: self._keyring.reset(self._action))
        self.yes.clicked.connect(self._take_over)
        self.no.clicked.connect(self._give_up)

    def _lay_out(self) -> None:
        text = self._language.text
        self.field.setPlaceholderText(text("ui.keys.press"))
        self.field.setAccessibleName(text("ui.keys.press"))
        keep_size(self.field, width=168)
        self.back.setText(text("ui.keys.back"))
        self.no.setText(text("ui.keys.leave_it"))
        head, keys, answer = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for widget in (self.title, self.back):
            head.addWidget(widget)
        head.insertStretch(1)
        self._chips.setSpacing(UNIT)
        keys.addLayout(self._chips)
        keys.addWidget(self.field)
        keys.addStretch()
        answer.addWidget(self.said, 1)
        answer.addWidget(self.yes)
        answer.addWidget(self.no)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT - 4, UNIT + 2, 2 * UNIT - 4, UNIT + 2)
        column.setSpacing(UNIT)
        for row in (head, keys, answer):
            column.addLayout(row)
        # What is said and asked comes and goes; the list keeps its place.
        for button in (self.back, self.yes, self.no):
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
        self.said.setMinimumHeight(2 * self.said.fontMetrics().lineSpacing())
        self.said.setAlignment(Qt.AlignmentFlag.AlignVCenter)

    def show_action(self, action: str) -> None:
        """Shows the keys of an action; another than before is shown without what was said."""
        if action != self._action:
            self._say("")
        self._action, self._asked = action, ""
        text = self._language.text
        self.setEnabled(bool(action))
        self.title.setText(self._name(action) if action else "")
        while (item := self._chips.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for key in self._keyring.keys(action):
            self._chips.addWidget(self._chip(key))
        self.back.setVisible(self._keyring.is_changed(action))
        usual = "、".join(map(shown, self._keyring.usual(action))) or text("ui.keys.no_key")
        self.back.setToolTip(text("ui.keys.usual", keys=usual))
        self.field.setEnabled(len(self._keyring.keys(action)) < MOST_KEYS)
        self._ask("")

    def _chip(self, key: str) -> QToolButton:
        chip = QToolButton(objectName="chip")
        chip.setText(f"{shown(key)}  ×")
        chip.setToolTip(self._language.text("ui.keys.take_away", key=shown(key)))
        chip.setAccessibleName(chip.toolTip())
        chip.clicked.connect(lambda: self._keyring.take(self._action, key))
        return chip

    def _name(self, action: str) -> str:
        return self._language.text(f"ui.action.{action}").rstrip("…")

    # A new key

    def _press(self, key: str) -> None:
        """Gives the action a key, or says what stands against it."""
        self._ask("")
        holder, name = self._keyring.holder(key), self._name(self._action)
        owner = next((action for action, each in _OF_THE_COPY.items() if grip(each) == grip(key)), self._action)
        if is_of_the_hand(key):
            self._say("ui.keys.of_the_hand", key=shown(key))
        elif owner != self._action:
            self._say("ui.keys.of_the_copy", key=shown(key))
        elif holder == self._action:
            self._say("ui.keys.has_it", key=shown(key), action=name)
        elif holder:
            self._say("ui.keys.taken", key=shown(key), action=self._name(holder))
            self.yes.setText(self._language.text("ui.keys.take_over", action=name))
            self._ask(key)
        else:
            self._give(key)

    def _give(self, key: str) -> None:
        self._keyring.give(self._action, key)
        kept = grip(key) in map(grip, KEPT_BY_DESKTOPS)
        self._say("ui.keys.kept" if kept else "ui.keys.given", key=shown(key), action=self._name(self._action))

    def _ask(self, key: str) -> None:
        self._asked = key
        self.yes.setVisible(bool(key))
        self.no.setVisible(bool(key))
        if key:
            self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_over(self) -> None:
        key, loser = self._asked, self._keyring.holder(self._asked)
        self._keyring.give(self._action, key)
        left = "、".join(map(shown, self._keyring.keys(loser))) or self._language.text("ui.keys.no_key")
        self._say("ui.keys.taken_over", key=shown(key), action=self._name(loser), left=left)
        self.field.setFocus()

    def _give_up(self) -> None:
        self._ask("")
        self._say("")
        self.field.setFocus()

    def _say(self, code: str, **args: str) -> None:
        self.said.setText(self._language.text(code or "ui.keys.how", **args))
