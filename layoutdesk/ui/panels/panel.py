"""The frame of a panel: a short title, something at its right where wanted, the content under it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from layoutdesk.ui.language import Language
from layoutdesk.ui.theme import UNIT


class Panel(QFrame):
    """A panel with the title of the text ``code``, shown anew when the language changes."""

    def __init__(self, code: str, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.language = language
        self._code = code
        self.title = QLabel(objectName="title")
        self.figure = QLabel(objectName="dim")
        self.head = QHBoxLayout()
        self.head.setContentsMargins(2 * UNIT - 4, UNIT + 2, 2 * UNIT - 4, UNIT - 2)
        self.head.addWidget(self.title)
        self.head.addStretch()
        self.head.addWidget(self.figure)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addLayout(self.head)
        language.changed.connect(self.retranslate)

    def retranslate(self) -> None:
        """Shows the title in the language of the window."""
        title = self.language.text(self._code)
        self.title.setText(title)
        self.setAccessibleName(title)
