"""The menu of what expressions are made of: nobody at a newspaper's desk knows them by heart."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton, QWidget

from layoutdesk.ui.language import Language

#: What is put into the line for what is looked for, by name; ``None`` is a line between. The caret goes before a last ``)``.
SOUGHT: Final = {
    "han": r"\p{Han}", "figure": r"\d", "letter": "[A-Za-z]", "mark": r"\p{P}", "blank": r"\s", "any": ".", "": None,
    "more": "+", "maybe": "?", "group": "()", "behind": "(?<=)", "before": "(?=)", "-": None, "start": "^", "end": "$",
}  # fmt: skip
#: What is put into the line for what it becomes.
BECOMES: Final = {"whole": "$0", "first": "$1", "half": r"\H", "full": r"\F"}


class TokenMenu(QMenu):
    """The menu of a button; what is chosen goes into the line that it belongs to, at its caret."""

    def __init__(
        self, button: QToolButton, sought: QLineEdit, becomes: QLineEdit, language: Language, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._lines, self._language = (sought, becomes), language
        button.setMenu(self)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Lists the parts in the language of the window; those of the second line only where that is there."""
        self.clear()
        sought, becomes = self._lines
        for name, token in SOUGHT.items():
            if token is None:
                self.addSeparator()
            else:
                self._offer(name, token, sought)
        if not becomes.isHidden():
            self.addSection(self._language.text("ui.find.becomes_short"))
            for name, token in BECOMES.items():
                self._offer(name, token, becomes)

    def _offer(self, name: str, token: str, line: QLineEdit) -> None:
        self.addAction(f"{self._language.text(f'ui.find.token_{name}')}\t{token}", lambda: _put(line, token))


def _put(line: QLineEdit, token: str) -> None:
    line.insert(token)
    line.setFocus()
    if token.endswith(")"):
        line.cursorBackward(False)
