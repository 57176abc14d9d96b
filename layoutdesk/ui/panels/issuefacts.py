"""The fields of the issue: paper, date, numbers (报名, 日期, 期号, 刊号)."""

from __future__ import annotations

import datetime
from typing import Final

from msgspec.structs import replace
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from layoutdesk import edits
from layoutdesk.base.problem import Refusal
from layoutdesk.session import Session
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Field, Line, column_in

#: The facts of the issue that the panel shows.
_FACTS: Final = ("paper", "date", "number", "cn_number")


class _DateLine(Line):
    """A day as 2026-03-03: what is typed into an empty one begins at its first figure, wherever the caret stands."""

    def __init__(self) -> None:
        super().__init__()
        self.setInputMask("0000-00-00")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not any(char.isdigit() for char in self.text()):
            self.setCursorPosition(0)
        super().keyPressEvent(event)


class IssueFields(QWidget):
    """What the issue is: paper, date, numbers. It is printed on its pages, and never made up where it is missing."""

    def __init__(self, desk: Desk, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._language = language
        self.title = QLabel(objectName="title")
        self.edits = {name: _DateLine() if name == "date" else Line() for name in _FACTS}
        self._shown: Session | None = None
        self.fields = {name: Field(edit) for name, edit in self.edits.items()}
        layout = column_in(self)
        layout.addWidget(self.title)
        for name, field in self.fields.items():
            layout.addWidget(field)
            self.edits[name].editingFinished.connect(self._set)
        layout.addStretch()

    def retranslate(self) -> None:
        """Shows labels in the language of the window."""
        self.title.setText(self._language.text("ui.properties.issue"))
        for name, field in self.fields.items():
            text = self._language.text(f"ui.properties.{name}")
            field.label.setText(text)
            self.edits[name].setAccessibleName(text)

    def show_issue(self) -> None:
        """Shows the issue as it is; what is half typed in a field is left alone while it is the same issue."""
        meta, session = self._desk.document.meta, self._desk.session
        opened, self._shown = session is not self._shown, session
        for name, edit in self.edits.items():
            edit.show_text(getattr(meta, name), anew=opened)

    def _set(self) -> None:
        """Takes the facts over; a date that is none is refused in words and put back as it was."""
        meta = self._desk.document.meta
        facts = {name: edit.text().strip() for name, edit in self.edits.items()}
        facts["date"] = facts["date"] if _is_date(facts["date"]) else ""
        if facts["date"] == "" and any(char.isdigit() for char in self.edits["date"].text()):
            self._desk.refused.emit(Refusal("ui.properties.no_date", text=self.edits["date"].text()))
            facts["date"] = meta.date
            self.edits["date"].take_back()
        changed = replace(meta, **facts)
        if changed != meta:
            self._desk.apply(edits.SetMeta(changed))


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True
