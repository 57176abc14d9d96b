"""The history panel: every change by its name; a click goes back to the issue as it was after it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QWidget

from layoutdesk.base.phrase import Phrase
from layoutdesk.ui import icons
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.panel import Panel
from layoutdesk.ui.panels.rows import Row, RowList
from layoutdesk.ui.theme import Look


class HistoryPanel(Panel):
    """What was done in this session, the latest on top; what was taken back stands faded above it. Earlier days are versions."""

    versions_wanted = Signal()

    def __init__(self, desk: Desk, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__("ui.panel.history", language, parent)
        self._desk, self._look = desk, look
        self.versions_button = QToolButton(objectName="fold")
        self.versions_button.clicked.connect(self.versions_wanted)
        self.head.addWidget(self.versions_button)
        look.changed.connect(self._tint)
        self._tint()
        self.list = RowList(look)
        self.body.addWidget(self.list)
        self.list.chosen.connect(self._go)
        desk.opened.connect(self.refresh)
        desk.stirring.tell(self.refresh)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self.list.setAccessibleName(self.title.text())
        self.versions_button.setAccessibleName(self.language.text("ui.action.versions"))
        self.versions_button.setToolTip(self.language.text("ui.action.versions"))
        self.refresh()

    def _tint(self) -> None:
        self.versions_button.setIcon(icons.icon("bookmark", self._look.theme))

    def room(self) -> int:
        return self.list.room()

    def refresh(self) -> None:
        """Shows the steps as they stand."""
        if not self._desk.is_open:
            self.list.show_rows([])
            self.figure.clear()
            return
        done, undone = self._desk.done_labels, self._desk.undone_labels
        text = self.language.text
        begun = "ui.panel.earlier_steps" if self._desk.has_forgotten_steps else "ui.history.opened"
        rows = [Row("step 0", text(begun, count=len(done) + len(undone)), icon="open")]
        rows += [self._row(n, label, "undo") for n, label in enumerate(done, 1)]
        rows += [self._row(n, label, "redo") for n, label in enumerate(undone, len(done) + 1)]
        self.list.show_rows(rows[::-1], f"step {len(done)}")
        self.figure.setText(str(len(done)) if done else "")

    def _row(self, number: int, label: Phrase, icon: str) -> Row:
        """A step. Where it has no room its story's name, or the words that it is about, give way, not what was done."""
        text, what = self.language.text, label.args.get("what") or label.args.get("text", "")
        name = text(what.code, **what.args) if isinstance(what, Phrase) else what
        said = text(label.code, **label.args)
        return Row(f"step {number}", said, icon=icon, faded=icon == "redo", keeps_end=True, gives=name)

    def _go(self, key: str) -> None:
        self._desk.go_to_step(int(key.removeprefix("step ")))
