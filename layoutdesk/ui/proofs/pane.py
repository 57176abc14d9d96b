"""A proof in place of the page (看大样): the finished PDF, turned and zoomed, and the ways out of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QShowEvent, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from layoutdesk.ui import icons
from layoutdesk.ui.language import Language
from layoutdesk.ui.proofs.reader import ProofReader
from layoutdesk.ui.proofs.sheet import ProofSheet
from layoutdesk.ui.theme import UNIT, Look


class ProofPane(QFrame):
    """``left``: the hand goes back to the page; ``wanted``: ``other`` file, the ``system``'s program, the ``folder``."""

    left = Signal()
    wanted = Signal(str)

    def __init__(self, look: Look, language: Language) -> None:
        super().__init__(objectName="panel")
        self._look, self.language = look, language
        self.file: Path | None = None
        self._fault = ""
        self._reader = ProofReader(self)
        self.sheet = ProofSheet(self._reader)
        self.said = QLabel(objectName="dim", alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.title = QLabel(objectName="title")
        self.choice = QComboBox(sizeAdjustPolicy=QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.back_button, self.before_button, self.next_button = QToolButton(), QToolButton(), QToolButton()
        self.back_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.ways = {way: QPushButton() for way in ("other", "system", "folder")}
        self._arrange()
        self._reader.opened.connect(self._show)
        self._reader.failed.connect(self._fail)
        self.sheet.turned.connect(self._turned)
        self.choice.activated.connect(self._turn)
        self.back_button.clicked.connect(self.left)
        self.before_button.clicked.connect(lambda: self._turn(self.sheet.sheet - 1))
        self.next_button.clicked.connect(lambda: self._turn(self.sheet.sheet + 1))
        for way, button in self.ways.items():
            button.clicked.connect(lambda _=False, way=way: self.wanted.emit(way))
        language.changed.connect(self.retranslate)
        look.changed.connect(self._tint)
        self._tint()
        self.retranslate()

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(UNIT, UNIT // 2, UNIT, UNIT // 2)
        bar.setSpacing(UNIT)
        bar.addWidget(self.back_button)
        bar.addWidget(self.title)
        bar.addStretch(1)
        for widget in (self.before_button, self.choice, self.next_button):
            bar.addWidget(widget)
        bar.addStretch(1)
        for button in self.ways.values():
            bar.addWidget(button)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.sheet)
        self.stack.addWidget(self.said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.stack, 1)

    def open(self, file: Path) -> None:
        """Shows a file; one that has been written anew where the hand was in it."""
        if file != self.file:
            self.sheet.forget()
        self.file, self._fault = file, ""
        self.title.setText(file.name)
        self.title.setToolTip(str(file))
        self._say()
        self._reader.open(file)

    def close_file(self) -> None:
        """Lets go of the file."""
        self.file = None
        self._reader.close()
        self.sheet.forget()

    def stations(self) -> tuple[QWidget, ...]:
        """What F6 comes to."""
        return (self.sheet, self.back_button)

    def _show(self, sizes: tuple[tuple[float, float], ...]) -> None:
        self.choice.clear()
        self.choice.addItems([f"{at} / {len(sizes)}" for at in range(1, len(sizes) + 1)])
        self.stack.setCurrentWidget(self.sheet)
        self.sheet.show_file(sizes)
        self.sheet.setFocus()

    def _fail(self, code: str) -> None:
        self._fault = code
        self.choice.clear()
        self._turned(0)
        self._say()

    def _say(self) -> None:
        """One sentence in place of the sheet: what is under way, or what is wrong."""
        name = self.file.name if self.file is not None else ""
        self.said.setText(self.language.text(f"ui.{self._fault or 'proof.opening'}", file=name))
        self.stack.setCurrentWidget(self.said)

    def _turn(self, sheet: int) -> None:
        self.sheet.turn_to(sheet)
        self.sheet.setFocus()

    def _turned(self, sheet: int) -> None:
        self.choice.setCurrentIndex(sheet)
        self.before_button.setEnabled(sheet > 0)
        self.next_button.setEnabled(sheet + 1 < self.choice.count())
        self.choice.setEnabled(self.choice.count() > 1)

    def retranslate(self) -> None:
        """Shows everything in the language of the window."""
        text = self.language.text
        self.back_button.setText(text("ui.versions.back"))
        for way, button in self.ways.items():
            button.setText(text(f"ui.proof.{way}"))
        named = {
            self.before_button: "previous", self.next_button: "next", self.choice: "sheet", self.sheet: "name",
        }  # fmt: skip
        for widget, name in named.items():
            widget.setAccessibleName(text(f"ui.proof.{name}"))
        for button in (self.before_button, self.next_button):
            button.setToolTip(button.accessibleName())
        self.back_button.setAccessibleName(self.back_button.text())
        if self.stack.currentWidget() is self.said:
            self._say()

    def _tint(self) -> None:
        for button, name in ((self.before_button, "up"), (self.next_button, "down"), (self.back_button, "previous")):
            button.setIcon(icons.icon(name, self._look.theme))
        self.sheet.set_board(self._look.theme.pasteboard)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.sheet.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the page."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
