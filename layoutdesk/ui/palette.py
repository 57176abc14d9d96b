"""The palette: every action by a few letters of its Chinese text, its pinyin initials or its English text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QVBoxLayout, QWidget

from layoutdesk import words
from layoutdesk.ui.actions import ACTIONS, Action
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.rows import Row, RowList
from layoutdesk.ui.theme import UNIT, Look


def matching(wanted: str) -> list[Action]:
    """The actions that a few letters find, those that begin with them first."""
    wanted = wanted.strip().lower()
    ranked = []
    for number, action in enumerate(ACTIONS):
        names = [words.text(f"ui.action.{action.name}", language).lower() for language in words.LANGUAGES]
        names.append(action.initials)
        places = [name.find(wanted) for name in names if wanted in name]
        if places:
            ranked.append((min(places) > 0, number, action))
    return [action for *_, action in sorted(ranked, key=lambda item: item[:2])]


class Palette(QDialog):
    """A field and the actions that fit it; Enter does the one that is marked."""

    wanted = Signal(str)

    def __init__(self, desk: Desk, look: Look, language: Language, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._desk = desk
        self._language = language
        self.field = QLineEdit()
        self.field.setPlaceholderText(language.text("ui.palette.hint"))
        self.field.setAccessibleName(language.text("ui.action.palette"))
        self.list = RowList(look)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(language.text("ui.action.palette"))
        frame = QFrame(objectName="palette")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(UNIT, UNIT, UNIT, UNIT)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.resize(440, 380)
        self.field.textChanged.connect(self._show)
        self.field.installEventFilter(self)
        self.list.chosen.connect(self._take)
        self._show("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self._step(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                row = self.list.currentIndex().row()
                if row >= 0:
                    self._take(self.list.rows.rows[row].key)
                return True
        return super().eventFilter(watched, event)

    def _step(self, step: int) -> None:
        rows = self.list.rows.rows
        if rows:
            self.list.mark(rows[(self.list.currentIndex().row() + step) % len(rows)].key)

    def _show(self, wanted: str) -> None:
        found = sorted(matching(wanted), key=lambda action: not action.when(self._desk))
        self.list.show_rows([self._row(action) for action in found], found[0].name if found else "")

    def _row(self, action: Action) -> Row:
        """An action with its key and its name in the other language; what is not possible now is faded and says when it is."""
        text, keys = self._language.text, " / ".join(action.keys[:1])
        name = text(f"ui.action.{action.name}")
        if action.when(self._desk):
            other = words.text(f"ui.action.{action.name}", "en" if self._language.current == "zh" else "zh")
            return Row(action.name, name, keys, other, action.icon or "blank")
        why = "is_open" if not self._desk.is_open else action.when.__name__
        return Row(action.name, name, keys, text(f"ui.when.{why}"), action.icon or "blank", faded=True)

    def _take(self, name: str) -> None:
        """Does an action that is possible; with another the list stays, which says why it is not."""
        if not next(action for action in ACTIONS if action.name == name).when(self._desk):
            return
        self.close()
        self.wanted.emit(name)
